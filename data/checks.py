"""Checks CSV files against the contract and says every problem in a plain sentence.

`frictionless` judges types, required cells, allowed values, ranges and patterns. This module adds
what it leaves open: the line in the file (it counts rows), the shape of header and rows, keys, and
words that say what to do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from data.contract import Contract, Dataset, Field, ForeignKey


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    `line` counts from 1 in the file as an editor shows it, line breaks inside cells included; it is
    None where no line is at fault. `column` is the name of the column in the contract, or in the
    file where the contract has none; for a key of several columns it is the last one. `value` is
    the cell as it stands in the file. `rule` is a short name for programs, `sentence` is for people.
    """

    dataset: str
    file: str
    line: int | None
    column: str | None
    value: str | None
    rule: str
    sentence: str


@dataclass(frozen=True)
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
            expected = "all datasets of the contract"
            problems.append(_file_problem(dataset, "missing-file", "the file is missing", expected, _RESTORE))
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
    problems += [_unknown_file(name, contract) for name in files if name not in contract.datasets]
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
        found = "the file holds only a header" if records else "the file is empty"
        expected = f"a header with {len(dataset.header)} columns and at least one row"
        problems.append(_file_problem(dataset, "empty-file", found, expected, _RESTORE))
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
            problems.append(_ragged(dataset, line, len(cells), len(header)))
        padded = cells + [""] * (len(header) - len(cells))
        rows.append(Row(line, tuple(padded[position] for position in order), whole))
    return Table(dataset, columns, tuple(rows), complete=not broken), problems


def check_values(table: Table) -> list[Problem]:
    """Check type, presence, allowed values, range and pattern of every cell of whole rows."""
    # Imported here because it takes a fifth of a second, which every start would pay.
    from frictionless import Resource, Schema

    dataset = table.dataset
    rows = [row for row in table.rows if row.whole]
    if not rows:
        return []
    schema = Schema.from_descriptor(
        {"fields": [_descriptor(dataset.fields[name]) for name in table.columns]}
    )
    # Rows are handed over as lists, so that the row number of a report leads back to the line.
    data = [list(table.columns), *(list(row.cells) for row in rows)]
    report = Resource(name=dataset.name, data=data, schema=schema).validate(
        # One cell can break several rules; the default would stop at 1,000 errors.
        limit_errors=len(rows) * (len(table.columns) + 1) * 5
    )
    problems = []
    for kind, number, column, note in report.flatten(["type", "rowNumber", "fieldName", "note"]):
        if number is None:
            expected = "a table as in the contract"
            problems.append(_file_problem(dataset, kind, note, expected, "Mend the file."))
            continue
        row = rows[number - 2]
        if kind == "blank-row":
            problems.append(_blank_row(dataset, row.line))
        elif column is None:
            problems.append(_row_problem(dataset, row.line, kind, note))
        else:
            value = row.cells[table.columns.index(column)]
            rule = _rule(kind, note)
            problems.append(_cell_problem(dataset, row.line, dataset.fields[column], value, rule))
    blamed = {(problem.line, problem.column) for problem in problems}
    problems += [
        problem for problem in _check_spelling(table, rows) if (problem.line, problem.column) not in blamed
    ]
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
                problems.append(_duplicate(dataset, row.line, names, values, first[values]))
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
                problems.append(_dangling(table.dataset, row.line, key, values, target))
    return problems


_RESTORE = "Put the right file in its place, or restore it from the last release."


