"""The charts of Cluster policy, each a function of the view and the filters."""

import pandas as pd

from data import live
from pages.parts.badges import KIND_WORDS, LEGEND, LevelBadge
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.level_change import LevelChange, level_change
from pages.parts.figures.level_points import LevelPoint, level_points
from pages.parts.figures.level_table import LevelCell, level_table
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, listed, with_article
from queries.cache import cached

Codes = tuple[str, ...]

# What fits above a column or beside a bar; the panel and the tables give the names in full.
SHORT = {
    "D1": "Policy<br>status",
    "D2": "Dedicated<br>funding",
    "D3": "Managers’<br>role in S3",
    "D4": "Industry 4.0<br>support",
    "D5": "Quality<br>labels",
    "D6": "Continuity",
    "D7": "Monitoring,<br>evaluation",
    "D8": "Inter-cluster<br>cooperation",
}

CELL = ["place_code", "place", "dimension_id", "dimension", "level", "level_label", "confidence", "assessed_years"]

PLACES = {"national": "countries", "regional": "regions", "both": "places"}

QUADRANTS = (
    "Managers involved,<br>policy still thin",
    "Firm policy,<br>managers involved",
    "Neither yet",
    "Firm policy, managers<br>hardly involved",
)

# What is missing for a reason the contract gives: place, dimension, year -> the caution that says so.
_MISSING_ON_PURPOSE = {("RO", "D1", "2022"): "romania_2022_missing"}


def missing_on_purpose(place: str, dimension: str, year: str) -> str | None:
    """Return the contract's sentence on a level that is missing on purpose, None where it has none."""
    name = _MISSING_ON_PURPOSE.get((place, dimension, year))
    return live.contract().caution("maturity_assessments", name) if name else None


def evidence(definition: str, date: str, *cautions: str) -> Evidence:
    """Return the evidence of levels of cluster policy."""
    return of_dataset("maturity_assessments", definition, date, *cautions)


@cached(CACHED)
def levels(
    view: View,
    country: Codes,
    tier: str,
    year: str,
    dimension: str,
    region: str,
    badges: tuple[LevelBadge, ...] = (),
) -> Chart | None:
    """Each place's level in each dimension; None where no place fits the filters.

    `region`: the opened place or "". `badges`: what experts said of levels of this year.
    """
    rows = view.ask("level_table", country=country, tier=tier, year=year)
    if rows.empty:
        return None
    total = view.ask_one("level_table_summary", country=country, tier=tier, year=year)
    gaps = _gaps(view, country, tier, year)
    colours = view.colours
    judged = {(each.place_code, each.dimension_id): each for each in badges}
    shown_badges = [judged.get(key) for key in zip(rows["place_code"], rows["dimension_id"], strict=True)]
    shown = {
        row.place_code: f"<b>{row.place}</b>"
        if row.tier == "national"
        else f'<span style="color:{colours.muted}">{row.place.replace(" (England)", "")}</span>'
        for row in rows[["place_code", "place", "tier"]].drop_duplicates().itertuples()
    }
    headings = rows[["dimension_id", "dimension"]].drop_duplicates()
    tiers = {
        "national": "central governments",
        "regional": "regional governments",
        "both": "regions below their country",
    }
    cautions = ["levels_are_ordinal", "national_tier_only", "most_debatable"]
    cautions += ["united_kingdom_region"] if "UKG" in shown else []
    cautions += ["gavleborg_codes"] if "SE313" in shown else []
    cautions += ["romania_2022_missing"] if "RO" in shown and year == "2022" else []
    return Chart(
        "policy-levels",
        _levels_finding(total, year, tier),
        f"Level and word, 0 non-existent to 5 core; {total.known} of {total.cells} assessed for {year}; {tiers[tier]}. "
        f"Click a cell for its evidence{f'; {LEGEND}' if any(shown_badges) else ''}",
        level_table(
            [_cell(row, year, badge) for row, badge in zip(rows[CELL].itertuples(), shown_badges, strict=True)],
            colours,
            rows=shown,
            columns={row.dimension_id: SHORT.get(row.dimension_id, row.dimension) for row in headings.itertuples()},
            opened=(region or None, dimension),
        ),
        gaps,
        Table(
            rows[
                ["country", "place", "tier", "dimension_id", "dimension", "year", "level", "level_label", "evidence"]
                + ["confidence", "source_title", "source_url"]
            ]
            .set_axis(
                ["Country", "Place", "Tier", "Code", "Dimension", "Year", "Level", "In words", "Evidence"]
                + ["Confidence", "Source", "Source page"],
                axis=1,
            )
            .assign(**_said(shown_badges)),
            {"Year": "%d"},
            ("Source page",),
        ),
        evidence(
            "A level from 0 to 5 for each dimension, given by what documents show of the rubric’s criteria.",
            f"Levels of {year}.",
            *cautions,
        ),
    )


