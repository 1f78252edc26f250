"""The gaps of a place and what answers them elsewhere, in words that cite the data. The blueprint tells them too."""

from collections import defaultdict
from typing import Any, NamedTuple

from pages.act.action_words import short
from pages.parts.indicator import described, the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted
from queries.cache import cached

Choices = dict[str, list[str]]

EVIDENCE_LETTERS = 150


class Idea(NamedTuple):
    """One answer to a gap: what it is, why it may answer it, what speaks for it, and where the evidence stands."""

    key: str
    """Names the idea among all of all places, for marks."""
    answer: str
    """practice, instrument or provider."""
    title: str
    what: str
    reason: str
    facts: tuple[str, ...]
    points: int
    rule_id: str
    path: str
    choices: Choices
    source_url: str

    @property
    def why(self) -> str:
        """All that speaks for the idea, in one text."""
        return " ".join([self.reason, *self.facts])


class Gap(NamedTuple):
    """One gap of a place: by what one can tell, where the evidence stands, and what answers it, the best first."""

    gap_id: str
    kind: str
    """level, support, size or service."""
    title: str
    reason: str
    path: str
    choices: Choices
    ideas: tuple[Idea, ...]


class Kind(NamedTuple):
    """How a place stands in one kind of gap: how many, and what that means or why there is none."""

    kind: str
    title: str
    number: str
    words: str
    gaps: int


KINDS = {
    "level": "Cluster policy",
    "support": "Support for firms",
    "size": "Small enterprises",
    "service": "Services of providers",
}


@cached(CACHED)
def places(view: View) -> dict[str, str]:
    """Return the places for which ideas are sought, by their code."""
    return view.labels("places_with_ideas")


def _place(view: View, place: str) -> Any:
    return next(row for row in view.rows("places_with_ideas") if row.place_code == place)


def name(view: View, place: str) -> str:
    """Return a place's own name, as it stands within a sentence."""
    return the(view, _place(view, place).place)


@cached(CACHED)
def kinds(view: View, place: str) -> tuple[Kind, ...]:
    """Return how a place stands in each kind of gap, also where it has none."""
    own = name(view, place)
    return tuple(
        Kind(row.gap, KINDS[row.gap], *_known(row, own), row.gaps) for row in view.rows("known_of_place", place=place)
    )


def _known(row: Any, own: str) -> tuple[str, str]:
    """Return how many gaps of a kind a place has, and what that means: where nothing is known, no gap, or some."""
    every = "All" if row.borrowed == row.known else f"{row.borrowed} of the {row.known}"
    last = f" The last are of {row.last_year}." if row.last_year else ""
    providers = counted(row.known, "listed provider")
    unknown, none, some, borrowed = {
        "level": (
            f"No level of cluster policy is known for {own}.",
            f"All {row.known} levels are at the lower median or above, none below most peers’.",
            "dimensions below the lower median or below most peers.",
            f" {every} levels are the country’s.",
        ),
        "support": (
            f"No instrument of {own} is in the sample.",
            "Every theme and stage that most samples have is in this one, too.",
            f"{'combination' if row.gaps == 1 else 'combinations'} of theme and stage missing here that most samples "
            "have.",
            " The sample is the country’s.",
        ),
        "size": (
            f"No values by size in the years that are compared.{last}",
            f"In {counted(row.known, 'indicator')}, no wider a gap than the median country’s.",
            "indicators with a wider gap to large enterprises than the median.",
            " The values are the country’s.",
        ),
        "service": (
            f"No provider in {own} is listed, so nothing can be said.",
            f"The {providers} offer every service that providers of most countries do.",
            f"{'service' if row.gaps == 1 else 'services'} common elsewhere that none of {providers} here offers.",
            "",
        ),
    }[row.gap]
    if not row.known:
        return "not known", unknown
    whose = borrowed if row.borrowed else ""
    if not row.gaps:
        return "no gap", none + whose
    is_of_known = row.gap in ("level", "size")
    return f"{row.gaps} of {row.known}" if is_of_known else str(row.gaps), some + whose


@cached(CACHED)
def gaps(view: View, place: str) -> tuple[Gap, ...]:
    """Return the gaps of a place, kind by kind and the gravest first, each with at most six ideas."""
    own, country = name(view, place), _place(view, place).country_code
    found = defaultdict(list)
    for row in view.rows("ideas_of_place", place=place):
        found[row.gap_id].append(row)
    return tuple(
        Gap(
            row.gap_id,
            row.gap,
            *_gap_words(view, row, own),
            *_gap_link(row, country),
            tuple(_idea(view, idea, row, place) for idea in found[row.gap_id]),
        )
        for row in view.rows("gaps_of_place", place=place)
    )


