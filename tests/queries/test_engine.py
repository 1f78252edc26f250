"""The engine loads what the files say and lets nobody change it or reach beyond it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pandas as pd
import pytest

from queries import engine as engine_module
from queries.catalogue import QueryError
from queries.engine import Engine
from tests.queries.tiny import AUSTRIA, CONTRACT, SPAIN, ask, column, files, tiny

PROVIDER = {"provider_id": "P-AT-01", "name": "One", "services": "training", "country_code": "AT", "place_code": "AT"}


def loaded(dataset: str, csv: str) -> Engine:
    """Return an engine on a release in which one dataset is exactly this text."""
    return Engine({**files(), dataset: csv.encode("utf-8")}, CONTRACT)


def rows(engine: Engine, sql: str, **parameters: object) -> list[tuple]:
    return engine.rows(sql, parameters)


# --- the lock


@pytest.fixture(scope="module")
def locked() -> Engine:
    return tiny(places=[AUSTRIA, SPAIN], providers=[PROVIDER])


def everything(engine: Engine) -> list[tuple]:
    """Tables, views and rows of the release, to compare before and after."""
    return [
        *rows(engine, "SELECT table_name, table_type FROM information_schema.tables ORDER BY ALL"),
        *rows(engine, "SELECT * FROM places ORDER BY ALL"),
        *rows(engine, "SELECT * FROM providers ORDER BY ALL"),
    ]


REFUSED = [
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_csv_auto('{file}')",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM read_json('{file}')",
    "SELECT * FROM read_parquet('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_text('https://example.org/')",
    "COPY places TO '{folder}/copied.csv'",
    "COPY places FROM '{file}'",
    "EXPORT DATABASE '{folder}/exported'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{folder}/other.db'",
    "DETACH memory",
    "USE memory",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET threads = 1",
    "SET VARIABLE x = 1",
    "RESET enable_external_access",
    "RESET threads",
    "PRAGMA threads = 1",
    "PRAGMA database_list",
    "SELECT * FROM enable_logging(storage_path = '{folder}/log')",
    "SELECT * FROM enable_profiling()",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE TEMP TABLE mine AS SELECT 1",
    "CREATE OR REPLACE VIEW partner_countries AS SELECT 1",
    "CREATE OR REPLACE MACRO fold(written) AS 'x'",
    "CREATE SECRET (TYPE s3)",
    "INSERT INTO places (place_code) VALUES ('XX')",
    "UPDATE places SET name_en = 'Elsewhere'",
    "DELETE FROM places",
    "TRUNCATE places",
    "MERGE INTO places USING providers ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES",
    "WITH gone AS (DELETE FROM places RETURNING *) SELECT * FROM gone",
    "WITH new AS (INSERT INTO places (place_code) VALUES ('XX') RETURNING *) SELECT * FROM new",
    "WITH changed AS (UPDATE places SET name_en = 'Elsewhere' RETURNING *) SELECT * FROM changed",
    "ALTER TABLE places ADD COLUMN mine INTEGER",
    "DROP TABLE places",
    "DROP VIEW partner_countries",
    "CALL pragma_version()",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE DELETE FROM places",
    "PREPARE mine AS SELECT 1",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "VACUUM",
    "CHECKPOINT",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE places",
    "COMMIT; DELETE FROM places",
    "",
    " \n ;",
    "-- only a comment",
    "SELEC 1",
    "SELECT no_such_column FROM places",
    "SELECT * FROM no_such_table",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_refused_with_the_data_unharmed(locked, statement, tmp_path):
    """Whatever a query says, it reads this release only: no file, no setting, no change, no second statement."""
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    before = everything(locked)
    with pytest.raises(QueryError):
        locked.rows(statement.format(file=file, folder=tmp_path))
    assert everything(locked) == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_the_file_is_readable_without_the_lock(tmp_path):
    """The refusals above are the lock's doing: the same statement works on an ordinary connection."""
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with duckdb.connect(":memory:") as connection:
        assert connection.execute(f"SELECT * FROM read_csv('{file}')").fetchall() == [(1, 2)]


def test_python_variables_are_no_tables(locked, monkeypatch):
    """DuckDB reads a frame by its variable's name: a query could read what another visitor's run holds."""
    local_frame = pd.DataFrame({"secret": [1]})
    # DuckDB looks where it is called from, so in the engine's own module.
    monkeypatch.setattr(engine_module, "global_frame", local_frame, raising=False)
    monkeypatch.setattr(engine_module, "global_array", np.arange(3), raising=False)
    for name in ("local_frame", "global_frame", "global_array"):
        with pytest.raises(QueryError, match=name):
            locked.rows(f"SELECT * FROM {name}")
    with duckdb.connect(":memory:") as unlocked:
        assert unlocked.execute("SELECT * FROM local_frame").fetchall() == [(1,)]


