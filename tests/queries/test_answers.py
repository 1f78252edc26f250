"""The one read of the program: asked rightly it answers each for himself, asked wrongly it says so."""

import gc
import pickle
import weakref
from threading import Thread

import pytest

from data import live
from queries import answers as module
from queries.answers import Answers
from queries.catalogue import QueryError, queries
from queries.engine import Engine
from tests.queries.tiny import AUSTRIA, CONTRACT, LATVIA, SPAIN, files

RUBRIC = [
    {"dimension_id": "D1", "dimension": "Policy status", "level": level, "label": f"Level {level}"}
    for level in range(6)
]
LEVELS = [
    {"country_code": code, "place_code": code, "tier": "national", "dimension_id": "D1", "year": 2019, "level": 3}
    for code in ("AT", "ES", "LV")
]


def release_files(number: int) -> dict[str, bytes]:
    """Release n has n clusters in Austria and one in Spain; there are nine releases."""
    if not 1 <= number <= 9:
        return {}
    austrian = [
        {"cluster_id": f"CL-AT-{each:03}", "country_code": "AT", "industry40_activities": "yes"}
        for each in range(number)
    ]
    spanish = {"cluster_id": "CL-ES-001", "country_code": "ES", "industry40_activities": "unknown"}
    return files(
        places=[AUSTRIA, LATVIA, SPAIN],
        cluster_organisations=[*austrian, spanish],
        maturity_rubric=RUBRIC,
        maturity_assessments=LEVELS,
    )


class Counted:
    """Reads releases and remembers which were read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, number: int) -> dict[str, bytes]:
        self.read.append(number)
        return release_files(number)


@pytest.fixture(autouse=True)
def engines_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it is looked at when an engine is made and when it goes, so none is lent by other tests."""
    monkeypatch.setattr("queries.answers.Engine", Engine)


@pytest.fixture
def reader() -> Counted:
    return Counted()


@pytest.fixture
def answers(reader) -> Answers:
    return Answers(reader, CONTRACT)


def listed(answers: Answers, release: int, *country: str) -> int:
    return answers.rows("industry40_rate", release, country=list(country))[0].listed


def runs(monkeypatch) -> list[object]:
    """Return a list that grows by one with each query the engine really runs."""
    ran: list[object] = []
    rows = module.Engine.rows

    def counted(engine, sql, parameters=None):
        ran.append(parameters)
        return rows(engine, sql, parameters)

    monkeypatch.setattr(module.Engine, "rows", counted)
    return ran


# --- asked wrongly


def test_an_unknown_query_is_named(answers, reader):
    """A slip in a page is found by its name, before anything is loaded."""
    with pytest.raises(QueryError, match="no query “industry_rate”"):
        answers.rows("industry_rate", 1)
    for name in ("", "views", "partner_countries", "../fold", "SELECT 1"):
        with pytest.raises(QueryError, match="There is no query"):
            answers.rows(name, 1)
    assert reader.read == []


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("industry40_rate", {}),
        ("industry40_rate", {"country": [], "year": 2019}),
        ("industry40_rate", {"countries": []}),
        ("provider_types", {"country": []}),
    ],
)
def test_missing_and_surplus_parameters_are_named(answers, name, given):
    """The sentence says what the query takes and what it was given."""
    with pytest.raises(QueryError) as caught:
        answers.rows(name, 1, **given)
    wanted = [] if name == "provider_types" else ["country"]
    assert str(caught.value) == f"Query “{name}” takes the parameters {wanted}, given were {sorted(given)}."


def test_a_value_of_the_wrong_type_is_refused(answers):
    """Text where a list belongs is a slip in a page: it must not pass for “no country chosen”."""
    with pytest.raises(QueryError):
        answers.rows("industry40_rate", 1, country="AT")


def test_an_unknown_release_is_refused(answers):
    """A release that doesn't exist must not show as one without data."""
    with pytest.raises(QueryError, match="no release 10"):
        listed(answers, 10)


# --- each for himself


def test_changing_an_answer_does_not_change_anybody_elses(answers):
    """Answers are kept: what one page does to its rows must not show on another visitor's screen."""

    def ask():
        return answers.rows("industry40_rate_by_country", 1, country=[])

    untouched = ask()
    mine = ask()
    mine.reverse()
    mine.pop()
    assert ask() == untouched


def test_lists_in_cells_cannot_be_changed_for_everybody(answers):
    """A shallow copy of an answer shares the lists in its cells: what one caller writes there nobody else sees."""
    answers.rows("extremes", 1, dimension="D1")[0].lowest_countries[0] = "Nowhere"
    assert answers.rows("extremes", 1, dimension="D1")[0].lowest_countries == ["Austria", "Latvia", "Spain"]


def test_fields_are_the_columns_of_the_header_and_missing_is_none(answers):
    """Pages read fields by name, and ask of what is missing only whether it is None."""
    (row,) = answers.rows("extremes", 1, dimension="D9")
    assert row._fields == tuple(queries()["extremes"].columns)
    assert set(row) == {None}


def test_rows_can_be_kept_as_bytes(answers):
    """Charts and comparisons are kept pickled, and come from other processes so."""
    answer = answers.rows("extremes", 1, dimension="D1")
    copied = pickle.loads(pickle.dumps(answer))
    assert copied == answer
    assert copied[0].lowest_label == answer[0].lowest_label


