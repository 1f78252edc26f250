"""Takes one dropped file as far as it goes by itself: read, recognised, and turned into rows of its dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.checks import sentences as contract_sentences
from data.checks.rules import Table
from data.checks.sentences import Problem
from data.contract import Contract, Dataset
from data.intake import columns, eurostat, sentences
from data.intake.cells import contract_rows, decimal_mark, number_cells
from data.intake.current import Live
from data.intake.reading import Reading, read

_REPLACES = "Replaces the whole dataset {title}."
_MERGES = "Eurostat's {layout}: merged into {title} by key; removes nothing."


@dataclass(frozen=True)
class UploadedFile:
    """One dropped file: its name as the browser or the command line gave it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class FileChoices:
    """What a person set for one file; None leaves it to detection.

    `columns` maps column names of the file to fields, or to None to leave a column out.
    """

    dataset: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class FileDraft:
    """What came of one file.

    `reading` holds its dialect and records. `dataset` is None while nobody knows which it is. `layout`
    is the name of Eurostat's layout, or None for a dataset's own CSV. `rows` counts the rows taken over,
    `unmapped` lists those of a Eurostat file that are not. `suggestions` wait for a person; `left_out`
    are columns nobody reads. `problems` holds errors and warnings by line.
    """

    name: str
    reading: Reading
    recognition: columns.Recognition
    layout: str | None = None
    dataset: str | None = None
    rows: int = 0
    suggestions: tuple[columns.Suggestion, ...] = ()
    left_out: tuple[str, ...] = ()
    unmapped: tuple[eurostat.Unmapped, ...] = ()
    unmapped_counts: Mapping[str, int] = field(default_factory=dict)
    effect: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass
