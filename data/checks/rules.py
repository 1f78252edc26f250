"""Checks tables against the contract and finds every problem at once: an upload's, the shipped ones, and a release's.

Every table goes through `check_table`, whoever read it: cells, keys, and what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from data.checks.canonical import Cells, Table, read_kept
from data.checks.letters import strange
from data.checks.problems import Problem, ordered, problem, quoted, wrong_cell
from data.contract import FIELD_TYPES, Contract, Field, ForeignKey

# Problems of one file that are listed: nobody reads more, and a hostile file could have millions.
MOST_PROBLEMS = 10_000
# Rows judged in one go, between which progress is told.
_ROWS_AT_ONCE = 10_000

Targets = Mapping[ForeignKey, frozenset[Cells] | None]
"""The values of a key that exist, by foreign key; None where the dataset it refers to cannot tell them."""


def check_files(files: Mapping[str, bytes], contract: Contract) -> list[Problem]:
    """Check a complete set of datasets, given as the CSV that the project keeps by dataset name.

    Returns every problem found, ordered by dataset as in the contract, then by line, then by
    column; an empty list means that the set keeps the contract. Raises nothing for bad data.
    """
    found: dict[str, list[Problem]] = {}
    tables: dict[str, Table] = {}
    for name, dataset in contract.datasets.items():
        table, found[name] = (
            read_kept(files[name], dataset) if name in files else (None, [problem("missing-file", dataset)])
        )
        if table:
            tables[name] = table
    for name, table in tables.items():
        targets = {
            key: tables[key.dataset].keys(key.reference_fields)
            for key in table.dataset.foreign_keys
            if key.dataset in tables
        }
        found[name] = ordered([*found[name], *check_table(table, targets, contract)], table.columns)
    known = ", ".join(contract.datasets)
    unknown = [problem("unknown-file", name, name=name, known=known) for name in files if name not in found]
    return [each for problems in found.values() for each in problems] + unknown


def check_table(
    table: Table, targets: Targets, contract: Contract, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Check cells, keys and foreign keys of a table; return at most MOST_PROBLEMS problems.

    What is wrong in a cell is said once. `progress` is told how many rows are done, and of how many.
    """
    found = _check_cells(table, progress)
    if len(found) < MOST_PROBLEMS:
        found += _check_unique(table)
    if len(found) < MOST_PROBLEMS:
        blamed = {(each.line, each.column) for each in found}
        dangling = _check_foreign_keys(table, targets, contract)
        found += [each for each in dangling if (each.line, each.column) not in blamed]
    return found[:MOST_PROBLEMS]


class _Judged(dict[str, tuple[str, ...]]):
    """The rules that a cell of one column breaks; each different cell is judged once."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.pattern = re.compile(field.pattern) if field.pattern else None

    def __missing__(self, cell: str) -> tuple[str, ...]:
        self[cell] = broken = tuple(self._broken(cell))
        return broken

    def _broken(self, cell: str) -> list[str]:
        field, kind = self.field, FIELD_TYPES[self.field.type]
        if not cell:
            return ["required"] if field.required else []
        if not kind.is_spelled(cell) or (field.type == "date" and not _is_day(cell)):
            return ["type"]
        broken: list[str] = []
        if field.enum and cell not in field.enum:
            broken.append("enum")
        if field.minimum is not None and float(cell) < field.minimum:
            broken.append("minimum")
        if field.maximum is not None and float(cell) > field.maximum:
            broken.append("maximum")
        if self.pattern and not self.pattern.fullmatch(cell):
            broken.append("pattern")
        # A bound that is broken says more.
        if not broken and not kind.has_room(cell):
            broken.append("type:digits")
        if not broken and cell != cell.strip():
            broken.append("spaces")
        return broken


def _is_day(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _check_cells(table: Table, progress: Callable[[int, int], None] | None) -> list[Problem]:
    """Check type, presence, allowed values, range and pattern of every cell of whole rows."""
    dataset = table.dataset
    columns = [_Judged(dataset.fields[name]) for name in table.columns]
    found: list[Problem] = []
    blank: list[Problem] = []
    for start in range(0, len(table.rows), _ROWS_AT_ONCE):
        for row in table.rows[start : start + _ROWS_AT_ONCE]:
            if not row.whole:
                continue
            # Spreadsheets leave them behind by the thousand, and each would be judged for each of its empty cells.
            if not any(row.cells):
                blank.append(problem("blank-row", dataset, row.line))
                continue
            for column, cell in zip(columns, row.cells, strict=True):
                found += [wrong_cell(dataset, row.line, column.field, cell, rule) for rule in column[cell]]
        if progress:
            progress(min(start + _ROWS_AT_ONCE, len(table.rows)), len(table.rows))
        if len(found) >= MOST_PROBLEMS:
            break
    # Last, so that they leave room for what is wrong with the others.
    return (found + blank)[:MOST_PROBLEMS]


def _check_unique(table: Table) -> list[Problem]:
    """Find rows that repeat the primary key, or a column that must be unique."""
    dataset = table.dataset
    keys = [dataset.primary_key]
    keys += [(name,) for name, field in dataset.fields.items() if field.unique and (name,) not in keys]
    found: list[Problem] = []
    for names in keys:
        first: dict[Cells, int] = {}
        for row, values in table.values(names):
            if first.setdefault(values, row.line) != row.line:
                rule = "primary-key" if names == dataset.primary_key else "unique"
                cells = dict(zip(names, values, strict=True))
                pairs = ", ".join(f"{name} {quoted(value)}" for name, value in cells.items())
                found.append(problem(rule, dataset, row.line, cells=cells, found=pairs, first=first[values]))
                if len(found) >= MOST_PROBLEMS:
                    return found
    return found


def _check_foreign_keys(table: Table, targets: Targets, contract: Contract) -> list[Problem]:
    """Find values that the dataset they refer to does not have."""
    found: list[Problem] = []
    for key in table.dataset.foreign_keys:
        # A target that cannot be told has a problem of its own.
        existing = targets.get(key)
        if existing is None:
            continue
        for row, values in table.values(key.fields):
            if values not in existing:
                target = contract.datasets[key.dataset]
                told = {"found": ", ".join(map(quoted, values)), "key": " and ".join(key.reference_fields)}
                told |= {"file": target.path.name, "title": target.title, "hidden": strange("".join(values))}
                cells = dict(zip(key.fields, values, strict=True))
                found.append(problem("foreign-key", table.dataset, row.line, cells=cells, **told))
                if len(found) >= MOST_PROBLEMS:
                    return found
    return found
