"""The rooms of the program and what may pass between them: data guards, queries answers, pages shows.

A change that breaks a rule here is a change of the architecture: decide it there, then change the table below.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PAGES_MAY = {
    # Screens and what they need to draw; numbers come from queries, actions from data.
    "streamlit", "plotly", "numpy", "pandas", "pyarrow", "typst", "jinja2", "markupsafe", "starlette", "pages",
    "queries", "data", "google.protobuf",
}  # fmt: skip

MAY_IMPORT = {
    "dashboard.py": PAGES_MAY,
    "pages": PAGES_MAY,
    # Of data only the contract, the settings, the releases of this process, and work in a process of its own.
    "queries": {
        "duckdb",
        "numpy",
        "pandas",
        "queries",
        "data.worker",
        "data.contract",
        "data.live",
        "data.settings",
        "data.refused",
    },
    "data": {"alembic", "sqlalchemy", "numpy", "pandas", "openpyxl", "rapidfuzz", "xlsxwriter", "data"},
}

# Modules of data that read uploads with a DuckDB of their own, such as "data/reader.py": none yet.
UPLOAD_READERS: set[str] = set()

SQL_MAY_STAND_IN = {"queries/engine.py", *UPLOAD_READERS}

TOP_LEVEL = {
    "dashboard.py",
    "pages",
    "queries",
    "data",
    "tests",
    "requirements.txt",
    "README.md",
    "LICENSE",
    "static",
    "deploy",
}

NAMES_FOR_ANYTHING = {"util", "utils", "core", "helper", "helpers", "common", "misc", "shared", "lib"}

# A statement in capitals anywhere in a text, or in small letters from its beginning.
SQL_TEXT = re.compile(
    r"\bSELECT\b|\bINSERT INTO\b|\bDELETE FROM\b|\bUPDATE \w+ SET\b|\bCOPY \w+ (TO|FROM)\b"
    r"|\b(CREATE|DROP|ALTER)( OR REPLACE)?( TEMP)? (TABLE|VIEW|INDEX|MACRO|SCHEMA)\b|\bATTACH '"
    r"|\A\s*select\s[\s\S]*\sfrom\s|\A\s*(insert into|delete from|create table|drop table)\s"
)


def python_files() -> list[str]:
    """Return the program's own modules as paths from the root."""
    files = [
        ROOT / "dashboard.py",
        *(path for room in ("pages", "queries", "data") for path in (ROOT / room).rglob("*.py")),
    ]
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def imports(path: str, source: str) -> Iterator[str]:
    """Give the full name of everything that the module at `path` imports, wherever in it and however."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = package[: len(package) - node.level + 1] if node.level else []
            module = [*home, *([node.module] if node.module else [])]
            yield from (".".join([*module, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value)


def forbidden_imports(path: str, source: str) -> list[str]:
    """Return the imports that the module at `path` may not make."""
    allowed = MAY_IMPORT[path.split("/", maxsplit=1)[0]] | ({"duckdb"} if path in UPLOAD_READERS else set())
    found = []
    for name in imports(path, source):
        parts = name.split(".")
        beginnings = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        slow = name == "plotly.express" or name.startswith("plotly.express.")
        if slow or not (parts[0] in sys.stdlib_module_names or beginnings & allowed):
            found.append(name)
    return found


def sql_texts(source: str) -> list[str]:
    """Return the texts with SQL in a module, leaving out docstrings."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in docstrings and SQL_TEXT.search(node.value)]


# --- who may import what


