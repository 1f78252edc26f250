"""An Excel workbook is read as the table it shows, whatever else is in it, and a hostile one gets a sentence."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import openpyxl
import pytest
import xlsxwriter

from data.intake.check import checked
from data.intake.draft import Draft, draft
from data.intake.files import FileChoices, UploadedFile
from data.intake.report import annotated
from data.intake.templates import template_xlsx
from data.intake.workbook import read
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of

LIMIT = 25 << 20
TEXT = ["", "@"]


def workbook(rows: Sequence[Sequence[object]], *others: str, first: str = "Table") -> bytes:
    """A workbook as openpyxl writes it, with numbers in all the digits that a computer has."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = first
    for row in rows:
        sheet.append(row)
    for name in others:
        book.create_sheet(name).append(["a remark"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def typed(dataset: str) -> list[list[object]]:
    """A shipped dataset with numbers and dates as a spreadsheet has them."""
    header, *rows = rows_of(dataset)
    kinds = [CONTRACT.datasets[dataset].fields[name].type for name in header]
    of: dict[str, Callable[[str], object]] = {
        "number": float,
        "integer": float,
        "date": lambda cell: datetime.fromisoformat(cell).replace(tzinfo=UTC).replace(tzinfo=None),
    }
    return [
        header,
        *([of.get(kind, str)(cell) if cell else None for kind, cell in zip(kinds, row, strict=True)] for row in rows),
    ]


def drop(content: bytes, choices: FileChoices | None = None, name: str = "b.xlsx") -> Draft:
    return draft([UploadedFile(name, content)], LIVE, CONTRACT, {name: choices or FileChoices()})


@pytest.mark.parametrize("dataset", [name for name in LIVE if name != "observations"])
def test_a_dataset_as_a_workbook_is_the_same_table(dataset: str) -> None:
    """Without it, Excel, which is what staff have, would change years, numbers or dates."""
    for rows in (typed(dataset), rows_of(dataset)):
        found = drop(workbook(rows))
        assert found.problems == () and found.no_change and found.result == LIVE
    assert found.files[0].reading.dialect.sentence == "Excel workbook, sheet “Table”"


def test_cells_are_read_as_a_spreadsheet_shows_them() -> None:
    """Without it, 0.1 + 0.2 would be published as 0.30000000000000004, and 2019 as 2019.0."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        day, percent = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "0.0%"})
        sheet.write_row(2, 1, ["number", "text", "other"])
        sheet.write_row(3, 1, [1.091, " x\ny ", True])
        sheet.write_datetime(5, 1, date(2019, 9, 3), day)
        sheet.write_datetime(5, 2, datetime(2019, 9, 3, 10, 30), day)  # noqa: DTZ001 (workbooks know no zones)
        sheet.write_number(5, 3, 0.615, percent)
        sheet.write_formula(6, 1, "=1+1", None, 2)
        sheet.write_formula(6, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(7, 1, [1e-7, 1e22, 12000])
    found = read("x.xlsx", written.getvalue(), sheet=None, decimal=None, limit=LIMIT)
    assert (found.header.line, found.header.cells) == (3, ("number", "text", "other"))
    assert [(record.line, record.cells) for record in found.records] == [
        (4, ("1.091", " x\ny ", "TRUE")),
        (6, ("2019-09-03", "2019-09-03 10:30:00", "61.5%")),
        (7, ("2", "#DIV/0!", "")),
        (8, ("0.0000001", "10000000000000000000000", "12000")),
    ]
    rough = read("x.xlsx", workbook([["a", "b"], [0.1 + 0.2, 2019.0]]), sheet=None, decimal=None, limit=LIMIT)
    assert rough.records[0].cells == ("0.3", "2019")


def test_the_sheet_can_be_chosen() -> None:
    """Without it, a table behind a sheet with a title page could not be brought in."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Our data of 2026"])
    hidden = book.create_sheet("Old", 0)
    hidden.append(["old"])
    hidden.sheet_state = "hidden"
    for row in rows_of("findings"):
        book.create_sheet("Data").append(row) if "Data" not in book.sheetnames else book["Data"].append(row)
    written = io.BytesIO()
    book.save(written)
    first = drop(written.getvalue())
    assert first.files[0].reading.sheets == ("Read me", "Data")
    assert first.errors[-1].sentence.endswith("Or choose another sheet: Data.")
    assert drop(written.getvalue(), FileChoices(sheet="Data")).no_change
    (problem,) = drop(written.getvalue(), FileChoices(sheet="Dato")).errors
    assert problem.sentence == 'b.xlsx: found no sheet "Dato", expected one of Read me, Data. Choose one of these.'


def test_the_template_and_the_copy_with_problems_can_be_dropped_again() -> None:
    """Without it, what the dashboard hands out could not come back."""
    template = drop(template_xlsx(CONTRACT.datasets["events"], LIVE["events"]))
    assert template.files[0].dataset == "events" and template.files[0].rows == 1
    rows = typed("cluster_counts")
    rows[3][3], rows[4][3] = "about ten", "1,5"
    content = workbook(rows)
    found = drop(content)
    copy = annotated(found.files[0].reading, content, found.problems)
    again = drop(copy)
    assert [(each.line, each.value) for each in found.errors] == [(4, "about ten")]
    assert [(each.line, each.value) for each in again.errors] == [(4, "about ten")]
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["D2"].value == rows[1][3]


