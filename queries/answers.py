"""The one read of the program: a named question, asked of one release."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from threading import Lock

import pandas as pd

from data import live
from data.contract import Contract
from data.settings import whole_number
from queries.catalogue import QueryError, queries
from queries.engine import Engine
from queries.kept import kept


class Answers:
    """Answers questions about the releases of one store, keeping open releases and recent answers in memory."""

    def __init__(self, read_files: Callable[[int], Mapping[str, bytes]], contract: Contract) -> None:
        """`read_files` gives the CSVs of a release's number, by dataset."""
        self._read_files, self._contract = read_files, contract
        self._open = lru_cache(whole_number("INNO_OPEN_RELEASES"))(self._load)
        self._opening = Lock()
        self._rows = kept(whole_number("INNO_KEPT_ANSWERS"))(self._ask)

    def answer(self, name: str, release: int, **parameters: object) -> pd.DataFrame:
        """Return the answer to the query `name` on `release` as a frame of the query's grain.

        Every parameter of the query's header must be given; lists as list or tuple.
        Raises QueryError for an unknown query or parameters other than the header's.
        """
        return self._rows(name, release, self._hashable(name, parameters))

    def answer_once(self, name: str, release: int, **parameters: object) -> pd.DataFrame:
        """Return the same as `answer`, and keep nothing: for parameters of thousands of numbers, such as draws."""
        return self._ask(name, release, self._hashable(name, parameters))

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

    def _ask(self, name: str, release: int, parameters: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        values = {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}
        # One visitor loads a release, the others wait for it instead of loading it as well.
        with self._opening:
            engine = self._open(release)
        return engine.run(queries()[name].sql, values)

    def _load(self, release: int) -> Engine:
        files = self._read_files(release)
        if not files:
            raise QueryError(f"There is no release {release}.")
        return Engine(files, self._contract)


@cache
def _answers() -> Answers:
    return Answers(live.store().files, live.contract())


def answer(name: str, release: int, **parameters: object) -> pd.DataFrame:
    """Return the answer to the query `name` on the release of this process's store; see Answers.answer."""
    return _answers().answer(name, release, **parameters)


def answer_once(name: str, release: int, **parameters: object) -> pd.DataFrame:
    """Return the same as `answer`, and keep nothing; see Answers.answer_once."""
    return _answers().answer_once(name, release, **parameters)


def forget() -> None:
    """Forget open releases and kept answers."""
    _answers.cache_clear()
