"""What the queries that set places side by side answer, on rows that can be worked out by hand, and on shipped data."""

import pytest

from queries.engine import Engine
from tests.queries.tiny import AUSTRIA, COUNTRIES, LATVIA, SPAIN, TEN_COUNTRIES, ask, column, rows_of, tiny

MURCIA = {
    "place_code": "ES62",
    "type": "nuts2",
    "parent_code": "ES",
    "country_code": "ES",
    "name_en": "Region of Murcia",
}
STYRIA = {"place_code": "AT22", "type": "nuts2", "parent_code": "AT", "country_code": "AT", "name_en": "Styria"}
GRAZ = {"place_code": "AT221", "type": "nuts3", "parent_code": "AT22", "country_code": "AT", "name_en": "Graz"}
LATVIA_AGAIN = {"place_code": "LV00", "type": "nuts2", "parent_code": "LV", "country_code": "LV", "name_en": "Latvia"}
PLACES = [AUSTRIA, LATVIA, SPAIN, MURCIA, STYRIA, GRAZ]
REGIONS = [
    {"country_code": "ES", "seat_place_code": "ES62", "territory_place_code": "ES62", "region_name": "Murcia region"},
    {"country_code": "AT", "seat_place_code": "AT221", "territory_place_code": "AT221", "region_name": "Graz"},
    {"country_code": "LV", "seat_place_code": "LV00", "territory_place_code": "LV", "region_name": "Latvia"},
]
RUBRIC = [
    {
        "dimension_id": dimension,
        "dimension": name,
        "question": "How?",
        "level": level,
        "label": f"L{level}",
        "criterion": "C",
    }
    for dimension, name in (("D1", "Status"), ("D2", "Funding"))
    for level in range(6)
]


def level(place: str, dimension: str, level: int, year: int = 2019) -> dict[str, object]:
    tier = "national" if len(place) == 2 else "regional"
    return {
        "assessment_id": f"A-{place}-{dimension}-{year}",
        "country_code": place[:2],
        "place_code": place,
        "tier": tier,
        "dimension_id": dimension,
        "year": year,
        "level": level,
        "confidence": "high",
    }


def value(indicator: str, place: str, year: int, value: float, **more: object) -> dict[str, object]:
    return {"indicator_id": indicator, "place_code": place, "year": year, "size_class": "total", "value": value, **more}


def indicator(identifier: str, label: str, direction: str = "higher_is_better", theme: str = "skills") -> dict:
    return {"indicator_id": identifier, "label": label, "unit": "%", "direction": direction, "theme": theme}


CODES = sorted(place["place_code"] for place in TEN_COUNTRIES)


# --- places


def test_compared_places_list_has_each_country_and_the_regions_that_are_not_countries():
    """A partner whose territory is its country would otherwise stand there twice."""
    assert ask(tiny(places=PLACES, regions=REGIONS), "compared_places_list") == [
        ("place_code", "place", "is_region", "country_code", "country"),
        ("AT", "Austria", False, "AT", "Austria"),
        ("AT221", "Graz", True, "AT", "Austria"),
        ("LV", "Latvia", False, "LV", "Latvia"),
        ("ES", "Spain", False, "ES", "Spain"),
        ("ES62", "Region of Murcia", True, "ES", "Spain"),
    ]
    assert len(ask(tiny(), "compared_places_list")) == 1


def test_compared_places_list_calls_a_wider_region_by_the_partners_own_name():
    """UKJ1 stands for Buckinghamshire alone; a name in another language stays that of the places."""
    wider, partner = {**MURCIA, "name_en": "Murcia and others"}, {**REGIONS[0], "region_name": "Murcia"}
    answer = ask(tiny(places=[SPAIN, wider], regions=[partner]), "compared_places_list")
    assert column(answer, "place") == ["Spain", "Murcia"]


# --- levels


