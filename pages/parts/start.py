"""Opens the store once per server."""

import gc
import sys
from functools import cache

import streamlit as st
from streamlit import config

from data import live
from data.contract import ContractError
from data.releases.shipped import ShippedDataError
from data.releases.store import Release, StoreError
from data.settings import SettingError, whole_number
from pages.parts import provider
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
    provider.roles.clear()
    answers.forget()
    # The server itself takes in no larger file than the reader does.
    config.set_option("server.maxUploadSize", whole_number("INNO_UPLOAD_LIMIT_MB"))
    if provider.roles() is None:
        _print_codes()
    answers.answer("partner_countries_list", live.newest_release().number)
    # The modules and the data stay: searching them for garbage again and again would cost every visitor.
    gc.collect()
    gc.freeze()
    # The thread that speaks to the browsers waits for Python this long each time; the usual 5 ms add up.
    sys.setswitchinterval(0.001)


@cache
def _print_codes() -> None:
    """Print the access codes in the server's terminal, once in its life."""
    print(live.access().codes_sentence(), file=sys.stderr, flush=True)
