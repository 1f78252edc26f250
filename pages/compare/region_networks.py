"""Who supports firms in the places compared, and what these places gave one another: tables side by side."""

from typing import Any

from markupsafe import Markup

from pages.compare.region_charts import Codes, names
from pages.compare.region_tables import Compared, Line, missing, of_places, share, side_table
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.indicator import the
from pages.parts.view import CACHED, View
from pages.parts.wording import counted, listed, per_cent
from queries.cache import cached

ASPECTS = {
    "given": ("Practices given", "practices of this place; first those another place took up"),
    "taken": ("Practices taken up", "selected or in the action plan"),
    "considered": ("Practices considered", "presented to this place alone or shortlisted, no further step known"),
    "action": ("Actions", "of the action plan, as far as known"),
}

NOTHING = {
    "given": "none known",
    "taken": "no uptake known",
    "considered": "none known",
    "action": "no action known",
}

PROVENANCE = {"confirmed": "one of the 30", "likely": "likely one of the 30", "other": "other practice"}


@cached(CACHED)
def organisations(view: View, places: Codes) -> Compared:
    """The clusters and other providers listed in each place, and what they document."""
    known = of_places(view, "organisations_of_places", places)
    shown, each = names(view, places), [known[code][0] for code in places]
    lines = [
        Line(
            "Clusters with documented Industry 4.0 activities",
            "share of listed clusters, a lower bound",
            [_rate(row) for row in each],
        ),
        Line(
            "Clusters with a label of management excellence",
            "share of listed clusters",
            [share(row.labelled_pct, "no cluster listed") for row in each],
        ),
        Line(
            "Other providers with documented Industry 4.0 activities",
            "share of listed providers, a lower bound",
            [share(row.providers_documented_pct, "no provider listed") for row in each],
        ),
        Line(
            "Services offered by two or more types of provider",
            "share of the services offered in the place",
            [
                share(row.overlapping_pct, "no service listed", f"of {row.services} services; {_types(row)}")
                for row in each
            ],
        ),
    ]
    rated = [
        f"{per_cent(row.documented_pct, 0)} in {the(view, row.place)}" for row in each if row.documented_pct is not None
    ]
    empty = [row.place for row in each if row.documented_pct is None]
    return Compared(
        Chart(
            "regions-organisations",
            (f"Of listed clusters, at least {listed(rated)} document Industry 4.0 activities" if rated else "")
            + ("; " if rated and empty else "")
            + (f"{'no' if rated else 'No'} cluster is listed in {the(view, *empty)}" if empty else ""),
            "Organisations listed in the place itself, a country with all its regions; lists are selections, so "
            "numbers of rows are not compared",
            None,
            "",
            Table.of(
                each,
                {"place": "Place", "clusters": "Clusters listed", "documented_pct": "Documented (%)",
                 "unknown_pct": "Unknown (%)", "labelled_pct": "With a label (%)",
                 "providers": "Other providers listed", "provider_types": "Types of provider",
                 "providers_documented_pct": "Providers documented (%)", "services": "Services",
                 "overlapping_pct": "Services of several types (%)"},
            ),
            _evidence(),
        ),
        side_table("Clusters and other providers by place", "Clusters and providers", shown, lines),
    )  # fmt: skip


def _evidence() -> Evidence:
    clusters = of_dataset(
        "cluster_organisations",
        "Listed organisations with a documented Industry 4.0 activity, divided by all listed ones. A service overlaps "
        "where two or more types of provider offer it in the same place.",
        "Compiled in 2026.",
        "headline_lower_bound",
        "no_country_ranking",
    )
    selection = of_dataset("providers", "", "", "selection_not_census").cautions
    return Evidence(clusters.definition, clusters.source, clusters.date, (*clusters.cautions, *selection))


def _rate(row: Any) -> Markup:
    if row.documented_pct is None:
        return missing("no cluster listed")
    small = f"{row.documented} of {row.clusters} listed; {per_cent(row.unknown_pct, 0)} unknown"
    return share(row.documented_pct, "", small, "≥\u00a0")


def _types(row: Any) -> str:
    return f"{counted(row.provider_types, 'type')} of provider"


@cached(CACHED)
def exchange(view: View, places: Codes) -> Compared:
    """Which practices each place gave, took up and considered, and which actions it plans."""
    known, shown = of_places(view, "exchange_of_places", places), names(view, places)
    of_place = [the(view, place) for place in shown]
    of_aspect = {
        aspect: [[row for row in known[code] if row.aspect == aspect] for code in places] for aspect in ASPECTS
    }
    lines = [
        Line(heading, small, [_items(view, rows, aspect) for rows in of_aspect[aspect]])
        for aspect, (heading, small) in ASPECTS.items()
    ]
    taken = [f"{len(rows) or 'none'} by {place}" for rows, place in zip(of_aspect["taken"], of_place, strict=True)]
    reused = [
        f"{sum(row.other_places is not None for row in rows) or 'none'} of {place}"
        for rows, place in zip(of_aspect["given"], of_place, strict=True)
    ]
    return Compared(
        Chart(
            "regions-exchange",
            f"Practices taken up: {listed(taken)}"
            + (f"; own practices taken up elsewhere: {listed(reused)}" if len(places) == 2 else ""),
            "Practices known to the dashboard, each with what is known of its uptake; a country with all its regions; "
            "steps of 2020 to 2022",
            None,
            "",
            Table.of(
                [
                    row._replace(aspect=ASPECTS[row.aspect][0], title=row.title or "title not given")
                    for code in places
                    for row in known[code]
                ],
                {"place": "Place", "aspect": "What", "title": "Title", "detail": "Detail",
                 "other_places": "Other places"},
            ),
            of_dataset(
                "practice_adoptions",
                "Given: practices located in the place. Taken up: practices of other countries that the place selected "
                "or put into its action plan. What was presented to all partners at once is left out.",
                "Steps of 2020 to 2022.",
                "all_partners_and_unnamed",
                "steps_not_in_order",
            ),
        ),
        side_table("Practices and actions by place", "Practices and actions", shown, lines, kind="lists"),
    )  # fmt: skip


def _items(view: View, rows: list[Any], aspect: str) -> Markup:
    if not rows:
        return missing(NOTHING[aspect])
    items = [Markup("<li>{}<small>{}</small></li>").format(*told(view, row)) for row in rows]
    return Markup("<ul>{}</ul>").format(Markup().join(items))


def told(view: View, row: Any) -> tuple[str, str]:
    """Return the title of a practice or action, and what is known of how it was exchanged."""
    return row.title or "A practice without a title in the source", _detail(view, row)


def _detail(view: View, row: Any) -> str:
    if row.aspect == "action":
        return f"from {row.detail}" if row.detail else "start not known"
    if row.aspect == "given":
        taken = f"taken up by {the(view, *row.other_places.split('; '))}" if row.other_places else "no uptake known"
        return f"{PROVENANCE[row.detail]}; {taken}"
    return f"from {the(view, row.other_places)}, {row.detail}" if row.other_places else row.detail