def _levels_finding(total: tuple, year: str, tier: str) -> str:
    if not total.known:
        return f"No level is assessed for {year}"
    if total.places == 1:
        spread = (
            f"at level {total.lowest}"
            if total.lowest == total.highest
            else f"from level {total.lowest} to {total.highest}"
        )
        return f"{total.a_place} stands {spread} in the {dimensions(total.dimensions)} assessed for {year}"
    if not total.compared_dimensions:
        return f"Only {total.known} of {total.cells} levels are assessed for {year}, too few to compare"
    if not total.wide_dimensions:
        return f"In no dimension do {PLACES[tier]} stand three or more levels apart ({year})"
    wide = (
        f"all {dimensions(total.compared_dimensions)}"
        if total.wide_dimensions == total.compared_dimensions
        else f"{total.wide_dimensions} of {dimensions(total.compared_dimensions)}"
    )
    return f"In {wide}, {PLACES[tier]} stand three or more levels apart ({year})"


def dimensions(number: int) -> str:
    """Return a number of dimensions in words."""
    return counted(number, "dimension")


def _said(badges: list[LevelBadge | None]) -> dict[str, list[str]]:
    """Return the table's column of what experts said; none where they said nothing."""
    return {"Experts": [each.sentence if each else "" for each in badges]} if any(badges) else {}


def _cell(row: tuple, year: str, badge: LevelBadge | None) -> LevelCell:
    head = f"<b>{row.place}</b>, {row.dimension}, {year}<br>"
    if pd.isna(row.level):
        purpose = missing_on_purpose(row.place_code, row.dimension_id, year)
        others = listed([str(each) for each in row.assessed_years])
        why = purpose or f"Not assessed for {year}."
        known = f"Assessed for {others}." if others else "Not assessed for any year."
        return LevelCell(row.place_code, row.dimension_id, None, "not assessed", f"{head}{why}<br>{known}")
    words = f"{row.level} {row.level_label}"
    said = f"<br>{capital(KIND_WORDS[badge.kind])}" if badge else ""
    hover = f"{head}{words}, confidence {row.confidence}{said}<br>Click for the evidence"
    marked = f"{words} {badge.mark}" if badge else words
    return LevelCell(row.place_code, row.dimension_id, int(row.level), marked, hover)


def _gaps(view: View, country: Codes, tier: str, year: str) -> str:
    """Return in words which levels are missing, dimensions with the same gaps said together."""
    rows = view.ask("level_gaps", country=country, tier=tier, year=year)
    together: dict[str, list[str]] = {}
    for row in rows[rows["missing"] > 0].itertuples():
        if not row.known:
            which = "for none of the places shown"
        elif row.known < row.missing:
            which = f"for {listed([with_article(place) for place in row.known_places])} alone"
        else:
            which = f"for all but {listed([with_article(place) for place in row.missing_places])}"
        together.setdefault(which, []).append(row.dimension)
    if not together:
        return f"Every level of the places shown is assessed for {year}."
    return (
        f"Assessed for {year}: "
        + "; ".join(f"{listed(names)} {which}" for which, names in together.items())
        + ("." if len(rows) == sum(map(len, together.values())) else "; all else for everyone shown.")
    )


@cached(CACHED)
def status_and_role(view: View, country: Codes, tier: str) -> Chart | None:
    """Policy status against the cluster managers' role in S3; None where no place is assessed in both."""
    rows = view.ask("status_against_role", tier=tier)
    if rows.empty:
        return None
    total = view.ask_one("status_against_role_summary", tier=tier)
    colours = view.colours
    points = [
        LevelPoint(
            row.status_level,
            row.role_level,
            tuple(row.point_places),
            row.has_country,
            _colour(view, country, row.point_countries),
            f"<b>{listed(list(row.point_places))}</b><br>Policy status {row.status_level} {row.status_label}<br>"
            f"Managers’ role in S3 {row.role_level} {row.role_label}",
        )
        for row in rows.drop_duplicates(["status_level", "role_level"]).itertuples()
    ]
    regions = "; diamonds are regions" if tier == "both" else ""
    return Chart(
        "policy-role",
        f"Firm policy and involved cluster managers go together in {total.both_places} of {total.places} "
        f"{PLACES[tier]}; in {total.status_only} the managers stay behind",
        f"Levels 0 to 5 in {total.year}, the newest year with both for all ten countries; firm and involved: from "
        f"level 3, established{regions}",
        level_points(
            points,
            colours,
            across="Policy status, level",
            up="Cluster managers’ role in S3, level",
            quadrants=QUADRANTS,
        ),
        "Policy status, then managers’ role: "
        + "; ".join(f"{row.place} {row.status_level}, {row.role_level}" for row in rows.itertuples())
        + ".",
        Table(
            rows[
                ["country", "place", "tier", "year", "status_level", "status_label", "role_level", "role_label"]
            ].set_axis(
                ["Country", "Place", "Tier", "Year", "Policy status", "Status in words", "Role in S3", "Role in words"],
                axis=1,
            ),
            {"Year": "%d"},
        ),
        evidence(
            "Policy status (D1): how firmly clusters are anchored in policy. Managers’ role (D3): what part cluster "
            "managers play in innovation and smart specialisation (S3) strategies.",
            f"Levels of {total.year}.",
            "levels_are_ordinal",
            "years_covered",
        ),
    )


