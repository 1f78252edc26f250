"""The queries behind the screen Cluster policy give, on the shipped data, the levels the project reports."""

from tests.queries.test_policy import CHANGE, one, pairs
from tests.queries.tiny import ask, column

COUNTRIES = ("ES", "PT", "AT", "SK", "RO", "LV", "SE", "HU", "SI", "UK")


def test_shipped_levels_of_2019_are_the_reference_values(shipped):
    """Policy status and managers' role of the ten countries and Lower Austria, as the project has them."""
    answer = ask(shipped, "level_table", country=[], tier="both", year="2019")
    levels = {(place, each): level for place, each, level in pairs(answer, "place_code", "dimension_id", "level")}
    assert tuple(levels[code, "D1"] for code in COUNTRIES) == (4, 4, 3, 2, 3, 3, 4, 4, 5, 1)
    assert tuple(levels[code, "D3"] for code in COUNTRIES) == (3, 3, 3, 3, 2, 2, 4, 2, 5, 1)
    assert (levels["AT", "D1"], levels["AT12", "D1"]) == (3, 5)
    assert levels["UKG", "D3"] is None
    rows = pairs(answer, "place_code", "dimension_id")
    assert [place for place, each in rows if each == "D1"] == [
        "AT", "AT12", "HU", "LV", "PT", "PT16", "RO", "SK", "SI", "ES", "ES62", "SE", "SE313", "UK", "UKG",
    ]  # fmt: skip


def test_shipped_points_of_the_scatter_are_the_reference_values(shipped):
    """Ten countries, eight points: Spain with Portugal, Latvia with Romania."""
    answer = ask(shipped, "status_against_role", tier="national")
    points = {place: point for place, *point in pairs(answer, "country_code", "status_level", "role_level")}
    assert [points[code] for code in COUNTRIES] == [
        [4, 3], [4, 3], [3, 3], [2, 3], [3, 2], [3, 2], [4, 4], [4, 2], [5, 5], [1, 1],
    ]  # fmt: skip
    shared = {tuple(names) for names in column(answer, "point_places") if len(names) > 1}
    assert shared == {("Portugal", "Spain"), ("Latvia", "Romania")}


def test_shipped_change_is_from_2015_to_2022_and_romania_is_missing(shipped):
    """Slovenia rose from incidental to core; Romania's level of 2022 is missing on purpose and is not made up."""
    rows = {row[0]: row[1:] for row in pairs(ask(shipped, "level_changes", dimension="D1", tier="national"), *CHANGE)}
    assert len(rows) == 10
    assert rows["Slovenia"] == (True, 2015, 1, 2022, 5, 4)
    assert rows["Hungary"] == (True, 2015, 4, 2022, 3, -1)
    assert rows["Romania"] == (True, 2015, 2, 2022, None, None)
    summary = one(ask(shipped, "level_changes_summary", dimension="D1", tier="national"))
    assert (summary["rose"], summary["fell"], summary["unchanged"], summary["missing"]) == (4, 1, 4, 1)
    assert len(ask(shipped, "level_changes", dimension="D3", tier="both")) == 1


def test_shipped_medians_of_2019(shipped):
    """Counted by hand from the ten levels: 1 2 3 3 3 | 4 4 4 4 5 and 1 2 2 2 3 | 3 3 3 4 5."""
    answer = ask(shipped, "level_distribution", tier="national", year="2019")
    medians = set(pairs(answer, "dimension_id", "known_places", "lower_median", "upper_median"))
    assert {("D1", 10, 3, 4), ("D3", 10, 3, 3)} <= medians
    assert [places for each, places in pairs(answer, "dimension_id", "places") if each == "D1"] == [0, 1, 1, 3, 4, 1]
