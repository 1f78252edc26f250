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


def described(indicator: str, **more: object) -> dict[str, object]:
    return {"indicator_id": indicator, "label": indicator.capitalize(), "unit": "% of enterprises",
            "direction": "higher_is_better", **more}  # fmt: skip


# --- indicator_list

LIST_COLUMNS = (
    "indicator_id", "label", "short_label", "unit", "decimals", "scale", "direction", "definition", "organisation",
    "source_dataset", "source_url",
)  # fmt: skip


def test_indicator_list_says_what_each_is_how_it_is_written_and_where_it_comes_from():
    """Without definition and source nobody can tell what a number means, without decimals screens would differ."""
    source = {"source_organisation": "Eurostat", "source_dataset": "isoc", "source_url": "https://e.example"}
    whole = {**described("cloud"), "definition": "Those that buy it.", **source}
    release = tiny(indicators=[{**whole, "short_label": "Cl.", "decimals": 2}, described("heads")])
    after = ("higher_is_better", "Those that buy it.", "Eurostat", "isoc", "https://e.example")
    assert sorted(ask(release, "indicator_list")[1:]) == [
        ("cloud", "Cloud", "Cl.", "% of enterprises", 2, "share", *after),
        ("heads", "Heads", "Heads", "% of enterprises", 1, "share", "higher_is_better", None, None, None, None),
    ]
    assert ask(tiny(), "indicator_list") == [LIST_COLUMNS]


def test_without_decimals_an_indicator_of_whole_values_is_written_whole():
    """A release older than the column must not show “83,000.0 persons”."""
    release = tiny(
        places=PLACES,
        indicators=[described("heads"), described("cloud")],
        observations=[
            *observed("heads", 2020, "total", {"AT": 8, "HU": 9}), *observed("cloud", 2020, "total", {"AT": 8.5}),
        ],
    )  # fmt: skip
    answer = ask(release, "indicator_list")
    assert dict(zip(column(answer, "indicator_id"), column(answer, "decimals"), strict=True)) == {
        "heads": 0,
        "cloud": 1,
    }


# --- countries_above

ABOVE_COLUMNS = ("year", "average", "countries", "countries_above", "above_pct", "highest_country", "highest")


def test_countries_above_a_threshold_are_counted_in_the_year_common_to_most():
    """Exactly the threshold is not above it, the EU is no country, and a year that few countries have is not asked."""
    values = dict(zip(CODES, (50, 50.1, 49, 80, 20, 70, 10, 40), strict=False))
    release = tiny(
        places=PLACES,
        observations=[
            *observed("hard", 2024, "total", {**values, "EU27_2020": 99}),
            *observed("hard", 2022, "total", dict.fromkeys(CODES, 100)),
            *observed("hard", 2025, "total", {"AT": 100}),
            *observed("hard", 2024, "10-49", dict.fromkeys(CODES, 100)),
        ],
    )
    asked = {"indicator": "hard", "size": "total", "threshold": 50}
    assert ask(release, "countries_above", **asked) == [ABOVE_COLUMNS, (2024, 99.0, 8, 3, 38.0, "Portugal", 80.0)]
    assert ask(tiny(), "countries_above", **asked) == [ABOVE_COLUMNS, (None, None, 0, 0, None, None, None)]


@pytest.mark.parametrize("step", [1, -1], ids=["forwards", "backwards"])
def test_countries_above_name_the_first_by_alphabet_of_equally_high_ones(step):
    """The sentence must not change with the order of rows in the file."""
    values = {**dict.fromkeys(CODES, 10), "SK": 80, "PT": 80, "SE": 80}
    release = tiny(places=PLACES[::step], observations=observed("hard", 2024, "total", values)[::step])
    answer = ask(release, "countries_above", indicator="hard", size="total", threshold=50)
    assert answer[1] == (2024, None, 10, 3, 30.0, "Portugal", 80.0)


# --- the gap between small and large enterprises: a series like any other