def test_a_formula_error_in_a_text_is_warned_of() -> None:
    """Without it, “#REF!” would be published as somebody's name."""
    rows = typed("findings")
    rows[1][rows[0].index("finding")] = "#REF!"
    assert 'found "#REF!", the error of a formula' in drop(workbook(rows)).problems[0].sentence


# --- what is no workbook, and what is a hostile one


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def altered(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


SMALL = workbook([["a", "b"], [1, 2]])
SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0" + b"\x00" * 600
BOMB = b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 100 + b"'>" + b"".join(
    f"<!ENTITY {new} '{f'&{old};' * 100}'>".encode() for old, new in zip("abcdef", "bcdefg", strict=True)
) + b"]>"  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.xls", OLD, "x.xls: found an Excel workbook in the form of 2003 (.xls), expected a CSV file or an Excel"),
        ("x.ods", b"PK", "x.ods: found a workbook of LibreOffice or OpenOffice (.ods), expected"),
        ("x.xlsb", b"PK", "x.xlsb: found an Excel workbook in the binary form (.xlsb), expected"),
        ("x.xlsm", SMALL, "x.xlsm: found an Excel workbook with macros (.xlsm), expected a CSV file or an Excel"),
        ("x.xlsx", OLD, "found an old Excel workbook, whatever its name says"),
        ("x.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"),
         "found a workbook with a password, whatever its name says, expected a CSV file or an Excel workbook (.xlsx). "
         "Take the password away in Excel"),
        ("x.csv", SMALL, "x.csv: found an Excel workbook, whatever its name says, expected a CSV file or an Excel "
                         "workbook (.xlsx). Rename it to .xlsx and drop it again."),
        ("x.xlsx", b"a,b\n1,2\n", "x.xlsx: found text, and no workbook as its name says"),
        ("x.xlsx", b"", "x.xlsx: found a file with nothing in it"),
        ("x.xlsx", archive(word__document="x"), "x.xlsx: found a Word document, whatever its name says"),
        ("x.xlsx", archive(mimetype="x", content__xml="x"), "x.xlsx: found a zip archive, whatever its name says"),
        ("x.xlsx", archive(xl__workbook="x"), "x.xlsx: found a workbook with parts that cannot be read"),
        ("x.xlsx", SMALL[:-200], "x.xlsx: found a zip archive, whatever its name says"),
        ("x.xlsx", altered(SMALL, SHEET, lambda part: part[:200]), "found a workbook with parts that cannot be read"),
        ("x.xlsx", altered(SMALL, SHEET, lambda part: part + b" " * (220 << 20)),
         "found 220 MB in the parts of the workbook, expected at most 200 MB."),
        ("x.xlsx", altered(SMALL, SHEET, lambda part: BOMB + part.replace(b"<v>1</v>", b"<v>&g;</v>")),
         "found a workbook with parts that cannot be read"),
        ("x.xlsx", altered(SMALL, SHEET, lambda part: part.replace(b'r="B2"', b'r="XFD2"')),
         "found 16,384 columns, expected at most 200"),
        ("x.xlsx", altered(SMALL, SHEET, lambda part: part.replace(b'<row r="2"', b'<row r="99999999"')),
         "found more than 1,000,000 rows"),
        ("x.xlsx", workbook([[None]]), "x.xlsx: found no row at all"),
        ("x.xlsx", workbook([["a", "b"]]), "x.xlsx: found only a header"),
    ],
)  # fmt: skip
def test_other_and_hostile_workbooks_get_a_sentence(name: str, content: bytes, words: str) -> None:
    """Without it, one bad workbook would end in a traceback, or take the server's memory."""
    problem = drop(content, name=name).errors[0]
    assert words in problem.sentence and problem.sentence.endswith(".")


def test_a_last_corner_and_outside_links_cost_nothing() -> None:
    """Without it, two cells far apart would ask for the memory of all between, and a link for another host."""
    far = altered(
        SMALL, SHEET, lambda part: part.replace(b'<row r="2"', b'<row r="900000"').replace(b'r="A2"', b'r="A900000"')
    )
    found = read("x.xlsx", far, sheet=None, decimal=None, limit=LIMIT)
    assert found.records[-1].line == 900_000 and len(found.records) == 1
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
    link = f'<Relationship Id="rId1" Type="{kind}" Target="http://192.0.2.1/x.xlsx" TargetMode="External"/>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    file = io.BytesIO(SMALL)
    with zipfile.ZipFile(file, "a") as book:
        book.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            f'<Relationships xmlns="{relations}">{link}</Relationships>',
        )
    assert read("x.xlsx", file.getvalue(), sheet=None, decimal=None, limit=LIMIT).records[0].cells == ("1", "2")


def test_a_large_workbook_is_checked_like_any_other() -> None:
    """Without it, 4,800 observations as a workbook would hold up everybody's clicks."""
    told = []
    content = workbook(typed("observations"))
    made, _ = checked([UploadedFile("o.xlsx", content)], LIVE, CONTRACT, {}, lambda *step: told.append(step))
    assert made.no_change and told


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[None, "Our findings"], [], *rows_of("findings")], "the header seems to stand in line 3, expected it first."),
        ([[None, None, *row] for row in [*rows_of("findings"), []]], ""),
        ([[*row, None, "remark" if place else None] for place, row in enumerate(rows_of("findings"))], "(column 9)"),
    ],
)
def test_where_the_table_stands_in_its_sheet(rows: list[list[object]], words: str) -> None:
    """Without it, a title, an empty border or a remark beside the table would make it another table."""
    found = drop(workbook(rows))
    assert any(words in each.sentence for each in found.errors) if words else found.no_change
