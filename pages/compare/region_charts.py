"""The tables of Regions, each a function of the view and the places compared, in their order."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from data.contract import Fact
from pages.compare.region_tables import Compared, Line, cell, missing, of_places, owned, share, side_table
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.indicator import cautions, described, facts, flag_words, most_countries, the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, fixed, inside, listed, per_cent
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
    rows = view.rows("widest_differences", places=places)
    return _level_sentence(view, places, rows), _indicator_sentence(view, rows)


def _level_sentence(view: View, places: Codes, rows: list[Any]) -> str:
    named = the(view, *names(view, places))
    together = {3: "these three places", 4: "these four places"}.get(len(places), named)
    known = [row for row in rows if row.kind == "level"]
    widest = [row for row in known if row.is_widest]
    if not known:
        return capital(f"{together} cannot be compared by level: no dimension is assessed for two of them.")
    if not widest:
        return capital(f"{together} stand at the same level in every dimension assessed for two of them.")
    by_phrase: dict[str, list[str]] = {}
    for row in widest:
        by_phrase.setdefault(_apart(view, row, len(places) == 2), []).append(inside(row.name))
    told = [f"{_dimensions(dimensions)}: level {phrase}" for phrase, dimensions in by_phrase.items()]
    every = {1: "", 2: " in both"}.get(len(widest), " in each") if len(by_phrase) == 1 else ""
    return capital(f"{together} differ most in {'; in '.join(told)}{every}.")


def _dimensions(dimensions: list[str]) -> str:
    more = [f"{len(dimensions) - 2} more dimensions"] if len(dimensions) > 3 else []
    return listed([*(dimensions[:2] if more else dimensions), *more])


def _apart(view: View, row: Any, is_pair: bool) -> str:
    if is_pair:
        first, second = row.place_values
        return f"{fixed(first, 0)} against {fixed(second, 0)}"
    lowest, highest = the(view, row.lowest_place), the(view, row.highest_place)
    return f"{fixed(row.lowest, 0)} in {lowest} to {fixed(row.highest, 0)} in {highest}"


def _indicator_sentence(view: View, rows: list[Any]) -> str:
    widest = next((row for row in rows if row.kind == "indicator" and row.is_widest), None)
    if widest is None:
        return "No key indicator is known for two of them."
    about = described(view, widest.indicator_id)
    return (
        f"Among the key indicators they stand furthest apart in {inside(widest.name)}: "
        f"{about.number(widest.lowest)} in {the(view, widest.lowest_place)}, "
        f"{about.number(widest.highest)} in {the(view, widest.highest_place)}."
    )


# --- maturity


@cached(CACHED)
def levels(view: View, places: Codes) -> Compared:
    """Each place's level in each dimension, with the other tier of government under it."""
    known = of_places(view, "levels_of_places", places)
    shown = names(view, places)
    widest = {
        row.name for row in view.rows("widest_differences", places=places) if row.kind == "level" and row.is_widest
    }
    # Where most dimensions are alike far apart, marking them all would tell nobody anything.
    most = widest if len(widest) <= MOST_MARKED else set()
    rows = list(zip(*(known[code] for code in places), strict=True))
    lines = [
        Line(cells[0].dimension, "", [_level_cell(view, each) for each in cells], cells[0].dimension in most)
        for cells in rows
    ]
    flat = [each for cells in rows for each in cells]
    borrowed = any(not each.is_own for each in flat)
    year = flat[0].common_year if flat else ""
    return Compared(
        Chart(
            "regions-levels",
            _levels_finding(flat),
            f"Level 0 non-existent to 5 core, {year} unless a cell says otherwise; countries: central government, "
            "regions: regional government; small print: the level of the other tier",
            None,
            "Dashed outlines are not the region’s own: no regional level is assessed there, so its country’s stands in."
            if borrowed
            else "",
            Table.of(
                flat,
                {"dimension": "Dimension", "place": "Place", "level": "Level", "level_label": "In words",
                 "year": "Year", "stands_for": "Whose level", "other_tier": "Other tier", "confidence": "Confidence",
                 "source_title": "Source", "source_url": "Source page"},
                {"Year": "%d", "Level": "%d"},
                ("Source page",),
            ),
            of_dataset(
                "maturity_assessments",
                "A level from 0 to 5 for each dimension, given by what documents show of the rubric’s criteria. Shown "
                "is the newest year in which every country is assessed in every dimension, else the place’s newest.",
                f"Levels of {year}.",
                facts=_level_facts(flat),
            ),
        ),
        side_table("Levels of cluster policy by dimension and place", "Dimension", shown, lines),
    )  # fmt: skip


