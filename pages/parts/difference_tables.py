"""What differs between two versions of the data, as tables for readers: rows and cells, and the effect on numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from data import live
from data.releases.difference import DatasetDifference
from pages.parts.chart import Table
from pages.parts.wording import counted, listed, per_cent
from queries.effects import Effects, differs

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
        cells = found.cells_frame()
        cells["column"] = [titles.get(name, name) for name in cells["column"]]
        cells.columns = [*(titles.get(name, name) for name in found.key_columns), "Column", "Before", "After"]
        named = next((name for name in _NAMES if name in found.columns), None)
        if named:
            place = found.columns.index(named)
            whose = [row.after[place] for row in found.changed for _ in row.columns]
            cells.insert(len(found.key_columns), titles.get(named, named), whose)
        tables[CHANGED] = Table(cells, wide=("Before", "After"))
    for which in (ADDED, REMOVED):
        rows = found.rows_frame(which)
        if len(rows):
            words.append(f"{counted(len(rows), 'row')} {which}")
            rows.columns = names
            tables[which] = Table(rows)
    return DatasetChange(dataset.title, listed(words), tables)


def facts(found: Effects, changes: Mapping[str, DatasetChange]) -> str:
    """Return in HTML what a change does to the numbers people look at, each with its own words."""
    datasets = "; ".join(f"{each.title}: {each.counts}" for each in changes.values())
    return (
        '<div class="facts">'
        + _fact("Headline rate", *_headline(found), found.is_rate_changed)
        + _fact("Maturity levels", *_counted_levels(found), bool(len(found.levels)))
        + _fact("Ranks", *_counted_ranks(found), bool(len(found.ranks) or len(found.ranges)))
        + _fact("Data", f"{counted(len(changes), 'dataset')} changed", datasets, True)
        + "</div>"
    )


def _counted_levels(found: Effects) -> tuple[str, str]:
    if not len(found.levels):
        return "unchanged", f"all {found.known_levels} levels are as before"
    moved = f"{found.risen} higher, {found.fallen} lower"
    others = f"; {found.new_levels} newly assessed, {found.gone_levels} no longer"
    return f"{len(found.levels):,} changed", moved + (others if found.new_levels or found.gone_levels else "")


def _counted_ranks(found: Effects) -> tuple[str, str]:
    ranges = f"{counted(len(found.ranges), 'rank range')} in the ready-made indices"
    if len(found.ranks):
        of = counted(found.ranks["indicator_id"].nunique(), "indicator")
        return f"{len(found.ranks):,} changed", f"on {of}" + (f", and {ranges}" if len(found.ranges) else "")
    if len(found.ranges):
        return f"{len(found.ranges):,} changed", f"{ranges}; all ranks on indicators are as before"
    return "unchanged", f"all {found.ranked:,} ranks on indicators and the ready-made indices are as before"


def effect_tables(found: Effects) -> tuple[EffectTable, ...]:
    """Return what moved, kind by kind."""
    return (
        EffectTable(
            "rates",
            "Documented Industry 4.0 activities by country",
            "Share of listed clusters; a lower bound, because for the others nothing is documented.",
            _rates(found.rates),
        ),
        EffectTable(
            "levels",
            "Maturity levels",
            "Level 0 to 5 of each government in each dimension of cluster policy, in each year assessed.",
            _levels(found.levels),
        ),
        EffectTable(
            "ranks",
            "Ranks on indicators",
            "Among countries or among regions, in the year that most of them share; 1 is best, or highest where "
            "neither is better.",
            _ranks(found.ranks),
        ),
        EffectTable(
            "ranges",
            "Rank ranges in the ready-made indices",
            "Ranks in 90\u00a0% of 1,000 draws around equal weights, with the median.",
            _ranges(found.ranges),
        ),
    )


def _headline(found: Effects) -> tuple[str, str]:
    row = next(found.headline.itertuples(index=False))
    after = _rate(row.documented_pct_after)
    before = _rate(row.documented_pct_before)
    of = f"at least {row.documented_after:,} of {row.listed_after:,} listed clusters"
    if found.is_rate_changed:
        return f"{before} → {after}", f"{of}; before {row.documented_before:,} of {row.listed_before:,}"
    if differs(row.listed_after, row.listed_before):
        return after, f"unchanged to the digit shown: {of}; before {row.documented_before:,} of {row.listed_before:,}"
    return after, f"unchanged: {of}"


def _rate(value: float | None) -> str:
    return "not known" if value is None or value != value else per_cent(value)


def _fact(title: str, number: str, reading: str, is_changed: bool) -> str:
    return (
        f'<div class="finding{"" if is_changed else " same"}"><h3>{title}</h3><div class="number">{number}</div>'
        f'<p class="reading">{escape(reading)}</p></div>'
    )


def _rates(rows: pd.DataFrame) -> Table | None:
    return _table(
        [
            (
                row.country,
                row.documented_pct_before,
                row.documented_pct_after,
                _of(row.documented_before, row.listed_before),
                _of(row.documented_after, row.listed_after),
            )
            for row in rows.itertuples(index=False)
        ],
        ["Country", "Before (%)", "After (%)", "Clusters before", "Clusters after"],
        {"Before (%)": "%.1f", "After (%)": "%.1f"},
    )


def _levels(rows: pd.DataFrame) -> Table | None:
    return _table(
        [
            (
                row.place if row.place == row.country else f"{row.place} ({row.country})",
                row.tier,
                f"{row.dimension_id} {row.dimension}",
                str(row.year),
                _level(row.level_before, row.level_label_before),
                _level(row.level_after, row.level_label_after),
            )
            for row in rows.itertuples(index=False)
        ],
        ["Place", "Government", "Dimension", "Year", "Before", "After"],
    )


def _ranks(rows: pd.DataFrame) -> Table | None:
    return _table(
        [
            (
                row.label,
                row.size_class,
                row.place,
                _rank(row.rank_before, row.ranked_places_before),
                _rank(row.rank_after, row.ranked_places_after),
                row.value_before,
                row.value_after,
                _year(row.year_before),
                _year(row.year_after),
                row.unit,
            )
            for row in rows.itertuples(index=False)
        ],
        [
            "Indicator",
            "Size class",
            "Place",
            "Rank before",
            "Rank after",
            "Value before",
            "Value after",
            "Year before",
            "Year after",
            "Unit",
        ],
    )


def _ranges(rows: pd.DataFrame) -> Table | None:
    return _table(
        [
            (
                row.preset,
                row.country,
                _range(row.from_place_before, row.median_place_before, row.to_place_before),
                _range(row.from_place_after, row.median_place_after, row.to_place_after),
            )
            for row in rows.itertuples(index=False)
        ],
        ["Index", "Country", "Before", "After"],
    )


def _table(rows: list[tuple], headings: list[str], formats: Mapping[str, str] | None = None) -> Table | None:
    return Table(pd.DataFrame(rows, columns=headings), formats) if rows else None


def _is_known(value: float | None) -> bool:
    return value is not None and value == value


def _of(documented: float | None, listed_clusters: float | None) -> str:
    return f"{documented:.0f} of {listed_clusters:.0f}" if _is_known(listed_clusters) else "not a partner country"


def _level(level: float | None, label: str | None) -> str:
    return f"{level:.0f} {label}" if _is_known(level) else "not assessed"


def _rank(rank: float | None, of: float | None) -> str:
    return f"{rank:.0f} of {of:.0f}" if _is_known(rank) else "no value"


def _year(year: float | None) -> str:
    return f"{year:.0f}" if _is_known(year) else ""


def _range(low: float | None, median: float | None, high: float | None) -> str:
    return f"{low:.0f} to {high:.0f}, median {median:.0f}" if _is_known(median) else "not enough data"
