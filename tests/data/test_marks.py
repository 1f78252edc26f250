"""Marks of ideas: by experts alone, one for each person and idea, changeable, and all in the audit log."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sql

from data import audit
from data.audit import PROGRAM
from data.database.tables import idea_marks
from data.operation.verification import verify
from data.people.access import VIEWER, Access, NotAllowed, SessionEnded
from data.releases.store import Store
from data.review.marks import NOT_USEFUL, USEFUL, IdeaMarks, MarkRefused, Marks

IDEA = "RO:level:D4:practice:AT-house-of-digitalization"


@pytest.fixture
def store(open_store):
    """A store with one release, on SQLite and on PostgreSQL."""
    opened = open_store()
    opened.add_release({"towns": b"name\nA\n"}, based_on=None, kind="shipped", by=PROGRAM, reason="First release.")
    return opened


@pytest.fixture
def access():
    made = Access(60)
    made.access_codes()
    return made


def expert(access: Access, name: str = "Anna Expert"):
    return access.sign_in_with_code(access.access_codes()["expert"], name, name)


def entries(store: Store) -> list[audit.Entry]:
    with store.database.snapshot() as connection:
        return [entry for entry in audit.log(connection) if entry.action == "mark an idea"]


def test_a_mark_can_be_changed_and_taken_back_and_the_log_keeps_it_all(store, access):
    """An expert who thinks again leaves one mark, and a trace of the other."""
    marks, anna = IdeaMarks(store, access), expert(access)
    assert marks.of([IDEA], visitor=anna) == {IDEA: Marks(0, 0, None)}
    marks.mark(IDEA, USEFUL, 1, visitor=anna)
    marks.mark(IDEA, USEFUL, 1, visitor=anna)
    assert marks.of([IDEA, "other"], visitor=anna) == {IDEA: Marks(1, 0, USEFUL), "other": Marks(0, 0, None)}
    marks.mark(IDEA, NOT_USEFUL, 1, visitor=anna)
    assert marks.of([IDEA], visitor=anna) == {IDEA: Marks(0, 1, NOT_USEFUL)}
    marks.mark(IDEA, None, 1, visitor=anna)
    assert marks.of([IDEA], visitor=anna) == {IDEA: Marks(0, 0, None)}
    found = entries(store)
    assert [(json.loads(each.details)["before"], json.loads(each.details)["mark"]) for each in found] == [
        (None, USEFUL),
        (USEFUL, NOT_USEFUL),
        (NOT_USEFUL, None),
    ]
    assert {(each.actor_name, each.actor_role, each.subject) for each in found} == {("Anna Expert", "expert", IDEA)}
    assert not verify(store).faults


def test_each_person_has_one_mark_also_in_a_second_session(store, access):
    """Signing in again does not give a second mark."""
    marks = IdeaMarks(store, access)
    marks.mark(IDEA, USEFUL, 1, visitor=expert(access))
    marks.mark(IDEA, NOT_USEFUL, 1, visitor=expert(access))
    marks.mark(IDEA, USEFUL, 1, visitor=expert(access, "Bea Expert"))
    assert marks.of([IDEA], visitor=expert(access)) == {IDEA: Marks(1, 1, NOT_USEFUL)}


def test_only_experts_mark_and_see_marks(store, access):
    """A viewer can neither mark nor read what experts think, whatever the page shows."""
    marks, anna = IdeaMarks(store, access), expert(access)
    with pytest.raises(NotAllowed, match="sign in first"):
        marks.mark(IDEA, USEFUL, 1, visitor=VIEWER)
    with pytest.raises(NotAllowed):
        marks.of([IDEA], visitor=VIEWER)
    access.sign_out(anna)
    with pytest.raises(SessionEnded):
        marks.mark(IDEA, USEFUL, 1, visitor=anna)
    staff = access.sign_in_with_code(access.access_codes()["staff"], "Sonja Staff", "s")
    marks.mark(IDEA, USEFUL, 1, visitor=staff)
    assert len(entries(store)) == 1


@pytest.mark.parametrize(
    ("idea", "mark", "release", "sentence"),
    [
        (IDEA, "splendid", 1, "is no mark"),
        (IDEA, USEFUL, 2, "There is no release 2"),
        ("", USEFUL, 1, "cannot be marked"),
        ("x" * 201, USEFUL, 1, "cannot be marked"),
    ],
)
def test_what_is_no_mark_is_refused_with_a_sentence(store, access, idea, mark, release, sentence):
    """Nothing is written that nobody could show again."""
    with pytest.raises(MarkRefused, match=sentence):
        IdeaMarks(store, access).mark(idea, mark, release, visitor=expert(access))
    assert entries(store) == []


def test_twenty_experts_at_once_lose_no_mark(store, open_store, access):
    """All sit in one meeting and click at the same moment; two servers work on the one store."""
    servers = [IdeaMarks(each, access) for each in (store, open_store())]
    everybody = [expert(access, f"Expert {number}") for number in range(20)]
    together = Barrier(20)

    def click(place: int) -> None:
        together.wait()
        servers[place % 2].mark(IDEA, USEFUL, 1, visitor=everybody[place])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(click, range(20)))
    assert servers[0].of([IDEA], visitor=everybody[0]) == {IDEA: Marks(20, 0, USEFUL)}
    assert len(entries(store)) == 20
    assert not verify(store).faults


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (sql.update(idea_marks).values(mark=NOT_USEFUL), "it is not what the audit log says of it."),
        (sql.update(idea_marks).values(name="Ben Expert"), "it is not what the audit log says of it."),
        (sql.delete(idea_marks), "it is in the audit log and not in the store."),
    ],
)
def test_a_mark_changed_behind_the_record_is_noticed(store, access, change, sentence):
    """Whoever can write to the database must not turn an expert's word around unseen."""
    marks, anna = IdeaMarks(store, access), expert(access)
    marks.mark(IDEA, NOT_USEFUL, 1, visitor=anna)
    marks.mark(IDEA, USEFUL, 1, visitor=anna)
    marks.mark("taken back", USEFUL, 1, visitor=anna)
    marks.mark("taken back", None, 1, visitor=anna)
    assert verify(store).faults == ()
    with store.database.write() as connection:
        connection.execute(change)
    assert [(each.where, each.sentence) for each in verify(store).faults] == [
        (
            f"mark of idea {IDEA}",
            f"Mark of idea {IDEA} by {'Ben' if 'name' in str(change) else 'Anna'} Expert: {sentence}",
        )
    ]


