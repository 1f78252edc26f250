"""Says what is wrong with an upload that a file of the project could not have: see `data.checks.sentences` for the rest."""

from __future__ import annotations

from collections.abc import Iterable

from data.checks.sentences import Problem
from data.contract import Dataset

NEEDED = "Save the table as CSV UTF-8 and drop that file."


def _about(name: str, line: int | None, rule: str, text: str, dataset: str = "", column: str | None = None) -> Problem:
    where = name if line is None else f"{name}, line {line}"
    return Problem(dataset, name, line, column, None, rule, f"{where}: {text}")


# The file as a whole


def refused(name: str, rule: str, found: str, expected: str, remedy: str) -> Problem:
    """Say why a file is not read at all."""
    return _about(name, None, rule, f"found {found}, expected {expected}. {remedy}")


def mixed_encodings(name: str, line: int | None, found: str) -> Problem:
    """Say that no one encoding reads the file."""
    remedy = "Save the whole table as CSV UTF-8, or choose the encoding yourself and look at the letters with accents."
    return _about(name, line, "encoding", f"found {found}, expected one encoding. {remedy}")


def wrong_encoding(name: str, line: int, encoding: str) -> Problem:
    """Say that the chosen encoding does not read the file."""
    text = f"found bytes that are not {encoding}, expected text in this encoding. Choose another encoding. {NEEDED}"
    return _about(name, line, "encoding", text)


def no_rows(name: str, *, has_header: bool) -> Problem:
    """Say that a file has no rows."""
    found = "only a header" if has_header else "no row at all"
    remedy = "Add the rows. An upload replaces the whole dataset, so an empty one would delete it."
    return _about(name, None, "empty-file", f"found {found}, expected a header and at least one row. {remedy}")


def long_cell(name: str, line: int, most: int) -> Problem:
    """Say that a cell is longer than any text of a table."""
    text = f"found a cell of more than {most:,} letters, expected a table. Often a quotation mark was opened here "
    return _about(name, line, "cell-length", f"{text}and never closed: close it, or shorten the text.")


def long_record(name: str, line: int, most: int) -> Problem:
    """Say that a row is longer than any row of a table."""
    text = f"found a row of more than {most:,} letters, expected a table. Often a quotation mark was opened here "
    return _about(name, line, "row-length", f"{text}and never closed: close it; rows after it were not read.")


def many_columns(name: str, line: int, found: int, most: int) -> Problem:
    """Say that a row is wider than any table here."""
    text = f"found {found:,} columns, expected at most {most}. Check the separator, and leave out what does not belong."
    return _about(name, line, "columns", text)


def many_ragged_rows(name: str, line: int, found: int) -> Problem:
    """Say that reading stopped at a file whose rows do not fit its header."""
    text = f"found {found:,} rows with another number of cells than the header, expected as many in each row. "
    return _about(name, line, "ragged-rows", f"{text}Check the separator; rows after this line were not read.")


def many_rows(name: str, line: int, most: int, what: str) -> Problem:
    """Say that a file has more rows or lines than any table here."""
    text = f"found more than {most:,} {what}, expected fewer. Leave out what does not belong in the table."
    return _about(name, line, "rows", text)


def many_problems(name: str, most: int, dataset: str) -> Problem:
    """Say that not all problems are listed."""
    text = f"found more than {most:,} problems, expected none. The first are listed: mend them and upload again."
    return _about(name, None, "many-problems", text, dataset)


def broken_quotes(name: str, line: int, delimiter: str) -> Problem:
    """Say from which line on a file could not be read."""
    after = "a tab" if delimiter == "\t" else f'"{delimiter}"'
    text = "found a quotation mark inside a cell, or one that is never closed, expected them in pairs around a cell, "
    remedy = "Write a quotation mark inside a text twice; rows after this line were not read."
    return _about(name, line, "quotes", f"{text}with {after} or the line's end after them. {remedy}")


