"""Builds every figure as a Figure, which checks each of its properties, and looks at what it would draw."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from data import live
from pages.act import action_charts
from pages.compare import index_charts, indicator_charts, indicator_pairs, indicator_sizes
from pages.compare.index_words import Index
from pages.explore import cluster_charts as charts
from pages.explore import instrument_charts, policy_charts, policy_counts, practice_charts, skill_charts
from pages.explore.measures import MEASURES, compared
from pages.parts.chart import Chart
from pages.parts.figures.base import Drawn
from pages.parts.figures.europe import LAND
from pages.parts.site_map import ROOT
from pages.parts.view import View

COUNTRIES = ["AT", "ES", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "UK"]


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def view(request) -> View:
    return View(live.newest_release().number, request.param)


def figure(drawn: Drawn) -> go.Figure:
    """Return what `drawn` draws as a Figure; an unknown property or a wrong value raises."""
    return go.Figure(drawn.to_dict())


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_draws_all_ten_countries_and_the_ten_seats(view, measure):
    chart, beside = compared(view, measure)
    land, *layers, seats = figure(chart.figure).data
    assert set(land.locations) == set(LAND)
    assert sorted(code for layer in layers for code in layer.locations) == COUNTRIES
    assert len(seats.lat) == 10
    ranked = figure(beside)
    assert {place for trace in ranked.data for place in trace.y} >= {"AT", "UK"}
    # The first row of the table is on top.
    names = dict(zip(ranked.layout.yaxis.tickvals, ranked.layout.yaxis.ticktext, strict=True))
    assert names[ranked.layout.yaxis.categoryarray[-1]] == chart.table.column("Place")[0]


def test_the_level_map_carries_the_levels_and_one_colour_for_each(view):
    chart, _ = compared(view, "policy_status")
    levels = figure(chart.figure).data[1]
    assert dict(zip(levels.locations, levels.z, strict=True)) == {
        "AT": 3, "ES": 4, "HU": 4, "LV": 3, "PT": 4, "RO": 3, "SE": 4, "SI": 5, "SK": 2, "UK": 1,
    }  # fmt: skip
    assert (levels.zmin, levels.zmax) == (-0.5, 5.5)
    assert len({colour for _, colour in levels.colorscale}) == 6


def test_a_missing_value_is_a_layer_of_its_own_in_the_colour_of_the_page(view):
    chart, beside = compared(view, "small_firms")
    missing = figure(chart.figure).data[2]
    assert list(missing.locations) == ["UK"]
    assert {colour for _, colour in missing.colorscale} == {view.colours.background}
    assert [list(trace.text) for trace in figure(beside).data if trace.y == ("UK",)] == [["no value"]]


def test_the_rate_is_drawn_with_its_unknown_part_hatched(view):
    documented, unknown = figure(charts.rate(view, ()).figure).data
    assert list(documented.x) == [4, 4, 2, 8, 4, 3, 3, 10, 4, 0]
    assert list(unknown.x) == [13, 12, 11, 13, 16, 16, 11, 36, 22, 15]
    assert unknown.marker.pattern.shape == "/"
    assert documented.y[0] == "Austria"


def test_the_town_map_shows_every_organisation_with_a_town_and_zooms_to_chosen_countries(view):
    whole = figure(charts.towns(view, (), ()).figure)
    assert sum(whole.data[1].marker.size) == 207 - 44
    assert sum(whole.data[2].marker.size) == 89
    slovenia = figure(charts.towns(view, ("SI",), ()).figure)
    west, east = slovenia.layout.geo.lonaxis.range
    assert 12 < west < 14
    assert 15 < east < 18


def test_overlaps_name_their_number_in_every_cell(view):
    heat, *words = figure(charts.overlap(view, (), ()).figure).data
    assert len(heat.y) == 15
    assert len(heat.x) == 10
    written = {
        (row, column): text for trace in words for row, column, text in zip(trace.y, trace.x, trace.text, strict=True)
    }
    assert written["Lower Austria (8)", "Awareness"] == "4"
    assert ("Lower Austria (8)", "Certification") not in written


def test_labels_and_services_are_figures_too(view):
    assert [trace.name for trace in figure(charts.labels(view, ()).figure).data] == [
        "Gold", "Silver", "Bronze", "No label known",
    ]  # fmt: skip
    heat = figure(charts.services(view, (), ()).figure).data[0]
    assert heat.x[0] == "Cluster organisation (32)"
    assert heat.y[0] == "Networking"


def test_the_land_on_a_map_is_exactly_what_the_shapes_hold():
    shapes = json.loads((ROOT / "static" / "europe.geojson").read_text(encoding="utf-8"))
    assert {shape["properties"]["place_code"] for shape in shapes["features"]} == set(LAND)
    partners = [shape["properties"]["place_code"] for shape in shapes["features"] if shape["properties"]["partner"]]
    assert sorted(partners) == COUNTRIES


def test_the_table_behind_a_chart_has_the_headings_and_rows_shown(view):
    table = charts.rate_table(view, ("SI", "LV"))
    assert len(table) == 2
    assert table.rows == [("Latvia", 13, 2, 11, 0, 15.4), ("Slovenia", 14, 3, 11, 0, 21.4)]


# Fields that name something to the program: not what a reader sees.
CODES = (
    "_id", "_code", "_group", "tier", "provenance", "year", "size_class", "direction", "flag", "choice", "instead",
    "certainty", "type", "ahead_of",
)  # fmt: skip
# Of these queries `stage` is the key of a colour.
STAGE_IS_A_KEY = ("uptake_bands",)


PRACTICES = ("SI-vouchers", "AT-cluster-programme")


def hostile(value: object) -> object:
    """Return a text, or each text of a list, with markup in it that Plotly would obey."""
    if isinstance(value, list):
        return [hostile(each) for each in value]
    return f"{value} <b>&" if isinstance(value, str) else value


def hostile_row(row: Any, but: tuple[str, ...] = ()) -> Any:
    """Return a row whose every name, to a reader, has markup in it."""
    shown = {field: value for field, value in row._asdict().items() if not field.endswith((*CODES, *but))}
    return row._replace(**{field: hostile(value) for field, value in shown.items()})


class Hostile(View):
    """A release whose every name has markup in it; being no View, it shares no kept chart with one."""

    def rows(self, name: str, **parameters: Any) -> list:
        but = ("stage",) if name in STAGE_IS_A_KEY else ()
        return [hostile_row(row, but) for row in super().rows(name, **parameters)]


INDEX = Index(("dii_basic_v3", "D1", "desi_overall"), (40, 30, 30), "total", "common", "goalposts", "arithmetic", 2022)
SERIES = ("dii_basic_v3", "total", "country")

DRAWN = [
    (policy_charts.levels, (), "both", "2019", "D1", ""),
    (policy_charts.changes, (), "both", "D2"),
    (policy_charts.status_and_role, (), "both"),
    (policy_counts.distribution, "both", "2019"),
    (instrument_charts.gap_map, ()),
    (instrument_charts.fragmentation, ("AT",)),
    (instrument_charts.calendar, ()),
    (instrument_charts.support_flow, ()),
    (charts.rate, ()),
    (charts.towns, (), ()),
    (charts.overlap, (), ()),
    (charts.services, (), ()),
    (charts.labels, ()),
    (practice_charts.stages, PRACTICES),
    (practice_charts.themes, PRACTICES),
    (practice_charts.towns, PRACTICES, False),
    *((compared, measure) for measure in MEASURES),
    (skill_charts.series, "ict_hard_to_fill", "total", ("AT",)),
    (skill_charts.gap, "dii_basic_v3", 2023, ("AT",)),
    (skill_charts.gap_over_time, "dii_basic_v3", ("AT",)),
    (skill_charts.movers, "dii_basic_v3", ("AT",)),
    (index_charts.shown, INDEX),
    (indicator_charts.standing, *SERIES, "common", ("AT",)),
    (indicator_charts.standing, "desi_overall", "total", "country", "common", ("AT",)),
    (indicator_charts.standing_map, "desi_overall", "total", "common"),
    (indicator_charts.trend, *SERIES, ("AT",)),
    (indicator_charts.multiples, *SERIES, ("AT",)),
    (indicator_sizes.sizes, "dii_basic_v3", "common", ("AT",)),
    (indicator_pairs.pair, "dii_basic_v3", "total", "desi_overall", "total", "country", "latest", ("AT",)),
    (action_charts.uptake, ""),
    (action_charts.progress, "SI"),
    (action_charts.events, "SI"),
]


def drawn_in(answer: object) -> list[Drawn]:
    """Return each figure of an answer: a figure, a chart, or several of them."""
    if isinstance(answer, Drawn):
        return [answer]
    if isinstance(answer, Chart):
        return drawn_in(answer.figure)
    return [each for part in answer for each in drawn_in(part)] if isinstance(answer, tuple) else []


@pytest.mark.parametrize(
    "drawn", DRAWN, ids=[f"{draw.__module__}.{draw.__name__}-{at}" for at, (draw, *_) in enumerate(DRAWN)]
)
def test_names_from_the_data_never_become_markup_of_a_figure(view, drawn, monkeypatch):
    """Whoever publishes a name with a tag in it sees the tag, on every chart, as text, and escaped once."""
    draw, *given = drawn
    ranges = index_charts.rank_ranges
    monkeypatch.setattr(index_charts, "rank_ranges", lambda *asked: [hostile_row(row) for row in ranges(*asked)])
    figures = drawn_in(draw(Hostile(view.release, view.is_dark), *given))
    assert figures
    for each in figures:
        figure = json.dumps(each.to_dict(), ensure_ascii=False)
        assert " &lt;b&gt;&amp;" in figure
        assert " <b>&" not in figure
        assert "&amp;lt;" not in figure
