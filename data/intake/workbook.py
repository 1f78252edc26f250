"""Reads one sheet of an Excel workbook (.xlsx) as the table of texts that a CSV is read as.

By openpyxl, row by row. The quicker calamine was tried: it gives an empty cell for an error such as #DIV/0!, and tells
no format of a number.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from data.checks.canonical import Row, number
from data.checks.problems import problem
from data.intake import file_kind
from data.intake.reading import (
    MOST_CELL_LETTERS,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_ROWS,
    Dialect,
    Reading,
    finished,
    refused,
    shown,
)

# How much larger than the largest file a workbook's parts may be when unpacked: sheets of numbers reach five.
_UNPACKED = 8
_MOST_PARTS = 2_000
# The widest dataset has 25 columns; empty cells before the last of a row are counted.
_MOST_CELLS = 20_000_000
# What Excel writes for a line break of Windows within a cell.
_RETURN = "_x000D_"


class _Refused(Exception):
    """The workbook is not read on; `args` are a problem's kind and line, `facts` what it says."""

    def __init__(self, kind: str, line: int | None = None, **facts: Any) -> None:
        super().__init__(kind, line)
        self.kind, self.line, self.facts = kind, line, facts


@dataclass(frozen=True)
class _Cells:
    """The cells of one row as texts, and the positions of those that are texts in the workbook too."""

    line: int
    cells: tuple[str, ...]
    texts: frozenset[int]


def unpacked_size(content: bytes) -> int:
    """Return how many bytes a workbook says to hold when unpacked, which zipfile does not go beyond; else its own."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return len(content)


def read(name: str, content: bytes, *, sheet: str | None, decimal: str | None, limit: int) -> Reading:
    """Read the sheet of this name, or the first that is not hidden. Raises nothing for bad workbooks.

    Numbers are given with the fifteen digits that Excel shows at most, dates as in 2021-06-30.
    """
    title = shown(name).strip() or "file without a name"
    refusal = file_kind.refusal(name, content, limit)
    if refusal:
        return Reading(title, problems=(refused(title, *refusal),))
    given = {"sheet": sheet, "decimal": decimal}
    chosen = tuple(part for part, value in given.items() if value)
    dialect = Dialect("", "", decimal or ".", chosen, sheet or "")
    reading = Reading(title, dialect)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of what openpyxl leaves out, such as pictures.
            opened = _opened(content, limit)
            shows = [each.title for each in opened.worksheets if each.sheet_state == "visible" or each.title == sheet]
            reading = replace(reading, sheets=tuple(shows))
            name = _chosen(shows, sheet)
            return _of_rows(replace(reading, dialect=replace(dialect, sheet=name)), _rows(opened[name]))
    except _Refused as error:
        return replace(reading, problems=(problem(error.kind, title, error.line, **error.facts),))
    except Exception:  # noqa: BLE001 (whatever openpyxl raises for parts that are not as Excel writes them)
        remedy = "Open it in Excel and save it anew, or save the table as CSV UTF-8, and drop that file."
        found = "a workbook with parts that cannot be read"
        return replace(reading, problems=(refused(title, "file-kind", found, "a workbook as Excel saves it", remedy),))


def _chosen(names: Sequence[str], sheet: str | None) -> str:
    if not names or (sheet and sheet not in names):
        raise _Refused("sheet", found=shown(sheet or ""), names=", ".join(map(shown, names)) or "some")
    return sheet or names[0]


def _opened(content: bytes, limit: int) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 (loaded with the first workbook only)

    with ZipFile(BytesIO(content)) as archive:
        if len(archive.infolist()) > _MOST_PARTS or unpacked_size(content) > _UNPACKED * limit:
            most = f"{_UNPACKED * limit / (1 << 20):,.0f}"
            raise _Refused("workbook-size", found=f"{unpacked_size(content) / (1 << 20):,.0f}", most=most)
    return load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any) -> Iterator[_Cells]:
    """Give the rows that are not empty, without empty cells at their end."""
    # What a file says of its size may be wrong, on purpose or not.
    sheet.reset_dimensions()
    seen = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        seen += len(row)
        if line > MOST_LINES or seen > _MOST_CELLS:
            most, what = (MOST_LINES, "rows") if line > MOST_LINES else (_MOST_CELLS, "cells")
            raise _Refused("rows", line, most=most, what=what)
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            texts = frozenset(
                place for place, cell in enumerate(row[: len(cells)]) if cell.data_type in {"s", "inlineStr"}
            )
            yield _Cells(line, tuple(cells), texts)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace(f"{_RETURN}\n", "\n").replace(_RETURN, "\n")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # A share shown in percent: as a cell shows it, because its number is another one.
        if "%" in cell.number_format:
            return number(f"{value * 100:.15g}") + "%"
        return number(f"{value:.15g}") if isinstance(value, float) else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _of_rows(reading: Reading, rows: Iterator[_Cells]) -> Reading:
    read: list[_Cells] = []
    for row in rows:
        if len(row.cells) > MOST_COLUMNS:
            raise _Refused("columns", row.line, found=len(row.cells), most=MOST_COLUMNS)
        if max(map(len, row.cells)) > MOST_CELL_LETTERS:
            raise _Refused("cell-length", row.line, most=MOST_CELL_LETTERS)
        if len(read) > MOST_ROWS:
            raise _Refused("rows", row.line, most=MOST_ROWS, what="rows")
        read.append(row)
    # A sheet is a rectangle, which may begin further to the right; what stands beside the header is a column without
    # a name.
    first = min((next(place for place, cell in enumerate(row.cells) if cell.strip()) for row in read), default=0)
    width = max((len(row.cells) for row in read), default=0)
    table = [Row(row.line, row.cells[first:] + ("",) * (width - len(row.cells))) for row in read]
    texts = {
        (row.line, place - first) for row in read[1:] for place in row.texts if _begins_as_number(row.cells[place])
    }
    return replace(finished(reading, table[0] if table else None, table[1:]), texts=frozenset(texts))


def _begins_as_number(cell: str) -> bool:
    return cell[:1].isdigit() or cell[1:2].isdigit()


def other_sheets(reading: Reading) -> str:
    """Return a sentence, after a space, on the other sheets of the workbook that may be meant; "" without others."""
    others = [name for name in reading.sheets if reading.dialect and name != reading.dialect.sheet]
    return f" Or choose another sheet: {', '.join(map(shown, others))}." if others else ""
