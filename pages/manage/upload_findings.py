"""What is wrong with the files of an upload: all problems at once, grouped, with what to do, and to take home."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import streamlit as st

from data.checks.problems import Problem
from data.intake.file_kind import WORKBOOK
from data.intake.report import ProblemGroup, grouped, problems_csv
from pages.manage.desk import Checked
from pages.manage.upload_files import XLSX
from pages.parts import markup
from pages.parts.chart import Table
from pages.parts.csv_form import csv_form
from pages.parts.wording import as_text, counted, listed

# Groups and lines that are named; all problems stand in the table and in the downloads.
_GROUPS, _LINES = 12, 6
_WORDS = "What is wrong and what to do"


def show(checked: Checked) -> None:
    """Show the problems of all files: errors first."""
    problems = (*checked.errors, *checked.warnings)
    if not problems:
        return
    counts = [(len(checked.errors), "error", "to mend"), (len(checked.warnings), "warning", "to look at")]
    said = [f"{counted(count, noun)} {what}" for count, noun, what in counts if count]
    st.subheader(" and ".join(said), anchor=False)
    groups = grouped(problems)
    several = len(checked.files) > 1
    shown = [(each, _where(each, several), _words(each.problems[0])) for each in groups[:_GROUPS]]
    more = max(len(groups) - _GROUPS, 0)
    markup.show(markup.render("manage/upload_problems.html", groups=shown, more=more))
    with st.container(horizontal=True):
        for number, (name, content) in enumerate(checked.annotated.items()):
            label = f"{as_text(name)} with the problems written in"
            is_workbook = name.lower().endswith(WORKBOOK)
            file = f"{Path(name).stem}-problems{WORKBOOK if is_workbook else '.csv'}"
            st.download_button(label, content, file, XLSX if is_workbook else "text/csv",
                               key=f"annotated-{number}", icon=":material/download:", on_click="ignore")  # fmt: skip
        form = csv_form()
        st.download_button("Problems, CSV", lambda: problems_csv(problems, form), "problems.csv", "text/csv",
                           key="problems", icon=":material/download:", on_click="ignore")  # fmt: skip
    _table(problems, several).show("problems-table", "All problems, one row each")


def _where(group: ProblemGroup, has_several_files: bool) -> str:
    lines = list(dict.fromkeys(group.lines))
    where = [group.file] if has_several_files or not lines else []
    where += [f"column {group.column}"] if group.column else []
    if lines:
        named = [f"{line:,}" for line in lines[:_LINES]]
        more = [f"{len(lines) - _LINES:,} more"] if lines[_LINES:] else []
        where.append(f"{'lines' if lines[1:] else 'line'} {listed([*named, *more])}")
    return ", ".join(where)


def _words(problem: Problem) -> str:
    """Return what was found, expected and to be done; where it stands is said beside it."""
    _, colon, rest = problem.sentence.partition(": found ")
    return f"Found {rest}" if colon and problem.line is not None else problem.sentence


def _table(problems: Sequence[Problem], has_several_files: bool) -> Table:
    rows = [
        ({"File": each.file} if has_several_files else {})
        | {"Line": each.line, "Column": each.column or "", "Value": each.value or "", "Kind": each.severity}
        | {_WORDS: _words(each)}
        for each in problems
    ]
    return Table(pa.Table.from_pylist(rows), wide=(_WORDS,))
