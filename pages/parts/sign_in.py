"""Who is here: signing in and out, and what a screen shows to those who may not see it.

The signed-in person is `st.session_state["visitor"]`. Whether they may do something is asked again where it is done.
"""

from collections.abc import Callable
from functools import wraps
from secrets import token_hex
from typing import Any, ParamSpec

import streamlit as st

from data import live
from data.audit import TextRefused
from data.people.access import ROLES, VIEWER, AccessError, Visitor
from data.people.rate_limit import client_at
from pages.parts import frame, provider, refusal
from pages.parts.wording import as_text, counted, quoted

P = ParamSpec("P")

_VISITOR, _SENTENCE = "visitor", "sign-in sentence"
_WHO = {"expert": "the Committee of Experts and staff", "staff": "staff"}


def role() -> str:
    """Return the role in which the visitor may act now: "viewer", "expert" or "staff"."""
    return live.access().role(st.session_state.get(_VISITOR))


def visitor() -> Visitor:
    """Return the visitor, to hand to an action."""
    return st.session_state.get(_VISITOR, VIEWER)


def allows(needed: str) -> bool:
    """Tell whether the visitor's role is `needed` or more."""
    return ROLES.index(role()) >= ROLES.index(needed)


def settle() -> None:
    """Begin the session of somebody whom the provider sent back, and notice where a session has ended."""
    roles = provider.roles()
    if roles and st.user.get("is_logged_in") and _VISITOR not in st.session_state:
        try:
            st.session_state[_VISITOR] = live.access().sign_in_with_claims(st.user.to_dict(), roles)
        except AccessError as error:
            st.session_state[_VISITOR] = VIEWER
            st.session_state[_SENTENCE] = refusal.words(error)
    if visitor() != VIEWER and role() == "viewer":
        try:
            live.access().permit(visitor(), "review")
        except AccessError as error:
            st.session_state[_SENTENCE] = refusal.words(error)
        st.session_state[_VISITOR] = VIEWER


def require(needed: str) -> None:
    """Show the sign-in instead of the rest of the screen, unless the visitor's role is `needed` or more.

    The door has asked already; a screen that guards something asks again, whatever way it was reached.
    """
    if not allows(needed):
        form(needed)
        st.stop()


def fragment(needed: str, **options: Any) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a decorator: st.fragment with its `options`, for those whose role is `needed` or more.

    A fragment runs without the door's question. Where the session has ended since, the whole screen runs instead.
    """

    def decorator(body: Callable[P, None]) -> Callable[P, None]:
        @wraps(body)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            if not allows(needed):
                st.rerun()
            body(*args, **kwargs)

        return st.fragment(guarded, **options)

    return decorator


def gate(title: str, needed: str) -> None:
    """Show, instead of the screen `title`, whom it is for and how to sign in."""
    frame.title(title, f"This screen is for {_WHO[needed]}.")
    form(needed)


def form(needed: str) -> None:
    """Show how to sign in as `needed`; who does so goes on at this screen, with the link's parameters."""
    _say()
    if provider.roles():
        _at_provider(needed)
    else:
        _by_code(needed)


def foot() -> None:
    """Show who is signed in and for how long, with the way out, or the way in, at the end of the screen."""
    if role() == "viewer":
        with st.container(horizontal=True, key="who"):
            _way_in()
    else:
        _who()


@st.fragment(run_every=30)
def _who() -> None:
    if visitor() == VIEWER:
        if provider.roles():
            # The browser leaves for the provider: another run would take from it the word to go there.
            return
        # Signed out: the whole screen changes.
        st.rerun()
    if role() == "viewer":
        _ended()
        return
    with st.container(horizontal=True, vertical_alignment="center", key="who"):
        minutes = live.access().minutes_left(visitor())
        left = counted(minutes, "minute") if minutes < 120 else f"{minutes // 60} hours"
        still = f"for {left} more" if minutes else "for less than a minute more"
        st.markdown(f"Signed in as {as_text(visitor().name)}, {role()}, {still}.")
        st.button("Sign out", key="sign-out", type="tertiary", on_click=_sign_out)


def _ended() -> None:
    """Say that the session has ended, before a click does; the screen stays with all that was typed."""
    _say()
    if provider.roles():
        st.markdown("Your session has ended. What was typed here and not sent is lost on the way to the provider.")
        _way_in()
    else:
        st.markdown("Your session has ended. Sign in again here before you go on, and nothing that you typed is lost.")
        _by_code("viewer")


def _way_in() -> None:
    if not provider.roles():
        if st.button("Sign in", key="sign-in-foot", type="tertiary"):
            _dialog()
    elif st.user.get("is_logged_in") and visitor() == VIEWER:
        st.button("Sign out", key="sign-out", type="tertiary", on_click=_sign_out)
    else:
        st.button("Sign in", key="sign-in-foot", type="tertiary", on_click=st.login)


@st.dialog("Sign in")
def _dialog() -> None:
    if role() != "viewer":
        st.rerun()
    _say()
    _by_code("expert")


def _say() -> None:
    if st.session_state.get(_SENTENCE):
        st.warning(st.session_state[_SENTENCE], icon=":material/lock:")


def _by_code(needed: str) -> None:
    if role() != "viewer":
        st.markdown(f"You are signed in as {role()}. Sign in with the access code of {needed} to go on.")
    if visitor().name:
        st.session_state.setdefault("sign-in-name", visitor().name)
    with st.form("sign-in", width=480):
        st.text_input("Your name", key="sign-in-name", max_chars=80, autocomplete="name",
                      help="It stands in the history beside what you do.")  # fmt: skip
        st.text_input("Access code", key="sign-in-code", max_chars=100, type="password", autocomplete="off")
        st.form_submit_button("Sign in", type="primary", on_click=_try_code)
    st.caption(
        "The access codes are printed in the terminal in which the dashboard was started, and are new at each start. "
        "A reload of the page asks for the code again."
    )


def _try_code() -> None:
    access, given = live.access(), st.session_state
    try:
        begun = access.sign_in_with_code(given["sign-in-code"], given["sign-in-name"], _client())
    except (AccessError, TextRefused) as error:
        given[_SENTENCE] = refusal.words(error)
        return
    access.sign_out(visitor())
    given[_VISITOR] = begun
    given[_SENTENCE] = ""
    given["sign-in-code"] = ""


def _client() -> str:
    # Behind a proxy on the same machine that names no visitors, there is no address: then sessions are told apart.
    # An address is the server's own word for where the connection comes from, or its proxy's (FORWARDED_ALLOW_IPS).
    address = st.context.ip_address
    return client_at(address) if address else st.session_state.setdefault("client", token_hex(8))


def _at_provider(needed: str) -> None:
    if st.user.get("is_logged_in") and not st.session_state.get(_SENTENCE):
        name = st.user.get("email") or st.user.get("name") or "this account"
        st.warning(
            f"You are signed in as {quoted(str(name))}, and this account has the role {role()}. "
            f"Ask whoever runs the dashboard to give it the role {needed}, or sign in with another account.",
            icon=":material/lock:",
        )
    with st.container(horizontal=True):
        words = "Sign in with your organisation’s account"
        st.button(words, type="primary", key="to-provider", on_click=st.login)
        if st.user.get("is_logged_in"):
            st.button("Sign out", key="sign-out-here", on_click=_sign_out)


def _sign_out() -> None:
    live.access().sign_out(visitor())
    st.session_state.pop(_VISITOR, None)
    # Who signs in next in this window must not publish what this person prepared.
    st.session_state.pop("upload", None)
    st.session_state[_SENTENCE] = ""
    if provider.roles():
        st.logout()
