"""Changes of a release that keep the contract: rows gone, cells emptied, extremes, odd texts, one country alone.

A change is named by three words, “dataset column kind”; the column is - where it concerns whole rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from data.checks.canonical import key_of, raw_csv, read_raw_csv
from data.contract import Contract, Dataset, Field

Row = dict[str, str]
Tables = dict[str, list[Row]]

LONG = "Überlange Sätze, " * 200 + "Ende"
ODD = '<b>&amp; "x"</b> {{7*7}} $x^2$ :red[a] | **b** [l](javascript:alert(1)) \\ ``` 😀 \u202e#1 None%s{0}'
COUNTRIES = ("AT", "ES", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "UK")


def tables_of(files: Mapping[str, bytes]) -> Tables:
    """Return the rows of each dataset, by column."""
    read = {name: read_raw_csv(content) for name, content in files.items()}
    return {name: [dict(zip(header, row, strict=True)) for row in rows] for name, (header, rows) in read.items()}


def possible(contract: Contract) -> list[str]:
    """Return the names of all changes, in the order of the contract."""
    names = []
    for dataset in contract.datasets.values():
        names += [f"{dataset.name} - {kind}" for kind in _ROWS]
        if "country_code" in dataset.fields:
            names += [f"{dataset.name} - {kind}-{country}" for kind in ("only", "without") for country in COUNTRIES]
        for field in dataset.fields.values():
            names += [f"{dataset.name} {field.name} {kind}" for kind in _kinds(dataset, field)]
    return names


def changed(tables: Tables, names: list[str], contract: Contract) -> dict[str, bytes]:
    """Return the CSVs of the release that the changes `names` make of `tables`.

    Rows that refer to something that is gone go too; the last of a dataset refer to something else instead.
    """
    made = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for name in names:
        dataset, column, kind = name.split()
        rows = made[dataset]
        if column == "-":
            made[dataset] = _rows_left(rows, kind) or rows[:1]
        else:
            field = contract.datasets[dataset].fields[column]
            for place, row in enumerate(rows):
                row[column] = _cell(field, kind, row[column], place)
    for dataset in contract.datasets.values():
        made[dataset.name] = _once(dataset, made[dataset.name])
    _mend(made, contract)
    return {
        name: raw_csv(dataset.header, [[row[column] for column in dataset.header] for row in made[name]])
        for name, dataset in contract.datasets.items()
    }


_ROWS: dict[str, Callable[[list[Row]], list[Row]]] = {
    "first-row": lambda rows: rows[:1],
    "last-row": lambda rows: rows[-1:],
    "all-but-first": lambda rows: rows[1:],
    "every-third": lambda rows: rows[::3],
}


def _rows_left(rows: list[Row], kind: str) -> list[Row]:
    if kind in _ROWS:
        return _ROWS[kind](rows)
    word, country = kind.split("-")
    # What belongs to no country, such as the partnership itself, stays.
    return [row for row in rows if not row["country_code"] or (row["country_code"] == country) == (word == "only")]


def _kinds(dataset: Dataset, field: Field) -> Iterator[str]:
    """Give the kinds of change that a column can bear; what it refers to stays as it is."""
    refers = any(field.name in key.fields for key in dataset.foreign_keys)
    if not field.required:
        yield "empty"
        yield "empty-but-first"
    if refers or (field.name in dataset.primary_key and field.type == "string" and not field.enum):
        return
    if field.enum or field.vocabulary:
        yield from ("first-value", "last-value")
    elif field.is_number:
        yield from ("lowest", "highest", "first-highest", "zero")
    elif field.type == "date":
        yield from ("lowest", "highest", "first-highest")
    elif not field.pattern or field.pattern.startswith("."):
        yield from ("reworded", "long", "odd")


def _cell(field: Field, kind: str, cell: str, place: int) -> str:
    """Return what a cell becomes; `place` of its row from 0. Empty cells stay empty, save those that grow extreme."""
    if kind == "empty" or (kind == "empty-but-first" and place):
        return ""
    if kind in {"first-value", "last-value"}:
        return (field.enum or field.vocabulary)[0 if kind == "first-value" else -1]
    if field.is_number or field.type == "date":
        return _extreme(field, kind, cell, place)
    text = {"reworded": f"{field.title}: {cell}.", "long": LONG, "odd": ODD}.get(kind, cell)
    text = f"{text} {place}" if field.unique else text
    most = re.fullmatch(r"\.\{1,(\d+)\}", field.pattern or "")
    return text[-int(most[1]) :].strip() if most else text


def _extreme(field: Field, kind: str, cell: str, place: int) -> str:
    if kind == "empty-but-first" or (kind == "first-highest" and place):
        return cell
    if field.type == "date":
        return "0001-01-01" if kind == "lowest" else "9999-12-31"
    if kind == "zero":
        return f"{field.minimum or 0:g}" if (field.minimum or 0) > 0 else "0"
    bound = field.minimum if kind == "lowest" else field.maximum
    huge = ("-" if kind == "lowest" else "") + "9" * (18 if field.type == "integer" else 30)
    return huge if bound is None else f"{bound:.0f}"


def _once(dataset: Dataset, rows: list[Row]) -> list[Row]:
    """Return the rows, of those with the same key the first."""
    key = key_of(dataset)
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        kept.setdefault(key(tuple(row[column] for column in dataset.header)), row)
    return list(kept.values())


def _mend(made: Tables, contract: Contract) -> None:
    """Take out rows that refer to nothing, until none does."""
    again = True
    while again:
        again = False
        for dataset in contract.datasets.values():
            for key in dataset.foreign_keys:
                there = [tuple(row[column] for column in key.reference_fields) for row in made[key.dataset]]
                known = frozenset(there)
                rows = made[dataset.name]
                left = [row for row in rows if _refers(row, key.fields, known)]
                if len(left) < len(rows):
                    again = True
                    if not left:
                        left = rows[:1]
                        left[0].update(zip(key.fields, _allowed(dataset, key.fields, there), strict=True))
                    made[dataset.name] = left


def _allowed(dataset: Dataset, columns: tuple[str, ...], keys: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first of `keys` whose values may stand in `columns`, or the first of all."""
    enums = [dataset.fields[column].enum for column in columns]
    fit = (key for key in keys if all(not enum or cell in enum for enum, cell in zip(enums, key, strict=True)))
    return next(fit, keys[0])


def _refers(row: Row, columns: tuple[str, ...], known: frozenset[tuple[str, ...]]) -> bool:
    cells = tuple(row[column] for column in columns)
    return "" in cells or cells in known
