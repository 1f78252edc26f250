"""The charts of Cluster policy, each a function of the view and the filters."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from data import live
from data.contract import Fact
from data.review.judged import LEVELS
from pages.parts.badges import KIND_WORDS, LEGEND, LevelBadge
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import hover_text
from pages.parts.figures.level_change import LevelChange, level_change
from pages.parts.figures.level_points import LevelPoint, level_points
from pages.parts.figures.level_table import LevelCell, level_table
from pages.parts.indicator import the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, listed
from queries.cache import cached

Codes = tuple[str, ...]

PLACES = {"national": "countries", "regional": "regions", "both": "places"}

QUADRANTS = (
    Markup("Managers involved,<br>policy still thin"),
    Markup("Firm policy,<br>managers involved"),
    "Neither yet",
    Markup("Firm policy, managers<br>hardly involved"),
)


def short_names(view: View) -> dict[str, str]:
    """Return the names of the dimensions where there is little room, by code."""
    return {row.dimension_id: row.short_name for row in view.rows("policy_dimensions")}


def missing_on_purpose(place: str, dimension: str, year: int | str) -> str | None:
    """Return the contract's sentence on a level that is missing on purpose, None where it has none."""
    names = _on_purpose([Fact(place, dimension=dimension, year=int(year), missing=True)])
    return live.contract().caution(LEVELS, names[0]) if names else None


def _on_purpose(missing: Sequence[Fact]) -> list[str]:
    """Return the names of the cautions that the `missing` levels call for and known ones would not."""
    told = live.contract().datasets[LEVELS].cautions_on
    known = told(fact._replace(missing=False) for fact in missing)
    return [name for name in told(missing) if name not in known]


def evidence(definition: str, date: str, *cautions: str) -> Evidence:
    """Return the evidence of levels of cluster policy."""
    return of_dataset(LEVELS, definition, date, *cautions)


def _called_for(rows: Sequence[Any]) -> tuple[str, ...]:
    """Return the names of the cautions that the levels of `rows` call for."""
    return (
        live.contract()
        .datasets[LEVELS]
        .cautions_on(
            Fact(row.place_code, dimension=row.dimension_id, tier=row.tier, year=row.year, missing=row.level is None)
            for row in rows
        )
    )


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
    rows = view.rows("level_table", country=country, tier=tier, year=year)
    if not rows:
        return None
    total = view.row("level_table_summary", country=country, tier=tier, year=year)
    colours = view.colours
    judged = {(each.place_code, each.dimension_id): each for each in badges}
    of_rows = [judged.get((row.place_code, row.dimension_id)) for row in rows]
    said = [badge.sentence if badge else "" for badge in of_rows]
    tiers = {
        "national": "central governments",
        "regional": "regional governments",
        "both": "regions below their country",
    }
    short = short_names(view)
    places = {row.place_code: _government(row, view) for row in rows}
    return Chart(
        "policy-levels",
        _levels_finding(total, year, tier),
        f"Level and word, 0 non-existent to 5 core; {total.known} of {total.cells} assessed for {year}; {tiers[tier]}. "
        f"Click a cell for its evidence{f'; {LEGEND}' if any(said) else ''}",
        level_table(
            [_cell(row, year, badge) for row, badge in zip(rows, of_rows, strict=True)],
            colours,
            rows=places,
            columns={row.dimension_id: short[row.dimension_id] for row in rows},
            opened=(region or None, dimension),
        ),
        _gaps(view, country, tier, year),
        Table.of(rows, _LEVELS, {"Year": "%d"}, ("Source page",), more={"Experts": said} if any(said) else None),
        evidence(
            "A level from 0 to 5 for each dimension, given by what documents show of the rubric’s criteria.",
            f"Levels of {year}.",
            *_called_for(rows),
        ),
    )


_LEVELS = {
    "country": "Country", "place": "Place", "tier": "Tier", "dimension_id": "Code", "dimension": "Dimension",
    "year": "Year", "level": "Level", "level_label": "In words", "evidence": "Evidence", "confidence": "Confidence",
    "source_title": "Source", "source_url": "Source page",
}  # fmt: skip


