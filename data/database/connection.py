"""Opens the relational database of the store, and lets one writer at a time into it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from data.database.errors import WAIT_SECONDS, StoreError, place, remedy
from data.database.sqlite_file import InUse, file_of, prepare, reading, refuse_foreign, watch

# Any number, as long as all servers on one PostgreSQL database use the same for their turn to write.
TURN = 4_926_118_026


Query = sql.Select[*tuple[Any, ...]] | sql.CompoundSelect[*tuple[Any, ...]]
Row = sql.Row[*tuple[Any, ...]]


class Database:
    """The database at one SQLAlchemy address, SQLite or PostgreSQL."""

    def __init__(self, url: str, check: Callable[[sql.Connection], None], *, read_only: bool = False) -> None:
        """Prepare connections to `url`; raise StoreError where the address cannot be used.

        `check` raises StoreError where this program may not write, asked at each turn to write. What is `read_only`
        leaves no trace in the database.
        """
        self._engine = _engine(url, read_only=read_only)
        file = file_of(url)
        self._in_use = InUse(file) if file else None
        self._check = check
        self.place = place(self._engine.url)
        self._is_sqlite = self._engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of the connections; those in use end with their use."""
        self._engine.dispose()
        if self._in_use:
            self._in_use.end()

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
            raise StoreError(f"Store {self.place}: could not {action} it ({cause}). {remedy(cause)}") from error


def _engine(url: str, *, read_only: bool) -> sql.Engine:
    expected = (
        "Expected an SQLAlchemy address such as sqlite:///.store/inno.sqlite or "
        "postgresql+psycopg://user:password@host/name. Correct INNO_STORE_URL."
    )
    try:
        address = sql.make_url(url)
    except (SQLAlchemyError, ValueError):
        # Where an address cannot be read, nobody knows which part of it is the password: none is shown.
        raise StoreError(f"Store “{url.partition(':')[0]}:…”: its address cannot be read. {expected}") from None
    kind = address.get_backend_name()
    if kind == "sqlite" and (address.database or ":memory:") == ":memory:":
        raise StoreError(f"Store “{place(address)}”: it would be kept in memory and be lost. {expected}")
    path = file_of(url)
    options: dict[str, object] = {}
    if path and read_only:
        options["creator"] = partial(_connect_for_reading, path)
    elif path:
        _make_folder(path, address)
        address = address.set(database=str(path))
    if kind == "postgresql":
        # An unreachable server is said before the visitor gives up.
        options["connect_args"] = {"connect_timeout": WAIT_SECONDS}
    try:
        engine = sql.create_engine(address, pool_pre_ping=True, **options)
    except (SQLAlchemyError, ImportError, TypeError, ValueError) as error:
        raise StoreError(f"Store “{place(address)}”: it cannot be opened ({error}). {expected}") from error
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(f"Store “{place(address)}”: it cannot be opened ({kind} is not supported). {expected}")

    @sql.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        if kind == "sqlite":
            prepare(connection, read_only=read_only)
        elif read_only:
            connection.read_only = True

    if path:
        watch(engine, path)
    return engine


def _make_folder(path: Path, address: sql.URL) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Store “{place(address)}”: its folder {path.parent} cannot be made or read ({error.strerror}). "
            "Expected a folder this program may read and write. Correct the permissions of that folder and of "
            "those above it, or let INNO_STORE_URL name another."
        ) from error


def _connect_for_reading(path: Path) -> sqlite3.Connection:
    # SQLAlchemy asks nobody before it connects in this way.
    refuse_foreign(path)
    return sqlite3.connect(reading(path), uri=True, check_same_thread=False)
