"""How the countries spread over the levels of each dimension of cluster policy."""

import pandas as pd

from pages.explore.policy_charts import SHORT, dimensions, evidence
from pages.parts.chart import Chart, Table
from pages.parts.figures.level_counts import LevelCount, level_counts
from pages.parts.view import CACHED, View
from pages.parts.wording import first_lines
from queries.cache import cached


@cached(CACHED)
def distribution(view: View, tier: str, year: str) -> Chart | None:
    """How many places stand at each level; None where none is assessed for the year."""
    rows = view.ask("level_distribution", tier=tier, year=year)
    total = view.ask_one("level_distribution_summary", tier=tier, year=year)
    rows = rows[rows["known_places"] > 0]
    if rows.empty:
        return None
    places = "regions" if tier == "regional" else "countries"
    first = rows.drop_duplicates("dimension_id")
    medians = {row.dimension_id: _median(row) for row in first.itertuples()}
    short = {row.dimension_id: SHORT.get(row.dimension_id, row.dimension) for row in first.itertuples()}
    counts = [
        LevelCount(
            short[row.dimension_id],
            row.level,
            row.places,
            f"<b>{row.dimension}</b><br>{row.level} {row.level_label}: {row.places}<br>{first_lines(row.names, 10)}",
        )
        for row in rows.itertuples()
    ]
    finding = (
        f"In {total.half_dimensions} of {dimensions(total.dimensions)}, at least half of the {places} reach level 4; "
        f"fewest do in “{total.rarest}” ({total.rarest_at_four} of {total.rarest_places})"
        if total.dimensions
        else f"Too few {places} are assessed for {year} to speak of a middle"
    )
    return Chart(
        "policy-distribution",
        finding,
        f"Numbers in the bars are {places} at each level in {year}, whatever countries are chosen above; ticks mark "
        "the place in the middle, where at least three are assessed",
        level_counts(
            counts,
            view.colours,
            levels={row.level: f"{row.level} {row.level_label}" for row in rows.itertuples()},
            dimensions={short[each]: medians[each] for each in short},
            middles={short[row.dimension_id]: row.middle for row in first.dropna(subset=["middle"]).itertuples()},
            longest=int(first["known_places"].max()),
        ),
        "Medians: " + "; ".join(f"{row.dimension} {medians[row.dimension_id]}" for row in first.itertuples()) + ".",
        Table(
            rows[
                ["dimension_id", "dimension", "level", "level_label", "places", "names", "lower_median", "upper_median"]
            ].set_axis(
                [
                    "Code",
                    "Dimension",
                    "Level",
                    "In words",
                    places.capitalize(),
                    "Which",
                    "Lower median",
                    "Upper median",
                ],
                axis=1,
            ),
        ),
        evidence(
            "The median is the level of the place in the middle when all are put in order. With an even number two "
            "stand in the middle; where they differ both levels are given, as levels have no average.",
            f"Levels of {year}.",
            "no_level_zero",
            "levels_are_ordinal",
        ),
    )


def _median(row: tuple) -> str:
    if pd.isna(row.lower_median):
        return "none"
    lower, upper = int(row.lower_median), int(row.upper_median)
    return str(lower) if lower == upper else f"{lower} and {upper}"
