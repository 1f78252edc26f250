"""Two indicators side by side: whether they go together across places, which is not yet a cause."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from data.contract import Fact
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence
from pages.parts.figures.base import hover_text
from pages.parts.figures.labelled_scatter import Dot, labelled_scatter
from pages.parts.indicator import KINDS, Indicator, described, evidence, of_size, of_years, the
from pages.parts.series import average
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, fixed, inside, listed
from queries.cache import cached

Codes = tuple[str, ...]

NO_CAUSE = "Going together is not a cause: size, wealth or a third thing may be behind both."

# Fewer places bear no statement on how two indicators go together.
FEWEST = 5


class Side(NamedTuple):
    """One of the two indicators with the years of its values, oldest first."""

    about: Indicator
    years: Sequence[int]


@cached(CACHED)
def pair(
    view: View, indicator: str, size: str, second: str, second_size: str, kind: str, year: str, country: Codes
) -> Chart | None:
    """Return the scatter of two indicators; None where fewer than five places have a value of both."""
    rows = view.rows(
        "paired_values",
        indicator=indicator,
        size=size,
        second=second,
        second_size=second_size,
        kind=kind,
        year=year,
    )
    if not rows or rows[0].places < FEWEST:
        return None
    one = Side(described(view, indicator, size), sorted(row.first_year for row in rows))
    two = Side(described(view, second, second_size), sorted(row.second_year for row in rows))
    return Chart(
        "pair",
        f"{_strength(rows[0].spearman, one.about.label, two.about.label)} across {rows[0].places} {KINDS[kind][1]}",
        _subtitle(rows[0], one, two, kind, year),
        labelled_scatter(
            [_dot(row, one.about, two.about, country) for row in rows],
            view.colours,
            440,
            x_title=_axis(one.about),
            y_title=_axis(two.about),
            x_unit=one.about.sign,
            y_unit=two.about.sign,
        ),
        _ends(view, rows, one.about, two.about),
        Table.of(
            rows,
            {"place": "Place", "country": "Country", "first_value": one.about.label, "first_year": "Year",
             "second_value": two.about.label, "second_year": "Year of the second"},
            {one.about.label: one.about.format, "Year": "%d", two.about.label: two.about.format,
             "Year of the second": "%d"},
        ),
        _evidence(rows, one, two, kind),
    )  # fmt: skip


def _subtitle(total: Any, one: Side, two: Side, kind: str, year: str) -> str:
    first, second = of_years(one.years), of_years(two.years)
    years = first if first == second else f"{first} across, {second} up"
    if first != second and year == "common":
        years += ": no year has both for most places"
    is_ordinal = one.about.is_ordinal or two.about.is_ordinal
    measures = [] if is_ordinal or total.pearson is None else [f"Pearson {_coefficient(total.pearson)}"]
    measures += [] if total.spearman is None else [f"Spearman (by rank) {_coefficient(total.spearman)}"]
    return "; ".join(
        [
            f"{total.places} {KINDS[kind][1]} with both values; {years}",
            *of_size(one.about.size),
            " and ".join(measures) or "no correlation can be computed, as one of the two does not vary",
            "from −1 (opposite) over 0 (nothing) to 1 (together)",
        ]
    )


def _dot(row: Any, one: Indicator, two: Indicator, country: Codes) -> Dot:
    return Dot(
        average(row.place),
        "average" if not row.is_ranked else "chosen" if row.country_code in country else "rest",
        row.first_value,
        row.second_value,
        f"<b>{hover_text(row.place)}</b><br>{hover_text(one.label)}, {row.first_year}: "
        f"{one.number(row.first_value)}<br>"
        f"{hover_text(two.label)}, {row.second_year}: {two.number(row.second_value)}",
    )


def _ends(view: View, rows: Sequence[Any], one: Indicator, two: Indicator) -> str:
    in_order = sorted((row for row in rows if row.is_ranked), key=lambda row: (row.first_value, row.place))
    low, high = in_order[0], in_order[-1]
    return (
        f"From {the(view, low.place)} ({one.number(low.first_value)} and {two.number(low.second_value)}) to "
        f"{the(view, high.place)} ({one.number(high.first_value)} and {two.number(high.second_value)})."
    )


def _evidence(rows: Sequence[Any], one: Side, two: Side, kind: str) -> Evidence:
    lacks_kingdom = kind == "country" and "UK" not in {row.country_code for row in rows}

    def shown(about: Indicator) -> list[Fact]:
        codes = [row.place_code for row in rows] + (["UK"] if lacks_kingdom else [])
        return [
            Fact(code, about.indicator_id, about.organisation, kind, missing=lacks_kingdom and code == "UK")
            for code in codes
        ]

    # What holds for the first indicator is said above, with its ranking.
    first, second = evidence(one.about, "", ()), evidence(two.about, "", shown(two.about), shown(one.about))
    return replace(
        second,
        definition=f"{first.definition} {second.definition} Pearson’s coefficient measures a straight line, "
        "Spearman’s the order alone; both count the places shown, without the EU average.",
        source=first.source + ("" if second.source == first.source else f" {second.source}"),
        date=f"{one.about.label}: {of_years(one.years)}. {two.about.label}: {of_years(two.years)}.",
        cautions=(NO_CAUSE, *second.cautions),
        url=first.url if first.url == second.url else "",
    )


def _coefficient(value: float) -> str:
    return fixed(value, 2, "+")


def _axis(about: Indicator) -> str:
    """Return the label of an axis with its measure where both fit a phone."""
    for label in (about.label, about.short_label):
        both = f"{label} ({inside(about.measure)})"
        if len(both) <= 48:
            return both
    return about.short_label


def _strength(coefficient: float | None, one: str, two: str) -> str:
    names = capital(listed([f"“{one}”", f"“{two}”"]))
    if coefficient is None:
        return f"{names} cannot be correlated"
    if abs(coefficient) < 0.3:
        return f"{names} hardly go together"
    strong = "closely" if abs(coefficient) >= 0.7 else "loosely"
    return f"{names} go {strong} together" if coefficient > 0 else f"{names} go {strong} in opposite directions"
