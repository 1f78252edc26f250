"""The badges of levels that experts validated or contested, and of those that changed since: a mark and a sentence."""

from typing import NamedTuple

from data import live
from data.judged import LEVELS, fields
from data.outcomes import Badge
from pages.parts.wording import per_cent

MARKS = {"validated": "✓", "contested": "≠", "stale": "↻"}
LEGEND = "✓ validated by experts, ≠ contested, ↻ changed since they voted"


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
            found.append(LevelBadge(*place, badge.kind, MARKS[badge.kind], sentence(badge)))
    return tuple(found)


def sentence(badge: Badge) -> str:
    """Return what a badge says, with the round, its date and its counts."""
    closed = f"round {badge.round.number} ({badge.round.closed_at:%-d %B %Y})"
    counts = f"{agreed(badge.tally.agreed, badge.tally.judged)}, {badge.tally.reservations} of them with reservations"
    if not badge.tally.reservations:
        counts = agreed(badge.tally.agreed, badge.tally.judged)
    if badge.kind == "validated":
        return f"Validated by experts in {closed}: {counts}."
    if badge.kind == "contested":
        return f"Contested by experts in {closed}: {counts}, {per_cent(badge.round.threshold_pct, 0)} were needed."
    if badge.now is None:
        return f"Experts {badge.was} it in {closed}; it is no longer in the data."
    return f"Experts {badge.was} {value_words(badge.judged)} in {closed}; it is {value_words(badge.now)} now."


def agreed(voices: int, judged: int) -> str:
    """Return how many of those who judged agreed, in words."""
    return f"{voices} of {judged} who judged {'agrees' if voices == 1 else 'agree'}"


def value_words(value: str) -> str:
    """Return a judged value in words: its level, or what the finding says."""
    content = fields(value)
    return f"level {content['level']}" if "level" in content else f"“{content['finding']}”"
