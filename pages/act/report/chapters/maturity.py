"""Maturity: how firmly cluster policy stands, with the evidence for each level."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from pages.act.report.scope import Scope
from pages.explore import policy_charts as charts
from pages.explore.policy_counts import distribution, median
from pages.parts.badges import LEGEND
from pages.parts.indicator import the
from pages.parts.report.model import Cell, Fine, Paragraph, Table
from pages.parts.report.writing import Chapter, Field, level, table
from pages.parts.view import View

TITLE = "Maturity of cluster policy"
HOLDS = "levels in eight dimensions by country and region, change, and the evidence and source of every level"

_STATUS = "D1"

# Place and dimension -> the mark of the badge of its level, or its sentence.
Badges = Mapping[tuple[str, str], str]


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("maturity_assessments", "maturity_rubric")
    year = next((str(row.year) for row in view.rows("assessed_years") if row.is_default), None)
    if year is None:
        written.add(Paragraph("No level of cluster policy is known in this data release."))
        return written
    _stands_in(written, view, scope)
    _levels(written, view, scope, year)
    _changes(written, view, scope)
    _status_and_role(written, view, scope)
    if scope.is_all:
        _distribution(written, view, year)
    _evidence(written, view, scope, year)
    return written


def _stands_in(written: Chapter, view: View, scope: Scope) -> None:
    """Say whose levels are shown where the place itself has none."""
    rows = [row for row in view.rows("assessed_places") if row.country_code in scope.countries]
    if rows and scope.code not in [row.place_code for row in rows]:
        shown = the(view, *(row.place for row in rows))
        written.add(Paragraph(f"No government of {scope.the_place} itself is assessed. Shown: {shown}."))


def _levels(written: Chapter, view: View, scope: Scope, year: str) -> None:
    shown = charts.levels(view, scope.countries, "both", year, _STATUS, "")
    if shown is None:
        return
    rows = view.rows("level_table", country=scope.countries, tier="both", year=year)
    marks = {(each.place_code, each.dimension_id): each.mark for each in scope.badges if each.year == year}
    by_place = [list(each) for _, each in groupby(rows, key=lambda row: (row.place_code, row.tier))]
    drawn = _by_place(view, by_place, year, marks) if scope.is_all else _by_dimension(by_place, year, marks)
    legend = [Fine(f"{LEGEND}.")] if any((row.place_code, row.dimension_id) in marks for row in rows) else []
    written.chart("Levels", shown, drawn, *legend, Paragraph(shown.alternative), dataset="maturity_assessments")


def _by_place(view: View, by_place: Sequence[Sequence[Any]], year: str, marks: Badges) -> Table:
    def government(line: Sequence[Any]) -> Cell:
        is_national = line[0].tier == "national"
        return Cell(line[0].place if is_national else f"\u2003{line[0].place}", is_strong=is_national)

    short = charts.short_names(view)
    return table(
        f"Levels of cluster policy in {year}, 0 non-existent to 5 core: central governments, and regional governments "
        "indented below their country",
        by_place,
        Field("Government", 1.35, government),
        *(Field(short[row.dimension_id], 1, _nth(place, marks)) for place, row in enumerate(by_place[0])),
    )


def _by_dimension(by_place: Sequence[Sequence[Any]], year: str, marks: Badges) -> Table:
    return table(
        f"Levels of cluster policy in {year}, 0 non-existent to 5 core",
        zip(*by_place, strict=True),
        Field("Dimension", 1.8, lambda line: line[0].dimension),
        *(Field(_government(line[0]), 1.3, _nth(place, marks)) for place, line in enumerate(by_place)),
    )


def _nth(place: int, marks: Badges) -> Callable[[Sequence[Any]], Cell]:
    """Return what writes the level that stands at `place` of a line."""

    def written(line: Sequence[Any]) -> Cell:
        row = line[place]
        return level(row.level, row.level_label, marks.get((row.place_code, row.dimension_id), ""))

    return written


def _government(row: Any) -> str:
    return f"{row.place}, {'central' if row.tier == 'national' else 'regional'} government"


def _changes(written: Chapter, view: View, scope: Scope) -> None:
    def place(row: Any) -> Cell:
        name = row.place if row.is_shared else f"{row.place} ({row.from_year} to {row.to_year})"
        return Cell(name, is_strong=row.country_code in scope.countries)

    def steps(row: Any) -> Cell:
        if row.steps is None:
            return Cell("not known", is_missing=True)
        return Cell(f"{row.steps:+d}" if row.steps else "0")

    shown = charts.changes(view, scope.countries, "both", _STATUS)
    if shown is None:
        return
    total = view.row("level_changes_summary", dimension=_STATUS, tier="both")
    years = (f"{total.from_year}", f"{total.to_year}") if total.is_shared else ("First year", "Last year")
    which = f"in {years[0]} and {years[1]}" if total.is_shared else "in each place’s first and last year"
    written.chart(
        "Change in policy status",
        shown,
        table(
            f"Policy status, level and word, {which}; largest rise first",
            view.rows("level_changes", dimension=_STATUS, tier="both"),
            Field("Place", 1.6, place),
            Field(years[0], 1.2, lambda row: _then(row, row.from_level, row.from_label, row.from_year)),
            Field(years[1], 1.2, lambda row: _then(row, row.to_level, row.to_label, row.to_year)),
            Field("Steps", 0.6, steps, is_number=True),
        ),
        dataset="maturity_assessments",
    )


def _then(row: Any, number: int | None, words: str | None, year: int) -> Cell:
    if number is None and charts.missing_on_purpose(row.place_code, _STATUS, year):
        return Cell("missing on purpose", is_missing=True)
    return level(number, words)


def _status_and_role(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.status_and_role(view, scope.countries, "both")
    if shown is None:
        return
    rows = view.rows("status_against_role", tier="both")
    written.chart(
        "Policy status and the cluster managers’ role",
        shown,
        table(
            f"Levels 0 to 5 in {rows[0].year}, the newest year with both for all ten countries; firm and involved: "
            "from level 3, established",
            rows,
            Field("Place", 1.4, lambda row: Cell(row.place, is_strong=row.country_code in scope.countries)),
            Field("Policy status", 1, lambda row: level(row.status_level, row.status_label)),
            Field("Cluster managers’ role in S3", 1, lambda row: level(row.role_level, row.role_label)),
        ),
        dataset="maturity_assessments",
    )


def _distribution(written: Chapter, view: View, year: str) -> None:
    def count(number: int) -> Callable[[Sequence[Any]], Cell]:
        def written(line: Sequence[Any]) -> Cell:
            places = sum(row.places for row in line if row.level == number)
            shade = level(number, "")
            return Cell(str(places), fill=shade.fill, ink=shade.ink) if places else Cell("0", is_missing=True)

        return written

    shown = distribution(view, "both", year)
    if shown is None:
        return
    rows = view.rows("level_distribution", tier="both", year=year)
    by_dimension = [list(each) for _, each in groupby(rows, key=lambda row: row.dimension_id)]
    labels = {row.level: row.level_label for row in reversed(rows)}
    written.chart(
        "Distribution",
        shown,
        table(
            f"How many countries stand at each level in {year}, and the level of the one in the middle",
            by_dimension,
            Field("Dimension", 2.2, lambda line: line[0].dimension),
            *(Field(f"{number} {label}", 1, count(number), is_number=True) for number, label in sorted(labels.items())),
            Field("Median", 0.8, lambda line: median(line[0]), is_number=True),
        ),
        Paragraph(shown.alternative),
        dataset="maturity_assessments",
    )


def _evidence(written: Chapter, view: View, scope: Scope, year: str) -> None:
    def evidence(row: Any) -> str:
        others = f"Other years: {row.other_levels}." if row.other_levels else ""
        return " ".join(filter(None, [row.evidence, others, said.get((row.place_code, row.dimension_id), "")]))

    def following(row: Any) -> Cell:
        if row.next_level is None:
            return Cell("This is the highest level.", is_missing=True)
        return Cell(f"{row.next_level} {row.next_label}: {row.next_criterion}")

    rows = view.rows("levels_with_evidence", country=scope.countries, year=year)
    if not rows:
        return
    said = {(each.place_code, each.dimension_id): each.sentence for each in scope.badges if each.year == year}
    written.section("The evidence for each level")
    written.add(
        Paragraph(
            f"A level rests on what documents show of the rubric’s criterion for it. Levels of {year}; what the next "
            "level would take stands in the last column."
        )
    )
    for who, lines in groupby(rows, key=_government):
        written.section(who, 3)
        written.add(
            table(
                f"{who}: levels of {year} and their evidence",
                lines,
                Field("Dimension", 1.35, "dimension"),
                Field("Level", 1.25, lambda row: level(row.level, row.level_label, is_chip=True)),
                Field("Evidence", 2.6, evidence),
                Field(
                    "Source, confidence",
                    1.35,
                    lambda row: Cell(f"{row.source_title} ({row.confidence})", row.source_url),
                ),
                Field("For the next level", 1.9, following),
            )
        )
