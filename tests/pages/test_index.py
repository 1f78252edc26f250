"""Index builder: signs of life, every choice there and back, odd links, weights that add to 100, figures."""

import plotly.graph_objects as go
import pytest

from pages.compare import index_charts as charts
from pages.compare.index_choices import fitted, moved, shares
from pages.compare.index_words import Index
from pages.parts.view import View
from pages.parts.wording import as_text
from tests.pages.conftest import opened, words

VIEW = View(1)
SKILLS = "Sweden is first in 100 % of 1,000 draws; 8 of 36 pairs of countries cannot be told apart"
SMALL_FIRMS = {
    "indicator": [
        "dii_basic_v3", "ict_specialists_employed", "sme_selling_online", "sme_selling_cross_border",
        "sme_ecommerce_turnover",
    ],
    "size": "10-49",
}  # fmt: skip
MIXED = ("tertiary_15_64", "ict_hard_to_fill", "rd_gerd_pct_gdp", "D1")
POLICY = {"dimension": [f"D{number}" for number in range(1, 9)]}


def index(items: tuple[str, ...], **others: object) -> Index:
    usual = {
        "weights": shares([1] * len(items)),
        "size": "total",
        "year_rule": "common",
        "normalisation": "goalposts",
        "aggregation": "arithmetic",
        "seed": 2022,
    }
    return Index(items, **{**usual, **others})


def link(app) -> dict[str, object]:
    return dict(app.query_params)


def test_the_screen_starts_with_the_skills_index(open_screen):
    """A visitor who chooses nothing sees ranges at once, who has none and why, and how they are made."""
    app = open_screen("index")
    shown = words(app)
    assert SKILLS in shown
    assert "United Kingdom: not enough data.</b> 0 % of the weight is known, 65 % are needed." in shown
    assert "Hard-to-fill ICT vacancies; Tertiary attainment 15-64." in shown
    assert "moves most, from" in shown
    assert "Slovenia cannot be told apart from" in shown
    assert "Handbook on Constructing Composite Indicators" in shown
    assert "seed 2022" in shown
    assert link(app) == {}
    assert [each.label for each in app.slider][4] == as_text("5. Hard-to-fill ICT vacancies, 2024, lower is better")
    assert sum(each.value for each in app.slider) == 100


def test_the_preset_on_small_firms_gives_the_united_kingdom_no_rank(open_screen):
    """The United Kingdom is named with all it lacks, and never with a rank or a score."""
    shown = words(open_screen("index", **SMALL_FIRMS, year="latest"))
    assert (
        "United Kingdom: not enough data.</b> 20 % of the weight is known, 65 % are needed. Missing: At least basic "
        "digital intensity (DII version 3); SMEs selling online; SMEs selling online cross-border; SME turnover from "
        "e-commerce." in shown
    )
    assert "Rank among 9 countries" in shown
    assert "The Eurostat series of the United Kingdom end in 2019 or 2020" in shown


def test_levels_come_with_their_cautions(open_screen):
    """An index of levels invites averages of them: the caution stands beside it."""
    shown = words(open_screen("index", **POLICY))
    assert "Rank among 10 countries" in shown
    assert "Levels are ordinal" in shown
    assert "National rows score the central government only" in shown
    assert "not enough data" not in shown


def test_presets_are_taken_one_after_another(open_screen):
    """One click, another index; the address has it whole, so that the click can be sent on."""
    app = open_screen("index")
    app.button_group(key="preset").set_value("cluster_policy").run()
    assert "Rank among 10 countries" in words(app)
    assert link(app) == POLICY
    app.button_group(key="preset").set_value("small_firms").run()
    assert "enterprises: small, 10 to 49 persons, where known" in words(app)
    assert link(app) in (SMALL_FIRMS, {**SMALL_FIRMS, "size": ["10-49"]})
    app.button_group(key="preset").set_value("skills").run()
    assert SKILLS in words(app)
    assert link(app) == {}


@pytest.mark.parametrize(
    ("name", "value", "sign"),
    [
        ("normalisation", "z", "normalised by z-scores, arithmetic mean"),
        ("normalisation", "rank", "normalised by ranks, arithmetic mean"),
        ("aggregation", "geometric", "normalised between goalposts, geometric mean"),
        ("year", "latest", "the latest year of each country"),
        ("size", "10-49", "enterprises: small, 10 to 49 persons, where known"),
    ],
)
def test_each_choice_is_made_and_unmade(open_screen, name, value, sign):
    """What is chosen is said and in the link; back at the start both are as before."""
    app = open_screen("index")
    before = app.selectbox(key=name).value
    app.selectbox(key=name).set_value(value).run()
    assert sign in words(app)
    assert link(app) == {name: value} or link(app) == {name: [value]}
    app.selectbox(key=name).set_value(before).run()
    assert SKILLS in words(app)
    assert link(app) == {}


