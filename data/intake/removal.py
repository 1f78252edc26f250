"""Tells which rows an upload would remove, and when they are so many that a person has to say that it is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from data.checks.canonical import read_raw_csv
from data.contract import Contract
from data.releases.difference import DatasetDifference

# Losing rows is normal when a few are cleaned up; more than a tenth of a dataset is often half a file.
REMOVED_SHARE = 0.1
# The columns that name the place of a row; the first that a dataset has counts.
PLACES = ("country_code", "place_code")
# Places that a sentence names before “and n more”.
_NAMED = 12


@dataclass(frozen=True)
class Removal:
    """What an upload would remove from one dataset.

    `rows` of the `live` ones would be gone; `places` counts them by place, most first, and is empty where the dataset
    names none; of the places in `gone` no row would be left.
    """

    dataset: str
    title: str
    rows: int
    live: int
    places: Mapping[str, int]
    gone: tuple[str, ...]

    @property
    def is_large(self) -> bool:
        """Return whether a person has to say that it is meant."""
        return self.rows > REMOVED_SHARE * self.live or bool(self.gone)

    @property
    def sentence(self) -> str:
        """Return it in words."""
        named = [
            f"{place} {count:,}{' (all its rows)' if place in self.gone else ''}"
            for place, count in list(self.places.items())[:_NAMED]
        ]
        if len(self.places) > _NAMED:
            named.append(f"{len(self.places) - _NAMED} more")
        where = f": {', '.join(named)}" if named else ""
        noun = "row" if self.live == 1 else "rows"
        return f"{self.title}: {self.rows:,} of {self.live:,} live {noun} would be removed{where}."


def large_removals(
    found: Mapping[str, DatasetDifference], live: Mapping[str, bytes], contract: Contract
) -> tuple[Removal, ...]:
    """Return, of the differences `found` against the `live` datasets, the removals that have to be decided."""
    removals = (
        _removal(each, live[name], contract.datasets[name].title) for name, each in found.items() if each.removed
    )
    return tuple(each for each in removals if each.is_large)


def _removal(found: DatasetDifference, live: bytes, title: str) -> Removal:
    header, rows = read_raw_csv(live)
    name = next((name for name in PLACES if name in header and name in found.columns), None)
    if name is None:
        return Removal(found.dataset, title, len(found.removed), len(rows), {}, ())
    place, was = found.columns.index(name), header.index(name)
    removed = Counter(row[place] for row in found.removed if row[place])
    left = Counter(row[was] for row in rows)
    left.update(row[place] for row in found.added)
    left.update(row.after[place] for row in found.changed)
    left.subtract(row.before[place] for row in found.changed)
    left.subtract(removed)
    gone = tuple(code for code in removed if left[code] == 0)
    return Removal(found.dataset, title, len(found.removed), len(rows), dict(removed.most_common()), gone)
