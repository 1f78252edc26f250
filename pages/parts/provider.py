"""The sign-in provider of secrets.toml: whether there is one, what roles its users have, and the way back from it."""

import time
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from data.people.roles import Roles, read_roles
from data.settings import SettingError

# How long, in seconds, and how many links are remembered of visitors who are at the provider.
_LINK_SECONDS, _MOST_LINKS = 900, 1_000

Link = tuple[str, dict[str, list[str]]]


@cache
def roles() -> Roles | None:
    """Return who has which role as secrets.toml says, or None where it names no provider.

    Raises SettingError where the file cannot be used: a mistake in it must not open the way by access codes.
    """
    try:
        sections = st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise SettingError(
                f"The file secrets.toml cannot be read ({error}). Correct it, or remove it to go by access codes."
            ) from error
        return None
    if "auth" not in sections:
        return None
    return read_roles(sections.get("roles", {}))


def leave(link: Link) -> None:
    """Send the visitor to the provider, for callbacks; they come back to `link`, a screen's path and its query."""
    browser = this_browser()
    if browser:
        links = _links()
        now = time.monotonic()
        for each in [each for each, (_, until) in links.items() if until < now]:
            del links[each]
        if len(links) < _MOST_LINKS:
            links[browser] = (link, now + _LINK_SECONDS)
    st.login()


def wanted() -> Link | None:
    """Return, once, the link that this browser's visitor left for the provider from; None where there is none."""
    link, until = _links().pop(this_browser(), (None, 0.0))
    return link if until >= time.monotonic() else None


def this_browser() -> bytes | None:
    """Return what tells this browser from others, the token against forged requests; None where it has none."""
    # The provider leads back to the start page, in a new session: only a cookie outlives that.
    return decode_xsrf_token_string(st.context.cookies.get("_streamlit_xsrf") or "")[0]


@st.cache_resource(show_spinner=False)
def _links() -> dict[bytes | None, tuple[Link, float]]:
    return {}
