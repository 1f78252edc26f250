"""Opens From practice to action, follows a region, follows wrong links, and looks at what is drawn."""

import re
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from data import live
from data.audit import Actor
from pages.act import action_charts as charts
from pages.act.action_words import actions_behind, ended, in_flow, short
from pages.act.missing import missing
from pages.parts.figures.flow import Link, flow
from pages.parts.palette import LIGHT
from pages.parts.view import View
from queries import answers
from tests.pages.conftest import words

SIGNS = [
    "5 of 38 ways of a practice to a region ended in an action plan, 7 more in a selection",
    "What is missing: uptake of 44 practices, a practice behind 8 actions, named actions of 4 regions",
    "10 action plans were drawn up, actions are named for 6 of 10 regions",
    "Slovakia held or hosted the most of the 43 known events: 11",
    "3 of 3 targets with a known result were reached: 30 good practices, 10 analyses of the situation and 10 action",
]
ANNA = Actor("Anna", "staff", "code (self-declared)")
REGIONS = ["AT12", "HU22", "LV", "PT16", "RO", "SK", "SI036", "ES62", "SE313", "UKJ1"]


def test_the_screen_says_what_came_of_practices_and_what_is_missing(open_screen):
    """Who opens the screen reads the findings, the lists of what is missing, and the cautions beside them."""
    app = open_screen("actions")
    shown = words(app)
    for sign in SIGNS:
        assert sign in shown, sign
    for said in (
        "44 of 53 practices without uptake",
        "8 actions without a known practice",
        "4 regions with a subject only",
        "<b>Buckinghamshire</b>: Action plan (subject only)",
        "7 of 15 actions have a known practice behind them",
        "14 of the 44 steps go to all partners, and 13 name no practice.",
        "Steps are no ladder",
        "Concrete actions are known for Austria, Spain, Slovakia",
        "One event has no known date",
        "First Romanian stakeholder workshop (Romania)",
        "Two items of autumn 2021 say 1,467,941 EUR.",
        "European plan (blueprint) towards clusters 4.0",
    ):
        assert said in shown, said
    assert not app.warning
    assert app.selectbox(key="region").options[0] == "All regions"
    assert len(app.selectbox(key="region").options) == 11


def test_a_region_is_followed_and_let_go(open_screen):
    """The choice is in the address, and one click takes it back."""
    app = open_screen("actions")
    app.selectbox(key="region").set_value("ES62").run()
    shown = words(app)
    assert (
        "All 5 ways of a practice to the Region of Murcia ended in a selection, none in an action plan; no practice is "
        "known behind any of its 2 actions" in shown
    )
    assert "(8 steps, 2 actions of the Region of Murcia, in colour; those of the others grey)" in shown
    assert SIGNS[0] not in shown
    assert dict(app.query_params) == {"region": "ES62"}
    next(button for button in app.button if button.key == "clear").click().run()
    assert "in colour; those of the others grey" not in words(app)
    assert SIGNS[0] in words(app)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"region": "XX"}, "The link asks for region"),
        ({"region": "es63"}, "The link asks for region"),
        ({"region": "ALL"}, "The link asks for region"),
        ({"region": ["SK", "nowhere"]}, "The link asks for region"),
        ({"region": "' OR 1=1 --"}, "The link asks for region"),
        ({"region": "<script>alert(1)</script>"}, "The link asks for region"),
        ({"region": "r" * 5000}, "The link asks for region"),
        ({"region": "a\x00b"}, "The link asks for region"),
        ({"country": "ES"}, "The link has a part this screen does not use"),
    ],
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, sentence):
    """A mistyped link still opens the screen."""
    app = open_screen("actions", **query)
    assert len(app.warning) == 1
    assert sentence in app.warning[0].value
    assert len(app.warning[0].value) < 1500


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_figure_can_be_drawn_for_every_region(store_of_the_tests, is_dark):
    """A figure that the browser refuses leaves a hole."""
    view = View(1, is_dark)
    for region in ["", *REGIONS]:
        drawn = [charts.uptake(view, region), charts.progress(view, region), charts.events(view, region)]
        for chart in drawn:
            assert go.Figure(chart.figure.to_dict()).data
            assert len(chart.table)
    assert charts.targets(view).figure is None
    assert len(charts.targets(view).table) == 26


