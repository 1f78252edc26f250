"""Reads Eurostat's SDMX-CSV, as its website gives it in two layouts, as rows of the dataset observations.

`eurostat_series.csv` says which dataset and dimension codes are which indicator and size class, and where those
codes were never compared with values. A row whose codes are not there, whose place is none of ours, or which has no
value, is listed with its reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from data.checks.canonical import Cells, Row, key_of, number
from data.checks.problems import Problem, problem
from data.checks.spreadsheet_dates import code_before, is_date
from data.contract import Dataset
from data.export import active
from data.intake import unmapped
from data.intake.columns import PROBLEMS_COLUMN
from data.intake.flags import has_older, read_flags
from data.intake.merging import merged
from data.intake.reading import Reading
from data.intake.unmapped import Unmapped

SERIES_PATH = Path(__file__).with_name("eurostat_series.csv")
DATASET = "observations"
# The datasets that say which units and which places there are.
NEEDED = ("indicators", "places")

# What people call the two layouts at Eurostat's download window, by the column that names the dataset.
_LAYOUTS = {"DATAFLOW": "SDMX-CSV 1.0", "STRUCTURE_ID": "SDMX-CSV 2.0"}
# Columns in small letters that are no dimension of a series; the last is what a copy with the problems has added.
_NOT_SERIES = ("freq", "geo", PROBLEMS_COLUMN)
# Columns that are read by name, beside the dimensions.
_READ = ("DATAFLOW", "STRUCTURE_ID", "freq", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS")
# ISO's codes for the two countries that Eurostat names otherwise.
OTHER_CODES = {"GR": "EL", "GB": "UK"}
# Dimensions named in a reason; Eurostat's widest datasets have fewer.
_MOST_DIMENSIONS = 12
# The size class that a spreadsheet takes for October 1949.
_SIZES = ("10-49",)


@dataclass(frozen=True)
class Series:
    """The indicator, size class and source that one combination of dimension codes stands for.

    `why_unchecked` says why its codes were not compared with values; it is empty where they were.
    """

    indicator_id: str
    size_class: str
    source_id: str
    why_unchecked: str


class Reason(NamedTuple):
    """Why a row is not taken over: a short name, and in words."""

    rule: str
    words: str


@dataclass(frozen=True)
class Mapped:
    """What came of a file: rows of observations, and those not taken over.

    `unchecked` holds, by indicator, the first line and the series whose codes were never compared with values,
    `older_flags` the lines that have a flag of Eurostat's former list.
    """

    rows: Sequence[Row]
    unmapped: Sequence[Unmapped]
    unchecked: Mapping[str, tuple[int, Series]]
    older_flags: Sequence[int]

    def problems(self, dataset: Dataset) -> list[Problem]:
        """Return what people have to know of it, in a file that is one of `dataset`."""
        found = [
            problem("unchecked-series", dataset, line, indicator=name, why=one.why_unchecked)
            for name, (line, one) in self.unchecked.items()
        ]
        if self.older_flags:
            rows = "1 row" if len(self.older_flags) == 1 else f"{len(self.older_flags):,} rows"
            found.append(problem("older-flag", dataset, self.older_flags[0], rows=rows))
        # Rows of another width have been refused already.
        return [*unmapped.problems(self.unmapped, dataset, len(self.rows)), *found]


def layout(header: Sequence[str]) -> str | None:
    """Return the name of Eurostat's layout that `header` has, or None."""
    names = _names(header)
    if not {"geo", "TIME_PERIOD", "OBS_VALUE"} <= set(names):
        return None
    return next((_LAYOUTS[name] for name in names if name in _LAYOUTS), None)


def is_read(name: str) -> bool:
    """Return whether a column with this name is read: one of those with a fixed name, or a dimension."""
    # The names of dimensions are codes, those of the columns with labels are words.
    return name in _READ or (re.fullmatch("[a-z][a-z0-9_]*", name) is not None and name != PROBLEMS_COLUMN)


