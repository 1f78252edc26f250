"""What the queries on indicators answer, on a few observations."""

import pytest

from tests.queries.tiny import EU27, TEN_COUNTRIES, ask, column, tiny

CODES = ("AT", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "ES", "UK")
PLACES = [*TEN_COUNTRIES, EU27]


def observed(indicator: str, year: int, size: str, values: dict[str, float], **flags: str) -> list[dict[str, object]]:
    return [
        {
            "indicator_id": indicator,
            "place_code": place,
            "year": year,
            "size_class": size,
            "value": value,
            "flag": flags.get(place),
        }
        for place, value in values.items()
    ]


# --- country_values


@pytest.fixture(scope="module")
def cloud():
    """Eight countries and the EU in 2021, seven in 2023; 2021 also by size class."""
    eight = dict(zip(CODES, (40.5, 10, 30, 30, 0, 60, 50, 20), strict=False))
    seven = dict.fromkeys(CODES[:7], 99)
    return tiny(
        places=PLACES,
        observations=[
            *observed("cloud", 2021, "total", {**eight, "EU27_2020": 35, "EU28": 36, "SE31": 70}, RO="u"),
            *observed("cloud", 2023, "total", seven),
            *observed("cloud", 2021, "10-49", dict.fromkeys(CODES[:8], 5)),
            *observed("other", 2024, "total", dict.fromkeys(CODES, 1)),
        ],
    )


VALUE_COLUMNS = ("place_code", "place", "is_partner", "year", "value", "flag")


def test_country_values_are_of_the_newest_year_that_most_countries_have(cloud):
    """Values of different years in one ranking would mislead; a missing value is shown as missing, and 0 as 0."""
    assert ask(cloud, "country_values", indicator="cloud", size="total") == [
        VALUE_COLUMNS,
        ("SE", "Sweden", True, 2021, 60.0, None),
        ("SI", "Slovenia", True, 2021, 50.0, None),
        ("AT", "Austria", True, 2021, 40.5, None),
        ("EU27_2020", "European Union", False, 2021, 35.0, None),
        ("LV", "Latvia", True, 2021, 30.0, None),
        ("PT", "Portugal", True, 2021, 30.0, None),
        ("SK", "Slovakia", True, 2021, 20.0, None),
        ("HU", "Hungary", True, 2021, 10.0, None),
        ("RO", "Romania", True, 2021, 0.0, "u"),
        ("ES", "Spain", True, 2021, None, None),
        ("UK", "United Kingdom", True, 2021, None, None),
    ]


def test_country_values_leave_the_european_union_out_where_it_has_none(cloud):
    """No line for an average that nobody published."""
    answer = ask(cloud, "country_values", indicator="cloud", size="10-49")
    assert column(answer, "place") == [
        "Austria", "Hungary", "Latvia", "Portugal", "Romania", "Slovakia", "Slovenia", "Sweden", "Spain", "United Kingdom",
    ]  # fmt: skip
    assert column(answer, "value") == [5.0] * 8 + [None] * 2


def test_country_values_of_an_unknown_indicator_or_size_are_all_missing(cloud):
    """A wrong address shows ten countries without a value, not an error and not another indicator."""
    for indicator, size in (("unknown", "total"), ("cloud", "50-249"), ("indicator_id", "size_class")):
        answer = ask(cloud, "country_values", indicator=indicator, size=size)
        assert column(answer, "place") == sorted(row["name_en"] for row in TEN_COUNTRIES)
        assert set(column(answer, "value")) == set(column(answer, "year")) == {None}
    assert ask(tiny(), "country_values", indicator="cloud", size="total") == [VALUE_COLUMNS]


# --- indicator


def test_indicator_gives_the_definition_and_source_of_one_indicator():
    """Without definition and source nobody can tell what a number means."""
    columns = (
        "indicator_id", "label", "unit", "direction", "definition", "source_organisation", "source_dataset", "source_url",
    )  # fmt: skip
    described = (
        "cloud", "Cloud use", "% of enterprises", "higher_is_better", "Those that buy it.", "Eurostat", "isoc",
        "https://e.example",
    )  # fmt: skip
    row = dict(zip(columns, described, strict=True))
    release = tiny(indicators=[row, {**row, "indicator_id": "cloud_2"}])
    assert ask(release, "indicator", indicator="cloud") == [columns, described]
    assert ask(release, "indicator", indicator="CLOUD") == [columns]
    assert ask(tiny(), "indicator", indicator="cloud") == [columns]


