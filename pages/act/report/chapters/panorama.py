"""Panorama: where the ten countries stand, or where one place stands among them."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pages.act.report.scope import Scope
from pages.compare import region_charts
from pages.compare.region_networks import organisations
from pages.compare.region_peers import peers
from pages.compare.region_tables import number
from pages.explore.cluster_charts import rate, rate_evidence
from pages.explore.measures import MEASURES, compared
from pages.parts.report.model import Bar, Bars, Cell, Column, Fine, Lead, Paragraph, Table
from pages.parts.report.writing import Chapter, Field, cell, sentence, table
from pages.parts.view import View
from pages.parts.wording import capital, per_cent, with_article

TITLE = "Panorama"
HOLDS = "the rate of clusters with Industry 4.0 activities, policy status and uptake; for one place its key indicators"

# How far the scale of each measure's bars reaches: levels to 5, shares to 100, points to 60.
_MOST = {"policy_status": 5, "small_firms": 100, "ict_vacancies": 100}


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    if scope.is_all:
        _rate(written, view)
        for measure in _MOST:
            _measure(written, view, measure)
    else:
        _partner(written, view, scope)
        _indicators(written, view, scope)
        _organisations(written, view, scope)
        _peers(written, view, scope)
        _rate(written, view, scope)
    return written


def _rate(written: Chapter, view: View, scope: Scope | None = None) -> None:
    shown = replace(
        rate(view, ()),
        evidence=rate_evidence("headline_lower_bound", "no_country_ranking", "wider_notion_elsewhere"),
    )
    written.chart(
        "Clusters with Industry 4.0 activities",
        shown,
        Bars(
            "Share of listed clusters with documented Industry 4.0 activities, a lower bound; countries by name, no "
            "ranking",
            shown.alternative,
            tuple(
                Bar(
                    row.country,
                    row.documented_pct,
                    f"≥\u00a0{per_cent(row.documented_pct)}, {row.documented} of {row.listed}",
                    bool(scope and scope.country == row.country),
                )
                for row in view.rows("industry40_rate_by_country", country=())
            ),
            100,
        ),
        dataset="cluster_organisations",
    )


def _measure(written: Chapter, view: View, measure: str) -> None:
    shown, _ = compared(view, measure)
    values, words = shown.table.rows.columns[1:3]
    written.chart(
        MEASURES[measure],
        shown,
        Bars(
            shown.subtitle,
            shown.alternative.removesuffix(" Orange dots on the map: the seats of the ten partners."),
            tuple(
                Bar(row[0], None if pd.isna(row[1]) else float(row[1]), _words(measure, row))
                for row in shown.table.rows[["Place", values, words]].itertuples(index=False, name=None)
            ),
            _MOST[measure],
        ),
        dataset="maturity_assessments" if measure == "policy_status" else "observations",
    )


def _words(measure: str, row: tuple) -> str:
    return f"{row[1]:.0f} {row[2]}" if measure == "policy_status" and not pd.isna(row[1]) else row[2]


def _partner(written: Chapter, view: View, scope: Scope) -> None:
    rows = [row for row in view.rows("partner_regions") if row.country_code in scope.countries]
    written.section("The partner")
    written.add(
        *(
            Paragraph(
                f"{row.city}. {capital(row.role)} of INNO INDUSTRY for {row.region_name}{_territory(row)}.",
                row.partner + ",",
            )
            for row in rows
        )
    )
    levels, indicators = region_charts.differences(view, scope.places) if len(scope.places) > 1 else ("", "")
    written.uses("regions", "places")
    if levels:
        written.add(Lead(sentence(levels)), Fine(indicators))


def _territory(row: Any) -> str:
    return "" if row.region_name == row.territory else f", which stands here as {with_article(row.territory)}"


def _indicators(written: Chapter, view: View, scope: Scope) -> None:
    shown = region_charts.indicators(view, scope.places, "", "Key indicators")
    if shown is None:
        return
    rows = [row for row in view.ask("indicators_of_places", indicator_theme="").itertuples()]
    of = {(row.indicator_id, row.size_class, row.place_code): row for row in rows}
    keys = list(dict.fromkeys((row.indicator_id, row.size_class) for row in rows))
    names = region_charts.names(view, scope.places)
    lines = []
    for key in keys:
        cells = [of[(*key, code)] for code in scope.places]
        if all(pd.isna(each.value) and pd.isna(each.last_value) for each in cells):
            continue
        first = cells[0]
        lines.append(
            (
                Cell(f"{first.label}, {first.unit}"),
                *(_value(each) for each in cells),
                cell(None if pd.isna(first.eu_value) else number(first.eu_value, first.unit)),
            )
        )
    drawn = Table(
        f"Key indicators of {' and '.join(with_article(name) for name in names)} with the average of the European "
        "Union; rank among the ten countries, 1st is best",
        (Column("Indicator", 2.6), *(Column(name, 1.9) for name in names), Column("EU average", 0.9, True)),
        tuple(lines),
    )
    written.chart("Key indicators", shown.chart, drawn, dataset="observations")
    written.uses("indicators")


def _value(row: Any) -> Cell:
    """Return one value with its year, rank and whose it is, as the screen Regions says it."""
    if pd.isna(row.value):
        if pd.isna(row.last_value):
            return Cell("not known", is_missing=True)
        return Cell(f"not known; last {number(row.last_value, row.unit)} in {row.last_year:.0f}", is_missing=True)
    said = [f"{row.year:.0f}"]
    said += [] if row.stands_for == row.place else [f"value of {with_article(row.stands_for)}"]
    said += ["break in series"] if row.is_break else []
    if not pd.isna(row.rank):
        rank = int(row.rank)
        said.append(f"{region_charts.RANK_ENDINGS.get(rank, f'{rank}th')} of {row.ranked:.0f}")
    return Cell(f"{number(row.value, row.unit)} ({', '.join(said)})")


def _organisations(written: Chapter, view: View, scope: Scope) -> None:
    rows = {row.place_code: row for row in view.rows("organisations_of_places")}
    written.chart(
        "Clusters and providers",
        organisations(view, scope.places).chart,
        table(
            "Organisations listed in the place itself, a country with all its regions",
            [rows[code] for code in scope.places],
            Field("Place", 1.6, "place"),
            Field("Clusters listed", 1, "clusters", is_number=True),
            Field("Documented (%)", 1.1, lambda row: _whole(row.documented_pct), is_number=True),
            Field("With a label (%)", 1, lambda row: _whole(row.labelled_pct), is_number=True),
            Field("Other providers listed", 1.1, "providers", is_number=True),
            Field("Providers documented (%)", 1.1, lambda row: _whole(row.providers_documented_pct), is_number=True),
            Field("Services of several types (%)", 1.1, lambda row: _whole(row.overlapping_pct), is_number=True),
        ),
        dataset="cluster_organisations",
    )
    written.uses("providers")


def _whole(value: float | None) -> str | None:
    return None if value is None else f"{value:.0f}"


def _peers(written: Chapter, view: View, scope: Scope) -> None:
    found = peers(view, scope.code)
    if not found.nearest:
        written.add(Lead(sentence(found.chart.finding)))
        return
    known = [row for row in view.rows("nearest_peers", place=scope.code) if row.distance is not None]
    bars = tuple(Bar(row.peer, row.distance_pct, per_cent(row.distance_pct, 0)) for row in known)
    written.chart(
        "Places like it",
        found.chart,
        Bars(
            "Distance over levels and key indicators, in per cent; 0 is alike in everything",
            "; ".join(f"{bar.label} {bar.text}" for bar in bars) + ".",
            bars,
            100,
        ),
        dataset="observations",
    )
