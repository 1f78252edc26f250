"""Remembers which sign-ins at the provider were signed out, in the store, for all its servers and their next starts.

Streamlit's cookie alone would sign in again whoever kept a copy of it.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sql

from data.audit import timestamp
from data.database.connection import Database
from data.database.tables import sign_outs


class SignOuts:
    """The sign-outs in one store, which is opened when it is first needed."""

    def __init__(self, database: Callable[[], Database]) -> None:
        """`database` gives the store's database; it may raise StoreError."""
        self._database = database

    def add(self, sign_in: str, ends: float, now: float) -> None:
        """Remember that `sign_in` was signed out until it `ends` by itself; both in seconds since 1970.

        What has ended by `now` is forgotten. Raises StoreError where it cannot be written.
        """
        with self._database().write() as connection:
            connection.execute(sql.delete(sign_outs).where(sign_outs.c.ends_at < _text(now)))
            connection.execute(sql.delete(sign_outs).where(sign_outs.c.sign_in == sign_in))
            connection.execute(sql.insert(sign_outs).values(sign_in=sign_in, ends_at=_text(ends)))

    def holds(self, sign_in: str) -> bool:
        """Tell whether `sign_in` was signed out; raise StoreError where the store cannot be read."""
        return bool(self._database().read(sql.select(sign_outs.c.sign_in).where(sign_outs.c.sign_in == sign_in)))


def _text(seconds: float) -> str:
    return timestamp(datetime.fromtimestamp(seconds, UTC))
