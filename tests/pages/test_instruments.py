"""Uses the screen of instruments: finds, opens, compares, and follows links to it."""

import io

import pandas as pd
import plotly.graph_objects as go
import pytest

from data.export import spreadsheet_csv, to_xlsx
from pages.explore import instrument_charts as charts
from pages.explore.instrument_panel import panel
from pages.explore.overlap_finder import EQUAL, families
from pages.parts.view import View
from tests.pages.conftest import words

SCREEN = "instruments"

ALL = "180 of 180 sampled instruments."


def counted(app, name: str) -> dict[str, int]:
    """The choices of a filter with the number each would give."""
    widget = next(each for each in (*app.multiselect, *app.selectbox) if each.key == name)
    return {label.rsplit(" (", 1)[0]: int(label.rsplit(" (", 1)[1][:-1]) for label in widget.options if "(" in label}


def test_the_screen_says_what_it_found(open_screen):
    """Signs of life: the list and each of the blocks below it."""
    app = open_screen(SCREEN)
    shown = words(app)
    for sign in (
        ALL,
        "compare shares and overlap, never totals",
        "4 of 88 combinations of theme and stage have no sampled instrument",
        "23 pairs of instruments in 13 families do nearly the same: 12 overlaps, 5 possible overlaps, 6 successions",
        "Support is spread most widely in Sweden, as over 18.0 equal providers, and least in Slovenia, as over 5.5",
        "these measures can be compared between countries; totals cannot",
        "In no year did more instruments begin than in 2022: 26 of 180",
        "The most frequent way of support, voucher from agency, makes up 10 % of the instruments listed",
    ):
        assert sign in shown
    assert len(app.get("plotly_chart")) == 4
    assert all(len(chart.proto.alt) > 40 for chart in app.get("plotly_chart"))
    assert shown.count("Source: ") == 5


FILTERS = [
    ("country", "SI", "18 of 180"),
    ("theme", "internationalisation", "18 of 180"),
    ("stage", "scaling", "11 of 180"),
    ("kind", "loan", "5 of 180"),
    ("level", "eu", "8 of 180"),
    ("beneficiary", "individuals", "10 of 180"),
    ("provider_type", "chamber", "3 of 180"),
    ("funding", "HVM Catapult", "1 of 180"),
    ("status", "planned", "15 of 180"),
]


@pytest.mark.parametrize(("name", "value", "expected"), FILTERS)
def test_every_filter_narrows_the_list_and_opens_it_again(open_screen, name, value, expected):
    """A filter that cannot be taken back traps the visitor; its count said before what it gives."""
    app = open_screen(SCREEN)
    app.multiselect(key=name).set_value([value]).run()
    assert f"{expected} sampled instruments." in words(app)
    assert dict(app.query_params) == {name: value}
    assert not app.exception
    app.multiselect(key=name).set_value([]).run()
    assert ALL in words(app)
    assert dict(app.query_params) == {}


def test_a_year_narrows_the_list_to_what_is_known_to_run_then(open_screen):
    app = open_screen(SCREEN)
    app.selectbox(key="year").set_value("2016").run()
    assert "30 of 180 sampled instruments." in words(app)
    app.selectbox(key="year").set_value("").run()
    assert ALL in words(app)


def test_counts_follow_the_other_filters_and_add_up(open_screen):
    """The number beside a choice is what it would give now, and the choice stays chosen when its number changes."""
    app = open_screen(SCREEN)
    assert set(counted(app, "country").values()) == {18}
    app.multiselect(key="country").set_value(["ES"]).run()
    assert sum(counted(app, "kind").values()) == sum(counted(app, "status").values()) == 18
    assert counted(app, "kind")["Training"] == 0
    app.multiselect(key="kind").set_value(["advisory service"]).run()
    assert app.multiselect(key="country").value == ["ES"]
    assert counted(app, "country")["Spain"] == 5
    assert counted(app, "kind")["Advisory service"] == 5
    assert sum(counted(app, "country").values()) == 26
    assert "5 of 180 sampled instruments." in words(app)


