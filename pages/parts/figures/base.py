"""What every figure has in common: type, colours, margins.

Figures are written as the plain dictionaries Plotly's part in the browser reads. Plotly's own objects
check each property as they are made, which takes 5 ms a figure; the tests make them, and so check, once.
"""

import json
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from pages.parts.palette import Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'

NO_TICKS = {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}


class Drawn(go.Figure):
    """A finished figure as text, which is all that showing it takes; `go.Figure(drawn.to_dict())` is the figure."""

    def __init__(self, text: str) -> None:
        """`text`: the figure in Plotly's JSON. Nothing else of a figure works on this than being shown."""
        object.__setattr__(self, "_text", text)

    def __reduce__(self) -> tuple:
        return Drawn, (self._text,)

    def to_dict(self) -> dict:
        """Return the figure as the dictionary Plotly's part in the browser reads."""
        return json.loads(self._text)


def hover_text(text: str) -> str:
    """Return a text from the data as it stands in a figure, where Plotly would obey some HTML."""
    return escape(text)


def trace(kind: str, **properties: object) -> dict:
    """Return a trace of Plotly's type `kind`."""
    return {"type": kind, **properties}


def figure(
    traces: Sequence[dict],
    colours: Palette,
    height: int,
    *,
    xaxis: dict | None = None,
    yaxis: dict | None = None,
    margin: dict | None = None,
    has_legend: bool = False,
    **layout: object,
) -> Drawn:
    """Return a figure of `traces`, `height` pixels high, in the dashboard's type and colours.

    `xaxis`, `yaxis` and `margin` (pixels) add to the common ones; a legend stands in one row above.
    """
    small = {"family": FONT, "size": 14, "color": colours.text}
    drawn = {
        "height": height,
        "margin": {"l": 0, "r": 8, "t": 34 if has_legend else 4, "b": 22, **(margin or {})},
        "font": small,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours.surface,
            "bordercolor": colours.hairline,
            "font": small,
            "align": "left",
        },
        "xaxis": {
            "gridcolor": colours.hairline,
            "zeroline": False,
            "tickfont": {"color": colours.muted, "size": 13},
            "fixedrange": True,
            **(xaxis or {}),
        },
        "yaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            **NO_TICKS,
            **(yaxis or {}),
        },
        "showlegend": has_legend,
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0,
            "traceorder": "normal",
            "itemsizing": "constant",
            "font": {"size": 13, "color": colours.text},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        **layout,
    }
    return Drawn(to_json_plotly({"data": list(traces), "layout": drawn}))
