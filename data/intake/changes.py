"""Warns of what an upload changes in a way that is often a mistake; a warning informs and stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils

from data.checks.canonical import Cells, key_of
from data.checks.problems import Problem, Rule, problem, shortened
from data.contract import Dataset
from data.export import inert
from data.releases.difference import DatasetDifference

Rows = Sequence[Cells]

# Losing rows is normal when a few are cleaned up; a tenth of a dataset is worth a look.
LOST_SHARE = 0.1
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
_PLACES = ("country_code", "place_code")


def warnings(
    dataset: Dataset, live: Rows, rows: Rows, difference: DatasetDifference | None, lines: Mapping[Cells, int]
) -> list[Problem]:
    """Return the warnings about an upload of one dataset.

    `live` and `rows` are the dataset before and after in the contract's columns, `lines` says on which line
    of the file each primary key stands.
    """
    found = formula_cells(dataset, rows, lines)
    if difference:
        found += _lost(dataset, live, rows, difference)
        if dataset.name in _SERIES:
            found += values(dataset, live, difference, lines)
        if dataset.name in _NAMES:
            found += _look_alikes(dataset, rows, difference, lines)
    return found


def formula_cells(dataset: Dataset, rows: Rows, lines: Mapping[Cells, int]) -> list[Problem]:
    """Warn of texts that a spreadsheet would take for formulas."""
    row_key = key_of(dataset)
    places = [place for place, name in enumerate(dataset.header) if dataset.fields[name].type == "string"]
    formulas = {
        place: {cell for cell in {row[place] for row in rows} if cell and inert(cell) != cell} for place in places
    }
    found = []
    for place, cells in formulas.items():
        if not cells:
            continue
        name = dataset.header[place]
        for row in rows:
            if row[place] in cells:
                line = lines.get(row_key(row))
                text = (
                    f'found "{shortened(row[place])}", which a spreadsheet would take for a formula, expected a text. '
                )
                remedy = "It is kept as text and made harmless in downloads; correct it if it is not meant so."
                found.append(_warning(dataset, line, name, row[place], "formula", text + remedy))
                if len(found) > MOST_WARNINGS:
                    return _capped(dataset, found, "formula")
    return found


def _lost(dataset: Dataset, live: Rows, rows: Rows, difference: DatasetDifference) -> list[Problem]:
    found = []
    lost = len(difference.removed)
    if live and lost > LOST_SHARE * len(live):
        text = (
            f"found {len(rows):,} rows; {lost:,} of the {len(live):,} live rows are not among them, expected most of "
        )
        text += "them. An upload replaces the whole dataset: check that the file is complete."
        found.append(_warning(dataset, None, None, None, "rows-lost", text))
    for name in (name for name in _PLACES if name in dataset.fields):
        place = dataset.header.index(name)
        left = {row[place] for row in rows}
        gone: dict[str, int] = defaultdict(int)
        for row in live:
            if row[place] and row[place] not in left:
                gone[row[place]] += 1
        for code, count in gone.items():
            text = f"found no row of {code} any more, expected some ({count:,} live). Check that they are meant to go."
            found.append(_warning(dataset, None, name, code, "place-lost", text))
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
        number, when = _number(row[at[value]]), _number(row[at[year]])
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
        number, when = _number(row[at[value]]), _number(row[at[year]])
        known = seen.get(row[at[of]], [])
        if number is None or when is None or len(known) < RANGE_VALUES:
            continue
        low, high = min(known), max(known)
        key, line = row_key(row), lines.get(row_key(row))
        margin = RANGE_MARGIN * (high - low)
        if not low - margin <= number <= high + margin:
            text = f"found {row[at[value]]}, expected about {low:g} to {high:g}, the range so far of {row[at[of]]}. "
            text += "Check unit and decimal mark."
            found.append(_warning(dataset, line, value, row[at[value]], "out-of-range", text))
        if key in before:
            earlier, told = _number(before[key][at[value]]), "the live value it replaces"
        else:
            own = series.get(tuple(row[at[name]] for name in (of, *within)), {})
            near = min((abs(other - when), other) for other in own) if own else (JUMP_YEARS + 1, 0)
            earlier, told = (own[near[1]], f"the value of {near[1]}") if near[0] <= JUMP_YEARS else (None, "")
        if earlier is None:
            continue
        step = abs(number - earlier)
        if step > JUMP_SHARE * abs(earlier) and step > JUMP_OF_RANGE * (high - low):
            text = f"found {row[at[value]]}, expected less than {JUMP_SHARE:.0%} away from {earlier:g}, {told}. "
            text += "Check the value."
            jumps.append(_warning(dataset, line, value, row[at[value]], "jump", text))
    return _capped(dataset, found, "out-of-range") + _capped(dataset, jumps, "jump")


def _look_alikes(
    dataset: Dataset, rows: Rows, difference: DatasetDifference, lines: Mapping[Cells, int]
) -> list[Problem]:
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
    found: list[Problem] = []
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
                where = f" in line {lines[keys[second]]}" if keys[second] in lines else ""
                own = members[first][1][at]
                text = f'found "{shortened(own)}", which looks like "{shortened(members[second][1][at])}" '
                text += f"({', '.join(keys[second])}{where}), expected each once. Check that they are two."
                found.append(_warning(dataset, lines.get(keys[first]), name, own, "look-alike", text))
                if len(found) > MOST_WARNINGS:
                    return _capped(dataset, found, "look-alike")
    return found


def _capped(dataset: Dataset, found: list[Problem], rule: Rule) -> list[Problem]:
    if len(found) <= MOST_WARNINGS:
        return found
    text = f"found more than {MOST_WARNINGS} warnings of this kind, of which the first are listed. "
    text += "Look at the difference for the rest."
    return [*found[:MOST_WARNINGS], _warning(dataset, None, None, None, rule, text)]


def _warning(
    dataset: Dataset, line: int | None, column: str | None, value: str | None, rule: Rule, text: str
) -> Problem:
    fields = [dataset.fields[column]] if column and line is not None else []
    name, file = dataset.name, dataset.path.name
    return problem(rule, text, file, line, dataset=name, column=column, value=value, fields=fields, severity="warning")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
