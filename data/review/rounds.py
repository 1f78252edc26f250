"""Rounds of validation: which rows experts judge, under which rule and until when; opened and closed by staff.

The rule is stored with the round when it is opened. A round closes by itself at the end of its last day.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sql

from data import audit
from data.audit import recordable
from data.database import Row, tables
from data.people.access import Access, Visitor
from data.refused import Refused
from data.releases.store import Store, newest_number
from data.review.consensus import AT_LEAST, THRESHOLD_PCT
from data.review.judged import Item, Judged

TITLE_LETTERS = (3, 120)
# Fewer than half is no agreement, and more than all there cannot be.
THRESHOLDS_PCT = (50, 100)
MOST_JUDGES = 100
MOST_ITEMS = 500
LONGEST_DAYS = 366


# The latest time of each kind, as texts whose order is that of the times.
_RECORDED = sql.union_all(
    *(
        sql.select(sql.func.max(column))
        for column in (tables.rounds.c.opened_at, tables.rounds.c.closed_at, tables.votes.c.cast_at)
    )
)


class RoundRefused(Refused):
    """A round cannot be opened, closed or asked this way; the message says why and what to do."""


class UnknownRound(RoundRefused):
    """There is no round with this number."""


class ItemsTaken(RoundRefused):
    """Some of the items, `items`, are in the open round `number` with the title `title` already."""

    def __init__(self, items: Sequence[Item], number: int, title: str) -> None:
        self.items, self.number, self.title = tuple(sorted(items)), number, title
        super().__init__(self.sentence(self.items[0].key))

    def sentence(self, first: str) -> str:
        """Return the message, in which the first of the items is called `first`."""
        count = len(self.items)
        which = f"“{first}” is" if count == 1 else f"{count} of them, such as “{first}”, are"
        return (
            f"Items: {which} in the open round {self.number} (“{self.title}”) already. Leave "
            f"{'it' if count == 1 else 'them'} out, or close that round first."
        )


@dataclass(frozen=True)
class Round:
    """One round. `closes_at` is when it closes by itself; `closed_at` when it did, or was closed before: None if open.

    At least `at_least` must judge an item, and `threshold_pct` per cent of them agree, for a consensus.
    """

    number: int
    title: str
    threshold_pct: int
    at_least: int
    release_number: int
    opened_at: datetime
    opened_by: str
    closes_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    items: tuple[Item, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether experts could still vote when this was read."""
        return self.closed_at is None

    @property
    def last_day(self) -> date:
        """Return the last day to vote."""
        return (self.closes_at - timedelta(microseconds=1)).date()