def _gap_words(view: View, row: Any, own: str) -> tuple[str, str]:
    """Return the title of a gap, and by what one can tell."""
    stands_for = the(view, row.stands_for)
    if row.gap == "service":
        return (
            capital(row.service),
            f"None of {counted(row.providers, 'listed provider')} offers it; providers in {row.other_countries} other "
            "countries do.",
        )
    if row.gap == "support":
        whose = "" if row.is_own else f" The sample is {stands_for}’s."
        return (
            f"{capital(row.theme)} at the stage “{row.stage}”",
            "None of the sampled instruments has this theme and this stage; the samples of "
            f"{row.other_countries} other countries have at least one.{whose}",
        )
    if row.gap == "size":
        about, apart = described(view, row.indicator_id), described(view, row.indicator_id, "gap")
        whose = "" if row.is_own else f" The values are {stands_for}’s."
        return (
            row.name,
            f"{about.number(row.small_value)} of small firms (10 to 49 persons) against "
            f"{about.number(row.large_value)} of large ones in {row.year}: {apart.number(row.gap_points)} apart, where "
            f"the median of the countries is {apart.plain(row.median_points)}.{whose}",
        )
    above = f", but {row.peers_above} of {row.peers} peers stand higher" if row.own_level >= row.median else ""
    peers = f" The places most like it: {row.peer_levels}." if row.peer_levels else ""
    tier = f" At the other tier of government: {row.other_tier}." if row.other_tier else ""
    whose = "" if row.is_own else f" No level of {own} itself is known; this is {stands_for}’s."
    return (
        row.name,
        f"{capital(stands_for)} stands at level {row.own_level} ({row.level_label}) in {row.year}; {_median(row)}"
        f"{above}.{peers}{tier}{whose}",
    )


def _median(row: Any) -> str:
    """Return the median in words; of an even number of countries two stand in the middle, as on Cluster policy."""
    if row.median == row.upper_median:
        return f"the median of the ten countries is {row.median}"
    return f"the medians of the ten countries are {row.median} and {row.upper_median}"


def _gap_link(row: Any, country: str) -> tuple[str, Choices]:
    return {
        "level": ("policy", {"dimension": [row.dimension_id], "country": [country]}),
        "support": ("instruments", {"theme": [row.theme], "stage": [row.stage]}),
        "size": ("indicators", {"indicator": [row.indicator_id], "size": ["10-49"], "country": [country]}),
        "service": ("clusters", {"country": [country]}),
    }[row.gap]


def _idea(view: View, row: Any, gap: Any, place: str) -> Idea:
    what, path, choices = {
        "practice": ("practice", "practices", {"practice": [row.answer_id]}),
        "instrument": (row.kind, "instruments", {"instrument": [row.answer_id]}),
        "provider": (row.provider_type, "clusters", {"country": [row.country_code], "q": [row.title]}),
    }[row.answer]
    return Idea(
        f"{place}:{row.gap_id}:{row.answer}:{row.answer_id}"[:200],
        row.answer,
        row.title,
        f"{capital(what)}, {row.country}",
        row.reason,
        tuple(_facts(view, row, gap, name(view, place))),
        row.points,
        row.rule_id,
        path,
        choices,
        row.source_url,
    )


def _facts(view: View, row: Any, gap: Any, own: str) -> list[str]:
    """Return what speaks for an idea: its country's own standing, the answer itself, and how like the place it is."""
    facts = []
    if gap.gap == "level":
        origin, here = the(view, row.origin_place), the(view, gap.stands_for)
        facts.append(f"{capital(origin)} stands at level {row.origin_level}, {here} at {gap.own_level}.")
    if gap.gap == "size" and row.origin_points is not None:
        behind = described(view, gap.indicator_id, "gap").number(row.origin_points)
        facts.append(f"There, small enterprises are {behind} behind.")
    if row.is_taken_here:
        facts.append(f"{capital(own)} has chosen it already: the question is what came of it.")
    if row.answer == "practice":
        facts += _practice(view, row)
    elif row.answer == "instrument":
        facts.append(f"{row.organisation}; {row.years}.")
    else:
        facts.append(f"In {row.place}; offers {row.evidence}.")
        facts += ["Documents Industry 4.0 activities."] if row.status == "yes" else []
    if row.peer:
        facts.append(f"{capital(the(view, row.peer))} is among the places most like {own}.")
    return facts


def _practice(view: View, row: Any) -> list[str]:
    known = {"confirmed": ["one of the 30 exchanged"], "likely": ["probably one of the 30 exchanged"]}
    words = known.get(row.provenance, [])
    if row.taken_up_by:
        words = [*words, f"taken up by {the(view, *row.taken_up_by)}"]
    facts = [f"{capital('; '.join(words))}."] if words else []
    return [*facts, f"What shows it works: {short(row.evidence, EVIDENCE_LETTERS)}"] if row.evidence else facts
