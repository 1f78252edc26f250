"""How the countries spread over the levels of each dimension of cluster policy."""

from typing import Any

from pages.explore.policy_charts import evidence, short_names
from pages.parts.chart import Chart, Table
from pages.parts.figures.base import hover_lines, hover_text
from pages.parts.figures.level_counts import LevelCount, level_counts
from pages.parts.view import CACHED, View
from pages.parts.wording import counted
from queries.cache import cached


@cached(CACHED)
def distribution(view: View, tier: str, year: str) -> Chart | None:
    """How many places stand at each level; None where none is assessed for the year."""
    rows = [row for row in view.rows("level_distribution", tier=tier, year=year) if row.known_places]
    if not rows:
        return None
    total = view.row("level_distribution_summary", tier=tier, year=year)
    places = "regions" if tier == "regional" else "countries"
    dimensions = {row.dimension_id: row for row in rows}
    short = short_names(view)
    counts = [
        LevelCount(
            short[row.dimension_id],
            row.level,
            row.places,
            f"<b>{hover_text(row.dimension)}</b><br>{row.level} {hover_text(row.level_label)}: {row.places}<br>"
            f"{hover_lines(row.names, 10)}",
        )
        for row in rows
    ]
    return Chart(
        "policy-distribution",
        f"In {total.half_dimensions} of {counted(total.dimensions, 'dimension')}, at least half of the {places} reach "
        f"level 4; fewest do in “{total.rarest}” ({total.rarest_at_four} of {total.rarest_places})"
        if total.dimensions
        else f"Too few {places} are assessed for {year} to speak of a middle",
        f"Numbers in the bars are {places} at each level in {year}, whatever countries are chosen above; ticks mark "
        "the place in the middle, where at least three are assessed",
        level_counts(
            counts,
            view.colours,
            levels={row.level: f"{row.level} {row.level_label}" for row in rows},
            dimensions={short[code]: median(row) for code, row in dimensions.items()},
            middles={short[code]: row.middle for code, row in dimensions.items() if row.middle is not None},
            longest=max(row.known_places for row in rows),
        ),
        "Medians: " + "; ".join(f"{row.dimension} {median(row)}" for row in dimensions.values()) + ".",
        Table.of(
            [row._replace(names="; ".join(row.names)) for row in rows],
            {
                "dimension_id": "Code", "dimension": "Dimension", "level": "Level", "level_label": "In words",
                "places": places.capitalize(), "names": "Which", "lower_median": "Lower median",
                "upper_median": "Upper median",
            },
        ),
        evidence(
            "The median is the level of the place in the middle when all are put in order. With an even number two "
            "stand in the middle; where they differ both levels are given, as levels have no average.",
            f"Levels of {year}.",
            "no_level_zero",
            "levels_are_ordinal",
        ),
    )  # fmt: skip


def median(row: Any) -> str:
    """Return the median of a dimension, two levels where two stand in the middle."""
    if row.lower_median is None:
        return "none"
    return (
        f"{row.lower_median}" if row.lower_median == row.upper_median else f"{row.lower_median} and {row.upper_median}"
    )
