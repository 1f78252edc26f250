"""Method and cautions: how the numbers of this report are made, and what they cannot bear."""

from collections.abc import Sequence

from data import live
from pages.parts.report.model import Cell, Items, Note, Paragraph
from pages.parts.report.writing import Chapter, opened

TITLE = "Method and cautions"
HOLDS = "how each number is made, and everything that must be kept in mind when using it"


def chapter(others: Sequence[Chapter]) -> Chapter:
    """Return the chapter for a report with the chapters `others`."""
    written = Chapter(TITLE)
    written.section("How the numbers are made")
    written.add(
        Paragraph(
            "All numbers are computed from one data release by the questions that also feed the dashboard’s screens, "
            "so they are the same there, to the last digit, as long as a link names the release."
        ),
        *(opened(text, name) for other in others for name, text in other.definitions.items()),
    )
    written.section("Cautions, by dataset")
    said: set[str] = set()
    for name in dict.fromkeys(name for other in others for name in other.datasets):
        described = live.contract().datasets[name]
        new = [each.text for each in described.cautions.values() if each.text not in said]
        said |= set(new)
        if new:
            written.section(described.title, 3)
            written.add(Items(tuple(Cell(text) for text in new)))
    if not said:
        written.add(Note("This report has no chapter with numbers."))
    return written