def test_levels_of_places_say_whose_level_is_shown_and_of_which_year():
    """A region without a level shows its country's and says so; the other tier stands beside an own level."""
    release = tiny(
        places=PLACES,
        regions=REGIONS,
        maturity_rubric=RUBRIC,
        maturity_assessments=[
            *(level(place, dimension, 3) for place in ("AT", "ES", "LV") for dimension in ("D1", "D2")),
            level("AT", "D1", 4, 2022),
            level("ES62", "D1", 2, 2015),
            level("ES62", "D1", 1, 2022),
        ],
    )
    answer = ask(release, "levels_of_places")
    names = ("place_code", "dimension_id", "level", "year", "stands_for", "is_own", "other_tier", "common_year")
    rows = list(zip(*(column(answer, name) for name in names), strict=True))
    assert rows == [
        ("AT", "D1", 3, 2019, "Austria", True, None, 2019),
        ("AT", "D2", 3, 2019, "Austria", True, None, 2019),
        ("AT221", "D1", 3, 2019, "Austria", False, None, 2019),
        ("AT221", "D2", 3, 2019, "Austria", False, None, 2019),
        ("LV", "D1", 3, 2019, "Latvia", True, None, 2019),
        ("LV", "D2", 3, 2019, "Latvia", True, None, 2019),
        ("ES", "D1", 3, 2019, "Spain", True, "Region of Murcia 1", 2019),
        ("ES", "D2", 3, 2019, "Spain", True, None, 2019),
        ("ES62", "D1", 1, 2022, "Region of Murcia", True, "Spain 3", 2019),
        ("ES62", "D2", 3, 2019, "Spain", False, None, 2019),
    ]


# --- indicators


def test_indicators_of_places_give_own_values_first_then_the_wider_region_then_the_country():
    """A value that is another place's must name it; ranks count countries alone; what ended early says so."""
    release = tiny(
        places=[*TEN_COUNTRIES, MURCIA, STYRIA, GRAZ],
        regions=REGIONS,
        indicators=[
            indicator("digital_skills_basic", "Skills"),
            indicator("ict_hard_to_fill", "Vacancies", "lower_is_better"),
            indicator("tertiary_25_64", "Tertiary"),
        ],
        observations=[
            *(
                value("digital_skills_basic", code, 2023, 10 * place)
                for place, code in enumerate(CODES)
                if code != "UK"
            ),
            value("digital_skills_basic", "UK", 2019, 70),
            value("digital_skills_basic", "EU27_2020", 2023, 40),
            *(value("ict_hard_to_fill", code, 2024, 10 * place) for place, code in enumerate(CODES)),
            value("tertiary_25_64", "AT22", 2018, 30),
            value("tertiary_25_64", "ES62", 2017, 20),
        ],
    )
    answer = ask(release, "indicators_of_places", indicator_theme="")
    names = ("place_code", "indicator_id", "value", "year", "stands_for", "is_own", "rank", "ranked", "position_pct")
    rows = {(row[0], row[1]): row[2:] for row in zip(*(column(answer, name) for name in names), strict=True)}
    assert len(rows) == 36
    assert CODES.index("AT") == 0
    assert CODES.index("ES") == 1
    assert rows["AT", "digital_skills_basic"] == (0, 2023, "Austria", True, 9, 9, 0.0)
    assert rows["AT", "ict_hard_to_fill"] == (0, 2024, "Austria", True, 1, 10, 0.0)
    assert rows["AT221", "digital_skills_basic"] == (0, 2023, "Austria", False, 9, 9, 0.0)
    assert rows["AT221", "tertiary_25_64"] == (30, 2018, "Styria", True, None, None, 100.0)
    assert rows["ES62", "tertiary_25_64"] == (20, 2017, "Region of Murcia", True, None, None, 0.0)
    assert rows["AT", "tertiary_25_64"] == (None, None, None, False, None, None, None)
    assert rows["UK", "digital_skills_basic"] == (None, None, None, False, None, None, None)
    at = answer[0].index
    uk = next(row for row in answer[1:] if row[at("place_code")] == "UK" and row[at("label")] == "Skills")
    assert (uk[at("last_value")], uk[at("last_year")], uk[at("common_year")]) == (70, 2019, 2023)
    assert (uk[at("eu_value")], uk[at("eu")], uk[at("eu_position_pct")]) == (40, "European Union", 50.0)
    assert set(column(ask(release, "indicators_of_places", indicator_theme="skills"), "theme")) == {"skills"}
    assert len(ask(release, "indicators_of_places", indicator_theme="x' OR 1=1")) == 1


