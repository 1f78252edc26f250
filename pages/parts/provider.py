"""The sign-in provider of secrets.toml: whether there is one, and what roles its users have."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data.people.roles import Roles, read_roles
from data.settings import SettingError


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
