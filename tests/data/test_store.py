"""The store keeps what was published, whole and unchanged, and says in a sentence what keeps it from doing so."""

import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
import sqlalchemy as sql

from data.audit import Actor
from data.database import absent_file
from data.database.tables import contents, release_files, releases
from data.operation.verification import verify
from data.releases.store import (
    PublishedMeanwhile,
    Release,
    Store,
    StoreError,
    StorePutBack,
    digest,
)
from data.settings import ROOT
from tests.data import postgresql

ANA = Actor("Ana", "staff", "code (self-declared)")

# `printf one | sha256sum`, and so on.
ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"


def publish(store: Store, based_on: int | None = None, kind: str = "upload", **files: bytes) -> Release:
    return store.add_release(files, based_on=based_on, kind=kind, by=ANA, reason="New counts.")


@contextmanager
def database(address: str) -> Iterator[sql.Connection]:
    """The store's database, past the store."""
    engine = sql.create_engine(address)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def counted(address: str) -> dict[str, int]:
    with database(address) as connection:
        tables = (contents, releases, release_files)
        return {table.name: connection.scalar(sql.select(sql.func.count()).select_from(table)) for table in tables}


# What is kept


def test_an_empty_store_has_no_newest_release(store: Store) -> None:
    """Without it, a first start would take an empty store for a full one and show nothing."""
    assert store.newest() is None
    assert store.history() == []
    assert store.changes() == []


def test_the_first_release_is_number_1(store: Store) -> None:
    """Without it, the link ?release=1 would not lead to the first data."""
    before = datetime.now(UTC)
    release = publish(store, towns=b"one")
    assert (release.number, release.based_on, release.kind) == (1, None, "upload")
    assert (release.author, release.reason) == ("Ana", "New counts.")
    assert before <= release.published_at <= datetime.now(UTC)
    assert store.newest() == store.release(1) == release


def test_a_release_is_complete_and_never_changes(store: Store) -> None:
    """Without it, a cited link would show other numbers tomorrow."""
    publish(store, towns=b"one", clubs=b"two")
    publish(store, 1, towns=b"three", clubs=b"two")
    assert store.files(1) == {"clubs": b"two", "towns": b"one"}
    assert store.files(2) == {"clubs": b"two", "towns": b"three"}
    assert store.digests(1) == {"clubs": TWO, "towns": ONE}
    assert [release.number for release in store.history()] == [1, 2]


def test_a_content_is_stored_once(store: Store, address: str) -> None:
    """Without it, the store would grow by all data with every correction."""
    publish(store, towns=b"one", villages=b"one", clubs=b"two")
    publish(store, 1, towns=b"two", villages=b"one", clubs=b"two")
    assert counted(address) == {"contents": 2, "releases": 2, "release_files": 6}
    with database(address) as connection:
        assert sorted(connection.execute(sql.select(contents))) == [(TWO, b"two"), (ONE, b"one")]


def test_a_digest_is_the_sha_256() -> None:
    """Without it, nobody could verify a stored file with another tool."""
    assert digest(b"one") == ONE


@pytest.mark.parametrize("number", [0, -1, 2, 99, 2**31, 2**40, 2**70])
def test_an_unknown_number_is_no_release(store: Store, number: int) -> None:
    """Without it, a mistyped link would end in an error instead of a sentence."""
    publish(store, towns=b"one")
    assert store.release(number) is None


def test_times_are_in_utc(store: Store) -> None:
    """Without it, a release would seem published at another hour after a restart elsewhere."""
    publish(store, towns=b"one")
    at = store.newest().published_at
    assert at.tzinfo is UTC
    assert datetime.now(UTC) - at < timedelta(minutes=1)


def test_a_store_opened_again_keeps_its_releases(open_store: Callable[[], Store]) -> None:
    """Without it, every restart of the server would lose what was published."""
    first = open_store()
    release = publish(first, towns=b"one")
    first.close()
    second = open_store()
    assert second.history() == [release]
    assert second.files(1) == {"towns": b"one"}


