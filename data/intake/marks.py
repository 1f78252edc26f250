"""Tells decimal marks from separators of thousands, and which numbers may be either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from data.export import active

OTHER = {".": ",", ",": "."}
# One group of three digits behind a mark: 1.091 is 1091 to some. What begins with a zero, as 0.113, is no thousands.
_DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}")
_DECIMAL = re.compile(r"[+-]?[0-9]+([.,])[0-9]+([eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})+")
_BOTH = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)([.,])[0-9]+")


def doubtful(cell: str) -> str:
    """Return the mark in a number that may stand for a decimal mark or between thousands; "" where it is clear."""
    found = _DOUBTFUL.fullmatch(cell)
    return found[1] if found else ""


def proven(cell: str) -> str:
    """Return the mark that is the decimal mark in `cell` beyond doubt, or "" where nothing tells."""
    text = active(cell)
    if ("." not in text and "," not in text) or doubtful(text):
        return ""
    if found := _DECIMAL.fullmatch(text):
        return found[1]
    if found := _THOUSANDS.fullmatch(text):
        return OTHER[found[1]]
    found = _BOTH.fullmatch(text)
    return found[2] if found else ""


def decimal_mark(cells: Iterable[str]) -> str:
    """Return the decimal mark that most of these cells prove, or that most seem to use; a point where none do."""
    clear: Counter[str] = Counter()
    seeming: Counter[str] = Counter()
    for cell in cells:
        if "," in cell or "." in cell:
            mark = proven(cell)
            clear[mark] += bool(mark)
            seeming[doubtful(active(cell))] += 1
    counts = clear if clear.total() else seeming
    return "," if counts[","] > counts["."] else "."


def without_thousands(text: str, decimal: str) -> str:
    """Return a number whose thousands are separated by the mark that is not `decimal`, without these separators."""
    other = re.escape(OTHER[decimal])
    grouped = re.fullmatch(rf"[+-]?[0-9]{{1,3}}({other}[0-9]{{3}})+({re.escape(decimal)}[0-9]+)?", text)
    return text.replace(OTHER[decimal], "") if grouped else text
