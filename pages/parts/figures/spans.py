"""Spans: a bar between two values for each place, such as small and large enterprises, or then and now."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.figures.base import NO_TICKS, Drawn, figure, hover_text, trace
from pages.parts.palette import Palette
from pages.parts.wording import fixed

ROW = 30


@dataclass(frozen=True)
class Span:
    """One place's row: from `start` to `end`, both None where a value is missing, and what stands at its right."""

    place: str
    role: str
    """rest, average or chosen."""
    start: float | None
    end: float | None
    label: str
    hover: str


def spans(
    rows: Sequence[Span], colours: Palette, *, start_name: str, end_name: str, label_heading: str, unit: str = ""
) -> Drawn:
    """Return a dumbbell chart, the first row on top: hollow where a span starts, filled where it ends."""
    looks = {"rest": colours.mark, "average": colours.action, "chosen": colours.chosen}
    known = [row for row in rows if row.start is not None]
    values = [value for row in known for value in (row.start, row.end) if value is not None] or [0, 100]
    low, high = min(values), max(values)
    width = high - low or max(abs(high), 1)
    # The column of labels stands to the right of the highest value and its number.
    column = high + width * 0.3
    traces = [
        trace(
            "scatter",
            x=[x for row in known if row.role == role for x in (row.start, row.end, None)],
            y=[y for row in known if row.role == role for y in (hover_text(row.place), hover_text(row.place), None)],
            mode="lines",
            line={"color": colour, "width": 3 if role != "rest" else 2},
            hoverinfo="skip",
            showlegend=False,
        )
        for role, colour in looks.items()
    ]
    for name, is_end in ((start_name, False), (end_name, True)):
        traces.append(
            trace(
                "scatter",
                x=[row.end if is_end else row.start for row in known],
                y=[hover_text(row.place) for row in known],
                mode="markers+text",
                name=hover_text(name),
                marker={
                    "size": 11,
                    "symbol": ["diamond" if row.role == "average" else "circle" for row in known],
                    "color": [looks[row.role] if is_end else colours.background for row in known],
                    "line": {"color": [looks[row.role] for row in known], "width": 2},
                },
                text=[f"\u00a0{fixed((row.end if is_end else row.start) or 0.0, 1)}\u00a0" for row in known],
                textposition=[
                    "middle right" if ((row.end or 0) >= (row.start or 0)) == is_end else "middle left" for row in known
                ],
                textfont={"size": 13, "color": colours.muted},
                customdata=[row.hover for row in known],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
                showlegend=False,
            )
        )
    # The legend has marks of its own, as those of the rows have the colours of the places.
    traces += [
        trace(
            "scatter",
            x=[None],
            y=[None],
            mode="markers",
            name=hover_text(name),
            marker={
                "size": 11,
                "color": colours.muted if is_end else colours.background,
                "line": {"color": colours.muted, "width": 2},
            },
        )
        for name, is_end in ((start_name, False), (end_name, True))
    ]
    missing = [row for row in rows if row.start is None]
    if missing:
        traces.append(
            trace(
                "scatter",
                x=[low] * len(missing),
                y=[hover_text(row.place) for row in missing],
                mode="text",
                text=[hover_text(row.label) for row in missing],
                textposition="middle right",
                textfont={"size": 13, "color": colours.muted},
                cliponaxis=False,
                hoverinfo="skip",
                showlegend=False,
            )
        )
    traces += [
        trace(
            "scatter",
            x=[column] * len(shown),
            y=[hover_text(row.place) for row in shown],
            mode="text",
            text=[hover_text(row.label) if role == "rest" else f"<b>{hover_text(row.label)}</b>" for row in shown],
            textposition="middle right",
            textfont={"size": 13, "color": colours.text if role == "rest" else looks[role]},
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
        for role in looks
        if (shown := [row for row in known if row.role == role])
    ]
    return figure(
        traces,
        colours,
        height=62 + ROW * len(rows),
        has_legend=True,
        margin={"t": 34, "b": 24, "r": 62},
        xaxis={"range": [low - width * 0.3, column], "ticksuffix": unit, "nticks": 6},
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [hover_text(row.place) for row in rows][::-1],
            "range": [-0.6, len(rows) - 0.4],
            **NO_TICKS,
        },
        annotations=[
            {
                "x": column,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "yref": "paper",
                "text": hover_text(label_heading),
                "showarrow": False,
                "font": {"size": 13, "color": colours.muted},
            }
        ]
        if known
        else [],
    )
