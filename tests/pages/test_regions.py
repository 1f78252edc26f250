"""Opens Regions, sets places side by side and takes peers, follows wrong links, and reads each table."""

import re
from html.parser import HTMLParser

import pytest

from data import live
from data.audit import Actor
from pages.compare import region_charts as charts
from pages.compare import region_networks as networks
from pages.compare.region_peers import peers, with_peer
from pages.parts.palette import DARK, LIGHT
from pages.parts.style import sheet, variables
from pages.parts.view import View
from queries import answers
from tests.pages.conftest import words

SIGNS = [
    "Latvia and Slovakia differ most in dedicated funding and continuity: level 4 against 1 in both.",
    "Among the key indicators they stand furthest apart in high and medium-high-tech manufacturing employment",
    "Cluster policy by dimension: all 16 levels are the places’ own",
    "Most like Latvia: Hungary, Portugal and Slovakia",
    "Key indicators, ranks among the first three of the ten countries: Latvia none of 14 and Slovakia 1 of 14",
    "Sampled support is spread as widely as over 10.7 equal providers in Latvia and 11.0 equal providers in Slovakia",
    "Of listed clusters, at least 15 % in Latvia and 16 % in Slovakia document Industry 4.0 activities",
    "Practices taken up: none by Latvia and 1 by Slovakia; own practices taken up elsewhere: 3 of Latvia and 1 of",
]
ANNA = Actor("Anna", "staff", "code (self-declared)")
PLACES = "AT AT12 HU HU22 LV PT PT16 RO SK SI SI036 ES ES62 SE SE31 UK UKJ1".split()
THEMES = ["", "awareness", "composite", "economy", "innovation", "skills", "technology adoption"]


class Reader(HTMLParser):
    """Reads the tables of a text of HTML, and raises where its elements are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def buttons(app) -> dict[str, object]:
    return {button.key: button for button in app.button if button.key}


def test_the_screen_says_where_the_places_differ_and_warns_where_the_numbers_need_it(open_screen):
    """Who opens the screen reads the differences first, and the contract's cautions beside the numbers."""
    app = open_screen("regions")
    shown = words(app)
    for sign in SIGNS:
        assert sign in shown
    for caution in (
        "Levels are ordinal",
        "Latvia D3",
        "Compare shares, diversity and overlap, never totals.",
        "a page can show an activity but not its absence",
        "they are no ranking",
        "13 name no practice",
        "Flag b marks a break in series",
        "A distance helps to find partners, no more",
    ):
        assert caution in shown, caution
    assert not app.warning
    assert [each.label for each in app.expander] == ["Table, definition and downloads"] * 6


def test_places_are_chosen_two_to_four_in_order_and_cleared(open_screen):
    """The order chosen is the order of the columns; the first place is the one peers are sought for."""
    app = open_screen("regions")
    app.multiselect(key="places").set_value(["SK", "LV"]).run()
    assert "Slovakia and Latvia differ most in dedicated funding and continuity: level 1 against 4" in words(app)
    assert "Most like Slovakia" in words(app)
    app.multiselect(key="places").set_value(["ES", "ES62", "RO"]).run()
    assert "These three places differ most in Industry 4.0 support" in words(app)
    assert dict(app.query_params) == {"places": ["ES", "ES62", "RO"]}
    app.multiselect(key="places").set_value(["AT", "AT12", "UK", "UKJ1"]).run()
    assert "These four places differ most" in words(app)
    buttons(app)["clear"].click().run()
    assert SIGNS[0] in words(app)
    assert "clear" not in buttons(app)
    assert dict(app.query_params) == {}


def test_one_place_gets_its_nearest_peer_and_a_fifth_is_left_out_with_a_sentence(open_screen):
    """Fewer than two or more than four are no error: the screen shows what it can and says what it did."""
    app = open_screen("regions", places=["AT"])
    assert "One place is chosen; beside it stands Sweden, the place most like it." in words(app)
    app = open_screen("regions", places=["UKJ1"])
    assert "because too little is known to find the place most like it" in words(app)
    app = open_screen("regions", places=["LV", "SK", "AT", "SE", "UK"])
    assert "At most four places are compared: these are the first four, without the United Kingdom." in words(app)
    assert not app.exception


