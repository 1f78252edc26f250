"""What an operator reads afterwards: when, what, on which release.

Every module writes to a logger of its own name. Nothing personal is written that the audit log does not hold: no
codes, no names of people who were refused, and of an exception its type and place, for its text may hold what
somebody typed.
"""

import logging
import time
import traceback
from secrets import token_hex
from types import TracebackType

# The rooms of the program; libraries write to loggers of their own.
ROOMS = ("data", "queries", "pages")
# What is told of an exception, as the logging of Python hands it on.
_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Frames of a traceback that are written, of which the last is where it happened.
_MOST_FRAMES = 12

_screens = logging.getLogger("pages.screens")


class _Line(logging.Formatter):
    """Writes an event on one line, and below it an exception without its text."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802
        """Return type and place of an exception, and below it of those that it came from."""
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"  {'because of ' if lines else ''}{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.extract_tb(error.__traceback__, limit=-_MOST_FRAMES)
            lines += [f"    {each.filename}, line {each.lineno}, in {each.name}" for each in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def configure() -> None:
    """Write the log of this server to its terminal, one line for each event, times in UTC; once, however often called.

    The command line does without: there, only warnings show, as sentences.
    """
    line = _Line("%(asctime)s UTC %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    line.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.set_name("operator")
    handler.setFormatter(line)
    for room in ROOMS:
        logger = logging.getLogger(room)
        logger.setLevel(logging.INFO)
        if not any(each.get_name() == handler.get_name() for each in logger.handlers):
            logger.addHandler(handler)


def screen_failed(path: str, release: int | None) -> str:
    """Write that the screen at `path` failed on `release` (None: before one was chosen), with the exception at hand.

    Return the number under which it stands in the log. To be called where the exception is caught. The query string is
    not part of `path`: people type in it.
    """
    number = token_hex(4)
    _screens.exception("Failure %s: the screen /%s on release %s.", number, path.strip("/"), release or "(none)")
    return number


def store_failed(sentence: str) -> str:
    """Write why the store did not do what it was asked to, for whoever runs the server; return the entry's number."""
    number = token_hex(4)
    _screens.warning("Failure %s: %s", number, sentence)
    return number