class Rounds:
    """The rounds of one store, and the actions of staff on them; `clock` gives the time in seconds since 1970."""

    def __init__(self, store: Store, judged: Judged, access: Access, clock: Callable[[], float] = time.time) -> None:
        self.store, self.judged, self.access = store, judged, access
        self._clock = clock

    def now(self) -> datetime:
        """Return the time by which rounds close, in UTC.

        Never before what is recorded of rounds and votes, so that a clock set back before a start opens none again.
        """
        recorded = max((at for (at,) in self.store.database.read(_RECORDED) if at), default="")
        time = datetime.fromtimestamp(self._clock(), UTC)
        return max(time, datetime.fromisoformat(recorded)) if recorded else time

    def all(self) -> list[Round]:
        """Return all rounds, the newest first."""
        with self.store.database.snapshot() as connection:
            return self.read(connection)

    def get(self, number: int) -> Round:
        """Return the round `number`; raise UnknownRound where there is none."""
        with self.store.database.snapshot() as connection:
            return self.one(connection, number)

    def read(self, connection: sql.Connection, number: int | None = None) -> list[Round]:
        """Return all rounds, the newest first, or the round `number` alone, as `connection` sees them."""
        now = self.now()
        chosen = sql.true() if number is None else tables.rounds.c.number == number
        items: dict[int, list[Item]] = {}
        for row in connection.execute(
            sql.select(tables.round_items)
            .join(tables.rounds, tables.rounds.c.number == tables.round_items.c.round_number)
            .where(chosen)
            .order_by(tables.round_items.c.round_number, tables.round_items.c.position)
        ):
            items.setdefault(row.round_number, []).append(Item(row.dataset, row.key))
        found = connection.execute(sql.select(tables.rounds).where(chosen).order_by(tables.rounds.c.number.desc()))
        return [_round(row, tuple(items.get(row.number, ())), now) for row in found]

    def closed_numbers(self, connection: sql.Connection) -> tuple[int, ...]:
        """Return the numbers of the closed rounds, as `connection` sees them."""
        now = self.now()
        query = sql.select(tables.rounds.c.number, tables.rounds.c.closes_at, tables.rounds.c.closed_at)
        return tuple(
            row.number
            for row in connection.execute(query.order_by(tables.rounds.c.number))
            if row.closed_at or now >= datetime.fromisoformat(row.closes_at)
        )

    def closed_at(self, number: int) -> datetime | None:
        """Return when the round `number` closed, None while it is open or where there is none.

        It reads one row and no items: every open page asks it every few seconds.
        """
        query = sql.select(tables.rounds.c.closed_at, tables.rounds.c.closes_at).where(tables.rounds.c.number == number)
        for row in self.store.database.read(query):
            if row.closed_at:
                return datetime.fromisoformat(row.closed_at)
            closes_at = datetime.fromisoformat(row.closes_at)
            return closes_at if self.now() >= closes_at else None
        return None

    def one(self, connection: sql.Connection, number: int) -> Round:
        """Return the round `number`; raise UnknownRound where there is none."""
        found = self.read(connection, number)
        if not found:
            raise UnknownRound(f"Round {number}: it does not exist. Reload the page to see the rounds there are.")
        return found[0]

    def open(
        self,
        title: str,
        items: Sequence[Item],
        *,
        last_day: date,
        visitor: Visitor,
        threshold_pct: int = THRESHOLD_PCT,
        at_least: int = AT_LEAST,
    ) -> Round:
        """Open a round over `items`, as the newest release has them, until the end of `last_day` (UTC).

        Raises SessionEnded, NotAllowed, TextRefused (the title), RoundRefused or StoreError, each with a
        sentence; nothing was written then.
        """
        self.access.permit(visitor, "open a round")
        title = recordable(title, "Title", *TITLE_LETTERS)
        now = self.now()
        _check_rule(threshold_pct, at_least)
        _check_last_day(last_day, now.date())
        items = list(dict.fromkeys(items))
        if not 1 <= len(items) <= MOST_ITEMS:
            raise RoundRefused(
                f"Items: found {len(items)}, expected 1 to {MOST_ITEMS} levels and findings. "
                + ("Choose fewer." if items else "Choose at least one.")
            )
        # Read before the turn to write is taken; inside it is kept already, if no release came between.
        self.judged.values(self.store.live().number)
        with self.store.database.write() as connection:
            release = newest_number(connection)
            unknown = [item.key for item in items if item not in self.judged.values(release)]
            if unknown:
                raise RoundRefused(
                    f"Items: “{unknown[0]}” is not in release {release}. Reload the page and choose again."
                )
            self._check_free(connection, items)
            number: int = (connection.scalar(sql.select(sql.func.max(tables.rounds.c.number))) or 0) + 1
            by = self.access.permit(visitor, "open a round")
            row = {
                "number": number,
                "title": title,
                "threshold_pct": threshold_pct,
                "at_least": at_least,
                "release_number": release,
                "opened_at": audit.timestamp(now),
                "opened_by": by.name,
                "closes_at": audit.timestamp(datetime(*last_day.timetuple()[:3], tzinfo=UTC) + timedelta(days=1)),
            }
            connection.execute(sql.insert(tables.rounds).values(**row))
            connection.execute(
                sql.insert(tables.round_items),
                [{"round_number": number, "position": place, **item._asdict()} for place, item in enumerate(items)],
            )
            details = {**row, "items": [list(item) for item in items]}
            audit.append(connection, by, "open round", f"round {number}", details)
            return self.one(connection, number)

    def close(self, number: int, *, visitor: Visitor) -> Round:
        """Close the open round `number` now, for good: from then on its votes are seen and no more are taken.

        Raises SessionEnded, NotAllowed, UnknownRound, RoundRefused (it is closed already) or StoreError.
        """
        self.access.permit(visitor, "close a round")
        with self.store.database.write() as connection:
            found = self.one(connection, number)
            if not found.is_open:
                raise RoundRefused(
                    f"Round {number}: it is closed already, since {found.closed_at:%-d %B %Y at %H:%M} UTC."
                )
            by = self.access.permit(visitor, "close a round")
            closed = {"closed_at": audit.timestamp(self.now()), "closed_by": by.name}
            connection.execute(sql.update(tables.rounds).where(tables.rounds.c.number == number).values(**closed))
            audit.append(connection, by, "close round", f"round {number}", {"number": number, **closed})
            return self.one(connection, number)

    def _check_free(self, connection: sql.Connection, items: Sequence[Item]) -> None:
        for each in self.read(connection):
            taken = set(each.items).intersection(items) if each.is_open else ()
            if taken:
                raise ItemsTaken(list(taken), each.number, each.title)


def _check_rule(threshold_pct: int, at_least: int) -> None:
    low, high = THRESHOLDS_PCT
    if isinstance(threshold_pct, bool) or not isinstance(threshold_pct, int) or not low <= threshold_pct <= high:
        raise RoundRefused(f"Threshold: found {threshold_pct}, expected a whole number from {low} to {high} per cent.")
    if isinstance(at_least, bool) or not isinstance(at_least, int) or not 1 <= at_least <= MOST_JUDGES:
        raise RoundRefused(f"Least number who judge: found {at_least}, expected a whole number up to {MOST_JUDGES}.")


def _check_last_day(last_day: date, today: date) -> None:
    latest = today + timedelta(days=LONGEST_DAYS)
    if not today <= last_day <= latest:
        raise RoundRefused(
            f"Last day to vote: found {last_day:%-d %B %Y}, expected a day from {today:%-d %B %Y} to "
            f"{latest:%-d %B %Y}. Choose another day."
        )


def _round(row: Row, items: tuple[Item, ...], now: datetime) -> Round:
    values = row._asdict()
    for name in ("opened_at", "closes_at", "closed_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    # Nobody writes it down when a round closes by its date: the date does.
    if values["closed_at"] is None and now >= values["closes_at"]:
        values["closed_at"] = values["closes_at"]
    return Round(**values, items=items)
