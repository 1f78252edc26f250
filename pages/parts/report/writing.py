"""What the chapters are written with: findings, drawings, cautions and sources, in the order of a chart on screen."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from data import live
from pages.parts import chart
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

    def chart(self, heading: str, shown: Chart, *drawn: Block, dataset: str, finding: str = "") -> None:
        """Add a section with a chart's finding, its drawings, its cautions and its source."""
        self.section(heading)
        self.add(Lead(sentence(finding or shown.finding)), *drawn)
        self.cautions(shown.evidence.cautions)
        self.add(Fine(f"Source: {shown.evidence.source} {shown.evidence.date}", shown.evidence.url))
        self.definitions[heading] = plain(shown.evidence.definition)
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


def sentence(words: str) -> str:
    """Return words with a full stop at their end."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def plain(words: str) -> str:
    """Return words without the marks a figure on screen is written with."""
    return re.sub(r"<[^>]+>", "", words.replace("<br>", " "))


def cell(value: object, form: str = "") -> Cell:
    """Return one value as a cell, written in the number format `form` of a table on screen."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value == "":
        return NOT_KNOWN
    if form == "localized":
        return Cell(f"{value:,.0f}")
    return Cell(form % value if form else str(value))


def rows_of(shown: chart.Table, caption: str, columns: Mapping[str, float], names: Mapping[str, str] = {}) -> Table:  # noqa: B006
    """Return columns of a table on screen, heading -> width, in the formats of the screen.

    `names`: what a heading is called here, where the screen's would not do.
    """
    frame = shown.rows
    return Table(
        caption,
        tuple(
            Column(names.get(each, each), width, pd.api.types.is_numeric_dtype(frame[each]))
            for each, width in columns.items()
        ),
        tuple(
            tuple(cell(value, shown.formats.get(each, "")) for each, value in zip(columns, values, strict=True))
            for values in frame[list(columns)].itertuples(index=False, name=None)
        ),
    )


def level(number: object, words: object, mark: str = "", *, is_chip: bool = False) -> Cell:
    """Return a level of cluster policy with its word and the mark of its badge, in the colour of the level."""
    if pd.isna(number):
        return Cell("not assessed", is_missing=True)
    number = int(number)
    text = f"{number} {words} {mark}".strip()
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