def test_changes_name_what_each_release_changed(store: Store) -> None:
    """Without it, an update of the program could overwrite somebody's upload."""
    first = publish(store, kind="shipped", towns=b"one", clubs=b"one")
    second = publish(store, 1, towns=b"two", clubs=b"one")
    third = publish(store, 2, kind="rollback", towns=b"one", clubs=b"one")
    fourth = publish(store, 3, towns=b"one", clubs=b"one", events=b"two")
    assert store.changes() == [
        (first, {"clubs": ONE, "towns": ONE}),
        (second, {"towns": TWO}),
        (third, {"towns": ONE}),
        (fourth, {"events": TWO}),
    ]


# All or nothing


@pytest.mark.parametrize("based_on", [None, 1])
def test_publishing_on_an_old_release_is_refused_and_leaves_nothing(
    store: Store, address: str, based_on: int | None
) -> None:
    """Without it, the second of two people would undo the first one's work unseen."""
    publish(store, towns=b"one")
    publish(store, 1, towns=b"two")
    before = counted(address)
    with pytest.raises(PublishedMeanwhile):
        publish(store, based_on, towns=b"three")
    assert counted(address) == before
    assert store.files(2) == {"towns": b"two"}


@pytest.mark.parametrize(
    ("based_on", "kind", "cause"), [(7, "upload", "FOREIGN KEY"), (1, "wish", "CHECK"), (1, None, "NOT.NULL")]
)
def test_a_release_that_breaks_a_rule_is_not_taken_for_a_race(
    store: Store, based_on: int, kind: str | None, cause: str
) -> None:
    """Without it, a start that meets such a fault would try again for ever."""
    publish(store, towns=b"one")
    with pytest.raises(StoreError, match=rf"(?i)could not write it \(.*{cause}"):
        publish(store, based_on, kind, towns=b"two")
    assert store.newest().number == 1


def test_of_eight_threads_on_the_same_base_one_wins(store: Store) -> None:
    """Without it, two people who publish at once would both believe that their file is live."""
    publish(store, towns=b"zero")
    together = Barrier(8)

    def try_to_publish(number: int) -> int | None:
        together.wait()
        try:
            publish(store, 1, towns=b"thread %d" % number)
        except PublishedMeanwhile:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        won = [number for number in pool.map(try_to_publish, range(8)) if number is not None]
    assert len(won) == 1
    assert [release.number for release in store.history()] == [1, 2]
    assert store.files(2) == {"towns": b"thread %d" % won[0]}


def publish_from_a_process(address: str, content: bytes, together: object, results: object) -> None:
    store = Store(address)
    together.wait()
    try:
        publish(store, 1, towns=content)
    except PublishedMeanwhile:
        results.put(None)
    else:
        results.put(content)


def test_of_two_processes_on_the_same_base_one_wins(store: Store, address: str) -> None:
    """Without it, two servers on one store would overwrite each other's releases."""
    publish(store, towns=b"zero")
    spawning = multiprocessing.get_context("spawn")
    together, results = spawning.Barrier(2, timeout=30), spawning.Queue()
    processes = [
        spawning.Process(target=publish_from_a_process, args=(address, content, together, results))
        for content in (b"first", b"second")
    ]
    for process in processes:
        process.start()
    outcomes = [results.get(timeout=30) for _ in processes]
    for process in processes:
        process.join()
    (won,) = [content for content in outcomes if content is not None]
    assert store.newest().number == 2
    assert store.files(2) == {"towns": won}


def test_servers_that_open_a_new_store_at_once_all_get_it(address: str) -> None:
    """Without it, the second server of a first deployment would refuse to start."""
    together = Barrier(8)

    def open_one(_number: int) -> list[Release]:
        together.wait()
        opened = Store(address)
        try:
            return opened.history()
        finally:
            opened.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(open_one, range(8))) == [[]] * 8


def test_a_failure_before_the_end_leaves_the_old_release_live(store: Store, address: str) -> None:
    """Without it, a crash while publishing would leave half a release on the screens."""
    publish(store, towns=b"one")
    before = counted(address)

    def fail(_connection: object) -> None:
        raise RuntimeError("power cut")

    sql.event.listen(sql.Engine, "commit", fail)
    try:
        with pytest.raises(RuntimeError, match="power cut"):
            publish(store, 1, towns=b"two")
    finally:
        sql.event.remove(sql.Engine, "commit", fail)
    assert counted(address) == before
    assert store.newest().number == 1
    assert publish(store, 1, towns=b"two").number == 2


