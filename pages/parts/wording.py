"""How numbers, lists and strangers' words are written in sentences."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

NOT_KNOWN = "not known"
"""What stands in a sentence where the data have no value."""

_SHOWN = 40
# Room for every number that a computer holds, written out.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


def quoted(text: str) -> str:
    """Return a stranger's `text` in quotation marks, shortened, and with nothing Markdown would obey."""
    return f"“{as_text(text[:_SHOWN])}{'…' if len(text) > _SHOWN else ''}”"


def as_text(text: str) -> str:
    """Return `text`, in which strangers' words may stand, with nothing Markdown would obey."""
    shown = "".join(letter if letter.isprintable() or letter == "\u00a0" else "?" for letter in text)
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|~$:&" else letter for letter in shown)


def listed(words: Sequence[str]) -> str:
    """Return `words` as one phrase: “a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def rounded(value: float, digits: int) -> Decimal:
    """Return a number rounded as it is written, halves up, as statistical offices do: 19.95 is 20.0.

    Python and browsers round what a computer holds of 19.95, which is a little less. Nought has no sign.
    """
    return _EXACT.plus(Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), context=_EXACT))


def fixed(value: float, digits: int, sign: str = "") -> str:
    """Return a number with so many decimals, as in “1,234.5” or “−2.4”; with the `sign` “+” a rise has one too."""
    return f"{rounded(value, digits):{sign},.{digits}f}".replace("-", "−")


def per_cent(value: float | None, digits: int = 1) -> str:
    """Return a percentage with its sign, as in “20.3 %”; no line breaks between the two."""
    return NOT_KNOWN if value is None else f"{fixed(value, digits)}\u00a0%"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return “1 row”, “2 rows”, “1,200 rows”; `plural` where it is not the noun with an s."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """Return `text` with a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """Return a title as it stands inside a sentence, with a small first letter; abbreviations and names keep theirs."""
    return text[:1].lower() + text[1:] if text[1:2].islower() and not text.startswith("Industry 4.0") else text
