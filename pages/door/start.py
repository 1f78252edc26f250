"""Opens the store once in the life of a server, before it answers anybody, and closes it at the end."""

import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from threading import Lock, Thread

import streamlit as st
from streamlit import config

from data import live
from data.operation import log
from data.refused import Refused
from data.releases.rehearsal import RehearsalFailed
from data.releases.store import Release, StorePutBack
from data.settings import whole_number
from pages.parts import provider, refusal
from queries import answers

logger = logging.getLogger(__name__)

_opening = Lock()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open what the dashboard needs before the first visit, and close it after the last.

    A start that fails is tried again at each visit, which shows why.
    """
    log.configure()
    # What fails on a screen is logged once, by `failures`, with its number.
    logging.getLogger("streamlit.error_util").setLevel(logging.CRITICAL)
    with suppress(Refused):
        opened()
        # Beside the first visits, which must not wait for it.
        Thread(target=_rehearse, daemon=True).start()
    yield
    answers.forget()
    live.forget()
    gc.unfreeze()


def start() -> Release:
    """Return the newest release, for a run of the page; where that fails, say why and what to do, and stop the run."""
    try:
        # At every run, because a store can also go away under a running server.
        return opened()
    except Refused as error:
        st.title("The dashboard cannot start")
        # As code, because Markdown would obey the letters of a path and turn “--” into a dash.
        st.code(refusal.words(error), language=None, wrap_lines=True)
        st.caption("For the operator: mend what is named above and reload this page, or restart after a setting.")
        st.stop()


def opened(*, writable: bool = False) -> Release:
    """Open what the dashboard needs, unless that is done, and return the newest release.

    Raises Refused where that fails, or where a `writable` store is asked for and a newer program has taken it over;
    which is said in the terminal.
    """
    try:
        newest = _newest()
        if writable:
            live.store().check_version()
    except Refused as error:
        _tell(f"The dashboard cannot start.\n{error}")
        raise
    return newest


def _newest() -> Release:
    with _opening:
        _open()
    try:
        return live.newest_release()
    except StorePutBack as error:
        # What is remembered of its releases is of others now.
        _tell(f"{error}")
        with _opening:
            _open.cache_clear()
            _open()
        return live.newest_release()


@cache
def _open() -> None:
    # Nothing is kept of a start that failed, so that what was mended since is read again.
    live.forget()
    provider.roles.cache_clear()
    answers.forget()
    # The server itself takes in no larger file than the reader does.
    config.set_option("server.maxUploadSize", whole_number("INNO_UPLOAD_LIMIT_MB"))
    if provider.roles() is None:
        _print_codes()
    answers.rows("partner_countries_list", live.newest_release().number)
    freeze()
    # The thread that speaks to the browsers waits for Python this long each time; the usual 5 ms add up.
    sys.setswitchinterval(0.001)


def freeze() -> None:
    """Keep Python from searching the modules and the data for garbage again and again, which costs every visitor.

    After a store was put back, what an earlier start has frozen is garbage.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _rehearse() -> None:
    """Run all screens on the newest release, and tell the operator which fail on it and why."""
    try:
        newest = live.rehearse_newest()
    except RehearsalFailed as error:
        for failure in error.failures:
            logger.warning("The newest release cannot be shown whole. %s The rest works.", failure.sentence)
    except Refused as error:
        logger.warning("The newest release could not be rehearsed (%s): %s", type(error).__name__, error)
    else:
        logger.info("All screens and reports were tried with release %s: they work.", newest.number)


@cache
def _print_codes() -> None:
    """Print the access codes in the server's terminal, once in its life."""
    _tell(live.access().codes_sentence())


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
