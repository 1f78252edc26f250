"""Stores for the tests of data/: new, empty, on each kind of database, and closed afterwards."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql

from data.releases.store import Store
from tests.data import postgresql


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sql.URL]:
    """The address of a PostgreSQL server of the tests' own."""
    programs = postgresql.programs()
    if programs is None:
        reason = "PostgreSQL is not installed: “apt-get install postgresql” for these tests."
        if os.environ.get("INNO_POSTGRES_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with postgresql.running(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store. Another kind of database is one more parameter here."""
    if request.param == "postgresql":
        return postgresql.new_schema(request.getfixturevalue("postgresql_server"))
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def open_store(address: str) -> Iterator[Callable[[], Store]]:
    """Opens the store; called again it opens the same store once more, as a second server does."""
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(Store(address))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()
