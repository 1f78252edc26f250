"""Rankings: a dot on a line for each place, the highest on top."""

from collections.abc import Collection

import pandas as pd

from pages.parts.figures.base import NO_TICKS, Drawn, figure, trace
from pages.parts.palette import Palette


def ranking(
    places: pd.DataFrame,
    colours: Palette,
    height: int,
    *,
    axis_range: tuple[float, float],
    axis_step: float | None,
    colour_scale: list[tuple[float, str]],
    colour_range: tuple[float, float] | None = None,
    chosen: Collection[str] = (),
) -> Drawn:
    """Return a lollipop chart whose dots carry the colours of a map beside it.

    `places`: place, is_partner, value (NaN where missing), label; in the order to show, top first.
    Missing values keep their row and say so; what is not a partner is drawn as a grey diamond.
    `colour_range` is what the scale spans, the partners' own values where it is not given.
    `chosen`: names of places to highlight. Without `axis_step` the browser chooses the steps.
    """
    if chosen:
        places = places.assign(
            label=[f"<b>{row.label}</b>" if row.place in chosen else row.label for row in places.itertuples()]
        )
    known, missing = places.dropna(subset=["value"]), places[places["value"].isna()]
    partners, others = known[known["is_partner"]], known[~known["is_partner"]]
    low, high = colour_range or (partners["value"].min(), partners["value"].max())
    scale = {"color": partners["value"], "colorscale": colour_scale, "cmin": low, "cmax": high}
    start = axis_range[0]
    line = [colours.chosen if place in chosen else colours.action for place in partners["place"]]
    traces = [
        _lines(partners, start, line),
        _lines(others, start, colours.muted),
        _dots(partners, partners["value"], colours, line=line, symbol="circle", **scale),
        _dots(others, others["value"], colours, line=colours.muted, symbol="diamond", color=colours.muted),
        _dots(missing, [start] * len(missing), colours, line=colours.mark, symbol="circle", color=colours.background),
    ]
    return figure(
        [each for each in traces if len(each["y"])],
        colours,
        height,
        xaxis={"range": axis_range, "dtick": axis_step},
        yaxis={
            "categoryorder": "array",
            "categoryarray": list(places["place"])[::-1],
            **({"tickmode": "array", **_bold_ticks(places["place"], chosen)} if chosen else {}),
            **NO_TICKS,
        },
    )


def _bold_ticks(places: pd.Series, chosen: Collection[str]) -> dict:
    return {
        "tickvals": list(places),
        "ticktext": [f"<b>{place}</b>" if place in chosen else place for place in places],
    }


def _lines(rows: pd.DataFrame, start: float, colour: str | list[str]) -> dict:
    return trace(
        "bar",
        x=rows["value"] - start,
        base=start,
        y=rows["place"],
        orientation="h",
        width=0.07,
        marker={"color": colour},
        hoverinfo="skip",
    )


def _dots(
    rows: pd.DataFrame, values: object, colours: Palette, *, line: str | list[str], symbol: str, **colour: object
) -> dict:
    return trace(
        "scatter",
        x=values,
        y=rows["place"],
        mode="markers+text",
        marker={"size": 12, "symbol": symbol, "line": {"color": line, "width": 1.5}, **colour},
        text=rows["label"],
        textposition="middle right",
        textfont={"size": 13, "color": colours.text},
        cliponaxis=False,
        hoverinfo="skip",
    )
