"""Flows: how much goes from what stands on the left, over the middle, to what stands on the right."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, trace
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


MARGIN = 6
PAD = 13


def flow(
    links: Sequence[Link],
    colours: Palette,
    height: int,
    *,
    unknown: Collection[str] = (),
    keeps_columns: bool = False,
) -> Drawn:
    """Return a Sankey diagram of `links`; a name may stand in two columns and is then two nodes.

    `unknown`: names that stand for what is not known; their nodes are hollow. `keeps_columns` holds what nothing
    leads to, or from, in its own column; Plotly would move it to the edge.
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
                    "label": [hover_text(name) for _, name in nodes],
                    "color": [colours.background if name in unknown else colours.action for _, name in nodes],
                    "line": {"width": [1.5 if name in unknown else 0 for _, name in nodes], "color": colours.mark},
                    "thickness": 10,
                    "pad": PAD,
                    **(_places(list(nodes), links, height) if keeps_columns else {}),
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
        # Above, for the names over the first nodes.
        margin={"t": MARGIN + 8, "b": MARGIN, "r": 0, "l": 5 if keeps_columns else 0},
    )


def _places(nodes: list[tuple[int, str]], links: Sequence[Link], height: int) -> dict[str, list[float]]:
    """Return where the nodes stand, each column in an order in which few bands cross."""
    widths: dict[tuple[int, str], list[float]] = {node: [0.0, 0.0] for node in nodes}
    beside: dict[tuple[int, str], list[tuple[int, str]]] = {node: [] for node in nodes}
    for link in links:
        source, target = (link.column, link.source), (link.column + 1, link.target)
        widths[source][1] += link.width
        widths[target][0] += link.width
        beside[source].append(target)
        beside[target].append(source)
    columns: dict[int, list[tuple[int, str]]] = {}
    for node in nodes:
        columns.setdefault(node[0], []).append(node)
    rank = {node: place / len(column) for column in columns.values() for place, node in enumerate(column)}
    # Each node goes where its neighbours are on average, to and fro, until the order hardly changes any more.
    for number in [*sorted(columns), *sorted(columns, reverse=True)] * 4:
        column = columns[number]
        middle = {node: sum(rank[each] for each in beside[node]) / len(beside[node]) for node in column}
        column.sort(key=middle.__getitem__)
        rank |= {node: place / len(column) for place, node in enumerate(column)}
    pad = PAD / (height - 2 * MARGIN)
    tall = {node: max(each) for node, each in widths.items()}
    unit = min((1 - pad * len(column)) / sum(tall[node] for node in column) for column in columns.values())
    x, y = {}, {}
    for number, column in columns.items():
        free = 1 - unit * sum(tall[node] for node in column)
        top = free / (2 * len(column))
        for node in column:
            # Plotly takes a 0 for no place at all.
            x[node] = min(max(number / (len(columns) - 1), 0.001), 0.999)
            y[node] = top + unit * tall[node] / 2
            top += unit * tall[node] + free / len(column)
    return {"x": [x[node] for node in nodes], "y": [y[node] for node in nodes]}


def _clear(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
