"""What a visitor sees, and what the operator reads, where a screen failed."""

import logging
from contextlib import suppress

import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from data import live
from data.database import StoreError
from data.operation import log
from data.refused import Refused
from pages.door.routes import base
from pages.parts import address, frame, markup, refusal, sign_in
from pages.parts.site_map import SCREENS, Screen, screen

logger = logging.getLogger(__name__)

# On which releases which screens failed in the life of this server: no visitor is sent from one to the next of them.
_failed: set[tuple[str, int]] = set()


def show(error: Exception) -> bool:
    """Log that something failed and show the project's own page instead of Streamlit's; Streamlit calls it.

    Where a whole screen failed, its page takes the place of what was drawn of it. Where a part of a screen failed that
    runs by itself, or what a click was to do, the rest of the screen stays.
    """
    visit, view = st.session_state.get("visit"), st.session_state.get("view")
    path, release = visit.screen if visit else "", view.release if view else None
    number = log.screen_failed(path, release)
    if isinstance(error, StoreError):
        # Its text names the store, and holds nothing that people typed.
        logger.warning("Failure %s: %s", number, error)
    try:
        _page(number, screen(path), release, is_whole=address.abandon(), is_store=isinstance(error, StoreError))
    except Exception:
        # Whatever it is, Streamlit's own box would say more to a stranger than it should.
        logger.exception("The page about failure %s failed.", number)
    return True


def _page(number: str, failed: Screen, release: int | None, *, is_whole: bool, is_store: bool) -> None:
    if not is_whole:
        # In a run that ends before the screen begins, nobody has done so yet.
        frame.head()
    with st.container(key=f"failure-{'screen' if is_whole else 'part'}-{number}"):
        title, store = failed.title, refusal.STORE if is_store else ""
        markup.show(markup.render("door/failure.html", number=number, title=title, is_whole=is_whole, store=store))
        if is_whole and release:
            _failed.add((failed.path, release))
        with st.container(horizontal=True, vertical_alignment="center"):
            # Any click runs the screen, or its part, again.
            st.button("Show this screen again", key=f"again-{number}", type="tertiary")
            _way(SCREENS[0], "To the start page")
            with suppress(Refused):
                works = _newest_that_may_work(failed.path, release) if is_whole else None
                if works:
                    _way(failed, f"{failed.title} with release {works}", release=str(works))
        if is_whole:
            with suppress(Refused):
                frame.foot(live.store().release(release or 0) or live.newest_release())
            sign_in.foot()


def _newest_that_may_work(path: str, release: int | None) -> int | None:
    """Return the newest release other than `release` on which the screen is not known to fail."""
    for number in range(live.newest_release().number, 0, -1):
        if number != release and (path, number) not in _failed:
            return number
    return None


def _way(to: Screen, words: str, **query: str) -> None:
    try:
        st.page_link(to.script, label=words, query_params=query)
    except StreamlitAPIException:
        # The run failed before the menu was made.
        link = f"{base()}/{to.path}" + "".join(f"?{name}={value}" for name, value in query.items())
        markup.show(markup.piece("fine", Markup('<a href="{}">{}</a>').format(link, words)))
