"""Holds the seven findings' numbers and verdicts to the data."""

import pytest

from data import live
from pages.explore.findings import borne_out, findings
from pages.parts.view import View


@pytest.fixture(scope="module")
def seven():
    return findings(View(live.newest_release().number))


def test_the_seven_findings_have_todays_numbers_and_verdicts(seven):
    assert [
        (each.title, each.number.replace("\u00a0", " "), each.verdict.replace("\u00a0", " ")) for each in seven
    ] == [
        ("Policies are very heterogeneous", "8 of 8", "Clearly borne out"),
        ("Skilled people are scarce", "7 of 9", "Clearly borne out"),
        ("Small enterprises lag behind", "27.5 points", "Clearly borne out"),
        ("Support is fragmented", "8 to 18", "Clearly borne out"),
        ("Services overlap", "63 %", "Borne out"),
        ("From no cluster policy to its core", "1 to 5", "Clearly borne out"),
        ("More clusters for Industry 4.0", "≥ 20.3 %", "Open: 79.7 % unknown"),
    ]


def test_each_reading_names_what_is_counted_and_when(seven):
    assert [each.reading for each in seven] == [
        "dimensions of cluster policy with three or more levels between countries (2019)",
        "countries where most recruiters of ICT specialists find it hard (2024)",
        "behind large ones in basic digital intensity, EU (2025); more than 20 in 8 of 9 countries",
        "providers behind 18 sampled instruments in each country (Slovenia least)",
        "of services in 15 places come from two or more types of provider",
        "of 5: from incidental to core policy status (2019)",
        "of clusters document activities; 14 of 30 practices confirmed",
    ]


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (100, "Clearly borne out"),
        (75, "Clearly borne out"),
        (74, "Borne out"),
        (50, "Borne out"),
        (49, "Partly borne out"),
        (25, "Partly borne out"),
        (24, "Hardly borne out"),
        (0, "Hardly borne out"),
    ],
)
def test_the_verdict_follows_the_share(share, verdict):
    assert borne_out(share) == verdict
