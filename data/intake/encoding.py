"""Tells in which encoding a text file was written, from its bytes alone and always the same.

UTF-8 and UTF-16 prove themselves. Between the code pages nothing in a file decides, so the letters do: each
word is read in all of them, and that one wins whose words look like words of the partners' languages.
(charset-normalizer, which is made for long texts, took "Región de Murcia, España" for cp1250, "Rīga" for
cp1250 and one in three other short files for the wrong page.)
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice
from math import log1p

from data.contract import read_contract

# What people may choose, by the name Python reads it with.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1257": "Windows-1257 (Baltic)",
    "iso8859_2": "ISO-8859-2 (Central Europe)",
    "mac_roman": "Mac Roman (Western Europe)",
    "mac_latin2": "Mac Central Europe",
    "cp850": "MS-DOS 850 (Western Europe)",
    "cp852": "MS-DOS 852 (Central Europe)",
}

# What a file in these may begin with.
MARKS = {"utf-16-be": codecs.BOM_UTF16_BE, "utf-16-le": codecs.BOM_UTF16_LE, "utf-8": codecs.BOM_UTF8}

# Words as the languages of Western and Central Europe and the Baltic write them: the accents each has and, where
# another language has the same bytes, between which letters it has them.
_WEST = (
    "[a-záéíñóúüºª]+",
    "([a-zàáâéêíóôúüºª]|ç(?=[aouãõáóâ])|ã(?=[oe]|s?$)|õ(?=es))+",
    "[a-zäöüß]+",
    "[a-zåäöé]+",
)
_CENTRE = (
    "[a-záäčďéíĺľňóôŕšťúýž]+",
    "[a-zčšž]+",
    "[a-záéíóöőúüű]+",
    "([a-zâşţ]|^î|î(?=n|m)|ă(?![oeăâî]))+",
    "[a-zäöüß]+",
)
_BALTIC = ("[a-zāčēģīķļņšūž]+", "[a-zäöüß]+")
_WINDOWS = {"cp1252": _WEST, "cp1250": _CENTRE, "cp1257": _BALTIC}
_WORDS = _WINDOWS | {
    "iso8859_2": _CENTRE,
    "mac_roman": _WEST,
    "mac_latin2": _CENTRE,
    "cp850": _WEST,
    "cp852": _CENTRE,
}
# How much better than in the likeliest Windows page words have to look in a rarer page. Measured on words of the
# shipped data that it did not know: with less, one word in ten of a Windows file was taken for a Mac's or MS-DOS's.
_RARER = 1.5
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") | frozenset(range(0x80, 0x100))
# Words looked at: enough to be sure, few enough to be quick with any file.
_MOST_WORDS = 2_000
# Letters around an accent that are looked at; no word of the partners' languages is longer.
_LONGEST_WORD = 40
# Two high bytes that are UTF-8 for a letter of Europe are hardly ever two letters of a code page.
_EUROPEAN = re.compile("[\u00c0-\u024f\u2010-\u2026\u20ac]+")
# Unless they are a capital and a quotation mark, dash, trade mark or no-break space of Windows, after other capitals.
_CAPITAL_AND_MARK = re.compile(
    rb"[\x82\x84\x8b]?[\xc0-\xde]*[\xc3-\xc9][\x82\x84\x85\x8b\x91-\x97\x99\x9b\xa0\xab\xbb]+"
)
_NO_BREAK_SPACE = 0xA0
_MARKS_BESIDE_WORDS = " \u00a0‚„…‹›‘’“”–—™«»¿¡"
# How many places with accents the search for a second encoding looks at.
_MIXED_LOOKED_AT = 100_000
# UTF-16 without a mark has a zero byte in every other place where the text is Latin.
_UTF16_ZEROS = 0.3


class EncodingUnknown(Exception):
    """The bytes are no text in one encoding: `found`, and the 1-based `line` where that shows, if any."""

    def __init__(self, found: str, line: int | None) -> None:
        super().__init__(found)
        self.found, self.line = found, line


def detect(content: bytes) -> str:
    """Return the name in ENCODINGS of the encoding of `content`; raise EncodingUnknown where there is none."""
    if utf16_order(content):
        return "utf-16"
    if first_error(content, "utf-8") is None and not _is_capitals_and_marks(content):
        return "utf-8"
    _refuse_mixed(content)
    words = _high_words(content)
    scores = _scores(words, _WINDOWS)
    # max takes the first of equals: Western Europe, the commonest, wins where nothing speaks against it.
    windows = max(scores, key=lambda page: scores[page])
    return _better(words, windows, _RARER) or windows


def likelier(content: bytes, encoding: str) -> tuple[str, str, str] | None:
    """Return the page in which words look more like words than in `encoding`, one word in both, or None."""
    if encoding not in _WORDS:
        return None
    words = _high_words(content)
    page = _better(words, encoding, 1.0)
    if page is None:
        return None
    gains = {word: _score({word}, page) - _score({word}, encoding) for word in _differing(words, page, encoding)}
    word = max(sorted(gains), key=lambda each: gains[each])
    return page, word.decode(encoding, "replace"), word.decode(page, "replace")


def _better(words: set[bytes], page: str, times: float) -> str | None:
    """Return the other page that reads the words, where the two differ, best and so many `times` as well; or None."""
    found = []
    for other in _WORDS:
        differing = _differing(words, other, page)
        score, own = _score(differing, other), _score(differing, page)
        if score > max(times * own, 0):
            found.append((score - own, other))
    # max takes the first of equals, in the order of _WORDS.
    return max(found, key=lambda each: each[0])[1] if found else None


def _differing(words: set[bytes], *pages: str) -> set[bytes]:
    return {word for word in words if len({word.decode(page, "replace") for page in pages}) > 1}


def _scores(words: set[bytes], pages: Iterable[str]) -> dict[str, float]:
    # Words that all pages read alike, such as “Österreich”, speak for none.
    telling = _differing(words, *pages)
    return {page: _score(telling, page) for page in pages}


def codec(content: bytes, encoding: str) -> tuple[str, bytes]:
    """Return the codec that decodes `content`, said or found to be in `encoding`, and the mark it begins with."""
    name = (utf16_order(content) or "utf-16-le") if encoding == "utf-16" else encoding
    mark = MARKS.get(name, b"")
    return name, mark if content.startswith(mark) else b""


def utf16_order(content: bytes) -> str | None:
    """Return the codec of UTF-16, told by its mark or by where the zero bytes of Latin letters stand, or None."""
    for name in ("utf-16-be", "utf-16-le"):
        if content.startswith(MARKS[name]):
            return name
    sample = content[:4096]
    half = len(sample) // 2
    if not half:
        return None
    first, second = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if second > _UTF16_ZEROS > 4 * first:
        return "utf-16-le"
    if first > _UTF16_ZEROS > 4 * second:
        return "utf-16-be"
    return None


def first_error(content: bytes, name: str) -> int | None:
    """Return the 1-based line of the first byte that the codec `name` cannot read, or None if it reads all."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    step = 1 << 20  # In pieces, so that neither memory nor other sessions feel a large file.
    line = 1
    for start in range(0, max(len(content), 1), step):
        piece = content[start : start + step]
        try:
            text = decoder.decode(piece, final=start + step >= len(content))
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(name, "replace")
            return line + _line_breaks(before)
        line += _line_breaks(text)
    return None


