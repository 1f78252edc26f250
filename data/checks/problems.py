"""Says what is wrong with a table: each kind of mistake as a Problem with a plain sentence.

Every sentence has the same four parts: where it stands, what was found, what was expected, what to do. What only a
dropped file can have wrong is said in `data.intake.file_problems`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from data.contract import FIELD_TYPES, Dataset, Field, ForeignKey

# Short names for programs of all that can be wrong: one list, which the type checker holds every module to.
Rule = Literal[
    # the file as a whole
    "missing-file", "unknown-file", "file-name", "file-size", "file-kind", "empty-file", "zero-bytes", "encoding",
    "byte-order-mark", "cell-length", "row-length", "columns", "rows", "ragged-rows", "quotes", "many-problems",
    # which dataset, which columns
    "dataset", "dataset-twice", "missing-column", "renamed-column", "extra-column", "repeated-column", "column-order",
    # rows and cells
    "ragged-row", "blank-row", "primary-key", "unique", "foreign-key", "two-values",
    "required", "type", "enum", "minimum", "maximum", "pattern", "spaces", "decimal-mark",
    # what is often a mistake
    "formula", "rows-lost", "place-lost", "out-of-range", "jump", "look-alike", "vintage",
]  # fmt: skip


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
    rule: Rule
    sentence: str
    severity: Literal["error", "warning"] = "error"


def problem(
    rule: Rule,
    text: str,
    file: str,
    line: int | None = None,
    *,
    dataset: str = "",
    column: str | None = None,
    value: str | None = None,
    fields: Sequence[Field] = (),
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    """Return a problem whose sentence is `text` behind the place: file, line and the columns of `fields`."""
    where = file if line is None else f"{file}, line {line}"
    if fields:
        named = " and ".join(f'"{field.title}" ({field.name})' for field in fields)
        where += f", column{'s' if len(fields) > 1 else ''} {named}"
    return Problem(dataset, file, line, column, value, rule, f"{where}: {text}", severity)


def ordered(problems: Iterable[Problem], header: Sequence[str]) -> list[Problem]:
    """Return the problems of one file, each once, by line and then by column, in the order of `header`."""

    def place(each: Problem) -> tuple[int, int]:
        return each.line or 0, header.index(each.column) if each.column in header else -1

    return sorted(dict.fromkeys(problems), key=place)


def _about(
    dataset: Dataset,
    rule: Rule,
    text: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Problem:
    return problem(rule, text, dataset.path.name, line, dataset=dataset.name, column=column, value=value)


# The file as a whole


def missing_file(dataset: Dataset) -> Problem:
    """Say that a dataset has no file."""
    text = "the file is missing, expected all datasets of the contract. "
    return _about(dataset, "missing-file", f"{text}Put the right file in its place, or restore it.")


def unknown_file(name: str, known: Iterable[str]) -> Problem:
    """Say that there is a file for a dataset which the contract does not have."""
    text = f'found a dataset "{name}", expected one of {", ".join(known)}. Correct its name or leave it out.'
    return problem("unknown-file", text, name, dataset=name)


def empty_file(dataset: Dataset, *, has_header: bool) -> Problem:
    """Say that a file has no rows."""
    found = "the file holds only a header" if has_header else "the file is empty"
    expected = f"expected a header with {len(dataset.header)} columns and at least one row"
    return _about(dataset, "empty-file", f"{found}, {expected}. Put the right file in its place, or restore it.")


def not_utf8(dataset: Dataset, line: int, byte: int) -> Problem:
    """Say which byte of a file is not UTF-8."""
    text = f"found a character that is not UTF-8 (byte {byte:#04x}), expected UTF-8 text. Save the file as CSV UTF-8."
    return _about(dataset, "encoding", text, line)


def byte_order_mark(dataset: Dataset) -> Problem:
    """Say that a file begins with a byte order mark."""
    text = "found a byte order mark before the header, expected the first column name. "
    return _about(dataset, "byte-order-mark", f"{text}Save the file as UTF-8 without byte order mark.", 1)


def broken_quotes(file: str, line: int, delimiter: str, dataset: str = "") -> Problem:
    """Say from which line on a file could not be read."""
    after = "a tab" if delimiter == "\t" else f'"{delimiter}"'
    text = "found a quotation mark inside a cell, or one that is never closed, expected them in pairs around a cell, "
    remedy = "Write a quotation mark inside a text twice; rows after this line were not read."
    return problem("quotes", f"{text}with {after} or the line's end after them. {remedy}", file, line, dataset=dataset)


# The header


def repeated_column(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say that a column stands in the header twice."""
    text = f'found the column "{name}" a second time (column {position + 1}), expected it once. Remove one of the two.'
    return _about(dataset, "repeated-column", text, line, name)


def missing_column(dataset: Dataset, line: int, name: str) -> Problem:
    """Say that a column is missing and where it belongs."""
    title, place = dataset.fields[name].title, dataset.header.index(name) + 1
    text = (
        f'the column "{name}" ({title}) is missing, expected {len(dataset.header)} columns. Add it as column {place}.'
    )
    return _about(dataset, "missing-column", text, line, name)


