"""Clusters and hubs: who supports firms, where they sit, and where their services overlap."""

import streamlit as st

from pages.parts import filters, frame
from pages.parts.chart import Table, chart, downloads
from pages.parts.evidence import of_dataset
from pages.parts.figures.europe import add_towns, towns_map
from pages.parts.figures.heat_table import heat_table
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.palette import palette
from pages.parts.release import ask, ask_one
from pages.parts.wording import capital, first_lines, per_cent

HEIGHT = 400
colours = palette()

frame.title(
    "Clusters and hubs",
    "Who supports firms on the way to Industry 4.0, where they sit, and where their services overlap.",
)

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    countries = ask("partner_countries_list")
    country = filters.several_of(
        "country", "Countries", dict(zip(countries["country_code"], countries["country"], strict=True)), "All ten"
    )
    types = ask("provider_types")["provider_type"]
    provider_type = filters.several_of(
        "provider_type", "Types of provider", {each: capital(each) for each in types}, "All types"
    )
    filters.clear("country", "provider_type")
chosen = {"country": country, "provider_type": provider_type}


def rate() -> None:
    """What share of listed clusters has documented Industry 4.0 activities, with what is unknown."""
    total = ask_one("industry40_rate", country=country)
    rows = ask("industry40_rate_by_country", country=country)
    parts = [
        Part("documented", "Documented", colours.chosen, colours.background),
        Part("unknown", "Unknown", colours.background, colours.text, is_missing=True),
    ]
    chart(
        "industry40-rate",
        finding=f"At least {per_cent(total.documented_pct)} of listed clusters document Industry 4.0 activities; "
        f"{per_cent(total.unknown_pct)} are unknown",
        subtitle=f"{total.documented} of {total.listed} listed cluster organisations; numbers in the bars are clusters; "
        "countries by name, no ranking",
        figure=stacked_bars(
            rows.rename(columns={"country": "place"}), parts, colours, HEIGHT, axis_title="Share of listed clusters",
            per_cent=True,
        ),
        alternative="; ".join(f"{row.country} {row.documented} of {row.listed}" for row in rows.itertuples()) + ".",
        table=Table(
            rows[["country", "listed", "documented", "unknown", "without", "documented_pct"]].rename(
                columns={
                    "country": "Country",
                    "listed": "Listed",
                    "documented": "Documented",
                    "unknown": "Unknown",
                    "without": "Known to have none",
                    "documented_pct": "Documented (%)",
                }
            ),
            {"Documented (%)": "%.1f"},
        ),
        evidence=of_dataset(
            "cluster_organisations",
            "Listed cluster organisations with a documented Industry 4.0 activity, divided by all listed ones.",
            "Compiled in 2026.",
            "headline_lower_bound",
            "no_country_ranking",
        ),
    )


def towns() -> None:
    """Where cluster organisations and providers sit, grouped by town."""
    rows = ask("organisations_by_town", **chosen)
    extent = ask_one("map_extent", **chosen)
    rows = rows.assign(shown_names=[first_lines(names) for names in rows["names"]])
    drawn = towns_map(
        colours, HEIGHT, (extent.west, extent.east, extent.south, extent.north) if country and len(rows) else None
    )
    groups = {"Cluster organisations": colours.action, "Hubs and other providers": colours.categories[1]}
    for group, colour in groups.items():
        add_towns(drawn, rows[rows["organisation_group"] == group], colour, colours, group)
    top = rows.iloc[0] if len(rows) else None
    most = f"; most are in {top.city} ({top.organisations} {top.organisation_group.lower()})" if len(rows) else ""
    chart(
        "towns",
        finding=f"Clusters and providers sit in {extent.towns} towns{most}",
        subtitle=f"{extent.clusters} cluster organisations and {extent.providers} hubs and other providers, one dot per "
        f"town and group, its area by their number; {extent.clusters_without_town} clusters without a known town are "
        "not on the map",
        figure=drawn,
        alternative="Largest groups: "
        + "; ".join(f"{row.city} {row.organisations}" for row in rows.head(8).itertuples())
        + ".",
        table=Table(
            rows[["organisation_group", "country", "city", "organisations", "documented", "names"]].rename(
                columns={
                    "organisation_group": "Group",
                    "country": "Country",
                    "city": "Town",
                    "organisations": "Organisations",
                    "documented": "With Industry 4.0 activities",
                    "names": "Names",
                }
            )
        ),
        evidence=of_dataset(
            "providers",
            "Listed cluster organisations and providers with a known town.",
            "Compiled in 2026.",
            "town_coordinates",
            "selection_not_census",
        ),
    )


