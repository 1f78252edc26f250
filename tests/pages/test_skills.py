"""Skills and digital uptake: signs of life, every filter there and back, odd links, figures that Plotly accepts."""

import itertools

import plotly.graph_objects as go
import pytest

from pages.explore import skill_charts as charts
from pages.parts.figures.trends import _apart
from pages.parts.view import View
from tests.pages.conftest import words

VACANCIES = "Hard-to-fill ICT vacancies, 2024: from 30.2 % in Spain to 67.3 % in Austria; the EU average is 57.5 %"
GAP = "68.9 % of small and 96.4 % of large enterprises in the EU; widest gap in Latvia, 43.3 points"
GAP_2023 = "54.8 % of small and 91.2 % of large enterprises in the EU; widest gap in Slovenia, 50.8 points"
MOVED = "Of 8 comparable countries, small enterprises moved most in Hungary: +25.3 points from 2021 to 2025; least"
NARROWED = (
    "Version 3: the gap narrowed in 7 of 8 comparable countries, unchanged in 1; in the EU from 36.3 points in 2021 to "
    "27.5 in 2025"
)
FOURTH = (
    "Version 4: the gap narrowed in 7 of 8 comparable countries; in the EU from 31.5 points in 2022 to 27.9 in 2024"
)
VIEW = View(1)


def test_the_screen_shows_both_challenges_at_once(open_screen):
    """A visitor who chooses nothing sees skills first, then small against large, then what regions found."""
    shown = words(open_screen("skills"))
    order = [shown.index(sign) for sign in (VACANCIES, GAP, MOVED, NARROWED, FOURTH)]
    assert order == sorted(order)
    assert "Common challenge: to keep and develop highly skilled people." in shown
    assert "series that end early: the United Kingdom (2020)" in shown
    assert "no value for the United Kingdom" in shown
    assert "a hollow mark and a dotted line show a break in series (flag b)" in shown
    assert "the two versions are two series and are never joined" in shown


def test_cautions_stand_beside_the_numbers(open_screen):
    """The outlier, the breaks, the versions and the United Kingdom's end are said where their numbers are."""
    shown = words(open_screen("skills"))
    assert "The value of 90.1 for hard-to-fill vacancies in Romania in 2019 is an outlier" in shown
    assert "Flag b marks a break in series" in shown
    assert "version 4 (2022, 2024). They are two series and are never joined" in shown
    assert "The Eurostat series of the United Kingdom end in 2019 or 2020" in shown
    assert "Digital skills begin in 2021" in words(open_screen("skills", indicator="digital_skills_basic"))
    assert "edition years, 2017 to 2022" in words(open_screen("skills", indicator="desi_overall"))
    assert "no average of the European Union" in words(open_screen("skills", indicator="tertiary_15_64"))


def test_an_indicator_by_size_comes_with_its_gap_first(open_screen):
    """The card on small enterprises leads here: the gap has to be what its reader sees."""
    shown = words(open_screen("skills", indicator="dii_basic_v3"))
    assert shown.index(GAP) < shown.index("2025: from 45.5 % in Romania to 86.9 % in Sweden")


@pytest.mark.parametrize(
    ("indicator", "sign"),
    [
        ("digital_skills_basic", "At least basic digital skills, 2025: from 31.8 % in Romania to 70.0 % in Sweden"),
        ("desi_overall", "DESI overall score, 2022: from 30.6 in Romania to 65.2 in Sweden"),
        (
            "dii_basic_v4",
            "Of 8 comparable countries, small enterprises moved most in Romania: +17.5 points from 2022 to 2024",
        ),
        ("cloud_any", "Enterprises buying cloud services, 2016: 19.0 % of small and 45.0 % of large enterprises"),
        (
            "ict_specialists_employed",
            "comparable countries, small enterprises fell most in Spain: −10.7 points from 2014 to 2024",
        ),
        ("tertiary_15_64", "Tertiary attainment 15-64, 2021: from 16.4 % in Romania to 39.7 % in Sweden"),
    ],
)
def test_the_indicator_is_changed_and_changed_back(open_screen, indicator, sign):
    """Each choice leads to its own numbers, and the way back to the first ones."""
    app = open_screen("skills")
    app.selectbox(key="indicator").set_value(indicator).run()
    assert sign in words(app)
    assert dict(app.query_params) == {"indicator": indicator}
    assert not app.exception
    app.selectbox(key="indicator").set_value("ict_hard_to_fill").run()
    assert VACANCIES in words(app)
    assert dict(app.query_params) == {}


