"""Writes tables as CSV and XLSX that a spreadsheet opens without running anything in them."""

from collections.abc import Mapping
from io import BytesIO

import pandas as pd

# What a spreadsheet takes for the start of a formula, also after white space it drops.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(value: object) -> object:
    """Return `value`, with an apostrophe in front where a spreadsheet would take its text for a formula."""
    if isinstance(value, str) and (value.startswith(_FORMULA_STARTS) or value.lstrip().startswith(_FORMULA_STARTS)):
        return f"'{value}"
    return value


def to_csv(table: pd.DataFrame) -> bytes:
    """Return `table` as CSV in UTF-8 with a byte order mark, by which spreadsheets know the encoding."""
    return _inert_table(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, notes: Mapping[str, str]) -> bytes:
    """Return `table` as an XLSX workbook: a sheet “Table” and a sheet “About” with `notes` (heading -> text)."""
    import xlsxwriter  # Loaded on the first download only: most visits never need it.

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(written, options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet("Table")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            texts = table.iloc[:, column].astype(str)
            widest = max([len(str(name)), *texts.str.len().head(200)], default=10)
            sheet.set_column(column, column, min(max(widest + 1, 8), 60))
            sheet.write_string(0, column, str(inert(str(name))), bold)
            for row, value in enumerate(table.iloc[:, column].tolist(), start=1):
                _write(sheet, row, column, value)
        about = workbook.add_worksheet("About")
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 100)
        for row, (heading, text) in enumerate(notes.items()):
            about.write_string(row, 0, heading, bold)
            about.write_string(row, 1, str(inert(text)), wrapped)
    return written.getvalue()


def _write(sheet: object, row: int, column: int, value: object) -> None:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(inert(str(value))))


def _inert_table(table: pd.DataFrame) -> pd.DataFrame:
    safe = table.rename(columns=inert)
    return safe.apply(lambda column: column.map(inert) if not pd.api.types.is_numeric_dtype(column) else column)
