"""Level counts: how many places stand at each level of each dimension, with the middle of each bar marked."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from pages.parts.figures.base import Drawn, figure, hover_text, in_lines, trace
from pages.parts.palette import Palette


class LevelCount(NamedTuple):
    """How many places stand at a level of a dimension, and a hover text that names them."""

    dimension: str
    level: int
    places: int
    hover: str


def level_counts(
    counts: Sequence[LevelCount],
    colours: Palette,
    *,
    levels: dict[int, str],
    dimensions: dict[str, str],
    middles: dict[str, float],
    longest: int,
) -> Drawn:
    """Return one bar per dimension, parts in the order of the scale, with ticks at the place in the middle.

    `levels`: level -> its name in the legend. `dimensions`: name -> its median in words, at the right.
    `middles`: name -> where the middle of its bar is, for the dimensions with a median.
    `longest`: the places of the longest bar.
    """
    of_level = {level: [count for count in counts if count.level == level] for level in levels}
    return figure(
        [
            _bars(of_level[level], name, *colours.level(level), colours)
            for level, name in levels.items()
            if any(count.places for count in of_level[level])
        ],
        colours,
        height=82 + 40 * len(dimensions),
        has_legend=True,
        margin={"r": 62, "t": 46, "b": 8},
        barmode="stack",
        xaxis={"range": [0, longest], "showgrid": False, "showticklabels": False},
        yaxis={
            "categoryorder": "array",
            "categoryarray": [in_lines(name) for name in dimensions][::-1],
            "range": [-0.6, len(dimensions) - 0.4],
        },
        shapes=[
            _tick(middles[name], len(dimensions) - 1 - row + side, colours)
            for row, name in enumerate(dimensions)
            if name in middles
            for side in (-0.42, 0.42)
        ],
        annotations=[
            *(_at_the_right(words, in_lines(name), colours.text) for name, words in dimensions.items()),
            _at_the_right(Markup("<b>median</b>"), len(dimensions) - 0.45, colours.chosen),
        ],
    )


def _bars(counts: Sequence[LevelCount], name: str, fill: str, text: str, colours: Palette) -> dict:
    return trace(
        "bar",
        x=[count.places for count in counts],
        y=[in_lines(count.dimension) for count in counts],
        orientation="h",
        name=hover_text(name),
        width=0.7,
        text=[str(count.places) if count.places else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": text, "size": 13},
        marker={"color": fill, "line": {"color": colours.background, "width": 2}},
        customdata=[count.hover for count in counts],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _at_the_right(words: str, y: str | float, colour: str) -> dict:
    return {
        "text": hover_text(words),
        "xref": "paper",
        "x": 1.0,
        "xanchor": "left",
        "xshift": 6,
        "y": y,
        "showarrow": False,
        "font": {"size": 13, "color": colour},
    }


def _tick(x: float, y: float, colours: Palette) -> dict:
    line = {"color": colours.chosen, "width": 3}
    return {"type": "line", "x0": x, "x1": x, "y0": y - 0.08, "y1": y + 0.08, "line": line}