def services() -> None:
    """What each type of provider offers."""
    rows = ask("services_by_provider_type", **chosen)
    typical = ask("typical_services", **chosen)
    names = {
        row.provider_type: f"{capital(row.provider_type).replace(' ', '<br>', 1)}<br>({row.providers})"
        for row in typical.itertuples()
    }
    cells = rows.assign(
        row=rows["service"].map(capital),
        column=rows["provider_type"].map(names),
        step=rows["offering_pct"].floordiv(20).clip(0, 4).astype(int),
        text=[f"{value:.0f} %" for value in rows["offering_pct"]],
        hover=[
            f"<b>{capital(row.provider_type)}</b>: {row.service}<br>{row.offering} of {row.providers}"
            for row in rows.itertuples()
        ],
    )
    chart(
        "services",
        finding="; ".join(
            f"{capital(row.provider_type)}: most often {row.service} ({row.offering_pct:.0f} %)"
            for row in typical.head(2).itertuples()
        ),
        subtitle="Share of the providers of each type that offer a service; number of providers in brackets",
        figure=heat_table(
            cells,
            colours,
            HEIGHT + 40,
            rows=list(dict.fromkeys(cells["row"])),
            columns=list(names.values()),
            colour_of=dict(enumerate(zip(colours.levels[:5], colours.level_texts[:5], strict=True))),
        ),
        alternative="; ".join(
            f"{row.provider_type} most often {row.service}, {row.offering_pct:.0f} %" for row in typical.itertuples()
        )
        + ".",
        table=Table(
            rows.rename(
                columns={
                    "provider_type": "Type of provider",
                    "providers": "Providers",
                    "service": "Service",
                    "offering": "Offering it",
                    "offering_pct": "Offering it (%)",
                }
            ),
            {"Offering it (%)": "%.0f"},
        ),
        evidence=of_dataset(
            "providers",
            "Providers of a type that offer the service, divided by all listed providers of that type.",
            "Compiled in 2026.",
            "selection_not_census",
        ),
    )


def overlap() -> None:
    """Where the same service is offered in one region by several types of provider."""
    rows = ask("service_overlap", **chosen)
    total = ask_one("service_overlap_summary", **chosen)
    if rows.empty:
        st.info("No region has two or more providers of the chosen types and countries, so nothing can overlap there.")
        return
    labels = {row.region_code: f"{row.region} ({row.region_providers})" for row in rows.itertuples()}
    cells = rows.assign(
        row=rows["region_code"].map(labels),
        column=rows["service"].map(capital),
        step=rows["provider_types"].clip(upper=4),
        text=rows["provider_types"].astype(str),
        hover=[
            f"<b>{row.region}</b>: {row.service}<br>{capital(row.types)}<br><br>{first_lines(row.names)}"
            for row in rows.itertuples()
        ],
    )
    steps = {number: (colours.levels[number], colours.level_texts[number]) for number in range(1, 5)}
    chart(
        "overlap",
        finding=f"In {total.overlapping_regions} of {total.regions} regions several types of provider offer the same "
        f"service; this holds for {total.overlapping_pct:.0f} % of what is offered",
        subtitle="Number of types of provider that offer a service in a region (2 and more: worth coordinating); regions "
        "with at least two listed providers, their number in brackets",
        figure=heat_table(
            cells,
            colours,
            len(labels) * 28 + 90,
            rows=list(labels.values()),
            columns=sorted(set(cells["column"])),
            colour_of=steps,
        ),
        alternative=f"{total.overlapping_services} of {total.services_offered} services offered in {total.regions} "
        "regions come from two or more types of provider.",
        table=Table(
            rows[["country", "region", "service", "providers", "provider_types", "types", "names"]].rename(
                columns={
                    "country": "Country",
                    "region": "Region",
                    "service": "Service",
                    "providers": "Providers",
                    "provider_types": "Types of provider",
                    "types": "Which types",
                    "names": "Who",
                }
            )
        ),
        evidence=of_dataset(
            "providers",
            "A service overlaps in a region when two or more types of provider offer it there. Regions are NUTS 2; "
            "the West Midlands are NUTS 1; providers for a whole country stand under the country's name.",
            "Compiled in 2026.",
            "selection_not_census",
        ),
    )


