"""What the queries on cluster policy answer, on a rubric and assessments that fit on a screen."""

import pytest

from queries.engine import Engine
from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, column, tiny

LABELS = ("Non-existent", "Incidental", "Emerging", "Established", "Integrated", "Core")


def rubric(dimension: str) -> list[dict[str, object]]:
    """The six levels of a dimension, the highest first, as a spreadsheet may be sorted."""
    return [
        {
            "dimension_id": dimension,
            "dimension": f"Dimension {dimension}",
            "question": "How far?",
            "level": level,
            "label": LABELS[level],
            "criterion": f"Criterion {level}",
        }
        for level in reversed(range(6))
    ]


def assessment(
    country: str, level: int, dimension: str = "D1", year: int = 2019, tier: str = "national"
) -> dict[str, object]:
    return {
        "assessment_id": f"A-{country}-{tier}-{dimension}-{year}",
        "country_code": country,
        "tier": tier,
        "place_code": country,
        "dimension_id": dimension,
        "year": year,
        "level": level,
        "evidence": f"Evidence {country}",
        "source_title": f"Source {country}",
        "source_url": f"https://{country}.example",
        "confidence": "high",
    }


@pytest.fixture(scope="module")
def release():
    """D1: all three countries in 2015 and 2019, two in 2022. D2: three rows of two countries. D3: all at one level."""
    return tiny(
        places=[AUSTRIA, LATVIA, SPAIN],
        maturity_rubric=[*rubric("D1"), *rubric("D2"), *rubric("D3")],
        maturity_assessments=[
            *(assessment(country, 5, year=2015) for country in ("AT", "ES", "LV")),
            assessment("AT", 3),
            assessment("ES", 1),
            assessment("LV", 3),
            assessment("AT", 5, tier="regional"),
            assessment("AT", 0, year=2022),
            assessment("LV", 0, year=2022),
            assessment("AT", 2, "D2"),
            assessment("ES", 2, "D2"),
            assessment("ES", 3, "D2"),
            *(assessment(country, 4, "D3") for country in ("LV", "ES", "AT")),
        ],
    )


LEVEL_COLUMNS = (
    "country_code", "country", "dimension", "year", "level", "level_label", "evidence", "confidence", "source_title",
    "source_url",
)  # fmt: skip


def test_country_levels_are_of_the_newest_year_that_all_countries_share(release):
    """Countries are compared within one year: 2022 lacks Spain, so 2019 it is. Regional rows stay out."""
    assert ask(release, "country_levels", dimension="D1") == [
        LEVEL_COLUMNS,
        (
            "AT",
            "Austria",
            "Dimension D1",
            2019,
            3,
            "Established",
            "Evidence AT",
            "high",
            "Source AT",
            "https://AT.example",
        ),
        (
            "LV",
            "Latvia",
            "Dimension D1",
            2019,
            3,
            "Established",
            "Evidence LV",
            "high",
            "Source LV",
            "https://LV.example",
        ),
        (
            "ES",
            "Spain",
            "Dimension D1",
            2019,
            1,
            "Incidental",
            "Evidence ES",
            "high",
            "Source ES",
            "https://ES.example",
        ),
    ]


def test_country_levels_show_nothing_where_no_year_is_complete(release):
    """A map of some of the countries would pass for a map of all."""
    assert ask(release, "country_levels", dimension="D2") == [LEVEL_COLUMNS]
    assert ask(release, "country_levels", dimension="D9") == [LEVEL_COLUMNS]
    assert ask(release, "country_levels", dimension="level") == [LEVEL_COLUMNS]
    assert ask(tiny(), "country_levels", dimension="D1") == [LEVEL_COLUMNS]


EXTREME_COLUMNS = (
    "dimension", "year", "lowest", "lowest_label", "lowest_countries", "highest", "highest_label", "range_pct",
    "highest_countries",
)  # fmt: skip


