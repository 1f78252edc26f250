"""The one way in: from dropped files to a checked draft of a release, with what it would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.checks.canonical import in_live_order, to_csv
from data.checks.rules import MOST_PROBLEMS, Row, check_foreign_keys, check_unique, check_values
from data.checks.sentences import Problem
from data.contract import Contract, Dataset
from data.export import active
from data.intake import changes, eurostat, sentences
from data.intake.current import Live
from data.intake.files import FileChoices, FileDraft, UploadedFile, Work, read_dataset, read_eurostat, recognised
from data.releases.difference import DatasetDifference, difference
from data.worker import Progress


@dataclass(frozen=True)
class Draft:
    """A checked upload.

    `result` is the complete set of datasets (name -> CSV) to publish, or None while there are errors.
    `difference` says by dataset what it changes against live; empty with a result means “no change”.
    """

    files: tuple[FileDraft, ...]
    result: Mapping[str, bytes] | None
    difference: Mapping[str, DatasetDifference]

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
    tell = progress or (lambda done, total, words: None)
    live_rows = Live(live)
    works = []
    for number, upload in enumerate(files):
        tell(20 * number // len(files), 100, f"Reading {upload.name}")
        works.append(recognised(upload, contract, (choices or {}).get(upload.name, FileChoices()), limit))
    _refuse_twice(works, contract)
    for work in works:
        if work.draft.dataset and not work.draft.layout:
            read_dataset(work, contract.datasets[work.draft.dataset], (choices or {}).get(work.upload.name))
    own = {work.draft.dataset: work for work in works if work.table and not work.draft.layout}
    for work in works:
        if work.draft.layout:
            read_eurostat(work, contract, live_rows, own)
    total = sum(len(work.table.rows) for work in works if work.table) or 1
    before = 0
    for work in works:
        if work.table:
            _check(work, before, total, tell)
            before += len(work.table.rows)
    tell(80, 100, "Comparing with the other datasets")
    _check_keys(works, own, live_rows, contract)
    rows = _new_rows(works, own, live_rows, contract)
    tell(85, 100, "Comparing with what is live")
    new = {
        name: _kept(contract.datasets[name], each, live.get(name), live_rows.rows(name)) for name, each in rows.items()
    }
    result = {**live, **new}
    changed = difference(live, result, contract)
    tell(92, 100, "Looking for what is often a mistake")
    for work in works:
        if work.table:
            _warn(work, rows, live_rows, changed)
    done = tuple(
        replace(work.draft, problems=tuple(_ordered(_as_written(work), contract.datasets.get(work.draft.dataset))))
        for work in works
    )
    tell(100, 100, "Done")
    stopped = not done or any(problem.severity == "error" for each in done for problem in each.problems)
    # The set is given in the contract's order, whichever file came first.
    whole = {name: result[name] for name in contract.datasets if name in result}
    return Draft(done, None if stopped else whole, {} if stopped else changed)


def _refuse_twice(works: Sequence[Work], contract: Contract) -> None:
    first: dict[str, str] = {}
    names: set[str] = set()
    for work in works:
        name = work.draft.dataset
        if name and not work.draft.layout:
            if name in first:
                work.problems.append(sentences.twice(work.draft.name, contract.datasets[name], first[name]))
            first.setdefault(name, work.draft.name)
        if work.upload.name in names:
            remedy = "Rename one of them, or leave it out."
            problem = sentences.refused(
                work.draft.name, "file-name", "two files of this name", "each name once", remedy
            )
            work.problems.append(problem)
        names.add(work.upload.name)


def _check(work: Work, before: int, total: int, tell: Progress) -> None:
    table, name = work.table, work.draft.name
    tell(20 + 60 * before // total, 100, f"Checking {name}")

    def said(done: int, of: int) -> None:
        tell(20 + 60 * (before + done) // total, 100, f"Checking {name}: {done:,} of {of:,} rows")

    blamed = {(problem.line, problem.column) for problem in work.problems}
    found = [problem for problem in check_values(table, said) if (problem.line, problem.column) not in blamed]
    if len(found) < MOST_PROBLEMS:
        found += check_unique(table)
    if len(found) >= MOST_PROBLEMS:
        found = [*found[:MOST_PROBLEMS], sentences.many_problems(name, MOST_PROBLEMS, table.dataset.name)]
    work.problems += found


def _check_keys(works: Sequence[Work], own: Mapping[str, Work], live: Live, contract: Contract) -> None:
    """Check that what the files refer to is there, and that what others refer to is still there."""
    for work in works:
        # A file with so many problems is not this table: what it refers to would double them.
        if work.table and len(work.problems) < MOST_PROBLEMS:
            targets = {}
            for key in work.table.dataset.foreign_keys:
                if key.dataset in own:
                    targets[key] = own[key.dataset].table.keys(key.reference_fields)
                else:
                    targets[key] = live.keys(key.dataset, key.reference_fields)
            blamed = {(problem.line, problem.column) for problem in work.problems}
            found = check_foreign_keys(work.table, targets, contract)
            work.problems += [each for each in found if (each.line, each.column) not in blamed]
    for dataset in contract.datasets.values():
        if dataset.name in own or dataset.name not in live.files:
            continue
        for key in dataset.foreign_keys:
            if key.dataset not in own:
                continue
            work = own[key.dataset]
            existing = work.table.keys(key.reference_fields)
            # Under a wrong header stands another table: that every key is gone from it would bury the cause.
            if not existing or _has_wrong_header(work):
                continue
            for values, count in live.counts(dataset.name, key.fields).items():
                if "" not in values and values not in existing:
                    problem = sentences.lost_key(
                        work.draft.name,
                        contract.datasets[key.dataset],
                        values,
                        key.reference_fields,
                        dataset.title,
                        count,
                    )
                    work.problems.append(problem)


def _has_wrong_header(work: Work) -> bool:
    header = work.draft.reading.header
    return any(problem.line == header.line and problem.severity == "error" for problem in work.problems)


def _new_rows(
    works: Sequence[Work], own: Mapping[str, Work], live: Live, contract: Contract
) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each dataset that the files replace or add to, in the contract's columns."""
    rows = {}
    for name, work in own.items():
        header = contract.datasets[name].header
        if work.table.columns == header and work.table.complete and len(work.problems) < MOST_PROBLEMS:
            rows[name] = [row.cells for row in work.table.rows if any(row.cells)]
    dataset = contract.datasets.get(eurostat.DATASET)
    given: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
    for work in works:
        if not (work.draft.layout and work.table) or len(work.problems) >= MOST_PROBLEMS:
            continue
        _refuse_two_values(work, dataset, given)
        before = rows.get(dataset.name, live.rows(dataset.name))
        rows[dataset.name] = eurostat.merge(before, work.table.rows, dataset.header, dataset.primary_key)
    return rows


