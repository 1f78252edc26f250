"""What an operator reads afterwards: when, what, on which release.

Every module writes to a logger of its own name. Nothing personal is written that the audit log does not hold: no
codes, and no names of people who were refused.
"""

import logging
import time
from secrets import token_hex

# The rooms of the program; libraries write to loggers of their own.
ROOMS = ("data", "queries", "pages")

_screens = logging.getLogger("pages.screens")


def configure() -> None:
    """Write the log of this server to its terminal, one line for each event, times in UTC; once, however often called.

    The command line does without: there, only warnings show, as sentences.
    """
    line = logging.Formatter("%(asctime)s UTC %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
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
