"""Good practices: what the partners showed one another, what it cost, what shows it works, and who took it up."""

import streamlit as st

from pages.explore import practice_charts as charts
from pages.explore.practice_cards import Card, cards, panel, still_to_be_found, style
from pages.explore.practice_charts import Chosen, theme_name
from pages.parts import counted, filters, frame
from pages.parts.chart import downloads, show
from pages.parts.wording import capital

view = st.session_state["view"]
AT_FIRST = 12
NOTHING = {"q": "", "country": [], "practice_theme": [], "provenance": [], "adopted": "any"}
ADOPTED = {"any": "All practices", "yes": "Taken up", "no": "Not taken up"}

frame.title(
    "Good practices",
    "What regions do for clusters and Industry 4.0, what it cost, what shows it works, and who took it up.",
)


def choose() -> Chosen:
    """Show the filters, each choice with its counts, and return what is chosen."""
    words = filters.search("Search", "Title, text or region")
    countries = view.ask("partner_countries_list").set_index("country_code")["country"].to_dict()
    all_themes = view.ask("practices_by_theme", **Chosen()._asdict())["theme"]
    themes = {theme: theme_name(theme) for theme in sorted(all_themes, key=theme_name)}
    kinds = {kind: capital(kind) for kind in ("confirmed", "likely", "other")}
    chosen = Chosen(
        words,
        counted.several_chosen("country", countries),
        counted.several_chosen("practice_theme", themes),
        counted.several_chosen("provenance", kinds),
        counted.one_chosen("adopted", ADOPTED, "any"),
    )
    counts: dict[str, dict[str, str]] = {}
    for row in view.ask("practice_facets", **chosen._asdict()).itertuples():
        counts.setdefault(row.facet, {})[row.choice] = f"{row.confirmed} + {row.likely} + {row.other}"

    def offered(name: str, label: str, labels: dict[str, str], all_of_them: str) -> None:
        options = counted.Counted(labels, counts[name])
        counted.several_of(name, label, options, f"{all_of_them} ({counts[name]['any']})")

    offered("country", "Countries", countries, "All ten")
    offered("practice_theme", "Themes", themes, "All themes")
    offered("provenance", "One of the 30?", kinds, "All")
    counted.one_of("adopted", "Taken up", counted.Counted(ADOPTED, counts["adopted"]), "any")
    counted.clear("clear", NOTHING)
    return chosen


def counts_above() -> None:
    """Say how many practices are shown, always split by how sure it is that they are among the 30."""
    shown, all_of_them = view.ask_one("practice_counts", **chosen._asdict()), view.ask_one("exchanged_practices")
    noun = "practice" if shown.practices == 1 else "practices"
    st.html(
        f'{style(view)}<p class="key"><span><b>{shown.practices}</b>{noun}, of which</span>'
        f'<span><i class="confirmed"></i><b>{shown.confirmed}</b>confirmed</span>'
        f'<span><i class="likely"></i><b>{shown.likely}</b>likely</span>'
        f'<span><i class="other"></i><b>{shown.other}</b>other</span>'
        f"<span><b>{shown.taken_up}</b>taken up by a named region ({shown.taken_up_confirmed} confirmed, "
        f"{shown.taken_up_likely} likely, {shown.taken_up_other} other)</span></p>"
        f'<p class="fine">{still_to_be_found(all_of_them)} '
        "Numbers in the filters read confirmed + likely + other.</p>"
    )


def toggle(practice: str | None) -> None:
    """Open a practice where its card stands, or close it."""
    closes = practice == st.session_state.get("practice")
    filters.open_record("practice", None if closes else practice)
    st.session_state["practice opened below"] = practice


def open_panel(practice: str) -> None:
    """Show all that is known of a practice."""
    with st.container(key="panel", gap="small"):
        st.button("Close", key="close-practice", type="tertiary", on_click=toggle, args=(practice,))
        st.html(panel(view, practice))


def card(each: Card, *, is_open: bool) -> None:
    """Show a card; a click on its title opens the practice below."""
    with st.container(key=f"card-open-{each.practice_id}" if is_open else f"card-{each.practice_id}"):
        st.html(each.above.replace("</p>", ", <strong>open below</strong></p>") if is_open else each.above)
        st.button(
            each.title, key=f"open-{each.practice_id}", type="tertiary", on_click=toggle, args=(each.practice_id,)
        )
        st.html(each.below)


@st.fragment
def grid() -> None:
    """The cards, the opened practice among them, and a way to more."""
    titles = view.ask("practice_names").set_index("practice_id")["title"].to_dict()
    opened = filters.opened("practice", titles, "practice")
    found = cards(view, chosen)
    shown_for, most = st.session_state.get("practices shown", (chosen, AT_FIRST))
    most = most if shown_for == chosen else AT_FIRST
    first = found[:most]
    is_below = opened == st.session_state.get("practice opened below") and opened in {each[0] for each in first}
    with st.container(key="cards"):
        if opened and not is_below:
            open_panel(opened)
        for each in first:
            card(each, is_open=is_below and each.practice_id == opened)
            if is_below and each.practice_id == opened:
                open_panel(opened)
    if len(found) > most:
        more = {"practices shown": (chosen, most + AT_FIRST)}
        st.button(f"Show more (of {len(found)})", key="more", on_click=st.session_state.update, args=(more,))


with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    chosen = choose()
counts_above()
grid()

shown = view.ask_one("practice_counts", **chosen._asdict())
if shown.practices:
    with st.container(key="take-along", gap="xxsmall"):
        st.html(
            f'<p class="fine">All {shown.practices} practices that fit the filters ({charts.split(shown)}), with all '
            "that is known of each. Costs cover different things (the note says which), so they must not be added "
            "up.</p>"
        )
        downloads("practices", charts.Download(view, chosen), charts.notes(view, chosen))
    left, right = st.columns(2, gap="large")
    with left:
        show(charts.stages(view, chosen))
        show(charts.themes(view, chosen))
    with right:
        show(charts.towns(view, chosen))
else:
    st.html(
        '<h3 class="chart-finding">No practice fits these filters</h3><p class="fine">Use fewer words, or choose '
        "more countries, themes or kinds. Some of the 30 are still to be found, so a practice that exists may be "
        "missing here.</p>"
    )
    counted.clear("clear-all", NOTHING)