def test_a_weight_is_moved_and_the_others_share_the_rest(open_screen):
    """Weights are percentages that add to 100, whatever is moved."""
    app = open_screen("index", **SMALL_FIRMS)
    app.slider(key="weight-dii_basic_v3").set_value(60).run()
    assert [each.value for each in app.slider] == [60, 10, 10, 10, 10]
    assert app.query_params["weights"] in ("60,10,10,10,10", ["60,10,10,10,10"])
    app.slider(key="weight-sme_selling_online").set_value(100).run()
    assert [each.value for each in app.slider] == [0, 0, 100, 0, 0]
    assert not app.exception
    app.button(key="equal-weights").click().run()
    assert [each.value for each in app.slider] == [20] * 5
    assert "weights" not in app.query_params


def test_the_seed_changes_the_draws_and_is_in_the_link(open_screen):
    """Another seed may move a range a little; the same seed never does."""
    app = open_screen("index")
    app.number_input(key="seed").set_value(7).run()
    seven = words(app)
    assert "seed 7" in seven
    assert link(app) in ({"seed": "7"}, {"seed": ["7"]})
    assert words(opened("index", seed="7")) == seven
    app.number_input(key="seed").set_value(2022).run()
    assert SKILLS in words(app)


def test_parts_are_added_and_removed_and_keep_their_weights(open_screen):
    """A new part gets an equal share; the weights of the others keep their proportion."""
    app = open_screen("index", indicator=["tertiary_15_64", "ict_graduates"], weights="80,20")
    app.multiselect(key="dimension").set_value(["D1"]).run()
    assert [each.value for each in app.slider] == [54, 13, 33]
    app.multiselect(key="dimension").set_value([]).run()
    assert [each.value for each in app.slider] == [81, 19]
    app.multiselect(key="indicator").set_value(["ict_graduates"]).run()
    assert "An index has two parts or more." in words(app)
    assert not app.exception


def test_clearing_leads_back_to_the_start(open_screen):
    """One click undoes all choices, the weights included."""
    app = open_screen("index", **SMALL_FIRMS, weights="60,10,10,10,10", seed="5", normalisation="z", year="latest")
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert SKILLS in words(app)
    assert link(app) == {}
    assert not [button for button in app.button if button.label == "Clear filters"]


def test_a_link_shows_the_same_numbers_to_everybody(open_screen):
    """Parts, weights, method, years, size and seed are all in the link."""
    query = {**SMALL_FIRMS, "weights": "40,30,10,10,10", "aggregation": "geometric", "year": "latest", "seed": "31"}
    first, second = opened("index", **query), opened("index", **query)
    assert words(first) == words(second)
    assert {name: first.query_params[name] for name in query} == {name: second.query_params[name] for name in query}
    assert [each.value for each in first.slider] == [40, 30, 10, 10, 10]
    assert "does not exist" not in words(first)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"indicator": ["nonsense", "ict_graduates", "tertiary_15_64"]}, "indicator “nonsense”, which cannot be part"),
        ({"indicator": ["population", "ict_graduates", "tertiary_15_64"]}, "indicator “population”, which cannot be"),
        ({"dimension": ["D1", "D2", "D9"]}, "dimension “D9”, which cannot be part of an index: there are D1, D2, D3"),
        ({"indicator": "nonsense"}, "An index has two parts or more; the link names fewer. Shown instead: Skills."),
        ({**SMALL_FIRMS, "weights": "50,60,-10,0,0"}, "expected 5 whole numbers of 0 or more"),
        ({**SMALL_FIRMS, "weights": "a,b,c,d,e"}, "Shown instead: equal weights."),
        ({**SMALL_FIRMS, "weights": "50,50"}, "expected 5 whole numbers of 0 or more"),
        ({**SMALL_FIRMS, "weights": "0,0,0,0,0"}, "Shown instead: equal weights."),
        ({**SMALL_FIRMS, "weights": "nan,inf,1e9,1,1"}, "Shown instead: equal weights."),
        ({**SMALL_FIRMS, "weights": "20,20,20,20,40"}, "add to 120, not 100. Shown in the same proportion: 17, 17, 17"),
        ({"seed": "-1"}, "expected a whole number from 0 to 999999. Shown instead: 2022."),
        ({"seed": "1.5"}, "expected a whole number from 0 to 999999. Shown instead: 2022."),
        ({"seed": "99999999999"}, "expected a whole number from 0 to 999999. Shown instead: 2022."),
        ({"normalisation": "magic"}, "The link asks for normalisation “magic”, which does not exist."),
        ({"aggregation": "sum"}, "The link asks for aggregation “sum”, which does not exist."),
        ({"year": "2019"}, "The link asks for year “2019”, which does not exist."),
        ({"size": "huge"}, "The link asks for size “huge”, which does not exist."),
    ],
)
def test_a_wrong_link_falls_back_and_says_so(open_screen, query, sentence):
    """Never a traceback, never silently something else than the link said."""
    shown = words(open_screen("index", **query))
    assert sentence in shown.replace("\\", "")
    assert "1,000 draws" in shown


