"""What experts judge: rows of some datasets, known by their key, and the value of each, in one canonical form.

A value is the row's judged fields alone: a mended source or a clearer wording of the evidence is no other level.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from data.audit import canonical
from data.checks.canonical import number, read_raw_csv
from data.contract import Contract
from data.releases.store import Store

LEVELS = "maturity_assessments"
FINDINGS = "findings"
# The fields of a row that a vote is about; with another value in one of them, it is another statement.
JUDGED_FIELDS = {
    LEVELS: ("place_code", "tier", "dimension_id", "year", "level"),
    FINDINGS: ("place_code", "topic", "finding"),
}
# Releases are read once; more than the newest and a few that links hold are not asked.
_KEPT_RELEASES = 8


class Item(NamedTuple):
    """One row that can be judged: its dataset and its primary key."""

    dataset: str
    key: str


def fields(value: str) -> dict[str, str]:
    """Return the judged fields of a value, as texts by field name."""
    found: dict[str, str] = json.loads(value)
    return found


class Judged:
    """The values of all rows that can be judged, release by release."""

    def __init__(self, store: Store, contract: Contract) -> None:
        self._store = store
        self._contract = contract
        self._kept = lru_cache(_KEPT_RELEASES)(self._read)

    def values(self, release: int) -> Mapping[Item, str]:
        """Return the value of each row of the release `release` that can be judged, in the order of the datasets."""
        return self._kept(release)

    def _read(self, release: int) -> dict[Item, str]:
        files = self._store.files(release)
        values = {}
        for name, judged in JUDGED_FIELDS.items():
            if name not in files or name not in self._contract.datasets:
                continue
            dataset = self._contract.datasets[name]
            header, rows = read_raw_csv(files[name])
            key_columns = [header.index(column) for column in dataset.primary_key]
            # A column that an older release did not have yet is empty there.
            places = {field: header.index(field) for field in judged if field in header}
            numeric = {field for field in places if dataset.fields[field].type in ("integer", "number")}
            for row in rows:
                content = {field: row[place] for field, place in places.items()}
                content |= {field: number(content[field]) for field in numeric}
                values[Item(name, "/".join(row[column] for column in key_columns))] = canonical(content)
        return values
