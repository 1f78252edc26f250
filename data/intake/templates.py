"""Templates: for each dataset its header with one real row, and what each column holds, from the contract."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from data.checks.canonical import number, read_raw_csv
from data.contract import FIELD_TYPES, Dataset, Field
from data.export import COMMA, CsvForm, spreadsheet_csv_of_cells, to_xlsx


def template_csv(dataset: Dataset, content: bytes, form: CsvForm = COMMA) -> bytes:
    """Return the header and the first row of a dataset, the CSV of a release, as CSV for spreadsheets."""
    header, rows = read_raw_csv(content)
    return spreadsheet_csv_of_cells(header, rows[:1], form, _numbers(dataset))


def live_csv(dataset: Dataset, content: bytes, form: CsvForm = COMMA) -> bytes:
    """Return all of it as CSV for spreadsheets."""
    return spreadsheet_csv_of_cells(*read_raw_csv(content), form, _numbers(dataset))


def template_xlsx(dataset: Dataset, content: bytes) -> bytes:
    """Return header and first row of `dataset` as a workbook whose second sheet explains each column."""
    header, rows = read_raw_csv(content)
    return _workbook(dataset, header, rows[:1])


def live_xlsx(dataset: Dataset, content: bytes) -> bytes:
    """Return all of it as a workbook whose second sheet explains each column; raises TableTooLarge."""
    return _workbook(dataset, *read_raw_csv(content))


def _workbook(dataset: Dataset, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    numbers = _numbers(dataset)
    cells = [
        [_number(cell) if name in numbers else cell or None for name, cell in zip(header, row, strict=True)]
        for row in rows
    ]
    return to_xlsx(header, cells, {dataset.title: dataset.description} | explanations(dataset))


def _numbers(dataset: Dataset) -> list[str]:
    return [name for name, field in dataset.fields.items() if field.is_number]


def _number(cell: str) -> str | float | None:
    """Return a cell as a number where a workbook shows all its digits, which are 15 at most; None for nothing."""
    try:
        held = float(cell)
    except ValueError:
        return cell or None
    return held if isfinite(held) and number(f"{held:.15G}") == number(cell) else cell


def template_readme(dataset: Dataset) -> str:
    """Return what each column of `dataset` holds as plain text, one paragraph a column."""
    lines = [dataset.title, "=" * len(dataset.title), "", dataset.description, ""]
    lines.append(f"A row is known by {', '.join(dataset.primary_key)}. An upload replaces the whole dataset.")
    for name, text in explanations(dataset).items():
        lines += ["", name, f"    {text}"]
    return "\n".join(lines) + "\n"


def explanations(dataset: Dataset) -> dict[str, str]:
    """Return for each column, in order, what it holds and what is allowed in it."""
    targets = {key.fields[0]: key for key in dataset.foreign_keys if len(key.fields) == 1}
    found = {}
    for name, field in dataset.fields.items():
        parts = [f"{field.title}: {field.description}", _what(field)]
        if name in targets and targets[name].dataset != dataset.name:
            parts.append(f"It must be in the dataset {targets[name].dataset}.")
        found[name] = " ".join(parts)
    return found


def _what(field: Field) -> str:
    parts = [FIELD_TYPES[field.type].words, "required" if field.required else "may be empty"]
    if field.unique:
        parts.append("each value once")
    if field.unit:
        parts.append(f"unit: {field.unit}")
    if field.minimum is not None:
        parts.append(f"at least {field.minimum:g}")
    if field.maximum is not None:
        parts.append(f"at most {field.maximum:g}")
    text = f"{'; '.join(parts).capitalize()}."
    if field.enum:
        text += f" One of: {', '.join(field.enum)}."
    if field.delimiter:
        text += f" Several items are possible, separated by “{field.delimiter}” without spaces."
    if field.vocabulary:
        text += f" Items: {', '.join(field.vocabulary)}."
    elif field.pattern and not field.delimiter and not field.enum:
        text += " A web address." if field.pattern.startswith("https?") else f" Form: {field.pattern}"
    return text
