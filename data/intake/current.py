"""The live datasets as rows and keys, each read once and only when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from data.checks.canonical import Cells, read_raw_csv


class Live:
    """The live datasets (name -> CSV in `files`)."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self._tables: dict[str, tuple[Cells, list[Cells]]] = {}

    def _table(self, name: str) -> tuple[Cells, list[Cells]]:
        if name not in self._tables:
            self._tables[name] = read_raw_csv(self.files[name]) if self.files.get(name) else ((), [])
        return self._tables[name]

    def header(self, name: str) -> Cells:
        """Return the columns of a dataset; none where it does not exist."""
        return self._table(name)[0]

    def rows(self, name: str) -> list[Cells]:
        """Return the rows of a dataset; none where it does not exist."""
        return self._table(name)[1]

    def counts(self, name: str, fields: Cells) -> Counter[Cells]:
        """Return how many rows have each combination of values of `fields`."""
        header, rows = self._table(name)
        if not set(fields) <= set(header):
            return Counter()
        places = [header.index(each) for each in fields]
        return Counter(tuple([row[place] for place in places]) for row in rows)

    def keys(self, name: str, fields: Cells) -> frozenset[Cells] | None:
        """Return the combinations of values of `fields`, or None where the dataset does not exist."""
        return frozenset(self.counts(name, fields)) if name in self.files else None
