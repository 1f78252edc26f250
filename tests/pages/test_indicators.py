"""Indicators: signs of life, every filter there and back, odd links, figures that Plotly accepts."""

import plotly.graph_objects as go
import pytest

from pages.compare import indicator_charts as charts
from pages.compare import indicator_choices as choices
from pages.compare import indicator_facts, indicator_pairs, indicator_sizes
from pages.parts.figures.labelled_scatter import LINE, _shared
from pages.parts.indicator import Indicator
from pages.parts.view import View
from tests.pages.conftest import words

INTENSITY = (
    "At least basic digital intensity (DII version 3), 2025: Sweden stands best with 86.9 %, Romania last with 45.5 %; "
    "3 of 9 are better than the EU average of 72.1 %"
)
CHANGE = (
    "From 2021 to 2025 it rose in 8 of 8 comparable countries, most in Hungary (+25.0 points); the EU average "
    "went from 55.8 % to 72.1 %"
)
PAIR = "“At least basic digital intensity (DII version 3)” and “At least basic digital skills” go closely together"
SIZES = "Small and large enterprises are furthest apart in Latvia: 43.3 points (2025)"
VACANCIES = "Hard-to-fill ICT vacancies, 2024: Spain stands best with 30.2 %, Austria last with 67.3 %"
TERTIARY = "Tertiary attainment 25-64 (region), 2018: the Bratislava Region stands best with 43.8 %"
VIEW = View(1)


def test_the_screen_says_where_each_country_stands_before_all_else(open_screen):
    """A visitor who chooses nothing reads rank, change, correlation, definition and sizes, in this order."""
    app = open_screen("indicators")
    shown = words(app)
    order = [shown.index(sign) for sign in (INTENSITY, CHANGE, "Each country by itself", PAIR, "Definition", SIZES)]
    assert order == sorted(order)
    assert "no value of any year for the United Kingdom" in shown
    assert "They are two series and are never joined" in shown
    assert "Going together is not a cause" in shown
    assert "9 countries with both values; 2025; Pearson +0.88 and Spearman (by rank) +0.80" in shown
    assert dict(app.query_params) == {}
    charts_shown = app.get("plotly_chart")
    assert len(charts_shown) == 6
    assert all(len(chart.proto.alt) > 40 for chart in charts_shown)


def test_definition_unit_direction_flags_coverage_and_source_are_said(open_screen):
    """What a number is made of stands on the screen, not only in a download."""
    shown = words(open_screen("indicators", indicator="ict_hard_to_fill"))
    assert "Enterprises that recruited or tried to recruit ICT specialists and had vacancies" in shown
    assert "<dt>Unit</dt><dd>% of enterprises that recruited or tried to recruit ICT specialists</dd>" in shown
    assert "<dt>Direction</dt><dd>Lower is better.</dd>" in shown
    assert "10 of 10. Years (number of countries): 2014 (10), 2015 (10)" in shown
    assert "b: break in series, 1 of 88 values." in shown
    assert "isoc_ske_itrcrn2" in shown
    assert "lower is better, so the lowest stands on top" in shown
    assert "The value of 90.1 for hard-to-fill vacancies in Romania in 2019 is an outlier" in shown


@pytest.mark.parametrize(
    ("indicator", "sign"),
    [
        ("ict_hard_to_fill", VACANCIES),
        ("tertiary_25_64", TERTIARY),
        ("population", "Population, 2018: from 1,934,379 in Latvia to 66,273,576 in the United Kingdom"),
        ("eis_performance_group", "from emerging in Latvia, Romania and Slovakia to leader in Sweden"),
        ("daily_internet_users", "Sweden and the United Kingdom stand best with 91.0 %, Romania last with 57.0 %"),
        ("rd_gerd_pct_gdp", "Sweden stands best with 3.41 %, Romania last with 0.46 %"),
        ("ai_ever_considered", "is known for one year alone, so there is no change to show."),
        ("cloud_any", "Enterprises buying cloud services, 2016: Sweden stands best with 48.0 %"),
    ],
)
def test_the_indicator_is_changed_and_changed_back(open_screen, indicator, sign):
    """Each choice leads to its own numbers, and the way back to the first ones."""
    app = open_screen("indicators")
    app.selectbox(key="indicator").set_value(indicator).run()
    assert not app.exception
    assert sign in words(app)
    assert dict(app.query_params) == {"indicator": indicator}
    app.selectbox(key="indicator").set_value("dii_basic_v3").run()
    assert INTENSITY in words(app) and PAIR in words(app)
    assert dict(app.query_params) == {}


