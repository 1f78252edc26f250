"""Downloads hold the table as it is, and nothing in them runs when a spreadsheet opens them."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.export import SEMICOLON, TableTooLarge, inert, spreadsheet_csv, spreadsheet_csv_of_cells, to_xlsx

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
ANY_TEXT = st.text(st.characters())


class Cells(NamedTuple):
    """A table: its header and its rows."""

    header: list[str]
    rows: list[tuple[object, ...]]


def column(*values: object, name: str = "value") -> Cells:
    return Cells([name], [(value,) for value in values])


def from_csv(table: Cells) -> list[list[str]]:
    written = spreadsheet_csv(*table)
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))


def from_xlsx(table: Cells) -> list[list[openpyxl.cell.Cell]]:
    return [list(row) for row in openpyxl.load_workbook(BytesIO(to_xlsx(*table, {})))["Table"].iter_rows()]


def values(rows: list[list[openpyxl.cell.Cell]]) -> list[list[object]]:
    return [[cell.value for cell in row] for row in rows]


# What is in a table


TABLE = Cells(
    ["Land", "clusters", "rate", "founded", "checked", "code"],
    [
        ("Österreich", 16, 20.3, datetime(2019, 7, 1), True, "007"),  # noqa: DTZ001 (a workbook knows no zones)
        ("Slovenija, Ljubljana", None, float("nan"), None, False, None),
        ("Łotwa “Rīga”", 3, -0.5, date(2023, 12, 31), None, "1e5"),
    ],
)


def test_a_csv_is_the_table() -> None:
    """Without it, somebody would cite numbers from a download that the screen never showed."""
    assert from_csv(TABLE) == [
        ["Land", "clusters", "rate", "founded", "checked", "code"],
        ["Österreich", "16", "20.3", "2019-07-01", "True", "007"],
        ["Slovenija, Ljubljana", "", "", "", "False", ""],
        ["Łotwa “Rīga”", "3", "-0.5", "2023-12-31", "", "1e5"],
    ]


def test_an_xlsx_is_the_table() -> None:
    """Without it, numbers and dates of a workbook could not be added up or sorted."""
    assert values(from_xlsx(TABLE)) == [
        ["Land", "clusters", "rate", "founded", "checked", "code"],
        ["Österreich", 16, 20.3, datetime(2019, 7, 1), True, "007"],  # noqa: DTZ001 (a workbook knows no zones)
        ["Slovenija, Ljubljana", None, None, None, False, None],
        ["Łotwa “Rīga”", 3, -0.5, datetime(2023, 12, 31), None, "1e5"],  # noqa: DTZ001 (a workbook knows no zones)
    ]


@pytest.mark.parametrize(
    ("value", "in_csv", "in_xlsx"),
    [
        (0.1, "0.1", 0.1),
        (True, "True", True),
        (-12, "-12", -12),
        (float("inf"), "inf", "inf"),
        (float("-inf"), "-inf", "-inf"),
        (None, "", None),
        (float("nan"), "", None),
        (date(2021, 6, 30), "2021-06-30", datetime(2021, 6, 30)),  # noqa: DTZ001 (a workbook knows no zones)
        (date(1850, 1, 2), "1850-01-02", "1850-01-02"),
        (datetime(2021, 6, 30, 14, 5), "2021-06-30 14:05:00", "2021-06-30 14:05:00"),  # noqa: DTZ001
        ("12", "12", "12"),
        ("https://inno.eu", "https://inno.eu", "https://inno.eu"),
        ("a\x07b\ud800c", "a\x07b\ufffdc", "a\ufffdb\ufffdc"),
        ("two\r\nlines\rand more", "two\r\nlines\rand more", "two\nlines\nand more"),
        ("_x0041_", "_x0041_", "_x0041_"),
        ('say "no"; or, if', 'say "no"; or, if', 'say "no"; or, if'),
    ],
)
def test_every_kind_of_cell(value: object, in_csv: str, in_xlsx: object) -> None:
    """Without it, a number would arrive as text, a text as a number, or a missing value as a word."""
    # The first column keeps an empty cell from being an empty line.
    table = Cells(["first", "value"], [("x", value)])
    assert from_csv(table)[1] == ["x", in_csv]
    (first, cell) = from_xlsx(table)[1:][0]
    assert first.value == "x"
    assert cell.value == in_xlsx and type(cell.value) is type(in_xlsx)
    assert cell.hyperlink is None


def test_equal_column_names_stay_two_columns() -> None:
    """Without it, one of two columns with the same heading would be written twice or lost."""
    table = Cells(["n", "n"], [(1, 2)])
    assert from_csv(table) == [["n", "n"], ["1", "2"]]
    assert values(from_xlsx(table)) == [["n", "n"], [1, 2]]


def test_an_empty_table_keeps_its_header() -> None:
    """Without it, a filter that finds nothing would give an error instead of an empty file."""
    empty = Cells(TABLE.header, [])
    assert from_csv(empty) == [["Land", "clusters", "rate", "founded", "checked", "code"]]
    assert values(from_xlsx(empty)) == [["Land", "clusters", "rate", "founded", "checked", "code"]]


def test_a_table_without_columns_is_an_empty_file() -> None:
    """Without it, a download of nothing would be an error page."""
    assert spreadsheet_csv([], []) == b"\xef\xbb\xbf\r\n"
    assert values(from_xlsx(Cells([], []))) == []


def test_the_notes_are_on_a_sheet_of_their_own() -> None:
    """Without it, a workbook that is passed on would not say where its numbers come from."""
    notes = {"Source": "Eurostat", "Cautions": "=1+1", "Control": "a\x07b"}
    workbook = openpyxl.load_workbook(BytesIO(to_xlsx(*TABLE, notes)))
    assert workbook.sheetnames == ["Table", "About"]
    assert [[cell.value for cell in row] for row in workbook["About"].iter_rows()] == [
        ["Source", "Eurostat"],
        ["Cautions", "'=1+1"],
        ["Control", "a\ufffdb"],
    ]


# What a spreadsheet would run


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "  =1",
        " \u00a0-1",
        "  \tplain",
        "\u200b=1",
        "\ufeff+1",
        "\x00=1",
        "＝1+1",
        '=HYPERLINK("http://evil.example","here")',
        "=cmd|'/c calc'!A1",
    ],
)
def test_text_that_looks_like_a_formula_is_inert(text: str) -> None:
    """Without it, opening a download could run what a stranger wrote into the data."""
    table = column(text, name=text)
    assert from_csv(table) == [[f"'{text}"], [f"'{text}"]]
    for (cell,) in from_xlsx(table):
        assert cell.value.startswith("'")
        assert cell.data_type == "s"
        assert cell.hyperlink is None


@pytest.mark.parametrize("value", ["plain", "a=b", "1-2", "'quoted", "", "–5 to 5", 5, -5, -0.5, None])
def test_everything_else_stays_as_it_is(value: object) -> None:
    """Without it, downloads would be full of apostrophes, and negative numbers would be text."""
    assert from_csv(column(value, name="a"))[1] == ["" if value is None else str(value)]


@settings(deadline=None)
@given(ANY_TEXT)
def test_no_text_stays_a_formula(text: str) -> None:
    """Without it, a start nobody thought of would slip through."""
    safe = inert(text)
    assert safe in (text, f"'{text}")
    assert not safe.startswith(FORMULA_STARTS)
    assert not safe.lstrip().startswith(FORMULA_STARTS)
    assert inert(safe) == safe


@settings(deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=5), ANY_TEXT)
def test_any_text_can_be_written_and_read_again(texts: list[str], name: str) -> None:
    """Without it, one odd letter in the data would make the download fail."""
    table = Cells([name, "last"], [(text, "x") for text in texts])
    assert [row[1:] for row in from_csv(table)] == [["last"], *[["x"]] * len(texts)]
    whole_letters = not any("\ud800" <= letter <= "\udfff" for letter in "".join([name, *texts]))
    if whole_letters:
        assert [row[0] for row in from_csv(table)] == [inert(text) for text in [name, *texts]]
    assert len(from_xlsx(table)) == len(texts) + 1


# What Excel has no room for


def test_a_text_too_long_for_a_cell_is_refused_in_a_sentence() -> None:
    """Without it, a workbook would hold a text that is cut without a word."""
    assert from_xlsx(column("x" * 32_767))[1][0].value == "x" * 32_767
    with pytest.raises(TableTooLarge) as error:
        to_xlsx(*column("short", "x" * 32_768), {})
    assert str(error.value) == (
        "The text in row 3, column 1 of sheet “Table” has 32,768 letters; a cell of an XLSX sheet holds at most "
        "32,767. Download the table as CSV."
    )


def test_too_many_rows_are_refused_in_a_sentence() -> None:
    """Without it, a workbook would lack its last rows without a word."""
    table = column(*range(1_048_576), name="n")
    with pytest.raises(TableTooLarge) as error:
        to_xlsx(*table, {})
    assert str(error.value) == (
        "An XLSX sheet holds at most 1,048,575 rows below its header and 16,384 columns; the table has 1,048,576 "
        "and 1. Download it as CSV, or choose fewer rows."
    )
    assert spreadsheet_csv(*table).endswith(b"\r\n1048574\r\n1048575\r\n")


def test_a_table_can_be_written_for_readers_with_a_decimal_comma() -> None:
    """Without it, their spreadsheet puts a row into one cell, and reads 20.3 as the twentieth of March."""
    rows = [("20.3", 20.3, Decimal("-0.5"), 2019, 1e-7, "1.2.3", "v 2.0", "a;b", date(2021, 6, 30), None, True)]
    written = spreadsheet_csv(list("abcdefghijk"), rows, SEMICOLON).decode("utf-8-sig").splitlines()
    assert written == ["a;b;c;d;e;f;g;h;i;j;k", '20,3;20,3;-0,5;2019;1e-07;1.2.3;v 2.0;"a;b";2021-06-30;;True']


def test_only_columns_of_numbers_of_a_dataset_get_the_comma() -> None:
    """Without it, a text such as a version would come back changed."""
    cells = [("20.3", "20.3", "-1.5", "=1+1")]
    written = spreadsheet_csv_of_cells(("text", "value", "change", "note"), cells, SEMICOLON, {"value", "change"})
    assert written.decode("utf-8-sig").splitlines()[1] == "20.3;20,3;-1,5;'=1+1"
