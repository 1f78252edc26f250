"""The charts of one indicator: where each place stands, and how it came there."""

from itertools import groupby

import pandas as pd

from pages.compare.indicator_words import (
    KINDS,
    Described,
    cautions,
    described,
    flag_words,
    missing,
    of_size,
    point_cautions,
    the,
)
from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_indicator
from pages.parts.figures.base import Drawn
from pages.parts.figures.europe import countries_map, value_scale
from pages.parts.figures.ranking import ranking
from pages.parts.figures.small_multiples import Panel, small_multiples
from pages.parts.figures.trends import Point, Trend, trends
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, listed
from queries.cache import cached

Codes = tuple[str, ...]

HEIGHT = 350
REGION_ROW = 42

BREAKS = ("b", "bu")

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
    rows = list(view.ask("standings", indicator=indicator, size=size, kind=kind, year=year).itertuples(index=False))
    known = [row for row in rows if pd.notna(row.value)]
    ranked = [row for row in known if row.is_ranked]
    if not ranked:
        return None
    about = described(view, indicator)
    years = sorted({int(row.year) for row in known})
    when = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    labels = [_label(about, row, years[-1]) for row in rows]
    names = {row.place_code: _on_axis(row, view.colours.muted) for row in rows}
    places = pd.DataFrame(
        {
            "place_code": [row.place_code for row in rows],
            "place": list(names.values()),
            "value": [row.value for row in rows],
            "label": labels,
            "is_partner": [row.is_ranked for row in rows],
        }
    )
    values = [row.value for row in known]
    colours = view.colours
    if about.is_ordinal:
        said = [about.unit.removeprefix("ordinal code ").strip("()")]
    else:
        said = [DIRECTION_WORDS[about.direction]]
    absent = {row.place: row.newest_year for row in rows if pd.isna(row.value)}
    flags = sorted({flag_words(row.flag) for row in known} - {""})
    return Chart(
        f"standing-{kind}",
        _finding(about, rows, kind, when, country),
        "; ".join(
            [
                f"{about.measure}, {when}" if not about.is_ordinal else f"Performance group, {when}",
                RULES.get(year, "the chosen year"),
                *of_size(size),
                *said,
                *missing(absent),
                *flags,
            ]
        ),
        ranking(
            places,
            colours,
            HEIGHT if kind == "country" else 40 + REGION_ROW * len(rows),
            axis_range=(0, max(values) * 1.32 or 1),
            axis_step=1 if about.is_ordinal else None,
            colour_scale=value_scale(colours),
            chosen={names[row.place_code] for row in rows if row.country_code in country},
        ),
        "; ".join(f"{row.place} {label}" for row, label in zip(rows, labels, strict=True))
        + "."
        + (" Orange dots on the map: the seats of the ten partners." if kind == "country" else ""),
        _standing_table(about, rows),
        of_indicator(
            view,
            indicator,
            f"Years {when}." if len(years) > 1 else f"Year {when}.",
            *cautions(about, kind, lacks_kingdom="United Kingdom" in absent),
            *point_cautions(about, ((row.place_code, row.year, row.flag in BREAKS) for row in known)),
        ),
    )


@cached(CACHED)
def standing_map(view: View, indicator: str, size: str, year: str) -> Drawn:
    """Return the map that goes beside the ranking of the countries."""
    about = described(view, indicator)
    rows = view.ask("standings", indicator=indicator, size=size, kind="country", year=year)
    partners = rows[rows["is_ranked"]]
    newest = int(rows["year"].max())
    labels = [_label(about, row, newest) for row in partners.itertuples(index=False)]
    return countries_map(
        partners.assign(label=labels), view.ask("partner_regions"), view.colours, HEIGHT, has_levels=False
    )


