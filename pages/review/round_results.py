"""What came out of a closed round: the distribution of votes, what was judged at another value, and the comments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple

import streamlit as st
from markupsafe import Markup

from data.review.consensus import Tally
from data.review.judged import Item
from data.review.outcomes import Judgement, Result, summary
from data.review.rounds import Round
from pages.parts import markup
from pages.parts.badges import KIND_WORDS, MARKS, in_release, value_words
from pages.parts.chart import Chart, Table, show
from pages.parts.evidence import Evidence
from pages.parts.figures.base import hover_text
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.markup import render
from pages.parts.palette import Palette
from pages.parts.report.formats import FORMATS
from pages.parts.report.model import Report
from pages.parts.view import View
from pages.parts.wording import capital, counted
from pages.review.minutes import minutes
from pages.review.round_words import (
    OUTCOME_WORDS,
    at_another_value,
    comment_head,
    consensus,
    finding,
    in_order,
    outcome_words,
    period,
    rule,
    spoken,
)
from pages.review.statements import Statement, named, statements

# More bars than this nobody reads; the table has them all.
MOST_BARS = 40


def show_results(ballot: Round, results: tuple[Result, ...], view: View, country: tuple[str, ...]) -> None:
    """Show what came out for what concerns `country` (all where empty), and offer the minutes of the whole round."""
    known = statements(view)
    there = (result for result in results if result.item in known)
    shown = tuple(result for result in there if known[result.item].concerns(country)) if country else results
    if not shown:
        st.info("Nothing in this round concerns the chosen countries. Choose other countries.")
        return

    def written(write: Callable[[Report], bytes]) -> Callable[[], bytes]:
        # Called at the click: the report is made only for those who want it.
        return lambda: write(minutes(ballot, results, known, view.release))

    show(distribution(ballot, shown, known, view))
    with st.container(horizontal=True, vertical_alignment="center", key="minutes"):
        for ending, (write, mime) in FORMATS.items():
            st.download_button(
                f"Minutes as {ending.upper()}",
                written(write),
                f"inno-industry-round-{ballot.number}-minutes-release-{view.release}.{ending}",
                mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"minutes-{ending}",
            )
    words = said(shown, known, view.release)
    if words:
        markup.show(words)


def distribution(ballot: Round, results: tuple[Result, ...], known: Mapping[Item, Statement], view: View) -> Chart:
    """Return the distribution of votes, one bar for each item, the contested first."""
    total = summary(results)
    voted = in_order(results)
    drawn, colours = voted[:MOST_BARS], view.colours
    labels = [_label(known, result, shown, colours) for result, shown in drawn]
    tallies = [shown.tally for _, shown in drawn]
    cannot_judge = [each.cannot_judge for each in tallies]
    parts = [
        Part([each.agree for each in tallies], "Agree", *colours.level(4)),
        Part([each.reservations for each in tallies], "Agree with reservations", *colours.level(2)),
        Part([each.disagree for each in tallies], "Disagree", colours.chosen, colours.background),
        Part(cannot_judge, "Cannot judge", colours.background, colours.muted, is_missing=True),
    ]
    some = f" The {MOST_BARS} least agreed on are drawn; the table has all." if len(voted) > MOST_BARS else ""
    closed = f"closed {ballot.closed_at or ballot.closes_at:%-d %B %Y}"
    return Chart(
        f"round-{ballot.number}",
        capital(finding(total)),
        f"Votes of {counted(total.people, 'person', 'people')} in round {ballot.number}, {closed}."
        f" {consensus(ballot)}{some}",
        stacked_bars(labels, parts, colours, axis_title="votes", row_height=38) if drawn else None,
        f"{MARKS['validated']} validated, {MARKS['contested']} contested, {MARKS['stale']} {KIND_WORDS['stale']}, "
        "○ judged by too few."
        if drawn
        else "",
        table(results, known, view.release),
        Evidence(
            rule(ballot),
            f"Votes in round {ballot.number}, “{ballot.title}”, opened by {ballot.opened_by} over release "
            f"{ballot.release_number}.",
            period(ballot),
        ),
    )


def table(results: Sequence[Result], known: Mapping[Item, Statement], release: int) -> Table:
    """Return the votes on every value of every item of a round as a table, beside the values of `release`."""
    rows = []
    for result in results:
        now = value_words(result.now) if result.now else ""
        if result.shown is None:
            rows.append(_row(known, result, now, "no votes", Tally(), ""))
        for each in result.judgements:
            outcome = "rejected" if each.is_rejected else OUTCOME_WORDS[each.outcome].lower()
            there = "" if each.value == result.now else now or "not there"
            rows.append(_row(known, result, value_words(each.value), outcome, each.tally, there))
    names = [heading.format(release) for heading in _HEADINGS]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return Table(columns, {names[-2]: "%.1f"})


_HEADINGS = ("Place", "Subject", "Judged", "Outcome", "Agree", "With reservations", "Disagree", "Cannot judge",
             "Agree, % of those who judged", "In release {}, if different")  # fmt: skip


def _row(
    known: Mapping[Item, Statement], result: Result, judged: str, outcome: str, tally: Tally, there: str
) -> tuple[object, ...]:
    about = known.get(result.item)
    head = (about.place, about.about) if about else (result.item.key, "no longer in the data")
    return (*head, judged, outcome, *astuple(tally), tally.agreed_pct if tally.judged else None, there)


def said(results: Sequence[Result], known: Mapping[Item, Statement], release: int) -> Markup:
    """Return what was voted on at another value than `release` has, what experts wrote, and the levels they propose."""
    others = []
    for result, each in at_another_value(results):
        on = ", ".join(map(str, sorted({vote.release_number for vote in each.votes})))
        words = (
            f"{counted(each.tally.votes, 'vote')} on {value_words(each.value)} (release {on}, "
            f"{OUTCOME_WORDS[each.outcome].lower()}); {in_release(result.now, release, each.value)}."
        )
        others.append((named(known, result.item), words))
    comments = []
    for result, votes in spoken(results):
        says = known[result.item].says if result.item in known else ""
        lines = [
            (
                vote.name,
                comment_head(vote.answer, vote.proposed_level)
                + ("" if each.value == result.now else f" (on {value_words(each.value)})")
                + (f": {vote.comment}" if vote.comment else ""),
            )
            for each, vote in votes
        ]
        comments.append((f"{named(known, result.item)}: {says}", outcome_words(result, release), lines))
    return render("review/round_said.html", mark=MARKS["stale"], others=others, spoken=comments)


def _label(known: Mapping[Item, Statement], result: Result, shown: Judgement, colours: Palette) -> str:
    mark = MARKS.get("stale" if result.is_stale else shown.outcome, "○")
    about = known.get(result.item)
    if about is None:
        return f"{result.item.key} {mark}"
    if about.level is None:
        # A finding's first words tell it from the others of its place.
        place, small = about.place, about.says if len(about.says) <= 30 else f"{about.says[:28].rstrip()}…"
    else:
        place, small = f"{about.place}: {value_words(shown.value)}", about.short
    return Markup('{} {}<br><span style="font-size:11px;color:{}">{}</span>').format(
        hover_text(place), mark, colours.muted, hover_text(small)
    )
