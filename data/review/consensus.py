"""The arithmetic of a round of validation: how many agree, and whether that is a consensus."""

from collections.abc import Iterable
from dataclasses import dataclass

ANSWERS = ("agree", "reservations", "disagree", "cannot judge")
# What a round takes where staff say nothing else.
THRESHOLD_PCT = 70
AT_LEAST = 3


@dataclass(frozen=True)
class Tally:
    """How many gave each answer. Who cannot judge counts for nothing but themselves."""

    agree: int = 0
    reservations: int = 0
    disagree: int = 0
    cannot_judge: int = 0

    @property
    def votes(self) -> int:
        """Return how many voted."""
        return self.judged + self.cannot_judge

    @property
    def judged(self) -> int:
        """Return how many judged: agreed, with or without reservations, or disagreed."""
        return self.agreed + self.disagree

    @property
    def agreed(self) -> int:
        """Return how many agreed, with or without reservations."""
        return self.agree + self.reservations

    @property
    def agreed_pct(self) -> float:
        """Return the share of those who judged that agreed, 0 to 100; 0 where nobody judged."""
        return 100 * self.agreed / self.judged if self.judged else 0.0


def count(answers: Iterable[str]) -> Tally:
    """Return how often each of ANSWERS is among `answers`."""
    given = list(answers)
    return Tally(*(given.count(answer) for answer in ANSWERS))


def outcome(tally: Tally, threshold_pct: int, at_least: int) -> str:
    """Return what `tally` comes to under a round's rule: validated, contested or undecided.

    Validated: of at least `at_least` who judged, at least `threshold_pct` per cent agreed. Contested: enough
    judged and fewer agreed. Undecided: too few judged.
    """
    if tally.judged < at_least:
        return "undecided"
    return "validated" if _reached(tally.agreed, tally, threshold_pct) else "contested"


def is_rejected(tally: Tally, threshold_pct: int, at_least: int) -> bool:
    """Tell whether those who judged are of one mind against it, by the same rule."""
    return tally.judged >= at_least and _reached(tally.disagree, tally, threshold_pct)


def _reached(voices: int, tally: Tally, threshold_pct: int) -> bool:
    # In whole numbers: 7 of 10 are 70 per cent exactly, whatever a division makes of it.
    return 100 * voices >= threshold_pct * tally.judged
