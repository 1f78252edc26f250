"""The data release a visitor looks at: the newest, or the one the link names."""

import streamlit as st

from data import live
from data.store import Release
from pages.parts import address
from pages.parts.wording import quoted

_PINNED = "pinned release"


def choose(newest: Release) -> Release:
    """Return the release of this run, as the address asks."""
    given = address.asked("release")
    if given is not None:
        st.session_state[_PINNED] = _number(given[-1], newest) if given else None
    pinned = st.session_state.get(_PINNED)
    address.keep("release", [str(pinned)] if pinned else [])
    return live.store().release(pinned) if pinned else newest


def banner(shown: Release, newest: Release) -> None:
    """Say that a newer release exists, where the link holds the visitor to an older one."""
    if shown.number == newest.number:
        return
    with st.container(key="release-banner", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"This link shows release {shown.number} of {shown.published_at:%-d %B %Y}. "
            f"The newest is release {newest.number} of {newest.published_at:%-d %B %Y}."
        )
        st.button("Show the newest release", type="tertiary", on_click=st.session_state.update, args=({_PINNED: None},))


def _number(text: str, newest: Release) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if live.store().release(number):
        return number
    address.notice(
        f"The link asks for release {quoted(text)}, which does not exist. "
        f"Shown: the newest, release {newest.number}. There are releases 1 to {newest.number}."
    )
    return None
