"""How an indicator differs by size of enterprise."""

from markupsafe import Markup

from data.contract import Fact
from pages.parts.chart import Chart, Table
from pages.parts.figures.base import hover_text
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.indicator import SIZES, described, evidence, facts, flag_words, flags_of, the
from pages.parts.view import CACHED, View
from queries.cache import cached

Codes = tuple[str, ...]


@cached(CACHED)
def sizes(view: View, indicator: str, year: str, country: Codes) -> Chart | None:
    """Small, medium and large enterprises side by side in each country; None where a year has none of them."""
    rows = view.rows("values_by_size", indicator=indicator, year=year)
    if not rows:
        return None
    about, gap = described(view, indicator), described(view, indicator, "gap")
    colours = view.colours
    shown_year = rows[0].year
    cells = [
        Cell(
            Markup("<b>{}</b>").format(hover_text(row.place)) if row.place_code in country else row.place,
            _short(row.size_class),
            row.step,
            about.number(row.value) + (f" ({row.flag})" if row.flag else ""),
            f"<b>{hover_text(row.place)}</b><br>{SIZES[row.size_class]}: {about.number(row.value)}"
            + (f"<br>{flag_words(row.flag)}" if row.flag else ""),
        )
        for row in rows
    ]
    widest = next((row for row in rows if row.is_ranked and row.gap_points is not None), None)
    places = list(dict.fromkeys(row.place for row in rows))
    finding = (
        f"Small and large enterprises are furthest apart in {the(view, widest.place)}: "
        f"{gap.number(abs(widest.gap_points))} ({shown_year})"
        if widest
        else f"Small, medium and large enterprises, {shown_year}"
    )
    absent = [name for name in view.labels("partner_countries_list").values() if name not in places]
    return Chart(
        "sizes",
        finding,
        "; ".join(
            [
                (
                    f"{about.measure}, {shown_year}; 10 to 49, 50 to 249, and 250 and more persons; widest gap between "
                    "small and large on top"
                ),
                *([f"no value for {the(view, *absent)}"] if absent else []),
                *flags_of(rows),
            ]
        ),
        heat_table(
            cells,
            colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=[_short(size) for size in ("10-49", "50-249", "250+")],
            steps=dict(enumerate(zip(colours.levels[:5], colours.level_texts[:5], strict=True))),
        ),
        f"{len(places)} places by three sizes of enterprise; the shade of a cell goes with its value.",
        Table.of(
            [row._replace(size_class=SIZES[row.size_class], flag=flag_words(row.flag)) for row in rows],
            {"place": "Place", "size_class": "Size", "value": about.heading, "year": "Year", "flag": "Flag",
             "gap_points": "Gap, small to large (points)"},
            {about.heading: about.format, "Year": "%d", "Gap, small to large (points)": "%.1f"},
        ),
        evidence(about, f"Year {shown_year}.", facts(about, rows), [Fact("", about.indicator_id)]),
    )  # fmt: skip


def _short(size: str) -> str:
    return SIZES[size].split(",")[0]
