"""Checks CSV files against the contract and finds every problem at once.

`frictionless` judges types, required cells, allowed values, ranges and patterns. This module adds
what it leaves open: the line in the file (it counts rows), the shape of header and rows, and keys.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from data.checks import sentences
from data.checks.sentences import Problem
from data.contract import Contract, Dataset, Field, ForeignKey

# Problems of one file that are listed: nobody reads more, and a hostile file could have millions.
MOST_PROBLEMS = 10_000
# Rows judged in one go, between which progress is told.
_ROWS_AT_ONCE = 10_000


# With slots, because a large upload makes half a million of them, which garbage collection has to walk through.
@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the table's columns; not `whole` if the file had too many or too few."""

    line: int
    cells: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class Table:
    """What could be read of one file. Not `complete` if reading stopped before its end."""

    dataset: Dataset
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    complete: bool

    def keys(self, names: tuple[str, ...]) -> frozenset[tuple[str, ...]] | None:
        """All values of the columns `names`, or None if the table cannot tell them all."""
        if not self.complete or not set(names) <= set(self.columns):
            return None
        positions = [self.columns.index(name) for name in names]
        return frozenset(tuple(row.cells[position] for position in positions) for row in self.rows)


def check_files(files: Mapping[str, bytes], contract: Contract) -> list[Problem]:
    """Check a complete set of datasets, given as CSV bytes by dataset name.

    Returns every problem found, ordered by dataset as in the contract, then by line, then by
    column; an empty list means that the set keeps the contract. Raises nothing for bad data.
    """
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for name, dataset in contract.datasets.items():
        if name in files:
            table, found = read_table(files[name], dataset)
            problems += found
            if table is not None:
                tables[name] = table
        else:
            problems.append(sentences.missing_file(dataset))
    for table in tables.values():
        found = check_values(table) + check_unique(table)
        targets = {
            key: tables[key.dataset].keys(key.reference_fields)
            for key in table.dataset.foreign_keys
            if key.dataset in tables
        }
        blamed = {(problem.line, problem.column) for problem in found}
        problems += found + [
            problem
            for problem in check_foreign_keys(table, targets, contract)
            if (problem.line, problem.column) not in blamed
        ]
    problems += [sentences.unknown_file(name, contract.datasets) for name in files if name not in contract.datasets]
    return _ordered(problems, contract)


def read_table(content: bytes, dataset: Dataset) -> tuple[Table | None, list[Problem]]:
    """Read one CSV file: UTF-8, comma, header as in the contract.

    Returns the table, or None if nothing can be read, and the problems of text, header and shape of
    rows. A renamed column is read as the one it seems to be, so that its cells are checked too.
    """
    text, problems = _decode(content, dataset)
    if text is None:
        return None, problems
    records, broken = _records(text, dataset)
    problems += broken
    if len(records) < 2 and not broken:
        problems.append(sentences.empty_file(dataset, has_header=bool(records)))
    if not records:
        return None, problems
    (line, header), *body = records
    positions, found = _match_header(header, line, dataset)
    problems += found
    if not positions:
        return None, problems
    columns = tuple(name for name in dataset.header if name in positions)
    order = [positions[name] for name in columns]
    rows = []
    for line, cells in body:
        whole = len(cells) == len(header)
        if not whole:
            problems.append(sentences.ragged_row(dataset, line, len(cells), len(header)))
        padded = cells + [""] * (len(header) - len(cells))
        rows.append(Row(line, tuple(padded[position] for position in order), whole))
    return Table(dataset, columns, tuple(rows), complete=not broken), problems


