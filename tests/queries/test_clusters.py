"""What the queries on clusters and providers answer, on rows that can be counted by hand."""

from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, column, tiny

MURCIA = {
    "place_code": "ES62",
    "type": "nuts2",
    "parent_code": "ES6",
    "country_code": "ES",
    "name_en": "Region of Murcia",
}
STYRIA = {"place_code": "AT22", "type": "nuts2", "parent_code": "AT2", "country_code": "AT", "name_en": "Styria"}
GRAZ_AREA = {"place_code": "AT221", "type": "nuts3", "parent_code": "AT22", "country_code": "AT", "name_en": "Graz"}
VIENNA = {"place_code": "AT13", "type": "nuts2", "parent_code": "AT1", "country_code": "AT", "name_en": "Vienna"}
PLACES = [AUSTRIA, LATVIA, SPAIN, MURCIA, STYRIA, GRAZ_AREA, VIENNA]


def cluster(number: int, country_code: str, activities: str = "unknown", **more: object) -> dict[str, object]:
    return {
        "cluster_id": f"CL-{country_code}-{number:03}",
        "name": f"Cluster {number}",
        "country_code": country_code,
        "place_code": {"AT": "AT22", "ES": "ES62", "LV": "LV"}[country_code],
        "industry40_activities": activities,
        **more,
    }


def provider(number: int, place_code: str, provider_type: str, services: str, **more: object) -> dict[str, object]:
    return {
        "provider_id": f"P-{place_code[:2]}-{number:02}",
        "name": f"Provider {number}",
        "country_code": place_code[:2],
        "place_code": place_code,
        "provider_type": provider_type,
        "services": services,
        "industry40_activities": "unknown",
        **more,
    }


# --- cluster_list


LIST_COLUMNS = (
    "cluster_id", "name", "country", "region", "city", "sector", "industry40_activities", "industry40_evidence",
    "quality_label", "quality_label_year", "role_in_s3", "founded_year", "members", "website", "source_url",
    "confidence",
)  # fmt: skip


def test_cluster_list_shows_what_is_known_of_each_cluster_and_nothing_for_the_rest():
    """The list is the evidence behind the headline: a lost column or a made-up value can't be checked there."""
    full = cluster(
        7, "ES", "yes", name="AMUEBLA", city="Yecla", sector="Furniture", industry40_evidence="E-learning, 2020.",
        quality_label="bronze", quality_label_year=2015, role_in_s3="consulted", founded_year=1998, members=60,
        website="https://a.example", source_url="https://b.example", confidence="high",
    )  # fmt: skip
    bare = cluster(1, "AT", name="Bare")
    release = tiny(places=PLACES, cluster_organisations=[full, bare])
    assert ask(release, "cluster_list", country=[], words="") == [
        LIST_COLUMNS,
        ("CL-AT-001", "Bare", "Austria", "Styria", None, None, "unknown", *[None] * 9),
        (
            "CL-ES-007", "AMUEBLA", "Spain", "Region of Murcia", "Yecla", "Furniture", "yes", "E-learning, 2020.",
            "bronze", 2015, "consulted", 1998, 60, "https://a.example", "https://b.example", "high",
        ),
    ]  # fmt: skip


def test_cluster_list_is_in_alphabetical_order_whatever_the_case_and_accents():
    """A reader looking for “secpho” or “Ökocluster” looks under S and O, not after Z."""
    names = ["Zinc", "secpho", "Ökocluster", "Same", "Same", "apple"]
    rows = [cluster(9 - place, "AT", name=name) for place, name in enumerate(names)]
    answer = ask(tiny(places=PLACES, cluster_organisations=rows), "cluster_list", country=[], words="")
    assert column(answer, "name") == ["apple", "Ökocluster", "Same", "Same", "secpho", "Zinc"]
    assert column(answer, "cluster_id") == [
        "CL-AT-004",
        "CL-AT-007",
        "CL-AT-005",
        "CL-AT-006",
        "CL-AT-008",
        "CL-AT-009",
    ]


