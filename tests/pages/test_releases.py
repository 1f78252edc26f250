"""Opens Releases and What changed on a store of three releases: as staff, expert, stranger and with bad links."""

import csv
import io
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from inspect import getclosurevars
from pathlib import Path

import pytest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from data import live
from data.export import spreadsheet_csv
from data.people.access import Visitor
from data.releases.release_zip import release_zip
from data.releases.store import PublishedMeanwhile
from data.review.judged import LEVELS, Item, fields
from pages.manage import roll_back
from pages.parts import differences
from pages.parts.badge_changes import badge_changes
from queries import answers
from tests.pages.conftest import opened, words

SLOVENIA = "Two Slovenian clusters document their activities"
TRICK = "**Bold** [here](https://example.org) <b>=1+1</b>"


def edited(content: bytes, change) -> bytes:
    """Return a CSV after `change` was done to its list of rows."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    header = list(rows[0])
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(change(rows))
    return written.getvalue().encode("utf-8")


def two_documented(rows: list[dict]) -> list[dict]:
    slovenian = [row for row in rows if row["country_code"] == "SI" and row["industry40_activities"] == "unknown"]
    for row in slovenian[:2]:
        row["industry40_activities"] = "yes"
    return rows


def slovakia_at(rows: list[dict], level: str) -> list[dict]:
    for row in rows:
        if (row["place_code"], row["dimension_id"], row["year"]) == ("SK", "D1", "2022"):
            row["level"] = level
    return rows


def slovakia_at_the_top(rows: list[dict]) -> list[dict]:
    return slovakia_at(rows, "5")


def tricky_event(rows: list[dict]) -> list[dict]:
    rows[0]["title"] = "=HYPERLINK(1)"
    return rows[:-1]


def visitor(role: str, name: str = "Ana Kos") -> Visitor:
    return live.access().sign_in_with_code(live.access().access_codes()[role], name, f"test of {role}")


def publish(based_on: int, reason: str, **changes) -> None:
    files = live.store().files(based_on)
    files |= {name: edited(files[name], change) for name, change in changes.items()}
    live.publishing().publish(files, based_on=based_on, visitor=visitor("staff"), reason=reason)


def at(path: Path) -> None:
    """Open the store in the file `path` instead of the one that is open."""
    os.environ["INNO_STORE_URL"] = f"sqlite:///{path}"
    live.forget()
    answers.forget()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Release 2: two clusters documented and a level raised. Release 3: an event renamed and one gone."""
    usual = os.environ["INNO_STORE_URL"]
    path = tmp_path_factory.mktemp("template") / "three.sqlite"
    at(path)
    publish(1, SLOVENIA, cluster_organisations=two_documented, maturity_assessments=slovakia_at_the_top)
    publish(2, TRICK, events=tricky_event)
    live.forget()
    os.environ["INNO_STORE_URL"] = usual
    yield path
    live.forget()
    answers.forget()


@pytest.fixture
def store(template, monkeypatch, tmp_path):
    """A store of its own with these three releases."""
    monkeypatch.setenv("INNO_STORE_URL", "")
    shutil.copy(template, tmp_path / "three.sqlite")
    at(tmp_path / "three.sqlite")
    yield live.store()
    live.forget()
    answers.forget()


def opened_as(who: Visitor | None, path: str, **query: str | list[str]):
    return opened(path, who, **query)


def press(app, key: str):
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def test_what_changed_shows_rows_levels_rate_and_ranks_of_two_releases(store):
    """Without it an expert would have to find out by hand which of the numbers they know are others now."""
    shown = words(opened_as(visitor("expert"), "changes", **{"from": "1", "to": "2"}))
    assert "From release 1 to release 2, Cluster organisations and Maturity of cluster policy changed" in shown
    assert "20.3 % → 21.3 %" in shown
    assert "at least 44 of 207 listed clusters; before 42 of 207" in shown
    assert "1 higher, 0 lower" in shown
    assert (
        "Cluster organisations: 2 rows changed (2 cells); Maturity of cluster policy: 1 row changed (1 cell)" in shown
    )
    assert SLOVENIA in shown
    assert "Maturity levels</b>, 1 in all" in shown


def test_the_tables_name_the_record_the_column_and_both_values(store):
    changes, _, moved = differences.compared(store.release(1), store.release(2))
    cells = changes["cluster_organisations"].tables["changed"]
    assert cells.headings == ["Cluster", "Name", "Column", "Before", "After"]
    assert cells.rows[0][2:] == ("Industry 4.0 activities", "unknown", "yes")
    by_key = {each.key: each.table for each in moved}
    assert by_key["levels"].rows == [("Slovakia", "national", "D1 Policy status", "2022", "3 Established", "5 Core")]
    assert by_key["rates"].rows == [("Slovenia", 21.4, 35.7, "3 of 14", "5 of 14")]
    assert by_key["ranks"] is None


