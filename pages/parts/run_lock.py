"""Lets runs of whole screens take turns: a run is pure Python, of which a process does one thing at a time.

With twenty visitors at once, runs that share the process by slices all end late: 95 of 100 within 400 to 700 ms.
One after the other, the same runs end within 120 to 260 ms. Callbacks and fragments take no turn: what takes long
belongs there, or into `aside`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

import streamlit as st

# In seconds. A run that takes longer, because its store answers late, holds up nobody else.
PATIENCE = 1.0

# The lock that this thread's run holds now, or none.
_held = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this run's turn, and give it to the next at the end."""
    _take(_lock())
    try:
        yield
    finally:
        _give()


@contextmanager
def aside() -> Iterator[None]:
    """Give the turn to others while something takes long, and wait for it again; without a turn nothing is given."""
    lock = getattr(_held, "lock", None)
    _give()
    try:
        yield
    finally:
        if lock:
            _take(lock)


def _take(lock: Lock) -> None:
    _held.lock = lock if lock.acquire(timeout=PATIENCE) else None


def _give() -> None:
    lock = getattr(_held, "lock", None)
    _held.lock = None
    if lock:
        lock.release()


@st.cache_resource(show_spinner=False)
def _lock() -> Lock:
    return Lock()
