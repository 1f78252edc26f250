"""The one form in which tables and numbers are kept, so that equal tables are equal letter for letter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

_CANONICAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")
# Numbers are kept as they are written, up to more digits than a database holds exactly.
_MOST_DIGITS = 30


def number(text: str) -> str:
    """Return `text` in the one form a number is kept in (“79.2” for “79.20”), or as it is if it is no number."""
    if _CANONICAL.fullmatch(text):
        return "0" if text == "-0" else text
    if not _NUMBER.fullmatch(text):
        return text
    value = Decimal(text)
    if not -_MOST_DIGITS < value.adjusted() < _MOST_DIGITS:
        return text
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as the project keeps it: CSV in UTF-8, commas, line feeds."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8")


def from_csv(content: bytes) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the header and the rows of a CSV that the project keeps."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    return tuple(header), [tuple(row) for row in rows if row]


def in_live_order(
    rows: Iterable[tuple[str, ...]], live: Iterable[tuple[str, ...]], key: Sequence[int]
) -> list[tuple[str, ...]]:
    """Return `rows` with those whose key is live in the order they have there, new ones after them.

    So that a table which somebody sorted in a spreadsheet is still the same table.
    """
    places = {tuple(row[position] for position in key): place for place, row in enumerate(live)}
    last = len(places)
    return sorted(rows, key=lambda row: places.get(tuple(row[position] for position in key), last))
