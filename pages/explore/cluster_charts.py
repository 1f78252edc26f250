"""The charts of Clusters and hubs, each a function of the view and the filters."""

from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.europe import EUROPE, towns_map
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, first_lines, per_cent
from queries.cache import cached

Codes = tuple[str, ...]


def rate_table(view: View, country: Codes) -> Table:
    """Return the rate of clusters with documented Industry 4.0 activities as a table, one row per country."""
    rows = view.ask("industry40_rate_by_country", country=country)
    return Table(
        rows[["country", "listed", "documented", "unknown", "without", "documented_pct"]].set_axis(
            ["Country", "Listed", "Documented", "Unknown", "Known to have none", "Documented (%)"], axis=1
        ),
        {"Documented (%)": "%.1f"},
    )


def rate_evidence(*cautions: str) -> Evidence:
    """Return what stands behind the rate, with the cautions of cluster_organisations so named."""
    return of_dataset(
        "cluster_organisations",
        "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
        "Compiled in 2026.",
        *cautions,
    )


@cached(CACHED)
def rate(view: View, country: Codes) -> Chart:
    """What share of listed clusters has documented Industry 4.0 activities, with what is unknown."""
    total = view.ask_one("industry40_rate", country=country)
    rows = view.ask("industry40_rate_by_country", country=country)
    colours = view.colours
    parts = [
        Part("documented", "Documented", colours.chosen, colours.background),
        Part("unknown", "Unknown", colours.background, colours.text, is_missing=True),
    ]
    return Chart(
        "industry40-rate",
        f"At least {per_cent(total.documented_pct)} of listed clusters document Industry 4.0 activities; "
        f"{per_cent(total.unknown_pct)} are unknown",
        f"{total.documented} of {total.listed} listed cluster organisations; the numbers in the bars are clusters; "
        "countries by name, no ranking",
        stacked_bars(
            rows.rename(columns={"country": "place"}),
            parts,
            colours,
            axis_title="Share of listed clusters",
            in_per_cent=True,
        ),
        "; ".join(f"{row.country} {row.documented} of {row.listed}" for row in rows.itertuples()) + ".",
        rate_table(view, country),
        rate_evidence("headline_lower_bound", "no_country_ranking"),
    )


@cached(CACHED)
def towns(view: View, country: Codes, provider_type: Codes) -> Chart:
    """Where cluster organisations and providers sit, grouped by town."""
    rows = view.ask("organisations_by_town", country=country, provider_type=provider_type)
    summary = view.ask_one("map_summary", country=country, provider_type=provider_type)
    shown = rows.assign(shown_names=[first_lines(names) for names in rows["names"]])
    colours = view.colours
    groups = {
        group: (shown[shown["organisation_group"] == group], marker)
        for group, marker in (
            ("Cluster organisations", {"color": colours.action, "opacity": 0.8}),
            ("Hubs and other providers", {"color": "rgba(0,0,0,0)", "line": {"color": colours.chosen, "width": 2}}),
        )
    }
    extent = (summary.west, summary.east, summary.south, summary.north) if country and len(rows) else EUROPE
    top = next(rows.itertuples(), None)
    most = f"; most in one town: {top.organisations} {top.organisation_group.lower()} in {top.city}" if top else ""
    return Chart(
        "towns",
        f"Clusters and providers sit in {summary.towns} towns{most}",
        f"{summary.clusters} cluster organisations and {summary.providers} hubs and other providers; one dot per town "
        f"and group, its area by their number; {summary.clusters_without_town} clusters without a known town are not "
        "on the map",
        towns_map(groups, colours, 400, extent),
        "Most in one town: "
        + "; ".join(
            f"{row.city} {row.organisations} {row.organisation_group.lower()}" for row in rows.head(5).itertuples()
        )
        + ".",
        Table(
            rows[["organisation_group", "country", "city", "organisations", "documented", "names"]].set_axis(
                ["Group", "Country", "Town", "Organisations", "With Industry 4.0 activities", "Names"], axis=1
            )
        ),
        of_dataset(
            "providers",
            "Listed cluster organisations and providers with a known town.",
            "Compiled in 2026.",
            "town_coordinates",
            "selection_not_census",
        ),
    )


@cached(CACHED)
def overlap(view: View, country: Codes, provider_type: Codes) -> Chart | None:
    """Where one region's services come from several types of provider; None where nothing can overlap."""
    rows = view.ask("service_overlap", country=country, provider_type=provider_type)
    if rows.empty:
        return None
    total = view.ask_one("service_overlap_summary", country=country, provider_type=provider_type)
    labels = {row.region_code: f"{row.region} ({row.region_providers})" for row in rows.itertuples()}
    cells = [
        Cell(
            labels[row.region_code],
            capital(row.service),
            min(row.provider_types, 4),
            str(row.provider_types),
            f"<b>{row.region}: {row.service}</b><br>{capital(row.types)}<br><br>{first_lines(row.names)}",
        )
        for row in rows.itertuples()
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
            steps={number: (colours.levels[number], colours.level_texts[number]) for number in range(1, 5)},
        ),
        f"{total.overlapping_services} of {total.services_offered} services offered in the places compared "
        f"({total.regions}) come from two or more types of provider.",
        Table(
            rows[["country", "region", "service", "providers", "provider_types", "types", "names"]].set_axis(
                ["Country", "Region", "Service", "Providers", "Types of provider", "Which types", "Who"], axis=1
            )
        ),
        of_dataset(
            "providers",
            "A service overlaps in a region when two or more types of provider offer it there. Regions are NUTS 2; the "
            "West Midlands are NUTS 1; providers for a whole country stand under the country’s name.",
            "Compiled in 2026.",
            "selection_not_census",
        ),
    )


