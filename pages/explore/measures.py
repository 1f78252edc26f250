"""What the map of the Panorama can show: each measure's question, scale, wording and evidence."""

from dataclasses import dataclass

import pandas as pd

from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset, of_indicator
from pages.parts.figures.base import Drawn
from pages.parts.figures.europe import LEVELS, countries_map, level_scale, value_scale
from pages.parts.figures.ranking import ranking
from pages.parts.view import CACHED, View
from pages.parts.wording import listed
from queries.cache import cached

HEIGHT = 292

COLUMNS = ["place_code", "place", "is_partner", "year", "value", "label"]


@dataclass(frozen=True)
class Measure:
    """A measure as it stands in the data: one row per place (COLUMNS), its scale, and its words."""

    places: pd.DataFrame
    finding: str
    subtitle: str
    axis_range: tuple[float, float]
    axis_step: float
    has_levels: bool
    """Whether the values are the ordinal levels 0 to 5."""
    evidence: Evidence
    column: str
    """Heading of the values in the table."""
    digits: int


MEASURES = {
    "policy_status": "Cluster policy status",
    "s3_role": "Cluster managers’ role in smart specialisation (S3)",
    "small_firms": "Small enterprises with basic digital intensity",
    "size_gap": "Gap between large and small enterprises",
    "ict_vacancies": "Hard-to-fill ICT vacancies",
    "desi": "Digital economy and society index (DESI)",
    "industry40": "Clusters with documented Industry 4.0 activities",
}


@cached(CACHED)
def compared(view: View, key: str) -> tuple[Chart, Drawn]:
    """Return the map of the measure `key` (of MEASURES) with all that belongs to it, and the ranking to go beside."""
    measure = _measure(view, key)
    partners = measure.places[measure.places["is_partner"]]
    colours = view.colours
    drawn = countries_map(partners, view.ask("partner_regions"), colours, HEIGHT, has_levels=measure.has_levels)
    beside = ranking(
        measure.places,
        colours,
        HEIGHT,
        axis_range=measure.axis_range,
        axis_step=measure.axis_step,
        colour_scale=level_scale(colours) if measure.has_levels else value_scale(colours),
        colour_range=LEVELS if measure.has_levels else None,
    )
    table = Table(
        measure.places[["place", "value", "label", "year"]].set_axis(
            ["Place", measure.column, "In words", "Year"], axis=1
        ),
        {measure.column: f"%.{measure.digits}f", "Year": "%d"},
    )
    words = "; ".join(f"{row.place} {row.label}" for row in measure.places.itertuples())
    words += ". Orange dots on the map: the seats of the ten partners."
    return Chart("map", measure.finding, measure.subtitle, drawn, words, table, measure.evidence), beside


def _measure(view: View, measure: str) -> Measure:
    if measure == "policy_status":
        return _level(view, "D1", "Cluster policy is", "national_tier_only", "levels_are_ordinal")
    if measure == "s3_role":
        return _level(view, "D3", "Cluster managers’ role in S3 is", "national_tier_only", "most_debatable")
    if measure == "small_firms":
        return _indicator(
            view, measure, "dii_basic_v3", "10-49", "of enterprises with 10 to 49 persons", "digital_intensity_versions"
        )
    if measure == "size_gap":
        return _size_gap(view)
    if measure == "ict_vacancies":
        return _indicator(view, measure, "ict_hard_to_fill", "total", "of enterprises recruiting ICT specialists")
    if measure == "desi":
        return _indicator(view, measure, "desi_overall", "total", "", "desi_edition_years")
    return _industry40(view)


