"""Reads the bytes of one dropped file into records of text, or says in a sentence why it cannot.

Everything that could cost time or memory is looked at before it is parsed, and lines are fed to the parser
one by one from Python, so that no file holds up other sessions.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from data.checks.canonical import Records, Row
from data.checks.problems import Problem, broken_quotes, problem
from data.intake import encoding as encodings
from data.intake import file_kind
from data.settings import whole_number

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
DECIMAL_MARKS = {".": "point", ",": "comma"}

# The widest dataset has 25 columns, Eurostat's files with labels up to 40.
MOST_COLUMNS = 200
# The longest text of the shipped data has 700 letters; Excel's cells hold 32,767.
MOST_CELL_LETTERS = 131_072
# One record with all its cells; a quotation mark that is never closed ends here and not at the file's end.
MOST_RECORD_LETTERS = 1_000_000
# Fifty times the largest dataset as shipped; beyond it checks would take minutes and gigabytes.
MOST_ROWS = 250_000
# Empty lines and line breaks in cells included.
MOST_LINES = 1_000_000
# Rows of another width than the header after which reading stops: it is not this table, or not this separator.
MOST_RAGGED_ROWS = 5_000


@dataclass(frozen=True)
class Dialect:
    """How a file is written: `encoding` (a key of ENCODINGS), `delimiter` and `decimal` mark, each one letter.

    `encoding` and `delimiter` are "" where nobody could tell them, and for a workbook, of which `sheet` is read.
    `chosen` names those that a person set; the others were detected.
    """

    encoding: str
    delimiter: str
    decimal: str
    chosen: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def sentence(self) -> str:
        """Return the dialect in words, such as “UTF-8, separated by comma, decimal point”."""
        if self.sheet:
            return f"Excel workbook, sheet “{shown(self.sheet)}”"
        encoding = encodings.ENCODINGS.get(self.encoding, "Encoding not recognised")
        if not self.delimiter:
            return encoding
        separator, mark = DELIMITERS.get(self.delimiter, self.delimiter), DECIMAL_MARKS[self.decimal]
        return f"{encoding}, separated by {separator}, decimal {mark}"


NO_HEADER = Row(1, ())


@dataclass(frozen=True)
class Reading:
    """What could be read of one file: its header and its records as they stand there, and what is wrong with them.

    `dialect` is None where the file is not read at all, and `header` without cells where nothing could be read;
    `problems` then says why. Not `complete` if reading stopped before the file's end. `accented` are a few words
    with accents, by which people see whether the encoding is right.

    Of a workbook, `sheets` are those that can be chosen, and `texts` the cells (line, position) that begin like a
    number and are texts; of a CSV all cells are texts, and `texts` is None.
    """

    name: str
    dialect: Dialect | None = None
    header: Row = NO_HEADER
    records: Sequence[Row] = ()
    complete: bool = False
    problems: tuple[Problem, ...] = ()
    accented: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    texts: frozenset[tuple[int, int]] | None = None


def read(
    name: str,
    content: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    limit: int | None = None,
) -> Reading:
    """Read the CSV `name` with these bytes; what is not given is detected. Raises nothing for bad files.

    `limit` is the largest size in bytes, by default the setting INNO_UPLOAD_LIMIT_MB. The decimal mark
    is detected later, from the columns that hold numbers (see `data.intake.cells`).
    """
    title = shown(name).strip() or "file without a name"
    refusal = file_kind.refusal(name, content, whole_number("INNO_UPLOAD_LIMIT_MB") << 20 if limit is None else limit)
    if refusal:
        return Reading(title, problems=(refused(title, *refusal),))
    given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal}
    chosen = tuple(part for part, value in given.items() if value)
    # With its dialect, so that another choice can be made.
    unread = Reading(title, Dialect(encoding or "", delimiter or "", decimal or ".", chosen))
    try:
        found = encoding or encodings.detect(content)
    except encodings.EncodingUnknown as error:
        return replace(unread, problems=(problem("encoding:mixed", title, error.line, found=error.found),))
    codec, mark = encodings.codec(content, found)
    broken = encodings.first_error(content, codec)
    if broken is not None:
        name = encodings.ENCODINGS[found]
        return replace(unread, problems=(problem("encoding:chosen", title, broken, encoding=name),))

    def text() -> io.TextIOWrapper:
        stream = io.BytesIO(content)
        stream.seek(len(mark))
        return io.TextIOWrapper(stream, encoding=codec, newline="")

    hint = re.fullmatch(r"sep=(.)\r?\n?", text().readline(16))
    delimiter = delimiter or (hint[1] if hint and hint[1] in DELIMITERS else _delimiter(text))
    dialect = Dialect(found, delimiter, decimal or ".", chosen)
    reading = _parse(Reading(title, dialect), _Lines(text()), delimiter, skip_first=bool(hint))
    return _doubting_letters(reading, encodings.likelier(content, found))


def shown(text: str) -> str:
    """Return `text` without control characters, its middle left out where it is too long for a sentence."""
    if len(text) > 80:
        text = f"{text[:60]}...{text[-15:]}"
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def refused(name: str, rule: str, found: str, expected: str, remedy: str) -> Problem:
    """Say why a file is not read at all."""
    return problem(rule, name, found=found, expected=expected, remedy=remedy)


class _TooLarge(Exception):
    """The file is larger than any table here, in the way that the kind of problem says, with its facts."""

    def __init__(self, kind: str, **facts: Any) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


class _Lines(Iterator[str]):
    """Lines of a text with their ends, none of them and no record longer than is allowed."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._lines = 0
        self.letters = 0

    def __next__(self) -> str:
        line = self._text.readline(MOST_RECORD_LETTERS + 1)
        self.letters += len(line)
        if self.letters > MOST_RECORD_LETTERS:
            raise _TooLarge("row-length", most=MOST_RECORD_LETTERS)
        self._lines += 1
        if self._lines > MOST_LINES:
            raise _TooLarge("rows", most=MOST_LINES, what="lines")
        if not line:
            raise StopIteration
        return line


