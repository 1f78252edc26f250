"""Writes a report as a DOCX that a partner can edit: real heading styles, captions, tables with header rows.

The look stands in the templates under `docx/`; here are the parts of the file, and figures as rows of narrow cells.
"""

from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pages.parts.markup import render
from pages.parts.palette import LIGHT
from pages.parts.report.model import Bar, Bars, Dots, Heading, Pair, Report, Table, printable

# Where a part stands in the file -> its template; the relations last, as the document names its links.
_PARTS = {
    "[Content_Types].xml": "content_types",
    "_rels/.rels": "package",
    "docProps/core.xml": "core",
    "word/document.xml": "document",
    "word/styles.xml": "styles",
    "word/numbering.xml": "numbering",
    "word/settings.xml": "settings",
    "word/footer.xml": "footer",
    "word/_rels/document.xml.rels": "relations",
}

# A4 less its margins, in twentieths of a point.
_WIDTH = 9500

# A drawn bar or line is a row of this many narrow cells, joined where they look alike.
_STEPS = 60
_STEP, _LABEL = 80, 2600
_WORDS = _WIDTH - _LABEL - _STEPS * _STEP


class _Head(NamedTuple):
    """An entry of the contents."""

    words: str
    level: int


class _Part(NamedTuple):
    """A cell of a drawn row: its width, how many steps it takes, its words and its colour."""

    width: int
    steps: int
    words: str
    fill: str = ""


class _Row(NamedTuple):
    """A row of a figure."""

    parts: list[_Part]
    is_bold: bool = False
    is_head: bool = False


def to_docx(report: Report) -> bytes:
    """Return the report as the bytes of a DOCX; the same report gives the same bytes."""
    report = printable(report)
    links: dict[str, str] = {}
    values = {
        "report": report,
        "colours": LIGHT,
        "contents": _contents(report),
        "links": links,
        "link": lambda url: links.setdefault(url, f"link{len(links)}"),
        "widths_of": _widths,
        "figure_widths": [_LABEL, *[_STEP] * _STEPS, _WORDS],
        "figure_rows": _figure_rows,
    }
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for place, template in _PARTS.items():
            file.writestr(ZipInfo(place), render(f"parts/report/docx/{template}.xml", **values), ZIP_DEFLATED)
    return stream.getvalue()


def _contents(report: Report) -> list[_Head]:
    """Return the headings that the contents list, with the numbers Word gives them."""
    chapter, section, entries = 0, 0, []
    for head in report.blocks:
        if isinstance(head, Heading) and head.level <= 2:
            chapter, section = (chapter + 1, 0) if head.level == 1 else (chapter, section + 1)
            number = f"{chapter}.{section}" if section else f"{chapter}"
            entries.append(_Head(f"{number} {head.text}", head.level))
    return entries


def _widths(table: Table) -> list[int]:
    total = sum(column.width for column in table.columns)
    return [round(_WIDTH * column.width / total) for column in table.columns]


def _figure_rows(block: Bars | Dots) -> list[_Row]:
    if isinstance(block, Bars):
        return [_row(bar, _bar(bar, block.most)) for bar in block.bars]
    key = _steps(_STEPS, f"○ {block.start_name}   ● {block.end_name}")
    head = _Row([_Part(_LABEL, 1, ""), key, _Part(_WORDS, 1, block.text_name)], is_head=True)
    return [head, *(_row(pair, _pair(pair, block.most)) for pair in block.pairs)]


def _row(line: Bar | Pair, drawn: list[_Part]) -> _Row:
    parts = [part for part in drawn if part.steps]
    return _Row([_Part(_LABEL, 1, line.label), *parts, _Part(_WORDS, 1, line.text)], line.is_chosen)


def _steps(steps: int, words: str = "", fill: str = "") -> _Part:
    return _Part(steps * _STEP, steps, words, fill)


def _reached(value: float, most: float, steps: int) -> int:
    """Return how many steps of a line from 0 to `most` a value reaches, none below 0 and `steps` at the most."""
    return min(round(max(value, 0) / most * _STEPS), steps) if most > 0 else 0


def _bar(bar: Bar, most: float) -> list[_Part]:
    steps = 0 if bar.value is None else _reached(bar.value, most, _STEPS)
    return [_steps(steps, fill=LIGHT.chosen if bar.is_chosen else LIGHT.action), _steps(_STEPS - steps)]


def _pair(pair: Pair, most: float) -> list[_Part]:
    """Return two dots with the line between them; a dot takes two steps."""
    if pair.start is None or pair.end is None:
        return [_steps(_STEPS)]
    (first, left), (last, right) = sorted(((pair.start, "○"), (pair.end, "●")))
    low, high = (_reached(value, most, _STEPS - 2) for value in (first, last))
    high = max(high, low + 2) if low + 4 <= _STEPS else high
    low = min(low, high - 2)
    line = _steps(high - low - 2, fill=LIGHT.levels[1])
    return [_steps(low), _steps(2, left), line, _steps(2, right), _steps(_STEPS - high - 2)]
