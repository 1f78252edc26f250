"""Measures how fast the list of instruments is searched among many: python -m tests.load.search.

Makes a release of made-up instruments in memory, asks the list and its counts as a visitor's typing would, and
prints the median and the 95th percentile of each. Held are 100 ms at 20,000 instruments.
"""

import argparse
import csv
import io
import random
from statistics import quantiles
from time import perf_counter

from data.contract import Contract, read_contract
from queries.catalogue import queries
from queries.engine import Engine

HELD_MS = 100

# From common to absent; with and without accents, one word and several.
SEARCHES = ("digital", "Košice", "inovacne kosice", "agency of the region", "ŁÓDŹ", "no such word")

WORDS = (
    "digital innovation voucher grant for small firms and clusters, Inovačné Košice agency of the region with advice "
    "on Industry 4.0 technology, skills and planning, pomoc podjetjem, Región de Murcia, Łódź, support programme"
).split()

NO_FILTER = {
    "country": [], "level": [], "kind": [], "theme": [], "stage": [], "beneficiary": [], "provider_type": [],
    "funding": [], "status": [], "year": "",
}  # fmt: skip


def release(contract: Contract, instruments: int) -> Engine:
    """Return an engine on the shipped data with that many made-up instruments in place of the shipped ones."""
    files = {name: dataset.path.read_bytes() for name, dataset in contract.datasets.items()}
    shipped = list(csv.DictReader(io.StringIO(files["instruments"].decode("utf-8"))))
    draw = random.Random(1)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(shipped[0]), lineterminator="\n")
    writer.writeheader()
    for number in range(instruments):
        row = dict(shipped[number % len(shipped)])
        row["instrument_id"] = f"{row['country_code']}-{number:06}"
        for field, length in (("name", 6), ("name_en", 6), ("provider", 4), ("summary", 30)):
            row[field] = " ".join(draw.choices(WORDS, k=length))
        writer.writerow(row)
    files["instruments"] = text.getvalue().encode("utf-8")
    return Engine(files, contract)


def main() -> None:
    """Print what each search takes and whether the goal is held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instruments", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    engine = release(read_contract(), chosen.instruments)
    slowest = 0.0
    for name in ("instruments_found", "instrument_facets"):
        sql = queries()[name].sql
        times = []
        for words in SEARCHES * chosen.rounds:
            begun = perf_counter()
            engine.rows(sql, {**NO_FILTER, "words": words})
            times.append(1000 * (perf_counter() - begun))
        cuts = quantiles(times, n=20)
        slowest = max(slowest, cuts[18])
        print(f"{name}: median {cuts[9]:.0f} ms, 95th percentile {cuts[18]:.0f} ms at {chosen.instruments} instruments")
    print(f"{'held' if slowest <= HELD_MS else 'NOT held'}: {HELD_MS} ms")


if __name__ == "__main__":
    main()