# --- shortage_summary


SHORTAGE_COLUMNS = ("year", "eu_value", "countries", "hard_countries", "hard_pct", "hardest_country", "hardest_value")


def test_shortage_summary_counts_countries_above_half():
    """“Most” is more than half: exactly 50 % doesn't count, and the EU is no country."""
    values = dict(zip(CODES, (50, 50.1, 49, 80, 20, 70, 10, 40), strict=False))
    release = tiny(
        places=PLACES,
        observations=[
            *observed("ict_hard_to_fill", 2024, "total", {**values, "EU27_2020": 99}),
            *observed("ict_hard_to_fill", 2022, "total", dict.fromkeys(CODES, 100)),
            *observed("ict_hard_to_fill", 2025, "total", {"AT": 100}),
            *observed("ict_hard_to_fill", 2024, "10-49", dict.fromkeys(CODES, 100)),
        ],
    )
    assert ask(release, "shortage_summary") == [SHORTAGE_COLUMNS, (2024, 99.0, 8, 3, 38.0, "Portugal", 80.0)]


@pytest.mark.parametrize("step", [1, -1], ids=["forwards", "backwards"])
def test_shortage_summary_names_the_first_by_alphabet_of_equally_hard_hit(step):
    """The sentence must not change with the order of rows in the file."""
    values = {**dict.fromkeys(CODES, 10), "SK": 80, "PT": 80, "SE": 80}
    release = tiny(places=PLACES[::step], observations=observed("ict_hard_to_fill", 2024, "total", values)[::step])
    assert ask(release, "shortage_summary")[1] == (2024, None, 10, 3, 30.0, "Portugal", 80.0)


def test_shortage_summary_without_values_is_empty():
    """No values, no country named."""
    assert ask(tiny(), "shortage_summary") == [SHORTAGE_COLUMNS, (None, None, 0, 0, None, None, None)]


# --- size_gap and size_gap_summary


@pytest.fixture(scope="module")
def digital():
    """Small enterprises: nine countries in 2025; large ones: eight of them. Hungary's small ones are ahead."""
    small = dict(zip(CODES, (60, 90, 10, 40, 30, 50, 20, 70, 33.3), strict=False))
    large = dict(zip(CODES, (90, 80, 30, 70, 49.99, 50, 50, 90), strict=False))
    return tiny(
        places=PLACES,
        observations=[
            *observed("dii", 2025, "10-49", {**small, "EU27_2020": 40.04}),
            *observed("dii", 2025, "250+", {**large, "EU27_2020": 67.58}),
            *observed("dii", 2025, "50-249", dict.fromkeys(CODES, 1)),
            *observed("dii", 2023, "10-49", dict.fromkeys(CODES, 1)),
            *observed("dii", 2023, "250+", dict.fromkeys(CODES, 100)),
        ],
    )


GAP_COLUMNS = ("place_code", "place", "is_partner", "year", "small_value", "large_value", "gap_points")
GAP_SUMMARY_COLUMNS = (
    "year", "eu_small_value", "eu_large_value", "eu_gap_points", "countries", "wide_gap_countries", "wide_pct",
    "widest_country", "widest_gap_points",
)  # fmt: skip


def test_size_gap_is_large_minus_small_of_one_year(digital):
    """The gap needs both values of one year: Spain has no large ones, the United Kingdom has neither."""
    assert ask(digital, "size_gap", indicator="dii") == [
        GAP_COLUMNS,
        ("AT", "Austria", True, 2025, 60.0, 90.0, 30.0),
        ("PT", "Portugal", True, 2025, 40.0, 70.0, 30.0),
        ("SI", "Slovenia", True, 2025, 20.0, 50.0, 30.0),
        ("EU27_2020", "European Union", False, 2025, 40.04, 67.58, 27.54),
        ("LV", "Latvia", True, 2025, 10.0, 30.0, 20.0),
        ("SK", "Slovakia", True, 2025, 70.0, 90.0, 20.0),
        ("RO", "Romania", True, 2025, 30.0, 49.99, 19.99),
        ("SE", "Sweden", True, 2025, 50.0, 50.0, 0.0),
        ("HU", "Hungary", True, 2025, 90.0, 80.0, -10.0),
        ("ES", "Spain", True, 2025, None, None, None),
        ("UK", "United Kingdom", True, 2025, None, None, None),
    ]


