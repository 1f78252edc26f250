"""A server opens what its settings name, and where that fails the page and the terminal say why and what to do."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sql
from streamlit.testing.v1 import AppTest

from data import live
from data.contract import CONTRACT_PATH, read_contract
from data.releases.shipped import ShippedDataError
from data.settings import ROOT, SETTINGS, SettingError
from pages.door import start
from pages.parts import provider
from pages.parts.refusal import STORE
from queries import answers, catalogue

PAGE = """
import streamlit as st
from pages.door.start import start
start()
st.write("The dashboard runs")
"""


@pytest.fixture(autouse=True)
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of a new store, named by the settings; nothing opened before or here is kept."""
    path = tmp_path / "store.sqlite"
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{path}")
    forget()
    yield path
    # Before the settings come back, so that nothing is opened by them.
    forget()


def forget() -> None:
    live.forget()
    answers.forget()
    catalogue.queries.cache_clear()
    start._open.cache_clear()
    provider.roles.cache_clear()


# Opening


def test_a_first_start_makes_release_1() -> None:
    """Without it, a new installation would have nothing to show."""
    assert [release.number for release in live.store().history()] == [1]
    assert set(live.store().digests(1)) == set(live.contract().datasets)
    assert live.newest_release() == live.store().release(1)


def test_another_server_adds_nothing(store_path: Path) -> None:
    """Without it, every restart would make a release, and every link a banner."""
    program = "from data import live; print([release.number for release in live.store().history()])"
    for _ in range(2):
        started = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
        )
        assert started.stdout == "[1]\n"
    assert store_path.is_file()


def test_the_store_is_opened_once_until_forgotten() -> None:
    """Without it, every visitor would open connections of their own."""
    opened = live.store()
    assert live.store() is opened
    live.forget()
    assert live.store() is not opened
    assert live.newest_release().number == 1


@pytest.fixture
def closed() -> Iterator[list[object]]:
    """The database connections that were closed."""
    found: list[object] = []

    def add(connection: object, _record: object) -> None:
        found.append(connection)

    sql.event.listen(sql.Engine, "close", add)
    yield found
    sql.event.remove(sql.Engine, "close", add)


def test_a_forgotten_store_is_closed(closed: list[object]) -> None:
    """Without it, connections would pile up until the database refuses more."""
    live.store()
    assert closed == []
    live.forget()
    assert len(closed) == 1


def test_a_store_that_gets_no_data_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: list[object]
) -> None:
    """Without it, every reload of a start that fails would leave a connection behind."""
    path = tmp_path / "datapackage.json"
    path.write_bytes(CONTRACT_PATH.read_bytes())
    monkeypatch.setattr(live, "read_contract", lambda: read_contract(path))
    with pytest.raises(ShippedDataError):
        live.store()
    assert len(closed) == 1


def test_who_is_signed_in_outlasts_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, a store opened anew would sign everybody out and make the printed codes useless."""
    live._access.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        (access,) = {id(each): each for each in pool.map(lambda _: live.access(), range(8))}.values()
    codes = access.access_codes()
    visitor = access.sign_in_with_code(codes["staff"], "Ana Novak", "10.0.0.1")
    live.forget()
    assert live.access() is live.publishing().access is access
    assert access.access_codes() == codes
    assert access.minutes_left(visitor) in (59, 60)
    live._access.cache_clear()
    monkeypatch.setenv("INNO_STAFF_MINUTES", "an hour")
    with pytest.raises(SettingError, match="^Setting INNO_STAFF_MINUTES: found “an hour”"):
        live.access()


# Starts that fail


def page() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=30).run()


def runs(shown: AppTest) -> bool:
    assert not shown.exception
    return [each.value for each in shown.markdown] == ["The dashboard runs"] and not shown.title


def refused(shown: AppTest, capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence in the terminal, and on the page as written; for one of the store the page has another."""
    assert not shown.exception
    assert [each.value for each in shown.title] == ["The dashboard cannot start"]
    assert not shown.markdown
    (sentence,) = shown.code
    # Code of no language shows every letter as it is.
    assert sentence.language in (None, "plaintext")
    printed = capsys.readouterr().err
    if sentence.value.startswith(STORE):
        return printed.partition("The dashboard cannot start.\n")[2]
    assert f"The dashboard cannot start.\n{sentence.value}\n" in printed
    return sentence.value


def test_a_start_that_succeeds_shows_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, the tests below could pass on a start that always fails."""
    assert runs(page())
    assert "cannot start" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("INNO_STORE_URL", "sqlite:///{folder}", "could not open it (unable to open database file)"),
        ("INNO_STORE_URL", "nosuchsql://ana:secret@host/inno", "“nosuchsql://ana:***@host/inno”: it cannot be opened"),
        ("INNO_STORE_URL", "sqlite:///{folder}/*a*_b_[c]$d$:smile:", "_b_[c]$d$:smile:: could not open it"),
        ("INNO_KEPT_ANSWERS", "many", "Setting INNO_KEPT_ANSWERS: found “many”, expected a whole number"),
    ],
)
def test_a_wrong_setting_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    setting: str,
    value: str,
    sentence: str,
) -> None:
    """Without it, an operator would see a traceback, or the sentence with letters missing that Markdown obeys."""
    (tmp_path / "*a*_b_[c]$d$:smile:").mkdir()
    monkeypatch.setenv(setting, value.format(folder=tmp_path))
    shown = refused(page(), capsys)
    assert sentence in shown
    assert "secret" not in shown


def test_a_contract_that_is_not_json_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it, a slip in the contract would show a traceback to every visitor."""
    broken = tmp_path / "datapackage.json"
    broken.write_text('{"resources": [\n', encoding="utf-8")
    monkeypatch.setattr(live, "read_contract", lambda: read_contract(broken))
    assert refused(page(), capsys).startswith(
        "The contract datapackage.json cannot be used: line 2, column 1 is not JSON"
    )


def test_a_missing_file_is_said_and_a_reload_finds_it_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it, the page would ask to reload and then go on complaining of what was mended."""
    path = tmp_path / "datapackage.json"
    path.write_bytes(CONTRACT_PATH.read_bytes())
    monkeypatch.setattr(live, "read_contract", lambda: read_contract(path))
    shown = page()
    assert f"File {tmp_path / 'datasets' / 'places.csv'}: it cannot be read" in refused(shown, capsys)

    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource["path"] = str(CONTRACT_PATH.parent / resource["path"])
    path.write_text(json.dumps(package), encoding="utf-8")
    assert runs(shown.run())


def test_a_broken_query_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it, a query without header would only be found on the screen that asks it."""
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "headless.sql").write_text("SELECT 1", encoding="utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    assert refused(page(), capsys) == "headless.sql: expected one line “-- question: …”, found 0."


def test_a_store_that_goes_away_under_a_running_server_is_said(
    store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it, all visitors would see a traceback when the store is lost."""
    shown = page()
    assert runs(shown)
    with sqlite3.connect(store_path) as connection:
        connection.execute("ALTER TABLE releases RENAME TO moved")
    assert "could not read it (no such table: releases)" in refused(shown.run(), capsys)
    with sqlite3.connect(store_path) as connection:
        connection.execute("ALTER TABLE moved RENAME TO releases")
    assert runs(shown.run())
