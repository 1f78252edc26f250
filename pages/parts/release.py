"""The data release a visitor looks at: the one the link names, or the newest at the beginning of the visit.

Numbers do not change under a reader's eyes: when a newer release is published, a notice says so within
ten seconds, and the visitor chooses when to go over to it.
"""

from contextlib import suppress

import streamlit as st

from data import live
from data.refused import Refused
from data.releases.store import Release
from pages.parts import address
from pages.parts.wording import quoted

_PINNED, _OWN = "pinned release", "own release"

# How often, in seconds, an open page asks whether there is a newer release, and how long one answer serves all.
EVERY, _SERVES = 7, 2


def choose(newest: Release) -> Release:
    """Return the release of this run: as the address asks, or the one this visit began with."""
    given = address.asked("release")
    if given is not None:
        st.session_state[_PINNED] = _number(given[-1], newest) if given else None
    pinned = st.session_state.get(_PINNED)
    address.keep("release", [str(pinned)] if pinned else [])
    number = pinned or st.session_state.setdefault(_OWN, newest.number)
    return newest if number == newest.number else live.store().release(number) or newest


@st.fragment(run_every=EVERY)
def notice(shown: Release, newest: Release) -> None:
    """Say that a newer release exists than `shown`, also when it comes later, and offer to go over to it."""
    # Where the store does not answer, the next run of the screen says so; a notice has nothing to say.
    with suppress(Refused):
        newest = max(newest, _newest(), key=lambda release: release.number)
    if shown.number >= newest.number:
        return
    newer = f"release {newest.number} of {newest.published_at:%-d %B %Y, %H:%M} UTC"
    if st.session_state.get(_PINNED):
        words = f"This link shows release {shown.number} of {shown.published_at:%-d %B %Y}. The newest is {newer}."
        label = "Show the newest release"
    else:
        words = f"New data: {newer} was published. You still see release {shown.number}."
        label = f"Show release {newest.number}"
    with st.container(key="release-notice", horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        if st.button(label, type="tertiary", key="go-over"):
            go_over(newest.number)
            st.rerun()


def go_over(number: int) -> None:
    """Show the release `number` from the next run on."""
    st.session_state.update({_PINNED: None, _OWN: number})


@st.cache_resource(ttl=_SERVES, show_spinner=False)
def _newest() -> Release:
    """Return the newest release as it was two seconds ago or later: asked for all visitors together."""
    return live.newest_release()


def _number(text: str, newest: Release) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if live.store().release(number):
        return number
    address.notice(
        f"The link asks for release {quoted(text)}, which does not exist. "
        f"Shown: the newest, release {newest.number}. There are releases 1 to {newest.number}."
    )
    return None
