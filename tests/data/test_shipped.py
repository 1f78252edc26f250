"""The CSVs that come with the program become releases, and never overwrite what people published."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from data.audit import Actor
from data.contract import Contract
from data.releases.shipped import ShippedDataError, publish_shipped
from data.releases.store import Release, Store
from tests.data.towns import (
    CLUBS,
    CLUBS_DESCRIBED,
    MORE_CLUBS,
    MORE_TOWNS,
    TOWNS,
    TOWNS_DESCRIBED,
    UPLOADED_TOWNS,
    described,
    ship,
)

ANA = Actor("Ana", "staff", "code (self-declared)")


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    """Two datasets, with their files beside the contract."""
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    return described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)


def publish(store: Store, kind: str, towns: str, clubs: str = CLUBS) -> Release:
    files = {"towns": towns.encode("utf-8"), "clubs": clubs.encode("utf-8")}
    based_on = store.newest().number
    return store.add_release(files, based_on=based_on, kind=kind, by=ANA, reason="New counts.")


def live(store: Store) -> dict[str, str]:
    return {name: content.decode("utf-8") for name, content in store.files(store.newest().number).items()}


# Releases


def test_release_1_is_the_shipped_files(store: Store, contract: Contract) -> None:
    """Without it, a new installation would have nothing to show."""
    release = publish_shipped(store, contract)
    assert (release.number, release.based_on, release.kind) == (1, None, "shipped")
    assert release.reason == "Shipped data: first release."
    assert live(store) == {"clubs": CLUBS, "towns": TOWNS}


def test_a_second_start_adds_nothing(store: Store, contract: Contract) -> None:
    """Without it, every restart would tell all visitors of a newer release."""
    first = publish_shipped(store, contract)
    assert publish_shipped(store, contract) == first
    assert store.history() == [first]


def test_a_changed_file_makes_a_release_of_its_dataset(store: Store, contract: Contract, tmp_path: Path) -> None:
    """Without it, corrected data would never arrive with an update of the program."""
    publish_shipped(store, contract)
    ship(tmp_path, towns=MORE_TOWNS)
    release = publish_shipped(store, contract)
    assert (release.number, release.based_on, release.reason) == (2, 1, "Shipped data: towns.")
    assert live(store) == {"clubs": CLUBS, "towns": MORE_TOWNS}
    assert [sorted(changed) for _, changed in store.changes()] == [["clubs", "towns"], ["towns"]]
    assert publish_shipped(store, contract) == release


@pytest.mark.parametrize(("kind", "published"), [("upload", UPLOADED_TOWNS), ("rollback", TOWNS)])
def test_what_people_published_is_left_alone(
    store: Store, contract: Contract, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str, published: str
) -> None:
    """Without it, an update of the program would undo the work of staff."""
    publish_shipped(store, contract)
    publish(store, "upload", MORE_TOWNS)
    publish(store, kind, published)
    ship(tmp_path, towns="town_id,inhabitants\nLJ,1\nGZ,2\n", clubs=MORE_CLUBS)
    with caplog.at_level(logging.WARNING, "data.releases.shipped"):
        release = publish_shipped(store, contract)
    assert (release.number, release.reason) == (4, "Shipped data: clubs.")
    assert live(store) == {"clubs": MORE_CLUBS, "towns": published}
    (said,) = caplog.messages
    assert said == ("The shipped file of dataset towns changed, but Ana published over it in release 3: its rows stay.")
    assert publish_shipped(store, contract) == release


def test_an_upload_carried_along_does_not_count_as_shipped(
    store: Store, contract: Contract, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it, the second update of the program would undo the work that the first one kept."""
    publish_shipped(store, contract)
    publish(store, "upload", UPLOADED_TOWNS)
    ship(tmp_path, clubs=MORE_CLUBS)
    assert publish_shipped(store, contract).number == 3
    assert caplog.messages == []
    ship(tmp_path, towns=MORE_TOWNS)
    assert publish_shipped(store, contract).number == 3
    assert live(store) == {"clubs": MORE_CLUBS, "towns": UPLOADED_TOWNS}


