"""What counts as a consensus, at its edges."""

import pytest

from data.review.consensus import Tally, count, is_rejected, outcome


def test_answers_are_counted_by_kind() -> None:
    """Without it, a reservation would pass as full agreement."""
    tally = count(["agree", "disagree", "agree", "cannot judge", "reservations"])
    assert tally == Tally(agree=2, reservations=1, disagree=1, cannot_judge=1)
    assert (tally.votes, tally.judged, tally.agreed, tally.agreed_pct) == (5, 4, 3, 75.0)
    assert count([]).agreed_pct == 0.0


@pytest.mark.parametrize(
    ("tally", "expected", "against"),
    [
        (Tally(), "undecided", False),
        (Tally(agree=2), "undecided", False),
        (Tally(agree=2, cannot_judge=5), "undecided", False),
        (Tally(disagree=2), "undecided", False),
        (Tally(agree=3), "validated", False),
        (Tally(reservations=3), "validated", False),
        (Tally(agree=7, disagree=3), "validated", False),
        (Tally(agree=6, reservations=1, disagree=3, cannot_judge=9), "validated", False),
        (Tally(agree=69, disagree=31), "contested", False),
        (Tally(agree=2, disagree=1), "contested", False),
        (Tally(agree=3, disagree=7), "contested", True),
        (Tally(agree=31, disagree=69), "contested", False),
        (Tally(disagree=3), "contested", True),
    ],
)
def test_seventy_per_cent_of_at_least_three_who_judged(tally: Tally, expected: str, against: bool) -> None:
    """Without it, two votes or 69 per cent would pass as a consensus, or exactly 70 per cent as none."""
    assert outcome(tally, 70, 3) == expected
    assert is_rejected(tally, 70, 3) is against


def test_a_rounds_own_rule_counts() -> None:
    """Without it, a round opened under another rule would be judged by the usual one."""
    assert outcome(Tally(agree=2, disagree=1), 66, 3) == "validated"
    assert outcome(Tally(agree=2, disagree=1), 67, 3) == "contested"
    assert outcome(Tally(agree=2), 100, 2) == "validated"
    assert outcome(Tally(agree=3), 70, 4) == "undecided"
