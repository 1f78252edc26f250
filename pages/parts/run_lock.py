"""Lets runs of whole screens take turns: a run is pure Python, of which a process does one thing at a time.

With twenty visitors at once, runs that share the process by slices all end late: 95 of 100 within 400 to 700 ms.
One after the other, the same runs end within 120 to 260 ms. Callbacks and fragments take no turn: what takes long
belongs there, or into `aside`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

# In seconds. A run that takes longer, because its store answers late, holds up nobody else.
PATIENCE = 1.0

_LOCK = Lock()
# Whether this thread's run has the turn now.
_mine = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this run's turn, and give it to the next at the end."""
    _take()
    try:
        yield
    finally:
        _give()


@contextmanager
def aside() -> Iterator[None]:
    """Give the turn to others while something takes long, and wait for it again; without a turn nothing is given."""
    had = _give()
    try:
        yield
    finally:
        if had:
            _take()


def _take() -> None:
    _mine.turn = _LOCK.acquire(timeout=PATIENCE)


def _give() -> bool:
    had, _mine.turn = getattr(_mine, "turn", False), False
    if had:
        _LOCK.release()
    return had
