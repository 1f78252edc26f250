"""The live datasets as rows and keys, each read once and only when asked for."""

from __future__ import annotations

from collections.abc import Mapping

from data.checks.canonical import from_csv


class Live:
    """The live datasets (name -> CSV in `files`)."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self._tables: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {}

    def _table(self, name: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        if name not in self._tables:
            self._tables[name] = from_csv(self.files[name]) if self.files.get(name) else ((), [])
        return self._tables[name]

    def header(self, name: str) -> tuple[str, ...]:
        """Return the columns of a dataset; none where it does not exist."""
        return self._table(name)[0]

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """Return the rows of a dataset; none where it does not exist."""
        return self._table(name)[1]

    def counts(self, name: str, fields: tuple[str, ...]) -> dict[tuple[str, ...], int]:
        """Return how many rows have each combination of values of `fields`."""
        header = self.header(name)
        found: dict[tuple[str, ...], int] = {}
        if set(fields) <= set(header):
            places = [header.index(each) for each in fields]
            for row in self.rows(name):
                values = tuple([row[place] for place in places])
                found[values] = found.get(values, 0) + 1
        return found

    def keys(self, name: str, fields: tuple[str, ...]) -> frozenset[tuple[str, ...]] | None:
        """Return the combinations of values of `fields`, or None where the dataset does not exist."""
        return frozenset(self.counts(name, fields)) if name in self.files else None
