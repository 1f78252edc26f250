"""Reads the bytes of one dropped file into records of text, or says in a sentence why it cannot.

Everything that could cost time or memory is looked at before it is parsed, and lines are fed to the parser
one by one from Python, so that no file holds up other sessions.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from data.checks.sentences import Problem
from data.intake import encoding as encodings
from data.intake import sentences
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


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record as they stand in the file, and the line (from 1) on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What could be read of one file: its header and its records, and what is wrong with them.

    `header` is None where nothing could be read; `problems` then says why. Not `complete` if reading
    stopped before the file's end. `accented` are a few words with accents, by which people see whether
    the encoding is right.
    """

    name: str
    dialect: Dialect | None
    header: Record | None
    records: tuple[Record, ...]
    complete: bool
    problems: tuple[Problem, ...]
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
    shown = shown_name(name)
    refusal = _refusal(name, content, whole_number("INNO_UPLOAD_LIMIT_MB") << 20 if limit is None else limit)
    if refusal:
        return Reading(shown, None, None, (), False, (sentences.refused(shown, *refusal),))
    try:
        found = encoding or encodings.detect(content)
    except encodings.EncodingUnknown as error:
        return Reading(shown, None, None, (), False, (sentences.mixed_encodings(shown, error.line, error.found),))
    codec, mark = encodings.codec(content, found)
    broken = encodings.first_error(content, codec)
    if broken is not None:
        problem = sentences.wrong_encoding(shown, broken, encodings.ENCODINGS[found])
        return Reading(shown, None, None, (), False, (problem,))

    def text() -> io.TextIOWrapper:
        stream = io.BytesIO(content)
        stream.seek(mark)
        return io.TextIOWrapper(stream, encoding=codec, newline="")

    hint = re.fullmatch(r"sep=(.)\r?\n?", text().readline(16))
    chosen = tuple(part for part, given in zip(_PARTS, (encoding, delimiter, decimal), strict=True) if given)
    delimiter = delimiter or (hint[1] if hint and hint[1] in DELIMITERS else _delimiter(text))
    dialect = Dialect(found, delimiter, decimal or ".", chosen)
    reading = _parse(Reading(shown, dialect, None, (), True, ()), text(), skip_first=bool(hint))
    if reading.problems and reading.header is None:
        return reading
    return replace(reading, accented=_accented(reading))


_PARTS = ("encoding", "delimiter", "decimal")


def shown_name(name: str) -> str:
    """Return a file's name as it may be shown: one line, not too long."""
    return shown(name).strip() or "file without a name"


def shown(text: str) -> str:
    """Return `text` without control characters, its middle left out where it is too long for a sentence."""
    if len(text) > 80:
        text = f"{text[:60]}...{text[-15:]}"
    return "".join(letter if letter.isprintable() else "?" for letter in text)


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
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            if b"xl/" in content[:4096] or b"[Content_Types].xml" in content[:4096]:
                what = "an Excel workbook"
            return "file-kind", f"{what}, whatever its name says", "a CSV file", remedy
    if _MARKUP.match(content[:1024].removeprefix(b"\xef\xbb\xbf")):
        return "file-kind", "a web page (HTML or XML), whatever its name says", "a CSV file", remedy
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return (
            "empty-file",
            "a file with nothing in it",
            "a header and at least one row",
            "Drop the file that holds the table.",
        )
    codec, _ = encodings.codec(content, "utf-16")
    if b"\x00" in content:
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and encodings.utf16_order(content) is None:
            place = content.index(b"\x00")
            line = content.count(b"\n", 0, place) + 1
            return "zero-bytes", f"a zero byte in line {line}", "text only", f"The file is damaged. {remedy}"
        zero = _utf16_zero(content, codec)
        if zero is not None:
            return "zero-bytes", f"a zero character in line {zero}", "text only", f"The file is damaged. {remedy}"
    return None


def _utf16_zero(content: bytes, codec: str) -> int | None:
    """Return the line of the first zero character of a text in UTF-16, or None."""
    place = content.find(b"\x00\x00")
    while place != -1:
        if place % 2 == 0:
            return content[:place].decode(codec, "replace").count("\n") + 1
        place = content.find(b"\x00\x00", place + 1)
    return None


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.1f}".removesuffix(".0")


