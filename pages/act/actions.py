"""From practice to action: which practices reached which regions, what came of them, and what is missing."""

import streamlit as st

from pages.act import action_charts as charts
from pages.act.missing import missing
from pages.parts import filters, frame, markup
from pages.parts.chart import evidence_below, figure, show
from pages.parts.markup import piece
from pages.parts.site_map import screen

view = st.session_state["view"]

frame.title(
    "From practice to action", "What regions took from one another, what they plan with it, and what is missing."
)

with st.container(horizontal=True, vertical_alignment="bottom", key="action-filters"):
    region = filters.one_of("region", "Region to follow", {"": "All regions", **view.labels("acting_regions")}, "")
    filters.clear({"region": ""})

uptake = charts.uptake(view, region)
with st.container(key="chart-uptake", gap="xxsmall"):
    markup.show(piece("heading", uptake.finding, uptake.subtitle), charts.stage_key(view, region))
    if uptake.figure:
        figure(uptake.figure, "figure-uptake", uptake.alternative, 980)
    evidence_below(uptake)

gaps, lists = missing(view)
with st.container(key="chart-missing", gap="xxsmall"):
    markup.show(piece("heading", gaps.finding, gaps.subtitle), lists)
    st.page_link(screen("practices").script, label="See the practices without uptake", query_params={"adopted": ["no"]})
    evidence_below(gaps)

show(charts.progress(view, region))
timeline = charts.events(view, region)
if timeline:
    show(timeline)
else:
    st.info("No event of this data release has a known date, so there is no timeline.")
show(charts.targets(view))
