"""Series of an indicator as lines over the years: what Indicators and Skills draw alike."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pages.parts.chart import Table
from pages.parts.figures.base import hover_text
from pages.parts.figures.trends import Point, Trend
from pages.parts.indicator import Indicator, flag_words, the
from pages.parts.view import View
from pages.parts.wording import counted, listed

BREAKS = "a hollow mark and a dotted line show a break in series (flag b)"


class Value(NamedTuple):
    """One value as a table shows it."""

    place: str
    country: str | None
    year: int
    value: float
    flag: str


def known_years(rows: Iterable[Any]) -> list[int]:
    """Return the years of a series that have a value, in order."""
    return sorted({row.year for row in rows if row.value is not None})


def said(view: View, rows: Sequence[Any], last_year: int) -> list[str]:
    """Return what breaks, ends, is left out or missing in series of places by year, as parts of a subtitle."""
    known = [row for row in rows if row.value is not None]
    words = [BREAKS] if any(row.is_break for row in known) else []
    ended = [row for row in known if row.is_ranked and row.is_newest and row.ends_early]
    if len(ended) > 3:
        words.append(f"{len(ended)} series end before {last_year}, their last year stands behind the name")
    elif ended:
        words.append(f"series that end early: {listed([f'{the(view, row.place)} ({row.year})' for row in ended])}")
    series = [list(points) for _, points in groupby(known, key=lambda row: row.place_code)]
    if any(not row.joins_previous for points in series for row in points[1:]):
        words.append("a hole in a line is a year without a value")
    without = [row.place for row in rows if row.value is None]
    return words + ([f"no value for {the(view, *without)}"] if without else [])


def lines(about: Indicator, rows: Iterable[Any], country: Sequence[str]) -> list[Trend]:
    """Return a line for each place with values, those of `country` to highlight."""
    drawn = []
    for _, series in groupby((row for row in rows if row.value is not None), key=lambda row: row.place_code):
        points = list(series)
        last = points[-1]
        role = "average" if not last.is_ranked else "chosen" if last.country_code in country else "rest"
        drawn.append(
            Trend(
                role,
                tuple(
                    Point(row.year, row.value, row.is_break, row.joins_previous, hover(about, row)) for row in points
                ),
                f"{average(last.place)} {about.plain(last.value)}" + (f" ({last.year})" if last.ends_early else ""),
            )
        )
    return drawn


def average(place: str) -> str:
    """Return a place's name, that of the European Union as the average it is."""
    return place.replace("European Union of 28", "EU28 average").replace("European Union", "EU average")


def hover(about: Indicator, row: Any) -> str:
    """Return the hover text of one value of a series."""
    flag = flag_words(row.flag)
    return f"<b>{hover_text(row.place)}</b><br>{row.year}: {about.number(row.value)}{f'<br>{flag}' if flag else ''}"


def newest_values(about: Indicator, rows: Iterable[Any]) -> str:
    """Return the newest value of each place in words, the highest first."""
    newest = sorted((row for row in rows if row.is_newest), key=lambda row: (-row.value, row.place))
    return "Newest values: " + "; ".join(f"{row.place} {about.number(row.value)} ({row.year})" for row in newest) + "."


def table(about: Indicator, rows: Iterable[Any]) -> Table:
    """Return the values of a series as a table."""
    return Table.of(
        [
            Value(row.place, row.country, row.year, row.value, flag_words(row.flag))
            for row in rows
            if row.value is not None
        ],
        {"place": "Place", "country": "Country", "year": "Year", "value": about.heading, "flag": "Flag"},
        {"Year": "%d", about.heading: about.format},
    )


def moved(change: Any, several: str, rose: str = "rose", fell: str = "fell") -> str:
    """Return in how many comparable places an indicator moved the way most did, as “rose in 7 of 8 comparable regions”.

    `change`: the row of change_summary, with at least one comparable place.
    """
    many, verb = (change.risen, rose) if change.risen >= change.fallen else (change.fallen, fell)
    if not many:
        return f"stayed the same in all {change.places} comparable {several}"
    unchanged = change.places - change.risen - change.fallen
    return f"{verb} in {many} of {change.places} comparable {several}" + (
        f", unchanged in {unchanged}" if unchanged else ""
    )


def left_out(change: Any) -> list[str]:
    """Return, as a part of a subtitle, how many places a comparison leaves out because of a break in series."""
    if not change or not change.broken:
        return []
    return [f"not compared: {counted(change.broken, 'place')} with a break in series between the two years"]
