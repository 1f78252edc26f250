"""The one form in which tables and numbers are kept, so that equal tables are equal letter for letter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.checks.problems import Problem, broken_quotes, header_problem, problem, ragged_row
from data.contract import Dataset

_CANONICAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")
# Numbers are kept as they are written, up to more digits than a database holds exactly.
_MOST_DIGITS = 30

Cells = tuple[str, ...]


# With slots, because a large upload makes half a million of them, which garbage collection has to walk through.
@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line (from 1) on which it begins; not `whole` if it had too many or too few."""

    line: int
    cells: Cells
    whole: bool = True


@dataclass(frozen=True)
class Table:
    """What could be read of one file, the cells in the order of `columns`. Not `complete` if reading stopped early."""

    dataset: Dataset
    columns: Cells
    rows: Sequence[Row]
    complete: bool = True

    @property
    def cells(self) -> list[Cells]:
        """The cells of all rows."""
        return [row.cells for row in self.rows]

    def keys(self, names: Cells) -> frozenset[Cells] | None:
        """All values of the columns `names`, or None if the table cannot tell them all."""
        if not self.complete or not set(names) <= set(self.columns):
            return None
        positions = [self.columns.index(name) for name in names]
        return frozenset(tuple([row.cells[position] for position in positions]) for row in self.rows)

    def values(self, names: Cells) -> Iterator[tuple[Row, Cells]]:
        """Give the whole rows with their values of the columns `names`, where they are there and none is empty."""
        if set(names) <= set(self.columns):
            positions = [self.columns.index(name) for name in names]
            for row in self.rows:
                values = tuple([row.cells[position] for position in positions])
                if row.whole and "" not in values:
                    yield row, values


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
    return "0" if plain in {"-0", ""} else plain


def raw_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as the project keeps it: CSV in UTF-8, commas, line feeds, every cell as it is."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8")


def read_raw_csv(content: bytes) -> tuple[Cells, list[Cells]]:
    """Return the header and the rows of a CSV that the project keeps, and that was checked when it came in."""
    records = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    return tuple(next(records, ())), [tuple(row) for row in records if row]


def kept_table(content: bytes | None, dataset: Dataset) -> Table:
    """Return a CSV that the project keeps as a table without its lines; one without columns where there is none."""
    header, rows = read_raw_csv(content) if content else ((), [])
    return Table(dataset, header, [Row(0, row) for row in rows])


class Records(Iterator[list[str]]):
    """Gives the cells of each record of a CSV, none for an empty line; raises csv.Error where quotation marks break it.

    `line` is the line on which the record begins that was given, or that could not be read.
    """

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._parser = csv.reader(lines, delimiter=delimiter, strict=True)
        self.line = 1

    def __next__(self) -> list[str]:
        self.line = self._parser.line_num + 1
        return next(self._parser)


def read_kept(content: bytes, dataset: Dataset) -> tuple[Table | None, list[Problem]]:
    """Read a CSV that should be in the form the project keeps, and say where it is not.

    Returns no table where text or header are others: what is in the columns then, nobody knows.
    """
    try:
        text = content.decode("utf-8")
        wrong = content.find(b"\x00")
    except UnicodeDecodeError as error:
        text, wrong = "", error.start
    if wrong >= 0:
        line = len(re.findall("\r\n|\r|\n", content[:wrong].decode("utf-8"))) + 1
        return None, [problem("encoding:kept", dataset, line, byte=content[wrong])]
    if text.startswith("\ufeff"):
        return None, [problem("byte-order-mark", dataset, 1)]
    records = Records(io.StringIO(text, newline=""), ",")
    rows: list[Row] = []
    header: Cells = ()
    broken = []
    try:
        for cells in records:
            if header and cells:
                rows.append(Row(records.line, tuple(cells), len(cells) == len(header)))
            elif cells:
                header = tuple(cells)
                if header != dataset.header:
                    return None, _other_header(dataset, records.line, header)
    except csv.Error:
        broken = [broken_quotes(dataset, records.line, ",")]
    if not rows and not broken:
        found = "holds only a header" if header else "is empty"
        return None, [problem("empty-file:kept", dataset, found=found, width=len(dataset.header))]
    ragged = [ragged_row(dataset, row.line, len(row.cells), len(header)) for row in rows if not row.whole]
    return Table(dataset, header, [_padded(row, len(header)) for row in rows], complete=not broken), [*ragged, *broken]


def _padded(row: Row, width: int) -> Row:
    return row if row.whole else Row(row.line, (*row.cells, *[""] * (width - len(row.cells)))[:width], whole=False)


def _other_header(dataset: Dataset, line: int, header: Cells) -> list[Problem]:
    missing = [name for name in dataset.header if name not in header]
    extra = [(place, name) for place, name in enumerate(header) if name not in dataset.fields]
    repeated = [(place, name) for place, name in enumerate(header) if name in header[:place]]
    if len(missing) == len(extra) == 1:
        return [header_problem("renamed-column", dataset, line, missing[0], found=extra[0][1])]
    found = [header_problem("missing-column", dataset, line, name) for name in missing]
    found += [header_problem("repeated-column", dataset, line, name, place=place + 1) for place, name in repeated]
    found += [header_problem("extra-column", dataset, line, name, place=place + 1) for place, name in extra]
    if not found:
        place, name = next((place, name) for place, name in enumerate(header) if name != dataset.header[place])
        order = ", ".join(dataset.header)
        found = [header_problem("column-order", dataset, line, name, found=place + 1, header=order)]
    return found


def key_of(dataset: Dataset) -> Callable[[Cells], Cells]:
    """Return what gives the primary key of a row in the columns of `dataset`."""
    places = [dataset.header.index(name) for name in dataset.primary_key]
    return lambda row: tuple([row[place] for place in places])


def in_live_order(dataset: Dataset, rows: Iterable[Cells], live: Iterable[Cells]) -> list[Cells]:
    """Return `rows` with those whose key is live in the order they have there, new ones after them.

    So that a table which somebody sorted in a spreadsheet is still the same table.
    """
    key = key_of(dataset)
    places = {key(row): place for place, row in enumerate(live)}
    return sorted(rows, key=lambda row: places.get(key(row), len(places)))
