"""Indicators: where each place stands on any indicator, how it came there, and what goes with it."""

import streamlit as st

from pages.compare import indicator_charts as charts
from pages.compare import indicator_choices as choices
from pages.compare import indicator_facts, indicator_pairs, indicator_sizes
from pages.parts import filters, frame
from pages.parts.chart import Chart, evidence_below, figure, show
from pages.parts.indicator import SIZES
from pages.parts.markup import piece
from pages.parts.markup import show as show_markup
from pages.parts.wording import as_text, capital

view = st.session_state["view"]

frame.title("Indicators", "Any indicator: where each country stands, how it came there, and what goes with it.")

every = choices.choosable(view)
if not every:
    st.info("No indicator has a value in this data release.")
    raise frame.NothingMore

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    themes = {each.theme: capital(each.theme) for each in every.values()}
    theme = filters.one_of("indicator_theme", "Theme", {"": "All themes", **themes}, "")
    options = choices.listed_indicators(every, theme)
    indicator = filters.one_of("indicator", "Indicator", options, choices.usual_of(options))
    chosen = every[indicator]
    kind = "country" if chosen.has_countries else "region"
    size = chosen.main_size
    if len(chosen.size_classes) > 1:
        size = filters.one_of("size", "Size of enterprises", {each: SIZES[each] for each in chosen.size_classes}, size)
    years = choices.known_years(view, indicator, size)
    year = filters.one_of("year", "Year", choices.year_rules(years, kind), "common")
    countries = view.labels("partner_countries_list")
    country = filters.several_of("country", "Highlight", countries, "None, all alike")
    after_filters = st.container(width="content")

second_options, usual_second = choices.second_indicators(every, indicator, kind)


def side_by_side(*shown: Chart | None) -> None:
    """The charts that there are, beside one another."""
    present = [chart for chart in shown if chart]
    for column, chart in zip(st.columns(max(len(present), 1), gap="large"), present, strict=False):
        with column:
            show(chart)


def standing() -> None:
    """Where each country stands: the ranking with the map beside it."""
    shown = charts.standing(view, indicator, size, kind, year, country)
    if shown is None or shown.figure is None:
        return
    show_markup(piece("heading", shown.finding, shown.subtitle))
    left, right = st.columns([6, 5], gap="medium")
    with left:
        figure(shown.figure, f"figure-{shown.key}", shown.alternative)
    with right:
        beside = charts.standing_map(view, indicator, size, year)
        figure(beside, "figure-indicator-map", f"Map of the ten countries. {shown.alternative}")
    evidence_below(shown)


def regions() -> None:
    """The regions, where an indicator of the countries has values for them too."""
    known = {str(row.year) for row in years if row.kind == "region"}
    if kind == "region" or not known:
        return
    st.subheader("In the regions", anchor=False)
    rule = year if year in known | {"common", "latest"} else "common"
    if rule != year:
        st.caption(f"No region has a value for {year}; shown is the latest year common to most regions.")
    side_by_side(
        charts.standing(view, indicator, size, "region", rule, country),
        charts.trend(view, indicator, size, "region", country),
    )


@st.fragment
def pair() -> None:
    """The indicator against a second one."""
    st.subheader("Together with a second indicator", anchor=False)
    second = filters.one_of("second", "Second indicator", second_options, usual_second)
    second_size = every[second].main_size
    shown = indicator_pairs.pair(view, indicator, size, second, second_size, kind, year, country)
    if shown:
        show(shown)
    else:
        st.info(
            f"Fewer than {indicator_pairs.FEWEST} places have values of both “{as_text(chosen.label)}” and "
            f"“{as_text(second_options[second])}” in this year. Choose the latest of each place, or another second one."
        )


def sizes_of_enterprises() -> None:
    """Small, medium and large enterprises, where the indicator has them."""
    if not {"10-49", "250+"} <= set(chosen.size_classes):
        return
    sized = indicator_sizes.sizes(view, indicator, year, country)
    if sized:
        show(sized)
    else:
        st.info(f"No country has values by size of enterprise for {year}. Choose another year.")


trend = charts.trend(view, indicator, size, kind, country)
panels = charts.multiples(view, indicator, size, kind, country)
if kind == "country":
    standing()
    side_by_side(trend, panels)
else:
    side_by_side(charts.standing(view, indicator, size, kind, year, country), trend)
if not trend:
    st.caption(f"“{as_text(chosen.label)}” is known for one year alone, so there is no change to show.")
regions()
left, right = st.columns([6, 5], gap="large")
with left:
    if second_options:
        pair()
with right:
    st.subheader("About this indicator", anchor=False)
    kinds = ("country", "region") if kind == "country" and chosen.has_regions else (kind,)
    show_markup(indicator_facts.facts(view, indicator, size, kinds))
    sizes_of_enterprises()
    if kind == "region" and panels:
        show(panels)
with after_filters:
    filters.clear(
        {
            "indicator_theme": "",
            "indicator": choices.usual_of(every),
            "size": chosen.main_size,
            "year": "common",
            "country": [],
            "second": usual_second,
        }
    )
