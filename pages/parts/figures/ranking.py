"""Rankings: a dot on a line for each place, the highest on top."""

import pandas as pd
import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.palette import Palette


def ranking(
    places: pd.DataFrame,
    colours: Palette,
    height: int,
    *,
    axis_range: tuple[float, float],
    axis_step: float | None = None,
    colour_scale: list[tuple[float, str]] | None = None,
    colour_range: tuple[float, float] | None = None,
) -> go.Figure:
    """Return a lollipop chart.

    `places`: place, is_partner, value (NaN where missing), label; in the order to show, top first.
    Missing values keep their row and say so. With `colour_scale` the dots carry the colours of a map beside them,
    which spans `colour_range`.
    """
    drawn = figure(colours, height)
    start = axis_range[0]
    known = places.dropna(subset=["value"])
    scale = {}
    if colour_scale:
        low, high = colour_range or (known["value"].min(), known["value"].max())
        scale = {"colorscale": colour_scale, "cmin": low, "cmax": high, "showscale": False}
    for partner, colour, symbol in ((True, colours.action, "circle"), (False, colours.muted, "diamond")):
        rows = known[known["is_partner"] == partner]
        if rows.empty:
            continue
        drawn.add_trace(
            go.Bar(
                x=rows["value"] - start,
                base=start,
                y=rows["place"],
                orientation="h",
                width=0.07,
                marker={"color": colour},
                hoverinfo="skip",
            )
        )
        drawn.add_trace(
            go.Scatter(
                x=rows["value"],
                y=rows["place"],
                mode="markers+text",
                marker={
                    "size": 12,
                    "symbol": symbol,
                    "color": rows["value"] if colour_scale and partner else colour,
                    "line": {"color": colour, "width": 1.5},
                    **scale,
                },
                text=rows["label"],
                textposition="middle right",
                textfont={"size": 13, "color": colours.text},
                cliponaxis=False,
                hoverinfo="skip",
            )
        )
    missing = places[places["value"].isna()]
    if len(missing):
        drawn.add_trace(
            go.Scatter(
                x=[start] * len(missing),
                y=missing["place"],
                mode="markers+text",
                marker={"size": 11, "color": colours.background, "line": {"color": colours.mark, "width": 1.5}},
                text=["no value"] * len(missing),
                textposition="middle right",
                textfont={"size": 13, "color": colours.muted},
                cliponaxis=False,
                hoverinfo="skip",
            )
        )
    drawn.update_xaxes(range=axis_range, dtick=axis_step)
    drawn.update_yaxes(ticks="outside", ticklen=6, tickcolor="rgba(0,0,0,0)")
    drawn.update_yaxes(categoryorder="array", categoryarray=list(places["place"])[::-1])
    return drawn