def labels() -> None:
    """How many clusters hold a label of management excellence."""
    total = ask_one("quality_labels_total", country=country)
    rows = ask("quality_labels_by_country", country=country)
    parts = [
        Part("gold", "Gold", colours.levels[5], colours.level_texts[5]),
        Part("silver", "Silver", colours.levels[3], colours.level_texts[3]),
        Part("bronze", "Bronze", colours.levels[1], colours.level_texts[1]),
        Part("no_label_known", "No label known", colours.background, colours.text, is_missing=True),
    ]
    chart(
        "labels",
        finding=f"{total.labelled} of {total.listed} listed clusters hold a label of management excellence, "
        f"{total.gold} of them gold",
        subtitle="Listed cluster organisations by the latest label known",
        figure=stacked_bars(
            rows.rename(columns={"country": "place"}), parts, colours, HEIGHT, axis_title="Listed clusters"
        ),
        alternative="; ".join(
            f"{row.country} {row.gold} gold, {row.silver} silver, {row.bronze} bronze of {row.listed}"
            for row in rows.itertuples()
        )
        + ".",
        table=Table(
            rows[["country", "listed", "gold", "silver", "bronze", "no_label_known"]].rename(
                columns={
                    "country": "Country",
                    "listed": "Listed",
                    "gold": "Gold",
                    "silver": "Silver",
                    "bronze": "Bronze",
                    "no_label_known": "No label known",
                }
            )
        ),
        evidence=of_dataset(
            "cluster_organisations",
            "Labels of the European Secretariat for Cluster Analysis (bronze, silver, gold). They run out after some "
            f"years; the labels listed were given from {total.first_year} to {total.last_year}, and for "
            f"{total.year_unknown} the year is not known.",
            "Compiled in 2026.",
            "source_quality",
        ),
    )


@st.fragment
def cluster_list() -> None:
    """The listed clusters, found by words."""
    words = filters.search("Search the listed clusters", "Name, sector, region, town or activity")
    rows = ask("cluster_list", country=country, words=words)
    if rows.empty:
        st.info("No listed cluster has all of these words. Use fewer words, or choose more countries.")
        return
    table = Table(
        rows.drop(columns="cluster_id").rename(
            columns={
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
        ),
        {"Label of": "%d", "Founded": "%d"},
        ("Website", "Source"),
    )
    st.caption(f"{len(rows)} cluster organisations")
    table.show("table-clusters", "The listed cluster organisations")
    with st.container(horizontal=True):
        downloads("clusters", table, {"Title": "Listed cluster organisations", "Search": words or "none"})


if ask_one("map_extent", **chosen).clusters + ask_one("map_extent", **chosen).providers == 0:
    st.info("No cluster organisation or provider matches these filters.")
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    rate()
with right:
    towns()
overlap()
left, right = st.columns(2, gap="large")
with left:
    services()
with right:
    labels()
st.subheader("All listed clusters", anchor=False)
cluster_list()
