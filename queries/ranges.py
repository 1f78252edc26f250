"""Rank ranges of an index: draws what may reasonably be chosen and asks where each country then stands."""

import pandas as pd

from queries.answers import answer, answer_once
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
) -> pd.DataFrame:
    """Return the answer to the query rank_ranges on `release` for the draws of `seed` around `weights`."""
    places = len(answer("partner_countries_list", release))
    return answer_once(
        "rank_ranges",
        release,
        items=items,
        weights=weights,
        size=size,
        year_rule=year_rule,
        aggregation=aggregation,
        **draw(seed, weights, places).parameters(),
    )
