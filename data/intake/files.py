"""Takes one dropped file as far as it goes by itself: read, recognised, and turned into rows of its dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.checks.canonical import Table
from data.checks.problems import Problem, header_problem, problem, ragged_row
from data.contract import Contract, Dataset
from data.intake import columns, eurostat, marks, unmapped, unrecognised, workbook
from data.intake.cells import contract_rows, doubtful_commas, number_cells
from data.intake.file_kind import WORKBOOK
from data.intake.reading import Reading, read
from data.settings import whole_number

_REPLACES = "Replaces the whole dataset {title}."
_ADDS = "Adds rows to {title}, and changes those with the same key; removes nothing."
_MERGES = "Eurostat's {layout}: merged into {title} by key; removes nothing."


@dataclass(frozen=True)
class UploadedFile:
    """One dropped file: its name as the browser or the command line gave it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class FileChoices:
    """What a person set for one file; None leaves it to detection.

    `columns` maps column names of the file to fields, or to None to leave a column out. `merge` is whether its rows
    are added to those that are live, by key, instead of replacing the dataset.
    """

    dataset: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    merge: bool = False


@dataclass(frozen=True)
class FileDraft:
    """What came of one file so far.

    `reading` holds its dialect and records. `layout` is the name of Eurostat's layout, or None for a dataset's own
    CSV. `merges` is whether its rows are added by key instead of replacing all. `rows` counts the rows taken over,
    `unmapped` lists those of a Eurostat file that are not. `suggestions` wait for a person; `left_out` are columns
    nobody reads. `problems` holds errors and warnings. `table` holds its rows as those of its dataset, where that is
    known, and `positions` where in the file each field of it stands.
    """

    reading: Reading
    recognition: columns.Recognition
    layout: str | None = None
    merges: bool = False
    rows: int = 0
    suggestions: tuple[columns.Suggestion, ...] = ()
    left_out: tuple[str, ...] = ()
    unmapped: tuple[unmapped.Unmapped, ...] = ()
    effect: str = ""
    problems: tuple[Problem, ...] = ()
    table: Table | None = None
    positions: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the file, as it may be shown."""
        return self.reading.name

    @property
    def dataset(self) -> str | None:
        """The dataset it is, or None while nobody knows."""
        return self.recognition.dataset

    @property
    def unmapped_counts(self) -> dict[str, int]:
        """How many rows of a Eurostat file are not taken over, by reason: faults first, then the most frequent."""
        return unmapped.reasons(self.unmapped)

    def with_problems(self, found: Iterable[Problem]) -> FileDraft:
        """Return the same with the problems `found` after those it has."""
        return replace(self, problems=(*self.problems, *found))

    def without_rows(self) -> FileDraft:
        """Return the same without records and table: of a large file they would stay in memory by the 100 MB."""
        return replace(self, reading=replace(self.reading, records=()), table=None)


def recognised(upload: UploadedFile, contract: Contract, choices: FileChoices, limit: int | None) -> FileDraft:
    """Read a file of at most `limit` bytes, and tell which dataset it is, or that it has Eurostat's layout."""
    reading = _read(upload, choices, whole_number("INNO_UPLOAD_LIMIT_MB") << 20 if limit is None else limit)
    header = reading.header
    if not header.cells:
        return FileDraft(reading, columns.Recognition(None, "the file could not be read"), problems=reading.problems)
    layout = eurostat.layout(header.cells)
    if layout and eurostat.DATASET in contract.datasets and choices.dataset in {None, eurostat.DATASET}:
        title = contract.datasets[eurostat.DATASET].title
        found = columns.Recognition(eurostat.DATASET, f"{title}, because the header is Eurostat's {layout}.")
        effect = _MERGES.format(layout=layout, title=title)
        return FileDraft(reading, found, layout, merges=True, effect=effect, problems=reading.problems)
    found = columns.recognise(header.cells, contract, chosen=choices.dataset)
    known = set(columns.names(header.cells)) & set(contract.datasets[found.dataset].header if found.dataset else ())
    # Also where somebody chose the dataset: that hardly a column of it is there has a cause.
    few = 2 * len(known) <= len(header.cells)
    cause = unrecognised.cause(reading, upload.content, contract, is_unlike=not known) if few else None
    if cause:
        found = columns.Recognition(None, "the header is none of a dataset's", found.candidates)
        cause = replace(cause, sentence=cause.sentence + workbook.other_sheets(reading))
        return FileDraft(reading, found, problems=(*reading.problems, cause))
    if found.dataset:
        effect = (_ADDS if choices.merge else _REPLACES).format(title=contract.datasets[found.dataset].title)
        return FileDraft(reading, found, merges=choices.merge, effect=effect, problems=reading.problems)
    likely = ", ".join(contract.datasets[name].title for name in found.candidates)
    remedy = f"; most like it: {likely}" if likely else ", or use its template"
    unknown = problem("dataset", reading.name, header.line, why=found.reason, remedy=remedy)
    unknown = replace(unknown, sentence=unknown.sentence + workbook.other_sheets(reading))
    return FileDraft(reading, found, problems=(*reading.problems, unknown))