@pytest.mark.parametrize("path", python_files())
def test_imports_stay_within_the_table(path):
    """A page that reached DuckDB or the store itself would get round the lock, the roles and the contract."""
    assert forbidden_imports(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("dashboard.py", "import duckdb"),
        ("dashboard.py", "from sqlalchemy import select"),
        ("pages/explore/policy.py", "import duckdb as d"),
        ("pages/explore/policy.py", "import sqlalchemy.orm"),
        ("pages/explore/policy.py", "def draw():\n    from sqlalchemy.orm import Session"),
        ("pages/explore/policy.py", "if True:\n    import streamlit, duckdb"),
        ("pages/explore/policy.py", "import plotly.express as px"),
        ("pages/explore/policy.py", "from plotly import express"),
        ("pages/explore/policy.py", "from plotly.express import bar"),
        ("pages/explore/policy.py", "import requests"),
        ("pages/explore/policy.py", "import importlib\nimportlib.import_module('duckdb')"),
        ("pages/explore/policy.py", "__import__('sqlalchemy')"),
        ("queries/engine.py", "import streamlit as st"),
        ("queries/engine.py", "from streamlit.runtime import caching"),
        ("queries/engine.py", "import sqlalchemy"),
        ("queries/engine.py", "from data.releases.store import Store"),
        ("queries/engine.py", "from data import store"),
        ("queries/engine.py", "import data.checks.rules"),
        ("queries/engine.py", "import data"),
        ("queries/engine.py", "from pages.parts import palette"),
        ("queries/engine.py", "import plotly"),
        ("data/releases/store.py", "import streamlit"),
        ("data/releases/store.py", "from queries.answers import answer"),
        ("data/releases/store.py", "import queries.engine"),
        ("data/releases/store.py", "from ...queries import engine"),
        ("data/releases/store.py", "from pages.parts import wording"),
        ("data/releases/store.py", "import duckdb"),
    ],
)
def test_a_forbidden_import_would_be_noticed(path, source):
    """The table can fail, wherever and however the import is written."""
    assert forbidden_imports(path, source) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("dashboard.py", "import streamlit as st\nfrom pages.parts import frame\nfrom data import live"),
        (
            "pages/explore/policy.py",
            "import plotly.graph_objects as go\nimport pandas\nimport numpy\nfrom queries.answers import answer",
        ),
        ("pages/explore/policy.py", "from . import measures\nfrom ..parts import chart\nimport json, os.path"),
        (
            "queries/engine.py",
            "import duckdb\nfrom data.contract import Contract\nfrom data import live\nfrom .catalogue import views",
        ),
        ("data/releases/store.py", "import sqlalchemy as sql\nfrom data.settings import ROOT\nfrom .. import live"),
    ],
)
def test_what_the_table_allows_passes(path, source):
    """The rule above refuses no more than it should."""
    assert forbidden_imports(path, source) == []


# --- what the sections of pages may import of one another

# What the report of Act says as the screens say it: their findings, with what stands behind them.
TOLD_IN_THE_REPORT = {
    "pages.explore.cluster_charts", "pages.explore.findings", "pages.explore.instrument_charts",
    "pages.explore.measures", "pages.explore.overlap_finder", "pages.explore.policy_charts",
    "pages.explore.policy_counts", "pages.explore.practice_cards", "pages.explore.practice_charts",
    "pages.explore.skill_charts", "pages.compare.region_charts", "pages.compare.region_networks",
    "pages.compare.region_peers",
}  # fmt: skip


def of_other_sections(path: str, source: str) -> list[str]:
    """Return the imports of the module at `path` that reach into another section of pages."""
    section = path.split("/")[1]
    allowed = {"pages.parts", f"pages.{section}"} if section != "parts" else {"pages.parts"}
    told = TOLD_IN_THE_REPORT if path.startswith("pages/act/report/chapters/") else set()
    found = []
    for name in imports(path, source):
        parts = name.split(".")
        beginnings = {".".join(parts[:length]) for length in range(2, len(parts) + 1)}
        if parts[0] == "pages" and not beginnings & (allowed | told):
            found.append(name)
    return found


@pytest.mark.parametrize("path", [path for path in python_files() if path.startswith("pages/")])
def test_sections_of_pages_share_through_parts_alone(path):
    """What two sections need lies where neither owns it, or the menu decides what depends on what."""
    assert of_other_sections(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pages/review/minutes.py", "from pages.act.report.model import Report"),
        ("pages/review/round_results.py", "from pages.explore.policy_charts import SHORT"),
        ("pages/explore/policy.py", "from pages.compare import region_charts"),
        ("pages/act/actions.py", "import pages.explore.policy_charts"),
        ("pages/act/report/chapters/skills.py", "from pages.explore.skills import view"),
        ("pages/act/report/report.py", "from pages.explore.findings import findings"),
        ("pages/parts/report/word.py", "from pages.act.report import report"),
        ("pages/parts/chart.py", "from ..explore import measures"),
    ],
)
def test_an_import_of_another_section_would_be_noticed(path, source):
    """The rule above can fail, wherever and however the import is written."""
    assert of_other_sections(path, source) != []


def test_sections_may_import_themselves_and_what_the_report_tells():
    """The rule above refuses no more than it should."""
    told = "from pages.explore import policy_charts as charts\nfrom pages.explore.findings import findings"
    assert of_other_sections("pages/act/report/chapters/maturity.py", told) == []
    own = (
        "from pages.parts.chart import Chart\nfrom .policy_charts import levels\nfrom pages.explore.policy import view"
    )
    assert of_other_sections("pages/explore/policy.py", own) == []


# What a chapter would take a finished screen apart with: its words, its table, its figure.
TAKES_APART = {"replace", "removesuffix", "removeprefix", "table", "figure", "columns", "formats"}


def taken_apart(source: str) -> set[str]:
    """Return with what a module takes apart what somebody else has written."""
    return {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)} & TAKES_APART


