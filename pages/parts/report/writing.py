"""What the chapters are written with: findings, drawings, cautions and sources, in the order of a chart on screen."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from data import live
from pages.parts.chart import Chart
from pages.parts.palette import LIGHT
from pages.parts.report.model import Block, Cell, Column, Fine, Heading, Items, Lead, Note, Paragraph, Table

NOT_KNOWN = Cell("not known", is_missing=True)


class Chapter:
    """One chapter as it is written: its blocks, and what its numbers rest on."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.blocks: list[Block] = [Heading(title, 1)]
        self.definitions: dict[str, str] = {}
        """What a figure is called -> how its numbers are made."""
        self.datasets: list[str] = []
        """The datasets used, by their names in the contract."""
        self._said: set[str] = set()

    def add(self, *blocks: Block) -> None:
        """Add blocks at the end."""
        self.blocks += blocks

    def section(self, words: str, level: int = 2) -> None:
        """Begin a section."""
        self.add(Heading(words, level))

    def chart(self, heading: str, shown: Chart, *drawn: Block, dataset: str) -> None:
        """Add a section with a chart's finding, its drawings, its cautions and its source."""
        self.section(heading)
        self.add(Lead(sentence(shown.finding)), *drawn)
        self.cautions(shown.evidence.cautions)
        self.add(Fine(f"Source: {shown.evidence.source} {shown.evidence.date}", shown.evidence.url))
        self.definitions[heading] = shown.evidence.definition
        self.uses(dataset)

    def cautions(self, cautions: Iterable[str]) -> None:
        """Add cautions, each once in a chapter."""
        for caution in cautions:
            if caution not in self._said:
                self._said.add(caution)
                self.add(Note(caution))

    def caution(self, dataset: str, *names: str) -> None:
        """Add cautions of the contract by their names."""
        self.cautions(live.contract().caution(dataset, name) for name in names)

    def uses(self, *datasets: str) -> None:
        """Note that numbers of these datasets stand in the chapter."""
        self.datasets += [each for each in datasets if each not in self.datasets]


class Field(NamedTuple):
    """A column of a table: its heading, its share of the width, and what a row has there."""

    heading: str
    width: float
    says: str | Callable[[Any], Cell | str | None]
    """The name of the row's field, or a function of the row; nothing is not known."""
    is_number: bool = False


def table(caption: str, rows: Iterable[Any], *fields: Field) -> Table:
    """Return named rows as a table."""
    return Table(
        caption,
        tuple(Column(field.heading, field.width, field.is_number) for field in fields),
        tuple(tuple(_cell(row, field.says) for field in fields) for row in rows),
    )


def _cell(row: Any, says: str | Callable[[Any], Cell | str | None]) -> Cell:
    value = getattr(row, says) if isinstance(says, str) else says(row)
    return value if isinstance(value, Cell) else NOT_KNOWN if value in (None, "") else Cell(str(value))


def sentence(words: str) -> str:
    """Return words with a full stop at their end."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def level(number: int | None, words: str | None, mark: str = "", *, is_chip: bool = False) -> Cell:
    """Return a level of cluster policy with its word and the mark of its badge, in the colour of the level."""
    if number is None:
        return Cell("not assessed", is_missing=True)
    text = " ".join(filter(None, [str(number), words, mark]))
    return Cell(text, fill=LIGHT.levels[number], ink=LIGHT.level_texts[number], is_chip=is_chip)


def step(text: str, number: int) -> Cell:
    """Return a cell in the colour of a step 0 to 5; step 0 is what is not there, so it is outlined in words alone."""
    if not number:
        return Cell(text, fill=LIGHT.surface, ink=LIGHT.chosen, is_strong=True)
    return Cell(text, fill=LIGHT.levels[number], ink=LIGHT.level_texts[number])


def sources(cells: Sequence[tuple[str, str]]) -> Items:
    """Return sentences with their addresses as a list."""
    return Items(tuple(Cell(sentence(text), url) for text, url in cells))


def opened(text: str, opening: str) -> Paragraph:
    """Return a paragraph that starts in bold."""
    return Paragraph(text, sentence(opening))
