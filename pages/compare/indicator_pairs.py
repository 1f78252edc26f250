"""Two indicators side by side: whether they go together across places, which is not yet a cause."""

import pandas as pd

from pages.compare.indicator_words import KINDS, cautions, described, of_size, the
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_indicator
from pages.parts.figures.labelled_scatter import Dot, labelled_scatter
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, listed
from queries.cache import cached

Codes = tuple[str, ...]

NO_CAUSE = "Going together is not a cause: size, wealth or a third thing may be behind both."

# Fewer places bear no statement on how two indicators go together.
FEWEST = 5


@cached(CACHED)
def pair(
    view: View, indicator: str, size: str, second: str, second_size: str, kind: str, year: str, country: Codes
) -> Chart | None:
    """Return the scatter of two indicators; None where fewer than five places have a value of both."""
    rows = list(
        view.ask(
            "paired_values",
            indicator=indicator,
            size=size,
            second=second,
            second_size=second_size,
            kind=kind,
            year=year,
        ).itertuples(index=False)
    )
    if not rows or rows[0].places < FEWEST:
        return None
    one, two = described(view, indicator), described(view, second)
    total = rows[0]
    first_when, second_when = _when([row.first_year for row in rows]), _when([row.second_year for row in rows])
    same = first_when == second_when
    is_ordinal = one.is_ordinal or two.is_ordinal
    measures = [] if is_ordinal or pd.isna(total.pearson) else [f"Pearson {_coefficient(total.pearson)}"]
    measures += [] if pd.isna(total.spearman) else [f"Spearman (by rank) {_coefficient(total.spearman)}"]
    dots = [
        Dot(
            row.place.replace("European Union", "EU average"),
            "average" if not row.is_ranked else "chosen" if row.country_code in country else "rest",
            row.first_value,
            row.second_value,
            f"<b>{row.place}</b><br>{one.label}, {row.first_year}: {one.number(row.first_value)}<br>"
            f"{two.label}, {row.second_year}: {two.number(row.second_value)}",
        )
        for row in rows
    ]
    lacks_kingdom = "UK" not in {row.country_code for row in rows}
    about_first, about_second = of_indicator(view, indicator, ""), of_indicator(view, second, "")
    # What holds for the first indicator is said above, with its ranking.
    said = set(cautions(one, kind, lacks_kingdom=lacks_kingdom))
    also = [name for name in cautions(two, kind, lacks_kingdom=lacks_kingdom) if name not in said]
    in_order = sorted((row for row in rows if row.is_ranked), key=lambda row: (row.first_value, row.place))
    low, high = in_order[0], in_order[-1]
    years = first_when if same else f"{first_when} across, {second_when} up"
    if not same and year == "common":
        years += ": no year has both for most places"
    _, several = KINDS[kind]
    return Chart(
        "pair",
        f"{_strength(total.spearman, one.label, two.label)} across {total.places} {several}",
        "; ".join(
            [
                f"{total.places} {several} with both values; {years}",
                *of_size(size),
                " and ".join(measures) or "no correlation can be computed, as one of the two does not vary",
                "from −1 (opposite) over 0 (nothing) to 1 (together)",
            ]
        ),
        labelled_scatter(
            dots,
            view.colours,
            440,
            x_title=_axis(one.label, one.measure),
            y_title=_axis(two.label, two.measure),
            x_unit="\u00a0%" if one.is_share else "",
            y_unit="\u00a0%" if two.is_share else "",
        ),
        f"From {the(low.place)} ({one.number(low.first_value)} and {two.number(low.second_value)}) to "
        f"{the(high.place)} ({one.number(high.first_value)} and {two.number(high.second_value)}).",
        Table(
            pd.DataFrame(
                [
                    (row.place, row.country, row.first_value, row.first_year, row.second_value, row.second_year)
                    for row in rows
                ],
                columns=["Place", "Country", one.label, "Year", two.label, "Year of the second"],
            ),
            {
                one.label: f"%.{one.digits}f",
                "Year": "%d",
                two.label: f"%.{two.digits}f",
                "Year of the second": "%d",
            },
        ),
        Evidence(
            f"{about_first.definition} {about_second.definition} Pearson’s coefficient measures a straight line, "
            "Spearman’s the order alone; both count the places shown, without the EU average.",
            about_first.source + ("" if about_second.source == about_first.source else f" {about_second.source}"),
            f"{one.label}: {first_when}. {two.label}: {second_when}.",
            (NO_CAUSE, *of_indicator(view, second, "", *also).cautions),
            about_first.url if about_first.url == about_second.url else "",
        ),
    )


def _when(years: list[int]) -> str:
    return str(min(years)) if min(years) == max(years) else f"{min(years)} to {max(years)}"


def _coefficient(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _axis(label: str, measure: str) -> str:
    """Return the label of an axis with its measure where both fit a phone."""
    both = f"{label} ({measure[:1].lower()}{measure[1:]})"
    return both if len(both) <= 48 else label


def _strength(coefficient: float, one: str, two: str) -> str:
    names = capital(listed([f"“{one}”", f"“{two}”"]))
    if pd.isna(coefficient):
        return f"{names} cannot be correlated"
    if abs(coefficient) < 0.3:
        return f"{names} hardly go together"
    strong = "closely" if abs(coefficient) >= 0.7 else "loosely"
    return f"{names} go {strong} together" if coefficient > 0 else f"{names} go {strong} in opposite directions"
