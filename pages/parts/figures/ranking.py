"""Rankings: a dot on a line for each place, the highest on top."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import NO_TICKS, Drawn, figure, hover_text, trace
from pages.parts.palette import Palette


class Standing(NamedTuple):
    """Where a place stands: its value, None where it is missing, and what is written at it. An average has no rank."""

    place_code: str
    place: str
    is_ranked: bool
    value: float | None
    label: str
    axis_label: str = ""
    """What stands at the axis instead of the name."""
    is_chosen: bool = False


def ranking(
    places: Sequence[Standing],
    colours: Palette,
    height: int,
    *,
    axis_range: tuple[float, float],
    axis_step: float | None,
    colour_scale: list[tuple[float, str]],
    colour_range: tuple[float, float] | None = None,
) -> Drawn:
    """Return a lollipop chart whose dots carry the colours of a map beside it, `places` from top to bottom.

    Missing values keep their row and say so; an average is drawn as a grey diamond. `colour_range` is what the scale
    spans, the places' own values where it is not given. Without `axis_step` the browser chooses the steps.
    """
    known = [place for place in places if place.value is not None]
    ranked, others = ([place for place in known if place.is_ranked is each] for each in (True, False))
    missing = [place._replace(value=axis_range[0]) for place in places if place.value is None]
    values = [place.value for place in ranked if place.value is not None]
    low, high = colour_range or (min(values, default=0), max(values, default=1))
    scale = {"color": values, "colorscale": colour_scale, "cmin": low, "cmax": high}
    line = [colours.chosen if place.is_chosen else colours.action for place in ranked]
    traces = [
        _lines(ranked, axis_range[0], line),
        _lines(others, axis_range[0], colours.muted),
        _dots(ranked, colours, line=line, symbol="circle", **scale),
        _dots(others, colours, line=colours.muted, symbol="diamond", color=colours.muted),
        _dots(missing, colours, line=colours.mark, symbol="circle", color=colours.background),
    ]
    return figure(
        [each for each in traces if len(each["y"])],
        colours,
        height,
        xaxis={"range": axis_range, "dtick": axis_step},
        yaxis={
            "categoryorder": "array",
            "categoryarray": [place.place_code for place in places][::-1],
            "tickmode": "array",
            "tickvals": [place.place_code for place in places],
            "ticktext": [_bold(place, place.axis_label or place.place) for place in places],
            **NO_TICKS,
        },
    )


def _bold(place: Standing, words: str) -> str:
    return f"<b>{hover_text(words)}</b>" if place.is_chosen else hover_text(words)


def _lines(places: Sequence[Standing], start: float, colour: str | list[str]) -> dict:
    return trace(
        "bar",
        x=[(place.value or 0) - start for place in places],
        base=start,
        y=[place.place_code for place in places],
        orientation="h",
        width=0.07,
        marker={"color": colour},
        hoverinfo="skip",
    )


def _dots(
    places: Sequence[Standing], colours: Palette, *, line: str | list[str], symbol: str, **colour: object
) -> dict:
    return trace(
        "scatter",
        x=[place.value for place in places],
        y=[place.place_code for place in places],
        mode="markers+text",
        marker={"size": 12, "symbol": symbol, "line": {"color": line, "width": 1.5}, **colour},
        text=[_bold(place, place.label) for place in places],
        textposition="middle right",
        textfont={"size": 13, "color": colours.text},
        cliponaxis=False,
        hoverinfo="skip",
    )
