"""Good practices: what the partners showed one another, what it cost, what shows it works, and who took it up."""

import streamlit as st
from markupsafe import Markup

from pages.explore import practice_charts as charts
from pages.explore.practice_cards import Card, cards, panel, still_to_be_found
from pages.explore.practice_charts import Chosen, theme_name
from pages.parts import filters, frame, markup
from pages.parts.chart import downloads, show
from pages.parts.markup import piece, render
from pages.parts.wording import capital

view = st.session_state["view"]
AT_FIRST = 12
NOTHING = {"q": "", "country": [], "practice_theme": [], "provenance": [], "adopted": "any"}
ADOPTED = {"any": "All practices", "yes": "Taken up", "no": "Not taken up"}

frame.title(
    "Good practices",
    "What regions do for clusters and Industry 4.0, what it cost, what shows it works, and who took it up.",
)


def counts_of(chosen: Chosen) -> dict[str, dict[str, str]]:
    """Return what each choice of each filter would show under the other filters, always split."""
    counts: dict[str, dict[str, str]] = {}
    for row in view.rows("practice_facets", **chosen._asdict()):
        counts.setdefault(row.facet, {})[row.choice] = f"{row.confirmed} + {row.likely} + {row.other}"
    return counts


def choose() -> Chosen:
    """Show the filters, each choice with its counts, and return what is chosen."""
    words = filters.search("Search", "Title, text or region")
    countries = view.labels("partner_countries_list")
    all_themes = [theme for theme in counts_of(Chosen())["practice_theme"] if theme != "any"]
    themes = {theme: theme_name(theme) for theme in sorted(all_themes, key=theme_name)}
    kinds = {kind: capital(kind) for kind in ("confirmed", "likely", "other")}
    chosen = Chosen(
        words,
        filters.several_chosen("country", countries),
        filters.several_chosen("practice_theme", themes),
        filters.several_chosen("provenance", kinds),
        filters.one_chosen("adopted", ADOPTED, "any"),
    )
    counts = counts_of(chosen)

    def offered(name: str, label: str, labels: dict[str, str], all_of_them: str) -> None:
        filters.several_of(name, label, labels, f"{all_of_them} ({counts[name]['any']})", counts[name])

    offered("country", "Countries", countries, "All ten")
    offered("practice_theme", "Themes", themes, "All themes")
    offered("provenance", "One of the 30?", kinds, "All")
    filters.one_of("adopted", "Taken up", ADOPTED, "any", counts["adopted"])
    filters.clear(NOTHING)
    return chosen


def toggle(practice: str | None) -> None:
    """Open a practice where its card stands, or close it."""
    closes = practice == st.session_state.get("practice")
    filters.open_record("practice", None if closes else practice)
    st.session_state["practice opened below"] = practice


def open_panel(practice: str) -> None:
    """Show all that is known of a practice."""
    with st.container(key="panel", gap="small"):
        st.button("Close", key="close-practice", type="tertiary", on_click=toggle, args=(practice,))
        markup.show(panel(view, practice))


def card(practice: str, words: Card, *, is_open: bool) -> None:
    """Show a card; a click on its title opens the practice below."""
    with st.container(key=f"card-open-{practice}" if is_open else f"card-{practice}"):
        open_below = Markup(", <strong>open below</strong>") if is_open else ""
        markup.show(Markup('<p class="practice-tag">{}{}</p>').format(words.tag, open_below))
        st.button(words.title, key=f"open-{practice}", type="tertiary", on_click=toggle, args=(practice,))
        markup.show(words.below)


@st.fragment
def grid() -> None:
    """The cards, the opened practice among them, and a way to more."""
    every = cards(view)
    opened = filters.opened("practice", every, "practice")
    shown_for, most = st.session_state.get("practices shown", (found, AT_FIRST))
    most = most if shown_for == found else AT_FIRST
    first = found[:most]
    is_below = opened == st.session_state.get("practice opened below") and opened in first
    with st.container(key="cards"):
        if opened and not is_below:
            open_panel(opened)
        for each in first:
            card(each, every[each], is_open=is_below and each == opened)
            if is_below and each == opened:
                open_panel(opened)
    if len(found) > most:
        more = {"practices shown": (found, most + AT_FIRST)}
        st.button(f"Show more (of {len(found)})", key="more", on_click=st.session_state.update, args=(more,))


with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    chosen = choose()
found = charts.found(view, chosen)
total = view.row("practice_counts", practice=found)
# Always split by how sure it is that they are among the 30.
known = still_to_be_found(view.row("exchanged_practices"))
markup.show(render("explore/practice_counts.html", total=total, still_to_be_found=known))
grid()

if found:
    with st.container(key="take-along", gap="xxsmall"):
        all_of_them = f"All {total.practices} practices that fit the filters ({charts.split(total)}), with all that is "
        costs = "Costs cover different things (the note says which), so they must not be added up."
        markup.show(piece("fine", f"{all_of_them}known of each. {costs}"))
        table = charts.practice_table(view).only("Identifier", found)
        downloads("practices", table, charts.notes(view, chosen, found))
    left, right = st.columns(2, gap="large")
    with left:
        show(charts.stages(view, found))
        show(charts.themes(view, found))
    with right:
        show(charts.towns(view, found, bool(chosen.country)))
else:
    advice = (
        "Use fewer words, or choose more countries, themes or kinds. Some of the 30 are still to be found, so a "
        "practice that exists may be missing here."
    )
    markup.show(piece("heading", "No practice fits these filters", advice))
    filters.clear(NOTHING, "clear-all")
