"""What came out of a round, in words: the same on the screen and in the minutes."""

from collections.abc import Sequence

from data.review.judged import LEVELS, Item, fields
from data.review.outcomes import Result, Summary
from data.review.rounds import Round
from pages.parts.badges import in_release, value_words
from pages.parts.wording import capital, counted, listed, per_cent

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
_WAS = {"validated": "validated", "contested": "contested", "undecided": "judged by too few"}


def consensus(round: Round) -> str:
    """Return in one sentence when a round validates something: the same wherever it is said."""
    return (
        f"Validated: at least {per_cent(round.threshold_pct, 0)} of those who judge agree, with or without "
        f"reservations, and at least {round.at_least} judge."
    )


def rule(round: Round) -> str:
    """Return the whole rule of a round in words."""
    return f"{consensus(round)} Contested: enough judge and fewer agree. Who cannot judge does not count."


def held(items: Sequence[Item]) -> str:
    """Return how many levels and findings `items` are, in words."""
    levels = sum(item.dataset == LEVELS for item in items)
    kinds = ((levels, "level"), (len(items) - levels, "finding"))
    return listed([counted(count, kind) for count, kind in kinds if count]) or "nothing yet"


def period(round: Round) -> str:
    """Return from when to when a closed round was open."""
    opened, closed = round.opened_at, round.closed_at
    if opened.date() == closed.date():
        return f"Open on {opened:%-d %B %Y}, until {closed:%H:%M} UTC."
    return f"Open from {opened:%-d %B %Y} to {closed:%-d %B %Y, %H:%M} UTC."


def finding(total: Summary) -> str:
    """Return in one sentence what came out of a round."""
    parts = [f"{total.validated} of {total.items} validated", f"{total.contested} contested"]
    parts += [f"{total.undecided} judged by too few"] if total.undecided else []
    parts += [f"{total.unvoted} without a vote"] if total.unvoted else []
    parts += [f"{total.stale} judged at another value"] if total.stale else []
    return ", ".join(parts)


def outcome_words(result: Result, release: int) -> str:
    """Return what came out for one item, in a few words: with both values where `release` has another."""
    shown = result.shown
    if shown is None:
        return "No votes"
    if not result.is_stale:
        return "Rejected" if shown.is_rejected else OUTCOME_WORDS[shown.outcome]
    was = "rejected" if shown.is_rejected else _WAS[shown.outcome]
    # Of a finding, whose words may be many lines, only that they are others.
    judged = capital(value_words(shown.value)) if "level" in fields(shown.value) else "Another wording"
    return f"{judged} was {was}; {in_release(result.now, release, shown.value)}"


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