@pytest.fixture(scope="module")
def digital():
    """Small enterprises: nine countries in 2025; large ones: eight of them. Hungary's small ones are ahead."""
    small = dict(zip(CODES, (60, 90, 10, 40, 30, 50, 20, 70, 33.3), strict=False))
    large = dict(zip(CODES, (90, 80, 30, 70, 49.99, 50, 50, 90), strict=False))
    return tiny(
        places=PLACES,
        observations=[
            *observed("dii", 2025, "10-49", {**small, "EU27_2020": 40.04}, AT="u"),
            *observed("dii", 2025, "250+", {**large, "EU27_2020": 67.58}, PT="bu"),
            *observed("dii", 2025, "50-249", dict.fromkeys(CODES, 1)),
            *observed("dii", 2023, "10-49", dict.fromkeys(CODES, 1)),
            *observed("dii", 2023, "250+", dict.fromkeys(CODES, 100)),
        ],
    )


def test_the_gap_is_large_minus_small_of_one_year_and_the_widest_is_first(digital):
    """The gap needs both values of one year: Spain has no large ones, the United Kingdom has neither."""
    answer = ask(digital, "standings", indicator="dii", size="gap", kind="country", year="common")
    told = [answer[0].index(name) for name in ("place", "year", "value", "flag", "rank")]
    assert [tuple(row[each] for each in told) for row in answer[1:]] == [
        ("Austria", 2025, 30.0, "u", 1),
        ("Portugal", 2025, 30.0, "bu", 1),
        ("Slovenia", 2025, 30.0, None, 1),
        ("European Union", 2025, 27.54, None, None),
        ("Latvia", 2025, 20.0, None, 4),
        ("Slovakia", 2025, 20.0, None, 4),
        ("Romania", 2025, 19.99, None, 6),
        ("Sweden", 2025, 0.0, None, 7),
        ("Hungary", 2025, -10.0, None, 8),
        ("Spain", None, None, None, None),
        ("United Kingdom", None, None, None, None),
    ]


def test_gaps_above_twenty_points_are_counted(digital):
    """Three of eight; of the three widest the first by alphabet is named."""
    answer = ask(digital, "countries_above", indicator="dii", size="gap", threshold=20)
    assert answer[1] == (2025, 27.54, 8, 3, 38.0, "Austria", 30.0)


# --- skills and digital uptake

FIVE = ("AT", "HU", "LV", "PT", "RO")
EU28 = {"place_code": "EU28", "type": "eu_aggregate", "name_en": "European Union (28 countries)"}


def rows_for(answer: list[tuple], place: str, *columns: str) -> list[tuple]:
    """The rows of one place, reduced to `columns`."""
    at = [answer[0].index(name) for name in columns]
    return [tuple(row[each] for each in at) for row in answer[1:] if row[answer[0].index("place")] == place]


def test_skill_indicators_are_those_with_a_year_that_most_countries_have():
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


SERIES = {"indicator": "hard", "size": "total", "kind": "country"}


def test_a_series_joins_neighbouring_years_marks_breaks_and_says_who_ends(recruiting):
    """A line drawn over a year without a value, or on after the last one, would show what nobody measured."""
    answer = ask(recruiting, "series_by_place", **SERIES)
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
    assert column(answer, "place")[-1] == "United Kingdom"


def test_the_average_of_28_countries_stands_where_there_is_no_other(cloud_sizes):
    """The averages of 27 and of 28 countries are two series; of one size class one is shown."""
    answer = ask(cloud_sizes, "series_by_place", indicator="cloud", size="10-49", kind="country")
    assert rows_for(answer, "European Union of 28", "year", "value") == [(2014, 17.0), (2016, 19.0), (2018, 23.0)]


def test_a_series_of_an_unknown_indicator_is_empty(recruiting):
    """A wrong address shows nothing, not an error and not another indicator."""
    for indicator, size in (("unknown", "total"), ("hard", "50-249"), ("indicator_id", "size_class")):
        assert ask(recruiting, "series_by_place", indicator=indicator, size=size, kind="country")[1:] == []
        assert ask(recruiting, "standings", indicator=indicator, size=size, kind="country", year="common")[1:] == []