class Work:
    """A file on its way through the checks."""

    upload: UploadedFile
    draft: FileDraft
    table: Table | None = None
    positions: Mapping[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def recognised(upload: UploadedFile, contract: Contract, choices: FileChoices, limit: int | None) -> Work:
    reading = read(
        upload.name,
        upload.content,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        decimal=choices.decimal,
        limit=limit,
    )
    if reading.header is None:
        recognition = columns.Recognition(None, "the file could not be read")
        return Work(upload, FileDraft(reading.name, reading, recognition), problems=list(reading.problems))
    layout = eurostat.layout(reading.header.cells)
    if layout and eurostat.DATASET in contract.datasets and choices.dataset in (None, eurostat.DATASET):
        title = contract.datasets[eurostat.DATASET].title
        recognition = columns.Recognition(eurostat.DATASET, f"{title}, because the header is Eurostat's {layout}.")
        effect = _MERGES.format(layout=layout, title=title)
        made = FileDraft(reading.name, reading, recognition, layout, eurostat.DATASET, effect=effect)
        return Work(upload, made, problems=list(reading.problems))
    recognition = columns.recognise(reading.header.cells, contract, chosen=choices.dataset)
    made = FileDraft(reading.name, reading, recognition, dataset=recognition.dataset)
    problems = list(reading.problems)
    if recognition.dataset is None:
        line, reason = reading.header.line, recognition.reason
        likely = [contract.datasets[name].title for name in recognition.candidates]
        problems.append(sentences.unknown_dataset(reading.name, line, reason, likely))
    else:
        made = replace(made, effect=_REPLACES.format(title=contract.datasets[recognition.dataset].title))
    return Work(upload, made, problems=problems)


def read_dataset(work: Work, dataset: Dataset, choices: FileChoices | None) -> None:
    reading, choices = work.draft.reading, choices or FileChoices()
    match = columns.match(reading.header.cells, dataset, choices.columns)
    header, line = columns.names(reading.header.cells), reading.header.line
    own = {name: header[place] for name, place in match.positions.items()}
    named = _named(dataset, reading.name, own)
    plain = _named(dataset, reading.name, {})
    work.problems += [contract_sentences.missing_column(plain, line, name) for name in match.missing]
    work.problems += [
        sentences.spare_column(reading.name, line, dataset, header[place], match.missing) for place in match.extra
    ]
    work.problems += [contract_sentences.repeated_column(plain, line, header[place], place) for place in match.repeated]
    work.problems += [
        sentences.column_given_twice(reading.name, line, dataset, each, name) for name, each in match.clashes.items()
    ]
    work.problems += [
        sentences.unconfirmed_column(reading.name, line, dataset, each.column, each.field)
        for each in match.suggestions
        if each.field
    ]
    numbers = [place for name, place in match.positions.items() if dataset.fields[name].type == "number"]
    reading = _with_decimal(reading, numbers)
    work.draft = replace(
        work.draft, reading=reading, suggestions=match.suggestions, left_out=match.left_out, rows=len(reading.records)
    )
    if match.positions:
        found, rows, mixed = contract_rows(reading, named, match.positions, reading.dialect.decimal)
        work.problems += mixed
        work.problems += [
            contract_sentences.ragged_row(named, record.line, len(record.cells), len(reading.header.cells))
            for record in reading.records
            if len(record.cells) != len(reading.header.cells)
        ]
        work.table = Table(named, found, tuple(rows), reading.complete)
        work.positions = match.positions


def read_eurostat(work: Work, contract: Contract, live: Live, own: Mapping[str, Work]) -> None:
    dataset = contract.datasets[eurostat.DATASET]
    header = work.draft.reading.header.cells
    codes, positions = columns.names(header), eurostat.file_positions(header)
    named = _named(dataset, work.draft.name, {name: codes[place] for name, place in positions.items()})
    reading = _with_decimal(work.draft.reading, [positions["value"]])
    units = dict(_pairs("indicators", ("indicator_id", "unit"), live, own))
    places = frozenset(place for place, _ in _pairs("places", ("place_code", "place_code"), live, own))
    mapped = eurostat.map_rows(reading, dataset, units, places, reading.dialect.decimal)
    work.problems += [
        contract_sentences.ragged_row(named, record.line, len(record.cells), len(header))
        for record in reading.records
        if len(record.cells) != len(header)
    ]
    work.draft = replace(
        work.draft,
        reading=reading,
        rows=sum(row.whole for row in mapped.rows),
        unmapped=mapped.unmapped,
        unmapped_counts=mapped.counts,
    )
    work.table = Table(named, dataset.header, mapped.rows, reading.complete)
    work.positions = positions
    work.problems += [
        contract_sentences.repeated_column(named, reading.header.line, name, place)
        for place, name in enumerate(codes)
        # Columns with labels may well have the same name.
        if name in codes[:place] and name in eurostat.READ
    ]


def _pairs(name: str, fields: tuple[str, str], live: Live, own: Mapping[str, Work]) -> list[tuple[str, str]]:
    """Return two columns of a dataset as it would be after the upload."""
    if name in own and set(fields) <= set(own[name].table.columns):
        header, rows = own[name].table.columns, [row.cells for row in own[name].table.rows]
    else:
        header, rows = live.header(name), live.rows(name)
    if not set(fields) <= set(header):
        return []
    one, other = (header.index(each) for each in fields)
    return [(row[one], row[other]) for row in rows]


def _with_decimal(reading: Reading, positions: Sequence[int]) -> Reading:
    if "decimal" in reading.dialect.chosen:
        return reading
    return replace(reading, dialect=replace(reading.dialect, decimal=decimal_mark(number_cells(reading, positions))))


def _named(dataset: Dataset, file: str, own: Mapping[str, str]) -> Dataset:
    """Return `dataset` under the name of the person's file, its fields with the names they have there."""
    fields = {
        name: replace(each, title=f"{each.title}, in the file “{own[name]}”")
        if name in own and own[name] != name
        else each
        for name, each in dataset.fields.items()
    }
    return replace(dataset, path=Path(file), fields=fields)
