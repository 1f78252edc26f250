"""Which badges of experts two releases give differently: what was validated on one may be stale on the other."""

import pyarrow as pa

from data import live
from data.review.judged import LEVELS, fields
from data.review.outcomes import Badge
from pages.parts.badges import KIND_WORDS, sentence
from pages.parts.chart import Table
from pages.parts.difference_tables import EffectTable
from pages.parts.view import View

_NO_BADGE = "none"


def badge_changes(old: int, new: int) -> EffectTable:
    """Return the levels and findings whose badge differs between the releases `old` and `new`."""
    before, after = ({badge.item: badge for badge in live.votes().badges(number)} for number in (old, new))
    moved = [each for each in {**after, **before} if _kind(before.get(each)) != _kind(after.get(each))]
    named = _named(old) | _named(new) if moved else {}
    rows = []
    for item in moved:
        shown, release = (after[item], new) if item in after else (before[item], old)
        rows.append(
            {
                "On": _subject(shown, item.dataset == LEVELS, named),
                "Before": _kind(before.get(item)),
                "After": _kind(after.get(item)),
                "Why": sentence(shown, release),
            }
        )
    return EffectTable(
        "badges",
        "Badges of experts",
        "As the closed rounds of validation give them today. Judged at another value: the release has a value that "
        "the experts did not vote on.",
        Table(pa.Table.from_pylist(rows), wide=("Why",)) if rows else None,
    )


def _kind(badge: Badge | None) -> str:
    return KIND_WORDS[badge.kind] if badge else _NO_BADGE


def _subject(badge: Badge, is_level: bool, named: dict[tuple[str, str], str]) -> str:
    content = fields(badge.judged)
    if not is_level:
        return f"“{content['finding']}”"
    key = content["place_code"], content["dimension_id"]
    return f"{named.get(key, ', '.join(key))}, {content['tier']}, {content['year']}"


def _named(release: int) -> dict[tuple[str, str], str]:
    """Return the words for a place and a dimension, by their codes."""
    rows = View(release).rows("known_levels")
    return {(row.place_code, row.dimension_id): f"{row.place}, {row.dimension}" for row in rows}