def test_extremes_name_all_countries_that_stand_lowest_and_highest(release):
    """“Highest in Austria” would wrong Latvia, which stands as high."""
    assert ask(release, "extremes", dimension="D1") == [
        EXTREME_COLUMNS,
        ("Dimension D1", 2019, 1, "Incidental", ["Spain"], 3, "Established", 40.0, ["Austria", "Latvia"]),
    ]


def test_extremes_of_a_dimension_without_differences_are_the_same_level(release):
    """Where all stand alike, the range is 0 % and every country is both lowest and highest."""
    everyone = ["Austria", "Latvia", "Spain"]
    assert ask(release, "extremes", dimension="D3") == [
        EXTREME_COLUMNS,
        ("Dimension D3", 2019, 4, "Integrated", everyone, 4, "Integrated", 0.0, everyone),
    ]


def test_extremes_are_empty_where_no_year_is_complete(release):
    """An unknown dimension must give empty cells, not somebody else's countries."""
    nothing = (None,) * len(EXTREME_COLUMNS)
    assert ask(release, "extremes", dimension="D2") == [EXTREME_COLUMNS, nothing]
    assert ask(tiny(), "extremes", dimension="D1") == [EXTREME_COLUMNS, nothing]


def test_heterogeneity_counts_the_dimensions_with_three_or_more_levels_between_countries():
    """The first card of the start page: how many of the eight dimensions differ widely, in a year with all eight."""
    columns = ("year", "dimensions", "wide_dimensions", "wide_pct")
    levels = {
        "D1": (0, 3),
        "D2": (1, 5),
        "D3": (1, 3),
        "D4": (2, 2),
        "D5": (0, 5),
        "D6": (4, 5),
        "D7": (5, 3),
        "D8": (0, 2),
    }
    assessments = [
        assessment(country, level, dimension)
        for dimension, pair in levels.items()
        for country, level in zip(("AT", "ES"), pair, strict=True)
    ]
    release = tiny(
        places=[AUSTRIA, SPAIN],
        maturity_rubric=[row for dimension in levels for row in rubric(dimension)],
        # 2022 has one dimension only, and 2015 is older: neither is taken.
        maturity_assessments=[
            *assessments,
            *({**row, "year": 2015, "level": 2} for row in assessments),
            assessment("AT", 0, year=2022),
            assessment("ES", 5, year=2022),
        ],
    )
    assert ask(release, "heterogeneity") == [columns, (2019, 8, 3, 38.0)]  # D1, D2 and D5
    incomplete = tiny(places=[AUSTRIA, SPAIN], maturity_rubric=rubric("D1"), maturity_assessments=assessments[:2])
    assert ask(incomplete, "heterogeneity") == [columns, (None, 0, 0, None)]
    assert ask(tiny(), "heterogeneity") == [columns, (None, 0, 0, None)]


def test_levels_of_dimension_are_in_the_order_of_the_scale(release):
    """The legend names the six levels from non-existent to core, with what each takes."""
    columns = ("dimension_id", "dimension", "question", "level", "label", "criterion")
    answer = ask(release, "levels_of_dimension", dimension="D2")
    assert answer[:2] == [columns, ("D2", "Dimension D2", "How far?", 0, "Non-existent", "Criterion 0")]
    assert column(answer, "level") == [0, 1, 2, 3, 4, 5]
    assert column(answer, "label") == list(LABELS)
    assert column(answer, "criterion") == [f"Criterion {level}" for level in range(6)]
    assert ask(release, "levels_of_dimension", dimension="") == [columns]
    assert ask(tiny(), "levels_of_dimension", dimension="D1") == [columns]


# --- the screen Cluster policy

LOWER_AUSTRIA = {
    "place_code": "AT12", "type": "nuts2", "parent_code": "AT", "country_code": "AT", "name_en": "Lower Austria",
}  # fmt: skip


def regional(level: int, dimension: str = "D1", year: int = 2019) -> dict[str, object]:
    return {**assessment("AT", level, dimension, year, "regional"), "place_code": "AT12"}


