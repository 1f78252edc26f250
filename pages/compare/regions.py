"""Regions: two to four places side by side over all that is known, and which others are like the first."""

import streamlit as st
from markupsafe import Markup

from pages.compare import region_charts as charts
from pages.compare import region_networks as networks
from pages.compare.region_peers import peers, with_peer
from pages.compare.region_tables import Compared
from pages.parts import filters, frame, markup
from pages.parts.chart import evidence_below
from pages.parts.indicator import the
from pages.parts.wording import as_text, capital, listed

view = st.session_state["view"]
MOST = 4
USUAL = ("LV", "SK")


def show(compared: Compared) -> None:
    """Show a table of places side by side: finding, subtitle, table, then what stands behind it."""
    with st.container(key=f"chart-{compared.chart.key}", gap="xxsmall"):
        markup.show(markup.piece("heading", compared.chart.finding, compared.chart.subtitle), compared.drawn)
        evidence_below(compared.chart)


def add(code: str) -> None:
    """Set the peer `code` beside the places compared."""
    st.session_state["places"] = with_peer(places, code, MOST)


frame.title("Regions", "Two to four countries or regions side by side, over all that is known of them.")
known = {row.place_code: row for row in view.rows("compared_places_list")}
if len(known) < 2:
    st.info("This data release names fewer than two places, so there is nothing to compare.")
    raise frame.NothingMore
usual = tuple(code for code in USUAL if code in known) if set(USUAL) <= set(known) else tuple(known)[:2]
options = {code: f"{row.place} ({row.country})" if row.is_region else row.place for code, row in known.items()}

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    chosen = filters.several_of(
        "places",
        "Places, two to four; peers are sought for the first",
        options,
        listed([known[code].place for code in usual]),
    )
    after_filters = st.container(width="content")

places, said = chosen[:MOST], ""
if not chosen:
    places = usual
elif len(chosen) == 1:
    found = peers(view, chosen[0]).nearest
    other = found[0].code if found else next(code for code in (*usual, *known) if code != chosen[0])
    places = (chosen[0], other)
    said = f"One place is chosen; beside it stands {the(view, known[other].place)}" + (
        ", the place most like it." if found else ", because too little is known to find the place most like it."
    )
elif len(chosen) > MOST:
    left_out = the(view, *(known[code].place for code in chosen[MOST:]))
    said = f"At most four places are compared: these are the first four, without {left_out}."

level_words, indicator_words = charts.differences(view, places)
markup.show(markup.render("compare/region_differences.html", levels=level_words, indicators=indicator_words, said=said))

with st.container(key="first-look"):
    left, right = st.columns([8, 4], gap="large")
with left:
    show(charts.levels(view, places))
with right:
    mine = peers(view, places[0])
    with st.container(key="chart-regions-peers", gap="xsmall"):
        markup.show(markup.piece("heading", mine.chart.finding, mine.chart.subtitle))
        for peer in mine.nearest:
            markup.show(peer.words)
            if peer.code not in places:
                st.button(
                    f"Compare with {as_text(the(view, peer.place))}"
                    if len(places) < MOST
                    else "Compare, in place of the last one",
                    key=f"peer-{peer.code}",
                    type="tertiary",
                    icon=":material/add:" if len(places) < MOST else ":material/swap_horiz:",
                    help=f"Sets {as_text(the(view, peer.place))} beside the others",
                    on_click=add,
                    args=(peer.code,),
                )
        evidence_below(mine.chart)


@st.fragment
def indicators() -> None:
    """The indicators of one theme."""
    themes = {"": "Key indicators"} | {each: capital(each) for each in view.labels("compared_themes")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="indicator-filters"):
        theme = filters.one_of("indicator_theme", "Indicators", themes, "")
        filters.clear({"indicator_theme": ""}, key="clear-theme")
    shown = charts.indicators(view, places, theme, themes[theme])
    if shown:
        show(shown)
    else:
        st.info("None of these places has a value of an indicator of this theme. Choose another theme.")


indicators()
support = charts.instruments(view, places)
if support:
    show(support)
else:
    st.info("The instruments of these places are not in this data release.")
show(networks.organisations(view, places))
show(networks.exchange(view, places))
markup.show(Markup('<p class="fine on-screen">To take this comparison to a meeting, print this page: it fits A4.</p>'))
with after_filters:
    filters.clear({"places": []})
