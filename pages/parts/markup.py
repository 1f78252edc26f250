"""The one layer between texts and HTML: templates that escape what they are given, and a type for what is escaped.

Templates are the .html files under `pages/`, each beside the screen that shows it; what screens share is in
`pages/parts/pieces.html`. Only this module hands HTML to the browser.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pages.parts.wording import capital, counted, fixed, listed, per_cent

_PAGES = Path(__file__).resolve().parent.parent


def render(template: str, **values: object) -> Markup:
    """Return the template `template` (a path from `pages/`, as in "explore/policy_level.html") filled with `values`.

    Every value is escaped, unless it is Markup already; one that the template names and nobody gives is an error.
    Templates write words as `wording` does, with the filters capital, counted, fixed, listed and per_cent.
    """
    return Markup(_templates().get_template(template).render(values))  # noqa: S704 - the template escapes its values


def piece(name: str, *given: object, **values: object) -> Markup:
    """Return the piece `name` of `parts/pieces.html`, a macro, called with what is given."""
    return Markup(getattr(_templates().get_template("parts/pieces.html").module, name)(*given, **values))  # noqa: S704 - as above


def show(*parts: Markup) -> None:
    """Show finished markup; a text that nobody escaped is refused."""
    for part in parts:
        if not isinstance(part, Markup):
            raise TypeError(f"Expected Markup, found a text: {part[:60]!r}. Escape it with render or Markup.format.")
    # Where there is nothing to show, there is no element: Streamlit refuses an empty one.
    if whole := Markup().join(parts).strip():
        st.html(whole)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=False,
    )  # fmt: skip
    made.filters |= {each.__name__: each for each in (capital, counted, fixed, listed, per_cent)}
    return made
