"""Searches for releases that keep the contract and break a screen: python -m tests.robust.search --seed 1 --count 50.

Each release has some changes drawn at random, or those of --only. Every screen is opened on it as staff, by links of
all kinds, and the reports on all ten countries and on one place are made. The exit status is 1 where something fails.
"""

import argparse
import logging
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit import config
from streamlit.components.v2 import manifest_scanner

from data import live
from data.checks.rules import check_files
from data.releases.shipped import read_shipped
from pages.door import start
from pages.parts.site_map import SCREENS
from queries import answers
from tests.robust import changes, screens

# How many links to each screen are tried, besides the plain one.
LINKS = 2
PROJECT = str(Path(__file__).parents[2])


def main() -> int:
    """Publish and open one release after the other, and print what fails on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="the number that the random choice starts from")
    parser.add_argument("--count", type=int, default=10, help="how many releases")
    parser.add_argument("--changes", type=int, default=6, help="how many changes each")
    parser.add_argument("--only", nargs="*", default=[], help='releases of your own, each as "change,change"')
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        os.environ["INNO_STORE_URL"] = f"sqlite:///{folder}/inno.sqlite"
        manifest_scanner.scan_component_manifests = list
        start.opened()
        config.set_option("client.showErrorDetails", "full")
        # What fails is printed here.
        logging.disable(logging.CRITICAL)
        known, draw = changes.possible(live.contract()), random.Random(given.seed)
        lots = [each.split(",") for each in given.only]
        return search(lots or [draw.sample(known, given.changes) for _ in range(given.count)], draw)


def search(lots: Iterable[list[str]], draw: random.Random) -> int:
    """Print what fails on the releases that each of `lots` makes of the shipped data; return 1 where something does."""
    contract = live.contract()
    shipped, who = changes.tables_of(read_shipped(contract)), screens.signed_in("staff")
    places: Counter[str] = Counter()
    for names in lots:
        files = changes.changed(shipped, names, contract)
        if problems := check_files(files, contract):
            print("not accepted:", ", ".join(names), "--", problems[0].sentence)
            continue
        # What is kept of earlier releases would only take memory.
        answers.forget()
        release = screens.publish(files)
        with screens.with_downloads():
            found = [*screens.failed_screens(release, who)]
            held = changes.tables_of(files)
            for _ in range(LINKS):
                links = {each.path: screens.link(each.path, held, draw) for each in SCREENS if each.role == "viewer"}
                found += screens.failed_screens(release, who, links, links)
        found += screens.failed_reports(release)
        print(f"{len(found)} failed:", ", ".join(names), flush=True)
        for failure in found:
            ours = [line for line in failure.trace.splitlines() if PROJECT in line and "site-packages" not in line]
            place = f"{ours[-1].strip() if ours else failure.trace} {failure.error[:60]}"
            places[place] += 1
            lines = ours[-5:] if places[place] == 1 else []
            print(f"    {failure.screen or '/'}: {failure.error[:300]}", *lines, sep="\n    ", flush=True)
    print(f"{len(places)} places in the program failed.")
    return int(bool(places))


if __name__ == "__main__":
    sys.exit(main())