def test_a_part_may_weigh_nothing(open_screen):
    """A slider can go to 0: the part stays in the list and counts for nothing."""
    app = open_screen("index", indicator=["dii_basic_v3", "desi_overall"], weights="100,0")
    assert "Rank among 9 countries" in words(app)
    assert not app.exception


def test_too_many_parts_are_cut(open_screen):
    """Twenty parts fill the screen; a link with more shows the first twenty and says so."""
    app = open_screen("index")
    options = list(app.multiselect(key="indicator").proto.options)
    assert len(options) > 20
    many = [
        row.item_id for row in VIEW.rows("index_choices", size="total", year_rule="common") if row.item_id.islower()
    ]
    app = open_screen("index", indicator=many[:25])
    assert "more than 20 parts of an index. Shown: the first 20." in words(app)
    assert len(app.slider) == 20


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize(
    "chosen",
    [
        index(tuple(SMALL_FIRMS["indicator"]), size="10-49", year_rule="latest"),
        index(tuple(POLICY["dimension"]), aggregation="geometric", normalisation="z"),
        index(MIXED, weights=(40, 30, 20, 10), year_rule="latest"),
    ],
    ids=["small firms", "policy", "mixed"],
)  # fmt: skip
def test_figures_are_what_plotly_reads(chosen, is_dark):
    """Each figure is a valid one and each chart has words, a table and a source."""
    view = View(1, is_dark)
    for chart in charts.shown(view, chosen)[1:]:
        if chart.figure:
            go.Figure(chart.figure.to_dict())
            assert chart.alternative
        assert len(chart.table)
        assert chart.evidence.source.startswith(("European", "Eurostat", "INNO"))


def test_ranges_are_drawn_from_5_to_95_per_cent_with_the_median():
    """The line and the dot are the numbers of the table."""
    chart = charts.shown(VIEW, index(tuple(POLICY["dimension"]))).ranges
    lines, medians, chosen, _ = go.Figure(chart.figure.to_dict()).data
    column = chart.table.column
    assert list(medians.x) == column("Median rank")
    assert list(chosen.x) == column("Rank by your choices")
    assert [round(x) for x in lines.x if x is not None] == [
        rank for pair in zip(column("Rank, 5 %"), column("Rank, 95 %"), strict=True) for rank in pair
    ]


def test_parts_of_a_bar_are_the_index():
    """The parts add up to the number at the bar's end."""
    chosen = index(MIXED, aggregation="geometric")
    table = charts.shown(VIEW, chosen).contributions.table
    points: dict[str, float] = {}
    for country, part in zip(table.column("Country"), table.column("Points"), strict=True):
        points[country] = points.get(country, 0) + (part or 0)
    for row in VIEW.rows("index_contributions", **chosen.made()):
        if row.is_enough:
            assert points[row.country] == pytest.approx(row.index_value, abs=0.03)


@pytest.mark.parametrize(
    ("sizes", "whole", "expected"),
    [
        ([1, 1, 1], 100, (34, 33, 33)),
        ([0, 0], 100, (50, 50)),
        ([3, 1], 100, (75, 25)),
        ([1] * 6, 100, (17, 17, 17, 17, 16, 16)),
        ([2, 1], 0, (0, 0)),
    ],
)
def test_shares_are_whole_and_add_up(sizes, whole, expected):
    """99 % or 101 % on the screen would be an error in everybody's eyes."""
    assert shares(sizes, whole) == expected


def test_weights_follow_a_move_and_a_change_of_parts():
    """The others keep their proportion, and all together stay 100."""
    assert moved({"a": 50, "b": 30, "c": 20}, "a", 0) == {"a": 0, "b": 60, "c": 40}
    assert moved({"a": 100, "b": 0}, "a", 40) == {"a": 40, "b": 60}
    assert moved({"a": 100}, "a", 40) == {"a": 100}
    assert fitted(("a", "b"), {}) == {"a": 50, "b": 50}
    assert fitted(("a", "c"), {"a": 30, "b": 70}) == {"a": 50, "c": 50}
    assert fitted(("b", "a"), {"a": 30, "b": 70}) == {"b": 70, "a": 30}
    assert fitted(("a", "b", "c"), {"a": 50, "b": 50}) == {"a": 34, "b": 33, "c": 33}
    assert fitted(("c",), {"a": 30, "b": 70}) == {"c": 100}
