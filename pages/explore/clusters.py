"""Clusters and hubs: who supports firms, where they sit, and where their services overlap."""

import streamlit as st

from pages.explore import cluster_charts as charts
from pages.parts import filters, frame
from pages.parts.chart import downloads, show
from pages.parts.wording import capital

view = st.session_state["view"]

frame.title(
    "Clusters and hubs",
    "Who supports firms on the way to Industry 4.0, where they sit, and where their services overlap.",
)

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    countries = view.labels("partner_countries_list")
    country = filters.several_of("country", "Countries", countries, "All ten")
    types = {each: capital(each) for each in view.labels("provider_types")}
    provider_type = filters.several_of("provider_type", "Types of provider", types, "All types")
    filters.clear({"country": [], "provider_type": []})

left, right = st.columns(2, gap="large")
with left:
    show(charts.rate(view, country))
with right:
    show(charts.towns(view, country, provider_type))

overlap = charts.overlap(view, country, provider_type)
if overlap:
    show(overlap)
else:
    st.info("No region has two or more providers of the chosen types and countries, so no services can overlap.")

services = charts.services(view, country, provider_type)
if services:
    show(services)
else:
    st.info("No provider of the chosen types is listed in the chosen countries.")

left, right = st.columns(2, gap="large")
with left:
    show(charts.labels(view, country))
with right:
    show(charts.reported(view, country))


@st.fragment
def cluster_list() -> None:
    """The listed clusters, found by words."""
    words = filters.search("Search the listed clusters", "Name, sector, region, town or activity")
    table = charts.cluster_table(view, country, words)
    if not len(table):
        st.info("No listed cluster has all of these words. Use fewer words, or choose more countries.")
        return
    st.caption(f"{len(table)} cluster organisations")
    table.show("table-clusters", "The listed cluster organisations")
    downloads("clusters", table, {"Title": "Listed cluster organisations", "Search": words or "none"})


st.subheader("All listed clusters", anchor=False)
cluster_list()
