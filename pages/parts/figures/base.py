"""What every figure has in common: type, colours, margins.

Figures are written as the plain dictionaries Plotly's part in the browser reads. Plotly's own objects
check each property as they are made, which takes 5 ms a figure; the tests make them, and so check, once.
"""

import json
from collections.abc import Sequence
from html import escape
from textwrap import wrap

import plotly.graph_objects as go
from markupsafe import Markup
from plotly.io.json import to_json_plotly

from pages.parts.palette import Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'

NO_TICKS = {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}


class Drawn(go.Figure):  # type: ignore[misc]  # Plotly carries no types
    """A finished figure as text, which is all that showing it takes; `go.Figure(drawn.to_dict())` is the figure."""

    def __init__(self, text: str) -> None:
        """`text`: the figure in Plotly's JSON. Nothing else of a figure works on this than being shown."""
        object.__setattr__(self, "_text", text)

    def __reduce__(self) -> tuple:
        return Drawn, (self._text,)

    def to_dict(self) -> dict:
        """Return the figure as the dictionary Plotly's part in the browser reads."""
        return json.loads(self._text)


def hover_text(text: object) -> Markup:
    """Return `text`, in which strangers' words may stand, with nothing Plotly would read as markup.

    Every figure asks this for each name and label it draws; what is Markup already, made by a caller, stays as it is.
    """
    return text if isinstance(text, Markup) else Markup(escape(str(text), quote=False))  # noqa: S704 - just escaped


def hover_lines(names: Sequence[str], most: int = 8) -> str:
    """Return the first `most` of `names`, one a line, and how many more there are."""
    more = [f"and {len(names) - most} more"] if len(names) > most else []
    return "<br>".join([*map(hover_text, names[:most]), *more])


def in_lines(text: str, width: int = 12, most: int = 4) -> Markup:
    """Return `text` as a label in lines of about `width` letters; of more than `most`, the last says “and more”."""
    lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return Markup("<br>").join(map(hover_text, lines if len(lines) <= most else [*lines[: most - 1], "and more"]))


def padded(values: Sequence[float], share: float) -> list[float]:
    """Return the lowest and the highest of `values` with room at both ends, a `share` of their distance.

    Values that are all alike have room for one step, or for a share of themselves where that is more.
    """
    low, high = min(values, default=0), max(values, default=0)
    room = (high - low) * share or max(abs(high) * share, 1)
    return [low - room, high + room]


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
