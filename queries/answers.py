"""The one read of the program: a named question, asked of one release."""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from threading import BoundedSemaphore, Lock
from typing import Any

import pandas as pd

from data import live
from data.contract import Contract
from data.settings import whole_number
from queries.cache import cached
from queries.cache import forget as forget_cached
from queries.catalogue import QueryError, queries, views_behind
from queries.engine import Engine

# How many drafts are held in memory at once; whoever has one more waits.
_OPEN_DRAFTS = 2


Plain = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""The names of an answer's columns, and its rows."""


class Answers:
    """Answers questions about the releases of one store, keeping open releases and recent answers in memory."""

    def __init__(self, read_files: Callable[[int], Mapping[str, bytes]], contract: Contract) -> None:
        """`read_files` gives the CSVs of a release's number, by dataset."""
        self._read_files, self._contract = read_files, contract
        self._open = lru_cache(whole_number("INNO_OPEN_RELEASES"))(self._load)
        self._opening = Lock()
        self._drafts = BoundedSemaphore(_OPEN_DRAFTS)
        self._frames = cached(whole_number("INNO_KEPT_ANSWERS"))(self._ask)
        self._plain_rows = cached(whole_number("INNO_KEPT_ANSWERS"))(self._ask_rows)

    def answer(self, name: str, release: int, **parameters: object) -> pd.DataFrame:
        """Return the answer to the query `name` on `release` as a frame of the query's grain.

        Every parameter of the query's header must be given; lists as list or tuple.
        Raises QueryError for an unknown query or parameters other than the header's.
        """
        return self._frames(name, release, self._hashable(name, parameters))

    def rows(self, name: str, release: int, **parameters: object) -> list[Any]:
        """Return the answer to the query `name` on `release` as named rows: one tuple for each row of the query's
        grain, its fields the columns in their order, a missing value being None. Parameters and errors as in `answer`.
        """
        columns, rows = self._plain_rows(name, release, self._hashable(name, parameters))
        return list(map(_row_type(columns)._make, rows))

    def answer_once(self, name: str, release: int, **parameters: object) -> pd.DataFrame:
        """Return the same as `answer`, and keep nothing: for parameters of thousands of numbers, such as draws."""
        return self._ask(name, release, self._hashable(name, parameters))

    @contextmanager
    def draft(self, files: Mapping[str, bytes], questions: Collection[str]) -> Iterator[Callable[..., pd.DataFrame]]:
        """Give what answers the queries named `questions` on `files`, a whole set that nobody has published.

        It has an engine of its own, with what these queries need and nothing else, which goes with the block;
        no release's number leads to it. Raises QueryError, also for a query that is not among them.
        """
        with self._drafts:
            engine = Engine(files, self._contract, views_behind(questions))

            def ask(name: str, **parameters: object) -> pd.DataFrame:
                if name not in questions:
                    raise QueryError(f"This draft answers {sorted(questions)}, asked was “{name}”.")
                return _run(engine, name, self._hashable(name, parameters))

            yield ask

    def _hashable(self, name: str, parameters: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
        query = queries().get(name)
        if query is None:
            raise QueryError(f"There is no query “{name}”.")
        if set(parameters) != set(query.parameters):
            raise QueryError(
                f"Query “{name}” takes the parameters {sorted(query.parameters)}, given were {sorted(parameters)}."
            )
        return tuple(
            (key, tuple(value) if isinstance(value, (list, tuple)) else value)
            for key, value in sorted(parameters.items())
        )

    def _ask_rows(self, name: str, release: int, parameters: tuple[tuple[str, object], ...]) -> Plain:
        columns, rows = self._engine(release).rows(queries()[name].sql, _values(parameters))
        return tuple(columns), rows

    def _ask(self, name: str, release: int, parameters: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        return _run(self._engine(release), name, parameters)

    def _engine(self, release: int) -> Engine:
        # One visitor loads a release, the others wait for it instead of loading it as well.
        with self._opening:
            return self._open(release)

    def _load(self, release: int) -> Engine:
        files = self._read_files(release)
        if not files:
            raise QueryError(f"There is no release {release}.")
        return Engine(files, self._contract)


def _run(engine: Engine, name: str, parameters: tuple[tuple[str, object], ...]) -> pd.DataFrame:
    return engine.run(queries()[name].sql, _values(parameters))


def _values(parameters: tuple[tuple[str, object], ...]) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)


@cache
def _answers() -> Answers:
    return Answers(live.store().files, live.contract())


def answer(name: str, release: int, **parameters: object) -> pd.DataFrame:
    """Return the answer to the query `name` on the release of this process's store; see Answers.answer."""
    return _answers().answer(name, release, **parameters)


def rows(name: str, release: int, **parameters: object) -> list[Any]:
    """Return the answer to the query `name` on the release as named rows; see Answers.rows."""
    return _answers().rows(name, release, **parameters)


def answer_once(name: str, release: int, **parameters: object) -> pd.DataFrame:
    """Return the same as `answer`, and keep nothing; see Answers.answer_once."""
    return _answers().answer_once(name, release, **parameters)


@contextmanager
def draft(files: Mapping[str, bytes], questions: Collection[str]) -> Iterator[Callable[..., pd.DataFrame]]:
    """Give what answers `questions` on `files`, which nobody has published; see Answers.draft."""
    with _answers().draft(files, questions) as ask:
        yield ask


def forget() -> None:
    """Forget open releases, kept answers and all that was kept of them."""
    _answers.cache_clear()
    forget_cached()
