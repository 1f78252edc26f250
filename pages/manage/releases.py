"""Releases: who published what, when and why; what differs between any two; and the way back."""

import streamlit as st

from data import live
from pages.manage import audit_log, release_list, roll_back
from pages.parts import differences, flash, frame, markup, sign_in

sign_in.require("staff")

frame.title("Releases", "Who published what, when and why; what differs between any two; and the way back.")
if flash.is_done():
    flash.show()

changes = live.store().changes()
history = [release for release, _ in changes]
newest = history[-1]

left, right = st.columns([8, 4], gap="large")
with left:
    markup.show(
        markup.piece(
            "heading",
            f"Release {newest.number} is live, published by {newest.author} on {newest.published_at:%-d %B %Y}",
            "A release is complete and is never changed: publishing and rolling back add one.",
        )
    )
    release_list.show(changes)
with right:
    chosen, changed = release_list.chosen(changes)
    markup.show(release_list.facts(chosen, changed))
    release_list.take_home(chosen)
    roll_back.offer(chosen, newest)
roll_back.form()

st.subheader("What differs between two releases", anchor=False)
if len(history) > 1:
    differences.between_any_two(history)
else:
    markup.show(
        markup.piece(
            "fine",
            "There is one release so far, so there is nothing to compare. After the next upload, any two releases can "
            "be compared here.",
        )
    )

audit_log.section()