def test_cluster_list_finds_words_as_people_type_them():
    """A search that minds case, accents or word order hides clusters that are there."""
    release = tiny(
        places=PLACES,
        cluster_organisations=[
            cluster(1, "AT", name="Möbel- und Holzbau-Cluster", sector="Furniture"),
            cluster(2, "AT", name="Straßen & Łódź", sector="100 % Steel", city="Graz"),
            cluster(3, "ES", name='L\'Hospitalet "Moda"', sector="Fashion", region_name="Cataluña"),
            cluster(4, "ES", name="Plain", industry40_evidence="Runs a robotics lab."),
        ],
    )

    def found(words: str, country: tuple[str, ...] = ()) -> list[object]:
        return [
            name.split("-")[2]
            for name in column(ask(release, "cluster_list", country=list(country), words=words), "cluster_id")
        ]

    assert found("") == ["001", "002", "003", "004"]
    assert found("   ") == ["001", "002", "003", "004"]
    assert found("mobel") == ["001"]
    assert found("MÖBEL") == ["001"]
    assert found("Mo\u0308bel") == ["001"]  # the accent as a character of its own, as macOS writes it
    assert found("strassen lodz") == ["002"]
    assert found("  furniture   holzbau ") == ["001"]  # all words, in any order and in different columns
    assert found("furniture steel") == []
    assert found("catalun") == ["003"]
    assert found("robotics") == ["004"]
    assert found("%") == ["002"]
    assert found("_") == []
    assert found("l'hospitalet") == ["003"]
    assert found('"moda"') == ["003"]
    assert found("'; DROP TABLE places; --") == []
    assert found("\\") == []
    assert found("a", ("ES",)) == ["003", "004"]
    assert found("a", ("ES", "AT")) == ["001", "002", "003", "004"]
    assert found("", ("LV",)) == []


def test_cluster_list_is_empty_without_clusters():
    """An empty release must show “nothing matches”, not an error."""
    assert ask(tiny(), "cluster_list", country=[], words="x") == [LIST_COLUMNS]


# --- industry40_rate


def test_industry40_rate_is_documented_over_all_listed():
    """The headline: yes over all, never yes over yes and no, with the unknown beside it."""
    rows = [cluster(1, "AT", "yes"), cluster(2, "AT"), cluster(3, "ES"), cluster(4, "ES", "no"), cluster(5, "ES")]
    release = tiny(places=PLACES, cluster_organisations=rows)
    columns = ("listed", "documented", "unknown", "without", "documented_pct", "unknown_pct")
    assert ask(release, "industry40_rate", country=[]) == [columns, (5, 1, 3, 1, 20.0, 60.0)]
    assert ask(release, "industry40_rate", country=["ES"]) == [columns, (3, 0, 2, 1, 0.0, 66.7)]
    assert ask(release, "industry40_rate", country=["ES", "AT", "LV"]) == [columns, (5, 1, 3, 1, 20.0, 60.0)]
    assert ask(release, "industry40_rate", country=["LV"]) == [columns, (0, 0, 0, 0, None, None)]
    assert ask(release, "industry40_rate", country=["country_code"]) == [columns, (0, 0, 0, 0, None, None)]
    assert ask(tiny(), "industry40_rate", country=[]) == [columns, (0, 0, 0, 0, None, None)]


