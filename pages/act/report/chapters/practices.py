"""Practices and actions: what was exchanged, what came of it, and what the regions plan."""

from collections.abc import Sequence
from typing import Any

from data import live
from pages.act.report.scope import Scope
from pages.compare import region_networks
from pages.explore import practice_charts as charts
from pages.explore.practice_cards import still_to_be_found
from pages.parts.chart import Chart
from pages.parts.report.model import Bar, Bars, Cell, Fine, Items, Paragraph
from pages.parts.report.writing import Chapter, Field, table
from pages.parts.view import View
from pages.parts.wording import capital

TITLE = "Practices and actions"
HOLDS = "good practices exchanged, their uptake step by step, and the actions of the regional plans"


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("practices", "practice_adoptions", "actions", "action_inspirations")
    written.add(Paragraph(still_to_be_found(view.row("exchanged_practices")).striptags()))
    if scope.is_all:
        _all_of_them(written, view)
        _known(written, view)
    else:
        _exchange(written, view, scope)
        _own(written, view, scope)
    _actions(written, view, scope)
    return written


def _all_of_them(written: Chapter, view: View) -> None:
    practices = charts.found(view, charts.Chosen())
    stages = view.rows("practices_by_stage", practice=practices)
    themes = view.rows("practices_by_theme", practice=practices)
    _counted(
        written,
        "How far the practices went",
        charts.stages(view, practices),
        "Practices by the furthest step known; taken up means selected or in an action plan; 2020 to 2022",
        [(capital(row.stage), row) for row in stages],
        "practice_adoptions",
    )
    _counted(
        written,
        "What the practices are about",
        charts.themes(view, practices),
        "Practices by theme and by how sure it is that they are among the 30",
        [(charts.theme_name(row.theme), row) for row in themes],
        "practices",
    )


def _counted(
    written: Chapter, heading: str, shown: Chart, caption: str, rows: Sequence[tuple[str, Any]], dataset: str
) -> None:
    bars = tuple(Bar(name, row.practices, f"{row.practices}: {charts.split(row)}") for name, row in rows)
    # Half of the width is for the words behind the longest bar.
    most = 1.6 * max(row.practices for _, row in rows)
    written.chart(heading, shown, Bars(caption, shown.alternative, bars, most), dataset=dataset)


def _known(written: Chapter, view: View) -> None:
    def taken_up_by(row: Any) -> Cell | str:
        return row.taken_up_by if row.is_taken_up else Cell("no uptake known", is_missing=True)

    written.section("The practices of the thirty that are known")
    written.add(
        table(
            "Practices confirmed or likely to be among the thirty, the surest and furthest first",
            [row for row in view.rows("practice_list") if row.provenance != "other"],
            Field("Practice", 2.2, lambda row: Cell(row.title, row.source_url)),
            Field("Country", 0.9, "country"),
            Field("One of the 30", 0.9, "provenance"),
            Field("Furthest step", 1, "furthest_stage"),
            Field("Taken up by", 1.5, taken_up_by),
        )
    )
    written.caution("practices", "thirty_not_all_found")


def _exchange(written: Chapter, view: View, scope: Scope) -> None:
    shown = region_networks.exchange(view, (scope.code,)).chart
    rows = [row for row in view.rows("exchange_of_places") if row.place_code == scope.code]
    written.chart("What was given and taken", shown, dataset="practice_adoptions")
    for aspect, (heading, small) in region_networks.ASPECTS.items():
        if aspect == "action":
            continue
        each = [row for row in rows if row.aspect == aspect]
        written.section(f"{heading}, {scope.name}", 3)
        if each:
            written.add(
                Fine(capital(f"{small}.")),
                Items(tuple(Cell("{}: {}.".format(*region_networks.told(view, row))) for row in each)),
            )
        else:
            written.add(Fine(capital(f"{region_networks.NOTHING[aspect]}.")))


def _own(written: Chapter, view: View, scope: Scope) -> None:
    rows = [row for row in view.rows("practice_list") if row.country == scope.country]
    if not rows:
        return
    written.section("What its practices are")
    written.add(
        *(Paragraph(row.summary, f"{row.title} ({region_networks.PROVENANCE[row.provenance]}).") for row in rows)
    )
    written.caution("practices", "thirty_not_all_found")


def _actions(written: Chapter, view: View, scope: Scope) -> None:
    rows = view.rows("actions_of_countries", country=scope.countries)
    written.section("Actions of the regional plans")
    if rows:
        written.add(
            table(
                "Actions with their start and the practices behind them, as far as known",
                rows,
                Field("Action", 1.9, lambda row: Cell(row.title, row.source_url)),
                Field("Place", 1, "place"),
                Field("Start", 0.9, "starts"),
                Field("Practices behind it", 1.9, lambda row: row.practices or Cell("none named", is_missing=True)),
                Field("What it is", 3.2, "summary"),
            )
        )
    else:
        written.add(Paragraph("No concrete action of its plan is known; see the caution."))
    written.cautions(each.text for each in live.contract().datasets["actions"].cautions.values())
