"""Opens Cluster policy, changes every filter and back, follows wrong links, and checks each figure."""

import plotly.graph_objects as go
import pytest

from pages.explore import policy_charts as charts
from pages.explore import policy_counts
from pages.parts.view import View
from tests.pages.conftest import words

SIGNS = [
    "In all 8 dimensions, places stand three or more levels apart (2019)",
    "Policy status rose in 4 of 10 places between 2015 and 2022, most in Slovenia; it fell in 1",
    "Firm policy and involved cluster managers go together in 6 of 13 places; in 3 the managers stay behind",
    "In 6 of 8 dimensions, at least half of the countries reach level 4",
]
DIMENSIONS = [f"D{number}" for number in range(1, 9)]
YEARS = ["2024", "2023", "2022", "2020", "2019", "2015", "2010", "2009", "2008"]


def test_the_screen_says_what_it_found_and_warns_where_the_numbers_need_it(open_screen):
    """Who opens the screen learns the findings and reads the contract's cautions beside the numbers."""
    app = open_screen("policy")
    shown = words(app)
    for sign in SIGNS:
        assert sign in shown
    assert "Levels are ordinal" in shown
    assert "Austria is at level 3 nationally while Lower Austria is at 5" in shown
    assert "The most debatable levels are Slovenia D6, Portugal D1, Romania D1, Latvia D3" in shown
    assert "The level of Romania in D1 for 2022 is missing on purpose." in shown
    assert "How firmly are clusters anchored in the policy of this level of government?" in shown
    assert not app.warning
    assert len(app.get("plotly_chart")) == 4
    assert all(len(chart.proto.alt) > 40 for chart in app.get("plotly_chart"))
    assert [each.label for each in app.expander] == ["Table, definition and downloads"] * 4


def test_the_tier_switches_to_national_and_regional_and_back(open_screen):
    """Both tiers stand side by side, each alone on request."""
    app = open_screen("policy")
    app.selectbox(key="tier").set_value("national").run()
    assert "80 of 80 assessed for 2019; central governments" in words(app)
    assert "Policy status rose in 4 of 9 countries between 2015 and 2022" in words(app)
    assert "Gävleborg is recorded" not in words(app)
    app.selectbox(key="tier").set_value("regional").run()
    assert "16 of 40 assessed for 2019; regional governments" in words(app)
    assert "Policy status rose in 0 of 1 regions" in words(app)
    assert not app.exception
    app.selectbox(key="tier").set_value("both").run()
    assert SIGNS[0] in words(app)


def test_the_year_shows_what_exists_and_names_what_is_missing(open_screen):
    """A year with few levels is not passed off as complete."""
    app = open_screen("policy")
    for year in YEARS:
        app.selectbox(key="year").set_value(year).run()
        assert not app.exception
    app.selectbox(key="year").set_value("2022").run()
    shown = words(app)
    assert "27 of 120 assessed for 2022" in shown
    assert "Policy status for all but Centro, Romania and Gävleborg" in shown
    assert "Cluster managers in innovation and S3 policy for none of the places shown" in shown
    app.selectbox(key="year").set_value("2008").run()
    assert "No country is assessed for 2008: nothing to count." in words(app)
    app.selectbox(key="year").set_value("2019").run()
    assert SIGNS[0] in words(app)


def test_places_stand_with_their_article_where_levels_are_missing(open_screen):
    """A sentence reads “the Region of Murcia” and “the United Kingdom”."""
    shown = words(open_screen("policy"))
    assert "for all but Centro, the Region of Murcia, Gävleborg and the West Midlands; " in shown
    shown = words(open_screen("policy", year="2022"))
    assert "Monitoring and evaluation for Slovakia and the United Kingdom alone; " in shown


def test_the_dimension_changes_the_scale_and_the_change_over_time(open_screen):
    """A dimension known for one year alone says so instead of drawing a change."""
    app = open_screen("policy")
    app.selectbox(key="dimension").set_value("D2").run()
    assert "Dedicated funding rose in 3 of the 5 places assessed twice, between 2015 and 2023" in words(app)
    app.selectbox(key="dimension").set_value("D3").run()
    assert "Cluster managers in innovation and S3 policy is assessed for one year alone" in words(app)
    app.selectbox(key="dimension").set_value("D1").run()
    assert SIGNS[1] in words(app)


def test_countries_narrow_the_table_and_clear_filters_clears(open_screen):
    """One click brings everything back."""
    app = open_screen("policy")
    assert not [button for button in app.button if button.label == "Clear filters"]
    app.multiselect(key="country").set_value(["AT"]).run()
    assert "16 of 16 assessed for 2019" in words(app)
    app.multiselect(key="country").set_value(["SK"]).run()
    assert "Slovakia stands from level 1 to 3 in the 8 dimensions assessed for 2019" in words(app)
    for name, value in {"tier": "regional", "year": "2022", "dimension": "D4", "region": "RO"}.items():
        app.selectbox(key=name).set_value(value).run()
    assert "No regional government of the chosen countries has been assessed." in words(app)
    next(button for button in app.button if button.label == "Clear filters").click().run()
    chosen = {name: app.selectbox(key=name).value for name in ("tier", "year", "dimension", "region")}
    assert chosen == {"tier": "both", "year": "2019", "dimension": "D1", "region": ""}
    assert app.multiselect(key="country").value == []
    assert SIGNS[0] in words(app)
    assert not [button for button in app.button if button.label == "Clear filters"]