def test_industry40_rate_by_country_keeps_countries_without_clusters():
    """A country that lists no cluster must stand there with no rate, not vanish and not have 0 %."""
    austrian = ["yes", "yes", "unknown", "unknown", "unknown", "no"]
    rows = [*(cluster(number, "AT", activities) for number, activities in enumerate(austrian)), cluster(7, "ES")]
    release = tiny(places=PLACES, cluster_organisations=rows)
    columns = ("country_code", "country", "listed", "documented", "unknown", "without", "documented_pct", "unknown_pct")
    austria = ("AT", "Austria", 6, 2, 3, 1, 33.3, 50.0)
    latvia = ("LV", "Latvia", 0, 0, 0, 0, None, None)
    spain = ("ES", "Spain", 1, 0, 1, 0, 0.0, 100.0)
    assert ask(release, "industry40_rate_by_country", country=[]) == [columns, austria, latvia, spain]
    assert ask(release, "industry40_rate_by_country", country=["ES", "LV"]) == [columns, latvia, spain]
    assert ask(release, "industry40_rate_by_country", country=["XX"]) == [columns]
    assert ask(tiny(), "industry40_rate_by_country", country=[]) == [columns]


# --- the map


GRAZ = {"city": "Graz", "latitude": 47.5, "longitude": 15.5}
YECLA = {"city": "Yecla", "latitude": 38.5, "longitude": -1.5}


def towns():
    return tiny(
        places=PLACES,
        cluster_organisations=[
            cluster(1, "AT", "yes", name="B cluster", **GRAZ),
            cluster(2, "AT", name="A cluster", **GRAZ),
            cluster(3, "ES"),
        ],
        providers=[
            provider(1, "AT22", "agency", "training", name="Styrian agency", **GRAZ),
            provider(2, "ES62", "chamber", "training", name="Chamber", industry40_activities="yes", **YECLA),
            provider(3, "ES62", "agency", "training", name="No town"),
        ],
    )


def test_map_summary_says_what_is_on_the_map_and_how_many_are_missing():
    """Clusters without a town can't be drawn: the reader must be told how many. The map frames the others."""
    columns = ("clusters", "clusters_without_town", "providers", "towns", "west", "east", "south", "north")
    release = towns()

    def summary(country: list[str], provider_type: list[str]) -> list[tuple]:
        return ask(release, "map_summary", country=country, provider_type=provider_type)

    assert summary([], []) == [columns, (3, 1, 3, 2, -2.5, 16.5, 37.5, 48.5)]
    assert summary(["ES"], []) == [columns, (1, 1, 2, 1, -2.5, -0.5, 37.5, 39.5)]
    # The type of provider chooses among providers; cluster organisations stay.
    assert summary(["AT"], ["chamber"]) == [columns, (2, 0, 0, 1, 14.5, 16.5, 46.5, 48.5)]
    assert summary(["AT", "ES"], ["chamber", "agency"]) == [columns, (3, 1, 3, 2, -2.5, 16.5, 37.5, 48.5)]
    assert summary(["LV"], []) == [columns, (0, 0, 0, 0, None, None, None, None)]


def test_organisations_by_town_groups_what_lies_on_one_point():
    """Organisations of one town share a point: without their names in one row all but one are hidden."""
    columns = ("organisation_group", "country", "city", "latitude", "longitude", "organisations", "documented", "names")
    clusters = ("Cluster organisations", "Austria", "Graz", 47.5, 15.5, 2, 1, ["A cluster", "B cluster"])
    agency = ("Hubs and other providers", "Austria", "Graz", 47.5, 15.5, 1, 0, ["Styrian agency"])
    chamber = ("Hubs and other providers", "Spain", "Yecla", 38.5, -1.5, 1, 1, ["Chamber"])
    release = towns()
    assert ask(release, "organisations_by_town", country=[], provider_type=[]) == [columns, clusters, agency, chamber]
    assert ask(release, "organisations_by_town", country=[], provider_type=["chamber"]) == [columns, clusters, chamber]
    assert ask(release, "organisations_by_town", country=["ES"], provider_type=["agency"]) == [columns]
    assert ask(tiny(), "organisations_by_town", country=[], provider_type=[]) == [columns]


# --- providers and their services