@cached(CACHED)
def trend(view: View, indicator: str, size: str, kind: str, country: Codes) -> Chart | None:
    """How the indicator developed, one line a place; None where there is one year alone."""
    rows = list(view.ask("series_by_place", indicator=indicator, size=size, kind=kind).itertuples(index=False))
    known = [row for row in rows if pd.notna(row.value)]
    years = sorted({int(row.year) for row in known})
    if len(years) < 2:
        return None
    about = described(view, indicator)
    change = view.ask_one("change_summary", indicator=indicator, size=size, kind=kind)
    span = f"{years[0]} to {years[-1]}"
    said = ["a hollow mark and a dotted line show a break in series"] if any(row.is_break for row in known) else []
    ended = [
        f"{the(row.place)} ({row.year:.0f})" for row in known if row.is_ranked and row.is_newest and row.ends_early
    ]
    if len(ended) > 3:
        said.append(f"{len(ended)} series end before {years[-1]}, their last year stands behind the name")
    elif ended:
        said.append(f"series that end early: {listed(ended)}")
    without = [the(row.place) for row in rows if pd.isna(row.value)]
    said += [f"no value for {listed(without)}"] if without else []
    return Chart(
        f"trend-{kind}",
        _change(about, change, kind, "EU28" if any(row.place_code == "EU28" for row in known) else "EU"),
        "; ".join([f"{about.measure}, {span}", *of_size(size), *said]),
        trends(_lines(about, known, country), view.colours, 430 if kind == "country" else 470, unit=_unit(about)),
        _ends(about, known),
        _series_table(about, known),
        of_indicator(
            view,
            indicator,
            f"Years {span}.",
            *point_cautions(about, ((row.place_code, row.year, row.is_break) for row in known)),
        ),
    )


@cached(CACHED)
def multiples(view: View, indicator: str, size: str, kind: str, country: Codes) -> Chart | None:
    """The same series, one small panel a place; None where there is one year alone."""
    rows = list(view.ask("series_by_place", indicator=indicator, size=size, kind=kind).itertuples(index=False))
    known = [row for row in rows if pd.notna(row.value)]
    years = sorted({int(row.year) for row in known})
    if len(years) < 2:
        return None
    about = described(view, indicator)
    average = [(int(row.year), row.value) for row in known if not row.is_ranked]
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
                f"{about.measure}, {years[0]} to {years[-1]}, newest value under each name",
                *(["the dotted line behind is the EU average"] if average else []),
                *(["hollow: break in series"] if any(row.is_break for row in known) else []),
            ]
        ),
        small_multiples(panels, average, view.colours, unit=_unit(about)),
        f"{len(panels)} panels, by name; the values are those of the chart with all lines.",
        _series_table(about, known),
        of_indicator(view, indicator, f"Years {years[0]} to {years[-1]}."),
    )


def _label(about: Described, row: object, shown: int) -> str:
    """Return a value with its flag and, where it is older than the year `shown`, its year."""
    if pd.isna(row.value):
        if pd.isna(row.newest_year):
            return "no value"
        return f"none since {row.newest_year:.0f}" if row.newest_year < shown else f"none in {shown}"
    marks = [f"{row.year:.0f}"] if row.year < shown else []
    marks += [row.flag] if pd.notna(row.flag) else []
    return about.number(row.value) + (f" ({', '.join(marks)})" if marks else "")


def _on_axis(row: object, colour: str) -> str:
    is_region = row.is_ranked and pd.notna(row.country) and row.place_code != row.country_code
    if not is_region or row.place == row.country:
        return row.place
    return f'{row.place}<br><span style="font-size:12px;color:{colour}">{row.country}</span>'


def _finding(about: Described, rows: list, kind: str, when: str, country: Codes) -> str:
    _, several = KINDS[kind]
    ranked = [row for row in rows if row.is_ranked and pd.notna(row.value)]
    average = next((row for row in rows if not row.is_ranked), None)
    first, last = ranked[0], ranked[-1]
    opening = f"{about.label}, {when}: "
    tops = the(listed([row.place for row in ranked if row.rank == first.rank]))
    ends = the(listed([row.place for row in ranked if row.rank == last.rank]))
    if first.value == last.value:
        words = f"all {several} have {about.number(first.value)}"
    elif about.direction == "context" or about.is_ordinal:
        words = f"from {about.number(last.value)} in {ends} to {about.number(first.value)} in {tops}"
    else:
        stand = "stand" if first.rank == ranked[1].rank else "stands"
        words = f"{tops} {stand} best with {about.number(first.value)}, {ends} last with {about.number(last.value)}"
    if average:
        better = "better than" if about.direction != "context" else "above"
        union = "EU28" if average.place_code == "EU28" else "EU"
        words += (
            f"; {first.better_than_average} of {first.ranked_places} are {better} the {union} average of "
            f"{about.number(average.value)}"
        )
    chosen = [row for row in rows if row.is_ranked and row.country_code in country][:3]
    ranks = listed([f"{the(row.place)} is {_ordinal(row.rank)}" for row in chosen if pd.notna(row.value)])
    without = listed([the(row.place) for row in chosen if pd.isna(row.value)])
    words += f". {capital(ranks)} of {first.ranked_places}" if ranks else ""
    words += f". No value for {without}" if without else ""
    return capital(opening + words)