@pytest.mark.parametrize("path", [path for path in python_files() if path.startswith("pages/act/report/")])
def test_chapters_ask_for_numbers_and_take_no_screen_apart(path):
    """Who patches a screen's words, or reads its table by a heading, breaks when the screen says it better."""
    assert taken_apart((ROOT / path).read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "source",
    ["shown.subtitle.replace('; in the bars', '')", "words.removesuffix(' Dots.')", "shown.table.rows['Types']"],
)
def test_a_screen_taken_apart_would_be_noticed(source):
    """The rule above can fail."""
    assert taken_apart(source) != set()


# --- where SQL stands


@pytest.mark.parametrize("path", sorted(set(python_files()) - SQL_MAY_STAND_IN))
def test_sql_stands_in_sql_files_only(path):
    """A query outside queries/**/*.sql has no header, no test, and may be put together from what a visitor typed."""
    assert sql_texts((ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "run('SELECT * FROM providers')",
        "run('SELECT ' + columns)",
        "run(f'SELECT {columns} FROM providers')",
        "run('''\n    select name\n    from providers''')",
        "run('WITH a AS (SELECT 1) FROM a')",
        "run('CREATE OR REPLACE VIEW a AS FROM b')",
        "run('create table a (b integer)')",
        "run('INSERT INTO votes VALUES (1)')",
        "run('DELETE FROM votes')",
        "run('UPDATE votes SET a = 1')",
        "run('DROP TABLE votes')",
        "def ask():\n    '''Docstring.'''\n    sql = 'SELECT 1'",
    ],
)
def test_sql_elsewhere_would_be_noticed(source):
    """The rule above can fail."""
    assert len(sql_texts(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "st.selectbox('Select a country from the list', countries)",
        "'''Return the SELECT of a view.'''",
        "def read():\n    '''Run one SELECT statement.'''",
        "sql.select(releases).where(releases.c.number == 1)  # SELECT",
        "st.write('Create a table view, then drop it')",
    ],
)
def test_prose_is_no_sql(source):
    """The rule above refuses no more than it should."""
    assert sql_texts(source) == []


def test_only_queries_hold_sql_files():
    """One place to look for what is computed."""
    found = {
        path.relative_to(ROOT).parts[0] for room in ("pages", "data", "static") for path in (ROOT / room).rglob("*.sql")
    }
    assert found == set()
    assert (ROOT / "queries" / "macros.sql").exists()


# --- where files lie


def directly_in_pages(names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".py")]


def test_no_module_lies_directly_in_pages():
    """Streamlit runs pages/*.py on a first deep link without the door, so past any gate there."""
    assert directly_in_pages([path.name for path in (ROOT / "pages").iterdir()]) == []
    assert directly_in_pages(["explore", "parts", "__init__.py"]) == ["__init__.py"]


def not_at_the_top(names: list[str]) -> list[str]:
    """Return the names that don't belong on the top level; dot names do, and Python's own cache."""
    return sorted(name for name in names if not name.startswith(".") and name not in TOP_LEVEL | {"__pycache__"})


def test_the_top_level_holds_three_rooms_and_a_door():
    """Who opens the repository sees what it is made of at a glance."""
    assert not_at_the_top([path.name for path in ROOT.iterdir()]) == []
    assert not_at_the_top(["dashboard.py", ".git", "pytest.ini", "utils", "__pycache__"]) == ["pytest.ini", "utils"]


def named_for_anything(paths: list[str]) -> list[str]:
    return [path for path in paths if NAMES_FOR_ANYTHING & {Path(part).stem for part in path.split("/")}]


def test_no_module_is_named_for_anything_and_nothing():
    """Code lives with what it governs: a drawer called utils is where it gets lost."""
    assert named_for_anything(python_files()) == []
    assert named_for_anything(["pages/utils.py", "data/common/x.py", "data/releases/store.py"]) == [
        "pages/utils.py",
        "data/common/x.py",
    ]


def test_all_modules_of_the_program_are_looked_at():
    """The rules above hold for every module: none is overlooked."""
    assert {"dashboard.py", "queries/engine.py", "data/releases/store.py", "pages/explore/panorama.py"} <= set(
        python_files()
    )


@pytest.mark.parametrize("path", [each for each in python_files() if each.startswith("pages/")])
def test_no_screen_stops_the_run(path: str) -> None:
    """A screen with nothing to show would take its foot with it, and the way to sign out; `NothingMore` does not."""
    # The start and the two guards of sign-in end a run before a screen begins.
    may_stop = {"pages/door/start.py", "pages/door/script.py", "pages/parts/sign_in.py"}
    assert path in may_stop or "st.stop(" not in (ROOT / path).read_text(encoding="utf-8")
