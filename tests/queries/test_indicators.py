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