# Which dataset, which columns


def unknown_dataset(name: str, line: int, why: str, candidates: Iterable[str]) -> Problem:
    """Say that the header does not tell which dataset it is."""
    likely = ", ".join(candidates)
    choose = f"Choose the dataset; most like it: {likely}." if likely else "Choose the dataset, or use its template."
    return _about(name, line, "dataset", f"{why}, expected the header of a dataset. {choose}")


def twice(name: str, dataset: Dataset, other: str) -> Problem:
    """Say that two files of one upload are the same dataset."""
    text = f"found the dataset {dataset.title} a second time, expected it once (it is in {other} too). Leave one out."
    return _about(name, None, "dataset-twice", text, dataset.name)


def unconfirmed_column(name: str, line: int, dataset: Dataset, found: str, field: str) -> Problem:
    """Say that a column seems to be another one, which a person has to confirm."""
    text = f'found the column "{found}", expected "{field}" ({dataset.fields[field].title}). '
    remedy = f'Confirm that it is the same, or rename it to "{field}".'
    return _about(name, line, "renamed-column", text + remedy, dataset.name, field)


def spare_column(name: str, line: int, dataset: Dataset, found: str, free: Iterable[str]) -> Problem:
    """Say that a column is none of the dataset's."""
    expected = f"one of {', '.join(free)}" if free else f"no more than the columns of {dataset.title}"
    text = f'found the column "{found}", expected {expected}. Say which field it is, leave it out, or remove it.'
    return _about(name, line, "extra-column", text, dataset.name, found)


def column_given_twice(name: str, line: int, dataset: Dataset, columns: Iterable[str], field: str) -> Problem:
    """Say that two columns were chosen for one field."""
    found = " and ".join(f'"{each}"' for each in columns)
    text = f'found the columns {found} for "{field}", expected one. Choose one of them and leave the other out.'
    return _about(name, line, "repeated-column", text, dataset.name, field)


# Cells


def mixed_decimals(dataset: Dataset, line: int, column: str, value: str, mark: str) -> Problem:
    """Say that a number is written with another decimal mark than the rest of the file."""
    text = f'{dataset.path.name}, line {line}, column "{dataset.fields[column].title}" ({column}): found "{value}", '
    text += f"expected a decimal {mark} as in the other numbers of this file. Write all numbers alike, without "
    text += "separators between thousands, or choose the decimal mark yourself."
    return Problem(dataset.name, dataset.path.name, line, column, value, "decimal-mark", text)


def lost_key(
    name: str, dataset: Dataset, values: tuple[str, ...], fields: tuple[str, ...], by: str, rows: int
) -> Problem:
    """Say that rows of another dataset refer to a row that the upload no longer has."""
    pairs = ", ".join(f'{field} "{value}"' for field, value in zip(fields, values, strict=True))
    text = f"the row with {pairs} is gone, expected it because {rows:,} row{'s' if rows > 1 else ''} of {by} "
    text += f"refer{'' if rows > 1 else 's'} to it. Put the row back, or upload {by} without these rows together "
    return Problem(dataset.name, name, None, fields[-1], values[-1], "foreign-key", f"{name}: {text}with this file.")


def two_values(name: str, line: int, dataset: Dataset, key: tuple[str, ...], other: str) -> Problem:
    """Say that two Eurostat files of one upload disagree about one value."""
    text = f"found another value for {', '.join(key)} than {other} has, expected the same. Leave one of the files out."
    return _about(name, line, "two-values", text, dataset.name, "value")


def vintage(name: str, source: str, title: str, said: str) -> Problem:
    """Remind that new values come under a source whose state is told in the dataset of sources."""
    text = f'found new values, which are shown under source {source} ("{title}", {said}), expected that this still '
    text += "fits. If the file is newer, upload Sources of observations with the new vintage too."
    return Problem("observations", name, None, None, None, "vintage", f"{name}: {text}", "warning")
