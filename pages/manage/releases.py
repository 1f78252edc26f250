"""Releases: who published what, when and why; what differs between any two; and the way back."""

from html import escape

import streamlit as st

from data import live
from pages.manage import audit_log, release_list, roll_back
from pages.parts import differences, frame, sign_in

sign_in.require("staff")

frame.title("Releases", "Who published what, when and why; what differs between any two; and the way back.")
roll_back.done()

changes = live.store().changes()
history = [release for release, _ in changes]
newest = history[-1]

left, right = st.columns([8, 4], gap="large")
with left:
    st.html(
        f'<h3 class="chart-finding">Release {newest.number} is live, published by {escape(newest.author)} on '
        f"{newest.published_at:%-d %B %Y}</h3>"
        '<p class="fine">A release is complete and is never changed: publishing and rolling back add one.</p>'
    )
    release_list.table(changes)
with right:
    chosen, changed = release_list.chosen(changes)
    st.html(release_list.facts(chosen, changed))
    release_list.take_home(chosen)
    roll_back.offer(chosen, newest)
roll_back.form()

st.subheader("What differs between two releases", anchor=False)
if len(history) > 1:
    differences.between_any_two(history)
else:
    st.html(
        '<p class="fine">There is one release so far, so there is nothing to compare. After the next upload, any two '
        "releases can be compared here.</p>"
    )

audit_log.section()