def check_values(table: Table, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Check type, presence, allowed values, range and pattern of every cell of whole rows.

    Stops after MOST_PROBLEMS. `progress` is told how many rows are done, and of how many.
    """
    # Imported here because it takes a fifth of a second, which every start would pay.
    from frictionless import Schema

    dataset = table.dataset
    whole = [row for row in table.rows if row.whole]
    rows = [row for row in whole if any(row.cells)]
    schema = Schema.from_descriptor({"fields": [_descriptor(dataset.fields[name]) for name in table.columns]})
    # Spreadsheets leave them behind by the thousand, and each would be judged once for each of its empty cells.
    blank = [sentences.blank_row(dataset, row.line) for row in whole if not any(row.cells)]
    problems: list[Problem] = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        found = _judge(table, part, schema)
        blamed = {(problem.line, problem.column) for problem in found}
        found += [problem for problem in _check_spelling(table, part) if (problem.line, problem.column) not in blamed]
        problems += found
        if progress:
            progress(min(start + _ROWS_AT_ONCE, len(rows)), len(rows))
        if len(problems) >= MOST_PROBLEMS:
            break
    # Last, so that they leave room for what is wrong with the others.
    return (problems + blank)[:MOST_PROBLEMS]


def _judge(table: Table, rows: Sequence[Row], schema: object) -> list[Problem]:
    from frictionless import Resource

    dataset = table.dataset
    # Rows are handed over as lists, so that the row number of a report leads back to the line.
    data = [list(table.columns), *(list(row.cells) for row in rows)]
    report = Resource(name=dataset.name, data=data, schema=schema).validate(
        # One cell can break several rules; the default would stop at 1,000 errors.
        limit_errors=min(len(rows) * (len(table.columns) + 1) * 5, MOST_PROBLEMS)
    )
    problems = []
    # Asked one by one, because the report's own way to list them describes each anew and takes ten times as long.
    for error in [*report.errors, *(error for task in report.tasks for error in task.errors)]:
        kind, note = error.type, error.note
        number, column = getattr(error, "row_number", None), getattr(error, "field_name", None)
        if number is None:
            problems.append(sentences.unreadable_table(dataset, kind, note))
            continue
        row = rows[number - 2]
        if column is None:
            problems.append(sentences.other_row(dataset, row.line, kind, note))
        else:
            value = row.cells[table.columns.index(column)]
            rule = _rule(kind, note)
            problems.append(sentences.wrong_cell(dataset, row.line, dataset.fields[column], value, rule))
    return problems


def check_unique(table: Table) -> list[Problem]:
    """Find rows that repeat the primary key, or a column that must be unique."""
    dataset = table.dataset
    keys = [dataset.primary_key]
    keys += [(name,) for name, field in dataset.fields.items() if field.unique and (name,) not in keys]
    problems = []
    for names in keys:
        if not set(names) <= set(table.columns):
            continue
        positions = [table.columns.index(name) for name in names]
        first: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            values = tuple(row.cells[position] for position in positions)
            if not row.whole or "" in values:
                continue
            if values in first:
                problems.append(sentences.duplicate(dataset, row.line, names, values, first[values]))
                if len(problems) >= MOST_PROBLEMS:
                    return problems
            else:
                first[values] = row.line
    return problems


def check_foreign_keys(
    table: Table,
    targets: Mapping[ForeignKey, frozenset[tuple[str, ...]] | None],
    contract: Contract,
) -> list[Problem]:
    """Find values that the dataset they refer to does not have.

    `targets` gives, for each foreign key, the key values that exist (see `Table.keys`). A key that
    is absent or None is not checked: its dataset has a problem of its own. Empty cells refer to
    nothing.
    """
    # A plain look-up, because frictionless reports a broken foreign key without naming its column.
    problems = []
    for key in table.dataset.foreign_keys:
        existing = targets.get(key)
        if existing is None or not set(key.fields) <= set(table.columns):
            continue
        positions = [table.columns.index(name) for name in key.fields]
        for row in table.rows:
            values = tuple(row.cells[position] for position in positions)
            if row.whole and "" not in values and values not in existing:
                target = contract.datasets[key.dataset]
                problems.append(sentences.dangling(table.dataset, row.line, key, values, target))
                if len(problems) >= MOST_PROBLEMS:
                    return problems
    return problems


def _decode(content: bytes, dataset: Dataset) -> tuple[str | None, list[Problem]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        return None, [sentences.not_text(dataset)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [sentences.not_utf8(dataset, _line_of(content, error.start), content[error.start])]
    if text.startswith("\ufeff"):
        return text[1:], [sentences.byte_order_mark(dataset)]
    return text, []


def _line_of(content: bytes, position: int) -> int:
    before = content[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _records(text: str, dataset: Dataset) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Records with the line each begins at; empty lines are left out but counted."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    start = 1
    try:
        for cells in reader:
            if cells:
                records.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        return records, [sentences.broken_quotes(dataset, start, error)]
    return records, []


def _match_header(header: list[str], line: int, dataset: Dataset) -> tuple[dict[str, int], list[Problem]]:
    """Positions in the file of the columns that are there, and what is wrong with the header."""
    problems: list[Problem] = []
    positions: dict[str, int] = {}
    extra: list[int] = []
    for position, name in enumerate(header):
        if name in positions:
            problems.append(sentences.repeated_column(dataset, line, name, position))
        elif name in dataset.fields:
            positions[name] = position
        else:
            extra.append(position)
    present = [name for name in header if name in positions]
    missing = [name for name in dataset.header if name not in positions]
    for name in missing:
        position = _renamed(name, extra, header, dataset)
        if position is None:
            problems.append(sentences.missing_column(dataset, line, name))
        else:
            extra.remove(position)
            positions[name] = position
            problems.append(sentences.renamed_column(dataset, line, name, header[position]))
    problems += [sentences.extra_column(dataset, line, header[position], position) for position in extra]
    wanted = [name for name in dataset.header if name in present]
    stay: set[str] = set()
    for block in SequenceMatcher(None, present, wanted, autojunk=False).get_matching_blocks():
        stay.update(present[block.a : block.a + block.size])
    problems += [sentences.moved_column(dataset, line, name, positions[name]) for name in wanted if name not in stay]
    return positions, problems


def _renamed(name: str, extra: list[int], header: list[str], dataset: Dataset) -> int | None:
    """Position of the unknown column that seems to be `name`, by its spelling or its place."""
    by_spelling = {header[position].strip().lower(): position for position in extra}
    close = get_close_matches(name, by_spelling, n=1, cutoff=0.75)
    if close:
        return by_spelling[close[0]]
    place = dataset.header.index(name)
    return place if place in extra and len(header) == len(dataset.header) else None


def _descriptor(field: Field) -> dict[str, object]:
    constraints = {
        "required": field.required or None,
        "enum": list(field.enum) or None,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": f"(?:{field.pattern})" if field.pattern else None,
    }
    given = {name: value for name, value in constraints.items() if value is not None}
    return {"name": field.name, "type": field.type, "constraints": given}


def _rule(kind: str, note: str) -> str:
    constraint = re.match(r'constraint "(\w+)"', note)
    return constraint[1] if constraint else kind.removesuffix("-error")


# frictionless takes 1_000, NaN, 2020-7-1, " 5 " and 1e400 for numbers and dates; the database does not.
_SPELLING = {
    "integer": re.compile(r"-?[0-9]{1,18}"),
    "number": re.compile(r"-?[0-9]{1,30}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def _check_spelling(table: Table, rows: Iterable[Row]) -> list[Problem]:
    dataset = table.dataset
    columns = [(dataset.fields[name], _SPELLING.get(dataset.fields[name].type)) for name in table.columns]
    problems = []
    for row in rows:
        for (field, spelling), cell in zip(columns, row.cells, strict=True):
            if not cell:
                continue
            if spelling is None:
                if cell != cell.strip():
                    problems.append(sentences.wrong_cell(dataset, row.line, field, cell, "spaces"))
            elif not spelling.fullmatch(cell):
                problems.append(sentences.wrong_cell(dataset, row.line, field, cell, "type"))
    return problems


def _ordered(problems: list[Problem], contract: Contract) -> list[Problem]:
    ranks = {name: rank for rank, name in enumerate(contract.datasets)}

    def place(problem: Problem) -> tuple[int, int, int]:
        dataset = contract.datasets.get(problem.dataset)
        header = dataset.header if dataset else ()
        column = header.index(problem.column) if problem.column in header else -1
        return ranks.get(problem.dataset, len(ranks)), problem.line or 0, column

    return sorted(problems, key=place)
