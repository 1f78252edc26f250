"""The audit log says who did what and why, and the store notices every change that did not go through it."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sql
from hypothesis import given
from hypothesis import strategies as some

from data import audit
from data.audit import Actor, TextRefused, canonical, recordable
from data.database.tables import audit as entries
from data.database.tables import contents, release_files, releases
from data.operation.verification import verify
from data.releases.store import Store
from tests.data import old_stores

ANA = Actor("Ana", "staff", "code (self-declared)")
BEN = Actor("Ben (ben@example.org)", "staff", "OpenID Connect e-mail")

# `printf one | sha256sum`, and so on.
ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"
THREE = "8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"


def publish_three(store: Store) -> None:
    """Publish three releases of two datasets."""
    store.add_release({"towns": b"one", "clubs": b"two"}, based_on=None, kind="shipped", by=ANA, reason="First.")
    store.add_release({"towns": b"three", "clubs": b"two"}, based_on=1, kind="upload", by=BEN, reason="Counted again.")
    store.add_release(
        {"towns": b"one", "clubs": b"two"},
        based_on=2,
        kind="rollback",
        by=ANA,
        reason="Counted wrong.",
        details={"rolled_back_to": 1},
    )


@pytest.fixture
def published(store: Store) -> Store:
    publish_three(store)
    return store


def change(address: str, statement: sql.Executable) -> None:
    """Change the database past the store."""
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        assert connection.execute(statement).rowcount == 1
    engine.dispose()


def faults(store: Store) -> list[str]:
    return [each.where for each in verify(store).faults]


# What is recorded


def test_each_release_has_its_entry(published: Store) -> None:
    """Without it, nobody could say who published what, when and why."""
    log = published.audit_log()
    assert [(each.number, each.action, each.subject) for each in log] == [
        (1, "ship", "release 1"),
        (2, "publish", "release 2"),
        (3, "roll back", "release 3"),
    ]
    second = log[1]
    assert (second.actor_name, second.actor_role) == ("Ben (ben@example.org)", "staff")
    assert second.identified_by == "OpenID Connect e-mail"
    published_at = published.release(2).published_at.isoformat(timespec="microseconds")
    assert second.details == (
        '{"author":"Ben (ben@example.org)","based_on":1,'
        f'"files":{{"clubs":"{TWO}","towns":"{THREE}"}},"kind":"upload",'
        f'"published_at":"{published_at}","reason":"Counted again.","release":2}}'
    )
    assert json.loads(log[2].details)["rolled_back_to"] == 1
    assert abs((datetime.fromisoformat(second.at) - datetime.now(UTC)).total_seconds()) < 60


def test_each_entry_holds_the_hash_of_the_one_before(published: Store) -> None:
    """Without it, an entry could be changed without the next one showing it."""
    log = published.audit_log()
    assert log[0].hash_before == "0" * 64
    assert [each.hash_before for each in log[1:]] == [each.hash for each in log[:-1]]


def test_a_hash_can_be_computed_by_another_tool(published: Store) -> None:
    """Without it, an auditor would have to believe this program."""
    entry = vars(published.audit_log()[0]).copy()
    own = entry.pop("hash")
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == own


def test_an_untouched_store_is_verified(published: Store) -> None:
    """Without it, the tests below could pass on a check that always complains."""
    found = verify(published)
    assert found.faults == ()
    assert (found.entries, found.releases, found.files) == (3, 3, 3)
    assert found.last_hash == published.audit_log()[-1].hash


def test_an_empty_store_is_verified(store: Store) -> None:
    """Without it, the very first start would raise a false alarm."""
    assert verify(store).faults == ()


def test_writers_of_all_kinds_take_turns(open_store: Callable[[], Store]) -> None:
    """Without it, two entries written at once, a vote and a release, would break the chain."""
    servers = [open_store(), open_store()]
    publish_three(servers[0])
    together = Barrier(8)

    def write(turn: int) -> None:
        store = servers[turn % 2]
        together.wait()
        for number in range(5):
            if turn == 0:
                files = {"towns": b"%d" % number}
                store.add_release(files, based_on=3 + number, kind="upload", by=ANA, reason="Again.")
            else:
                with store.database.write() as connection:
                    audit.append(connection, BEN, "vote", f"round {turn}", {"vote": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    found = verify(servers[0])
    assert (found.entries, found.releases, found.faults) == (43, 8, ())


# What does not go through the log


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01T00:00:00.000000+00:00"),
        ("actor_name", "Bea"),
        ("actor_role", "expert"),
        ("identified_by", "command line"),
        ("action", "vote"),
        ("subject", "release 9"),
        ("details", "{}"),
        ("hash", "f" * 64),
        ("hash_before", "f" * 64),
        ("number", 7),
    ],
)
def test_a_change_in_any_column_of_the_log_is_found(published: Store, address: str, column: str, value: object) -> None:
    """Without it, somebody with the database in hands could put their work into another's name."""
    change(address, sql.update(entries).where(entries.c.number == 2).values({column: value}))
    expected = {
        "hash": ["audit entry 2", "audit entry 3"],
        "number": ["audit entries 4 to 6", "audit entry 2", "audit entry 7"],
        # A release whose entry no longer names it is said as well.
        "action": ["audit entry 2", "release 2"],
        "details": ["audit entry 2", "release 2"],
    }.get(column, ["audit entry 2"])
    assert sorted({each.split(",")[0] for each in faults(published)}) == expected


