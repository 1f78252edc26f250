"""Reads Eurostat's flags: those that stay beside a value, and those that say why there is none to take.

Eurostat's lists are of 27 January 2025 (https://ec.europa.eu/eurostat/en/web/main/data/database); older files
have the letters that it replaced then.
"""

import re
from functools import lru_cache
from typing import NamedTuple

# What stays beside a value; r stands only in files from before 2025.
KEPT = "bdefinpru"
# The letter that Eurostat gives now for what older files call s: an estimate of its own.
_NOW = {"s": "i", "z": "m"}
# Why a value is not to be had, by the letters of both lists; the list of confidentiality is in capitals.
_WITHHELD = {
    "m": "that the value cannot exist (flag m)",
    "c": "that the value is confidential (flag C)",
    "C": "that the value is confidential (flag C)",
    "N": "that the value is not for publication (flag N)",
    "P": "that the value is under secrecy arrangements (flag P)",
}


class Flags(NamedTuple):
    """The flags to keep, in the order of the alphabet, as in “bu”; why a value may not be taken; what is no flag."""

    kept: str
    withheld: str
    unknown: str


@lru_cache(1_000)
def read_flags(status: str, confidentiality: str) -> Flags:
    """Return what the cells OBS_FLAG and CONF_STATUS of a row say, with or without labels behind a colon."""
    letters = set(re.sub(r"[\s,;|/+]", "", status.partition(":")[0]))
    letters = {letter if letter in _WITHHELD else letter.lower() for letter in letters}
    letters = {_NOW.get(letter, letter) for letter in letters}
    letters |= set(confidentiality.partition(":")[0].strip()[:1])
    kept = "".join(sorted(letters & set(KEPT)))
    withheld = " and ".join(dict.fromkeys(_WITHHELD[letter] for letter in sorted(letters & set(_WITHHELD))))
    return Flags(kept, withheld, "".join(sorted(letters - set(KEPT) - set(_WITHHELD))))


def has_older(status: str) -> bool:
    """Return whether a cell has the flag s, which Eurostat calls i now."""
    return "s" in status.partition(":")[0].lower()