def test_the_year_of_the_gap_is_changed_and_follows_the_indicator(open_screen):
    """A year that the next indicator lacks gives way to its newest, without an error or a stale number."""
    app = open_screen("skills", indicator="dii_basic_v3")
    app.selectbox(key="year").set_value("2023").run()
    assert GAP_2023 in words(app)
    assert "(b): break in series" in words(app)
    assert dict(app.query_params) == {"indicator": "dii_basic_v3", "year": "2023"}
    app.selectbox(key="indicator").set_value("dii_basic_v4").run()
    assert not app.exception
    assert "At least basic digital intensity (DII version 4), 2024" in words(app)
    assert dict(app.query_params) == {"indicator": "dii_basic_v4"}
    app.selectbox(key="indicator").set_value("dii_basic_v3").run()
    assert GAP in words(app)


def test_the_size_class_is_changed_and_changed_back(open_screen):
    """The series by size shows the same firms as the gap."""
    app = open_screen("skills", indicator="dii_basic_v3")
    app.selectbox(key="size").set_value("10-49").run()
    assert "2025: from 41.9 % in Romania to 84.9 % in Sweden" in words(app)
    assert "small, 10 to 49 persons" in words(app)
    assert dict(app.query_params) == {"indicator": "dii_basic_v3", "size": "10-49"}
    app.selectbox(key="size").set_value("total").run()
    assert "2025: from 45.5 % in Romania to 86.9 % in Sweden" in words(app)
    app.selectbox(key="size").set_value("10-49").run()
    app.selectbox(key="indicator").set_value("ict_hard_to_fill").run()
    assert VACANCIES in words(app)
    assert dict(app.query_params) == {}


def test_countries_are_highlighted_and_their_findings_shown(open_screen):
    """Chosen regions read their own findings; who published none is told so."""
    app = open_screen("skills")
    app.multiselect(key="country").set_value(["LV", "AT"]).run()
    shown = words(app)
    assert VACANCIES in shown
    assert "About 3,000 IT specialists are missing every year" in shown
    assert "No finding on skills, awareness or challenges is listed for Austria." in shown
    assert "Common challenge" not in shown
    app.multiselect(key="country").set_value([]).run()
    assert "Common challenge" in words(app)


def test_a_year_alone_can_be_cleared(open_screen):
    """The way back is there for the filters inside the screen, too."""
    app = open_screen("skills", year="2023")
    app.run()
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert GAP in words(app)
    assert dict(app.query_params) == {}


def test_clear_filters_clears_all_of_them(open_screen):
    """One click leads back to the screen as it opens."""
    app = open_screen("skills", country=["SI", "SE"], indicator="dii_basic_v3", year="2023", size="250+")
    assert GAP_2023 in words(app)
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert dict(app.query_params) == {}
    shown = words(app)
    assert VACANCIES in shown and GAP in shown and "Common challenge" in shown
    assert not [button for button in app.button if button.label == "Clear filters"]
    app.selectbox(key="indicator").set_value("dii_basic_v3").run()
    assert "2025: from 45.5 % in Romania to 86.9 % in Sweden" in words(app)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"country": "XX"}, "country"),
        ({"country": ["SI", "fr"]}, "country"),
        ({"country": "SI,XX"}, "country"),
        ({"indicator": "nonsense"}, "indicator"),
        ({"indicator": "DII_BASIC_V9"}, "indicator"),
        ({"indicator": "ict_specialists_ths"}, "indicator"),
        ({"indicator": "' OR 1=1 --"}, "indicator"),
        ({"indicator": "<script>alert(1)</script>"}, "indicator"),
        ({"year": "1066"}, "year"),
        ({"year": "2022"}, "year"),
        ({"year": "2023.0"}, "year"),
        ({"year": ""}, "year"),
        ({"indicator": "dii_basic_v3", "size": "10-50"}, "size"),
        ({"indicator": "dii_basic_v3", "size": "sme"}, "size"),
        ({"indicator": "i" * 5000}, "indicator"),
    ],
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, name):
    """A mistyped link shows the nearest thing and one sentence, never an error."""
    app = open_screen("skills", **query)
    assert len(app.warning) == 1
    assert f"The link asks for {name}" in app.warning[0].value
    assert len(app.warning[0].value) < 2500
    assert GAP in words(app)


