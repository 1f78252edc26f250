"""Heat tables: a matrix whose cells carry their words or numbers, never colour alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, trace
from pages.parts.palette import Palette


class Cell(NamedTuple):
    """One cell: the names of its row and column, its colour's step, its text and its hover text."""

    row: str
    column: str
    step: int
    text: str
    hover: str


def heat_table(
    cells: Iterable[Cell],
    colours: Palette,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    steps: Mapping[int, tuple[str, str]],
    row_height: int = 30,
) -> Drawn:
    """Return a heat table; cells that are absent stay empty.

    `rows` and `columns` give the order, first row on top. `steps`: step -> (fill, colour of its text).
    """
    at = {(cell.row, cell.column): cell for cell in cells}
    order = {step: position for position, step in enumerate(sorted(steps))}
    grid = [[at.get((row, column)) for column in columns] for row in rows]
    colour = trace(
        "heatmap",
        z=[[order[cell.step] if cell else None for cell in line] for line in grid],
        x=list(map(hover_text, columns)),
        y=list(map(hover_text, rows)),
        zmin=-0.5,
        zmax=len(order) - 0.5,
        colorscale=[
            (edge / len(order), steps[step][0]) for step, position in order.items() for edge in (position, position + 1)
        ],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[cell.hover if cell else "" for cell in line] for line in grid],
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
    )
    by_step: dict[int, list[Cell]] = defaultdict(list)
    for cell in at.values():
        by_step[cell.step].append(cell)
    words = [
        trace(
            "scatter",
            x=[hover_text(cell.column) for cell in shown],
            y=[hover_text(cell.row) for cell in shown],
            mode="text",
            text=[hover_text(cell.text) for cell in shown],
            textfont={"color": steps[step][1], "size": 13},
            hoverinfo="skip",
        )
        for step, shown in by_step.items()
    ]
    return figure(
        [colour, *words],
        colours,
        height=70 + row_height * len(rows),
        margin={"t": 0, "b": 4},
        xaxis={
            "side": "top",
            "showgrid": False,
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(map(hover_text, columns)),
            "automargin": True,
            # On a phone headings stand upright; slanted ones are cut off at the edge.
            "autotickangles": [0, -90],
            "tickfont": {"size": 13, "color": colours.text},
        },
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": list(map(hover_text, rows[::-1]))},
    )
