"""What experts think of the ideas that rules made: useful or not, one mark for each person and idea.

A mark can be changed or taken back; the audit log keeps every change, written together with the mark.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sql

from data import audit
from data.audit import Entry, Fault
from data.database.tables import idea_marks
from data.people.access import Access, Visitor
from data.refused import Refused
from data.releases.store import Store

USEFUL, NOT_USEFUL = "useful", "not useful"
MARKS = (USEFUL, NOT_USEFUL)
IDEA_LETTERS = 200
_COLUMNS = tuple(column.name for column in idea_marks.c)
_MARKING = "mark an idea"


class MarkRefused(Refused):
    """A mark cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Marks:
    """What experts think of one idea: how many find it useful or not, and the visitor's own mark, if any."""

    useful: int = 0
    not_useful: int = 0
    mine: str | None = None


class IdeaMarks:
    """The marks of the ideas in one store."""

    def __init__(self, store: Store, access: Access) -> None:
        self._store, self._access = store, access

    def mark(self, idea: str, mark: str | None, release: int, *, visitor: Visitor) -> None:
        """Keep the visitor's `mark` (useful, not useful, or None to take it back) of `idea`, seen on `release`.

        The same mark again changes nothing. Raises SessionEnded, NotAllowed, MarkRefused or StoreError, each with a
        sentence; nothing was written then.
        """
        self._access.permit(visitor, "review")
        if mark not in (*MARKS, None):
            raise MarkRefused(f"“{mark}” is no mark: expected “{USEFUL}” or “{NOT_USEFUL}”. Choose one of the two.")
        if not 0 < len(idea) <= IDEA_LETTERS:
            raise MarkRefused("This idea cannot be marked. Reload the page and choose again.")
        if self._store.release(release) is None:
            raise MarkRefused(f"There is no release {release}. Reload the page and choose again.")
        with self._store.database.write() as connection:
            # Asked again, because waiting for the turn to write takes a while and a session can end in it.
            by = self._access.permit(visitor, "review")
            person = self._access.person(visitor)
            mine = (idea_marks.c.idea == idea) & (idea_marks.c.person == person)
            before = connection.scalar(sql.select(idea_marks.c.mark).where(mine))
            if before == mark:
                return
            given = {"idea": idea, "person": person, "mark": mark, "release_number": release}
            given["marked_at"] = audit.timestamp(datetime.now(UTC))
            connection.execute(sql.delete(idea_marks).where(mine))
            if mark:
                connection.execute(sql.insert(idea_marks).values(name=by.name, **given))
            audit.append(connection, by, _MARKING, idea, {**given, "before": before})

    def of(self, ideas: Iterable[str], *, visitor: Visitor) -> dict[str, Marks]:
        """Return the marks of each of `ideas`; raise SessionEnded or NotAllowed for whom they are not meant."""
        self._access.permit(visitor, "review")
        person = self._access.person(visitor)
        wanted = list(dict.fromkeys(ideas))
        found: dict[str, dict[str, str]] = {}
        query = sql.select(idea_marks.c.idea, idea_marks.c.person, idea_marks.c.mark)
        for row in self._store.database.read(query.where(idea_marks.c.idea.in_(wanted))):
            found.setdefault(row.idea, {})[row.person] = row.mark
        counted = {}
        for idea in wanted:
            given = found.get(idea, {})
            useful = sum(mark == USEFUL for mark in given.values())
            counted[idea] = Marks(useful, len(given) - useful, given.get(person))
        return counted


def broken_records(connection: sql.Connection, log: Iterable[Entry]) -> Iterator[Fault]:
    """Give every mark that is not the last which the audit log `log` has of its person and idea, and lost ones."""
    said: dict[tuple[object, object], dict[str, object]] = {}
    for entry in log:
        if entry.action == _MARKING:
            given = {**audit.details(entry), "name": entry.actor_name}
            # The program's first entries had neither person nor time, and another word for the release.
            by_name = given.get("idea"), entry.actor_name.casefold()
            said.pop(by_name, None)
            if "person" in given:
                said[by_name[0], given["person"]] = {each: given.get(each) for each in _COLUMNS}
            else:
                given["release_number"] = given.get("release")
                said[by_name] = {each: given.get(each) for each in ("idea", "name", "mark", "release_number")}
    for row in connection.execute(sql.select(idea_marks).order_by(idea_marks.c.idea, idea_marks.c.person)):
        known = said.pop((row.idea, row.person), None) or said.pop((row.idea, row.name.casefold()), None)
        if known is None or known != {name: value for name, value in row._asdict().items() if name in known}:
            yield _fault(row.idea, row.name, "it is not what the audit log says of it.")
    for lost in said.values():
        if lost["mark"]:
            yield _fault(lost["idea"], lost["name"], "it is in the audit log and not in the store.")


def _fault(idea: object, name: object, sentence: str) -> Fault:
    return Fault(f"mark of idea {idea}", f"Mark of idea {idea} by {name}: {sentence}")
