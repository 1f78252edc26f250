"""What can be chosen on the screen Indicators, and what each choice leaves to the others."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from pages.parts import address, filters
from pages.parts.view import CACHED, View
from queries.cache import cached

USUAL = "dii_basic_v3"

# What is compared with the indicator until a visitor chooses.
COMPANIONS = ("digital_skills_basic", "dii_basic_v3", "tertiary_25_64", "hrst_pct_pop")

_THEME_BEFORE = "theme of the indicators listed"


class Choosable(NamedTuple):
    """An indicator that can be chosen, with the size classes and the kinds of places it is known for."""

    indicator_id: str
    label: str
    theme: str
    size_classes: tuple[str, ...]
    has_countries: bool
    has_regions: bool

    @property
    def main_size(self) -> str:
        """The size class it is shown for at first: all sizes where it has them."""
        return self.size_classes[0]


class KnownYear(NamedTuple):
    """A year with values, for one kind of place (country or region)."""

    kind: str
    year: int
    places: int
    is_common: bool


@cached(CACHED)
def choosable(view: View) -> dict[str, Choosable]:
    """Return all indicators with a value, by identifier."""
    rows = view.rows("all_indicators")
    return {
        row.indicator_id: Choosable(
            row.indicator_id, row.label, row.theme, tuple(row.size_classes), row.has_countries, row.has_regions
        )
        for row in rows
    }


@cached(CACHED)
def known_years(view: View, indicator: str, size: str) -> list[KnownYear]:
    """Return the years with values, newest first, the countries' before the regions'."""
    return [KnownYear(*row) for row in view.rows("indicator_years", indicator=indicator, size=size)]


def listed_indicators(every: Mapping[str, Choosable], theme: str) -> dict[str, str]:
    """Return the labels of the indicators of `theme`, "" being all.

    One of another theme, which a link asks for, stays until the theme is changed.
    """
    present = filters.one_chosen("indicator", every, "")
    stays = address.asked("indicator") is not None or st.session_state.get(_THEME_BEFORE) == theme
    st.session_state[_THEME_BEFORE] = theme
    return {
        each.indicator_id: each.label
        for each in every.values()
        if theme in ("", each.theme) or (stays and each.indicator_id == present)
    }


def usual_of(options: Mapping[str, object]) -> str:
    """Return the indicator that is shown until a visitor chooses one of `options`."""
    return USUAL if USUAL in options else next(iter(options))


def second_indicators(every: Mapping[str, Choosable], indicator: str, kind: str) -> tuple[dict[str, str], str]:
    """Return what `indicator` can be compared with, known for the same kind of places, and the usual choice."""
    options = {
        each.indicator_id: each.label
        for each in every.values()
        if each.indicator_id != indicator and (each.has_countries if kind == "country" else each.has_regions)
    }
    return options, next((each for each in COMPANIONS if each in options), next(iter(options), ""))


def year_rules(years: list[KnownYear], kind: str) -> dict[str, str]:
    """Return the rules that choose the year of each place's value, by the parameter's values."""
    known = [row for row in years if row.kind == kind]
    common = next((f"Common year: {row.year}" for row in known if row.is_common), "No common year")
    rules = {"common": common, "latest": "Latest of each place"}
    return rules | {str(row.year): f"{row.year}, {row.places} places" for row in known}
