"""Labelled scatters: each place a dot with its name, one measure across and one up."""

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, padded, trace
from pages.parts.figures.halo import halo
from pages.parts.palette import Palette

# The plot on a phone, for which the names are laid out; a letter's width and a line's height; all in pixels.
WIDTH, LETTER, LINE = 290, 7, 17

# Where a name may stand beside its dot: Plotly's word, and the middle of the name from the dot,
# in halves of the name's width and in lines.
SEATS = (
    ("middle right", 1, 0),
    ("middle left", -1, 0),
    ("top center", 0, 1),
    ("bottom center", 0, -1),
    ("top right", 1, 1),
    ("bottom right", 1, -1),
    ("top left", -1, 1),
    ("bottom left", -1, -1),
)


class Dot(NamedTuple):
    """One place: its role (rest, average or chosen), its two values and its hover text."""

    place: str
    role: str
    x: float
    y: float
    hover: str


def labelled_scatter(
    dots: Sequence[Dot], colours: Palette, height: int, *, x_title: str, y_title: str, x_unit: str, y_unit: str
) -> Drawn:
    """Return a scatter of `dots`, each with its name where it covers no other, as far as there is room."""
    x_range, y_range = padded([dot.x for dot in dots], 0.16), padded([dot.y for dot in dots], 0.1)
    seats = _seats(dots, x_range, y_range, height - 70)
    looks = {"rest": colours.mark, "average": colours.action, "chosen": colours.chosen}
    traces = [
        trace(
            "scatter",
            x=[dot.x for dot, _ in shown],
            y=[dot.y for dot, _ in shown],
            mode="markers+text",
            marker={
                "size": 11,
                "symbol": "diamond" if role == "average" else "circle",
                "color": looks[role],
                "line": {"color": colours.background, "width": 1},
            },
            text=[hover_text(dot.place) if role == "rest" else f"<b>{hover_text(dot.place)}</b>" for dot, _ in shown],
            textposition=[seat for _, seat in shown],
            textfont={
                "size": 13,
                "color": colours.text if role == "rest" else looks[role],
                "shadow": halo(colours),
            },
            customdata=[dot.hover for dot, _ in shown],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
        for role in looks
        if (shown := [pair for pair in zip(dots, seats, strict=True) if pair[0].role == role])
    ]
    return figure(
        traces,
        colours,
        height,
        margin={"t": 26, "b": 46, "r": 8},
        hovermode="closest",
        xaxis={
            "range": x_range,
            "ticksuffix": x_unit,
            "nticks": 6,
            "tickangle": 0,
            "title": {"text": hover_text(x_title), "font": {"size": 13, "color": colours.muted}, "standoff": 6},
        },
        yaxis={
            "range": y_range,
            "showgrid": True,
            "gridcolor": colours.hairline,
            "ticksuffix": y_unit,
            "nticks": 6,
            "tickfont": {"color": colours.muted, "size": 13},
        },
        annotations=[
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 4,
                "text": hover_text(y_title),
                "showarrow": False,
                "font": {"size": 13, "color": colours.muted},
            }
        ],
    )


def _seats(dots: Sequence[Dot], x_range: list[float], y_range: list[float], height: int) -> list[str]:
    across = [(dot.x - x_range[0]) / (x_range[1] - x_range[0]) * WIDTH for dot in dots]
    up = [(dot.y - y_range[0]) / (y_range[1] - y_range[0]) * height for dot in dots]
    taken = [(x - 7, x + 7, y - 7, y + 7) for x, y in zip(across, up, strict=True)]
    seats = []
    for number, dot in enumerate(dots):
        half = len(dot.place) * LETTER / 2
        choices = []
        for order, (seat, right, above) in enumerate(SEATS):
            x = across[number] + right * (half + (9 if above == 0 else 2))
            y = up[number] + above * LINE * 0.9
            box = (x - half, x + half, y - LINE / 2, y + LINE / 2)
            beyond = max(0, -box[0], box[1] - WIDTH)
            covered = sum(_shared(box, other) for place, other in enumerate(taken) if place != number)
            choices.append((covered + beyond * LINE, order, seat, box))
        _, _, seat, box = min(choices)
        seats.append(seat)
        taken.append(box)
    return seats


def _shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    width = min(one[1], other[1]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[2], other[2])
    return max(width, 0) * max(height, 0)
