"""What differs between two versions of the data, as tables for readers: rows and cells, and the effect on numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from data import live
from data.releases.difference import DatasetDifference
from pages.parts.chart import Table
from pages.parts.markup import render
from pages.parts.wording import counted, listed, per_cent
from queries.effects import Change, Effects, Range

# Columns that tell readers which record a key stands for, the best first.
_NAMES = ("name_en", "name", "title", "label")

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class DatasetChange:
    """What differs in one dataset: in words, and a table each of cells changed, rows added and rows removed."""

    title: str
    counts: str
    tables: Mapping[str, Table]
    """By ADDED, CHANGED and REMOVED, those that have rows."""


@dataclass(frozen=True)
class EffectTable:
    """One kind of number that people look at: what moved, or None where nothing did."""

    key: str
    title: str
    note: str
    table: Table | None


def dataset_changes(found: Mapping[str, DatasetDifference]) -> dict[str, DatasetChange]:
    """Return what differs in each dataset, by its name."""
    return {name: _dataset_change(each) for name, each in found.items()}


def _dataset_change(found: DatasetDifference) -> DatasetChange:
    dataset = live.contract().datasets[found.dataset]
    titles = {name: field.title for name, field in dataset.fields.items()}
    # Columns that the contract no longer has keep their names, and so do all where two have one title.
    names = [titles.get(name, name) for name in found.columns]
    if len(set(names)) < len(names):
        titles, names = {}, list(found.columns)
    words = []
    tables = {}
    if found.changed:
        words.append(f"{counted(len(found.changed), 'row')} changed ({counted(found.changed_cells, 'cell')})")
        cells = [(row, found.columns.index(name)) for row in found.changed for name in row.columns]
        named = [name for name in _NAMES if name in found.columns][:1]
        known_by = [found.columns.index(name) for name in dict.fromkeys([*found.key_columns, *named])]
        columns = {names[place]: [row.after[place] for row, _ in cells] for place in known_by}
        columns["Column"] = [names[place] for _, place in cells]
        columns["Before"] = [row.before[place] for row, place in cells]
        columns["After"] = [row.after[place] for row, place in cells]
        tables[CHANGED] = Table(columns, wide=("Before", "After"))
    for which, rows in ((ADDED, found.added), (REMOVED, found.removed)):
        if rows:
            words.append(f"{counted(len(rows), 'row')} {which}")
            tables[which] = Table(dict(zip(names, zip(*rows, strict=True), strict=True)))
    return DatasetChange(dataset.title, listed(words), tables)


def in_words(changes: Mapping[str, DatasetChange]) -> str:
    """Return what differs in each dataset, in one line."""
    return "; ".join(f"{each.title}: {each.counts}" for each in changes.values())


def facts(found: Effects, changes: Mapping[str, DatasetChange]) -> Markup:
    """Return what a change does to the numbers people look at, each with its own words."""
    cards = [
        ("Headline rate", *_headline(found), found.is_rate_changed),
        ("Maturity levels", *_counted_levels(found), bool(found.levels)),
        ("Ranks", *_counted_ranks(found), bool(found.ranks or found.ranges)),
        ("Data", f"{counted(len(changes), 'dataset')} changed", in_words(changes), True),
    ]
    return render("parts/difference_facts.html", facts=cards)


def _counted_levels(found: Effects) -> tuple[str, str]:
    if not found.levels:
        return "unchanged", f"all {found.known_levels} levels are as before"
    moved = f"{found.risen} higher, {found.fallen} lower"
    others = f"; {found.new_levels} newly assessed, {found.gone_levels} no longer"
    return f"{len(found.levels):,} changed", moved + (others if found.new_levels or found.gone_levels else "")


def _counted_ranks(found: Effects) -> tuple[str, str]:
    ranges = f"{counted(len(found.ranges), 'rank range')} in the ready-made indices"
    if found.ranks:
        of = counted(len({each.row.indicator_id for each in found.ranks}), "indicator")
        return f"{len(found.ranks):,} changed", f"on {of}" + (f", and {ranges}" if found.ranges else "")
    if found.ranges:
        return f"{len(found.ranges):,} changed", f"{ranges}; all ranks on indicators are as before"
    return "unchanged", f"all {found.ranked:,} ranks on indicators and the ready-made indices are as before"


def effect_tables(found: Effects) -> tuple[EffectTable, ...]:
    """Return what moved, kind by kind."""
    return (
        _effect(
            "rates",
            "Documented Industry 4.0 activities by country",
            "Share of listed clusters; a lower bound, because for the others nothing is documented.",
            found.rates,
            {
                "Country": lambda each: each.row.country,
                "Before (%)": lambda each: each.before and each.before.documented_pct,
                "After (%)": lambda each: each.after and each.after.documented_pct,
                "Clusters before": lambda each: _clusters(each.before),
                "Clusters after": lambda each: _clusters(each.after),
            },
            {"Before (%)": "%.1f", "After (%)": "%.1f"},
        ),
        _effect(
            "levels",
            "Maturity levels",
            "Level 0 to 5 of each government in each dimension of cluster policy, in each year assessed.",
            found.levels,
            {
                "Place": lambda each: _place(each.row),
                "Government": lambda each: each.row.tier,
                "Dimension": lambda each: f"{each.row.dimension_id} {each.row.dimension}",
                "Year": lambda each: str(each.row.year),
                "Before": lambda each: _level(each.before),
                "After": lambda each: _level(each.after),
            },
        ),
        _effect(
            "ranks",
            "Ranks on indicators",
            "Among countries or among regions, in the year that most of them share; 1 is best, or highest where "
            "neither is better.",
            found.ranks,
            {
                "Indicator": lambda each: each.row.label,
                "Size class": lambda each: each.row.size_class,
                "Place": lambda each: each.row.place,
                "Rank before": lambda each: _rank(each.before),
                "Rank after": lambda each: _rank(each.after),
                "Value before": lambda each: each.before and each.before.value,
                "Value after": lambda each: each.after and each.after.value,
                "Year before": lambda each: str(each.before.year) if each.before else "",
                "Year after": lambda each: str(each.after.year) if each.after else "",
                "Unit": lambda each: each.row.unit,
            },
        ),
        _effect(
            "ranges",
            "Rank ranges in the ready-made indices",
            "Ranks in 90\u00a0% of 1,000 draws around equal weights, with the median.",
            found.ranges,
            {
                "Index": lambda each: each.row.preset,
                "Country": lambda each: each.row.country,
                "Before": lambda each: _range(each.before),
                "After": lambda each: _range(each.after),
            },
        ),
    )


def _effect(
    key: str,
    title: str,
    note: str,
    found: list[Change],
    columns: Mapping[str, Callable[[Change], Any]],
    formats: Mapping[str, str] | None = None,
) -> EffectTable:
    cells = {heading: [cell(each) for each in found] for heading, cell in columns.items()}
    return EffectTable(key, title, note, Table(cells, formats) if found else None)


def _headline(found: Effects) -> tuple[str, str]:
    before, after = found.headline
    of = f"at least {after.documented:,} of {after.listed:,} listed clusters"
    was = f"before {before.documented:,} of {before.listed:,}"
    if found.is_rate_changed:
        return f"{_rate(before)} → {_rate(after)}", f"{of}; {was}"
    return _rate(after), f"unchanged: {of}" if after == before else f"unchanged to the digit shown: {of}; {was}"


def _rate(headline: Any) -> str:
    return "not known" if headline.documented_pct is None else per_cent(headline.documented_pct)


def _place(row: Any) -> str:
    return row.place if row.place == row.country else f"{row.place} ({row.country})"


def _clusters(row: Any) -> str:
    return f"{row.documented} of {row.listed}" if row else "not a partner country"


def _level(row: Any) -> str:
    return f"{row.level} {row.level_label}" if row else "not assessed"


def _rank(row: Any) -> str:
    return f"{row.rank} of {row.ranked_places}" if row else "no value"


def _range(row: Range | None) -> str:
    return f"{row.from_place} to {row.to_place}, median {row.median_place}" if row else "not enough data"