def test_the_newest_release_is_compared_with_the_one_before_and_texts_move_no_number(store):
    app = opened_as(visitor("expert"), "changes")
    shown = words(app)
    assert "From release 2 to release 3, Events of the project changed" in shown
    assert "the change touches texts, or numbers outside the latest comparison" in shown
    assert dict(app.query_params) == {}
    assert any("/changes?from=2&to=3" in code.value for code in app.code)


def test_the_choice_of_two_releases_goes_into_the_address_and_out_again(store):
    app = opened_as(visitor("expert"), "changes")
    app.selectbox(key="from").set_value("1").run()
    three = "Cluster organisations, Maturity of cluster policy and Events of the project"
    assert f"From release 1 to release 3, {three} changed" in words(app)
    assert dict(app.query_params) == {"from": "1"}
    app.selectbox(key="to").set_value("2").run()
    assert dict(app.query_params) == {"from": "1", "to": "2"}
    app.selectbox(key="to").set_value("1").run()
    assert "Both sides are release 1, so nothing differs" in words(app)
    app.selectbox(key="from").set_value("2").run()
    app.selectbox(key="to").set_value("3").run()
    assert dict(app.query_params) == {}


def test_backwards_the_same_difference_is_shown_the_other_way_round(store):
    shown = words(opened_as(visitor("expert"), "changes", **{"from": "2", "to": "1"}))
    assert "21.3 % → 20.3 %" in shown
    assert "0 higher, 1 lower" in shown


MALFORMED = [
    ({"from": "99"}, "The link asks for from"),
    ({"to": "0"}, "The link asks for to"),
    ({"from": "-1"}, "The link asks for from"),
    ({"from": "abc"}, "The link asks for from"),
    ({"to": "1.0"}, "The link asks for to"),
    ({"to": ""}, "The link asks for to"),
    ({"from": "١"}, "The link asks for from"),
    ({"from": "9" * 5000}, "The link asks for from"),
    ({"to": "<script>alert(1)</script>"}, "The link asks for to"),
    ({"from": "a\x00b\n\u202e", "to": "' OR 1=1 --"}, "The link asks for from"),
    ({"from": ["1", "x"]}, "The link asks for from"),
    ({"country": "ES"}, "The link has a part this screen does not use"),
]


@pytest.mark.parametrize("path", ["changes", "releases"])
def test_malformed_links_fall_back_and_say_so(store, path):
    """A mistyped link must still show something true, and say what it did not understand."""
    staff = visitor("staff")
    for query, sentence in MALFORMED:
        app = opened_as(staff, path, **query)
        assert len(app.warning) == 1, query
        assert sentence in app.warning[0].value
        assert len(app.warning[0].value) < 600
        assert "From release 2 to release 3" in words(app)


def test_with_one_release_both_screens_say_what_will_be_there(open_screen):
    live.forget()
    answers.forget()
    staff = visitor("staff")
    app = opened_as(staff, "changes")
    assert "There is one release so far, so nothing has changed yet" in words(app)
    assert "Data release 1, published" in words(app)
    app = opened_as(staff, "releases")
    assert "there is nothing to compare" in words(app)
    assert "This release is live now. To roll back, choose an older one." in words(app)


@pytest.mark.parametrize(
    "who",
    [None, "expert", Visitor("Eve", "staff", "code (self-declared)", "forged"), "staff", 7],
    ids=["viewer", "expert", "forged", "text", "number"],
)
def test_nobody_but_staff_sees_releases(store, who):
    app = opened_as(visitor("expert") if who == "expert" else who, "releases")
    assert "This screen is for staff." in words(app)
    assert SLOVENIA not in words(app)
    assert not [button for button in app.button if button.key == "verify"]


@pytest.mark.parametrize("who", [None, Visitor("Eve", "expert", "code (self-declared)", "forged")])
def test_nobody_but_experts_sees_what_changed(store, who):
    app = opened_as(who, "changes", **{"from": "1", "to": "2"})
    assert "Committee of Experts" in words(app)
    assert SLOVENIA not in words(app)


def wants_to_roll_back(number: int):
    app = opened_as(visitor("staff", "Bea Novak"), "releases")
    app.selectbox(key="chosen release").set_value(number).run()
    return press(app, "roll-back")


