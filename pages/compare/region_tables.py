"""Tables that set places side by side: one column for each place, in the order chosen, on every table the same."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from pages.parts.chart import Chart
from pages.parts.indicator import the
from pages.parts.markup import render
from pages.parts.view import View
from pages.parts.wording import fixed, per_cent


class Compared(NamedTuple):
    """A chart whose drawing is a table of its own: what belongs to it, and the table as markup."""

    chart: Chart
    drawn: Markup


class Line(NamedTuple):
    """One row of a table: its heading, the small print under it, and one cell for each place."""

    heading: str
    small: str
    cells: Sequence[Markup]
    is_widest: bool = False
    """Whether the places differ most in it."""


def of_places(view: View, name: str, places: Sequence[str], **parameters: str) -> dict[str, list[Any]]:
    """Return the rows of the answer `name` on `places`, by the code of the place."""
    rows = sorted(view.rows(name, **parameters), key=lambda row: row.place_code)
    found = {code: list(of_place) for code, of_place in groupby(rows, key=lambda row: row.place_code)}
    return {code: found.get(code, []) for code in places}


def side_table(
    caption: str,
    first: str,
    places: Sequence[str],
    lines: Iterable[Line],
    *,
    small: Sequence[str] = (),
    kind: str = "",
) -> Markup:
    """Return the table; `caption` describes it to screen readers, `first` heads the first column.

    `small`: the small print under each place's name; `kind`: a class of the table's look.
    """
    return render(
        "compare/side_table.html",
        caption=caption,
        first=first,
        places=places,
        lines=list(lines),
        small=small or [""] * len(places),
        kind=kind,
    )


def cell(words: str, small: str = "", *, bar: float | None = None) -> Markup:
    """Return a cell with a value, a bar of `bar` per cent under it and small print."""
    drawn = "" if bar is None else Markup('<span class="bar" style="width:{}%"></span>').format(fixed(bar, 0))
    return Markup('<span class="value">{}</span>{}<small>{}</small>').format(words, drawn, small)


def share(value: float | None, nothing: str, small: str = "", sign: str = "") -> Markup:
    """Return a cell with a percentage and its bar, or what is said where there is none."""
    return missing(nothing) if value is None else cell(f"{sign}{per_cent(value, 0)}", small, bar=value)


def owned(view: View, place: str) -> str:
    """Return whose something is, as in “Spain’s” and “the United Kingdom’s”."""
    return f"{the(view, place)}’" + ("" if place.endswith("s") else "s")


def missing(words: str) -> Markup:
    """Return a cell that says what is not known."""
    return Markup('<span class="none">{}</span>').format(words)
