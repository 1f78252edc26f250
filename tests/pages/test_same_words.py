"""Asks every indicator for every place on each screen and in the report: one text for a value, the same cautions.

What is compared is what the screens write, read back from their figures, tables and words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest

from pages.act.report.chapters import panorama, skills
from pages.act.report.scope import scope
from pages.compare import index_charts, indicator_charts, region_charts
from pages.compare.index_words import Index
from pages.explore import measures, skill_charts
from pages.parts.chart import Chart, Table
from pages.parts.report.model import Bars, Cell, Note
from pages.parts.report.model import Table as Printed
from pages.parts.view import View

VIEW = View(1)
MEASURES = {
    "small_firms": ("dii_basic_v3", "10-49"),
    "ict_vacancies": ("ict_hard_to_fill", "total"),
    "desi": ("desi_overall", "total"),
}
KINGDOM = "The Eurostat series of the United Kingdom end in 2019 or 2020"

Key = tuple[str, str, str, int]
"""Indicator, size class, place and year."""
Written = tuple[str, Key, str]
"""The screen, what the value is of, and the text that stands there."""


THEMES = ("awareness", "composite", "economy", "innovation", "skills", "technology adoption")


@cache
def every() -> dict:
    """Return all indicators with a value, by identifier."""
    return {row.indicator_id: row for row in VIEW.rows("all_indicators")}


@cache
def places() -> dict[str, str]:
    """Return the names of the places that Regions compares, by code."""
    return {row.place_code: row.place for row in VIEW.rows("compared_places_list")}


def value(text: str) -> str:
    """Return the value in a text, without the unit, flag or year that a screen adds to it."""
    text = text.replace("\u00a0", " ")
    number = re.match(r"[−-]?[\d,]*\.?\d+( %)?", text)
    return number[0] if number else text.split(" (")[0].split()[0]


def records(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by their headings."""
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def in_words(chart: Chart) -> dict[str, str]:
    """Return what stands at each place in the words of a ranking, “Sweden 86.9 %; Spain 76.0 %.”."""
    names = sorted(map(str, chart.table.column("Place")), key=len, reverse=True)
    words = chart.alternative.removesuffix(" Orange dots on the map: the seats of the ten partners.").removesuffix(".")
    found = {}
    for part in words.split("; "):
        name = next(name for name in names if part.startswith(f"{name} "))
        found[name] = part.removeprefix(f"{name} ")
    return found


def of_ranking(screen: str, indicator: str, size: str, chart: Chart) -> Iterator[Written]:
    words = in_words(chart)
    for row in records(chart.table):
        if row["Year"] is not None and not words[row["Place"]].startswith(("none", "no value")):
            yield screen, (indicator, size, row["Place"], int(row["Year"])), words[row["Place"]]


def panorama_screen() -> Iterator[Written]:
    for measure, (indicator, size) in MEASURES.items():
        yield from of_ranking("Panorama", indicator, size, measures.compared(VIEW, measure)[0])


def indicators_screen() -> Iterator[Written]:
    for indicator, known in every().items():
        for size in known.size_classes:
            for kind in ("country", "region"):
                for year in ("common", "latest"):
                    chart = indicator_charts.standing(VIEW, indicator, size, kind, year, ())
                    if chart:
                        yield from of_ranking("Indicators", indicator, size, chart)


def skills_screen() -> Iterator[Written]:
    for known in VIEW.rows("skill_indicators"):
        for size in ("total", "10-49", "50-249", "250+") if known.has_sizes else ("total",):
            figure = skill_charts.series(VIEW, known.indicator_id, size, ()).figure.to_dict()
            for hover in (
                hover for trace in figure["data"] for key in ("customdata", "text") for hover in listed(trace, key)
            ):
                if match := re.match(r"<b>(.+)</b><br>(\d{4}): (.+?)(<br>|$)", str(hover)):
                    yield "Skills", (known.indicator_id, size, match[1], int(match[2])), match[3]


def listed(trace: dict, key: str) -> list:
    return trace.get(key) if isinstance(trace.get(key), list) else []