@pytest.fixture(scope="module")
def governments() -> Engine:
    """Three countries and a region. D1: 2015 and 2022, Latvia without 2022. D3: 2019 alone. D2: Spain twice."""
    return tiny(
        places=[AUSTRIA, LATVIA, SPAIN, LOWER_AUSTRIA],
        maturity_rubric=[*rubric("D1"), *rubric("D2"), *rubric("D3")],
        maturity_assessments=[
            assessment("AT", 3, year=2015),
            assessment("ES", 4, year=2015),
            assessment("LV", 1, year=2015),
            assessment("AT", 5, year=2022),
            assessment("ES", 3, year=2022),
            *(assessment(code, level) for code, level in (("AT", 3), ("ES", 4), ("LV", 0))),
            *(assessment(code, level, "D3") for code, level in (("AT", 3), ("ES", 2), ("LV", 3))),
            assessment("ES", 1, "D2", 2019),
            assessment("ES", 2, "D2", 2023),
            regional(5),
            regional(5, year=2022),
            regional(4, "D3"),
        ],
    )


def one(answer: list[tuple]) -> dict[str, object]:
    """The one row of an answer, by column."""
    names, row = answer
    return dict(zip(names, row, strict=True))


def pairs(answer: list[tuple], *names: str) -> list[tuple]:
    """Some columns of an answer, row by row."""
    return list(zip(*(column(answer, name) for name in names), strict=True))


def test_assessed_years_say_which_are_complete(governments):
    """The year filter opens on the newest year that has every dimension for every country, else on the newest."""
    assert ask(governments, "assessed_years") == [
        ("year", "national_levels", "regional_levels", "is_complete", "is_default"),
        (2023, 1, 0, False, True),
        (2022, 2, 1, False, False),
        (2019, 7, 2, False, False),
        (2015, 3, 0, False, False),
    ]
    complete = tiny(
        places=[AUSTRIA],
        maturity_rubric=rubric("D1"),
        maturity_assessments=[assessment("AT", 1), regional(2, year=2020)],
    )
    # Without its place a region is nobody's: it is left out.
    assert pairs(ask(complete, "assessed_years"), "year", "is_complete", "is_default") == [(2019, True, True)]
    assert len(ask(tiny(), "assessed_years")) == 1


def test_assessed_places_put_regions_under_their_country(governments):
    """Lower Austria stands under Austria in every list."""
    answer = ask(governments, "assessed_places")
    assert pairs(answer, "place_code", "place", "tier", "country") == [
        ("AT", "Austria", "national", "Austria"),
        ("AT12", "Lower Austria", "regional", "Austria"),
        ("LV", "Latvia", "national", "Latvia"),
        ("ES", "Spain", "national", "Spain"),
    ]


def test_policy_dimensions_are_the_rubric_s(governments):
    """The choice of dimensions follows the rubric, in its order."""
    assert ask(governments, "policy_dimensions") == [
        ("dimension_id", "dimension", "short_name", "question"),
        ("D1", "Dimension D1", "Dimension D1", "How far?"),
        ("D2", "Dimension D2", "Dimension D2", "How far?"),
        ("D3", "Dimension D3", "Dimension D3", "How far?"),
    ]


def test_level_table_keeps_the_cells_without_a_level(governments):
    """A missing level is a row with the years it is known for, not a row left out."""
    answer = ask(governments, "level_table", country=["AT", "LV"], tier="both", year="2022")
    assert pairs(answer, "place_code", "dimension_id", "level", "level_label", "assessed_years") == [
        ("AT", "D1", 5, "Core", [2015, 2019, 2022]),
        ("AT", "D2", None, None, []),
        ("AT", "D3", None, None, [2019]),
        ("AT12", "D1", 5, "Core", [2019, 2022]),
        ("AT12", "D2", None, None, []),
        ("AT12", "D3", None, None, [2019]),
        ("LV", "D1", None, None, [2015, 2019]),
        ("LV", "D2", None, None, []),
        ("LV", "D3", None, None, [2019]),
    ]
    only = ask(governments, "level_table", country=[], tier="regional", year="2019")
    assert pairs(only, "place_code", "level", "evidence") == [
        ("AT12", 5, "Evidence AT"), ("AT12", None, None), ("AT12", 4, "Evidence AT"),
    ]  # fmt: skip
    assert len(ask(governments, "level_table", country=["LV"], tier="regional", year="2019")) == 1


