"""The queries on the shipped data give the numbers the project reports.

Each number stands here as a literal and is counted a second time from the CSVs, without SQL. A change of the
shipped data that changes one of them must change it here too: these are the numbers people quote.
"""

from collections import Counter, defaultdict
from statistics import median

import pytest

from queries.engine import Engine
from tests.queries.tiny import COUNTRIES, ask, column, rows_of


def one(shipped: Engine, name: str, **parameters: object) -> dict[str, object]:
    """The one row that answers a query, by column."""
    names, row = ask(shipped, name, **parameters)
    return dict(zip(names, row, strict=True))


def test_headline_rate_is_a_fifth_with_four_fifths_unknown(shipped):
    """The headline of the start page: 42 of 207 clusters, 20.3 %, 79.7 % unknown."""
    assert one(shipped, "industry40_rate", country=[]) == {
        "listed": 207, "documented": 42, "unknown": 165, "without": 0, "documented_pct": 20.3, "unknown_pct": 79.7,
    }  # fmt: skip
    assert Counter(row["industry40_activities"] for row in rows_of("cluster_organisations")) == {
        "yes": 42,
        "unknown": 165,
    }


def test_rates_by_country_add_up_to_the_headline(shipped):
    """Ten countries, each counted as its rows are."""
    listed = Counter(row["country_code"] for row in rows_of("cluster_organisations"))
    documented = Counter(
        row["country_code"] for row in rows_of("cluster_organisations") if row["industry40_activities"] == "yes"
    )
    answer = ask(shipped, "industry40_rate_by_country", country=[])
    assert {row[0]: row[2:4] for row in answer[1:]} == {code: (listed[code], documented[code]) for code in COUNTRIES}
    assert (sum(column(answer, "listed")), sum(column(answer, "documented"))) == (207, 42)


LEVELS_2019 = {
    "D1": dict(zip(COUNTRIES, (4, 4, 3, 2, 3, 3, 4, 4, 5, 1), strict=True)),
    "D3": dict(zip(COUNTRIES, (3, 3, 3, 3, 2, 2, 4, 2, 5, 1), strict=True)),
}


@pytest.mark.parametrize("dimension", LEVELS_2019)
def test_maturity_levels_of_2019(shipped, dimension):
    """The map of policy status and of the cluster managers' role: each country's level, read from documents."""
    answer = ask(shipped, "country_levels", dimension=dimension)
    assert dict(zip(column(answer, "country_code"), column(answer, "level"), strict=True)) == LEVELS_2019[dimension]
    assert set(column(answer, "year")) == {2019}
    counted = {
        row["country_code"]: int(row["level"])
        for row in rows_of("maturity_assessments")
        if (row["tier"], row["dimension_id"], row["year"]) == ("national", dimension, "2019")
    }
    assert counted == LEVELS_2019[dimension]


def test_policy_ranges_from_the_united_kingdom_to_slovenia(shipped):
    """Finding 6: from incidental to core."""
    extremes = one(shipped, "extremes", dimension="D1")
    assert (extremes["lowest"], extremes["lowest_label"], extremes["lowest_countries"]) == (
        1,
        "Incidental",
        ["United Kingdom"],
    )
    assert (extremes["highest"], extremes["highest_label"], extremes["highest_countries"]) == (5, "Core", ["Slovenia"])
    assert (extremes["year"], extremes["range_pct"]) == (2019, 80.0)


def test_all_eight_dimensions_are_wide_apart(shipped):
    """Finding 1: three or more levels lie between countries in every dimension."""
    assert one(shipped, "heterogeneity") == {"year": 2019, "dimensions": 8, "wide_dimensions": 8, "wide_pct": 100.0}
    levels = defaultdict(list)
    for row in rows_of("maturity_assessments"):
        if row["tier"] == "national" and row["year"] == "2019":
            levels[row["dimension_id"]].append(int(row["level"]))
    assert {dimension: len(found) for dimension, found in levels.items()} == {
        f"D{number}": 10 for number in range(1, 9)
    }
    assert all(max(found) - min(found) >= 3 for found in levels.values())