def test_compared_themes_are_those_with_values():
    """The filter offers no theme without a single series."""
    release = tiny(
        places=PLACES,
        indicators=[indicator("a", "A"), indicator("b", "B", theme="economy"), indicator("c", "C", theme="none")],
        observations=[value("a", "AT", 2020, 1), value("b", "AT", 2020, 1)],
    )
    assert ask(release, "compared_themes") == [("theme", "series"), ("economy", 1), ("skills", 1)]


# --- instruments


def instrument(number: int, country: str, kind: str, provider: str, stages: str) -> dict[str, object]:
    return {
        "instrument_id": f"{country}-{number:03}",
        "country_code": country,
        "level": "national",
        "place_code": country,
        "name": "N",
        "name_en": f"N{number}",
        "kind": kind,
        "themes": "skills",
        "support_stages": stages,
        "beneficiaries": "small",
        "provider": provider,
        "provider_type": "agency",
        "status": "running",
    }


INSTRUMENTS = [
    instrument(1, "AT", "grant", "A", "planning"),
    instrument(2, "AT", "grant", "A", "planning;training"),
    instrument(3, "AT", "loan", "B", "training"),
    instrument(4, "AT", "grant", "A", "planning"),
    instrument(5, "ES", "loan", "C", "planning"),
]


def test_instruments_of_places_are_shares_of_the_countrys_sample():
    """A region shows its country's sample and the row says whose; a kind nobody there has is 0, not left out."""
    answer = ask(tiny(places=PLACES, regions=REGIONS, instruments=INSTRUMENTS), "instruments_of_places")
    names = ("facet", "value", "place_code", "stands_for", "instruments", "share_pct")
    rows = list(zip(*(column(answer, name) for name in names), strict=True))
    assert rows[:10] == [
        ("kind", "grant", "AT", "Austria", 3, 75),
        ("kind", "grant", "AT221", "Austria", 3, 75),
        ("kind", "grant", "LV", "Latvia", 0, None),
        ("kind", "grant", "ES", "Spain", 0, 0),
        ("kind", "grant", "ES62", "Spain", 0, 0),
        ("kind", "loan", "AT", "Austria", 1, 25),
        ("kind", "loan", "AT221", "Austria", 1, 25),
        ("kind", "loan", "LV", "Latvia", 0, None),
        ("kind", "loan", "ES", "Spain", 1, 100),
        ("kind", "loan", "ES62", "Spain", 1, 100),
    ]
    assert ("stage", "training", "AT", "Austria", 2, 50) in rows
    assert ("level", "national", "AT", "Austria", 4, 100) in rows


def test_spread_of_places_is_the_effective_number_of_providers():
    """Shares of 3/4 and 1/4 are as spread as 1.8 equal providers; one provider alone is 1."""
    assert ask(tiny(places=PLACES, regions=REGIONS, instruments=INSTRUMENTS), "spread_of_places") == [
        ("place_code", "place", "stands_for", "is_region", "providers", "effective_providers", "largest_pct")
        + ("largest_provider",),
        ("AT", "Austria", "Austria", False, 2, 1.8, 75, "A"),
        ("AT221", "Graz", "Austria", True, 2, 1.8, 75, "A"),
        ("ES", "Spain", "Spain", False, 1, 1.0, 100, "C"),
        ("ES62", "Region of Murcia", "Spain", True, 1, 1.0, 100, "C"),
    ]


# --- organisations


