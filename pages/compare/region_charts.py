"""The tables of Regions, each a function of the view and the places compared, in their order."""

from html import escape

import pandas as pd

from pages.compare.region_tables import Compared, Line, missing, number, of_places, owned, side_table
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, inside, listed, per_cent, with_article
from queries.cache import cached

Codes = tuple[str, ...]

MOST_MARKED = 3

RANK_ENDINGS = {1: "1st", 2: "2nd", 3: "3rd"}


def names(view: View, places: Codes) -> list[str]:
    """Return the names of the places, in order."""
    return [row.place for rows in of_places(view, "compared_places_list", places).values() for row in rows]


# --- the differences that matter


@cached(CACHED)
def differences(view: View, places: Codes) -> tuple[str, str]:
    """Return in two sentences where the places differ most: in levels, and in key indicators."""
    rows = list(view.ask("widest_differences", places=places).itertuples(index=False))
    return _level_sentence(view, places, rows), _indicator_sentence(rows)


def _level_sentence(view: View, places: Codes, rows: list[tuple]) -> str:
    named = listed([with_article(name) for name in names(view, places)])
    together = {3: "these three places", 4: "these four places"}.get(len(places), named)
    known = [row for row in rows if row.kind == "level"]
    widest = [row for row in known if row.is_widest]
    if not known:
        return capital(f"{together} cannot be compared by level: no dimension is assessed for two of them.")
    if not widest:
        return capital(f"{together} stand at the same level in every dimension assessed for two of them.")
    by_phrase: dict[str, list[str]] = {}
    for row in widest:
        by_phrase.setdefault(_apart(row, len(places) == 2), []).append(inside(row.name))
    told = [f"{_dimensions(dimensions)}: level {phrase}" for phrase, dimensions in by_phrase.items()]
    every = {1: "", 2: " in both"}.get(len(widest), " in each") if len(by_phrase) == 1 else ""
    return capital(f"{together} differ most in {'; in '.join(told)}{every}.")


def _dimensions(dimensions: list[str]) -> str:
    more = [f"{len(dimensions) - 2} more dimensions"] if len(dimensions) > 3 else []
    return listed([*(dimensions[:2] if more else dimensions), *more])


def _apart(row: tuple, is_pair: bool) -> str:
    if is_pair:
        first, second = row.place_values
        return f"{first:.0f} against {second:.0f}"
    lowest, highest = with_article(row.lowest_place), with_article(row.highest_place)
    return f"{row.lowest:.0f} in {lowest} to {row.highest:.0f} in {highest}"


def _indicator_sentence(rows: list[tuple]) -> str:
    widest = next((row for row in rows if row.kind == "indicator" and row.is_widest), None)
    if widest is None:
        return "No key indicator is known for two of them."
    return (
        f"Among the key indicators they stand furthest apart in {inside(widest.name)}: "
        f"{number(widest.lowest, widest.unit)} in {with_article(widest.lowest_place)}, "
        f"{number(widest.highest, widest.unit)} in {with_article(widest.highest_place)}."
    )


# --- maturity