def test_size_gap_of_an_unknown_indicator_is_missing_everywhere(digital):
    """Ten countries without a value, not an error."""
    answer = ask(digital, "size_gap", indicator="unknown")
    assert len(answer) == 11
    assert set(column(answer, "gap_points")) == set(column(answer, "year")) == {None}
    assert ask(tiny(), "size_gap", indicator="dii") == [GAP_COLUMNS]


def test_size_gap_summary_counts_gaps_of_twenty_points_and_more(digital):
    """Five gaps of 20 or more among eight countries are 62.5 %, rounded up; of the three widest the first by alphabet is named."""
    assert ask(digital, "size_gap_summary", indicator="dii") == [
        GAP_SUMMARY_COLUMNS,
        (2025, 40.04, 67.58, 27.54, 8, 5, 63.0, "Austria", 30.0),
    ]


@pytest.mark.parametrize("step", [1, -1], ids=["forwards", "backwards"])
def test_size_gap_summary_names_the_first_by_alphabet_of_equally_wide_gaps(step):
    """The sentence must not change with the order of rows in the file."""
    rows = [
        *observed("dii", 2025, "10-49", dict.fromkeys(CODES, 10)),
        *observed("dii", 2025, "250+", dict.fromkeys(CODES, 30)),
    ]
    answer = ask(tiny(places=PLACES[::step], observations=rows[::step]), "size_gap_summary", indicator="dii")
    assert answer[1] == (2025, None, None, None, 10, 10, 100.0, "Austria", 20.0)


def test_size_gap_summary_without_values_is_empty(digital):
    """No values, no country named."""
    nothing = (None, None, None, None, 0, 0, None, None, None)
    assert ask(digital, "size_gap_summary", indicator="unknown") == [GAP_SUMMARY_COLUMNS, nothing]
    assert ask(tiny(), "size_gap_summary", indicator="dii") == [GAP_SUMMARY_COLUMNS, nothing]


# --- skills and digital uptake: view compared_values and what builds on it

FIVE = ("AT", "HU", "LV", "PT", "RO")
EU28 = {"place_code": "EU28", "type": "eu_aggregate", "name_en": "European Union (28 countries)"}


def rows_for(answer: list[tuple], place: str, *columns: str) -> list[tuple]:
    """The rows of one place, reduced to `columns`."""
    at = [answer[0].index(name) for name in columns]
    return [tuple(row[each] for each in at) for row in answer[1:] if row[answer[0].index("place")] == place]


def test_skill_indicators_are_those_with_a_series_for_eight_countries():
    """A choice that leads to an empty chart, or to sums that only measure a country's size, would waste a visit."""
    described = {
        "hard": ("Hard", "% of enterprises", "lower_is_better", "skills"),
        "rare": ("Rare", "% of persons", "higher_is_better", "skills"),
        "heads": ("Heads", "thousand persons", "context", "skills"),
        "cloud": ("Cloud", "% of enterprises", "higher_is_better", "technology adoption"),
        "late": ("Late", "% of enterprises", "lower_is_better", "awareness"),
        "erp": ("ERP", "% of enterprises", "higher_is_better", "technology adoption"),
        "desi": ("DESI", "score 0-100", "higher_is_better", "composite"),
    }
    columns = ("label", "unit", "direction", "theme")
    release = tiny(
        places=PLACES,
        indicators=[{"indicator_id": name, **dict(zip(columns, row, strict=True))} for name, row in described.items()],
        observations=[
            *(
                row
                for name in set(described) - {"rare"}
                for row in observed(name, 2020, "total", dict.fromkeys(CODES, 1))
            ),
            *observed("rare", 2020, "total", dict.fromkeys(CODES[:7], 1)),
            *(
                row
                for name in ("cloud", "late")
                for size in ("10-49", "250+")
                for row in observed(name, 2020, size, dict.fromkeys(CODES[:8], 1))
            ),
        ],
    )  # fmt: skip
    assert ask(release, "skill_indicators") == [
        ("indicator_id", "label", "topic", "has_sizes"),
        ("hard", "Hard", "Skills", False),
        ("cloud", "Cloud", "Uptake", True),
        ("desi", "DESI", "Index", False),
    ]