def _read(upload: UploadedFile, choices: FileChoices, limit: int) -> Reading:
    if upload.name.lower().endswith(WORKBOOK):
        return workbook.read(upload.name, upload.content, sheet=choices.sheet, decimal=choices.decimal, limit=limit)
    return read(
        upload.name,
        upload.content,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        decimal=choices.decimal,
        limit=limit,
    )


def with_dataset_rows(file: FileDraft, dataset: Dataset, chosen: Mapping[str, str | None], live: Table) -> FileDraft:
    """Return `file` with its rows as those of `dataset`, and with what is wrong with its header and their shape.

    `chosen` maps columns of the file to fields, or to None to leave one out, as a person decided. By the `live`
    rows a number is known that may be thousands.
    """
    line, cells = file.reading.header.line, file.reading.header.cells
    match = columns.match(cells, dataset, chosen)
    header = columns.names(cells)
    named = _named(dataset, file.name, {name: header[place] for name, place in match.positions.items()})
    plain = _named(dataset, file.name, {})
    free = f"one of {', '.join(match.missing)}" if match.missing else f"no more than the columns of {dataset.title}"
    problems = [header_problem("missing-column", plain, line, name) for name in match.missing]
    for place in match.extra:
        is_nameless = header[place] == columns.nameless(place)
        kind = "extra-column:nameless" if is_nameless else "extra-column:choose"
        problems.append(header_problem(kind, plain, line, header[place], expected=free, place=place + 1))
    problems += [
        header_problem("repeated-column", plain, line, header[place], place=place + 1) for place in match.repeated
    ]
    for name, given in match.clashes.items():
        found = " and ".join(f'"{each}"' for each in given)
        problems.append(header_problem("repeated-column:chosen", plain, line, name, found=found))
    problems += [
        header_problem("renamed-column:confirm", plain, line, each.field, found=each.column)
        for each in match.suggestions
        if each.field
    ]
    numbers = [place for name, place in match.positions.items() if dataset.fields[name].type == "number"]
    reading, decimal = _with_decimal(file.reading, numbers)
    made = replace(
        file, reading=reading, suggestions=match.suggestions, left_out=match.left_out, rows=len(reading.records)
    )
    if not match.positions:
        return made.with_problems(problems)
    table, mixed = contract_rows(reading, named, match.positions, decimal, live)
    made = replace(made, table=table, positions=match.positions)
    return made.with_problems([*problems, *mixed, *_ragged(named, reading)])


def with_eurostat_rows(file: FileDraft, dataset: Dataset, indicators: Table, places: Table) -> FileDraft:
    """Return `file` with the rows that Eurostat's file gives to observations, the contract's `dataset`."""
    header = file.reading.header
    codes, positions = columns.names(header.cells), eurostat.file_positions(header.cells)
    named = _named(dataset, file.name, {name: codes[place] for name, place in positions.items()})
    reading, decimal = _with_decimal(file.reading, [positions["value"]])
    units = {indicator: unit for _, (indicator, unit) in indicators.values(("indicator_id", "unit"))}
    texts = " ".join(text for _, (text,) in indicators.values(("source_dataset",)))
    described = frozenset(re.findall(r"\w+", texts.upper()))
    codes_of_places = frozenset(place for _, (place,) in places.values(("place_code",)))
    mapped = eurostat.map_rows(reading, dataset, units, described, codes_of_places, decimal)
    repeated = [
        header_problem("repeated-column", named, header.line, name, place=place + 1)
        for place, name in enumerate(codes)
        # Columns with labels may well have the same name.
        if name in codes[:place] and eurostat.is_read(name)
    ]
    doubtful = doubtful_commas(reading, named, positions["value"], decimal)
    made = replace(
        file,
        reading=reading,
        rows=sum(row.whole for row in mapped.rows),
        unmapped=tuple(mapped.unmapped),
        table=Table(named, dataset.header, mapped.rows, reading.complete),
        positions=positions,
    )
    return made.with_problems([*doubtful, *_ragged(named, reading), *repeated, *mapped.problems(named)])


def _ragged(dataset: Dataset, reading: Reading) -> list[Problem]:
    width = len(reading.header.cells)
    return [ragged_row(dataset, row.line, len(row.cells), width) for row in reading.records if not row.whole]


def _with_decimal(reading: Reading, positions: Sequence[int]) -> tuple[Reading, str]:
    """Return the reading with the decimal mark that its columns of numbers have, where none was chosen, and it."""
    dialect = reading.dialect
    if dialect is None or "decimal" in dialect.chosen:
        return reading, dialect.decimal if dialect else "."
    mark = marks.decimal_mark(number_cells(reading, positions))
    return replace(reading, dialect=replace(dialect, decimal=mark)), mark


def _named(dataset: Dataset, file: str, own: Mapping[str, str]) -> Dataset:
    """Return `dataset` under the name of the person's file, its fields with the names they have there."""
    fields = {
        name: replace(each, title=f"{each.title}, in the file “{own[name]}”")
        if name in own and own[name] != name
        else each
        for name, each in dataset.fields.items()
    }
    return replace(dataset, path=Path(file), fields=fields)