@cached(CACHED)
def levels(view: View, places: Codes) -> Compared:
    """Each place's level in each dimension, with the other tier of government under it."""
    known = of_places(view, "levels_of_places", places)
    shown = names(view, places)
    widest = {
        row.name
        for row in view.ask("widest_differences", places=places).itertuples(index=False)
        if row.kind == "level" and row.is_widest
    }
    # Where most dimensions are alike far apart, marking them all would tell nobody anything.
    most = widest if len(widest) <= MOST_MARKED else set()
    rows = list(zip(*(known[code] for code in places), strict=True))
    lines = [
        Line(
            escape(cells[0].dimension)
            + ('<small class="most">differ most</small>' if cells[0].dimension in most else ""),
            "",
            [_level_cell(cell) for cell in cells],
        )
        for cells in rows
    ]
    flat = [cell for cells in rows for cell in cells]
    borrowed = list(dict.fromkeys(cell.place for cell in flat if not cell.is_own))
    cautions = ["levels_are_ordinal", "national_tier_only"]
    cautions += ["united_kingdom_region"] if {"UK", "UKJ1"} & set(places) else []
    cautions += ["gavleborg_codes"] if {"SE", "SE31"} & set(places) else []
    cautions += ["most_debatable"] if {"SI", "PT", "RO", "LV", "UK"} & set(places) else []
    year = flat[0].common_year if flat else ""
    return Compared(
        Chart(
            "regions-levels",
            _levels_finding(flat, borrowed),
            f"Level 0 non-existent to 5 core, {year} unless a cell says otherwise; countries: central government, "
            "regions: regional government; small print: the level of the other tier",
            None,
            "Dashed outlines are not the region’s own: no regional level is assessed there, so its country’s stands in."
            if borrowed
            else "",
            Table(
                pd.DataFrame(
                    [
                        (c.dimension, c.place, c.level, c.level_label, c.year, c.stands_for, c.other_tier, c.confidence,
                         c.source_title, c.source_url)
                        for c in flat
                    ],
                    columns=["Dimension", "Place", "Level", "In words", "Year", "Whose level", "Other tier"]
                    + ["Confidence", "Source", "Source page"],
                ),
                {"Year": "%d", "Level": "%d"},
                ("Source page",),
            ),
            of_dataset(
                "maturity_assessments",
                "A level from 0 to 5 for each dimension, given by what documents show of the rubric’s criteria. Shown "
                "is the newest year in which every country is assessed in every dimension, else the place’s newest.",
                f"Levels of {year}.",
                *cautions,
            ),
        ),
        side_table("Levels of cluster policy by dimension and place", "Dimension", shown, lines),
    )  # fmt: skip


def _levels_finding(flat: list[tuple], borrowed: list[str]) -> str:
    if not borrowed:
        return f"Cluster policy by dimension: all {len(flat)} levels are the places’ own"
    own = sum(cell.is_own for cell in flat)
    return f"Cluster policy by dimension: {own} of {len(flat)} levels are the places’ own, the rest their countries’"


def _level_cell(row: tuple) -> str:
    if row.level is None:
        return missing("not assessed")
    year = "" if row.year == row.common_year else f", {row.year}"
    words = f"{row.level}\u00a0{escape(row.level_label)}{year}"
    if not row.is_own:
        return (
            f'<span class="level borrowed">{words}</span><small>{escape(capital(owned(row.stands_for)))} level</small>'
        )
    small = [] if row.stands_for == row.place else [row.stands_for]
    small += [row.other_tier.replace(" (England)", "")] if row.other_tier else []
    return f'<span class="level l{row.level}">{words}</span>' + (
        f"<small>{escape('; '.join(small))}</small>" if small else ""
    )


# --- indicators


@cached(CACHED)
def indicators(view: View, places: Codes, theme: str, theme_words: str) -> Compared | None:
    """Each place's value of each indicator of a theme, its rank and the EU average; None where nothing is known."""
    known = of_places(view, "indicators_of_places", places, indicator_theme=theme)
    shown = names(view, places)
    rows = [
        cells
        for cells in zip(*(known[code] for code in places), strict=True)
        if any(cell.value is not None or cell.last_value is not None for cell in cells)
    ]
    if not rows:
        return None
    lines = [
        Line(escape(cells[0].label), _unit_and_average(cells), [_indicator_cell(cell, cells) for cell in cells])
        for cells in rows
    ]
    flat = [cell for cells in rows for cell in cells]
    return Compared(
        Chart(
            "regions-indicators",
            _top_finding(places, shown, rows, theme_words),
            "Dot: the place’s value on the line from the lowest to the highest of all countries and regions compared "
            "here; ring: another place’s value stands in; upright mark: EU average; rank among the ten countries, "
            "1st is best",
            None,
            "",
            Table(
                pd.DataFrame(
                    [
                        (c.label, c.place, c.value, c.unit, c.year, c.stands_for, c.rank, c.ranked, c.eu_value,
                         c.last_value, c.last_year)
                        for c in flat
                    ],
                    columns=["Indicator", "Place", "Value", "Unit", "Year", "Whose value", "Rank", "Countries ranked",
                             "EU average", "Last known value", "Last known year"],
                ),
                {"Year": "%d", "Last known year": "%d", "Rank": "%d", "Countries ranked": "%d"},
            ),
            Evidence(
                "Countries: the newest year in which at least eight of the ten have a value. Regions: the same "
                "year, or their newest; where a region has no value of its own, that of the wider region or of its "
                "country stands there, and says so. Ranks count the countries with a value in that year; with "
                "indicators that are neither better high nor low, the 1st is the highest.",
                "Eurostat and others, dataset “observations”; each indicator’s own source stands in the screen "
                "Indicators.",
                "Years stand beside the values.",
                tuple(_cautions(places, rows)),
            ),
        ),
        side_table("Indicators by place", "Indicator", shown, lines),
    )  # fmt: skip