def _level_facts(cells: list[Any]) -> Iterator[Fact]:
    """Give the facts that levels show: those of the place’s own tier, and of the other tier in small print."""
    for each in cells:
        own, other = ("regional", "national") if each.is_region else ("national", "regional")
        fact = Fact(each.place_code, year=each.year, dimension=each.dimension_id, missing=each.level is None)
        yield fact._replace(tier=own)
        if each.other_tier or not each.is_own:
            yield fact._replace(tier=other, place=each.country_code if other == "national" else each.place_code)


def _levels_finding(cells: list[Any]) -> str:
    own = sum(each.is_own for each in cells)
    if own == len(cells):
        return f"Cluster policy by dimension: all {own} levels are the places’ own"
    return f"Cluster policy by dimension: {own} of {len(cells)} levels are the places’ own, the rest their countries’"


def _level_cell(view: View, row: Any) -> Markup:
    if row.level is None:
        return missing("not assessed")
    words = f"{row.level}\u00a0{row.level_label}" + ("" if row.year == row.common_year else f", {row.year}")
    if row.is_own:
        look = f"on-level-{row.level}"
        small = [] if row.stands_for == row.place else [row.stands_for]
        small += [row.other_tier.replace(" (England)", "")] if row.other_tier else []
    else:
        look, small = "borrowed", [f"{capital(owned(view, row.stands_for))} level"]
    return Markup('<span class="level {}">{}</span><small>{}</small>').format(look, words, "; ".join(small))


# --- indicators


@cached(CACHED)
def indicators(view: View, places: Codes, theme: str, theme_words: str) -> Compared | None:
    """Each place's value of each indicator of a theme, its rank and the EU average; None where nothing is known."""
    known = of_places(view, "indicators_of_places", places, indicator_theme=theme)
    shown = names(view, places)
    rows = [
        cells
        for cells in zip(*(known[code] for code in places), strict=True)
        if any(each.value is not None or each.last_value is not None for each in cells)
    ]
    if not rows:
        return None
    lines = [
        Line(cells[0].label, _unit_and_average(view, cells), [_indicator_cell(view, each, cells) for each in cells])
        for cells in rows
    ]
    flat = [each for cells in rows for each in cells]
    return Compared(
        Chart(
            "regions-indicators",
            _top_finding(view, shown, rows, theme_words),
            "Dot: the place’s value on the line from the lowest to the highest of all countries and regions compared "
            "here; ring: another place’s value stands in; upright mark: EU average; rank among the ten countries, "
            "1st is best",
            None,
            "",
            Table.of(
                flat,
                {"label": "Indicator", "place": "Place", "value": "Value", "unit": "Unit", "year": "Year",
                 "stands_for": "Whose value", "rank": "Rank", "ranked": "Countries ranked", "eu_value": "EU average",
                 "last_value": "Last known value", "last_year": "Last known year"},
                {"Year": "%d", "Last known year": "%d", "Rank": "%d", "Countries ranked": "%d"},
            ),
            Evidence(
                f"Countries: the newest year in which {most_countries(view)} have a value. Regions: the same "
                "year, or their newest; where a region has no value of its own, that of the wider region or of its "
                "country stands there, and says so. Ranks count the countries with a value in that year; with "
                "indicators that are neither better high nor low, the 1st is the highest.",
                "Eurostat and others, dataset “observations”; each indicator’s own source stands in the screen "
                "Indicators.",
                "Years stand beside the values.",
                cautions(_indicator_facts(view, flat)),
            ),
        ),
        side_table("Indicators by place", "Indicator", shown, lines),
    )  # fmt: skip


def _indicator_facts(view: View, cells: list[Any]) -> Iterator[Fact]:
    """Give the facts that values show: of the place compared, and of the place whose value stands for it."""
    for each in cells:
        kind = "country" if each.place_code == each.country_code else "region"
        yield from facts(described(view, each.indicator_id), [each], kind)
        if each.source_code not in (None, each.place_code):
            yield from facts(described(view, each.indicator_id), [each._replace(place_code=each.source_code)], kind)


def _top_finding(view: View, shown: list[str], rows: list[Any], theme_words: str) -> str:
    told = []
    for position, place in enumerate(shown):
        ranked = [cells[position] for cells in rows if cells[position].rank is not None and cells[position].is_own]
        if ranked and ranked[0].place_code == ranked[0].country_code:
            top = sum(each.is_top_three for each in ranked)
            told.append(f"{the(view, place)} {top or 'none'} of {len(ranked)}")
    if not told:
        return f"{theme_words}: regions have no rank among the ten countries"
    return f"{theme_words}, ranks among the first three of the ten countries: {listed(told)}"


