"""The charts of Clusters and hubs, each a function of the view and the filters."""

from typing import Any

from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import hover_lines, hover_text
from pages.parts.figures.europe import EUROPE, Town, towns_map
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, per_cent
from queries.cache import cached

Codes = tuple[str, ...]

COMPILED = "Compiled in 2026."


def rate_table(view: View, country: Codes) -> Table:
    """Return the rate of clusters with documented Industry 4.0 activities as a table, one row per country."""
    return Table.of(
        view.rows("industry40_rate_by_country", country=country),
        {
            "country": "Country", "listed": "Listed", "documented": "Documented", "unknown": "Unknown",
            "without": "Known to have none", "documented_pct": "Documented (%)",
        },
        {"Documented (%)": "%.1f"},
    )  # fmt: skip


def rate_evidence(*cautions: str) -> Evidence:
    """Return what stands behind the rate, with the cautions of cluster_organisations so named."""
    return of_dataset(
        "cluster_organisations",
        "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
        COMPILED,
        *cautions,
    )


@cached(CACHED)
def rate(view: View, country: Codes) -> Chart:
    """What share of listed clusters has documented Industry 4.0 activities, with what is unknown."""
    total = view.row("industry40_rate", country=country)
    rows = view.rows("industry40_rate_by_country", country=country)
    colours = view.colours
    parts = [
        Part([row.documented for row in rows], "Documented", colours.chosen, colours.background),
        Part([row.unknown for row in rows], "Unknown", colours.background, colours.text, is_missing=True),
    ]
    return Chart(
        "industry40-rate",
        f"At least {per_cent(total.documented_pct)} of listed clusters document Industry 4.0 activities; "
        f"{per_cent(total.unknown_pct)} are unknown"
        if total.listed
        else "No cluster organisation is listed, so the share with Industry 4.0 activities is not known",
        f"{total.documented} of {total.listed} listed cluster organisations; the numbers in the bars are clusters; "
        "countries by name, no ranking",
        stacked_bars(
            [row.country for row in rows],
            parts,
            colours,
            axis_title="Share of listed clusters",
            in_per_cent=True,
        ),
        "; ".join(f"{row.country} {row.documented} of {row.listed}" for row in rows) + ".",
        rate_table(view, country),
        rate_evidence("headline_lower_bound", "no_country_ranking"),
    )


@cached(CACHED)
def towns(view: View, country: Codes, provider_type: Codes) -> Chart:
    """Where cluster organisations and providers sit, grouped by town."""
    rows = view.rows("organisations_by_town", country=country, provider_type=provider_type)
    summary = view.row("map_summary", country=country, provider_type=provider_type)
    colours = view.colours
    markers: dict[str, dict] = {
        "Cluster organisations": {"color": colours.action, "opacity": 0.8},
        "Hubs and other providers": {"color": "rgba(0,0,0,0)", "line": {"color": colours.chosen, "width": 2}},
    }
    groups = {
        group: (
            [
                Town(row.latitude, row.longitude, _town(row), row.country, row.organisations, hover_lines(row.names))
                for row in rows
                if row.organisation_group == group
            ],
            marker,
        )
        for group, marker in markers.items()
    }
    extent = (summary.west, summary.east, summary.south, summary.north) if country and rows else EUROPE
    most = ""
    if rows:
        most = f"; most in one town: {rows[0].organisations} {rows[0].organisation_group.lower()} in {_town(rows[0])}"
    return Chart(
        "towns",
        f"Clusters and providers sit in {summary.towns} towns{most}",
        f"{summary.clusters} cluster organisations and {summary.providers} hubs and other providers; one dot per town "
        f"and group, its area by their number; {summary.clusters_without_town} clusters without a known town are not "
        "on the map",
        towns_map(groups, colours, 400, extent),
        "Most in one town: "
        + "; ".join(f"{_town(row)} {row.organisations} {row.organisation_group.lower()}" for row in rows[:5])
        + ".",
        Table.of(
            rows,
            {
                "organisation_group": "Group", "country": "Country", "city": "Town", "organisations": "Organisations",
                "documented": "With Industry 4.0 activities", "names": "Names",
            },
        ),
        of_dataset(
            "providers",
            "Listed cluster organisations and providers with a known town.",
            COMPILED,
            "town_coordinates",
            "selection_not_census",
        ),
    )  # fmt: skip


