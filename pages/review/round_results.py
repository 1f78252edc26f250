"""What came out of a closed round: the distribution of votes, what was judged at another value, and the comments."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from data.review.judged import Item
from data.review.outcomes import Judgement, Result, summary
from data.review.rounds import Round
from pages.explore.policy_charts import short_names
from pages.parts.badges import KIND_WORDS, MARKS, in_release, value_words
from pages.parts.chart import Chart, Table, show
from pages.parts.evidence import Evidence
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.palette import Palette
from pages.parts.report.pdf import to_pdf
from pages.parts.report.word import to_docx
from pages.parts.view import View
from pages.parts.wording import capital, counted
from pages.review.minutes import minutes
from pages.review.round_words import (
    OUTCOME_WORDS,
    comment_head,
    consensus,
    finding,
    in_order,
    outcome_words,
    period,
    rule,
)
from pages.review.statements import Statement, named, statements

# More bars than this nobody reads; the table has them all.
MOST_BARS = 40
WRITERS = {
    "PDF": (to_pdf, "application/pdf"),
    "DOCX": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def show_results(round: Round, results: tuple[Result, ...], view: View, country: tuple[str, ...]) -> None:
    """Show what came out for what concerns `country` (all where empty), and offer the minutes of the whole round."""
    known = statements(view)
    shown = tuple(result for result in results if not country or _concerns(known, result, country))
    if not shown:
        st.info("Nothing in this round concerns the chosen countries. Choose other countries.")
        return
    show(distribution(round, shown, known, view))
    with st.container(horizontal=True, vertical_alignment="center", key="minutes"):
        for kind, (write, mime) in WRITERS.items():
            st.download_button(
                f"Minutes as {kind}",
                # Written at the click: the report is made only for those who want it.
                lambda write=write: write(minutes(round, results, known, view.release)),
                f"inno-industry-round-{round.number}-minutes-release-{view.release}.{kind.lower()}",
                mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"minutes-{kind.lower()}",
            )
    words = at_another_value(shown, known, view.release) + comments(shown, known, view.release)
    if words:
        st.html(words)


def _concerns(known: Mapping[Item, Statement], result: Result, country: tuple[str, ...]) -> bool:
    return result.item in known and known[result.item].concerns(country)


def distribution(round: Round, results: Sequence[Result], known: Mapping[Item, Statement], view: View) -> Chart:
    """Return the distribution of votes, one bar for each item, the contested first."""
    total = summary(results)
    voted = in_order(results)
    colours, short = view.colours, short_names(view)
    drawn = voted[:MOST_BARS]
    labels = [_label(known, result, short, colours) for result in drawn]
    tallies = [result.shown.tally for result in drawn]
    cannot_judge = [each.cannot_judge for each in tallies]
    parts = [
        Part([each.agree for each in tallies], "Agree", *colours.level(4)),
        Part([each.reservations for each in tallies], "Agree with reservations", *colours.level(2)),
        Part([each.disagree for each in tallies], "Disagree", colours.chosen, colours.background),
        Part(cannot_judge, "Cannot judge", colours.background, colours.muted, is_missing=True),
    ]
    some = f" The {MOST_BARS} least agreed on are drawn; the table has all." if len(voted) > MOST_BARS else ""
    closed = f"closed {round.closed_at:%-d %B %Y}"
    return Chart(
        f"round-{round.number}",
        capital(finding(total)),
        f"Votes of {counted(total.people, 'person', 'people')} in round {round.number}, {closed}."
        f" {consensus(round)}{some}",
        stacked_bars(labels, parts, colours, axis_title="votes", row_height=38) if drawn else None,
        f"{MARKS['validated']} validated, {MARKS['contested']} contested, {MARKS['stale']} {KIND_WORDS['stale']}, "
        "○ judged by too few."
        if drawn
        else "",
        table(results, known, view.release),
        Evidence(
            rule(round),
            f"Votes in round {round.number}, “{round.title}”, opened by {round.opened_by} over release "
            f"{round.release_number}.",
            period(round),
        ),
    )


def table(results: Sequence[Result], known: Mapping[Item, Statement], release: int) -> Table:
    """Return the votes on every value of every item of a round as a table, beside the values of `release`."""
    rows = []
    for result in results:
        about = known.get(result.item)
        head = (about.place, about.about) if about else (result.item.key, "no longer in the data")
        if result.shown is None:
            rows.append((*head, value_words(result.now) if result.now else "", "no votes", *[0] * 4, None, ""))
        for each in result.judgements:
            there = "" if each.value == result.now else value_words(result.now) if result.now else "not there"
            share = each.tally.agreed_pct if each.tally.judged else None
            outcome = "rejected" if each.is_rejected else OUTCOME_WORDS[each.outcome].lower()
            rows.append((*head, value_words(each.value), outcome, *_counts(each), share, there))
    columns = ["Place", "Subject", "Judged", "Outcome", "Agree", "With reservations", "Disagree", "Cannot judge"]
    frame = pd.DataFrame(
        rows, columns=[*columns, "Agree, % of those who judged", f"In release {release}, if different"]
    )
    return Table(frame, {"Agree, % of those who judged": "%.1f"})


def at_another_value(results: Sequence[Result], known: Mapping[Item, Statement], release: int) -> str:
    """Return as HTML what was voted on at another value than `release` has, both; "" where nothing was."""
    lines = []
    for result in results:
        for each in result.judgements:
            if each.value != result.now:
                on = ", ".join(str(number) for number in sorted({vote.release_number for vote in each.votes}))
                lines.append(
                    f"<li><b>{escape(named(known, result.item))}</b>: {counted(each.tally.votes, 'vote')} on "
                    f"{escape(value_words(each.value))} (release {on}, "
                    f"{OUTCOME_WORDS[each.outcome].lower()}); {escape(in_release(result.now, release, each.value))}.</li>"
                )
    if not lines:
        return ""
    return f'<div class="said-of"><h3>{MARKS["stale"]} Judged at another value</h3><ul>{"".join(lines)}</ul></div>'


def comments(results: Sequence[Result], known: Mapping[Item, Statement], release: int) -> str:
    """Return as HTML what experts wrote and which levels they propose; "" where they did neither."""
    blocks = []
    for result in in_order(results):
        lines = "".join(
            f"<li><b>{escape(vote.name)}</b>, {comment_head(vote.answer, vote.proposed_level)}"
            f"{' (on ' + escape(value_words(each.value)) + ')' if each.value != result.now else ''}"
            f"{': ' + escape(vote.comment) if vote.comment else ''}</li>"
            for each in result.judgements
            for vote in each.votes
            if vote.comment or vote.proposed_level is not None
        )
        if lines:
            says = known[result.item].says if result.item in known else ""
            blocks.append(
                f"<h4>{escape(named(known, result.item))}: {escape(says)} "
                f'<span class="fine">{escape(outcome_words(result, release))}</span></h4><ul>{lines}</ul>'
            )
    return f'<div class="said-of"><h3>Comments and proposed levels</h3>{"".join(blocks)}</div>' if blocks else ""


def _label(known: Mapping[Item, Statement], result: Result, short: Mapping[str, str], colours: Palette) -> str:
    mark = MARKS.get("stale" if result.is_stale else result.shown.outcome, "○")
    about = known.get(result.item)
    if about is None:
        return f"{escape(result.item.key)} {mark}"
    if about.level is None:
        # A finding's first words tell it from the others of its place.
        place, small = about.place, about.says if len(about.says) <= 30 else f"{about.says[:28].rstrip()}…"
    else:
        place = f"{about.place}: {value_words(result.shown.value)}"
        small = f"{short.get(about.dimension_id, about.dimension_id)}, {about.year}"
    return f'{escape(place)} {mark}<br><span style="font-size:11px;color:{colours.muted}">{escape(small)}</span>'


def _counts(judgement: Judgement) -> tuple[int, int, int, int]:
    tally = judgement.tally
    return tally.agree, tally.reservations, tally.disagree, tally.cannot_judge
