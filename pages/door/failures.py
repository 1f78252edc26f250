"""Leaves in the operator's log what failed on a screen."""

import streamlit as st

from data.operation import log


def note(_error: Exception) -> None:
    """Log that the screen of this run failed; Streamlit calls it where it caught the exception."""
    visit, view = st.session_state.get("visit"), st.session_state.get("view")
    log.screen_failed(visit.screen if visit else "", view.release if view else None)
