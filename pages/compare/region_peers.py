"""Regions like mine: which places of other countries stand nearest, what binds them and what parts them."""

from html import escape
from typing import NamedTuple

import pandas as pd

from pages.compare.region_charts import Codes, names
from pages.compare.region_tables import number
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.view import CACHED, View
from pages.parts.wording import inside, listed, with_article
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
    """One peer: its code, its name, and what is said of it as HTML."""

    code: str
    place: str
    words: str


class Peers(NamedTuple):
    """The nearest peers of a place and the chart with all of them; no peers where too little is known."""

    nearest: tuple[Peer, ...]
    chart: Chart


@cached(CACHED)
def peers(view: View, place: str) -> Peers:
    """Return the places of other countries most like `place`, the nearest first."""
    own = names(view, (place,))[0]
    rows = list(view.ask("nearest_peers", place=place).itertuples(index=False))
    known = [row for row in rows if not pd.isna(row.distance)]
    unknown = [with_article(row.peer) for row in rows if pd.isna(row.distance)]
    nearest = tuple(Peer(row.peer_code, row.peer, _words(row)) for row in known[:MOST_PEERS])
    finding = (
        f"Most like {with_article(own)}: {listed([with_article(row.peer) for row in known[:MOST_PEERS]])}"
        if known
        else f"Too little is known of {with_article(own)} to find places like it"
    )
    return Peers(
        nearest,
        Chart(
            "regions-peers",
            finding,
            _basis(known, rows, own),
            None,
            f"Too little is known to measure {listed(unknown)}." if known and unknown else "",
            Table(
                pd.DataFrame(
                    [
                        (r.peer, r.country, None if pd.isna(r.distance) else r.distance, r.shared_levels)
                        + (r.shared_indicators, _plain(r.bound_by), _plain(r.parted_by))
                        for r in rows
                    ],
                    columns=["Peer", "Country", "Distance", "Levels compared", "Indicators compared"]
                    + ["Most alike in", "Furthest apart in"],
                ),
                {"Distance": "%.3f"},
            ),
            _evidence(),
        ),
    )


def _evidence() -> Evidence:
    described = of_dataset("maturity_assessments", DEFINITION, "Levels and the newest values.", "levels_are_ordinal")
    return Evidence(
        described.definition,
        "INNO INDUSTRY datasets of levels and observations; every row names its own source.",
        described.date,
        ("A distance helps to find partners, no more: levels are ordinal, and the key indicators are a choice.",),
    )


def _basis(known: list[tuple], rows: list[tuple], own: str) -> str:
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
    levels = "" if max(row.shared_levels for row in known) else f"; no level is assessed for {with_article(own)} itself"
    return (
        f"Mean distance to {kind} elsewhere, 0 alike to 1 apart, over up to {first.possible_levels} levels and "
        f"{first.possible_indicators} key indicators{levels}"
    )


def _words(row: tuple) -> str:
    basis = f"{row.shared_levels} levels, {row.shared_indicators} indicators compared"
    return (
        f'<div class="peer"><h4>{escape(row.peer)}<span>distance {row.distance:.2f}</span></h4>'
        f'<span class="bar"><i style="width:{row.distance_pct:.0f}%"></i></span>'
        f"<p><b>Alike</b> in {escape(listed([_named(each) for each in row.bound_by]))}.</p>"
        f"<p><b>Apart</b> in {escape(listed([_named(each) for each in row.parted_by]))}.</p>"
        f'<p class="fine">{basis}</p></div>'
    )


def _named(each: dict) -> str:
    """Return one variable with both values, as in “dedicated funding (level 4 against 1)”."""
    own, peer, unit = each["own"], each["peer"], each["unit"]
    small = inside(each["name"])
    if each["kind"] == "level":
        return f"{small} (level {own:.0f} in both)" if own == peer else f"{small} (level {own:.0f} against {peer:.0f})"
    return f"{small} ({number(own, unit)} against {number(peer, unit)})"


def _plain(variables: object) -> str:
    return "" if variables is None or variables is pd.NA else "; ".join(_named(each) for each in variables)


def with_peer(places: Codes, code: str, most: int) -> list[str]:
    """Return the places with the peer `code` added; where there are `most` already, it takes the last one's place."""
    return [*places[: most - 1], code]
