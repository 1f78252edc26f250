"""Cluster policy: how firmly it stands in each country, what that rests on, and how it has changed."""

import streamlit as st

from pages.explore import policy_charts as charts
from pages.explore import policy_counts
from pages.explore import policy_panel as panel
from pages.parts import filters, frame, markup
from pages.parts.badges import level_badges
from pages.parts.chart import evidence_below, figure, heading, show

view = st.session_state["view"]
TIERS = {"both": "National and regional", "national": "National", "regional": "Regional"}
LEVELS = "figure-policy-levels"


def open_cell() -> None:
    """Open the cell that was clicked: its place and its dimension."""
    points = st.session_state[LEVELS]["selection"]["points"]
    if points:
        st.session_state["region"], st.session_state["dimension"] = points[0]["customdata"]


frame.title("Cluster policy", "From non-existent to the core of policy: how far each government is, and why we say so.")

years = view.rows("assessed_years")
if not years:
    st.info("No level of cluster policy is known in this data release.")
    raise frame.NothingMore
year_words = {str(row.year): f"{row.year}, {'complete' if row.is_complete else 'in part'}" for row in years}
usual_year = next(str(row.year) for row in years if row.is_default)
dimensions = view.labels("policy_dimensions")
places = {
    row.place_code: row.place if row.tier == "national" else f"{row.place} ({row.country})"
    for row in view.rows("assessed_places")
}
defaults = {"country": [], "tier": "both", "year": usual_year, "dimension": next(iter(dimensions)), "region": ""}

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    countries = view.labels("partner_countries_list")
    country = filters.several_of("country", "Countries", countries, "All ten")
    tier = filters.one_of("tier", "Level of government", TIERS, "both")
    year = filters.one_of("year", "Year", year_words, usual_year)
    after_filters = st.container(width="content")


badges = tuple(each for each in level_badges(view.release) if each.year == year)


@st.fragment
def levels() -> None:
    """The table of levels with the opened cell beside it, and what changed in the chosen dimension."""
    table, aside = st.columns([8, 3], gap="medium")
    with aside:
        dimension = filters.one_of("dimension", "Dimension", dimensions, defaults["dimension"])
        region = filters.one_of("region", "Place", {"": "None opened", **places}, "")
        markup.show(panel.opened(view, region, dimension, year, badges) if region else panel.scale(view, dimension))
    with table:
        shown = charts.levels(view, country, tier, year, dimension, region, badges)
        if shown and shown.figure:
            markup.show(heading(shown))
            words = f"{shown.finding}. {shown.alternative}"
            figure(shown.figure, LEVELS, words, 760, on_select=open_cell, selection_mode="points")
        else:
            st.info("No regional government of the chosen countries has been assessed. Choose other countries.")
    if shown:
        evidence_below(shown)
    left, right = st.columns(2, gap="large")
    with left:
        changed = charts.changes(view, country, tier, dimension)
        if changed:
            show(changed)
        else:
            st.info(
                f"{dimensions[dimension]} is assessed for one year alone, so there is no change to show. "
                "Choose another dimension above."
            )
    with right:
        compared = charts.status_and_role(view, country, tier)
        if compared:
            show(compared)


levels()
counted = policy_counts.distribution(view, tier, year)
if counted:
    show(counted)
else:
    st.info(f"No {'region' if tier == 'regional' else 'country'} is assessed for {year}: nothing to count.")

with after_filters:
    filters.clear(defaults)
