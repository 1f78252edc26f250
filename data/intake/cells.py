"""Writes the cells of a read file as the contract writes them, so that equal tables are equal letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data.checks.canonical import Row, Table, number
from data.checks.problems import Problem, problem
from data.contract import Dataset
from data.export import active
from data.intake.reading import DECIMAL_MARKS, Reading


def decimal_mark(cells: Iterable[str]) -> str:
    """Return the decimal mark that most of these cells use; a point where they use none or both alike."""
    points = commas = 0
    for cell in cells:
        if "," in cell:
            commas += re.fullmatch(r"'?-?[0-9]+,[0-9]+", cell) is not None
        elif "." in cell:
            points += re.fullmatch(r"'?-?[0-9]+\.[0-9]+", cell) is not None
    return "," if commas > points else "."


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
    reading: Reading, dataset: Dataset, positions: Mapping[str, int], decimal: str
) -> tuple[Table, list[Problem]]:
    """Return the rows as a table of `dataset`, in the contract's order, and the numbers that use another decimal mark.

    `positions` says where in the file each field stands. Cells that an export made inert come back as they
    were, line breaks in cells become line feeds, numbers are written in their one form.
    """
    columns = tuple(name for name in dataset.header if name in positions)
    written = []
    mixed: list[Problem] = []
    for name in columns:
        position = positions[name]
        raw = [record.cells[position] if position < len(record.cells) else "" for record in reading.records]
        kind = dataset.fields[name].type
        forms = {cell: _form(cell, kind, decimal) for cell in set(raw)}
        if kind == "number" and decimal == ",":
            strange = {cell for cell in forms if re.fullmatch(r"-?[0-9]+\.[0-9]+", cell)}
            mixed += [
                problem("decimal-mark", dataset, record.line, cells={name: cell}, mark=DECIMAL_MARKS[decimal])
                for record, cell in zip(reading.records, raw, strict=True)
                if cell in strange and is_text(reading, record.line, position)
            ]
        written.append([forms[cell] for cell in raw])
    cells = zip(*written, strict=True)
    rows = [Row(record.line, each, record.whole) for record, each in zip(reading.records, cells, strict=True)]
    return Table(dataset, columns, rows, reading.complete), mixed


def _form(cell: str, kind: str, decimal: str) -> str:
    text = active(cell)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "number":
        if decimal == "," and re.fullmatch(r"[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?", text):
            text = text.replace(",", ".")
        return number(text)
    if kind == "integer":
        # Programs that know decimal numbers only write a whole one as 2019.0.
        whole = re.fullmatch(r"([+-]?[0-9]+)\.0" if decimal == "." else r"([+-]?[0-9]+)[.,]0", text)
        return number(whole[1] if whole else text)
    return text