def test_rolling_back_shows_what_changes_asks_why_and_makes_a_new_release(store):
    """Staff undo a wrong upload without losing it, and answer for it by name and reason."""
    app = wants_to_roll_back(1)
    assert "Roll back to release 1?" in words(app)
    assert "Cluster organisations: 2 rows changed (2 cells)" in words(app)
    press(app, "roll-back-now")
    assert "Reason: found nothing, expected 5 to 500 letters" in app.error[0].value.replace("\\", "")
    assert store.newest().number == 3
    app.text_area(key="roll-back-reason").set_value("Not agreed by the committee")
    press(app, "roll-back-now")
    assert "Rolled back: the data of release 1 are live again, as release 4." in app.success[0].value.replace("\\", "")
    newest = store.newest()
    assert (newest.number, newest.kind, newest.author) == (4, "rollback", "Bea Novak")
    assert newest.reason == "Not agreed by the committee"
    before, after = store.files(1), store.files(4)
    # These have columns now that the first release did not have.
    assert {name for name in before if after[name] != before[name]} <= {"indicators", "practices"}
    shown = words(app)
    assert "Release 4 is live, published by Bea Novak" in shown
    assert "From release 3 to release 4" in shown
    assert "Data release 4" in shown
    assert not [button for button in app.button if button.key == "roll-back-now"]


def test_cancelling_leaves_everything_as_it_is(store):
    app = press(wants_to_roll_back(1), "roll-back-cancel")
    assert "Roll back to release 1?" not in words(app)
    assert store.newest().number == 3


def test_who_published_meanwhile_is_told_and_the_second_try_is_against_their_release(store):
    app = wants_to_roll_back(1)
    app.text_area(key="roll-back-reason").set_value("Not agreed by the committee").run()
    publish(3, "Somebody was faster", events=lambda rows: rows[:-1])
    press(app, "roll-back-now")
    said = app.error[0].value.replace("\\", "")
    assert "Ana Kos published release 4" in said
    assert "Somebody was faster" in said
    assert store.newest().number == 4
    assert "release 4, live now" in words(app)
    assert app.text_area(key="roll-back-reason").value == "Not agreed by the committee"
    press(app, "roll-back-now")
    assert store.newest().number == 5
    assert store.newest().based_on == 4


def test_what_is_live_already_is_no_change(store):
    live.publishing().roll_back(1, based_on=3, visitor=visitor("staff"), reason="Back to the beginning")
    app = wants_to_roll_back(1)
    assert "holds the same data: there is nothing to change" in words(app)
    app.text_area(key="roll-back-reason").set_value("Once more please")
    press(app, "roll-back-now")
    assert "No change: every dataset is as in release 4 already" in app.error[0].value.replace("\\", "")
    assert store.newest().number == 4


def test_a_session_that_ended_before_the_click_publishes_nothing(store):
    app = wants_to_roll_back(1)
    app.text_area(key="roll-back-reason").set_value("Not agreed by the committee")
    live.access().sign_out(app.session_state["visitor"])
    app.button(key="roll-back-now").click().run()
    assert store.newest().number == 3
    assert "This screen is for staff." in words(app)


@pytest.mark.parametrize("who", [None, "expert", "forged"])
def test_the_action_itself_refuses_whoever_may_not(store, who, monkeypatch):
    """A page is no guard: the store asks again who acts."""
    import streamlit as st

    state = {"visitor": visitor("expert") if who == "expert" else Visitor("Eve", "staff", "x", "forged")}
    if who is None:
        state = {}
    state["roll-back-reason"] = "Not agreed by the committee"
    monkeypatch.setattr(st, "session_state", state)
    roll_back._roll_back(roll_back._Wanted(1, 3))
    outcome, sentence, _ = state["flash"]
    assert outcome == "refused" and sentence.endswith(".")
    assert store.newest().number == 3


def test_strangers_words_are_shown_as_text_and_leave_as_text(store):
    """A reason or a title must not become a link on screen, nor a formula in a spreadsheet."""
    app = opened_as(visitor("staff"), "releases")
    shown = words(app)
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in shown
    assert "<b>=1+1</b>" not in shown
    table = differences.changes_between(store.release(2), store.release(3))["events"].tables["changed"]
    assert b"'=HYPERLINK(1)" in spreadsheet_csv(table.headings, table.rows)
    app = wants_to_roll_back(1)
    app.text_area(key="roll-back-reason").set_value("Not agreed by the committee").run()
    with pytest.raises(PublishedMeanwhile):
        live.publishing().roll_back(1, based_on=2, visitor=visitor("staff"), reason="Too late for this")
    publish(3, TRICK, events=lambda rows: rows[:-1])
    press(app, "roll-back-now")
    assert r"\*\*Bold\*\* \[here\]" in app.error[0].value


