"""Writes in the operator's log what the door refuses: who sends ten thousand such things must not fill the disk."""

import logging
import time

logger = logging.getLogger(__name__)

# Seconds between two lines on the same kind.
_BETWEEN = 60
_counted: dict[str, tuple[float, int]] = {}


def note(kind: str) -> None:
    """Log that something of `kind` was refused: the first at once, what follows within a minute by its number."""
    now = time.monotonic()
    last, more = _counted.get(kind, (-_BETWEEN, 0))
    if now - last < _BETWEEN:
        _counted[kind] = last, more + 1
        return
    logger.warning("Refused: %s%s.", kind, f" (and {more:,} more since the last line on them)" if more else "")
    _counted[kind] = now, 0
