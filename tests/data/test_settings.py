"""Settings are read from the environment, said in the README, and refused in a sentence where they make no sense."""

import re
from pathlib import Path

import pytest

from data.settings import SETTINGS, SettingError, setting, whole_number

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("INNO_STORE_URL", "sqlite:///.store/inno.sqlite"),
        ("INNO_OPEN_RELEASES", "4"),
        ("INNO_KEPT_ANSWERS", "512"),
        ("INNO_STAFF_MINUTES", "60"),
    ],
)
def test_a_default_holds_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch, name: str, default: str) -> None:
    """Without it, the dashboard would not start without set-up, or with an empty variable of a container file."""
    assert setting(name) == default
    monkeypatch.setenv(name, "  ")
    assert setting(name) == default


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, an operator could not move the store."""
    monkeypatch.setenv("INNO_STORE_URL", " sqlite:////srv/inno.sqlite\n")
    monkeypatch.setenv("INNO_KEPT_ANSWERS", "64")
    assert setting("INNO_STORE_URL") == "sqlite:////srv/inno.sqlite"
    assert whole_number("INNO_KEPT_ANSWERS") == 64


@pytest.mark.parametrize("text", ["0", "-1", "abc", "1.5", "٣", "²", "1 000", "1_000", "+4", "1" * 5000])
def test_what_is_no_whole_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Without it, a typing mistake would end in a traceback or in a server that keeps nothing in memory."""
    monkeypatch.setenv("INNO_OPEN_RELEASES", text)
    with pytest.raises(SettingError) as error:
        whole_number("INNO_OPEN_RELEASES")
    assert str(error.value) == (
        f"Setting INNO_OPEN_RELEASES: found “{text}”, expected a whole number of at least 1. "
        "Correct the environment variable INNO_OPEN_RELEASES or remove it."
    )


def test_the_readme_lists_every_setting() -> None:
    """Without it, an operator would look for a setting that is gone, or never find one that exists."""
    rows = re.findall(r"^\| `(INNO_\w+)` \| `([^`]*)` \| (.+?) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(each.name, each.default, each.sentence) for each in SETTINGS]
