"""Any reasonable CSV is read as the table it is; anything else gets one sentence, soon."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import reading
from data.intake.reading import read
from tests.data.intake.conftest import LIVE, written

HEADER = LIVE["observations"].split(b"\n")[0] + b"\n"
MEGABYTE = 1 << 20

TEXTS = {
    "cp1252": ["Región de Murcia", "España", "niño", "São Paulo", "Inovação", "Niederösterreich", "Straße", "Skåne"],
    "cp1250": ["Slovenská agentúra", "Košice", "več", "Škofja Loka", "Bucureşti", "creştere", "Győr", "pályázat"],
    "cp1257": ["Rīga", "uzņēmējdarbības", "Latvijas Investīciju un attīstības aģentūra", "inovāciju vaučeri"],
}


@pytest.mark.parametrize(("page", "text"), [(page, text) for page, texts in TEXTS.items() for text in texts])
def test_one_word_tells_the_code_page(page: str, text: str) -> None:
    """Without it, names of the partners' countries would be published with wrong letters from a short file."""
    found = read("towns.csv", f"name,country\n{text},XX\n".encode(page))
    assert [record.cells for record in found.records] == [(text, "XX")]
    assert found.accented and all(word in text for word in found.accented)


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_mark(mark: str) -> None:
    """Without it, files of Excel or of a script would not be read."""
    found = read("towns.csv", "name;country\r\nRīga;LV\r\nGyőr;HU\r\n".encode(mark))
    assert found.problems == ()
    assert found.header.cells == ("name", "country")
    assert [record.cells for record in found.records] == [("Rīga", "LV"), ("Győr", "HU")]
    assert found.dialect.sentence == f"UTF-{'16' if '16' in mark else '8'}, separated by semicolon, decimal point"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_found_in_spite_of_others_in_cells(delimiter: str) -> None:
    """Without it, lists and decimal commas inside cells would be taken for columns."""
    rows = [["name", "themes", "value"], ["one, two", "skills;awareness", "3,5"], ["a\tb", "x;y", "1,0"]]
    found = read("x.csv", written(rows, delimiter).encode())
    assert found.dialect.delimiter == delimiter
    assert [list(record.cells) for record in found.records] == rows[1:]


# Words that the shipped data do not hold, as programs of a Mac and of MS-DOS and other systems write them.
RARER = {
    "iso8859_2": ["Košice a Žilina", "Škofja Loka, Žalec"],
    "mac_roman": ["Región de Castellón", "formação e educação", "Härnösand, Västerås"],
    "mac_latin2": ["Košice a Žilina", "školstvo, žiadosť"],
    "cp850": ["Región de Castellón", "Härnösand, Västerås"],
    "cp852": ["Košice a Žilina", "školstvo, žiadosť"],
}


@pytest.mark.parametrize(("page", "text"), [(page, text) for page, texts in RARER.items() for text in texts])
def test_a_rarer_encoding_is_told_or_can_be_chosen(page: str, text: str) -> None:
    """Without it, “Ko¹ice” would be published for Košice, and nobody could set it right."""
    content = f"name;country\n{text};XX\n".encode(page)
    assert read("x.csv", content).records[0].cells[0] == text
    assert read("x.csv", content, encoding=page).records[0].cells[0] == text
    wrong = read("x.csv", content, encoding="cp1257" if page == "cp1250" else "cp1250")
    (warning,) = wrong.problems
    assert warning.severity == "warning" and warning.line == 2
    assert warning.sentence.startswith("x.csv, line 2: found ")
    assert "choose that encoding if the letters are right then." in warning.sentence


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("cp1250", "Podjetje „ĐKOVAČ” iz Žalca"),
        ("cp1250", "ČAČ”"),
        ("cp1250", "IPARI IDŐ” növény"),
        ("cp1252", "INOVAÇÃO «AMANHÃ» é"),
        ("cp1252", "IRMÃ” e mais ação"),
        ("cp1252", "À\u00a0São Paulo"),
        ("cp1257", "GALVENĀ” pilsēta"),
        ("utf-8", "Ô À Š “CÔTÉ”"),
        ("utf-8", "Ē, ő”"),
    ],
)
def test_a_capital_before_a_quotation_mark_is_one_encoding(page: str, text: str) -> None:
    """Without it, a right file of a Windows program would be refused as two encodings in one, or read as UTF-8."""
    found = read("x.csv", f"name;x\n{text};1\n".encode(page))
    assert found.problems == ()
    assert found.records[0].cells == (text, "1")


