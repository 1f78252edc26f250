"""What an indicator is, how its values, flags and places are written, and what must be said beside them.

All screens and the report ask this module, so that the same value has the same text and the same cautions everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data import live
from data.contract import Fact
from pages.parts.evidence import Evidence
from pages.parts.view import CACHED, View
from pages.parts.wording import NOT_KNOWN, capital, fixed, listed
from queries.cache import cached

SIZES = {
    "total": "All sizes",
    "sme": "Small and medium, 10 to 249 persons",
    "10-49": "Small, 10 to 49 persons",
    "50-249": "Medium, 50 to 249 persons",
    "250+": "Large, 250 persons and more",
    "gap": "Gap, large less small enterprises",
}

DIRECTIONS = {
    "higher_is_better": "higher is better",
    "lower_is_better": "lower is better",
    "context": "neither high nor low is better by itself",
}

FLAGS = {
    "b": "break in series",
    "d": "definition differs",
    "e": "estimated",
    "f": "forecast",
    "i": "imputed by the receiving agency",
    "n": "not significant",
    "p": "provisional",
    "r": "revised",
    "u": "low reliability",
}

NUMERALS = dict(enumerate("none one two three four five six seven eight nine ten".split()))

KINDS = {"country": ("country", "countries"), "region": ("region", "regions")}


@dataclass(frozen=True)
class Indicator:
    """An indicator as the data describe it, read for one size class, and the wording of its values."""

    indicator_id: str
    label: str
    short_label: str
    unit: str
    decimals: int
    scale: str
    """share (in per cent), amount, or ordinal (codes for words)."""
    direction: str
    """higher_is_better, lower_is_better or context."""
    definition: str
    organisation: str
    source_dataset: str
    source_url: str
    size: str = "total"

    @property
    def is_gap(self) -> bool:
        """Whether the values are differences between large and small enterprises."""
        return self.size == "gap"

    @property
    def is_share(self) -> bool:
        """Whether the values are percentages."""
        return self.scale == "share" and not self.is_gap

    @property
    def is_ordinal(self) -> bool:
        """Whether the values are codes for words."""
        return self.scale == "ordinal"

    @property
    def measure(self) -> str:
        """The unit as a subtitle begins with it."""
        if self.is_gap:
            return "Large enterprises (250 and more persons) less small ones (10 to 49), percentage points"
        if self.is_ordinal:
            return "Performance group"
        if self.is_share:
            return f"Share {self.unit.removeprefix('% ')}"
        return capital(self.unit).replace("0-100", "from 0 to 100")

    @property
    def heading(self) -> str:
        """The heading of the values in a table."""
        return "Gap (percentage points)" if self.is_gap else "Value (%)" if self.is_share else f"Value ({self.unit})"

    @property
    def format(self) -> str:
        """The format of the values in a table."""
        return f"%.{self.decimals}f"

    @property
    def sign(self) -> str:
        """What follows the numbers of an axis."""
        return "\u00a0%" if self.is_share else ""

    def number(self, value: float | None) -> str:
        """Return a value as it stands in a sentence, with the sign of a percentage or as the word it is a code for."""
        if value is None:
            return NOT_KNOWN
        if self.is_ordinal:
            return dict(re.findall(r"(\d+) (\w+)", self.unit)).get(fixed(value, 0), fixed(value, 0))
        return self.plain(value) + (" points" if self.is_gap else self.sign)

    def plain(self, value: float) -> str:
        """Return a value without its unit."""
        return fixed(value, self.decimals)

    def signed(self, change: float) -> str:
        """Return a change with its sign, as in “+2.4” or “−10.7”."""
        return fixed(change, self.decimals, "+")


@cached(CACHED)
def indicators(view: View) -> dict[str, Indicator]:
    """Return all indicators of the release by identifier, read for all sizes of enterprises."""
    return {row.indicator_id: Indicator(*row) for row in view.rows("indicator_list")}


def described(view: View, indicator: str, size: str = "total") -> Indicator:
    """Return the description of `indicator`, read for the size class `size`.

    One that a screen shows by itself and this release does not describe goes by its identifier.
    """
    known = indicators(view).get(indicator)
    return replace(known, size=size) if known else _undescribed(indicator, size)


def _undescribed(indicator: str, size: str) -> Indicator:
    return Indicator(
        indicator,
        f"the indicator “{indicator}”",
        indicator,
        "unit not known",
        1,
        "amount",
        "context",
        "This data release does not describe the indicator.",
        "Source not known",
        "no dataset named",
        "",
        size,
    )


# --- places


@cached(CACHED)
def _in_sentences(view: View) -> dict[str, str]:
    return {row.place: row.in_sentence for row in view.rows("places_in_sentences")}


def the(view: View, *places: str) -> str:
    """Return names of places as they stand in a sentence, as one phrase: “Latvia and the United Kingdom”."""
    names = _in_sentences(view)
    return listed([names.get(place, place) for place in places])


def missing(view: View, newest: dict[str, int | None]) -> list[str]:
    """Return what is said of places without a value; `newest`: name -> newest year with a value, None for never."""
    never = [name for name, year in newest.items() if year is None]
    ended = [f"{the(view, name)} ({year})" for name, year in newest.items() if year is not None]
    said = [f"no value of any year for {the(view, *never)}"] if never else []
    return said + ([f"no value of this year for {listed(ended)}, newest year in brackets"] if ended else [])


# --- values


def of_size(size: str) -> list[str]:
    """Return the size class as a part of a subtitle, none for all sizes."""
    return [] if size in ("total", "gap") else [f"enterprises: {SIZES[size].lower()}"]


def flag_words(flag: str | None) -> str:
    """Return the flags of the statistical office on a value in words, as “bu: break in series, low reliability”."""
    return f"{flag}: {', '.join(FLAGS.get(letter, letter) for letter in flag)}" if flag else ""


def flags_of(rows: Iterable[Any]) -> list[str]:
    """Return the flags of `rows` in words, each once."""
    return sorted({flag_words(row.flag) for row in rows} - {""})


def labelled(about: Indicator, row: Any, shown: int) -> str:
    """Return a standing's value with its flag and, where it is older than the year `shown`, its year."""
    if row.value is None:
        if row.newest_year is None:
            return "no value"
        return f"none since {row.newest_year}" if row.newest_year < shown else f"none in {shown}"
    marks = [str(row.year)] if row.year < shown else []
    marks += [row.flag] if row.flag else []
    return about.number(row.value) + (f" ({', '.join(marks)})" if marks else "")