def series_of(label: str) -> tuple[str, str]:
    """Return indicator and size of a series by its label on Regions."""
    name = label.removesuffix(", small enterprises (10 to 49 persons)")
    indicator = next(each.indicator_id for each in every().values() if each.label == name)
    return indicator, "total" if name == label else "10-49"


def regions_screen() -> Iterator[Written]:
    for theme in ("", *THEMES):
        for first in range(0, len(places()), 4):
            compared = region_charts.indicators(VIEW, tuple(list(places())[first : first + 4]), theme, theme)
            if compared is None:
                continue
            table = records(compared.chart.table)
            cells = re.findall(r"<td .*?</td>", str(compared.drawn))
            for row, cell in zip(table, cells, strict=True):
                drawn = re.search(r'class="value">([^<]+)<', cell)
                if drawn and row["Whose value"] == row["Place"]:
                    yield "Regions", (*series_of(row["Indicator"]), row["Place"], int(row["Year"])), drawn[1]


def index_of(items: Iterable[str], size: str, year_rule: str) -> Index:
    items = tuple(items)
    return Index(items, (1,) * len(items), size, year_rule, "goalposts", "arithmetic", 2022)


def index_screen() -> Iterator[Written]:
    for size in ("total", "10-49"):
        for year_rule in ("common", "latest"):
            parts = [
                row for row in VIEW.rows("index_choices", size=size, year_rule=year_rule) if row.kind == "indicator"
            ]
            for first in range(0, len(parts), 10):
                some = parts[first : first + 10]
                chart = index_charts.shown(
                    VIEW, index_of([*(row.item_id for row in some), "D1"], size, year_rule)
                ).contributions
                if chart is None:
                    continue
                for hover in (
                    hover for trace in chart.figure.to_dict()["data"] for hover in listed(trace, "customdata")
                ):
                    match = re.match(r"<b>(.+)</b><br>(\d+)\. .+?<br>(.+) \((\d{4})\)<br>score", hover)
                    if match and int(match[2]) <= len(some):
                        part = some[int(match[2]) - 1]
                        yield "Index", (part.item_id, part.size_class, match[1], int(match[4])), match[3]


def report() -> Iterator[Written]:
    blocks = panorama.chapter(VIEW, scope(VIEW, "")).blocks
    bars = [block for block in blocks if isinstance(block, Bars)]
    for measure in ("small_firms", "ict_vacancies"):
        chart = measures.compared(VIEW, measure)[0]
        drawn = next(block for block in bars if block.caption == chart.subtitle)
        year = max(filter(None, chart.table.column("Year")))
        for bar in drawn.bars:
            if bar.value is not None:
                yield "Report, Panorama", (*MEASURES[measure], bar.label, year), bar.text
    for indicator, drawn in zip(
        ("ict_hard_to_fill", "digital_skills_basic"),
        [block for block in skills.chapter(VIEW, scope(VIEW, "")).blocks if isinstance(block, Bars)],
        strict=False,
    ):
        for bar in drawn.bars:
            if bar.value is not None:
                place, year = bar.label.removesuffix(" (average)"), re.search(r"\((\d{4})", bar.text)[1]
                yield "Report, Skills", (indicator, "total", place, int(year)), bar.text
    for code in places():
        about = scope(VIEW, code)
        table = next(block for block in panorama.chapter(VIEW, about).blocks
                     if isinstance(block, Printed) and block.caption.startswith("Key indicators"))  # fmt: skip
        labels = {f"{row.label}, {row.unit}": row for row in VIEW.rows("indicators_of_places", indicator_theme="")}
        for line in table.rows:
            row = labels[line[0].text]
            for place, cell in zip(about.places, line[1:], strict=False):
                yield from of_cell((row.indicator_id, row.size_class, places()[place]), cell)


def of_cell(series: tuple[str, str, str], cell: Cell) -> Iterator[Written]:
    match = re.match(r"(.+?) \((\d{4})(?!.*value of)", cell.text)
    if match and not cell.is_missing:
        yield "Report, key indicators", (*series, int(match[2])), match[1]


