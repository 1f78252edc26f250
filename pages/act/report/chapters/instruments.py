"""Instruments: what public support there is, how fragmented it is, what overlaps and where there are gaps."""

from itertools import groupby

from pages.act.report.scope import Scope
from pages.explore import cluster_charts
from pages.explore import instrument_charts as charts
from pages.explore.overlap_finder import EQUAL, overlaps, reason
from pages.parts.report.model import Cell, Column, Fine, Paragraph, Table
from pages.parts.report.writing import Chapter, cell, rows_of, step
from pages.parts.view import View
from pages.parts.wording import capital, with_article

TITLE = "Instruments"
HOLDS = "fragmentation, overlaps and gaps of the sampled support, and where services overlap"

# The likeness the overlap finder starts with.
LIKENESS = 0.85


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
    shown = charts.fragmentation(view, scope.countries)
    rows = view.ask("fragmentation").to_dict("records")
    written.chart(
        "Fragmentation",
        shown,
        Table(
            "How widely sampled support is spread; shades rise with the value in each column; sorted by effective "
            "providers",
            (
                Column("Country", 1.4),
                *(Column(heading.replace("<br>", " "), 1.15, True) for heading, _, _ in charts.MEASURES.values()),
                Column("The largest provider", 2.4),
            ),
            tuple(
                (
                    Cell(row["country"], is_strong=row["country_code"] in scope.countries),
                    *(
                        step(form.format(row[measure]), int(row[shade]) + 1)
                        for measure, (_, shade, form) in charts.MEASURES.items()
                    ),
                    cell(row["largest_provider"]),
                )
                for row in rows
            ),
        ),
        dataset="instruments",
    )


def _gaps(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.gap_map(view, scope.countries)
    rows = list(view.ask("theme_stage_cells", country=scope.countries).itertuples())
    stages = list(dict.fromkeys(row.stage for row in rows))
    written.chart(
        "Gaps",
        shown,
        Table(
            shown.subtitle,
            (Column("Theme", 1.9), *(Column(capital(stage), 1, True) for stage in stages)),
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
    columns = {
        "Country": 0.9,
        "First instrument": 2.2,
        "Second instrument": 2.2,
        "Likeness": 0.8,
        "Relation": 1,
        "Shared themes": 1.7,
    }
    if scope.countries:
        del columns["Country"]
    pairs = view.ask("instrument_overlaps", threshold=LIKENESS, weights=EQUAL)
    own = [row for row in pairs.itertuples() if row.country_code in scope.countries]
    written.chart(
        "Overlaps",
        shown,
        rows_of(shown.table, shown.subtitle, columns),
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
    rows = shown.table.rows
    shades = [step(str(number), min(int(number), 4)) for number in rows["Types of provider"]]
    columns = ["Region", "Service", "Types of provider", "Which types"]
    lines = list(zip(rows["Region"], rows["Service"], shades, rows["Which types"], strict=True))
    if scope.is_all:
        # All ten would fill pages; those where most types meet are where agreeing pays first.
        lines = [line for line in lines if line[2].text >= "4"]
    written.chart(
        "Services that overlap",
        shown,
        Table(
            "How many types of provider offer a service in the same place"
            + ("; those with four or more; the screen Clusters and hubs has all" if scope.is_all else ""),
            tuple(Column(name, width) for name, width in zip(columns, (1.5, 1.6, 0.9, 3.5), strict=True)),
            tuple((Cell(region), Cell(capital(service)), shade, Cell(capital(types)))
                  for region, service, shade, types in lines),
        ),
        dataset="providers",
    )  # fmt: skip


def _list(written: Chapter, view: View, scope: Scope) -> None:
    rows = view.ask("instrument_list")
    rows = rows[rows["country"] == scope.country]
    written.section("The sampled instruments")
    written.add(
        Table(
            f"Sampled instruments of {with_article(scope.country)}, by name; status of 2022",
            (
                Column("Instrument", 2.4),
                Column("Kind", 1.2),
                Column("Provider", 1.9),
                Column("Support stages", 1.6),
                Column("Status", 0.8),
            ),
            tuple(
                (
                    Cell(row.name_en, row.source_url),
                    cell(row.kind),
                    cell(row.provider),
                    cell(row.stages),
                    cell(row.status),
                )
                for row in rows.itertuples()
            ),
        )
    )
    written.caution("instruments", "sampling_quota", "status_as_of_2022")
    written.add(Fine("Source: the page behind each instrument’s name."))