def test_instruments_are_spread_over_8_to_18_providers(shipped):
    """Finding 4: fragmentation."""
    assert one(shipped, "provider_range") == {
        "countries": 10, "fewest_instruments": 18, "most_instruments": 18, "fewest_providers": 8,
        "median_providers": 13.5, "most_providers": 18, "median_pct": 75.0, "fewest_country": "Slovenia",
        "most_country": "Sweden",
    }  # fmt: skip
    providers = defaultdict(set)
    for row in rows_of("instruments"):
        providers[row["country_code"]].add(row["provider"])
    counts = {code: len(names) for code, names in providers.items()}
    assert (len(counts), min(counts.values()), median(counts.values()), max(counts.values())) == (10, 8, 13.5, 18)
    assert (counts["SI"], counts["SE"]) == (8, 18)


def values(indicator: str, year: str, size: str = "total") -> dict[str, float]:
    return {
        row["place_code"]: float(row["value"])
        for row in rows_of("observations")
        if (row["indicator_id"], row["year"], row["size_class"]) == (indicator, year, size)
    }


def test_hard_to_fill_vacancies_of_2024(shipped):
    """Finding 2: in 7 of 9 countries most recruiters of ICT specialists find it hard; EU 57.5 %."""
    assert one(shipped, "countries_above", indicator="ict_hard_to_fill", size="total", threshold=50) == {
        "year": 2024, "average": 57.5, "countries": 9, "countries_above": 7, "above_pct": 78.0,
        "highest_country": "Austria", "highest": 67.26,
    }  # fmt: skip
    found = values("ict_hard_to_fill", "2024")
    of_countries = {code: found[code] for code in COUNTRIES if code in found}
    assert found["EU27_2020"] == 57.5
    assert (len(of_countries), sum(value > 50 for value in of_countries.values())) == (9, 7)
    assert max(of_countries.items(), key=lambda item: item[1]) == ("AT", 67.26)


def test_small_firms_trail_large_ones_by_27_54_points_in_the_union(shipped):
    """Finding 3: the gap of 2025, and the same gap in the country ranking."""
    summary = one(shipped, "countries_above", indicator="dii_basic_v3", size="gap", threshold=20)
    assert (summary["year"], summary["average"]) == (2025, 27.54)
    small, large = values("dii_basic_v3", "2025", "10-49"), values("dii_basic_v3", "2025", "250+")
    gaps = {place: round(large[place] - small[place], 2) for place in small.keys() & large.keys()}
    assert gaps["EU27_2020"] == 27.54
    of_countries = {code: gaps[code] for code in COUNTRIES if code in gaps}
    assert (summary["countries"], summary["countries_above"]) == (9, 8)
    assert (len(of_countries), sum(gap > 20 for gap in of_countries.values())) == (9, 8)
    ranking = ask(shipped, "standings", indicator="dii_basic_v3", size="gap", kind="country", year="common")
    shown = dict(zip(column(ranking, "place_code"), column(ranking, "value"), strict=True))
    assert shown == {**of_countries, "EU27_2020": 27.54, "UK": None}


def test_services_overlap_in_14_of_15_regions(shipped):
    """Finding 5: 63 % of the services in these regions come from two or more types of provider."""
    summary = one(shipped, "service_overlap_summary", country=[], provider_type=[])
    assert (summary["overlapping_regions"], summary["regions"], summary["overlapping_pct"]) == (14, 15, 63.0)
    places = {row["place_code"]: row for row in rows_of("places")}
    in_region = defaultdict(list)
    for row in rows_of("providers"):
        place = places[row["place_code"]]
        in_region[place["parent_code"] if place["type"] == "nuts3" else place["place_code"]].append(row)
    types = {
        (region, service): {row["provider_type"] for row in found if service in row["services"].split(";")}
        for region, found in in_region.items()
        if len(found) >= 2
        for service in ";".join(row["services"] for row in found).split(";")
    }
    overlapping = [pair for pair, kinds in types.items() if len(kinds) >= 2]
    assert (len({region for region, _ in overlapping}), len({region for region, _ in types})) == (14, 15)
    assert (len(overlapping), len(types)) == (summary["overlapping_services"], summary["services_offered"])
    assert round(100 * len(overlapping) / len(types)) == 63