def test_a_peer_is_set_beside_the_places_and_replaces_the_last_of_four(open_screen):
    """Proposals are one click away, and any of them can be replaced by hand."""
    app = open_screen("regions")
    assert "peer-SK" not in buttons(app)
    buttons(app)["peer-HU"].click().run()
    assert app.multiselect(key="places").value == ["LV", "SK", "HU"]
    assert dict(app.query_params) == {"places": ["LV", "SK", "HU"]}
    buttons(app)["peer-PT"].click().run()
    assert app.multiselect(key="places").value == ["LV", "SK", "HU", "PT"]
    app.multiselect(key="places").set_value(["LV", "SK", "RO", "UK"]).run()
    assert buttons(app)["peer-HU"].label == "Compare, in place of the last one"
    buttons(app)["peer-HU"].click().run()
    assert app.multiselect(key="places").value == ["LV", "SK", "RO", "HU"]
    assert with_peer(("AT",), "SE", 4) == ["AT", "SE"]


def test_the_theme_of_indicators_switches_and_back(open_screen):
    """All 60 indicators can be set side by side, theme by theme."""
    app = open_screen("regions")
    for theme in THEMES:
        app.selectbox(key="indicator_theme").set_value(theme).run()
        assert not app.exception
    assert "Technology adoption, ranks among the first three" in words(app)
    assert dict(app.query_params) == {"indicator_theme": "technology adoption"}
    buttons(app)["clear-theme"].click().run()
    assert SIGNS[4] in words(app)


def test_a_place_with_too_little_data_says_so(open_screen):
    """Buckinghamshire has no level and no observation: no peer is made up for it."""
    app = open_screen("regions", places=["UKJ1", "UK"])
    shown = words(app)
    assert "Too little is known of Buckinghamshire to find places like it" in shown
    assert "It shares at most 0 of 8 levels and 0 of 8 key indicators with another place" in shown
    assert not [key for key in buttons(app) if key.startswith("peer-")]
    assert "cannot be compared by level: no dimension is assessed for two of them." in shown
    assert "No key indicator is known for two of them." in shown
    assert "No cluster is listed" not in shown
    assert "no cluster is listed in Buckinghamshire" in shown


def test_values_that_only_the_country_has_are_marked_as_the_countrys(store_of_the_tests):
    """Each value says which place it stands for."""
    rows = Reader(charts.levels(View(1), ("SI036", "SE31", "AT")).drawn).rows
    assert rows[0] == ["Dimension", "Posavska", "North Middle Sweden", "Austria"]
    assert rows[1][1:] == [
        "5\u00a0CoreSlovenia’s level",
        "2\u00a0EmergingGävleborg; Sweden 4",
        "3\u00a0EstablishedLower Austria 5",
    ]
    drawn = charts.indicators(View(1), ("SI036", "UK"), "", "Key indicators").drawn
    cells = {row[0]: row[1:] for row in Reader(drawn).rows}
    skills = next(cells[name] for name in cells if name.startswith("At least basic digital skills"))
    assert skills == ["46.5\u00a0%Slovenia’s; 8th of 9", "not known for 2025"]
    tertiary = next(cells[name] for name in cells if name.startswith("Tertiary attainment 25-64"))
    assert tertiary == ["27.9\u00a0%Eastern Slovenia’s", "known for regions only"]
    specialists = next(cells[name] for name in cells if name.startswith("ICT specialists in employment"))
    assert specialists[1] == "not known for 2024; last 5.6\u00a0% in 2019"
    support = charts.instruments(View(1), ("ES62", "RO"))
    assert "Region of MurciaSpain’s sample" in Reader(support.drawn).rows[0]
    assert "The sample is drawn by country, so a region shows its country’s." in support.chart.alternative