SCREENS = (panorama_screen, indicators_screen, skills_screen, regions_screen, index_screen, report)


def gathered() -> dict[Key, dict[str, set[str]]]:
    """Return for each value each text it has, with the screens that write it so."""
    texts: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for screen in SCREENS:
        for name, key, text in screen():
            texts[key][value(text)].add(name)
    return texts


def test_the_same_value_has_the_same_text_on_every_screen_and_in_the_report(store_of_the_tests):
    """45.1 % here and 45 % there leave a reader asking which of the two is true."""
    texts = gathered()
    differ = {key: dict(found) for key, found in texts.items() if len(found) > 1}
    assert not differ, f"{len({key[0] for key in differ})} indicators, {len(differ)} values: {list(differ.items())[:5]}"
    asked = defaultdict(set)
    for key, found in texts.items():
        asked[key[0]] |= set().union(*found.values())
    assert set(asked) == set(every()) and {known.theme for known in every().values()} == set(THEMES)
    # Each is really compared: every one stands on two screens at least.
    assert {name for name, screens in asked.items() if len(screens) < 2} == set()
    assert set().union(*asked.values()) == {
        "Panorama", "Indicators", "Skills", "Regions", "Index",
        "Report, Panorama", "Report, Skills", "Report, key indicators",
    }  # fmt: skip


def cautions(*charts: Chart | None) -> set[str]:
    return {caution for chart in charts if chart for caution in chart.evidence.cautions}


def of_countries(indicator: str, size: str = "total") -> set[str]:
    """Return what Indicators says beside the values of the countries in the year common to most."""
    return cautions(indicator_charts.standing(VIEW, indicator, size, "country", "common", ()))


def test_panorama_and_report_have_the_cautions_of_indicators(store_of_the_tests):
    """The same values of the same countries in the same year call for the same cautions."""
    said = {block.text for block in panorama.chapter(VIEW, scope(VIEW, "")).blocks if isinstance(block, Note)}
    for measure, series in MEASURES.items():
        assert cautions(measures.compared(VIEW, measure)[0]) == of_countries(*series), measure
        if measure != "desi":
            assert of_countries(*series) <= said


def test_skills_has_the_cautions_of_indicators_on_the_same_series(store_of_the_tests):
    """A series over all years calls for those of its newest year, and of its breaks, ends and outliers."""
    for known in VIEW.rows("skill_indicators"):
        above = of_countries(known.indicator_id)
        trend = cautions(indicator_charts.trend(VIEW, known.indicator_id, "total", "country", ()))
        assert cautions(skill_charts.series(VIEW, known.indicator_id, "total", ())) >= above | trend, known.indicator_id


@pytest.mark.parametrize("theme", THEMES)
def test_regions_has_the_cautions_of_indicators_on_the_same_countries(store_of_the_tests, theme):
    """All ten countries side by side show what the rankings of the theme show, and miss what these miss."""
    shown = [name for name, known in every().items() if known.theme == theme and known.has_countries]
    single = set().union(*(of_countries(name) for name in shown if "total" in every()[name].size_classes))
    together = cautions(
        region_charts.indicators(VIEW, tuple(VIEW.labels("partner_countries_list")), theme, theme).chart
    )
    # Where a theme has regional series, the United Kingdom misses those of the countries too.
    assert {caution for caution in single ^ together if not caution.startswith(KINGDOM)} == set()
    assert single <= together


def test_the_index_has_the_cautions_of_indicators_on_each_part(store_of_the_tests):
    """An index of one indicator and one dimension shows that indicator's values of all countries, and their flags."""
    levels = cautions(index_charts.shown(VIEW, index_of(("D1", "D2"), "total", "common")).ranges)
    for row in VIEW.rows("index_choices", size="total", year_rule="common"):
        if row.kind == "indicator":
            shown = index_charts.shown(VIEW, index_of((row.item_id, "D1"), "total", "common"))
            assert cautions(*shown[1:]) - levels == of_countries(row.item_id, row.size_class), row.item_id
