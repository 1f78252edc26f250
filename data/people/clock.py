"""The time by which sessions end and rounds close: it goes on where the machine's clock is set back."""

import time
from threading import Lock

_lock = Lock()
_latest, _measured = 0.0, time.monotonic()


def now() -> float:
    """Return the seconds since 1970, never fewer than at a call before plus what has passed since."""
    global _latest, _measured  # noqa: PLW0603  # one time for the whole process
    with _lock:
        measured = time.monotonic()
        _latest = max(time.time(), _latest + measured - _measured)
        _measured = measured
        return _latest