def test_the_flow_shows_what_is_not_given_as_such(store_of_the_tests):
    """“All partners” and “Title not given” stand in the flow under their names; what is unknown is hollow."""
    (sankey,) = charts.uptake(View(1), "").figure.to_dict()["data"]
    labels, fills = sankey["node"]["label"], sankey["node"]["color"]
    assert {"All partners", "Title not given", "Country not given"} <= set(labels)
    hollow = [label for label, fill in zip(labels, fills, strict=True) if fill == LIGHT.background]
    assert sorted(hollow) == ["Country not given", "Title not given"]
    assert len(sankey["link"]["value"]) == 38 + 38 + 19
    # All partners stay in the column of the regions, although no action follows from them.
    x = dict(zip(labels, sankey["node"]["x"], strict=True))
    assert x["All partners"] == x["Slovakia"] or x["All partners"] == pytest.approx(2 / 3)
    assert len([label for label in labels if label[2:4] in ("-1", "-2")]) == 15


def test_the_table_beside_the_flow_has_all_steps_and_follows_the_region(store_of_the_tests):
    """The table twin is whole, and holds a region's own rows where one is followed."""
    whole, murcia = charts.uptake(View(1), "").table, charts.uptake(View(1), "ES62").table
    assert sum(step is not None for step in whole.column("Step")) == 44
    assert len(whole) == 44 + 8
    dated = zip(murcia.column("Date"), murcia.column("Stage"), strict=True)
    assert [stage for date, stage in dated if date == "2020-12-18"] == ["selected"] * 5
    assert set(murcia.column("Region")) == {"Region of Murcia"}


def test_the_table_beside_the_flow_says_dates_no_more_exact_than_they_are_known(store_of_the_tests):
    """A start known by its year is no 1 January."""
    column = charts.uptake(View(1), "").table.column
    rows = zip(column("Step"), column("Actions"), column("Date"), strict=True)
    dates = {actions.split(" ")[0]: date for step, actions, date in rows if step is None}
    assert (dates["SI-2"], dates["SK-1b"]) == ("2021", "2022-07")
    assert column("Date")[0] == "2020-03-03"
    assert not any("01-01" in str(date) for date in column("Date"))


@pytest.mark.parametrize(
    ("region", "finding"),
    [
        ("AT12", "All 3 ways of a practice to Lower Austria ended in an action plan; a practice is known behind each "
                 "of its 2 actions"),
        ("HU22", "The one known way of a practice to Western Transdanubia ended before a selection; no practice is "
                 "known behind its one action"),
        ("LV", "No step of a practice towards Latvia is known; no practice is known behind its one action"),
        ("RO", "None of the 5 ways of a practice to Romania led to a selection; no practice is known behind its one "
               "action"),
        ("SK", "1 of 6 ways of a practice to Slovakia ended in an action plan; a practice is known behind 2 of its 3 "
               "actions"),
        ("SI036", "The one known way of a practice to Posavska ended in a selection, not in an action plan; a practice "
                  "is known behind 1 of its 2 actions"),
        ("SE313", "1 of 2 ways of a practice to Gävleborg ended in a selection, none in an action plan; a practice is "
                  "known behind its one action"),
    ],
)  # fmt: skip
def test_the_headline_of_the_flow_is_about_the_region_followed(store_of_the_tests, region, finding):
    """Who follows a region reads what came of practices there, not in all regions."""
    assert charts.uptake(View(1), region).finding == finding


def test_the_headline_says_what_else_a_release_may_hold():
    """More in a plan than one region of today has, and a region without any action."""
    total = SimpleNamespace(links=4, planned_links=1, selected_links=2, actions=0, actions_with_practice=0)
    assert ended(total, "Spain") == "1 of 4 ways of a practice to Spain ended in an action plan, 2 more in a selection"
    assert actions_behind(total) == "no action is known"
    one = SimpleNamespace(links=1, planned_links=1, selected_links=0)
    assert ended(one, "Spain") == "The one known way of a practice to Spain ended in an action plan"


