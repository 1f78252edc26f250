"""What Ideas for a region shows: the four kinds of gaps, each gap with its ideas, and the table of all of them."""

from html import escape

import pandas as pd

from pages.act.idea_words import Gap, Idea, gaps, kinds, name, sentence
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, inside, listed
from queries.cache import cached

IDEAS = 3
# How many gaps of each kind are shown at first, and how many more with each click.
AT_FIRST = {"level": 3, "support": 2, "size": 1, "service": 1}
MORE = 2

DEFINITION = (
    "For each gap the rules say what may answer it: practices, instruments and providers of other countries. Each "
    "gets points: twice the weight of its rule; what speaks for it whatever the gap (a practice: 2 if confirmed among "
    "the 30, 1 if likely, 2 if taken up, 1 if something published shows that it works; an instrument: 1 if running, 1 "
    "if its source is sure; a provider: 2 for documented Industry 4.0 activities, 1 if its source is sure); for "
    "levels, how much higher its country stands, at most 3, and only if it stands higher and not below the lower "
    "median; for sizes, 2 where the gap is no wider than the median, and never where it is wider than here; 1 for a "
    "country of the three places most like this one; 3 less for a practice that this place has chosen already. At most "
    "six ideas a gap, and two of one country. Gaps: a level below the lower median of the ten countries (of an even "
    "number of countries two stand in the middle: a level below the lower of the two is a gap, one between them is "
    "not), or below the levels of at least two of the three places most like it; a theme and stage that the samples of "
    "three in four other countries have; a wider gap between small and large enterprises than in the median country; a "
    "service that providers of half of the other countries offer."
)


def shown(view: View, place: str, clicks: int) -> tuple[Gap, ...]:
    """Return the gaps that are shown after so many clicks on “more”, in order."""
    return tuple(
        gap
        for kind, first in AT_FIRST.items()
        for gap in [each for each in gaps(view, place) if each.kind == kind][: first + MORE * clicks]
    )


@cached(CACHED)
def summary(view: View, place: str) -> str:
    """Return how the place stands in each kind of gap, as HTML."""
    each = "".join(
        f'<section class="{"some" if kind.gaps else "none"}"><h4>{kind.title}</h4>'
        f'<p class="number">{kind.number}</p><p>{escape(kind.words)}</p></section>'
        for kind in kinds(view, place)
    )
    return f'<div class="gaps">{each}</div>'


def gap_words(gap: Gap, number: int) -> str:
    """Return a gap's title and by what one can tell, as HTML."""
    return (
        f'<div class="gap"><h3><span>{number}</span> {escape(gap.title)}</h3><p>{escape(gap.reason)}</p>'
        + ("" if gap.ideas else '<p class="fine">No rule finds an answer to it elsewhere.</p>')
        + "</div>"
    )


def idea_words(idea: Idea) -> str:
    """Return why an idea may answer the gap and what speaks for it, as HTML."""
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in idea.facts)
    return f'<p class="why">{escape(idea.reason)}</p><ul>{facts}</ul>'


@cached(CACHED)
def all_ideas(view: View, place: str) -> Chart:
    """Return the heading, table and evidence of all gaps and ideas of a place."""
    every = gaps(view, place)
    own = name(view, place)
    with_gaps = [kind.title for kind in kinds(view, place) if kind.gaps]
    ideas = sum(len(gap.ideas) for gap in every)
    rows = [
        (gap.kind, gap.title, gap.reason, place_, idea.title, idea.what, sentence(idea), idea.points, idea.rule_id)
        + (idea.source_url,)
        for gap in every
        for place_, idea in enumerate(gap.ideas, 1)
    ]
    rows += [(gap.kind, gap.title, gap.reason) + (None,) * 7 for gap in every if not gap.ideas]
    return Chart(
        "ideas",
        f"{capital(own)}: {counted(len(every), 'gap')} in {listed([inside(title) for title in with_gaps])}, "
        f"and {counted(ideas, 'idea')} from elsewhere"
        if every
        else f"{capital(own)} has no gap of these kinds",
        "Gaps found in the data, and what other countries have that may answer them, ranked by points",
        None,
        "",
        Table(
            pd.DataFrame(
                rows,
                columns=["Kind of gap", "Gap", "By what one can tell", "Rank", "Idea", "What it is", "Why", "Points"]
                + ["Rule", "Source"],
            ),
            {"Rank": "%d", "Points": "%d"},
            ("Source",),
            ("By what one can tell", "Why"),
        ),
        _evidence(),
    )


