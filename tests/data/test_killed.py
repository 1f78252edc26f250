"""Whenever a publication is killed, the store holds the old release or the new one, whole, and verifies."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.audit import PROGRAM
from data.checks.rules import check_files
from data.contract import CONTRACT_PATH, Contract
from data.operation.verification import verify
from data.releases.store import Store
from data.settings import ROOT
from tests.data.dying import files
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, TOWNS, TOWNS_DESCRIBED, described, ship

# Of PostgreSQL fewer: it decides in a process of its own, which is not the one that is killed.
KILLS = {"sqlite": 50, "postgresql": 15}

Ask = Callable[[str], tuple[str, int]]


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    return described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)


@contextmanager
def dying(address: str, folder: Path) -> Iterator[Ask]:
    """Give a function that has a publication killed as it says, and returns what became of it."""
    command = [sys.executable, "-m", "tests.data.dying", address, str(folder / CONTRACT_PATH.name)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"

        def ask(line: str) -> tuple[str, int]:
            print(line, file=process.stdin, flush=True)
            became, last = process.stdout.readline().split()
            return became, int(last)

        yield ask
        process.stdin.close()


def newest_and_whole(address: str, contract: Contract) -> int:
    """Open the store as a restart does, look at everything, and return the number of the newest release."""
    store = Store(address)
    try:
        assert verify(store).faults == ()
        number = store.newest().number
        assert store.files(number) == files(number)
        assert check_files(store.files(number), contract) == []
        return number
    finally:
        store.close()


@pytest.fixture
def started(address: str) -> str:
    """The address of a store with release 1."""
    store = Store(address)
    store.add_release(files(1), based_on=None, kind="shipped", by=PROGRAM, reason="First release.")
    store.close()
    return address


def test_killed_at_each_step(started: str, contract: Contract, tmp_path: Path) -> None:
    """Without it, a crash at the worst moment would leave half a release, or a log that accuses nobody."""
    with dying(started, tmp_path) as ask:
        numbers = [1]
        # PostgreSQL decides in a process of its own, so that not every step of this one differs.
        for step in range(0, 200, 1 if started.startswith("sqlite") else 4):
            became, told = ask(f"step {step}")
            numbers.append(newest_and_whole(started, contract))
            assert max(told, numbers[-2]) <= numbers[-1] <= numbers[-2] + 1
            if became == "lived":
                break
        else:
            pytest.fail("The publication never came to its end.")
    # Of the steps some fall before the commit and some after it.
    assert step > 20
    assert numbers[:4] == [1] * 4
    assert numbers[-1] > 1


def test_killed_at_random_moments(started: str, contract: Contract, tmp_path: Path) -> None:
    """Without it, only the moments somebody thought of would be safe."""
    moments = random.Random(20_220_131)
    kills = KILLS[started.partition(":")[0].partition("+")[0]]
    newest, published = 2, 0
    with dying(started, tmp_path) as ask:
        begun = time.monotonic()
        assert ask("step 1000000") == ("lived", 2)
        # About as long as one or two publications take here and now, so that kills fall anywhere in them.
        longest_life = (time.monotonic() - begun) / 2
        for _ in range(kills):
            became, told = ask(f"after {moments.uniform(0, longest_life)}")
            assert became == "died"
            before, newest = newest, newest_and_whole(started, contract)
            # What was said to be published is there, and at most one more that had no time to say so.
            assert max(told, before) <= newest <= max(told, before) + 1
            published += told > 0
    # Some died before their first release was done and some after.
    assert 0 < published < kills
