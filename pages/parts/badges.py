"""The badges of levels that experts validated or contested, or judged at another value: a mark and a sentence."""

from typing import NamedTuple

from data import live
from data.review.judged import LEVELS, fields
from data.review.outcomes import Badge
from pages.parts.wording import per_cent

MARKS = {"validated": "✓", "contested": "≠", "stale": "↻"}
# What a kind is called wherever somebody reads it: nobody outside knows what a stale badge is.
KIND_WORDS = {"validated": "validated", "contested": "contested", "stale": "judged at another value"}
LEGEND = "✓ validated by experts, ≠ contested, ↻ judged at another value"


class LevelBadge(NamedTuple):
    """What experts said of the level of a place in a dimension and year: `kind` validated, contested or stale."""

    place_code: str
    dimension_id: str
    year: str
    kind: str
    mark: str
    sentence: str


def level_badges(release: int) -> tuple[LevelBadge, ...]:
    """Return the badges of the levels of `release`, none for levels no round has decided on."""
    found = []
    for badge in live.votes().badges(release):
        if badge.item.dataset == LEVELS and badge.now:
            now = fields(badge.now)
            place = (now["place_code"], now["dimension_id"], now["year"])
            found.append(LevelBadge(*place, badge.kind, MARKS[badge.kind], sentence(badge, release)))
    return tuple(found)


def sentence(badge: Badge, release: int) -> str:
    """Return what a badge says in the data release `release`, with the round, its date and its counts."""
    closed = f"round {badge.round.number} ({badge.round.closed_at:%-d %B %Y})"
    counts = f"{agreed(badge.tally.agreed, badge.tally.judged)}, {badge.tally.reservations} of them with reservations"
    if not badge.tally.reservations:
        counts = agreed(badge.tally.agreed, badge.tally.judged)
    if badge.kind == "validated":
        return f"Validated by experts in {closed}: {counts}."
    if badge.kind == "contested":
        return f"Contested by experts in {closed}: {counts}, {per_cent(badge.round.threshold_pct, 0)} were needed."
    judged = value_words(badge.judged) if badge.now else "it"
    return f"Experts {badge.was} {judged} in {closed}; {in_release(badge.now, release, badge.judged)}."


def agreed(voices: int, judged: int) -> str:
    """Return how many of those who judged agreed, in words."""
    return f"{voices} of {judged} who judged {'agrees' if voices == 1 else 'agree'}"


def value_words(value: str) -> str:
    """Return a judged value in words: its level, or what the finding says."""
    content = fields(value)
    return f"level {content['level']}" if "level" in content else f"“{content['finding']}”"


def in_release(value: str | None, release: int, judged: str) -> str:
    """Return in words which value a data release has of an item, if not the `judged` one; None where it has none."""
    if value and value_words(value) == value_words(judged):
        # The same level or words, and the row went to another place, dimension or year.
        return f"release {release} has it for something else"
    # The release may be newer than the votes, or older: neither “now” nor “since” would always be true.
    return f"in release {release} it is {value_words(value)}" if value else f"release {release} does not hold it"
