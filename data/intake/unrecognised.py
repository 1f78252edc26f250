"""Says why a table is none of the datasets, where its first lines tell, as by a title or by the layout of others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from data.checks.canonical import Records, Row
from data.checks.problems import Problem, problem
from data.contract import FIELD_TYPES, Contract, Dataset
from data.intake import eurostat
from data.intake.columns import names
from data.intake.encoding import codec
from data.intake.reading import DELIMITERS, Reading, shown

# Header and title lines are looked for in so many rows at the start of a file, and in so many bytes.
_ROWS, _BYTES = 30, 200_000
# A row is a header if it has this share of a dataset's columns.
_SHARE = 0.6
_LONGEST_HEADER = 5_000
# Signs that other programs put between columns.
_OTHER_SIGNS = ("|", "¦", "^", "~", ":", "  ")
_SIGNS_IN_A_ROW = 2
_OTHERS = (
    ("the World Bank's layout", {"Country Code", "Series Code"}),
    ("the World Bank's layout", {"Country Code", "Indicator Code"}),
    ("OECD's layout", {"REF_AREA", "TIME_PERIOD"}),
    ("OECD's layout", {"LOCATION", "TIME"}),
)
_KNOWN = "separators known are comma, semicolon and tab"
_DOWNLOAD = "Download it again in the format SDMX-CSV (1.0 or 2.0), and drop that file as it is."
_COPY = "Only Eurostat's files are taken as they come: copy the values into the template of the dataset."


def cause(reading: Reading, content: bytes, contract: Contract, *, is_unlike: bool) -> Problem | None:
    """Return why the header of `reading`, a file with these bytes, is not a dataset's; None if nothing tells.

    If it `is_unlike` all of them, without any column that is known, its shape may tell too.
    """
    header = reading.header
    here = list(islice((header, *reading.records), _ROWS))
    own = reading.dialect.delimiter if reading.dialect else ""
    # A workbook has no separator.
    rows = {delimiter: list(_rows(reading, content, delimiter)) for delimiter in DELIMITERS} if own else {}
    by_lines = [here, *(each for delimiter, each in rows.items() if delimiter != own)]

    for row in (row for each in by_lines for row in each):
        for what, remedy in _layout(row):
            return _said(reading, what, "the header of a dataset, or Eurostat's SDMX-CSV", remedy, row.line)
    for delimiter, each in ((own, here), *((other, rows[other]) for other in rows if other != own)):
        found = next((row for row in each if _is_header(names(row.cells), contract)), None)
        if found and found.line > header.line:
            above = found.line - 1
            lines = "line 1" if above == 1 else f"lines 1 to {above}" if above > _SIGNS_IN_A_ROW else "lines 1 and 2"
            return problem("dataset:title-lines", reading.name, header.line, header=found.line, lines=lines)
        if found and delimiter != own:
            remedy = f"Choose the separator {DELIMITERS[delimiter]}."
            return _said(reading, f"one column with the separator {DELIMITERS.get(own, own)}", "several", remedy)
    for row in here:
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) == 1 and any(_is_header(_split(filled[0], each), contract) for each in DELIMITERS):
            remedy = "Take the quotation mark at the start and at the end of each line away, and what stands behind it."
            return _said(reading, "whole lines in quotation marks", "them around single cells only", remedy, row.line)
    first = [row.cells[0] for row in here if row.cells]
    if _is_header(names(first), contract):
        names_below = "the names of columns one below the other"
        return _said(reading, names_below, "them in the first row", "Turn the table round.")
    return _of_shape(reading, here[0].cells) if is_unlike else None


def _of_shape(reading: Reading, header: Sequence[str]) -> Problem | None:
    filled = [cell for cell in header if cell.strip()]
    if len(filled) == 1:
        sign = next((each for each in _OTHER_SIGNS if filled[0].count(each) >= _SIGNS_IN_A_ROW), None)
        seen = f"; this file seems to have “{sign}” between its columns" if sign and sign.strip() else ""
        seen = "; this file seems to have spaces between its columns" if sign == "  " else seen
        remedy = "Save the table as CSV UTF-8 with one of these."
        return _said(reading, "one column", f"several: {_KNOWN}{seen}", remedy)
    value = next((cell for cell in header if _is_value(cell)), None)
    if value is not None:
        remedy = "Put the names of the columns there, as in the template of the dataset."
        return _said(reading, f"a row of values, such as “{shown(value)}”", "the header in the first row", remedy)
    return None


def _said(reading: Reading, found: str, expected: str, remedy: str, line: int | None = None) -> Problem:
    where = line or reading.header.line
    return problem("dataset:layout", reading.name, where, found=found, expected=expected, remedy=remedy)


def _rows(reading: Reading, content: bytes, delimiter: str) -> Iterator[Row]:
    name, mark = codec(content, reading.dialect.encoding if reading.dialect else "utf-8")
    text = content[len(mark) : _BYTES].decode(name, "replace")
    records = Records(io.StringIO(text, newline=""), delimiter)
    try:
        for cells in islice(records, _ROWS):
            yield Row(records.line, tuple(cells))
    except csv.Error:
        return


def _split(line: str, delimiter: str) -> list[str]:
    is_header = delimiter in line and len(line) <= _LONGEST_HEADER
    return names(next(csv.reader([line], delimiter=delimiter), [])) if is_header else []


def _is_header(given: Sequence[str], contract: Contract) -> bool:
    found = set(given)
    return eurostat.layout(given) is not None or any(
        _share(found, each) >= _SHARE for each in contract.datasets.values()
    )


def _share(found: set[str], dataset: Dataset) -> float:
    return len(found & set(dataset.header)) / len(found | set(dataset.header))


def _layout(row: Row) -> Iterator[tuple[str, str]]:
    found = {cell.strip() for cell in row.cells}
    if any(re.search(r"\\time(_period)?\b", cell, re.IGNORECASE) for cell in row.cells):
        yield "Eurostat's TSV", _DOWNLOAD
    elif {"geo", "TIME_PERIOD", "OBS_VALUE"} <= found and eurostat.layout(row.cells) is None:
        yield "Eurostat's columns without DATAFLOW or STRUCTURE_ID, which names the dataset", _DOWNLOAD
    for what, columns in _OTHERS:
        if columns <= found:
            yield what, _COPY


def _is_value(cell: str) -> bool:
    text = cell.strip()
    kinds = (FIELD_TYPES[kind] for kind in ("number", "date"))
    return any(kind.is_spelled(text.replace(",", ".")) for kind in kinds) or text.startswith(("http://", "https://"))
