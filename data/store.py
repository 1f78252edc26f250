"""Keeps releases, complete and immutable sets of datasets, in a relational database.

A file's content is stored once, under its SHA-256. A release's number is its
predecessor's plus one, and numbers are unique: of two publications based on the
same release, the database lets exactly one in.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import unquote

import sqlalchemy as sql
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from data.settings import ROOT

KINDS = ("shipped", "upload", "rollback")

metadata = sql.MetaData()

contents = sql.Table(
    "contents",
    metadata,
    sql.Column("sha256", sql.String(64), primary_key=True),
    sql.Column("content", sql.LargeBinary, nullable=False),
)

releases = sql.Table(
    "releases",
    metadata,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("based_on", sql.ForeignKey("releases.number")),
    sql.Column("kind", sql.String(16), sql.CheckConstraint(f"kind IN {KINDS}"), nullable=False),
    sql.Column("author", sql.String(200), nullable=False),
    sql.Column("reason", sql.Text, nullable=False),
    sql.Column("published_at", sql.DateTime(timezone=True), nullable=False),
)

release_files = sql.Table(
    "release_files",
    metadata,
    sql.Column("release_number", sql.ForeignKey("releases.number"), primary_key=True),
    sql.Column("dataset", sql.String(100), primary_key=True),
    sql.Column("sha256", sql.ForeignKey("contents.sha256"), nullable=False),
)


class StoreError(Exception):
    """The store cannot be read or written; the message says where, why and what to do."""


class PublishedMeanwhile(Exception):
    """Somebody published first: the release this publication is based on is no longer the newest."""


@dataclass(frozen=True)
class Release:
    """One release: its number, what it is based on, and who published it when and why."""

    number: int
    based_on: int | None
    kind: str
    author: str
    reason: str
    published_at: datetime


class Store:
    """The releases kept at one SQLAlchemy address, whose tables are made on first use."""

    def __init__(self, url: str) -> None:
        """Open the store at `url`; raise StoreError where that cannot be done."""
        self._engine = _engine(url)
        self._place = _place(self._engine.url)
        try:
            self._make_tables()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the connections; those in use end with their use."""
        self._engine.dispose()

    def newest(self) -> Release | None:
        """Return the newest release, or None while there is none."""
        rows = self._read(sql.select(releases).order_by(releases.c.number.desc()).limit(1))
        return _release(rows[0]) if rows else None

    def release(self, number: int) -> Release | None:
        """Return the release `number`, or None where there is no such release."""
        # Larger numbers than a database integer holds are no release either.
        if not 0 < number < 2**31:
            return None
        rows = self._read(sql.select(releases).where(releases.c.number == number))
        return _release(rows[0]) if rows else None

    def history(self) -> list[Release]:
        """Return all releases, oldest first."""
        return [_release(row) for row in self._read(sql.select(releases).order_by(releases.c.number))]

    def digests(self, number: int) -> dict[str, str]:
        """Return the SHA-256 of each dataset's file in the release `number`, by dataset."""
        query = sql.select(release_files.c.dataset, release_files.c.sha256).where(
            release_files.c.release_number == number
        )
        return {row.dataset: row.sha256 for row in self._read(query)}

    def files(self, number: int) -> dict[str, bytes]:
        """Return each dataset's CSV in the release `number`, by dataset.

        Raises StoreError where a stored content is gone or no longer has the SHA-256 it is stored under.
        """
        query = (
            sql.select(release_files.c.dataset, release_files.c.sha256, contents.c.content)
            .outerjoin(contents, contents.c.sha256 == release_files.c.sha256)
            .where(release_files.c.release_number == number)
        )
        files = {}
        for row in self._read(query):
            if row.content is None or digest(row.content) != row.sha256:
                raise StoreError(
                    f"Store {self._place}: dataset “{row.dataset}” of release {number} was changed after it was "
                    "stored (its content does not have the SHA-256 it is kept under). "
                    "Put the store back from its last backup."
                )
            files[row.dataset] = bytes(row.content)
        return files

    def add_release(
        self, files: Mapping[str, bytes], *, based_on: int | None, kind: str, author: str, reason: str
    ) -> Release:
        """Store `files` (dataset -> CSV) as the release after `based_on` and return it, all or nothing.

        Raises PublishedMeanwhile where `based_on` is not the newest release any more.
        """
        release = Release((based_on or 0) + 1, based_on, kind, author, reason, datetime.now(UTC))
        digests = {dataset: digest(content) for dataset, content in files.items()}
        by_digest = {digests[dataset]: content for dataset, content in files.items()}
        with self._sentences("write"), self._engine.connect() as connection:
            try:
                connection.execute(sql.insert(releases).values(**vars(release)))
            except IntegrityError as error:
                connection.rollback()
                if connection.scalar(sql.select(releases.c.number).where(releases.c.number == release.number)):
                    raise PublishedMeanwhile(f"Release {release.number} exists already.") from error
                raise
            kept = set(connection.scalars(sql.select(contents.c.sha256).where(contents.c.sha256.in_(by_digest))))
            new = [{"sha256": key, "content": content} for key, content in by_digest.items() if key not in kept]
            if new:
                connection.execute(sql.insert(contents), new)
            connection.execute(
                sql.insert(release_files),
                [
                    {"release_number": release.number, "dataset": dataset, "sha256": key}
                    for dataset, key in digests.items()
                ],
            )
            try:
                connection.commit()
            except BaseException:
                # SQLAlchemy would put the connection back into its pool with the release unfinished but visible.
                connection.invalidate()
                raise
        return release

    def changes(self) -> list[tuple[Release, dict[str, str]]]:
        """Return each release, oldest first, with the datasets it gave new content (dataset -> SHA-256)."""
        changes = []
        before: dict[str, str] = {}
        history = self.history()
        digests: dict[int, dict[str, str]] = {release.number: {} for release in history}
        for row in self._read(sql.select(release_files).order_by(release_files.c.dataset)):
            # A release that came after `history` was read is left to the next call.
            digests.setdefault(row.release_number, {})[row.dataset] = row.sha256
        for release in history:
            now = digests[release.number]
            changes.append((release, {name: key for name, key in now.items() if key != before.get(name)}))
            before = now
        return changes

    def _make_tables(self) -> None:
        # “if not exists” in the statement, not asked before it: several servers may start on a new store at once.
        with self._sentences("open"), self._engine.begin() as connection:
            for table in metadata.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))

    def _read(self, query: sql.Select) -> list[sql.Row]:
        with self._sentences("read"), self._engine.connect() as connection:
            return list(connection.execute(query))

    def _sentences(self, action: str) -> "_Sentences":
        return _Sentences(action, self._place)


