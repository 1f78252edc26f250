"""Ideas: the gaps of a place and what elsewhere may answer them, as the rules of the screen Ideas see it."""

from collections.abc import Callable

from pages.act.idea_list import IDEAS, all_ideas
from pages.act.idea_words import KINDS, gaps, kinds, places
from pages.act.report.scope import Scope
from pages.parts.report.model import Cell, Fine, Lead, Paragraph
from pages.parts.report.writing import Chapter, Field, sentence, table
from pages.parts.view import View
from pages.parts.wording import capital

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
    def of_kind(kind: str) -> Callable[[tuple[str, str]], Cell]:
        def known(place: tuple[str, str]) -> Cell:
            (here,) = (each for each in kinds(view, place[0]) if each.kind == kind)
            return Cell(here.number, is_missing=here.number == "not known")

        return known

    written.section("Gaps by place")
    written.add(
        Paragraph(
            "Rules find gaps in the data and look for answers in other countries. The report on one place names them, "
            "each with its reason."
        ),
        table(
            "Gaps by place and kind, of what is known there",
            places(view).items(),
            Field("Place", 2, lambda place: place[1]),
            *(Field(title, 1.2, of_kind(kind)) for kind, title in KINDS.items()),
        ),
    )
    written.caution("idea_rules", "made_by_rules")


def _of_one(written: Chapter, view: View, scope: Scope) -> None:
    shown = all_ideas(view, scope.code)
    written.add(Lead(sentence(shown.finding)))
    written.caution("idea_rules", "made_by_rules")
    written.cautions(shown.evidence.cautions)
    written.add(Fine(f"Source: {shown.evidence.source} {shown.evidence.date}"))
    written.definitions[TITLE] = shown.evidence.definition
    every = gaps(view, scope.code)
    for kind in kinds(view, scope.code):
        written.section(kind.title)
        written.add(Paragraph(kind.words, f"{capital(kind.number)}:"))
        for gap in (each for each in every if each.kind == kind.kind):
            written.section(gap.title, 3)
            written.add(Paragraph(gap.reason))
            if not gap.ideas:
                written.add(Fine("No rule finds an answer to it elsewhere."))
                continue
            written.add(
                table(
                    f"What may answer it: {gap.title}",
                    gap.ideas[:IDEAS],
                    Field("Idea", 2, lambda idea: Cell(idea.title, idea.source_url)),
                    Field("What it is", 1.3, "what"),
                    Field("Why", 4, "why"),
                    Field("Points", 0.65, "points", is_number=True),
                )
            )