def test_an_entry_written_anew_with_its_own_hash_is_found(published: Store, address: str) -> None:
    """Without it, whoever knows how the hash is computed could change an entry unseen."""
    forged = replace(published.audit_log()[1], actor_name="Bea")
    change(
        address,
        sql.update(entries).where(entries.c.number == 2).values(actor_name="Bea", hash=forged.computed_hash()),
    )
    assert [each.sentence for each in verify(published).faults] == [
        "Audit entry 3: it does not follow the entry before it."
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ["audit entry 1", "release 1"]),
        (2, ["audit entry 2", "release 2"]),
        # The chain alone cannot miss its end; the release without entry does.
        (3, ["release 3"]),
    ],
)
def test_a_lost_entry_is_found(published: Store, address: str, number: int, expected: list[str]) -> None:
    """Without it, a publication could be hidden by deleting its entry."""
    change(address, sql.delete(entries).where(entries.c.number == number))
    assert faults(published) == expected


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("based_on", None),
        ("kind", "shipped"),
        ("author", "Bea"),
        ("reason", "Counted again!"),
        ("published_at", datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_change_in_any_column_of_a_release_is_found(
    published: Store, address: str, column: str, value: object
) -> None:
    """Without it, the history on screen could say something else than what happened."""
    change(address, sql.update(releases).where(releases.c.number == 2).values({column: value}))
    assert faults(published) == [f"release 2, {column}"]


def test_a_release_taken_away_is_found(published: Store, address: str) -> None:
    """Without it, the newest publication could be made to vanish."""
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sql.delete(release_files).where(release_files.c.release_number == 3))
        connection.execute(sql.delete(releases).where(releases.c.number == 3))
    engine.dispose()
    assert [each.sentence for each in verify(published).faults] == [
        "Release 3: it is in the audit log and not in the store."
    ]


def test_a_file_exchanged_for_another_is_found(published: Store, address: str) -> None:
    """Without it, a release could be given the data of another one."""
    chosen = (release_files.c.release_number == 2) & (release_files.c.dataset == "towns")
    change(address, sql.update(release_files).where(chosen).values(sha256=ONE))
    assert [each.sentence for each in verify(published).faults] == [
        "Release 2, dataset “towns”: it is not the file that the audit log names."
    ]


def test_one_changed_byte_of_a_file_is_found(published: Store, address: str) -> None:
    """Without it, a number could be changed behind the store's back."""
    change(address, sql.update(contents).where(contents.c.sha256 == ONE).values(content=b"onf"))
    (fault,) = verify(published).faults
    assert fault.where == f"file {ONE}"
    assert fault.sentence == (
        f"File {ONE} (release 1, dataset towns; release 3, dataset towns): it was changed after it was stored."
    )


def test_all_faults_are_found_at_once(published: Store, address: str) -> None:
    """Without it, whoever mends a store would find one fault after the other."""
    change(address, sql.update(entries).where(entries.c.number == 1).values(actor_name="Bea"))
    change(address, sql.update(releases).where(releases.c.number == 2).values(reason="Other."))
    change(address, sql.update(contents).where(contents.c.sha256 == TWO).values(content=b"twp"))
    assert faults(published) == ["audit entry 1", "release 2, reason", f"file {TWO}"]


