"""The votes of experts in rounds of validation, what they come to, and the badges that follow from them.

A vote belongs to the release and the value it was cast on. It can be changed until its round closes; every
version of it is kept, and the last counts. Nobody gets to see another's vote before the round has closed:
whatever gives votes of more than one person refuses while it is open, and the audit log, which staff can read
at any time, holds in their place a hash that shows later whether a vote was changed behind it.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from threading import Lock

import sqlalchemy as sql

from data import audit
from data.audit import Entry, Fault, canonical, recordable
from data.database import metadata
from data.people.access import Visitor
from data.refused import Refused
from data.review.consensus import ANSWERS
from data.review.judged import LEVELS, Item
from data.review.outcomes import Badge, Result, Turnout, Vote, badges, judgements
from data.review.rounds import Round, RoundRefused, Rounds, round_items, rounds

COMMENT_LETTERS = 1_000
LEVELS_PROPOSED = range(6)
# How many results and releases' badges are kept.
_KEPT = 32

votes = sql.Table(
    "votes",
    metadata,
    sql.Column("round_number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("dataset", sql.String(100), primary_key=True),
    sql.Column("key", sql.String(200), primary_key=True),
    # The hash of `Access.person`.
    sql.Column("person", sql.String(64), primary_key=True),
    # 1 for the first vote on an item, one more for each change.
    sql.Column("version", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("name", sql.String(200), nullable=False),
    sql.Column("release_number", sql.ForeignKey("releases.number"), nullable=False),
    sql.Column("value", sql.Text, nullable=False),
    sql.Column("answer", sql.String(16), nullable=False),
    sql.Column("comment", sql.Text, nullable=False),
    sql.Column("proposed_level", sql.Integer),
    sql.Column("cast_at", sql.String(32), nullable=False),
    # Without it, the few possible votes could be tried until one has the hash in the audit log.
    sql.Column("salt", sql.String(64), nullable=False),
    sql.ForeignKeyConstraint(
        ["round_number", "dataset", "key"],
        [round_items.c.round_number, round_items.c.dataset, round_items.c.key],
    ),
)


class VoteRefused(Refused):
    """A vote cannot be taken; the message says why and what to do."""


class RoundClosed(VoteRefused):
    """The round takes no more votes."""


class ValueChanged(VoteRefused):
    """A release changed what is judged after the voter looked at it."""


class StillOpen(RoundRefused):
    """The round is open, and its votes are hidden until it closes."""


class Votes:
    """The votes in the rounds of one store."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self._database = rounds.store.database
        self._kept: dict[object, tuple[object, tuple]] = {}
        self._lock = Lock()

    # Voting

    def cast(
        self,
        number: int,
        item: Item,
        seen: str,
        answer: str,
        comment: str = "",
        proposed_level: int | None = None,
        *,
        visitor: Visitor,
    ) -> Vote:
        """Keep the visitor's vote on `item` in the round `number`, in place of an earlier one, and return it.

        `seen` is the value the visitor looked at. The same vote again changes nothing. Raises SessionEnded,
        NotAllowed, TextRefused (the comment), UnknownRound, RoundClosed, ValueChanged, VoteRefused or
        StoreError, each with a sentence; nothing was written then.
        """
        self._rounds.access.permit(visitor, "vote")
        comment = recordable(comment, "Comment", 1, COMMENT_LETTERS) if comment.strip() else ""
        _check(item, answer, proposed_level)
        # Read before the turn to write is taken; inside it is kept already, if no release came between.
        self._rounds.judged.values(self._rounds.store.newest().number)
        with self._database.write() as connection:
            found = self._rounds.one(connection, number)
            person = self._rounds.access.person(visitor)
            before = connection.execute(
                sql.select(votes)
                .where(votes.c.round_number == number, votes.c.person == person)
                .where(votes.c.dataset == item.dataset, votes.c.key == item.key)
                .order_by(votes.c.version.desc())
                .limit(1)
            ).first()
            if not found.is_open:
                raise RoundClosed(
                    f"Round {number} closed on {found.closed_at:%-d %B %Y at %H:%M} UTC: it takes no more votes. "
                    f"Your vote was not {'changed' if before else 'taken'}."
                )
            if item not in found.items:
                raise VoteRefused(f"“{item.key}” is not in round {number}. Reload the page and choose again.")
            release = self._rounds.newest_number(connection)
            value = self._rounds.judged.values(release).get(item)
            if value != seen:
                raise ValueChanged(
                    f"“{item.key}” was {'changed' if value else 'removed'} by release {release} while you looked at "
                    "it. Your vote was not kept. Look at what it says now, then vote."
                )
            content = {"answer": answer, "comment": comment, "proposed_level": proposed_level, "value": value}
            if before and {name: before._mapping[name] for name in content} == content:
                return _vote(before)
            by = self._rounds.access.permit(visitor, "vote")
            row = {
                "round_number": number,
                **item._asdict(),
                "person": person,
                "version": before.version + 1 if before else 1,
                "name": by.name,
                "release_number": release,
                **content,
                "cast_at": audit.timestamp(self._rounds.now()),
                "salt": secrets.token_hex(32),
            }
            kept = connection.execute(sql.insert(votes).values(**row).returning(*votes.c)).one()
            audit.append(
                connection,
                by,
                "vote" if row["version"] == 1 else "change vote",
                f"round {number}, {item.key}"[:200],
                {**{name: row[name] for name in _OPEN_TO_ALL}, "vote_sha256": _sealed(row)},
            )
            return _vote(kept)

    def mine(self, number: int, *, visitor: Visitor) -> dict[Item, Vote]:
        """Return the visitor's own votes in the round `number`, open or closed, by item."""
        self._rounds.access.permit(visitor, "review")
        person = self._rounds.access.person(visitor)
        with self._database.snapshot() as connection:
            return {vote.item: vote for vote in _last(connection, number, votes.c.person == person)}

    def turnout(self, number: int, *, visitor: Visitor) -> Turnout:
        """Return who has voted on how many items of the round `number`: not how, so also while it is open."""
        self._rounds.access.permit(visitor, "review")
        query = (
            sql.select(votes.c.person, sql.func.max(votes.c.name).label("name"), sql.func.count().label("items"))
            .where(votes.c.round_number == number, votes.c.version == 1)
            .group_by(votes.c.person)
        )
        by_name: dict[str, int] = {}
        for row in sorted(self._database.read(query), key=lambda row: (row.name.casefold(), row.person)):
            # Two people of one name, signed in at a provider, are told apart by a number.
            same = sum(name == row.name or name.startswith(f"{row.name}, ") for name in by_name)
            by_name[f"{row.name}, {same + 1}" if same else row.name] = row.items
        return Turnout(by_name)

    # What came out

    def results(self, number: int, release: int, *, visitor: Visitor) -> tuple[Result, ...]:
        """Return what the closed round `number` says about each item, beside the values of the release `release`.

        Raises SessionEnded, NotAllowed and, while the round is open, StillOpen: for staff as for everybody.
        """
        self._rounds.access.permit(visitor, "review")
        with self._database.snapshot() as connection:
            found = self._rounds.one(connection, number)
            if found.is_open:
                raise StillOpen(
                    f"Round {number} is open until the end of {found.last_day:%-d %B %Y} (UTC). Nobody sees the votes "
                    "of others before it closes."
                )
            cast = connection.scalar(sql.select(sql.func.count()).where(votes.c.round_number == number))
            values = self._rounds.judged.values(release)
            return self._once((number, release), cast, lambda: self._results(connection, found, values))

    def badges(self, release: int) -> tuple[Badge, ...]:
        """Return the badges that closed rounds give to items, as the release `release` has them.

        The newest round that judged the present value says whether it is validated or contested; where only
        other values were judged, the badge is stale. Too few judges give none.
        """
        with self._database.snapshot() as connection:
            numbers = self._rounds.closed_numbers(connection)
            if not numbers:
                return ()
            # Votes are only ever added, so as many are the same.
            state = (numbers, connection.scalar(sql.select(sql.func.count(votes.c.version))))
            return self._once(release, state, lambda: tuple(self._badges(connection, numbers, release)))

    def _badges(self, connection: sql.Connection, numbers: tuple[int, ...], release: int) -> Iterator[Badge]:
        values = self._rounds.judged.values(release)
        closed = [each for each in self._rounds.read(connection) if each.number in numbers]
        return badges([(each, result) for each in closed for result in self._results(connection, each, values)])

    def _once(self, key: object, state: object, make: Callable[[], tuple]) -> tuple:
        """Return what was made for `key` the last time if `state` is the same, else make it and keep it."""
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[0] == state:
            return kept[1]
        made = make()
        with self._lock:
            self._kept[key] = (state, made)
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return made

    def _results(self, connection: sql.Connection, round: Round, values: Mapping[Item, str]) -> tuple[Result, ...]:
        by_item: dict[Item, list[Vote]] = {}
        for vote in _last(connection, round.number):
            by_item.setdefault(vote.item, []).append(vote)
        return tuple(Result(item, judgements(by_item.get(item, []), round), values.get(item)) for item in round.items)


