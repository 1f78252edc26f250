"""Heat tables: a matrix whose cells carry their words or numbers, never colour alone."""

import pandas as pd
import plotly.graph_objects as go

from pages.parts.figures.base import Drawn, figure
from pages.parts.palette import Palette


def heat_table(
    cells: pd.DataFrame,
    colours: Palette,
    *,
    rows: list[str],
    columns: list[str],
    steps: dict[int, tuple[str, str]],
    row_height: int = 30,
) -> Drawn:
    """Return a heat table.

    `cells`, one row per cell: row, column, step (a key of `steps`), text, hover; absent cells stay empty.
    `rows` and `columns` give the order, first row on top. `steps`: step -> (fill, colour of its text).
    """
    ordered = sorted(steps)
    scale = [
        point
        for position, step in enumerate(ordered)
        for point in ((position / len(ordered), steps[step][0]), ((position + 1) / len(ordered), steps[step][0]))
    ]
    at = {(cell.row, cell.column): cell for cell in cells.itertuples()}
    grid = [[at.get((row, column)) for column in columns] for row in rows]
    colour = go.Heatmap(
        z=[[ordered.index(cell.step) if cell else None for cell in line] for line in grid],
        x=columns,
        y=rows,
        zmin=-0.5,
        zmax=len(ordered) - 0.5,
        colorscale=scale,
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[cell.hover if cell else "" for cell in line] for line in grid],
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
    )
    words = [
        _words([cell for cell in cells.itertuples() if cell.step == step], steps[step][1])
        for step in ordered
        if (cells["step"] == step).any()
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
            "categoryarray": columns,
            "automargin": True,
            "tickfont": {"size": 13, "color": colours.text},
        },
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": rows[::-1]},
    )


def _words(cells: list, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[cell.column for cell in cells],
        y=[cell.row for cell in cells],
        mode="text",
        text=[cell.text for cell in cells],
        textfont={"color": colour, "size": 13},
        hoverinfo="skip",
    )