def _unit_and_average(view: View, cells: Sequence[Any]) -> str:
    row = cells[0]
    years = {str(each.year) for each in cells if each.year is not None}
    year = f", {min(years)}" if len(years) == 1 else ""
    better = {"lower_is_better": "; lower is better", "context": "; neither better high nor low"}.get(row.direction, "")
    average = (
        ""
        if row.eu_value is None
        else f"; {row.eu} {described(view, row.indicator_id).number(row.eu_value)}, {row.common_year}"
    )
    return f"{row.unit}{year}{better}{average}"


def _indicator_cell(view: View, row: Any, cells: Sequence[Any]) -> Markup:
    about = described(view, row.indicator_id)
    if row.value is None and row.common_year is None and row.last_value is None:
        return missing("known for regions only" if row.place == row.country else "not known")
    if row.value is None:
        year = f" for {row.common_year}" if row.common_year else ""
        last = "" if row.last_value is None else f"; last {about.number(row.last_value)} in {row.last_year}"
        return missing(f"not known{year}{last}")
    small = [] if row.stands_for == row.place else [capital(owned(view, row.stands_for))]
    small += [] if len({each.year for each in cells if each.year is not None}) == 1 else [str(row.year)]
    small += [flag_words(row.flag)] if row.flag else []
    if row.rank is not None:
        small.append(f"{RANK_ENDINGS.get(row.rank, f'{row.rank}th')} of {row.ranked}")
    average = "" if row.eu_position_pct is None else Markup('<u style="left:{}%"></u>').format(row.eu_position_pct)
    look = "" if row.stands_for == row.place else "other"
    dot = (
        ""
        if row.position_pct is None
        else Markup('<b class="{}" style="left:{}%"></b>').format(look, min(max(row.position_pct, 0), 100))
    )
    return Markup('<span class="value">{}</span><span class="strip"><i></i>{}{}</span><small>{}</small>').format(
        about.number(row.value), average, dot, "; ".join(small)
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
    samples = [f"{capital(owned(view, row.stands_for))} sample" if row.is_region else "" for row in rows[0]]
    each = [spread[code][0] for code in places]
    providers = [
        Line(
            "Effective number of providers",
            "as many of equal size would be spread as widely",
            [cell(fixed(row.effective_providers, 1), f"of {row.providers} providers") for row in each],
        ),
        Line(
            "Share of the largest provider",
            "",
            [cell(per_cent(row.largest_pct, 0), row.largest_provider) for row in each],
        ),
    ]
    parts = {
        facet: [
            Line(capital(_of_europe(cells[0].value)), "", [share(row.share_pct, "no sample") for row in cells])
            for cells in rows
            if cells[0].facet == facet
        ]
        for facet in ("kind", "stage", "level")
    }
    told = dict(zip((the(view, row.stands_for) for row in each), each, strict=True))
    return Compared(
        Chart(
            "regions-instruments",
            "Sampled support is spread as widely as over "
            + listed(
                [f"{fixed(row.effective_providers, 1)} equal providers in {place}" for place, row in told.items()]
            ),
            "Shares of the sampled instruments of each country; an instrument can serve several stages, so stages "
            "add up to more than 100\u00a0%",
            None,
            "The sample is drawn by country, so a region shows its country’s."
            if any(row.is_region for row in each)
            else "",
            Table.of(
                [_Part(capital(c.facet), c.value, c.place, c.stands_for, c.share_pct) for cells in rows for c in cells]
                + [_Part("Providers", "Effective number", r.place, r.stands_for, r.effective_providers) for r in each]
                + [_Part("Providers", "Share of the largest", r.place, r.stands_for, r.largest_pct) for r in each],
                {"part": "Part", "value": "Value", "place": "Place", "stands_for": "Whose sample",
                 "number": "Share (%) or number"},
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
        Markup('<div class="side-pair"><div>{}{}</div><div>{}{}</div></div>').format(
            side_table("Providers of support by place", "Providers", headings, providers, small=samples),
            side_table("Stages of support by place", "Stage", headings, parts["stage"], small=samples),
            side_table("Kinds of support by place", "Kind", headings, parts["kind"], small=samples),
            side_table("Levels of government by place", "Level of government", headings, parts["level"], small=samples),
        ),
    )  # fmt: skip


class _Part(NamedTuple):
    part: str
    value: str
    place: str
    stands_for: str
    number: float | None


def _of_europe(value: str) -> str:
    return "European Union" if value == "eu" else value
