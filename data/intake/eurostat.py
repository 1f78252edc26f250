"""Reads Eurostat's SDMX-CSV, as its website gives it in two layouts, as rows of the dataset observations.

`eurostat_series.csv` says which dataset and dimension codes are which indicator and size class. A row whose
codes are not there, whose place is none of ours, or which has no value, is listed with its reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.checks.canonical import Cells, Row, key_of, number
from data.contract import Dataset
from data.export import active
from data.intake.merging import merged
from data.intake.reading import Reading

SERIES_PATH = Path(__file__).with_name("eurostat_series.csv")
DATASET = "observations"
# The datasets that say which units and which places there are.
NEEDED = ("indicators", "places")

# What people call the two layouts at Eurostat's download window, by the column that names the dataset.
_LAYOUTS = {"DATAFLOW": "SDMX-CSV 1.0", "STRUCTURE_ID": "SDMX-CSV 2.0"}
_NOT_SERIES = ("freq", "geo")
# Columns that are read by name, beside the dimensions.
READ = ("DATAFLOW", "STRUCTURE_ID", "freq", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
# ISO's codes for the two countries that Eurostat names otherwise.
_OTHER_CODES = {"GR": "EL", "GB": "UK"}
# Dimensions named in a reason; Eurostat's widest datasets have fewer.
_MOST_DIMENSIONS = 12
# How Eurostat writes that there is no value.
_MISSING = ("", ":", "NaN")


@dataclass(frozen=True)
class Series:
    """The indicator, size class and source that one combination of dimension codes stands for."""

    indicator_id: str
    size_class: str
    source_id: str


@dataclass(frozen=True)
class Unmapped:
    """A row that is not taken over: its line, the reason's short name, and the reason in words."""

    line: int
    rule: str
    reason: str


def layout(header: Sequence[str]) -> str | None:
    """Return the name of Eurostat's layout that `header` has, or None."""
    names = _names(header)
    if not {"geo", "TIME_PERIOD", "OBS_VALUE"} <= set(names):
        return None
    return next((_LAYOUTS[name] for name in names if name in _LAYOUTS), None)


def map_rows(
    reading: Reading,
    dataset: Dataset,
    units: Mapping[str, str],
    places: frozenset[str],
    decimal: str,
) -> tuple[list[Row], list[Unmapped]]:
    """Return the rows of an SDMX-CSV as rows of observations, the contract's `dataset`, and those not taken over.

    `units` gives the unit of each indicator, `places` the known place codes.
    """
    names = _names(reading.header.cells)
    dimensions = [
        name
        for name in names[: names.index("TIME_PERIOD")]
        # The names of dimensions are codes, those of the columns with labels are words.
        if re.fullmatch("[a-z][a-z0-9_]*", name) and name not in _NOT_SERIES
    ]
    flow = next(name for name in names if name in _LAYOUTS)
    known = series()
    flags = set(dataset.fields["flag"].enum)
    rows: list[Row] = []
    unmapped: list[Unmapped] = []
    for record in reading.records:
        if not record.whole:
            rows.append(Row(record.line, ("",) * len(dataset.header), whole=False))
            continue
        cells = dict(zip(names, record.cells, strict=True))
        code = _code(cells["geo"])
        code = _OTHER_CODES.get(code, code)
        year, value = cells["TIME_PERIOD"].strip(), cells["OBS_VALUE"].strip()
        mark = "".join(sorted(re.sub("[^a-z]", "", cells.get("OBS_FLAG", "").split(":")[0].lower())))
        frequency = _code(cells.get("freq", "A"))
        of = _dataset_code(cells[flow])
        codes = {name: _code(cells[name]) for name in dimensions}
        one = known.get(of, {}).get(frozenset(codes.items()))
        if of not in known:
            rule, reason = "dataset", f"no series of Eurostat's dataset {of} is among the indicators"
        elif frequency != "A":
            rule, reason = "frequency", f"the frequency is {frequency}, not yearly (A)"
        elif one is None:
            told = ", ".join(f"{name} {codes[name]}" for name in dimensions[:_MOST_DIMENSIONS])
            rule, reason = "series", f"no indicator has the codes {told}"
        elif code not in places:
            rule, reason = "place", f"the place {code} is not among the project's places"
        elif not re.fullmatch("[0-9]{4}", year):
            rule, reason = "year", f"the period {year[:40]} is not a year"
        elif value in _MISSING:
            rule, reason = "no-value", "Eurostat gives no value"
        elif mark and mark not in flags:
            rule, reason = "flag", f"the flag {mark[:40]} is not among {', '.join(sorted(flags))}"
        else:
            value = number(value.replace(",", ".") if decimal == "," else value)
            given = {
                "indicator_id": one.indicator_id,
                "place_code": code,
                "year": year,
                "size_class": one.size_class,
                "value": value,
                "unit": units.get(one.indicator_id, ""),
                "flag": mark,
                "source_id": one.source_id,
            }
            rows.append(Row(record.line, tuple(given.get(name, "") for name in dataset.header), whole=True))
            continue
        unmapped.append(Unmapped(record.line, rule, reason))
    return rows, unmapped


def file_positions(header: Sequence[str]) -> dict[str, int]:
    """Return, for the fields of observations that a column of the file gives, the position of that column."""
    names = _names(header)
    pairs = {"place_code": "geo", "year": "TIME_PERIOD", "value": "OBS_VALUE", "flag": "OBS_FLAG"}
    return {field: names.index(column) for field, column in pairs.items() if column in names}


def merge(live: Sequence[Cells], rows: Sequence[Row], dataset: Dataset) -> list[Cells]:
    """Return the live rows with `rows` in place of those with the same key, and new ones after them.

    A live row whose value and flag are the same stays as it is, its source too.
    """
    key = key_of(dataset)
    value, flag = dataset.header.index("value"), dataset.header.index("flag")
    before = {key(row): row for row in live}

    def is_same(cells: Cells) -> bool:
        was = before.get(key(cells))
        return was is not None and (number(was[value]), was[flag]) == (cells[value], cells[flag])

    return merged(live, [row.cells for row in rows if row.whole and not is_same(row.cells)], dataset)


@cache
def series() -> Mapping[str, Mapping[frozenset[tuple[str, str]], Series]]:
    """Return the known series: Eurostat's dataset (in capitals) -> its dimension codes -> the series."""
    known: dict[str, dict[frozenset[tuple[str, str]], Series]] = {}
    with SERIES_PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = frozenset(tuple(pair.split("=")) for pair in row["dimensions"].split(";"))
            of = known.setdefault(row["eurostat_dataset"].upper(), {})
            of[codes] = Series(row["indicator_id"], row["size_class"], row["source_id"])
    return known


def _names(header: Sequence[str]) -> list[str]:
    """Return the names of the columns without the labels that may stand behind a colon."""
    return [name.split(":")[0].strip() for name in header]


def _code(cell: str) -> str:
    """Return the code of a cell that may have its label behind a colon."""
    return active(cell).split(":")[0].strip()[:40]


def _dataset_code(cell: str) -> str:
    """Return ISOC_E_DII for ESTAT:ISOC_E_DII$DEFAULTVIEW(1.0)."""
    found = re.search(r"ESTAT:([A-Za-z0-9_]+)", cell)
    return found[1].upper() if found else cell.strip()[:40]
