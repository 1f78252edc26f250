"""Makes stores as earlier versions of the program made them, from the migrations and the rows of a store of today."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sql

from data.database import tables
from data.database.migration import migrate
from data.database.revision import VERSION_TABLE
from data.database.tables import audit
from data.releases.store import ACTIONS, Store

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def make(address: str, number: str, source: Store) -> Rows:
    """Make a store of the version `number` at `address`, with what of `source` it has room for; return its rows.

    It holds no number of its version, as none did before there were migrations.
    """
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        migrate(connection, number)
        sql.Table(VERSION_TABLE, sql.MetaData()).drop(connection)
        there = sql.MetaData()
        there.reflect(connection)
        for table in there.sorted_tables:
            columns = next(each for each in tables.ALL if each.name == table.name).c
            query = sql.select(*(columns[each.name] for each in table.c))
            if table.name == audit.name and "rounds" not in there.tables:
                # The log has entries only of what there was; those of releases are the first.
                query = query.where(audit.c.action.in_(ACTIONS.values()))
            rows = source.database.read(query)
            if rows:
                connection.execute(sql.insert(table), [in_utc(row._mapping) for row in rows])
        made = _read(connection, there)
    engine.dispose()
    return made


def rows(address: str) -> Rows:
    """Return all rows of the database at `address`, by table."""
    engine = sql.create_engine(address)
    with engine.connect() as connection:
        there = sql.MetaData()
        there.reflect(connection)
        found = _read(connection, there)
    engine.dispose()
    return found


def in_utc(row: Mapping[str, object]) -> dict[str, object]:
    """Return `row` with the zone that SQLite drops from its times."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
        for name, value in row.items()
    }


def _read(connection: sql.Connection, there: sql.MetaData) -> Rows:
    return {
        table.name: sorted((dict(row._mapping) for row in connection.execute(sql.select(table))), key=repr)
        for table in there.sorted_tables
    }