def test_a_size_without_size_classes_is_left_out(open_screen):
    """A link's size is no use for vacancies, which have none by country."""
    app = open_screen("skills", indicator="ict_hard_to_fill", size="10-49")
    assert "The link has a part this screen does not use" in app.warning[0].value
    assert VACANCIES in words(app)


def test_every_indicator_has_figures_that_plotly_accepts():
    """A figure with a wrong property stays blank in the browser without a word."""
    choosable = VIEW.rows("skill_indicators")
    known = {row.indicator_id for row in choosable}
    assert {"ict_hard_to_fill", "dii_basic_v3", "dii_basic_v4", "desi_overall"} <= known
    for row in choosable:
        shown = [charts.series(VIEW, row.indicator_id, "total", ("SI", "UK"))]
        if row.has_sizes:
            shown += [charts.series(VIEW, row.indicator_id, size, ()) for size in ("10-49", "50-249", "250+")]
            year = VIEW.rows("indicator_years", indicator=row.indicator_id, size="gap")[-1].year
            shown.append(charts.gap(View(1, True), row.indicator_id, year, ("SI", "UK")))
            shown += [each(VIEW, row.indicator_id, ("SI",)) for each in (charts.gap_over_time, charts.movers)]
        for chart in shown:
            go.Figure(chart.figure.to_dict())
            assert len(chart.table) and chart.alternative and chart.evidence.definition


def test_breaks_are_hollow_and_their_lines_dotted():
    """Sweden's break of 2023 has to be seen, not only read."""
    figure = charts.gap_over_time(VIEW, "dii_basic_v3", ("SE",)).figure.to_dict()
    sweden = next(each for each in figure["data"] if any("Sweden" in text for text in each.get("text", [])))
    assert [width > 0 for width in sweden["marker"]["line"]["width"]] == [False, True, False]
    dotted = [each for each in figure["data"] if each.get("line", {}).get("dash") == "dot"]
    assert [each["x"] for each in dotted] == [[2021, 2023, None]]


def test_chosen_countries_and_the_average_stand_out():
    """Colour and weight for what is chosen, a diamond for the average, grey for the rest."""
    figure = charts.series(VIEW, "ict_hard_to_fill", "total", ("SI",)).figure.to_dict()
    labels = {
        text: each["textfont"]["color"] for each in figure["data"] if each["mode"] == "text" for text in each["text"]
    }
    colours = VIEW.colours
    assert labels["<b>Slovenia 63.9</b>"] == colours.chosen
    assert labels["<b>EU average 57.5</b>"] == colours.action
    assert labels["United Kingdom 49.8 (2020)"] == colours.muted
    assert [(each["x"], each["text"]) for each in figure["layout"]["annotations"]] == [(2019, "Romania:<br>outlier")]


@pytest.mark.parametrize("indicator", ["ict_hard_to_fill", "tertiary_15_64", "digital_skills_basic", "cloud_any"])
def test_the_labels_of_lines_do_not_collide(indicator):
    """Two names on top of one another can be read by nobody."""
    figure = charts.series(VIEW, indicator, "total", ()).figure.to_dict()
    places = sorted(y for each in figure["data"] if each["mode"] == "text" for y in each["y"])
    low, high = figure["layout"]["yaxis"]["range"]
    pixels = figure["layout"]["height"] - 38
    steps = [(above - below) / (high - low) * pixels for below, above in itertools.pairwise(places)]
    assert min(steps) > 15.9
    assert low <= places[0] and places[-1] <= high


def test_labels_keep_the_order_of_their_values():
    """Moved apart, each label still stands in the rank of its line."""
    assert _apart([50, 50.1, 10], 0, 100, 160) == pytest.approx([45.05, 55.05, 10])
    assert _apart([0, 1, 100], 0, 100, 160) == pytest.approx([0, 10, 100])
