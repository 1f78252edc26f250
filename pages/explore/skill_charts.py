"""The charts of Skills and digital uptake, each a function of the view and the filters."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from data import live
from data.contract import Fact
from pages.parts.chart import Chart, Table, without_data
from pages.parts.figures.base import hover_text
from pages.parts.figures.spans import Span, spans
from pages.parts.figures.trends import trends
from pages.parts.indicator import (
    SIZES,
    Indicator,
    described,
    evidence,
    facts,
    flag_words,
    of_size,
    of_years,
    the,
)
from pages.parts.series import known_years, left_out, lines, moved, newest_values, said, table
from pages.parts.view import CACHED, View
from pages.parts.wording import counted, inside
from queries.cache import cached

Codes = tuple[str, ...]

# The size classes that can be chosen; medium and small together would say nothing more.
CHOSEN_SIZES = {size: SIZES[size] for size in ("total", "10-49", "50-249", "250+")}

# Two versions of one index: shown side by side and never joined.
VERSIONS = {"dii_basic_v3": "Version 3", "dii_basic_v4": "Version 4"}

OUTLIER = "vacancies_romania_2019"

# What the gap of one year, which stands beside the other charts on size, has said already.
KINGDOM = Fact("UK", organisation="Eurostat", missing=True)


@cached(CACHED)
def series(view: View, indicator: str, size: str, country: Codes) -> Chart:
    """How an indicator developed by country, with the average of the European Union."""
    about = described(view, indicator, size)
    rows = view.rows("series_by_place", indicator=indicator, size=size, kind="country")
    known = [row for row in rows if row.value is not None]
    years = known_years(rows)
    if not years:
        finding = f"No value is known for {inside(about.label)}{''.join(f', {words}' for words in of_size(size))}"
        return without_data("skill-series", finding, evidence(about, "No year.", ()))
    return Chart(
        "skill-series",
        _standing(view, about),
        "; ".join(
            [
                f"{about.measure}, {of_years(years)}",
                *of_size(size),
                *said(view, rows, years[-1]),
                *(
                    ["this source gives no average of the European Union"]
                    if all(row.is_ranked for row in known)
                    else []
                ),
            ]
        ),
        trends(lines(about, rows, country), view.colours, 430, unit=about.sign, notes=_outliers(about, known)),
        newest_values(about, known),
        table(about, rows),
        evidence(about, f"Years {of_years(years)}.", facts(about, rows)),
    )


def _standing(view: View, about: Indicator) -> str:
    """Return where an indicator is highest and lowest, and how far the European Union came."""
    asked = {"indicator": about.indicator_id, "size": about.size, "kind": "country"}
    rows = [row for row in view.rows("standings", **asked, year="common") if row.value is not None]
    countries = sorted((row for row in rows if row.is_ranked), key=lambda row: (row.value, row.place))
    if not countries:
        return f"{about.label}: no partner country has a value"
    lowest, highest = countries[0], countries[-1]
    finding = (
        f"{about.label}, {lowest.year}: from {about.number(lowest.value)} in {the(view, lowest.place)} to "
        f"{about.number(highest.value)} in {the(view, highest.place)}"
    )
    for average in (row for row in rows if not row.is_ranked):
        finding += f"; the EU average is {about.number(average.value)}"
        change = view.row("change_summary", **asked)
        if change and change.average_first is not None and change.last_year == average.year:
            finding += f", after {about.number(change.average_first)} in {change.first_year}"
    return finding


def _outliers(about: Indicator, known: Iterable[Any]) -> list[tuple[int, float, str]]:
    """Return the points that the contract calls outliers, with a remark."""
    called = live.contract().datasets["observations"].cautions[OUTLIER].applies_to
    return [
        (row.year, row.value, hover_text(row.place) + Markup(":<br>outlier"))
        for row, fact in ((row, next(facts(about, [row]))) for row in known)
        if about.size == "total" and any(case.holds(fact) for case in called)
    ]


@cached(CACHED)
def gap(view: View, indicator: str, year: int, country: Codes) -> Chart:
    """How far small enterprises are behind large ones in one year, widest gap first."""
    about, gap = described(view, indicator), described(view, indicator, "gap")
    rows = view.rows("gap_of_year", indicator=indicator, year=year)
    known = [row for row in rows if row.value is not None]
    widest = next((row for row in known if row.is_ranked), None)
    if widest is None:
        finding = f"No country has a value for both sizes in {year}: {inside(about.label)}"
        return without_data("size-gap", finding, evidence(about, f"Year {year}.", ()))
    opening = "widest gap between small and large enterprises"
    for average in (row for row in known if not row.is_ranked):
        opening = (
            f"{about.number(average.small_value)} of small and {about.number(average.large_value)} of large "
            "enterprises in the EU; widest gap"
        )
    absent = [row.place for row in rows if row.value is None]
    bars = [
        Span(
            row.place,
            _role(row, country),
            row.small_value,
            row.large_value,
            "no value" if row.value is None else gap.plain(row.value) + (" (b)" if row.is_break else ""),
            ""
            if row.value is None
            else f"<b>{hover_text(row.place)}, {year}</b><br>Small: {about.number(row.small_value)}<br>"
            f"Large: {about.number(row.large_value)}<br>Gap: {gap.number(row.value)}"
            f"{'<br>Break in series' if row.is_break else ''}",
        )
        for row in rows
    ]
    return Chart(
        "size-gap",
        f"{about.label}, {year}: {opening} in {the(view, widest.place)}, {gap.number(widest.value)}",
        "; ".join(
            [
                f"{about.measure}, {year}",
                "sorted by gap, in percentage points",
                *([f"no value for {the(view, *absent)}"] if absent else []),
                *(["(b): break in series"] if any(row.is_break for row in known) else []),
            ]
        ),
        spans(bars, view.colours, start_name="10 to 49 persons", end_name="250 and more", label_heading="Gap"),
        "Gap in points: " + "; ".join(f"{row.place} {gap.plain(row.value)}" for row in known) + ".",
        Table.of(
            [row._replace(flag=flag_words(row.flag)) for row in rows],
            {"place": "Place", "small_value": "10 to 49 persons (%)", "large_value": "250 and more (%)",
             "value": gap.heading, "flag": "Flag", "year": "Year"},
            {"10 to 49 persons (%)": "%.2f", "250 and more (%)": "%.2f", gap.heading: "%.2f", "Year": "%d"},
        ),
        evidence(about, f"Year {year}.", facts(about, rows)),
    )  # fmt: skip


def _role(row: Any, country: Codes) -> str:
    return "chosen" if row.place_code in country else "rest" if row.is_ranked else "average"


@cached(CACHED)
def gap_over_time(view: View, indicator: str, country: Codes) -> Chart | None:
    """How the gap developed within one version of an index; None where no two years can be compared."""
    asked = {"indicator": indicator, "size": "gap", "kind": "country"}
    change = view.row("change_summary", **asked)
    if not change or not change.places:
        return None
    about = described(view, indicator, "gap")
    rows = view.rows("series_by_place", **asked)
    known = [row for row in rows if row.value is not None]
    version = VERSIONS.get(indicator)
    finding = f"{f'{version}: the' if version else 'The'} gap {moved(change, 'countries', 'widened', 'narrowed')}"
    if change.average_first is not None:
        finding += (
            f"; in the EU from {about.number(change.average_first)} in {change.first_year} to "
            f"{about.plain(change.average_last)} in {change.last_year}"
        )
    return Chart(
        f"gap-over-time-{indicator.replace('_', '-')}",
        finding,
        "; ".join(
            [
                f"{about.label}: large minus small enterprises, percentage points, {change.first_year} to "
                f"{change.last_year}",
                *said(view, rows, known_years(rows)[-1]),
                *left_out(change),
                *(["the two versions are two series and are never joined"] if version else []),
            ]
        ),
        trends(lines(about, rows, country), view.colours, 340, unit=""),
        "; ".join(f"{row.place} {about.number(row.value)} in {row.year}" for row in known if row.is_newest) + ".",
        table(about, rows),
        evidence(about, f"Years {change.first_year} to {change.last_year}.", facts(about, rows), [KINGDOM]),
    )


@cached(CACHED)
def movers(view: View, indicator: str, country: Codes) -> Chart | None:
    """Where small enterprises moved most between two years of one series; None where there are no two years."""
    rows = view.rows("changes_by_place", indicator=indicator, size="10-49")
    known = [row for row in rows if row.change is not None]
    ranked = [row for row in known if row.is_ranked and not row.crosses_break]
    if not ranked:
        return None
    about = described(view, indicator, "10-49")
    first, last = rows[0].first_year, rows[0].last_year
    absent = [row.place for row in rows if row.change is None]
    bars = [
        Span(
            row.place,
            _role(row, country),
            row.first_value,
            row.last_value,
            f"no value for both {first} and {last}"
            if row.change is None
            else about.signed(row.change) + (" (b)" if row.crosses_break else ""),
            ""
            if row.change is None
            else f"<b>{hover_text(row.place)}, small enterprises</b><br>{first}: {about.number(row.first_value)}<br>"
            f"{last}: {about.number(row.last_value)}{'<br>Break in series between' if row.crosses_break else ''}",
        )
        for row in rows
    ]
    shown = [fact for row in rows for fact in _ends(about, row)]
    return Chart(
        "small-movers",
        _most_moved(view, about, ranked),
        "; ".join(
            [
                f"{about.label}, enterprises with 10 to 49 persons, {about.unit}",
                "sorted by change, in percentage points",
                *([f"no comparison for {the(view, *absent)}"] if absent else []),
                *(
                    ["(b): a break in series lies between, so these are not compared"]
                    if any(row.crosses_break for row in known)
                    else []
                ),
            ]
        ),
        spans(bars, view.colours, start_name=str(first), end_name=str(last), label_heading="Change"),
        "Change in points: " + "; ".join(f"{row.place} {about.signed(row.change)}" for row in known) + ".",
        Table.of(
            [row._replace(crosses_break=flag_words("b") if row.crosses_break else "") for row in rows],
            {"place": "Place", "first_value": f"{first} (%)", "last_value": f"{last} (%)",
             "change": "Change (percentage points)", "crosses_break": "Between"},
            {f"{first} (%)": "%.2f", f"{last} (%)": "%.2f", "Change (percentage points)": f"%+.{about.decimals}f"},
        ),
        # What holds for every value of the indicator stands beside, with the gap.
        evidence(about, f"Years {first} and {last}.", shown, [KINGDOM, Fact("", indicator)]),
    )  # fmt: skip


def _most_moved(view: View, about: Indicator, ranked: list[Any]) -> str:
    top, bottom = ranked[0], ranked[-1]
    rise, fall = about.signed(top.change), about.signed(bottom.change)
    years = f"from {top.first_year} to {top.last_year}"
    opening = f"Of {counted(len(ranked), 'comparable country', 'comparable countries')}, small enterprises"
    if top.change >= abs(bottom.change):
        least = "least" if bottom.change >= 0 else "down most"
        return (
            f"{opening} moved most in {the(view, top.place)}: {rise} points {years}; {least} in "
            f"{the(view, bottom.place)}, {fall}"
        )
    return (
        f"{opening} fell most in {the(view, bottom.place)}: {fall} points {years}; they rose most in "
        f"{the(view, top.place)}, {rise}"
    )


def _ends(about: Indicator, row: Any) -> Iterable[Fact]:
    """Give the facts of a change: the values of both years, the later with the break that lies between."""
    fact = Fact(row.place_code, about.indicator_id, about.organisation, "country", missing=row.change is None)
    yield fact._replace(year=row.first_year)
    yield fact._replace(year=row.last_year, flag="b" if row.crosses_break else None)