def _government(row: Any, view: View) -> str:
    if row.tier == "national":
        return Markup("<b>{}</b>").format(hover_text(row.place))
    name = hover_text(row.place.replace(" (England)", ""))
    return Markup('<span style="color:{}">{}</span>').format(view.colours.muted, name)


def _levels_finding(total: Any, year: str, tier: str) -> str:
    if not total.known:
        return f"No level is assessed for {year}"
    if total.places == 1:
        spread = (
            f"at level {total.lowest}"
            if total.lowest == total.highest
            else f"from level {total.lowest} to {total.highest}"
        )
        return f"{total.a_place} stands {spread} in the {counted(total.dimensions, 'dimension')} assessed for {year}"
    if not total.compared_dimensions:
        return f"Only {total.known} of {total.cells} levels are assessed for {year}, too few to compare"
    if not total.wide_dimensions:
        return f"In no dimension do {PLACES[tier]} stand three or more levels apart ({year})"
    which = "all" if total.wide_dimensions == total.compared_dimensions else f"{total.wide_dimensions} of"
    compared = counted(total.compared_dimensions, "dimension")
    return f"In {which} {compared}, {PLACES[tier]} stand three or more levels apart ({year})"


def _cell(row: Any, year: str, badge: LevelBadge | None) -> LevelCell:
    head = f"<b>{hover_text(row.place)}</b>, {hover_text(row.dimension)}, {year}<br>"
    if row.level is None:
        purpose = missing_on_purpose(row.place_code, row.dimension_id, year)
        others = listed([str(each) for each in row.assessed_years])
        why = hover_text(purpose or f"Not assessed for {year}.")
        known = f"Assessed for {others}." if others else "Not assessed for any year."
        return LevelCell(row.place_code, row.dimension_id, None, "not assessed", f"{head}{why}<br>{known}")
    words = f"{row.level} {row.level_label}"
    said = f"<br>{capital(KIND_WORDS[badge.kind])}" if badge else ""
    hover = f"{head}{hover_text(words)}, confidence {hover_text(row.confidence)}{said}<br>Click for the evidence"
    return LevelCell(row.place_code, row.dimension_id, row.level, f"{words} {badge.mark}" if badge else words, hover)


def _gaps(view: View, country: Codes, tier: str, year: str) -> str:
    """Return in words which levels are missing, dimensions with the same gaps said together."""
    rows = view.rows("level_gaps", country=country, tier=tier, year=year)
    together: dict[str, list[str]] = {}
    for row in rows:
        if not row.missing:
            continue
        if not row.known:
            which = "for none of the places shown"
        elif row.known < row.missing:
            which = f"for {the(view, *row.known_places)} alone"
        else:
            which = f"for all but {the(view, *row.missing_places)}"
        together.setdefault(which, []).append(row.dimension)
    if not together:
        return f"Every level of the places shown is assessed for {year}."
    is_all = len(rows) == sum(map(len, together.values()))
    gaps = "; ".join(f"{listed(names)} {which}" for which, names in together.items())
    return f"Assessed for {year}: {gaps}{'.' if is_all else '; all else for everyone shown.'}"


@cached(CACHED)
def status_and_role(view: View, country: Codes, tier: str) -> Chart | None:
    """Policy status against the cluster managers' role in S3; None where no place is assessed in both."""
    rows = view.rows("status_against_role", tier=tier)
    if not rows:
        return None
    total = view.row("status_against_role_summary", tier=tier)
    points = [
        LevelPoint(
            row.status_level,
            row.role_level,
            tuple(row.point_places),
            row.has_country,
            _colour(view, country, row.point_countries),
            f"<b>{hover_text(listed(row.point_places))}</b><br>"
            f"Policy status {row.status_level} {hover_text(row.status_label)}<br>"
            f"Managers’ role in S3 {row.role_level} {hover_text(row.role_label)}",
        )
        for row in {(row.status_level, row.role_level): row for row in rows}.values()
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
            view.colours,
            across="Policy status, level",
            up="Cluster managers’ role in S3, level",
            quadrants=QUADRANTS,
        ),
        "Policy status, then managers’ role: "
        + "; ".join(f"{row.place} {row.status_level}, {row.role_level}" for row in rows)
        + ".",
        Table.of(rows, _STATUS_AND_ROLE, {"Year": "%d"}),
        evidence(
            "Policy status (D1): how firmly clusters are anchored in policy. Managers’ role (D3): what part cluster "
            "managers play in innovation and smart specialisation (S3) strategies.",
            f"Levels of {total.year}.",
            "levels_are_ordinal",
            "years_covered",
        ),
    )


