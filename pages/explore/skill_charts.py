"""The charts of Skills and digital uptake, each a function of the view and the filters."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

import pandas as pd

from pages.explore.skill_words import OUTLIERS, evidence, flag, measure, number, said, signed, the
from pages.parts.chart import Chart, Table
from pages.parts.figures.spans import Span, spans
from pages.parts.figures.trends import Point, Trend, trends
from pages.parts.view import CACHED, View
from pages.parts.wording import listed, per_cent
from queries.cache import cached

Codes = tuple[str, ...]

Mark = TypeVar("Mark", Trend, Span)

# A chart before it is known which countries to highlight: its marks by place, and what else the figure takes.
Undrawn = tuple[Chart, list[tuple[str, Any]], dict[str, Any]]

SIZES = {
    "total": "All enterprises with 10 persons or more",
    "10-49": "Small, 10 to 49 persons",
    "50-249": "Medium, 50 to 249 persons",
    "250+": "Large, 250 persons and more",
}

# Two versions of one index: shown side by side and never joined.
VERSIONS = {"dii_basic_v3": "version 3", "dii_basic_v4": "version 4"}


@cached(CACHED)
def series(view: View, indicator: str, size: str, country: Codes) -> Chart:
    """How an indicator developed by country, with the average of the European Union."""
    chart, lines, also = _series(view, indicator, size)
    return replace(chart, figure=trends(_highlighted(lines, country), view.colours, **also))


@cached(CACHED)
def gap(view: View, indicator: str, year: int, country: Codes) -> Chart:
    """How far small enterprises are behind large ones in one year, widest gap first."""
    chart, bars, also = _gap(view, indicator, year)
    return replace(chart, figure=spans(_highlighted(bars, country), view.colours, **also))


@cached(CACHED)
def gap_over_time(view: View, indicator: str, country: Codes) -> Chart | None:
    """How the gap developed within one version of an index; None where fewer than two years can be compared."""
    undrawn = _gap_over_time(view, indicator)
    if undrawn is None:
        return None
    chart, lines, also = undrawn
    return replace(chart, figure=trends(_highlighted(lines, country), view.colours, **also))


@cached(CACHED)
def movers(view: View, indicator: str, country: Codes) -> Chart | None:
    """Where small enterprises moved most between two years of one series; None where there are no two years."""
    undrawn = _movers(view, indicator)
    if undrawn is None:
        return None
    chart, bars, also = undrawn
    return replace(chart, figure=spans(_highlighted(bars, country), view.colours, **also))


def _highlighted(marks: Sequence[tuple[str, Mark]], country: Codes) -> list[Mark]:
    return [replace(mark, role="chosen") if code in country else mark for code, mark in marks]


@cached(CACHED)
def _series(view: View, indicator: str, size: str) -> Undrawn:
    rows = view.ask("series_by_country", indicator=indicator, size=size)
    total = view.ask_one("series_summary", indicator=indicator, size=size)
    described = view.ask_one("indicator", indicator=indicator)
    is_share = described.unit.startswith("%")
    known = rows.dropna(subset=["value"])
    notes = [
        (row.year, row.value, f"{row.place}:<br>{words}")
        for row in known.itertuples()
        if size == "total" and (words := OUTLIERS.get((indicator, row.place_code, row.year), ("",))[0])
    ]
    finding = (
        f"{described.label}, {total.last_year}: from {number(total.lowest_value, is_share)} in "
        f"{the(total.lowest_country)} to {number(total.highest_value, is_share)} in {the(total.highest_country)}"
    )
    if pd.notna(total.eu_last_value):
        finding += f"; the EU average is {number(total.eu_last_value, is_share)}"
        if pd.notna(total.eu_first_value) and total.first_year < total.last_year:
            finding += f", after {number(total.eu_first_value, is_share)} in {total.first_year}"
    subtitle = [
        f"{measure(described.unit)}, {total.oldest_year} to {total.newest_year}"
        + (f", {SIZES[size].lower()}" if size != "total" else ""),
        *said(rows),
    ]
    if known["is_partner"].all():
        subtitle.append("this source gives no average of the European Union")
    chart = Chart(
        "skill-series",
        finding,
        "; ".join(subtitle),
        None,
        _newest_values(known, is_share),
        _series_table(known, "Share (%)" if is_share else measure(described.unit)),
        evidence(view, indicator, f"Years {total.oldest_year} to {total.newest_year}.", rows),
    )  # fmt: skip
    also = {
        "height": 430,
        "unit": " %" if is_share else "",
        "notes": notes,
    }
    return chart, _lines(known, "\u00a0%" if is_share else ""), also


@cached(CACHED)
def _gap(view: View, indicator: str, year: int) -> Undrawn:
    rows = view.ask("gap_of_year", indicator=indicator, year=year)
    described = view.ask_one("indicator", indicator=indicator)
    known = rows.dropna(subset=["gap_points"])
    countries, average = known[known["is_partner"]], next(known[~known["is_partner"]].itertuples(), None)
    widest = countries.iloc[0]
    opening = (
        f"{per_cent(average.small_value)} of small and {per_cent(average.large_value)} of large enterprises in the EU; "
        "widest gap"
        if average
        else "widest gap between small and large enterprises"
    )
    bars = [
        (
            row.place_code,
            Span(
                row.place,
                "rest" if row.is_partner else "average",
                row.small_value if pd.notna(row.gap_points) else None,
                row.large_value if pd.notna(row.gap_points) else None,
                f"{row.gap_points:.1f}{' (b)' if row.is_break else ''}" if pd.notna(row.gap_points) else "no value",
                f"<b>{row.place}, {year}</b><br>Small: {per_cent(row.small_value)}<br>"
                f"Large: {per_cent(row.large_value)}<br>Gap: {row.gap_points:.1f} points"
                f"{'<br>Break in series' if row.is_break else ''}",
            ),
        )
        for row in rows.itertuples()
    ]
    missing = (
        [f"no value for {the(listed(list(rows.loc[rows['gap_points'].isna(), 'place'])))}"]
        if len(known) < len(rows)
        else []
    )
    missing += ["(b): break in series"] if known["is_break"].any() else []
    chart = Chart(
        "size-gap",
        f"{described.label}, {year}: {opening} in {the(widest.place)}, {widest.gap_points:.1f} points",
        "; ".join([f"{measure(described.unit)}, {year}", "sorted by gap, in percentage points", *missing]),
        None,
        "Gap in points: " + "; ".join(f"{row.place} {row.gap_points:.1f}" for row in known.itertuples()) + ".",
        Table(
            rows[["place", "small_value", "large_value", "gap_points", "is_break"]]
            .assign(is_break=[flag(each) for each in rows["is_break"]], year=year)
            .set_axis(
                ["Place", "10 to 49 persons (%)", "250 and more (%)", "Gap (percentage points)", "Flag", "Year"], axis=1
            ),
            {"10 to 49 persons (%)": "%.2f", "250 and more (%)": "%.2f", "Gap (percentage points)": "%.2f",
             "Year": "%d"},
        ),
        evidence(view, indicator, f"Year {year}.", rows.rename(columns={"gap_points": "value"})),
    )  # fmt: skip
    return chart, bars, {"start_name": "10 to 49 persons", "end_name": "250 and more", "label_heading": "Gap"}


@cached(CACHED)
def _gap_over_time(view: View, indicator: str) -> Undrawn | None:
    rows = view.ask("gap_over_time", indicator=indicator)
    total = view.ask_one("gap_change_summary", indicator=indicator)
    if pd.isna(total.first_year) or total.first_year == total.last_year:
        return None
    described = view.ask_one("indicator", indicator=indicator)
    known = rows.dropna(subset=["value"])
    narrows = total.narrower_countries >= total.wider_countries
    version = VERSIONS.get(indicator)
    finding = (
        f"{'Version ' + version[-1] + ': the' if version else 'The'} gap "
        f"{'narrowed' if narrows else 'widened'} in "
        f"{total.narrower_countries if narrows else total.wider_countries} of {total.countries} countries"
    )
    if pd.notna(total.eu_first_gap) and pd.notna(total.eu_last_gap):
        finding += (
            f"; in the EU from {total.eu_first_gap:.1f} points in {total.first_year} to {total.eu_last_gap:.1f} "
            f"in {total.last_year}"
        )
    chart = Chart(
        f"gap-over-time-{indicator.replace('_', '-')}",
        finding,
        "; ".join(
            [
                (
                    f"{described.label}: large minus small enterprises, percentage points, "
                    f"{total.first_year} to {total.last_year}"
                ),
                *said(rows),
                *(["the two versions are two series and are never joined"] if version else []),
            ]
        ),
        None,
        "; ".join(f"{row.place} {row.value:.1f} points in {row.year}" for row in known[known["is_newest"]].itertuples())
        + ".",
        _series_table(known, "Gap (percentage points)"),
        evidence(
            view,
            indicator,
            f"Years {total.first_year} to {total.last_year}.",
            rows,
            "united_kingdom_series_end",
        ),
    )
    return chart, _lines(known, " points"), {"height": 340, "unit": ""}


@cached(CACHED)
def _movers(view: View, indicator: str) -> Undrawn | None:
    rows = view.ask("small_enterprise_change", indicator=indicator)
    known = rows.dropna(subset=["change_points"])
    countries = known[known["is_partner"]]
    if countries.empty or rows["first_year"].iloc[0] == rows["last_year"].iloc[0]:
        return None
    described = view.ask_one("indicator", indicator=indicator)
    first, last = rows["first_year"].iloc[0], rows["last_year"].iloc[0]
    top, bottom = countries.iloc[0], countries.iloc[-1]
    bars = [
        (
            row.place_code,
            Span(
                row.place,
                "rest" if row.is_partner else "average",
                row.first_value if pd.notna(row.change_points) else None,
                row.last_value if pd.notna(row.change_points) else None,
                f"{signed(row.change_points)}{' (b)' if row.crosses_break else ''}"
                if pd.notna(row.change_points)
                else f"no value for both {first} and {last}",
                f"<b>{row.place}, small enterprises</b><br>{first}: {per_cent(row.first_value)}<br>"
                f"{last}: {per_cent(row.last_value)}{'<br>Break in series between' if row.crosses_break else ''}",
            ),
        )
        for row in rows.itertuples()
    ]
    missing = (
        [f"no comparison for {the(listed(list(rows.loc[rows['change_points'].isna(), 'place'])))}"]
        if len(known) < len(rows)
        else []
    )
    missing += ["(b): a break in series lies between"] if known["crosses_break"].any() else []
    chart = Chart(
        "small-movers",
        f"Small enterprises moved most in {the(top.place)}: {signed(top.change_points)} points from {first} to {last}; "
        f"{'least' if bottom.change_points >= 0 else 'down most'} in {the(bottom.place)}, "
        f"{signed(bottom.change_points)}"
        if top.change_points >= abs(bottom.change_points)
        else f"Small enterprises fell most in {the(bottom.place)}: {signed(bottom.change_points)} points from {first} "
        f"to {last}; they rose most in {the(top.place)}, {signed(top.change_points)}",
        "; ".join(
            [
                f"{described.label}, enterprises with 10 to 49 persons, {described.unit}",
                "sorted by change, in percentage points",
                *missing,
            ]
        ),
        None,
        "Change in points: " + "; ".join(f"{row.place} {signed(row.change_points)}" for row in known.itertuples())
        + ".",
        Table(
            rows[["place", "first_value", "last_value", "change_points", "crosses_break"]]
            .assign(crosses_break=[flag(each) for each in rows["crosses_break"]])
            .set_axis(["Place", f"{first} (%)", f"{last} (%)", "Change (percentage points)", "Between"], axis=1),
            {f"{first} (%)": "%.2f", f"{last} (%)": "%.2f", "Change (percentage points)": "%+.2f"},
        ),
        evidence(
            view, indicator, f"Years {first} and {last}.",
            rows.rename(columns={"change_points": "value", "crosses_break": "is_break"}),
            "united_kingdom_series_end", "digital_intensity_versions",
        ),
    )  # fmt: skip
    return chart, bars, {"start_name": str(first), "end_name": str(last), "label_heading": "Change"}


def _lines(known: pd.DataFrame, unit: str) -> list[tuple[str, Trend]]:
    lines = []
    for _, rows in groupby(known.itertuples(), key=lambda row: row.place_code):
        points = list(rows)
        last = points[-1]
        name = last.place.replace("European Union of 28", "EU28 average").replace("European Union", "EU average")
        lines.append(
            (
                last.place_code,
                Trend(
                    "rest" if last.is_partner else "average",
                    tuple(
                        Point(
                            int(row.year),
                            row.value,
                            row.is_break,
                            row.joins_previous,
                            f"<b>{row.place}</b><br>{row.year:.0f}: {row.value:.1f}{unit}"
                            f"{'<br>Break in series' if row.is_break else ''}",
                        )
                        for row in points
                    ),
                    f"{name} {last.value:.1f}{f' ({last.year:.0f})' if last.ends_early else ''}",
                ),
            )
        )
    return lines


def _newest_values(known: pd.DataFrame, is_share: bool) -> str:
    newest = known[known["is_newest"]].sort_values(["value", "place"], ascending=[False, True])
    return (
        "Newest values: "
        + "; ".join(f"{row.place} {number(row.value, is_share)} ({row.year:.0f})" for row in newest.itertuples())
        + "."
    )


def _series_table(known: pd.DataFrame, heading: str) -> Table:
    return Table(
        known[["place", "year", "value", "is_break"]]
        .assign(is_break=[flag(each) for each in known["is_break"]])
        .set_axis(["Place", "Year", heading, "Flag"], axis=1),
        {"Year": "%d", heading: "%.2f"},
    )
