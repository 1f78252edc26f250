"""What the queries on standings answer, on a few observations, and the numbers people quote on the shipped data."""

import csv
import math
import statistics

import pytest

from tests.queries.test_indicators import observed
from tests.queries.tiny import CONTRACT, EU27, TEN_COUNTRIES, ask, column, tiny

CODES = ("AT", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "ES", "UK")
LOWER_AUSTRIA = {"place_code": "AT12", "type": "nuts2", "country_code": "AT", "name_en": "Lower Austria"}
CENTRO = {"place_code": "PT16", "type": "nuts2", "country_code": "PT", "name_en": "Centro"}
PLACES = [*TEN_COUNTRIES, EU27, LOWER_AUSTRIA, CENTRO]

EIGHT = dict(zip(CODES[:8], (40.5, 10, 30, 30, 0, 60, 50, 20), strict=True))


def indicator(name: str, direction: str = "higher_is_better", theme: str = "skills", **more: object) -> dict:
    return {"indicator_id": name, "label": name.capitalize(), "theme": theme, "unit": "% of people",
            "direction": direction, **more}  # fmt: skip


@pytest.fixture(scope="module")
def few():
    """Cloud: eight countries and the EU in 2021, two in 2023; gaps: lower is better; patents: regions alone."""
    return tiny(
        places=PLACES,
        indicators=[
            indicator("cloud", theme="technology adoption"),
            indicator("gaps", "lower_is_better"),
            indicator("patents", "context", "innovation"),
            indicator("unknown"),
        ],
        observations=[
            *observed("cloud", 2019, "total", {**dict.fromkeys(CODES[:8], 20), "EU27_2020": 30}),
            *observed("cloud", 2021, "total", {**EIGHT, "EU27_2020": 35}, RO="u", SE="b"),
            *observed("cloud", 2023, "total", {"AT": 70, "UK": 65}),
            *observed("cloud", 2021, "10-49", {"AT": 10, "SE": 20, "EU27_2020": 5}),
            *observed("cloud", 2021, "50-249", {"AT": 30}),
            *observed("cloud", 2021, "250+", {"AT": 60, "SE": 40, "EU27_2020": 95}, AT="b"),
            *observed("gaps", 2021, "total", EIGHT),
            *observed("gaps", 2022, "total", {"AT": 1, "HU": 2}),
            *observed("patents", 2020, "total", {"AT12": 4}),
            *observed("patents", 2021, "total", {"AT12": 7, "PT16": 2}),
        ],
    )


# --- all_indicators


def test_all_indicators_are_those_with_a_value_and_say_for_which_places_and_sizes(few):
    """An indicator without a value would open an empty screen; a size class nobody measured would too."""
    answer = ask(few, "all_indicators")
    assert column(answer, "indicator_id") == ["patents", "gaps", "cloud"]
    assert column(answer, "size_classes") == [["total"], ["total"], ["total", "10-49", "50-249", "250+", "gap"]]
    assert column(answer, "has_countries") == [False, True, True]
    assert column(answer, "has_regions") == [True, False, False]


# --- indicator_years


def test_indicator_years_count_places_and_mark_the_year_common_to_most(few):
    """The filter says how many places a year would show, and which year is compared by default."""
    assert ask(few, "indicator_years", indicator="cloud", size="total") == [
        ("kind", "year", "places", "is_common"),
        ("country", 2023, 2, False),
        ("country", 2021, 8, True),
        ("country", 2019, 8, False),
    ]
    # Without a year that eight places have, the newest of those with the most.
    assert ask(few, "indicator_years", indicator="patents", size="total")[1:] == [
        ("region", 2021, 2, True),
        ("region", 2020, 1, False),
    ]


# --- standings


def test_standings_of_the_common_year_rank_the_countries_around_the_average(few):
    """One year, best first; ties share a rank, the average has none; what is missing stays and says since when."""
    answer = ask(few, "standings", indicator="cloud", size="total", kind="country", year="common")
    assert answer[0] == (
        "place_code", "place", "country_code", "country", "is_ranked", "year", "value", "flag", "rank", "ranked_places",
        "better_than_average", "newest_year",
    )  # fmt: skip
    assert [(row[0], row[5], row[6], row[7], row[8], row[11]) for row in answer[1:]] == [
        ("SE", 2021, 60.0, "b", 1, 2021),
        ("SI", 2021, 50.0, None, 2, 2021),
        ("AT", 2021, 40.5, None, 3, 2023),
        ("EU27_2020", 2021, 35.0, None, None, 2021),
        ("LV", 2021, 30.0, None, 4, 2021),
        ("PT", 2021, 30.0, None, 4, 2021),
        ("SK", 2021, 20.0, None, 6, 2021),
        ("HU", 2021, 10.0, None, 7, 2021),
        ("RO", 2021, 0.0, "u", 8, 2021),
        ("ES", None, None, None, None, None),
        ("UK", None, None, None, None, 2023),
    ]
    assert answer[1][9:11] == (8, 3)


