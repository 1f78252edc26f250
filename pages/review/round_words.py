"""What came out of a round, in words: the same on the screen and in the minutes."""

from collections.abc import Sequence

from data.outcomes import Result, Summary
from data.rounds import Round
from pages.parts.wording import per_cent

ANSWER_WORDS = {
    "agree": "Agree",
    "reservations": "Agree with reservations",
    "disagree": "Disagree",
    "cannot judge": "Cannot judge",
}
_ORDER = {"contested": 0, "validated": 1, "undecided": 2}
OUTCOME_WORDS = {
    "validated": "Validated",
    "contested": "Contested",
    "undecided": "Too few judged",
}


def rule(round: Round) -> str:
    """Return the rule of a round in words."""
    return (
        f"Validated: at least {per_cent(round.threshold_pct, 0)} of those who judge agree, with or without "
        f"reservations, and at least {round.at_least} judge. Contested: enough judge and fewer agree. "
        "Who cannot judge does not count."
    )


def finding(total: Summary) -> str:
    """Return in one sentence what came out of a round."""
    parts = [f"{total.validated} of {total.items} validated", f"{total.contested} contested"]
    parts += [f"{total.undecided} judged by too few"] if total.undecided else []
    parts += [f"{total.stale} judged at another value"] if total.stale else []
    return ", ".join(parts)


def outcome_words(result: Result) -> str:
    """Return what came out for one item, in a few words."""
    shown = result.shown
    if shown is None:
        return "No votes"
    words = "Rejected" if shown.is_rejected else OUTCOME_WORDS[shown.outcome]
    return f"Another value: {words.lower()}" if result.is_stale else words


def comment_head(answer: str, proposed: int | None) -> str:
    """Return how somebody voted, and the level they propose, in words."""
    words = ANSWER_WORDS[answer].lower()
    return words if proposed is None else f"{words}, proposes level {proposed}"


def in_order(results: Sequence[Result]) -> list[Result]:
    """Return the results that have votes, contested first, the least agreed on before the others, stale ones last."""
    return sorted(
        (result for result in results if result.shown),
        key=lambda result: (result.is_stale, _ORDER[result.shown.outcome], result.shown.tally.agreed_pct),
    )
