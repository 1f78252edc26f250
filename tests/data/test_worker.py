"""A large upload is checked in another process, with the same result and without a trace when it fails."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from data import worker
from data.contract import ContractError, read_contract
from data.intake.check import checked
from data.intake.draft import draft
from data.intake.files import UploadedFile
from data.settings import ROOT

CONTRACT = read_contract()
LIVE = {name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}


@pytest.fixture
def mistaken() -> UploadedFile:
    return UploadedFile("events.csv", LIVE["events"].replace(b"2019-", b"19-", 1))


@pytest.mark.parametrize("large", [1, 1 << 40], ids=["in a process of its own", "here"])
def test_the_result_is_the_same_wherever_it_is_worked_out(monkeypatch, mistaken, large):
    """A problem that only small files show would let large ones pass."""
    monkeypatch.setattr(worker, "LARGE", large)
    steps = []
    found, copies = checked([mistaken], LIVE, CONTRACT, {}, lambda *step: steps.append(step))
    expected = draft([mistaken], LIVE, CONTRACT)
    assert found.problems == expected.problems
    assert found.result is None
    assert b"problems" in copies["events.csv"].splitlines()[0]
    assert steps[-1] == (100, 100, "Done")


def test_a_process_that_dies_is_a_sentence(monkeypatch, mistaken):
    """The largest file is the one that runs out of memory."""
    monkeypatch.setattr(worker, "LARGE", 1)
    monkeypatch.setattr(worker, "sys", SimpleNamespace(executable="/bin/false"))
    with pytest.raises(worker.CheckFailed, match="Nothing was stored"):
        checked([mistaken], LIVE, CONTRACT, {}, lambda *step: None)


def test_a_process_that_cannot_begin_is_a_sentence(monkeypatch, mistaken):
    """A full machine must not answer with a traceback."""
    monkeypatch.setattr(worker, "LARGE", 1)
    monkeypatch.setattr(worker, "sys", SimpleNamespace(executable="/no such program"))
    with pytest.raises(worker.CheckFailed, match="could not begin .No such file or directory.; .* Nothing was stored"):
        checked([mistaken], LIVE, CONTRACT, {}, lambda *step: None)


def test_what_the_work_raises_is_raised_here_with_its_own_words(monkeypatch):
    """“Perhaps out of memory” would send whoever reads it the wrong way."""
    monkeypatch.setattr(worker, "LARGE", 1)
    with pytest.raises(ContractError, match="datapackage.json") as error:
        worker.run(read_contract, Path("/nowhere/datapackage.json"), size=2)
    assert "read_contract" in error.value.__notes__[0]


def test_a_server_that_was_killed_leaves_no_traceback_of_its_check():
    """Whoever reads the log after a crash should find its cause there, not its echo."""
    process = subprocess.Popen(
        [sys.executable, "-m", "data.worker"], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.close()
    process.stdin.write(pickle.dumps((read_contract, (), False)))
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 1


def test_whoever_goes_away_leaves_no_process_behind(monkeypatch, mistaken):
    """Ten visitors who close their page must not leave ten checks running."""
    monkeypatch.setattr(worker, "LARGE", 1)

    class Gone(BaseException):
        pass

    def leave(*step: object) -> None:
        raise Gone

    with pytest.raises(Gone):
        checked([mistaken], LIVE, CONTRACT, {}, leave)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    commands = [Path(f"/proc/{child}/cmdline").read_text() for child in children]
    assert not [command for command in commands if "data.worker" in command]
