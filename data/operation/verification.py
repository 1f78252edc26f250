"""Verifies a store: that nothing in it was changed after it was written, or else where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sql

from data import audit
from data.audit import Entry, Fault
from data.releases.store import ACTIONS, Store, contents, digest, release_files, releases
from data.review import marks, votes

# What a release holds, by release number and in the form of the audit log.
Recorded = dict[int, dict[str, object]]


@dataclass(frozen=True)
class Verification:
    """How much was looked at and every fault found: of audit log, releases, files, rounds, votes,
    marks of ideas, database.

    `last_hash` is the hash of the newest audit entry. Kept somewhere else, it shows later whether the log
    was written anew as a whole: an entry with that hash must still be there.
    """

    entries: int
    releases: int
    files: int
    last_hash: str
    faults: tuple[Fault, ...]


def verify(store: Store) -> Verification:
    """Check the audit log's chain, what it records against it, and contents against their SHA-256.

    SQLite's own check of its file comes with it, for bytes that no row shows. Raises StoreError where the store cannot
    be read at all.
    """
    with store.database.snapshot() as connection:
        log = audit.log(connection)
        published, loose = _published(connection)
        users = _users(published)
        faults = audit.broken_links(log)
        faults += _against_log(published, log)
        faults += loose
        faults += votes.broken_records(connection, log)
        faults += marks.broken_records(connection, log)
        kept = set()
        # One at a time: all contents together may not fit into memory.
        content = sql.type_coerce(contents.c.content, sql.types.NullType).label("content")
        for row in connection.execution_options(yield_per=1).execute(sql.select(contents.c.sha256, content)):
            kept.add(row.sha256)
            if not isinstance(row.content, bytes) or digest(row.content) != row.sha256:
                faults.append(_changed_content(row.sha256, users))
        faults += (_lost_content(key, users) for key in users if key not in kept)
        faults += (
            Fault("database file", f"The database file itself is damaged: {found}.")
            for found in store.database.damage(connection)
        )
    last_hash = log[-1].hash if log else audit.BEGINNING
    return Verification(len(log), len(published), len(kept), last_hash, tuple(faults))


def _published(connection: sql.Connection) -> tuple[Recorded, list[Fault]]:
    """Return what the tables hold of each release, and faults for files that belong to none."""
    files: dict[int, dict[str, str]] = {}
    for row in connection.execute(sql.select(release_files)):
        files.setdefault(row.release_number, {})[row.dataset] = row.sha256
    # The time as it stands there, because a damaged one cannot be read as a time.
    columns = [column for column in releases.c if column is not releases.c.published_at]
    time = sql.type_coerce(releases.c.published_at, sql.types.NullType).label("published_at")
    found = {}
    for row in connection.execute(sql.select(*columns, time).order_by(releases.c.number)):
        values = dict(row._mapping)
        number = values.pop("number")
        values["published_at"] = _time(row.published_at)
        found[number] = {"release": number, **values, "files": files.pop(number, {})}
    loose = [
        Fault(f"release {number}", f"Release {number}: the store has files of it, but not the release.")
        for number in files
    ]
    return found, loose


def _time(stored: object) -> str:
    """Return a stored time as the audit log writes it, or as it stands there where it is none."""
    if isinstance(stored, datetime):
        return audit.timestamp(stored)
    try:
        time = datetime.fromisoformat(stored).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return str(stored)
    return audit.timestamp(time) if f"{time:%Y-%m-%d %H:%M:%S.%f}" == stored else str(stored)


def _against_log(published: Recorded, log: list[Entry]) -> Iterator[Fault]:
    recorded: Recorded = {}
    for entry in log:
        if entry.action in ACTIONS.values():
            details = audit.details(entry)
            recorded[details.get("release")] = details
    for number, release in published.items():
        if number not in recorded:
            yield Fault(f"release {number}", f"Release {number}: the audit log has no entry for it.")
            continue
        said = recorded[number]
        for name, value in release.items():
            if name == "files":
                yield from _files_against_log(number, value, said.get(name) or {})
            elif value != said.get(name):
                yield Fault(
                    f"release {number}, {name}",
                    f"Release {number}: its {name.replace('_', ' ')} is “{value}”, "
                    f"the audit log says “{said.get(name)}”.",
                )
    for number in recorded:
        if isinstance(number, int) and number not in published:
            yield Fault(f"release {number}", f"Release {number}: it is in the audit log and not in the store.")


def _files_against_log(number: int, files: Mapping[str, str], said: Mapping[str, str]) -> Iterator[Fault]:
    for dataset in sorted({*files, *said}):
        if files.get(dataset) != said.get(dataset):
            yield Fault(
                f"release {number}, dataset {dataset}",
                f"Release {number}, dataset “{dataset}”: it is not the file that the audit log names.",
            )


def _users(published: Recorded) -> dict[str, list[str]]:
    """Return which releases and datasets use each content, by its SHA-256."""
    users: dict[str, list[str]] = {}
    for number, release in published.items():
        for dataset, key in release["files"].items():
            users.setdefault(key, []).append(f"release {number}, dataset {dataset}")
    return users


def _changed_content(key: str, users: Mapping[str, list[str]]) -> Fault:
    where = "; ".join(users.get(key, ["no release"]))
    return Fault(f"file {key}", f"File {key} ({where}): it was changed after it was stored.")


def _lost_content(key: str, users: Mapping[str, list[str]]) -> Fault:
    return Fault(f"file {key}", f"File {key} ({'; '.join(users[key])}): it is missing from the store.")
