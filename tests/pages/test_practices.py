"""Good practices: found by words and filters, never counted without their split, opened by a click or a link."""

import plotly.graph_objects as go
import pytest

from data.export import spreadsheet_csv
from pages.explore import practice_charts as charts
from pages.explore.practice_cards import cards, panel
from pages.explore.practice_charts import Chosen
from pages.parts.view import View
from tests.pages.conftest import words

CLEAR = "Clear filters"


def count(app) -> str:
    """The counts above the cards, as a reader sees them."""
    text = next(each.proto.body for each in app.get("html") if 'class="practice-counts"' in each.proto.body)
    for tag in ("<b>", "</b>", "<span>", "</span>", *(f'<i class="{kind}"></i>' for kind in KINDS)):
        text = text.replace(tag, " ")
    return " ".join(text[text.index('class="practice-counts"') :].split())


KINDS = ("confirmed", "likely", "other")


def press(app, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_the_screen_says_what_is_known_of_the_thirty_and_what_is_missing(open_screen):
    """14 confirmed, 5 likely and 34 other are never one number, and the missing ones are named."""
    app = open_screen("practices")
    assert "53 practices, of which 14 confirmed 5 likely 34 other 9 taken up by a named region" in count(app)
    shown = words(app)
    for sign in (
        "11 to 16 are still to be found",
        "(9 confirmed, 0 likely, 0 other)",
        "9 of 53 practices were taken up by a named region",
        "Cluster policy has the most practices: 12 (4 confirmed, 1 likely, 7 other)",
        "29 of 53 practices are national (7 confirmed, 4 likely, 18 other)",
        "National practices carry the region of a seat, mostly the capital",
        "they must not be added up",
    ):
        assert sign in shown
    assert shown.count('class="practice-tag"') == 12
    assert [each.label for each in app.expander] == ["Table, definition and downloads"] * 3


@pytest.mark.parametrize(
    ("name", "chosen", "expected"),
    [
        ("country", ["SK"], "6 practices, of which 2 confirmed 1 likely 3 other"),
        ("practice_theme", ["skills", "training"], "6 practices, of which 4 confirmed 0 likely 2 other"),
        ("provenance", ["likely"], "5 practices, of which 0 confirmed 5 likely 0 other"),
    ],
)
def test_each_filter_narrows_and_widens_again(open_screen, name, chosen, expected):
    """Who chooses a country, theme or provenance gets these and, taken back, all again."""
    app = open_screen("practices")
    app.multiselect(key=name).set_value(chosen).run()
    assert expected in count(app)
    assert app.query_params[name] == (chosen if len(chosen) > 1 else chosen[0])
    app.multiselect(key=name).set_value([]).run()
    assert "53 practices" in count(app)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(("value", "expected"), [("yes", "9 practices"), ("no", "44 practices")])
def test_taken_up_or_not_is_chosen_and_taken_back(open_screen, value, expected):
    """The two choices divide the practices; nothing is in both or in neither."""
    app = open_screen("practices")
    app.selectbox(key="adopted").set_value(value).run()
    assert expected in count(app)
    app.selectbox(key="adopted").set_value("any").run()
    assert "53 practices" in count(app)


def test_the_counts_in_the_filters_follow_the_other_filters(open_screen):
    """A count beside a choice is what choosing it would show; the choice itself survives its changing label."""
    app = open_screen("practices", country=["SK"])
    assert "Slovakia (2 + 1 + 3)" in app.multiselect(key="country").options
    assert "Cluster policy (1 + 0 + 0)" in app.multiselect(key="practice_theme").options
    app.multiselect(key="practice_theme").set_value(["cluster policy"]).run()
    assert "Slovakia (1 + 0 + 0)" in app.multiselect(key="country").options
    assert app.multiselect(key="country").value == ["SK"]
    assert "Taken up (1 + 0 + 0)" in app.selectbox(key="adopted").options
    assert "1 practice, of which 1 confirmed" in count(app)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("kosice", "1 practice,"), ("FUNDAO", "1 practice,"), ("100 % nowhere", "0 practices"), ("'; DROP --", "0 pr")],
)
def test_the_search_ignores_case_and_accents_and_survives_anything(open_screen, typed, expected):
    """A search that minds accents hides practices that are there."""
    app = open_screen("practices")
    app.text_input(key="q").set_value(typed).run()
    assert expected in count(app)
    app.text_input(key="q").set_value("").run()
    assert "53 practices" in count(app)


def test_nothing_found_is_said_and_cleared_with_one_click(open_screen):
    """An empty result is a sentence with a way out, not a blank page."""
    app = open_screen("practices", country=["UK"], adopted="yes", q="voucher", provenance="likely")
    assert "No practice fits these filters" in words(app)
    assert not app.get("plotly_chart")
    assert len([button for button in app.button if button.label == CLEAR]) == 2
    press(app, CLEAR)
    assert "53 practices" in count(app)
    assert dict(app.query_params) == {}
    assert CLEAR not in [button.label for button in app.button]


