"""Rank ranges: a line from the lowest to the highest likely rank of each place, the median rank as a dot."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import NO_TICKS, Drawn, figure, hover_text, trace
from pages.parts.figures.halo import halo
from pages.parts.palette import Palette

ROW = 32


class RankLine(NamedTuple):
    """One place's row, its ranks None where it has too little data, and what stands at its right."""

    place: str
    start: int | None
    median: int | None
    end: int | None
    chosen: int | None
    """The rank by the choices as they are."""
    label: str
    hover: str


def rank_lines(rows: Sequence[RankLine], colours: Palette, *, label_heading: str) -> Drawn:
    """Return the ranges on one axis of ranks, 1 at the left, the first row on top."""
    known = [row for row in rows if row.median is not None]
    missing = [row for row in rows if row.median is None]
    last = len(rows)
    # The column of labels stands to the right of the last rank.
    column = last + 0.75
    traces = [
        trace(
            "scatter",
            x=[x for row in known for x in ((row.start or 0) - 0.12, (row.end or 0) + 0.12, None)],
            y=[y for row in known for y in (hover_text(row.place), hover_text(row.place), None)],
            mode="lines",
            line={"color": colours.levels[2], "width": 9},
            hoverinfo="skip",
        ),
        trace(
            "scatter",
            x=[row.median for row in known],
            y=[hover_text(row.place) for row in known],
            mode="markers",
            marker={"size": 12, "color": colours.action, "line": {"color": colours.background, "width": 1}},
            customdata=[row.hover for row in known],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        ),
        trace(
            "scatter",
            x=[row.chosen for row in known],
            y=[hover_text(row.place) for row in known],
            mode="markers",
            marker={"size": 19, "symbol": "line-ns", "line": {"color": colours.chosen, "width": 3}},
            hoverinfo="skip",
            cliponaxis=False,
        ),
        trace(
            "scatter",
            x=[column] * len(known),
            y=[hover_text(row.place) for row in known],
            mode="text",
            text=[hover_text(row.label) for row in known],
            textposition="middle right",
            textfont={"size": 13, "color": colours.text},
            cliponaxis=False,
            hoverinfo="skip",
        ),
    ]
    if missing:
        traces.append(
            trace(
                "scatter",
                x=[0.7] * len(missing),
                y=[hover_text(row.place) for row in missing],
                mode="text",
                text=[hover_text(row.label) for row in missing],
                textposition="middle right",
                textfont={"size": 13, "color": colours.muted, "shadow": halo(colours)},
                cliponaxis=False,
                customdata=[row.hover for row in missing],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return figure(
        traces,
        colours,
        height=66 + ROW * len(rows),
        margin={"t": 40, "b": 4, "r": 74},
        xaxis={
            "range": [0.6, column],
            "tickvals": list(range(1, last + 1)),
            "side": "top",
            "ticks": "",
        },
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [hover_text(row.place) for row in rows][::-1],
            "range": [-0.6, len(rows) - 0.4],
            **NO_TICKS,
        },
        annotations=[
            {
                "x": column,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "yref": "paper",
                "text": hover_text(label_heading),
                "align": "left",
                "showarrow": False,
                "font": {"size": 13, "color": colours.muted},
            }
        ]
        if known
        else [],
    )