@pytest.fixture(scope="module")
def recruiting():
    """Five countries in 2018, 2019 and 2021; Portugal not in 2019, Romania until 2019, Spain in 2020 alone."""
    return tiny(
        places=[*PLACES, EU28],
        observations=[
            *observed("hard", 2018, "total", dict(zip(FIVE, (10, 20, 30, 40, 50), strict=True))),
            *observed("hard", 2019, "total", {"AT": 11, "HU": 21, "LV": 31, "RO": 51, "SE": 7}, HU="b"),
            *observed("hard", 2020, "total", {"ES": 99}),
            *observed("hard", 2021, "total", {"AT": 12, "HU": 22, "LV": 32, "PT": 42, "SE": 8}, LV="bu", AT="u"),
            *observed("hard", 2018, "total", {"EU27_2020": 25, "EU28": 26}),
            *observed("hard", 2021, "total", {"EU27_2020": 27}),
            *observed("hard", 2021, "10-49", {"EU28": 77}),
        ],
    )


SERIES_COLUMNS = (
    "place_code", "place", "is_partner", "year", "value", "is_break", "joins_previous", "is_newest", "ends_early",
)  # fmt: skip


def test_series_by_country_joins_neighbouring_years_marks_breaks_and_says_who_ends(recruiting):
    """A line drawn over a year without a value, or on after the last one, would show what nobody measured."""
    answer = ask(recruiting, "series_by_country", indicator="hard", size="total")
    assert answer[0] == SERIES_COLUMNS
    told = ("year", "value", "is_break", "joins_previous", "is_newest", "ends_early")
    assert rows_for(answer, "Austria", *told) == [
        (2018, 10.0, False, False, False, False),
        (2019, 11.0, False, True, False, False),
        (2021, 12.0, False, True, True, False),
    ]
    assert rows_for(answer, "Hungary", "year", "is_break") == [(2018, False), (2019, True), (2021, False)]
    assert rows_for(answer, "Latvia", "year", "is_break") == [(2018, False), (2019, False), (2021, True)]
    assert rows_for(answer, "Portugal", "year", "joins_previous") == [(2018, False), (2021, False)]
    assert rows_for(answer, "Romania", "year", "is_newest", "ends_early") == [(2018, False, True), (2019, True, True)]
    assert rows_for(answer, "United Kingdom", *told) == [(None, None, False, False, False, False)]
    # Both years of the average; 28 countries only where there is no other.
    assert rows_for(answer, "European Union", "place_code", "year", "value") == [
        ("EU27_2020", 2018, 25.0),
        ("EU27_2020", 2021, 27.0),
    ]
    small = ask(recruiting, "series_by_country", indicator="hard", size="10-49")
    assert rows_for(small, "European Union of 28", "year", "value") == [(2021, 77.0)]
    assert column(answer, "place")[-1] == "United Kingdom"


def test_series_by_country_of_an_unknown_indicator_is_ten_empty_rows(recruiting):
    """A wrong address shows ten countries without a value, not an error."""
    answer = ask(recruiting, "series_by_country", indicator="unknown", size="total")
    assert (len(answer), set(column(answer, "value"))) == (11, {None})
    assert ask(tiny(), "series_by_country", indicator="hard", size="total") == [SERIES_COLUMNS]


def test_series_summary_compares_the_years_that_half_of_the_countries_have(recruiting):
    """Spain's 99 of 2020 stands alone and is no country's rank; the average is no country."""
    columns = (
        "first_year", "last_year", "oldest_year", "newest_year", "eu_first_value", "eu_last_value", "countries",
        "highest_country", "highest_value", "lowest_country", "lowest_value",
    )  # fmt: skip
    assert ask(recruiting, "series_summary", indicator="hard", size="total") == [
        columns,
        (2018, 2021, 2018, 2021, 25.0, 27.0, 5, "Portugal", 42.0, "Sweden", 8.0),
    ]
    nothing = (None, None, None, None, None, None, 0, None, None, None, None)
    assert ask(tiny(), "series_summary", indicator="hard", size="total") == [columns, nothing]


