"""Opens links as they come out of mails and reports: right, old, mistyped and hostile."""

import pytest

from data import live
from data.audit import PROGRAM
from pages.parts.site_map import screen
from tests.pages.conftest import words

MEASURE = "The link asks for measure"
COUNTRY = "The link asks for country"
TYPE = "The link asks for provider_type"
RELEASE = "The link asks for release"
UNUSED = "The link has a part this screen does not use"
LONG = "The link's search words are longer"

MALFORMED = [
    ("", {"measure": "nonsense"}, MEASURE),
    ("", {"measure": ""}, MEASURE),
    ("", {"measure": ["policy_status", "x"]}, MEASURE),
    ("", {"measure": "<script>alert(1)</script>"}, MEASURE),
    ("", {"measure": "' OR 1=1 --"}, MEASURE),
    ("", {"measure": "m" * 5000}, MEASURE),
    ("", {"measure": "a\x00b\n\u202e"}, MEASURE),
    ("", {"measure": "[click](https://example.org)"}, MEASURE),
    ("", {"measure": "../../etc/passwd"}, MEASURE),
    ("", {"release": "99"}, RELEASE),
    ("", {"release": "0"}, RELEASE),
    ("", {"release": "-1"}, RELEASE),
    ("", {"release": "1.0"}, RELEASE),
    ("", {"release": "abc"}, RELEASE),
    ("", {"release": ""}, RELEASE),
    ("", {"release": "١"}, RELEASE),
    ("", {"release": "9" * 30}, RELEASE),
    ("", {"contry": "ES"}, UNUSED),
    ("", {"country": "ES"}, UNUSED),
    ("", {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6"}, UNUSED),
    ("clusters", {"country": "XX"}, COUNTRY),
    ("clusters", {"country": ["ES", "nowhere"]}, COUNTRY),
    ("clusters", {"country": "ES,nowhere"}, COUNTRY),
    ("clusters", {"country": "E.S"}, COUNTRY),
    ("clusters", {"country": "FR"}, COUNTRY),
    ("clusters", {"country": ")."}, COUNTRY),
    ("clusters", {"country": [f"C{number}" for number in range(300)]}, COUNTRY),
    ("clusters", {"provider_type": "bank"}, TYPE),
    ("clusters", {"q": "word " * 100}, LONG),
    ("clusters", {"measure": "desi"}, UNUSED),
    ("clusters", {"release": "2", "country": "ES"}, RELEASE),
]


@pytest.mark.parametrize(("path", "query", "sentence"), MALFORMED)
def test_a_malformed_link_falls_back_and_says_so(open_screen, path, query, sentence):
    app = open_screen(path, **query)
    assert len(app.warning) == 1
    assert sentence.replace("_", "\\_") in app.warning[0].value or sentence in app.warning[0].value
    assert len(app.warning[0].value) < 1500
    assert "Data release 1" in words(app)


def test_what_a_stranger_wrote_is_shown_as_text_only(open_screen):
    shown = open_screen(measure="[click](https://example.org) **bold** <b>").warning[0].value
    assert r"“\[click\]\(https\:\/\/example" in shown.replace("/", r"\/")
    assert "**bold**" not in shown


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("", {"measure": "desi"}, "Digital economy and society index (DESI): from 30.6 in Romania"),
        ("clusters", {"country": ["SI", "SI"]}, "14 cluster organisations"),
        ("clusters", {"country": "SI", "provider_type": "agency"}, "In none of the places compared"),
        ("clusters", {"q": "mobilitätscluster"}, "1 cluster organisations"),
        ("", {"release": "1"}, "Data release 1"),
        ("", {"utm_source": "newsletter", "fbclid": "x"}, "Data release 1"),
    ],
)
def test_a_right_link_shows_what_it_names_without_a_word_about_itself(open_screen, path, query, expected):
    app = open_screen(path, **query)
    assert expected in words(app)
    assert not app.warning


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("clusters", {"country": "es"}, {"country": "ES"}),
        ("clusters", {"country": "GB"}, {"country": "UK"}),
        ("clusters", {"country": "gb"}, {"country": "UK"}),
        ("clusters", {"country": "ES)."}, {"country": "ES"}),
        ("clusters", {"country": "ES?"}, {"country": "ES"}),
        ("clusters", {"country": " si”, "}, {"country": "SI"}),
        ("clusters", {"country": ["es", "gb).", "ES"]}, {"country": ["ES", "UK"]}),
        ("clusters", {"country": "ES,si;gb"}, {"country": ["ES", "SI", "UK"]}),
        ("clusters", {"Country": "ES"}, {"country": "ES"}),
        (
            "clusters",
            {"country": "ES", "amp;provider_type": "Agency."},
            {"country": "ES", "provider_type": "agency"},
        ),
        ("clusters", {"country": "ES", "amp;country": "SI"}, {"country": ["ES", "SI"]}),
        ("clusters", {"release": "1)."}, {"release": "1"}),
        ("clusters", {"q": "who?"}, {"q": "who?"}),
        ("", {"measure": "DESI."}, {"measure": "desi"}),
        ("actions", {"region": "es62)"}, {"region": "ES62"}),
        (
            "instruments",
            {"instrument": "es-001.", "threshold": "0.8)."},
            {"instrument": "ES-001", "threshold": "0.8"},
        ),
        ("regions", {"places": ["es", "gb"]}, {"places": ["ES", "UK"]}),
        ("index", {"dimension": ["d1", "d2."], "seed": "7)."}, {"dimension": ["D1", "D2"], "seed": "7"}),
    ],
)
def test_a_link_is_taken_as_it_is_meant_and_the_address_then_says_the_right_one(open_screen, path, query, address):
    """A code in small letters, ISO's code or a full stop from the sentence around would show all ten countries."""
    app = open_screen(path, **query)
    assert not app.exception and not app.warning, app.warning
    assert dict(app.query_params) == address