def test_readers_go_on_while_a_writer_writes(store: Store, open_store: Callable[[], Store]) -> None:
    """Without it, every visitor would wait while somebody publishes."""
    publish(store, towns=b"one")
    second = open_store()
    with second.database.write() as writer:
        # As large as the largest upload, which may not leave the writer's memory before its end.
        writer.execute(sql.insert(contents).values(sha256=TWO, content=b"two" * 8_000_000))
        assert store.newest().number == 1
        assert store.files(1) == {"towns": b"one"}


def test_a_publication_waits_for_another_writer(store: Store, address: str) -> None:
    """Without it, publishing while somebody votes would fail with “database is locked”."""
    publish(store, towns=b"one")
    published: list[Release] = []
    with database(address) as writer:
        writer.execute(sql.insert(contents).values(sha256=ONE[::-1], content=b"a vote"))
        waiting = Thread(target=lambda: published.append(publish(store, 1, towns=b"two")))
        waiting.start()
        time.sleep(0.2)
        writer.commit()
        waiting.join()
    assert [release.number for release in published] == [2]


# What goes wrong is said


def only_sentence(error: pytest.ExceptionInfo[StoreError]) -> str:
    text = str(error.value)
    assert text.startswith("Store ") and text.endswith(".") and "INNO_STORE_URL" in text
    assert "\n" not in text and "Traceback" not in text and "secret" not in text
    return text


def test_a_changed_byte_is_noticed(store: Store, address: str) -> None:
    """Without it, numbers changed behind the store's back would be shown as published."""
    publish(store, towns=b"one", clubs=b"two")
    with database(address) as connection:
        connection.execute(sql.update(contents).where(contents.c.sha256 == ONE).values(content=b"onf"))
        connection.commit()
    with pytest.raises(StoreError, match="dataset “towns” of release 1 was changed after it was stored"):
        store.files(1)


def test_text_in_the_place_of_bytes_is_said(tmp_path: Path) -> None:
    """Without it, a value of another kind, which SQLite takes anywhere, would end in a traceback."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE contents SET content = 'one'")
    with pytest.raises(StoreError, match="dataset “towns” of release 1 was changed after it was stored"):
        store.files(1)
    assert [fault.where for fault in verify(store).faults] == [f"file {ONE}"]
    store.close()


def test_a_lost_content_is_noticed(tmp_path: Path) -> None:
    """Without it, a release would be shown without one of its datasets."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one", clubs=b"two")
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM contents WHERE sha256 = ?", [ONE])
    with pytest.raises(StoreError, match="dataset “towns” of release 1 was changed after it was stored"):
        store.files(1)
    store.close()


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        ("sqlite:///{folder}/notes.txt", "could not open it (file is not a database)"),
        ("sqlite:///{folder}", "could not open it (unable to open database file)"),
        ("sqlite:///{folder}/notes.txt/below/store.sqlite", "/notes.txt/below cannot be made or read (Not a"),
        ("sqlite:///file:{folder}/empty?mode=ro&uri=true", "(attempt to write a readonly database)"),
        ("sqlite:///file:{folder}/absent?mode=ro&uri=true", "(unable to open database file)"),
        ("sqlite:///{folder}/store.sqlite?timeout=soon", "it cannot be opened (could not convert string to float"),
        ("sqlite://", "it would be kept in memory and be lost"),
        ("sqlite:///:memory:", "it would be kept in memory and be lost"),
        ("nonsense", "“nonsense:…”: its address cannot be read"),
        ("nosuchsql://ana:secret@host/inno", "“nosuchsql://ana:***@host/inno”: it cannot be opened (Can't load plugin"),
        ("mssql+pyodbc://ana:secret@host/inno", "“mssql+pyodbc://ana:***@host/inno”: it cannot be opened (No module"),
        ("mssql+pyodbc://ana@host/inno?password=secret", "“mssql+pyodbc://ana@host/inno”: it cannot be opened"),
        ("postgresql://ana:secret@host:port/inno", "“postgresql:…”: its address cannot be read"),
        ("postgresql://ana:secret", "“postgresql:…”: its address cannot be read"),
    ],
)
def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path, broken: str, cause: str) -> None:
    """Without it, an operator would get a traceback, perhaps with the password in it."""
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be looked at as one " * 20)
    (tmp_path / "empty").touch()
    with pytest.raises(StoreError) as error:
        Store(broken.format(folder=tmp_path))
    assert cause in only_sentence(error)


