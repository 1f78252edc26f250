"""Tells what differs between two versions of the datasets, row by row and cell by cell, and joins two versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from data.checks.canonical import Cells, raw_csv, read_raw_csv
from data.contract import Contract, Dataset

Key = tuple[str, ...]


@dataclass(frozen=True)
class ChangedRow:
    """One row that both versions have under `key`, with its cells before and after and the columns that differ."""

    key: Key
    before: Cells
    after: Cells
    columns: tuple[str, ...]


@dataclass(frozen=True)
class DatasetDifference:
    """What differs in one dataset. Rows are cells in the order of `columns`; `key_columns` name its rows.

    `changed_cells` counts cells. Rows come in the order of the version that has them, the newer before the older.
    """

    dataset: str
    columns: tuple[str, ...]
    key_columns: tuple[str, ...]
    added: tuple[Cells, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    removed: tuple[Cells, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def changed_cells(self) -> int:
        """Return how many cells differ in rows that both versions have."""
        return sum(len(row.columns) for row in self.changed)

    def key(self, row: Cells) -> Key:
        """Return the primary key of `row`."""
        return tuple(row[self.columns.index(name)] for name in self.key_columns)


@dataclass(frozen=True)
class Collision:
    """A row that two versions changed differently; None where a version does not have it."""

    dataset: str
    key: Key
    base: Cells | None
    mine: Cells | None
    theirs: Cells | None


@dataclass(frozen=True)
class Rebase:
    """`files` are theirs with my changes on top where nobody else changed the row; `collisions` are the rest."""

    files: Mapping[str, bytes]
    collisions: tuple[Collision, ...] = field(default=())


def difference(old: Mapping[str, bytes], new: Mapping[str, bytes], contract: Contract) -> dict[str, DatasetDifference]:
    """Return what differs in each dataset, in the contract's order, leaving out those that are the same.

    `old` and `new` map datasets to their CSV, as kept in a release. A dataset that one of the two
    lacks counts as empty there. Numbers that are equal but written differently are the same.
    """
    found = {}
    for name, dataset in contract.datasets.items():
        if old.get(name) != new.get(name):
            each = _compare(dataset, old.get(name), new.get(name))
            if each:
                found[name] = each
    return found


def rebase(
    mine: Mapping[str, bytes], base: Mapping[str, bytes], theirs: Mapping[str, bytes], contract: Contract
) -> Rebase:
    """Join two sets of datasets that were both made from `base`: theirs, with what I changed.

    Rows are known by their primary key. Where both changed the same row differently, theirs stays and the
    row is listed as a collision.
    """
    files = dict(theirs)
    collisions: list[Collision] = []
    for name, dataset in contract.datasets.items():
        if mine.get(name) in (base.get(name), theirs.get(name)):
            continue
        if theirs.get(name) == base.get(name) and name in mine:
            files[name] = mine[name]
            continue
        columns, rows = _by_key(dataset, mine.get(name), base.get(name), theirs.get(name))
        merged, found = _merge(dataset, columns, *rows)
        files[name] = raw_csv(columns, merged)
        collisions += found
    return Rebase(files, tuple(collisions))


def with_new_columns(dataset: Dataset, older: bytes, newer: bytes | None = None) -> bytes:
    """Return the table `older` with the columns of the contract that it does not have yet.

    They are filled as the rows of the same key are in `newer`, else empty.
    """
    if older.startswith(raw_csv(dataset.header, ())):
        return older
    header, _ = read_raw_csv(older)
    if set(dataset.header) <= set(header):
        return older
    columns, (rows, live) = _by_key(dataset, older, newer)
    return raw_csv(
        columns,
        (
            tuple(
                cell if name in header else other
                for name, cell, other in zip(columns, row, live.get(key, row), strict=True)
            )
            for key, row in rows.items()
        ),
    )


def _merge(
    dataset: Dataset, columns: Cells, mine: dict[Key, Cells], base: dict[Key, Cells], theirs: dict[Key, Cells]
) -> tuple[list[Cells], list[Collision]]:
    merged = dict(theirs)
    collisions = []
    numeric = _numeric(dataset, columns)
    for key in [*mine, *(key for key in base if key not in mine)]:
        ours, before, other = mine.get(key), base.get(key), theirs.get(key)
        if _same(ours, before, numeric) or _same(ours, other, numeric):
            continue
        if not _same(other, before, numeric):
            collisions.append(Collision(dataset.name, key[:-1], before, ours, other))
        elif ours is None:
            del merged[key]
        else:
            merged[key] = ours
    return list(merged.values()), collisions


def _compare(dataset: Dataset, old: bytes | None, new: bytes | None) -> DatasetDifference:
    columns, (after, before) = _by_key(dataset, new, old)
    numeric = _numeric(dataset, columns)
    changed = []
    for key, row in after.items():
        was = before.get(key)
        if was is not None and was != row:
            names = tuple(
                name
                for place, name in enumerate(columns)
                if was[place] != row[place] and not (numeric[place] and _equal(was[place], row[place]))
            )
            if names:
                changed.append(ChangedRow(key[:-1], was, row, names))
    return DatasetDifference(
        dataset.name,
        columns,
        dataset.primary_key,
        added=tuple(row for key, row in after.items() if key not in before),
        changed=tuple(changed),
        removed=tuple(row for key, row in before.items() if key not in after),
    )


def _by_key(dataset: Dataset, *versions: bytes | None) -> tuple[Cells, list[dict[Key, Cells]]]:
    """Return the contract's columns, then those that only a version has, and the rows of each version by their key.

    Last in a key is how many rows with the same primary key stand before the row.
    """
    tables = [((), []) if content is None else read_raw_csv(content) for content in versions]
    columns = tuple(dict.fromkeys([*dataset.header, *(name for header, _ in tables for name in header)]))
    keys = [columns.index(name) for name in dataset.primary_key]
    found = []
    for header, records in tables:
        places = [header.index(name) if name in header else None for name in columns]
        rows: dict[Key, Cells] = {}
        repeated: dict[Key, int] = {}
        for record in records:
            row = record
            if header != columns or len(record) != len(columns):
                row = tuple(["" if place is None or place >= len(record) else record[place] for place in places])
            values = tuple([row[place] for place in keys])
            key = (*values, "0")
            if key in rows:
                repeated[values] = repeated.get(values, 0) + 1
                key = (*values, str(repeated[values]))
            rows[key] = row
        found.append(rows)
    return columns, found


def _numeric(dataset: Dataset, columns: Cells) -> list[bool]:
    return [name in dataset.fields and dataset.fields[name].is_number for name in columns]


def _same(one: Cells | None, other: Cells | None, numeric: Sequence[bool]) -> bool:
    if one is None or other is None or one == other:
        return one == other
    return all(
        left == right or (is_number and _equal(left, right))
        for left, right, is_number in zip(one, other, numeric, strict=True)
    )


def _equal(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
