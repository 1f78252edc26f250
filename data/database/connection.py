"""Opens the relational database of the store, and lets one writer at a time into it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sql
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from data.refused import Refused
from data.settings import ROOT

# Longer than any write of this program takes, shorter than a visitor's patience.
WAIT_SECONDS = 10
# Any number, as long as all servers on one PostgreSQL database use the same for their turn to write.
TURN = 4_926_118_026


Query = sql.Select[*tuple[Any, ...]]
Row = sql.Row[*tuple[Any, ...]]


class StoreError(Refused):
    """The store cannot be read or written; the message says where, why and what to do."""


class Database:
    """The database at one SQLAlchemy address, SQLite or PostgreSQL."""

    def __init__(self, url: str, check: Callable[[sql.Connection], None]) -> None:
        """Prepare connections to `url`; raise StoreError where the address cannot be used.

        `check` raises StoreError where this program may not write, asked at each turn to write.
        """
        self._engine = _engine(url)
        self._check = check
        self.place = place(self._engine.url)
        self._is_sqlite = self._engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of the connections; those in use end with their use."""
        self._engine.dispose()

    def read(self, query: Query) -> list[Row]:
        """Return all rows of `query`; raise StoreError where they cannot be read."""
        with self._sentences("read"), self._engine.connect() as connection:
            try:
                return list(connection.execute(query))
            except ValueError as error:
                # SQLite lets anything stand in any column, such as a time that is none.
                raise StoreError(
                    f"Store {self.place}: could not read it ({error}). A value in it was changed by something else. "
                    "Find it with “python -m data verify” and put the store back from its last backup."
                ) from error

    @contextmanager
    def snapshot(self, action: str = "read") -> Iterator[sql.Connection]:
        """Give a connection that reads the store as it was at one moment, whatever is written meanwhile."""
        with self._sentences(action), self._engine.connect() as connection:
            if self._is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self, action: str = "write", *, checked: bool = True) -> Iterator[sql.Connection]:
        """Give a transaction that no other writer can overlap; it is kept on leaving, whole, or not at all.

        What it reads is the newest there is, and stays so until it ends. Raises StoreError where the
        database refuses, also where another writer did not finish within `WAIT_SECONDS`, and where the
        program may not write to it, unless it is to be brought up to date (not `checked`).
        """
        with self._sentences(action), self._engine.connect() as connection:
            try:
                self._take_turn(connection)
                if checked:
                    # In the turn, so that no newer program changes the tables in between.
                    self._check(connection)
                yield connection
                connection.commit()
            except BaseException:
                # SQLAlchemy would put the connection back into its pool with the release unfinished but visible.
                connection.invalidate()
                raise

    def damage(self, connection: sql.Connection) -> list[str]:
        """Return what the database itself finds wrong with its file, in its own words."""
        if not self._is_sqlite:
            # PostgreSQL finds a damaged page when it reads it, and then refuses.
            return []
        return [found for (found,) in connection.exec_driver_sql("PRAGMA integrity_check") if found != "ok"]

    def _take_turn(self, connection: sql.Connection) -> None:
        if self._is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(sql.select(sql.func.set_config("lock_timeout", f"{WAIT_SECONDS}s", True)))
            connection.execute(sql.select(sql.func.pg_advisory_xact_lock(TURN)))

    @contextmanager
    def _sentences(self, action: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise StoreError(f"Store {self.place}: could not {action} it ({cause}). {_remedy(cause)}") from error


def _remedy(cause: str) -> str:
    """Say what to do about an error, told by the words SQLite and PostgreSQL have for it."""
    if "locked" in cause or "lock timeout" in cause:
        return (
            f"Another program is writing to it and did not finish within {WAIT_SECONDS} seconds. Nothing was written: "
            "try again in a moment. If it lasts, end the other program that uses the store of INNO_STORE_URL."
        )
    if "disk is full" in cause or "No space left" in cause:
        return (
            "The disk is full. Nothing was written, and what was published before is untouched: "
            "make room on the disk of the store (INNO_STORE_URL), then try again."
        )
    return (
        "Expected a database this program may read and write. Check INNO_STORE_URL, that the folder exists and is "
        "writable, that the disk is not full, and that the file is the store and not something else."
    )


def absent_file(url: str) -> Path | None:
    """Return the file of the SQLite store at `url` where there is none; None for every other address."""
    try:
        address = sql.make_url(url)
    except (SQLAlchemyError, ValueError):
        return None
    kept = address.database or ":memory:"
    if address.get_backend_name() != "sqlite" or kept == ":memory:" or kept.startswith("file:"):
        return None
    try:
        return None if (ROOT / kept).exists() else ROOT / kept
    except OSError:
        # Nobody knows whether it is there; opening the store says what is wrong with the folder.
        return None


def _engine(url: str) -> sql.Engine:
    remedy = (
        "Expected an SQLAlchemy address such as sqlite:///.store/inno.sqlite or "
        "postgresql+psycopg://user:password@host/name. Correct INNO_STORE_URL."
    )
    try:
        address = sql.make_url(url)
    except (SQLAlchemyError, ValueError):
        # Where an address cannot be read, nobody knows which part of it is the password: none is shown.
        raise StoreError(f"Store “{url.partition(':')[0]}:…”: its address cannot be read. {remedy}") from None
    kind = address.get_backend_name()
    file = address.database or ":memory:"
    if kind == "sqlite" and file == ":memory:":
        raise StoreError(f"Store “{place(address)}”: it would be kept in memory and be lost. {remedy}")
    path = None
    if kind == "sqlite" and not file.startswith("file:"):
        path = ROOT / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"Store “{place(address)}”: its folder {path.parent} cannot be made or read ({error.strerror}). "
                "Expected a folder this program may read and write. Correct the permissions of that folder and of "
                "those above it, or let INNO_STORE_URL name another."
            ) from error
        address = address.set(database=str(path))
    try:
        # An unreachable server is said before the visitor gives up.
        wait = {"connect_timeout": WAIT_SECONDS} if kind == "postgresql" else {}
        engine = sql.create_engine(address, pool_pre_ping=True, connect_args=wait)
    except (SQLAlchemyError, ImportError, TypeError, ValueError) as error:
        raise StoreError(f"Store “{place(address)}”: it cannot be opened ({error}). {remedy}") from error
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(f"Store “{place(address)}”: it cannot be opened ({kind} is not supported). {remedy}")
    if kind == "sqlite":
        sql.event.listen(engine, "connect", _prepare_sqlite)
    if path:
        _watch(engine, path)
    return engine


def place(address: sql.URL) -> str:
    """Return `address` as it may be shown: without a password, which may also stand behind the question mark."""
    return unquote(address.set(query={}).render_as_string(hide_password=True))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # A damaged letter is read as such, so that a check can say where it stands.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    # A committed release survives a power cut.
    for pragma in (f"busy_timeout={WAIT_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    # Readers go on while a publication is written. The mode is the file's, and every connection asks for it:
    # where another has the file locked, so that SQLite refuses without waiting, its asking is enough.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")


def _watch(engine: sql.Engine, path: Path) -> None:
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

    @sql.event.listens_for(engine, "connect")
    def after_connecting(_connection: object, record: ConnectionPoolEntry) -> None:
        nonlocal opened
        opened = True
        record.info["file"] = file_identity()

    @sql.event.listens_for(engine, "checkout")
    def before_use(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != file_identity():
            raise DisconnectionError("The file of the store was replaced.")