def test_a_mark_nobody_gave_is_noticed(store, access):
    """A row written past the program counts for nothing."""
    row = {"idea": IDEA, "person": "0" * 64, "name": "Nobody", "mark": USEFUL, "release_number": 1, "marked_at": "now"}
    with store.database.write() as connection:
        connection.execute(sql.insert(idea_marks).values(**row))
    assert [each.where for each in verify(store).faults] == [f"mark of idea {IDEA}"]


def test_marks_of_the_first_version_are_verified_by_what_was_recorded_of_them(store, access):
    """A store whose marks were made before the log said whose they are is as good as any, and a change still shows."""
    bea = expert(access, "Bea Expert")
    given = [
        ("Anna Expert", "a" * 64, NOT_USEFUL),
        ("ANNA EXPERT", "a" * 64, USEFUL),
        ("Bea Expert", access.person(bea), USEFUL),
    ]
    with store.database.write() as connection:
        for name, person, mark in given:
            connection.execute(sql.delete(idea_marks).where(idea_marks.c.person == person))
            row = {"idea": IDEA, "person": person, "name": name, "mark": mark, "release_number": 1, "marked_at": "then"}
            connection.execute(sql.insert(idea_marks).values(**row))
            by = audit.Actor(name, "expert", "code (self-declared)")
            audit.append(
                connection, by, "mark an idea", IDEA, {"idea": IDEA, "mark": mark, "before": None, "release": 1}
            )
    assert verify(store).faults == ()
    IdeaMarks(store, access).mark(IDEA, NOT_USEFUL, 1, visitor=bea)
    assert verify(store).faults == ()
    with store.database.write() as connection:
        connection.execute(sql.update(idea_marks).where(idea_marks.c.name == "ANNA EXPERT").values(mark=NOT_USEFUL))
    assert [each.sentence for each in verify(store).faults] == [
        f"Mark of idea {IDEA} by ANNA EXPERT: it is not what the audit log says of it."
    ]
