"""The gaps of a place and what answers them elsewhere, in words that cite the data. The blueprint tells them too."""

from typing import NamedTuple

import pandas as pd

from pages.act.action_words import short
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, listed, with_article
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
    country: str
    what: str
    reason: str
    facts: tuple[str, ...]
    points: int
    rule_id: str
    path: str
    choices: Choices
    source_url: str


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


@cached(CACHED)
def name(view: View, place: str) -> str:
    """Return a place's own name, as it stands within a sentence."""
    rows = view.ask("places_with_ideas")
    return next(with_article(row.place) for row in rows.itertuples(index=False) if row.place_code == place)


@cached(CACHED)
def kinds(view: View, place: str) -> tuple[Kind, ...]:
    """Return how a place stands in each kind of gap, also where it has none."""
    return tuple(
        Kind(row.gap, KINDS[row.gap], *_known(row, name(view, place)), row.gaps)
        for row in view.ask("known_of_place", place=place).itertuples(index=False)
    )


def _known(row: tuple, place: str) -> tuple[str, str]:
    if row.gap == "level":
        if not row.known:
            return "not known", f"No level of cluster policy is known for {place}."
        whose = "All" if row.borrowed == row.known else f"{row.borrowed} of the {row.known}"
        borrowed = f" {whose} levels are the country’s." if row.borrowed else ""
        if not row.gaps:
            return (
                "no gap",
                f"All {row.known} levels are at the lower median or above, none below most peers’.{borrowed}",
            )
        return f"{row.gaps} of {row.known}", f"dimensions below the lower median or below most peers.{borrowed}"
    if row.gap == "support":
        if not row.known:
            return "not known", f"No instrument of {place} is in the sample."
        whose = " The sample is the country’s." if row.borrowed else ""
        if not row.gaps:
            return "no gap", f"Every theme and stage that most samples have is in this one, too.{whose}"
        what = "combination" if row.gaps == 1 else "combinations"
        return str(row.gaps), f"{what} of theme and stage missing here that most samples have.{whose}"
    if row.gap == "size":
        if not row.known:
            last = "" if pd.isna(row.last_year) else f" The last are of {row.last_year}."
            return "not known", f"No values by size in the years that are compared.{last}"
        whose = " The values are the country’s." if row.borrowed else ""
        if not row.gaps:
            return "no gap", f"In {counted(row.known, 'indicator')}, no wider a gap than the median country’s.{whose}"
        return f"{row.gaps} of {row.known}", f"indicators with a wider gap to large enterprises than the median.{whose}"
    if not row.known:
        return "not known", f"No provider in {place} is listed, so nothing can be said."
    listed_ones = counted(row.known, "listed provider")
    if not row.gaps:
        return "no gap", f"The {listed_ones} offer every service that providers of most countries do."
    what = "service" if row.gaps == 1 else "services"
    return str(row.gaps), f"{what} common elsewhere that none of {listed_ones} here offers."


@cached(CACHED)
def gaps(view: View, place: str) -> tuple[Gap, ...]:
    """Return the gaps of a place, kind by kind and the gravest first, each with at most six ideas."""
    own = name(view, place)
    country = {row.place_code: row.country_code for row in view.ask("places_with_ideas").itertuples(index=False)}[place]
    found: dict[str, list[tuple]] = {}
    for row in view.ask("ideas_of_place", place=place).itertuples(index=False):
        found.setdefault(row.gap_id, []).append(row)
    return tuple(
        Gap(
            row.gap_id,
            row.gap,
            *_gap_words(row, own),
            *_gap_link(row, place, country),
            tuple(_idea(idea, row, place, own) for idea in found.get(row.gap_id, ())),
        )
        for row in view.ask("gaps_of_place", place=place).itertuples(index=False)
    )