def test_a_link_of_the_menu_in_a_new_tab_keeps_what_the_screen_has_a_filter_for(open_screen):
    """The new tab has no memory: it would show all ten countries, or complain of a link nobody wrote."""
    app = open_screen("skills", country="ES", provider_type="agency", by_menu="1")
    assert not app.warning
    assert dict(app.query_params) == {"country": "ES"}
    app.query_params.clear()
    app.switch_page(screen("clusters").script).run()
    assert dict(app.query_params) == {"country": "ES", "provider_type": "agency"}


def test_after_a_malformed_link_the_address_is_right_and_the_sentence_gone(open_screen):
    app = open_screen("clusters", country=["SI", "XX"], foo="1")
    assert dict(app.query_params) == {"country": "SI"}
    app.run()
    assert not app.warning
    assert "14 cluster organisations" in words(app)


def test_the_address_follows_the_filters_and_leaves_defaults_out(open_screen):
    app = open_screen("clusters")
    app.multiselect(key="country").set_value(["ES", "SI"]).run()
    app.text_input(key="q").set_value("auto").run()
    assert dict(app.query_params) == {"country": ["ES", "SI"], "q": "auto"}
    app.multiselect(key="country").set_value([]).run()
    app.text_input(key="q").set_value("").run()
    assert dict(app.query_params) == {}


def test_choices_come_along_through_the_menu(open_screen):
    app = open_screen("clusters", country=["SI"])
    app.query_params.clear()
    app.switch_page(screen("").script).run()
    assert not app.warning
    app.query_params.clear()
    app.switch_page(screen("clusters").script).run()
    assert "14 cluster organisations" in words(app)
    assert not app.warning


def test_the_last_screens_address_sent_along_by_the_menu_is_not_taken_for_a_link(open_screen):
    """Under load the browser did so, and the start page accused a link that nobody had followed."""
    app = open_screen("clusters", country=["SI"])
    app.switch_page(screen("").script).run()
    assert not app.warning
    assert dict(app.query_params) == {}
    app.switch_page(screen("clusters").script).run()
    assert "14 cluster organisations" in words(app)


def test_a_link_to_an_older_release_says_that_there_is_a_newer_one(open_screen, two_releases):
    app = open_screen("clusters", release="1")
    shown = words(app)
    assert "This link shows release 1" in shown
    assert "The newest is release 2" in shown
    assert "207 cluster organisations" in shown
    next(button for button in app.button if button.label == "Show the newest release").click().run()
    assert "206 cluster organisations" in words(app)
    assert "This link shows" not in words(app)
    assert dict(app.query_params) == {}


def test_without_a_release_in_the_link_the_newest_is_shown(open_screen, two_releases):
    assert "206 cluster organisations" in words(open_screen("clusters"))


@pytest.fixture
def two_releases(monkeypatch, tmp_path):
    """A store of its own with a second release, in which one cluster is gone."""
    from queries import answers

    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/two.sqlite")
    live.forget()
    answers.forget()
    store = live.store()
    files = store.files(1)
    lines = files["cluster_organisations"].splitlines(keepends=True)
    files["cluster_organisations"] = b"".join(lines[:-1])
    store.add_release(files, based_on=1, kind="upload", by=PROGRAM, reason="One cluster closed.")
    yield store
    live.forget()
    answers.forget()
