"""A copy of the store is whole at whatever moment it is made, and putting one back loses nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sql

from data import live
from data.__main__ import main
from data.contract import read_contract
from data.database import StoreError
from data.database.sqlite_file import alone
from data.operation.verification import verify
from data.releases.store import Store
from data.settings import ROOT, SETTINGS
from tests.data import postgresql
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, TOWNS, TOWNS_DESCRIBED, described, ship


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The file of a store with release 1, named by the settings."""
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)
    path = tmp_path / "place" / "store.sqlite"
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{path}")
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)
    monkeypatch.setattr(live, "read_contract", lambda: read_contract(tmp_path / "datapackage.json"))
    live.forget()
    live.store()
    live.forget()
    yield path
    live.forget()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Carry out one command and return its status and everything it printed."""
    capsys.readouterr()
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def add(store: Store, number: int) -> None:
    """Publish release `number`."""
    files = {"towns": b"town_id,inhabitants\nGZ,1\nLJ,%d\n" % number, "clubs": store.files(1)["clubs"]}
    access = live.access()
    publishing = live.publishing()
    visitor = access.sign_in_at_command_line("Ana Novak")
    publishing.publish(files, based_on=number - 1, visitor=visitor, reason="One more.")


def test_a_backup_of_a_running_store_is_one_whole_moment_of_it(capsys, tmp_path: Path) -> None:
    """Without it, a nightly copy would hold half a publication whenever somebody worked late."""
    store, done, published = live.store(), Event(), [1]

    def keep_publishing() -> None:
        while not done.is_set() and published[-1] < 400:
            add(store, published[-1] + 1)
            published.append(published[-1] + 1)

    thread = Thread(target=keep_publishing)
    thread.start()
    copies = []
    try:
        for number in range(3):
            target = tmp_path / "copies" / f"{number}.sqlite"
            command = [sys.executable, "-m", "data", "backup", str(target), "--json"]
            before = published[-1]
            ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert ended.returncode == 0, ended.stdout + ended.stderr
            copies.append((before, json.loads(ended.stdout)["releases"], published[-1] + 1, target))
    finally:
        done.set()
        thread.join()
    for before, held, after, target in copies:
        copied = Store(f"sqlite:///{target}", read_only=True)
        assert before <= held == copied.newest().number <= after
        assert verify(copied).faults == ()
        copied.close()
    assert copies[-1][1] > copies[0][1]
    assert sorted(each.name for each in (tmp_path / "copies").iterdir()) == [f"{n}.sqlite" for n in range(3)]


def test_a_backup_is_put_back_and_what_was_there_is_kept(capsys, path: Path, tmp_path: Path) -> None:
    """Without it, whoever puts back the wrong file has lost the right one."""
    backup = tmp_path / "backup.sqlite"
    assert run(capsys, "backup", str(backup))[0] == 0
    add(live.store(), 2)
    status, printed = run(capsys, "restore", str(backup))
    assert status == 1 and "a dashboard or another command has it" in printed
    assert live.store().newest().number == 2
    live.forget()
    status, printed = run(capsys, "restore", str(backup))
    assert status == 0, printed
    assert printed.startswith(f"Put back from {backup}: release 1 is the newest, 1 audit entries,")
    assert live.store().newest().number == 1
    live.forget()
    (kept,) = [each for each in path.parent.iterdir() if each != path]
    assert f"What was there before is kept as {kept.name}" in printed
    # That is a store as well, so a wrong choice is undone by the same command.
    assert run(capsys, "restore", str(kept))[0] == 0
    assert live.store().newest().number == 2


def test_nobody_opens_a_store_while_a_copy_is_put_in_its_place(path: Path) -> None:
    """Without it, a dashboard started at that moment would write into the store that is put aside."""
    with alone(path), pytest.raises(StoreError, match="a copy is put in its place just now"):
        live.store()
    assert live.store().newest().number == 1


def test_a_store_that_is_gone_is_put_back_in_its_place(capsys, path: Path, tmp_path: Path) -> None:
    """Without it, the one moment a backup is made for would ask for more than the backup."""
    assert run(capsys, "backup", str(tmp_path / "backup.sqlite"))[0] == 0
    shutil.rmtree(path.parent)
    assert run(capsys, "restore", str(tmp_path / "backup.sqlite"))[0] == 0
    assert live.store().newest().number == 1


def test_what_is_no_whole_store_is_not_put_back(capsys, path: Path, tmp_path: Path) -> None:
    """Without it, a damaged or foreign file would take the place of a store that works."""
    before = path.read_bytes()
    content = path.read_bytes()
    place = content.index(b"LJ,")
    (tmp_path / "changed.sqlite").write_bytes(content[:place] + b"GZ," + content[place + 3 :])
    (tmp_path / "cut.sqlite").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.sqlite").write_bytes(b"town_id,inhabitants\n")
    (tmp_path / "nothing.sqlite").write_bytes(b"")
    for name, said in (
        ("changed", "it was changed by something else"),
        ("cut", ""),
        ("text", "it cannot be copied (file is not a database)"),
        ("nothing", "its tables have version (none)"),
        ("absent", "found no such file"),
    ):
        status, printed = run(capsys, "restore", str(tmp_path / f"{name}.sqlite"))
        assert status in (1, 2) and said in printed, printed
        assert "Traceback" not in printed
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]


def test_a_backup_does_not_go_over_a_file(capsys, path: Path, tmp_path: Path) -> None:
    """Without it, the second backup of a day would take the first one away."""
    (tmp_path / "backup.sqlite").write_bytes(b"mine")
    status, printed = run(capsys, "backup", str(tmp_path / "backup.sqlite"))
    assert status == 2 and "it exists already" in printed
    assert (tmp_path / "backup.sqlite").read_bytes() == b"mine"
    status, printed = run(capsys, "backup", str(path / "below.sqlite"))
    assert status == 2 and "cannot be written (" in printed


def test_verifying_reads_and_nothing_else(capsys, path: Path) -> None:
    """Without it, looking at evidence would change it."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    for command in (["verify"], ["history"], ["export", "newest", str(path.parent.parent / "out")]):
        assert run(capsys, *command)[0] == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]
    with sql.create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(sql.text("UPDATE store_version SET version_num = '0002'"))
    before = path.read_bytes()
    status, printed = run(capsys, "verify")
    assert status == 1 and "its tables have version 0002" in printed
    assert path.read_bytes() == before