def test_a_folder_without_permission_is_one_sentence_about_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, an operator whose address is right would be told to correct it."""

    # The tests may run as root, whom no permission stops.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(Path, "exists", refuse)
    address = f"sqlite:///{tmp_path / 'locked' / 'store.sqlite'}"
    assert absent_file(address) is None
    with pytest.raises(StoreError) as error:
        Store(address)
    sentence = only_sentence(error)
    assert f"its folder {tmp_path / 'locked'} cannot be made or read (Permission denied). Expected a fold" in sentence
    assert "Correct the permissions of that folder" in sentence and "SQLAlchemy" not in sentence


def test_somebody_elses_tables_are_one_sentence(tmp_path: Path) -> None:
    """Without it, the address of another program's database would end in a traceback."""
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE releases (title TEXT)")
    with pytest.raises(StoreError) as error:
        Store(f"sqlite:///{path}")
    assert "of a store's there are releases, expected those of version" in only_sentence(error)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE contents (title TEXT)")
        connection.execute("CREATE TABLE release_files (title TEXT)")
    with pytest.raises(StoreError) as error:
        Store(f"sqlite:///{path}")
    assert "could not open it (no such column: releases.number)" in only_sentence(error)
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_master")
        assert {name for (name,) in found} == {"releases", "contents", "release_files"}


def test_a_read_only_store_is_shown_but_not_published_to(tmp_path: Path) -> None:
    """Without it, a copy of the store on a read-only medium could not even be looked at."""
    path = tmp_path / "store.sqlite"
    writable = Store(f"sqlite:///{path}")
    publish(writable, towns=b"one")
    writable.close()
    store = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert store.files(1) == {"towns": b"one"}
    with pytest.raises(StoreError) as error:
        publish(store, 1, towns=b"two")
    assert "could not write it (attempt to write a readonly database)" in only_sentence(error)
    store.close()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """Without it, a disk that fills up while somebody publishes would cost the release that was live."""
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with_room = Store(address)
    publish(with_room, towns=b"one")
    with_room.close()

    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 20")

    sql.event.listen(sql.Engine, "connect", fill)
    try:
        store = Store(address)
        with pytest.raises(StoreError) as error:
            publish(store, 1, towns=b"x" * 1_000_000)
        assert "could not write it (database or disk is full)" in only_sentence(error)
        assert store.newest().number == 1
        assert store.files(1) == {"towns": b"one"}
        store.close()
    finally:
        sql.event.remove(sql.Engine, "connect", fill)
    assert counted(address) == {"contents": 1, "releases": 1, "release_files": 1}


def test_a_disk_that_refuses_to_write_loses_nothing(tmp_path: Path) -> None:
    """Without it, only the database's own idea of a full disk would be tried, not the operating system's."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    store.close()
    program = f"""
import resource
from data.audit import Actor
from data.releases.store import Store, StoreError
store = Store("sqlite:///{path}")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    store.add_release(
        {{"towns": b"x" * 1_000_000}}, based_on=1, kind="upload", by=Actor("Ana", "staff", "code"), reason="More."
    )
except StoreError as error:
    print(error)
print(store.newest().number)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    sentence, number = done.stdout.splitlines()
    assert "could not write it (" in sentence and "the disk is not full" in sentence.lower()
    assert number == "1"
    store = Store(f"sqlite:///{path}")
    assert store.files(1) == {"towns": b"one"}
    assert verify(store).faults == ()
    assert publish(store, 1, towns=b"two").number == 2
    store.close()