def _evidence() -> Evidence:
    # The caution that rules made the list stands above it.
    rules = of_dataset("idea_rules", DEFINITION, "")
    others = [
        of_dataset("maturity_assessments", "", "", "levels_are_ordinal"),
        of_dataset("instruments", "", "", "sampling_quota"),
        of_dataset("providers", "", "", "selection_not_census"),
    ]
    return Evidence(
        rules.definition,
        "INNO INDUSTRY dataset “Rules behind the ideas for a region” over levels, instruments, providers, practices "
        "and observations; every row names its own source.",
        "Compiled in 2026.",
        tuple(caution for each in others for caution in each.cautions),
    )


LOOK = """<style>
.st-key-filters { max-width: 34rem; }
.gaps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem 2rem; }
.gaps section { border-top: 2px solid var(--inno-text); padding-top: .4rem; }
.gaps section.none { border-color: var(--inno-hairline); }
.gaps h4 { font-size: 1rem; font-weight: 600; margin: 0; padding: 0; letter-spacing: 0; }
.gaps .number { font-family: "Source Serif", serif; font-size: 1.625rem; font-weight: 600; line-height: 1.2; margin: 0;
  color: var(--inno-chosen); }
.gaps .none .number { color: var(--inno-muted); }
.gaps p { margin: 0; font-size: .9375rem; line-height: 1.4; }
.rules { border-left: 3px solid var(--inno-chosen); padding-left: .6rem; margin: 1rem 0 0; font-size: .9375rem;
  line-height: 1.4; max-width: 52rem; }
.kind { font-family: "Source Serif", serif; font-size: 1.5rem; font-weight: 600; margin: 1.25rem 0 0; padding: 0;
  letter-spacing: 0; }
.gap { border-top: 2px solid var(--inno-text); padding-top: .5rem; }
.gap h3 { font-family: "Source Serif", serif; font-size: 1.1875rem; font-weight: 600; line-height: 1.25; margin: 0;
  padding: 0; letter-spacing: 0; }
.gap h3 span { color: var(--inno-muted); font-weight: 400; margin-right: .25rem; }
.gap p { margin: .2rem 0 0; font-size: .9375rem; line-height: 1.45; max-width: 52rem; }
[class*="st-key-answers-"] { display: grid !important; gap: 1rem 2rem !important; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
[class*="st-key-idea-"] { gap: .1rem !important; border-left: 2px solid var(--inno-hairline); padding-left: .9rem; }
[class*="st-key-idea-"] [data-testid="stPageLink"] a p { font-family: "Source Serif", serif; font-size: 1.0625rem;
  font-weight: 600; line-height: 1.25; text-decoration: none; white-space: normal; }
[class*="st-key-idea-"] [data-testid="stPageLink"] a:hover p { text-decoration: underline; }
[class*="st-key-idea-"] .tag { margin: 0; font-size: .8125rem; color: var(--inno-muted); }
[class*="st-key-idea-"] .why { margin: .15rem 0 .25rem; font-size: .9375rem; line-height: 1.4; }
[class*="st-key-idea-"] ul { margin: 0; padding: 0 0 0 1rem; }
[class*="st-key-idea-"] li { margin: 0 0 .2rem; font-size: .875rem; line-height: 1.35; }
[class*="st-key-marks-"] button { padding: 0 .25rem 0 0; min-height: 0; }
</style>"""
