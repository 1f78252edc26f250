"""Opens the store once per server and prepares the process for many short script runs."""

import gc
import sys

import plotly.graph_objects  # noqa: F401 - imported before the freeze, see below
import streamlit as st

from data import live
from data.contract import ContractError
from data.settings import SettingError
from data.shipped import ShippedDataError
from data.store import StoreError
from queries.answers import answer
from queries.catalogue import QueryError


def start() -> None:
    """Open what the dashboard needs; where that fails, say why and what to do, here and in the terminal, and stop."""
    try:
        _open()
    except (ContractError, QueryError, SettingError, ShippedDataError, StoreError) as error:
        print(f"The dashboard cannot start.\n{error}", file=sys.stderr, flush=True)
        st.title("The dashboard cannot start")
        st.error(str(error).replace("\n", "  \n"))
        st.caption("For the operator: mend what is named above and reload this page.")
        st.stop()


@st.cache_resource(show_spinner="Loading the data …")
def _open() -> None:
    answer("partner_countries_list", live.newest_release().number)
    # Streamlit collects garbage after every script run. What is loaded by now stays for good:
    # frozen, it is not searched again, which takes a run from about 83 ms to 10 ms.
    gc.collect()
    gc.freeze()
