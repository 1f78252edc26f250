"""Instruments: what public support there is, what is missing, what overlaps, and how fragmented it is."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from pages.explore import instrument_charts as charts
from pages.explore.instrument_panel import panel
from pages.explore.overlap_finder import families, overlaps, weights
from pages.parts import filters, frame, markup
from pages.parts.chart import downloads, evidence_below, heading, show
from pages.parts.wording import capital

view = st.session_state["view"]

MAIN = {
    "country": ("Countries", "All ten"),
    "theme": ("Themes", "All themes"),
    "stage": ("Support stages", "All stages"),
    "kind": ("Kinds", "All kinds"),
}
MORE = {
    "level": ("Levels", "All levels"),
    "beneficiary": ("Beneficiaries", "All beneficiaries"),
    "provider_type": ("Types of provider", "All types"),
    "funding": ("Funding sources", "All sources"),
    "status": ("Status in 2022", "Any status"),
}

frame.title("Instruments", "What public support firms can get, where nothing is on offer, and where offers overlap.")


def chosen_filters() -> charts.Filters:
    """Show the filters, each choice with its count, and return what is chosen."""
    everything = charts.facet_counts(view, charts.Filters())
    countries = view.labels("partner_countries_list")
    options = {name: {value: capital(value) for value in everything.get(name, {})} for name in (*MAIN, *MORE)}
    options["country"] = countries
    years = {year: year for year in sorted(everything.get("year", {}), reverse=True)}
    now = {name: filters.several_chosen(name, options[name]) for name in options}
    year = filters.one_chosen("year", years, "")
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        words = filters.search("Search", "Name, summary or provider")
        counts = charts.facet_counts(view, charts.Filters(**now, year=year, words=words))
        chosen = {
            name: filters.several_of(name, label, options[name], placeholder, counts.get(name, {}))
            for name, (label, placeholder) in MAIN.items()
        }
        used = sum(bool(now[name]) for name in MORE) + bool(year)
        with st.popover(f"More filters ({used})" if used else "More filters", key="more-filters"):
            chosen |= {
                name: filters.several_of(name, label, options[name], placeholder, counts.get(name, {}))
                for name, (label, placeholder) in MORE.items()
            }
            year = filters.one_of("year", "Known to run in", {"": "Any year", **years}, "", counts.get("year", {}))
        filters.clear({name: [] for name in options} | {"year": "", "q": ""})
    return charts.Filters(**chosen, year=year, words=words)


@st.fragment
def instrument_list() -> None:
    """The instruments that match, and the opened one beside them."""
    opened = filters.opened("instrument", everything, "instrument")
    if not listed:
        st.info("No instrument of the sample matches all of these filters. Take one away, or use fewer search words.")
    left, right = st.columns([7, 5], gap="medium") if opened else (st.container(), None)
    if listed:
        with left:
            _list()
    if opened and right:
        with right:
            st.button("Close", type="tertiary", on_click=filters.open_record, args=("instrument", None))
            markup.show(panel(view, opened))


def _list() -> None:
    table = charts.instrument_table(view).only("Identifier", listed)
    markup.show(
        Markup(
            '<p class="fine"><b>{} of {} sampled instruments.</b> How many a country has is a quota: compare '
            "shares and overlap, never totals. Select a row to open it.</p>"
        ).format(len(listed), len(everything))
    )
    # A row's number means another instrument once the list changes, so each list has a selection of its own.
    key = f"instruments-{hash(listed)}"
    table.show(
        key,
        "The instruments that match the filters",
        on_select=partial(_open_row, key, listed),
        selection_mode="single-row",
    )
    downloads("instruments", table, {"Title": "Sampled instruments", "Search": chosen.words or "none"})


def _open_row(key: str, identifiers: charts.Codes) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    filters.open_record("instrument", identifiers[rows[0]] if rows else None)


@st.fragment
def overlap_finder() -> None:
    """Pairs that do nearly the same, from a chosen likeness on."""
    slider, popover = st.columns([3, 1], gap="medium", vertical_alignment="bottom")
    with slider:
        threshold = filters.number("threshold", "Likeness from which two instruments count", 0.4, 1.0, 0.01, 0.85)
    with popover, st.popover("Weights"):
        weighed = weights()
    chart = overlaps(view, chosen.country, threshold, weighed)
    if not chart:
        st.info("No two instruments of the chosen countries are that alike. Lower the likeness or change the weights.")
        return
    markup.show(heading(chart), families(view, chosen.country, threshold, weighed))
    evidence_below(chart)


chosen = chosen_filters()
everything, listed = charts.found(view, charts.Filters()), charts.found(view, chosen)
instrument_list()

show(charts.gap_map(view, chosen.country))
st.subheader("Overlap finder", anchor="overlaps")
overlap_finder()
show(charts.fragmentation(view, chosen.country))
if listed:
    calendar = charts.calendar(view, listed)
    if calendar:
        show(calendar)
    else:
        st.info("No year is known for the instruments listed, so there is no calendar of them.")
    show(charts.support_flow(view, listed))