def _line_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _high_words(content: bytes) -> set[bytes]:
    """Return the different words with accents, at most _MOST_WORDS of them."""
    words: set[bytes] = set()
    for match in islice(_HIGH.finditer(content), 10 * _MOST_WORDS):
        start, end = match.span()
        lowest, highest = start - _LONGEST_WORD, end + _LONGEST_WORD
        while start > max(lowest, 0) and content[start - 1] in _WORD_BYTES:
            start -= 1
        while end < min(highest, len(content)) and content[end] in _WORD_BYTES:
            end += 1
        words.add(content[start:end][: 4 * _LONGEST_WORD])
        if len(words) >= _MOST_WORDS:
            break
    return words


def _is_capitals_and_marks(content: bytes) -> bool:
    """Whether what is valid UTF-8 is a code page all the same: capitals before quotation marks, strange in UTF-8."""
    runs = list(islice(_HIGH.finditer(content), _MIXED_LOOKED_AT))
    return bool(runs) and all(
        _may_be_capital_and_mark(content, run) and not is_usual(run[0].decode("utf-8", "replace")) for run in runs
    )


def is_usual(text: str) -> bool:
    """Whether all letters of `text`, none of them ASCII, are letters of the partners' languages."""
    return all(letter.lower() in _letters() for letter in text)


