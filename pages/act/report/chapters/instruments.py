"""Instruments: what public support there is, how fragmented it is, what overlaps and where there are gaps."""

from itertools import groupby

from pages.act.report.scope import Scope
from pages.explore import cluster_charts
from pages.explore import instrument_charts as charts
from pages.explore.overlap_finder import EQUAL, overlaps, reason
from pages.parts.report.model import Cell, Column, Fine, Paragraph, Table
from pages.parts.report.writing import Chapter, Field, step, table
from pages.parts.view import View
from pages.parts.wording import capital, fixed

TITLE = "Instruments"
HOLDS = "fragmentation, overlaps and gaps of the sampled support, and where services overlap"

# The likeness the overlap finder starts with.
LIKENESS = 0.85
# All ten places would fill pages; those where so many types meet are where agreeing pays first.
MANY_TYPES = 4


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("instruments")
    _fragmentation(written, view, scope)
    _gaps(written, view, scope)
    _overlaps(written, view, scope)
    _services(written, view, scope)
    if not scope.is_all:
        _list(written, view, scope)
    return written


def _fragmentation(written: Chapter, view: View, scope: Scope) -> None:
    def measure(name: str) -> Field:
        heading, shade, written = charts.MEASURES[name]
        return Field(
            heading, 1.15, lambda row: step(written(getattr(row, name)), getattr(row, shade) + 1), is_number=True
        )

    written.chart(
        "Fragmentation",
        charts.fragmentation(view, scope.countries),
        table(
            "How widely sampled support is spread; shades rise with the value in each column; sorted by effective "
            "providers",
            view.rows("fragmentation"),
            Field("Country", 1.4, lambda row: Cell(row.country, is_strong=row.country_code in scope.countries)),
            *map(measure, charts.MEASURES),
            Field("The largest provider", 2.4, "largest_provider"),
        ),
        dataset="instruments",
    )


def _gaps(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.gap_map(view, scope.countries)
    rows = view.rows("theme_stage_cells", country=scope.countries)
    written.chart(
        "Gaps",
        shown,
        Table(
            shown.subtitle,
            (
                Column("Theme", 1.9),
                *(Column(capital(stage), 1, True) for stage in dict.fromkeys(r.stage for r in rows)),
            ),
            tuple(
                (Cell(capital(theme)), *(step(str(row.instruments), row.step) for row in line))
                for theme, line in groupby(rows, key=lambda row: row.theme)
            ),
        ),
        Paragraph(shown.alternative),
        dataset="instruments",
    )


def _overlaps(written: Chapter, view: View, scope: Scope) -> None:
    shown = overlaps(view, scope.countries, LIKENESS, EQUAL)
    if shown is None:
        written.section("Overlaps")
        written.add(Paragraph(f"No two of its sampled instruments reach a likeness of {LIKENESS:g}."))
        return
    pairs = view.rows("instrument_overlaps", threshold=LIKENESS, weights=EQUAL)
    own = [pair for pair in pairs if pair.country_code in scope.countries]
    written.chart(
        "Overlaps",
        shown,
        table(
            shown.subtitle,
            own if scope.countries else pairs,
            *([] if scope.countries else [Field("Country", 0.9, "country")]),
            Field("First instrument", 2.2, "first_name"),
            Field("Second instrument", 2.2, "second_name"),
            Field("Likeness", 0.8, lambda pair: fixed(pair.score, 2), is_number=True),
            Field("Relation", 1, "relation"),
            Field("Shared themes", 1.7, "common_themes"),
        ),
        *(
            Paragraph(reason(pair), f"{pair.first_name} ({pair.first_id}) and {pair.second_name} ({pair.second_id}).")
            for pair in own
        ),
        dataset="instruments",
    )


def _services(written: Chapter, view: View, scope: Scope) -> None:
    shown = cluster_charts.overlap(view, scope.countries, ())
    if shown is None:
        return
    rows = view.rows("service_overlap", country=scope.countries, provider_type=())
    few = "; those with four or more; the screen Clusters and hubs has all" if scope.is_all else ""
    written.chart(
        "Services that overlap",
        shown,
        table(
            f"How many types of provider offer a service in the same place{few}",
            [row for row in rows if row.provider_types >= MANY_TYPES or not scope.is_all],
            Field("Region", 1.5, "region"),
            Field("Service", 1.6, lambda row: capital(row.service)),
            Field("Types of provider", 0.9, lambda row: step(str(row.provider_types), min(row.provider_types, 4))),
            Field("Which types", 3.5, lambda row: capital(row.types)),
        ),
        dataset="providers",
    )


def _list(written: Chapter, view: View, scope: Scope) -> None:
    written.section("The sampled instruments")
    written.add(
        table(
            f"Sampled instruments of {scope.the_country}, by name; status of 2022",
            [row for row in view.rows("instrument_list") if row.country == scope.country],
            Field("Instrument", 2.4, lambda row: Cell(row.name_en, row.source_url)),
            Field("Kind", 1.2, "kind"),
            Field("Provider", 1.9, "provider"),
            Field("Support stages", 1.6, "stages"),
            Field("Status", 0.8, "status"),
        )
    )
    written.caution("instruments", "sampling_quota", "status_as_of_2022")
    written.add(Fine("Source: the page behind each instrument’s name."))
