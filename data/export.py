"""Writes tables as CSV and XLSX that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite, isnan
from typing import TYPE_CHECKING

from data.refused import Refused

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | float | bool | date | None


@dataclass(frozen=True)
class CsvForm:
    """How a CSV is written: what separates cells, and the decimal mark."""

    separator: str
    decimal: str


COMMA = CsvForm(",", ".")
# What a spreadsheet reads where numbers have a decimal comma, as in most of Europe.
SEMICOLON = CsvForm(";", ",")

# What a spreadsheet takes for the start of a formula, in wide letters too, also after white space and
# letters without a shape, which it drops.
_FORMULA = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|\s*[\t\r\n]")
_BELOW_ZERO = re.compile(r"-[0-9]+([.,][0-9]+)?")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+([eE][+-]?[0-9]+)?")
_HALF_LETTERS = re.compile("[\ud800-\udfff]")
# XML has no place for these, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_ROWS, _MOST_COLUMNS, _MOST_LETTERS = 1_048_575, 16_384, 32_767


class TableTooLarge(Refused):
    """Excel has no room for the table; the message says for what, and what to do."""


def inert(text: str) -> str:
    """Return `text`, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def active(text: str) -> str:
    """Return `text` without the apostrophe that `inert` puts in front."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def inert_cell(cell: str) -> str:
    """Return a cell of a CSV made inert; a number below zero begins like a formula and is none."""
    return cell if _BELOW_ZERO.fullmatch(cell) else inert(cell)


def spreadsheet_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], form: CsvForm = COMMA) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, by which spreadsheets know the encoding.

    Texts that are a decimal number and no more are written as one: a spreadsheet would take 20.3 for a day else.
    """
    return _csv(list(map(_plain, header)), ([_written(_plain(cell), form) for cell in row] for row in rows), form)


def spreadsheet_csv_of_cells(
    header: Sequence[str], rows: Iterable[Sequence[str]], form: CsvForm = COMMA, numbers: Collection[str] = ()
) -> bytes:
    """Return the cells of a raw CSV as CSV for spreadsheets; `numbers` are the columns of numbers."""
    are_numbers = [name in numbers for name in header]

    def cells(row: Sequence[str]) -> list[Cell]:
        return [
            _written(inert_cell(cell), form) if is_number else inert_cell(cell)
            for cell, is_number in zip(row, are_numbers, strict=True)
        ]

    return _csv(header, map(cells, rows), form)


def _written(cell: Cell, form: CsvForm) -> Cell:
    """Return a decimal number with the mark of `form`, any other cell as it is."""
    text = cell if isinstance(cell, str) else str(cell) if isinstance(cell, (float, Decimal)) else ""
    return text.replace(".", form.decimal) if form.decimal != "." and _DECIMAL.fullmatch(text) else cell


def _csv(header: Sequence[Cell], rows: Iterable[Sequence[Cell]], form: CsvForm) -> bytes:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def to_xlsx(header: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Mapping[str, str]) -> bytes:
    """Return a table as an XLSX workbook: a sheet “Table” and a sheet “About” with `notes` (heading -> text).

    Raises TableTooLarge where Excel has no room for all of it.
    """
    import xlsxwriter  # noqa: PLC0415 (loaded on the first download only: most visits never need it)

    if len(rows) > _MOST_ROWS or len(header) > _MOST_COLUMNS:
        raise TableTooLarge(
            f"An XLSX sheet holds at most {_MOST_ROWS:,} rows below its header and {_MOST_COLUMNS:,} columns; "
            f"the table has {len(rows):,} and {len(header):,}. Download it as CSV, or choose fewer rows."
        )
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Table")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(map(_plain, header)):
            values = [_plain(row[column]) for row in rows]
            widest = max(len(str(value)) for value in [name, *values[:200]])
            sheet.set_column(column, column, min(max(widest + 1, 8), 60))
            _write(sheet, 0, column, name, bold)
            for row, value in enumerate(values, start=1):
                _write(sheet, row, column, value, day if isinstance(value, date) else None)
        about = workbook.add_worksheet("About")
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 100)
        for row, (heading, text) in enumerate(notes.items()):
            _write(about, row, 0, _plain(heading), bold)
            _write(about, row, 1, _plain(text), wrapped)
    return written.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Cell, look: Format | None = None) -> None:
    # Each kind by its own method: xlsxwriter's guess would make formulas and links out of text.
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date) and value.year > 1900:
        sheet.write_datetime(row, column, value, look)
    else:
        text = _NO_XML.sub("\ufffd", str(value)).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > _MOST_LETTERS:
            raise TableTooLarge(
                f"The text in row {row + 1}, column {column + 1} of sheet “{sheet.get_name()}” has {len(text):,} "
                f"letters; a cell of an XLSX sheet holds at most {_MOST_LETTERS:,}. Download the table as CSV."
            )
        sheet.write_string(row, column, text, look)


def _plain(value: Cell) -> Cell:
    """Return a cell in which no text is a formula, no number is none, and a day has no hour."""
    if isinstance(value, str):
        return inert(_HALF_LETTERS.sub("\ufffd", value))
    if isinstance(value, float) and isnan(value):
        return None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.tzinfo or value.time() != datetime.min.time() else value.date()
    return value