def test_organisations_of_places_count_a_place_with_all_in_it_and_keep_the_unknown():
    """A place that lists nothing has no rate; a country's rate holds its regions' clusters."""
    release = tiny(
        places=PLACES,
        regions=REGIONS,
        cluster_organisations=[
            {"cluster_id": "CL-1", "country_code": "ES", "place_code": "ES62", "industry40_activities": "yes"},
            {
                "cluster_id": "CL-2",
                "country_code": "ES",
                "place_code": "ES62",
                "industry40_activities": "unknown",
                "quality_label": "gold",
            },
            {"cluster_id": "CL-3", "country_code": "ES", "place_code": "ES", "industry40_activities": "unknown"},
            {"cluster_id": "CL-4", "country_code": "AT", "place_code": "AT22", "industry40_activities": "unknown"},
        ],
        providers=[
            {
                "provider_id": f"P-{number}",
                "name": f"P{number}",
                "country_code": "ES",
                "place_code": "ES62",
                "provider_type": kind,
                "services": services,
                "industry40_activities": known,
            }
            for number, kind, services, known in (
                (1, "agency", "training;awareness", "yes"),
                (2, "chamber", "training", "unknown"),
            )
        ],
    )
    assert ask(release, "organisations_of_places") == [
        ("place_code", "place", "clusters", "documented", "documented_pct", "unknown_pct", "labelled_pct", "providers")
        + ("provider_types", "providers_documented_pct", "services", "overlapping_pct"),
        ("AT", "Austria", 1, 0, 0, 100, 0, 0, 0, None, 0, None),
        ("AT221", "Graz", 0, 0, None, None, None, 0, 0, None, 0, None),
        ("LV", "Latvia", 0, 0, None, None, None, 0, 0, None, 0, None),
        ("ES", "Spain", 3, 1, 33, 67, 33, 2, 2, 50, 2, 50),
        ("ES62", "Region of Murcia", 2, 1, 50, 50, 50, 2, 2, 50, 2, 50),
    ]


# --- exchange


def test_exchange_of_places_gives_each_practice_once_at_its_furthest_step():
    """A practice shortlisted after it was selected is taken up; what went to all partners is nobody's alone."""
    step = {"practice_id": "LV-a", "practice_country_code": "LV", "country_code": "ES", "place_code": "ES62"}
    release = tiny(
        places=[*PLACES, LATVIA_AGAIN, {"place_code": "ALL", "type": "partnership", "name_en": "All"}],
        regions=REGIONS,
        practices=[
            {
                "practice_id": "LV-a",
                "title": "A",
                "country_code": "LV",
                "place_code": "LV00",
                "provenance": "confirmed",
            },
            {"practice_id": "LV-b", "title": "B", "country_code": "LV", "place_code": "LV00", "provenance": "other"},
        ],
        practice_adoptions=[
            {"adoption_id": "PA-001", "stage": "selected", "date": "2020-12-18", **step},
            {"adoption_id": "PA-002", "stage": "shortlisted", "date": "2021-06-30", **step},
            {
                "adoption_id": "PA-003",
                "stage": "presented",
                "date": "2020-07-31",
                "practice_title": "C",
                "practice_country_code": "AT",
                "country_code": "ES",
                "place_code": "ES62",
            },
            {
                "adoption_id": "PA-004",
                "stage": "presented",
                "date": "2020-03-03",
                "practice_id": "LV-b",
                "practice_country_code": "LV",
                "place_code": "ALL",
            },
            {
                "adoption_id": "PA-005",
                "stage": "presented",
                "date": "2022-01-19",
                "practice_id": "LV-b",
                "practice_country_code": "LV",
                "country_code": "LV",
                "place_code": "LV",
            },
        ],
        actions=[
            {
                "action_id": "ES-1",
                "country_code": "ES",
                "place_code": "ES62",
                "title": "D",
                "start_date": "2021-06-01",
                "start_precision": "month",
            },
            {"action_id": "LV-1", "country_code": "LV", "place_code": "LV", "title": "E"},
        ],
    )
    murcia = [
        ("taken", "LV-a", "A", "selected", "Latvia"),
        ("considered", "C", "C", "presented", "Austria"),
        ("action", "ES-1", "D", "June 2021", None),
    ]
    assert ask(release, "exchange_of_places") == [
        ("place_code", "place", "aspect", "item_id", "title", "detail", "other_places"),
        ("LV", "Latvia", "given", "LV-a", "A", "confirmed", "Region of Murcia"),
        ("LV", "Latvia", "given", "LV-b", "B", "other", None),
        ("LV", "Latvia", "action", "LV-1", "E", None, None),
        *(("ES", "Spain", *row) for row in murcia),
        *(("ES62", "Region of Murcia", *row) for row in murcia),
    ]