def _town(row: Any) -> str:
    return row.city or f"a place in {row.country}"


@cached(CACHED)
def overlap(view: View, country: Codes, provider_type: Codes) -> Chart | None:
    """Where one region's services come from several types of provider; None where nothing can overlap."""
    rows = view.rows("service_overlap", country=country, provider_type=provider_type)
    if not rows:
        return None
    total = view.row("service_overlap_summary", country=country, provider_type=provider_type)
    labels = {row.region_code: f"{row.region} ({row.region_providers})" for row in rows}
    cells = [
        Cell(
            labels[row.region_code],
            capital(row.service),
            min(row.provider_types, 4),
            str(row.provider_types),
            f"<b>{hover_text(f'{row.region}: {row.service}')}</b><br>{hover_text(capital(row.types))}<br><br>"
            f"{hover_lines(row.names)}",
        )
        for row in rows
    ]
    colours = view.colours
    where = (
        f"In {total.overlapping_regions} of {total.regions} places"
        if total.overlapping_regions
        else f"In none of the places compared ({total.regions})"
    )
    return Chart(
        "overlap",
        f"{where} several types of provider offer the same service; this holds for "
        f"{per_cent(total.overlapping_pct, 0)} of what is offered",
        "How many types of provider offer a service in a region or for a whole country (2 and more: worth "
        "coordinating); places with at least two listed providers, their number in brackets",
        heat_table(
            cells,
            colours,
            rows=list(labels.values()),
            columns=sorted({cell.column for cell in cells}),
            steps={number: colours.level(number) for number in range(1, 5)},
        ),
        f"{total.overlapping_services} of {total.services_offered} services offered in the places compared "
        f"({total.regions}) come from two or more types of provider.",
        Table.of(
            [row._replace(names="; ".join(row.names)) for row in rows],
            {
                "country": "Country", "region": "Region", "service": "Service", "providers": "Providers",
                "provider_types": "Types of provider", "types": "Which types", "names": "Who",
            },
        ),
        of_dataset(
            "providers",
            "A service overlaps in a region when two or more types of provider offer it there. Regions are NUTS 2; the "
            "West Midlands are NUTS 1; providers for a whole country stand under the country’s name.",
            COMPILED,
            "selection_not_census",
        ),
    )  # fmt: skip


@cached(CACHED)
def services(view: View, country: Codes, provider_type: Codes) -> Chart | None:
    """What each type of provider offers; None where there is no provider."""
    rows = view.rows("services_by_provider_type", country=country, provider_type=provider_type)
    if not rows:
        return None
    typical = view.rows("typical_services", country=country, provider_type=provider_type)
    headings = {row.provider_type: f"{capital(row.provider_type)} ({row.providers})" for row in typical}
    cells = [
        Cell(
            capital(row.service),
            headings[row.provider_type],
            row.offering_step,
            per_cent(row.offering_pct, 0),
            f"<b>{hover_text(capital(row.provider_type))}</b><br>"
            f"{hover_text(capital(row.service))}: {row.offering} of {row.providers}",
        )
        for row in rows
    ]
    most_often = [
        f"{row.provider_type} most often {row.service} ({per_cent(row.offering_pct, 0)})" for row in typical[:4]
    ]
    return Chart(
        "services",
        f"What each type offers: {', '.join(most_often[:2])}",
        "Share of the providers of each type that offer a service; number of providers in brackets",
        heat_table(
            cells,
            view.colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=list(headings.values()),
            steps={step: view.colours.level(step) for step in range(5)},
        ),
        capital("; ".join(most_often)) + ".",
        Table.of(
            rows,
            {
                "provider_type": "Type of provider", "providers": "Providers", "service": "Service",
                "offering": "Offering it", "offering_pct": "Offering it (%)",
            },
            {"Offering it (%)": "%.0f"},
        ),
        of_dataset(
            "providers",
            "Providers of a type that offer the service, divided by all listed providers of that type.",
            COMPILED,
            "selection_not_census",
        ),
    )  # fmt: skip


