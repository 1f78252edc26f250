"""No number and no day is read in one of two ways without a word."""

from datetime import datetime

import pytest

from data.intake.dates import days
from data.intake.draft import draft
from data.intake.files import FileChoices, UploadedFile
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of, written
from tests.data.intake.test_workbook import typed, workbook


def counts(*values: str, separator: str = ";") -> bytes:
    """The live figures of clusters, with these values in the first rows instead."""
    rows = [row for row in rows_of("cluster_counts") if row[3] == "value" or "." not in row[3]]
    for row, value in zip(rows[1:], values, strict=False):
        row[3] = value
    return written(rows, separator).encode()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1.091", 'found "1.091", which may be 1091 or 1.091, expected a number that is read in one way only.'),
        ("12.000", 'found "12.000", which may be 12000 or 12.000'),
        ("1,091", 'found "1,091", which may be 1091 or 1.091'),
        ("999.999", 'found "999.999", which may be 999999 or 999.999'),
    ],
)
def test_what_may_be_thousands_is_asked_about(upload, value: str, words: str) -> None:
    """Without it, 1,091 clusters would be published as one."""
    found = upload(c=counts(value))
    assert [(each.line, each.rule) for each in found.errors if "may be" in each.sentence] == [(2, "decimal-mark")]
    assert words in found.errors[0].sentence
    assert "or choose the decimal mark yourself." in found.errors[0].sentence


@pytest.mark.parametrize(
    ("value", "decimal", "is_read"),
    [
        ("1.091", ".", "1.091"), ("1.091", ",", "1091"), ("1,091", ".", "1091"), ("1,091", ",", "1.091"),
        ("12.000", ".", "12"), ("12.000", ",", "12000"), ("1.234.567,5", ",", "1234567.5"), ("1,234.5", ".", "1234.5"),
    ],
)  # fmt: skip
def test_a_chosen_decimal_mark_settles_it(upload, value: str, decimal: str, is_read: str) -> None:
    """Without it, a person who is asked could not answer."""
    found = upload({"c": FileChoices(decimal=decimal)}, c=counts(value))
    assert found.files[0].table.rows[0].cells[3] == is_read
    assert not any("may be" in each.sentence for each in found.problems)


def test_the_rest_of_the_column_settles_it_and_that_is_said(upload) -> None:
    """Without it, nobody would be told which way a doubtful number went."""
    found = upload(c=counts("1.091", "61.5"))
    assert found.errors == () and found.files[0].table.rows[0].cells[3] == "1.091"
    assert [each.sentence for each in found.warnings if each.rule == "settled"] == [
        'c.csv, line 2, column "Value" (value): found numbers such as "1.091", which may be thousands (1 in this '
        'column), expected no doubt. They are read with a decimal point, as "61.5" has one; choose the decimal '
        "mark yourself if that is wrong."
    ]
    both = upload(c=counts("1.091", "61.5", "1.234.567"))
    assert [(each.line, each.value) for each in both.errors if each.rule == "decimal-mark"] == [(2, "1.091")]


def test_what_is_live_or_cannot_be_thousands_is_not_asked_about(upload) -> None:
    """Without it, a download with coordinates such as 15.625 would be questioned when it is dropped again."""
    header, *rows = rows_of("regions")
    assert upload(r=written([header, *rows]).encode()).problems == ()
    rows[0][header.index("longitude")] = "15.626"  # 15626 degrees there are none.
    assert upload(r=written([header, *rows]).encode()).problems == ()
    header, *rows = rows_of("observations")
    doubtful = [row for row in rows if row[4] in {"2.977", "3.723", "6.962"}]
    own = FileChoices(merge=True)
    assert doubtful and upload({"o": own}, o=written([header, *doubtful]).encode()).no_change
    doubtful[0][4] = "2.978"
    (problem,) = upload({"o": own}, o=written([header, *doubtful]).encode()).errors
    assert 'found "2.978", which may be 2978 or 2.978' in problem.sentence


def test_whole_numbers_with_separators_are_asked_about(upload) -> None:
    """Without it, “12.000 members” would be said to be no whole number, and not why."""
    rows = rows_of("cluster_organisations")
    at = rows[0].index("members")
    rows[1][at], rows[2][at] = "12.000", "2019.0"
    (problem,) = upload(c=written(rows).encode()).errors
    assert 'found "12.000", which may be 12000 or 12.000' in problem.sentence


def test_a_text_in_a_workbook_is_asked_about_and_a_number_is_not() -> None:
    """Without it, a workbook, in which numbers have no marks, would be questioned like a CSV; or its texts not."""
    rows = typed("cluster_counts")
    rows[1][3], rows[2][3], rows[3][3] = 1.091, "1.091", 61.5
    found = draft([UploadedFile("c.xlsx", workbook(rows))], LIVE, CONTRACT)
    assert [(each.line, each.value) for each in found.errors] == [(3, "1.091")]


# --- days


def events(*starts: str) -> bytes:
    rows = rows_of("events")
    for row, start in zip(rows[1:], starts, strict=False):
        row[1], row[2], row[3] = start, "day", ""
    return written(rows, ";").encode()