@pytest.fixture(scope="module")
def cloud_sizes():
    """Small and large in 2014 (all ten), 2015 (six), 2016 (all ten, Slovakia's small ones fell); 2018 the EU alone."""
    small = {code: 10 + position for position, code in enumerate(CODES)}
    return tiny(
        places=[*PLACES, EU28],
        indicators=[described("cloud")],
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


def test_years_of_the_gap_are_those_of_the_countries(cloud_sizes):
    """A year in which only the EU has values would show ten empty rows."""
    columns = ("kind", "year", "places", "is_common")
    assert ask(cloud_sizes, "indicator_years", indicator="cloud", size="gap") == [
        columns, ("country", 2016, 10, True), ("country", 2015, 6, False), ("country", 2014, 10, False),
    ]  # fmt: skip
    few = tiny(
        places=PLACES,
        observations=[row for size in ("10-49", "250+") for row in observed("cloud", 2015, size, {"AT": 1})],
    )
    assert ask(few, "indicator_years", indicator="cloud", size="gap") == [columns, ("country", 2015, 1, True)]


def test_gap_of_year_is_sorted_by_gap_with_the_average_and_the_missing_last(cloud_sizes):
    """The widest gap on top, ties by name; a break in one size class marks the gap."""
    columns = (
        "place_code", "place", "is_ranked", "year", "small_value", "large_value", "value", "flag", "is_break",
    )  # fmt: skip
    answer = ask(cloud_sizes, "gap_of_year", indicator="cloud", year=2016)
    assert answer[:4] == [
        columns,
        ("SK", "Slovakia", True, 2016, 15.5, 60.0, 44.5, None, False),
        ("AT", "Austria", True, 2016, 30.0, 60.0, 30.0, None, False),
        ("HU", "Hungary", True, 2016, 30.0, 60.0, 30.0, None, False),
    ]
    assert answer[-1] == ("EU28", "European Union of 28", False, 2016, 19.0, 45.0, 26.0, None, False)
    assert rows_for(answer, "Sweden", "flag", "is_break") == [("b", True)]
    partly = ask(cloud_sizes, "gap_of_year", indicator="cloud", year=2015)
    assert rows_for(partly, "Hungary", "value", "is_break") == [(25.0, True)]
    assert [row[1] for row in partly[-4:]] == ["Slovakia", "Slovenia", "Spain", "United Kingdom"]
    assert partly[-1] == ("UK", "United Kingdom", True, 2015, None, None, None, None, False)
    assert ask(tiny(), "gap_of_year", indicator="cloud", year=2016) == [columns]


def test_the_series_of_the_gap_has_a_hole_where_a_country_was_left_out(cloud_sizes):
    """Slovakia has no 2015, so 2016 does not join 2014; Austria's years do. No country ends before the others."""
    answer = ask(cloud_sizes, "series_by_place", indicator="cloud", size="gap", kind="country")
    assert rows_for(answer, "Austria", "year", "value", "joins_previous", "ends_early") == [
        (2014, 40.0, False, False),
        (2015, 25.0, True, False),
        (2016, 30.0, True, False),
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


def test_two_versions_of_an_index_are_two_series():
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
    answer = ask(release, "series_by_place", indicator="dii_v3", size="gap", kind="country")
    assert rows_for(answer, "Austria", "year", "joins_previous") == [(2021, False), (2023, True)]


def test_the_gap_is_compared_only_where_no_break_lies_between(cloud_sizes):
    """From 50 less 10 to 19, to 30: Hungary (2015) and Sweden (2016) broke and are not compared; Slovakia's widened."""
    assert summary(cloud_sizes, size="gap") == {
        "first_year": 2014, "last_year": 2016, "places": 8, "broken": 2, "risen": 1, "fallen": 7,
        "most_risen_place": "Slovakia", "most_risen": 11.5, "most_fallen_place": "Austria", "most_fallen": -10.0,
        "average_first": 18.0, "average_last": 26.0,
    }  # fmt: skip


def summary(release: object, size: str = "total") -> dict[str, object]:
    columns, row = ask(release, "change_summary", indicator="cloud", size=size, kind="country")
    return dict(zip(columns, row, strict=True))


@pytest.mark.parametrize(("decimals", "risen", "fallen"), [(1, 1, 1), (2, 3, 2), (0, 0, 0)])
def test_a_change_under_the_precision_of_the_indicator_is_none(decimals, risen, fallen):
    """“Narrowed in 9 of 9” must not count a change of 0.04 points that is written as 0.0."""
    moved = dict(zip(CODES, (0.04, 0.06, -0.04, -0.06, 0.004, 0.01), strict=False))
    release = tiny(
        places=PLACES,
        indicators=[described("cloud", decimals=decimals)],
        observations=[
            *observed("cloud", 2014, "total", dict.fromkeys(moved, 10)),
            *observed("cloud", 2016, "total", {code: 10 + change for code, change in moved.items()}),
        ],
    )
    found = summary(release)
    assert (found["places"], found["risen"], found["fallen"]) == (6, risen, fallen)


@pytest.mark.parametrize(
    ("year", "flag", "places", "average"),
    [(2014, "b", 5, 1.0), (2015, "b", 4, None), (2016, "bu", 4, None), (2016, "u", 5, 1.0), (2018, "b", 5, 1.0)],
)
def test_a_break_between_the_two_years_leaves_a_place_and_the_average_out(year, flag, places, average):
    """A break in the first year lies before the comparison, one after the last behind it."""
    codes = (*CODES[:5], "EU27_2020")
    release = tiny(
        places=PLACES,
        indicators=[described("cloud")],
        observations=[
            *(
                row
                for each in (2014, 2015, 2016)
                for row in observed("cloud", each, "total", dict.fromkeys(codes, each - 2013),
                                    **(dict.fromkeys(("AT", "EU27_2020"), flag) if each == year else {}))
            ),
            *observed("cloud", 2018, "total", {"AT": 9}, AT=flag if year == 2018 else ""),
        ],
    )  # fmt: skip
    found = summary(release)
    assert (found["first_year"], found["last_year"]) == (2014, 2016)
    assert (found["places"], found["broken"], found["average_first"]) == (places, 5 - places, average)


def test_changes_by_place_are_last_minus_first_greatest_rise_first(cloud_sizes):
    """A break between the two years is told; who lacks one of the two stands last without a number."""
    columns = (
        "place_code", "place", "is_ranked", "first_year", "last_year", "first_value", "last_value", "change",
        "crosses_break",
    )  # fmt: skip
    asked = {"indicator": "cloud", "size": "10-49"}
    answer = ask(cloud_sizes, "changes_by_place", **asked)
    assert answer[0] == columns
    assert answer[1] == ("AT", "Austria", True, 2014, 2016, 10.0, 30.0, 20.0, False)
    assert rows_for(answer, "Sweden", "change", "crosses_break") == [(15.0, True)]
    assert answer[-1] == ("SK", "Slovakia", True, 2014, 2016, 17.0, 15.5, -1.5, False)
    partly = tiny(
        places=PLACES,
        indicators=[described("cloud")],
        observations=[
            *observed("cloud", 2014, "10-49", dict.fromkeys(FIVE, 10), AT="b"),
            *observed("cloud", 2016, "10-49", dict.fromkeys(("AT", "HU", "LV", "PT", "SE"), 11)),
        ],
    )
    answer = ask(partly, "changes_by_place", **asked)
    assert rows_for(answer, "Austria", "change", "crosses_break") == [(1.0, False)]
    assert rows_for(answer, "Romania", "first_value", "change") == [(None, None)]
    assert ask(tiny(), "changes_by_place", **asked) == [columns]
