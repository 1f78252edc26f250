"""Calendars: what begins each year above a line, what ends below it."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, trace
from pages.parts.palette import Palette


class Year(NamedTuple):
    """How many begin and how many end in a year, and the hover texts that name them."""

    year: int
    begin: int
    end: int
    begin_hover: str
    end_hover: str


def begin_end(years: Sequence[Year], colours: Palette) -> Drawn:
    """Return bars of what begins (up) and ends (down) in each year, one for each year in order."""
    begin, end = [each.begin for each in years], [each.end for each in years]
    return figure(
        [
            _bars(years, begin, 1, [each.begin_hover for each in years], "Begin", colours.action, colours),
            _bars(years, end, -1, [each.end_hover for each in years], "End", colours.chosen, colours),
        ],
        colours,
        320,
        has_legend=True,
        margin={"b": 28},
        barmode="relative",
        bargap=0.25,
        xaxis={"showgrid": False, "tickformat": "d", "nticks": 8, "tickangle": 0},
        yaxis={
            "visible": False,
            "zeroline": True,
            "zerolinecolor": colours.muted,
            # Room for the numbers beyond the longest bars.
            "range": [-1.25 * max(1, *end) - 1, 1.15 * max(1, *begin) + 1],
        },
    )


def _bars(
    years: Sequence[Year], counts: list[int], sign: int, hovers: list[str], name: str, fill: str, colours: Palette
) -> dict:
    return trace(
        "bar",
        x=[each.year for each in years],
        y=[sign * count for count in counts],
        name=name,
        marker={"color": fill},
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        textfont={"size": 13, "color": colours.text},
        customdata=hovers,
        hovertemplate=f"<b>%{{x}}: %{{text}} {name.lower()}</b><br>%{{customdata}}<extra></extra>",
    )
