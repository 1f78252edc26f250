"""Level changes: from one level to another for each place, as a hollow and a full dot joined by a line."""

from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, trace
from pages.parts.figures.halo import halo
from pages.parts.palette import Palette


class LevelChange(NamedTuple):
    """One place: its name, its levels before and after (None where not known), its label, and its colour."""

    place: str
    before: int | None
    after: int | None
    label: str
    colour: str


def level_change(
    changes: list[LevelChange], colours: Palette, *, before: str, after: str, row_height: int = 30
) -> Drawn:
    """Return dumbbells, the first change on top; `before` and `after` name the two years in the legend."""
    moved = [each for each in changes if None not in (each.before, each.after) and each.before != each.after]
    lines = trace(
        "scatter",
        x=[x for each in moved for x in (each.before, each.after, None)],
        y=[y for each in moved for y in (hover_text(each.place), hover_text(each.place), None)],
        mode="lines",
        line={"color": colours.mark, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )
    started = [each for each in changes if each.before is not None]
    ended = [each for each in changes if each.after is not None]
    labels = trace(
        "scatter",
        x=[max(level for level in (each.before, each.after) if level is not None) for each in changes],
        y=[hover_text(each.place) for each in changes],
        mode="text",
        text=[f"\u2002\u2002\u2009{hover_text(each.label)}" for each in changes],
        textposition="middle right",
        textfont={"size": 13, "color": colours.text, "shadow": halo(colours)},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    # The hollow dot is the larger, so that a level that stays the same shows both.
    hollow = _dots(
        before,
        [each.before for each in started],
        [hover_text(each.place) for each in started],
        {
            "size": 17,
            "color": colours.background,
            "line": {"color": [each.colour for each in started], "width": 2},
        },
    )
    full = _dots(
        after,
        [each.after for each in ended],
        [hover_text(each.place) for each in ended],
        {"size": 10, "color": [each.colour for each in ended]},
    )
    return figure(
        [lines, hollow, full, labels],
        colours,
        height=80 + row_height * len(changes),
        has_legend=True,
        xaxis={
            "range": [-0.3, 7.6],
            "tickvals": list(range(6)),
            "tickfont": {"size": 13, "color": colours.text},
        },
        yaxis={
            "categoryorder": "array",
            "categoryarray": [hover_text(each.place) for each in changes][::-1],
            "range": [-0.6, len(changes) - 0.4],
        },
    )


def _dots(name: str, x: list, y: list, marker: dict) -> dict:
    return trace("scatter", x=x, y=y, mode="markers", name=name, marker=marker, hoverinfo="skip")