def test_clear_filters_clears_all_of_them(open_screen):
    app = open_screen(SCREEN, country=["SI", "ES"], theme="skills", status="running", year="2020", q="digital")
    assert "of 180 sampled" in words(app)
    assert "More filters (2)" in [each.proto.popover.label for each in app.get("popover")]
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert ALL in words(app)
    assert dict(app.query_params) == {}
    assert not [button for button in app.button if button.label == "Clear filters"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Kosice", "3 of 180"), ("košice", "3 of 180"), ("inovacne", "4 of 180"), ("INOVAČNÉ", "4 of 180"), ("zzz", "")],
)
def test_the_search_ignores_case_and_accents(open_screen, typed, found):
    app = open_screen(SCREEN, q=typed)
    assert (f"{found} sampled instruments." if found else "No instrument of the sample matches") in words(app)
    assert not app.exception


def test_where_nothing_matches_the_screen_says_so_and_keeps_the_rest(open_screen):
    app = open_screen(SCREEN, country="LV", kind="guarantee")
    shown = words(app)
    assert "No instrument of the sample matches all of these filters." in shown
    assert "Latvia" in shown and "do nearly the same" in shown
    assert not app.exception


def test_an_opened_instrument_shows_all_that_is_known_and_closes(open_screen):
    app = open_screen(SCREEN, instrument="SI-007")
    shown = words(app)
    for sign in ("Digital transformation incentives, Covid edition (P4D-C19)", "EUR 15,000,000", "2020 to 2021"):
        assert sign in shown
    assert "must not be added up" in shown
    next(button for button in app.button if button.label == "Close").click().run()
    assert "EUR 15,000,000" not in words(app)
    assert dict(app.query_params) == {}


def test_the_threshold_and_the_weights_move_the_overlaps_and_the_address(open_screen):
    app = open_screen(SCREEN, country="AT")
    assert "2 pairs of instruments in 2 families" in words(app)
    app.slider(key="threshold").set_value(0.65).run()
    assert "Digi assistant by the Technology and Innovation Partners (AT-003)" in words(app)
    assert dict(app.query_params) == {"country": "AT", "threshold": "0.65"}
    app.slider(key="threshold").set_value(0.85).run()
    app.number_input(key="weight-stages").set_value(0).run()
    assert dict(app.query_params) == {"country": "AT", "weights": "100,0,100"}
    assert "weighed as 100 to 0 to 100" in words(app)
    app.number_input(key="weight-stages").set_value(100).run()
    assert "2 pairs of instruments in 2 families" in words(app)
    assert dict(app.query_params) == {"country": "AT"}


def test_weights_that_are_all_zero_count_equally(open_screen):
    app = open_screen(SCREEN)
    for name in ("themes", "stages", "beneficiaries"):
        app.number_input(key=f"weight-{name}").set_value(0).run()
    assert "All three are 0, so they count equally." in words(app)
    assert "23 pairs" in words(app)


def test_reasons_are_sentences_a_policy_person_would_say():
    shown = families(View(1), ("ES", "SK"), 0.85, EQUAL)
    assert (
        "Both address digitalisation, help with diagnosis and planning and are open to micro, small and medium firms. "
        "They differ in kind: advisory service and voucher. One serves Region of Murcia, the other all of Spain, so a "
        "firm in Region of Murcia can find both. They share years. Two providers would have to agree: "
    ) in shown
    assert "ended in 2015" in shown and "can be read as its successor" in shown
    assert shown.count("<details") == 3


def test_where_nothing_overlaps_the_finder_says_what_to_do(open_screen):
    app = open_screen(SCREEN, country="LV", threshold="1")
    assert "No two instruments of the chosen countries are that alike." in words(app)