def test_the_counts_beside_the_colours_are_of_the_region_followed(store_of_the_tests):
    """Four numbers of all regions over one region in colour would be read as its own."""

    def counted(region: str) -> list[tuple[str, str]]:
        return re.findall(r"<b>(\d+)</b> ([a-z ]+)<", charts.stage_key(View(1), region))

    stages = ["in action plan", "selected", "shortlisted", "presented"]
    assert counted("") == list(zip(["5", "7", "5", "21"], stages, strict=True))
    assert counted("ES62") == list(zip(["0", "5", "0", "0"], stages, strict=True))
    assert counted("SK") == list(zip(["1", "0", "4", "1"], stages, strict=True))
    assert "To the Region of Murcia:" in charts.stage_key(View(1), "ES62")


def test_following_a_region_moves_no_node_and_draws_its_bands_last(store_of_the_tests):
    """Who follows one region after another looks for it where it stood."""
    whole, murcia = (charts.uptake(View(1), region).figure.to_dict()["data"][0] for region in ("", "ES62"))
    assert whole["node"] == murcia["node"]
    labels, links = murcia["node"]["label"], murcia["link"]
    # Five ways in two parts each, and two actions.
    own = [labels[target] == "Region of Murcia" or labels[source] == "Region of Murcia"
           for source, target in zip(links["source"], links["target"], strict=True)]  # fmt: skip
    assert sum(own) == 5 + 2
    assert all(own[-2:])
    bands = {name: sorted(zip(each["link"]["source"], each["link"]["target"], each["link"]["customdata"], strict=True))
             for name, each in (("whole", whole), ("murcia", murcia))}  # fmt: skip
    assert bands["whole"] == bands["murcia"]
    grey = links["color"][0]
    assert links["color"].count(grey) >= len(own) - 12
    assert grey not in links["color"][-12:-2]


def test_missing_practices_are_all_in_the_table(store_of_the_tests):
    """The list names the confirmed ones it announces; nobody is told that there are no more."""
    chart, drawn = missing(View(1))
    first = drawn.split("</section>")[0]
    assert "Of the 44, 5 are confirmed among the 30:" in first
    assert re.findall(r"<li><b>(.*?)</b>", first) == [
        "IN4WOOD",
        "Model Factory (Industry 4.0 showcase factories)",
        "Open data in local government for business development",
        "Sector-driven innovations towards an efficient labour market in the Slovak Republic",
        "Smart Arenas",
    ]
    assert "and 39 more in the table" in first
    assert len(chart.table) == 4 + 8 + 44


def test_long_names_are_cut_at_a_word():
    """A label in the flow ends with a whole word, and an action keeps its identifier."""
    assert short("One two three", 9) == "One two …"
    assert short("One two", 9) == "One two"
    assert in_flow("Regional calls Digi4SME and Digi4Business", "AT-1") == "AT-1 Regional calls Digi4SME and …"
    assert in_flow("Riga") == "Riga"


def test_a_flow_that_keeps_columns_places_every_node_once():
    """What nothing leads to stays in its column, and no two nodes of a column share a place."""
    links = [Link(0, "a", "b", 1, ""), Link(0, "c", "b", 2, ""), Link(1, "d", "e", 1, ""), Link(0, "c", "f", 1, "")]
    (sankey,) = flow(links, LIGHT, 300, keeps_columns=True).to_dict()["data"]
    places = dict(zip(sankey["node"]["label"], zip(sankey["node"]["x"], sankey["node"]["y"], strict=True), strict=True))
    assert [places[name][0] for name in "acbdfe"] == [0.001, 0.001, 0.5, 0.5, 0.5, 0.999]
    assert len(set(places.values())) == 6
    assert all(0 < y < 1 for _, y in places.values())


@pytest.fixture
def empty_release(monkeypatch, tmp_path):
    """A store of its own whose newest release knows the places and nothing that happened."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/empty.sqlite")
    live.forget()
    answers.forget()
    store = live.store()
    files = store.files(1)
    for name in ("actions", "action_inspirations", "practice_adoptions", "practices", "events", "project_targets"):
        files[name] = files[name].splitlines(keepends=True)[0]
    store.add_release(files, based_on=1, kind="upload", by=ANNA, reason="Nothing is known.")
    yield store
    live.forget()
    answers.forget()


def test_a_release_without_steps_and_actions_says_so(open_screen, empty_release):
    """An empty figure or a traceback would leave the reader guessing."""
    shown = words(open_screen("actions"))
    assert "No step of a practice towards a region is known" in shown
    assert "actions are named for 0 of 10 regions" in shown.lower()
    assert "so there is no timeline" in shown
    assert "No target of the project has a known result" in shown