def test_an_upload_that_comes_with_the_next_update_is_no_conflict(
    store: Store, contract: Contract, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it, every start would warn of a difference that does not exist."""
    publish_shipped(store, contract)
    publish(store, "upload", MORE_TOWNS)
    ship(tmp_path, towns=MORE_TOWNS)
    assert publish_shipped(store, contract).number == 2
    assert caplog.messages == []


def test_what_people_published_gets_the_columns_of_an_update_and_stays_theirs(
    store: Store, contract: Contract, tmp_path: Path
) -> None:
    """Without it, an update with a new column would never arrive where staff had published that dataset."""
    publish_shipped(store, contract)
    publish(store, "upload", UPLOADED_TOWNS + "RI,600000\n")
    mayor = {"name": "mayor", "type": "string", "title": "Mayor", "description": "Who governs."}
    towns = {**TOWNS_DESCRIBED, "schema": {**TOWNS_DESCRIBED["schema"]}}
    towns["schema"]["fields"] = [*towns["schema"]["fields"], mayor]
    ship(tmp_path, towns="town_id,inhabitants,mayor\nLJ,290000,Zoran\nGZ,300000,\n", clubs=MORE_CLUBS)
    later = described(tmp_path, towns, CLUBS_DESCRIBED)
    release = publish_shipped(store, later)
    assert (release.number, release.kind, release.reason) == (3, "shipped", "Shipped data: clubs, towns.")
    wider = "town_id,inhabitants,mayor\nLJ,295504,Zoran\nGZ,300000,\nRI,600000,\n"
    assert live(store) == {"clubs": MORE_CLUBS, "towns": wider}
    assert publish_shipped(store, later) == release
    ship(tmp_path, towns="town_id,inhabitants,mayor\nLJ,1,Zoran\n")
    assert publish_shipped(store, later) == release


def test_datasets_can_leave_the_contract_and_come_back(store: Store, contract: Contract, tmp_path: Path) -> None:
    """Without it, an update of the program that changes its datasets could not start."""
    publish_shipped(store, contract)
    ship(tmp_path, towns=MORE_TOWNS)
    publish_shipped(store, described(tmp_path, TOWNS_DESCRIBED))
    assert live(store) == {"towns": MORE_TOWNS}
    publish_shipped(store, described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED))
    assert live(store) == {"clubs": CLUBS, "towns": MORE_TOWNS}


def test_starts_at_once_make_one_release(open_store: Callable[[], Store], contract: Contract) -> None:
    """Without it, the servers of a first deployment would publish the same data several times, or fail."""
    stores = [open_store() for _ in range(4)]
    together = Barrier(4)

    def start(store: Store) -> Release:
        together.wait()
        return publish_shipped(store, contract)

    with ThreadPoolExecutor(4) as pool:
        numbers = [release.number for release in pool.map(start, stores)]
    assert numbers == [1, 1, 1, 1]
    assert len(stores[0].history()) == 1


# Files that cannot be used


def refused(store: Store, contract: Contract) -> str:
    with pytest.raises(ShippedDataError) as error:
        publish_shipped(store, contract)
    assert store.history() == []
    return str(error.value)


def test_a_missing_file_stops_the_start(store: Store, contract: Contract, tmp_path: Path) -> None:
    """Without it, a dataset would be missing from all screens, or the start would end in a traceback."""
    (tmp_path / "clubs.csv").unlink()
    assert refused(store, contract) == (
        f"File {tmp_path / 'clubs.csv'}: it cannot be read (No such file or directory), expected the CSV of dataset "
        "“Clubs”. Put the file back, for example with “git checkout -- clubs.csv” in its folder."
    )


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            {"towns": b"town_id,inhabitants\nM\xf6,1\n"},
            (
                "- towns.csv, line 2: found a character that is not UTF-8 (byte 0xf6), expected UTF-8 text. "
                "Save the file as CSV UTF-8."
            ),
        ),
        (
            {"clubs": b"club_id,town\nC1,LJ\n"},
            '- clubs.csv, line 1: found the column "town", expected "town_id" (town_id). Rename it to "town_id".',
        ),
        (
            {"towns": b"town_id,inhabitants\nLJ,290000\nGZ,many\n"},
            (
                '- towns.csv, line 3, column "inhabitants" (inhabitants): found "many", expected a whole number such '
                "as 2019. Write it with digits only, without spaces or separators."
            ),
        ),
        (
            {"clubs": b"club_id,town_id\nC1,LJ\nC2,XX\n"},
            (
                '- clubs.csv, line 3, column "town_id" (town_id): found "XX", expected a town_id that towns.csv '
                "(Towns) has. Correct the value, or add it to towns.csv first."
            ),
        ),
    ],
    ids=["not UTF-8", "wrong header", "bad value", "broken foreign key"],
)
def test_a_broken_file_stops_the_start(
    store: Store, contract: Contract, tmp_path: Path, broken: dict[str, bytes], sentence: str
) -> None:
    """Without it, wrong numbers would be published, or nobody would know which line to mend."""
    for name, content in broken.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    assert refused(store, contract) == f"The data cannot be used: 1 problem found.\n{sentence}"


def test_more_than_ten_problems_are_counted(store: Store, contract: Contract, tmp_path: Path) -> None:
    """Without it, a spoiled file would bury the terminal under thousands of lines."""
    ship(tmp_path, towns=TOWNS + "".join(f"T{number},-1\n" for number in range(13)))
    first, *shown, last = refused(store, contract).splitlines()
    assert first == "The data cannot be used: 13 problems found."
    assert [line.split(",")[1] for line in shown] == [f" line {number}" for number in range(4, 14)]
    assert last == "- and 3 more."


def test_an_update_that_contradicts_an_upload_leaves_the_live_release_and_says_why(
    store: Store, contract: Contract, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it, an update that drops a town an upload names would keep everybody out."""
    publish_shipped(store, contract)
    publish(store, "upload", TOWNS, "club_id,town_id\nC9,GZ\n")
    ship(tmp_path, towns="town_id,inhabitants\nLJ,290000\n", clubs="club_id,town_id\nC1,LJ\n")
    with caplog.at_level(logging.ERROR):
        assert publish_shipped(store, contract).number == 2
    assert store.newest().number == 2
    assert (
        'clubs.csv, line 2, column "town_id" (town_id): found "GZ", expected a town_id that towns.csv (Towns) has. '
        "Correct the value, or add it to towns.csv first. (This is the file published in the store, not the shipped "
        "one.)"
    ) in caplog.text
