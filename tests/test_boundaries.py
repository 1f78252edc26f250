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
    "streamlit", "plotly", "numpy", "pandas", "pyarrow", "typst", "jinja2", "markupsafe", "starlette", "pages", "queries", "data",
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
    "data": {"alembic", "sqlalchemy", "numpy", "pandas", "rapidfuzz", "xlsxwriter", "data"},
}

SQL_MAY_STAND_IN = {"queries/engine.py"}

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
    allowed = MAY_IMPORT[path.split("/", maxsplit=1)[0]]
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


# Act puts together what others show; beside that, a section of the menu knows itself and the parts alone.
SECTIONS_MAY = {"act": {"explore", "compare"}}


def other_sections(path: str, source: str) -> set[str]:
    """Return the folders of pages that the module at `path`, in one of them, imports and may not."""
    own = path.split("/")[1]
    found = {name.split(".")[1] for name in imports(path, source) if name.startswith("pages.")}
    return found - {own, "parts"} - SECTIONS_MAY.get(own, set())


@pytest.mark.parametrize("path", [path for path in python_files() if path.startswith("pages/")])
def test_sections_of_the_menu_share_through_the_parts(path):
    """A change of one screen would otherwise break another, in a section nobody thought of."""
    assert other_sections(path, (ROOT / path).read_text(encoding="utf-8")) == set()


def test_an_import_between_sections_would_be_noticed():
    """The rule above can fail, and refuses no more than it should."""
    assert other_sections("pages/review/minutes.py", "from pages.act.report import model") == {"act"}
    assert other_sections("pages/parts/chart.py", "from ..explore import measures") == {"explore"}
    assert (
        other_sections("pages/act/ideas.py", "from pages.compare import regions\nfrom pages.parts import chart")
        == set()
    )


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
