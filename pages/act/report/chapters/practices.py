"""Practices and actions: what was exchanged, what came of it, and what the regions plan."""

from data import live
from pages.act.report.scope import Scope
from pages.compare import region_networks
from pages.explore import practice_charts as charts
from pages.explore.practice_cards import still_to_be_found
from pages.parts.chart import Chart
from pages.parts.report.model import Bar, Bars, Cell, Column, Fine, Items, Paragraph, Table
from pages.parts.report.writing import Chapter, cell, plain
from pages.parts.view import View
from pages.parts.wording import capital, with_article

TITLE = "Practices and actions"
HOLDS = "good practices exchanged, their uptake step by step, and the actions of the regional plans"


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("practices", "practice_adoptions", "actions", "action_inspirations")
    written.add(Paragraph(plain(still_to_be_found(view.row("exchanged_practices")))))
    if scope.is_all:
        practices = charts.found(view, charts.Chosen())
        _counted(written, "How far the practices went", charts.stages(view, practices), "practice_adoptions")
        _counted(written, "What the practices are about", charts.themes(view, practices), "practices")
        _known(written, view)
    else:
        _exchange(written, view, scope)
        _own(written, view, scope)
    _actions(written, view, scope)
    return written


def _counted(written: Chapter, heading: str, shown: Chart, dataset: str) -> None:
    rows = list(shown.table.rows.itertuples(index=False, name=None))
    written.chart(
        heading,
        shown,
        Bars(
            shown.subtitle.replace("; the numbers in the bars are practices", ""),
            shown.alternative,
            tuple(
                Bar(capital(what), float(all_of), f"{all_of}: {confirmed} confirmed, {likely} likely, {other} other")
                for what, all_of, confirmed, likely, other in rows
            ),
            # Half of the width is for the words behind the longest bar.
            1.6 * max(row[1] for row in rows),
        ),
        dataset=dataset,
    )


def _known(written: Chapter, view: View) -> None:
    rows = [row for row in view.ask("practice_list").itertuples() if row.provenance != "other"]
    written.section("The practices of the thirty that are known")
    written.add(
        Table(
            "Practices confirmed or likely to be among the thirty, the surest and furthest first",
            (
                Column("Practice", 2.2),
                Column("Country", 0.9),
                Column("One of the 30", 0.9),
                Column("Furthest step", 1),
                Column("Taken up by", 1.5),
            ),
            tuple(
                (
                    Cell(row.title, row.source_url),
                    Cell(row.country),
                    Cell(row.provenance),
                    Cell(row.furthest_stage),
                    cell(row.taken_up_by) if row.is_taken_up else Cell("no uptake known", is_missing=True),
                )
                for row in rows
            ),
        )
    )
    written.caution("practices", "thirty_not_all_found")


def _exchange(written: Chapter, view: View, scope: Scope) -> None:
    shown = region_networks.exchange(view, (scope.code,)).chart
    rows = list(view.ask("exchange_of_places").itertuples())
    names = {row.place_code: row.place for row in view.ask("compared_places_list").itertuples()}
    written.chart("What was given and taken", shown, dataset="practice_adoptions")
    for code in scope.places[:1]:
        own = [row for row in rows if row.place_code == code]
        for aspect, (heading, small) in region_networks.ASPECTS.items():
            if aspect == "action":
                continue
            each = [row for row in own if row.aspect == aspect]
            name = names[code]
            written.section(f"{heading}, {name}", 3)
            if not each:
                written.add(Fine(capital(f"{region_networks.NOTHING[aspect]}.")))
                continue
            written.add(Fine(capital(f"{small}.")), Items(tuple(Cell(_item(row)) for row in each)))


def _item(row: tuple) -> str:
    """Return one practice with what is known of its uptake, as the screen Regions says it."""
    title = row.title if isinstance(row.title, str) else "A practice without a title in the source"
    others = row.other_places if isinstance(row.other_places, str) else ""
    if row.aspect == "given":
        small = f"{region_networks.PROVENANCE[row.detail]}; " + (
            f"taken up by {others.replace('; ', ', ')}" if others else "no uptake known"
        )
    else:
        small = f"from {with_article(others)}, {row.detail}" if others else row.detail
    return f"{title}: {small}."


def _own(written: Chapter, view: View, scope: Scope) -> None:
    rows = [row for row in view.ask("practice_list").itertuples() if row.country == scope.country]
    if not rows:
        return
    written.section("What its practices are")
    written.add(
        *(Paragraph(row.summary, f"{row.title} ({region_networks.PROVENANCE[row.provenance]}).") for row in rows)
    )
    written.caution("practices", "thirty_not_all_found")


def _actions(written: Chapter, view: View, scope: Scope) -> None:
    rows = list(view.ask("actions_of_countries", country=scope.countries).itertuples())
    written.section("Actions of the regional plans")
    if not rows:
        written.add(Paragraph("No concrete action of its plan is known; see the caution."))
    else:
        written.add(
            Table(
                "Actions with their start and the practices behind them, as far as known",
                (
                    Column("Action", 1.9),
                    Column("Place", 1),
                    Column("Start", 0.9),
                    Column("Practices behind it", 1.9),
                    Column("What it is", 3.2),
                ),
                tuple(
                    (
                        Cell(row.title, row.source_url),
                        Cell(row.place),
                        cell(row.starts),
                        cell(row.practices) if isinstance(row.practices, str) else Cell("none named", is_missing=True),
                        cell(row.summary),
                    )
                    for row in rows
                ),
            )
        )
    written.cautions(each.text for each in live.contract().datasets["actions"].cautions.values())
