"""Hands the problems of a file back: grouped for the screen, as CSV, and written into the person's own file."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.checks.canonical import number
from data.checks.problems import Problem
from data.contract import FIELD_TYPES
from data.export import COMMA, Cell, CsvForm, inert, inert_cell, spreadsheet_csv, to_xlsx
from data.intake.cells import is_text
from data.intake.columns import PROBLEMS_COLUMN
from data.intake.encoding import MARKS, codec
from data.intake.reading import Reading
from data.intake.unmapped import Unmapped

# Excel keeps so many digits of a number, and so many letters in a cell.
_EXACT_DIGITS, _MOST_LETTERS = 15, 32_000
_WHOLE_FILE = "The whole file: "
# What the columns of the list of problems are called.
_COLUMNS = ("file", "line", "column", "value", "severity", "rule", "what to do")


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one file that break the same rule in the same column; `problems` come in the file's order."""

    file: str
    rule: str
    column: str | None
    severity: str
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the lines the problems stand on."""
        return tuple(problem.line for problem in self.problems if problem.line is not None)


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Return the problems by file, rule and column: errors first, of the file and its header before those of rows.

    Among these the largest group is first.
    """
    groups: dict[tuple[str, str, str | None, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.file, problem.rule, problem.column, problem.severity].append(problem)
    found = [ProblemGroup(*key, tuple(members)) for key, members in groups.items()]
    return sorted(
        found, key=lambda group: (group.severity != "error", max(group.lines, default=0) > 1, -len(group.problems))
    )


def problems_csv(problems: Sequence[Problem], form: CsvForm = COMMA) -> bytes:
    """Return the problems as CSV, one row each."""
    rows = [
        (each.file, each.line, each.column, each.value, each.severity, each.rule, each.sentence) for each in problems
    ]
    return spreadsheet_csv(_COLUMNS, rows, form)


def unmapped_csv(unmapped: Iterable[Unmapped], form: CsvForm = COMMA) -> bytes:
    """Return the rows of a Eurostat file that were not taken over as CSV: line, short reason, reason."""
    rows = [(each.line, each.rule, each.reason) for each in unmapped]
    return spreadsheet_csv(("line", "rule", "reason"), rows, form)


def annotated(reading: Reading, content: bytes, problems: Iterable[Problem]) -> bytes | None:
    """Return the person's own file with a last column “problems”, or None where the file is no table.

    Encoding, separator and line ends stay those of the file, a workbook stays one; no cell is a formula. What
    concerns the whole file stands in its first row. A corrected copy can be dropped again as it is.
    """
    if reading.dialect is None or not reading.header.cells:
        return None
    header, rows = _with_problems(reading, problems)
    if reading.dialect.sheet:
        return to_xlsx(header, [_typed(reading, row) for row in rows], {})
    written = io.StringIO(newline="")
    end = "\r\n" if b"\r" in content[:65536] else "\n"
    writer = csv.writer(written, delimiter=reading.dialect.delimiter, lineterminator=end)
    writer.writerow([inert(cell) for cell in header])
    writer.writerows([inert_cell(cell) for cell in cells] for _, cells in rows)
    name, mark = codec(content, reading.dialect.encoding)
    if name.startswith("utf-16"):
        mark = MARKS[name]
    return mark + written.getvalue().encode(name, "replace")


def _typed(reading: Reading, row: tuple[int, list[str]]) -> list[Cell]:
    """Return the cells of a line with its numbers as numbers, as they were in the workbook."""
    line, cells = row
    return [
        float(cell)
        if len(cell) <= _EXACT_DIGITS
        and FIELD_TYPES["number"].is_spelled(cell)
        and number(cell) == cell
        and not is_text(reading, line, place)
        else cell[:_MOST_LETTERS]
        for place, cell in enumerate(cells)
    ]


def _with_problems(reading: Reading, problems: Iterable[Problem]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the rows, each with its line, with a last column of problems instead of an old one."""
    by_line: dict[int | None, list[str]] = defaultdict(list)
    lines = {record.line for record in reading.records}
    first = reading.records[0].line if reading.records else None
    for problem in problems:
        own = problem.line in lines
        # The file's name and the line say nothing new beside the row itself.
        text = problem.sentence if not own else re.sub(r"^.*?, line \d+(, |: )", "", problem.sentence, count=1)
        by_line[problem.line if own else first].append(text if own else _WHOLE_FILE + problem.sentence)
    header = list(reading.header.cells)
    old = [place for place, name in enumerate(header) if name == PROBLEMS_COLUMN]
    width = len(header) - len(old)
    rows = []
    for record in reading.records:
        cells = [cell for place, cell in enumerate(record.cells) if place not in old]
        # Shorter rows are filled, so that the last column is the last one; longer ones stay as long as they are.
        cells += [""] * (width - len(cells))
        rows.append((record.line, [*cells, " ".join(by_line.get(record.line, ()))]))
    if first is None and by_line:
        rows.append((0, [*[""] * width, " ".join(by_line[None])]))
    return [name for place, name in enumerate(header) if place not in old] + [PROBLEMS_COLUMN], rows
