"""Warns of what an upload changes in a way that is often a mistake; a warning informs and stops nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from rapidfuzz import fuzz, process, utils

from data.checks.canonical import Cells, key_of
from data.checks.problems import Problem, problem, shortened
from data.contract import FIELD_TYPES, Dataset, Field
from data.export import inert
from data.intake import letters
from data.intake.removal import PLACES
from data.releases.difference import DatasetDifference

Rows = Sequence[Cells]

# How far outside what was ever seen for a series a value lies before it is named, as a share of that range.
RANGE_MARGIN = 0.1
# Fewer values than these tell no range.
RANGE_VALUES = 5
# A jump: more than half up or down from the value before, and more than this share of the series' whole range.
JUMP_SHARE, JUMP_OF_RANGE = 0.5, 0.05
# Values this many years apart are compared; surveys are held every second year.
JUMP_YEARS = 3
# From which likeness (0 to 100) two names are taken for the same; "… Cluster 1" and "… Cluster 2" have less.
LOOK_ALIKE = 92
# Warnings of one kind that are listed; whoever has more looks at the difference instead.
MOST_WARNINGS = 200
# Names compared with all others in one go, which the table of results has to fit into memory for.
_NAMES_AT_ONCE = 200

# Where numbers form series: the column that names the series, what else tells rows apart, year and value.
_SERIES = {
    "observations": ("indicator_id", ("place_code", "size_class"), "year", "value"),
    "cluster_counts": ("metric", ("place_code",), "year", "value"),
}
# The name by which people know a row, and the column within which it should be there once.
_NAMES = {
    "instruments": ("name", "country_code"),
    "providers": ("name", "country_code"),
    "cluster_organisations": ("name", "country_code"),
    "practices": ("title", "country_code"),
    "events": ("title", "start_date"),
    "indicators": ("label", "theme"),
    "sources": ("title", "dataset_code"),
}


def warnings(
    dataset: Dataset, live: Rows, rows: Rows, difference: DatasetDifference | None, lines: Mapping[Cells, int]
) -> list[Problem]:
    """Return the warnings about an upload of one dataset.

    `live` and `rows` are the dataset before and after in the contract's columns, `lines` says on which line
    of the file each primary key stands.
    """
    found = formula_cells(dataset, rows, lines)
    row_key = key_of(dataset)
    own = [row for row in rows if row_key(row) in lines]
    found += _capped(dataset, letters.warnings(dataset, own, lines))
    if difference:
        found += _places_lost(dataset, live, rows, difference)
        if dataset.name in _SERIES:
            found += values(dataset, live, difference, lines)
        if dataset.name in _NAMES:
            found += _capped(dataset, _look_alikes(dataset, rows, difference, lines))
    return found


def formula_cells(dataset: Dataset, rows: Rows, lines: Mapping[Cells, int]) -> list[Problem]:
    """Warn of texts that a spreadsheet would take for formulas."""
    row_key = key_of(dataset)
    texts = [place for place, name in enumerate(dataset.header) if dataset.fields[name].type == "string"]
    formulas = {place: {cell for cell in {row[place] for row in rows} if inert(cell) != cell} for place in texts}
    found = (
        problem(
            "formula",
            dataset,
            lines.get(row_key(row)),
            cells={dataset.header[place]: row[place]},
            found=shortened(row[place]),
        )
        for place, cells in formulas.items()
        if cells
        for row in rows
        # A merge keeps live rows that are no business of the file.
        if row[place] in cells and row_key(row) in lines
    )
    return _capped(dataset, found)


def _places_lost(dataset: Dataset, live: Rows, rows: Rows, difference: DatasetDifference) -> list[Problem]:
    """Warn of places that no row names any more although none of their rows was removed, which is asked about."""
    found = []
    for name in PLACES:
        if name in dataset.fields:
            place = dataset.header.index(name)
            left = {row[place] for row in (*rows, *difference.removed)}
            gone = Counter(row[place] for row in live if row[place] and row[place] not in left)
            found += [problem("place-lost", dataset, cells={name: code}, live=count) for code, count in gone.items()]
            if gone:
                break
    return found


def values(dataset: Dataset, live: Rows, difference: DatasetDifference, lines: Mapping[Cells, int]) -> list[Problem]:
    """Warn of values far outside the range of their series so far, and of jumps against the value before."""
    row_key = key_of(dataset)
    of, within, year, value = _SERIES[dataset.name]
    at = {name: dataset.header.index(name) for name in (of, *within, year, value)}
    seen: dict[str, list[float]] = defaultdict(list)
    series: dict[Cells, dict[int, float]] = defaultdict(dict)
    for row in live:
        number, when = _number(dataset.fields[value], row[at[value]]), _number(dataset.fields[year], row[at[year]])
        if number is not None and when is not None:
            seen[row[at[of]]].append(number)
            series[tuple(row[at[name]] for name in (of, *within))][int(when)] = number
    found: list[Problem] = []
    jumps: list[Problem] = []
    before = {row.key: row.before for row in difference.changed}
    news = [*difference.added, *(row.after for row in difference.changed if value in row.columns)]
    for row in news:
        if min(len(found), len(jumps)) > MOST_WARNINGS:
            break
        number, when = _number(dataset.fields[value], row[at[value]]), _number(dataset.fields[year], row[at[year]])
        known = seen.get(row[at[of]], [])
        if number is None or when is None or len(known) < RANGE_VALUES:
            continue
        low, high = min(known), max(known)
        key, line, cells = row_key(row), lines.get(row_key(row)), {value: row[at[value]]}
        margin = RANGE_MARGIN * (high - low)
        if not low - margin <= number <= high + margin:
            found.append(problem("out-of-range", dataset, line, cells=cells, low=low, high=high, series=row[at[of]]))
        if key in before:
            earlier, told = _number(dataset.fields[value], before[key][at[value]]), "the live value it replaces"
        else:
            own = series.get(tuple(row[at[name]] for name in (of, *within)), {})
            near = min((abs(other - when), other) for other in own) if own else (JUMP_YEARS + 1, 0)
            earlier, told = (own[near[1]], f"the value of {near[1]}") if near[0] <= JUMP_YEARS else (None, "")
        if earlier is None:
            continue
        step = abs(number - earlier)
        if step > JUMP_SHARE * abs(earlier) and step > JUMP_OF_RANGE * (high - low):
            jumps.append(problem("jump", dataset, line, cells=cells, share=JUMP_SHARE, earlier=earlier, told=told))
    return _capped(dataset, found) + _capped(dataset, jumps)


def _look_alikes(
    dataset: Dataset, rows: Rows, difference: DatasetDifference, lines: Mapping[Cells, int]
) -> Iterator[Problem]:
    row_key = key_of(dataset)
    name, group = _NAMES[dataset.name]
    at, within = dataset.header.index(name), dataset.header.index(group)
    fresh = {row_key(row) for row in difference.added}
    fresh |= {row.key for row in difference.changed if name in row.columns or group in row.columns}
    # Names that differ in a number, such as “Call 2020” and “Call 2021”, are two.
    groups: dict[Cells, list[tuple[str, Cells]]] = defaultdict(list)
    for row in rows:
        if row[at]:
            text = utils.default_process(row[at])
            groups[row[within], *(part for part in text.split() if part.isdigit())].append((text, row))
    for members in groups.values():
        texts = [text for text, _ in members]
        keys = [row_key(row) for _, row in members]
        new = [place for place, key in enumerate(keys) if key in fresh]
        for start in range(0, len(new), _NAMES_AT_ONCE):
            part = new[start : start + _NAMES_AT_ONCE]
            asked = [texts[place] for place in part]
            alike = process.cdist(asked, texts, scorer=fuzz.ratio, score_cutoff=LOOK_ALIKE, dtype=np.uint8)
            for one, other in zip(*np.nonzero(alike), strict=True):
                first, second = part[one], int(other)
                # Each pair once: two new rows find each other.
                if first == second or (second > first and keys[second] in fresh):
                    continue
                own, line = members[first][1][at], lines.get(keys[second])
                told = {"found": shortened(own), "other": shortened(members[second][1][at])}
                told["where"] = ", ".join(keys[second]) + (f" in line {line}" if line else "")
                yield problem("look-alike", dataset, lines.get(keys[first]), cells={name: own}, **told)


def _capped(dataset: Dataset, warnings: Iterable[Problem]) -> list[Problem]:
    found = list(islice(warnings, MOST_WARNINGS + 1))
    if len(found) > MOST_WARNINGS:
        found[-1] = replace(problem("many-warnings", dataset, most=MOST_WARNINGS), rule=found[0].rule)
    return found


def _number(field: Field, text: str) -> float | None:
    """Return the number in a cell; None where it is refused already, or empty: Python would take “NaN” and “ 5”."""
    kind = FIELD_TYPES[field.type]
    return float(text) if kind.is_spelled(text) and kind.has_room(text) else None
