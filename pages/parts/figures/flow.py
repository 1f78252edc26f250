"""Flows: how much goes from what stands on the left, over the middle, to what stands on the right."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, trace
from pages.parts.palette import Palette


class Link(NamedTuple):
    """One band of a flow: the columns' numbers (0 on the left), the names at its ends, its width and hover text."""

    column: int
    source: str
    target: str
    width: float
    hover: str
    is_chosen: bool = False
    colour: str = ""
    """As #rrggbb; without one, what is chosen and what is not have their own."""


def flow(links: Sequence[Link], colours: Palette, height: int, *, unknown: Collection[str] = ()) -> Drawn:
    """Return a Sankey diagram of `links`; a name may stand in two columns and is then two nodes.

    `unknown`: names that stand for what is not known; their nodes are hollow.
    """
    nodes: dict[tuple[int, str], int] = {}
    for link in links:
        nodes.setdefault((link.column, link.source), len(nodes))
        nodes.setdefault((link.column + 1, link.target), len(nodes))
    return figure(
        [
            trace(
                "sankey",
                arrangement="snap",
                node={
                    "label": [name for _, name in nodes],
                    "color": [colours.background if name in unknown else colours.action for _, name in nodes],
                    "line": {"width": [1.5 if name in unknown else 0 for _, name in nodes], "color": colours.mark},
                    "thickness": 10,
                    "pad": 13,
                    "hovertemplate": "%{label}<extra></extra>",
                },
                link={
                    "source": [nodes[link.column, link.source] for link in links],
                    "target": [nodes[link.column + 1, link.target] for link in links],
                    "value": [link.width for link in links],
                    "color": [
                        _clear(link.colour or (colours.chosen if link.is_chosen else colours.mark)) for link in links
                    ],
                    "customdata": [link.hover for link in links],
                    "hovertemplate": "%{customdata}<extra></extra>",
                },
                textfont={"size": 13, "color": colours.text},
            )
        ],
        colours,
        height,
        margin={"t": 6, "b": 6, "r": 0},
    )


def _clear(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