@cached(CACHED)
def services(view: View, country: Codes, provider_type: Codes) -> Chart | None:
    """What each type of provider offers; None where there is no provider."""
    rows = view.ask("services_by_provider_type", country=country, provider_type=provider_type)
    if rows.empty:
        return None
    typical = view.ask("typical_services", country=country, provider_type=provider_type)
    headings = {row.provider_type: f"{capital(row.provider_type)} ({row.providers})" for row in typical.itertuples()}
    cells = [
        Cell(
            capital(row.service),
            headings[row.provider_type],
            row.offering_step,
            per_cent(row.offering_pct, 0),
            f"<b>{capital(row.provider_type)}</b><br>{capital(row.service)}: {row.offering} of {row.providers}",
        )
        for row in rows.itertuples()
    ]
    colours = view.colours
    most_often = [
        f"{row.provider_type} most often {row.service} ({per_cent(row.offering_pct, 0)})"
        for row in typical.head(4).itertuples()
    ]
    return Chart(
        "services",
        f"What each type offers: {', '.join(most_often[:2])}",
        "Share of the providers of each type that offer a service; number of providers in brackets",
        heat_table(
            cells,
            colours,
            rows=list(dict.fromkeys(cell.row for cell in cells)),
            columns=list(headings.values()),
            steps=dict(enumerate(zip(colours.levels[:5], colours.level_texts[:5], strict=True))),
        ),
        capital("; ".join(most_often)) + ".",
        Table(
            rows[["provider_type", "providers", "service", "offering", "offering_pct"]].set_axis(
                ["Type of provider", "Providers", "Service", "Offering it", "Offering it (%)"], axis=1
            ),
            {"Offering it (%)": "%.0f"},
        ),
        of_dataset(
            "providers",
            "Providers of a type that offer the service, divided by all listed providers of that type.",
            "Compiled in 2026.",
            "selection_not_census",
        ),
    )


@cached(CACHED)
def labels(view: View, country: Codes) -> Chart:
    """How many clusters hold a label of management excellence."""
    total = view.ask_one("quality_labels_total", country=country)
    rows = view.ask("quality_labels_by_country", country=country)
    colours = view.colours
    parts = [
        Part("gold", "Gold", colours.levels[5], colours.level_texts[5]),
        Part("silver", "Silver", colours.levels[3], colours.level_texts[3]),
        Part("bronze", "Bronze", colours.levels[1], colours.level_texts[1]),
        Part("no_label_known", "No label known", colours.background, colours.text, is_missing=True),
    ]
    return Chart(
        "labels",
        f"{total.labelled} of {total.listed} listed clusters hold a label of management excellence, "
        f"{total.gold} of them gold",
        "Listed cluster organisations by the latest label known; countries by name",
        stacked_bars(rows.rename(columns={"country": "place"}), parts, colours, axis_title="Listed clusters"),
        "; ".join(
            f"{row.country} {row.gold} gold, {row.silver} silver, {row.bronze} bronze of {row.listed}"
            for row in rows.itertuples()
        )
        + ".",
        Table(
            rows[["country", "listed", "gold", "silver", "bronze", "no_label_known"]].set_axis(
                ["Country", "Listed", "Gold", "Silver", "Bronze", "No label known"], axis=1
            )
        ),
        of_dataset(
            "cluster_organisations",
            "Labels of the European Secretariat for Cluster Analysis (bronze, silver, gold). They run out after some "
            f"years; those listed were given from {total.first_year:.0f} to {total.last_year:.0f}, and for "
            f"{total.year_unknown} the year is not known."
            if total.labelled > total.year_unknown
            else "Labels of the European Secretariat for Cluster Analysis (bronze, silver, gold).",
            "Compiled in 2026.",
            "source_quality",
        ),
    )


@cached(CACHED)
def reported(view: View, country: Codes) -> Chart:
    """What registers and surveys report about clusters, as they count."""
    rows = view.ask("reported_counts", country=country)
    return Chart(
        "reported",
        f"Registers and surveys report {len(rows)} figures on clusters, each counted in its own way",
        "Registered clusters, members, labels and budgets by place and year; read the note on what was counted",
        None,
        "",
        Table(
            rows[["place", "year", "metric", "value", "unit", "unit_note", "source_url", "confidence"]].set_axis(
                ["Place", "Year", "What", "Value", "Unit", "Note", "Source", "Confidence"], axis=1
            ),
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
    )


@cached(CACHED)
def cluster_table(view: View, country: Codes, words: str) -> Table:
    """Return the listed clusters whose name, sector, place or evidence has all of `words`."""
    rows = view.ask("cluster_list", country=country, words=words)
    headings = {
        "name": "Cluster organisation",
        "country": "Country",
        "region": "Region",
        "city": "Town",
        "sector": "Sector",
        "industry40_activities": "Industry 4.0 activities",
        "industry40_evidence": "What documents them",
        "quality_label": "Label",
        "quality_label_year": "Label of",
        "role_in_s3": "Role in S3",
        "founded_year": "Founded",
        "members": "Members",
        "website": "Website",
        "source_url": "Source",
        "confidence": "Confidence",
    }
    return Table(
        rows[list(headings)].set_axis(list(headings.values()), axis=1),
        {"Label of": "%d", "Founded": "%d"},
        ("Website", "Source"),
    )