def broken_records(connection: sql.Connection, log: list[Entry]) -> Iterator[Fault]:
    """Give every round and vote that is not what the audit log `log` says, and those that are lost."""
    said: dict[str, dict[tuple, Mapping[str, object]]] = {"open round": {}, "close round": {}, "vote": {}}
    for entry in log:
        details = audit.details(entry)
        if entry.action in ("open round", "close round"):
            said[entry.action][(details.get("number"),)] = details
        elif "vote_sha256" in details:
            said["vote"][tuple(details.get(name) for name in _KEY)] = details
    items: dict[int, list[list[str]]] = {}
    for row in connection.execute(sql.select(round_items).order_by(round_items.c.position)):
        items.setdefault(row.round_number, []).append([row.dataset, row.key])
    for row in connection.execute(sql.select(rounds).order_by(rounds.c.number)):
        opened = said["open round"].pop((row.number,), {})
        closed = said["close round"].pop((row.number,), {})
        held = {**row._mapping, "items": items.get(row.number, [])}
        if held != {"closed_at": None, "closed_by": None, **opened, **closed}:
            yield Fault(f"round {row.number}", f"Round {row.number}: it is not what the audit log says of it.")
    for (number,) in said["open round"]:
        yield Fault(f"round {number}", f"Round {number}: it is in the audit log and not in the store.")
    for row in connection.execute(sql.select(votes).order_by(*votes.primary_key)):
        recorded = said["vote"].pop(tuple(row._mapping[name] for name in _KEY), {})
        if recorded.get("vote_sha256") != _sealed(row._mapping):
            yield Fault(*_about(row._mapping, "it is not the vote whose hash is in the audit log."))
    for recorded in said["vote"].values():
        yield Fault(*_about(recorded, "it is in the audit log and not in the store."))


