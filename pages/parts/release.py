"""The data release a visitor looks at: the newest, or the one the link names."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from data import live
from data.store import Release
from pages.parts import address
from pages.parts.wording import quoted
from queries.answers import answer

_PINNED = "pinned release"
_SHOWN = "shown release"


def choose() -> Release:
    """Return the release of this run, as the address asks; every question of the run goes to it."""
    newest = live.newest_release()
    given = address.asked("release")
    if given is not None:
        st.session_state[_PINNED] = _number(given[-1], newest) if given else None
    pinned = st.session_state.get(_PINNED)
    address.keep("release", [str(pinned)] if pinned else [])
    st.session_state[_SHOWN] = pinned or newest.number
    return live.store().release(pinned) if pinned else newest


def number() -> int:
    """Return the number of the release this visitor looks at."""
    return st.session_state[_SHOWN]


def ask(name: str, **parameters: object) -> pd.DataFrame:
    """Return the answer to the query `name` on the release this visitor looks at."""
    return answer(name, number(), **parameters)


def ask_one(name: str, **parameters: object) -> NamedTuple:
    """Return the one row that answers the query `name`, its columns as attributes."""
    return next(ask(name, **parameters).itertuples(index=False))


def banner(shown: Release) -> None:
    """Say that a newer release exists, where the link holds the visitor to an older one."""
    newest = live.newest_release()
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
