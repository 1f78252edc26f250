"""The types of the rows that queries answer with: a named tuple for each query, its fields the header's columns."""

from collections import namedtuple
from functools import cache
from typing import Any

from queries.catalogue import queries


@cache
def row_type(name: str) -> Any:
    """Return the type of the rows that answer the query `name`."""
    return namedtuple(name, queries()[name].columns, module=__name__)  # noqa: PYI024  # its fields stand in a file


def __getattr__(name: str) -> Any:
    # Here pickle looks for the type of a row that it finds in something kept, or sent by another process.
    if name not in queries():
        raise AttributeError(name)
    return row_type(name)