def test_a_theme_narrows_the_list_and_gives_way(open_screen):
    """The list of 60 becomes the theme's; its first indicator is shown, and all are back afterwards."""
    app = open_screen("indicators")
    assert len(app.selectbox(key="indicator").options) == 60
    app.selectbox(key="indicator_theme").set_value("skills").run()
    assert len(app.selectbox(key="indicator").options) == 14
    assert INTENSITY not in words(app)
    assert dict(app.query_params) == {"indicator_theme": "skills"}
    app.selectbox(key="indicator").set_value("ict_hard_to_fill").run()
    assert VACANCIES in words(app)
    app.selectbox(key="indicator_theme").set_value("").run()
    assert VACANCIES in words(app)
    assert dict(app.query_params) == {"indicator": "ict_hard_to_fill"}


def test_a_link_to_an_indicator_of_another_theme_is_followed(open_screen):
    """Both exist, so nothing false is said about either; the indicator stays until the theme is changed."""
    app = open_screen("indicators", indicator_theme="skills", indicator="dii_basic_v3")
    assert not app.warning
    assert INTENSITY in words(app)
    app.multiselect(key="country").set_value(["SI"]).run()
    assert INTENSITY in words(app)
    app.selectbox(key="indicator_theme").set_value("innovation").run()
    assert INTENSITY not in words(app)
    assert not app.exception


def test_the_size_class_is_changed_and_follows_the_indicator(open_screen):
    """The ranking by size is of these enterprises alone; an indicator without sizes forgets it."""
    app = open_screen("indicators")
    app.selectbox(key="size").set_value("10-49").run()
    shown = words(app)
    assert "2025: Sweden stands best with 84.9 %, Romania last with 41.9 %" in shown
    assert "enterprises: small, 10 to 49 persons" in shown
    assert dict(app.query_params) == {"size": "10-49"}
    app.selectbox(key="size").set_value("total").run()
    assert INTENSITY in words(app)
    app.selectbox(key="size").set_value("250+").run()
    app.selectbox(key="indicator").set_value("ict_hard_to_fill").run()
    assert VACANCIES in words(app)
    assert dict(app.query_params) == {"indicator": "ict_hard_to_fill"}


def test_the_rule_of_the_year_is_changed_and_said(open_screen):
    """Latest common year, latest of each place and a year are three answers, each named."""
    app = open_screen("indicators", indicator="ict_hard_to_fill")
    assert "the latest year common to most" in words(app)
    assert "no value of this year for the United Kingdom (2020), newest year in brackets" in words(app)
    app.selectbox(key="year").set_value("latest").run()
    shown = words(app)
    assert "Hard-to-fill ICT vacancies, 2020 to 2024" in shown and "the latest value of each place" in shown
    assert "United Kingdom 49.8 % (2020)" in shown
    app.selectbox(key="year").set_value("2019").run()
    shown = words(app)
    assert "Hard-to-fill ICT vacancies, 2019: Spain stands best with 26.5 %, Romania last with 90.1 %" in shown
    assert "the chosen year" in shown
    assert "Fewer than 5 places have values of both" in shown
    assert dict(app.query_params) == {"indicator": "ict_hard_to_fill", "year": "2019"}
    app.selectbox(key="year").set_value("common").run()
    assert VACANCIES in words(app)
    app.selectbox(key="year").set_value("2019").run()
    app.selectbox(key="indicator").set_value("dii_basic_v3").run()
    assert INTENSITY in words(app)
    assert not app.exception


