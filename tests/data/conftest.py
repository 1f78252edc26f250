"""Stores for the tests of data/: new, empty, and closed afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.store import Store


@pytest.fixture(params=["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store. Another kind of database is one more parameter here."""
    addresses = {"sqlite": f"sqlite:///{tmp_path / 'store.sqlite'}"}
    return addresses[request.param]


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
