"""Staff can script what they do on screen: same checks, same sentences, and an exit status that a script can trust."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sql

from data import live
from data.__main__ import main
from data.contract import read_contract
from data.database.tables import contents
from data.releases.rehearsal import Failure, RehearsalFailed
from data.releases.store import Store
from data.settings import ROOT, SETTINGS
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, MORE_TOWNS, TOWNS, TOWNS_DESCRIBED, described, ship

BROKEN_TOWNS = "town_id,inhabitants\nLJ,290000\nGZ,many\n"
LJUBLJANA_ONLY = "town_id,inhabitants\nLJ,290000\n"
AS_ANA = ("--author", "Ana Novak", "--reason", "Riga was missing.")


@pytest.fixture(autouse=True)
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a new store, named by the settings, for the contract of towns and clubs."""
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("INNO_STORE_URL", address)
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)
    monkeypatch.setattr(live, "read_contract", lambda: read_contract(tmp_path / "datapackage.json"))
    live.forget()
    yield address
    live.forget()


@pytest.fixture
def write(tmp_path: Path):
    """Writes a file and returns its path."""

    def write_one(name: str, text: str) -> str:
        (tmp_path / name).write_bytes(text.encode("utf-8"))
        return str(tmp_path / name)

    return write_one


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Carry out one command and return its status and everything it printed."""
    capsys.readouterr()
    status = main(arguments)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return status, printed.out + printed.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    status, printed = run(capsys, *arguments, "--json")
    return status, json.loads(printed)


def newest(address: str) -> int:
    store = Store(address)
    try:
        return store.newest().number if store.newest() else 0
    finally:
        store.close()


# Checking


def test_a_check_says_what_would_change_and_writes_nothing(capsys, write, address: str) -> None:
    """Without it, staff could not look before they publish."""
    status, printed = run(capsys, "check", "towns", write("new.csv", MORE_TOWNS))
    assert status == 0
    assert "new.csv (UTF-8, separated by comma, decimal point): 3 rows taken over." in printed
    assert "Replaces the whole dataset Towns." in printed
    assert "Against release 1, dataset towns: rows added 1, changed 0 (0 cells), removed 0." in printed
    assert printed.endswith("Nothing was written: this was a check.\n")
    assert newest(address) == 1


def test_a_check_finds_the_dataset_by_the_header(capsys, write) -> None:
    """Without it, a script over a folder of files would need a list of what each is."""
    status, found = as_json(capsys, "check", "auto", write("anything.csv", MORE_TOWNS))
    assert (status, found["outcome"], found["based_on"]) == (0, "checked", 1)
    (file,) = found["files"]
    assert (file["dataset"], file["effect"], file["rows"]) == ("towns", "replace", 3)
    assert found["difference"] == {"towns": {"added": 1, "changed": 0, "changed_cells": 0, "removed": 0}}


def test_a_check_reports_problems_with_status_1(capsys, write, address: str) -> None:
    """Without it, a script would go on with a file that cannot be published."""
    path = write("new.csv", BROKEN_TOWNS)
    status, printed = run(capsys, "check", "towns", path)
    assert status == 1
    assert '- new.csv, line 3, column "inhabitants" (inhabitants): found "many", expected a whole number' in printed
    status, found = as_json(capsys, "check", "towns", path)
    assert (status, found["outcome"]) == (1, "problems")
    (problem,) = found["problems"]
    assert (problem["line"], problem["column"], problem["value"], problem["rule"]) == (3, "inhabitants", "many", "type")
    assert newest(address) == 1


def test_a_file_that_breaks_another_dataset_is_a_problem(capsys, write, address: str) -> None:
    """Without it, taking a town away would leave clubs without one, whoever says that it is meant."""
    path = write("new.csv", LJUBLJANA_ONLY)
    assert run(capsys, "publish", "towns", path, *AS_ANA, "--replace", "1")[0] == 1
    status, printed = run(capsys, "publish", "towns", path, *AS_ANA)
    assert status == 1
    assert "GZ" in printed and printed.endswith("Nothing was published.\n")
    assert newest(address) == 1


def test_a_sheet_is_chosen_and_a_column_without_a_name_left_out(capsys, tmp_path: Path, write) -> None:
    """Without it, a script could not hand in what is behind a title page, or beside remarks."""
    book = openpyxl.Workbook()
    book.active.append(["Our towns"])
    sheet = book.create_sheet("Towns")
    for row, remark in zip(MORE_TOWNS.splitlines(), ["", "new", "", ""], strict=True):
        sheet.append([*row.split(","), remark])
    book.save(tmp_path / "towns.xlsx")
    path = str(tmp_path / "towns.xlsx")
    status, printed = run(capsys, "check", "towns", path)
    assert status == 1 and "Or choose another sheet: Towns." in printed
    status, printed = run(capsys, "check", "towns", path, "--sheet", "Towns")
    assert status == 1 and 'its name is "column 3" until it has one.' in printed
    status, printed = run(capsys, "check", "towns", path, "--sheet", "Towns", "--column", "column 3=")
    assert status == 0 and "towns.xlsx (Excel workbook, sheet “Towns”): 3 rows taken over." in printed
    status, printed = run(capsys, "check", "towns", path, "--sheet", "Villages")
    assert status == 1 and 'found no sheet "Villages", expected one of Sheet, Towns.' in printed
    assert run(capsys, "check", "towns", write("new.csv", MORE_TOWNS), "--sheet", "Towns")[0] == 2


def test_a_renamed_column_is_confirmed_by_hand(capsys, write, address: str) -> None:
    """Without it, a script could not hand in a file with a column of another name, or would guess."""
    path = write("new.csv", MORE_TOWNS.replace("inhabitants", "Inhabitants 2022"))
    status, printed = run(capsys, "publish", "towns", path, *AS_ANA)
    assert status == 1 and "Inhabitants 2022" in printed
    status, _ = run(capsys, "publish", "towns", path, *AS_ANA, "--column", "Inhabitants 2022=inhabitants")
    assert status == 0
    assert newest(address) == 2


# Publishing


def test_publishing_makes_a_release_in_the_authors_name(capsys, write, address: str) -> None:
    """Without it, a scripted publication would be nobody's."""
    path = write("new.csv", MORE_TOWNS)
    status, printed = run(capsys, "publish", "towns", path, *AS_ANA)
    assert (status, printed.splitlines()[-1]) == (0, "Published as release 2.")
    store = Store(address)
    assert store.files(2) == {"towns": MORE_TOWNS.encode(), "clubs": CLUBS.encode()}
    entry = store.audit_log()[-1]
    store.close()
    assert (entry.action, entry.actor_name, entry.identified_by) == ("publish", "Ana Novak", "command line")

    status, found = as_json(capsys, "publish", "towns", path, *AS_ANA)
    assert (status, found["outcome"], found["based_on"]) == (0, "no change", 2)
    assert newest(address) == 2


