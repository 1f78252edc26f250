"""Adds the rows of a file to those that are live: by key, so that nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.checks.canonical import Cells, Row, Table, key_of
from data.checks.problems import Problem, problem, quoted
from data.contract import Dataset


def merged(live: Iterable[Cells], rows: Iterable[Cells], dataset: Dataset) -> list[Cells]:
    """Return the live rows with `rows` in place of those with the same key, and new ones after them."""
    key = key_of(dataset)
    found = {key(row): row for row in live}
    found.update((key(row), row) for row in rows)
    return list(found.values())


def with_live_rows(table: Table, live: Table) -> Table:
    """Return the table of a file as the dataset would be with it, without its lines; itself where columns differ."""
    if table.columns != live.columns:
        return table
    rows = merged(live.cells, given_rows(table), table.dataset)
    return Table(table.dataset, table.columns, [Row(0, cells) for cells in rows], table.complete)


def given_rows(table: Table) -> list[Cells]:
    """Return the rows of a file that are not empty."""
    return [row.cells for row in table.rows if any(row.cells)]


def live_clashes(table: Table, live: Table) -> list[Problem]:
    """Find values that must be unique and that a live row of another key, which stays, has already."""
    dataset, key = table.dataset, key_of(table.dataset)
    if table.columns != live.columns:
        return []
    replaced = {key(row) for row in given_rows(table)}
    unique = [name for name, field in dataset.fields.items() if field.unique and (name,) != dataset.primary_key]
    found = []
    for name in unique:
        place = dataset.header.index(name)
        taken = {row[place]: key(row) for row in live.cells if row[place] and key(row) not in replaced}
        found += [
            problem(
                "unique:live", dataset, row.line, cells={name: value}, found=quoted(value), key=_named(taken[value])
            )
            for row, (value,) in table.values((name,))
            if value in taken
        ]
    return found


def _named(key: Sequence[str]) -> str:
    return ", ".join(key)
