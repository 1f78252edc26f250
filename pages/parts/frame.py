"""What stands around every screen: the sentences about the link above, the release and the way to cite below."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from data.releases.store import Release
from pages.parts import address
from pages.parts.markup import show
from pages.parts.palette import DARK, LIGHT
from pages.parts.site_map import ROOT
from pages.parts.style import colour


def head() -> bool:
    """Give the run the colours of the visitor's theme and the wordmark, and tell whether the theme is dark."""
    is_dark = st.context.theme.type == "dark"
    colours = DARK if is_dark else LIGHT
    colour(colours)
    st.logo(ROOT / colours.wordmark, size="large")
    return is_dark


def title(words: str, purpose: str) -> None:
    """Show the screen's title and, beside or below it, its purpose in one line."""
    show(Markup('<header class="title"><h1>{}</h1><p>{}</p></header>').format(words, purpose))


def sentences(notices: list[str]) -> None:
    """Show what was wrong with the link that led here."""
    if notices:
        st.warning("  \n".join(notices), icon=":material/link_off:")


class NothingMore(Exception):
    """Raised by a screen that has nothing more to show; what is around it, such as its foot, is drawn all the same.

    After `st.stop` nothing would be drawn at all.
    """


def foot(shown: Release) -> None:
    """Show the data release, its date and how to cite it."""
    words = (
        f"Data release {shown.number}, published {shown.published_at:%-d %B %Y}. INNO INDUSTRY, ten countries for "
        f"clusters and Industry 4.0, 2019 to 2023. Cite as: INNO INDUSTRY dashboard, data release {shown.number}; add "
        f"?release={shown.number} to a link to keep these numbers."
    )
    # What was chosen on other screens, for links of the menu that are opened in a new tab (static/page.js).
    kept = urlencode(address.elsewhere(), doseq=True)
    show(Markup('<footer class="foot" data-elsewhere="{}">{}</footer>').format(kept, words))
