"""Every install has the same versions: the short list, the constraints below it, and the lock for servers."""

import re

import pytest

from data.settings import ROOT

PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s\\;]+)")


def versions(path: str) -> dict[str, str]:
    """Return the versions that the file at `path` names, by the package's normal name."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    found = (PINNED.match(line) for line in lines)
    return {re.sub("[-_.]+", "-", each[1]).lower(): each[2] for each in found if each}


@pytest.mark.parametrize("path", ["requirements.txt", "tests/requirements.txt", "deploy/requirements.lock"])
def test_every_list_has_the_versions_of_the_constraints(path: str) -> None:
    """Without it, a server would run on other versions than those that were tested."""
    constraints = versions("deploy/constraints.txt")
    listed = versions(path)
    assert listed
    assert {name: constraints.get(name) for name in listed} == listed


def test_the_short_list_takes_its_constraints_and_is_all_in_the_lock() -> None:
    """Without it, a package added to the list would come in any version, and not at all on servers."""
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").startswith("-c deploy/constraints.txt\n")
    assert versions("requirements.txt").keys() <= versions("deploy/requirements.lock").keys()


def test_the_lock_has_a_hash_for_every_package() -> None:
    """Without it, pip would refuse the file, or take what somebody put in a package's place."""
    entries = (ROOT / "deploy/requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert len(entries) == len(versions("deploy/requirements.lock"))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
