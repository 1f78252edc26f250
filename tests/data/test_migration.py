"""A store of an earlier version opens with everything in it; one of an unknown version is refused, unchanged."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sql
from alembic.config import Config
from alembic.script import ScriptDirectory

from data.audit import Actor
from data.database import StoreError, tables
from data.database.migration import migrate
from data.database.revision import MIGRATIONS, REVISIONS, VERSION_TABLE
from data.operation.verification import verify
from data.people.access import Access
from data.releases import store as store_module
from data.releases.publishing import Publishing
from data.releases.shipped import publish_shipped
from data.releases.store import Store
from data.review.judged import Judged
from data.review.marks import USEFUL, IdeaMarks
from data.review.rounds import Rounds
from data.review.votes import Votes
from tests.data import old_stores
from tests.data.test_votes import A1, A2, ASSESSMENTS, FINDINGS_DESCRIBED, LEVELS_DESCRIBED, SAID
from tests.data.towns import described, ship

NEWEST = REVISIONS[-1]


@pytest.fixture
def today(tmp_path: Path) -> Iterator[Store]:
    """A store with two releases, a closed and an open round, votes, one of them changed, and a mark."""
    ship(tmp_path, maturity_assessments=ASSESSMENTS, findings=SAID)
    contract = described(tmp_path, LEVELS_DESCRIBED, FINDINGS_DESCRIBED)
    made, access = Store(f"sqlite:///{tmp_path / 'today.sqlite'}"), Access(60)
    publish_shipped(made, contract)
    codes = access.access_codes()
    staff, ana, ben = (
        access.sign_in_with_code(codes[role], name, name)
        for role, name in (("staff", "Sonja Staff"), ("expert", "Ana Novak"), ("expert", "Ben Bos"))
    )
    files = {name: content.replace(b"A law.", b"Two laws.") for name, content in made.files(1).items()}
    Publishing(made, contract, access).publish(files, based_on=1, visitor=staff, reason="Looked again.")
    judged = Judged(made, contract)
    held = Rounds(made, judged, access)
    cast = Votes(held, judged, made, access)
    for item in (A1, A2):
        held.open(f"Level {item.key}", [item], last_day=datetime.now(UTC).date() + timedelta(days=1), visitor=staff)
    for number, item, visitor, answer in ((1, A1, ana, "agree"), (1, A1, ana, "disagree"), (2, A2, ben, "agree")):
        cast.cast(number, item, judged.values(2)[item], answer, visitor=visitor)
    held.close(1, visitor=staff)
    IdeaMarks(made, access).mark("RO:level:D4", USEFUL, 2, visitor=ana)
    yield made
    made.close()


def version(address: str) -> list[str]:
    return [str(row["version_num"]) for row in old_stores.rows(address)[VERSION_TABLE]]


# Opening


@pytest.mark.parametrize("number", REVISIONS)
def test_a_store_of_each_earlier_version_opens_with_everything_in_it(
    open_store: Callable[[], Store], address: str, today: Store, number: str
) -> None:
    """Without it, an update of the program would lose what people published and voted, or not start."""
    before = old_stores.make(address, number, today)
    assert sum(map(len, before.values())) > 5
    opened = open_store()
    after = old_stores.rows(address)
    assert {name: after[name] for name in before} == before
    assert version(address) == [NEWEST]
    assert set(after) == {*(each.name for each in tables.ALL), VERSION_TABLE}
    assert verify(opened).faults == ()
    assert [each.action for each in opened.audit_log()][:2] == ["ship", "publish"]
    assert len(opened.audit_log()) == (len(today.audit_log()) if number > "0002" else 2)
    assert opened.history() == today.history() and opened.files(2) == today.files(2)
    # Opened once more, nothing is done again.
    open_store()
    assert old_stores.rows(address) == after


def test_servers_that_bring_a_store_up_to_date_at_once_do_it_once(
    open_store: Callable[[], Store], address: str, today: Store
) -> None:
    """Without it, the second server of an update would refuse to start, or write the log twice."""
    old_stores.make(address, "0001", today)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_store(), range(4)))
    assert [len(each.audit_log()) for each in opened] == [2] * 4
    assert verify(opened[0]).faults == ()


def test_a_step_that_fails_leaves_the_store_as_it_was(
    open_store: Callable[[], Store], address: str, today: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, a crash in an update would leave a store that neither version of the program can open."""
    before = old_stores.make(address, "0001", today)

    def fail(_connection: sql.Connection) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(store_module, "_record_earlier", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        open_store()
    assert old_stores.rows(address) == before
    monkeypatch.undo()
    assert verify(open_store()).faults == ()


def test_another_programs_tables_in_the_same_database_are_left_alone(
    open_store: Callable[[], Store], address: str
) -> None:
    """Without it, a database that is shared with another program would be taken for a broken store."""
    engine = sql.create_engine(address)
    foreign = sql.MetaData()
    theirs = sql.Table("alembic_version", foreign, sql.Column("version_num", sql.String(32)))
    with engine.begin() as connection:
        foreign.create_all(connection)
        connection.execute(sql.insert(theirs).values(version_num="ae1027a6acf"))
    engine.dispose()
    assert open_store().history() == []
    assert old_stores.rows(address)["alembic_version"] == [{"version_num": "ae1027a6acf"}]


# What is refused


def test_a_store_from_a_newer_program_is_refused_and_left_as_it_is(
    open_store: Callable[[], Store], address: str
) -> None:
    """Without it, an older program would write into tables it does not understand."""
    open_store().close()
    engine = sql.create_engine(address)
    version_table = sql.table(VERSION_TABLE, sql.column("version_num"))
    with engine.begin() as connection:
        connection.execute(sql.update(version_table).values(version_num="9999"))
    before = old_stores.rows(address)
    with pytest.raises(StoreError) as error:
        open_store()
    text = str(error.value)
    assert "it was made or changed by a newer version of this program: its tables have version 9999, expected " in text
    assert f"expected {NEWEST} or an older one. Nothing was changed. Start the newer version, or put " in text
    assert "secret" not in text and "\n" not in text
    assert old_stores.rows(address) == before
    with engine.begin() as connection:
        connection.execute(sql.update(version_table).values(version_num="0000"))
    engine.dispose()
    with pytest.raises(
        StoreError, match="cannot be brought up to date: they have version 0000, expected those of version"
    ):
        open_store()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("9999", f"by a newer version of this program: its tables have version 9999, expected {NEWEST} or an older"),
        ("0000", "cannot be brought up to date: they have version 0000, expected those of version 0001"),
        ("0001", f"its tables have version 0001, expected {NEWEST}. Nothing was changed. Restart this program"),
    ],
)
def test_a_store_that_changes_its_version_under_a_running_program_is_not_written(
    open_store: Callable[[], Store], address: str, number: str, words: str
) -> None:
    """Without it, an older program that still runs would write into tables it does not understand."""
    running = open_store()
    with running.database.write():
        pass
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sql.update(sql.table(VERSION_TABLE, sql.column("version_num"))).values(version_num=number))
    engine.dispose()
    before = old_stores.rows(address)
    by = Actor("Ana Novak", "staff", "signed in")
    for attempt in (
        lambda: running.add_release({"towns": b"one"}, based_on=None, kind="upload", by=by, reason="New."),
        running.check_version,
    ):
        with pytest.raises(StoreError) as error:
            attempt()
        assert words in str(error.value)
        assert "secret" not in str(error.value) and "\n" not in str(error.value)
    assert old_stores.rows(address) == before


