"""Level points: places by their levels in two dimensions, places at one point sharing one label."""

from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, in_lines, trace
from pages.parts.figures.halo import halo
from pages.parts.palette import Palette

# From level 3 on, something works under published rules: the quadrants meet below it.
MIDDLE = 2.5


class LevelPoint(NamedTuple):
    """One point: its two levels, the names at it, whether a country is among them, its colour, and its hover text."""

    across: int
    up: int
    names: tuple[str, ...]
    has_country: bool
    colour: str
    hover: str


def level_points(
    points: list[LevelPoint], colours: Palette, *, across: str, up: str, quadrants: tuple[str, str, str, str]
) -> Drawn:
    """Return a chart of points on the grid of levels 0 to 5.

    `across` and `up` name the axes; `quadrants` gives words for upper left, upper right, lower left, lower right.
    """
    marks = trace(
        "scatter",
        x=[point.across for point in points],
        y=[point.up for point in points],
        mode="markers+text",
        marker={
            "size": [11 + 3 * len(point.names) for point in points],
            "symbol": ["circle" if point.has_country else "diamond" for point in points],
            "color": [point.colour for point in points],
            "opacity": 1,
        },
        text=[_label(point.names) for point in points],
        textposition="top center",
        textfont={"size": 13, "color": colours.text, "shadow": halo(colours)},
        cliponaxis=False,
        customdata=[point.hover for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )
    axis = {
        "tickvals": list(range(6)),
        "showgrid": True,
        "gridcolor": colours.hairline,
        "tickfont": {"size": 13, "color": colours.text},
        "fixedrange": True,
    }
    upper_left, upper_right, lower_left, lower_right = quadrants
    return figure(
        [marks],
        colours,
        height=480,
        margin={"b": 46, "r": 4, "t": 0},
        xaxis={**axis, "range": [-0.6, 5.6], "title": _title(across, colours)},
        yaxis={**axis, "range": [-0.9, 6.5], "title": _title(up, colours)},
        shapes=[_quadrant(MIDDLE, 9, MIDDLE, 9, colours), _quadrant(-9, MIDDLE, -9, MIDDLE, colours)],
        annotations=[
            _words(upper_left, -0.55, 6.45, "left", "top", colours),
            _words(upper_right, 5.55, 6.45, "right", "top", colours),
            _words(lower_left, -0.55, -0.85, "left", "bottom", colours),
            _words(lower_right, 5.55, -0.85, "right", "bottom", colours),
        ],
    )


def _label(names: tuple[str, ...]) -> str:
    joined = ", ".join(name.replace(" (England)", "") for name in names)
    return in_lines(joined, 10)


def _title(words: str, colours: Palette) -> dict:
    return {"text": hover_text(words), "font": {"size": 13, "color": colours.muted}, "standoff": 8}


def _quadrant(west: float, east: float, south: float, north: float, colours: Palette) -> dict:
    # Shaded rather than ruled: a line would strike through the labels beside it.
    sides = {"x0": west, "x1": east, "y0": south, "y1": north}
    return {"type": "rect", **sides, "fillcolor": colours.surface, "line": {"width": 0}, "layer": "below"}


def _words(text: str, x: float, y: float, xanchor: str, yanchor: str, colours: Palette) -> dict:
    return {
        "text": f"<i>{hover_text(text)}</i>",
        "x": x,
        "y": y,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "align": xanchor,
        "showarrow": False,
        "font": {"size": 13, "color": colours.muted},
    }
