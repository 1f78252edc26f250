"""Opens every screen as a visitor would and looks for signs of life."""

from pathlib import Path

import pytest

from pages.parts.site_map import SCREENS
from tests.pages.conftest import ROOT, words

SIGNS = {
    "": ["≥ 20.3 %", "79.7 % unknown", "Cluster policy is incidental in the United Kingdom and core in Slovenia"],
    "clusters": [
        "At least 20.3 % of listed clusters document Industry 4.0 activities; 79.7 % are unknown",
        "Clusters and providers sit in 104 towns; most in one town: 12 cluster organisations in Barcelona",
        "In 14 of 15 places several types of provider offer the same service",
        "73 of 207 listed clusters hold a label of management excellence, 23 of them gold",
        "207 cluster organisations",
    ],
}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path or "start")
def test_every_screen_opens_and_says_what_it_found(open_screen, screen):
    shown = words(open_screen(screen.path))
    for sign in SIGNS[screen.path]:
        assert sign in shown
    assert "Data release 1" in shown


def test_the_menu_has_each_screen_once_and_every_script_exists():
    assert [screen.path for screen in SCREENS] == ["", "clusters"]
    assert all((ROOT / screen.script).is_file() for screen in SCREENS)
    assert not list((ROOT / "pages").glob("*.py"))


def test_every_chart_has_words_a_source_and_a_way_to_its_table(open_screen):
    app = open_screen("clusters")
    charts = app.get("plotly_chart")
    assert len(charts) == 5
    assert all(len(chart.proto.alt) > 40 for chart in charts)
    assert [each.label for each in app.expander] == ["Table, definition and downloads"] * 6
    assert words(app).count("Source: ") == 6


def test_the_cautions_stand_beside_the_headline_rate(open_screen):
    shown = words(open_screen())
    assert "a page can show an activity but not its absence" in shown
    assert "they are no ranking" in shown
    assert "more than 80 % of cluster organisations supporting the digital transition" in shown


def test_a_card_has_no_link_until_its_screen_exists(open_screen):
    links = [link.proto.page for link in open_screen().get("page_link")]
    assert links == ["clusters", "clusters"]


def test_the_documentation_names_every_screen_and_every_parameter():
    from pages.parts.address import PARAMETERS

    text = Path(ROOT / "README.md").read_text(encoding="utf-8")
    for screen in SCREENS:
        assert f"| `/{screen.path}` | {screen.title}" in text
    for name in PARAMETERS:
        assert f"| `{name}` | {PARAMETERS[name]} |" in text
