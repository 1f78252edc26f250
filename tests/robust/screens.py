"""Opens every screen and makes every report on one release, and tells what failed."""

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from data import live
from data.audit import PROGRAM
from data.export import spreadsheet_csv, to_xlsx
from data.people.access import Visitor
from data.refused import Refused
from pages.act.report import report
from pages.explore.measures import MEASURES
from pages.parts import chart
from pages.parts.site_map import SCREENS
from pages.parts.view import View
from tests.pages.conftest import opened, words
from tests.robust.changes import Tables

_OPENED = {
    "changes": {"from": "1"},
    "releases": {"from": "1"},
}
# What stands on a screen where a missing value was written as if it were one.
_NOT_A_VALUE = re.compile(r"(?<=[a-z0-9] )None(?![\w%])|(?<![\w%])(nan|NaN|NaT|inf)(?![\w%])")


class Failure(NamedTuple):
    """What failed: on which screen or report, and where in the program."""

    screen: str
    error: str
    trace: str


def _downloaded(shown: chart.Chart) -> None:
    """Make what stands behind one click: the table's files."""
    spreadsheet_csv(shown.table.headings, shown.table.rows)
    # A text longer than a sheet's cell is refused with a sentence, which names the way round.
    with suppress(Refused):
        to_xlsx(shown.table.headings, shown.table.rows, {"Title": shown.finding})


@contextmanager
def with_downloads() -> Iterator[None]:
    """Make the downloads of every chart that a screen shows, too."""
    with patch.object(chart, "_details", _downloaded):
        yield


# What a link may say on a screen, besides the release.
_SAID = {
    "": "measure",
    "policy": "country tier year dimension region",
    "instruments": "country theme stage kind instrument threshold year q",
    "skills": "country indicator size",
    "clusters": "country provider_type q",
    "practices": "country practice practice_theme provenance adopted",
    "regions": "places indicator_theme",
    "indicators": "indicator second size year country",
    "index": "indicator dimension year size normalisation aggregation",
    "actions": "region",
    "ideas": "region",
    "blueprint": "region section",
    "validation": "country",
}


def link(path: str, release: Tables, draw: Random) -> dict[str, list[str]]:
    """Return what a link to a screen says, drawn from what there is in the `release`: about half of its parameters."""
    held = {
        "country": [row["country_code"] for row in release["regions"]],
        "region": [row["place_code"] for row in release["places"]],
        "places": [row["place_code"] for row in release["places"] if row["type"] in {"country", "nuts2"}],
        "indicator": [row["indicator_id"] for row in release["indicators"]],
        "second": [row["indicator_id"] for row in release["indicators"]],
        "indicator_theme": [row["theme"] for row in release["indicators"]],
        "year": ["latest", "common", *(row["year"] for row in release["observations"][:5])],
        "size": ["total", "10-49", "50-249", "250+", "gap"],
        "tier": ["national", "regional"],
        "dimension": [row["dimension_id"] for row in release["maturity_rubric"]],
        "theme": [row["themes"].split(";")[0] for row in release["instruments"]],
        "stage": [row["support_stages"].split(";")[0] for row in release["instruments"]],
        "kind": [row["kind"] for row in release["instruments"]],
        "instrument": [row["instrument_id"] for row in release["instruments"]],
        "threshold": ["0.4", "1"],
        "q": ["a", "no such words"],
        "provider_type": [row["provider_type"] for row in release["providers"]],
        "practice": [row["practice_id"] for row in release["practices"]],
        "practice_theme": [row["theme"] for row in release["practices"]],
        "provenance": ["confirmed", "likely", "other"],
        "adopted": ["yes", "no"],
        "normalisation": ["rank", "z"],
        "aggregation": ["geometric"],
        "measure": list(MEASURES),
        "section": list(report.CHAPTERS),
    }
    said = [name for name in _SAID.get(path, "").split() if draw.random() < 0.6]
    return {name: draw.sample(held[name], min(len(held[name]), draw.choice((1, 1, 2, 4)))) for name in said}


def publish(files: Mapping[str, bytes]) -> int:
    """Add a release with these files to the store, and return its number."""
    newest = live.newest_release().number
    return live.store().add_release(files, based_on=newest, kind="upload", by=PROGRAM, reason="Changed.").number


def signed_in(role: str) -> Visitor | None:
    """Return somebody with this role."""
    if role == "viewer":
        return None
    return live.access().sign_in_with_code(live.access().access_codes()[role], "Ana Kos", f"test of {role}")


def failed_screens(
    release: int, who: Visitor | None, paths: Iterable[str] | None = None, links: Mapping[str, Any] | None = None
) -> Iterator[Failure]:
    """Open the screens at `paths`, or all, on `release` and give those that fail.

    `links`: what the link to a screen says, by its path.
    """
    for screen in SCREENS:
        if paths is not None and screen.path not in paths:
            continue
        asked = {"release": str(release), **_OPENED.get(screen.path, {}), **(links or {}).get(screen.path, {})}
        if screen.path in _OPENED:
            asked["to"] = str(release)
        try:
            app = opened(screen.path, who, **asked)
        except AssertionError as error:
            said = error.args[0]
            yield Failure(f"{screen.path} {asked}", said[0].message, "\n".join(said[0].stack_trace))
            continue
        except Exception as error:  # noqa: BLE001  # the driver's own time-out, among others
            yield Failure(screen.path, str(error), type(error).__name__)
            continue
        text = words(app)
        if "Data release " not in text:
            yield Failure(screen.path, "it ends without its foot", "words")
        if found := _NOT_A_VALUE.search(text):
            yield Failure(screen.path, f"no value: …{text[max(0, found.start() - 60) : found.end() + 40]}…", "words")


def failed_reports(release: int, codes: Iterable[str] | None = None) -> Iterator[Failure]:
    """Make the reports on the places `codes`, or on all ten and one, in both formats and give those that fail."""
    view = View(release)
    if codes is None:
        places = [row.place_code for row in view.rows("compared_places_list")]
        codes = ["", *places[-1:]]
    for code in codes:
        for form in report.FORMATS:
            try:
                report.written(release, code, (), form)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is told
                yield Failure(f"report {code} {form}", str(error), _trace(error))


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