# --- differences and peers


def peers_release() -> Engine:
    """Most with D1 and one indicator, Austria and Latvia with D2 as well; Murcia with a level alone, Graz with none."""
    return tiny(
        places=[*TEN_COUNTRIES, MURCIA, STYRIA, GRAZ],
        regions=REGIONS,
        maturity_rubric=RUBRIC,
        maturity_assessments=[
            *(level(code, "D1", 3) for code in CODES if code not in ("AT", "UK")),
            level("AT", "D1", 5),
            level("AT", "D2", 1),
            level("LV", "D2", 1),
            level("ES62", "D1", 2),
        ],
        indicators=[indicator("ai_use", "AI", theme="technology adoption")],
        observations=[value("ai_use", code, 2025, 10 * place) for place, code in enumerate(CODES)],
    )


def test_widest_differences_name_the_levels_furthest_apart_in_the_order_chosen():
    """The sentence at the top of the screen: values of the places themselves alone, never a stand-in's."""
    release = peers_release()
    answer = ask(release, "widest_differences", places=["LV", "AT"])
    names = ("kind", "name", "spread", "is_widest", "place_names", "place_values", "lowest_place", "highest_place")
    assert CODES.index("LV") == 3
    assert list(zip(*(column(answer, name) for name in names), strict=True)) == [
        ("level", "Status", 0.4, True, ["Latvia", "Austria"], [3, 5], "Latvia", "Austria"),
        ("level", "Funding", 0, False, ["Latvia", "Austria"], [1, 1], "Latvia", "Latvia"),
        ("indicator", "AI", 0.333333, True, ["Latvia", "Austria"], [30, 0], "Austria", "Latvia"),
    ]
    assert len(ask(release, "widest_differences", places=["ES", "AT221"])) == 1
    assert len(ask(release, "widest_differences", places=["XX"])) == 1
    assert len(ask(release, "widest_differences", places=[])) == 1


def test_nearest_peers_are_by_the_mean_difference_and_never_the_place_itself():
    """Levels over their five steps, indicators over their range, each counting the same."""
    release = peers_release()
    answer = ask(release, "nearest_peers", place="AT")
    distances = dict(zip(column(answer, "peer_code"), column(answer, "distance"), strict=True))
    assert "AT" not in distances
    # Spain: (2/5 + 1/9) / 2 of D1 and the indicator; Latvia: (2/5 + 0 + 3/9) / 3.
    assert distances["ES"] == 0.256
    assert distances["LV"] == 0.244
    assert column(answer, "peer_code")[:2] == ["LV", "ES"]
    first = dict(zip(answer[0], answer[1], strict=True))
    assert (first["shared_levels"], first["shared_indicators"], first["distance_pct"]) == (2, 1, 24)
    assert [each["name"] for each in first["bound_by"]] == ["Funding", "AI", "Status"]
    assert [(each["name"], each["own"], each["peer"]) for each in first["parted_by"]] == [
        ("Status", 5, 3),
        ("AI", 0, 30),
    ]


def test_nearest_peers_give_no_distance_where_less_than_half_is_known():
    """The United Kingdom has one of three values, Graz none: said instead of a distance from almost nothing."""
    release = peers_release()
    uk = ask(release, "nearest_peers", place="UK")
    assert set(column(uk, "distance")) == {None}
    assert set(column(uk, "bound_by")) == {None}
    graz = ask(release, "nearest_peers", place="AT221")
    assert column(graz, "peer_code") == ["ES62"]
    assert column(graz, "distance") == [None]
    assert column(graz, "shared_levels") == [0]
    assert len(ask(release, "nearest_peers", place="XX")) == 1


# --- the shipped data


def test_shipped_latvia_and_slovakia_differ_most_in_funding_and_continuity(shipped):
    """The issue's own example: level 4 against 1 in both."""
    answer = ask(shipped, "widest_differences", places=["LV", "SK"])
    at = answer[0].index
    widest = [row for row in answer[1:] if row[at("is_widest")] and row[at("kind")] == "level"]
    assert [(row[at("name")], row[at("place_values")]) for row in widest] == [
        ("Dedicated funding", [4, 1]),
        ("Continuity", [4, 1]),
    ]