def _level(view: View, dimension: str, opening: str, *cautions: str) -> Measure:
    rows = view.ask("country_levels", dimension=dimension)
    extremes = view.ask_one("extremes", dimension=dimension)
    question = view.ask("levels_of_dimension", dimension=dimension)["question"].iloc[0]
    places = pd.DataFrame(
        {
            "place_code": rows["country_code"],
            "place": rows["country"],
            "is_partner": True,
            "year": rows["year"],
            "value": rows["level"],
            "label": rows["level_label"],
        }
    )
    lowest, highest = listed(list(extremes.lowest_countries)), listed(list(extremes.highest_countries))
    return Measure(
        places,
        f"{opening} {extremes.lowest_label.lower()} in {_the(lowest)} and {extremes.highest_label.lower()} "
        f"in {_the(highest)}",
        f"{extremes.dimension}, central government, {extremes.year}; levels 0 to 5, read from documents",
        (-0.05, 5.9),
        1,
        True,
        of_dataset("maturity_assessments", question, f"Assessed for {extremes.year}.", *cautions),
        "Level (0 to 5)",
        0,
    )


def _indicator(view: View, measure: str, indicator: str, size: str, of_whom: str, *cautions: str) -> Measure:
    rows = view.ask("country_values", indicator=indicator, size=size)
    described = view.ask_one("indicator", indicator=indicator)
    is_share = described.unit.startswith("%")
    unit = "\u00a0%" if is_share else ""
    year = int(rows["year"].iloc[0])
    places = _labelled(rows, unit)
    known = places[places["is_partner"]].dropna(subset=["value"])
    top, bottom = known.iloc[0], known.iloc[-1]
    return Measure(
        places,
        f"{MEASURES[measure]}: from {bottom.label} in {_the(bottom.place)} to {top.label} in {_the(top.place)}",
        f"{'Share ' + of_whom if is_share else described.unit.capitalize()}, {year}{_missing(places)}",
        (0, 112 if is_share else 78),
        20,
        False,
        of_indicator(
            view,
            indicator,
            f"Year {year}.",
            *cautions,
            *(["united_kingdom_series_end"] if places["value"].isna().any() else []),
        ),
        described.unit if not is_share else "Share (%)",
        1,
    )


def _size_gap(view: View) -> Measure:
    rows = view.ask("size_gap", indicator="dii_basic_v3")
    summary = view.ask_one("size_gap_summary", indicator="dii_basic_v3")
    places = _labelled(rows.rename(columns={"gap_points": "value"}), " points")
    return Measure(
        places,
        f"Small enterprises trail large ones by up to {summary.widest_gap_points:.1f} points, "
        f"in {_the(summary.widest_country)}",
        f"Share with at least basic digital intensity: 250 and more persons minus 10 to 49, {summary.year}; "
        f"percentage points{_missing(places)}",
        (0, 58),
        10,
        False,
        of_indicator(
            view, "dii_basic_v3", f"Year {summary.year}.", "digital_intensity_versions", "united_kingdom_series_end"
        ),
        "Gap (percentage points)",
        1,
    )


def _industry40(view: View) -> Measure:
    rows = view.ask("industry40_rate_by_country", country=())
    places = _labelled(
        rows.assign(place_code=rows["country_code"], place=rows["country"], is_partner=True, year=None).rename(
            columns={"documented_pct": "value"}
        ),
        "\u00a0%",
    )
    return Measure(
        places,
        "Documented Industry 4.0 activities say how much clusters publish, not who leads",
        "Share of listed clusters with documented activities, a lower bound; countries by name, no ranking",
        (0, 58),
        10,
        False,
        of_dataset(
            "cluster_organisations",
            "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
            "Compiled in 2026.",
            "no_country_ranking",
            "headline_lower_bound",
        ),
        "Documented (%)",
        1,
    )


def _labelled(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    labels = ["no value" if pd.isna(value) else f"{value:.1f}{unit}" for value in rows["value"]]
    return rows.assign(label=labels)[COLUMNS]


def _missing(places: pd.DataFrame) -> str:
    unknown = list(places.loc[places["value"].isna(), "place"])
    return f"; no value for {_the(listed(unknown))}" if unknown else ""


def _the(places: str) -> str:
    return places.replace("United Kingdom", "the United Kingdom")
