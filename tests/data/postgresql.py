"""Starts Debian's PostgreSQL for the tests: on loopback, in a folder of its own that goes away with it."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sql

_numbers = count(1)


def programs() -> Path | None:
    """Return the folder with PostgreSQL's server programs, or None where it is not installed."""
    # Debian keeps them out of the search path, one folder per version.
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def running(programs: Path) -> Iterator[sql.URL]:
    """Run a server and give the address of its empty database “postgres”."""
    # PostgreSQL refuses to run as root; the package made a user for it. Not below pytest's folder, which is root's.
    account = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="inno-postgresql-"))
    password = secrets.token_urlsafe(16)
    (folder / "password").write_text(password, encoding="utf-8")
    if account:
        shutil.chown(folder, "postgres")
        shutil.chown(folder / "password", "postgres")

    def run(program: str, *arguments: object) -> None:
        command = [programs / program, *map(str, arguments)]
        done = subprocess.run(
            command,
            **account,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}"

    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Without fsync a test takes a tenth of the time; it only matters where the machine itself loses power.
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    try:
        run("initdb", "-D", data, "-U", "inno", "--pwfile", folder / "password", "-A", "scram-sha-256",
            "-E", "UTF8", "--locale", "C", "--no-sync")  # fmt: skip
        run("pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "-t", "30", "start")
        yield sql.URL.create("postgresql+psycopg", "inno", password, "127.0.0.1", port, "postgres")
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: sql.URL) -> str:
    """Make an empty database on the server and return its address."""
    name = f"store_{next(_numbers)}"
    engine = sql.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


def new_schema(server: sql.URL) -> str:
    """Make an empty schema on the server and return the address of a store in it.

    A schema takes a thousandth of the time and the files of a database.
    """
    name = f"store_{next(_numbers)}"
    engine = sql.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    return server.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
