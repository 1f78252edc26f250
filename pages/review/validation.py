"""Validation: experts judge levels and findings in rounds; votes stay hidden until a round closes."""

import streamlit as st

from data import live
from pages.parts import filters, flash, frame, sign_in
from pages.parts.wording import quoted
from pages.review import round_form, round_results
from pages.review.round_words import label
from pages.review.voting import closing, voting

sign_in.require("expert")

view = st.session_state["view"]
is_staff = sign_in.allows("staff")

frame.title("Validation", "Do experts agree with the levels and findings? Votes stay hidden until a round closes.")
flash.show()
if is_staff:
    round_form.opening()

rounds = {each.number: each for each in live.rounds().all()}
if rounds:
    usual = next((number for number, each in rounds.items() if each.is_open), next(iter(rounds)))
    # Said at every run, because its browser knows a choice by its label, which changes when the round closes.
    st.session_state["round"] = st.session_state["round"] if st.session_state.get("round") in rounds else usual
    with st.container(horizontal=True, vertical_alignment="bottom", key="round-choice"):
        number = st.selectbox("Round", list(rounds), format_func=lambda each: label(rounds[each]), key="round")
        country = filters.several_of("country", "Countries", view.labels("partner_countries_list"), "All ten")
    chosen = rounds[number]
    if chosen.is_open:
        closing(number)
        voting(number, view.is_dark, country)
    else:
        results = live.votes().results(number, view.release, visitor=sign_in.visitor())
        round_results.show_results(chosen, results, view, country)
elif is_staff:
    st.info("No round has been opened yet. Choose above what experts should judge, and open the first.")
else:
    st.info(f"No round has been opened yet, {quoted(sign_in.visitor().name)[1:-1]}. Staff open rounds; come back then.")
