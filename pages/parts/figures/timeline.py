"""Timelines: what happened where and when, by kind, with how exactly the time is known."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pages.parts.figures.base import NO_TICKS, Drawn, figure, hover_text, trace
from pages.parts.palette import Palette

ROW = 38
# How far marks of one row on nearly the same day stand apart, in rows.
APART = 0.3
DAYS_OF_A_MARK = 16
SHORTER = timedelta(days=5)
MOST_YEARS = 40
# In one row above the name of the deadline.
LEGEND = {
    "orientation": "h",
    "yanchor": "bottom",
    "xanchor": "left",
    "x": 0,
    "traceorder": "normal",
    "itemsizing": "constant",
    "itemclick": False,
    "itemdoubleclick": False,
}


class Mark(NamedTuple):
    """One event: its row, its kind, its first and last possible day, and its hover text."""

    row: str
    kind: str
    start: date
    end: date
    is_exact: bool
    hover: str

    @property
    def middle(self) -> date:
        """Where the mark stands."""
        return self.start if self.is_exact else self.start + (self.end - self.start) / 2

    @property
    def shorter(self) -> timedelta:
        """By how much its line is shortened at each end."""
        return SHORTER if self.end - self.start > 4 * SHORTER else timedelta(0)


def timeline(
    marks: Sequence[Mark],
    colours: Palette,
    *,
    rows: Sequence[str],
    looks: Mapping[str, tuple[str, str]],
    deadline: tuple[date, str] | None,
    chosen: Collection[str] = (),
) -> Drawn:
    """Return a timeline, the first of `rows` on top; an inexact time is a hollow mark on a line over its span.

    `looks`: kind -> (colour, symbol), in the order of the legend; `deadline`: a day to mark, and its name.
    `chosen`: rows to highlight.
    """
    years = max((mark.end.year for mark in marks), default=0) - min((mark.start.year for mark in marks), default=0)
    height_of = {row: len(rows) - 1 - place for place, row in enumerate(rows)}
    drawn = list(zip(marks, _heights(marks, height_of), strict=True))
    inexact = [(mark, height) for mark, height in drawn if not mark.is_exact]
    traces = [
        trace(
            "scatter",
            # Shortened a little, so that two years in a row are two lines.
            x=[x for mark, _ in inexact for x in (mark.start + mark.shorter, mark.end - mark.shorter, None)],
            y=[y for _, height in inexact for y in (height, height, None)],
            mode="lines",
            line={"color": colours.mark, "width": 1.5},
            hoverinfo="skip",
            showlegend=False,
        )
    ]
    for kind, (colour, symbol) in looks.items():
        name = hover_text(kind)
        shown = [(mark, height) for mark, height in drawn if mark.kind == kind]
        if not shown:
            continue
        look = {"size": 12, "symbol": symbol, "line": {"color": colour, "width": 2}}
        each = {
            **look,
            "color": [colour if mark.is_exact else colours.background for mark, _ in shown],
            "opacity": [1 if not chosen or mark.row in chosen else 0.3 for mark, _ in shown],
        }
        traces += [
            trace(
                "scatter",
                x=[mark.middle for mark, _ in shown],
                y=[height for _, height in shown],
                mode="markers",
                name=name,
                marker=each,
                customdata=[mark.hover for mark, _ in shown],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            ),
            # The legend has a mark of its own, full and exact.
            trace("scatter", x=[None], y=[None], mode="markers", name=name, marker={**look, "color": colour}),
        ]
    highlighted = f'<b><span style="color:{colours.chosen}">{{}}</span></b>'
    return figure(
        traces,
        colours,
        height=110 + ROW * len(rows),
        has_legend=True,
        margin={"t": 72, "b": 28, "r": 14},
        legend={**LEGEND, "y": 1.0 + 24 / (ROW * len(rows)), "font": {"size": 13, "color": colours.text}},
        xaxis={
            "type": "date",
            "tick0": "2020-01-01",
            # Over centuries a tick each year would stop the browser, which then chooses them itself.
            **({"dtick": "M12"} if years <= MOST_YEARS else {}),
            "tickformat": "%Y",
        },
        yaxis={
            "tickmode": "array",
            "tickvals": list(height_of.values()),
            "ticktext": [highlighted.format(hover_text(row)) if row in chosen else hover_text(row) for row in rows],
            "range": [-0.6, len(rows) - 0.4],
            "showgrid": True,
            "gridcolor": colours.hairline,
            **NO_TICKS,
        },
        **(_deadline(*deadline, colours.chosen) if deadline else {}),
    )


def _deadline(day: date, name: str, colour: str) -> dict:
    """Return a line across all rows with its name above, on the left."""
    top = {"yref": "paper", "yanchor": "bottom", "y": 1}
    line = {"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1}
    return {
        "shapes": [{**line, "line": {"color": colour, "width": 1.5, "dash": "dot"}}],
        "annotations": [
            {
                "x": day,
                "xanchor": "right",
                **top,
                "text": hover_text(name),
                "showarrow": False,
                "font": {"size": 13, "color": colour},
            }
        ],
    }


def _heights(marks: Sequence[Mark], height_of: Mapping[str, int]) -> list[float]:
    """Return where each mark stands, so that those of nearly the same day do not cover one another."""
    heights: list[float] = []
    last: dict[str, tuple[date, int]] = {}
    for mark in marks:
        before, step = last.get(mark.row, (date.min, 0))
        step = step + 1 if abs((mark.middle - before).days) < DAYS_OF_A_MARK else 0
        last[mark.row] = (mark.middle, step)
        heights.append(height_of[mark.row] + (0, APART, -APART, 2 * APART, -2 * APART)[step % 5])
    return heights
