"""Ideas for a region: its gaps, and what elsewhere may answer each, as rules see it."""

import streamlit as st
from markupsafe import Markup

from data import live
from data.refused import Refused
from data.review.marks import NOT_USEFUL, USEFUL, Marks
from pages.act.idea_list import IDEAS, all_ideas, shown, summary
from pages.act.idea_words import KINDS, Gap, Idea, gaps, places
from pages.parts import filters, frame, refusal, sign_in
from pages.parts.chart import evidence_below
from pages.parts.markup import piece, render, show
from pages.parts.site_map import screen
from pages.parts.wording import as_text

view = st.session_state["view"]
USUAL = "RO"
SEE = {
    "level": "See the levels",
    "support": "See who has instruments for it",
    "size": "See the indicator",
    "service": "See the providers",
}


def mark(idea: str, given: str | None) -> None:
    """Keep the expert's mark of an idea, or say why it could not be kept."""
    try:
        live.idea_marks().mark(idea, given, view.release, visitor=sign_in.visitor())
    except Refused as error:
        st.session_state["mark refused"] = refusal.words(error)


def marks_of(ideas: list[Idea]) -> dict[str, Marks]:
    """Return the marks of these ideas for experts, nothing for others."""
    if not sign_in.allows("expert"):
        return {}
    try:
        return live.idea_marks().of([each.key for each in ideas], visitor=sign_in.visitor())
    except Refused as error:
        st.session_state["mark refused"] = refusal.words(error)
        return {}


def buttons(idea: Idea, marks: Marks, place: str) -> None:
    """Let an expert say whether an idea is useful; a second click on the own mark takes it back."""
    with st.container(horizontal=True, key=f"marks-{place}"):
        for name, count, icon in ((USEFUL, marks.useful, "thumb_up"), (NOT_USEFUL, marks.not_useful, "thumb_down")):
            is_mine = marks.mine == name
            st.button(
                f"**{name.capitalize()} ({count}), your mark**" if is_mine else f"{name.capitalize()} ({count})",
                key=f"{icon}-{place}",
                type="tertiary",
                icon=f":material/{icon}:",
                on_click=mark,
                args=(idea.key, None if is_mine else name),
            )


def answers(gap: Gap, number: int, marks: dict[str, Marks]) -> None:
    """Show a gap and the best ideas for it."""
    show(render("act/gap.html", gap=gap, number=number))
    with st.container(key=f"answers-{number}"):
        for rank, idea in enumerate(gap.ideas[:IDEAS], 1):
            with st.container(key=f"idea-of-{number}-{rank}"):
                show(Markup('<p class="idea-what">{}</p>').format(idea.what))
                st.page_link(screen(idea.path).script, label=as_text(idea.title), query_params=idea.choices)
                show(render("act/idea.html", idea=idea))
                if idea.key in marks:
                    buttons(idea, marks[idea.key], f"{number}-{rank}")
    st.page_link(screen(gap.path).script, label=SEE[gap.kind], query_params=gap.choices)


@st.fragment
def ideas() -> None:
    """The gaps, kind by kind, each with its best ideas, and a way to more."""
    of_place, clicks = st.session_state.get("ideas shown", (region, 0))
    clicks = clicks if of_place == region else 0
    listed = shown(view, region, clicks)
    marks = marks_of([idea for gap in listed for idea in gap.ideas[:IDEAS]])
    if said := st.session_state.pop("mark refused", ""):
        st.warning(as_text(said))
    before = None
    for number, gap in enumerate(listed, 1):
        if gap.kind != before:
            show(Markup('<h2 class="idea-kind">{}</h2>').format(KINDS[gap.kind]))
        before = gap.kind
        answers(gap, number, marks)
    left = len(gaps(view, region)) - len(listed)
    if left:
        more = {"ideas shown": (region, clicks + 1)}
        st.button(f"Show more gaps ({left} left)", key="more", on_click=st.session_state.update, args=(more,))


frame.title("Ideas for a region", "Its gaps, and what other countries have that may answer them.")
known = places(view)
if not known:
    st.info("This data release names no place, so there is nothing to look for ideas for.")
    raise frame.NothingMore
with st.container(horizontal=True, vertical_alignment="bottom", key="idea-filters"):
    usual = USUAL if USUAL in known else next(iter(known))
    region = filters.one_of("region", "Country or region", known, usual)
    filters.clear({"region": usual})

chart = all_ideas(view, region)
show(piece("heading", chart.finding, chart.subtitle), summary(view, region))
ideas()
evidence_below(chart)