_STATUS_AND_ROLE = {
    "country": "Country", "place": "Place", "tier": "Tier", "year": "Year", "status_level": "Policy status",
    "status_label": "Status in words", "role_level": "Role in S3", "role_label": "Role in words",
}  # fmt: skip


def _colour(view: View, country: Codes, countries: Sequence[str]) -> str:
    if not country:
        return view.colours.action
    return view.colours.chosen if set(country) & set(countries) else view.colours.mark


@cached(CACHED)
def changes(view: View, country: Codes, tier: str, dimension: str) -> Chart | None:
    """How levels of a dimension changed between two years; None where none is known for two."""
    rows = view.rows("level_changes", dimension=dimension, tier=tier)
    if not rows:
        return None
    total = view.row("level_changes_summary", dimension=dimension, tier=tier)
    drawn = [
        LevelChange(
            _changed_place(row),
            row.from_level,
            row.to_level,
            _change_label(row, dimension),
            _colour(view, country, [row.country_code]),
        )
        for row in rows
    ]
    missing = [
        Fact(row.place_code, dimension=dimension, tier=row.tier, year=year, missing=True)
        for row in rows
        for level, year in ((row.from_level, row.from_year), (row.to_level, row.to_year))
        if level is None
    ]
    compared = f"{total.compared} {PLACES[tier]}" if total.is_shared else f"the {total.compared} {PLACES[tier]}"
    assessed = " " if total.is_shared else " assessed twice, "
    most = f", most in {listed(total.most_places)}" if 1 <= len(total.most_places) <= 2 else ""
    fell = f"; it fell in {total.fell}" if total.fell else ""
    years = "both years" if total.is_shared else "each place’s first and last year assessed"
    return Chart(
        "policy-changes",
        f"{rows[0].dimension} rose in {total.rose} of {compared}{assessed}between {total.from_year} and "
        f"{total.to_year}{most}{fell}",
        f"Levels 0 to 5; {years}; largest rise first" + ("; regions in italics" if tier == "both" else ""),
        level_change(
            drawn,
            view.colours,
            before=str(total.from_year) if total.is_shared else "First year",
            after=str(total.to_year) if total.is_shared else "Last year",
            row_height=30 if total.is_shared else 40,
        ),
        "; ".join(f"{row.place} {_change_label(row, dimension)}" for row in rows) + ".",
        Table.of(rows, _CHANGES, {"First year": "%d", "Last year": "%d"}),
        evidence(
            "Years in which at least half of the countries are assessed are compared, the first with the last. Where "
            "there are no two such years, each place’s own first and last year are.",
            f"Levels of {total.from_year} to {total.to_year}.",
            "years_covered",
            *_on_purpose(missing),
        ),
    )


_CHANGES = {
    "country": "Country", "place": "Place", "tier": "Tier", "dimension": "Dimension", "from_year": "First year",
    "from_level": "Level then", "from_label": "In words then", "to_year": "Last year", "to_level": "Level later",
    "to_label": "In words later", "steps": "Steps",
}  # fmt: skip


def _change_label(row: Any, dimension: str) -> str:
    if row.from_level is None:
        return f"{row.to_level}; not assessed for {row.from_year}"
    if row.to_level is None:
        purpose = missing_on_purpose(row.place_code, dimension, str(row.to_year))
        why = f"{row.to_year} missing on purpose" if purpose else f"not assessed for {row.to_year}"
        return f"{row.from_level}; {why}"
    return f"{row.from_level} to {row.to_level}" if row.steps else f"stays at {row.to_level}"


def _changed_place(row: Any) -> str:
    place = hover_text(row.place)
    name = place if row.tier == "national" else Markup("<i>{}</i>").format(place.replace(" (England)", ""))
    return name if row.is_shared else Markup("{}<br>{} to {}").format(name, row.from_year, row.to_year)