def test_a_query_that_failed_leaves_the_engine_working(locked):
    """One bad link must not take the release away from everybody else."""
    for _ in range(20):
        with pytest.raises(QueryError):
            locked.rows("SELECT error('x') FROM places")
    assert rows(locked, "SELECT count(*) FROM places") == [(2,)]


# --- threads


NUMBERS = [
    {"place_code": f"X{number}", "type": "country", "parent_code": "ALL", "name_en": f"Country {number}"}
    for number in range(100)
]


@pytest.mark.parametrize("threads", [2, 16])
def test_a_thousand_queries_at_once_get_their_own_answers(threads):
    """Visitors ask at the same time: one seeing another's numbers is the worst this program could do."""
    engine = tiny(places=NUMBERS)
    start = threading.Barrier(threads)

    def visitor(number: int) -> list[tuple[int, list[tuple]]]:
        start.wait()
        found = []
        for question in range(number, 1000, threads):
            count = "(SELECT count(*) FROM places)"
            sql = f"SELECT $n::INTEGER AS n, name_en, {count} AS places FROM places WHERE place_code = $code"
            found.append((question, rows(engine, sql, n=question, code=f"X{question % 100}")))
        return found

    with ThreadPoolExecutor(threads) as pool:
        answers = [answer for part in pool.map(visitor, range(threads)) for answer in part]
    assert len(answers) == 1000
    assert [(n, found) for n, found in answers if found != [(n, f"Country {n % 100}", 100)]] == []


# --- loading


def test_search_text_is_folded():
    """“Kosice” finds “Košice”: most visitors have no key for š, Ł or ß."""
    names = {
        "Košice": "kosice",
        "Kos\u030cice": "kosice",
        "Łódź": "lodz",
        "Straße": "strasse",
        "STRAẞE": "strasse",
        "Győr-Ősi": "gyor-osi",
        "Đakovo": "dakovo",
        "Ærø Œuvre": "aero oeuvre",
        "Timișoara Târgu": "timisoara targu",
        "Rīga ģ": "riga g",
    }
    release = tiny(
        providers=[{**PROVIDER, "provider_id": str(number), "name": name} for number, name in enumerate(names)]
    )
    found = rows(release, "SELECT search_text FROM providers ORDER BY provider_id::INTEGER")
    assert [text for (text,) in found] == list(names.values())


def test_search_text_joins_the_searchable_columns():
    """The words searched for may stand in different columns; an empty column adds nothing."""
    release = tiny(providers=[{**PROVIDER, "name": "Ana", "region_name": "Région", "city": ""}])
    assert rows(release, "SELECT search_text FROM providers") == [("ana region",)]


PLACE_SQL = "SELECT place_code, type, name_en, note FROM places ORDER BY place_code"


def test_a_file_without_a_column_of_the_contract_is_empty_there():
    """An old link (?release=3) must go on working after the contract has grown."""
    older = loaded("places", "place_code,name_en\nAT,Austria\n")
    assert rows(older, PLACE_SQL) == [("AT", None, "Austria", None)]
    assert rows(older, "SELECT typeof(note) FROM places") == [("VARCHAR",)]


def test_a_file_without_a_list_column_or_a_searchable_one_opens():
    """Lists and search are made at loading: a release older than their columns must open all the same."""
    older = loaded("providers", "provider_id,latitude\nP-AT-01,47.5\n")
    assert rows(older, "SELECT provider_id, latitude, services, members, search_text FROM providers") == [
        ("P-AT-01", 47.5, None, None, "")
    ]
    assert rows(older, "SELECT typeof(services), typeof(members) FROM providers") == [("VARCHAR[]", "BIGINT")]
    assert rows(older, "SELECT * FROM provider_services") == []


def test_a_release_without_a_dataset_of_the_contract_has_it_empty():
    """A release older than a dataset opens, with nothing in it."""
    older = Engine(
        {name: content for name, content in files(places=[AUSTRIA]).items() if name != "practices"}, CONTRACT
    )
    assert rows(older, "SELECT count(*) FROM practices") == [(0,)]
    assert column(ask(older, "partner_countries_list"), "country") == ["Austria"]


