"""Skills and digital uptake: the two common challenges, by country and by size of enterprise."""

from pages.act.report.scope import Scope
from pages.explore import skill_charts as charts
from pages.parts.indicator import described
from pages.parts.report.model import Bar, Bars, Dots, Pair
from pages.parts.report.writing import Chapter
from pages.parts.view import View

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
    about = described(view, indicator)
    rows = view.rows("series_by_place", indicator=indicator, size="total", kind="country")
    newest = sorted((row for row in rows if row.is_newest), key=lambda row: (-row.value, row.place))
    highest = max((row.value for row in newest), default=0)
    bars = [
        Bar(
            row.place if row.is_ranked else f"{row.place} (average)",
            row.value,
            f"{about.number(row.value)} ({row.year})",
            row.place_code in scope.countries,
        )
        for row in newest
    ]
    written.chart(
        label,
        shown,
        Bars(
            f"{label}, newest value of each country; {about.unit}",
            shown.alternative,
            (*bars, *(Bar(row.place, None, "no value") for row in rows if row.value is None)),
            100 if about.is_share and 25 < highest <= 100 else highest,
        ),
        dataset="observations",
    )


def _gap(written: Chapter, view: View, scope: Scope) -> None:
    years = view.rows("indicator_years", indicator=UPTAKE, size="gap")
    year = next((row.year for row in years if row.is_common), None)
    if year is None:
        return
    shown = charts.gap(view, UPTAKE, year, scope.countries)
    about, gap = described(view, UPTAKE), described(view, UPTAKE, "gap")
    pairs, told = [], []
    for row in view.rows("gap_of_year", indicator=UPTAKE, year=year):
        is_own = row.place_code in scope.countries
        if row.value is None:
            pairs.append(Pair(row.place, None, None, "no value", is_own))
            told.append(f"{row.place} no value")
            continue
        small, large = row.small_value, row.large_value
        words = f"{about.plain(small)}, {about.plain(large)}: {gap.plain(row.value)}{' (b)' if row.is_break else ''}"
        pairs.append(Pair(row.place, small, large, words, is_own))
        told.append(
            f"{row.place} small {about.number(small)}, large {about.number(large)}, gap {gap.number(row.value)}"
        )
    written.chart(
        "Small and large enterprises",
        shown,
        Dots(
            shown.subtitle,
            "; ".join(told) + ".",
            "10 to 49 persons",
            "250 and more",
            "Small, large: gap",
            tuple(pairs),
            100,
        ),
        dataset="observations",
    )


def _movers(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.movers(view, UPTAKE, scope.countries)
    if shown is None:
        return
    about = described(view, UPTAKE)
    rows = view.rows("changes_by_place", indicator=UPTAKE, size="10-49")
    pairs = [
        Pair(
            row.place,
            row.first_value,
            row.last_value,
            "no value"
            if row.change is None
            else f"{about.plain(row.first_value)}, {about.plain(row.last_value)}: {about.signed(row.change)}"
            + (" (b)" if row.crosses_break else ""),
            row.place_code in scope.countries,
        )
        for row in rows
    ]
    written.chart(
        "Who moved",
        shown,
        Dots(
            shown.subtitle,
            shown.alternative,
            str(rows[0].first_year),
            str(rows[0].last_year),
            "Then, now: change",
            tuple(pairs),
            100,
        ),
        dataset="observations",
    )
