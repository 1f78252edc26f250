"""Panorama: how far clusters and their policies are in the ten countries, and whether the findings hold."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.explore.cluster_charts import rate_evidence, rate_table
from pages.explore.findings import Finding, findings
from pages.explore.measures import MEASURES, compared
from pages.parts import filters, frame
from pages.parts.chart import Chart, evidence_below, figure
from pages.parts.markup import piece, render, show
from pages.parts.site_map import screen

view = st.session_state["view"]


def headline() -> None:
    """The rate the project wants to raise, as a lower bound, with what is unknown."""
    show(render("explore/headline.html", rate=view.row("industry40_rate", country=())))


@st.fragment
def comparison(below: DeltaGenerator) -> None:
    """The map of the ten countries by a chosen measure, its ranking beside it and its evidence `below`."""
    words, choice = st.columns([7, 4], gap="medium")
    with choice:
        measure = filters.one_of("measure", "Show on the map", MEASURES, "policy_status")
    shown, ranking = compared(view, measure)
    with words:
        show(piece("heading", shown.finding, shown.subtitle))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        if shown.figure:
            figure(shown.figure, "figure-map", f"Map of the ten countries. {shown.alternative}")
    with right:
        figure(ranking, "figure-ranking", shown.alternative)
    with below:
        evidence_below(shown)


def card(finding: Finding) -> None:
    """One finding with its number, its verdict and the way to the evidence."""
    show(piece("finding_card", finding.title, finding.number, finding.reading, finding.verdict))
    target = screen(finding.path)
    if target:
        st.page_link(target.script, label="See the evidence", query_params=finding.choices)


frame.title(
    "Clusters and Industry 4.0 in ten countries",
    "How far clusters and their policies are, and whether the project’s findings hold.",
)
left, right = st.columns([3, 10], gap="large")
grid = st.grid(7, min_column_width=150, gap="small")
of_map, of_headline = st.columns(2, gap="large")

with left:
    headline()
with of_map:
    st.subheader("About the map", anchor=False)
    below = st.container()
with right:
    comparison(below)
for finding in findings(view):
    with grid.cell():
        card(finding)
with of_headline:
    st.subheader("About the headline rate", anchor=False)
    evidence_below(
        Chart(
            "headline",
            "Clusters with documented Industry 4.0 activities",
            "Listed cluster organisations by country; a lower bound",
            None,
            "",
            rate_table(view, ()),
            rate_evidence("headline_lower_bound", "no_country_ranking", "wider_notion_elsewhere"),
        )
    )
