"""Parts of an index: one stacked bar for each place, whose parts carry the numbers of a list beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import NO_TICKS, Drawn, figure, hover_text, trace
from pages.parts.palette import Palette

ROW = 32


class NumberedPart(NamedTuple):
    """One part of one place's bar: its number, its length and its hover text."""

    place: str
    number: int
    length: float
    hover: str


def numbered_bars(
    parts: Sequence[NumberedPart], places: Sequence[str], totals: Sequence[str], colours: Palette, *, axis_title: str
) -> Drawn:
    """Return stacked bars on an axis from 0 to 100, the first of `places` on top, `totals` at their ends.

    Neighbours differ in tone and every part long enough carries its number, so that nobody has to match colours.
    """
    tones = [(colours.levels[step], colours.level_texts[step]) for step in (4, 2, 3, 1)]
    traces = []
    for number in sorted({part.number for part in parts}):
        fill, text = tones[(number - 1) % len(tones)]
        shown = [part for part in parts if part.number == number]
        traces.append(
            trace(
                "bar",
                x=[part.length for part in shown],
                y=[hover_text(part.place) for part in shown],
                orientation="h",
                width=0.7,
                text=[str(number) if part.length >= 2.5 else "" for part in shown],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": text, "size": 12},
                constraintext="none",
                marker={"color": fill, "line": {"color": colours.background, "width": 1}},
                customdata=[part.hover for part in shown],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    ends = [sum(part.length for part in parts if part.place == place) for place in places]
    traces.append(
        trace(
            "scatter",
            x=ends,
            y=list(map(hover_text, places)),
            mode="text",
            text=[f"\u00a0{hover_text(total)}" for total in totals],
            textposition="middle right",
            textfont={"size": 13, "color": colours.text},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    on_axis = list(map(hover_text, places))[::-1]
    return figure(
        traces,
        colours,
        height=60 + ROW * len(places),
        margin={"b": 46, "r": 34},
        barmode="stack",
        xaxis={
            "title": {"text": hover_text(axis_title), "font": {"size": 13, "color": colours.muted}, "standoff": 8},
            "range": [0, 100],
            "dtick": 20,
        },
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": on_axis,
            **NO_TICKS,
        },
    )