def test_lists_and_tuples_are_the_same_question(answers, monkeypatch):
    """Pages pass lists, caches tuples: both get the kept answer."""
    ran = runs(monkeypatch)
    as_list = answers.rows("industry40_rate_by_country", 1, country=["AT", "ES"])
    assert [row.country_code for row in as_list] == ["AT", "ES"]
    assert answers.rows("industry40_rate_by_country", 1, country=("AT", "ES")) == as_list
    assert len(ran) == 1


def test_the_order_of_parameters_does_not_matter(answers, monkeypatch):
    """The same question, written the other way round."""
    ran = runs(monkeypatch)
    answers.rows("map_summary", 1, country=["AT"], provider_type=[])
    answers.rows("map_summary", 1, provider_type=[], country=["AT"])
    assert len(ran) == 1


def test_parameters_do_not_mix(answers):
    """The same value in another parameter, or another release, is another question."""
    assert listed(answers, 2) == 3
    assert listed(answers, 2, "AT") == 2
    assert listed(answers, 2, "ES") == 1
    assert listed(answers, 2, "AT", "ES") == 3
    assert listed(answers, 2, "LV") == 0


def test_two_releases_give_their_own_numbers(answers):
    """A link to release 1 shows release 1, also while others look at release 3."""
    assert [listed(answers, release) for release in (1, 3, 1, 3)] == [2, 4, 2, 4]


# --- bounds


def test_kept_answers_are_bounded(monkeypatch, reader):
    """Visitors may ask anything; what is kept for them must not grow for ever."""
    monkeypatch.setenv("INNO_KEPT_ANSWERS", "2")
    answers = Answers(reader, CONTRACT)
    ran = runs(monkeypatch)
    for code in ("AT", "ES", "AT", "ES"):
        listed(answers, 1, code)
    assert len(ran) == 2
    listed(answers, 1, "LV")  # lets the answer for Austria go
    assert len(ran) == 3
    listed(answers, 1, "LV")
    listed(answers, 1, "ES")
    assert len(ran) == 3
    assert listed(answers, 1, "AT") == 1
    assert len(ran) == 4
    assert answers._kept.cache_info().currsize == 2


def test_open_releases_are_bounded_and_come_back(monkeypatch, reader):
    """Each open release takes memory; one let go is loaded again when somebody asks."""
    monkeypatch.setenv("INNO_OPEN_RELEASES", "2")
    monkeypatch.setenv("INNO_KEPT_ANSWERS", "1")
    answers = Answers(reader, CONTRACT)
    assert [listed(answers, release) for release in (1, 2, 1, 2)] == [2, 3, 2, 3]
    assert reader.read == [1, 2]
    assert listed(answers, 3) == 4  # lets release 1 go
    assert listed(answers, 2) == 3
    assert reader.read == [1, 2, 3]
    assert listed(answers, 1, "AT") == 1
    assert reader.read == [1, 2, 3, 1]
    assert answers._open.cache_info().currsize == 2


def test_a_release_is_loaded_once_however_many_ask(answers, reader):
    """At the start all visitors ask at once: one loads, the others wait."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda number: listed(answers, 5, *("AT", "ES", "LV")[: number % 4]), range(64)))
    assert found == [6, 5, 6, 6] * 16
    assert reader.read == [5]


def test_the_programs_answer_asks_the_store_of_this_process(tmp_path, monkeypatch):
    """The pages' door to all this: release 1 of a new store is the shipped data."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/inno.sqlite")
    live.forget()
    module.forget()
    try:
        (rate,) = module.rows("industry40_rate", 1, country=[])
        assert (rate.listed, rate.documented) == (207, 42)
        with pytest.raises(QueryError, match="no release 2"):
            module.rows("industry40_rate", 2, country=[])
    finally:
        live.forget()
        module.forget()


# --- drafts


def test_a_draft_answers_on_its_own_files_and_leaves_no_trace(answers, reader):
    """An upload's effect must be seen before it is published, by nobody but who prepares it."""
    with answers.draft(release_files(5)) as ask:
        assert ask("industry40_rate", country=[])[0].listed == 6
        assert ask("industry40_rate", country=["AT"])[0].listed == 5
        assert listed(answers, 1) == 2
    assert reader.read == [1]
    assert listed(answers, 1) == 2


def test_a_draft_is_asked_as_strictly_as_a_release(answers):
    """The same questions and parameters count, so that both sides of a comparison are the same."""
    with answers.draft(release_files(1)) as ask:
        with pytest.raises(QueryError, match="takes the parameters"):
            ask("industry40_rate")
        with pytest.raises(QueryError, match="no query “no_such_question”"):
            ask("no_such_question")


def test_the_memory_of_a_draft_is_free_after_it(answers):
    """Ten uploads in a day must not hold ten copies of the data."""
    with answers.draft(release_files(1)) as ask:
        ask("industry40_rate", country=[])
        engine = weakref.ref(ask.__closure__[0].cell_contents)
        assert isinstance(engine(), Engine)
    del ask
    gc.collect()
    assert engine() is None


def test_drafts_are_bounded(answers):
    """Whoever has one more than fits into memory waits, and gets through when another ends."""
    waiting = []

    def third() -> None:
        with answers.draft(release_files(1)) as ask:
            waiting.append(len(ask("industry40_rate", country=[])))

    with answers.draft(release_files(1)), answers.draft(release_files(2)):
        thread = Thread(target=third)
        thread.start()
        thread.join(0.3)
        assert waiting == []
    thread.join(10)
    assert waiting == [1]