def test_level_table_summary_counts_what_is_known_and_far_apart(governments):
    """The finding above the table: D1 spans 0 to 5 in 2019, D3 only 2 to 4, D2 has Spain alone."""
    assert one(ask(governments, "level_table_summary", country=[], tier="both", year="2019")) == {
        "places": 4, "cells": 12, "known": 9, "missing": 3, "lowest": 0, "highest": 5, "a_place": "Austria",
        "dimensions": 3, "compared_dimensions": 2, "wide_dimensions": 1,
    }  # fmt: skip
    empty = one(ask(governments, "level_table_summary", country=["LV"], tier="regional", year="2019"))
    assert (empty["places"], empty["known"], empty["highest"]) == (0, 0, None)


def test_level_gaps_name_who_is_known_and_who_is_missing(governments):
    """The sentence under the table names every place without a level."""
    answer = ask(governments, "level_gaps", country=[], tier="both", year="2022")
    assert pairs(answer, "dimension_id", "places", "known", "missing", "known_places", "missing_places") == [
        ("D1", 4, 3, 1, ["Austria", "Lower Austria", "Spain"], ["Latvia"]),
        ("D2", 4, 0, 4, [], ["Austria", "Lower Austria", "Latvia", "Spain"]),
        ("D3", 4, 0, 4, [], ["Austria", "Lower Austria", "Latvia", "Spain"]),
    ]


def test_opened_level_gives_evidence_and_both_criteria(governments):
    """The panel: what was seen, what the level takes and what the next one would."""
    row = one(ask(governments, "opened_level", region="ES", dimension="D1", year="2019"))
    assert (row["place"], row["tier"], row["level"], row["level_label"]) == ("Spain", "national", 4, "Integrated")
    assert (row["evidence"], row["confidence"], row["source_url"]) == ("Evidence ES", "high", "https://ES.example")
    assert (row["criterion"], row["next_level"], row["next_label"]) == ("Criterion 4", 5, "Core")
    assert (row["next_criterion"], row["other_levels"]) == ("Criterion 5", "2015: 4 Integrated; 2022: 3 Established")
    highest = one(ask(governments, "opened_level", region="AT12", dimension="D1", year="2019"))
    assert (highest["tier"], highest["level"], highest["next_level"]) == ("regional", 5, None)
    missing = one(ask(governments, "opened_level", region="LV", dimension="D1", year="2022"))
    assert (missing["level"], missing["evidence"]) == (None, None)
    assert missing["other_levels"] == "2015: 1 Incidental; 2019: 0 Non-existent"
    assert len(ask(governments, "opened_level", region="XX", dimension="D1", year="2019")) == 1


def test_status_against_role_groups_places_at_one_point(governments):
    """Places at one point share a label; a region can stand with a country."""
    answer = ask(governments, "status_against_role", tier="both")
    assert pairs(answer, "place", "status_level", "role_level", "point_places", "has_country") == [
        ("Lower Austria", 5, 4, ["Lower Austria"], False),
        ("Spain", 4, 2, ["Spain"], True),
        ("Austria", 3, 3, ["Austria"], True),
        ("Latvia", 0, 3, ["Latvia"], True),
    ]
    together = tiny(
        places=[AUSTRIA, SPAIN],
        maturity_rubric=[*rubric("D1"), *rubric("D3")],
        maturity_assessments=[assessment(code, 4, each) for code in ("ES", "AT") for each in ("D1", "D3")],
    )
    answer = ask(together, "status_against_role", tier="national")
    assert column(answer, "point_places") == [["Austria", "Spain"], ["Austria", "Spain"]]
    assert len(ask(together, "status_against_role", tier="regional")) == 1


