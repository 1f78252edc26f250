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

_SUFFIXES = (".csv", ".tsv", ".txt")
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml|!--|script)", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a file is written: `encoding` (a key of ENCODINGS), `delimiter` and `decimal` mark, each one letter.

    `chosen` names those of the three that a person set; the others were detected.
    """

    encoding: str
    delimiter: str
    decimal: str
    chosen: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return the dialect in words, such as “UTF-8, separated by comma, decimal point”."""
        separator, mark = DELIMITERS.get(self.delimiter, self.delimiter), DECIMAL_MARKS[self.decimal]
        return f"{encodings.ENCODINGS[self.encoding]}, separated by {separator}, decimal {mark}"


NO_HEADER = Row(1, ())


@dataclass(frozen=True)
class Reading:
    """What could be read of one file: its header and its records as they stand there, and what is wrong with them.

    `dialect` is None where the file is not read at all, and `header` without cells where nothing could be read;
    `problems` then says why. Not `complete` if reading stopped before the file's end. `accented` are a few words
    with accents, by which people see whether the encoding is right.
    """

    name: str
    dialect: Dialect | None = None
    header: Row = NO_HEADER
    records: Sequence[Row] = ()
    complete: bool = False
    problems: tuple[Problem, ...] = ()
    accented: tuple[str, ...] = ()


def read(
    name: str,
    content: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    limit: int | None = None,
) -> Reading:
    """Read the file `name` with these bytes; what is not given is detected. Raises nothing for bad files.

    `limit` is the largest size in bytes, by default the setting INNO_UPLOAD_LIMIT_MB. The decimal mark
    is detected later, from the columns that hold numbers (see `data.intake.cells`).
    """
    title = shown(name).strip() or "file without a name"
    refusal = _refusal(name, content, whole_number("INNO_UPLOAD_LIMIT_MB") << 20 if limit is None else limit)
    if refusal:
        return Reading(title, problems=(refused(title, *refusal),))
    try:
        found = encoding or encodings.detect(content)
    except encodings.EncodingUnknown as error:
        return Reading(title, problems=(problem("encoding:mixed", title, error.line, found=error.found),))
    codec, mark = encodings.codec(content, found)
    broken = encodings.first_error(content, codec)
    if broken is not None:
        name = encodings.ENCODINGS[found]
        return Reading(title, problems=(problem("encoding:chosen", title, broken, encoding=name),))

    def text() -> io.TextIOWrapper:
        stream = io.BytesIO(content)
        stream.seek(len(mark))
        return io.TextIOWrapper(stream, encoding=codec, newline="")

    hint = re.fullmatch(r"sep=(.)\r?\n?", text().readline(16))
    given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal}
    delimiter = delimiter or (hint[1] if hint and hint[1] in DELIMITERS else _delimiter(text))
    dialect = Dialect(found, delimiter, decimal or ".", tuple(part for part, value in given.items() if value))
    return _parse(Reading(title, dialect), _Lines(text()), delimiter, skip_first=bool(hint))


def shown(text: str) -> str:
    """Return `text` without control characters, its middle left out where it is too long for a sentence."""
    if len(text) > 80:
        text = f"{text[:60]}...{text[-15:]}"
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def refused(name: str, rule: str, found: str, expected: str, remedy: str) -> Problem:
    """Say why a file is not read at all."""
    return problem(rule, name, found=found, expected=expected, remedy=remedy)


def _refusal(name: str, content: bytes, limit: int) -> tuple[str, str, str, str] | None:
    """Return rule, what was found, what was expected and what to do, where a file is not to be read at all."""
    if re.search(r"[/\\\x00-\x1f]|^\.+$", name) or not name.strip():
        return "file-name", "a file name with a path or a control character", "a plain name", "Rename the file."
    if not name.lower().endswith(_SUFFIXES):
        found = f"a file that is not named {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}"
        return "file-name", found, "a CSV file", "Save the table as CSV and drop that file."
    if len(content) > limit:
        found = f"a file of {_megabytes(len(content))} MB"
        remedy = "Leave out what does not belong in it, or ask the operator to raise INNO_UPLOAD_LIMIT_MB."
        return "file-size", found, f"at most {_megabytes(limit)} MB", remedy
    remedy = "Open it in the program it comes from, save the table as CSV UTF-8, and drop that file."
    kind = next((what for signature, what in _SIGNATURES if content.startswith(signature)), None)
    if kind and (b"xl/" in content[:4096] or b"[Content_Types].xml" in content[:4096]):
        kind = "an Excel workbook"
    if _MARKUP.match(content[:1024].removeprefix(b"\xef\xbb\xbf")):
        kind = "a web page (HTML or XML)"
    if kind:
        return "file-kind", f"{kind}, whatever its name says", "a CSV file", remedy
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        remedy = "Drop the file that holds the table."
        return "empty-file", "a file with nothing in it", "a header and at least one row", remedy
    zero = _zero(content)
    return ("zero-bytes", zero, "text only", f"The file is damaged. {remedy}") if zero else None


def _zero(content: bytes) -> str | None:
    """Return the first zero that no text has, byte or character, and its line, or None."""
    codec = encodings.utf16_order(content)
    if codec is None:
        place = content.find(b"\x00")
        return f"a zero byte in line {content[:place].count(10) + 1}" if place >= 0 else None
    pairs = (match.start() for match in re.finditer(b"(?=\x00\x00)", content))
    place = next((start for start in pairs if start % 2 == 0), -1)
    line = content[:place].decode(codec, "replace").count("\n") + 1
    return f"a zero character in line {line}" if place >= 0 else None


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.1f}".removesuffix(".0")


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
    problems = [stopped] if stopped else []
    if not (stopped or records):
        found = "only a header" if header.cells else "no row at all"
        remedy = "Add the rows. An upload replaces the whole dataset, so an empty one would delete it."
        problems = [refused(name, "empty-file", found, "a header and at least one row", remedy)]
    header, records = _without_empty_columns(header, records)
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
