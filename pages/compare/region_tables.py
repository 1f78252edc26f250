"""Tables that set places side by side: one column for each place, in the order chosen, on every table the same."""

from collections import namedtuple
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import NamedTuple

from pages.parts.chart import Chart
from pages.parts.view import CACHED, View
from pages.parts.wording import with_article
from queries.cache import cached


class Compared(NamedTuple):
    """A chart whose drawing is a table of its own: what belongs to it, and the table as HTML."""

    chart: Chart
    drawn: str


class Line(NamedTuple):
    """One row of a table: its heading, the small print under it, and the HTML of one cell for each place."""

    heading: str
    small: str
    cells: Sequence[str]


def of_places(view: View, name: str, places: Sequence[str], indicator_theme: str | None = None) -> dict[str, list]:
    """Return the rows of the answer `name` on `places`, by the code of the place; None is a missing value."""
    columns, rows = _by_place(view, name, indicator_theme)
    row = _row(columns)
    return {code: [row(*values) for values in rows.get(code, ())] for code in places}


@cached(CACHED)
def _by_place(view: View, name: str, indicator_theme: str | None) -> tuple[tuple[str, ...], dict[str, list[tuple]]]:
    # In plain values, made once for all choices of places: frames would be searched and turned anew for each.
    frame = view.ask(name) if indicator_theme is None else view.ask(name, indicator_theme=indicator_theme)
    plain = frame.astype(object).where(frame.notna(), None)
    found: dict[str, list[tuple]] = {}
    for code, values in zip(plain["place_code"], plain.itertuples(index=False, name=None), strict=True):
        found.setdefault(code, []).append(values)
    return tuple(plain.columns), found


@cache
def _row(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns)


def side_table(
    caption: str,
    first: str,
    places: Sequence[str],
    lines: Iterable[Line],
    *,
    small: Sequence[str] = (),
    kind: str = "",
) -> str:
    """Return the table as HTML; `caption` describes it to screen readers, `first` heads the first column.

    The roles say again what the elements are, because on a phone the style sheet makes blocks of them.
    `small`: the small print under each place's name; `kind`: a class of the table's look.
    """
    under = [f"<small>{escape(words)}</small>" if words else "" for words in small or [""] * len(places)]
    head = "".join(
        f'<th scope="col" role="columnheader">{escape(place)}{words}</th>'
        for place, words in zip(places, under, strict=True)
    )
    return (
        f'<table role="table" class="side {kind}" style="--places:{len(places)}" aria-label="{escape(caption)}">'
        f'<thead><tr role="row"><th scope="col" role="columnheader">{escape(first)}</th>{head}</tr></thead>'
        f"<tbody>{''.join(_line(places, line) for line in lines)}</tbody></table>"
    )


def _line(places: Sequence[str], line: Line) -> str:
    small = f"<small>{escape(line.small)}</small>" if line.small else ""
    cells = "".join(
        f'<td role="cell" data-place="{escape(place)}">{cell}</td>'
        for place, cell in zip(places, line.cells, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{line.heading}{small}</th>{cells}</tr>'


def number(value: float, unit: str = "") -> str:
    """Return a value as it is written, with the sign of a percentage where the unit is one."""
    digits = 0 if abs(value) >= 1000 else 2 if unit == "% of GDP" else 1
    return f"{value:,.{digits}f}" + ("\u00a0%" if unit.startswith("%") else "")


def owned(place: str) -> str:
    """Return whose something is, as in “Spain’s” and “the United Kingdom’s”."""
    return f"{with_article(place)}’" + ("" if place.endswith("s") else "s")


def missing(words: str) -> str:
    """Return a cell that says what is not known."""
    return f'<span class="none">{escape(words)}</span>'
