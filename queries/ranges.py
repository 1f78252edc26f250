"""Rank ranges of an index: draws what may reasonably be chosen and asks where each country then stands."""

from typing import Any

from queries.answers import rows, rows_once
from queries.cache import cached
from queries.draws import draw


@cached(64)
def rank_ranges(
    release: int,
    items: tuple[str, ...],
    weights: tuple[float, ...],
    size: str,
    year_rule: str,
    aggregation: str,
    seed: int,
) -> list[Any]:
    """Return the answer to the query rank_ranges on `release` for the draws of `seed` around `weights`."""
    places = len(rows("partner_countries_list", release))
    return rows_once(
        "rank_ranges",
        release,
        items=items,
        weights=weights,
        size=size,
        year_rule=year_rule,
        aggregation=aggregation,
        **draw(seed, weights, places).parameters(),
    )