def _cautions(places: Codes, rows: list[tuple]) -> list[str]:
    shown = {cells[0].indicator_id for cells in rows}
    given = ["united_kingdom_series_end"] if {"UK", "UKJ1"} & set(places) else []
    given += ["regional_series_end"] if any(len(code) > 2 for code in places) else []
    given += ["places_of_statistics"] if {"SI036", "SE31", "UKJ1"} & set(places) else []
    given += ["digital_intensity_versions"] if {"dii_basic_v3", "dii_basic_v4"} & shown else []
    given += ["desi_edition_years"] if "desi_overall" in shown else []
    given += ["breaks_in_series"] if any(cell.is_break for cells in rows for cell in cells) else []
    given += ["innovation_groups_are_codes"] if "eis_performance_group" in shown else []
    given += ["research_from_world_bank"] if "rd_gerd_pct_gdp" in shown else []
    given += ["industry_includes_construction"] if "industry_value_added" in shown else []
    observed = of_dataset("observations", "", "", *given)
    return list(observed.cautions)


def _top_finding(places: Codes, shown: list[str], rows: list[tuple], theme_words: str) -> str:
    told = []
    for position, place in enumerate(shown):
        ranked = [cells[position] for cells in rows if cells[position].rank is not None and cells[position].is_own]
        if len(places[position]) == 2 and ranked:
            top = sum(cell.is_top_three for cell in ranked)
            told.append(f"{with_article(place)} {top or 'none'} of {len(ranked)}")
    if not told:
        return f"{theme_words}: regions have no rank among the ten countries"
    return f"{theme_words}, ranks among the first three of the ten countries: {listed(told)}"


def _unit_and_average(cells: tuple) -> str:
    row = cells[0]
    years = {str(cell.year) for cell in cells if cell.year is not None}
    year = f", {min(years)}" if len(years) == 1 else ""
    better = {"lower_is_better": "; lower is better", "context": "; neither better high nor low"}.get(row.direction, "")
    average = "" if row.eu_value is None else f"; {row.eu} {number(row.eu_value, row.unit)}, {row.common_year}"
    return f"{row.unit}{year}{better}{average}"


def _indicator_cell(row: tuple, cells: tuple) -> str:
    if row.value is None and row.common_year is None and row.last_value is None:
        return missing("known for regions only" if row.place == row.country else "not known")
    if row.value is None:
        year = f" for {row.common_year}" if row.common_year else ""
        last = "" if row.last_value is None else f"; last {number(row.last_value, row.unit)} in {row.last_year}"
        return missing(f"not known{year}{last}")
    small = [] if row.stands_for == row.place else [capital(owned(row.stands_for))]
    small += [] if len({cell.year for cell in cells if cell.year is not None}) == 1 else [str(row.year)]
    small += ["break in series"] if row.is_break else []
    if row.rank is not None:
        small.append(f"{RANK_ENDINGS.get(row.rank, f'{row.rank}th')} of {row.ranked}")
    average = "" if row.eu_position_pct is None else f'<u style="left:{row.eu_position_pct}%"></u>'
    ring = "" if row.stands_for == row.place else ' class="other"'
    dot = "" if row.position_pct is None else f'<b{ring} style="left:{min(max(row.position_pct, 0), 100)}%"></b>'
    return (
        f'<span class="value">{number(row.value, row.unit)}</span><span class="strip"><i></i>{average}{dot}</span>'
        f"<small>{escape('; '.join(small))}</small>"
    )