def test_a_hash_kept_elsewhere_tells_a_log_that_was_written_anew(capsys, path: Path, tmp_path: Path) -> None:
    """Without it, somebody who rewrites the whole store, or puts an older one back, would pass."""
    backup = tmp_path / "backup.sqlite"
    assert run(capsys, "backup", str(backup))[0] == 0
    first = live.store().audit_log()[-1].hash
    add(live.store(), 2)
    second = live.store().audit_log()[-1].hash
    live.forget()
    assert run(capsys, "verify", "--head", first)[0] == 0
    assert run(capsys, "verify", "--head", second)[0] == 0
    assert run(capsys, "restore", str(backup))[0] == 0
    assert run(capsys, "verify", "--head", first)[0] == 0
    status, printed = run(capsys, "verify", "--head", second)
    assert status == 1 and f"no entry has the hash {second}, which was the last one once" in printed
    with pytest.raises(SystemExit):
        main(["verify", "--head", "abc"])


def test_a_store_on_postgresql_is_dumped_and_restored_with_its_own_programs(
    capsys, postgresql_server: sql.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, the README would promise a way that nobody has gone."""
    address = postgresql.new_database(postgresql_server)
    monkeypatch.setenv("INNO_STORE_URL", address)
    live.forget()
    live.store()
    add(live.store(), 2)
    head = live.store().audit_log()[-1].hash
    live.forget()
    for command, program in (("backup", "pg_dump"), ("restore", "pg_restore")):
        status, printed = run(capsys, command, str(tmp_path / "x"))
        assert status == 2 and f"use its own programs: “{program} " in printed
    other = postgresql.new_database(postgresql_server)
    programs = postgresql.programs()
    # As psql and its like take it: without the name of Python's driver.
    uri = [each.replace("postgresql+psycopg", "postgresql") for each in (address, other)]
    dump = str(tmp_path / "store.dump")
    subprocess.run([programs / "pg_dump", "--format=custom", "--file", dump, uri[0]], check=True)
    subprocess.run([programs / "pg_restore", "--no-owner", "--dbname", uri[1], dump], check=True)
    monkeypatch.setenv("INNO_STORE_URL", other)
    assert run(capsys, "verify", "--head", head)[0] == 0
    assert live.store().newest().number == 2
    live.forget()