@pytest.mark.parametrize(
    "cell",
    ["03.09.2019", "3. 9. 2019", "3.9.2019", "2019-09-03 00:00:00", "2019-09-03T00:00:00", "2019/09/03",
     "2019. 09. 03.", "2019.09.03", "03-Sep-2019", "3 sep 2019", "03.09.2019 00:00:00"],
)  # fmt: skip
def test_a_day_with_one_reading_is_read(upload, cell: str) -> None:
    """Without it, each date that a spreadsheet rewrote would have to be written anew by hand."""
    found = upload(e=events(cell))
    assert found.errors == () and found.files[0].table.rows[0].cells[1] == "2019-09-03"


@pytest.mark.parametrize(
    "cell", ["31.02.2019", "03.13.2019", "03.09.19", "Sep-19", "43711", "2019-09-03 10:30:00", "13/13/2019"]
)
def test_what_is_no_day_names_excel_and_the_way_round(upload, cell: str) -> None:
    """Without it, nobody would know how to get a date out of a spreadsheet."""
    (problem,) = upload(e=events(cell)).errors
    assert problem.sentence.endswith(
        "Write it as year-month-day. Excel and others rewrite dates: drop their workbook (.xlsx), or format the "
        "column as yyyy-mm-dd."
    )


def test_day_and_month_are_told_apart_by_the_rest_of_the_column(upload) -> None:
    """Without it, 3 September would be published as 9 March."""
    (problem,) = upload(e=events("03/09/2019")).errors
    assert problem.sentence == (
        'e.csv, line 2, column "Start" (start_date): found "03/09/2019", of which nobody can tell day and month apart, '
        "expected a date such as 2021-06-30. Write it as year-month-day."
    )
    settled = upload(e=events("03/09/2019", "23/10/2019"))
    assert [row.cells[1] for row in settled.files[0].table.rows[:2]] == ["2019-09-03", "2019-10-23"]
    assert [each.line for each in settled.warnings if each.rule == "settled"] == [2]
    assert days({"09-03-2019", "10-23-2019"}).read == {"09-03-2019": "2019-09-03", "10-23-2019": "2019-10-23"}
    assert days({"05/05/2019"}).read == {"05/05/2019": "2019-05-05"}
    assert days({"03/09/2019", "23/10/2019", "10/23/2019"}).open == ("03/09/2019",)


def test_a_size_class_that_a_spreadsheet_made_a_date_of_is_named() -> None:
    """Without it, a value of small enterprises would be refused, and nobody told why."""
    rows = rows_of("observations")
    place = next(place for place, row in enumerate(rows) if row[3] == "10-49")
    rows[place][3] = "Oct-49"
    (problem,) = draft([UploadedFile("o.csv", written(rows).encode())], LIVE, CONTRACT).errors
    assert 'found "Oct-49", which is 10-49 changed by a spreadsheet' in problem.sentence
    for day in ("1949-10-01", "2049-10-01"):
        table = typed("observations")
        table[place][3] = datetime.fromisoformat(day)
        found = draft([UploadedFile("o.xlsx", workbook(table))], LIVE, CONTRACT)
        assert found.no_change
        assert [each.sentence for each in found.problems] == [
            f'o.xlsx, line {place + 1}, column "Size class" (size_class): found "{day}", a date that a spreadsheet '
            "made of 10-49, expected 10-49. It is read so."
        ]


def test_a_number_that_became_a_date_is_named(upload) -> None:
    """Without it, “2026-05-01” in a column of numbers would be told to be written with digits."""
    found = upload(c=counts("2026-05-01"))
    assert 'found "2026-05-01", a date that a spreadsheet made of a number' in found.errors[0].sentence


@pytest.mark.parametrize(("values", "decimal", "is_asked"), [
    (("1,091",), None, True), (("1,091", "61,5"), None, False), (("1,091",), ",", False), (("1.091",), None, False),
])  # fmt: skip
def test_a_comma_in_a_eurostat_file_is_a_spreadsheets(upload, values, decimal, is_asked: bool) -> None:
    """Without it, a Eurostat file that Excel saved with thousands would be read as decimals."""
    header = "DATAFLOW;LAST UPDATE;freq;size_emp;nace_r2;indic_is;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG"
    rows = [
        f"ESTAT:ISOC_E_DII(1.0);01/10/26 11:00:00;A;GE10;C10-S951_X_K;E_DI3_GELO;PC_ENT;AT;{2026 + place};{value};"
        for place, value in enumerate(values)
    ]
    found = upload({"e": FileChoices(decimal=decimal)}, e="\n".join([header, *rows]).encode())
    assert [each.line for each in found.errors if "which may be 1091 or 1.091" in each.sentence] == [2] * is_asked


@pytest.mark.parametrize("dataset", ["regions", "practices", "observations"])
def test_a_download_with_decimal_commas_is_not_asked_about(upload, dataset: str) -> None:
    """Without it, the dashboard's own download for a Central European Excel would be questioned."""
    header, *rows = rows_of(dataset)
    numbers = [place for place, name in enumerate(header) if CONTRACT.datasets[dataset].fields[name].type == "number"]
    for row in rows:
        for place in numbers:
            row[place] = row[place].replace(".", ",")
    whole = upload(d=written([header, *rows], ";").encode("utf-8-sig"))
    assert whole.no_change and whole.problems == ()
    one = upload({"d": FileChoices(merge=True)}, d=written([header, rows[0]], ";").encode("utf-8-sig"))
    assert one.no_change and one.problems == ()
