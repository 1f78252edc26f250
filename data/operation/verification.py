"""Verifies a store: that nothing in it was changed after it was written, or else where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sql

from data import audit
from data.audit import Entry, Fault
from data.database.tables import contents, release_files, releases
from data.releases.store import ACTIONS, Store, digest
from data.review import marks, votes


@dataclass(frozen=True)
class Verification:
    """How much was looked at and every fault found in log, releases, files, rounds, votes, marks and database.

    `last_hash` is the hash of the newest audit entry. Kept somewhere else, it shows later whether the log
    was written anew as a whole: an entry with that hash must still be there.
    """

    entries: int
    releases: int
    files: int
    last_hash: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Recorded:
    """What the tables hold of a release, in the form of the audit log: its columns, and the SHA-256 of its files."""

    values: Mapping[str, object]
    files: Mapping[str, str]


def verify(store: Store, head: str | None = None) -> Verification:
    """Check the audit log's chain, what it records against it, and contents against their SHA-256.

    `head` is the hash of an entry that was the last one once, as an earlier verification gave it: it must still be
    there. Without it, a log that was written anew as a whole, or cut at its end, looks whole.

    SQLite's own check of its file comes with it, for bytes that no row shows. Raises StoreError where the store cannot
    be read at all.
    """
    with store.database.snapshot() as connection:
        log = audit.log(connection)
        published, loose = _published(connection)
        users = _users(published)
        faults = audit.broken_links(log)
        if head and head not in {entry.hash for entry in log}:
            faults.append(_lost_head(head))
        faults += _against_log(published, log)
        faults += loose
        faults += votes.broken_records(connection, log)
        faults += marks.broken_records(connection, log)
        kept = set()
        # One at a time: all contents together may not fit into memory.
        for row in connection.execution_options(yield_per=1).execute(sql.select(contents)):
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


def _lost_head(head: str) -> Fault:
    return Fault(
        "audit log",
        f"Audit log: no entry has the hash {head}, which was the last one once. The log was written anew or cut at its "
        "end, or an older store was put in its place.",
    )


def _published(connection: sql.Connection) -> tuple[dict[int, _Recorded], list[Fault]]:
    """Return what the tables hold of each release, and faults for files that belong to none."""
    files: dict[int, dict[str, str]] = {}
    for row in connection.execute(sql.select(release_files)):
        files.setdefault(row.release_number, {})[row.dataset] = row.sha256
    # The time as it stands there, because a damaged one cannot be read as a time.
    columns = [column for column in releases.c if column is not releases.c.published_at]
    time = sql.type_coerce(releases.c.published_at, sql.types.NullType).label("published_at")
    found = {}
    for row in connection.execute(sql.select(*columns, time).order_by(releases.c.number)):
        values = {**row._asdict(), "published_at": _time(row.published_at)}
        number = values.pop("number")
        found[number] = _Recorded({"release": number, **values}, files.pop(number, {}))
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
        time = datetime.fromisoformat(str(stored)).replace(tzinfo=UTC)
    except ValueError:
        return str(stored)
    return audit.timestamp(time) if f"{time:%Y-%m-%d %H:%M:%S.%f}" == stored else str(stored)


def _against_log(published: dict[int, _Recorded], log: list[Entry]) -> Iterator[Fault]:
    recorded = {}
    for entry in log:
        if entry.action in ACTIONS.values():
            details = audit.details(entry)
            recorded[details.get("release")] = details
    for number, release in published.items():
        if number not in recorded:
            yield Fault(f"release {number}", f"Release {number}: the audit log has no entry for it.")
            continue
        said = recorded[number]
        for name, value in release.values.items():
            if value != said.get(name):
                yield Fault(
                    f"release {number}, {name}",
                    f"Release {number}: its {name.replace('_', ' ')} is “{value}”, "
                    f"the audit log says “{said.get(name)}”.",
                )
        files = said.get("files")
        named = files if isinstance(files, dict) else {}
        for dataset in sorted({*release.files, *named}):
            if release.files.get(dataset) != named.get(dataset):
                yield Fault(
                    f"release {number}, dataset {dataset}",
                    f"Release {number}, dataset “{dataset}”: it is not the file that the audit log names.",
                )
    for lost in recorded:
        if isinstance(lost, int) and lost not in published:
            yield Fault(f"release {lost}", f"Release {lost}: it is in the audit log and not in the store.")


def _users(published: dict[int, _Recorded]) -> dict[str, list[str]]:
    """Return which releases and datasets use each content, by its SHA-256."""
    users: dict[str, list[str]] = {}
    for number, release in published.items():
        for dataset, key in release.files.items():
            users.setdefault(key, []).append(f"release {number}, dataset {dataset}")
    return users


def _changed_content(key: str, users: Mapping[str, list[str]]) -> Fault:
    where = "; ".join(users.get(key, ["no release"]))
    return Fault(f"file {key}", f"File {key} ({where}): it was changed after it was stored.")


def _lost_content(key: str, users: Mapping[str, list[str]]) -> Fault:
    return Fault(f"file {key}", f"File {key} ({'; '.join(users[key])}): it is missing from the store.")