def test_a_file_that_removes_much_needs_the_number_or_a_merge(capsys, write, address: str) -> None:
    """Without it, a script that got half a file would take the other half away from everybody."""
    path = write("new.csv", "club_id,town_id\nC1,GZ\n")
    refusal = (
        "Clubs: 1 of 2 live rows would be removed. To remove them, give --replace 1; "
        "to add and change rows only, give --merge."
    )
    for command in (("check", "clubs", path), ("publish", "clubs", path, *AS_ANA)):
        status, printed = run(capsys, *command)
        assert status == 1 and refusal in printed
        status, found = as_json(capsys, *command)
        assert (status, found["outcome"]) == (1, "problems")
        assert [(each["dataset"], each["rows"], each["live"]) for each in found["removals"]] == [("clubs", 1, 2)]
    status, printed = run(capsys, "publish", "clubs", path, *AS_ANA, "--replace", "2")
    assert status == 1 and "--replace 2: the file removes 1 row. Give --replace 1." in printed
    assert newest(address) == 1

    assert run(capsys, "publish", "clubs", path, *AS_ANA, "--merge")[0] == 0
    store = Store(address)
    assert store.files(2)["clubs"] == b"club_id,town_id\nC1,GZ\nC2,GZ\n"
    assert run(capsys, "publish", "clubs", path, *AS_ANA, "--replace", "1")[0] == 0
    assert store.files(3)["clubs"] == b"club_id,town_id\nC1,GZ\n"
    store.close()
    # A script that runs again finds its number still right.
    assert as_json(capsys, "publish", "clubs", path, *AS_ANA, "--replace", "1")[1]["outcome"] == "no change"


def test_what_the_screens_cannot_show_is_named_and_not_published(capsys, write, address: str, monkeypatch) -> None:
    """Without it, a script could publish, or roll back to, what takes a screen from everybody."""
    path = write("new.csv", MORE_TOWNS)
    assert run(capsys, "publish", "towns", path, *AS_ANA)[0] == 0

    def fail(*_given: object) -> None:
        raise RehearsalFailed([Failure("Screen “Regions” (/regions)", "it fails with KeyError")])

    monkeypatch.setattr(live, "rehearse", fail)
    sentence = (
        "Nothing was published, because the dashboard cannot show these data. "
        "Screen “Regions” (/regions): it fails with KeyError."
    )
    newer = write("newer.csv", MORE_TOWNS.replace("600000", "605000"))
    for arguments in (("publish", "towns", newer), ("rollback", "1")):
        status, found = as_json(capsys, *arguments, *AS_ANA)
        assert (status, found["outcome"], found["message"]) == (1, "problems", sentence)
    assert newest(address) == 2


