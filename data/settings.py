"""The settings an operator can change, each read from one environment variable."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from data.refused import Refused

ROOT = Path(__file__).resolve().parent.parent


class SettingError(Refused):
    """A setting holds a value the program cannot use; the message says which and what to do."""


@dataclass(frozen=True)
class Setting:
    """One setting: its environment variable, its default as text, and what it does."""

    name: str
    default: str
    sentence: str


SETTINGS = (
    Setting(
        "INNO_STORE_URL",
        "sqlite:///.store/inno.sqlite",
        "Where releases are kept, as an SQLAlchemy address; a relative SQLite path starts at the project's folder.",
    ),
    Setting(
        "INNO_OPEN_RELEASES",
        "4",
        "How many releases are held in memory at once; the least recently asked one is let go first.",
    ),
    Setting(
        "INNO_KEPT_ANSWERS",
        "512",
        "How many query answers are kept in memory, over all open releases.",
    ),
    Setting(
        "INNO_UPLOAD_LIMIT_MB",
        "25",
        "How large a file may be that staff upload, in megabytes.",
    ),
    Setting(
        "INNO_STAFF_MINUTES",
        "60",
        "How many minutes a sign-in as staff lasts; then staff sign in again.",
    ),
)


def setting(name: str) -> str:
    """Return the text of the setting `name`: from the environment, else its default."""
    default = next(each.default for each in SETTINGS if each.name == name)
    return os.environ.get(name, "").strip() or default


def whole_number(name: str) -> int:
    """Return the setting `name` as a whole number of at least 1; raise SettingError otherwise."""
    text = setting(name)
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) < 1:
        raise SettingError(
            f"Setting {name}: found “{text}”, expected a whole number of at least 1. "
            f"Correct the environment variable {name} or remove it."
        )
    return int(text)
