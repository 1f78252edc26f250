"""Says what is wrong with a file: each kind of mistake as a Problem with a plain sentence.

Every sentence has the same four parts: where it stands, what was found, what was expected, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.contract import Dataset, Field, ForeignKey


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    `line` counts from 1 in the file as an editor shows it, line breaks inside cells included; it is
    None where no line is at fault. `column` is the name of the column in the contract, or in the
    file where the contract has none; for a key of several columns it is the last one. `value` is
    the cell as it stands in the file. `rule` is a short name for programs, `sentence` is for people.
    An "error" stops a publication, a "warning" informs.
    """

    dataset: str
    file: str
    line: int | None
    column: str | None
    value: str | None
    rule: str
    sentence: str
    severity: str = "error"


_RESTORE = "Put the right file in its place, or restore it from the last release."


# The file as a whole


def missing_file(dataset: Dataset) -> Problem:
    """Say that a dataset has no file."""
    return _file_problem(dataset, "missing-file", "the file is missing", "all datasets of the contract", _RESTORE)


def unknown_file(name: str, known: Iterable[str]) -> Problem:
    """Say that there is a file for a dataset which the contract does not have."""
    sentence = (
        f'{name}: found a dataset "{name}", expected one of {", ".join(known)}. Correct its name or leave it out.'
    )
    return Problem(name, name, None, None, None, "unknown-file", sentence)


def empty_file(dataset: Dataset, *, has_header: bool) -> Problem:
    """Say that a file has no rows."""
    found = "the file holds only a header" if has_header else "the file is empty"
    expected = f"a header with {len(dataset.header)} columns and at least one row"
    return _file_problem(dataset, "empty-file", found, expected, _RESTORE)


def unreadable_table(dataset: Dataset, rule: str, note: str) -> Problem:
    """Say that a file is no table, in the words of the checker."""
    return _file_problem(dataset, rule, note, "a table as in the contract", "Mend the file.")


def not_text(dataset: Dataset) -> Problem:
    """Say that a file is in UTF-16, or no text at all."""
    found = "the file is not UTF-8 text (it looks like UTF-16 or a spreadsheet)"
    return _file_problem(dataset, "encoding", found, "UTF-8 text", "Save the file as CSV UTF-8.")


def not_utf8(dataset: Dataset, line: int, byte: int) -> Problem:
    """Say which byte of a file is not UTF-8."""
    text = f"found a character that is not UTF-8 (byte {byte:#04x}), expected UTF-8 text. Save the file as CSV UTF-8."
    return _line_problem(dataset, line, "encoding", text)


def byte_order_mark(dataset: Dataset) -> Problem:
    """Say that a file begins with a byte order mark."""
    text = (
        "found a byte order mark before the header, expected the first column name. "
        "Save the file as UTF-8 without byte order mark."
    )
    return _line_problem(dataset, 1, "byte-order-mark", text)


def _file_problem(dataset: Dataset, rule: str, found: str, expected: str, remedy: str) -> Problem:
    sentence = f"{_file(dataset)}: {found}, expected {expected}. {remedy}"
    return Problem(dataset.name, _file(dataset), None, None, None, rule, sentence)


# The header


