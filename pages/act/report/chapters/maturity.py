"""Maturity: how firmly cluster policy stands, with the evidence for each level."""

from collections.abc import Mapping
from itertools import groupby

import pandas as pd

from pages.act.report.scope import Scope
from pages.explore import policy_charts as charts
from pages.explore import policy_counts
from pages.parts.badges import LEGEND
from pages.parts.report.model import Cell, Column, Fine, Paragraph, Table
from pages.parts.report.writing import Chapter, level
from pages.parts.view import View
from pages.parts.wording import listed, with_article

TITLE = "Maturity of cluster policy"
HOLDS = "levels in eight dimensions by country and region, change, and the evidence and source of every level"

_STATUS = "D1"

# Place and dimension -> the mark of the badge of its level.
Marks = Mapping[tuple[str, str], str]


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("maturity_assessments", "maturity_rubric")
    years = view.ask("assessed_years")
    if years.empty:
        written.add(Paragraph("No level of cluster policy is known in this data release."))
        return written
    year = str(years.loc[years["is_default"], "year"].iloc[0])
    _stands_in(written, view, scope)
    shown = charts.levels(view, scope.countries, "both", year, _STATUS, "")
    if shown:
        rows = list(view.ask("level_table", country=scope.countries, tier="both", year=year).itertuples())
        marks = {(each.place_code, each.dimension_id): each.mark for each in scope.badges if each.year == year}
        table = (
            _by_place(rows, year, marks, charts.short_names(view)) if scope.is_all else _by_dimension(rows, year, marks)
        )
        legend = (Fine(f"{LEGEND}."),) if any((row.place_code, row.dimension_id) in marks for row in rows) else ()
        written.chart("Levels", shown, table, *legend, Paragraph(shown.alternative), dataset="maturity_assessments")
    _changes(written, view, scope)
    _status_and_role(written, view, scope)
    counted = policy_counts.distribution(view, "both", year)
    if counted and scope.is_all:
        written.chart(
            "Distribution",
            counted,
            _counts(list(view.ask("level_distribution", tier="both", year=year).itertuples()), year),
            Paragraph(counted.alternative),
            dataset="maturity_assessments",
        )
    _evidence(written, view, scope, year)
    return written


def _stands_in(written: Chapter, view: View, scope: Scope) -> None:
    """Say whose levels are shown where the place itself has none."""
    known = {row.place_code: row.place for row in view.ask("assessed_places").itertuples()
             if row.country_code in scope.countries}  # fmt: skip
    if known and scope.code not in known:
        shown = listed([with_article(place) for place in known.values()])
        written.add(Paragraph(f"No government of {with_article(scope.name)} itself is assessed. Shown: {shown}."))


def _by_place(rows: list[tuple], year: str, marks: Marks, short: Mapping[str, str]) -> Table:
    heads = list(dict.fromkeys(row.dimension_id for row in rows))
    by_place = [(place, list(each)) for place, each in groupby(rows, key=lambda row: row.place)]
    return Table(
        f"Levels of cluster policy in {year}, 0 non-existent to 5 core: central governments, and regional governments "
        "indented below their country",
        (Column("Government", 1.35), *(Column(short[each]) for each in heads)),
        tuple(
            (
                Cell(place if each[0].tier == "national" else f"\u2003{place}", is_strong=each[0].tier == "national"),
                *(_level(row, marks) for row in each),
            )
            for place, each in by_place
        ),
    )


def _by_dimension(rows: list[tuple], year: str, marks: Marks) -> Table:
    by_place = {place: list(each) for place, each in groupby(rows, key=lambda row: row.place)}
    return Table(
        f"Levels of cluster policy in {year}, 0 non-existent to 5 core",
        (
            Column("Dimension", 1.8),
            *(
                Column(f"{place}, {'central' if each[0].tier == 'national' else 'regional'} government", 1.3)
                for place, each in by_place.items()
            ),
        ),
        tuple(
            (Cell(line[0].dimension), *(_level(row, marks) for row in line))
            for line in zip(*by_place.values(), strict=True)
        ),
    )


def _level(row: tuple, marks: Marks) -> Cell:
    return level(row.level, row.level_label, marks.get((row.place_code, row.dimension_id), ""))


