"""Opens the store once per server and prepares the process for many short script runs."""

import gc
import sys

import streamlit as st

from data import live
from data.contract import ContractError
from data.settings import SettingError
from data.shipped import ShippedDataError
from data.store import Release, StoreError
from queries import answers
from queries.catalogue import QueryError


def start() -> Release:
    """Open what the dashboard needs and return the newest release.

    Where that fails, say why and what to do, here and in the terminal, and stop the run.
    """
    try:
        _open()
        # At every run, because a store can also go away under a running server.
        return live.newest_release()
    except (ContractError, QueryError, SettingError, ShippedDataError, StoreError) as error:
        print(f"The dashboard cannot start.\n{error}", file=sys.stderr, flush=True)
        st.title("The dashboard cannot start")
        # As code, because Markdown would obey the letters of a path and turn “--” into a dash.
        st.code(str(error), language=None, wrap_lines=True)
        st.caption("For the operator: mend what is named above and reload this page, or restart after a setting.")
        st.stop()


@st.cache_resource(show_spinner="Loading the data …")
def _open() -> None:
    # Nothing is kept of a start that failed, so that what was mended since is read again.
    live.forget()
    answers.forget()
    answers.answer("partner_countries_list", live.newest_release().number)


def settle(screen: str) -> None:
    """Take what lives long out of the search for garbage, after the first run of `screen` and once a minute.

    Streamlit collects garbage after every script run. Searching the modules, the engine and what it keeps of
    every visitor took two thirds of each run's time; frozen, they are searched once a minute.
    """
    _settle_first_run(screen)
    _settle_again()


@st.cache_resource(show_spinner=False)
def _settle_first_run(screen: str) -> None:
    _freeze()


@st.cache_resource(show_spinner=False, ttl=60)
def _settle_again() -> None:
    _freeze()


def _freeze() -> None:
    # Unfrozen first, so that what has become garbage since the last time is found and goes.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