# --- instruments


@cached(CACHED)
def instruments(view: View, places: Codes) -> Compared | None:
    """How the sampled support divides over kinds, stages and levels, and over providers; None without a sample."""
    known, spread = of_places(view, "instruments_of_places", places), of_places(view, "spread_of_places", places)
    rows = list(zip(*(known[code] for code in places), strict=True))
    if not rows or not all(spread.values()):
        return None
    headings = [row.place for row in rows[0]]
    samples = [f"{capital(owned(row.stands_for))} sample" if row.is_region else "" for row in rows[0]]
    each = [spread[code][0] for code in places]
    providers = [
        Line(
            "Effective number of providers",
            "as many of equal size would be spread as widely",
            [
                f'<span class="value">{row.effective_providers:.1f}</span><small>of {row.providers} providers</small>'
                for row in each
            ],
        ),
        Line(
            "Share of the largest provider",
            "",
            [
                f'<span class="value">{per_cent(row.largest_pct, 0)}</span>'
                f"<small>{escape(row.largest_provider)}</small>"
                for row in each
            ],
        ),
    ]
    parts = {
        facet: [
            Line(escape(capital(_of_europe(cells[0].value))), "", [_share(cell) for cell in cells])
            for cells in rows
            if cells[0].facet == facet
        ]
        for facet in ("kind", "stage", "level")
    }
    told = dict(zip((with_article(row.stands_for) for row in each), each, strict=True))
    return Compared(
        Chart(
            "regions-instruments",
            "Sampled support is spread as widely as over "
            + listed([f"{row.effective_providers:.1f} equal providers in {place}" for place, row in told.items()]),
            "Shares of the sampled instruments of each country; an instrument can serve several stages, so stages "
            "add up to more than 100\u00a0%",
            None,
            "The sample is drawn by country, so a region shows its country’s."
            if any(row.is_region for row in each)
            else "",
            Table(
                pd.DataFrame(
                    [(capital(c.facet), c.value, c.place, c.stands_for, c.share_pct) for cells in rows for c in cells]
                    + [("Providers", "Effective number", r.place, r.stands_for, r.effective_providers) for r in each]
                    + [("Providers", "Share of the largest", r.place, r.stands_for, r.largest_pct) for r in each],
                    columns=["Part", "Value", "Place", "Whose sample", "Share (%) or number"],
                )
            ),
            of_dataset(
                "instruments",
                "Share of a country’s sampled instruments by kind, support stage and level of government. Effective "
                "number of providers: exp(H), H being Shannon’s entropy of the providers’ shares.",
                "Status of 2022.",
                "sampling_quota",
                "coded_by_reading",
            ),
        ),
        '<div class="pair"><div>'
        + side_table("Providers of support by place", "Providers", headings, providers, small=samples)
        + side_table("Stages of support by place", "Stage", headings, parts["stage"], small=samples)
        + "</div><div>"
        + side_table("Kinds of support by place", "Kind", headings, parts["kind"], small=samples)
        + side_table("Levels of government by place", "Level of government", headings, parts["level"], small=samples)
        + "</div></div>",
    )


def _of_europe(value: str) -> str:
    return "European Union" if value == "eu" else value


def _share(row: tuple) -> str:
    if row.share_pct is None:
        return missing("no sample")
    bar = f'<span class="bar" style="width:{row.share_pct:.0f}%"></span>'
    return f'<span class="value">{per_cent(row.share_pct, 0)}</span>{bar}'
