"""Writes the cells of a read file as the contract writes them, so that equal tables are equal letter for letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.checks.canonical import Cells, Row, Table, key_of, number
from data.checks.problems import Problem, problem
from data.checks.spreadsheet_dates import code_before
from data.contract import Dataset, Field
from data.export import active
from data.intake import marks
from data.intake.dates import Days, days
from data.intake.reading import DECIMAL_MARKS, Reading


@dataclass(frozen=True)
class _Column:
    """One column of a file: the field it is, its place, its cells from top to bottom, and how each is written.

    `days` and `codes` say which of these were read as days, and as codes that a spreadsheet took for days.
    """

    field: Field
    place: int
    raw: Sequence[str]
    forms: Mapping[str, str]
    days: Days
    codes: Mapping[str, str]


def number_cells(reading: Reading, positions: Iterable[int]) -> Iterable[str]:
    """Give the cells at `positions` of each record that are texts; what is a number in a workbook has no mark."""
    for position in positions:
        for record in reading.records:
            if position < len(record.cells) and is_text(reading, record.line, position):
                yield record.cells[position]


def is_text(reading: Reading, line: int, position: int) -> bool:
    """Return whether a cell that looks like a number is a text, in which somebody wrote it with a mark of theirs."""
    return reading.texts is None or (line, position) in reading.texts


def contract_rows(
    reading: Reading, dataset: Dataset, positions: Mapping[str, int], decimal: str, live: Table
) -> tuple[Table, list[Problem]]:
    """Return the rows as a table of `dataset`, in the contract's order, and what is not to be read without a word.

    `positions` says where in the file each field stands; by `live` a number is known that may be thousands. Cells
    that an export made inert come back as they were, line breaks in cells become line feeds, numbers and days are
    written in their one form.
    """
    names = tuple(name for name in dataset.header if name in positions)
    columns = [_column(reading, dataset.fields[name], positions[name], decimal) for name in names]
    cells = zip(*([each.forms[cell] for cell in each.raw] for each in columns), strict=True)
    rows = [Row(record.line, each, record.whole) for record, each in zip(reading.records, cells, strict=True)]
    table = Table(dataset, names, rows, reading.complete)
    found = [
        told
        for each in columns
        for told in (*_of_numbers(reading, table, each, decimal, live), *_of_dates(reading, dataset, each))
    ]
    return table, found


def doubtful_commas(reading: Reading, dataset: Dataset, place: int, decimal: str) -> list[Problem]:
    """Return the values of a Eurostat file, in the column at `place`, whose comma may stand between thousands.

    As downloaded they have points, which need no proof; a comma is a spreadsheet's.
    """
    if decimal == "." or (reading.dialect and "decimal" in reading.dialect.chosen):
        return []
    if any(marks.proven(cell) == decimal for cell in number_cells(reading, [place])):
        return []
    return [
        problem("decimal-mark:thousands", dataset, record.line, cells={"value": cell}, **_readings(cell))
        for record in reading.records
        if marks.doubtful(cell := record.cells[place] if place < len(record.cells) else "")
    ]


def _column(reading: Reading, field: Field, place: int, decimal: str) -> _Column:
    raw = [record.cells[place] if place < len(record.cells) else "" for record in reading.records]
    different = set(raw)
    is_chosen = reading.dialect is not None and "decimal" in reading.dialect.chosen
    read = days(different) if field.type == "date" else Days()
    # In a workbook the rest of a date that was a code is as it was; in a CSV other cells may have been rewritten too.
    enum = field.enum if reading.texts is not None else ()
    codes = {cell: code for cell in different if (code := code_before(cell, enum))}
    known = read.read | codes
    forms = {cell: known.get(cell) or _form(cell, field.type, decimal, is_chosen=is_chosen) for cell in different}
    return _Column(field, place, raw, forms, read, codes)


def _of_numbers(reading: Reading, table: Table, column: _Column, decimal: str, live: Table) -> Iterable[Problem]:
    """Give what is wrong with the marks in a column of numbers, and what the rest of it settles."""
    chosen = reading.dialect.chosen if reading.dialect else ()
    if not column.field.is_number or "decimal" in chosen:
        return
    name, dataset, is_broken = column.field.name, table.dataset, column.field.type == "number"
    texts = {
        cell
        for record, cell in zip(reading.records, column.raw, strict=True)
        if ("." in cell or "," in cell) and is_text(reading, record.line, column.place)
    }
    proofs = {cell: mark for cell in texts if (mark := marks.proven(cell))}
    doubts = {cell: mark for cell in texts if (mark := marks.doubtful(active(cell)))}
    # A decimal point among decimal commas may be one of thousands that somebody forgot.
    mixed = {cell for cell, mark in proofs.items() if is_broken and mark != decimal == ","}
    if not (doubts or mixed):
        return
    known = _known(live, name)
    settled: list[tuple[int, str]] = []
    for record, row, cell in zip(reading.records, table.rows, column.raw, strict=True):
        if (cell not in doubts and cell not in mixed) or not is_text(reading, record.line, column.place):
            continue
        if doubts.get(cell) == decimal:
            if _is_beyond(column.field, active(cell)) or known(row.cells, table.columns) == column.forms[cell]:
                continue
            if is_broken and set(proofs.values()) == {decimal}:
                settled.append((record.line, cell))
                continue
        kind = "decimal-mark" if decimal == "," and proofs and is_broken else "decimal-mark:thousands"
        told = {"mark": DECIMAL_MARKS[decimal], **_readings(active(cell))}
        yield problem(kind, dataset, record.line, cells={name: cell}, **told)
    if settled:
        line, cell = settled[0]
        proof = next(cell for cell in column.raw if cell in proofs)
        told = {"mark": DECIMAL_MARKS[decimal], "proof": proof}
        yield problem("settled:decimals", dataset, line, cells={name: cell}, count=len(settled), **told)


def _known(live: Table, name: str) -> Callable[[Cells, Cells], str | None]:
    """Return what gives, for a row and its columns, the live value of the column `name` in the row with its key."""
    if name not in live.columns:
        return lambda *_: None
    key, place = key_of(live.dataset), live.columns.index(name)
    values = {key(row.cells): number(row.cells[place]) for row in live.rows}

    def value(row: Cells, columns: Cells) -> str | None:
        try:
            return values.get(tuple(row[columns.index(each)] for each in live.dataset.primary_key))
        except ValueError:
            return None  # A column of the key is missing.

    return value


def _readings(text: str) -> dict[str, str]:
    return {"whole": re.sub("[.,]", "", text), "broken": text.replace(",", ".")}


def _is_beyond(field: Field, text: str) -> bool:
    """Whether a number cannot be thousands, because the field allows none so large."""
    whole = float(_readings(text)["whole"])
    low, high = field.minimum, field.maximum
    return (high is not None and whole > high) or (low is not None and whole < low)


def _of_dates(reading: Reading, dataset: Dataset, column: _Column) -> Iterable[Problem]:
    """Give the dates whose day and month nobody can tell apart, and what was read as another cell or a code has it."""
    name = column.field.name
    first: dict[str, int] = {}
    for record, cell in zip(reading.records, column.raw, strict=True):
        first.setdefault(cell, record.line)
        if code := column.codes.get(cell):
            yield problem("settled:code", dataset, record.line, cells={name: cell}, code=code)
        if cell in column.days.open:
            yield problem("type:day", dataset, record.line, cells={name: cell})
    if column.days.settled:
        cell = min(column.days.settled, key=first.__getitem__)
        proof, count = column.days.proof, sum(each in column.days.settled for each in column.raw)
        yield problem("settled:days", dataset, first[cell], cells={name: cell}, count=count, proof=proof)


def _form(cell: str, kind: str, decimal: str, *, is_chosen: bool) -> str:
    text = active(cell)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind in {"number", "integer"} and is_chosen:
        text = marks.without_thousands(text, decimal)
    if kind == "number":
        if decimal == "," and re.fullmatch(r"[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?", text):
            text = text.replace(",", ".")
        return number(text)
    if kind == "integer":
        # Programs that know decimal numbers only write a whole one as 2019.0.
        zeros = "0+" if is_chosen else "0"
        whole = re.fullmatch(rf"([+-]?[0-9]+)\.{zeros}" if decimal == "." else rf"([+-]?[0-9]+)[.,]{zeros}", text)
        return number(whole[1] if whole else text)
    return text