@pytest.fixture(scope="module")
def cloud_sizes():
    """Small and large in 2014 (all ten), 2015 (six), 2016 (all ten, Slovakia's small ones fell); 2018 the EU alone."""
    small = {code: 10 + position for position, code in enumerate(CODES)}
    return tiny(
        places=[*PLACES, EU28],
        observations=[
            *observed("cloud", 2014, "10-49", {**small, "EU28": 17}),
            *observed("cloud", 2014, "250+", {**dict.fromkeys(CODES, 50), "EU28": 35}),
            *observed("cloud", 2015, "10-49", dict.fromkeys(CODES[:6], 20)),
            *observed("cloud", 2015, "250+", dict.fromkeys(CODES[:6], 45), HU="b"),
            *observed("cloud", 2016, "10-49", {**dict.fromkeys(CODES, 30), "SK": 15.5, "EU28": 19}, SE="b"),
            *observed("cloud", 2016, "250+", {**dict.fromkeys(CODES, 60), "EU28": 45}),
            *observed("cloud", 2018, "10-49", {"EU28": 23}),
            *observed("cloud", 2018, "250+", {"EU28": 56}),
        ],
    )


def test_gap_years_are_those_of_the_countries_and_the_newest_that_most_have_is_the_default(cloud_sizes):
    """A year in which only the EU has values would show ten empty rows."""
    columns = ("year", "countries", "is_default")
    assert ask(cloud_sizes, "gap_years", indicator="cloud") == [
        columns, (2016, 10, True), (2015, 6, False), (2014, 10, False),
    ]  # fmt: skip
    few = tiny(
        places=PLACES,
        observations=[row for size in ("10-49", "250+") for row in observed("cloud", 2015, size, {"AT": 1})],
    )
    assert ask(few, "gap_years", indicator="cloud") == [columns, (2015, 1, True)]
    assert ask(tiny(), "gap_years", indicator="cloud") == [columns]


def test_gap_of_year_is_sorted_by_gap_with_the_average_and_the_missing_last(cloud_sizes):
    """The widest gap on top, ties by name; a break in one size class marks the gap."""
    columns = ("place_code", "place", "is_partner", "small_value", "large_value", "gap_points", "is_break")
    answer = ask(cloud_sizes, "gap_of_year", indicator="cloud", year=2016)
    assert answer[:4] == [
        columns,
        ("SK", "Slovakia", True, 15.5, 60.0, 44.5, False),
        ("AT", "Austria", True, 30.0, 60.0, 30.0, False),
        ("HU", "Hungary", True, 30.0, 60.0, 30.0, False),
    ]
    assert answer[-1] == ("EU28", "European Union of 28", False, 19.0, 45.0, 26.0, False)
    assert rows_for(answer, "Sweden", "is_break") == [(True,)]
    partly = ask(cloud_sizes, "gap_of_year", indicator="cloud", year=2015)
    assert rows_for(partly, "Hungary", "gap_points", "is_break") == [(25.0, True)]
    assert [row[1] for row in partly[-4:]] == ["Slovakia", "Slovenia", "Spain", "United Kingdom"]
    assert partly[-1] == ("UK", "United Kingdom", True, None, None, None, False)
    assert ask(tiny(), "gap_of_year", indicator="cloud", year=2016) == [columns]


def test_gap_over_time_has_a_hole_where_a_country_was_left_out(cloud_sizes):
    """Slovakia has no 2015, so 2016 does not join 2014; Austria's years do."""
    answer = ask(cloud_sizes, "gap_over_time", indicator="cloud")
    assert answer[0] == SERIES_COLUMNS
    assert rows_for(answer, "Austria", "year", "value", "joins_previous", "ends_early") == [
        (2014, 40.0, False, True),
        (2015, 25.0, True, True),
        (2016, 30.0, True, True),
    ]
    assert rows_for(answer, "Slovakia", "year", "value", "joins_previous") == [
        (2014, 33.0, False),
        (2016, 44.5, False),
    ]
    assert rows_for(answer, "European Union of 28", "year", "value", "is_newest") == [
        (2014, 18.0, False),
        (2016, 26.0, False),
        (2018, 33.0, True),
    ]
    assert ask(tiny(), "gap_over_time", indicator="cloud") == [SERIES_COLUMNS]