def test_status_against_role_summary_counts_the_quadrants(governments):
    """The quadrants add up to the places."""
    assert one(ask(governments, "status_against_role_summary", tier="both")) == {
        "year": 2019, "places": 4, "both_places": 2, "status_only": 1, "role_only": 1, "neither": 0,
    }  # fmt: skip


CHANGE = ("place", "is_shared", "from_year", "from_level", "to_year", "to_level", "steps")


def test_level_changes_compare_shared_years_or_each_place_s_own(governments):
    """D1 compares 2015 with 2022 and keeps Latvia as missing; D2 has Spain's own two years; D3 has none."""
    assert pairs(ask(governments, "level_changes", dimension="D1", tier="both"), *CHANGE) == [
        ("Austria", True, 2015, 3, 2022, 5, 2),
        ("Spain", True, 2015, 4, 2022, 3, -1),
        ("Lower Austria", True, 2015, None, 2022, 5, None),
        ("Latvia", True, 2015, 1, 2022, None, None),
    ]
    assert pairs(ask(governments, "level_changes", dimension="D2", tier="both"), *CHANGE) == [
        ("Spain", False, 2019, 1, 2023, 2, 1)
    ]
    assert len(ask(governments, "level_changes", dimension="D3", tier="both")) == 1


def test_level_changes_summary_counts_rises_and_falls(governments):
    """Who is missing in one of the two years counts neither as risen nor as unchanged."""
    assert one(ask(governments, "level_changes_summary", dimension="D1", tier="national")) == {
        "places": 3, "compared": 2, "missing": 1, "rose": 1, "fell": 1, "unchanged": 0, "from_year": 2015,
        "to_year": 2022, "is_shared": True, "most_steps": 2, "most_places": ["Austria"],
    }  # fmt: skip
    nothing = one(ask(governments, "level_changes_summary", dimension="D3", tier="both"))
    assert (nothing["places"], nothing["most_places"], nothing["from_year"]) == (0, [], None)


def test_level_distribution_gives_medians_without_averaging(governments):
    """Levels 0, 3, 4: the middle is 3. An even number keeps both middles; fewer than three places have none."""
    answer = ask(governments, "level_distribution", tier="both", year="2019")
    by_level = pairs(answer, "dimension_id", "level", "places", "names")
    assert [row for row in by_level if row[2]] == [
        ("D1", 0, 1, ["Latvia"]),
        ("D1", 3, 1, ["Austria"]),
        ("D1", 4, 1, ["Spain"]),
        ("D2", 1, 1, ["Spain"]),
        ("D3", 2, 1, ["Spain"]),
        ("D3", 3, 2, ["Austria", "Latvia"]),
    ]
    assert set(pairs(answer, "dimension_id", "known_places", "middle", "lower_median", "upper_median")) == {
        ("D1", 3, 1.5, 3, 3), ("D2", 1, None, None, None), ("D3", 3, 1.5, 3, 3),
    }  # fmt: skip
    assert column(answer, "level_label")[:6] == list(LABELS)
    assert sum(column(ask(governments, "level_distribution", tier="regional", year="2019"), "places")) == 2


def test_level_distribution_summary_counts_dimensions_where_half_reach_level_four(governments):
    """Only dimensions with at least three places are spoken of."""
    assert one(ask(governments, "level_distribution_summary", tier="both", year="2019")) == {
        "dimensions": 2, "half_dimensions": 0, "most_places": 3, "fewest_places": 3, "rarest": "Dimension D3",
        "rarest_at_four": 0, "rarest_places": 3,
    }  # fmt: skip
    assert one(ask(governments, "level_distribution_summary", tier="regional", year="2019"))["dimensions"] == 0