def test_a_level_of_another_year_says_so(store_of_the_tests):
    """Centro's support for Industry 4.0 is known for 2022 alone."""
    rows = Reader(charts.levels(View(1), ("PT16", "PT")).drawn).rows
    assert rows[4][1] == "4\u00a0Integrated, 2022Portugal 4"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"places": "XX"}, "The link asks for places"),
        ({"places": "lx"}, "The link asks for places"),
        ({"places": ["LV", "FR"]}, "The link asks for places"),
        ({"places": "LV,XX"}, "The link asks for places"),
        ({"places": "EU27_2020"}, "The link asks for places"),
        ({"places": ["LV", "SE313"]}, "The link asks for places"),
        ({"places": "' OR 1=1 --"}, "The link asks for places"),
        ({"places": "<script>alert(1)</script>"}, "The link asks for places"),
        ({"places": [f"P{number}" for number in range(300)]}, "The link asks for places"),
        ({"places": "p" * 5000}, "The link asks for places"),
        ({"indicator_theme": "Skill"}, "The link asks for indicator_theme"),
        ({"indicator_theme": ["skills", "none"]}, "The link asks for indicator_theme"),
        ({"indicator_theme": "a\x00b"}, "The link asks for indicator_theme"),
        ({"country": "LV"}, "The link has a part this screen does not use"),
    ],
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, sentence):
    """A mistyped link still opens the screen."""
    app = open_screen("regions", **query)
    assert len(app.warning) == 1
    assert sentence.replace("_", "\\_") in app.warning[0].value or sentence in app.warning[0].value
    assert len(app.warning[0].value) < 1500
    assert "Data release 1" in words(app)


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_table_is_well_formed_and_has_one_column_for_each_place(store_of_the_tests, is_dark):
    """A table with an open element or a lost cell shows a place's value under another's name."""
    view = View(1, is_dark)
    choices = [(place, PLACES[(number + 5) % 17]) for number, place in enumerate(PLACES)]
    choices += [("AT", "AT12", "UK"), ("UK", "UKJ1", "SE31", "RO")]
    for places in choices:
        drawn = [
            charts.levels(view, places),
            *(charts.indicators(view, places, theme, theme) for theme in THEMES),
            charts.instruments(view, places),
            networks.organisations(view, places),
            networks.exchange(view, places),
        ]
        for each in filter(None, drawn):
            assert {len(row) for row in Reader(each.drawn).rows} == {len(places) + 1}
            assert all(cell for row in Reader(each.drawn).rows for cell in row)
            assert not re.search(r"\b(nan|None|NaN|<NA>)\b", each.drawn + each.chart.finding + each.chart.subtitle)
            assert len(each.chart.table)
            assert each.chart.finding
        assert all(charts.differences(view, places))
        found = peers(view, places[0])
        assert all(Reader(peer.words) and peer.code not in places[0] for peer in found.nearest)
        assert len(found.chart.table)


@pytest.fixture
def empty_release(monkeypatch, tmp_path):
    """A store of its own whose newest release knows the places and nothing of them."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/empty.sqlite")
    live.forget()
    answers.forget()
    store = live.store()
    files = store.files(1)
    for name in (
        *("actions", "action_inspirations", "cluster_organisations", "instruments", "maturity_assessments"),
        *("observations", "practice_adoptions", "practices", "providers"),
    ):
        files[name] = files[name].splitlines(keepends=True)[0]
    store.add_release(files, based_on=1, kind="upload", by=ANNA, reason="Nothing is known.")
    yield store
    live.forget()
    answers.forget()


def test_a_release_that_knows_nothing_of_the_places_says_so(open_screen, empty_release):
    """An empty table or a traceback would leave the reader guessing."""
    shown = words(open_screen("regions", places=["LV", "ES62"]))
    assert "Latvia and the Region of Murcia cannot be compared by level" in shown
    assert "No key indicator is known for two of them." in shown
    assert "Too little is known of Latvia to find places like it" in shown
    assert "None of these places has a value of an indicator of this theme." in shown
    assert "The instruments of these places are not in this data release." in shown
    assert "No cluster is listed in Latvia and the Region of Murcia" in shown
    assert "Practices taken up: none by Latvia and none by the Region of Murcia" in shown
    assert "not assessed" in shown


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_on_paper_there_is_no_menu_no_filter_and_the_light_theme(colours):
    """A print of the dark theme would be pale on white."""
    paper = sheet().split("@page compared", 1)[1]
    for hidden in ("stHeader", "stExpander", "stButton", "st-key-filters", "st-key-indicator-filters"):
        assert hidden in paper
    assert "size: A4" in paper
    printed = variables(colours).split("@media print", 1)[1]
    assert ":root:has(.on-paper)" in printed
    assert f"--inno-text: {LIGHT.text}" in printed
    assert f"--inno-level-5: {LIGHT.levels[5]}" in printed
