"""Recognises dates that a spreadsheet made of codes, as “Oct-49” of the size class 10-49."""

import re
from collections.abc import Iterable

# A month and a year or a day, in any language and order, or a whole date, with or without a time.
_DATE = re.compile(
    r"[^\W\d_]{3,10}\.?[-/. ]\d{2}(\d{2})?|\d{1,2}[-/. ]{1,2}[^\W\d_]{3,10}\.?"
    r"|\d{1,2}([-/.])\d{1,2}\2\d{2}(\d{2})?|\d{4}-\d{2}-\d{2}([ T][\d:.]+)?"
)
# What a spreadsheet takes for a month and a year.
_CODE = re.compile(r"(0?[1-9]|1[0-2])-([0-9]{2})")


def is_date(cell: str) -> bool:
    """Return whether a cell is written like a date of a spreadsheet."""
    return _DATE.fullmatch(cell) is not None


def code_before(cell: str, codes: Iterable[str]) -> str | None:
    """Return which of `codes` a spreadsheet made the date `cell` of, or None where it is none or nobody can tell."""
    if not is_date(cell):
        return None
    ends = [code for code in codes if (found := _CODE.fullmatch(code)) and _has_year(cell, found[2])]
    return ends[0] if len(ends) == 1 else None


def _has_year(cell: str, year: str) -> bool:
    return re.search(rf"(?<![0-9])([0-9]{{2}})?{year}(?![0-9])", cell) is not None
