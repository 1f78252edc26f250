"""What fails after all shows the project's own page, with a number that stands in the log and the ways on."""

import re
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from data import live
from data.audit import PROGRAM
from data.database import StoreError
from data.refused import Refused
from pages.door import failures
from pages.parts import refusal, release, sign_in
from pages.parts.view import View
from tests.pages.conftest import FROZEN, opened, words

SECRET = "Store postgresql://ana@db.example/inno: could not read it (no such host)."
HOME = ("", "", "To the start page")
# What Streamlit's own box says, and what strangers could do something with.
NOT_FOR_VISITORS = re.compile(r"ChatGPT|Streamlit|Traceback|db\.example|ana@|typed|site-packages|\.py")


@pytest.fixture(autouse=True)
def as_on_the_server(monkeypatch, tmp_path):
    """Let the driver of screens call what the application calls where a run fails, on a store of its own."""
    begin = LocalScriptRunner.__init__

    def with_handler(runner, *given, **options):
        begin(runner, *given, **options)
        runner._on_script_error = failures.show

    monkeypatch.setattr(LocalScriptRunner, "__init__", with_handler)
    monkeypatch.setattr(failures, "_failed", set())
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/inno.sqlite")
    live.forget()
    yield
    live.forget()


@pytest.fixture
def failing(monkeypatch):
    """Give what makes a question fail, from the release `since` on."""
    ask = View.rows

    def fail(question: str, error: Exception, since: int = 1) -> None:
        def rows(view, name, **parameters):
            if name == question and view.release >= since:
                raise error
            return ask(view, name, **parameters)

        monkeypatch.setattr(View, "rows", rows)

    return fail


def logged(caplog) -> str:
    """Return the number under which the last failure stands in the log."""
    return re.findall(r"Failure ([0-9a-f]{8})", caplog.text)[-1]


def ways(app) -> list[tuple[str, str, str]]:
    return [(each.proto.page, each.proto.query_string, each.proto.label) for each in app.get("page_link")]


@pytest.mark.parametrize(
    "error",
    [
        KeyError("typed"),
        StoreError(SECRET),
        OperationalError("SELECT typed", {}, Exception(SECRET)),
    ],
    ids=["mistake", "store", "database"],
)
def test_a_screen_that_fails_says_so_with_a_number_and_the_ways_on(failing, caplog, error):
    """Without it, a visitor would see Streamlit's box, the operator's secrets, or half a screen, and no way on."""
    live.store().add_release(
        {**FROZEN, "events": FROZEN["events"] + b"\n"}, based_on=1, kind="upload", by=PROGRAM, reason="New line."
    )
    failing("what_is_missing", error, since=2)
    app = opened("actions")
    shown = words(app)
    assert "From practice to action could not be shown" in shown
    assert f"It was logged as failure <b>{logged(caplog)}</b>" in shown
    assert ways(app) == [
        ("", "", "To the start page"),
        ("actions", "release=1", "From practice to action with release 1"),
    ]
    assert "Data release 2, published" in shown
    assert [each.label for each in app.button] == ["Show this screen again", "Sign in"]
    assert not NOT_FOR_VISITORS.search(shown)
    # The operator reads what the visitor does not.
    assert "the screen /actions on release 2" in caplog.text
    # The way on works, and where it does not, it is not shown to the next visitor.
    assert "What is missing" in words(opened("actions", release="1"))
    failures._failed.add(("actions", 1))
    assert ways(opened("actions")) == [HOME]


def test_why_the_store_failed_stands_in_the_log(failing, caplog):
    """Without it, the number would lead the operator to a line that does not say which store and why."""
    failing("what_is_missing", StoreError(SECRET))
    opened("actions")
    assert f"Failure {logged(caplog)}: {SECRET}" in caplog.text


def test_a_part_of_a_screen_that_fails_by_itself_leaves_the_rest(monkeypatch, caplog):
    """Without it, a notice that could not be refreshed would take away what somebody reads."""
    monkeypatch.setattr(release, "_newest", lambda: {}["typed"])
    app = opened("actions")
    shown = words(app)
    assert "Something here failed" in shown or "could not be shown" in shown
    assert logged(caplog) in shown
    assert not NOT_FOR_VISITORS.search(shown)


def test_a_click_that_fails_says_so(monkeypatch, caplog):
    """Without it, whoever clicked would see Streamlit's box in place of the screen."""
    app = opened("upload")

    def fail() -> str:
        raise KeyError("typed")

    monkeypatch.setattr(sign_in, "_client", fail)
    app.text_input(key="sign-in-name").set_value("Ana Kos")
    next(each for each in app.button if each.label == "Sign in").click().run()
    shown = words(app)
    assert "Something here failed" in shown
    assert "look whether it was saved before you click again" in shown
    assert "To the start page" in shown
    assert logged(caplog) in shown
    assert not NOT_FOR_VISITORS.search(shown)
    button = next(each for each in app.button if each.label == "Show this screen again")
    assert "This screen is for staff" in words(button.click().run())


def test_a_page_about_a_failure_that_fails_shows_no_box_of_streamlits(failing, monkeypatch, caplog):
    """Without it, a store that is gone would fail twice and show the second failure in Streamlit's words."""
    failing("what_is_missing", KeyError("typed"))
    monkeypatch.setattr(failures, "_newest_that_may_work", lambda *_: {}["typed"])
    app = opened("actions")
    assert not app.exception
    assert "From practice to action could not be shown" in words(app)
    assert "The page about failure" in caplog.text


def test_a_refusal_of_the_store_says_nothing_of_where_it_is(caplog):
    """Without it, whoever votes while the store is away would read its address, and its user's name."""
    said = refusal.words(StoreError(SECRET))
    assert not NOT_FOR_VISITORS.search(said)
    assert f"it is failure {logged(caplog)} in the server's log" in said
    assert SECRET in caplog.text
    assert refusal.words(Refused("Reason: found 2 letters.")) == "Reason: found 2 letters."


def test_no_screen_shows_an_error_as_it_is():
    """Without it, the next screen that shows a refusal would show where the store is again."""
    shows = [
        path.name
        for path in Path(failures.__file__).parents[1].rglob("*.py")
        if "str(error)" in path.read_text("utf-8")
    ]
    # The PDF's own writer is asked which letters it lacks, and shows nothing of it.
    assert sorted(shows) == ["pdf.py", "refusal.py"]
