"""Says what is wrong with a file: each kind of mistake has its sentence here, one for uploads and releases alike.

Every sentence has the same four parts: where it stands, what was found, what was expected, what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.checks.letters import strange
from data.checks.spreadsheet_dates import code_before
from data.contract import FIELD_TYPES, Dataset, Field

_PARTS = "found {found}, expected {expected}. {remedy}"
_UNCLOSED = "expected a table. Often a quotation mark was opened here and never closed: close it"
_RESTORE = "Put the right file in its place, or restore it."

# How people and programs write that a value is not known, in small letters.
_MISSING = re.compile(
    r"[:\-–—−.…?/*_]+|n\.?[/.]?a\.?n?|n\.?[/.]?d\.?|k\.? ?a\.?|null|none|nil"
    r"|unknown|missing|tbd|tbc|not (available|known)|#[a-z0-9/]+[!?]?"
)

# What a spreadsheet makes of 1.5 or 1-50.
_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( .*)?|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{2,4}|[A-Z][a-z]{2}-[0-9]{2}")

# The rule that is broken, by which programs know a problem, and after a colon which of its sentences says so.
SENTENCES: Mapping[str, str] = {
    # The file as a whole
    "missing-file": f"the file is missing, expected all datasets of the contract. {_RESTORE}",
    "unknown-file": 'found a dataset "{name}", expected one of {known}. Correct its name or leave it out.',
    "file-name": _PARTS,
    "file-size": _PARTS,
    "file-kind": _PARTS,
    "zero-bytes": _PARTS,
    "empty-file": _PARTS,
    "empty-file:kept": "the file {found}, expected a header with {width} columns and at least one row. " + _RESTORE,
    "encoding:kept": "found a character that is not UTF-8 (byte {byte:#04x}), expected UTF-8 text. "
    "Save the file as CSV UTF-8.",
    "encoding:mixed": "found {found}, expected one encoding. Save the whole table as CSV UTF-8, or choose the encoding "
    "yourself and look at the letters with accents.",
    "letters:unlikely": 'found "{found}" as {encoding} has it, expected a word. In {other} it is "{meant}": choose '
    "that encoding if the letters are right then.",
    "encoding:chosen": "found bytes that are not {encoding}, expected text in this encoding. Choose another encoding. "
    "Save the table as CSV UTF-8 and drop that file.",
    "sheet": 'found no sheet "{found}", expected one of {names}. Choose one of these.',
    "workbook-size": "found {found} MB in the parts of the workbook, expected at most {most} MB. Save only the sheet "
    "with the table, as a workbook or as CSV UTF-8, and drop that file.",
    "byte-order-mark": "found a byte order mark before the header, expected the first column name. "
    "Save the file as UTF-8 without byte order mark.",
    "quotes": "found a quotation mark inside a cell, or one that is never closed, expected them in pairs around a "
    "cell, with {after} or the line's end after them. Write a quotation mark inside a text twice; rows after this "
    "line were not read.",
    "cell-length": "found a cell of more than {most:,} letters, " + _UNCLOSED + ", or shorten the text.",
    "row-length": "found a row of more than {most:,} letters, " + _UNCLOSED + "; rows after it were not read.",
    "columns": "found {found:,} columns, expected at most {most}. Check the separator, and leave out what does not "
    "belong.",
    "ragged-rows": "found {found:,} rows with another number of cells than the header, expected as many in each row. "
    "Check the separator; rows after this line were not read.",
    "rows": "found more than {most:,} {what}, expected fewer. Leave out what does not belong in the table.",
    "many-problems": "found more than {most:,} problems, expected none. The first are listed: mend them and upload "
    "again.",
    # Which dataset, which columns
    "dataset": "{why}, expected the header of a dataset. Choose the dataset{remedy}.",
    "dataset:layout": _PARTS,
    "dataset:title-lines": "the header seems to stand in line {header}, expected it first. Remove {lines}.",
    "dataset-twice": "found the dataset {title} a second time, expected it once (it is in {other} too). Leave one out.",
    "missing-column": 'the column "{column}" ({title}) is missing, expected {width} columns. Add it as column {place}.',
    "renamed-column": 'found the column "{found}", expected "{column}" ({title}). Rename it to "{column}".',
    "renamed-column:confirm": 'found the column "{found}", expected "{column}" ({title}). Confirm that it is the same, '
    'or rename it to "{column}".',
    "extra-column": 'found the column "{column}" (column {place}), expected only known columns. Remove it, or correct '
    "its name.",
    "extra-column:choose": 'found the column "{column}", expected {expected}. Say which field it is, leave it out, or '
    "remove it.",
    "extra-column:nameless": "found a column without a name (column {place}), expected {expected}. Say which field it "
    'is, leave it out, or remove it; its name is "{column}" until it has one.',
    "repeated-column": 'found the column "{column}" a second time (column {place}), expected it once. Remove one of '
    "the two.",
    "repeated-column:chosen": 'found the columns {found} for "{column}", expected one. Choose one of them and leave '
    "the other out.",
    "column-order": 'found "{column}" ({title}) as column {found}, expected it as column {place}. Move it there: the '
    "columns are {header}.",
    # Rows
    "ragged-row": "found {found}, expected {width} as in the header. Correct the row; often {cause}.",
    "blank-row": "found a row of empty cells, expected values. Remove the row.",
    "primary-key": "found {found}, which stands in line {first} already, expected it once. Remove one of the two rows, "
    "or correct the key.",
    "unique": "found {found}, which stands in line {first} already, expected it once. Remove one of the two rows, or "
    "correct the key.",
    "unique:live": "found {found}, which the live row {key} has already, expected it once. Correct it, or change that "
    "row too.",
    "foreign-key": "found {found}, expected a {key} that {file} ({title}) has. Correct the value, or add it to {file} "
    "first.{hidden}",
    "foreign-key:lost": "the row with {found} is gone, expected it because {rows} to it. Put the row back, or upload "
    "{by} without these rows together with this file.",
    "nothing-taken": "no row could be taken over, expected at least one: {said}. {remedy}",
    "two-values": "found another value for {key} than {other} has, expected the same. Leave one of the files out.",
    # Cells
    "required": _PARTS,
    "type": _PARTS,
    "type:digits": _PARTS,
    "enum": _PARTS,
    "minimum": _PARTS,
    "maximum": _PARTS,
    "pattern": _PARTS,
    "spaces": _PARTS,
    "decimal-mark": 'found "{value}", expected a decimal {mark} as in the other numbers of this file. Write all '
    "numbers alike, without separators between thousands, or choose the decimal mark yourself.",
    "decimal-mark:thousands": 'found "{value}", which may be {whole} or {broken}, expected a number that is read in '
    "one way only. Write it without separators between thousands, or choose the decimal mark yourself.",
    "type:day": 'found "{value}", of which nobody can tell day and month apart, expected a date such as 2021-06-30. '
    "Write it as year-month-day.",
    "settled:decimals": 'found numbers such as "{value}", which may be thousands ({count:,} in this column), expected '
    'no doubt. They are read with a decimal {mark}, as "{proof}" has one; choose the decimal mark yourself if that is '
    "wrong.",
    "settled:code": 'found "{value}", a date that a spreadsheet made of {code}, expected {code}. It is read so.',
    "settled:days": 'found dates such as "{value}", which can be read in two ways ({count:,} in this column), expected '
    'year-month-day. They are read in the order that "{proof}" has; write them as year-month-day if that is wrong.',
    # What is often a mistake
    "formula": 'found "{found}", which a spreadsheet would take for a formula, expected a text. It is kept as text and '
    "made harmless in downloads; correct it if it is not meant so.",
    "formula:error": 'found "{found}", the error of a formula in a spreadsheet, expected a text. Correct the formula, '
    "or leave the cell empty.",
    "letters:lost": 'found "{found}", in which letters were lost before the upload ("{mark}" stands for each), '
    "expected all letters. Write them anew, or take the table from where it still has them and save it as CSV UTF-8.",
    "letters:turned": 'found "{found}", which once was "{meant}" as it seems and was read in a wrong encoding before '
    "the upload, expected words. Take the table from where it still has them and save it as CSV UTF-8.",
    "letters:invisible": "found what cannot be seen: {found}; expected letters with a shape. Remove it if it is not "
    "meant so.",
    "place-lost": "found no row of {value} any more, expected some ({live:,} live). Check that they are meant to go.",
    "out-of-range": "found {value}, expected about {low:g} to {high:g}, the range so far of {series}. Check unit and "
    "decimal mark.",
    "jump": "found {value}, expected less than {share:.0%} away from {earlier:g}, {told}. Check the value.",
    "look-alike": 'found "{found}", which looks like "{other}" ({where}), expected each once. Check that they are two.',
    "vintage": 'found new values, which are shown under source {source} ("{title}", {said}), expected that this still '
    "fits. If the file is newer, upload Sources of observations with the new vintage too.",
    "left-out": "{found}, expected rows that can be taken over ({rows} left out for such a reason). {remedy}",
    "unchecked-series": "found values of {indicator}, whose codes at Eurostat were never compared with values ({why}), "
    "expected the series that is live. Compare some values before you publish.",
    "older-flag": "found the flag s in {rows}, expected i, as Eurostat writes its own estimates since January 2025. It "
    "is kept as i.",
    "many-warnings": "found more than {most} warnings of this kind, of which the first are listed. Look at the "
    "difference for the rest.",
}
WARNINGS = {
    "formula", "letters", "place-lost", "out-of-range", "jump", "look-alike", "vintage", "many-warnings",
    "left-out", "settled", "unchecked-series", "older-flag",
}  # fmt: skip


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


def problem(
    kind: str,
    of: Dataset | str,
    line: int | None = None,
    *,
    column: str | None = None,
    cells: Mapping[str, str] | None = None,
    **facts: Any,
) -> Problem:
    """Return a problem whose sentence is that of `kind` in SENTENCES, with `facts` in its places.

    It is one `of` a file: of a dataset's under the name in its path, or under this name where the dataset is not
    known. `cells` (column -> value) are those at fault, `column` is one that is so as a whole.
    """
    file, dataset = (of.path.name, of.name) if isinstance(of, Dataset) else (of, "")
    where = file if line is None else f"{file}, line {line}"
    value = None
    if cells:
        column, value = list(cells.items())[-1]
        if isinstance(of, Dataset) and line is not None:
            named = " and ".join(f'"{of.fields[name].title}" ({name})' for name in cells)
            where += f", column{'s' if len(cells) > 1 else ''} {named}"
    text = SENTENCES[kind].format(**{"column": column, "value": value, **facts})
    rule, severity = kind.partition(":")[0], "error"
    if rule in WARNINGS:
        severity = "warning"
    return Problem(dataset, file, line, column, value, rule, f"{where}: {text}", severity)


def header_problem(kind: str, dataset: Dataset, line: int, column: str, **facts: Any) -> Problem:
    """Return a problem of the header about a `column`, which the contract has under this name or not at all."""
    known: dict[str, Any] = {"width": len(dataset.header)}
    if column in dataset.fields:
        known = {"title": dataset.fields[column].title, "place": dataset.header.index(column) + 1, **known}
    return problem(kind, dataset, line, column=column, **(known | facts))


def ragged_row(dataset: Dataset, line: int, found: int, width: int) -> Problem:
    """Say that a row has more or fewer cells than the header."""
    cause = "a separator inside a text needs quotation marks" if found > width else "a separator is missing"
    cells = f"{found} {'cell' if found == 1 else 'cells'}"
    return problem("ragged-row", dataset, line, found=cells, width=width, cause=cause)


def broken_quotes(of: Dataset | str, line: int, delimiter: str) -> Problem:
    """Say from which line on a file could not be read."""
    return problem("quotes", of, line, after="a tab" if delimiter == "\t" else f'"{delimiter}"')


def wrong_cell(dataset: Dataset, line: int, field: Field, value: str, rule: str) -> Problem:
    """Say which `rule` of its field the cell `value` breaks."""
    found, expected, remedy = _explain(field, value, rule)
    if rule in {"type", "enum", "pattern"} and _MISSING.fullmatch(value.strip().lower()):
        what = "the whole row out" if field.required else "the cell empty"
        remedy = f"Leave {what} where the value is not known."
    elif rule != "required":
        remedy += strange(value)
    return problem(rule, dataset, line, cells={field.name: value}, found=found, expected=expected, remedy=remedy)


def _explain(field: Field, value: str, rule: str) -> tuple[str, str, str]:
    """What was found, what was expected and what to do."""
    unit = f" ({field.unit})" if field.unit else ""
    kind = FIELD_TYPES[field.type]
    between = f'Put "{field.delimiter}" between items, without spaces, and none at the end.'
    found = quoted(value)
    if rule == "required":
        found, expected, remedy = "an empty cell", "a value in every row", "Fill the cell."
    elif rule == "type":
        changed, expected, remedy = _wrong_type(field, value)
        found += changed
    elif rule == "type:digits":
        where = "" if field.type == "integer" else " before the decimal point"
        expected, remedy = f"at most {kind.most_digits} digits{where}{unit}", "Correct the number."
    elif rule == "enum":
        expected = f"one of {', '.join(field.enum)}{'' if field.required else ', or an empty cell'}"
        remedy = "Correct the spelling, or choose one of these."
        if before := code_before(value, field.enum):
            found += f", which is {before} changed by a spreadsheet"
            remedy = f"Write {before} again, in a column that the spreadsheet keeps as text."
    elif rule == "minimum":
        expected, remedy = f"{field.minimum} or more{unit}", "Correct the number."
    elif rule == "maximum":
        expected, remedy = f"{field.maximum} or less{unit}", "Correct the number."
    elif rule == "spaces":
        expected, remedy = "no space or line break before or after the text", "Remove it."
    elif field.delimiter:
        items = value.split(field.delimiter)
        unknown = [quoted(item) for item in items if item and field.vocabulary and item not in field.vocabulary]
        found = f"{', '.join(unknown) or 'an empty item'} in the list {found}"
        expected = f"only items of {', '.join(field.vocabulary)}" if unknown else "items only"
        remedy = f"Correct these items. {between}" if unknown else between
    elif field.pattern and field.pattern.startswith("https?"):
        expected, remedy = "a web address that begins with http:// or https://", "Correct the address."
    else:
        description = field.description.rstrip(".")
        expected, remedy = f"the form {field.pattern} ({description})", "Correct the value."
    return found, expected, remedy


def _wrong_type(field: Field, value: str) -> tuple[str, str, str]:
    """What a spreadsheet made of it, if that shows, what was expected and what to do."""
    kind = FIELD_TYPES[field.type]
    if field.type == "date":
        remedy = "Excel and others rewrite dates: drop their workbook (.xlsx), or format the column as yyyy-mm-dd."
        return "", kind.expected, f"{kind.remedy} {remedy}"
    if kind.is_number and _A_DAY.fullmatch(value):
        remedy = "Write the number again, in a column that the spreadsheet keeps as text."
        return ", a date that a spreadsheet made of a number", kind.expected, remedy
    return "", kind.expected, kind.remedy


def ordered(problems: Iterable[Problem], header: Sequence[str]) -> list[Problem]:
    """Return the problems of one file, each once, by line and then by column, in the order of `header`."""

    def place(each: Problem) -> tuple[int, int]:
        return each.line or 0, header.index(each.column) if each.column in header else -1

    return sorted(dict.fromkeys(problems), key=place)


def shortened(text: str) -> str:
    """Return `text` as far as a sentence has room for it."""
    return text if len(text) <= 80 else f"{text[:77]}..."


def quoted(value: str) -> str:
    """Return a cell as a sentence shows it: in quotation marks, on one line, not too long."""
    return '"' + shortened(value).replace("\r", " ").replace("\n", " ") + '"'
