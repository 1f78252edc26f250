"""How an indicator differs by size of enterprise."""

import pandas as pd

from pages.compare.indicator_words import SIZES, described, flag_words, the
from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_indicator
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.view import CACHED, View
from pages.parts.wording import listed
from queries.cache import cached

Codes = tuple[str, ...]


@cached(CACHED)
def sizes(view: View, indicator: str, year: str, country: Codes) -> Chart | None:
    """Small, medium and large enterprises side by side in each country; None where a year has none of them."""
    rows = list(view.ask("values_by_size", indicator=indicator, year=year).itertuples(index=False))
    if not rows:
        return None
    about = described(view, indicator)
    colours = view.colours
    shown_year = rows[0].year
    cells = [
        Cell(
            f"<b>{row.place}</b>" if row.place_code in country else row.place,
            SIZES[row.size_class].split(",")[0],
            row.step,
            about.number(row.value) + (f" ({row.flag})" if pd.notna(row.flag) else ""),
            f"<b>{row.place}</b><br>{SIZES[row.size_class]}: {about.number(row.value)}"
            + (f"<br>{flag_words(row.flag)}" if pd.notna(row.flag) else ""),
        )
        for row in rows
    ]
    widest = next((row for row in rows if row.is_ranked and pd.notna(row.gap_points)), None)
    places = list(dict.fromkeys(row.place for row in rows))
    finding = (
        f"Small and large enterprises are furthest apart in {the(widest.place)}: {abs(widest.gap_points):.1f} points "
        f"({shown_year})"
        if widest
        else f"Small, medium and large enterprises, {shown_year}"
    )
    absent = [each for each in view.ask("partner_countries_list")["country"] if each not in places]
    return Chart(
        "sizes",
        finding,
        "; ".join(
            [
                (
                    f"{about.measure}, {shown_year}; 10 to 49, 50 to 249, and 250 and more persons; widest gap between "
                    "small and large on top"
                ),
                *([f"no value for {the(listed(absent))}"] if absent else []),
                *sorted({flag_words(row.flag) for row in rows} - {""}),
            ]
        ),
        heat_table(
            cells,
            colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=[SIZES[size].split(",")[0] for size in ("10-49", "50-249", "250+")],
            steps=dict(enumerate(zip(colours.levels[:5], colours.level_texts[:5], strict=True))),
        ),
        f"{len(places)} places by three sizes of enterprise; the shade of a cell goes with its value.",
        Table(
            pd.DataFrame(
                [
                    (row.place, SIZES[row.size_class], row.value, row.year, flag_words(row.flag), row.gap_points)
                    for row in rows
                ],
                columns=["Place", "Size", about.heading, "Year", "Flag", "Gap, small to large (points)"],
            ),
            {about.heading: f"%.{about.digits}f", "Year": "%d", "Gap, small to large (points)": "%.1f"},
        ),
        of_indicator(view, indicator, f"Year {shown_year}."),
    )