@pytest.mark.parametrize(
    ("author", "reason", "said"),
    [
        ("Ana Novak", "ok", "--reason: found 2 letters, expected 5 to 500."),
        ("Ana Novak", " ", "--reason: found nothing"),
        ("", "Riga was missing.", "--author: found nothing"),
    ],
)
def test_publishing_needs_a_name_and_a_reason(capsys, write, address: str, author: str, reason: str, said: str) -> None:
    """Without it, scripts would publish without anybody answering for it."""
    path = write("new.csv", MORE_TOWNS)
    status, printed = run(capsys, "publish", "towns", path, "--author", author, "--reason", reason)
    assert status == 2 and printed.startswith(said)
    assert newest(address) == 0
    # Also where there would be nothing to publish.
    live.store()
    assert run(capsys, "publish", "towns", write("same.csv", TOWNS), "--author", author, "--reason", reason)[0] == 2


# Rolling back, history


def test_rolling_back_and_its_history(capsys, write, address: str) -> None:
    """Without it, a script that published a mistake could not undo it."""
    run(capsys, "publish", "towns", write("new.csv", MORE_TOWNS), *AS_ANA)
    status, printed = run(capsys, "rollback", "1", "--author", "Ben Bos", "--reason", "Riga was not missing.")
    assert (status, printed) == (0, "Rolled back to release 1: its data are live again as release 3.\n")
    status, printed = run(capsys, "history")
    assert status == 0
    lines = printed.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert lines[0].endswith("UTC  rollback  Ben Bos: Riga was not missing. (towns)")
    assert lines[1].endswith("UTC  upload    Ana Novak: Riga was missing. (towns)")
    _, found = as_json(capsys, "history")
    assert [(each["number"], each["kind"], each["changed"]) for each in found["releases"]] == [
        (3, "rollback", ["towns"]),
        (2, "upload", ["towns"]),
        (1, "shipped", ["clubs", "towns"]),
    ]


def test_rolling_back_to_what_is_live_is_no_change(capsys, address: str) -> None:
    """Without it, a script run twice would make a release of nothing, or seem to fail."""
    live.store()
    status, found = as_json(capsys, "rollback", "1", *AS_ANA)
    assert (status, found["outcome"], newest(address)) == (0, "no change", 1)


# A store that is not there


