"""Brings the tables of a store to the newest version, with Alembic, in a transaction that is whole or not at all."""

import logging
from threading import Lock

import sqlalchemy as sql
from alembic import command
from alembic.config import Config

from data.database.revision import MIGRATIONS, REVISIONS, held, told_by_tables

logger = logging.getLogger(__name__)

# Alembic keeps the migration that runs in a variable of its module.
_running = Lock()


def migrate(connection: sql.Connection, to: str = "head") -> str | None:
    """Bring the store to the version `to` in the transaction of `connection`; return which it had, None for a new one.

    Raises StoreError where it is of a version that cannot be brought there.
    """
    config = Config(attributes={"connection": connection})
    # Alembic reads the path as a template.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    number = held(connection)
    with _running:
        if number is None:
            number = told_by_tables(connection)
            if number:
                command.stamp(config, number)
        if number not in (None, REVISIONS[-1]):
            logger.info("Bringing the tables of the store from version %s to %s.", number, REVISIONS[-1])
        command.upgrade(config, to)
    return number
