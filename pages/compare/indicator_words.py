"""How an indicator, its values, its flags and its places are said in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pages.parts.view import View
from pages.parts.wording import capital, listed, per_cent

SIZES = {
    "total": "All sizes",
    "sme": "Small and medium, 10 to 249 persons",
    "10-49": "Small, 10 to 49 persons",
    "50-249": "Medium, 50 to 249 persons",
    "250+": "Large, 250 persons and more",
}

DIRECTIONS = {
    "higher_is_better": "higher is better",
    "lower_is_better": "lower is better",
    "context": "neither high nor low is better by itself",
}

FLAGS = {
    "b": "b: break in series",
    "u": "u: low reliability",
    "d": "d: definition differs",
    "bu": "bu: break in series, low reliability",
}

KINDS = {"country": ("country", "countries"), "region": ("region", "regions")}

# Units that are counted or too large for decimals to say anything.
_WHOLE = ("number", "persons", "million", "PPS", "constant international", "index")


@dataclass(frozen=True)
class Described:
    """An indicator as the data describe it, and the wording of its values."""

    indicator: str
    label: str
    unit: str
    direction: str
    organisation: str

    @property
    def is_share(self) -> bool:
        """Whether the values are percentages."""
        return self.unit.startswith("%")

    @property
    def is_ordinal(self) -> bool:
        """Whether the values are codes for words."""
        return self.unit.startswith("ordinal")

    @property
    def digits(self) -> int:
        """How many decimals say something."""
        if self.is_ordinal or self.unit.startswith(_WHOLE):
            return 0
        # The shares of research in a country's product are small, and lie close together.
        return 2 if self.indicator.startswith("rd_") else 1

    @property
    def measure(self) -> str:
        """The unit as a subtitle begins with it."""
        if self.is_share:
            return f"Share {self.unit.removeprefix('% ')}"
        return capital(self.unit).replace("0-100", "from 0 to 100")

    @property
    def heading(self) -> str:
        """The heading of the values in a table."""
        return "Value (%)" if self.is_share else f"Value ({self.unit})"

    def number(self, value: float) -> str:
        """Return a value as it stands in a sentence."""
        if self.is_share:
            return per_cent(value, self.digits)
        if self.is_ordinal:
            return dict(re.findall(r"(\d+) (\w+)", self.unit)).get(f"{value:.0f}", f"{value:.0f}")
        return self.plain(value)

    def plain(self, value: float) -> str:
        """Return a value without its unit."""
        return f"{value:,.{self.digits}f}"


def described(view: View, indicator: str) -> Described:
    """Return the description of `indicator`."""
    row = view.ask_one("indicator", indicator=indicator)
    return Described(indicator, row.label, row.unit, row.direction, row.source_organisation)


def the(places: str) -> str:
    """Return names of places as they stand in a sentence."""
    for name in ("United Kingdom", "European Union", "West Midlands", "Region of Murcia", "Bratislava Region"):
        places = places.replace(name, f"the {name}")
    return places


def flag_words(flag: object) -> str:
    """Return a flag of the statistical office in words."""
    return FLAGS.get(flag, str(flag)) if flag and pd.notna(flag) else ""


def of_size(size: str) -> list[str]:
    """Return the size class as a part of a subtitle, none for all sizes."""
    return [f"enterprises: {SIZES[size].lower()}"] if size != "total" else []


def missing(places: dict[str, object]) -> list[str]:
    """Return what is said about places without a value; `places`: name -> newest year with a value, or None."""
    never = [name for name, year in places.items() if pd.isna(year)]
    ended = [f"{the(name)} ({year:.0f})" for name, year in places.items() if pd.notna(year)]
    said = [f"no value of any year for {the(listed(never))}"] if never else []
    return said + ([f"no value of this year for {listed(ended)}, newest year in brackets"] if ended else [])


def cautions(about: Described, kind: str, *, lacks_kingdom: bool) -> tuple[str, ...]:
    """Return the names of the cautions on all values of an indicator for one kind of place.

    `lacks_kingdom`: whether the United Kingdom's value is missing.
    """
    opens = {
        "dii_": "digital_intensity_versions",
        "digital_": "digital_skills_from_2021",
        "desi_": "desi_edition_years",
        "eis_": "innovation_groups_are_codes",
        "industry_value_added": "industry_includes_construction",
    }
    names = [caution for start, caution in opens.items() if about.indicator.startswith(start)]
    if about.indicator == "rd_gerd_pct_gdp":
        names.append("research_from_world_bank")
    if kind == "region":
        names += ["regional_series_end", "places_of_statistics"]
    elif lacks_kingdom and ("Eurostat" in about.organisation or about.indicator.startswith("desi_")):
        names.append("united_kingdom_series_end")
    return tuple(names)


def point_cautions(about: Described, points: Iterable[tuple[str, float, bool]]) -> tuple[str, ...]:
    """Return the names of the cautions on single values; `points`: place code, year, whether a break in series."""
    points = list(points)
    names = ["breaks_in_series"] if any(is_break for _, _, is_break in points) else []
    if about.indicator == "ict_hard_to_fill" and ("RO", 2019) in {(place, year) for place, year, _ in points}:
        names.append("vacancies_romania_2019")
    return tuple(names)
