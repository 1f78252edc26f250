"""Voting in an open round: one level or finding at a time, with its evidence and one's own vote."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import streamlit as st

from data import live
from data.refused import Refused
from data.review.consensus import ANSWERS
from data.review.judged import Item
from data.review.outcomes import Vote
from data.review.rounds import Round
from data.review.votes import COMMENT_LETTERS, LEVELS_PROPOSED, RoundClosed
from pages.parts import flash, markup, refusal, sign_in
from pages.parts.badges import value_words
from pages.parts.chart import Table
from pages.parts.release import EVERY
from pages.parts.view import View
from pages.review.round_form import overseeing
from pages.review.round_words import ANSWER_WORDS, held, rule
from pages.review.statements import COLUMNS, Statement, statements

_ITEM = "judged item"


@sign_in.fragment("expert")
def voting(number: int, is_dark: bool, country: tuple[str, ...]) -> None:
    """Let the visitor vote on the items of the round `number` that concern `country` (all where empty)."""
    # Votes are on what is live, which can change while the screen is open.
    view = View(live.newest_release().number, is_dark)
    ballot = live.rounds().get(number)
    if not ballot.is_open:
        st.rerun()
    _head(ballot)
    if sign_in.allows("staff"):
        overseeing(ballot)
    known = statements(view)
    items = [item for item in ballot.items if item in known and known[item].concerns(country)]
    if not items:
        st.info(
            "Nothing in this round concerns the chosen countries. Choose other countries."
            if country
            else "The newest release no longer has anything of this round."
        )
        return
    mine = live.votes().mine(number, visitor=sign_in.visitor())
    values = live.judged().values(view.release)
    is_done = {item: item in mine and mine[item].value == values[item] for item in items}
    done = sum(is_done.values())
    if st.session_state.get(_ITEM) not in items:
        st.session_state[_ITEM] = next((item for item in items if not is_done[item]), items[0])
    with st.container(horizontal=True, vertical_alignment="bottom", key="judged-row"):
        # Said at every run, because its browser knows a choice by its label, which a vote changes.
        st.session_state["judged"] = st.session_state[_ITEM]
        st.selectbox(
            f"Level or finding: you have voted on {done} of {len(items)}",
            items,
            format_func=lambda item: f"{'✓' if is_done[item] else '○'} {known[item].name}",
            key="judged",
            on_change=lambda: _turn_to(st.session_state["judged"]),
        )
        place = items.index(st.session_state[_ITEM])
        for words, step, key in (("Previous", -1, "judged-before"), ("Next", 1, "judged-after")):
            to = items[(place + step) % len(items)]
            st.button(words, key=key, on_click=_turn_to, args=(to,))
    item = items[place]
    left, right = st.columns([7, 5], gap="large")
    with left:
        levels = view.rows("levels_of_dimension", dimension=known[item].dimension_id)
        markup.show(markup.render("review/statement.html", shown=known[item], levels=levels))
    with right:
        _form(ballot, known[item], values[item], mine.get(item), items)
    with st.expander(
        "All in this round, with your votes", key="judged-all", on_change="rerun", type="compact"
    ) as whole:
        if whole.open:
            _table(items, known, mine, is_done)


@st.fragment(run_every=EVERY)
def closing(number: int) -> None:
    """Say on an open page that the round `number` has closed, and leave what is typed there until the visitor goes."""
    if not sign_in.allows("expert"):
        return
    try:
        closed_at = live.rounds().closed_at(number)
    except Refused:
        # The next click says what is the matter with the store; the next question comes in seconds.
        return
    if closed_at is None:
        return
    with st.container(key="round-closed"):
        st.warning(
            f"Round {number} closed on {closed_at:%-d %B %Y at %H:%M} UTC: it takes no more votes. Copy what you have "
            "typed and want to keep before you go on.",
            icon=":material/lock:",
        )
        if st.button("Show what came out", key="round-closed-go"):
            st.rerun()


def _head(ballot: Round) -> None:
    """Say what an open round is about, its rule, and who sees what when."""
    people = live.votes().turnout(ballot.number, visitor=sign_in.visitor()).people
    words = "nobody has" if not people else "1 person has" if people == 1 else f"{people} have"
    day = f"{ballot.last_day:%-d %B %Y}"
    content = {"held": held(ballot.items), "last_day": day, "people": words, "rule": rule(ballot)}
    markup.show(markup.render("review/round_head.html", **content))


def _form(ballot: Round, statement: Statement, value: str, mine: Vote | None, items: Sequence[Item]) -> None:
    keys = {name: f"{name}-{ballot.number}-{statement.item.key}" for name in ("answer", "level", "comment")}
    if mine:
        st.session_state.setdefault(keys["answer"], mine.answer)
        st.session_state.setdefault(keys["level"], mine.proposed_level)
        st.session_state.setdefault(keys["comment"], mine.comment)
    if mine and mine.value != value:
        st.warning(
            f"You voted on {value_words(mine.value)}; since then a release changed it to {value_words(value)}. "
            "Your vote counts for what you saw. Vote again on what it says now.",
            icon=":material/history:",
        )
    with st.form(f"vote-{ballot.number}-{statement.item.key}", border=False):
        st.radio("Your vote", ANSWERS, index=None, format_func=ANSWER_WORDS.__getitem__, key=keys["answer"])
        if statement.level is not None:
            propose = "Level you propose (optional)"
            st.selectbox(propose, LEVELS_PROPOSED, index=None, placeholder="None", key=keys["level"])
        st.text_area(
            "Comment (optional)",
            key=keys["comment"],
            max_chars=COMMENT_LETTERS,
            height=90,
            # The browser refuses a longer text as a whole, and says nothing.
            placeholder=f"Why, and what evidence says otherwise (up to {COMMENT_LETTERS:,} letters)",
        )
        st.form_submit_button(
            "Change my vote" if mine and mine.value == value else "Vote",
            type="primary",
            on_click=_cast,
            args=(ballot.number, statement, value, keys, tuple(items)),
        )
    flash.show()


def _turn_to(item: Item) -> None:
    st.session_state[_ITEM] = item
    flash.nothing()


def _cast(number: int, statement: Statement, value: str, keys: dict[str, str], items: tuple[Item, ...]) -> None:
    given = st.session_state
    try:
        live.votes().cast(
            number,
            statement.item,
            value,
            given[keys["answer"]] or "",
            given[keys["comment"]] or "",
            given.get(keys["level"]),
            visitor=sign_in.visitor(),
        )
        voted = live.votes().mine(number, visitor=sign_in.visitor())
    except RoundClosed as error:
        # The screen goes over to what came out, and the form is gone with all that was typed.
        flash.refused(refusal.words(error), typed=given[keys["comment"]] or "")
        return
    except Refused as error:
        flash.refused(refusal.words(error))
        return
    after = items.index(statement.item) + 1
    given[_ITEM] = next((item for item in (*items[after:], *items[:after]) if item not in voted), statement.item)
    flash.done(f"Your vote on {statement.name} is kept. You can change it until the round closes.")


def _table(
    items: Sequence[Item], known: Mapping[Item, Statement], mine: dict[Item, Vote], is_done: dict[Item, bool]
) -> None:
    rows = []
    for item in items:
        vote, shown = mine.get(item), known[item]
        older = "" if is_done[item] else ", on an older value"
        rows.append(
            {heading: getattr(shown, field) for field, heading in COLUMNS.items()}
            | {"Your vote": ANSWER_WORDS[vote.answer] + older if vote else "not yet"}
            | {"Your comment": vote.comment if vote else ""}
        )
    table = Table(pa.Table.from_pylist(rows), wide=("Says",))
    table.show("judged-table", "The levels and findings of this round with your votes")