def test_the_second_indicator_is_changed_and_changed_back(open_screen):
    """A correlation is asked, read with its number of places, and put back."""
    app = open_screen("indicators")
    app.selectbox(key="second").set_value("gdp_per_hour_worked").run()
    assert "“GDP per hour worked”" in words(app)
    assert "9 countries with both values; 2023; Pearson" in words(app)
    assert dict(app.query_params) == {"second": "gdp_per_hour_worked"}
    app.selectbox(key="second").set_value("digital_skills_basic").run()
    assert PAIR in words(app)
    # What is compared can become the indicator itself: then something else is compared.
    app.selectbox(key="indicator").set_value("digital_skills_basic").run()
    assert "and “At least basic digital intensity (DII version 3)” go closely together" in words(app)
    assert not app.exception


def test_countries_are_highlighted_and_their_ranks_said(open_screen):
    """Who chose a country reads where it stands; one without a value is told so."""
    app = open_screen("indicators")
    app.multiselect(key="country").set_value(["SI", "UK"]).run()
    assert "Slovenia is 4th of 9. No value for the United Kingdom" in words(app)
    app.multiselect(key="country").set_value([]).run()
    assert "is 4th" not in words(app)


def test_regions_stand_beside_the_countries_where_they_are_known(open_screen):
    """Each value says which place it stands for; a year without regional values falls back and says so."""
    shown = words(open_screen("indicators", indicator="daily_internet_users"))
    assert "North Middle Sweden stands best with 89.0 %, Bucharest-Ilfov last with 63.0 %" in shown
    assert "Posavska has statistics only for Eastern Slovenia (SI03)" in shown
    shown = words(open_screen("indicators", indicator="tertiary_25_64", country="AT"))
    assert TERTIARY in shown and "Lower Austria is 6th of 13" in shown
    assert "In the regions" not in words(open_screen("indicators"))


def test_clear_filters_clears_all_of_them(open_screen):
    """One click leads back to the screen as it opens."""
    app = open_screen(
        "indicators", indicator_theme="skills", indicator="ict_specialists_employed", size="10-49", year="2020",
        country=["SI", "AT"], second="ict_hard_to_fill",
    )  # fmt: skip
    assert not app.warning
    assert len(app.query_params) == 6
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert dict(app.query_params) == {}
    assert INTENSITY in words(app) and PAIR in words(app)
    assert not [button for button in app.button if button.label == "Clear filters"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"indicator_theme": "nonsense"}, "indicator_theme"),
        ({"indicator": "nonsense"}, "indicator"),
        ({"indicator": "DII_BASIC_V9"}, "indicator"),
        ({"indicator": "' OR 1=1 --"}, "indicator"),
        ({"indicator": "<script>alert(1)</script>"}, "indicator"),
        ({"indicator": "i" * 5000}, "indicator"),
        ({"second": "nonsense"}, "second"),
        ({"second": "dii_basic_v3"}, "second"),
        ({"second": "tertiary_25_64"}, "second"),
        ({"size": "10-50"}, "size"),
        ({"year": "1066"}, "year"),
        ({"year": "newest"}, "year"),
        ({"year": ""}, "year"),
        ({"country": "XX"}, "country"),
        ({"country": "SI,XX"}, "country"),
    ],
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, name):
    """A mistyped link shows the nearest thing and one sentence, never an error."""
    app = open_screen("indicators", **query)
    assert len(app.warning) == 1
    assert f"The link asks for {name}" in app.warning[0].value
    shown = words(app)
    assert INTENSITY in shown and PAIR in shown


def test_a_size_without_size_classes_is_left_out(open_screen):
    """A link's size is no use for vacancies, which have none by country."""
    app = open_screen("indicators", indicator="ict_hard_to_fill", size="10-49")
    assert "The link has a part this screen does not use" in app.warning[0].value
    assert VACANCIES in words(app)


