"""Templates show with a real row what a dataset looks like, and explain each column."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from data.intake.templates import explanations, template_csv, template_readme, template_xlsx
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of


@pytest.mark.parametrize("name", LIVE)
def test_a_template_can_be_filled_in_and_dropped(upload, name: str) -> None:
    """Without it, the template itself would be refused."""
    dataset = CONTRACT.datasets[name]
    content = template_csv(dataset, LIVE[name])
    assert list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))) == rows_of(name)[:2]
    found = upload(**{f"template_{name}": content})
    assert found.files[0].dataset == name
    # Its one row keeps the contract; what others miss is said, and nothing else.
    assert {each.rule for each in found.errors} <= {"foreign-key"}


@pytest.mark.parametrize("name", LIVE)
def test_each_column_is_explained(name: str) -> None:
    """Without it, staff would have to ask what belongs into a column."""
    dataset = CONTRACT.datasets[name]
    sheets = openpyxl.load_workbook(BytesIO(template_xlsx(dataset, LIVE[name])))
    assert [cell.value for cell in sheets["Table"][1]] == list(dataset.header)
    explained = {row[0].value: row[1].value for row in sheets["About"].iter_rows()}
    assert list(explained) == [dataset.title, *dataset.header]
    readme = template_readme(dataset)
    assert all(f"\n{column}\n" in readme for column in dataset.header)


def test_an_explanation_says_what_is_allowed() -> None:
    """Without it, the rules would show only after the first mistake."""
    found = explanations(CONTRACT.datasets["observations"])
    assert found["size_class"].endswith("Text; required. One of: total, sme, 10-49, 50-249, 250+.")
    assert found["year"] == (
        "Year: Year of the value, as defined by the indicator. "
        "Whole number; required; unit: year; at least 1990; at most 2100."
    )
    assert found["source_id"].endswith("Text; required. It must be in the dataset sources.")
    themes = explanations(CONTRACT.datasets["instruments"])["themes"]
    assert "Several items are possible, separated by “;” without spaces. Items: digitalisation" in themes