def test_provider_types_come_most_frequent_first_then_by_name():
    """The filter offers exactly the types there are, always in the same order."""
    rows = [
        provider(place, "ES62", kind, "training")
        for place, kind in enumerate(["chamber", "agency", "university", "university"])
    ]
    columns = ("provider_type", "providers")
    release = tiny(places=PLACES, providers=rows)
    assert ask(release, "provider_types") == [columns, ("university", 2), ("agency", 1), ("chamber", 1)]
    assert ask(tiny(), "provider_types") == [columns]


def services_release():
    return tiny(
        places=PLACES,
        providers=[
            provider(1, "ES62", "agency", "training;awareness"),
            provider(2, "ES62", "agency", "awareness"),
            provider(3, "AT22", "agency", "diagnosis"),
            provider(4, "AT22", "chamber", "training"),
            provider(5, "AT22", "chamber", ""),
        ],
    )


def test_services_by_provider_type_counts_every_type_against_every_service():
    """A service that a type doesn't offer is a finding too: its cell says 0 %, it isn't left out."""
    columns = ("provider_type", "providers", "service", "offering", "offering_pct", "offering_step")
    release = services_release()
    assert ask(release, "services_by_provider_type", country=[], provider_type=[]) == [
        columns,
        ("agency", 3, "awareness", 2, 67.0, 3),
        ("chamber", 2, "awareness", 0, 0.0, 0),
        ("agency", 3, "training", 1, 33.0, 1),
        ("chamber", 2, "training", 1, 50.0, 2),
        ("agency", 3, "diagnosis", 1, 33.0, 1),
        ("chamber", 2, "diagnosis", 0, 0.0, 0),
    ]
    # The services stay the same whatever is chosen, so that rows of the table don't come and go.
    assert ask(release, "services_by_provider_type", country=["ES"], provider_type=["agency", "university"]) == [
        columns,
        ("agency", 2, "awareness", 2, 100.0, 4),
        ("agency", 2, "training", 1, 50.0, 2),
        ("agency", 2, "diagnosis", 0, 0.0, 0),
    ]
    assert ask(release, "services_by_provider_type", country=["LV"], provider_type=[]) == [columns]
    assert ask(tiny(), "services_by_provider_type", country=[], provider_type=[]) == [columns]


def test_typical_services_names_one_service_also_where_several_are_as_frequent():
    """A tie must give the same sentence every time: the last name of the alphabet."""
    columns = ("provider_type", "providers", "service", "offering_pct")
    release = services_release()
    agency = ("agency", 3, "awareness", 67.0)
    assert ask(release, "typical_services", country=[], provider_type=[]) == [
        columns,
        agency,
        ("chamber", 2, "training", 50.0),
    ]
    assert ask(release, "typical_services", country=[], provider_type=["agency"]) == [columns, agency]
    assert ask(release, "typical_services", country=["AT"], provider_type=["agency"]) == [
        columns,
        ("agency", 1, "diagnosis", 100.0),
    ]
    tied = tiny(places=PLACES, providers=[provider(1, "ES62", "agency", "awareness;training;planning")])
    assert ask(tied, "typical_services", country=[], provider_type=[]) == [columns, ("agency", 1, "training", 100.0)]
    assert ask(tiny(), "typical_services", country=[], provider_type=[]) == [columns]


def test_typical_services_come_with_the_most_frequent_type_first_then_by_name():
    """The order of the sentence and of the columns, the same every time."""
    kinds = ["university", "chamber", "technology centre", "agency", "technology centre", "digital innovation hub"]
    rows = [provider(number, "ES62", kind, "training") for number, kind in enumerate(kinds)]
    answer = ask(tiny(places=PLACES, providers=rows), "typical_services", country=[], provider_type=[])
    assert column(answer, "provider_type") == [
        "technology centre",
        "agency",
        "chamber",
        "digital innovation hub",
        "university",
    ]


def test_typical_services_counts_a_service_written_twice_once():
    """A slip in a cell must not give “offered by 200 %”."""
    slip = tiny(places=PLACES, providers=[provider(1, "ES62", "agency", "training;training")])
    assert ask(slip, "typical_services", country=[], provider_type=[])[1] == ("agency", 1, "training", 100.0)


