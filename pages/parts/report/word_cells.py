"""Tables and drawn figures of a DOCX as XML: adding them cell by cell would take ten times as long."""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from pages.parts.palette import LIGHT
from pages.parts.report.model import Bar, Cell, Dots, Pair, Table

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

# Words, address and whether in small letters -> the link as XML.
Link = Callable[[str, str, bool], str]

# A4 less its margins, in twentieths of a point.
_WIDTH = 9500

# A drawn bar or line is a row of this many narrow cells, joined where they look alike.
_STEPS = 60
_LABEL, _DRAWN = 2600, 4800


def words_xml(text: str) -> str:
    """Return a text as the content of a run."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def table_xml(table: Table, link: Link) -> str:
    """Return a table with a header row that repeats on each page."""
    total = sum(column.width for column in table.columns)
    widths = [round(_WIDTH * column.width / total) for column in table.columns]
    has_fills = any(cell.fill and not cell.is_chip for row in table.rows for cell in row)
    # In half points: words such as “Established” must fit into narrow cells in one line.
    size, side = (14, 30) if has_fills and len(table.columns) > 7 else (18, 60)
    head = "".join(
        _cell_xml(
            width,
            f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>{words_xml(column.heading)}</w:r>',
            column.is_number,
        )
        for width, column in zip(widths, table.columns, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for row in table.rows:
        cells = "".join(
            _cell_xml(
                width,
                _run(link, cell, size),
                column.is_number,
                "" if cell.is_chip else cell.fill,
                is_top=not has_fills,
            )
            for width, cell, column in zip(widths, row, table.columns, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return _frame(widths, rows, table.caption, table.caption, side)


def _run(link: Link, cell: Cell, size: int) -> str:
    if cell.url:
        return link(cell.text, cell.url, True)
    ink = cell.ink or (LIGHT.muted if cell.is_missing else LIGHT.text)
    look = f'{"<w:b/>" if cell.is_strong else ""}{"<w:i/>" if cell.is_missing else ""}<w:color w:val="{ink[1:]}"/>'
    behind = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill[1:]}"/>' if cell.is_chip and cell.fill else ""
    return f'<w:r><w:rPr>{look}<w:sz w:val="{size}"/>{behind}</w:rPr>{words_xml(cell.text)}</w:r>'


def _cell_xml(
    width: int,
    runs: str,
    is_number: bool,
    fill: str = "",
    span: int = 1,
    *,
    is_drawn: bool = False,
    is_top: bool = False,
) -> str:
    """Return a cell as XML; a page's end does not part the rows of what is drawn."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    # White above and below keeps bars apart.
    white = 'w:val="single" w:sz="36" w:space="0" w:color="FFFFFF"'
    edges = f"<w:tcBorders><w:top {white}/><w:bottom {white}/></w:tcBorders>" if is_drawn and fill else ""
    stays = "<w:keepNext/>" if is_drawn else ""
    inset = '<w:ind w:left="60"/>' if is_drawn and not fill else ""
    side = '<w:jc w:val="right"/>' if is_number else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{edges}{shade}'
        f'<w:vAlign w:val="{"top" if is_top else "center"}"/></w:tcPr>'
        f'<w:p><w:pPr>{stays}<w:spacing w:before="20" w:after="20"/>{inset}{side}</w:pPr>{runs}</w:p></w:tc>'
    )


def _frame(widths: list[int], rows: list[str], caption: str, alternative: str, side: int) -> str:
    """Return the table around `rows`; `side` is the space beside the words, 0 for a figure, which has no lines."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LIGHT.hairline[1:]}"'
    borders = (
        f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{LIGHT.text[1:]}"/><w:bottom {line}/>'
        f"<w:insideH {line}/></w:tblBorders>"
        if side
        else ""
    )
    return (
        f'<w:tbl {NAMES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="{int(side > 0)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(alternative)}/></w:tblPr>"
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={quoteattr(str(width))}/>' for width in widths)}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


# --- figures drawn in cells: (width, how many steps it takes, words, fill, whether bold)

_Drawn = tuple[int, int, str, str, bool]


def figure_xml(rows: list[str], caption: str, alternative: str) -> str:
    """Return a figure drawn in the cells of `rows`, with its description."""
    widths = [_LABEL, *[_DRAWN // _STEPS] * _STEPS, _WIDTH - _LABEL - _DRAWN]
    return _frame(widths, rows, caption, alternative, 0)


def _row_xml(cells: list[_Drawn], *, is_head: bool = False) -> str:
    written = "".join(
        _cell_xml(
            width,
            f'<w:r><w:rPr>{"<w:b/>" if is_bold else ""}<w:sz w:val="18"/></w:rPr>{words_xml(words)}</w:r>'
            if words
            else "",
            False,
            fill,
            span,
            is_drawn=True,
        )
        for width, span, words, fill, is_bold in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{written}</w:tr>"


def head_xml(dots: Dots) -> str:
    """Return what the dots of a figure mean as its first row."""
    return _row_xml(
        [
            (_LABEL, 1, "", "", False),
            (_DRAWN, _STEPS, f"○ {dots.start_name}   ● {dots.end_name}", "", False),
            (_WIDTH - _LABEL - _DRAWN, 1, dots.text_name, "", False),
        ],
        is_head=True,
    )


def _wide(steps: int) -> int:
    return steps * (_DRAWN // _STEPS)


def bar_xml(bar: Bar, most: float) -> str:
    """Return a bar as a row."""
    last = (_WIDTH - _LABEL - _DRAWN, 1, bar.text, "", bar.is_chosen)
    label = (_LABEL, 1, bar.label, "", bar.is_chosen)
    steps = 0 if bar.value is None else min(round(bar.value / most * _STEPS), _STEPS)
    tone = LIGHT.chosen if bar.is_chosen else LIGHT.action
    drawn: list[_Drawn] = [(_wide(steps), steps, "", tone, False)] if steps else []
    drawn += [(_wide(_STEPS - steps), _STEPS - steps, "", "", False)] if steps < _STEPS else []
    return _row_xml([label, *drawn, last])


def pair_xml(pair: Pair, most: float) -> str:
    """Return two dots with the line between them as a row."""
    label = (_LABEL, 1, pair.label, "", pair.is_chosen)
    last = (_WIDTH - _LABEL - _DRAWN, 1, pair.text, "", pair.is_chosen)
    if pair.start is None or pair.end is None:
        return _row_xml([label, (_wide(_STEPS), _STEPS, "", "", False), last])
    # A dot takes two steps.
    places = sorted(((pair.start, "○"), (pair.end, "●")))
    low, high = (min(round(value / most * _STEPS), _STEPS - 2) for value, _ in places)
    high = max(high, low + 2) if low + 4 <= _STEPS else high
    low = min(low, high - 2)
    drawn: list[_Drawn] = [(_wide(low), low, "", "", False)] if low else []
    drawn.append((_wide(2), 2, places[0][1], "", pair.is_chosen))
    if high > low + 2:
        drawn.append((_wide(high - low - 2), high - low - 2, "", LIGHT.levels[1], False))
    drawn.append((_wide(2), 2, places[1][1], "", pair.is_chosen))
    if high + 2 < _STEPS:
        drawn.append((_wide(_STEPS - high - 2), _STEPS - high - 2, "", "", False))
    return _row_xml([label, *drawn, last])
