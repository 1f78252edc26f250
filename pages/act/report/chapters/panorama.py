"""Panorama: where the ten countries stand, or where one place stands among them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pages.act.report.scope import Scope
from pages.compare import region_charts
from pages.compare.region_networks import organisations
from pages.compare.region_peers import peers
from pages.explore.cluster_charts import rate, rate_evidence
from pages.explore.measures import MEASURES, compared, measured
from pages.parts.indicator import described, flag_words, the
from pages.parts.report.model import Bar, Bars, Cell, Fine, Lead, Paragraph
from pages.parts.report.writing import Chapter, Field, sentence, table
from pages.parts.view import View
from pages.parts.wording import capital, fixed, per_cent

TITLE = "Panorama"
HOLDS = "the rate of clusters with Industry 4.0 activities, policy status and uptake; for one place its key indicators"

# How far the scale of each measure's bars reaches: levels to 5, shares to 100.
_MOST = {"policy_status": 5, "small_firms": 100, "ict_vacancies": 100}


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    if scope.is_all:
        _rate(written, view, scope)
        for measure in _MOST:
            _measure(written, view, measure)
    else:
        _partner(written, view, scope)
        _indicators(written, view, scope)
        _organisations(written, view, scope)
        _peers(written, view, scope)
        _rate(written, view, scope)
    return written


def _rate(written: Chapter, view: View, scope: Scope) -> None:
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
                    row.country_code in scope.countries,
                )
                for row in view.rows("industry40_rate_by_country", country=())
            ),
            100,
        ),
        dataset="cluster_organisations",
    )


def _measure(written: Chapter, view: View, key: str) -> None:
    shown, _ = compared(view, key)
    measure = measured(view, key)
    written.chart(
        MEASURES[key],
        shown,
        Bars(
            measure.subtitle,
            measure.words,
            tuple(
                Bar(
                    place.place,
                    place.value,
                    f"{place.value} {place.label}" if measure.has_levels and place.value is not None else place.label,
                )
                for place in measure.places
            ),
            _MOST[key],
        ),
        dataset="maturity_assessments" if measure.has_levels else "observations",
    )


def _partner(written: Chapter, view: View, scope: Scope) -> None:
    def territory(row: Any) -> str:
        return "" if row.region_name == row.territory else f", which stands here as {the(view, row.territory)}"

    written.section("The partner")
    written.add(
        *(
            Paragraph(
                f"{row.city}. {capital(row.role)} of INNO INDUSTRY for {row.region_name}{territory(row)}.",
                f"{row.partner},",
            )
            for row in view.rows("partner_regions")
            if row.country_code in scope.countries
        )
    )
    written.uses("regions", "places")
    if len(scope.places) > 1:
        levels, indicators = region_charts.differences(view, scope.places)
        written.add(Lead(sentence(levels)), Fine(indicators))


def _indicators(written: Chapter, view: View, scope: Scope) -> None:
    def of_place(position: int) -> Callable[[Sequence[Any]], Cell]:
        return lambda line: _value(view, line[position])

    def average(line: Sequence[Any]) -> str | None:
        value = line[0].eu_value
        return None if value is None else described(view, line[0].indicator_id).number(value)

    shown = region_charts.indicators(view, scope.places, "", "Key indicators")
    if shown is None:
        return
    by_place = [
        [row for row in view.rows("indicators_of_places", indicator_theme="") if row.place_code == code]
        for code in scope.places
    ]
    names = region_charts.names(view, scope.places)
    written.chart(
        "Key indicators",
        shown.chart,
        table(
            f"Key indicators of {the(view, *names)} with the average of the European Union; rank among the ten "
            "countries, 1st is best",
            [line for line in zip(*by_place, strict=True) if any(_is_known(row) for row in line)],
            Field("Indicator", 2.6, lambda line: f"{line[0].label}, {line[0].unit}"),
            *(Field(name, 1.9, of_place(position)) for position, name in enumerate(names)),
            Field("EU average", 0.9, average, is_number=True),
        ),
        dataset="observations",
    )
    written.uses("indicators")


def _is_known(row: Any) -> bool:
    return row.value is not None or row.last_value is not None


def _value(view: View, row: Any) -> Cell:
    """Return one value with its year, rank and whose it is, as the screen Regions says it."""
    about = described(view, row.indicator_id)
    if not _is_known(row):
        return Cell("not known", is_missing=True)
    if row.value is None:
        return Cell(f"not known; last {about.number(row.last_value)} in {row.last_year}", is_missing=True)
    said = [str(row.year)]
    said += [] if row.stands_for == row.place else [f"value of {the(view, row.stands_for)}"]
    said += [flag_words(row.flag)] if row.flag else []
    if row.rank is not None:
        said.append(f"{region_charts.RANK_ENDINGS.get(row.rank, f'{row.rank}th')} of {row.ranked}")
    return Cell(f"{about.number(row.value)} ({', '.join(said)})")


def _organisations(written: Chapter, view: View, scope: Scope) -> None:
    def whole(name: str) -> Callable[[Any], str | None]:
        return lambda row: None if getattr(row, name) is None else fixed(getattr(row, name), 0)

    rows = {row.place_code: row for row in view.rows("organisations_of_places")}
    written.chart(
        "Clusters and providers",
        organisations(view, scope.places).chart,
        table(
            "Organisations listed in the place itself, a country with all its regions",
            [rows[code] for code in scope.places],
            Field("Place", 1.6, "place"),
            Field("Clusters listed", 1, "clusters", is_number=True),
            Field("Documented (%)", 1.1, whole("documented_pct"), is_number=True),
            Field("With a label (%)", 1, whole("labelled_pct"), is_number=True),
            Field("Other providers listed", 1.1, "providers", is_number=True),
            Field("Providers documented (%)", 1.1, whole("providers_documented_pct"), is_number=True),
            Field("Services of several types (%)", 1.1, whole("overlapping_pct"), is_number=True),
        ),
        dataset="cluster_organisations",
    )
    written.uses("providers")


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