def renamed_column(dataset: Dataset, line: int, name: str, found: str, remedy: str = "") -> Problem:
    """Say that the column `name` seems to be there under the name `found`, and what else than renaming it can be done."""
    text = f'found the column "{found}", expected "{name}" ({dataset.fields[name].title}). {remedy}'
    return _about(dataset, "renamed-column", text + f'{"r" if remedy else "R"}ename it to "{name}".', line, name)


def extra_column(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say that the contract does not know a column."""
    text = f'found the column "{name}" (column {position + 1}), expected only known columns. '
    return _about(dataset, "extra-column", f"{text}Remove it, or correct its name.", line, name)


def column_order(dataset: Dataset, line: int, name: str, position: int) -> Problem:
    """Say which column is the first that stands in another place than in the contract."""
    title, place = dataset.fields[name].title, dataset.header.index(name) + 1
    text = (
        f'found "{name}" ({title}) as column {position + 1}, expected it as column {place}. Move it there: the columns '
    )
    return _about(dataset, "column-order", f"{text}are {', '.join(dataset.header)}.", line, name)


# Rows


def ragged_row(dataset: Dataset, line: int, found: int, expected: int) -> Problem:
    """Say that a row has more or fewer cells than the header."""
    cause = "a separator inside a text needs quotation marks" if found > expected else "a separator is missing"
    text = f"found {found} {'cell' if found == 1 else 'cells'}, expected {expected} as in the header. "
    return _about(dataset, "ragged-row", f"{text}Correct the row; often {cause}.", line)


def blank_row(dataset: Dataset, line: int) -> Problem:
    """Say that a row has only empty cells."""
    return _about(dataset, "blank-row", "found a row of empty cells, expected values. Remove the row.", line)


def duplicate(dataset: Dataset, line: int, names: Sequence[str], values: Sequence[str], first: int) -> Problem:
    """Say that a key of the columns `names` stands in the line `first` already."""
    pairs = ", ".join(f"{name} {_quoted(value)}" for name, value in zip(names, values, strict=True))
    text = f"found {pairs}, which stands in line {first} already, expected it once. "
    rule: Rule = "primary-key" if tuple(names) == dataset.primary_key else "unique"
    return _of_cells(dataset, line, names, values, rule, f"{text}Remove one of the two rows, or correct the key.")


def dangling(dataset: Dataset, line: int, key: ForeignKey, values: Sequence[str], target: Dataset) -> Problem:
    """Say that a row refers to something the dataset `target` does not have."""
    file = target.path.name
    text = f"found {', '.join(map(_quoted, values))}, expected a {' and '.join(key.reference_fields)} that {file} "
    text += f"({target.title}) has. Correct the value, or add it to {file} first."
    return _of_cells(dataset, line, key.fields, values, "foreign-key", text)


def _of_cells(
    dataset: Dataset, line: int, names: Sequence[str], values: Sequence[str], rule: Rule, text: str
) -> Problem:
    fields = [dataset.fields[name] for name in names]
    return problem(
        rule, text, dataset.path.name, line, dataset=dataset.name, column=names[-1], value=values[-1], fields=fields
    )


# Cells


def wrong_cell(dataset: Dataset, line: int, field: Field, value: str, rule: Rule) -> Problem:
    """Say which `rule` of its field the cell `value` breaks."""
    found, expected, remedy = _explain(field, value, rule)
    return _of_cells(dataset, line, [field.name], [value], rule, f"found {found}, expected {expected}. {remedy}")


def _explain(field: Field, value: str, rule: Rule) -> tuple[str, str, str]:
    """What was found, what was expected and what to do."""
    found = _quoted(value)
    unit = f" ({field.unit})" if field.unit else ""
    if rule == "required":
        return "an empty cell", "a value in every row", "Fill the cell."
    if rule == "type":
        return found, FIELD_TYPES[field.type].expected, FIELD_TYPES[field.type].remedy
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
        return _explain_list(field, value, field.delimiter)
    if field.pattern and field.pattern.startswith("https?"):
        return found, "a web address that begins with http:// or https://", "Correct the address."
    description = field.description.rstrip(".")
    return found, f"the form {field.pattern} ({description})", "Correct the value."


def _explain_list(field: Field, value: str, delimiter: str) -> tuple[str, str, str]:
    between = f'Put "{delimiter}" between items, without spaces, and none at the end.'
    unknown = [item for item in value.split(delimiter) if item and field.vocabulary and item not in field.vocabulary]
    if unknown:
        found = f"{', '.join(map(_quoted, unknown))} in the list {_quoted(value)}"
        return found, f"only items of {', '.join(field.vocabulary)}", f"Correct these items. {between}"
    return f"an empty item in the list {_quoted(value)}", "items only", between


def shortened(text: str) -> str:
    """Return `text` as far as a sentence has room for it."""
    return text if len(text) <= 80 else f"{text[:77]}..."


def _quoted(value: str) -> str:
    return '"' + shortened(value).replace("\r", " ").replace("\n", " ") + '"'
