"""What is wrong with the files of an upload: all problems at once, grouped, with what to do, and to take home."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from data.checks.problems import Problem
from data.intake.report import ProblemGroup, grouped, problems_csv
from pages.manage.desk import Desk
from pages.parts.chart import Table
from pages.parts.wording import as_text, counted, listed

# Groups and lines that are named; all problems stand in the table and in the downloads.
_GROUPS, _LINES = 12, 6


def show(here: Desk) -> None:
    """Show the problems of all files: errors first."""
    checked = here.checked
    problems = (*checked.errors, *checked.warnings)
    if not problems:
        return
    st.subheader(_heading(checked.errors, checked.warnings), anchor=False)
    groups = grouped(problems)
    has_several_files = len(checked.files) > 1
    shown = "".join(_group(each, has_several_files) for each in groups[:_GROUPS])
    more = f'<p class="fine">And {counted(len(groups) - _GROUPS, "more kind")} below.</p>' if groups[_GROUPS:] else ""
    st.html(f'<div class="problems">{shown}{more}</div>')
    with st.container(horizontal=True):
        for number, (name, content) in enumerate(checked.annotated.items()):
            label, file = f"{as_text(name)} with the problems written in", f"{Path(name).stem}-problems.csv"
            st.download_button(label, content, file, "text/csv",
                               key=f"annotated-{number}", icon=":material/download:", on_click="ignore")  # fmt: skip
        st.download_button("Problems, CSV", lambda: problems_csv(problems), "problems.csv", "text/csv",
                           key="problems", icon=":material/download:", on_click="ignore")  # fmt: skip
    _table(problems, has_several_files).show("problems-table", "All problems, one row each")


def _heading(errors: Sequence[Problem], warnings: Sequence[Problem]) -> str:
    parts = []
    if errors:
        parts.append(f"{counted(len(errors), 'error')} to mend")
    if warnings:
        parts.append(f"{counted(len(warnings), 'warning')} to look at")
    return " and ".join(parts)


def _group(group: ProblemGroup, has_several_files: bool) -> str:
    is_error = group.severity == "error"
    lines = list(dict.fromkeys(group.lines))
    where = [escape(group.file)] if has_several_files or not lines else []
    if group.column:
        where.append(f"column {escape(group.column)}")
    if lines:
        named = [f"{line:,}" for line in lines[:_LINES]]
        more = [f"{len(lines) - _LINES:,} more"] if lines[_LINES:] else []
        where.append(f"{'line' if len(lines) == 1 else 'lines'} {listed([*named, *more])}")
    count = counted(len(group.problems), "error" if is_error else "warning")
    return (
        f'<div class="problem {"error" if is_error else "warning"}"><p><b>{count}</b>: {", ".join(where)}</p>'
        f"<p>{escape(_words(group.problems[0]))}</p></div>"
    )


def _words(problem: Problem) -> str:
    """Return what was found, expected and to be done; where it stands is said beside it."""
    _, colon, rest = problem.sentence.partition(": found ")
    return f"Found {rest}" if colon and problem.line is not None else problem.sentence


def _table(problems: Sequence[Problem], has_several_files: bool) -> Table:
    rows = [
        (each.file, each.line, each.column or "", each.value or "", each.severity, _words(each)) for each in problems
    ]
    frame = pd.DataFrame(rows, columns=["File", "Line", "Column", "Value", "Kind", "What is wrong and what to do"])
    frame["Line"] = frame["Line"].astype("Int64")
    if not has_several_files:
        frame = frame.drop(columns="File")
    return Table(frame, wide=("What is wrong and what to do",))
