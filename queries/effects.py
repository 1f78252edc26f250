"""Lays the answers on two versions of the data side by side: what a change does to the numbers people look at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from data import live
from data.contract import Contract
from data.worker import LARGE, run
from queries.answers import Answers, answer_once, draft
from queries.draws import draw

Ask = Callable[..., pd.DataFrame]
"""Answers a query, by its name and parameters, on one version of the data."""

# What `effects` asks.
QUESTIONS = (
    "known_levels",
    "indicator_ranks",
    "industry40_rate",
    "industry40_rate_by_country",
    "partner_countries_list",
    "index_presets",
    "rank_ranges",
)

# As the index builder draws where a visitor has chosen nothing else.
_SEED = 2022


@dataclass(frozen=True)
class Effects:
    """What differs in the answers. Each frame has a row per difference: what identifies and names it, then the
    columns compared twice, as `…_before` and `…_after`, empty where a version has no such row.
    """

    headline: pd.DataFrame
    """One row, also where nothing differs: listed clusters and those with documented activities."""
    rates: pd.DataFrame
    """By country, where its rate or the clusters behind it differ."""
    levels: pd.DataFrame
    ranks: pd.DataFrame
    """Ranks on indicators, in the year that most places share."""
    ranges: pd.DataFrame
    """Rank ranges in the ready-made indices, with equal weights."""
    known_levels: int
    """How many levels the later version knows."""
    ranked: int
    """How many ranks it gives."""

    @property
    def risen(self) -> int:
        """How many levels are higher than before."""
        return sum(now > was for was, now in self._levels())

    @property
    def fallen(self) -> int:
        """How many levels are lower than before."""
        return sum(now < was for was, now in self._levels())

    @property
    def new_levels(self) -> int:
        """How many levels were not assessed before."""
        return sum(map(_is_missing, self.levels["level_before"]))

    @property
    def gone_levels(self) -> int:
        """How many levels are not assessed any more."""
        return sum(map(_is_missing, self.levels["level_after"]))

    @property
    def is_rate_changed(self) -> bool:
        """Whether the headline rate, as it is shown, differs."""
        return differs(self.headline["documented_pct_before"].iloc[0], self.headline["documented_pct_after"].iloc[0])

    def _levels(self) -> list[tuple[int, int]]:
        pairs = zip(self.levels["level_before"], self.levels["level_after"], strict=True)
        return [(was, now) for was, now in pairs if not (_is_missing(was) or _is_missing(now))]


def of_release(number: int) -> Ask:
    """Return what answers on the release `number`, keeping nothing: the effects made of it are kept instead."""
    return partial(_answer_on, number)


def effects_of_draft(number: int, files: Mapping[str, bytes]) -> Effects:
    """Return what would differ from the release `number` if `files`, a whole set, were published.

    Large sets are compared in a process of their own. Raises QueryError and CheckFailed.
    """
    size = sum(map(len, files.values()))
    if size >= LARGE:
        return run(_effects_between, live.store().files(number), dict(files), live.contract(), size=size)
    with draft(files, QUESTIONS) as ask:
        return effects(of_release(number), ask)


def _effects_between(before: Mapping[str, bytes], after: Mapping[str, bytes], contract: Contract) -> Effects:
    answers = Answers({}.get, contract)
    with answers.draft(before, QUESTIONS) as was, answers.draft(after, QUESTIONS) as would_be:
        return effects(was, would_be)


def effects(before: Ask, after: Ask) -> Effects:
    """Return what differs between the answers on two versions of the data."""
    levels = before("known_levels"), after("known_levels")
    ranks = before("indicator_ranks"), after("indicator_ranks")
    headline = before("industry40_rate", country=[]), after("industry40_rate", country=[])
    rates = before("industry40_rate_by_country", country=[]), after("industry40_rate_by_country", country=[])
    counted = ("documented_pct", "documented", "listed")
    return Effects(
        side_by_side(*headline, (), (), counted),
        side_by_side(*rates, ("country_code",), counted, counted),
        side_by_side(*levels, ("place_code", "tier", "dimension_id", "year"), ("level",), ("level", "level_label")),
        side_by_side(
            *ranks,
            ("indicator_id", "size_class", "kind", "place_code"),
            ("rank",),
            ("rank", "ranked_places", "year", "value"),
        ),
        side_by_side(
            _ranges(before),
            _ranges(after),
            ("preset", "country_code"),
            ("from_place", "median_place", "to_place"),
            ("from_place", "median_place", "to_place"),
        ),
        len(levels[1]),
        len(ranks[1]),
    )


def side_by_side(
    before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str], compared: Sequence[str], shown: Sequence[str]
) -> pd.DataFrame:
    """Return the rows in which `compared` differs or that only one version has; all rows where nothing is compared.

    Rows are known by the columns `key`. The columns `shown` stand twice, as `…_before` and `…_after`; of the
    others the later version's value stands. Rows come in the order of `after`, those only in `before` last.
    """
    old, new = _by_key(before, key), _by_key(after, key)
    names = [name for name in after.columns if name not in shown]
    rows = []
    for each in [*new, *(each for each in old if each not in new)]:
        was, now = old.get(each, {}), new.get(each, {})
        if compared and was and now and not any(differs(was[name], now[name]) for name in compared):
            continue
        pairs = [value.get(name) for name in shown for value in (was, now)]
        rows.append([*((now or was)[name] for name in names), *pairs])
    headings = [*names, *(f"{name}_{when}" for name in shown for when in ("before", "after"))]
    return pd.DataFrame(rows, columns=headings)


def differs(one: object, other: object) -> bool:
    """Tell whether two cells differ; two that are missing do not."""
    return one != other and not (_is_missing(one) and _is_missing(other))


def _is_missing(value: object) -> bool:
    return value is None or value != value


def _answer_on(number: int, name: str, **parameters: object) -> pd.DataFrame:
    return answer_once(name, number, **parameters)


def _by_key(rows: pd.DataFrame, key: Sequence[str]) -> dict[tuple[object, ...], dict[str, object]]:
    return {tuple(row[name] for name in key): row for row in rows.to_dict("records")}


def _ranges(ask: Ask) -> pd.DataFrame:
    """Return the rank ranges in every ready-made index, with equal weights, as the index builder shows them first."""
    places = len(ask("partner_countries_list"))
    found = []
    for title, parts in ask("index_presets").groupby("title", sort=False):
        # Whole per cents that add to 100, as the sliders of the index builder first stand.
        share, rest = divmod(100, len(parts))
        weights = [float(share + (place < rest)) for place in range(len(parts))]
        ranges = ask(
            "rank_ranges",
            items=parts["item_id"].tolist(),
            weights=weights,
            size=parts["size"].iloc[0],
            year_rule="common",
            aggregation="arithmetic",
            **draw(_SEED, weights, places).parameters(),
        )
        columns = ["country_code", "country", "from_place", "median_place", "to_place"]
        found.append(ranges.loc[ranges["is_enough"], columns].assign(preset=title))
    empty = pd.DataFrame(columns=["country_code", "country", "from_place", "median_place", "to_place", "preset"])
    return pd.concat(found, ignore_index=True) if found else empty
