"""The votes of experts in rounds of validation, what they come to, and the badges that follow from them.

A vote belongs to the release and the value it was cast on. It can be changed until its round closes; every
version of it is kept, and the last counts. Nobody gets to see another's vote before the round has closed:
whatever gives votes of more than one person refuses while it is open, and the audit log, which staff can read
at any time, holds in their place a hash that shows later whether a vote was changed behind it.
"""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

import sqlalchemy as sql

from data import audit
from data.audit import Entry, Fault, canonical, recordable
from data.database import Row, tables
from data.people.access import Access, Visitor
from data.refused import Refused
from data.releases.difference import DatasetDifference
from data.releases.store import Store, newest_number
from data.review.consensus import ANSWERS
from data.review.judged import JUDGED_FIELDS, LEVELS, Item, Judged
from data.review.outcomes import Badge, Result, Turnout, Vote, badges, judgements
from data.review.rounds import Round, RoundRefused, Rounds

COMMENT_LETTERS = 1_000
LEVELS_PROPOSED = range(6)
# How many results and releases' badges are kept.
_KEPT = 32


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

    def __init__(self, rounds: Rounds, judged: Judged, store: Store, access: Access) -> None:
        self._rounds, self._judged, self._store, self._access = rounds, judged, store, access
        self._database = store.database
        # Votes are only ever added, so with as many votes as before the answer is the same.
        self._results_once = lru_cache(_KEPT)(self._results)
        self._badges_once = lru_cache(_KEPT)(self._badges)

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
        self._access.permit(visitor, "vote")
        comment = recordable(comment, "Comment", 1, COMMENT_LETTERS) if comment.strip() else ""
        _check(item, answer, proposed_level)
        # Read before the turn to write is taken; inside it is kept already, if no release came between.
        self._judged.values(self._store.live().number)
        with self._database.write() as connection:
            found = self._rounds.one(connection, number)
            person = self._access.person(visitor)
            before = connection.execute(
                sql.select(tables.votes)
                .where(tables.votes.c.round_number == number, tables.votes.c.person == person)
                .where(tables.votes.c.dataset == item.dataset, tables.votes.c.key == item.key)
                .order_by(tables.votes.c.version.desc())
                .limit(1)
            ).first()
            if not found.is_open:
                raise RoundClosed(
                    f"Round {number} closed on {found.closed_at:%-d %B %Y at %H:%M} UTC: it takes no more votes. "
                    f"Your vote was not {'changed' if before else 'taken'}."
                )
            if item not in found.items:
                raise VoteRefused(f"“{item.key}” is not in round {number}. Reload the page and choose again.")
            release = newest_number(connection)
            value = self._judged.values(release).get(item)
            if value != seen:
                raise ValueChanged(
                    f"“{item.key}” was {'changed' if value else 'removed'} by release {release} while you looked at "
                    "it. Your vote was not kept. Look at what it says now, then vote."
                )
            content = {"answer": answer, "comment": comment, "proposed_level": proposed_level, "value": value}
            if before and content.items() <= before._asdict().items():
                return _vote(before)
            by = self._access.permit(visitor, "vote")
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
            kept = connection.execute(sql.insert(tables.votes).values(**row).returning(*tables.votes.c)).one()
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
        self._access.permit(visitor, "review")
        person = self._access.person(visitor)
        with self._database.snapshot() as connection:
            return {vote.item: vote for vote in _last(connection, number, tables.votes.c.person == person)}

    def turnout(self, number: int, *, visitor: Visitor) -> Turnout:
        """Return who has voted on how many items of the round `number`: not how, so also while it is open."""
        self._access.permit(visitor, "review")
        query = (
            sql.select(
                tables.votes.c.person, sql.func.max(tables.votes.c.name).label("name"), sql.func.count().label("items")
            )
            .where(tables.votes.c.round_number == number, tables.votes.c.version == 1)
            .group_by(tables.votes.c.person)
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
        self._access.permit(visitor, "review")
        with self._database.snapshot() as connection:
            found = self._rounds.one(connection, number)
            if found.is_open:
                raise StillOpen(
                    f"Round {number} is open until the end of {found.last_day:%-d %B %Y} (UTC). Nobody sees the votes "
                    "of others before it closes."
                )
            cast = _count(connection, tables.votes.c.round_number == number)
        return self._results_once(found, release, cast)

    def badges(self, release: int) -> tuple[Badge, ...]:
        """Return the badges that closed rounds give to items, as the release `release` has them.

        The newest round that judged the present value says whether it is validated or contested; where only
        other values were judged, the badge is stale. Too few judges give none.
        """
        with self._database.snapshot() as connection:
            numbers = self._rounds.closed_numbers(connection)
            cast = _count(connection) if numbers else 0
        return self._badges_once(numbers, release, cast) if numbers else ()

    def _badges(self, numbers: tuple[int, ...], release: int, cast: int) -> tuple[Badge, ...]:
        with self._database.snapshot() as connection:
            closed = [each for each in self._rounds.read(connection) if each.number in numbers]
        return tuple(badges([(each, result) for each in closed for result in self._results(each, release, cast)]))

    def made_stale(self, release: int, found: Mapping[str, DatasetDifference]) -> tuple[Item, ...]:
        """Return what experts judged at its value in the release `release` and the differences `found` would change."""
        judged = {badge.item for badge in self.badges(release) if badge.kind != "stale"}
        touched = []
        for name, fields in JUDGED_FIELDS.items():
            if name in found:
                changed = [row.key for row in found[name].changed if set(row.columns) & set(fields)]
                removed = map(found[name].key, found[name].removed)
                touched += [Item(name, "/".join(key)) for key in (*changed, *removed)]
        return tuple(item for item in touched if item in judged)

    def _results(self, ballot: Round, release: int, _cast: int) -> tuple[Result, ...]:
        values = self._judged.values(release)
        by_item: dict[Item, list[Vote]] = {}
        with self._database.snapshot() as connection:
            for vote in _last(connection, ballot.number):
                by_item.setdefault(vote.item, []).append(vote)
        return tuple(Result(item, judgements(by_item.get(item, []), ballot), values.get(item)) for item in ballot.items)


def broken_records(connection: sql.Connection, log: list[Entry]) -> Iterator[Fault]:
    """Give every round and vote that is not what the audit log `log` says, and those that are lost."""
    said: dict[str, dict[tuple[object, ...], Mapping[str, object]]] = {"open round": {}, "close round": {}, "vote": {}}
    for entry in log:
        details = audit.details(entry)
        if entry.action in ("open round", "close round"):
            said[entry.action][(details.get("number"),)] = details
        elif "vote_sha256" in details:
            said["vote"][tuple(details.get(name) for name in _KEY)] = details
    items: dict[int, list[list[str]]] = {}
    for row in connection.execute(sql.select(tables.round_items).order_by(tables.round_items.c.position)):
        items.setdefault(row.round_number, []).append([row.dataset, row.key])
    for row in connection.execute(sql.select(tables.rounds).order_by(tables.rounds.c.number)):
        opened = said["open round"].pop((row.number,), {})
        closed = said["close round"].pop((row.number,), {})
        stored = {**row._asdict(), "items": items.get(row.number, [])}
        if stored != {"closed_at": None, "closed_by": None, **opened, **closed}:
            yield Fault(f"round {row.number}", f"Round {row.number}: it is not what the audit log says of it.")
    for (number,) in said["open round"]:
        yield Fault(f"round {number}", f"Round {number}: it is in the audit log and not in the store.")
    for row in connection.execute(sql.select(tables.votes).order_by(*(tables.votes.c[name] for name in _KEY))):
        vote = row._asdict()
        recorded = said["vote"].pop(tuple(vote[name] for name in _KEY), {})
        if recorded.get("vote_sha256") != _sealed(vote):
            yield Fault(*_about(vote, "it is not the vote whose hash is in the audit log."))
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
        canonical({each.name: row[each.name] for each in tables.votes.c}).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _check(item: Item, answer: str, proposed_level: int | None) -> None:
    if answer not in ANSWERS:
        raise VoteRefused("Answer: found none, expected agree, agree with reservations, disagree or cannot judge.")
    if proposed_level is not None and (item.dataset != LEVELS or proposed_level not in LEVELS_PROPOSED):
        raise VoteRefused(f"Proposed level: found {proposed_level}, expected 0 to 5, for a maturity level alone.")


def _count(connection: sql.Connection, *conditions: sql.ColumnElement[bool]) -> int:
    """Return how many votes and changes of votes there are."""
    return connection.execute(sql.select(sql.func.count(tables.votes.c.version)).where(*conditions)).scalar_one()


def _last(connection: sql.Connection, number: int, *conditions: sql.ColumnElement[bool]) -> list[Vote]:
    """Return the last version of each vote in a round, in the order they were first cast."""
    query = sql.select(tables.votes).where(tables.votes.c.round_number == number, *conditions)
    last: dict[tuple[str, str, str], Row] = {}
    for row in connection.execute(
        query.order_by(tables.votes.c.version, tables.votes.c.cast_at, tables.votes.c.person)
    ):
        last[row.dataset, row.key, row.person] = row
    return [_vote(row) for row in last.values()]


def _vote(row: Row) -> Vote:
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
