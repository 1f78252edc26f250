"""What the queries on cluster policy answer, on a rubric and assessments that fit on a screen."""

import pytest

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
    """D1: all three countries in 2015 and 2019, two in 2022. D2: three rows, but of two countries. D3: all three at one level."""
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
