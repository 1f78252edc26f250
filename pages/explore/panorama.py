"""Panorama: how far clusters and their policies are in the ten countries, and whether the findings hold."""

import streamlit as st

from pages.explore.findings import Finding, findings
from pages.explore.measures import MEASURES, Shown, shown
from pages.parts import filters, frame
from pages.parts.chart import CONFIG, Table, evidence_below
from pages.parts.evidence import of_dataset
from pages.parts.figures.europe import LEVELS, add_seats, level_scale, levels_map, value_scale, values_map
from pages.parts.figures.ranking import ranking
from pages.parts.palette import palette
from pages.parts.release import ask, ask_one
from pages.parts.site_map import screen
from pages.parts.wording import per_cent

HEIGHT = 292
colours = palette()


def headline() -> None:
    """The rate the project wants to raise, as a lower bound, with what is unknown."""
    rate = ask_one("industry40_rate", country=[])
    st.html(
        '<div class="headline">'
        f'<div class="number">≥ {per_cent(rate.documented_pct)}</div>'
        f'<p class="words">of the {rate.listed} listed clusters have documented Industry 4.0 activities: '
        f"{rate.documented} of {rate.listed}, a lower bound, as a page can show an activity but not its absence.</p>"
        f'<div class="share" role="img" aria-label="{per_cent(rate.documented_pct)} documented, '
        f'{per_cent(rate.unknown_pct)} unknown">'
        f'<span class="known" style="width:{rate.documented_pct}%"></span><span class="unknown"></span></div>'
        f'<div class="parts"><span>{per_cent(rate.documented_pct)} documented</span>'
        f"<span>{per_cent(rate.unknown_pct)} unknown</span></div></div>"
    )


def comparison() -> Shown:
    """The map of the ten countries by a chosen measure, beside its ranking."""
    words, choice = st.columns([7, 4], gap="medium")
    with choice:
        view = shown(filters.one_of("measure", "Show on the map", MEASURES, "policy_status"))
    with words:
        st.markdown(f"### {view.finding}")
        st.caption(view.subtitle)
    on_map, beside = st.columns([5, 6], gap="medium")
    countries = view.places[view.places["is_partner"]]
    if view.level_words:
        drawn, scale, span = levels_map(countries, colours, HEIGHT), level_scale(colours), LEVELS
    else:
        drawn, scale, span = values_map(countries, colours, HEIGHT), value_scale(colours), None
    alternative = _alternative(view)
    with on_map:
        st.plotly_chart(
            add_seats(drawn, ask("partner_regions"), colours),
            key="figure-map",
            theme=None,
            config=CONFIG,
            alt=f"Map of the ten countries. {alternative} Orange dots: seats of the ten partners.",
        )
    with beside:
        st.plotly_chart(
            ranking(
                view.places,
                colours,
                HEIGHT,
                axis_range=view.axis_range,
                axis_step=view.axis_step,
                colour_scale=scale,
                colour_range=span,
            ),
            key="figure-ranking",
            theme=None,
            config=CONFIG,
            alt=alternative,
        )
    return view


def _alternative(view: Shown) -> str:
    return "; ".join(f"{row.place} {row.label}" for row in view.places.itertuples()) + "."


def card(finding: Finding) -> None:
    """One finding with its number, its verdict and the way to the evidence."""
    st.html(
        f'<div class="finding"><h3>{finding.title}</h3><div class="number">{finding.number}</div>'
        f'<p class="reading">{finding.reading}</p><p class="verdict">{finding.verdict}</p></div>'
    )
    target = screen(finding.path)
    if target:
        st.page_link(target.script, label="See the evidence", query_params=finding.choices)


frame.title(
    "Clusters and Industry 4.0 in ten countries",
    "How far clusters and their policies are, and whether the project’s findings hold.",
)

left, right = st.columns([3, 10], gap="large")
with left:
    headline()
with right:
    view = comparison()

grid = st.grid(7, min_column_width=150, gap="small")
for finding in findings():
    with grid.cell():
        card(finding)

table = Table(
    view.places[["place", "value", "label", "year"]].rename(
        columns={"place": "Place", "value": view.column, "label": "In words", "year": "Year"}
    ),
    {view.column: f"%.{view.digits}f", "Year": "%d"},
)
of_map, of_headline = st.columns(2, gap="large")
with of_map:
    st.subheader("About the map", anchor=False)
    st.caption(f"In words: {_alternative(view)} Orange dots mark the seats of the ten partners.")
    evidence_below("map", view.finding, view.subtitle, table, view.evidence)
with of_headline:
    st.subheader("About the headline rate", anchor=False)
    by_country = ask("industry40_rate_by_country", country=[])[["country", "listed", "documented", "unknown", "without", "documented_pct"]]
    evidence_below(
        "headline",
        "Clusters with documented Industry 4.0 activities",
        "Listed cluster organisations by country; a lower bound",
        Table(
            by_country.rename(
                columns={
                    "country": "Country",
                    "listed": "Listed",
                    "documented": "Documented",
                    "unknown": "Unknown",
                    "without": "Known to have none",
                    "documented_pct": "Documented (%)",
                }
            ),
            {"Documented (%)": "%.1f"},
        ),
        of_dataset(
            "cluster_organisations",
            "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
            "Compiled in 2026.",
            "headline_lower_bound",
            "no_country_ranking",
            "wider_notion_elsewhere",
        ),
    )
