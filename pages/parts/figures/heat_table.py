"""Heat tables: a matrix whose cells carry their words or numbers, never colour alone."""

import pandas as pd
import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.palette import Palette


def heat_table(
    cells: pd.DataFrame,
    colours: Palette,
    height: int,
    *,
    rows: list[str],
    columns: list[str],
    colour_of: dict[int, tuple[str, str]],
) -> go.Figure:
    """Return a heat table.

    `cells`: row, column, step (a key of `colour_of`), text, hover; one row per cell, absent cells stay empty outlines.
    `rows` and `columns` give the order, first row on top. `colour_of`: step -> (fill, colour of its text).
    """
    drawn = figure(colours, height)
    steps = sorted(colour_of)
    by_place = {(cell.row, cell.column): cell for cell in cells.itertuples()}
    scale = [
        point
        for position, step in enumerate(steps)
        for point in (
            (position / len(steps), colour_of[step][0]),
            ((position + 1) / len(steps), colour_of[step][0]),
        )
    ]
    grid = [[by_place.get((row, column)) for column in columns] for row in rows]
    drawn.add_trace(
        go.Heatmap(
            z=[[steps.index(cell.step) if cell else None for cell in line] for line in grid],
            x=columns,
            y=rows,
            zmin=-0.5,
            zmax=len(steps) - 0.5,
            colorscale=scale,
            showscale=False,
            xgap=2,
            ygap=2,
            customdata=[[[cell.hover if cell else ""] for cell in line] for line in grid],
            hovertemplate="%{customdata[0]}<extra></extra>",
            hoverongaps=False,
        )
    )
    for step in steps:
        shown = [cell for cell in cells.itertuples() if cell.step == step]
        if shown:
            drawn.add_trace(
                go.Scatter(
                    x=[cell.column for cell in shown],
                    y=[cell.row for cell in shown],
                    mode="text",
                    text=[cell.text for cell in shown],
                    textfont={"color": colour_of[step][1], "size": 13},
                    hoverinfo="skip",
                )
            )
    drawn.update_xaxes(side="top", showgrid=False, tickfont={"size": 13, "color": colours.text}, type="category")
    drawn.update_yaxes(type="category", categoryorder="array", categoryarray=rows[::-1])
    return drawn
