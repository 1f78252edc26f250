"""What came of the visitor's last action, said once: callbacks leave it, the next run shows it."""

import streamlit as st

from pages.parts.wording import as_text

_LEFT = "flash"
_NOTHING = ("", "", "")


def refused(sentence: str, typed: str = "") -> None:
    """Leave the sentence that says why nothing was done, and what was `typed` where its field will be gone."""
    st.session_state[_LEFT] = ("refused", sentence, typed)


def done(sentence: str) -> None:
    """Leave the sentence that says what was done."""
    st.session_state[_LEFT] = ("done", sentence, "")


def nothing() -> None:
    """Leave nothing: what was said is about something else than what is shown next."""
    st.session_state[_LEFT] = _NOTHING


def is_done() -> bool:
    """Tell whether something was done that has not been said yet."""
    return st.session_state.get(_LEFT, _NOTHING)[0] == "done"


def show() -> None:
    """Show what was left, once."""
    kind, sentence, typed = st.session_state.pop(_LEFT, _NOTHING)
    if kind == "refused":
        # Titles of rounds and names stand in the sentences, and people type those.
        st.error(as_text(sentence), icon=":material/error:")
    if typed:
        st.caption("What you typed, to copy:")
        st.code(typed, language=None, wrap_lines=True)
    if kind == "done":
        st.success(as_text(sentence), icon=":material/check:")