@cache
def _letters() -> frozenset[str]:
    return frozenset("șț").union(*(pattern for page in _WINDOWS.values() for pattern in page))


def _may_be_capital_and_mark(content: bytes, run: re.Match[bytes]) -> bool:
    before, after = content[run.start() - 1 : run.start()], content[run.end() : run.end() + 1]
    if not _CAPITAL_AND_MARK.fullmatch(run[0]) or before.islower():
        return False
    return run[0][-1] == _NO_BREAK_SPACE or not after.isalpha()


def _refuse_mixed(content: bytes) -> None:
    """Raise EncodingUnknown where some letters are UTF-8 and others are not."""
    utf8 = other = None
    for match in islice(_HIGH.finditer(content), _MIXED_LOOKED_AT):
        if _may_be_capital_and_mark(content, match):
            continue
        try:
            is_utf8 = bool(_EUROPEAN.fullmatch(match[0].decode("utf-8")))
        except UnicodeDecodeError:
            is_utf8 = False
        if is_utf8 and utf8 is None:
            utf8 = match.start()
        elif not is_utf8 and other is None:
            other = match.start()
        if utf8 is not None and other is not None:
            lines = [1 + _line_breaks(content[:place].decode("latin-1")) for place in (utf8, other)]
            raise EncodingUnknown(
                f"two encodings in one file (line {lines[0]} is UTF-8, line {lines[1]} is not)", lines[1]
            )


def _score(words: set[bytes], page: str) -> float:
    known = _known_runs()
    score = 0.0
    for word in words:
        try:
            text = word.decode(page).strip(_MARKS_BESIDE_WORDS).lower()
        except UnicodeDecodeError:
            return -1.0
        if not any(letter.isalpha() for letter in text if letter > "\x7f"):
            continue
        score += any(re.fullmatch(pattern, text) is not None for pattern in _WORDS[page])
        runs = _runs(text)
        score += sum(log1p(known[run]) for run in runs) / len(runs)
    return score


def _runs(word: str) -> list[str]:
    """Return the runs of two and of three letters of `word` that hold an accent; a space stands for its ends."""
    padded = f" {word} "
    runs = [padded[place : place + length] for length in (2, 3) for place in range(len(padded) - length + 1)]
    return [run for run in runs if not run.isascii()]


@cache
def _known_runs() -> Counter[str]:
    """Return how often runs of letters stand in the shipped data, which hold names in all the partners' languages."""
    runs: Counter[str] = Counter()
    for dataset in read_contract().datasets.values():
        try:
            text = dataset.path.read_text(encoding="utf-8")
        except OSError:
            continue  # Less to go by, but nothing that should stop a file from being read.
        # Romanian's letters with a comma below have a cedilla in its code page.
        text = text.lower().replace("ș", "ş").replace("ț", "ţ")
        for word in set(re.findall(r"[^\W\d_]+", text)):
            runs.update(_runs(word))
    return runs
