"""Every query says what it answers, takes values only, and has a literal test of its own."""

import ast
import re
from pathlib import Path

import pytest

from queries import catalogue
from queries.catalogue import FOLDER, VIEWS_FOLDER, QueryError, queries, read_query, views, views_behind
from tests.queries.tiny import CONTRACT, ask, column, country, tiny

HERE = Path(__file__).parent
FILES = {path.stem: path for path in FOLDER.glob("*/*.sql") if path.parent != VIEWS_FOLDER}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of queries in place of the project's."""
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "VIEWS_FOLDER", tmp_path / "views")
    # Unwrapped: the caches keep the project's own queries.
    monkeypatch.setattr(catalogue, "queries", catalogue.queries.__wrapped__)
    monkeypatch.setattr(catalogue, "views", catalogue.views.__wrapped__)
    return tmp_path


def written(folder: Path, text: str, name: str = "section/things.sql") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- headers


def test_every_file_is_a_query_with_question_grain_and_its_parameters():
    """The headers are the catalogue of what can be asked: a file without one can't be found or trusted."""
    assert sorted(queries()) == sorted(FILES)
    assert len(FILES) >= 26
    for name, query in queries().items():
        assert query.name == name
        assert query.question.endswith("?"), name
        assert query.grain.startswith("one row"), name
        assert "SELECT" in query.sql


def test_parameters_are_exactly_those_the_database_sees():
    """What the header names is what DuckDB wants: asked of the database, not by the pattern the reader uses."""
    engine = tiny()
    for query in queries().values():
        empty = {name: [] if kind.endswith("[]") else "" for name, kind in query.parameters.items()}
        engine.rows(query.sql, empty)
        for name in query.parameters:
            fewer = {other: value for other, value in empty.items() if other != name}
            with pytest.raises(QueryError, match=name):
                engine.rows(query.sql, fewer)
        with pytest.raises(QueryError):
            engine.rows(query.sql, {**empty, "surplus": 1})


def test_columns_are_exactly_those_the_database_answers_with():
    """The header names and types the fields of a row: what it says of them must be what DuckDB gives."""
    engine = tiny()
    for query in queries().values():
        empty = {name: [] if kind.endswith("[]") else "" for name, kind in query.parameters.items()}
        answered = [(name, kind) for name, kind, *_ in engine.rows(f"DESCRIBE {query.sql}", empty)]
        assert [(name, column.type) for name, column in query.columns.items()] == answered, query.name


def test_views_have_headers_too_and_take_no_parameters():
    """Views are built before anybody asks; each file is one view."""
    files = sorted(VIEWS_FOLDER.glob("*.sql"))
    assert len(views()) == len(files)
    for path in files:
        query = read_query(path)
        assert (query.question.endswith("?"), query.grain.startswith("one row"), query.parameters) == (True, True, {})
        assert not query.columns
    assert not set(views()) & set(CONTRACT.datasets)


def test_views_are_made_after_those_they_build_on(folder):
    """Whoever adds a view need not find a place for it among the others; one that needs itself is refused."""
    header = "-- question: Which?\n-- grain: one row\n"
    written(folder, f"{header}-- as in second\nSELECT 1 AS one", "views/third.sql")
    written(folder, f"{header}SELECT one FROM third", "views/second.sql")
    written(folder, f"{header}SELECT one FROM second JOIN third USING (one)", "views/first.sql")
    assert list(catalogue.views()) == ["third", "second", "first"]
    written(folder, f"{header}SELECT one FROM first", "views/third.sql")
    with pytest.raises(QueryError, match=r"circle: .*first"):
        catalogue.views()


GOOD = """-- question: Which?
-- grain: one row per thing
-- parameter: size BIGINT: how many
-- column: one INTEGER things seen; none where nobody looked
SELECT 1 AS one LIMIT $size
"""


def test_a_good_header_is_read(folder):
    """The parts of the header end up where they belong; comments and SQL keywords are no header."""
    text = GOOD.replace("SELECT", "-- limit $nothing: a comment\nSELECT").replace(
        "one row per thing", "one row per SELECT FROM WHERE"
    )
    query = read_query(written(folder, text))
    assert (query.name, query.question, query.grain) == ("things", "Which?", "one row per SELECT FROM WHERE")
    assert (query.parameters, query.sql) == ({"size": "BIGINT"}, text)
    assert query.columns == {"one": ("INTEGER", "things seen; none where nobody looked")}


@pytest.mark.parametrize("kind", ["VARCHAR", "BIGINT[]", 'STRUCT(kind VARCHAR, "name" DOUBLE)[]', "DECIMAL(18,3)"])
def test_the_type_of_a_column_is_as_the_database_writes_it(folder, kind):
    """Lists and structures are types too, and a bracket in the meaning is none."""
    query = read_query(written(folder, GOOD.replace("one INTEGER things", f"one {kind} things (all)")))
    assert query.columns == {"one": (kind, "things (all) seen; none where nobody looked")}