def _changes(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.changes(view, scope.countries, "both", _STATUS)
    if shown is None:
        return
    rows = list(view.ask("level_changes", dimension=_STATUS, tier="both").itertuples())
    years = {(row.from_year, row.to_year) for row in rows if row.is_shared}
    before, after = (str(year) for year in next(iter(years))) if len(years) == 1 else ("First year", "Last year")
    written.chart(
        "Change in policy status",
        shown,
        Table(
            f"Policy status, level and word, in {before} and {after}; largest rise first"
            if before.isdecimal()
            else "Policy status, level and word, in each place’s first and last year; largest rise first",
            (Column("Place", 1.6), Column(before, 1.2), Column(after, 1.2), Column("Steps", 0.6, True)),
            tuple(
                (
                    Cell(_dated(row), is_strong=row.country_code in scope.countries),
                    _then(row, row.from_level, row.from_label, row.from_year),
                    _then(row, row.to_level, row.to_label, row.to_year),
                    Cell(f"{row.steps:+d}" if row.steps else "0")
                    if pd.notna(row.steps)
                    else Cell("not known", is_missing=True),
                )
                for row in rows
            ),
        ),
        dataset="maturity_assessments",
    )


def _dated(row: tuple) -> str:
    return row.place if row.is_shared else f"{row.place} ({row.from_year} to {row.to_year})"


def _then(row: tuple, number: object, words: object, year: int) -> Cell:
    if pd.isna(number) and charts.missing_on_purpose(row.place_code, _STATUS, str(year)):
        return Cell("missing on purpose", is_missing=True)
    return level(number, words)


def _status_and_role(written: Chapter, view: View, scope: Scope) -> None:
    shown = charts.status_and_role(view, scope.countries, "both")
    if shown is None:
        return
    rows = view.ask("status_against_role", tier="both").itertuples()
    written.chart(
        "Policy status and the cluster managers’ role",
        shown,
        Table(
            shown.subtitle.replace("; diamonds are regions", ""),
            (Column("Place", 1.4), Column("Policy status"), Column("Cluster managers’ role in S3")),
            tuple(
                (
                    Cell(row.place, is_strong=row.country_code in scope.countries),
                    level(row.status_level, row.status_label),
                    level(row.role_level, row.role_label),
                )
                for row in rows
            ),
        ),
        dataset="maturity_assessments",
    )


def _counts(rows: list[tuple], year: str) -> Table:
    levels = {row.level: f"{row.level} {row.level_label}" for row in rows}
    return Table(
        f"How many countries stand at each level in {year}, and the level of the one in the middle",
        (Column("Dimension", 2.2), *(Column(name, 1, True) for name in levels.values()), Column("Median", 0.8, True)),
        tuple(
            (
                Cell(dimension),
                *(_count(row) for row in line),
                Cell(_median(line[0])),
            )
            for dimension, line in ((name, list(each)) for name, each in groupby(rows, key=lambda row: row.dimension))
        ),
    )


def _count(row: tuple) -> Cell:
    shade = level(row.level, "")
    return Cell(str(row.places), fill=shade.fill, ink=shade.ink) if row.places else Cell("0", is_missing=True)


def _median(row: tuple) -> str:
    if pd.isna(row.lower_median):
        return "none"
    lower, upper = int(row.lower_median), int(row.upper_median)
    return str(lower) if lower == upper else f"{lower} and {upper}"


def _evidence(written: Chapter, view: View, scope: Scope, year: str) -> None:
    rows = list(view.ask("levels_with_evidence", country=scope.countries, year=year).itertuples())
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
    for (place, tier), each in groupby(rows, key=lambda row: (row.place, row.tier)):
        who = f"{place}, {'regional' if tier == 'regional' else 'central'} government"
        lines = list(each)
        written.section(who, 3)
        written.add(
            Table(
                f"{who}: levels of {year} and their evidence",
                (
                    Column("Dimension", 1.35),
                    Column("Level", 1.25),
                    Column("Evidence", 2.6),
                    Column("Source, confidence", 1.35),
                    Column("For the next level", 1.9),
                ),
                tuple(
                    (
                        Cell(row.dimension),
                        level(row.level, row.level_label, is_chip=True),
                        Cell(_evidence_of(row, said)),
                        Cell(f"{row.source_title} ({row.confidence})", row.source_url),
                        Cell("This is the highest level.", is_missing=True)
                        if pd.isna(row.next_level)
                        else Cell(f"{row.next_level:.0f} {row.next_label}: {row.next_criterion}"),
                    )
                    for row in lines
                ),
            )
        )


def _evidence_of(row: tuple, said: Mapping[tuple[str, str], str]) -> str:
    badge = said.get((row.place_code, row.dimension_id), "")
    others = f"Other years: {row.other_levels}." if row.other_levels else ""
    return " ".join(filter(None, [row.evidence, others, badge]))
