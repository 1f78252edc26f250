"""Tells which version of its tables a store has, and refuses one that this version of the program cannot use.

The versions are the files of `migrations/versions`, each named for its number; a store holds the number of its own.
"""

from pathlib import Path

import sqlalchemy as sql

from data.database.errors import StoreError, place

MIGRATIONS = Path(__file__).with_name("migrations")
REVISIONS = tuple(sorted(path.stem[:4] for path in (MIGRATIONS / "versions").glob("*.py")))
# Not Alembic's usual name, so that another program's tables may lie in the same database.
VERSION_TABLE = "store_version"
# Stores of the time before they held a number are known by their tables: these are what each version added.
_ADDED = {
    "0001": {"contents", "releases", "release_files"},
    "0002": {"audit"},
    "0003": {"rounds", "round_items", "votes", "idea_marks"},
    "0004": {"sign_outs"},
}
_version = sql.table(VERSION_TABLE, sql.column("version_num"))


def held(connection: sql.Connection) -> str | None:
    """Return the number that the store holds, None where it holds none.

    Raises StoreError for one that this program does not know.
    """
    return _known(connection) if sql.inspect(connection).has_table(VERSION_TABLE) else None


def require_newest(connection: sql.Connection) -> None:
    """Raise StoreError unless the store has the tables that this program writes, also where it was opened before.

    Another version of the program may have brought it up to date since, or somebody put an older one in its place.
    """
    found = _known(connection)
    if found != REVISIONS[-1]:
        raise StoreError(
            f"Store {place(connection.engine.url)}: its tables have version {found or '(none)'}, expected "
            f"{REVISIONS[-1]}. Nothing was changed. Restart this program, which brings them up to date."
        )


def _known(connection: sql.Connection) -> str | None:
    # Alembic keeps one number; whatever else stands there is looked at too.
    found = set(connection.scalars(sql.select(_version.c.version_num)))
    unknown = max(found.difference(REVISIONS), default=None)
    if unknown is None:
        return max(found, default=None)
    if unknown < REVISIONS[0]:
        raise _too_old(connection, f"they have version {unknown}")
    raise StoreError(
        f"Store {place(connection.engine.url)}: it was made or changed by a newer version of this program: its tables "
        f"have version {unknown}, expected {REVISIONS[-1]} or an older one. Nothing was changed. Start the newer "
        "version, or put the store of INNO_STORE_URL back from a backup made before the newer version was started."
    )


def told_by_tables(connection: sql.Connection) -> str | None:
    """Return the number of a store that holds none, None for a new one.

    Raises StoreError where it has some of a store's tables, but not those of any version.
    """
    found = set[str]().union(*_ADDED.values()).intersection(sql.inspect(connection).get_table_names())
    if not found:
        return None
    expected: set[str] = set()
    for number, added in _ADDED.items():
        expected |= added
        if found == expected:
            return number
    raise _too_old(connection, f"of a store's there are {', '.join(sorted(found))}")


def _too_old(connection: sql.Connection, found: str) -> StoreError:
    return StoreError(
        f"Store {place(connection.engine.url)}: its tables cannot be brought up to date: {found}, expected those of "
        f"version {REVISIONS[0]} or a newer one. Nothing was changed. Check that INNO_STORE_URL names the store and "
        "not another program's database. An older store must be opened with an older version of this program first."
    )
