"""What the map of the Panorama can show: each measure's question, scale, wording and evidence."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from data.contract import Fact
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import Drawn
from pages.parts.figures.europe import LEVELS, countries_map, level_scale, value_scale
from pages.parts.figures.ranking import Standing, ranking
from pages.parts.indicator import Indicator, described, evidence, facts, flags_of, labelled, missing, of_size, the
from pages.parts.view import CACHED, View
from pages.parts.wording import inside, per_cent
from queries.cache import cached

HEIGHT = 292

MEASURES = {
    "policy_status": "Cluster policy status",
    "s3_role": "Cluster managers’ role in smart specialisation (S3)",
    "small_firms": "Small enterprises with basic digital intensity",
    "size_gap": "Gap between large and small enterprises",
    "ict_vacancies": "Hard-to-fill ICT vacancies",
    "desi": "Digital economy and society index (DESI)",
    "industry40": "Clusters with documented Industry 4.0 activities",
}

_DIMENSIONS = {"policy_status": ("D1", "Cluster policy is"), "s3_role": ("D3", "Cluster managers’ role in S3 is")}

_SERIES = {
    "small_firms": ("dii_basic_v3", "10-49"),
    "size_gap": ("dii_basic_v3", "gap"),
    "ict_vacancies": ("ict_hard_to_fill", "total"),
    "desi": ("desi_overall", "total"),
}


class Measure(NamedTuple):
    """A measure as it stands in the data: its places, highest first, with the year of each, and its words."""

    places: Sequence[Standing]
    years: Sequence[int | None]
    finding: str
    subtitle: str
    evidence: Evidence
    column: str
    """Heading of the values in the table."""
    decimals: int = 1
    has_levels: bool = False
    """Whether the values are the ordinal levels 0 to 5."""

    @property
    def words(self) -> str:
        """All values in words."""
        return "; ".join(f"{place.place} {place.label}" for place in self.places) + "."


class _Line(NamedTuple):
    place: str
    value: float | None
    label: str
    year: int | None


@cached(CACHED)
def compared(view: View, key: str) -> tuple[Chart, Drawn]:
    """Return the map of the measure `key` (of MEASURES) with all that belongs to it, and the ranking to go beside."""
    measure, colours = measured(view, key), view.colours
    highest = max((place.value for place in measure.places if place.value is not None), default=0)
    drawn = countries_map(measure.places, view.rows("partner_regions"), colours, HEIGHT, has_levels=measure.has_levels)
    beside = ranking(
        measure.places,
        colours,
        HEIGHT,
        axis_range=(-0.05, 5.9) if measure.has_levels else (0, highest * 1.32 or 1),
        axis_step=1 if measure.has_levels else None,
        colour_scale=level_scale(colours) if measure.has_levels else value_scale(colours),
        colour_range=LEVELS if measure.has_levels else None,
    )
    table = Table.of(
        [_Line(place.place, place.value, place.label, year)
         for place, year in zip(measure.places, measure.years, strict=True)],
        {"place": "Place", "value": measure.column, "label": "In words", "year": "Year"},
        {measure.column: f"%.{measure.decimals}f", "Year": "%d"},
    )  # fmt: skip
    words = (
        "; ".join(f"{place.place} {place.label}" for place in measure.places)
        + ". Orange dots on the map: the seats of the ten partners."
    )
    return Chart("map", measure.finding, measure.subtitle, drawn, words, table, measure.evidence), beside


@cached(CACHED)
def measured(view: View, key: str) -> Measure:
    """Return the measure `key` (of MEASURES) as it stands in the data."""
    if key in _DIMENSIONS:
        return _level(view, *_DIMENSIONS[key])
    return _indicator(view, key, *_SERIES[key]) if key in _SERIES else _industry40(view)


def _level(view: View, dimension: str, opening: str) -> Measure:
    rows = view.rows("country_levels", dimension=dimension)
    extremes = view.row("extremes", dimension=dimension)
    described = next((row for row in view.rows("policy_dimensions") if row.dimension_id == dimension), None)
    if extremes.year is None:
        countries = view.rows("partner_countries_list")
        name = described.dimension if described else f"The dimension {dimension}"
        return Measure(
            [Standing(row.country_code, row.country, True, None, "not compared") for row in countries],
            [None] * len(countries),
            f"{name} is assessed in no year for every country, so they cannot be compared",
            "Central government; levels 0 to 5, read from documents; Cluster policy shows the levels there are",
            of_dataset("maturity_assessments", described.question if described else "", "No common year."),
            "Level (0 to 5)",
            0,
            True,
        )
    lowest, highest = the(view, *extremes.lowest_countries), the(view, *extremes.highest_countries)
    return Measure(
        [Standing(row.country_code, row.country, True, row.level, row.level_label) for row in rows],
        [row.year for row in rows],
        f"{opening} {extremes.lowest_label.lower()} in {lowest} and {extremes.highest_label.lower()} in {highest}",
        f"{extremes.dimension}, central government, {extremes.year}; levels 0 to 5, read from documents",
        of_dataset(
            "maturity_assessments",
            described.question if described else "",
            f"Assessed for {extremes.year}.",
            facts=[Fact(row.country_code, year=row.year, dimension=dimension, tier="national") for row in rows],
        ),
        "Level (0 to 5)",
        0,
        True,
    )


def _indicator(view: View, key: str, indicator: str, size: str) -> Measure:
    about = described(view, indicator, size)
    rows = view.rows("standings", indicator=indicator, size=size, kind="country", year="common")
    known = sorted((row for row in rows if row.value is not None), key=lambda row: -row.value)
    countries = [row for row in known if row.is_ranked]
    if not countries:
        return _unknown(view, MEASURES[key], about)
    top, bottom, year = countries[0], countries[-1], known[0].year
    absent = [row for row in rows if row.value is None]
    places = [*known, *absent]
    finding = (
        f"Small enterprises trail large ones by up to {about.number(top.value)}, in {the(view, top.place)}"
        if about.is_gap
        else f"{MEASURES[key]}: from {about.number(bottom.value)} in {the(view, bottom.place)} to "
        f"{about.number(top.value)} in {the(view, top.place)}"
    )
    return Measure(
        [Standing(row.place_code, row.place, row.is_ranked, row.value, labelled(about, row, year)) for row in places],
        [row.year for row in places],
        finding,
        "; ".join(
            [
                f"{about.label}: {inside(about.measure)}, {year}",
                *of_size(size),
                *missing(view, {row.place: row.newest_year for row in absent}),
                *flags_of(known),
            ]
        ),
        evidence(about, f"Year {year}.", facts(about, rows)),
        about.heading,
        about.decimals,
    )


def _unknown(view: View, name: str, about: Indicator) -> Measure:
    countries = view.rows("partner_countries_list")
    return Measure(
        [Standing(row.country_code, row.country, True, None, "no value") for row in countries],
        [None] * len(countries),
        f"{name}: no value is known for any of the countries",
        f"{about.label}: {inside(about.measure)}",
        evidence(about, "No year.", ()),
        about.heading,
        about.decimals,
    )


def _industry40(view: View) -> Measure:
    rows = view.rows("industry40_rate_by_country", country=())
    return Measure(
        [Standing(row.country_code, row.country, True, row.documented_pct, _rate(row)) for row in rows],
        [None] * len(rows),
        "Documented Industry 4.0 activities say how much clusters publish, not who leads",
        "Share of listed clusters with documented activities, a lower bound; countries by name, no ranking",
        of_dataset(
            "cluster_organisations",
            "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
            "Compiled in 2026.",
            "no_country_ranking",
            "headline_lower_bound",
        ),
        "Documented (%)",
    )


def _rate(row: Any) -> str:
    return "no value" if row.documented_pct is None else per_cent(row.documented_pct)
