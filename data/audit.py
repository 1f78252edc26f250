"""The audit log: who did what, when and why, each entry holding the hash of the one before.

An entry is written in the transaction of what it records, so that neither exists without the other.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sql

from data.database import tables
from data.refused import Refused

# The first entry has none before it.
BEGINNING = "0" * 64


class TextRefused(Refused):
    """A name or a reason cannot be recorded; the message says why and what to do."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a name, the role in which they act, and how the program knows who they are."""

    name: str
    role: str
    identified_by: str


PROGRAM = Actor("INNO INDUSTRY dashboard", "program", "program")


@dataclass(frozen=True)
class Entry:
    """One entry as it stands in the log. `at` is a UTC time in ISO 8601, `details` canonical JSON."""

    number: int
    at: str
    actor_name: str
    actor_role: str
    identified_by: str
    action: str
    subject: str
    details: str
    hash_before: str
    hash: str

    def computed_hash(self) -> str:
        """Return the SHA-256 that this entry should have, over everything in it but its own hash."""
        # What a database with damaged cells gives back may be no text, and must only differ.
        content = {
            name: value if isinstance(value, str | int) else repr(value)
            for name, value in vars(self).items()
            if name != "hash"
        }
        return sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Fault:
    """One place where the store is not what was recorded: `where` for programs and people, and a sentence."""

    where: str
    sentence: str


def append(connection: sql.Connection, by: Actor, action: str, subject: str, details: Mapping[str, object]) -> Entry:
    """Write the next entry in the transaction of `connection`, which `Database.write` gave."""
    last = connection.execute(sql.select(tables.audit).order_by(tables.audit.c.number.desc()).limit(1)).first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        at=timestamp(datetime.now(UTC)),
        actor_name=by.name,
        actor_role=by.role,
        identified_by=by.identified_by,
        action=action,
        subject=subject,
        details=canonical(details),
        hash_before=last.hash if last else BEGINNING,
        hash="",
    )
    entry = replace(entry, hash=entry.computed_hash())
    connection.execute(sql.insert(tables.audit).values(**vars(entry)))
    return entry


def log(connection: sql.Connection) -> list[Entry]:
    """Return all entries, oldest first."""
    query = sql.select(tables.audit).order_by(tables.audit.c.number)
    return [Entry(**row._asdict()) for row in connection.execute(query)]


def broken_links(log: Iterable[Entry]) -> list[Fault]:
    """Return where the chain of `log`, ordered by number, is broken: changed, lost or foreign entries."""
    faults = []
    number, before = 0, BEGINNING
    for entry in log:
        where = f"audit entry {entry.number}"
        if entry.number != number + 1:
            lost = (
                f"entry {number + 1}" if entry.number == number + 2 else f"entries {number + 1} to {entry.number - 1}"
            )
            faults.append(Fault(f"audit {lost}", f"Audit {lost}: missing from the log."))
        elif entry.hash_before != before:
            faults.append(Fault(where, f"Audit entry {entry.number}: it does not follow the entry before it."))
        if entry.computed_hash() != entry.hash:
            faults.append(Fault(where, f"Audit entry {entry.number}: it was changed after it was written."))
        number, before = entry.number, entry.hash
    return faults


def details(entry: Entry) -> dict[str, object]:
    """Return the details of an entry, or nothing where they were damaged, which the chain says already."""
    try:
        found = json.loads(entry.details)
    except (json.JSONDecodeError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def canonical(content: Mapping[str, object]) -> str:
    """Return `content` as JSON that is the same letter for letter whenever the content is the same."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def timestamp(at: datetime) -> str:
    """Return a time as it is recorded: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def recordable(text: str, what: str, shortest: int, longest: int) -> str:
    """Return `text` in one line without letters nobody sees.

    Raises TextRefused where what remains has fewer letters than `shortest` or more than `longest`.
    """
    # Letters without a shape could make one name look like another; some databases refuse them as well.
    seen = "".join(
        letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )
    line = re.sub(r"\s+", " ", seen).strip()
    if not line:
        raise TextRefused(f"{what}: found nothing, expected {shortest} to {longest} letters. Fill it in.")
    if not shortest <= len(line) <= longest:
        remedy = "Write a little more." if len(line) < shortest else "Shorten it."
        found = "1 letter" if len(line) == 1 else f"{len(line)} letters"
        raise TextRefused(f"{what}: found {found}, expected {shortest} to {longest}. {remedy}")
    return line
