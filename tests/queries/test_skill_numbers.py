"""The numbers on skills and digital uptake that people quote, counted a second time from the CSV."""

import csv

import pytest

from tests.queries.tiny import CONTRACT, ask


@pytest.fixture(scope="module")
def published() -> dict[tuple[str, str, int, str], float]:
    with CONTRACT.datasets["observations"].path.open(encoding="utf-8", newline="") as file:
        return {
            (row["indicator_id"], row["place_code"], int(row["year"]), row["size_class"]): float(row["value"])
            for row in csv.DictReader(file)
        }


def by_place(answer: list[tuple]) -> dict[str, dict[str, object]]:
    return {row[0]: dict(zip(answer[0], row, strict=True)) for row in answer[1:]}


def test_basic_digital_intensity_of_2023_by_size(shipped, published):
    """EU27 54.78 % of small against 91.18 % of large enterprises; Romania's small 24.89 %, Sweden's 77.61 %."""
    places = by_place(ask(shipped, "gap_of_year", indicator="dii_basic_v3", year=2023))
    union = places["EU27_2020"]
    assert (union["small_value"], union["large_value"], union["value"]) == (54.78, 91.18, 36.4)
    assert (places["RO"]["small_value"], places["SE"]["small_value"]) == (24.89, 77.61)
    assert [code for code, place in places.items() if place["is_break"]] == ["SE"]
    assert places["UK"]["value"] is None
    for code, place in places.items():
        small = published.get(("dii_basic_v3", code, 2023, "10-49"))
        large = published.get(("dii_basic_v3", code, 2023, "250+"))
        assert (place["small_value"], place["large_value"]) == (small, large)


def test_hard_to_fill_vacancies_of_2022(shipped, published):
    """Slovenia 78.03, Spain 32.81, EU27 62.85; Romania's outlier of 2019 is 90.1; the United Kingdom ends in 2020."""
    answer = ask(shipped, "series_by_place", indicator="ict_hard_to_fill", size="total", kind="country")
    values = {(row[0], row[5]): row[6] for row in answer[1:]}
    assert [values[code, 2022] for code in ("SI", "ES", "EU27_2020")] == [78.03, 32.81, 62.85]
    assert values["RO", 2019] == 90.1
    assert {row[0] for row in answer[1:] if row[11]} == {"UK"}
    assert max(year for code, year in values if code == "UK") == 2020
    assert not [code for code, _ in values if code == "EU28"]
    assert all(published["ict_hard_to_fill", code, year, "total"] == value for (code, year), value in values.items())


def test_desi_of_2022(shipped):
    """Romania 30.6, Sweden 65.2, with one decimal; there is no value for the United Kingdom."""
    answer = ask(shipped, "series_by_place", indicator="desi_overall", size="total", kind="country")
    values = {(row[0], row[5]): row[6] for row in answer[1:]}
    assert (f"{values['RO', 2022]:.1f}", f"{values['SE', 2022]:.1f}") == ("30.6", "65.2")
    assert values["UK", None] is None


@pytest.mark.parametrize(("indicator", "years"), [("dii_basic_v3", {2021, 2023, 2025}), ("dii_basic_v4", {2022, 2024})])
def test_the_two_versions_of_digital_intensity_share_no_year(shipped, indicator, years):
    """A line from version 3 to version 4 would be a change of method shown as a change of firms."""
    answer = ask(shipped, "series_by_place", indicator=indicator, size="gap", kind="country")
    assert {row[5] for row in answer[1:]} - {None} == years


def test_small_enterprises_moved_most_in_hungary(shipped):
    """Version 3 from 2021 to 2025: Hungary 31.51 to 56.78; Sweden's change lies across a break."""
    answer = ask(shipped, "changes_by_place", indicator="dii_basic_v3", size="10-49")
    assert answer[1] == ("HU", "Hungary", True, 2021, 2025, 31.51, 56.78, 25.3, False)
    assert by_place(answer)["SE"]["crosses_break"] is True
    assert by_place(answer)["UK"]["change"] is None


@pytest.mark.parametrize(
    ("indicator", "places", "narrowed", "widened"), [("dii_basic_v3", 8, 7, 0), ("dii_basic_v4", 8, 7, 1)]
)
def test_the_gap_narrowed_in_seven_of_eight_comparable_countries(
    shipped, published, indicator, places, narrowed, widened
):
    """Sweden's digital intensity broke in 2023 and is not compared; what is written as 0.0 moved nowhere."""
    columns, row = ask(shipped, "change_summary", indicator=indicator, size="gap", kind="country")
    found = dict(zip(columns, row, strict=True))
    assert (found["places"], found["fallen"], found["risen"], found["broken"]) == (places, narrowed, widened, 1)
    changes = [
        round(sum(sign * published[indicator, code, found[year], size] for sign, year, size in (
            (1, "last_year", "250+"), (-1, "last_year", "10-49"),
            (-1, "first_year", "250+"), (1, "first_year", "10-49"),
        )), 1)
        for code in ("AT", "ES", "HU", "LV", "PT", "RO", "SI", "SK")
    ]  # fmt: skip
    assert (sum(change < 0 for change in changes), sum(change > 0 for change in changes)) == (narrowed, widened)
