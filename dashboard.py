"""The door: page settings, the menu of screens, and the frame around each."""

import streamlit as st

from pages.parts import address, frame, release
from pages.parts.palette import DARK, LIGHT
from pages.parts.site_map import SCREENS
from pages.parts.start import start
from pages.parts.style import style
from pages.parts.turn import turn
from pages.parts.view import View

st.set_page_config(page_title="INNO INDUSTRY", page_icon="static/icon.svg", layout="wide")
is_dark = st.context.theme.type == "dark"
colours = DARK if is_dark else LIGHT
style(colours)
st.logo(colours.wordmark, size="large")
newest = start()

pages = {
    screen.path: st.Page(screen.script, title=screen.title, url_path=screen.path, default=screen.path == "")
    for screen in SCREENS
}
menu: dict[str, list] = {}
for screen in SCREENS:
    menu.setdefault(screen.section, []).append(pages[screen.path])
page = st.navigation(menu, position="top")

above = st.container()
address.begin(page.url_path)
shown = release.choose(newest)
release.banner(shown, newest)
st.session_state["view"] = View(shown.number, is_dark)
with turn():
    page.run()
frame.foot(shown)
with above:
    frame.sentences(address.end())
