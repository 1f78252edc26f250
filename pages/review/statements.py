"""What experts judge, as they read it: levels with their evidence, and findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.review.judged import FINDINGS, LEVELS, Item
from pages.parts.view import CACHED, View
from pages.parts.wording import capital
from queries.cache import cached

# The columns of a table of statements, by the field that stands there.
COLUMNS = {"place": "Place", "about": "Subject", "says": "Says"}


@dataclass(frozen=True)
class Statement:
    """One level or finding: where it holds, what it is about, what it says, and what it rests on.

    `level` is None for a finding, whose words are in `says`; `country_code` is "" where it holds for all countries.
    """

    item: Item
    country_code: str
    place: str
    about: str
    says: str
    level: int | None = None
    level_label: str = ""
    dimension_id: str = ""
    short: str = ""
    """What it is about, where there is little room."""
    criterion: str = ""
    evidence: str = ""
    confidence: str | None = None
    source_title: str = ""
    source_url: str = ""

    @property
    def name(self) -> str:
        """Return place and subject in one line."""
        return f"{self.place}, {self.about}"

    def concerns(self, countries: tuple[str, ...]) -> bool:
        """Tell whether it holds for one of `countries`, all where empty."""
        return not countries or self.country_code in ("", *countries)


@cached(CACHED)
def statements(view: View) -> Mapping[Item, Statement]:
    """Return all that can be judged in a release, findings first, by item."""
    found = {}
    for row in view.rows("judged_findings"):
        item = Item(FINDINGS, row.finding_id)
        found[item] = Statement(
            item, row.country_code or "", row.place, capital(row.topic), row.finding,
            source_title=urlsplit(row.source_url).hostname or row.source_url, source_url=row.source_url,
        )  # fmt: skip
    short = {row.dimension_id: row.short_name for row in view.rows("policy_dimensions")}
    for row in view.rows("judged_levels", country=(), tier="both", year="", dimension=()):
        item = Item(LEVELS, row.assessment_id)
        found[item] = Statement(
            item, row.country_code, row.place, f"{row.dimension}, {row.year}", f"{row.level} {row.level_label}",
            row.level, row.level_label, row.dimension_id, f"{short[row.dimension_id]}, {row.year}",
            row.criterion, row.evidence, row.confidence, row.source_title, row.source_url,
        )  # fmt: skip
    return found


def named(known: Mapping[Item, Statement], item: Item) -> str:
    """Return the name of an item, its identifier where the release no longer has it."""
    return known[item].name if item in known else f"{item.key} (no longer in the data)"
