"""A program that publishes and dies of it: started by test_killed.py, asked by lines, for kill -9 at chosen moments.

Everything is imported once; each publication is then made by a process forked off, which costs milliseconds.
"""

import os
import signal
import sys
import time
from pathlib import Path

import sqlalchemy as sql

from data.checks.rules import check_files
from data.contract import Contract, read_contract
from data.people.access import Access
from data.releases.publishing import Publishing
from data.releases.store import Store

CLUBS = b"club_id,town_id\nC1,LJ\nC2,LJ\n"


def files(number: int) -> dict[str, bytes]:
    """Return the datasets of release `number`: both change with each release, and say its number."""
    return {"towns": b"town_id,inhabitants\nLJ,%d\n" % number, "clubs": CLUBS + b"C%d,LJ\n" % (number + 2)}


def publish_next(address: str, contract: Contract, times: int, pipe: int) -> None:
    """Publish `times` releases, each on the newest; write 0 into `pipe` at first, then each number that is done."""
    access = Access(60)
    ana = access.sign_in_at_command_line("Ana Novak")
    store = Store(address)
    os.write(pipe, b"0\n")
    for _ in range(times):
        number = store.newest().number
        publishing = Publishing(store, contract, access)
        done = publishing.publish(files(number + 1), based_on=number, visitor=ana, reason="One more.")
        os.write(pipe, b"%d\n" % done.number)
    store.close()


def die_at(step: int) -> None:
    """Let this process kill itself at the given step of what it does to the database, counted from 0."""
    left = step

    def count(*_arguments: object, **_more: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sql.event.listen(sql.Engine, name, count)
    for name in ("checkout", "checkin"):
        sql.event.listen(sql.Pool, name, count)


def main() -> None:
    address, contract = sys.argv[1], read_contract(Path(sys.argv[2]))
    check_files(files(1), contract)
    print("ready", flush=True)
    for line in sys.stdin:
        kind, amount = line.split()
        told, tells = os.pipe()
        child = os.fork()
        if child == 0:
            if kind == "step":
                die_at(int(amount))
            try:
                times = 1 if kind == "step" else 1_000
                publish_next(address, contract, times, tells)
            except BaseException as error:  # noqa: BLE001  whatever it is, the parent process says it
                print(f"error {error}", flush=True)
                os._exit(1)
            os._exit(0)
        os.close(tells)
        heard = b""
        if kind == "after":
            # From the moment it has opened the store.
            heard = os.read(told, 2)
            time.sleep(float(amount))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while more := os.read(told, 65_536):
            heard += more
        os.close(told)
        last = heard.decode().split("\n")[-2] if b"\n" in heard else "0"
        print("died" if os.WIFSIGNALED(status) else "lived", last, flush=True)


if __name__ == "__main__":
    main()