# --- what must be said beside them


def facts(about: Indicator, rows: Iterable[Any], kind: str = "country") -> Iterator[Fact]:
    """Give what decides on cautions: a fact for each of `rows`, and one for each series that ends early.

    Rows have place_code, year, value and flag; those of a series say whether it ends early.
    """
    for row in rows:
        about_row = Fact(
            row.place_code, about.indicator_id, about.organisation, kind, row.year, row.flag, missing=row.value is None
        )
        yield about_row
        if getattr(row, "ends_early", False) and row.is_newest:
            yield about_row._replace(year=None, flag=None, missing=True)


def cautions(shown: Iterable[Fact], said: Iterable[Fact] = ()) -> tuple[str, ...]:
    """Return the cautions on the values `shown`, less those on the values `said`, which stand beside them already."""
    observed = live.contract().datasets["observations"]
    above = observed.cautions_on(said)
    return tuple(observed.cautions[name].text for name in observed.cautions_on(shown) if name not in above)


def evidence(about: Indicator, date: str, shown: Iterable[Fact], said: Iterable[Fact] = ()) -> Evidence:
    """Return what stands behind values of an indicator, with their cautions as `cautions` gives them."""
    return Evidence(
        f"{about.definition} Unit: {about.unit}.",
        f"{about.organisation}, {about.source_dataset}.",
        date,
        cautions(shown, said),
        about.source_url,
    )


def of_years(years: Sequence[int]) -> str:
    """Return years in order as a phrase, “2019” or “2019 to 2023”."""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


@cached(CACHED)
def most_countries(view: View) -> str:
    """Return how many countries are most, as “at least eight of the ten countries”."""
    return f"at least {NUMERALS[view.row('common_thresholds').most_places]} of the ten countries"