def _decode(content: bytes, dataset: Dataset) -> tuple[str | None, list[Problem]]:
    remedy = "Save the file as CSV UTF-8."
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        found = "the file is not UTF-8 text (it looks like UTF-16 or a spreadsheet)"
        return None, [_file_problem(dataset, "encoding", found, "UTF-8 text", remedy)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_of(content, error.start)
        found = f"a character that is not UTF-8 (byte {content[error.start]:#04x})"
        sentence = f"{_file(dataset)}, line {line}: found {found}, expected UTF-8 text. {remedy}"
        return None, [Problem(dataset.name, _file(dataset), line, None, None, "encoding", sentence)]
    if text.startswith("\ufeff"):
        sentence = (
            f"{_file(dataset)}, line 1: found a byte order mark before the header, expected the first "
            "column name. Save the file as UTF-8 without byte order mark."
        )
        problem = Problem(dataset.name, _file(dataset), 1, None, None, "byte-order-mark", sentence)
        return text[1:], [problem]
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
        sentence = (
            f"{_file(dataset)}, line {start}: found a row that cannot be read ({error}), expected "
            "quotation marks in pairs. Mend the quotation marks; rows after this line were not read."
        )
        return records, [Problem(dataset.name, _file(dataset), start, None, None, "quotes", sentence)]
    return records, []


def _match_header(
    header: list[str], line: int, dataset: Dataset
) -> tuple[dict[str, int], list[Problem]]:
    """Positions in the file of the columns that are there, and what is wrong with the header."""
    file = _file(dataset)
    problems: list[Problem] = []

    def add(column: str, rule: str, text: str) -> None:
        sentence = f"{file}, line {line}: {text}"
        problems.append(Problem(dataset.name, file, line, column, None, rule, sentence))

    positions: dict[str, int] = {}
    extra: list[int] = []
    for position, name in enumerate(header):
        if name in positions:
            text = f'found the column "{name}" a second time (column {position + 1}), expected it once.'
            add(name, "repeated-column", f"{text} Remove one of the two.")
        elif name in dataset.fields:
            positions[name] = position
        else:
            extra.append(position)
    present = [name for name in header if name in positions]
    missing = [name for name in dataset.header if name not in positions]
    for name in missing:
        position = _renamed(name, extra, header, dataset)
        title = dataset.fields[name].title
        if position is None:
            text = f'the column "{name}" ({title}) is missing, expected {len(dataset.header)} columns.'
            place = dataset.header.index(name) + 1
            add(name, "missing-column", f"{text} Add it as column {place}.")
        else:
            extra.remove(position)
            positions[name] = position
            text = f'found the column "{header[position]}", expected "{name}" ({title}).'
            add(name, "renamed-column", f'{text} Rename it to "{name}".')
    for position in extra:
        name = header[position]
        text = f'found the column "{name}" (column {position + 1}), expected only known columns.'
        add(name, "extra-column", f"{text} Remove it, or correct its name.")
    wanted = [name for name in dataset.header if name in present]
    stay: set[str] = set()
    for block in SequenceMatcher(None, present, wanted, autojunk=False).get_matching_blocks():
        stay.update(present[block.a : block.a + block.size])
    for name in wanted:
        if name not in stay:
            text = f'found "{name}" ({dataset.fields[name].title}) as column {positions[name] + 1}'
            place = dataset.header.index(name) + 1
            add(name, "moved-column", f"{text}, expected it as column {place}. Move it there.")
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


# frictionless takes 1_000, NaN, 2020-7-1 and " 5 " for numbers and dates; the database does not.
_SPELLING = {
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
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
                    problems.append(_cell_problem(dataset, row.line, field, cell, "spaces"))
            elif not spelling.fullmatch(cell):
                problems.append(_cell_problem(dataset, row.line, field, cell, "type"))
    return problems


_TYPES = {
    "integer": ("a whole number such as 2019", "Write it with digits only, without spaces or separators."),
    "number": ("a number such as 12.5", "Write it with digits and a decimal point, without separators."),
    "date": ("a date such as 2021-06-30", "Write it as year-month-day."),
}


def _cell_problem(dataset: Dataset, line: int, field: Field, value: str, rule: str) -> Problem:
    found, expected, remedy = _explain(field, value, rule)
    sentence = f"{_cell(dataset, line, field)}: found {found}, expected {expected}. {remedy}"
    return Problem(dataset.name, _file(dataset), line, field.name, value, rule, sentence)


def _explain(field: Field, value: str, rule: str) -> tuple[str, str, str]:
    """What was found, what was expected and what to do."""
    found = _quoted(value)
    unit = f" ({field.unit})" if field.unit else ""
    if rule == "required":
        return "an empty cell", "a value in every row", "Fill the cell."
    if rule == "type":
        return found, *_TYPES[field.type]
    if rule == "enum":
        empty = "" if field.required else ", or an empty cell"
        expected = f"one of {', '.join(field.enum)}{empty}"
        return found, expected, "Correct the spelling, or choose one of these."
    if rule == "minimum":
        return found, f"{field.minimum} or more{unit}", "Correct the number."
    if rule == "maximum":
        return found, f"{field.maximum} or less{unit}", "Correct the number."
    if rule == "spaces":
        return found, "no space or line break before or after the text", "Remove it."
    if field.delimiter:
        return _explain_list(field, value)
    if field.pattern and field.pattern.startswith("https?"):
        return found, "a web address that begins with http:// or https://", "Correct the address."
    description = field.description.rstrip(".")
    return found, f"the form {field.pattern} ({description})", "Correct the value."


def _explain_list(field: Field, value: str) -> tuple[str, str, str]:
    items = value.split(field.delimiter)
    between = f'Put "{field.delimiter}" between items, without spaces, and none at the end.'
    unknown = [item for item in items if item and field.vocabulary and item not in field.vocabulary]
    if unknown:
        found = f"{', '.join(map(_quoted, unknown))} in the list {_quoted(value)}"
        return found, f"only items of {', '.join(field.vocabulary)}", f"Correct these items. {between}"
    return f"an empty item in the list {_quoted(value)}", "items only", between


def _duplicate(
    dataset: Dataset, line: int, names: tuple[str, ...], values: tuple[str, ...], first: int
) -> Problem:
    pairs = ", ".join(f"{name} {_quoted(value)}" for name, value in zip(names, values, strict=True))
    sentence = (
        f"{_cell(dataset, line, *(dataset.fields[name] for name in names))}: found {pairs}, which stands "
        f"in line {first} already, expected it once. Remove one of the two rows, or correct the key."
    )
    rule = "primary-key" if names == dataset.primary_key else "unique"
    return Problem(dataset.name, _file(dataset), line, names[-1], values[-1], rule, sentence)


def _dangling(
    dataset: Dataset, line: int, key: ForeignKey, values: tuple[str, ...], target: Dataset
) -> Problem:
    pairs = ", ".join(map(_quoted, values))
    sentence = (
        f"{_cell(dataset, line, *(dataset.fields[name] for name in key.fields))}: found {pairs}, expected a "
        f"{' and '.join(key.reference_fields)} that {_file(target)} ({target.title}) has. "
        f"Correct the value, or add it to {_file(target)} first."
    )
    column, value = key.fields[-1], values[-1]
    return Problem(dataset.name, _file(dataset), line, column, value, "foreign-key", sentence)


def _ragged(dataset: Dataset, line: int, found: int, expected: int) -> Problem:
    cause = "a comma inside a text needs quotation marks" if found > expected else "a separator is missing"
    sentence = (
        f"{_file(dataset)}, line {line}: found {found} {'cell' if found == 1 else 'cells'}, expected "
        f"{expected} as in the header. Correct the row; often {cause}."
    )
    return Problem(dataset.name, _file(dataset), line, None, None, "ragged-row", sentence)


def _blank_row(dataset: Dataset, line: int) -> Problem:
    sentence = f"{_file(dataset)}, line {line}: found a row of empty cells, expected values. Remove the row."
    return Problem(dataset.name, _file(dataset), line, None, None, "blank-row", sentence)


def _row_problem(dataset: Dataset, line: int, rule: str, note: str) -> Problem:
    sentence = (
        f"{_file(dataset)}, line {line}: found {note}, expected a row as in the contract. Correct the row."
    )
    return Problem(dataset.name, _file(dataset), line, None, None, rule, sentence)


def _file_problem(dataset: Dataset, rule: str, found: str, expected: str, remedy: str) -> Problem:
    sentence = f"{_file(dataset)}: {found}, expected {expected}. {remedy}"
    return Problem(dataset.name, _file(dataset), None, None, None, rule, sentence)


def _unknown_file(name: str, contract: Contract) -> Problem:
    known = ", ".join(contract.datasets)
    sentence = f'{name}: found a dataset "{name}", expected one of {known}. Correct its name or leave it out.'
    return Problem(name, name, None, None, None, "unknown-file", sentence)


def _file(dataset: Dataset) -> str:
    return dataset.path.name


def _cell(dataset: Dataset, line: int, *fields: Field) -> str:
    named = " and ".join(f'"{field.title}" ({field.name})' for field in fields)
    return f"{_file(dataset)}, line {line}, column{'s' if len(fields) > 1 else ''} {named}"


def _quoted(value: str) -> str:
    shown = value if len(value) <= 80 else f"{value[:77]}..."
    return '"' + shown.replace("\r", " ").replace("\n", " ") + '"'


def _ordered(problems: list[Problem], contract: Contract) -> list[Problem]:
    ranks = {name: rank for rank, name in enumerate(contract.datasets)}

    def place(problem: Problem) -> tuple[int, int, int]:
        dataset = contract.datasets.get(problem.dataset)
        header = dataset.header if dataset else ()
        column = header.index(problem.column) if problem.column in header else -1
        return ranks.get(problem.dataset, len(ranks)), problem.line or 0, column

    return sorted(problems, key=place)
