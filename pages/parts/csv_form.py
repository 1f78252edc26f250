"""How CSV downloads are written: as the reader's spreadsheet reads them, chosen once for the session."""

import streamlit as st

from data.export import COMMA, SEMICOLON, CsvForm

_CHOSEN, _CHANGED = "csv form", "csv form changed"


def csv_form() -> CsvForm:
    """Return the form that this visitor's CSV downloads have."""
    return SEMICOLON if st.session_state.get(_CHOSEN) else COMMA


def choose_csv_form(key: str) -> None:
    """Let the visitor choose it; `key` tells the controls on one screen apart."""
    name = f"csv-form-{key}"
    st.session_state[name] = bool(st.session_state.get(_CHOSEN))
    st.checkbox("CSV with semicolons and decimal commas", key=name, on_change=_choose, args=(name,))
    # A part of the screen that runs by itself leaves the other downloads as they were.
    if st.session_state.pop(_CHANGED, False):
        st.rerun()


def _choose(name: str) -> None:
    st.session_state[_CHOSEN] = st.session_state[name]
    st.session_state[_CHANGED] = True
