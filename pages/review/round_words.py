"""What came out of a round, in words: the same on the screen and in the minutes."""

from collections.abc import Sequence

from data.review.judged import LEVELS, Item, fields
from data.review.outcomes import Judgement, Result, Summary, Vote
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


def label(ballot: Round) -> str:
    """Return a round's title and state in one line."""
    state = f"open until {ballot.last_day:%-d %B %Y}" if ballot.is_open else f"closed {ballot.closed_at:%-d %B %Y}"
    return f"{ballot.number}. {ballot.title}, {state}"


def consensus(ballot: Round) -> str:
    """Return in one sentence when a round validates something: the same wherever it is said."""
    return (
        f"Validated: at least {per_cent(ballot.threshold_pct, 0)} of those who judge agree, with or without "
        f"reservations, and at least {ballot.at_least} judge."
    )


def rule(ballot: Round) -> str:
    """Return the whole rule of a round in words."""
    return f"{consensus(ballot)} Contested: enough judge and fewer agree. Who cannot judge does not count."


def held(items: Sequence[Item]) -> str:
    """Return how many levels and findings `items` are, in words."""
    levels = sum(item.dataset == LEVELS for item in items)
    kinds = ((levels, "level"), (len(items) - levels, "finding"))
    return listed([counted(count, kind) for count, kind in kinds if count]) or "nothing yet"


def period(ballot: Round) -> str:
    """Return from when to when a closed round was open."""
    opened, closed = ballot.opened_at, ballot.closed_at or ballot.closes_at
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


def in_order(results: Sequence[Result]) -> list[tuple[Result, Judgement]]:
    """Return the results that have votes, each with the judgement shown.

    Contested ones are first, the least agreed on before the others, stale ones last.
    """
    shown = [(result, result.shown) for result in results if result.shown]
    return sorted(shown, key=lambda pair: (pair[0].is_stale, _ORDER[pair[1].outcome], pair[1].tally.agreed_pct))


def at_another_value(results: Sequence[Result]) -> list[tuple[Result, Judgement]]:
    """Return what was voted on at another value than the release has, with its result."""
    return [(result, each) for result in results for each in result.judgements if each.value != result.now]


def spoken(results: Sequence[Result]) -> list[tuple[Result, list[tuple[Judgement, Vote]]]]:
    """Return the votes that say why or propose a level, each with the value it is on, by result in order."""
    found = []
    for result, _ in in_order(results):
        votes = [(each, vote) for each in result.judgements for vote in each.votes]
        said = [(each, vote) for each, vote in votes if vote.comment or vote.proposed_level is not None]
        if said:
            found.append((result, said))
    return found
