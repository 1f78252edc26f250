"""The commands that copy a whole store on SQLite and put a copy back; PostgreSQL has programs of its own for it."""

import sqlite3
from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sql

from data.database import StoreError
from data.database.sqlite_file import alone, file_of, reading
from data.operation.commands import PROBLEMS, Outcome, WrongUse, require_store
from data.operation.verification import Verification, verify
from data.releases.store import Release, Store
from data.settings import setting

# What SQLite may leave beside a store's file.
_BESIDE = ("-wal", "-shm", "-journal")


def back_up(given: Namespace) -> Outcome:
    """Copy the store into a new file, also while the dashboard runs, and verify the copy."""
    require_store()
    source, target = _file("pg_dump --format=custom --file FILE"), Path(given.file)
    if target.exists():
        raise WrongUse(f"File {target}: it exists already. Name another file for the copy.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside it and renamed at the end, so that nobody takes half a copy for a whole one.
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            copied = Path(folder) / target.name
            _copy(source, copied)
            newest, found = _verified(copied)
            if found.faults:
                return _damaged(f"Store {source}", found, "No copy was made.")
            copied.replace(target)
    except OSError as error:
        raise WrongUse(f"File {target}: it cannot be written ({error.strerror}). Nothing was left behind.") from error
    line = f"Copied the store to {target}: {_held(newest, found)}."
    return Outcome("backed up", [line, f"Last hash: {found.last_hash}"], {"file": str(target), **asdict(found)})


def restore(given: Namespace) -> Outcome:
    """Put a copy of a store in the place of the store, while no dashboard runs, and keep what was there."""
    source, target = Path(given.file), _file("pg_restore --clean --if-exists --dbname NAME FILE")
    if not source.is_file():
        raise WrongUse(f"File {source}: found no such file, expected a copy of a store.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target), TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            copied = Path(folder) / target.name
            _copy(source, copied)
            newest, found = _verified(copied)
            if found.faults:
                return _damaged(f"File {source}", found, "The store is as it was.")
            kept = _put_aside(target)
            copied.replace(target)
    except OSError as error:
        raise WrongUse(
            f"Store {target}: it cannot be put back ({error.strerror}). Correct the permissions of its folder."
        ) from error
    lines = [f"Put back from {source}: {_held(newest, found)}."]
    if kept:
        lines.append(f"What was there before is kept as {kept.name} in the same folder.")
    lines.append(f"Last hash: {found.last_hash}")
    return Outcome("restored", lines, {"kept": str(kept) if kept else None, **asdict(found)})


def _file(program: str) -> Path:
    """Return the file of the store; raise WrongUse where it has none, with PostgreSQL's `program` for the task."""
    path = file_of(setting("INNO_STORE_URL"))
    if path is None:
        raise WrongUse(
            "The store of INNO_STORE_URL is not a file. On PostgreSQL use its own programs: "
            f"“{program}”, with the address of the store."
        )
    return path


def _copy(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment, whatever is written meanwhile."""
    try:
        with (
            closing(sqlite3.connect(reading(source.absolute()), uri=True)) as opened,
            closing(sqlite3.connect(target)) as copied,
        ):
            opened.backup(copied)
            # A copy of a store of an earlier version would else have its newest part in a second file.
            copied.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StoreError(
            f"File {source}: it cannot be copied ({error}). Expected the file of a store, whole and readable, and "
            "room on the disk. Nothing was changed."
        ) from error


def _verified(copied: Path) -> tuple[Release | None, Verification]:
    with closing(Store(sql.URL.create("sqlite", database=str(copied)).render_as_string(), read_only=True)) as store:
        return store.newest(), verify(store)


def _put_aside(target: Path) -> Path | None:
    """Rename the store that is there, with all that lies beside it; return its new name, None where there is none."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    # What is beside it first: without it the store is complete or refused, never mixed.
    for end in (*_BESIDE, ""):
        beside = target.with_name(target.name + end)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + end))
    return kept


def _held(newest: Release | None, found: Verification) -> str:
    number = f"release {newest.number} is the newest" if newest else "it has no release"
    return f"{number}, {found.entries:,} audit entries, nothing was changed after it was written"


def _damaged(what: str, found: Verification, outcome: str) -> Outcome:
    lines = [f"{what}: it was changed by something else. {outcome}", *(f"- {each.sentence}" for each in found.faults)]
    return Outcome("faults", lines, asdict(found), PROBLEMS)
