"""What a spreadsheet made of a code is told as that, and nothing else is."""

import pytest

from data.checks.spreadsheet_dates import code_before, is_date
from data.contract import read_contract
from tests.data.intake.conftest import rows_of, written

SIZES = read_contract().datasets["observations"].fields["size_class"].enum


@pytest.mark.parametrize(
    "cell",
    ["Oct-49", "oct-49", "Okt 49", "okt.49", "out/49", "Oct-1949", "01/10/1949", "01.10.49", "1949-10-01",
     "1949-10-01 00:00:00", "1949-10-01T00:00:00"],
)  # fmt: skip
def test_october_1949_was_ten_to_49(cell: str) -> None:
    """Without it, “Oct-49” would be a spelling to correct, and the next file would have it again."""
    assert is_date(cell) and code_before(cell, SIZES) == "10-49"


@pytest.mark.parametrize("cell", ["10-49", "total", "sme", "50-249", "250+", "Oct", "49", "GE10", "C10-S951_X_K", ""])
def test_what_is_no_date_stays_what_it_is(cell: str) -> None:
    """Without it, a code of Eurostat's would be called changed."""
    assert not is_date(cell) and code_before(cell, SIZES) is None


@pytest.mark.parametrize("cell", ["Sep-02", "02-Sep", "1950-10-01", "Oct-149"])
def test_a_date_of_another_year_is_not_guessed(cell: str) -> None:
    """Without it, somebody would be told to write a size class that was never there."""
    assert code_before(cell, SIZES) is None


def test_observations_that_a_spreadsheet_changed_are_refused_with_the_cause(upload) -> None:
    """Without it, staff would look for a mistake of spelling that they never made."""
    rows = rows_of("observations")
    place = next(number for number, row in enumerate(rows) if row[3] == "10-49")
    rows[place][3] = "Oct-49"
    (error,) = [each for each in upload(observations=written(rows).encode()).errors if each.rule == "enum"]
    assert error.sentence == (
        f'observations.csv, line {place + 1}, column "Size class" (size_class): found "Oct-49", which is 10-49 changed '
        "by a spreadsheet, expected one of total, sme, 10-49, 50-249, 250+. Write 10-49 again, in a column that the "
        "spreadsheet keeps as text."
    )
