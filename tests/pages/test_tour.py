"""Opens every screen as a visitor would and looks for signs of life."""

from pathlib import Path

import pytest

from pages.parts.site_map import ROOT, SCREENS
from tests.pages.conftest import words

FOR_EXPERTS = "This screen is for the Committee of Experts and staff."
FOR_STAFF = "This screen is for staff."

SIGNS = {
    "": ["≥ 20.3 %", "79.7 % unknown", "Cluster policy is incidental in the United Kingdom and core in Slovenia"],
    "policy": [
        "In all 8 dimensions, places stand three or more levels apart (2019)",
        "Policy status rose in 4 of 10 places between 2015 and 2022, most in Slovenia; it fell in 1",
        "Firm policy and involved cluster managers go together in 6 of 13 places",
        "In 6 of 8 dimensions, at least half of the countries reach level 4",
    ],
    "instruments": [
        "180 of 180 sampled instruments.",
        "4 of 88 combinations of theme and stage have no sampled instrument",
        "23 pairs of instruments in 13 families do nearly the same",
        "Support is spread most widely in Sweden, as over 18.0 equal providers, and least in Slovenia, as over 5.5",
        "In no year did more instruments begin than in 2022: 26 of 180",
    ],
    "skills": [
        "Hard-to-fill ICT vacancies, 2024: from 30.2 % in Spain to 67.3 % in Austria; the EU average is 57.5 %",
        "68.9 % of small and 96.4 % of large enterprises in the EU; widest gap in Latvia, 43.3 points",
        "Version 3: the gap narrowed in 7 of 8 comparable countries, unchanged in 1; in the EU from 36.3 points",
        "Common challenge: to keep and develop highly skilled people.",
    ],
    "practices": [
        "14 of them are confirmed here and 5 likely",
        "11 to 16 are still to be found",
        "9 of 53 practices were taken up by a named region (9 confirmed, 0 likely, 0 other)",
        "Cluster policy has the most practices: 12 (4 confirmed, 1 likely, 7 other)",
    ],
    "clusters": [
        "At least 20.3 % of listed clusters document Industry 4.0 activities; 79.7 % are unknown",
        "Clusters and providers sit in 104 towns; most in one town: 12 cluster organisations in Barcelona",
        "In 14 of 15 places several types of provider offer the same service",
        "73 of 207 listed clusters hold a label of management excellence, 23 of them gold",
        "207 cluster organisations",
    ],
    "regions": [
        "Latvia and Slovakia differ most in dedicated funding and continuity: level 4 against 1 in both.",
        "Most like Latvia: Hungary, Portugal and Slovakia",
        "Of listed clusters, at least 15 % in Latvia and 16 % in Slovakia document Industry 4.0 activities",
        "Practices taken up: none by Latvia and 1 by Slovakia",
    ],
    "indicators": [
        "Sweden stands best with 86.9 %, Romania last with 45.5 %; 3 of 9 are better than the EU average of 72.1 %",
        "From 2021 to 2025 it rose in 8 of 8 comparable countries, most in Hungary (+25.0 points)",
        "Going together is not a cause",
    ],
    "index": [
        "Sweden is first in 100 % of 1,000 draws; 8 of 36 pairs of countries cannot be told apart",
        "United Kingdom: not enough data.",
        "How the ranges are made",
    ],
    "actions": [
        "5 of 38 ways of a practice to a region ended in an action plan, 7 more in a selection",
        "What is missing: uptake of 44 practices, a practice behind 8 actions, named actions of 4 regions",
        "10 action plans were drawn up, actions are named for 6 of 10 regions",
    ],
    "ideas": ["Rules made this list, not people who know the region"],
    "blueprint": [
        "Blueprint: clusters and Industry 4.0 in ten countries",
        "The PDF is tagged for screen readers (PDF/UA)",
    ],
    "validation": [FOR_EXPERTS],
    "changes": [FOR_EXPERTS],
    "upload": [FOR_STAFF],
    "releases": [FOR_STAFF],
}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path or "start")
def test_every_screen_opens_and_says_what_it_found(open_screen, screen):
    shown = words(open_screen(screen.path))
    for sign in SIGNS[screen.path]:
        assert sign in shown
    if screen.role == "viewer":
        assert "Data release 1" in shown


def test_the_menu_has_each_screen_once_and_every_script_exists():
    assert sorted(screen.path for screen in SCREENS) == sorted(SIGNS)
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


def test_each_card_leads_to_the_screen_with_its_evidence_already_filtered(open_screen):
    links = [(link.proto.page, link.proto.query_string) for link in open_screen().get("page_link")]
    assert links == [
        ("policy", ""),
        ("skills", "indicator=ict_hard_to_fill"),
        ("skills", "indicator=dii_basic_v3"),
        ("instruments", ""),
        ("clusters", ""),
        ("policy", "dimension=D1"),
        ("clusters", ""),
    ]


def test_the_documentation_names_every_screen_and_every_parameter():
    from pages.parts.address import PARAMETERS

    text = Path(ROOT / "README.md").read_text(encoding="utf-8")
    for screen in SCREENS:
        assert f"| `/{screen.path}` | {screen.title}" in text
    for name in PARAMETERS:
        assert f"| `{name}` | {PARAMETERS[name]} |" in text