MALFORMED = [
    ({"country": "FR"}, "The link asks for country"),
    ({"country": ["ES", "nowhere"]}, "The link asks for country"),
    ({"theme": "Skill"}, "The link asks for theme"),
    ({"stage": "' OR 1=1 --"}, "The link asks for stage"),
    ({"kind": "k" * 4000}, "The link asks for kind"),
    ({"level": "local"}, "The link asks for level"),
    ({"beneficiary": "<b>all</b>"}, "The link asks for beneficiary"),
    ({"provider_type": "bank"}, "The link asks for provider"),
    ({"funding": ""}, "The link asks for funding"),
    ({"status": "open"}, "The link asks for status"),
    ({"year": "1066"}, "The link asks for year"),
    ({"year": "2020.5"}, "The link asks for year"),
    ({"q": "digital " * 30}, "The link's search words are longer"),
    ({"threshold": "high"}, "The link asks for threshold"),
    ({"threshold": "nan"}, "The link asks for threshold"),
    ({"threshold": "1.2"}, "The link asks for threshold"),
    ({"weights": "1,2"}, "The link asks for weights"),
    ({"weights": "0,0,0"}, "The link asks for weights"),
    ({"weights": "50,-30,20"}, "The link asks for weights"),
    ({"weights": "500,1,1"}, "The link asks for weights"),
    ({"instrument": "AT-999"}, "The link opens the instrument"),
    ({"practice": "X"}, "The link has a part this screen does not use"),
]


@pytest.mark.parametrize(("query", "sentence"), MALFORMED)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, sentence):
    app = open_screen(SCREEN, **query)
    assert len(app.warning) == 1
    assert sentence in app.warning[0].value
    assert len(app.warning[0].value) < 1500
    assert "sampled instruments." in words(app)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"country": ["ES", "SI"], "kind": "grant"}, "of 180 sampled instruments."),
        ({"threshold": "0.9", "weights": "50,30,20"}, "weighed as 50 to 30 to 20"),
        ({"weights": "1,1,1"}, "beneficiaries weighed equally"),
    ],
)
def test_a_right_link_shows_what_it_names_and_stays_the_address(open_screen, query, expected):
    app = open_screen(SCREEN, **query)
    assert expected in words(app)
    assert not app.warning
    assert dict(app.query_params) == query
    app.run()
    assert dict(app.query_params) == query


@pytest.mark.parametrize("view", [View(1), View(1, is_dark=True)], ids=["light", "dark"])
@pytest.mark.parametrize("country", [(), ("LV",), ("AT", "UK")], ids=len)
def test_figures_are_valid(view, country):
    """Figures are plain dictionaries; Plotly checks every property of them here."""
    listed = charts.found(view, charts.Filters(country=country))
    for chart in (
        charts.gap_map(view, country),
        charts.fragmentation(view, country),
        charts.calendar(view, listed),
        charts.support_flow(view, listed),
    ):
        go.Figure(chart.figure.to_dict())
        assert chart.alternative and len(chart.table) and chart.evidence.cautions


def test_the_downloaded_list_is_the_list_on_the_screen(open_screen):
    """Who opens the file sees the rows and columns that were on screen, and nothing in it is a formula."""
    app = open_screen(SCREEN, country="SK", q="vouchers")
    shown = app.dataframe[0].value
    found = charts.found(View(1), charts.Filters(country=("SK",), words="vouchers"))
    table = charts.instrument_table(View(1)).only("Identifier", found)
    assert list(shown["Identifier"]) == table.column("Identifier")
    assert list(shown.columns) == table.headings == list(charts.COLUMNS.values())
    again = pd.read_csv(
        io.BytesIO(spreadsheet_csv(table.headings, table.rows)), encoding="utf-8-sig", dtype=str, keep_default_na=False
    )
    assert list(again["Instrument"]) == list(shown["Instrument"])
    assert list(pd.read_excel(io.BytesIO(to_xlsx(table.headings, table.rows, {})))["Identifier"]) == list(
        shown["Identifier"]
    )


def test_an_instrument_without_budget_says_unknown():
    shown = panel(View(1), "ES-002")
    assert "<dt>Largest support</dt><dd>unknown</dd>" in shown
    assert "<dt>Years</dt><dd>start unknown, running</dd>" in shown
