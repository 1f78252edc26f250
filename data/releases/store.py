"""Keeps releases, complete and immutable sets of datasets, in a relational database.

A file's content is stored once, under its SHA-256. A release's number is its
predecessor's plus one, and writers take turns: of two publications based on the
same release, exactly one gets in. Each release has its entry in the audit log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sql

from data import audit
from data.audit import Actor, Entry
from data.database import Database, Query, Row, StoreError
from data.database.revision import REVISIONS, held, require_newest
from data.database.tables import contents, release_files, releases
from data.refused import Refused

# What made a release, and the word for it in the audit log.
ACTIONS = {"shipped": "ship", "upload": "publish", "rollback": "roll back"}

# Every visitor's every click asks this, so it is put together once.
_NEWEST = sql.select(releases).order_by(releases.c.number.desc()).limit(1)


class PublishedMeanwhile(Refused):
    """Somebody published first: `newest` is live now, no longer the release this publication is based on."""

    def __init__(self, newest: "Release", based_on: int | None) -> None:
        super().__init__(
            f"{newest.author} published release {newest.number} on {newest.published_at:%-d %B %Y at %H:%M} UTC "
            f"(“{newest.reason}”), after this was prepared on "
            f"{f'release {based_on}' if based_on else 'an empty store'}. Nothing of yours was published. "
            f"Compare it with release {newest.number}, then publish again."
        )
        self.newest = newest
        self.based_on = based_on


class StorePutBack(StoreError):
    """The store is an earlier state of what this program has read: a backup was put in its place."""

    def __init__(self, place: str, seen: "Release") -> None:
        super().__init__(
            f"Store {place}: release {seen.number}, which this program has shown, is not in it any more as it was. "
            "A backup was put in its place while the program ran. Reload the page: what it remembers is read anew."
        )


class NoChange(Refused):
    """There is nothing to publish: the content is that of `release` already."""

    def __init__(self, release: "Release") -> None:
        super().__init__(f"No change: every dataset is as in release {release.number} already. Nothing was published.")
        self.release = release


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
    """The releases kept at one SQLAlchemy address, whose tables are made, or brought up to date, when it is opened."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the store at `url`; raise StoreError where that cannot be done.

        One that is opened `read_only` is not brought up to date, and refused where that would have to be done first.
        """
        self.database = Database(url, require_newest, read_only=read_only)
        self._seen: Release | None = None
        try:
            if read_only:
                self._require_newest()
            else:
                self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the connections; those in use end with their use."""
        self.database.close()

    def check_version(self) -> None:
        """Raise StoreError where the tables are no longer those that this program writes, or cannot be read."""
        with self.database.snapshot() as connection:
            require_newest(connection)

    def newest(self) -> Release | None:
        """Return the newest release, or None while there is none.

        Raises StorePutBack where the one that was newest at the last call is no longer in the store.
        """
        rows = self.database.read(_NEWEST)
        newest, seen = _release(rows[0]) if rows else None, self._seen
        if newest != seen:
            if seen and self.release(seen.number) != seen:
                raise StorePutBack(self.database.place, seen)
            self._seen = newest
        return newest

    def live(self) -> Release:
        """Return the newest release, which the screens show; raise StoreError while there is none."""
        newest = self.newest()
        if newest is None:
            raise StoreError(
                f"Store {self.database.place}: found no release, expected at least the one made at the first start. "
                "Restart the dashboard, or put the store of INNO_STORE_URL back from its last backup."
            )
        return newest

    def release(self, number: int) -> Release | None:
        """Return the release `number`, or None where there is no such release."""
        # Larger numbers than a database integer holds are no release either.
        if not 0 < number < 2**31:
            return None
        rows = self.database.read(_numbered(number))
        return _release(rows[0]) if rows else None

    def history(self) -> list[Release]:
        """Return all releases, oldest first."""
        return [_release(row) for row in self.database.read(sql.select(releases).order_by(releases.c.number))]

    def digests(self, number: int) -> dict[str, str]:
        """Return the SHA-256 of each dataset's file in the release `number`, by dataset."""
        return {row.dataset: row.sha256 for row in self.database.read(_digests(number))}

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
        for row in self.database.read(query):
            if not isinstance(row.content, bytes) or digest(row.content) != row.sha256:
                raise StoreError(
                    f"Store {self.database.place}: dataset “{row.dataset}” of release {number} was changed after it "
                    "was stored (its content does not have the SHA-256 it is kept under). "
                    "Put the store back from its last backup."
                )
            files[row.dataset] = row.content
        return files

    def add_release(
        self,
        files: Mapping[str, bytes],
        *,
        based_on: int | None,
        kind: str,
        by: Actor,
        reason: str,
        details: Mapping[str, object] | None = None,
    ) -> Release:
        """Store `files` (dataset -> CSV) as the release after `based_on` and return it, all or nothing.

        Its entry in the audit log is written with it and holds `details` too. Raises NoChange where every
        file is as in the newest release or as in `based_on`, and PublishedMeanwhile where `based_on` is not
        the newest release any more. Whether `by` may do this is asked before, in data/releases/publishing.py.
        """
        digests = {dataset: digest(content) for dataset, content in files.items()}
        by_digest = {digests[dataset]: content for dataset, content in files.items()}
        with self.database.write() as connection:
            newest = connection.execute(_NEWEST).first()
            if newest:
                for number in {newest.number, based_on} - {None}:
                    if dict(connection.execute(_digests(number)).all()) == digests:
                        raise NoChange(_release(connection.execute(_numbered(number)).one()))
                if newest.number > (based_on or 0):
                    raise PublishedMeanwhile(_release(newest), based_on)
            release = Release((based_on or 0) + 1, based_on, kind, by.name, reason, datetime.now(UTC))
            connection.execute(sql.insert(releases).values(**vars(release)))
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
            _record(connection, release, digests, by, details or {})
        return release

    def audit_log(self) -> list[Entry]:
        """Return all entries of the audit log, oldest first."""
        with self.database.snapshot() as connection:
            return audit.log(connection)

    def changes(self) -> list[tuple[Release, dict[str, str]]]:
        """Return each release, oldest first, with the datasets it gave new content (dataset -> SHA-256)."""
        changes = []
        before: dict[str, str] = {}
        history = self.history()
        digests: dict[int, dict[str, str]] = {release.number: {} for release in history}
        for row in self.database.read(sql.select(release_files).order_by(release_files.c.dataset)):
            # A release that came after `history` was read is left to the next call.
            digests.setdefault(row.release_number, {})[row.dataset] = row.sha256
        for release in history:
            now = digests[release.number]
            changes.append((release, {name: key for name, key in now.items() if key != before.get(name)}))
            before = now
        return changes

    def _require_newest(self) -> None:
        with self.database.snapshot("open") as connection:
            found = held(connection)
        if found != REVISIONS[-1]:
            raise StoreError(
                f"Store {self.database.place}: its tables have version {found or '(none)'}, expected {REVISIONS[-1]}, "
                "and here they are only read. Nothing was changed. Start the dashboard once, which brings them up to "
                "date; make a backup before."
            )

    def _bring_up_to_date(self) -> None:
        # Asked first without the turn to write, so that a store on a read-only medium can be opened.
        with self.database.snapshot("open") as connection:
            if held(connection) == REVISIONS[-1]:
                return
        # Alembic is loaded where it is needed, and before the turn to write, which others wait for.
        from data.database.migration import migrate  # noqa: PLC0415

        with self.database.write("open", checked=False) as connection:
            if migrate(connection) == "0001":
                _record_earlier(connection)


