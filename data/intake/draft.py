"""The one way in: from dropped files to a checked draft of a release, with what it would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from data.checks.canonical import Cells, Table, in_live_order, kept_table, key_of, raw_csv
from data.checks.problems import Problem, ordered, problem
from data.checks.rules import MOST_PROBLEMS, check_table
from data.contract import Contract, Dataset
from data.export import active
from data.intake import changes, eurostat
from data.intake.files import FileChoices, FileDraft, UploadedFile, recognised, with_dataset_rows, with_eurostat_rows
from data.intake.merging import given_rows, live_clashes, merged, with_live_rows
from data.intake.reading import refused
from data.intake.removal import Removal, large_removals
from data.releases.difference import DatasetDifference, difference
from data.worker import Progress

Tables = Callable[[str], Table]
"""Gives the live dataset with this name."""


@dataclass(frozen=True)
class Draft:
    """A checked upload.

    `result` is the complete set of datasets (name -> CSV) to publish, or None while there are errors.
    `difference` says by dataset what it changes against live; empty with a result means “no change”.
    `removals` are what it would remove and a person has to decide about first, also where there are errors.
    """

    files: tuple[FileDraft, ...]
    result: Mapping[str, bytes] | None
    difference: Mapping[str, DatasetDifference]
    removals: tuple[Removal, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of all files, file by file."""
        return tuple(problem for each in self.files for problem in each.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that stop a publication."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return the problems that inform."""
        return tuple(problem for problem in self.problems if problem.severity != "error")

    @property
    def no_change(self) -> bool:
        """Return whether publishing would change nothing."""
        return self.result is not None and not self.difference


def draft(
    files: Sequence[UploadedFile],
    live: Mapping[str, bytes],
    contract: Contract,
    choices: Mapping[str, FileChoices] | None = None,
    progress: Progress | None = None,
    limit: int | None = None,
) -> Draft:
    """Check `files` against the contract, each other and the `live` datasets; change nothing.

    `choices` holds what people set, by file name. `progress` is called with how much of how much is done
    and with what is being done. `limit` is the largest file in bytes, by default the setting's. Raises
    nothing for bad files: whatever is wrong with them stands in the draft.
    """
    tell = progress or _tell_nobody
    chosen = [(choices or {}).get(upload.name, FileChoices()) for upload in files]

    @cache
    def live_table(name: str) -> Table:
        return kept_table(live.get(name), contract.datasets[name])

    taken = []
    for number, (upload, choice) in enumerate(zip(files, chosen, strict=True)):
        tell(20 * number // len(files), 100, f"Reading {upload.name}")
        taken.append(recognised(upload, contract, choice, limit))
    taken = _refusing_doubles(taken, files, contract)
    taken = [
        with_dataset_rows(file, contract.datasets[file.dataset], choice.columns, live_table(file.dataset))
        if file.dataset and not file.layout
        else file
        for file, choice in zip(taken, chosen, strict=True)
    ]
    own = {
        file.table.dataset.name: with_live_rows(file.table, live_table(file.table.dataset.name))
        if file.merges
        else file.table
        for file in taken
        if file.table and not file.layout
    }
    taken = [
        with_eurostat_rows(
            file, contract.datasets[eurostat.DATASET], *(own.get(name) or live_table(name) for name in eurostat.NEEDED)
        )
        if file.layout
        else file
        for file in taken
    ]
    taken = _checked(taken, own, live_table, contract, tell)
    tell(80, 100, "Comparing with the other datasets")
    replaced = {file.table.dataset.name for file in taken if file.table and not file.merges}
    taken = _each(
        taken, lambda file, table: _lost_keys(file, table, replaced, lambda n: own.get(n) or live_table(n), contract)
    )
    rows, taken = _new_rows(taken, live_table)
    tell(85, 100, "Comparing with what is live")
    new = {name: _kept(contract.datasets[name], each, live_table(name).cells) for name, each in rows.items()}
    changed = difference(live, {**live, **new}, contract)
    # Where only the writing differs, as in 2.0 for 2, what is live stays.
    whole = {**live, **{name: content for name, content in new.items() if name in changed or name not in live}}
    tell(92, 100, "Looking for what is often a mistake")
    taken = _each(taken, lambda file, table: _warnings(file, table, rows, live_table, changed))
    done = tuple(_as_written(file, contract) for file in taken)
    tell(100, 100, "Done")
    stopped = not done or any(found.severity == "error" for each in done for found in each.problems)
    # The set is given in the contract's order, whichever file came first.
    result = {name: whole[name] for name in contract.datasets if name in whole}
    removals = large_removals(changed, live, contract)
    return Draft(done, None if stopped else result, {} if stopped else changed, removals)


def _tell_nobody(*_: object) -> None:
    pass


def _each(taken: Iterable[FileDraft], find: Callable[[FileDraft, Table], Iterable[Problem]]) -> list[FileDraft]:
    """Return the files with the problems that `find` finds in the table of each."""
    return [file.with_problems(find(file, file.table)) if file.table else file for file in taken]


def _refusing_doubles(taken: Sequence[FileDraft], files: Sequence[UploadedFile], contract: Contract) -> list[FileDraft]:
    """Return the files with what is wrong where two of them are the same dataset, or have the same name."""
    first: dict[str, str] = {}
    names: Counter[str] = Counter()
    found = []
    for file, upload in zip(taken, files, strict=True):
        problems = []
        if file.dataset and not file.layout:
            if file.dataset in first:
                dataset = replace(contract.datasets[file.dataset], path=Path(file.name))
                problems.append(problem("dataset-twice", dataset, title=dataset.title, other=first[file.dataset]))
            first.setdefault(file.dataset, file.name)
        if names[upload.name]:
            remedy = "Rename one of them, or leave it out."
            problems.append(refused(file.name, "file-name", "two files of this name", "each name once", remedy))
        names[upload.name] += 1
        found.append(file.with_problems(problems))
    return found


def _checked(
    taken: Sequence[FileDraft], own: Mapping[str, Table], live: Tables, contract: Contract, tell: Progress
) -> list[FileDraft]:
    """Return the files with what is wrong in their cells and keys, and with what they refer to."""
    total = sum(len(file.table.rows) for file in taken if file.table) or 1
    before = 0

    def check(file: FileDraft, table: Table) -> list[Problem]:
        nonlocal before
        name, start = file.name, before
        before += len(table.rows)
        tell(20 + 60 * start // total, 100, f"Checking {name}")

        def said(done: int, of: int) -> None:
            tell(20 + 60 * (start + done) // total, 100, f"Checking {name}: {done:,} of {of:,} rows")

        targets = {
            key: (own.get(key.dataset) or live(key.dataset)).keys(key.reference_fields)
            for key in table.dataset.foreign_keys
        }
        blamed = {(each.line, each.column) for each in file.problems if each.severity == "error"}
        found = check_table(table, targets, contract, said)
        if file.merges and not file.layout:
            found += live_clashes(table, live(table.dataset.name))
        many = [problem("many-problems", table.dataset, most=MOST_PROBLEMS)]
        return [each for each in found if (each.line, each.column) not in blamed] + many * (len(found) >= MOST_PROBLEMS)

    return _each(taken, check)


def _lost_keys(
    file: FileDraft, table: Table, replaced: Collection[str], kept: Tables, contract: Contract
) -> list[Problem]:
    """Find rows that are gone from a dataset, and to which rows refer that are `kept`: of datasets not `replaced`."""
    header = file.reading.header
    wrong_header = any(each.line == header.line and each.severity == "error" for each in file.problems)
    # Under a wrong header stands another table: that every key is gone from it would bury the cause.
    if file.merges or wrong_header:
        return []
    found = []
    for dataset in (each for each in contract.datasets.values() if each.name not in replaced):
        for key in (each for each in dataset.foreign_keys if each.dataset == table.dataset.name):
            existing = table.keys(key.reference_fields)
            counts = Counter(values for _, values in kept(dataset.name).values(key.fields)) if existing else {}
            for values, count in counts.items():
                if existing and values not in existing:
                    cells = dict(zip(key.reference_fields, values, strict=True))
                    told: dict[str, Any] = {"found": ", ".join(f'{name} "{value}"' for name, value in cells.items())}
                    told["rows"] = f"{count:,} row{'s' if count > 1 else ''} of {dataset.title} refer"
                    told["rows"] += "" if count > 1 else "s"
                    found.append(problem("foreign-key:lost", table.dataset, cells=cells, by=dataset.title, **told))
    return found


def _new_rows(taken: Sequence[FileDraft], live: Tables) -> tuple[dict[str, list[Cells]], list[FileDraft]]:
    """Return the rows of each dataset that the files replace or are merged into, and the files.

    Of two of Eurostat's that disagree about a value, the second has a problem then.
    """
    usable = [(file, file.table) for file in taken if file.table and len(file.problems) < MOST_PROBLEMS]
    rows = {
        table.dataset.name: merged(live(table.dataset.name).cells, given_rows(table), table.dataset)
        if file.merges
        else given_rows(table)
        for file, table in usable
        if not file.layout and table.complete and table.columns == table.dataset.header
    }
    given: dict[Cells, tuple[Cells, str]] = {}
    for file, table in usable:
        if file.layout:
            dataset = table.dataset
            before = rows.get(dataset.name, live(dataset.name).cells)
            rows[dataset.name] = eurostat.merge(before, table.rows, dataset)

    def disagreeing(file: FileDraft, table: Table) -> list[Problem]:
        if not file.layout or len(file.problems) >= MOST_PROBLEMS:
            return []
        key, found = key_of(table.dataset), []
        for row in table.rows:
            name = key(row.cells)
            cells, other = given.setdefault(name, (row.cells, file.name)) if row.whole else (row.cells, "")
            if cells != row.cells and other != file.name:
                found.append(
                    problem("two-values", table.dataset, row.line, column="value", key=", ".join(name), other=other)
                )
        return found

    return rows, _each(taken, disagreeing)


def _kept(dataset: Dataset, rows: list[Cells], before: list[Cells]) -> bytes:
    """Return the CSV to keep of a dataset whose rows are live as `before`."""
    return raw_csv(dataset.header, in_live_order(dataset, _with_apostrophes(dataset, rows, before), before))


def _with_apostrophes(dataset: Dataset, rows: list[Cells], before: list[Cells]) -> list[Cells]:
    """Return `rows` with the apostrophes that live texts have of their own before a formula's start.

    A download looks the same with and without them, and reading it again took them off.
    """
    key = key_of(dataset)
    own = {key(row): row for row in before if any(active(cell) != cell for cell in row)}
    if not own:
        return rows
    kept = []
    for row in rows:
        was = own.get(key(row), row)
        kept.append(tuple(old if active(old) == new else new for old, new in zip(was, row, strict=True)))
    return kept


def _warnings(
    file: FileDraft,
    table: Table,
    rows: Mapping[str, list[Cells]],
    live: Tables,
    changed: Mapping[str, DatasetDifference],
) -> list[Problem]:
    """Return what a file changes in a way that is often a mistake; of Eurostat's only what its own rows change."""
    dataset = table.dataset
    if dataset.name not in rows or not (table.complete and table.rows and table.columns == dataset.header):
        return []
    key = key_of(dataset)
    lines = {key(row.cells): row.line for row in table.rows}
    found = changed.get(dataset.name)
    if not file.layout:
        return changes.warnings(dataset, live(dataset.name).cells, rows[dataset.name], found, lines)
    warnings = changes.formula_cells(dataset, [row.cells for row in table.rows if row.whole], lines)
    if not found:
        return warnings
    own = replace(
        found,
        added=tuple(row for row in found.added if found.key(row) in lines),
        changed=tuple(row for row in found.changed if row.key in lines),
        removed=(),
    )
    return [
        *_vintage(dataset, own, live),
        *warnings,
        *changes.values(dataset, live(dataset.name).cells, own, lines),
    ]


def _vintage(dataset: Dataset, found: DatasetDifference, live: Tables) -> list[Problem]:
    """Remind that the dataset of sources says from when the values are."""
    place = found.columns.index("source_id")
    used = {row[place] for row in found.added} | {row.after[place] for row in found.changed}
    sources = [values for _, values in live("sources").values(("source_id", "title", "vintage"))]
    return [
        problem("vintage", dataset, source=source, title=title, said=said)
        for source, title, said in sources
        if source in used
    ]


def _as_written(file: FileDraft, contract: Contract) -> FileDraft:
    """Return what came of a file, with each value in its problems as it stands there, not as it was understood."""
    records = {record.line: record.cells for record in file.reading.records} if file.table else {}
    found = []
    for each in file.problems:
        cells, place = records.get(each.line or 0, ()), file.positions.get(each.column or "")
        cell = cells[place] if place is not None and place < len(cells) else each.value
        text = each.sentence.replace(f'"{each.value}"', f'"{cell}"', 1)
        found.append(replace(each, value=cell, sentence=text) if each.value and cell != each.value else each)
    header = contract.datasets[file.dataset].header if file.dataset else ()
    return replace(file, problems=tuple(ordered(found, header)))