def test_two_versions_of_an_index_are_two_series(cloud_sizes):
    """Values of version 4 never enter the gap of version 3."""
    release = tiny(
        places=PLACES,
        observations=[
            row
            for name, year in (("dii_v3", 2021), ("dii_v4", 2022), ("dii_v3", 2023))
            for size in ("10-49", "250+")
            for row in observed(name, year, size, dict.fromkeys(CODES, 1))
        ],
    )
    assert rows_for(ask(release, "gap_over_time", indicator="dii_v3"), "Austria", "year", "joins_previous") == [
        (2021, False),
        (2023, True),
    ]


def test_gap_change_summary_counts_where_the_gap_narrowed(cloud_sizes):
    """From 50 minus 10 to 19, to 30 (Slovakia 44.5): narrower in all with more than 30 before, wider in Slovakia."""
    columns = (
        "first_year", "last_year", "eu_first_gap", "eu_last_gap", "countries", "narrower_countries", "wider_countries",
        "most_narrowed_country", "most_narrowed_points",
    )  # fmt: skip
    assert ask(cloud_sizes, "gap_change_summary", indicator="cloud") == [
        columns,
        (2014, 2016, 18.0, 26.0, 10, 9, 1, "Austria", -10.0),
    ]
    assert ask(tiny(), "gap_change_summary", indicator="cloud") == [
        columns, (None, None, None, None, 0, 0, 0, None, None),
    ]  # fmt: skip


def test_small_enterprise_change_is_last_minus_first_greatest_rise_first(cloud_sizes):
    """A break between the two years is told; who lacks one of the two stands last without a number."""
    columns = (
        "place_code", "place", "is_partner", "first_year", "last_year", "first_value", "last_value", "change_points",
        "crosses_break",
    )  # fmt: skip
    answer = ask(cloud_sizes, "small_enterprise_change", indicator="cloud")
    assert answer[0] == columns
    assert answer[1] == ("AT", "Austria", True, 2014, 2016, 10.0, 30.0, 20.0, False)
    assert rows_for(answer, "Sweden", "change_points", "crosses_break") == [(15.0, True)]
    assert answer[-1] == ("SK", "Slovakia", True, 2014, 2016, 17.0, 15.5, -1.5, False)
    partly = tiny(
        places=PLACES,
        observations=[
            *observed("cloud", 2014, "10-49", dict.fromkeys(FIVE, 10), AT="b"),
            *observed("cloud", 2016, "10-49", dict.fromkeys(("AT", "HU", "LV", "PT", "SE"), 11)),
        ],
    )
    answer = ask(partly, "small_enterprise_change", indicator="cloud")
    assert rows_for(answer, "Austria", "change_points", "crosses_break") == [(1.0, False)]
    assert rows_for(answer, "Romania", "first_value", "change_points") == [(None, None)]
    assert ask(tiny(), "small_enterprise_change", indicator="cloud") == [columns]


def test_findings_on_skills_are_the_chosen_countries_own_or_the_joint_ones():
    """Nobody's finding is shown as another's; findings on instruments or policy stay on their own screens."""
    columns = ("finding_id", "country_code", "place", "topic", "finding", "source_url")
    fields = ("finding_id", "country_code", "region_name", "place_code", "topic")
    told = [
        ("FI-003", "SI", "Posavska", "SI036", "skills"),
        ("FI-002", "AT", "Österreich", "AT", "awareness"),
        ("FI-001", None, "all ten regions", "ALL", "challenge"),
        ("FI-004", "SI", "Posavska", "SI036", "policy"),
    ]
    shared = {"finding": "F", "source_url": "https://f.example"}
    release = tiny(places=PLACES, findings=[{**dict(zip(fields, each, strict=True)), **shared} for each in told])
    assert ask(release, "findings_on_skills", country=[]) == [
        columns,
        ("FI-001", None, "All ten countries", "challenge", "F", "https://f.example"),
    ]
    assert [row[:4] for row in ask(release, "findings_on_skills", country=["SI", "AT", "LV"])[1:]] == [
        ("FI-002", "AT", "Austria", "awareness"),
        ("FI-003", "SI", "Slovenia, Posavska", "skills"),
    ]
    assert ask(release, "findings_on_skills", country=["LV"]) == [columns]
