"""What the votes of a closed round come to, item by item, and the badges that follow from several rounds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from data.review.consensus import Tally, count, is_rejected, outcome
from data.review.judged import Item
from data.review.rounds import Round


@dataclass(frozen=True)
class Vote:
    """One person's vote on one item: the release and the value it was cast on, and what it says."""

    item: Item
    name: str
    release_number: int
    value: str
    answer: str
    comment: str
    proposed_level: int | None
    cast_at: datetime
    version: int
    person: str = field(repr=False)
    """What tells this person's votes from all others', and says nothing else."""


@dataclass(frozen=True)
class Judgement:
    """What the votes cast on one value of an item come to, under the rule of their round."""

    value: str
    votes: tuple[Vote, ...]
    tally: Tally
    outcome: str
    """validated, contested or undecided."""
    is_rejected: bool
    """Whether the consensus is against it."""


@dataclass(frozen=True)
class Result:
    """What a closed round says about one item.

    `judgements`: one for each value that was voted on, the latest first; more than one where a release changed
    the value during the round. `now`: the value in the release asked for, None where the item is gone there.
    """

    item: Item
    judgements: tuple[Judgement, ...]
    now: str | None

    @property
    def shown(self) -> Judgement | None:
        """Return the judgement of today's value, else the latest; None where nobody voted."""
        current = [each for each in self.judgements if each.value == self.now]
        return next(iter(current or self.judgements), None)

    @property
    def is_stale(self) -> bool:
        """Tell whether votes were cast and none of them on the value of the release asked for."""
        return bool(self.judgements) and all(each.value != self.now for each in self.judgements)

    @property
    def stale_votes(self) -> tuple[Vote, ...]:
        """Return the votes that were cast on another value."""
        return tuple(vote for each in self.judgements if each.value != self.now for vote in each.votes)


@dataclass(frozen=True)
class Badge:
    """What stands beside an item in one release: `kind` is validated, contested or stale.

    `judged` is the value that was judged, `now` the one in the release (None where the item is gone); they
    differ where the badge is stale. `was` is the outcome for the value that was judged.
    """

    item: Item
    kind: str
    was: str
    judged: str
    now: str | None
    tally: Tally
    round: Round


@dataclass(frozen=True)
class Turnout:
    """Who has voted on how many items of a round, by name; not how."""

    by_name: Mapping[str, int]

    @property
    def people(self) -> int:
        """Return how many people have voted."""
        return len(self.by_name)


def judgements(cast: list[Vote], ballot: Round) -> tuple[Judgement, ...]:
    """Return what the votes of one item come to, value by value; those on the newest release's come first."""
    by_value: dict[str, list[Vote]] = {}
    for vote in sorted(cast, key=lambda vote: (-vote.release_number, vote.cast_at)):
        by_value.setdefault(vote.value, []).append(vote)
    rule = (ballot.threshold_pct, ballot.at_least)
    found = []
    for value, given in by_value.items():
        tally = count(vote.answer for vote in given)
        found.append(
            Judgement(value, tuple(given), tally, outcome(tally, *rule), is_rejected(tally, *rule)),
        )
    return tuple(found)


def badges(results: list[tuple[Round, Result]]) -> Iterator[Badge]:
    """Give one badge for each item that has one; `results` come with the newest round first."""
    by_item: dict[Item, list[tuple[Round, Judgement, str | None]]] = {}
    for ballot, result in results:
        for judgement in result.judgements:
            if judgement.outcome != "undecided":
                by_item.setdefault(result.item, []).append((ballot, judgement, result.now))
    for item, judged in by_item.items():
        current = [each for each in judged if each[1].value == each[2]]
        ballot, judgement, now = (current or judged)[0]
        kind = judgement.outcome if current else "stale"
        yield Badge(item, kind, judgement.outcome, judgement.value, now, judgement.tally, ballot)


@dataclass(frozen=True)
class Summary:
    """How many items of a round came out how, stale ones apart, and how many people voted and stale votes there are.

    `undecided` were judged by too few; on the `unvoted` nobody voted at all.
    """

    items: int
    validated: int
    contested: int
    undecided: int
    unvoted: int
    stale: int
    people: int
    stale_votes: int


def summary(results: tuple[Result, ...]) -> Summary:
    """Return what the results of one round come to in all."""
    fresh = [result.shown.outcome if result.shown else "unvoted" for result in results if not result.is_stale]
    people = {vote.person for result in results for each in result.judgements for vote in each.votes}
    return Summary(
        len(results),
        fresh.count("validated"),
        fresh.count("contested"),
        fresh.count("undecided"),
        fresh.count("unvoted"),
        len(results) - len(fresh),
        len(people),
        sum(len(result.stale_votes) for result in results),
    )