def overlap_release():
    return tiny(
        places=PLACES,
        providers=[
            provider(1, "AT22", "agency", "training;awareness", name="Styrian agency"),
            provider(2, "AT221", "chamber", "training", name="Chamber of Graz"),  # in Graz, so in Styria
            provider(3, "AT221", "chamber", "awareness;training", name="Second chamber"),
            provider(4, "AT13", "agency", "training", name="Alone in Vienna"),
            provider(5, "ES62", "agency", "training", name="Murcia one"),
            provider(6, "ES62", "agency", "training", name="Murcia two"),
            provider(7, "LV", "agency", "training", name="Latvia one"),
            provider(8, "LV", "university", "planning", name="Latvia two"),
        ],
    )


OVERLAP_COLUMNS = (
    "country", "region_code", "region", "region_providers", "service", "providers", "provider_types", "types", "names",
    "is_overlap",
)  # fmt: skip


def test_service_overlap_is_several_types_of_provider_in_one_region():
    """Overlap is two types offering the same in one region; two agencies, or two regions, are none."""
    styria = ("Austria", "AT22", "Styria", 3)
    training = (
        *styria,
        "training",
        3,
        2,
        "agency; chamber",
        ["Chamber of Graz", "Second chamber", "Styrian agency"],
        True,
    )
    awareness = (*styria, "awareness", 2, 2, "agency; chamber", ["Second chamber", "Styrian agency"], True)
    murcia = ("Spain", "ES62", "Region of Murcia", 2, "training", 2, 1, "agency", ["Murcia one", "Murcia two"], False)
    planning = ("Latvia", "LV", "Latvia", 2, "planning", 1, 1, "university", ["Latvia two"], False)
    latvian_training = ("Latvia", "LV", "Latvia", 2, "training", 1, 1, "agency", ["Latvia one"], False)
    release = overlap_release()
    assert ask(release, "service_overlap", country=[], provider_type=[]) == [
        OVERLAP_COLUMNS, training, awareness, planning, latvian_training, murcia,
    ]  # fmt: skip
    assert ask(release, "service_overlap", country=["ES", "AT"], provider_type=[]) == [
        OVERLAP_COLUMNS, training, awareness, murcia,
    ]  # fmt: skip
    assert ask(tiny(), "service_overlap", country=[], provider_type=[]) == [OVERLAP_COLUMNS]


def test_service_overlap_compares_only_the_chosen_types():
    """With one type chosen, a region with one such provider has nothing to compare and is left out."""
    release = overlap_release()
    assert ask(release, "service_overlap", country=["AT"], provider_type=["chamber"]) == [
        OVERLAP_COLUMNS,
        ("Austria", "AT22", "Styria", 2, "training", 2, 1, "chamber", ["Chamber of Graz", "Second chamber"], False),
        ("Austria", "AT22", "Styria", 2, "awareness", 1, 1, "chamber", ["Second chamber"], False),
    ]
    assert ask(release, "service_overlap", country=["LV"], provider_type=["university"]) == [OVERLAP_COLUMNS]


def test_service_overlap_summary_counts_the_same_regions_and_services_as_the_list():
    """The card's per cent must be that of the table behind it."""
    columns = ("regions", "overlapping_regions", "services_offered", "overlapping_services", "overlapping_pct")
    release = overlap_release()
    assert ask(release, "service_overlap_summary", country=[], provider_type=[]) == [columns, (3, 1, 5, 2, 40.0)]
    assert ask(release, "service_overlap_summary", country=["AT", "ES"], provider_type=[]) == [
        columns,
        (2, 1, 3, 2, 67.0),
    ]
    assert ask(release, "service_overlap_summary", country=["AT"], provider_type=[]) == [columns, (1, 1, 2, 2, 100.0)]
    assert ask(release, "service_overlap_summary", country=["AT"], provider_type=["chamber"]) == [
        columns,
        (1, 0, 2, 0, 0.0),
    ]
    assert ask(release, "service_overlap_summary", country=["XX"], provider_type=[]) == [columns, (0, 0, 0, 0, None)]
    assert ask(tiny(), "service_overlap_summary", country=[], provider_type=[]) == [columns, (0, 0, 0, 0, None)]


