"""Reads days that are written otherwise than 2021-06-30, as spreadsheets do, where there is one way to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

_MIDNIGHT = r"([ T]00:00(:00(\.0+)?)?Z?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.]) ?([0-9]{{1,2}})\2 ?([0-9]{{1,2}})\.?{_MIDNIGHT}")
_POINTS = re.compile(rf"([0-9]{{1,2}})\. ?([0-9]{{1,2}})\. ?([0-9]{{4}})\.?{_MIDNIGHT}")
_OPEN = re.compile(rf"([0-9]{{1,2}})([-/])([0-9]{{1,2}})\2([0-9]{{4}}){_MIDNIGHT}")
_NAMED = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3})[- ]([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_MONTH = 12


@dataclass(frozen=True)
class Days:
    """The days of one column: `read` (cell -> 2021-06-30), and what two readings have.

    `settled` are the cells that another one, the `proof`, settles; of those in `open` nobody knows day from month.
    """

    read: dict[str, str] = field(default_factory=dict)
    settled: tuple[str, ...] = ()
    proof: str = ""
    open: tuple[str, ...] = ()


def days(cells: Iterable[str]) -> Days:
    """Return how the cells of one column are to be read; those that are no days, or as they should be, are left out."""
    read: dict[str, str] = {}
    either: dict[str, tuple[int, int, int]] = {}
    proofs: dict[bool, str] = {}
    for cell in sorted(cells):
        found = _one_reading(cell)
        if found:
            read[cell] = found
        elif two := _OPEN.fullmatch(cell):
            first, second, year = int(two[1]), int(two[3]), int(two[4])
            if first == second or max(first, second) > _LAST_MONTH:
                day, month = (first, second) if second <= _LAST_MONTH else (second, first)
                if found := _day(year, month, day):
                    read[cell] = found
                    if first != second:
                        proofs.setdefault(second <= _LAST_MONTH, cell)
            else:
                either[cell] = (first, second, year)
    if len(proofs) != 1:
        return Days(read, open=tuple(either))
    ((day_first, proof),) = proofs.items()
    for cell, (first, second, year) in either.items():
        day, month = (first, second) if day_first else (second, first)
        read[cell] = _day(year, month, day)
    return Days(read, tuple(either), proof)


def _one_reading(cell: str) -> str:
    if found := _YEAR_FIRST.fullmatch(cell):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _POINTS.fullmatch(cell):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    found = _NAMED.fullmatch(cell)
    if found and found[2].lower() in _MONTHS:
        return _day(int(found[3]), 1 + _MONTHS.index(found[2].lower()), int(found[1]))
    return ""


def _day(year: int, month: int, day: int) -> str:
    """Return the day as it is kept, or "" where there is none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