class _TooLong(Exception):
    """A record is longer than MOST_RECORD_LETTERS."""


class _TooMany(Exception):
    """A file has more than MOST_LINES lines."""


class _Lines:
    """Lines of a text with their ends, none of them and no record longer than is allowed."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._lines = 0
        self.letters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MOST_RECORD_LETTERS + 1)
        self.letters += len(line)
        if self.letters > MOST_RECORD_LETTERS:
            raise _TooLong
        self._lines += 1
        if self._lines > MOST_LINES:
            raise _TooMany
        if not line:
            raise StopIteration
        return line


def _delimiter(text: object) -> str:
    """Return the separator that splits the header into the most columns; comma where none splits it."""
    widths = {}
    for delimiter in DELIMITERS:
        try:
            records = islice(csv.reader(_Lines(text()), delimiter=delimiter), 5)
            widths[delimiter] = next((len(cells) for cells in records if cells), 0)
        except (csv.Error, _TooLong, _TooMany):
            widths[delimiter] = 0
    return max(widths, key=lambda delimiter: widths[delimiter])


def _parse(reading: Reading, text: io.TextIOBase, *, skip_first: bool) -> Reading:
    lines = _Lines(text)
    parser = csv.reader(lines, delimiter=reading.dialect.delimiter, strict=True)
    # frictionless raises the limit of the whole process; cells are measured below instead.
    header: Record | None = None
    records: list[Record] = []
    problems: list[Problem] = []
    ragged = 0
    start, stopped = 1, None
    try:
        for cells in parser:
            line, start = start, parser.line_num + 1
            letters, lines.letters = lines.letters, 0
            if skip_first and line == 1 or not cells:
                continue
            if letters > MOST_CELL_LETTERS and max(map(len, cells)) > MOST_CELL_LETTERS:
                stopped = sentences.long_cell(reading.name, line, MOST_CELL_LETTERS)
                break
            if len(cells) > MOST_COLUMNS:
                stopped = sentences.many_columns(reading.name, line, len(cells), MOST_COLUMNS)
                break
            if header is None:
                header = Record(line, tuple(cells))
                continue
            records.append(Record(line, tuple(cells)))
            if len(cells) != len(header.cells):
                ragged += 1
                if ragged > MOST_RAGGED_ROWS:
                    stopped = sentences.many_ragged_rows(reading.name, line, ragged)
                    break
            if len(records) > MOST_ROWS:
                stopped = sentences.many_rows(reading.name, line, MOST_ROWS, "rows")
                break
    except _TooLong:
        stopped = sentences.long_record(reading.name, start, MOST_RECORD_LETTERS)
    except _TooMany:
        stopped = sentences.many_rows(reading.name, start, MOST_LINES, "lines")
    except csv.Error as error:
        if "field larger" in str(error):
            stopped = sentences.long_cell(reading.name, start, MOST_CELL_LETTERS)
        else:
            stopped = sentences.broken_quotes(reading.name, start, reading.dialect.delimiter)
    if stopped:
        problems.append(stopped)
    elif not records:
        problems.append(sentences.no_rows(reading.name, has_header=header is not None))
    header, records = _without_empty_columns(header, records)
    return replace(reading, header=header, records=tuple(records), complete=stopped is None, problems=tuple(problems))


def _without_empty_columns(header: Record | None, records: list[Record]) -> tuple[Record | None, list[Record]]:
    """Leave out columns at the right that have neither a name nor a value, as spreadsheets write them."""
    if header is None:
        return None, records
    width = len(header.cells)
    kept = width
    while kept > 1 and not header.cells[kept - 1].strip():
        kept -= 1
    if kept == width or any(len(each.cells) != width or any(each.cells[kept:]) for each in records):
        return header, records
    return Record(header.line, header.cells[:kept]), [Record(each.line, each.cells[:kept]) for each in records]


def _accented(reading: Reading) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for record in reading.records[:2_000]:
        for cell in record.cells:
            if not cell.isascii():
                found.update((word, None) for word in re.findall(r"[^\W\d_]+", cell[:500]) if not word.isascii())
        if len(found) >= 5:
            break
    return tuple(list(found)[:5])