@pytest.mark.parametrize(
    "command", [("verify",), ("history",), ("export", "newest", "folder"), ("rollback", "1", *AS_ANA)]
)
def test_a_mistyped_store_is_said_and_not_made(capsys, address: str, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Without it, a nightly “verify” of a wrong path would be content for ever."""
    status, printed = run(capsys, *command)
    assert status == 1
    assert f"Store {tmp_path / 'store.sqlite'}: found no such file, expected a store of releases." in printed
    assert "Correct INNO_STORE_URL" in printed and not (tmp_path / "store.sqlite").exists()


def test_a_store_without_releases_is_not_verified(capsys, address: str) -> None:
    """Without it, an empty database would pass for a sound store."""
    Store(address).close()
    status, found = as_json(capsys, "verify")
    assert (status, found["outcome"], found["releases"]) == (1, "empty", 0)


def test_of_a_file_without_end_only_the_limit_is_read(capsys, tmp_path: Path) -> None:
    """Without it, a script that names the wrong file would fill the memory of the server."""
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    status, printed = run(capsys, "check", "towns", str(tmp_path / "endless.csv"))
    assert status == 1 and "at most 25 MB" in printed


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Town=town_id", "--column: the file has no column “Town”, expected one of town_id, inhabitants."),
        ("inhabitants=people", "--column: the dataset has no field “people”, expected one of town_id, inhabitants."),
    ],
)
def test_a_confirmed_column_has_to_be_there(capsys, write, column: str, said: str) -> None:
    """Without it, a mistyped confirmation would do nothing, and say nothing."""
    status, printed = run(capsys, "check", "towns", write("towns.csv", TOWNS), "--column", column)
    assert (status, printed.strip()) == (2, said)


# Verifying


def test_verifying_finds_nothing_or_says_where(capsys, address: str) -> None:
    """Without it, a nightly job could not watch over the store."""
    newest(address)
    live.store()
    status, found = as_json(capsys, "verify")
    assert (status, found["outcome"]) == (0, "verified")
    assert (found["entries"], found["releases"], found["files"], found["faults"]) == (1, 1, 2, [])
    engine = sql.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sql.update(contents).where(contents.c.content == TOWNS.encode()).values(content=b"x"))
    engine.dispose()
    status, printed = run(capsys, "verify")
    assert status == 1
    assert "The store was changed by something else, 1 fault:\n- File " in printed
    assert "(release 1, dataset towns): it was changed after it was stored." in printed
    status, found = as_json(capsys, "verify")
    assert (status, found["outcome"], len(found["faults"])) == (1, "faults", 1)


# Exporting


@pytest.mark.parametrize("release", ["newest", "1"])
def test_exporting_writes_the_files_of_a_release(capsys, tmp_path: Path, release: str) -> None:
    """Without it, a script could not hand a release on."""
    live.store()
    folder = tmp_path / "out" / "release"
    status, found = as_json(capsys, "export", release, str(folder))
    assert (status, found["release"]) == (0, 1)
    assert (folder / "datasets" / "towns.csv").read_bytes() == TOWNS.encode()
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "README.md",
        "datapackage.json",
        "datasets/clubs.csv",
        "datasets/towns.csv",
    ]
    assert [path.name for path in folder.parent.iterdir()] == ["release"]


def test_exporting_overwrites_nothing(capsys, tmp_path: Path, write) -> None:
    """Without it, a mistyped folder would mix a release with somebody's files."""
    live.store()
    write("kept.txt", "mine")
    status, printed = run(capsys, "export", "1", str(tmp_path))
    assert status == 2 and "it exists already and is not empty" in printed
    status, printed = run(capsys, "export", "1", str(tmp_path / "kept.txt" / "below"))
    assert status == 2 and "it cannot be written (File exists). Nothing was left behind." in printed
    assert (tmp_path / "kept.txt").read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "wishes", "x.csv"], "Dataset “wishes”: expected auto, or one of towns, clubs."),
        (["check", "towns", "missing.csv"], "File missing.csv: it cannot be read (No such file or directory)."),
        (["check", "towns", "."], "File .: it cannot be read (Is a directory)."),
        (["rollback", "9", *AS_ANA], "Release 9: it does not exist. There are releases 1 to 1."),
        (["rollback", "0", *AS_ANA], "Release 0: it does not exist. There are releases 1 to 1."),
        (["export", "9", "out"], "Release 9: it does not exist."),
    ],
)
def test_what_is_not_there_is_wrong_use(capsys, address: str, arguments: list[str], said: str) -> None:
    """Without it, a typing mistake would look like a problem of the data."""
    live.store()
    status, printed = run(capsys, *arguments)
    assert status == 2 and printed.startswith(said)
    status, found = as_json(capsys, *arguments)
    assert (status, found["outcome"]) == (2, "wrong use")
    assert newest(address) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["upload", "towns", "x.csv"],
        ["check", "towns"],
        ["publish", "towns", "x.csv"],
        ["publish", "towns", "x.csv", "--author", "Ana Novak"],
        ["rollback", "first", *AS_ANA],
        ["rollback", "-1", *AS_ANA],
        ["check", "towns", "x.csv", "--encoding", "ebcdic"],
        ["check", "towns", "x.csv", "--column", "inhabitants"],
    ],
)
def test_a_command_that_cannot_be_understood_is_wrong_use(capsys, arguments: list[str]) -> None:
    """Without it, a script with a slip would seem to have done its work."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m data")


def test_a_store_that_cannot_be_opened_is_status_1(capsys, tmp_path: Path, monkeypatch, write) -> None:
    """Without it, a nightly job would print a traceback to somebody who cannot read it."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}")
    for arguments in (["history"], ["verify"], ["check", "towns", write("new.csv", MORE_TOWNS)]):
        status, printed = run(capsys, *arguments)
        assert status == 1 and "could not open it (" in printed


def test_the_real_command_ends_with_the_status(tmp_path: Path) -> None:
    """Without it, only the function would be tried, not what staff type."""
    environment = {**os.environ, "INNO_STORE_URL": f"sqlite:///{tmp_path / 'real.sqlite'}", "LC_ALL": "C"}

    def ends(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "data", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    status, printed = ends("check", "auto", str(ROOT / "data" / "datasets" / "places.csv"))
    assert status == 0 and "No change: every dataset is as in release 1 already." in printed
    assert ends("rollback", "7", *AS_ANA)[0] == 2
    assert ends("verify")[0] == 0


@pytest.mark.parametrize("command", [["history"], ["check", "--json", "auto", "none.csv"], ["verify"]])
def test_who_stops_reading_is_told_nothing(tmp_path: Path, command: list[str]) -> None:
    """Without it, “history | head” would end in a traceback about a broken pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "data", *command],
        cwd=ROOT,
        env=os.environ | {"INNO_STORE_URL": f"sqlite:///{tmp_path / 'store.sqlite'}"},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert done.returncode == 141 and not done.stderr