def test_a_locked_store_is_said_and_loses_nothing(
    open_store: Callable[[], Store], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, staff would wait for ever on a store that another program holds, or see a traceback."""
    for module in ("connection", "errors", "sqlite_file"):
        monkeypatch.setattr(f"data.database.{module}.WAIT_SECONDS", 1)
    store, other = open_store(), open_store()
    publish(store, towns=b"one")
    before = counted(address)
    with other.database.write(), pytest.raises(StoreError) as error:
        publish(store, 1, towns=b"two")
    text = only_sentence(error)
    assert "lock" in text and "Another program is writing to it and did not finish within 1 seconds" in text
    assert counted(address) == before
    assert store.newest().number == 1
    assert publish(store, 1, towns=b"two").number == 2


def test_a_store_that_went_away_is_said_and_not_begun_anew(tmp_path: Path) -> None:
    """Without it, a publication would go into a file that is gone, and the next start would find an empty store."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    for each in tmp_path.glob("store.sqlite*"):
        each.rename(tmp_path / each.name.replace("store", "moved"))
    for action in (store.newest, lambda: store.files(1), lambda: publish(store, 1, towns=b"two")):
        with pytest.raises(StoreError) as error:
            action()
        assert "its file is gone (No such file or directory). Nothing was written." in only_sentence(error)
    assert not list(tmp_path.glob("store*"))
    for each in tmp_path.glob("moved.sqlite*"):
        each.rename(tmp_path / each.name.replace("moved", "store"))
    assert store.files(1) == {"towns": b"one"}
    assert publish(store, 1, towns=b"two").number == 2
    store.close()


def test_a_store_put_back_under_a_running_program_is_noticed(tmp_path: Path) -> None:
    """Without it, a server would go on with what it remembers of releases that are gone, or of others by now."""
    path, backup = tmp_path / "store.sqlite", tmp_path / "backup.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    shutil.copy(path, backup)
    publish(store, 1, towns=b"two")
    assert store.newest().number == 2
    for put_back in (shutil.copy, Path.replace):
        put_back(backup, path)
        with pytest.raises(StorePutBack, match="release 2, which this program has shown, is not in it any more"):
            store.newest()
        store.close()
        store = Store(f"sqlite:///{path}")
        assert store.newest().number == 1
        assert publish(store, 1, towns=b"three").number == 2
        assert store.newest().number == 2
        assert store.files(2) == {"towns": b"three"}
    store.close()


def test_a_copy_of_the_file_alone_is_the_store(tmp_path: Path) -> None:
    """Without it, whoever copies the file, as everybody does, would miss what was published last."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    for number in range(3):
        publish(store, number or None, towns=b"%d" % number)
        shutil.copy(path, tmp_path / "copy.sqlite")
        copied = Store(f"sqlite:///{tmp_path / 'copy.sqlite'}", read_only=True)
        assert copied.files(number + 1) == {"towns": b"%d" % number}
        assert verify(copied).faults == ()
        copied.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.sqlite", "store.sqlite"]
    store.close()


def test_a_store_of_an_earlier_version_in_two_files_becomes_one(tmp_path: Path) -> None:
    """Without it, the newest part of a store that the program before left would lie beside it for ever."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    store.close()
    earlier = sqlite3.connect(path)
    assert earlier.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    earlier.execute("CREATE TABLE newest_part AS SELECT 1 AS one")
    # As a kill leaves them.
    for each in tmp_path.glob("store.sqlite*"):
        shutil.copy(each, tmp_path / each.name.replace("store", "killed"))
    earlier.close()
    assert (tmp_path / "killed.sqlite-wal").stat().st_size > 0
    store = Store(f"sqlite:///{tmp_path / 'killed.sqlite'}")
    assert store.files(1) == {"towns": b"one"}
    store.close()
    assert not list(tmp_path.glob("killed.sqlite-*"))
    with sqlite3.connect(tmp_path / "killed.sqlite") as found:
        assert found.execute("SELECT * FROM newest_part").fetchall() == [(1,)]


@pytest.mark.parametrize("kind", ["-wal", "-journal"])
def test_what_an_interrupted_write_left_of_another_state_is_not_mixed_in(tmp_path: Path, kind: str) -> None:
    """Without it, a backup put back over what a kill left would be undone in silence, or damaged."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish(store, towns=b"one")
    store.close()
    shutil.copy(path, tmp_path / "backup.sqlite")
    writer = sqlite3.connect(path, isolation_level=None)
    if kind == "-wal":
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE later AS SELECT 1 AS one")
    else:
        for number in range(3):
            writer.execute(f"CREATE TABLE later_{number} AS SELECT 1 AS one")
        writer.execute("PRAGMA cache_size=1")
        writer.execute("BEGIN")
        writer.execute("CREATE TABLE later (one)")
        for _ in range(20):
            writer.execute("INSERT INTO later VALUES (zeroblob(100000))")
    left = tmp_path / f"store.sqlite{kind}"
    content = left.read_bytes()
    assert content
    writer.close()
    shutil.copy(tmp_path / "backup.sqlite", path)
    left.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(StoreError) as error:
            Store(f"sqlite:///{path}", read_only=read_only)
        text = only_sentence(error)
        assert f"the file store.sqlite{kind} beside it belongs to another state of the store" in text
    assert path.read_bytes() == (tmp_path / "backup.sqlite").read_bytes()
    assert left.read_bytes() == content
    left.unlink()
    store = Store(f"sqlite:///{path}")
    assert store.files(1) == {"towns": b"one"}
    store.close()


def end_connections(server: sql.URL, address: str) -> None:
    """End all connections to the database at `address`, as a restart of PostgreSQL does."""
    engine = sql.create_engine(server, isolation_level="AUTOCOMMIT")
    name = sql.make_url(address).database
    backends = sql.table("pg_stat_activity", sql.column("pid"), sql.column("datname"))
    with engine.connect() as connection:
        ended = sql.select(sql.func.pg_terminate_backend(backends.c.pid)).where(backends.c.datname == name)
        assert connection.execute(ended).all()
    engine.dispose()


def test_a_database_that_was_restarted_is_used_again(postgresql_server: sql.URL) -> None:
    """Without it, every dashboard would have to be restarted with its PostgreSQL."""
    address = postgresql.new_database(postgresql_server)
    store = Store(address)
    publish(store, towns=b"one")
    end_connections(postgresql_server, address)
    assert store.newest().number == 1
    end_connections(postgresql_server, address)
    assert publish(store, 1, towns=b"two").number == 2
    store.close()


def test_a_database_that_goes_away_while_publishing_loses_nothing(postgresql_server: sql.URL) -> None:
    """Without it, a restart of PostgreSQL at the wrong moment would leave half a release, or a traceback."""
    address = postgresql.new_database(postgresql_server)
    store = Store(address)
    publish(store, towns=b"one")

    def end(_connection: object) -> None:
        end_connections(postgresql_server, address)

    sql.event.listen(store.database._engine, "commit", end)
    with pytest.raises(StoreError) as error:
        publish(store, 1, towns=b"two")
    sql.event.remove(store.database._engine, "commit", end)
    assert "could not write it (" in only_sentence(error)
    assert store.newest().number == 1
    assert verify(store).faults == ()
    assert publish(store, 1, towns=b"two").number == 2
    store.close()


def test_a_database_that_is_no_more_is_said(postgresql_server: sql.URL) -> None:
    """Without it, a PostgreSQL that went away under a running server would be a traceback."""
    address = postgresql.new_database(postgresql_server)
    store = Store(address)
    publish(store, towns=b"one")
    server = sql.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {sql.make_url(address).database} WITH (FORCE)")
    server.dispose()
    for action in (store.newest, lambda: publish(store, 1, towns=b"two")):
        with pytest.raises(StoreError) as error:
            action()
        assert "does not exist" in only_sentence(error)
    store.close()


def test_a_relative_path_begins_at_the_projects_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the server would start with an empty store when it is started from another folder."""
    monkeypatch.setattr("data.database.sqlite_file.ROOT", tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    store = Store("sqlite:///new/folder/store.sqlite")
    publish(store, towns=b"one")
    store.close()
    assert (tmp_path / "project" / "new" / "folder" / "store.sqlite").is_file()
