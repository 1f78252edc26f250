"""Parts of a whole: one stacked bar for each place."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from pages.parts.figures.base import figure, legend_above
from pages.parts.palette import Palette


@dataclass(frozen=True)
class Part:
    """One part of the bars: its column of numbers, its name in the legend, its colours."""

    column: str
    name: str
    colour: str
    text_colour: str
    is_missing: bool = False


def stacked_bars(
    rows: pd.DataFrame, parts: list[Part], colours: Palette, height: int, *, axis_title: str, per_cent: bool = False
) -> go.Figure:
    """Return horizontal stacked bars, one per row of `rows` (place, and each part's column), the first row on top.

    Parts marked as missing are outlined and hatched. With `per_cent` each bar's length is 100 %.
    """
    drawn = figure(colours, height, barmode="stack", barnorm="percent" if per_cent else "")
    for part in parts:
        values = rows[part.column]
        drawn.add_trace(
            go.Bar(
                x=values,
                y=rows["place"],
                orientation="h",
                name=part.name,
                width=0.66,
                text=[str(int(value)) if value else "" for value in values],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": part.text_colour, "size": 13},
                constraintext="none",
                marker={
                    "color": part.colour,
                    "line": {"color": colours.mark if part.is_missing else colours.background, "width": 1},
                    "pattern": {
                        "shape": "/" if part.is_missing else "",
                        "fgcolor": colours.hairline,
                        "bgcolor": colours.background,
                        "size": 6,
                    }
                    if part.is_missing
                    else {},
                },
                customdata=rows[["place"]].to_numpy(),
                hovertemplate=f"<b>%{{customdata[0]}}</b><br>{part.name}: %{{text}}<extra></extra>",
            )
        )
    drawn.update_xaxes(
        title={"text": axis_title, "font": {"size": 13, "color": colours.muted}, "standoff": 8},
        ticksuffix=" %" if per_cent else "",
    )
    drawn.update_yaxes(categoryorder="array", categoryarray=list(rows["place"])[::-1])
    return legend_above(drawn, colours)
