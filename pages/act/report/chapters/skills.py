"""Skills and digital uptake: the two common challenges, by country and by size of enterprise."""

import pandas as pd

from pages.act.report.scope import Scope
from pages.explore import skill_charts as charts
from pages.explore.skill_words import number, signed
from pages.parts.report.model import Bar, Bars, Dots, Pair
from pages.parts.report.writing import Chapter
from pages.parts.view import View
from pages.parts.wording import per_cent

TITLE = "Skills and digital uptake"
HOLDS = "how scarce skilled people are, and how far small enterprises are behind large ones"

# The two indicators the screen starts with, and what else bears on skills.
SHORTAGE, UPTAKE = "ict_hard_to_fill", "dii_basic_v3"
SKILLS = ("digital_skills_basic", "ict_specialists")


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("observations", "indicators")
    known = view.labels("skill_indicators")
    for indicator in (SHORTAGE, *SKILLS):
        if indicator in known:
            _newest(written, view, scope, indicator, known[indicator])
    _gap(written, view, scope)
    _movers(written, view, scope)
    return written


def _newest(written: Chapter, view: View, scope: Scope, indicator: str, label: str) -> None:
    shown = charts.series(view, indicator, "total", scope.countries)
    described = view.ask_one("indicator", indicator=indicator)
    is_share = described.unit.startswith("%")
    rows = view.ask("series_by_country", indicator=indicator, size="total")
    newest = rows[rows["is_newest"] & rows["value"].notna()].sort_values(["value", "place"], ascending=[False, True])
    without = sorted(set(rows["place"]) - set(newest["place"]))
    bars = [
        Bar(
            row.place if row.is_partner else f"{row.place} (average)",
            row.value,
            f"{number(row.value, is_share)} ({row.year:.0f})",
            row.place_code in scope.countries,
        )
        for row in newest.itertuples()
    ]
    written.chart(
        label,
        shown,
        Bars(
            f"{label}, newest value of each country; {described.unit}",
            shown.alternative,
            (*bars, *(Bar(place, None, "no value") for place in without)),
            100 if is_share and newest["value"].max() > 25 else float(newest["value"].max()),
        ),
        dataset="observations",
    )


def _gap(written: Chapter, view: View, scope: Scope) -> None:
    years = view.ask("gap_years", indicator=UPTAKE)
    if years.empty:
        return
    year = int(years.loc[years["is_default"], "year"].iloc[0])
    shown = charts.gap(view, UPTAKE, year, scope.countries)
    rows = view.ask("gap_of_year", indicator=UPTAKE, year=year)
    written.chart(
        "Small and large enterprises",
        shown,
        Dots(
            shown.subtitle,
            "; ".join(
                f"{row.place} small {per_cent(row.small_value)}, large {per_cent(row.large_value)}, gap "
                f"{row.gap_points:.1f} points"
                if pd.notna(row.gap_points)
                else f"{row.place} no value"
                for row in rows.itertuples()
            )
            + ".",
            "10 to 49 persons",
            "250 and more",
            "Small, large: gap",
            tuple(
                Pair(row.place, row.small_value, row.large_value,
                     f"{row.small_value:.1f}, {row.large_value:.1f}: {row.gap_points:.1f}"
                     + (" (b)" if row.is_break else ""),
                     row.place_code in scope.countries)
                if pd.notna(row.gap_points)
                else Pair(row.place, None, None, "no value", row.place_code in scope.countries)
                for row in rows.itertuples()
            ),
            100,
        ),
        dataset="observations",
    )  # fmt: skip


def _movers(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.movers(view, UPTAKE, scope.countries)
    if shown is None:
        return
    rows = view.ask("small_enterprise_change", indicator=UPTAKE)
    first, last = rows["first_year"].iloc[0], rows["last_year"].iloc[0]
    written.chart(
        "Who moved",
        shown,
        Dots(
            shown.subtitle,
            shown.alternative,
            str(first),
            str(last),
            "Then, now: change",
            tuple(
                Pair(row.place, row.first_value, row.last_value,
                     f"{row.first_value:.1f}, {row.last_value:.1f}: {signed(row.change_points)}"
                     + (" (b)" if row.crosses_break else ""),
                     row.place_code in scope.countries)
                if pd.notna(row.change_points)
                else Pair(row.place, None, None, "no value", row.place_code in scope.countries)
                for row in rows.itertuples()
            ),
            100,
        ),
        dataset="observations",
    )  # fmt: skip
