"""Small multiples: one small panel for each place, all with the same axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts.figures.base import Drawn, figure, hover_text, padded, trace
from pages.parts.palette import Palette

COLUMNS = 3

# From panel to panel in pixels: the title above, the plot and the room below it.
ROW, TITLE = 116, 38


@dataclass(frozen=True)
class Panel:
    """One place's series: its points (year, value, hover text, whether a break) in pieces that are each joined."""

    place: str
    label: str
    """The newest value, as written under the place's name."""
    pieces: tuple[tuple[tuple[int, float, str, bool], ...], ...]
    is_chosen: bool = False


def small_multiples(panels: Sequence[Panel], average: Sequence[tuple[int, float]], colours: Palette) -> Drawn:
    """Return the panels in rows of three; the same axes in each, and the `average` behind each as a dotted line.

    A panel without pieces says its label alone. `average`: year and value; empty where there is none.
    """
    points = [point for panel in panels for piece in panel.pieces for point in piece]
    values = [value for _, value, _, _ in points] + [value for _, value in average]
    years = [year for year, *_ in points] + [year for year, _ in average]
    first, last = min(years), max(years)
    side = (last - first) * 0.08 or 1
    rows = -(-len(panels) // COLUMNS)
    height = rows * ROW + 24
    traces: list[dict] = []
    axes: dict[str, Any] = {}
    notes: list[dict] = []
    for number, panel in enumerate(panels):
        row, column = divmod(number, COLUMNS)
        name = str(number + 1) if number else ""
        left, right = column / COLUMNS, (column + 0.9) / COLUMNS
        top = 1 - row / rows
        bottom, plot_top = top - (ROW - TITLE) / ROW / rows - 0.16 / rows, top - TITLE / ROW / rows
        axes[f"xaxis{name}"] = {
            "domain": [left, right],
            "anchor": f"y{name}",
            "range": [first - side, last + side],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": colours.hairline,
            "fixedrange": True,
        }
        axes[f"yaxis{name}"] = {
            "domain": [bottom, plot_top],
            "anchor": f"x{name}",
            "range": padded(values, 0.08),
            "visible": False,
            "automargin": False,
            "fixedrange": True,
        }
        colour = colours.chosen if panel.is_chosen else colours.action
        on = {"xaxis": f"x{name}", "yaxis": f"y{name}"}
        if average:
            traces.append(
                trace(
                    "scatter",
                    x=[year for year, _ in average],
                    y=[value for _, value in average],
                    mode="lines",
                    line={"color": colours.mark, "width": 1.3, "dash": "dot"},
                    hoverinfo="skip",
                    **on,
                )
            )
        shown = [point for piece in panel.pieces for point in (*piece, (None, None, "", False))]
        if shown:
            traces.append(
                trace(
                    "scatter",
                    x=[year for year, *_ in shown],
                    y=[value for _, value, _, _ in shown],
                    mode="lines+markers",
                    line={"color": colour, "width": 2},
                    marker={
                        "size": [7 if is_break else 5 for *_, is_break in shown],
                        "color": [colours.background if is_break else colour for *_, is_break in shown],
                        "line": {"color": colour, "width": 1.5},
                    },
                    text=[hover for _, _, hover, _ in shown],
                    hovertemplate="%{text}<extra></extra>",
                    **on,
                )
            )
        else:
            # An axis without a trace is not drawn.
            traces.append(trace("scatter", x=[None], y=[None], mode="markers", hoverinfo="skip", **on))
        ink = colours.chosen if panel.is_chosen else colours.text
        notes.append(_words(f"<b>{hover_text(panel.place)}</b><br>{hover_text(panel.label)}", left, "left", top, ink))
        if number + COLUMNS >= len(panels):
            # As words rather than as labels of the axis, which would run into those of the next panel on a phone.
            notes.append(_words(str(first), left, "left", bottom, colours.muted))
            notes.append(_words(str(last), right, "right", bottom, colours.muted))
    return figure(
        traces,
        colours,
        height,
        margin={"t": 0, "b": 24, "r": 0},
        hovermode="closest",
        annotations=notes,
        **axes,
    )


def _words(text: str, x: float, side: str, y: float, colour: str) -> dict:
    return {
        "text": text,
        "x": x,
        "xref": "paper",
        "xanchor": side,
        "y": y,
        "yref": "paper",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": 13, "color": colour},
    }
