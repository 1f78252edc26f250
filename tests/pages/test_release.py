"""Publishes while somebody reads: the numbers stay until the reader goes over, a link's for ever."""

import shutil

import pytest

from data import live
from data.releases.store import StoreError
from pages.door import start
from pages.parts import release
from queries import answers
from tests.pages.conftest import opened, words


@pytest.fixture(autouse=True)
def own_store(monkeypatch, tmp_path):
    """Give each test a store of its own, because it publishes."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/inno.sqlite")
    live.forget()
    answers.forget()
    yield
    live.forget()
    answers.forget()


def publish() -> int:
    """Publish one more documented cluster than before."""
    newest = live.newest_release().number
    files = dict(live.store().files(newest))
    name = "cluster_organisations"
    files[name] = files[name].replace(b",unknown,,", b",yes,https://example.org/industry-4-0,", 1)
    visitor = live.access().sign_in_at_command_line("Ana Kos")
    return live.publishing().publish(files, based_on=newest, visitor=visitor, reason="One more answered").number


def go_over(app):
    return app.button(key="go-over").click().run()


def test_numbers_stay_until_the_reader_goes_over():
    """Who is reading a table aloud must not have it change under them."""
    app = opened()
    assert "Data release 1, published" in words(app)
    assert publish() == 2
    app.run()
    shown = words(app)
    assert "Data release 1, published" in shown
    assert "≥ 20.3 %" in shown
    assert "New data: release 2 of " in shown
    assert app.button(key="go-over").label == "Show release 2"
    go_over(app)
    shown = words(app)
    assert "Data release 2, published" in shown
    assert "≥ 20.8 %" in shown
    assert "New data" not in shown
    assert "release" not in app.query_params


def test_a_new_visit_begins_with_the_newest():
    """Only who was there before has something to go over from."""
    opened()
    publish()
    shown = words(opened())
    assert "Data release 2, published" in shown
    assert "New data" not in shown


def test_a_link_keeps_its_release_and_says_that_there_is_a_newer_one():
    """A number in a report must still be there when somebody follows its link."""
    publish()
    app = opened(release="1")
    assert "This link shows release 1 of " in words(app)
    publish_again = app.button(key="go-over")
    assert publish_again.label == "Show the newest release"
    go_over(app)
    assert "Data release 2, published" in words(app)
    assert "release" not in app.query_params


def test_one_question_serves_all_visitors_for_two_seconds(monkeypatch):
    """Twenty open pages that ask every few seconds must not become twenty questions to the store."""
    opened()
    asked = []
    newest = live.newest_release
    monkeypatch.setattr(live, "newest_release", lambda: asked.append(1) or newest())
    release._newest.clear()
    for _ in range(20):
        assert release._newest().number == 1
    assert len(asked) == 1


def test_a_store_that_is_gone_does_not_break_an_open_page(monkeypatch):
    """The page's own question every few seconds must not put an error over what somebody reads."""

    def gone():
        raise StoreError("Store: gone.")

    monkeypatch.setattr(release, "_newest", gone)
    assert "Data release 1" in words(opened())


def test_a_backup_put_back_under_a_running_server_is_read_anew(tmp_path, capsys):
    """Without it, screens would show numbers of releases that are gone under the numbers of those that came back."""
    path = tmp_path / "inno.sqlite"
    start._open.cache_clear()
    assert "Data release 1" in words(opened())
    shutil.copy(path, tmp_path / "backup.sqlite")
    files = live.store().files(1)
    files["events"] = b"".join(files["events"].splitlines(keepends=True)[:2])
    staff = live.access().sign_in_at_command_line("Ana Novak")
    live.publishing().publish(files, based_on=1, visitor=staff, reason="One event.")
    assert "Data release 2" in words(opened())
    shutil.copy(tmp_path / "backup.sqlite", path)
    assert "Data release 1" in words(opened())
    assert "release 2, which this program has shown, is not in it any more" in capsys.readouterr().err


def test_the_notice_comes_within_ten_seconds():
    """The promise made to whoever publishes."""
    assert release.EVERY + release._SERVES < 10