def _doubting_letters(reading: Reading, likelier: tuple[str, str, str] | None) -> Reading:
    """Return the reading with a warning where another encoding gives better words: its name, a word here and there."""
    if likelier is None:
        return reading
    page, word, meant = likelier
    line = next((row.line for row in reading.records if any(word in cell for cell in row.cells)), reading.header.line)
    warning = problem(
        "letters:unlikely",
        reading.name,
        line,
        encoding=encodings.ENCODINGS[reading.dialect.encoding] if reading.dialect else "",
        found=shown(word),
        other=encodings.ENCODINGS[page],
        meant=shown(meant),
    )
    return replace(reading, problems=(*reading.problems, warning))


def _delimiter(text: Callable[[], io.TextIOWrapper]) -> str:
    """Return the separator that splits the header into the most columns; comma where none splits it."""
    widths = {}
    for delimiter in DELIMITERS:
        try:
            records = islice(csv.reader(_Lines(text()), delimiter=delimiter), 5)
            widths[delimiter] = next((len(cells) for cells in records if cells), 0)
        except (csv.Error, _TooLarge):
            widths[delimiter] = 0
    return max(widths, key=lambda delimiter: widths[delimiter])


def _parse(reading: Reading, lines: _Lines, delimiter: str, *, skip_first: bool) -> Reading:
    parser, name = Records(lines, delimiter), reading.name
    header = NO_HEADER
    records: list[Row] = []
    ragged = 0
    stopped: Problem | None = None
    try:
        for cells in parser:
            letters, lines.letters = lines.letters, 0
            if not cells or (skip_first and parser.line == 1):
                continue
            if not header.cells and not any(cell.strip() for cell in cells):
                continue  # Empty rows above the header.
            row = Row(parser.line, tuple(cells), not header.cells or len(cells) == len(header.cells))
            ragged += not row.whole
            _refuse_too_large(row, letters, ragged, len(records))
            if header.cells:
                records.append(row)
            else:
                header = row
    except _TooLarge as error:
        stopped = problem(error.kind, name, parser.line, **error.facts)
    except csv.Error as error:
        if "field larger" in str(error):
            stopped = problem("cell-length", name, parser.line, most=MOST_CELL_LETTERS)
        else:
            stopped = broken_quotes(name, parser.line, delimiter)
    return finished(reading, header, records, stopped)


def finished(reading: Reading, header: Row | None, records: list[Row], stopped: Problem | None = None) -> Reading:
    """Return the reading with this header and these records; they are not all where a problem `stopped` it."""
    problems = [stopped] if stopped else []
    if not (stopped or records):
        found = "only a header" if header and header.cells else "no row at all"
        remedy = "Add the rows. An upload replaces the whole dataset, so an empty one would delete it."
        problems = [refused(reading.name, "empty-file", found, "a header and at least one row", remedy)]
    header, records = _without_empty_columns(header or NO_HEADER, records)
    return replace(
        reading,
        header=header,
        records=records,
        complete=stopped is None,
        problems=tuple(problems),
        accented=_accented(records),
    )


def _refuse_too_large(row: Row, letters: int, ragged: int, before: int) -> None:
    """Raise _TooLarge at a row of `letters` letters, after `before` rows and with `ragged` ones of another width."""
    # Libraries raise the limit that csv has for the whole process.
    if letters > MOST_CELL_LETTERS and max(map(len, row.cells)) > MOST_CELL_LETTERS:
        raise _TooLarge("cell-length", most=MOST_CELL_LETTERS)
    if len(row.cells) > MOST_COLUMNS:
        raise _TooLarge("columns", found=len(row.cells), most=MOST_COLUMNS)
    if ragged > MOST_RAGGED_ROWS:
        raise _TooLarge("ragged-rows", found=ragged)
    if before >= MOST_ROWS:
        raise _TooLarge("rows", most=MOST_ROWS, what="rows")


def _without_empty_columns(header: Row, records: list[Row]) -> tuple[Row, list[Row]]:
    """Leave out columns at the right that have neither a name nor a value, as spreadsheets write them."""
    width = kept = len(header.cells)
    while kept > 1 and not header.cells[kept - 1].strip():
        kept -= 1
    if kept == width or any(not each.whole or any(each.cells[kept:]) for each in records):
        return header, records
    return Row(header.line, header.cells[:kept]), [Row(each.line, each.cells[:kept]) for each in records]


def _accented(records: Sequence[Row]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for record in records[:2_000]:
        for cell in record.cells:
            if not cell.isascii():
                found.update((word, None) for word in re.findall(r"[^\W\d_]+", cell[:500]) if not word.isascii())
        if len(found) >= 5:
            break
    return tuple(list(found)[:5])
