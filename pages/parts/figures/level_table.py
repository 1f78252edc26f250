"""Level tables: places by dimensions, a level's number and word in each cell, to click; missing cells are outlined."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.figures.base import Drawn, figure, hover_text, in_lines, trace
from pages.parts.palette import Palette

ROW_HEIGHT = 28


class LevelCell(NamedTuple):
    """One cell: the codes of its row and column, its level 0 to 5 or None, its text, and its hover text."""

    row: str
    column: str
    level: int | None
    text: str
    hover: str


def level_table(
    cells: Sequence[LevelCell],
    colours: Palette,
    *,
    rows: dict[str, str],
    columns: dict[str, str],
    opened: tuple[str | None, str],
) -> Drawn:
    """Return a table of levels; a click on a cell gives its codes, row then column, as custom data.

    `rows`: code -> heading, the first on top; `columns`: code -> name, from the left. `opened`: the codes
    of the row (None for none) and the column the visitor looks at; their crossing is outlined.
    """
    across = {code: place for place, code in enumerate(columns)}
    down = {code: place for place, code in enumerate(rows)}
    grid: list[list[int | None]] = [[None] * len(columns) for _ in rows]
    for cell in cells:
        grid[down[cell.row]][across[cell.column]] = cell.level
    colour = trace(
        "heatmap",
        z=grid,
        zmin=-0.5,
        zmax=5.5,
        colorscale=[(edge / 6, fill) for level, fill in enumerate(colours.levels) for edge in (level, level + 1)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        hoverongaps=False,
    )
    by_level: dict[int | None, list[LevelCell]] = defaultdict(list)
    for cell in cells:
        by_level[cell.level].append(cell)
    words = [
        trace(
            "scatter",
            x=[across[cell.column] for cell in shown],
            y=[down[cell.row] for cell in shown],
            mode="text",
            text=[hover_text(cell.text) for cell in shown],
            textfont={"color": colours.muted if level is None else colours.level_texts[level], "size": 12},
            hoverinfo="skip",
        )
        for level, shown in by_level.items()
    ]
    # Plotly returns no clicks from a heat map: these unseen squares on top take them.
    clicks = trace(
        "scatter",
        x=[across[cell.column] for cell in cells],
        y=[down[cell.row] for cell in cells],
        mode="markers",
        marker={"symbol": "square", "size": ROW_HEIGHT - 2, "color": "rgba(0,0,0,0)"},
        customdata=[[cell.row, cell.column] for cell in cells],
        text=[cell.hover for cell in cells],
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
    )
    missing = [
        _box(across[cell.column], down[cell.row], {"color": colours.mark, "width": 1, "dash": "dot"})
        for cell in by_level[None]
    ]
    row, column = opened
    if row in down and column in across:
        missing.append(_box(across[column], down[row], {"color": colours.chosen, "width": 3}))
    headings = [
        f'<span style="color:{colours.chosen}"><b>{in_lines(name)}</b></span>' if code == column else in_lines(name)
        for code, name in columns.items()
    ]
    return figure(
        [colour, *words, clicks],
        colours,
        height=66 + ROW_HEIGHT * len(rows),
        margin={"t": 0, "b": 4},
        shapes=missing,
        hovermode="closest",
        hoverdistance=50,
        clickmode="event+select",
        xaxis={
            "side": "top",
            "showgrid": False,
            "range": [-0.5, len(columns) - 0.5],
            "tickvals": list(across.values()),
            "ticktext": headings,
            "tickangle": 0,
            "ticks": "",
            "automargin": True,
            "tickfont": {"size": 12, "color": colours.text},
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(down.values()),
            "ticktext": list(map(hover_text, rows.values())),
        },
    )


def _box(across: int, down: int, line: dict) -> dict:
    return {
        "type": "rect",
        "x0": across - 0.48,
        "x1": across + 0.48,
        "y0": down - 0.44,
        "y1": down + 0.44,
        "line": line,
        "fillcolor": "rgba(0,0,0,0)",
    }