def test_the_list_of_overlaps_has_the_rows_the_summary_counts(shipped):
    """The table on screen and the card must not tell two stories."""
    answer = ask(shipped, "service_overlap", country=[], provider_type=[])
    summary = one(shipped, "service_overlap_summary", country=[], provider_type=[])
    assert len(answer) - 1 == summary["services_offered"]
    assert sum(column(answer, "is_overlap")) == summary["overlapping_services"]
    assert len(set(column(answer, "region_code"))) == 15


def test_practices_are_14_confirmed_5_likely_34_other(shipped):
    """14 of the 30 exchanged practices are confirmed here."""
    known = one(shipped, "exchanged_practices")
    assert [known[kind] for kind in ("confirmed", "likely", "other")] == [14, 5, 34]
    assert Counter(row["provenance"] for row in rows_of("practices")) == {"confirmed": 14, "likely": 5, "other": 34}


def test_every_organisation_with_a_town_is_on_the_map_once(shipped):
    """The map's towns: nobody is lost or counted twice, and 44 clusters without a town are admitted."""
    summary = one(shipped, "map_summary", country=[], provider_type=[])
    assert (summary["clusters"], summary["clusters_without_town"], summary["providers"], summary["towns"]) == (
        207,
        44,
        89,
        104,
    )
    answer = ask(shipped, "organisations_by_town", country=[], provider_type=[])
    shown = Counter()
    for group, organisations in zip(column(answer, "organisation_group"), column(answer, "organisations"), strict=True):
        shown[group] += organisations
    clusters = [row for row in rows_of("cluster_organisations") if row["latitude"]]
    providers = [row for row in rows_of("providers") if row["latitude"]]
    assert shown == {"Cluster organisations": 163, "Hubs and other providers": 89}
    assert (len(clusters), len(providers)) == (163, 89)
    points = {(float(row["latitude"]), float(row["longitude"])) for row in [*clusters, *providers]}
    assert len(points) == 104
    assert set(zip(column(answer, "latitude"), column(answer, "longitude"), strict=True)) == points


def test_labels_are_held_by_73_clusters_of_which_23_gold(shipped):
    """Labels of management excellence, in total and by country."""
    total = one(shipped, "quality_labels_total", country=[])
    assert (total["listed"], total["labelled"], total["gold"]) == (207, 73, 23)
    assert (total["first_year"], total["last_year"], total["year_unknown"]) == (2012, 2024, 14)
    labels = Counter(row["quality_label"] for row in rows_of("cluster_organisations"))
    assert (207 - labels[""], labels["gold"]) == (73, 23)
    answer = ask(shipped, "quality_labels_by_country", country=[])
    assert {label: sum(column(answer, label)) for label in ("gold", "silver", "bronze", "no_label_known")} == {
        "gold": labels["gold"], "silver": labels["silver"], "bronze": labels["bronze"], "no_label_known": labels[""],
    }  # fmt: skip


def test_every_cluster_is_in_the_list(shipped):
    """207 clusters, each once: a region code without a place would drop one silently."""
    answer = ask(shipped, "cluster_list", country=[], words="")
    assert sorted(column(answer, "cluster_id")) == sorted(row["cluster_id"] for row in rows_of("cluster_organisations"))
    assert len(answer) - 1 == 207
    assert "Košice IT Valley" in column(ask(shipped, "cluster_list", country=["SK"], words="kosice"), "name")


def test_every_reported_count_is_shown(shipped):
    """104 counts by registers and surveys; the ten derived from the listed clusters are computed afresh instead."""
    assert len(ask(shipped, "reported_counts", country=[])) - 1 == 104
    assert len(rows_of("cluster_counts")) == 114


def test_ten_partners_of_ten_countries(shipped):
    """Every partner has its seat on the map."""
    regions = ask(shipped, "partner_regions")
    assert sorted(column(regions, "country_code")) == sorted(COUNTRIES)
    assert None not in [*column(regions, "latitude"), *column(regions, "longitude"), *column(regions, "territory")]
    assert sorted(column(ask(shipped, "partner_countries_list"), "country_code")) == sorted(COUNTRIES)