def test_standings_of_the_latest_value_of_each_place_mix_years_and_say_so(few):
    """The other rule: nobody is left out for an old value, and each value keeps its year."""
    answer = ask(few, "standings", indicator="cloud", size="total", kind="country", year="latest")
    assert [(row[0], row[5]) for row in answer[1:4]] == [("AT", 2023), ("UK", 2023), ("SE", 2021)]
    assert answer[1][9] == 9


def test_standings_of_a_given_year_and_of_a_year_without_values(few):
    """A year is a year: no other year's value steps in."""
    assert [
        row[:1] + row[5:7]
        for row in ask(few, "standings", indicator="cloud", size="total", kind="country", year="2023")[1:3]
    ] == [("AT", 2023, 70.0), ("UK", 2023, 65.0)]
    assert ask(few, "standings", indicator="cloud", size="total", kind="country", year="1999")[1:] == []


def test_standings_put_the_lowest_first_where_lower_is_better(few):
    """Rank 1 is the best place, not the highest number."""
    answer = ask(few, "standings", indicator="gaps", size="total", kind="country", year="common")
    assert [row[:1] + row[8:9] for row in answer[1:3]] == [("RO", 1), ("HU", 2)]


def test_standings_of_regions_name_their_country(few):
    """A region alone tells few readers where it lies."""
    answer = ask(few, "standings", indicator="patents", size="total", kind="region", year="2020")
    assert [row[:4] + row[6:7] for row in answer[1:]] == [
        ("AT12", "Lower Austria", "AT", "Austria", 4.0),
        ("PT16", "Centro", "PT", "Portugal", None),
    ]


# --- series_by_place


def test_series_by_place_starts_anew_after_a_hole(few):
    """A line over a year that half of the countries were surveyed in would invent a value."""
    answer = ask(few, "series_by_place", indicator="cloud", size="total", kind="country")
    austria = [row[5:7] + row[8:] for row in answer[1:] if row[0] == "AT"]
    assert austria == [
        (2019, 20.0, False, False, False, False),
        (2021, 40.5, False, True, False, False),
        (2023, 70.0, False, True, True, False),
    ]
    assert [row[5:7] + row[8:] for row in answer[1:] if row[0] == "SE"][-1] == (2021, 60.0, True, True, True, True)
    assert [row[5] for row in answer[1:] if row[0] == "ES"] == [None]
    assert answer[1][0] == "EU27_2020"


# --- change_summary


def test_change_summary_counts_between_the_first_and_the_last_surveyed_year(few):
    """2023 has two countries alone and is no end of a comparison; Sweden broke; who stayed the same did neither."""
    answer = ask(few, "change_summary", indicator="cloud", size="total", kind="country")
    assert answer == [
        ("first_year", "last_year", "places", "broken", "risen", "fallen", "most_risen_place", "most_risen",
         "most_fallen_place",
         "most_fallen", "average_first", "average_last"),
        (2019, 2021, 7, 1, 4, 2, "Slovenia", 30.0, "Romania", -20.0, 30.0, 35.0),
    ]  # fmt: skip
    # Of one year alone nothing is compared.
    assert ask(few, "change_summary", indicator="gaps", size="total", kind="country")[1:] == []
    assert ask(few, "change_summary", indicator="nonsense", size="total", kind="country")[1:] == []


# --- values_by_size


def test_values_by_size_are_of_one_year_widest_gap_first(few):
    """Small beside medium and large; a size that is missing has no row."""
    rows = ask(few, "values_by_size", indicator="cloud", year="common")
    assert [(row[0], row[3], row[5], row[7], row[8]) for row in rows[1:]] == [
        ("EU27_2020", "10-49", 5.0, 0, 90.0),
        ("EU27_2020", "250+", 95.0, 4, 90.0),
        ("AT", "10-49", 10.0, 0, 50.0),
        ("AT", "50-249", 30.0, 1, 50.0),
        ("AT", "250+", 60.0, 3, 50.0),
        ("SE", "10-49", 20.0, 0, 20.0),
        ("SE", "250+", 40.0, 1, 20.0),
    ]
    assert ask(few, "values_by_size", indicator="cloud", year="2023")[1:] == []
    assert ask(few, "values_by_size", indicator="gaps", year="common")[1:] == []


# --- paired_values


def paired(one: dict[str, float], two: dict[str, float], year: str = "common", second_year: int = 2021) -> list[tuple]:
    release = tiny(
        places=PLACES,
        indicators=[indicator("one"), indicator("two")],
        observations=[*observed("one", 2021, "total", one), *observed("two", second_year, "total", two)],
    )
    return ask(
        release, "paired_values", indicator="one", size="total", second="two", second_size="total", kind="country",
        year=year,
    )  # fmt: skip


