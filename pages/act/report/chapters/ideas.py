"""Ideas: the gaps of a place and what elsewhere may answer them, as the rules of the screen Ideas see it."""

from pages.act.idea_list import IDEAS, all_ideas
from pages.act.idea_words import KINDS, gaps, kinds, places
from pages.act.report.scope import Scope
from pages.parts.report.model import Cell, Column, Fine, Lead, Paragraph, Table
from pages.parts.report.writing import Chapter, plain
from pages.parts.report.writing import sentence as ended
from pages.parts.view import View

TITLE = "Ideas"
HOLDS = "gaps found in the data, and the practices, instruments and providers elsewhere that may answer them"


def chapter(view: View, scope: Scope) -> Chapter:
    """Return the chapter."""
    written = Chapter(TITLE)
    written.uses("idea_rules", "maturity_assessments", "instruments", "providers", "practices", "observations")
    if scope.is_all:
        _of_all(written, view)
    else:
        _of_one(written, view, scope)
    return written


def _of_all(written: Chapter, view: View) -> None:
    written.section("Gaps by place")
    written.add(
        Paragraph(
            "Rules find gaps in the data and look for answers in other countries. The report on one place names them, "
            "each with its reason."
        ),
        Table(
            "Gaps by place and kind, of what is known there",
            (Column("Place", 2), *(Column(kind, 1.2) for kind in KINDS.values())),
            tuple(
                (Cell(name), *(Cell(each.number, is_missing=each.number == "not known") for each in kinds(view, place)))
                for place, name in places(view).items()
            ),
        ),
    )
    written.caution("idea_rules", "made_by_rules")


def _of_one(written: Chapter, view: View, scope: Scope) -> None:
    shown = all_ideas(view, scope.code)
    written.add(Lead(ended(shown.finding)))
    written.caution("idea_rules", "made_by_rules")
    written.cautions(shown.evidence.cautions)
    written.add(Fine(f"Source: {shown.evidence.source} {shown.evidence.date}"))
    written.definitions[TITLE] = plain(shown.evidence.definition)
    every = gaps(view, scope.code)
    for kind in kinds(view, scope.code):
        written.section(kind.title)
        written.add(Paragraph(kind.words, f"{kind.number[:1].upper()}{kind.number[1:]}:"))
        for gap in (each for each in every if each.kind == kind.kind):
            written.section(gap.title, 3)
            written.add(Paragraph(gap.reason))
            if not gap.ideas:
                written.add(Fine("No rule finds an answer to it elsewhere."))
                continue
            written.add(
                Table(
                    f"What may answer it: {gap.title}",
                    (Column("Idea", 2), Column("What it is", 1.3), Column("Why", 4), Column("Points", 0.65, True)),
                    tuple(
                        (
                            Cell(idea.title, idea.source_url),
                            Cell(idea.what),
                            Cell(idea.why),
                            Cell(str(idea.points)),
                        )
                        for idea in gap.ideas[:IDEAS]
                    ),
                )
            )
