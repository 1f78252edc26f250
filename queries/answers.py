"""The one read of the program: a named question, asked of one release."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from threading import BoundedSemaphore, Lock
from typing import Any

from data import live
from data.contract import Contract
from data.settings import whole_number
from queries.cache import cached
from queries.cache import forget as forget_cached
from queries.catalogue import QueryError, queries
from queries.engine import Engine, Value
from queries.row_types import row_type

# How many drafts are held in memory at once; whoever has one more waits.
_OPEN_DRAFTS = 2

Ask = Callable[..., list[Any]]
"""Answers a query, by its name and parameters, on one version of the data: as `Answers.rows`."""

# As a cache takes them: in the order of their names, lists as tuples.
_Parameters = tuple[tuple[str, Value], ...]


class Answers:
    """Answers questions about the releases of one store, keeping open releases and recent answers in memory."""

    def __init__(self, read_files: Callable[[int], Mapping[str, bytes] | None], contract: Contract) -> None:
        """`read_files` gives the CSVs of a release's number, by dataset."""
        self._read_files, self._contract = read_files, contract
        self._open = lru_cache(whole_number("INNO_OPEN_RELEASES"))(self._load)
        self._opening = Lock()
        self._drafts = BoundedSemaphore(_OPEN_DRAFTS)
        # Kept without their type: plain tuples are copied several times faster than named ones.
        self._kept = cached(whole_number("INNO_KEPT_ANSWERS"))(self._ask)

    def rows(self, name: str, release: int, **parameters: Value) -> list[Any]:
        """Return the answer to the query `name` on `release`: one named tuple for each row of the query's grain.

        Its fields are the columns of the query's header; a missing value is None. Every parameter of the header must
        be given; lists as list or tuple. Raises QueryError for an unknown query or parameters other than the header's.
        """
        return _named(name, self._kept(name, release, _checked(name, parameters)))

    def rows_once(self, name: str, release: int, **parameters: Value) -> list[Any]:
        """Return the same as `rows`, and keep nothing: for parameters of thousands of numbers, such as draws."""
        return _named(name, self._ask(name, release, _checked(name, parameters)))

    @contextmanager
    def draft(self, files: Mapping[str, bytes]) -> Iterator[Ask]:
        """Give what answers queries, as `rows` does, on `files`, a whole set that nobody has published.

        It has an engine of its own, which goes with the block; no release's number leads to it.
        """
        with self._drafts:
            engine = Engine(files, self._contract)

            def ask(name: str, **parameters: Value) -> list[Any]:
                checked = dict(_checked(name, parameters))
                return _named(name, engine.rows(queries()[name].sql, checked))

            yield ask

    def _ask(self, name: str, release: int, parameters: _Parameters) -> list[tuple[Any, ...]]:
        return self._engine(release).rows(queries()[name].sql, dict(parameters))

    def _engine(self, release: int) -> Engine:
        # One visitor loads a release, the others wait for it instead of loading it as well.
        with self._opening:
            return self._open(release)

    def _load(self, release: int) -> Engine:
        files = self._read_files(release)
        if not files:
            raise QueryError(f"There is no release {release}.")
        return Engine(files, self._contract)


def _checked(name: str, parameters: Mapping[str, Value]) -> _Parameters:
    query = queries().get(name)
    if query is None:
        raise QueryError(f"There is no query “{name}”.")
    if set(parameters) != set(query.parameters):
        raise QueryError(
            f"Query “{name}” takes the parameters {sorted(query.parameters)}, given were {sorted(parameters)}."
        )
    return tuple(
        (key, tuple(value) if isinstance(value, (list, tuple)) else value) for key, value in sorted(parameters.items())
    )


def _named(name: str, rows: list[tuple[Any, ...]]) -> list[Any]:
    return list(map(row_type(name)._make, rows))


@cache
def _answers() -> Answers:
    return Answers(live.store().files, live.contract())


def rows(name: str, release: int, **parameters: Value) -> list[Any]:
    """Return the answer to the query `name` on the release of this process's store; see Answers.rows."""
    return _answers().rows(name, release, **parameters)


def rows_once(name: str, release: int, **parameters: Value) -> list[Any]:
    """Return the same as `rows`, and keep nothing; see Answers.rows_once."""
    return _answers().rows_once(name, release, **parameters)


@contextmanager
def draft(files: Mapping[str, bytes]) -> Iterator[Ask]:
    """Give what answers queries on `files`, which nobody has published; see Answers.draft."""
    with _answers().draft(files) as ask:
        yield ask


def forget() -> None:
    """Forget open releases, kept answers and all that was kept of them."""
    _answers.cache_clear()
    forget_cached()
