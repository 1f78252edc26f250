"""The seven findings of the project, each with the number that bears on it today and a verdict computed from it."""

from dataclasses import dataclass, field

from pages.parts.indicator import described
from pages.parts.view import CACHED, View
from pages.parts.wording import per_cent
from queries.cache import cached

NOTHING = "–"
"""What stands where a number would be, if the data have none; the reading says why."""


@dataclass(frozen=True)
class Finding:
    """One finding: what the project found, today's number for it, what the number says, and where to look."""

    title: str
    number: str
    reading: str
    """What the number counts, in words."""
    verdict: str
    path: str
    """Address of the screen with the evidence."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """How that screen is filtered on arrival."""


def borne_out(share_pct: float | None) -> str:
    """Return the verdict on a finding that holds in `share_pct` per cent of the cases it is about, None for no case."""
    if share_pct is None:
        return "Cannot be judged"
    if share_pct >= 75:
        return "Clearly borne out"
    if share_pct >= 50:
        return "Borne out"
    if share_pct >= 25:
        return "Partly borne out"
    return "Hardly borne out"


@cached(CACHED)
def findings(view: View) -> tuple[Finding, ...]:
    """Return the seven findings in the project's order, as the data of this release bear on them."""
    return (
        _heterogeneous(view),
        _skills(view),
        _awareness(view),
        _fragmented(view),
        _overlapping(view),
        _policy_range(view),
        _aim(view),
    )


def _heterogeneous(view: View) -> Finding:
    row = view.row("heterogeneity")
    return Finding(
        "Policies are very heterogeneous",
        _of(row.wide_dimensions, row.dimensions),
        f"dimensions of cluster policy with three or more levels between countries ({row.year})"
        if row.year
        else "no year is assessed in all dimensions for all countries",
        borne_out(row.wide_pct),
        "policy",
    )


def _skills(view: View) -> Finding:
    row = view.row("countries_above", indicator="ict_hard_to_fill", size="total", threshold=50)
    return Finding(
        "Skilled people are scarce",
        _of(row.countries_above, row.countries),
        f"countries where most recruiters of ICT specialists find it hard ({row.year})"
        if row.countries
        else "no country has a value for how hard ICT specialists are to find",
        borne_out(row.above_pct),
        "skills",
        {"indicator": ["ict_hard_to_fill"]},
    )


def _awareness(view: View) -> Finding:
    about = described(view, "dii_basic_v3", "gap")
    row = view.row("countries_above", indicator=about.indicator_id, size="gap", threshold=20)
    return Finding(
        "Small enterprises lag behind",
        about.number(row.average),
        f"behind large ones in basic digital intensity, EU ({row.year}); "
        f"more than 20 in {row.countries_above} of {row.countries} countries"
        if row.countries
        else "no country has a value for small and large enterprises",
        borne_out(row.above_pct),
        "skills",
        {"indicator": ["dii_basic_v3"]},
    )


def _fragmented(view: View) -> Finding:
    row = view.row("provider_range")
    return Finding(
        "Support is fragmented",
        f"{row.fewest_providers} to {row.most_providers}" if row.countries else NOTHING,
        f"providers behind {_range(row.fewest_instruments, row.most_instruments)} sampled instruments in each country "
        f"({row.fewest_country} least)"
        if row.countries
        else "no instrument of a partner country is known",
        borne_out(row.median_pct),
        "instruments",
    )


def _overlapping(view: View) -> Finding:
    row = view.row("service_overlap_summary", country=(), provider_type=())
    return Finding(
        "Services overlap",
        per_cent(row.overlapping_pct, 0) if row.regions else NOTHING,
        f"of services in {row.regions} places come from two or more types of provider"
        if row.regions
        else "no place has two listed providers",
        borne_out(row.overlapping_pct),
        "clusters",
    )


def _policy_range(view: View) -> Finding:
    row = view.row("extremes", dimension="D1")
    return Finding(
        "From no cluster policy to its core",
        f"{row.lowest} to {row.highest}" if row.year else NOTHING,
        f"of 5: from {row.lowest_label.lower()} to {row.highest_label.lower()} policy status ({row.year})"
        if row.year
        else "policy status is assessed in no year for all countries",
        borne_out(row.range_pct),
        "policy",
        {"dimension": ["D1"]},
    )


def _aim(view: View) -> Finding:
    rate = view.row("industry40_rate", country=())
    practices = view.row("exchanged_practices")
    return Finding(
        "More clusters for Industry 4.0",
        f"≥ {per_cent(rate.documented_pct)}" if rate.listed else NOTHING,
        f"of clusters document activities; {practices.confirmed} of 30 practices confirmed",
        f"Open: {per_cent(rate.unknown_pct)} unknown" if rate.listed else "Cannot be judged",
        "clusters",
    )


def _of(some: int, every: int) -> str:
    return f"{some} of {every}" if every else NOTHING


def _range(least: int, most: int) -> str:
    return f"{most}" if least == most else f"{least} to {most}"