# --- labels and reported counts


def labelled_release():
    return tiny(
        places=PLACES,
        cluster_organisations=[
            cluster(1, "AT", quality_label="gold", quality_label_year=2012),
            cluster(2, "AT", quality_label="silver", quality_label_year=2024),
            cluster(3, "AT", quality_label="bronze"),
            cluster(4, "AT"),
            cluster(5, "ES"),
        ],
    )


def test_quality_labels_by_country_tells_no_label_known_from_no_cluster():
    """“No label known” is about listed clusters: a country without clusters has none of those either."""
    columns = ("country_code", "country", "listed", "gold", "silver", "bronze", "no_label_known")
    austria, latvia, spain = (
        ("AT", "Austria", 4, 1, 1, 1, 1),
        ("LV", "Latvia", 0, 0, 0, 0, 0),
        ("ES", "Spain", 1, 0, 0, 0, 1),
    )
    release = labelled_release()
    assert ask(release, "quality_labels_by_country", country=[]) == [columns, austria, latvia, spain]
    assert ask(release, "quality_labels_by_country", country=["LV", "AT"]) == [columns, austria, latvia]
    assert ask(tiny(), "quality_labels_by_country", country=[]) == [columns]


def test_quality_labels_total_counts_labels_and_unknown_years():
    """The sentence above the chart: how many hold a label, since when, and of how many the year isn't known."""
    columns = ("listed", "labelled", "gold", "first_year", "last_year", "year_unknown")
    release = labelled_release()
    assert ask(release, "quality_labels_total", country=[]) == [columns, (5, 3, 1, 2012, 2024, 1)]
    assert ask(release, "quality_labels_total", country=["ES"]) == [columns, (1, 0, 0, None, None, 0)]
    assert ask(tiny(), "quality_labels_total", country=[]) == [columns, (0, 0, 0, None, None, 0)]


def test_reported_counts_keeps_each_sources_own_unit_and_note():
    """Registers count differently: without unit and note, members and firms would look like one number."""
    columns = ("place", "year", "metric", "value", "unit", "unit_note", "source_url", "confidence")
    europe = {"place_code": "EU", "type": "eu_aggregate", "name_en": "European Union"}
    source = {"source_url": "https://s.example", "confidence": "high"}
    members = {"place_code": "AT", "metric": "cluster_members", **source}
    release = tiny(
        places=[*PLACES, europe],
        cluster_counts=[
            {"place_code": "EU", "year": 2022, "metric": "clusters", "value": 1091, "unit": "clusters", **source},
            {**members, "year": 2016, "value": 7100, "unit": "members", "unit_note": "more than"},
            {**members, "year": 2014, "value": 7000.5, "unit": "firms"},
            # Derived from the listed clusters: computed afresh elsewhere, so not repeated here.
            {**members, "year": 2015, "value": 20.3, "unit": "percent", "source_url": "derived:clusters.csv"},
        ],
    )
    older = ("Austria", 2014, "cluster members", 7000.5, "firms", None, "https://s.example", "high")
    newer = ("Austria", 2016, "cluster members", 7100.0, "members", "more than", "https://s.example", "high")
    union = ("European Union", 2022, "clusters", 1091.0, "clusters", None, "https://s.example", "high")
    assert ask(release, "reported_counts", country=[]) == [columns, older, newer, union]
    assert ask(release, "reported_counts", country=["AT", "LV"]) == [columns, older, newer, union]
    assert ask(release, "reported_counts", country=["LV"]) == [columns, union]
    assert ask(tiny(), "reported_counts", country=[]) == [columns]
