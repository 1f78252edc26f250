"""What Ideas for a region shows: the four kinds of gaps, each gap with its ideas, and the table of all of them."""

from typing import NamedTuple

from markupsafe import Markup

from data import live
from pages.act.idea_words import Gap, gaps, kinds, name
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.markup import render
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
def summary(view: View, place: str) -> Markup:
    """Return how the place stands in each kind of gap, and that rules made the list."""
    return render(
        "act/idea_summary.html",
        kinds=kinds(view, place),
        caution=live.contract().caution("idea_rules", "made_by_rules"),
        rules=view.row("rule_counts").rules,
    )


class _Row(NamedTuple):
    """A row of the table: a gap, and an idea with its rank or nothing."""

    kind: str
    gap: str
    reason: str
    rank: int | None = None
    title: str | None = None
    what: str | None = None
    why: str | None = None
    points: int | None = None
    rule_id: str | None = None
    source_url: str | None = None


COLUMNS = {
    "kind": "Kind of gap",
    "gap": "Gap",
    "reason": "By what one can tell",
    "rank": "Rank",
    "title": "Idea",
    "what": "What it is",
    "why": "Why",
    "points": "Points",
    "rule_id": "Rule",
    "source_url": "Source",
}


@cached(CACHED)
def all_ideas(view: View, place: str) -> Chart:
    """Return the heading, table and evidence of all gaps and ideas of a place."""
    every = gaps(view, place)
    rows = [
        _Row(*about, rank, idea.title, idea.what, idea.why, idea.points, idea.rule_id, idea.source_url)
        for gap in every
        for about in [(gap.kind, gap.title, gap.reason)]
        for rank, idea in enumerate(gap.ideas, 1)
    ]
    ideas = counted(len(rows), "idea")
    rows += [_Row(gap.kind, gap.title, gap.reason) for gap in every if not gap.ideas]
    own = capital(name(view, place))
    kinds_with_gaps = listed([inside(kind.title) for kind in kinds(view, place) if kind.gaps])
    return Chart(
        "ideas",
        f"{own}: {counted(len(every), 'gap')} in {kinds_with_gaps}, and {ideas} from elsewhere"
        if every
        else f"{own} has no gap of these kinds",
        "Gaps found in the data, and what other countries have that may answer them, ranked by points",
        None,
        "",
        Table.of(rows, COLUMNS, {"Rank": "%d", "Points": "%d"}, ("Source",), ("By what one can tell", "Why")),
        _evidence(),
    )


def _evidence() -> Evidence:
    # The caution that rules made the list stands above it.
    others = [
        of_dataset("maturity_assessments", "", "", "levels_are_ordinal"),
        of_dataset("instruments", "", "", "sampling_quota"),
        of_dataset("providers", "", "", "selection_not_census"),
    ]
    return Evidence(
        DEFINITION,
        "INNO INDUSTRY dataset “Rules behind the ideas for a region” over levels, instruments, providers, practices "
        "and observations; every row names its own source.",
        "Compiled in 2026.",
        tuple(caution for each in others for caution in each.cautions),
    )