def map_rows(
    reading: Reading,
    dataset: Dataset,
    units: Mapping[str, str],
    described: frozenset[str],
    places: frozenset[str],
    decimal: str,
) -> Mapped:
    """Return the rows of an SDMX-CSV as rows of observations, the contract's `dataset`, and those not taken over.

    `units` gives the unit of each indicator, `described` the datasets they come from, in capitals, and `places` the
    known codes.
    """
    names = _names(reading.header.cells)
    dimensions = [name for name in names if is_read(name) and name not in (*_READ, *_NOT_SERIES)]
    flow = next(name for name in names if name in _LAYOUTS)
    known = series()
    rows: list[Row] = []
    left: list[Unmapped] = []
    unchecked: dict[str, tuple[int, Series]] = {}
    older: list[int] = []
    for record in reading.records:
        if not record.whole:
            rows.append(Row(record.line, ("",) * len(dataset.header), whole=False))
            continue
        cells = dict(zip(names, record.cells, strict=True))
        of, codes = _dataset_code(cells[flow]), {name: _code(cells[name]) for name in dimensions}
        geo = _code(cells["geo"])
        code = OTHER_CODES.get(geo, geo)
        reason = _strange(of, codes, _code(cells.get("freq", "A")), code, described)
        reason = reason or _without_value(cells, code, places)
        if reason:
            left.append(Unmapped(record.line, *reason))
            continue
        one = known[of][frozenset(codes.items())]
        status, value = cells.get("OBS_FLAG", ""), cells["OBS_VALUE"].strip()
        if has_older(status):
            older.append(record.line)
        if one.why_unchecked:
            unchecked.setdefault(one.indicator_id, (record.line, one))
        given = {
            "indicator_id": one.indicator_id,
            "place_code": code,
            "year": cells["TIME_PERIOD"].strip(),
            "size_class": one.size_class,
            "value": number(value.replace(",", ".") if decimal == "," else value),
            "unit": units.get(one.indicator_id, ""),
            "flag": read_flags(status, "").kept,
            "source_id": one.source_id,
        }
        rows.append(Row(record.line, tuple(given.get(name, "") for name in dataset.header), whole=True))
    return Mapped(rows, left, unchecked, older)


def _strange(of: str, codes: Mapping[str, str], frequency: str, place: str, described: frozenset[str]) -> Reason | None:
    """Return why a row with these `codes` of the dataset `of` is none of a known series, or None where it is."""
    known = series().get(of)
    if re.search("[a-z]", frequency + place):
        # Codes have capitals only.
        return Reason("labels", "the file has labels in place of codes")
    if known is None and of in described:
        return Reason("dataset", f"Eurostat's dataset {of} cannot be brought in as its own file yet")
    if known is None:
        return Reason("dataset", f"no indicator is of Eurostat's dataset {of}")
    is_known = frozenset(codes.items()) in known
    if not is_known and (changed := next(filter(is_date, codes.values()), "")):
        code = code_before(changed, _SIZES) or "a code"
        return Reason("spreadsheet", f"“{changed}” is {code} changed by a spreadsheet")
    if frequency != "A":
        return Reason("frequency", f"the frequency is {frequency}, not yearly (A)")
    if not is_known:
        told = ", ".join(f"{name} {code}" for name, code in list(codes.items())[:_MOST_DIMENSIONS])
        return Reason("series", f"no indicator has the codes {told}")
    return None


def _without_value(cells: Mapping[str, str], place: str, places: frozenset[str]) -> Reason | None:
    """Return why a row of a known series has no value for us, or None where it has one."""
    year, value = cells["TIME_PERIOD"].strip(), cells["OBS_VALUE"].strip()
    has_value = not (value in {"", "NaN"} or value.startswith(":"))
    flags = read_flags(cells.get("OBS_FLAG", ""), cells.get("CONF_STATUS", ""))
    if place not in places:
        return Reason("place", f"the place {place} is not among the project's places")
    if not re.fullmatch("[0-9]{4}", year):
        return Reason("year", f"the period {year[:40]} is not a year")
    if flags.withheld:
        return Reason("withheld" if has_value else "no-value", f"Eurostat says {flags.withheld}")
    if not has_value:
        return Reason("no-value", "Eurostat gives no value")
    if flags.unknown:
        return Reason("flag", f"the flag {flags.unknown[:40]} is not in Eurostat's list of flags")
    return None


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
            of[codes] = Series(row["indicator_id"], row["size_class"], row["source_id"], row["why_unchecked"])
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
    return (found[1] if found else cell.strip()[:40]).upper()
