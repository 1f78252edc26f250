"""Findings: what the project found, with today's numbers, and what the situation analysis says."""

from pages.act.report.scope import Scope
from pages.explore.findings import findings
from pages.parts.report.model import Cell, Column, Fine, Paragraph, Table
from pages.parts.report.writing import Chapter, sources
from pages.parts.view import View
from pages.parts.wording import capital, with_article

TITLE = "Findings"
HOLDS = "the seven findings with today’s numbers and verdicts, and what the situation analysis found"


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.section("The project’s seven findings, tested")
    written.add(
        Paragraph(
            "Each finding of the project stands beside the number of this data release that bears on it. The verdict "
            "follows from the number alone: clearly borne out from 75\u00a0% of the cases a finding is about, "
            "borne out from 50\u00a0%, partly from 25\u00a0%, hardly below."
        ),
        Table(
            "The seven findings, today’s number for each, and the verdict on it; all ten countries",
            (Column("Finding", 1.5), Column("Number", 0.9), Column("What it counts", 2.4), Column("Verdict", 1.1)),
            tuple(
                (Cell(each.title, is_strong=True), Cell(each.number), Cell(each.reading), Cell(each.verdict))
                for each in findings(view)
            ),
        ),
    )
    joint = view.ask("findings_of_countries", country=())
    own = view.ask("findings_of_countries", country=scope.countries) if scope.countries else None
    if own is not None:
        written.section(f"What was found in {with_article(scope.country)}")
        if own.empty:
            written.add(Paragraph("No finding of the situation analysis is listed for it."))
        else:
            written.add(
                sources(
                    [(f"{capital(row.topic)}, {row.place}: {row.finding}", row.source_url) for row in own.itertuples()]
                )
            )
    written.section("What was found in all ten countries")
    # Before the long list: after it, they stood on a page of their own.
    written.caution("findings", "joint_and_regional")
    written.add(Fine("Source: INNO INDUSTRY dataset “Findings of the situation analysis”; each finding names its own."))
    written.add(sources([(f"{capital(row.topic)}: {row.finding}", row.source_url) for row in joint.itertuples()]))
    written.uses("findings")
    return written