def test_a_card_opens_its_practice_and_closes_it(open_screen):
    """All that is known of a practice is one click away, and the address follows."""
    app = open_screen("practices")
    press(app, "House of Digitalization")
    assert app.query_params["practice"] == "AT-house-of-digitalization"
    assert "<strong>18 December 2020</strong> Selected by Region of Murcia, Spain." in words(app)
    assert "open below" in words(app)
    press(app, "Close")
    assert dict(app.query_params) == {}
    assert "Steps towards regions" not in words(app)


def test_more_cards_are_shown_on_request_and_start_anew_with_other_filters(open_screen):
    """Twelve cards first, so that the page stays short; all of them within reach."""
    app = open_screen("practices")
    press(app, "Show more (of 53)")
    assert words(app).count('class="practice-tag"') == 24
    app.multiselect(key="provenance").set_value(["other"]).run()
    assert words(app).count('class="practice-tag"') == 12


def test_a_link_opens_a_practice_even_where_the_filters_leave_it_out(open_screen):
    """A link in a report shows the practice it names."""
    app = open_screen("practices", practice="SK-plastic-cluster", country="AT")
    assert "Shown to all partners on the virtual visit to Slovakia" in words(app)
    assert "7 practices" in count(app)
    assert not app.warning


MALFORMED = [
    ({"country": "XX"}, "The link asks for country"),
    ({"country": ["SK", "skx"]}, "The link asks for country"),
    ({"practice_theme": "Skill"}, "The link asks for practice"),
    ({"practice_theme": "DIH"}, "The link asks for practice"),
    ({"provenance": "sure"}, "The link asks for provenance"),
    ({"adopted": "maybe"}, "The link asks for adopted"),
    ({"adopted": ""}, "The link asks for adopted"),
    ({"adopted": "<script>alert(1)</script>"}, "The link asks for adopted"),
    ({"practice": "SK-nothing"}, "The link opens the practice"),
    ({"practice": "[x](https://example.org)"}, "The link opens the practice"),
    ({"q": "word " * 100}, "The link's search words are longer"),
    ({"theme": "awareness"}, "a part this screen does not use"),
]


@pytest.mark.parametrize(("query", "sentence"), MALFORMED)
def test_a_malformed_link_falls_back_and_says_so(open_screen, query, sentence):
    """A mistyped link shows the screen and says in one sentence what it left out."""
    app = open_screen("practices", **query)
    assert len(app.warning) == 1
    assert sentence in app.warning[0].value.replace("\\", "")
    assert "Data release 1" in words(app)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize(
    "chosen",
    [Chosen(), Chosen(country=("UK",)), Chosen(adopted="yes"), Chosen(words="voucher", provenance=("other",))],
)
def test_the_figures_are_ones_plotly_draws(open_screen, chosen, is_dark):
    """A figure with a property Plotly does not know stays blank in the browser."""
    open_screen("practices")
    view = View(1, is_dark)
    found = charts.found(view, chosen)
    for chart in (
        charts.stages(view, found),
        charts.themes(view, found),
        charts.towns(view, found, bool(chosen.country)),
    ):
        go.Figure(chart.figure.to_dict())
        assert chart.finding and chart.subtitle and len(chart.alternative) > 20
        assert len(chart.table)
        assert chart.evidence.cautions
    assert "selected it or wrote it into its action plan" in charts.stages(view, found).evidence.definition


def test_the_download_has_exactly_the_practices_shown(open_screen):
    """A downloaded table holds what is on the screen, no more and no less."""
    open_screen("practices")
    chosen = Chosen(country=("SK", "LV"), adopted="yes")
    found = charts.found(View(1), chosen)
    table = charts.practice_table(View(1)).only("Identifier", found)
    assert tuple(table.column("Identifier")) == found
    assert set(found) < set(cards(View(1)))
    assert (
        spreadsheet_csv(table.headings, table.rows)
        .decode("utf-8-sig")
        .startswith("Practice,One of the 30,Country,Region,Town,Theme,")
    )
    notes = charts.notes(View(1), chosen, found)
    assert notes["Title"] == "4 good practices (4 confirmed, 0 likely, 0 other)"
    assert notes["Filters"] == "country: SK, LV; adopted: yes"


def test_the_panel_says_what_is_stated_possible_inferred_and_late(open_screen):
    """Steps to all partners, late steps and inspirations that are only possible must not pass for certain ones."""
    open_screen("practices")
    vouchers = panel(View(1), "SI-vouchers")
    assert "Presented to all partners." in vouchers
    assert "Regional calls Digi4SME and Digi4Business</strong>, Lower Austria, Austria (the source says so)" in vouchers
    assert "(possible, the source only considers it)" in vouchers
    assert "it may be this one or another" in vouchers
    assert "10,900,000 EUR. " in vouchers
    late = panel(View(1), "SK-it-valley-kosice")
    assert "It came after the 30 practices had been exchanged." in late
    assert 'href="https://pressnews.si/' in late
    assert "No source names one." in late
