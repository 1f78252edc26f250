"""What the screens cannot show is not published, whoever asks for it and however the rehearsal ends."""

import time
from pathlib import Path
from tempfile import gettempdir

import pytest

from data.people.access import Access
from data.releases import rehearsal
from data.releases.publishing import BrokenRelease, Publishing
from data.releases.rehearsal import Failure, RehearsalFailed
from data.releases.shipped import publish_shipped
from data.releases.store import NoChange
from tests.data.towns import (
    CLUBS,
    CLUBS_DESCRIBED,
    MORE_TOWNS,
    TOWNS,
    TOWNS_DESCRIBED,
    described,
    ship,
)

LIVE = {"towns": TOWNS.encode(), "clubs": CLUBS.encode()}
DRAFT = {"towns": MORE_TOWNS.encode(), "clubs": CLUBS.encode()}


@pytest.fixture
def stage(monkeypatch, tmp_path):
    """Give what puts another stage in place of the screens; it returns what it leaves of each run."""
    monkeypatch.setattr(rehearsal, "_known", type(rehearsal._known)())
    monkeypatch.setenv("INNO_TEST_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(rehearsal.os, "sched_getaffinity", lambda _: {0, 1})

    def put(name: str) -> Path:
        monkeypatch.setattr(rehearsal, "STAGE", f"tests.data.stages:{name}")
        return tmp_path / "runs"

    return put


def failures(files: dict[str, bytes], before: dict[str, bytes] | None = None) -> list[Failure]:
    with pytest.raises(RehearsalFailed) as refusal:
        rehearsal.rehearse(files, before)
    return list(refusal.value.failures)


def test_the_same_data_are_rehearsed_once(stage) -> None:
    """Without it, the click on Publish would wait for what was tried while the preview was made."""
    runs, steps = stage("shows"), []
    rehearsal.rehearse(DRAFT, LIVE, lambda *step: steps.append(step))
    assert steps[-1] == (6, 6, "Tried with these data: 6 of 6 screens and reports")
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    rehearsal.rehearse(DRAFT, LIVE)
    assert len(runs.read_text()) == 2
    # Other data, and the same after others, which a comparison shows, are another rehearsal.
    rehearsal.rehearse(DRAFT, None)
    assert len(runs.read_text()) == 4


def test_what_failed_is_named_and_stays_known(stage) -> None:
    """Without it, a second click would run what cannot be shown again, or let it pass."""
    runs = stage("shows")
    for _ in range(2):
        assert failures({"towns": b"unfit"}) == [Failure("Screen “Regions” (/regions)", "it fails")]
    assert len(runs.read_text()) == 2
    assert str(RehearsalFailed(failures({"towns": b"unfit"}))) == (
        "Nothing was published, because the dashboard cannot show these data. Screen “Regions” (/regions): it fails."
    )


def test_a_screen_that_does_not_end_is_named_and_tried_again_next_time(stage, monkeypatch) -> None:
    """Without it, one endless screen would keep whoever publishes waiting for ever, or the data out for ever."""
    stage("hangs")
    monkeypatch.setattr(rehearsal, "PATIENCE", 8.0)
    begun = time.monotonic()
    assert Failure("Screen “Regions” (/regions)", "it does not end within 8 seconds") in failures(DRAFT)
    assert time.monotonic() - begun < 55
    stage("shows")
    rehearsal.rehearse(DRAFT, None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("dies", "Screen “Regions” (/regions): its process ended; the server's log says more."),
        ("breaks", "The rehearsal: it failed with OSError; the server's log says more."),
    ],
)
def test_a_rehearsal_without_a_result_publishes_nothing(stage, name: str, sentence: str) -> None:
    """Without it, a process that ran out of memory would count as one that showed everything."""
    stage(name)
    assert {each.sentence for each in failures(DRAFT)} == {sentence}


def test_a_rehearsal_leaves_no_folder_behind(stage) -> None:
    """Without it, the data of each publication would stay in the server's folder for temporary files."""
    before = set(Path(gettempdir()).glob("inno-rehearsal-*"))
    stage("shows")
    rehearsal.rehearse(DRAFT, LIVE)
    assert set(Path(gettempdir()).glob("inno-rehearsal-*")) - before == set()


# What makes releases asks for it


class Stage:
    """Remembers what it was asked to show, and shows all but the data that it is told to fail at."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, bytes], dict[str, bytes]]] = []
        self.unfit: dict[str, bytes] | None = None

    def __call__(self, files, before, progress=None) -> None:
        self.asked.append((dict(files), dict(before)))
        if files == self.unfit:
            raise RehearsalFailed([Failure("Screen “Regions” (/regions)", "it fails")])


@pytest.fixture
def publishing(store, tmp_path: Path) -> Publishing:
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    contract = described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)
    publish_shipped(store, contract)
    return Publishing(store, contract, Access(60), Stage())


def test_neither_an_upload_nor_a_roll_back_gets_past_the_rehearsal(publishing: Publishing) -> None:
    """Without it, a roll back could bring back the data that broke a screen."""
    staff = publishing.access.sign_in_at_command_line("Ana Novak")
    publishing.rehearsal.unfit = DRAFT
    with pytest.raises(RehearsalFailed, match="Screen “Regions” ./regions.: it fails[.]"):
        publishing.publish(DRAFT, based_on=1, visitor=staff, reason="Riga was missing.")
    assert publishing.store.newest().number == 1
    assert publishing.rehearsal.asked == [(DRAFT, LIVE)]

    publishing.rehearsal.unfit = None
    publishing.publish(DRAFT, based_on=1, visitor=staff, reason="Riga was missing.")
    publishing.rehearsal.unfit = LIVE
    with pytest.raises(RehearsalFailed):
        publishing.roll_back(1, based_on=2, visitor=staff, reason="Riga was wrong.")
    assert publishing.store.newest().number == 2
    assert publishing.rehearsal.asked[-1] == (LIVE, DRAFT)


def test_what_is_offered_was_rehearsed_as_it_would_be_published(publishing: Publishing) -> None:
    """Without it, the rehearsal before the click would be of other data, and the click would wait for its own."""
    staff = publishing.access.sign_in_at_command_line("Ana Novak")
    publishing.rehearse_upload(DRAFT, 1)
    publishing.publish(DRAFT, based_on=1, visitor=staff, reason="Riga was missing.")
    publishing.rehearse_roll_back(1, 2)
    publishing.roll_back(1, based_on=2, visitor=staff, reason="Riga was wrong.")
    assert publishing.rehearsal.asked == [(DRAFT, LIVE), (DRAFT, LIVE), (LIVE, DRAFT), (LIVE, DRAFT)]


def test_what_would_be_refused_anyhow_is_not_rehearsed(publishing: Publishing) -> None:
    """Without it, whoever publishes the same again, or a broken file, would wait ten seconds to be told."""
    staff = publishing.access.sign_in_at_command_line("Ana Novak")
    with pytest.raises(NoChange):
        publishing.publish(LIVE, based_on=1, visitor=staff, reason="Counted again.")
    with pytest.raises(BrokenRelease):
        publishing.publish(
            {**LIVE, "towns": b"town_id,inhabitants\nLJ,many\n"}, based_on=1, visitor=staff, reason="Counted again."
        )
    assert publishing.rehearsal.asked == []