def test_after_a_wrong_choice_another_can_be_made() -> None:
    """Without it, whoever chose a wrong encoding would have to begin again."""
    wrong = read("x.csv", "a,b\né,1\n".encode("cp1252"), encoding="utf-8")
    assert wrong.problems and wrong.dialect.encoding == "utf-8" and wrong.dialect.sentence == "UTF-8"
    mixed = read("x.csv", b"a,b\n\xc3\xa9,1\n\xe9t\xe9,2\n")
    assert mixed.problems and mixed.dialect.sentence == "Encoding not recognised"
    assert read("x.csv", b"a,b\n\xc3\xa9,1\n\xe9t\xe9,2\n", encoding="cp1252").records[1].cells[0] == "été"


def test_empty_rows_above_the_header_are_nothing() -> None:
    """Without it, a table that does not begin in the first row of its sheet would not be recognised."""
    found = read("x.csv", b",,\n ,,\na,b,c\n1,2,3\n")
    assert found.header.cells == ("a", "b", "c") and found.header.line == 3


def test_what_was_detected_can_be_overridden() -> None:
    """Without it, a person who sees wrong letters could do nothing about them."""
    content = "a;b\nâ;1,5\n".encode("cp1250")
    chosen = read("x.csv", content, encoding="cp1257", delimiter=",", decimal=",")
    assert chosen.header.cells == ("a;b",) and chosen.records[0].cells == ("ā;1", "5")
    assert chosen.dialect.chosen == ("encoding", "delimiter", "decimal")
    (problem,) = read("x.csv", content, encoding="utf-8").problems
    assert problem.sentence == (
        "x.csv, line 2: found bytes that are not UTF-8, expected text in this encoding. "
        "Choose another encoding. Save the table as CSV UTF-8 and drop that file."
    )


def test_records_keep_the_lines_of_the_file() -> None:
    """Without it, “line 6” would lead to another row as soon as a text holds a line break."""
    content = b'sep=;\r\na;b\r\n"one\r\ntwo";1\r\n\r\nx;2\r\n'
    found = read("x.csv", content)
    assert (found.header.line, [record.line for record in found.records]) == (2, [3, 6])


def test_nameless_empty_columns_at_the_right_are_nothing() -> None:
    """Without it, a table with a stray border in the spreadsheet would be refused."""
    found = read("x.csv", b"a,b,,\n1,2,,\n3,4,,\n")
    assert found.header.cells == ("a", "b") and found.records[1].cells == ("3", "4")
    assert read("x.csv", b"a,b,,\n1,2,,9\n").header.cells == ("a", "b", "", "")


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("observations.csv", LIVE["observations"])
    return file.getvalue()