@pytest.mark.parametrize("others", [("9999",), ("0000",), ("0000", "9999")])
def test_a_store_with_an_unknown_version_beside_a_known_one_is_refused(
    open_store: Callable[[], Store], address: str, others: tuple[str, ...]
) -> None:
    """Without it, chance would decide which of several numbers counts."""
    running = open_store()
    engine = sql.create_engine(address)
    version_table = sql.table(VERSION_TABLE, sql.column("version_num"))
    with engine.begin() as connection:
        connection.execute(sql.insert(version_table), [{"version_num": each} for each in others])
    engine.dispose()
    with pytest.raises(StoreError, match=f"have version {others[-1]}"):
        open_store()
    with pytest.raises(StoreError, match=f"have version {others[-1]}"), running.database.write():
        pass


@pytest.mark.parametrize("kept", [("releases",), ("contents", "releases", "release_files", "votes"), ("audit",)])
def test_a_store_that_is_older_than_any_known_version_is_refused(
    open_store: Callable[[], Store], address: str, kept: tuple[str, ...]
) -> None:
    """Without it, tables of another shape would be taken for the store, and the first click would fail."""
    engine = sql.create_engine(address)
    made = sql.MetaData()
    for name in kept:
        sql.Table(name, made, sql.Column("number", sql.Integer))
    made.create_all(engine)
    with pytest.raises(StoreError) as error:
        open_store()
    found = f"cannot be brought up to date: of a store's there are {', '.join(sorted(kept))}, expected those of version"
    assert found in str(error.value)
    assert str(error.value).endswith("An older store must be opened with an older version of this program first.")
    assert set(sql.inspect(engine).get_table_names()) == set(kept)
    engine.dispose()


# What developers may get wrong


def test_the_migrations_make_the_columns_that_the_program_asks_for(address: str) -> None:
    """Without it, a column could be added to a table in the program and to no store."""
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        migrate(connection)
        found = sql.inspect(connection)
        made = {
            name: [each["name"] for each in found.get_columns(name)]
            for name in found.get_table_names()
            if name != VERSION_TABLE
        }
    engine.dispose()
    assert made == {each.name: list(each.c.keys()) for each in tables.ALL}


def test_the_migrations_are_one_line_in_the_order_of_their_numbers() -> None:
    """Without it, a store would be refused as newer, or two changes would both be the newest."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(each.revision for each in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [NEWEST]
