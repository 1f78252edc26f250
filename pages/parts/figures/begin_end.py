"""Calendars: what begins each year above a line, what ends below it."""

import pandas as pd

from pages.parts.figures.base import Drawn, figure, trace
from pages.parts.palette import Palette


def begin_end(years: pd.DataFrame, colours: Palette) -> Drawn:
    """Return bars of what begins (up) and ends (down) in each year.

    `years`, one row per year in order: year, begin_count, end_count, begin_lines and end_lines (hover text).
    """
    return figure(
        [
            _bars(years, years["begin_count"], "begin", "Begin", colours.action, colours),
            _bars(years, -years["end_count"], "end", "End", colours.chosen, colours),
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
            "range": [-1.25 * max(1, years["end_count"].max()) - 1, 1.15 * max(1, years["begin_count"].max()) + 1],
        },
    )


def _bars(years: pd.DataFrame, lengths: pd.Series, which: str, name: str, fill: str, colours: Palette) -> dict:
    counts = years[f"{which}_count"]
    return trace(
        "bar",
        x=years["year"],
        y=lengths,
        name=name,
        marker={"color": fill},
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        textfont={"size": 13, "color": colours.text},
        customdata=years[f"{which}_lines"],
        hovertemplate=f"<b>%{{x}}: %{{text}} {name.lower()}</b><br>%{{customdata}}<extra></extra>",
    )