class _Sentences:
    """Turns the database's errors into a StoreError that names the store and what to do."""

    def __init__(self, action: str, place: str) -> None:
        self._action, self._place = action, place

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, SQLAlchemyError):
            cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise StoreError(
                f"Store {self._place}: could not {self._action} it ({cause}). Expected a database this program "
                "may read and write. Check INNO_STORE_URL, that the folder exists and is writable, that the disk "
                "is not full, and that the file is the store and not something else."
            ) from error


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return sha256(content).hexdigest()


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
    is_sqlite = address.get_backend_name() == "sqlite"
    if is_sqlite and address.database in (None, "", ":memory:"):
        raise StoreError(f"Store “{_place(address)}”: it would be kept in memory and be lost. {remedy}")
    try:
        if is_sqlite and not address.database.startswith("file:"):
            path = ROOT / address.database
            path.parent.mkdir(parents=True, exist_ok=True)
            address = address.set(database=str(path))
        engine = sql.create_engine(address, pool_pre_ping=True)
    except (SQLAlchemyError, ImportError, OSError, TypeError, ValueError) as error:
        raise StoreError(f"Store “{_place(address)}”: it cannot be opened ({error}). {remedy}") from error
    if is_sqlite:
        sql.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _place(address: sql.URL) -> str:
    """Return `address` as it may be shown: without a password, which may also stand behind the question mark."""
    return unquote(address.set(query={}).render_as_string(hide_password=True))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # A committed release survives a power cut.
    for pragma in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    # Readers go on while a publication is written. The mode is the file's, and every connection asks for it:
    # where another has the file locked, so that SQLite refuses without waiting, its asking is enough.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")


def _release(row: sql.Row) -> Release:
    # SQLite gives back a time without zone, PostgreSQL one in the zone of its session.
    at = row.published_at
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Release(row.number, row.based_on, row.kind, row.author, row.reason, at)
