"""What Streamlit runs for every visit and click: who is here, the menu by role, the screen and the frame around it."""

from contextlib import suppress
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from pages.door.start import start
from pages.parts import address, frame, release, sign_in, upload_permit
from pages.parts.run_lock import turn
from pages.parts.site_map import ROOT, SCREENS, screen, title
from pages.parts.view import View

st.set_page_config(page_icon=ROOT / "static" / "icon.svg", layout="wide")
is_dark = frame.head()
newest = start()
sign_in.settle()

menu: dict[str, list[Page]] = {}
for each in SCREENS:
    # What is not in the menu still answers a link, to say whom it is for.
    visibility: Literal["visible", "hidden"] = "visible" if sign_in.allows(each.role) else "hidden"
    page = st.Page(each.script, title=each.title, url_path=each.path, default=not each.path, visibility=visibility)
    menu.setdefault(each.section, []).append(page)
page = st.navigation(menu, position="top")
asked = screen(page.url_path)
st.set_page_config(page_title=title(asked))
if asked.path != "upload" or not sign_in.allows(asked.role):
    upload_permit.withdraw()

if not sign_in.allows(asked.role):
    # The address stays as it is, so that whoever signs in sees what the link asked for.
    sign_in.gate(asked.title, asked.role)
    frame.foot(newest)
    st.stop()

above = st.container()
address.begin(page.url_path)
shown = release.choose(newest)
release.notice(shown, newest)
st.session_state["view"] = View(shown.number, is_dark)
with turn(), suppress(frame.NothingMore):
    page.run()
frame.foot(shown)
sign_in.foot()
with above:
    frame.sentences(address.end())