@pytest.mark.parametrize(
    ("old", "new"),
    {
        "no question": ("-- question: Which?\n", ""),
        "empty question": ("Which?", "   "),
        "two questions": ("-- grain", "-- question: Or?\n-- grain"),
        "no grain": ("-- grain: one row per thing\n", ""),
        "two grains": ("SELECT", "-- grain: one row\nSELECT"),
        "parameter without meaning": (": how many", ""),
        "parameter without type": ("size BIGINT:", "size:"),
        "type in small letters": ("BIGINT", "bigint"),
        "parameter not used": (" LIMIT $size", ""),
        "parameter not named": ("-- parameter: size BIGINT: how many\n", ""),
        "another one used": ("$size", "$length"),
        "longer name used": ("$size", "$size2"),
        "capitals used": ("$size", "$Size"),
        "numbered place used": ("$size", "$size OFFSET $1"),
        "parameter twice": ("SELECT", "-- parameter: size BIGINT: again\nSELECT"),
        "column without meaning": (" things seen; none where nobody looked", ""),
        "column without type": ("one INTEGER", "one"),
        "column's type in small letters": ("INTEGER", "integer"),
        "column named as Python's grammar": ("one INTEGER", "from INTEGER"),
        "column twice": ("SELECT", "-- column: one INTEGER again\nSELECT"),
    }.values(),
    ids=repr,
)  # fmt: skip
def test_a_bad_header_is_refused_with_the_files_name(folder, old, new):
    """Whoever adds a query is told which file to mend, at the start and not on a visitor's click."""
    assert GOOD.count(old) == 1
    with pytest.raises(QueryError, match=r"things\.sql"):
        read_query(written(folder, GOOD.replace(old, new)))
    with pytest.raises(QueryError, match=r"things\.sql"):
        catalogue.queries()


def test_a_query_that_does_not_say_its_columns_is_refused(folder):
    """Its rows would have fields that nobody can look up; a view's are nobody's but other queries'."""
    text = "\n".join(line for line in GOOD.splitlines() if "column" not in line)
    assert read_query(written(folder, text)).columns == {}
    with pytest.raises(QueryError, match=r"things\.sql: expected a line “-- column"):
        catalogue.queries()


def test_two_files_of_one_name_are_refused(folder):
    """One name, two answers: a page would show either."""
    written(folder, GOOD, "policy/things.sql")
    assert list(catalogue.queries()) == ["things"]
    written(folder, GOOD, "practices/things.sql")
    with pytest.raises(QueryError, match=r"things\.sql"):
        catalogue.queries()


def test_views_and_macros_are_no_queries(folder):
    """Only questions can be asked."""
    written(folder, GOOD, "views/things.sql")
    (folder / "macros.sql").write_text("CREATE MACRO fold(x) AS x", encoding="utf-8")
    assert catalogue.queries() == {}
    assert list(catalogue.views()) == ["things"]


# --- values only


# Where DuckDB takes a table or column from a string: with a parameter in it, a visitor would choose it.
NAME_FROM_VALUE = re.compile(
    r"(\b(query|query_table|columns|getvariable|unpack)\s*\(|\b(from|join|into|table)\s+\$|[\w\"]\s*\.\s*\$|\bidentifier\b)",
    re.IGNORECASE,
)


def takes_names(sql: str) -> bool:
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return NAME_FROM_VALUE.search(code) is not None


def test_no_query_takes_a_name_from_a_parameter():
    """A name from a visitor would let a link read any column of any table."""
    assert [name for name, query in queries().items() if takes_names(query.sql)] == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM query_table($t)",
        "SELECT * FROM query($t)",
        "SELECT COLUMNS($c) FROM places",
        "select columns ( $c ) from places",
        "SELECT * FROM $t",
        "SELECT * FROM places JOIN $t USING (a)",
        "SELECT places.$c FROM places",
    ],
)
def test_taking_a_name_would_be_noticed(sql):
    """The rule above can fail."""
    assert takes_names(sql)
    assert not takes_names(f"-- {sql}\nSELECT name_en FROM places WHERE place_code = $c")


def test_a_columns_name_is_an_ordinary_value():
    """Asked for the place "country_code", the answer is nothing, not every row where a column equals itself."""
    release = tiny(
        places=[country("AT", "Austria")], cluster_organisations=[{"cluster_id": "CL-AT-001", "country_code": "AT"}]
    )
    for value in ("country_code", "AT' OR '1' = '1", "$country", "%", "*"):
        assert column(ask(release, "industry40_rate", country=[value]), "listed") == [0]
    assert column(ask(release, "industry40_rate", country=["AT"]), "listed") == [1]


# --- a literal test for each


def asked(source: str) -> set[str]:
    """Return the queries that test functions of a module ask by name and compare with something."""
    found = set()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_"):
            nodes = list(ast.walk(function))
            calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
            names = [call.args[1] for call in calls if call.func.id == "ask" and len(call.args) > 1]
            if any(isinstance(node, ast.Assert) for node in nodes):
                found |= {name.value for name in names if isinstance(name, ast.Constant)}
    return found


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_query_has_a_literal_test(name):
    """A query without a case worked out by hand may count wrongly for years; its test is in its folder’s module."""
    module = HERE / f"test_{FILES[name].parent.name}.py"
    assert module.exists(), f"Write {module.name} with a test of the query {name}."
    assert name in asked(module.read_text(encoding="utf-8")), (
        f"Write a test in {module.name} that asks {name} of tiny rows."
    )


def test_a_missing_literal_test_would_be_noticed():
    """The rule above can fail: a query only named, or asked without a comparison, has no test."""
    assert asked('def test_a():\n    assert ask(tiny(), "rate", country=[]) == []') == {"rate"}
    assert asked('def test_a():\n    ask(tiny(), "rate", country=[])') == set()
    assert asked('def helper():\n    assert ask(tiny(), "rate") == []') == set()
    assert asked('def test_rate():\n    """ask(tiny(), "rate")"""\n    assert "rate"') == set()


def test_the_views_behind_a_query_come_with_those_they_build_on_in_order():
    """A table made before the one it reads, or without it, stops the upload's preview."""
    assert not views_behind("SELECT 1 FROM providers")
    behind = list(views_behind("SELECT 1 FROM ruled_standings"))
    assert behind == [name for name in views() if name in behind]
    assert {"ruled_values", "placed_values"} <= set(behind)
