"""Tells, from its name and its first bytes, whether a dropped file is a table that can be read, before it is read."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from data.intake import encoding as encodings

WORKBOOK = ".xlsx"
_SUFFIXES = (".csv", ".tsv", ".txt", WORKBOOK)
_PACKED = (".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tgz", ".tar")
_EXPECTED = "a CSV file or an Excel workbook (.xlsx)"
_WORKBOOK, _OLD, _PROTECTED = "an Excel workbook", "an old Excel workbook", "a workbook with a password"
_SPREADSHEETS = {
    ".xlsm": "an Excel workbook with macros",
    ".xlsb": "an Excel workbook in the binary form",
    ".xls": "an Excel workbook in the form of 2003",
    ".ods": "a workbook of LibreOffice or OpenOffice",
    ".numbers": "a workbook of Apple's Numbers",
}
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", _OLD),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
# What a zip archive is that has a part with such a name.
_PARTS = (
    ("xl/workbook.bin", _SPREADSHEETS[".xlsb"]),
    ("xl/", _WORKBOOK),
    ("word/", "a Word document"),
    ("content.xml", _SPREADSHEETS[".ods"]),
    ("Index/", _SPREADSHEETS[".numbers"]),
)
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml|!--|script)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(\{\s*\"|\[\s*[\[{])")
_SAVE = "Open it in the program it comes from, save the table as CSV UTF-8, and drop that file."
_SAVE_ANEW = "Save it as Excel workbook (.xlsx), or the table as CSV UTF-8, and drop that file."
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_REMEDIES = {
    _WORKBOOK: "Rename it to .xlsx and drop it again.",
    _PROTECTED: f"Take the password away in Excel (File, Info, Protect Workbook). {_SAVE_ANEW}",
}
_UNPACK = "Unpack it and drop the .csv that is in it."


def refusal(name: str, content: bytes, limit: int) -> tuple[str, str, str, str] | None:
    """Return rule, what was found, what was expected and what to do, where a file is not to be read at all."""
    if re.search(r"[/\\\x00-\x1f]|^\.+$", name) or not name.strip():
        return "file-name", "a file name with a path or a control character", "a plain name", "Rename the file."
    suffix = next((each for each in (*_PACKED, *_SPREADSHEETS) if name.lower().endswith(each)), None)
    if suffix in _PACKED:
        return "file-name", f"a compressed file ({suffix})", _EXPECTED, _UNPACK
    if suffix in _SPREADSHEETS:
        return "file-name", f"{_SPREADSHEETS[suffix]} ({suffix})", _EXPECTED, _SAVE_ANEW
    if not name.lower().endswith(_SUFFIXES):
        found = f"a file that is not named {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}"
        return "file-name", found, _EXPECTED, "Save the table as CSV or .xlsx and drop that file."
    if len(content) > limit:
        found = f"a file of {_megabytes(len(content))} MB"
        remedy = "Leave out what does not belong in it, or ask the operator to raise INNO_UPLOAD_LIMIT_MB."
        return "file-size", found, f"at most {_megabytes(limit)} MB", remedy
    return _other_kind(content, is_workbook=name.lower().endswith(WORKBOOK))


def _other_kind(content: bytes, *, is_workbook: bool) -> tuple[str, str, str, str] | None:
    kind = _kind(content)
    if is_workbook and kind == _WORKBOOK:
        return None
    if kind:
        remedy = _REMEDIES.get(kind, _UNPACK if kind.endswith("archive") else _SAVE)
        return "file-kind", f"{kind}, whatever its name says", _EXPECTED, remedy
    if is_workbook and content:
        return "file-kind", "text, and no workbook as its name says", _EXPECTED, "Rename it to .csv if it is a CSV."
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        remedy = "Drop the file that holds the table."
        return "empty-file", "a file with nothing in it", "a header and at least one row", remedy
    zero = _zero(content)
    return ("zero-bytes", zero, "text only", f"The file is damaged. {_SAVE}") if zero else None


def _kind(content: bytes) -> str | None:
    """Return what the bytes are where they are no text of a table, such as “a gzip archive”, or None."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(start):
        return "a web page (HTML or XML)"
    if _JSON.match(start):
        return "JSON"
    kind = next((what for signature, what in _SIGNATURES if content.startswith(signature)), None)
    if kind == _OLD and _LOCKED in content:
        return _PROTECTED
    return _zipped(content) or kind if content.startswith(b"PK") else kind


def _zipped(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    return next((what for part, what in _PARTS if any(name.startswith(part) for name in names)), None)


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