def _gap_words(row: tuple, own: str) -> tuple[str, str]:
    if row.gap == "level":
        level = f"level {row.own_level} ({row.level_label})"
        whose = "" if row.is_own else f" No level of {own} itself is known; this is {with_article(row.stands_for)}’s."
        peers = f" The places most like it: {row.peer_levels.replace('; ', ', ')}." if _is(row.peer_levels) else ""
        above = f", but {row.peers_above} of {row.peers} peers stand higher" if row.own_level >= row.median else ""
        tier = f" At the other tier of government: {row.other_tier.replace('; ', ', ')}." if _is(row.other_tier) else ""
        return (
            row.name,
            (
                f"{capital(with_article(row.stands_for))} stands at {level} in {row.year}; {_median(row)}{above}."
                f"{peers}{tier}{whose}"
            ),
        )
    if row.gap == "support":
        whose = "" if row.is_own else f" The sample is {with_article(row.stands_for)}’s."
        return (
            f"{capital(row.theme)} at the stage “{row.stage}”",
            (
                f"None of the sampled instruments has this theme and this stage; the samples of {row.other_countries} "
                f"other countries have at least one.{whose}"
            ),
        )
    if row.gap == "size":
        whose = "" if row.is_own else f" The values are {with_article(row.stands_for)}’s."
        return (
            row.name,
            (
                f"{row.small_value:.1f}\u00a0% of small firms (10 to 49 persons) against {row.large_value:.1f}\u00a0% "
                f"of large ones in {row.year}: {row.gap_points:.1f} points apart, where the median of the countries is "
                f"{row.median_points:.1f}.{whose}"
            ),
        )
    return (
        capital(row.service),
        (
            f"None of {counted(row.providers, 'listed provider')} offers it; providers in {row.other_countries} other "
            "countries do."
        ),
    )


def _median(row: tuple) -> str:
    """Return the median in words; of an even number of countries two stand in the middle, as on Cluster policy."""
    if row.median == row.upper_median:
        return f"the median of the ten countries is {row.median}"
    return f"the medians of the ten countries are {row.median} and {row.upper_median}"


def _gap_link(row: tuple, place: str, country: str) -> tuple[str, Choices]:
    if row.gap == "level":
        return "policy", {"dimension": [row.dimension_id], "country": [country]}
    if row.gap == "support":
        return "instruments", {"theme": [row.theme], "stage": [row.stage]}
    if row.gap == "size":
        return "indicators", {"indicator": [row.indicator_id], "size": ["10-49"], "country": [country]}
    return "clusters", {"country": [country]}


def _idea(row: tuple, gap: tuple, place: str, own: str) -> Idea:
    path, choices = {
        "practice": ("practices", {"practice": [row.answer_id]}),
        "instrument": ("instruments", {"instrument": [row.answer_id]}),
        "provider": ("clusters", {"country": [row.country_code], "q": [row.title]}),
    }[row.answer]
    return Idea(
        f"{place}:{row.gap_id}:{row.answer}:{row.answer_id}"[:200],
        row.answer,
        row.title,
        row.country,
        _what(row),
        row.reason,
        tuple(filter(None, _facts(row, gap, own))),
        int(row.points),
        row.rule_id,
        path,
        choices,
        row.source_url,
    )


def _what(row: tuple) -> str:
    if row.answer == "practice":
        return f"Practice, {row.country}"
    kind = row.kind if row.answer == "instrument" else row.provider_type
    return f"{capital(kind)}, {row.country}"


def _facts(row: tuple, gap: tuple, own: str) -> list[str]:
    facts = []
    if gap.gap == "level":
        facts.append(
            f"{capital(with_article(row.origin_place))} stands at level {row.origin_level:.0f}, "
            f"{with_article(gap.stands_for)} at {gap.own_level}."
        )
    if gap.gap == "size" and not pd.isna(row.origin_points):
        facts.append(f"There, small enterprises are {row.origin_points:.1f} points behind.")
    if row.is_taken_here:
        facts.append(f"{capital(own)} has chosen it already: the question is what came of it.")
    if row.answer == "practice":
        known = {"confirmed": "One of the 30 exchanged", "likely": "Probably one of the 30 exchanged"}
        taken = (
            f"taken up by {listed([with_article(each) for each in row.taken_up_by.split('; ')])}"
            if _is(row.taken_up_by)
            else ""
        )
        words = "; ".join(filter(None, [known.get(row.provenance, ""), taken]))
        facts.append(f"{capital(words)}." if words else "")
        facts.append(f"What shows it works: {short(row.evidence, EVIDENCE_LETTERS)}" if _is(row.evidence) else "")
    elif row.answer == "instrument":
        facts.append(f"{row.organisation}; {row.years}.")
    else:
        facts.append(f"In {row.place}; offers {row.evidence}.")
        facts.append("Documents Industry 4.0 activities." if row.status == "yes" else "")
    if _is(row.peer):
        facts.append(f"{capital(with_article(row.peer))} is among the places most like {own}.")
    return facts


def _is(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def sentence(idea: Idea) -> str:
    """Return all that speaks for an idea, in one text."""
    return " ".join([idea.reason, *idea.facts])