def repeated_column(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say that a column stands in the header twice."""
    text = f'found the column "{name}" a second time (column {position + 1}), expected it once.'
    return _header_problem(dataset, line, name, "repeated-column", f"{text} Remove one of the two.")


def missing_column(dataset: Dataset, line: int, name: str) -> Problem:
    """Say that a column is missing and where it belongs."""
    title, place = dataset.fields[name].title, dataset.header.index(name) + 1
    text = f'the column "{name}" ({title}) is missing, expected {len(dataset.header)} columns.'
    return _header_problem(dataset, line, name, "missing-column", f"{text} Add it as column {place}.")


def renamed_column(dataset: Dataset, line: int, name: str, found: str) -> Problem:
    """Say that the column `name` seems to be there under the name `found`."""
    text = f'found the column "{found}", expected "{name}" ({dataset.fields[name].title}).'
    return _header_problem(dataset, line, name, "renamed-column", f'{text} Rename it to "{name}".')


def extra_column(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say that the contract does not know a column."""
    text = f'found the column "{name}" (column {position + 1}), expected only known columns.'
    return _header_problem(dataset, line, name, "extra-column", f"{text} Remove it, or correct its name.")


def moved_column(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say that a column stands in another place than in the contract."""
    title, place = dataset.fields[name].title, dataset.header.index(name) + 1
    text = f'found "{name}" ({title}) as column {position + 1}, expected it as column {place}.'
    return _header_problem(dataset, line, name, "moved-column", f"{text} Move it there.")


def _header_problem(dataset: Dataset, line: int, column: str, rule: str, text: str) -> Problem:
    sentence = f"{_file(dataset)}, line {line}: {text}"
    return Problem(dataset.name, _file(dataset), line, column, None, rule, sentence)


# Rows


def broken_quotes(dataset: Dataset, line: int, cause: object) -> Problem:
    """Say from which line on a file could not be read."""
    text = (
        f"found a row that cannot be read ({cause}), expected quotation marks in pairs. "
        "Mend the quotation marks; rows after this line were not read."
    )
    return _line_problem(dataset, line, "quotes", text)


def ragged_row(dataset: Dataset, line: int, found: int, expected: int) -> Problem:
    """Say that a row has more or fewer cells than the header."""
    cause = "a comma inside a text needs quotation marks" if found > expected else "a separator is missing"
    text = (
        f"found {found} {'cell' if found == 1 else 'cells'}, expected {expected} as in the header. "
        f"Correct the row; often {cause}."
    )
    return _line_problem(dataset, line, "ragged-row", text)


def blank_row(dataset: Dataset, line: int) -> Problem:
    """Say that a row has only empty cells."""
    return _line_problem(dataset, line, "blank-row", "found a row of empty cells, expected values. Remove the row.")


def other_row(dataset: Dataset, line: int, rule: str, note: str) -> Problem:
    """Say what else the checker found in a row, in its own words."""
    return _line_problem(dataset, line, rule, f"found {note}, expected a row as in the contract. Correct the row.")


def duplicate(dataset: Dataset, line: int, names: tuple[str, ...], values: tuple[str, ...], first: int) -> Problem:
    """Say that a key of the columns `names` stands in the line `first` already."""
    pairs = ", ".join(f"{name} {_quoted(value)}" for name, value in zip(names, values, strict=True))
    sentence = (
        f"{_cell(dataset, line, *(dataset.fields[name] for name in names))}: found {pairs}, which stands "
        f"in line {first} already, expected it once. Remove one of the two rows, or correct the key."
    )
    rule = "primary-key" if names == dataset.primary_key else "unique"
    return Problem(dataset.name, _file(dataset), line, names[-1], values[-1], rule, sentence)


def dangling(dataset: Dataset, line: int, key: ForeignKey, values: tuple[str, ...], target: Dataset) -> Problem:
    """Say that a row refers to something the dataset `target` does not have."""
    pairs = ", ".join(map(_quoted, values))
    sentence = (
        f"{_cell(dataset, line, *(dataset.fields[name] for name in key.fields))}: found {pairs}, expected a "
        f"{' and '.join(key.reference_fields)} that {_file(target)} ({target.title}) has. "
        f"Correct the value, or add it to {_file(target)} first."
    )
    column, value = key.fields[-1], values[-1]
    return Problem(dataset.name, _file(dataset), line, column, value, "foreign-key", sentence)


def _line_problem(dataset: Dataset, line: int, rule: str, text: str) -> Problem:
    return Problem(dataset.name, _file(dataset), line, None, None, rule, f"{_file(dataset)}, line {line}: {text}")


# Cells

_TYPES = {
    "integer": ("a whole number such as 2019", "Write it with digits only, without spaces or separators."),
    "number": ("a number such as 12.5", "Write it with digits and a decimal point, without separators."),
    "date": ("a date such as 2021-06-30", "Write it as year-month-day."),
}


def wrong_cell(dataset: Dataset, line: int, field: Field, value: str, rule: str) -> Problem:
    """Say which `rule` of its field the cell `value` breaks."""
    found, expected, remedy = _explain(field, value, rule)
    sentence = f"{_cell(dataset, line, field)}: found {found}, expected {expected}. {remedy}"
    return Problem(dataset.name, _file(dataset), line, field.name, value, rule, sentence)


def _explain(field: Field, value: str, rule: str) -> tuple[str, str, str]:
    """What was found, what was expected and what to do."""
    found = _quoted(value)
    unit = f" ({field.unit})" if field.unit else ""
    if rule == "required":
        return "an empty cell", "a value in every row", "Fill the cell."
    if rule == "type":
        return found, *_TYPES[field.type]
    if rule == "enum":
        empty = "" if field.required else ", or an empty cell"
        expected = f"one of {', '.join(field.enum)}{empty}"
        return found, expected, "Correct the spelling, or choose one of these."
    if rule == "minimum":
        return found, f"{field.minimum} or more{unit}", "Correct the number."
    if rule == "maximum":
        return found, f"{field.maximum} or less{unit}", "Correct the number."
    if rule == "spaces":
        return found, "no space or line break before or after the text", "Remove it."
    if field.delimiter:
        return _explain_list(field, value)
    if field.pattern and field.pattern.startswith("https?"):
        return found, "a web address that begins with http:// or https://", "Correct the address."
    description = field.description.rstrip(".")
    return found, f"the form {field.pattern} ({description})", "Correct the value."


def _explain_list(field: Field, value: str) -> tuple[str, str, str]:
    items = value.split(field.delimiter)
    between = f'Put "{field.delimiter}" between items, without spaces, and none at the end.'
    unknown = [item for item in items if item and field.vocabulary and item not in field.vocabulary]
    if unknown:
        found = f"{', '.join(map(_quoted, unknown))} in the list {_quoted(value)}"
        return found, f"only items of {', '.join(field.vocabulary)}", f"Correct these items. {between}"
    return f"an empty item in the list {_quoted(value)}", "items only", between


# Places and values as they are shown


def _file(dataset: Dataset) -> str:
    return dataset.path.name


def _cell(dataset: Dataset, line: int, *fields: Field) -> str:
    named = " and ".join(f'"{field.title}" ({field.name})' for field in fields)
    return f"{_file(dataset)}, line {line}, column{'s' if len(fields) > 1 else ''} {named}"


def _quoted(value: str) -> str:
    shown = value if len(value) <= 80 else f"{value[:77]}..."
    return '"' + shown.replace("\r", " ").replace("\n", " ") + '"'
