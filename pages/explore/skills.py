"""Skills and digital uptake: the two common challenges, skilled people and the awareness of small enterprises."""

import streamlit as st

from data import live
from pages.explore import skill_charts as charts
from pages.parts import filters, frame
from pages.parts.chart import show
from pages.parts.indicator import the
from pages.parts.markup import render
from pages.parts.markup import show as show_markup

view = st.session_state["view"]

SKILL, UPTAKE = "ict_hard_to_fill", "dii_basic_v3"

frame.title(
    "Skills and digital uptake",
    "The two common challenges: to keep skilled people, and to bring digital technology to small enterprises.",
)

of_country, of_indicator, back = st.columns([5, 5, 2], vertical_alignment="bottom")
with of_country:
    countries = view.labels("partner_countries_list")
    country = filters.several_of("country", "Countries to highlight", countries, "None, all alike")
with of_indicator:
    choosable = view.rows("skill_indicators")
    labels = {row.indicator_id: f"{row.topic}: {row.label}" for row in choosable}
    by_size = {row.indicator_id for row in choosable if row.has_sizes}
    indicator = filters.one_of("indicator", "Indicator", labels, SKILL)

# A skill without size classes leaves the gap of digital uptake on the screen.
compared = indicator if indicator in by_size else UPTAKE
years = view.rows("indicator_years", indicator=compared, size="gap")
newest = next((str(row.year) for row in years if row.is_common), "")


@st.fragment
def series() -> None:
    """The chosen indicator by country, year by year."""
    if not indicator:
        st.info("This data release has no indicator of skills or digital uptake with values.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader("By country, year by year", anchor=False, width="content")
        size = "total"
        if indicator in by_size:
            with st.container(width=320):
                size = filters.one_of("size", "Size of enterprises", charts.CHOSEN_SIZES, "total")
    show(charts.series(view, indicator, size, country))


@st.fragment
def gap() -> None:
    """Small against large enterprises in a chosen year, and who moved most beside it."""
    options = {str(row.year): f"{row.year}, {row.places} countries" for row in years}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader("Small and large enterprises", anchor=False, width="content")
        with st.container(width=180):
            year = filters.one_of("year", "Year of the gap", options, newest)
    left, right = st.columns(2, gap="large")
    with left:
        show(charts.gap(view, compared, int(year), country))
    moved = charts.movers(view, compared, country)
    if moved:
        with right:
            show(moved)


def size_classes() -> None:
    """The gap in one year, who moved, and the gap over time, each version of an index for itself."""
    if not newest:
        st.info("This data release has no values by size of enterprise, so there is no gap to show.")
        return
    gap()
    versions = list(charts.VERSIONS) if compared in charts.VERSIONS else [compared]
    over_time = [chart for each in versions if (chart := charts.gap_over_time(view, each, country))]
    for column, chart in zip(st.columns(max(len(over_time), 1), gap="large"), over_time, strict=False):
        with column:
            show(chart)


def findings() -> None:
    """What the regions themselves found on skills, awareness and challenges."""
    st.subheader("What the regions themselves found", anchor=False)
    rows = view.rows("findings_of_countries", country=country, topic=("skills", "awareness", "challenge"))
    silent = [
        name for code, name in countries.items() if code in country and code not in {r.country_code for r in rows}
    ]
    show_markup(
        render(
            "explore/skill_findings.html",
            rows=rows,
            silent=the(view, *silent),
            is_joint=not country,
            caution=live.contract().caution("findings", "joint_and_regional"),
        )
    )


for section in (size_classes, series) if indicator in by_size else (series, size_classes):
    section()
findings()
with back:
    filters.clear({"country": [], "indicator": SKILL, "year": newest, "size": "total"})
