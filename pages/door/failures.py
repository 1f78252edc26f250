"""Notes in the server's log what failed on a screen, for the operator."""

import logging
import secrets

import streamlit as st

logger = logging.getLogger(__name__)


def note(error: Exception) -> None:
    """Log that the screen of this run failed: which, on which release, under which number; nothing of the visitor."""
    visit, view = st.session_state.get("visit"), st.session_state.get("view")
    logger.error(
        "Failure %s: screen /%s on release %s: %s",
        secrets.token_hex(4),
        visit.screen if visit else "",
        view.release if view else "none",
        type(error).__name__,
        exc_info=error,
    )