def test_an_opened_cell_shows_its_evidence_and_the_criterion_of_this_and_the_next_level(open_screen):
    """What a level rests on, and what it would take to rise, one click away."""
    shown = words(open_screen("policy", region="AT", dimension="D1"))
    assert "Austria, central government" in shown
    assert "The economics ministry has run the National Cluster Platform" in shown
    assert 'href="http://www.clusterplattform.at/index.php?id=1&amp;L=1"' in shown
    assert "(2016). High confidence." in shown
    assert "A cluster programme, register, recognition scheme or permanent coordination platform works" in shown
    assert "What the next level would take" in shown
    assert "That programme is written into the industrial, innovation or S3 strategy" in shown
    assert "Other years: 2009: 3 Established; 2015: 3 Established; 2022: 3 Established" in shown
    highest = words(open_screen("policy", region="AT12"))
    assert "Lower Austria, regional government" in highest
    assert "This is the highest level." in highest


def test_an_opened_cell_that_is_missing_says_why(open_screen):
    """Missing is shown as missing, with the reason."""
    shown = words(open_screen("policy", region="RO", year="2022"))
    assert "not assessed" in shown
    assert "Other years: 2015: 2 Emerging; 2019: 3 Established" in shown
    never = words(open_screen("policy", region="PT16", dimension="D7"))
    assert "No level has been assessed for 2019." in never
    assert "No other year has been assessed either." in never


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"tier": "local"}, "The link asks for tier"),
        ({"tier": "Nation"}, "The link asks for tier"),
        ({"year": "1999"}, "The link asks for year"),
        ({"year": "2019.0"}, "The link asks for year"),
        ({"year": "' OR 1=1 --"}, "The link asks for year"),
        ({"dimension": "D9"}, "The link asks for dimension"),
        ({"dimension": "d0"}, "The link asks for dimension"),
        ({"dimension": ["D1", "<script>"]}, "The link asks for dimension"),
        ({"region": "AT1"}, "The link asks for region"),
        ({"region": "r" * 5000}, "The link asks for region"),
        ({"country": ["ES", "XX"]}, "The link asks for country"),
        ({"measure": "desi"}, "The link has a part this screen does not use"),
    ],
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, sentence):
    """A mistyped link still opens the screen."""
    app = open_screen("policy", **query)
    assert len(app.warning) == 1
    assert sentence in app.warning[0].value
    assert len(app.warning[0].value) < 1500
    assert "Data release 1" in words(app)


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_figure_is_one_that_plotly_accepts(store_of_the_tests, is_dark):
    """A figure the browser cannot read shows as an empty space."""
    view = View(1, is_dark)
    drawn = [
        chart
        for tier in ("both", "national", "regional")
        for chart in (
            *(charts.levels(view, (), tier, year, "D1", "AT12") for year in YEARS),
            *(policy_counts.distribution(view, tier, year) for year in YEARS),
            *(charts.changes(view, ("ES",), tier, dimension) for dimension in DIMENSIONS),
            charts.status_and_role(view, ("ES",), tier),
        )
        if chart
    ]
    assert len(drawn) >= 50
    for chart in drawn:
        assert go.Figure(chart.figure.to_dict()).data
        assert chart.alternative
        assert len(chart.table)


def test_every_cell_of_the_table_can_be_clicked_and_missing_ones_are_outlined(store_of_the_tests):
    """The squares that take clicks name their cell; what is missing has an outline and says so, never a colour."""
    figure = charts.levels(View(1), (), "both", "2019", "D1", "AT12").figure.to_dict()
    heat, *texts, clicks = figure["data"]
    assert len(clicks["customdata"]) == 120
    assert clicks["customdata"][0] == ["AT", "D1"]
    assert heat["z"][1][0] == 5
    assert sum(level is None for row in heat["z"] for level in row) == 24
    outlines = [shape for shape in figure["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
    assert len(outlines) == 24
    assert sum(trace["text"].count("not assessed") for trace in texts) == 24
    assert {word for trace in texts for word in trace["text"]} >= {"5 Core", "4 Integrated", "1 Incidental"}


def test_places_at_one_point_share_one_label(store_of_the_tests):
    """Ten countries on a grid of whole levels: no two labels at one spot."""
    marks = charts.status_and_role(View(1), (), "national").figure.to_dict()["data"][0]
    assert len(set(zip(marks["x"], marks["y"], strict=True))) == len(marks["x"]) == 8
    assert "Portugal,<br>Spain" in marks["text"]
    assert "Latvia,<br>Romania" in marks["text"]