def newest_number(connection: sql.Connection) -> int:
    """Return the number of the newest release, as `connection` sees it."""
    number: int = connection.execute(sql.select(sql.func.max(releases.c.number))).scalar_one()
    return number


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def recorded_details(release: Release, digests: Mapping[str, str]) -> dict[str, object]:
    """Return what the audit log holds of a release and the SHA-256 of each of its datasets."""
    return {
        "release": release.number,
        "based_on": release.based_on,
        "kind": release.kind,
        "author": release.author,
        "reason": release.reason,
        "published_at": audit.timestamp(release.published_at),
        "files": dict(digests),
    }


def _record(
    connection: sql.Connection,
    release: Release,
    digests: Mapping[str, str],
    by: Actor,
    details: Mapping[str, object],
) -> None:
    content = {**details, **recorded_details(release, digests)}
    audit.append(connection, by, ACTIONS[release.kind], f"release {release.number}", content)


def _record_earlier(connection: sql.Connection) -> None:
    """Give the releases of a store that had no audit log their entries, marked as written afterwards."""
    for row in connection.execute(sql.select(releases).order_by(releases.c.number)).all():
        release = _release(row)
        role = "program" if release.kind == "shipped" else "unknown"
        by = Actor(release.author, role, "not recorded at the time")
        digests: dict[str, str] = dict(connection.execute(_digests(release.number)).all())
        _record(connection, release, digests, by, {"recorded_afterwards": True})


def _numbered(number: int) -> Query:
    return sql.select(releases).where(releases.c.number == number)


def _digests(number: int) -> Query:
    return sql.select(release_files.c.dataset, release_files.c.sha256).where(release_files.c.release_number == number)


def _release(row: Row) -> Release:
    # SQLite gives back a time without zone, PostgreSQL one in the zone of its session.
    at = row.published_at
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Release(row.number, row.based_on, row.kind, row.author, row.reason, at)
