"""Lays the answers on two versions of the data side by side: what a change does to the numbers people look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from data import live
from data.contract import Contract
from data.worker import LARGE, run
from queries.answers import Answers, Ask, draft, rows_once
from queries.draws import draw

# As the index builder draws where a visitor has chosen nothing else.
_SEED = 2022


class Change(NamedTuple):
    """A row of an answer as it was and as it is, each None where that version of the data has no such row."""

    before: Any
    after: Any

    @property
    def row(self) -> Any:
        """The later one, for what identifies and names both."""
        return self.after or self.before


class Range(NamedTuple):
    """Between which ranks a country lies in one of the ready-made indices, with equal weights."""

    preset: str
    country_code: str
    country: str
    from_place: int
    median_place: int
    to_place: int


@dataclass(frozen=True)
class Effects:
    """What differs in the answers."""

    headline: Change
    """The rate of all countries, also where nothing differs: a row of industry40_rate."""
    rates: list[Change]
    """Where a country's rate or the clusters behind it differ: rows of industry40_rate_by_country."""
    levels: list[Change]
    """Rows of known_levels."""
    ranks: list[Change]
    """Ranks on indicators, in the year that most places share: rows of indicator_ranks."""
    ranges: list[Change]
    """Rank ranges in the ready-made indices: each a Range."""
    known_levels: int
    """How many levels the later version knows."""
    ranked: int
    """How many ranks it gives."""

    @property
    def risen(self) -> int:
        """How many levels are higher than before."""
        return sum(was.level < now.level for was, now in self.levels if was and now)

    @property
    def fallen(self) -> int:
        """How many levels are lower than before."""
        return sum(was.level > now.level for was, now in self.levels if was and now)

    @property
    def new_levels(self) -> int:
        """How many levels were not assessed before."""
        return sum(was is None for was, _ in self.levels)

    @property
    def gone_levels(self) -> int:
        """How many levels are not assessed any more."""
        return sum(now is None for _, now in self.levels)

    @property
    def is_rate_changed(self) -> bool:
        """Whether the headline rate, as it is shown, differs."""
        return bool(self.headline.before.documented_pct != self.headline.after.documented_pct)


def of_release(number: int) -> Ask:
    """Return what answers on the release `number`, keeping nothing: the effects made of it are kept instead."""
    return partial(_rows_on, number)


def effects_of_draft(number: int, files: Mapping[str, bytes]) -> Effects:
    """Return what would differ from the release `number` if `files`, a whole set, were published.

    Large sets are compared in a process of their own. Raises QueryError and CheckFailed.
    """
    size = sum(map(len, files.values()))
    if size >= LARGE:
        return run(_effects_between, live.store().files(number), dict(files), live.contract(), size=size)
    with draft(files) as ask:
        return effects(of_release(number), ask)


def _effects_between(before: Mapping[str, bytes], after: Mapping[str, bytes], contract: Contract) -> Effects:
    # Only drafts are asked: this process has no store.
    answers = Answers(lambda _: None, contract)
    with answers.draft(before) as was, answers.draft(after) as would_be:
        return effects(was, would_be)


def effects(before: Ask, after: Ask) -> Effects:
    """Return what differs between the answers on two versions of the data."""
    levels = before("known_levels"), after("known_levels")
    ranks = before("indicator_ranks"), after("indicator_ranks")
    rates = before("industry40_rate_by_country", country=[]), after("industry40_rate_by_country", country=[])
    return Effects(
        Change(before("industry40_rate", country=[])[0], after("industry40_rate", country=[])[0]),
        side_by_side(*rates, ("country_code",), ("documented_pct", "documented", "listed")),
        side_by_side(*levels, ("place_code", "tier", "dimension_id", "year"), ("level",)),
        side_by_side(*ranks, ("indicator_id", "size_class", "kind", "place_code"), ("rank",)),
        side_by_side(
            _ranges(before),
            _ranges(after),
            ("preset", "country_code"),
            ("from_place", "median_place", "to_place"),
        ),
        len(levels[1]),
        len(ranks[1]),
    )


def side_by_side(
    before: Sequence[Any], after: Sequence[Any], key: Sequence[str], compared: Sequence[str]
) -> list[Change]:
    """Return the rows in which the fields `compared` differ, or that only one version has.

    Rows are known by the fields `key`. They come in the order of `after`, those only in `before` last.
    """
    identity, content = attrgetter(*key), attrgetter(*compared)
    old, new = ({identity(row): row for row in rows} for rows in (before, after))
    pairs = [Change(old.get(each), new.get(each)) for each in new | old]
    return [each for each in pairs if None in each or content(each.before) != content(each.after)]


def _rows_on(number: int, name: str, **parameters: Any) -> list[Any]:
    return rows_once(name, number, **parameters)


def _ranges(ask: Ask) -> list[Range]:
    """Return the rank ranges in every ready-made index, as the index builder shows them first."""
    places = len(ask("partner_countries_list"))
    found = []
    for title, group in groupby(ask("index_presets"), attrgetter("title")):
        parts = list(group)
        # Whole per cents that add to 100, as the sliders of the index builder first stand.
        share, rest = divmod(100, len(parts))
        weights = [float(share + (place < rest)) for place in range(len(parts))]
        ranges = ask(
            "rank_ranges",
            items=[part.item_id for part in parts],
            weights=weights,
            size=parts[0].size,
            year_rule="common",
            aggregation="arithmetic",
            **draw(_SEED, weights, places).parameters(),
        )
        found += [
            Range(title, row.country_code, row.country, row.from_place, row.median_place, row.to_place)
            for row in ranges
            if row.is_enough
        ]
    return found
