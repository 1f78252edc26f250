"""The file of a store on SQLite: how it is opened, who uses it, and what does not belong to it."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sql
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from data.database.errors import WAIT_SECONDS, StoreError, place
from data.settings import ROOT

# https://www.sqlite.org/fileformat.html: what the two bytes from 18 on are where the newest part lies in a second file.
_WITH_SECOND_FILE = b"\x02\x02"
_CHANGES = slice(24, 28)


def file_of(url: str) -> Path | None:
    """Return the file that an SQLite store at the address `url` is kept in, None for every other address."""
    try:
        address = sql.make_url(url)
    except (SQLAlchemyError, ValueError):
        return None
    kept = address.database or ":memory:"
    if address.get_backend_name() != "sqlite" or kept == ":memory:" or kept.startswith("file:"):
        return None
    return ROOT / kept


def absent_file(url: str) -> Path | None:
    """Return the file of the SQLite store at `url` where there is none; None for every other address."""
    path = file_of(url)
    try:
        return None if path is None or path.exists() else path
    except OSError:
        # Nobody knows whether it is there; opening the store says what is wrong with the folder.
        return None


def reading(path: Path) -> str:
    """Return SQLite's name for the file that opens it for reading and nothing else."""
    return f"file:{quote(str(path))}?mode=ro"


def prepare(connection: sqlite3.Connection, *, read_only: bool = False) -> None:
    """Set what holds for one connection, and for the file where it may be written."""
    # A damaged letter is read as such, so that a check can say where it stands.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    # A committed release survives a power cut, and a transaction keeps to its own memory until its end, so that the
    # others read on meanwhile.
    for pragma in (f"busy_timeout={WAIT_SECONDS * 1000}", "synchronous=EXTRA", "foreign_keys=ON", "cache_spill=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    # Between two writes the file alone is the store, so that a plain copy of it is a backup. Stores of earlier versions
    # kept their newest part in a second file; where another program still uses that, the file stays as it is.
    if not read_only:
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=DELETE")


def watch(engine: sql.Engine, path: Path) -> None:
    """Notice where the file of an open store goes away or another takes its place.

    An open connection would go on writing to the file that nobody can find any more, and a new one
    would make an empty file in its place.
    """
    opened = False

    def file_identity() -> tuple[int, int]:
        try:
            found = path.stat()
        except OSError as error:
            raise StoreError(
                f"Store {place(engine.url)}: its file is gone ({error.strerror}). Nothing was written. Put the file "
                "back, from its last backup if need be, or correct INNO_STORE_URL; then reload the page."
            ) from error
        return found.st_dev, found.st_ino

    @sql.event.listens_for(engine, "do_connect")
    def before_connecting(_dialect: object, _record: object, _arguments: object, _options: object) -> None:
        if opened:
            file_identity()
        refuse_foreign(path)

    @sql.event.listens_for(engine, "connect")
    def after_connecting(_connection: object, record: ConnectionPoolEntry) -> None:
        nonlocal opened
        opened = True
        record.info["file"] = file_identity()

    @sql.event.listens_for(engine, "checkout")
    def before_use(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != file_identity():
            raise DisconnectionError("The file of the store was replaced.")


def refuse_foreign(path: Path) -> None:
    """Raise StoreError where a file beside `path` would be mixed into it that belongs to another state of the store.

    SQLite takes over what an interrupted write left beside the file, also where a backup was put in its place since.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return
    second, unfinished = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    if header and header[18:20] != _WITH_SECOND_FILE and _size(second):
        raise _foreign(path, second)
    before = _changes_before(unfinished)
    changes = int.from_bytes(header[_CHANGES])
    if before is not None and changes not in (before, before + 1):
        raise _foreign(path, unfinished)


def _foreign(path: Path, beside: Path) -> StoreError:
    return StoreError(
        f"Store {path} (INNO_STORE_URL): the file {beside.name} beside it belongs to another state of the store, as "
        "after a backup was put back by hand. Nothing was changed. To use the store as it is in the file, move "
        f"{beside.name} away and start again; “python -m data verify” then says whether it is whole."
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _changes_before(journal: Path) -> int | None:
    """Return the number of changes that an interrupted write began at; None where it left nothing that counts."""
    try:
        with journal.open("rb") as file:
            header = file.read(28)
            sector, page = int.from_bytes(header[20:24]), int.from_bytes(header[24:28])
            if header[:8] != bytes.fromhex("d9d505f920a163d7") or not sector or not page:
                return None
            file.seek(sector)
            # Each record is a page as it was, between its number and a sum of check.
            while len(record := file.read(page + 8)) == page + 8:
                if int.from_bytes(record[:4]) == 1:
                    return int.from_bytes(record[4:-4][_CHANGES])
    except OSError:
        return None
    return None


class InUse:
    """A sign in the store's folder that a program has it open; it goes with the program, whatever its end."""

    def __init__(self, path: Path) -> None:
        """Raise StoreError while a copy is put in the place of a store in the folder of `path`."""
        self._folder: int | None = None
        # A folder that cannot be read is said where the store in it is opened.
        with suppress(OSError):
            self._folder = os.open(path.parent, os.O_RDONLY)
        try:
            if self._folder is not None:
                fcntl.flock(self._folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.end()
            raise StoreError(
                f"Store {path} (INNO_STORE_URL): a copy is put in its place just now, by “python -m data restore”. "
                "Nothing was changed. Try again when that has ended."
            ) from error
        except OSError:
            # Some file systems know no such signs.
            self.end()

    def end(self) -> None:
        """Take the sign away."""
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep every other program from opening stores in the folder of `path` meanwhile.

    Raises StoreError where one has, and OSError where the folder cannot be read.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"Store {path}: a dashboard or another command has it, or another store in its folder, open. "
                "Nothing was changed. Stop the dashboard, then try again."
            ) from error
        yield
    finally:
        os.close(folder)
