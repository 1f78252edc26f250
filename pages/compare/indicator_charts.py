"""The charts of one indicator: where each place stands, and how it came there."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from markupsafe import Markup

from data.contract import Fact
from pages.parts.chart import Chart, Table
from pages.parts.figures.base import Drawn, hover_text
from pages.parts.figures.europe import countries_map, value_scale
from pages.parts.figures.ranking import Standing, ranking
from pages.parts.figures.small_multiples import Panel, small_multiples
from pages.parts.figures.trends import trends
from pages.parts.indicator import (
    KINDS,
    Indicator,
    described,
    evidence,
    facts,
    flag_words,
    flags_of,
    labelled,
    missing,
    of_size,
    of_years,
    the,
)
from pages.parts.palette import Palette
from pages.parts.series import hover, known_years, left_out, lines, moved, said, table
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, listed
from queries.cache import cached

Codes = tuple[str, ...]

HEIGHT = 350
REGION_ROW = 42

DIRECTION_WORDS = {
    "higher_is_better": "higher is better",
    "lower_is_better": "lower is better, so the lowest stands on top",
    "context": "neither high nor low is better by itself; highest on top",
}

RULES = {"common": "the latest year common to most", "latest": "the latest value of each place"}


@cached(CACHED)
def standing(view: View, indicator: str, size: str, kind: str, year: str, country: Codes) -> Chart | None:
    """Where each place stands: a ranking; None where none has a value.

    `kind`: country or region. `year`: common, latest or a year.
    """
    rows = view.rows("standings", indicator=indicator, size=size, kind=kind, year=year)
    known = [row for row in rows if row.value is not None]
    if not known:
        return None
    about = described(view, indicator, size)
    years = sorted({row.year for row in known})
    when = of_years(years)
    places = _standings(about, rows, years[-1], country, view.colours)
    is_directed = not about.is_ordinal and not about.is_gap
    return Chart(
        f"standing-{kind}",
        _finding(view, about, rows, kind, when, country),
        "; ".join(
            [
                f"{about.measure}, {when}",
                RULES.get(year, "the chosen year"),
                *of_size(size),
                *([DIRECTION_WORDS[about.direction]] if is_directed else []),
                *([about.unit.removeprefix("ordinal code ").strip("()")] if about.is_ordinal else []),
                *(["widest gap on top"] if about.is_gap else []),
                *missing(view, {row.place: row.newest_year for row in rows if row.value is None}),
                *flags_of(known),
            ]
        ),
        ranking(
            places,
            view.colours,
            HEIGHT if kind == "country" else 40 + REGION_ROW * len(rows),
            axis_range=(min(0, *(row.value for row in known)), max(row.value for row in known) * 1.32 or 1),
            axis_step=1 if about.is_ordinal else None,
            colour_scale=value_scale(view.colours),
        ),
        "; ".join(f"{place.place} {place.label}" for place in places)
        + "."
        + (" Orange dots on the map: the seats of the ten partners." if kind == "country" else ""),
        Table.of(
            [row._replace(flag=flag_words(row.flag)) for row in rows],
            {"rank": "Rank", "place": "Place", "country": "Country", "value": about.heading, "year": "Year",
             "flag": "Flag", "newest_year": "Newest year known"},
            {"Rank": "%d", about.heading: about.format, "Year": "%d", "Newest year known": "%d"},
        ),
        evidence(about, f"Years {when}." if len(years) > 1 else f"Year {when}.", facts(about, rows, kind)),
    )  # fmt: skip


@cached(CACHED)
def standing_map(view: View, indicator: str, size: str, year: str) -> Drawn:
    """Return the map that goes beside the ranking of the countries."""
    rows = view.rows("standings", indicator=indicator, size=size, kind="country", year=year)
    newest = max(row.year for row in rows if row.value is not None)
    places = _standings(described(view, indicator, size), rows, newest, (), view.colours)
    return countries_map(places, view.rows("partner_regions"), view.colours, HEIGHT, has_levels=False)


def _standings(about: Indicator, rows: Iterable[Any], newest: int, country: Codes, colours: Palette) -> list[Standing]:
    return [
        Standing(
            row.place_code,
            row.place,
            row.is_ranked,
            row.value,
            labelled(about, row, newest),
            _on_axis(row, colours.muted),
            row.is_ranked and row.country_code in country,
        )
        for row in rows
    ]


def _on_axis(row: Any, colour: str) -> str:
    if not row.is_ranked or row.place_code == row.country_code or row.place == row.country:
        return row.place
    return Markup('{}<br><span style="font-size:12px;color:{}">{}</span>').format(
        hover_text(row.place), colour, hover_text(row.country)
    )


@cached(CACHED)
def trend(view: View, indicator: str, size: str, kind: str, country: Codes) -> Chart | None:
    """How the indicator developed, one line a place; None where there is one year alone."""
    rows = view.rows("series_by_place", indicator=indicator, size=size, kind=kind)
    years = known_years(rows)
    if len(years) < 2:
        return None
    about = described(view, indicator, size)
    change = view.row("change_summary", indicator=indicator, size=size, kind=kind)
    known = [row for row in rows if row.value is not None]
    return Chart(
        f"trend-{kind}",
        _change(view, about, change, kind, "EU28" if any(row.place_code == "EU28" for row in known) else "EU"),
        "; ".join(
            [f"{about.measure}, {of_years(years)}", *of_size(size), *said(view, rows, years[-1]), *left_out(change)]
        ),
        trends(lines(about, rows, country), view.colours, 430 if kind == "country" else 470, unit=about.sign),
        _ends(view, about, known),
        table(about, rows),
        # What holds for every value of the indicator stands above, with its ranking.
        evidence(about, f"Years {of_years(years)}.", facts(about, rows, kind), [_any_value(about, kind)]),
    )


@cached(CACHED)
def multiples(view: View, indicator: str, size: str, kind: str, country: Codes) -> Chart | None:
    """The same series, one small panel a place; None where there is one year alone."""
    rows = view.rows("series_by_place", indicator=indicator, size=size, kind=kind)
    years = known_years(rows)
    if len(years) < 2:
        return None
    about = described(view, indicator, size)
    average = [(row.year, row.value) for row in rows if not row.is_ranked]
    panels = [
        _panel(about, list(series), country)
        for _, series in groupby((row for row in rows if row.is_ranked), key=lambda row: row.place_code)
    ]
    one, _ = KINDS[kind]
    return Chart(
        f"panels-{kind}",
        f"Each {one} by itself, on the same scale",
        "; ".join(
            [
                f"{about.measure}, {of_years(years)}, newest value under each name",
                *(["the dotted line behind is the EU average"] if average else []),
                *(["hollow: break in series"] if any(row.is_break for row in rows) else []),
            ]
        ),
        small_multiples(panels, average, view.colours),
        f"{len(panels)} panels, by name; the values are those of the chart with all lines.",
        table(about, rows),
        evidence(about, f"Years {of_years(years)}.", ()),
    )


def _any_value(about: Indicator, kind: str) -> Fact:
    return Fact("", about.indicator_id, about.organisation, kind)


def _finding(view: View, about: Indicator, rows: list[Any], kind: str, when: str, country: Codes) -> str:
    _, several = KINDS[kind]
    ranked = [row for row in rows if row.is_ranked and row.value is not None]
    first, last = ranked[0], ranked[-1]
    tops = the(view, *(row.place for row in ranked if row.rank == first.rank))
    ends = the(view, *(row.place for row in ranked if row.rank == last.rank))
    neither = about.direction == "context" or about.is_gap
    if first.value == last.value:
        words = f"all {several} have {about.number(first.value)}"
    elif neither or about.is_ordinal:
        words = f"from {about.number(last.value)} in {ends} to {about.number(first.value)} in {tops}"
    else:
        stand = "stand" if first.rank == ranked[1].rank else "stands"
        words = f"{tops} {stand} best with {about.number(first.value)}, {ends} last with {about.number(last.value)}"
    for average in (row for row in rows if not row.is_ranked):
        words += (
            f"; {first.better_than_average} of {first.ranked_places} are {'above' if neither else 'better than'} the "
            f"{'EU28' if average.place_code == 'EU28' else 'EU'} average of {about.number(average.value)}"
        )
    chosen = [row for row in rows if row.is_ranked and row.country_code in country][:3]
    ranks = [f"{the(view, row.place)} is {_ordinal(row.rank)}" for row in chosen if row.value is not None]
    without = [row.place for row in chosen if row.value is None]
    words += f". {capital(listed(ranks))} of {first.ranked_places}" if ranks else ""
    words += f". No value for {the(view, *without)}" if without else ""
    return f"{about.label}{', gap between small and large enterprises' if about.is_gap else ''}, {when}: {words}"


def _ordinal(rank: int) -> str:
    end = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{end}"


def _change(view: View, about: Indicator, change: Any, kind: str, union: str) -> str:
    _, several = KINDS[kind]
    if not change or not change.places:
        return f"{about.label}: too few values for a comparison of years"
    words = f"From {change.first_year} to {change.last_year} it {moved(change, several)}"
    rises = change.risen >= change.fallen
    place, most = (
        (change.most_risen_place, change.most_risen) if rises else (change.most_fallen_place, change.most_fallen)
    )
    if place:
        unit = " points" if about.is_share or about.is_gap else ""
        words += f", most in {the(view, place)} ({about.signed(most)}{unit})"
    if change.average_first is not None:
        first, last = about.number(change.average_first), about.number(change.average_last)
        words += f"; the {union} average went from {first} to {last}"
    return words


def _ends(view: View, about: Indicator, known: list[Any]) -> str:
    newest = sorted((row for row in known if row.is_newest), key=lambda row: (-row.value, row.place))
    top, bottom = newest[0], newest[-1]
    return (
        f"{len(newest)} lines. The highest ends at {about.number(top.value)} ({the(view, top.place)}, {top.year}), the "
        f"lowest at {about.number(bottom.value)} ({the(view, bottom.place)}, {bottom.year})."
    )


def _panel(about: Indicator, series: list[Any], country: Codes) -> Panel:
    pieces: list[list[tuple[int, float, str, bool]]] = []
    for row in series:
        if row.value is None:
            continue
        if not row.joins_previous:
            pieces.append([])
        pieces[-1].append((row.year, row.value, hover(about, row), row.is_break))
    last = series[-1]
    label = "no value" if not pieces else f"{about.number(last.value)}{f' ({last.year})' if last.ends_early else ''}"
    return Panel(last.place, label, tuple(map(tuple, pieces)), last.country_code in country)
