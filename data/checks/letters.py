"""Names the letters in a cell that people cannot see, or cannot tell from others."""

from __future__ import annotations

import unicodedata

# So many are named: whoever looks for these finds the others.
_NAMED = 3
_LETTERS_BEFORE = 12
# Letters without a shape that Unicode counts among marks and symbols.
_BLANK = "\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f\uffa0"


def is_invisible(letter: str) -> bool:
    """Return whether nobody sees `letter`, or takes it for a plain space; line breaks and tabs are not meant."""
    if letter in " \t\r\n":
        return False
    return letter in _BLANK or unicodedata.category(letter) in {"Cf", "Cc", "Zs", "Zl", "Zp"}


def without_invisible(text: str) -> str:
    """Return `text` without letters that have neither shape nor width, its other spaces as plain ones."""
    if text.isascii():
        return text
    return "".join(
        " " if unicodedata.category(letter) == "Zs" else letter
        for letter in text
        if not is_invisible(letter) or unicodedata.category(letter) == "Zs"
    )


def named(text: str) -> list[str]:
    """Return where in `text` which invisible letter stands, such as “a zero-width space after "ES62"”."""
    found = []
    for place, letter in enumerate(text):
        if is_invisible(letter):
            before = "".join(each for each in text[:place] if not is_invisible(each)).replace("\n", " ")
            found.append(f"{_name(letter)} {_after(before)}")
    return found[:_NAMED]


def strange(text: str) -> str:
    """Return a sentence, after a space, on what cannot be seen in a cell where only plain letters are right, or ""."""
    if text.isascii() and text.isprintable():
        return ""
    found = named(text)
    hidden = f" It holds what cannot be seen: {', '.join(found)}. Remove it." if found else ""
    others = [letter for letter in dict.fromkeys(text) if letter.isalnum() and not _is_latin(letter)]
    if others and (len(others) < _NAMED or any(letter.isascii() and letter.isalpha() for letter in text)):
        what = ", ".join(f'"{letter}" is {_name(letter)}' for letter in others[:_NAMED])
        hidden += f" It holds letters that only look like Latin ones: {what}. Write it anew."
    return hidden


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "LATIN").startswith(("LATIN", "SUPERSCRIPT", "SUBSCRIPT"))


def _name(letter: str) -> str:
    if letter == "\ufeff":
        return "a byte order mark (zero-width no-break space)"
    name = unicodedata.name(letter, f"control character U+{ord(letter):04X}")
    if letter.isalnum():
        return f"{name.title()} (U+{ord(letter):04X})"
    return f"a {name.lower().replace('zero width', 'zero-width')}".replace("a control character u+", "U+")


def _after(before: str) -> str:
    return f'after "{before[-_LETTERS_BEFORE:]}"' if before else "at the start"