def _colour(view: View, country: Codes, countries: object) -> str:
    if not country:
        return view.colours.action
    return view.colours.chosen if set(country) & set(countries) else view.colours.mark


@cached(CACHED)
def changes(view: View, country: Codes, tier: str, dimension: str) -> Chart | None:
    """How levels of a dimension changed between two years; None where none is known for two."""
    rows = view.ask("level_changes", dimension=dimension, tier=tier)
    if rows.empty:
        return None
    total = view.ask_one("level_changes_summary", dimension=dimension, tier=tier)
    name = rows["dimension"].iloc[0]
    drawn = [
        LevelChange(
            _changed_place(row),
            None if pd.isna(row.from_level) else int(row.from_level),
            None if pd.isna(row.to_level) else int(row.to_level),
            _change_label(row, dimension),
            _colour(view, country, [row.country_code]),
        )
        for row in rows.itertuples()
    ]
    period = f"between {total.from_year} and {total.to_year}"
    most = f", most in {listed(list(total.most_places))}" if 1 <= len(total.most_places) <= 2 else ""
    fell = f"; it fell in {total.fell}" if total.fell else ""
    compared = "both years" if total.is_shared else "each place’s first and last year assessed"
    cautions = ["years_covered", *(["romania_2022_missing"] if dimension == "D1" else [])]
    return Chart(
        "policy-changes",
        f"{name} rose in {total.rose} of {total.compared} {PLACES[tier]} {period}{most}{fell}"
        if total.is_shared
        else f"{name} rose in {total.rose} of the {total.compared} {PLACES[tier]} assessed twice, {period}{most}{fell}",
        f"Levels 0 to 5; {compared}; largest rise first" + ("; regions in italics" if tier == "both" else ""),
        level_change(
            drawn,
            view.colours,
            before=str(total.from_year) if total.is_shared else "First year",
            after=str(total.to_year) if total.is_shared else "Last year",
            row_height=30 if total.is_shared else 40,
        ),
        "; ".join(f"{row.place} {_change_label(row, dimension)}" for row in rows.itertuples()) + ".",
        Table(
            rows[
                ["country", "place", "tier", "dimension", "from_year", "from_level", "from_label", "to_year"]
                + ["to_level", "to_label", "steps"]
            ].set_axis(
                ["Country", "Place", "Tier", "Dimension", "First year", "Level then", "In words then", "Last year"]
                + ["Level later", "In words later", "Steps"],
                axis=1,
            ),
            {"First year": "%d", "Last year": "%d"},
        ),
        evidence(
            "Years in which at least half of the countries are assessed are compared, the first with the last. Where "
            "there are no two such years, each place’s own first and last year are.",
            f"Levels of {total.from_year} to {total.to_year}.",
            *cautions,
        ),
    )


def _change_label(row: tuple, dimension: str) -> str:
    if pd.isna(row.from_level):
        return f"{row.to_level}; not assessed for {row.from_year}"
    if pd.isna(row.to_level):
        purpose = missing_on_purpose(row.place_code, dimension, str(row.to_year))
        return f"{row.from_level}; " + (
            f"{row.to_year} missing on purpose" if purpose else f"not assessed for {row.to_year}"
        )
    return f"{row.from_level} to {row.to_level}" if row.steps else f"stays at {row.to_level}"


def _changed_place(row: tuple) -> str:
    name = row.place if row.tier == "national" else f"<i>{row.place.replace(' (England)', '')}</i>"
    return name if row.is_shared else f"{name}<br>{row.from_year} to {row.to_year}"