def written_bytes(path: Path) -> list[int]:
    """Places in the file of every byte that was recorded: of entries, releases, and files."""
    raw = path.read_bytes()
    texts = [b"Counted again.", b"Counted wrong.", b"self-declared", b"ben@example.org", ONE.encode(), THREE.encode()]
    texts += [b"rolled_back_to", b"roll back", b"release 2", b"shipped", b"rollback"]
    places = []
    for text in texts:
        begin = raw.find(text)
        assert begin >= 0, text
        while begin >= 0:
            places += [begin, begin + len(text) // 2, begin + len(text) - 1]
            begin = raw.find(text, begin + 1)
    return places


def test_one_changed_byte_of_the_database_file_is_found(tmp_path: Path) -> None:
    """Without it, a failing disk could change what is recorded and nobody would notice."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish_three(store)
    store.close()
    raw = path.read_bytes()
    places = written_bytes(path)
    assert len(places) > 60
    for place in places:
        damaged = bytearray(raw)
        damaged[place] ^= 0xFF
        path.write_bytes(bytes(damaged))
        opened = Store(f"sqlite:///{path}")
        found = verify(opened).faults
        opened.close()
        assert found, f"byte {place}: {raw[place - 20 : place + 20]!r}"


# Stores made before there was a log


def test_a_store_without_a_log_gets_one(open_store: Callable[[], Store], address: str, tmp_path: Path) -> None:
    """Without it, an update of the program would leave everything published before without a record."""
    source = Store(f"sqlite:///{tmp_path / 'source.sqlite'}")
    publish_three(source)
    old_stores.make(address, "0001", source)
    source.close()

    # Servers that start on it at once write the entries once.
    with ThreadPoolExecutor(4) as pool:
        second, *others = pool.map(lambda _: open_store(), range(4))
    assert verify(second).faults == ()
    log = second.audit_log()
    assert [(each.number, each.action, each.subject) for each in log] == [
        (1, "ship", "release 1"),
        (2, "publish", "release 2"),
        (3, "roll back", "release 3"),
    ]
    assert [each.identified_by for each in log] == ["not recorded at the time"] * 3
    assert [each.actor_role for each in log] == ["program", "unknown", "unknown"]
    assert all(json.loads(each.details)["recorded_afterwards"] is True for each in log)

    assert [each.audit_log() for each in others] == [log] * 3
    third = open_store()
    assert third.audit_log() == log
    assert third.add_release({"towns": b"two"}, based_on=3, kind="upload", by=ANA, reason="Fewer.").number == 4
    assert verify(third).faults == ()


def test_entries_that_were_deleted_are_not_written_again(open_store: Callable[[], Store], address: str) -> None:
    """Without it, a restart would paper over what somebody deleted from the log."""
    first = open_store()
    publish_three(first)
    first.close()
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sql.delete(entries))
    engine.dispose()
    assert faults(open_store()) == ["release 1", "release 2", "release 3"]


def test_an_unreadable_time_is_said(tmp_path: Path) -> None:
    """Without it, one damaged cell would end every page in a traceback."""
    path = tmp_path / "store.sqlite"
    store = Store(f"sqlite:///{path}")
    publish_three(store)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE releases SET published_at = '2026-13-45' WHERE number = 3")
    with pytest.raises(Exception, match="could not read it .* Find it with “python -m data verify”"):
        store.newest()
    assert faults(store) == ["release 3, published_at"]
    store.close()


# What may be recorded


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ana  Novak\n", "Ana Novak"),
        ("A\x00na\u202e No\u200bvak", "Ana Novak"),
        ("Žiga Šuštar", "Žiga Šuštar"),
        ("two\r\nlines", "two lines"),
    ],
)
def test_a_text_is_recorded_in_one_visible_line(text: str, line: str) -> None:
    """Without it, a name could look like another's, or a reason like a second entry."""
    assert recordable(text, "Name", 2, 80) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Reason: found nothing, expected 5 to 500 letters. Fill it in."),
        (" \n\u200b ", "Reason: found nothing, expected 5 to 500 letters. Fill it in."),
        ("Typo", "Reason: found 4 letters, expected 5 to 500. Write a little more."),
        ("x" * 501, "Reason: found 501 letters, expected 5 to 500. Shorten it."),
    ],
)
def test_a_text_that_says_nothing_is_refused(text: str, said: str) -> None:
    """Without it, the history would be full of releases nobody can explain."""
    with pytest.raises(TextRefused) as error:
        recordable(text, "Reason", 5, 500)
    assert str(error.value) == said


@given(some.text())
def test_what_is_recordable_stays_as_it_is(text: str) -> None:
    """Without it, the same reason given twice would look like two."""
    try:
        line = recordable(text, "Reason", 1, 10_000)
    except TextRefused:
        return
    assert recordable(line, "Reason", 1, 10_000) == line
    line.encode("utf-8")
    assert "\x00" not in line and "\n" not in line


def test_canonical_json_does_not_depend_on_the_order() -> None:
    """Without it, the same content would have two hashes."""
    assert canonical({"b": 1, "a": {"d": "ž", "c": None}}) == '{"a":{"c":null,"d":"ž"},"b":1}'
    assert canonical({"a": {"c": None, "d": "ž"}, "b": 1}) == '{"a":{"c":null,"d":"ž"},"b":1}'
