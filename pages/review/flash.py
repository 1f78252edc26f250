"""What came of the visitor's last action, said once: callbacks leave it, the next run shows it."""

import streamlit as st

from data.audit import TextRefused
from data.database import StoreError
from data.people.access import AccessError
from data.review.rounds import RoundRefused
from data.review.votes import VoteRefused
from pages.parts.wording import as_text

# What the actions on rounds and votes raise, each with a finished sentence.
REFUSALS = (AccessError, TextRefused, RoundRefused, VoteRefused, StoreError)

_REFUSED, _DONE, _TYPED = "review refused", "review done", "review typed"


def refused(sentence: str, typed: str = "") -> None:
    """Leave the sentence that says why nothing was done, and what was `typed` where its field will be gone."""
    st.session_state[_REFUSED], st.session_state[_DONE], st.session_state[_TYPED] = sentence, "", typed


def done(sentence: str) -> None:
    """Leave the sentence that says what was done."""
    st.session_state[_REFUSED], st.session_state[_DONE], st.session_state[_TYPED] = "", sentence, ""


def nothing() -> None:
    """Leave nothing: what was said is about something else than what is shown next."""
    st.session_state[_REFUSED] = st.session_state[_DONE] = st.session_state[_TYPED] = ""


def is_done() -> bool:
    """Tell whether something was done that has not been said yet."""
    return bool(st.session_state.get(_DONE))


def show() -> None:
    """Show what was left, once."""
    if st.session_state.get(_REFUSED):
        # Titles of rounds and names stand in the sentences, and people type those.
        st.error(as_text(st.session_state.pop(_REFUSED)), icon=":material/error:")
    if st.session_state.get(_TYPED):
        st.caption("What you typed, to copy:")
        st.code(st.session_state.pop(_TYPED), language=None, wrap_lines=True)
    if st.session_state.get(_DONE):
        st.success(as_text(st.session_state.pop(_DONE)), icon=":material/check:")
