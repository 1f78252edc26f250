"""What every figure has in common: type, colours, margins."""

import plotly.graph_objects as go

from pages.parts.palette import Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def figure(colours: Palette, height: int, **layout: object) -> go.Figure:
    """Return an empty figure of `height` pixels in the dashboard's type and colours."""
    drawn = go.Figure()
    drawn.update_layout(
        height=height,
        margin={"l": 0, "r": 8, "t": 4, "b": 22},
        font={"family": FONT, "size": 14, "color": colours.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": colours.surface,
            "bordercolor": colours.hairline,
            "font": {"family": FONT, "size": 14, "color": colours.text},
            "align": "left",
        },
    )
    drawn.update_xaxes(
        gridcolor=colours.hairline, zeroline=False, tickfont={"color": colours.muted, "size": 13}, fixedrange=True
    )
    drawn.update_yaxes(showgrid=False, zeroline=False, tickfont={"size": 14}, fixedrange=True, automargin=True)
    drawn.update_layout(**layout)
    return drawn


def legend_above(drawn: go.Figure, colours: Palette) -> go.Figure:
    """Put a legend in one row above the figure and return the figure."""
    return drawn.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0,
            "itemsizing": "constant",
            "font": {"size": 13, "color": colours.text},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        margin={"l": 0, "r": 8, "t": 34, "b": 44},
    )
