"""Trends: a line for each place over the years, its name and newest value at the end of the line."""

from collections.abc import Iterable
from dataclasses import dataclass

from pages.parts.figures.base import Drawn, figure, hover_text, padded, trace
from pages.parts.palette import Palette

# From the edge of the figure to the plot, in pixels: room for the years below and for the labels at the right.
TOP, BOTTOM, LABELS = 12, 26, 168
LINE_OF_TEXT = 16

ROLES = ("rest", "average", "chosen")


@dataclass(frozen=True)
class Point:
    """One value. Without `joins_previous` the line starts anew; at a break it comes dotted and the mark is hollow."""

    year: int
    value: float
    is_break: bool
    joins_previous: bool
    hover: str


@dataclass(frozen=True)
class Trend:
    """One place's line: its role (of ROLES), its points by year and the label at its end."""

    role: str
    points: tuple[Point, ...]
    label: str


def trends(
    lines: Iterable[Trend], colours: Palette, height: int, *, unit: str, notes: Iterable[tuple[int, float, str]] = ()
) -> Drawn:
    """Return a line chart; the labels at the right are moved apart where lines end close together.

    `unit` follows the numbers of the axis. `notes`: year, value and words of points that need a remark.
    """
    lines = sorted(lines, key=lambda line: ROLES.index(line.role))
    years = sorted({point.year for line in lines for point in line.points})
    values = [point.value for line in lines for point in line.points]
    low, high = padded(values, 0.07)
    first, last = years[0], years[-1]
    end = last + (last - first or 1) * 0.05
    places = _apart([line.points[-1].value for line in lines], low, high, height - TOP - BOTTOM)
    looks = {
        "rest": (colours.mark, colours.muted, 1.3, 5),
        "average": (colours.action, colours.action, 2.6, 8),
        "chosen": (colours.chosen, colours.chosen, 2.6, 7),
    }
    leaders = trace(
        "scatter",
        x=[x for line in lines for x in (line.points[-1].year, end, None)],
        y=[y for line, place in zip(lines, places, strict=True) for y in (line.points[-1].value, place, None)],
        mode="lines",
        line={"color": colours.hairline, "width": 1},
        hoverinfo="skip",
        cliponaxis=False,
    )
    traces = [leaders]
    for line in lines:
        traces += _line(line, colours, looks[line.role])
    for role in ROLES:
        ends = [(line, place) for line, place in zip(lines, places, strict=True) if line.role == role]
        form = "{}" if role == "rest" else "<b>{}</b>"
        traces.append(
            trace(
                "scatter",
                x=[end] * len(ends),
                y=[place for _, place in ends],
                mode="text",
                text=[form.format(hover_text(line.label)) for line, _ in ends],
                textposition="middle right",
                textfont={"color": looks[role][1], "size": 13},
                cliponaxis=False,
                hoverinfo="skip",
            )
        )
    return figure(
        [each for each in traces if each["x"]],
        colours,
        height,
        margin={"t": TOP, "b": BOTTOM, "r": LABELS},
        hovermode="closest",
        xaxis={
            "range": [first - (end - last) * 0.5, end],
            "tickmode": "array",
            "tickvals": years,
            # With many years every second is named, or they would not stand level on a phone.
            "ticktext": [str(year) if len(years) < 7 or (last - year) % 2 == 0 else "" for year in years],
            "tickangle": 0,
            "showgrid": False,
            "ticks": "outside",
            "tickcolor": colours.hairline,
        },
        yaxis={
            "range": [low, high],
            "showgrid": True,
            "gridcolor": colours.hairline,
            "ticksuffix": unit,
            "nticks": 7,
            "tickfont": {"color": colours.muted, "size": 13},
        },
        annotations=[
            {
                "x": year,
                "y": value,
                "text": hover_text(words),
                "showarrow": True,
                "arrowhead": 0,
                "arrowcolor": colours.muted,
                "ax": -14,
                "ay": 0,
                "xanchor": "right",
                "font": {"size": 13, "color": colours.text},
            }
            for year, value, words in notes
        ],
    )


def _line(line: Trend, colours: Palette, look: tuple[str, str, float, int]) -> list[dict]:
    colour, _, width, size = look
    solid: list[tuple[int | None, float | None]] = []
    dotted: list[tuple[int | None, float | None]] = []
    before = None
    for point in line.points:
        if before and point.joins_previous:
            if point.is_break:
                dotted += [(before.year, before.value), (point.year, point.value), (None, None)]
            else:
                solid += [(before.year, before.value), (point.year, point.value), (None, None)]
        before = point
    stroke = {"color": colour, "width": width}
    marks = trace(
        "scatter",
        x=[point.year for point in line.points],
        y=[point.value for point in line.points],
        mode="markers",
        marker={
            "size": [size + 3 if point.is_break else size for point in line.points],
            "symbol": "diamond" if line.role == "average" else "circle",
            "color": [colours.background if point.is_break else colour for point in line.points],
            "line": {"color": colour, "width": [1.6 if point.is_break else 0 for point in line.points]},
        },
        text=[point.hover for point in line.points],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    segments = [
        trace(
            "scatter",
            x=[x for x, _ in ends],
            y=[y for _, y in ends],
            mode="lines",
            line={**stroke, **dash},
            hoverinfo="skip",
        )
        for ends, dash in ((solid, {}), (dotted, {"dash": "dot"}))
    ]
    return [*segments, marks]


def _apart(values: list[float], low: float, high: float, pixels: int) -> list[float]:
    """Return where to write the label of each value so that none covers another, as near to the value as may be."""
    step = (high - low) * LINE_OF_TEXT / pixels
    # Labels that would touch stand as one block around their mean; blocks that then touch are joined in turn.
    blocks: list[list[int]] = []
    for index in sorted(range(len(values)), key=lambda each: (values[each], -each)):
        blocks.append([index])
        while len(blocks) > 1 and _bottom(blocks[-1], values, step) < _bottom(blocks[-2], values, step) + step * len(
            blocks[-2]
        ):
            above = blocks.pop()
            blocks[-1] += above
    order = [index for block in blocks for index in block]
    places = [_bottom(block, values, step) + position * step for block in blocks for position in range(len(block))]
    for position, place in enumerate(places):
        places[position] = max(place, places[position - 1] + step if position else low)
    for position in reversed(range(len(places))):
        most = places[position + 1] - step if position + 1 < len(places) else high
        places[position] = min(places[position], most)
    return [place for _, place in sorted(zip(order, places, strict=True))]


def _bottom(block: list[int], values: list[float], step: float) -> float:
    return sum(values[index] for index in block) / len(block) - step * (len(block) - 1) / 2
