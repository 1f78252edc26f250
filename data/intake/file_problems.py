"""Says what is wrong with a dropped file before it is a table of the contract: see `data.checks.problems` for the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from data.checks.problems import Problem, Rule, problem
from data.contract import Dataset

_NEEDED = "Save the table as CSV UTF-8 and drop that file."
_QUOTE = "expected a table. Often a quotation mark was opened here and never closed: close it"


# The file as a whole


def refused(name: str, rule: Rule, found: str, expected: str, remedy: str) -> Problem:
    """Say why a file is not read at all."""
    return problem(rule, f"found {found}, expected {expected}. {remedy}", name)


def mixed_encodings(name: str, line: int | None, found: str) -> Problem:
    """Say that no one encoding reads the file."""
    remedy = "Save the whole table as CSV UTF-8, or choose the encoding yourself and look at the letters with accents."
    return problem("encoding", f"found {found}, expected one encoding. {remedy}", name, line)


def wrong_encoding(name: str, line: int, encoding: str) -> Problem:
    """Say that the chosen encoding does not read the file."""
    text = f"found bytes that are not {encoding}, expected text in this encoding. Choose another encoding. {_NEEDED}"
    return problem("encoding", text, name, line)


def no_rows(name: str, *, has_header: bool) -> Problem:
    """Say that a file has no rows."""
    found = "only a header" if has_header else "no row at all"
    remedy = "Add the rows. An upload replaces the whole dataset, so an empty one would delete it."
    return problem("empty-file", f"found {found}, expected a header and at least one row. {remedy}", name)


def long_cell(name: str, line: int, most: int) -> Problem:
    """Say that a cell is longer than any text of a table."""
    return problem(
        "cell-length", f"found a cell of more than {most:,} letters, {_QUOTE}, or shorten the text.", name, line
    )


def long_record(name: str, line: int, most: int) -> Problem:
    """Say that a row is longer than any row of a table."""
    text = f"found a row of more than {most:,} letters, {_QUOTE}; rows after it were not read."
    return problem("row-length", text, name, line)


def many_columns(name: str, line: int, found: int, most: int) -> Problem:
    """Say that a row is wider than any table here."""
    text = f"found {found:,} columns, expected at most {most}. Check the separator, and leave out what does not belong."
    return problem("columns", text, name, line)


def many_ragged_rows(name: str, line: int, found: int) -> Problem:
    """Say that reading stopped at a file whose rows do not fit its header."""
    text = f"found {found:,} rows with another number of cells than the header, expected as many in each row. "
    return problem("ragged-rows", f"{text}Check the separator; rows after this line were not read.", name, line)


def many_rows(name: str, line: int, most: int, what: str) -> Problem:
    """Say that a file has more rows or lines than any table here."""
    text = f"found more than {most:,} {what}, expected fewer. Leave out what does not belong in the table."
    return problem("rows", text, name, line)


def many_problems(name: str, most: int, dataset: str) -> Problem:
    """Say that not all problems are listed."""
    text = f"found more than {most:,} problems, expected none. The first are listed: mend them and upload again."
    return problem("many-problems", text, name, dataset=dataset)


# Which dataset, which columns


def unknown_dataset(name: str, line: int, why: str, candidates: Iterable[str]) -> Problem:
    """Say that the header does not tell which dataset it is."""
    likely = ", ".join(candidates)
    choose = f"Choose the dataset; most like it: {likely}." if likely else "Choose the dataset, or use its template."
    return problem("dataset", f"{why}, expected the header of a dataset. {choose}", name, line)


def twice(name: str, dataset: Dataset, other: str) -> Problem:
    """Say that two files of one upload are the same dataset."""
    text = f"found the dataset {dataset.title} a second time, expected it once (it is in {other} too). Leave one out."
    return problem("dataset-twice", text, name, dataset=dataset.name)


def spare_column(name: str, line: int, dataset: Dataset, found: str, free: Collection[str]) -> Problem:
    """Say that a column is none of the dataset's."""
    expected = f"one of {', '.join(free)}" if free else f"no more than the columns of {dataset.title}"
    text = f'found the column "{found}", expected {expected}. Say which field it is, leave it out, or remove it.'
    return problem("extra-column", text, name, line, dataset=dataset.name, column=found)


def column_given_twice(name: str, line: int, dataset: Dataset, columns: Iterable[str], field: str) -> Problem:
    """Say that two columns were chosen for one field."""
    found = " and ".join(f'"{each}"' for each in columns)
    text = f'found the columns {found} for "{field}", expected one. Choose one of them and leave the other out.'
    return problem("repeated-column", text, name, line, dataset=dataset.name, column=field)


# Cells and rows


def mixed_decimals(dataset: Dataset, line: int, column: str, value: str, mark: str) -> Problem:
    """Say that a number is written with another decimal mark than the rest of the file."""
    text = f'found "{value}", expected a decimal {mark} as in the other numbers of this file. Write all numbers alike, '
    text += "without separators between thousands, or choose the decimal mark yourself."
    of, name = dataset.name, dataset.path.name
    fields = [dataset.fields[column]]
    return problem("decimal-mark", text, name, line, dataset=of, column=column, value=value, fields=fields)


def lost_key(
    name: str, dataset: Dataset, values: tuple[str, ...], fields: tuple[str, ...], by: str, rows: int
) -> Problem:
    """Say that rows of another dataset refer to a row that the upload no longer has."""
    pairs = ", ".join(f'{field} "{value}"' for field, value in zip(fields, values, strict=True))
    text = f"the row with {pairs} is gone, expected it because {rows:,} row{'s' if rows > 1 else ''} of {by} "
    text += f"refer{'' if rows > 1 else 's'} to it. Put the row back, or upload {by} without these rows together "
    text += "with this file."
    return problem("foreign-key", text, name, dataset=dataset.name, column=fields[-1], value=values[-1])


def two_values(name: str, line: int, dataset: Dataset, key: tuple[str, ...], other: str) -> Problem:
    """Say that two Eurostat files of one upload disagree about one value."""
    text = f"found another value for {', '.join(key)} than {other} has, expected the same. Leave one of the files out."
    return problem("two-values", text, name, line, dataset=dataset.name, column="value")


def vintage(name: str, source: str, title: str, said: str) -> Problem:
    """Remind that new values come under a source whose state is told in the dataset of sources."""
    text = f'found new values, which are shown under source {source} ("{title}", {said}), expected that this still '
    text += "fits. If the file is newer, upload Sources of observations with the new vintage too."
    return problem("vintage", text, name, dataset="observations", severity="warning")
