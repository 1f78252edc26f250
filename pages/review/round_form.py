"""What staff do with rounds: open one over chosen levels and findings, see who has voted, close one early."""

from datetime import timedelta

import streamlit as st

from data import live
from data.refused import Refused
from data.review.consensus import AT_LEAST, THRESHOLD_PCT
from data.review.judged import FINDINGS, LEVELS, Item
from data.review.rounds import LONGEST_DAYS, MOST_JUDGES, THRESHOLDS_PCT, TITLE_LETTERS, ItemsTaken, Round
from pages.parts import flash, refusal, sign_in
from pages.parts.chart import Table
from pages.parts.view import View
from pages.parts.wording import quoted
from pages.review.round_words import held
from pages.review.statements import COLUMNS, named, statements

_TIERS = {"both": "National and regional", "national": "National", "regional": "Regional"}
USUAL_DAYS = 14


@sign_in.fragment("staff")
def opening() -> None:
    """Let staff choose what a new round is over, and open it."""
    # A round is over what is live, whatever release a link holds.
    view = View(live.newest_release().number)
    if flash.is_done():
        st.rerun()
    form = st.expander("Open a new round", key="round-new", on_change="rerun", icon=":material/how_to_vote:")
    if not form.open:
        return
    with form:
        items = _chosen(view)
        known = statements(view)
        st.markdown(f"**This round holds {held(items)}**" + (f", as release {view.release} has it." if items else "."))
        if items:
            table = Table.of([known[item] for item in items], COLUMNS, wide=("Says",))
            table.show("round-items", "The levels and findings of the new round", most=6)
        st.text_input(
            "Title",
            key="round-title",
            max_chars=TITLE_LETTERS[1],
            # The browser refuses a longer text as a whole, and says nothing.
            placeholder=f"Levels of 2019, first reading (up to {TITLE_LETTERS[1]} letters)",
        )
        today = live.rounds().now().date()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                "Last day to vote",
                today + timedelta(days=USUAL_DAYS),
                min_value=today,
                max_value=today + timedelta(days=LONGEST_DAYS),
                format="DD/MM/YYYY",
                key="round-last-day",
                help="The round closes at the end of this day, at midnight UTC.",
            )
            st.number_input("Threshold, % of those who judge", *THRESHOLDS_PCT, THRESHOLD_PCT, key="round-threshold")
            st.number_input("At least so many must judge", 1, MOST_JUDGES, AT_LEAST, key="round-at-least")
        st.button("Open the round", type="primary", key="round-open", on_click=_open, args=(tuple(items),))
        flash.show()


def _chosen(view: View) -> list[Item]:
    years = [str(row.year) for row in view.rows("assessed_years")]
    places = view.labels("partner_countries_list")
    dimensions = view.labels("policy_dimensions")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.selectbox("Levels of", years, index=None, placeholder="No levels", key="round-year", width=150)
        tier = st.selectbox("Level of government", _TIERS, format_func=_TIERS.__getitem__, key="round-tier", width=220)
        country = st.multiselect(
            "Countries", places, format_func=places.__getitem__, placeholder="All ten", key="round-country"
        )
        dimension = st.multiselect(
            "Dimensions", dimensions, format_func=dimensions.__getitem__, placeholder="All eight", key="round-dimension"
        )
    known = statements(view)
    findings_known = {item.key: known[item] for item in known if item.dataset == FINDINGS}
    findings = st.multiselect(
        "Findings", findings_known, format_func=lambda key: f"{findings_known[key].place}: {findings_known[key].says}",
        placeholder="No findings", key="round-findings",
    )  # fmt: skip
    levels = view.rows("judged_levels", country=country, tier=tier, year=year or "none", dimension=dimension)
    return [*(Item(FINDINGS, key) for key in findings), *(Item(LEVELS, row.assessment_id) for row in levels)]


def _open(items: tuple[Item, ...]) -> None:
    given = st.session_state
    try:
        opened = live.rounds().open(
            given["round-title"],
            items,
            last_day=given["round-last-day"],
            threshold_pct=given["round-threshold"],
            at_least=given["round-at-least"],
            visitor=sign_in.visitor(),
        )
    except ItemsTaken as error:
        # The store knows its rows by identifier; staff know them by place and subject.
        known = statements(View(live.newest_release().number))
        flash.refused(error.sentence(named(known, error.items[0])))
        return
    except Refused as error:
        flash.refused(refusal.words(error))
        return
    flash.done(f"Round {opened.number} is open. Send the experts the address of this screen.")
    given["round"] = opened.number
    given["round-title"] = ""
    given["round-new"] = False


def overseeing(ballot: Round) -> None:
    """Show staff who has voted on how many items of an open round, and let them close it."""
    turnout = live.votes().turnout(ballot.number, visitor=sign_in.visitor())
    with st.container(horizontal=True, vertical_alignment="center", key="round-staff"):
        names = "; ".join(f"{quoted(name)[1:-1]} {count}" for name, count in turnout.by_name.items())
        st.markdown(f"Votes cast so far, of {len(ballot.items)}: {names}." if names else "Nobody has voted yet.")
        with st.popover("Close this round now"):
            st.markdown("Votes are seen from then on, and the round never opens again.")
            st.button("Close it", type="primary", key="round-close", on_click=_close, args=(ballot.number,))


def _close(number: int) -> None:
    try:
        live.rounds().close(number, visitor=sign_in.visitor())
    except Refused as error:
        flash.refused(refusal.words(error))
        return
    flash.done(f"Round {number} is closed. Experts and staff see what came out.")