def test_shipped_distances_are_symmetric_and_leave_out_the_place_and_its_country(shipped):
    """Who is my peer has me as theirs, at the same distance."""
    codes = column(ask(shipped, "compared_places_list"), "place_code")
    assert len(codes) == 17
    distances = {}
    for code in codes:
        answer = ask(shipped, "nearest_peers", place=code)
        for peer, distance in zip(column(answer, "peer_code"), column(answer, "distance"), strict=True):
            distances[code, peer] = distance
            assert peer[:2] != code[:2]
            assert distance is None or 0 < distance < 1
    assert len(distances) == 10 * 9 + 7 * 6
    assert all(distances[peer, code] == distance for (code, peer), distance in distances.items())


@pytest.mark.parametrize(
    ("place", "nearest", "distance"), [("LV", "HU", 0.134), ("AT", "SE", 0.268), ("PT16", "ES62", 0.294)]
)
def test_shipped_nearest_peers(shipped, place, nearest, distance):
    """The first proposal for three places."""
    answer = ask(shipped, "nearest_peers", place=place)
    assert (column(answer, "peer_code")[0], column(answer, "distance")[0]) == (nearest, distance)


KEY_SERIES = [
    *("digital_skills_basic", "ict_specialists_pct_emp", "ict_hard_to_fill", "ict_training_enterprises"),
    *("tertiary_15_64", "ai_use", "data_analytics_use", "daily_internet_users", "desi_overall", "rd_gerd_pct_gdp"),
    *("hmht_manufacturing_employment", "high_tech_exports", "gdp_per_hour_worked", "dii_basic_v3"),
]


def test_shipped_distances_of_countries_are_those_counted_without_sql(shipped):
    """Gower's distance a second time, from the CSVs: 8 levels of 2019 and 14 key indicators."""
    scaled = {code: {} for code in COUNTRIES}
    for row in rows_of("maturity_assessments"):
        if (row["tier"], row["year"]) == ("national", "2019"):
            scaled[row["country_code"]][row["dimension_id"]] = int(row["level"]) / 5
    observed = rows_of("observations")
    for series in KEY_SERIES:
        size = "10-49" if series == "dii_basic_v3" else "total"
        known = [row for row in observed if (row["indicator_id"], row["size_class"]) == (series, size)]
        years = {row["year"] for row in known}
        year = max(
            year for year in years if sum(row["year"] == year and row["place_code"] in COUNTRIES for row in known) >= 8
        )
        # Regions with the same statistics stretch the scale; of the ten regions of partners these have some.
        regions = ("AT12", "ES62", "HU22", "PT16", "SE31", "SI03")
        values = {row["place_code"]: float(row["value"]) for row in known if row["year"] == year}
        ends = [value for code, value in values.items() if code in (*COUNTRIES, *regions)]
        for code in COUNTRIES:
            if code in values:
                scaled[code][series] = (values[code] - min(ends)) / (max(ends) - min(ends))
    for place in COUNTRIES:
        answer = ask(shipped, "nearest_peers", place=place)
        for peer, distance in zip(column(answer, "peer_code"), column(answer, "distance"), strict=True):
            both = scaled[place].keys() & scaled[peer].keys()
            assert len(both) >= 11
            counted = sum(abs(scaled[place][name] - scaled[peer][name]) for name in both) / len(both)
            assert distance == pytest.approx(counted, abs=0.0006), (place, peer)


def test_shipped_buckinghamshire_has_too_little_data_for_peers(shipped):
    """No level and no observation exist for it, so it has no peer and is nobody's."""
    answer = ask(shipped, "nearest_peers", place="UKJ1")
    assert column(answer, "distance") == [None] * 6
    assert column(answer, "shared_levels") == [0] * 6
    assert column(answer, "shared_indicators") == [0] * 6
    for place in ("AT12", "ES62", "HU22", "PT16", "SE31", "SI036"):
        others = ask(shipped, "nearest_peers", place=place)
        assert dict(zip(column(others, "peer_code"), column(others, "distance"), strict=True))["UKJ1"] is None