def test_paired_values_correlate_the_places_without_the_average():
    """Five points worked out by hand; the average is drawn and not counted."""
    one = {"AT": 1, "HU": 2, "LV": 3, "PT": 4, "RO": 5, "EU27_2020": 100}
    two = {"AT": 1, "HU": 4, "LV": 9, "PT": 16, "RO": 25, "EU27_2020": -5}
    answer = paired(one, two)
    assert column(answer, "place_code") == ["EU27_2020", "AT", "HU", "LV", "PT", "RO"]
    assert set(column(answer, "places")) == {5}
    assert set(column(answer, "pearson")) == {0.9811}
    assert set(column(answer, "spearman")) == {1.0}


def test_paired_values_give_equal_values_the_mean_of_their_ranks():
    """Ranks 1, 2.5, 2.5, 4, 5 against 1 to 5: 9.5 divided by the root of 9.5 times 10."""
    answer = paired({"AT": 1, "HU": 2, "LV": 2, "PT": 4, "RO": 9}, {"AT": 1, "HU": 2, "LV": 3, "PT": 4, "RO": 5})
    assert set(column(answer, "spearman")) == {0.9747}


def test_paired_values_of_what_does_not_vary_have_no_correlation():
    """No number is better than a wrong one."""
    answer = paired(dict.fromkeys(CODES[:5], 7), dict(zip(CODES[:5], range(5), strict=True)))
    assert set(column(answer, "pearson")) == set(column(answer, "spearman")) == {None}
    assert set(column(answer, "places")) == {5}


def test_paired_values_without_a_shared_year_stand_with_their_own_common_years():
    """Said by the years in the answer; a given year stays what it is and then has no pair."""
    values = dict(zip(CODES, range(10), strict=True))
    answer = paired(values, values, second_year=2018)
    assert {(row[6], row[8]) for row in answer[1:]} == {(2021, 2018)}
    assert paired(values, values, year="2021", second_year=2018)[1:] == []
    assert len(paired(values, values, year="latest", second_year=2018)) == 11


# --- coverage


def test_coverage_counts_places_years_and_flags(few):
    """What a reader needs to know how far a number carries."""
    assert ask(few, "coverage", indicator="cloud", size="total", kind="country") == [
        ("compared_places", "known_places", "places_without", "years", "known_values", "flags", "flagged_values"),
        (10, 9, ["Spain"], "2019 (8), 2021 (8), 2023 (2)", 18, ["b", "u"], [1, 1]),
    ]


@pytest.fixture(scope="module")
def published() -> dict[tuple[str, str, int, str], float]:
    with CONTRACT.datasets["observations"].path.open(encoding="utf-8", newline="") as file:
        return {
            (row["indicator_id"], row["place_code"], int(row["year"]), row["size_class"]): float(row["value"])
            for row in csv.DictReader(file)
        }


def test_every_shipped_indicator_can_be_chosen(shipped):
    """All 60 of the issue, eleven of them for regions alone."""
    answer = ask(shipped, "all_indicators")
    assert len(answer) - 1 == 60
    assert column(answer, "has_countries").count(False) == 11


def test_standings_are_the_published_values(shipped, published):
    """Vacancies of 2024: Spain 30.15 best, Austria 67.26 last, EU 57.5; the United Kingdom ends in 2020."""
    answer = ask(shipped, "standings", indicator="ict_hard_to_fill", size="total", kind="country", year="common")
    rows = {row[0]: row for row in answer[1:]}
    assert (rows["ES"][6], rows["ES"][8], rows["AT"][6], rows["AT"][8]) == (30.15, 1, 67.26, 9)
    assert rows["EU27_2020"][6] == 57.5
    assert (rows["UK"][6], rows["UK"][11]) == (None, 2020)
    assert all(
        published["ict_hard_to_fill", code, 2024, "total"] == row[6] for code, row in rows.items() if code != "UK"
    )


def test_the_correlation_is_that_of_another_program(shipped):
    """Digital intensity and digital skills of 2025: counted a second time by Python's own statistics."""
    answer = ask(
        shipped, "paired_values", indicator="dii_basic_v3", size="total", second="digital_skills_basic",
        second_size="total", kind="country", year="common",
    )  # fmt: skip
    pairs = [(row[5], row[7]) for row in answer[1:] if row[4]]
    one, two = zip(*pairs, strict=True)
    assert len(pairs) == 9 == answer[1][9]
    assert math.isclose(statistics.correlation(one, two), answer[1][10], abs_tol=5e-5)
    ranks = [[sorted(values).index(value) for value in values] for values in (one, two)]
    assert math.isclose(statistics.correlation(*ranks), answer[1][11], abs_tol=5e-5)