def test_every_indicator_has_figures_that_plotly_accepts():
    """A figure with a wrong property stays blank in the browser without a word."""
    every = {row.indicator_id: row for row in VIEW.rows("all_indicators")}
    assert len(every) == 60
    for name, row in every.items():
        size, kind = row.size_classes[0], "country" if row.has_countries else "region"
        _, second = choices.second_indicators(every, name, kind)
        shown = [
            charts.standing(VIEW, name, size, kind, "common", ("SI", "UK")),
            charts.standing(View(1, True), name, size, kind, "latest", ()),
            charts.trend(VIEW, name, size, kind, ("SI",)),
            charts.multiples(VIEW, name, size, kind, ("SI",)),
            indicator_pairs.pair(VIEW, name, size, second, every[second].size_classes[0], kind, "common", ("SI",)),
        ]
        if "10-49" in row.size_classes:
            shown.append(indicator_sizes.sizes(VIEW, name, "common", ("SI",)))
        if kind == "country":
            go.Figure(charts.standing_map(VIEW, name, size, "common").to_dict())
        for chart in filter(None, shown):
            go.Figure(chart.figure.to_dict())
            assert len(chart.table) and chart.alternative and chart.evidence.definition
            assert "nan" not in f"{chart.finding} {chart.subtitle} {chart.alternative}".lower().split()
        assert "<dt>Definition</dt>" in indicator_facts.facts(VIEW, name, size, (kind,))


def test_breaks_are_hollow_and_missing_places_keep_their_panel():
    """Sweden's break of 2023 has to be seen, and the United Kingdom must not just vanish."""
    figure = charts.multiples(VIEW, "dii_basic_v3", "total", "country", ("SI",)).figure.to_dict()
    sweden = next(each for each in figure["data"] if any("Sweden" in text for text in each.get("text", [])))
    background = VIEW.colours.background
    assert [colour == background for colour in sweden["marker"]["color"]][:3] == [False, True, False]
    titles = {each["text"]: each["font"]["color"] for each in figure["layout"]["annotations"]}
    assert titles["<b>Slovenia</b><br>66.6\u00a0%"] == VIEW.colours.chosen
    assert "<b>United Kingdom</b><br>no value" in titles


def test_the_average_is_a_diamond_and_chosen_places_stand_out():
    """Colour and weight for what is chosen, another shape for the average."""
    figure = indicator_pairs.pair(
        VIEW, "dii_basic_v3", "total", "digital_skills_basic", "total", "country", "common", ("SI",)
    ).figure.to_dict()
    marks = {text: each["marker"] for each in figure["data"] for text in each["text"]}
    assert marks["<b>EU average</b>"]["symbol"] == "diamond"
    assert marks["<b>Slovenia</b>"]["color"] == VIEW.colours.chosen
    assert marks["Latvia"]["color"] == VIEW.colours.mark


def test_boxes_of_labels_share_what_they_cover():
    """Names are placed by what they would cover: side by side they share nothing."""
    assert _shared((0, 10, 0, LINE), (5, 15, 0, LINE)) == 5 * LINE
    assert _shared((0, 10, 0, LINE), (10, 20, 0, LINE)) == 0


def written(unit: str, decimals: int, size: str = "total", scale: str = "amount") -> Indicator:
    return Indicator("any", "Any", "Any", unit, decimals, scale, "context", "", "", "", "", size)


def test_values_are_said_with_the_decimals_of_their_indicator():
    """66,273,576.0 persons would be read by nobody, 0.5 % of a country's product says too little."""
    assert written("persons", 0).number(66273576.0) == "66,273,576"
    assert written("% of GDP", 2, scale="share").number(0.4567) == "0.46\u00a0%"
    assert written("a code (1 emerging, 2 moderate)", 0, scale="ordinal").number(2.0) == "moderate"


def test_a_gap_is_said_in_points_and_nought_has_no_sign():
    """“−0.0 points” would be a fall that nobody measured."""
    gap = written("% of enterprises", 1, "gap")
    assert gap.number(43.26) == "43.3 points"
    assert gap.number(-5.04) == "−5.0 points"
    assert (gap.number(-0.04), gap.signed(-0.04), gap.signed(0.06), gap.signed(-2.44)) == (
        "0.0 points", "+0.0", "+0.1", "−2.4",
    )  # fmt: skip


def test_the_gap_between_small_and_large_is_a_size_like_any_other(open_screen):
    """Its ranking, map and trend are one choice away, in points."""
    shown = words(open_screen("indicators", size="gap"))
    assert "gap between small and large enterprises, 2025: from 14.0 points in Sweden to 43.3 points in Latvia" in shown
    assert "it fell in 7 of 8 comparable countries, unchanged in 1, most in Latvia (−11.0 points)" in shown
    assert "not compared: 1 place with a break in series between the two years" in shown
