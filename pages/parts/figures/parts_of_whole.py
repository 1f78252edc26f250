"""Parts of a whole: one stacked bar for each place."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.figures.base import Drawn, figure, hover_text, trace
from pages.parts.palette import Palette


@dataclass(frozen=True)
class Part:
    """One part of the bars: its count at each place, its name in the legend, its fill and the colour of its numbers."""

    counts: Sequence[int]
    name: str
    fill: str
    text: str
    is_missing: bool = False
    """Drawn as an outline with hatching."""


def stacked_bars(
    places: Sequence[str],
    parts: Sequence[Part],
    colours: Palette,
    *,
    axis_title: str,
    in_per_cent: bool = False,
    row_height: int = 31,
) -> Drawn:
    """Return horizontal stacked bars, one for each of `places`, the first on top.

    With `in_per_cent` each bar is 100 % long; the numbers in the bars are always the counts. Places named in two
    lines need a `row_height` of 38 pixels.
    """
    longest = max(map(sum, zip(*(part.counts for part in parts), strict=True)), default=0)
    # Left alone, an axis up to 3 would count in halves.
    ticks = {"ticksuffix": " %", "range": [0, 100], "dtick": 20} if in_per_cent else {"dtick": 1} if longest < 6 else {}
    return figure(
        [_bars(places, part, colours) for part in parts],
        colours,
        height=90 + row_height * len(places),
        has_legend=True,
        margin={"b": 46, "r": 28},
        barmode="stack",
        barnorm="percent" if in_per_cent else "",
        xaxis={
            "title": {"text": hover_text(axis_title), "font": {"size": 13, "color": colours.muted}, "standoff": 8},
            **ticks,
        },
        yaxis={"categoryorder": "array", "categoryarray": list(map(hover_text, places))[::-1]},
    )


def _bars(places: Sequence[str], part: Part, colours: Palette) -> dict:
    hatching = {"shape": "/", "fgcolor": colours.hairline, "bgcolor": colours.background, "size": 6}
    return trace(
        "bar",
        x=part.counts,
        y=list(map(hover_text, places)),
        orientation="h",
        name=hover_text(part.name),
        width=0.66,
        text=[str(count) if count else "" for count in part.counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": part.text, "size": 13},
        constraintext="none",
        marker={
            "color": part.fill,
            "line": {"color": colours.mark if part.is_missing else colours.background, "width": 1},
            "pattern": hatching if part.is_missing else {},
        },
        hovertemplate=f"<b>%{{y}}</b><br>{hover_text(part.name)}: %{{text}}<extra></extra>",
    )
