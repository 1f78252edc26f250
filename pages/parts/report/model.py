"""The report as it shows, whatever file it becomes: chapters of headings, sentences, tables and drawn figures.

Numbers stand here as they are written; what a figure draws comes with them as plain values. The writers
add nothing but the numbers of pages, tables and figures.
"""

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its words, where they lead, and for a level or step its colours as #rrggbb."""

    text: str
    url: str = ""
    fill: str = ""
    ink: str = ""
    is_missing: bool = False
    is_strong: bool = False
    is_chip: bool = False
    """Whether the colour lies behind the words alone, for rows with much other text."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, its share of the table's width, and whether it holds numbers."""

    heading: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter's, 2 a section's, 3 a part's."""

    text: str
    level: int
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Lead:
    """What the data say, in one sentence: the finding of a chart."""

    text: str
    kind: Literal["lead"] = "lead"


@dataclass(frozen=True)
class Paragraph:
    """Words that run on; `opening` is what they start with in bold."""

    text: str
    opening: str = ""
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Fine:
    """Small print, such as a source; it may lead to an address."""

    text: str
    url: str = ""
    kind: Literal["fine"] = "fine"


@dataclass(frozen=True)
class Note:
    """A caution that belongs beside a number."""

    text: str
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class Items:
    """A list of sentences, each with an address or none."""

    items: tuple[Cell, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Table:
    """Rows under headings; every row has a cell for each column. A heat table is one with filled cells."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["table"] = "table"

    @property
    def has_fills(self) -> bool:
        """Whether it is a heat table."""
        return any(cell.fill and not cell.is_chip for row in self.rows for cell in row)

    @property
    def is_dense(self) -> bool:
        """Whether it is a heat table of many columns, which takes smaller letters."""
        return self.has_fills and len(self.columns) > 7


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length or None where there is no value, and the words at its end."""

    label: str
    value: float | None
    text: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Bars:
    """Bars from 0 to `most`, the first on top; `alternative` says the same to those who cannot see them."""

    caption: str
    alternative: str
    bars: tuple[Bar, ...]
    most: float
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Pair:
    """Two dots on one line: where it starts and ends, or None where there is no value, and the words beside it."""

    label: str
    start: float | None
    end: float | None
    text: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Dots:
    """Pairs of dots on lines from 0 to `most`: a hollow one where it starts, a full one where it ends."""

    caption: str
    alternative: str
    start_name: str
    end_name: str
    text_name: str
    pairs: tuple[Pair, ...]
    most: float
    kind: Literal["dots"] = "dots"


Block = Heading | Lead | Paragraph | Fine | Note | Items | Table | Bars | Dots


@dataclass(frozen=True)
class Report:
    """A finished report. `stamp`: release and date; `citation`: how to cite it; `published`: the release's day."""

    title: str
    subtitle: str
    stamp: str
    citation: str
    published: tuple[int, int, int]
    blocks: tuple[Block, ...]
    language: str = "en-GB"


def every_text(report: Report) -> list[str]:
    """Return all words of the report in reading order, as the writers write them."""
    texts = [report.title, report.subtitle, report.stamp, report.citation]
    for block in report.blocks:
        if isinstance(block, Table):
            texts += [block.caption, *(column.heading for column in block.columns)]
            texts += [cell.text for row in block.rows for cell in row]
        elif isinstance(block, Items):
            texts += [item.text for item in block.items]
        elif isinstance(block, Bars):
            texts += [block.caption, *(part for bar in block.bars for part in (bar.label, bar.text))]
        elif isinstance(block, Dots):
            texts += [block.caption, block.start_name, block.end_name, block.text_name]
            texts += [part for pair in block.pairs for part in (pair.label, pair.text)]
        else:
            texts += [getattr(block, "opening", ""), block.text]
    return [text for text in texts if text]


# What neither file can hold: control letters, and halves of letters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def printable(report: Report) -> Report:
    """Return the report without the letters that no file can hold."""
    described = [block.alternative for block in report.blocks if isinstance(block, Bars | Dots)]
    # Looked for first, because taking every part apart takes longer than writing it.
    return _cleaned(report) if _UNPRINTABLE.search("".join([*every_text(report), *described])) else report


def _cleaned(part: Any) -> Any:
    if isinstance(part, str):
        return _UNPRINTABLE.sub("", part)
    if isinstance(part, tuple):
        return tuple(_cleaned(each) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        return type(part)(**{field.name: _cleaned(getattr(part, field.name)) for field in fields(part)})
    return part
