"""What is said where the store cannot be read or written."""

from urllib.parse import unquote

import sqlalchemy as sql

from data.refused import Refused

# Longer than any write of this program takes, shorter than a visitor's patience.
WAIT_SECONDS = 10


class StoreError(Refused):
    """The store cannot be read or written; the message says where, why and what to do."""


def place(address: sql.URL) -> str:
    """Return `address` as it may be shown: without a password, which may also stand behind the question mark."""
    return unquote(address.set(query={}).render_as_string(hide_password=True))


def remedy(cause: str) -> str:
    """Say what to do about an error, told by the words SQLite and PostgreSQL have for it."""
    if "locked" in cause or "lock timeout" in cause:
        return (
            f"Another program is writing to it and did not finish within {WAIT_SECONDS} seconds. Nothing was written: "
            "try again in a moment. If it lasts, end the other program that uses the store of INNO_STORE_URL."
        )
    if "disk is full" in cause or "No space left" in cause:
        return (
            "The disk is full. Nothing was written, and what was published before is untouched: "
            "make room on the disk of the store (INNO_STORE_URL), then try again."
        )
    return (
        "Expected a database this program may read and write. Check INNO_STORE_URL, that the folder exists and is "
        "writable, that the disk is not full, and that the file is the store and not something else."
    )