_KEY = ("round_number", "dataset", "key", "person", "version")
# What the audit log says of a vote in the open: that it was cast, not what it says.
_OPEN_TO_ALL = (*_KEY, "release_number")


def _about(row: Mapping[str, object], sentence: str) -> tuple[str, str]:
    where = f"vote {row.get('version')} on {row.get('key')} in round {row.get('round_number')}"
    return where, f"{where[:1].upper()}{where[1:]}: {sentence}"


def _sealed(row: Mapping[str, object]) -> str:
    """Return the hash of all that a vote says, with its salt."""
    return sha256(
        canonical({each.name: row[each.name] for each in votes.c}).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _check(item: Item, answer: str, proposed_level: int | None) -> None:
    if answer not in ANSWERS:
        raise VoteRefused("Answer: found none, expected agree, agree with reservations, disagree or cannot judge.")
    if proposed_level is not None and (item.dataset != LEVELS or proposed_level not in LEVELS_PROPOSED):
        raise VoteRefused(f"Proposed level: found {proposed_level}, expected 0 to 5, for a maturity level alone.")


def _last(connection: sql.Connection, number: int, *conditions: sql.ColumnElement) -> list[Vote]:
    """Return the last version of each vote in a round, in the order they were first cast."""
    query = sql.select(votes).where(votes.c.round_number == number, *conditions)
    last: dict[tuple, sql.Row] = {}
    for row in connection.execute(query.order_by(votes.c.version, votes.c.cast_at, votes.c.person)):
        last[row.dataset, row.key, row.person] = row
    return [_vote(row) for row in last.values()]


def _vote(row: sql.Row) -> Vote:
    return Vote(
        Item(row.dataset, row.key),
        row.name,
        row.release_number,
        row.value,
        row.answer,
        row.comment,
        row.proposed_level,
        datetime.fromisoformat(row.cast_at),
        row.version,
        row.person,
    )