def _ordinal(rank: int) -> str:
    end = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{end}"


def _change(about: Described, change: object, kind: str, union: str) -> str:
    _, several = KINDS[kind]
    if not change.places or change.first_year == change.last_year:
        return f"{about.label}: too few values for a comparison of years"
    opening = f"From {change.first_year} to {change.last_year} "
    rises = change.risen >= change.fallen
    many, place, most = (
        (change.risen, change.most_risen_place, change.most_risen)
        if rises
        else (change.fallen, change.most_fallen_place, change.most_fallen)
    )
    if not many:
        return f"{opening}{about.label} stayed the same in all {several}"
    unit = " points" if about.is_share else ""
    words = (
        f"{opening}it {'rose' if rises else 'fell'} in {many} of {change.places} {several}, most in {the(place)} "
        f"({'+' if rises else '−'}{about.plain(abs(most))}{unit})"
    )
    if pd.notna(change.average_first) and pd.notna(change.average_last):
        first, last = about.number(change.average_first), about.number(change.average_last)
        words += f"; the {union} average went from {first} to {last}"
    return words


def _ends(about: Described, known: list) -> str:
    newest = sorted((row for row in known if row.is_newest), key=lambda row: (-row.value, row.place))
    top, bottom = newest[0], newest[-1]
    return (
        f"{len(newest)} lines. The highest ends at {about.number(top.value)} ({the(top.place)}, {top.year:.0f}), the "
        f"lowest at {about.number(bottom.value)} ({the(bottom.place)}, {bottom.year:.0f})."
    )


def _unit(about: Described) -> str:
    return "\u00a0%" if about.is_share else ""


def _lines(about: Described, known: list, country: Codes) -> list[Trend]:
    lines = []
    for _, series in groupby(known, key=lambda row: row.place_code):
        points = list(series)
        last = points[-1]
        name = last.place.replace("European Union of 28", "EU28 average").replace("European Union", "EU average")
        role = "average" if not last.is_ranked else "chosen" if last.country_code in country else "rest"
        lines.append(
            Trend(
                role,
                tuple(
                    Point(int(row.year), row.value, row.is_break, row.joins_previous, _hover(about, row))
                    for row in points
                ),
                f"{name} {about.plain(last.value)}{f' ({last.year:.0f})' if last.ends_early else ''}",
            )
        )
    return lines


def _panel(about: Described, series: list, country: Codes) -> Panel:
    pieces: list[list[tuple[int, float, str, bool]]] = []
    for row in series:
        if pd.isna(row.value):
            continue
        if not row.joins_previous:
            pieces.append([])
        pieces[-1].append((int(row.year), row.value, _hover(about, row), row.is_break))
    last = series[-1]
    label = (
        "no value" if not pieces else f"{about.number(last.value)}{f' ({last.year:.0f})' if last.ends_early else ''}"
    )
    return Panel(last.place, label, tuple(map(tuple, pieces)), last.country_code in country)


def _hover(about: Described, row: object) -> str:
    flag = flag_words(row.flag)
    return f"<b>{row.place}</b><br>{row.year:.0f}: {about.number(row.value)}{f'<br>{flag}' if flag else ''}"


def _standing_table(about: Described, rows: list) -> Table:
    return Table(
        pd.DataFrame(
            [
                (row.rank, row.place, row.country, row.value, row.year, flag_words(row.flag), row.newest_year)
                for row in rows
            ],
            columns=["Rank", "Place", "Country", about.heading, "Year", "Flag", "Newest year known"],
        ),
        {"Rank": "%d", about.heading: f"%.{about.digits}f", "Year": "%d", "Newest year known": "%d"},
    )


def _series_table(about: Described, known: list) -> Table:
    return Table(
        pd.DataFrame(
            [(row.place, row.country, row.year, row.value, flag_words(row.flag)) for row in known],
            columns=["Place", "Country", "Year", about.heading, "Flag"],
        ),
        {"Year": "%d", about.heading: f"%.{about.digits}f"},
    )
