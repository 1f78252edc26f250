"""Before Publish is offered, every screen and report is run on what would be published; what fails is named."""

import logging

import pytest

from data import live
from data.releases import rehearsal
from data.releases.rehearsal import Failure, RehearsalFailed
from pages.door import start
from pages.parts import sign_in
from queries import answers
from tests.pages.conftest import FROZEN, opened
from tests.pages.test_releases import edited
from tests.pages.test_upload import UNKNOWN_IN_SLOVENIA, button, documented, dropped, publish, said, staff, written

REGIONS = Failure("Screen “Regions” (/regions), as everybody sees it", "it fails with KeyError in pages/x.py, line 3")


@pytest.fixture(autouse=True)
def store_of_its_own(monkeypatch, tmp_path):
    """Give each test a store, on which it may publish."""
    monkeypatch.setattr(sign_in, "_client", lambda: "the test")
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/inno.sqlite")
    live.forget()
    answers.forget()
    yield
    live.forget()
    answers.forget()


class Stage:
    """Counts what it is asked to show, and fails where it is told to."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self.runs: list[int] = []

    def __call__(self, files, before, progress=None) -> None:
        self.runs.append(len(files))
        if progress:
            progress(7, 44, "Tried with these data: 7 of 44 screens and reports")
        if self.failures:
            raise RehearsalFailed(self.failures)


@pytest.fixture
def stage(monkeypatch):
    """A stage in place of the screens, which takes no time."""
    made = Stage()
    monkeypatch.setattr(live, "rehearse", made)
    return made


# The real one


def test_every_screen_and_both_reports_are_run_and_the_failing_ones_named(monkeypatch):
    """Without it, what one screen cannot draw would be found by everybody; and what all can draw would be refused."""
    monkeypatch.setattr(rehearsal, "STAGE", "tests.pages.stages:without_an_answer")
    steps = []
    with pytest.raises(RehearsalFailed) as refusal:
        rehearsal.rehearse(FROZEN, {**FROZEN, "events": FROZEN["events"] + b"\n"}, lambda *step: steps.append(step))
    # 16 screens, of which 12 are for three roles, two for two and two for one; and the two reports.
    assert steps[-1] == (44, 44, "Tried with these data: 44 of 44 screens and reports")
    (failure,) = refusal.value.failures
    assert failure.what == "Screen “From practice to action” (/actions), as everybody sees it"
    assert failure.why.startswith("it fails with LookupError in ")
    assert "typed" not in str(refusal.value)


# On the screens


def test_publish_is_offered_after_a_rehearsal_and_other_clicks_need_no_other(stage):
    """Without it, what breaks a screen would look ready, or each further click would wait for all screens again."""
    app = dropped(opened("upload", staff()), ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    assert "Ready to publish." in said(app)
    app.run()
    assert stage.runs == [19]
    publish(app)
    assert "Published as release 2." in said(app)


def test_what_the_dashboard_cannot_show_is_named_and_not_offered(stage):
    """Without it, staff would publish what takes a screen from everybody."""
    stage.failures = [REGIONS]
    app = dropped(opened("upload", staff()), ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    shown = said(app)
    assert "Not ready to publish: the files are in order, but the dashboard cannot show them." in shown
    assert "Screen “Regions” (/regions), as everybody sees it: it fails with KeyError in pages/x.py, line 3." in shown
    assert "Ready to publish" not in shown
    assert "Publish" not in [each.label for each in app.button]
    # Mended files are tried anew.
    stage.failures = []
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA[:2]))))
    assert "Ready to publish." in said(app)


def test_a_roll_back_to_what_cannot_be_shown_is_not_offered(stage):
    """Without it, the way back from one broken release could lead into another."""
    changed = {**FROZEN, "events": edited(FROZEN["events"], lambda rows: rows[:-1])}
    live.publishing().publish(changed, based_on=1, visitor=staff(), reason="One event less.")
    app = opened("releases", staff())
    app.selectbox(key="chosen release").set_value(1).run()
    stage.failures, stage.runs[:] = [REGIONS], []
    button(app, "Roll back to release 1 …").click().run()
    assert REGIONS.sentence in said(app)
    assert "Publish release 1 again" not in [each.label for each in app.button]
    button(app, "Cancel").click().run()
    assert stage.runs == [19]
    assert REGIONS.sentence not in said(app)


# At the start


def test_the_operator_is_told_what_the_newest_release_breaks(stage, caplog):
    """Without it, a store from elsewhere would fail in front of visitors before anybody knows."""
    caplog.set_level(logging.INFO, logger="pages")
    start._rehearse()
    stage.failures = [REGIONS]
    start._rehearse()
    assert [each.getMessage() for each in caplog.records if each.name == "pages.door.start"] == [
        "All screens and reports were tried with release 1: they work.",
        "The newest release cannot be shown whole. Screen “Regions” (/regions), as everybody sees it: it fails with "
        "KeyError in pages/x.py, line 3. The rest works.",
    ]