def _refuse_two_values(work: Work, dataset: Dataset, given: dict[tuple[str, ...], tuple[tuple[str, ...], str]]) -> None:
    key = [dataset.header.index(name) for name in dataset.primary_key]
    for row in work.table.rows:
        if not row.whole:
            continue
        name = tuple(row.cells[place] for place in key)
        cells, file = given.setdefault(name, (row.cells, work.draft.name))
        if cells != row.cells and file != work.draft.name:
            work.problems.append(sentences.two_values(work.draft.name, row.line, dataset, name, file))


def _kept(dataset: Dataset, rows: list[tuple[str, ...]], live: bytes | None, before: list[tuple[str, ...]]) -> bytes:
    """Return the CSV to keep: the live one where the rows are the same."""
    key = [dataset.header.index(name) for name in dataset.primary_key]
    content = to_csv(dataset.header, in_live_order(_with_apostrophes(rows, before, key), before, key))
    if (
        live is not None
        and content != live
        and not difference({dataset.name: live}, {dataset.name: content}, Contract({dataset.name: dataset}, {}))
    ):
        return live
    return content


def _with_apostrophes(
    rows: list[tuple[str, ...]], before: list[tuple[str, ...]], key: Sequence[int]
) -> list[tuple[str, ...]]:
    """Return `rows` with the apostrophes that live texts have of their own before a formula's start.

    A download looks the same with and without them, and reading it again took them off.
    """
    own = {tuple(row[place] for place in key): row for row in before if any(active(cell) != cell for cell in row)}
    if not own:
        return rows
    kept = []
    for row in rows:
        was = own.get(tuple(row[place] for place in key), row)
        kept.append(tuple(old if active(old) == new else new for old, new in zip(was, row, strict=True)))
    return kept


def _warn(
    work: Work,
    rows: Mapping[str, list[tuple[str, ...]]],
    live: Live,
    changed: Mapping[str, DatasetDifference],
) -> None:
    dataset = work.table.dataset
    whole = work.table.complete and work.table.columns == dataset.header and work.table.rows
    if dataset.name not in rows or not whole:
        return
    key = [dataset.header.index(name) for name in dataset.primary_key]
    own: dict[tuple[str, ...], Row] = {tuple(row.cells[place] for place in key): row for row in work.table.rows}
    lines = {name: row.line for name, row in own.items()}
    found = changed.get(dataset.name)
    if work.draft.layout:
        after = [row.cells for row in work.table.rows if row.whole]
        if found:
            found = replace(
                found,
                added=tuple(row for row in found.added if found.key(row) in own),
                changed=tuple(row for row in found.changed if row.key in own),
                removed=(),
            )
            work.problems += _vintage(work, found, live)
        work.problems += changes.warnings(dataset, (), after, None, lines)
        if found:
            work.problems += changes.values(dataset, live.rows(dataset.name), found, lines)
    else:
        work.problems += changes.warnings(dataset, live.rows(dataset.name), rows[dataset.name], found, lines)


def _vintage(work: Work, found: DatasetDifference, live: Live) -> list[Problem]:
    """Remind that the dataset of sources says from when the values are."""
    place = found.columns.index("source_id")
    used = {row[place] for row in found.added} | {row.after[place] for row in found.changed}
    header, sources = live.header("sources"), live.rows("sources")
    if not used or not {"source_id", "title", "vintage"} <= set(header):
        return []
    at = [header.index(name) for name in ("source_id", "title", "vintage")]
    told = [[row[each] for each in at] for row in sources if row[at[0]] in used]
    return [sentences.vintage(work.draft.name, *each) for each in told]


def _as_written(work: Work) -> list[Problem]:
    """Return the problems with each value as it stands in the file, not as it was understood."""
    records = {record.line: record.cells for record in work.draft.reading.records} if work.table else {}
    found = []
    for problem in work.problems:
        cells, place = records.get(problem.line, ()), work.positions.get(problem.column)
        if problem.value and place is not None and place < len(cells) and cells[place] != problem.value:
            text = problem.sentence.replace(f'"{problem.value}"', f'"{cells[place]}"', 1)
            problem = replace(problem, value=cells[place], sentence=text)
        found.append(problem)
    return found


def _ordered(problems: Sequence[Problem], dataset: Dataset | None) -> list[Problem]:
    header = dataset.header if dataset else ()

    def place(problem: Problem) -> tuple[int, int]:
        return problem.line or 0, header.index(problem.column) if problem.column in header else -1

    return sorted(dict.fromkeys(problems), key=place)
