"""Warns of letters that were lost, or turned into others, before a file was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from data.checks.canonical import Cells, key_of
from data.checks.letters import named
from data.checks.problems import Problem, problem, shortened
from data.contract import Dataset
from data.intake.encoding import is_usual

# In these pages UTF-8 is read by mistake.
_PAGES = ("cp1252", "cp1250", "cp1257", "mac_roman", "cp850")
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])")
# As Excel has them in English, German, French, Spanish and Portuguese.
_FORMULA_ERROR = re.compile(r"#(N/?[AD]|NV|[A-ZÀ-Ü]+/0!|[A-ZÀ-Ü]{3,8}[!?])")
_OTHERS = re.compile("[^\x00-\x7f]{2,}")
# Quotation marks, dashes, the euro sign and the no-break space beside words.
_MARKS = re.compile("[\u00a0-\u00bf\u2010-\u2026\u20ac]")
# A space between words that must not part is often meant.
_MEANT = "\u00a0\u202f"


def warnings(dataset: Dataset, rows: Sequence[Cells], lines: Mapping[Cells, int]) -> Iterator[Problem]:
    """Give a warning for each text of `dataset` with letters that are hardly meant."""
    row_key = key_of(dataset)
    keys = {field for key in dataset.foreign_keys for field in key.fields}
    for place, name in enumerate(dataset.header):
        field = dataset.fields[name]
        if field.type != "string":
            continue
        is_free = not (field.enum or field.pattern or name in keys)
        told = {cell: _fault(cell, is_free=is_free) for cell in {row[place] for row in rows}}
        if any(told.values()):
            for row in rows:
                fault = told[row[place]]
                if fault:
                    kind, facts = fault
                    cells = {name: row[place]}
                    yield problem(kind, dataset, lines.get(row_key(row)), cells=cells, **facts)


def _fault(cell: str, *, is_free: bool) -> tuple[str, dict[str, str]] | None:
    """Return the kind of problem that the letters of a cell are, and its facts."""
    if _FORMULA_ERROR.fullmatch(cell):
        return "formula:error", {"found": cell}
    if cell.isascii() and "?" not in cell:
        return None
    # Addresses have question marks of their own.
    words = [word for word in cell.split() if "\ufffd" in word or not ("://" in word or word.startswith("www."))]
    for word in words:
        lost = _LOST.search(word)
        if lost:
            return "letters:lost", {"found": shortened(word), "mark": lost[0]}
    for word in words:
        meant = _before_it_turned(word)
        if meant != word:
            return "letters:turned", {"found": shortened(word), "meant": shortened(meant)}
    hidden = named("".join(letter for letter in cell if letter not in _MEANT)) if is_free else []
    return ("letters:invisible", {"found": ", ".join(hidden)}) if hidden else None


def _before_it_turned(text: str) -> str:
    """Return `text` with the letters that it had if it is UTF-8 that was read in another page, else as it is."""

    def meant(run: re.Match[str]) -> str:
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        if before.isupper() and not after.isalpha():
            return run[0]  # A capital and a quotation mark behind other capitals.
        for page in _PAGES:
            try:
                found = b"".join(_byte(letter, page) for letter in run[0]).decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            if is_usual(_MARKS.sub("", found)):
                return found
        return run[0]

    return _OTHERS.sub(meant, text)


def _byte(letter: str, page: str) -> bytes:
    try:
        return letter.encode(page)
    except UnicodeEncodeError:
        return letter.encode("latin-1")  # Bytes that Windows gives no letter come as control characters.
