"""Findings: what the project found, with today's numbers, and what the situation analysis says."""

from pages.act.report.scope import Scope
from pages.explore.findings import findings
from pages.parts.report.model import Cell, Fine, Paragraph
from pages.parts.report.writing import Chapter, Field, sources, table
from pages.parts.view import View
from pages.parts.wording import capital

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
        table(
            "The seven findings, today’s number for each, and the verdict on it; all ten countries",
            findings(view),
            Field("Finding", 1.5, lambda finding: Cell(finding.title, is_strong=True)),
            Field("Number", 0.9, "number"),
            Field("What it counts", 2.4, "reading"),
            Field("Verdict", 1.1, "verdict"),
        ),
    )
    if scope.countries:
        written.section(f"What was found in {scope.the_country}")
        own = view.rows("findings_of_countries", country=scope.countries, topic=())
        written.add(
            sources([(f"{capital(row.topic)}, {row.place}: {row.finding}", row.source_url) for row in own])
            if own
            else Paragraph("No finding of the situation analysis is listed for it.")
        )
    written.section("What was found in all ten countries")
    # Before the long list: after it, they stood on a page of their own.
    written.caution("findings", "joint_and_regional")
    written.add(Fine("Source: INNO INDUSTRY dataset “Findings of the situation analysis”; each finding names its own."))
    joint = view.rows("findings_of_countries", country=(), topic=())
    written.add(sources([(f"{capital(row.topic)}: {row.finding}", row.source_url) for row in joint]))
    written.uses("findings")
    return written
