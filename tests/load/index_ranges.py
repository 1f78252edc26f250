"""Measures how fast rank ranges are made: python -m tests.load.index_ranges.

Asks for the ranks of ten countries by an index of 20 indicators under 1,000 draws, each time with another seed, and
prints the median and the 95th percentile of drawing and of the query. Held are 50 ms for both together.
"""

import argparse
from statistics import quantiles
from time import perf_counter, process_time

from data.contract import read_contract
from queries.draws import DRAWS, draw
from queries.engine import Engine
from tests.queries.tiny import answered

HELD_MS = 50
INDICATORS = 20


def main() -> None:
    """Print what drawing and ranking take and whether the goal is held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    contract = read_contract()
    engine = Engine({name: dataset.path.read_bytes() for name, dataset in contract.datasets.items()}, contract)
    offered = answered(engine, "index_choices", size="total", year_rule="latest")
    # Those known for all ten countries come first, so that as many countries as possible are ranked.
    indicators = sorted((row for row in offered if row.kind == "indicator"), key=lambda row: -row.countries)
    items = [row.item_id for row in indicators[:INDICATORS]]
    weights = [1.0] * len(items)
    walls, works, ranked = [], [], 0
    for seed in range(rounds):
        begun, begun_work = perf_counter(), process_time()
        drawn = draw(seed, weights, 10).parameters()
        rows = answered(
            engine, "rank_ranges", items=items, weights=weights, size="total", year_rule="latest",
            aggregation="geometric", **drawn,
        )  # fmt: skip
        walls.append(1000 * (perf_counter() - begun))
        works.append(1000 * (process_time() - begun_work))
        ranked = sum(row.is_enough for row in rows)
    wall, work = quantiles(walls, n=20), quantiles(works, n=20)
    print(f"{DRAWS} draws, {ranked} countries ranked, {len(items)} indicators, {rounds} rounds")
    print(f"time: median {wall[9]:.0f} ms, 95th percentile {wall[18]:.0f} ms; of it processor {work[9]:.0f} ms")
    print(f"{'held' if wall[9] <= HELD_MS else 'NOT held'}: {HELD_MS} ms (median)")


if __name__ == "__main__":
    main()
