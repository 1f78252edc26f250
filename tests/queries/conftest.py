"""The shipped data, loaded once for all tests of the queries."""

import pytest

from queries.engine import Engine
from tests.queries.tiny import CONTRACT


@pytest.fixture(scope="session")
def shipped() -> Engine:
    """An engine on the datasets as the program ships them; it only reads, so all tests may share it."""
    return Engine({name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}, CONTRACT)
