"""Regions like mine: which places of other countries stand nearest, what binds them and what parts them."""

from typing import Any, NamedTuple

from markupsafe import Markup

from pages.compare.region_charts import Codes, names
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.indicator import described, the
from pages.parts.markup import render
from pages.parts.view import CACHED, View
from pages.parts.wording import fixed, inside, listed
from queries.cache import cached

MOST_PEERS = 3

DEFINITION = (
    "Gower’s distance: for each of the eight levels of cluster policy and each key indicator that both places have, "
    "the difference as a share of its scale (levels 0 to 5; indicators from the lowest to the highest value of all "
    "countries and regions compared here, whichever are chosen); the distance is their mean, each counting the same. "
    "0 is alike in everything, 1 is as far apart as can be. Countries are compared with countries and regions with "
    "regions, in other countries, over what at least half of the places of their kind have; a pair needs at least half "
    "of it. A country’s value never stands in for a region’s here; the value of the wider statistical region does."
)


class Peer(NamedTuple):
    """One peer: its code, its name, and what is said of it."""

    code: str
    place: str
    words: Markup


class Peers(NamedTuple):
    """The nearest peers of a place and the chart with all of them; no peers where too little is known."""

    nearest: tuple[Peer, ...]
    chart: Chart


@cached(CACHED)
def peers(view: View, place: str) -> Peers:
    """Return the places of other countries most like `place`, the nearest first."""
    own = names(view, (place,))[0]
    rows = view.rows("nearest_peers", place=place)
    known = [row for row in rows if row.distance is not None]
    unknown = [row.peer for row in rows if row.distance is None]
    nearest = tuple(Peer(row.peer_code, row.peer, _words(view, row)) for row in known[:MOST_PEERS])
    finding = (
        f"Most like {the(view, own)}: {the(view, *(row.peer for row in known[:MOST_PEERS]))}"
        if known
        else f"Too little is known of {the(view, own)} to find places like it"
    )
    return Peers(
        nearest,
        Chart(
            "regions-peers",
            finding,
            _basis(view, known, rows, own),
            None,
            f"Too little is known to measure {the(view, *unknown)}." if known and unknown else "",
            Table.of(
                [
                    row._replace(bound_by=_plain(view, row.bound_by), parted_by=_plain(view, row.parted_by))
                    for row in rows
                ],
                {"peer": "Peer", "country": "Country", "distance": "Distance", "shared_levels": "Levels compared",
                 "shared_indicators": "Indicators compared", "bound_by": "Most alike in",
                 "parted_by": "Furthest apart in"},
                {"Distance": "%.3f"},
            ),
            _evidence(),
        ),
    )  # fmt: skip


def _evidence() -> Evidence:
    described = of_dataset("maturity_assessments", DEFINITION, "Levels and the newest values.", "levels_are_ordinal")
    return Evidence(
        described.definition,
        "INNO INDUSTRY datasets of levels and observations; every row names its own source.",
        described.date,
        ("A distance helps to find partners, no more: levels are ordinal, and the key indicators are a choice.",),
    )


def _basis(view: View, known: list[Any], rows: list[Any], own: str) -> str:
    if not known:
        most = max(rows, key=lambda row: row.shared_levels + row.shared_indicators, default=None)
        if most is None:
            return "There is no other place of its kind to compare it with."
        return (
            f"It shares at most {most.shared_levels} of {most.possible_levels} levels and {most.shared_indicators} of "
            f"{most.possible_indicators} key indicators with another place; at least half are needed"
        )
    first = known[0]
    kind = "regions" if first.is_region else "countries"
    levels = "" if max(row.shared_levels for row in known) else f"; no level is assessed for {the(view, own)} itself"
    return (
        f"Mean distance to {kind} elsewhere, 0 alike to 1 apart, over up to {first.possible_levels} levels and "
        f"{first.possible_indicators} key indicators{levels}"
    )


def _words(view: View, row: Any) -> Markup:
    alike, apart = (listed([_named(view, each) for each in names]) for names in (row.bound_by, row.parted_by))
    return render("compare/peer.html", row=row, alike=alike, apart=apart)


def _named(view: View, each: dict[str, Any]) -> str:
    """Return one variable with both values, as in “dedicated funding (level 4 against 1)”."""
    own, peer, small = each["own"], each["peer"], inside(each["name"])
    if each["kind"] == "level":
        levels = f"{fixed(own, 0)} in both" if own == peer else f"{fixed(own, 0)} against {fixed(peer, 0)}"
        return f"{small} (level {levels})"
    about = described(view, each["indicator_id"])
    return f"{small} ({about.number(own)} against {about.number(peer)})"


def _plain(view: View, variables: list[dict[str, Any]] | None) -> str:
    return "; ".join(_named(view, each) for each in variables or ())


def with_peer(places: Codes, code: str, most: int) -> list[str]:
    """Return the places with the peer `code` added; where there are `most` already, it takes the last one's place."""
    return [*places[: most - 1], code]