@cached(CACHED)
def labels(view: View, country: Codes) -> Chart:
    """How many clusters hold a label of management excellence."""
    total = view.row("quality_labels_total", country=country)
    rows = view.rows("quality_labels_by_country", country=country)
    colours = view.colours
    unknown = [row.no_label_known for row in rows]
    parts = [
        Part([row.gold for row in rows], "Gold", *colours.level(5)),
        Part([row.silver for row in rows], "Silver", *colours.level(3)),
        Part([row.bronze for row in rows], "Bronze", *colours.level(1)),
        Part(unknown, "No label known", colours.background, colours.text, is_missing=True),
    ]
    given = (
        f" They run out after some years; those listed were given from {total.first_year} to {total.last_year}, and "
        f"for {total.year_unknown} the year is not known."
        if total.labelled > total.year_unknown
        else ""
    )
    return Chart(
        "labels",
        f"{total.labelled} of {total.listed} listed clusters hold a label of management excellence, "
        f"{total.gold} of them gold",
        "Listed cluster organisations by the latest label known; countries by name",
        stacked_bars([row.country for row in rows], parts, colours, axis_title="Listed clusters"),
        "; ".join(
            f"{row.country} {row.gold} gold, {row.silver} silver, {row.bronze} bronze of {row.listed}" for row in rows
        )
        + ".",
        Table.of(
            rows,
            {
                "country": "Country", "listed": "Listed", "gold": "Gold", "silver": "Silver", "bronze": "Bronze",
                "no_label_known": "No label known",
            },
        ),
        of_dataset(
            "cluster_organisations",
            f"Labels of the European Secretariat for Cluster Analysis (bronze, silver, gold).{given}",
            COMPILED,
            "source_quality",
        ),
    )  # fmt: skip


@cached(CACHED)
def reported(view: View, country: Codes) -> Chart:
    """What registers and surveys report about clusters, as they count."""
    rows = view.rows("reported_counts", country=country)
    return Chart(
        "reported",
        f"Registers and surveys report {len(rows)} figures on clusters, each counted in its own way",
        "Registered clusters, members, labels and budgets by place and year; read the note on what was counted",
        None,
        "",
        Table.of(
            rows,
            {
                "place": "Place", "year": "Year", "metric": "What", "value": "Value", "unit": "Unit",
                "unit_note": "Note", "source_url": "Source", "confidence": "Confidence",
            },
            {"Year": "%d"},
            ("Source",),
        ),
        of_dataset(
            "cluster_counts",
            "Figures as registers, ministries and surveys publish them; rows marked EU are benchmarks.",
            "Each of its own year.",
            "different_notions",
            "source_quality",
        ),
    )  # fmt: skip


@cached(CACHED)
def cluster_table(view: View, country: Codes, words: str) -> Table:
    """Return the listed clusters whose name, sector, place or evidence has all of `words`."""
    return Table.of(
        view.rows("cluster_list", country=country, words=words),
        {
            "name": "Cluster organisation", "country": "Country", "region": "Region", "city": "Town",
            "sector": "Sector", "industry40_activities": "Industry 4.0 activities",
            "industry40_evidence": "What documents them", "quality_label": "Label", "quality_label_year": "Label of",
            "role_in_s3": "Role in S3", "founded_year": "Founded", "members": "Members", "website": "Website",
            "source_url": "Source", "confidence": "Confidence",
        },
        {"Label of": "%d", "Founded": "%d"},
        ("Website", "Source"),
    )  # fmt: skip