def test_a_level_that_experts_validated_and_a_release_changed_is_shown_as_stale(store):
    """Experts must see which of their judgements a new release took the ground from."""
    item = next(
        item
        for item, value in live.judged().values(3).items()
        if {"place_code": "SK", "dimension_id": "D1", "year": "2022"}.items() <= fields(value).items()
    )
    seen = live.judged().values(3)[item]
    staff = visitor("staff")
    last_day = live.rounds().now().date() + timedelta(days=14)
    live.rounds().open("Levels of Slovakia", [item], last_day=last_day, visitor=staff)
    for name in ("Eva Szabó", "Ivo Horvat", "Ana Silva"):
        live.votes().cast(1, item, seen, "agree", visitor=visitor("expert", name))
    live.rounds().close(1, visitor=staff)
    app = opened_as(staff, "changes")
    assert "Badges of experts" not in words(app)
    publish(3, "Slovakia corrected again", maturity_assessments=lambda rows: slovakia_at(rows, "4"))
    assert list(badge_changes(3, 4).table.rows[0][:3]) == [
        "Slovakia, Policy status, national, 2022", "validated", "judged at another value",
    ]  # fmt: skip
    app = opened_as(staff, "changes", **{"from": "3", "to": "4"})
    assert "Badges of experts" in words(app)
    assert "1 lower" in words(app)


def test_a_release_is_taken_home_whole(store):
    with zipfile.ZipFile(io.BytesIO(release_zip(store, live.contract(), store.release(2)))) as packed:
        assert "inno-industry-release-2/README.md" in packed.namelist()
    app = opened_as(visitor("staff"), "releases")
    assert next(each.label for each in app.get("download_button")) == "Download release 3"


def test_the_audit_log_is_verified_on_demand_and_says_where_it_was_changed(store):
    """Who answers for the data must be able to show that nobody changed them behind the log's back."""
    import sqlite3

    app = press(opened_as(visitor("staff"), "releases"), "verify")
    last = store.audit_log()[-1].hash
    assert "nothing was changed after it was written" in app.success[0].value
    assert "audit entries 3, releases 3" in app.success[0].value
    assert last in [code.value for code in app.code]
    with sqlite3.connect(store.database.place.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE audit SET actor_name = 'Nobody' WHERE number = 2")
    press(app, "verify")
    assert "Audit entry 2: it was changed after it was written" in app.error[0].value.replace("\\", "")


def test_a_turn_is_given_away_while_something_long_is_done():
    """Twenty visitors would wait for the one who compares two old releases."""
    from pages.parts import run_lock

    with run_lock.turn():
        lock = run_lock._LOCK
        assert lock.locked()
        with run_lock.aside():
            assert not lock.locked()
        assert lock.locked()
    assert not lock.locked()
    with run_lock.aside():
        assert not lock.locked()


def rerun_fragment(app, name, monkeypatch):
    """Run the fragment of the function `name` by itself, as a click in it does: the driver has no way of its own."""
    functions = app._fragment_storage._fragments
    (found,) = [
        key for key, each in functions.items() if getclosurevars(each).nonlocals["non_optional_func"].__name__ == name
    ]
    request = LocalScriptRunner.request_rerun
    with monkeypatch.context() as patch:
        patch.setattr(
            LocalScriptRunner,
            "request_rerun",
            lambda runner, data: request(runner, replace(data, fragment_id=found)),
        )
        return app.run()


@pytest.mark.parametrize(
    ("path", "name", "role"),
    [
        ("upload", "body", "staff"),
        ("releases", "section", "staff"),
        ("releases", "between_any_two", "staff"),
        ("changes", "between_any_two", "expert"),
        ("changes", "_rows", "expert"),
        ("validation", "opening", "staff"),
        ("validation", "voting", "expert"),
    ],
)
def test_a_part_that_runs_by_itself_asks_for_the_role_again(path, name, role, monkeypatch, store):
    """A click inside a fragment passes the door's question by: an ended session would go on acting there."""
    last_day = live.rounds().now().date() + timedelta(days=14)
    live.rounds().open("Levels of 2019", [Item(LEVELS, "A-SI-N-D1-2019")], last_day=last_day, visitor=visitor("staff"))
    app = opened_as(visitor(role), path, **({"from": "1", "to": "2"} if path == "changes" else {}))
    rerun_fragment(app, name, monkeypatch)
    assert not app.exception and "This screen is for" not in words(app)
    live.access().sign_out(app.session_state["visitor"])
    rerun_fragment(app, name, monkeypatch)
    assert not app.exception and "This screen is for" in words(app)