def test_columns_in_another_order_are_read_by_their_names():
    """read_csv binds by position: without the file's own header a name would land in the type's column."""
    release = loaded("places", "note,name_en,type,place_code\nfirst,Austria,country,AT\n")
    assert rows(release, PLACE_SQL) == [("AT", "country", "Austria", "first")]


def test_a_column_the_contract_does_not_know_is_left_out():
    """A release newer than the program (after going back a version) opens too."""
    release = loaded("places", 'place_code,"new, column",type,name_en\nAT,"x, y",country,Austria\n')
    assert rows(release, PLACE_SQL) == [("AT", "country", "Austria", None)]
    names = [name for (name,) in rows(release, "SELECT column_name FROM (DESCRIBE places)")]
    assert names == list(CONTRACT.datasets["places"].header)


def test_quoted_breaks_commas_and_quotes_are_part_of_the_cell():
    """Summaries have commas, quotes and line breaks: a cell cut in two shifts the rest of its row."""
    text = "a, b\n\"c\"; 'd'\r\ne"
    release = tiny(places=[{"place_code": "AT", "type": "country", "name_en": text, "note": ","}, SPAIN])
    assert rows(release, PLACE_SQL) == [("AT", "country", text, ","), ("ES", "country", "Spain", None)]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_both_kinds_of_line_ends_are_read(end):
    """Excel writes the one, editors the other; the last line may have none."""
    release = loaded("places", f'place_code,type,name_en{end}AT,country,"A{end}B"{end}ES,country,Spain')
    assert rows(release, PLACE_SQL) == [("AT", "country", f"A{end}B", None), ("ES", "country", "Spain", None)]


def test_lists_are_split_at_their_delimiter_and_empty_ones_are_missing():
    """A list of one, of many and of none; spaces and commas inside an item stay."""
    cells = {"1": "training", "2": "pilot or test;training;R&D, applied", "3": "", "4": "training;training"}
    release = tiny(providers=[{**PROVIDER, "provider_id": key, "services": cell} for key, cell in cells.items()])
    assert rows(release, "SELECT provider_id, services FROM providers ORDER BY ALL") == [
        ("1", ["training"]),
        ("2", ["pilot or test", "training", "R&D, applied"]),
        ("3", None),
        ("4", ["training", "training"]),
    ]
    # One row per provider and service, also where a cell names it twice.
    assert rows(release, "SELECT provider_id, service FROM provider_services ORDER BY ALL") == [
        ("1", "training"),
        ("2", "R&D, applied"),
        ("2", "pilot or test"),
        ("2", "training"),
        ("4", "training"),
    ]


@pytest.mark.parametrize("cell", ["", '""'], ids=["empty", "quoted"])
def test_empty_cells_are_missing_values_never_empty_text(cell):
    """Counts of known values would count empty text as known."""
    release = loaded(
        "cluster_organisations", f"cluster_id,quality_label,members,latitude\nCL-AT-001,{cell},{cell},{cell}\n"
    )
    sql = "SELECT quality_label IS NULL, members IS NULL, latitude IS NULL FROM cluster_organisations"
    assert rows(release, sql) == [(True, True, True)]


def test_words_that_look_like_nothing_are_text():
    """Names may read NA, null or nan; codes may have leading zeros."""
    release = loaded("places", "place_code,type,name_en,note\n007,NA,null,nan\n")
    assert rows(release, PLACE_SQL) == [("007", "NA", "null", "nan")]


def test_columns_have_the_contracts_types():
    """Years sort as numbers and dates as dates."""
    release = tiny()
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    for dataset in CONTRACT.datasets.values():
        expected = [
            (name, "VARCHAR[]" if field.delimiter else types[field.type]) for name, field in dataset.fields.items()
        ]
        if any(field.searchable for field in dataset.fields.values()):
            expected.append(("search_text", "VARCHAR"))
        assert rows(release, f"SELECT column_name, column_type FROM (DESCRIBE {dataset.name})") == expected


def test_a_row_as_long_as_an_upload_may_have_can_be_loaded():
    """A release that was published and then cannot be loaded would take the dashboard down."""
    assert _long_row() == 131_000


def _long_row() -> int:
    row = dict.fromkeys(CONTRACT.datasets["findings"].header, "")
    texts = [name for name, field in CONTRACT.datasets["findings"].fields.items() if field.type == "string"][:6]
    row |= dict.fromkeys(texts, "漢" * 131_000)
    csv = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    return rows(loaded("findings", csv), f"SELECT len({texts[0]}) FROM findings")[0][0]