def filled(unit: bytes, megabytes: int = 24) -> bytes:
    return unit * (megabytes * MEGABYTE // len(unit))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", b"", "x.csv: found a file with nothing in it, expected a header and at least one row."),
        ("x.csv", b"\xef\xbb\xbf\r\n \r\n", "x.csv: found a file with nothing in it"),
        ("x.csv", b"a,b\n", "x.csv: found only a header, expected a header and at least one row."),
        ("x.csv", b"a,b\n1,\x002\n", "x.csv: found a zero byte in line 2, expected text only."),
        ("x.csv", "a,b\n1,\x002\n".encode("utf-16"), "x.csv: found a zero character in line 2, expected text only."),
        ("x.csv", filled(b"\x00"), "x.csv: found a file with nothing in it"),
        (
            "x.csv",
            zipped(),
            "x.csv: found a zip archive, whatever its name says, expected a CSV file or an Excel",
        ),
        ("x.csv", b"%PDF-1.7\n", "x.csv: found a PDF document"),
        ("x.csv", b"\n<!DOCTYPE html><p>", "x.csv: found a web page (HTML or XML), whatever its name says"),
        (
            "x.doc",
            b"a,b\n1,2\n",
            "x.doc: found a file that is not named .csv, .tsv, .txt or .xlsx, expected a CSV",
        ),
        ("x.csv.gz", b"\x1f\x8b", "(.xlsx). Unpack it and drop the .csv that is in it."),
        (
            "x.ZIP",
            zipped(),
            "x.ZIP: found a compressed file (.zip), expected a CSV file or an Excel workbook",
        ),
        ("x.csv", b"BZh91AY", "x.csv: found a bzip2 archive, whatever its name says, expected a CSV file or"),
        ("x.csv", b"7z\xbc\xaf", "x.csv: found a 7-Zip archive, whatever its name says"),
        ("x.csv", b'[{"a": 1}]', "x.csv: found JSON, whatever its name says"),
        ("../x.csv", b"a,b\n1,2\n", "../x.csv: found a file name with a path or a control character"),
        ("C:\\x.csv", b"a,b\n1,2\n", "C:\\x.csv: found a file name with a path"),
        ("x\x00.csv", b"a,b\n1,2\n", "x?.csv: found a file name with a path or a control character"),
        ("x.csv", filled(b"a,b\n", 26), "x.csv: found a file of 26 MB, expected at most 25 MB."),
        ("x.csv", filled(b"a,"), "x.csv, line 1: found a row of more than 1,000,000 letters"),
        ("x.csv", b"a," * 300_000, "x.csv, line 1: found 300,001 columns, expected at most 200."),
        ("x.csv", HEADER + filled(b","), "x.csv, line 2: found a row of more than 1,000,000 letters"),
        ("x.csv", HEADER + b'"' + b"x" * 900_000 + b'"\n', "x.csv, line 2: found a cell of more than 131,072 letters"),
        ("x.csv", HEADER + b'a,"b,c\n' * 40_000, "x.csv, line 2: found a quotation mark inside a cell"),
        (
            "x.csv",
            HEADER + b'a,"b\n' + filled(b"c,d\n"),
            "letters, expected a table. Often a quotation mark was opened here",
        ),
        ("x.csv", HEADER + filled(b"a,b\n"), "x.csv, line 5002: found 5,001 rows with another number of cells"),
        ("x.csv", HEADER + filled(b"\n"), "found more than 1,000,000 lines, expected fewer."),
        ("x.csv", HEADER + filled(b"a,b,c,d,e,f,g,h\n"), "line 250002: found more than 250,000 rows"),
        ("x.csv", b"a,b\n\xc3\xa9,1\n\xe9t\xe9,2\n", "(line 2 is UTF-8, line 3 is not), expected one encoding."),
        ("x.csv", b"\xff\xfea\x00,\x00b\x00\n\x00\x31", "x.csv, line 2: found bytes that are not UTF-16"),
        ("x.csv", filled(b"\xe9\xff,"), "x.csv, line 1: found a row of more than 1,000,000 letters"),
    ],
)
def test_hostile_files_get_a_sentence(name: str, content: bytes, words: str) -> None:
    """Without it, one bad file would end in a traceback or hold up everybody's session."""
    # Of this process, because a busy machine makes everything slow.
    found = read(name, content)
    (problem,) = found.problems
    assert words in problem.sentence and problem.sentence.endswith(".") and problem.severity == "error"
    assert not found.complete or not found.records


def test_a_cell_of_100_megabytes() -> None:
    """Without it, an operator who raises the limit would let one cell take the server's memory."""
    content = HEADER + b'"' + b"x" * 100 * MEGABYTE + b'"\n'
    (problem,) = read("x.csv", content, limit=200 * MEGABYTE).problems
    assert "line 2: found a row of more than 1,000,000 letters" in problem.sentence
    assert read("x.csv", content).problems[0].rule == "file-size"


def test_the_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, an operator could not allow larger files."""
    monkeypatch.setenv("INNO_UPLOAD_LIMIT_MB", "1")
    assert read("x.csv", HEADER * 20_000).problems[0].sentence.startswith("x.csv: found a file of 1.3 MB")


# --- whatever the table, and whatever the bytes

CELLS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_is_read_as_it_was_written(rows: list[list[str]], delimiter: str, end: str, encoding: str) -> None:
    """Without it, an odd letter, quotation mark or line break would change what somebody publishes."""
    header = ["first", *(f"column {number}" for number in range(2, 1 + len(rows[0] if rows else "ab")))]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    found = read("x.csv", text.getvalue().encode(encoding), encoding=encoding.removesuffix("-sig"))
    assert found.header.cells == tuple(header)
    assert [list(record.cells) for record in found.records] == rows
    assert found.dialect.delimiter == delimiter


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300) | st.text(',;\n\r"\tabé\x00', max_size=60).map(lambda text: text.encode("cp1252")))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    """Without it, the page would show one instead of a sentence."""
    found = read("x.csv", content)
    assert found.header.cells or found.problems
    for problem in found.problems:
        assert problem.sentence.startswith("x.csv") and problem.sentence.endswith(".")


def test_limits_are_wider_than_the_data() -> None:
    """Without it, a limit against hostile files would stop an honest one."""
    for content in LIVE.values():
        found = read("x.csv", content)
        assert len(found.header.cells) * 4 < reading.MOST_COLUMNS
        assert len(found.records) * 20 < reading.MOST_ROWS
        assert max(len(cell) for record in found.records for cell in record.cells) * 50 < reading.MOST_CELL_LETTERS
