"""What staff drop becomes a checked draft: every mistake at once, nothing matched in silence, nothing lost."""

import csv
import io
import threading
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks.rules import check_files
from data.contract import Contract
from data.export import COMMA, SEMICOLON, inert, spreadsheet_csv
from data.intake.draft import draft
from data.intake.files import FileChoices, UploadedFile
from data.intake.report import annotated, grouped, problems_csv
from data.intake.templates import live_csv, live_xlsx
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of, written


def test_twelve_mistakes_are_all_reported_where_they_stand(upload) -> None:
    """Without it, staff would mend one mistake an upload, or look for it in the wrong row."""
    rows = rows_of("instruments")
    at = rows[0].index
    rows[1][at("summary")] = "A text\nin three\nlines"  # From here on lines of the file are two more than rows.
    mistakes = [
        # row, column, what is written, rule, words of the remedy
        (2, "country_code", "GB", "enum", "choose one of these"),
        (3, "name_en", "", "required", "Fill the cell"),
        (4, "kind", "grants", "enum", "Correct the spelling"),
        (5, "themes", "skills;awarenes", "pattern", "Correct these items"),
        (6, "budget_eur", "12 million", "type", "digits and a decimal point"),
        (7, "start_year", "1066", "minimum", "Correct the number"),
        (8, "aid_intensity_pct", "120", "maximum", "Correct the number"),
        (9, "source_url", "www.example.org", "pattern", "Correct the address"),
        (10, "instrument_id", rows[1][0], "primary-key", "Remove one of the two rows, or correct the key"),
        (11, "place_code", "XX99", "foreign-key", "add it to places.csv first"),
        (12, "provider", "Ministry ", "spaces", "Remove it"),
    ]
    for row, column, value, _, _ in mistakes:
        rows[row][at(column)] = value
    rows[13] = rows[13][:-1]
    found = upload(my_instruments=written(rows, ";").encode("utf-8-sig"))
    assert found.result is None and not found.no_change
    expected = [(row + 3, column, value, rule) for row, column, value, rule, _ in mistakes]
    # The row in which a cell is missing, and what it names as mistake is its shape.
    expected.append((16, None, None, "ragged-row"))
    assert [(each.line, each.column, each.value, each.rule) for each in found.errors] == expected
    for problem, (*_, remedy) in zip(found.errors, mistakes, strict=False):
        assert remedy in problem.sentence
        assert problem.sentence.startswith(f"my_instruments.csv, line {problem.line}, column ")
    assert "found 24 cells, expected 25 as in the header" in found.errors[-1].sentence


# --- however the table is written

DIALECTS = {
    "UTF-8": ("utf-8", ",", "\n", "."),
    "UTF-8 with mark, Excel in Slovenia": ("utf-8-sig", ";", "\r\n", ","),
    "UTF-16 with mark, Excel's Unicode text": ("utf-16", "\t", "\r\n", "."),
    "UTF-16 without mark": ("utf-16-be", ";", "\n", ","),
    "cp1250": ("cp1250", ";", "\r\n", ","),
    "cp1252": ("cp1252", ",", "\r", ","),
    "cp1257": ("cp1257", "\t", "\r\n", ","),
}


def in_dialect(rows: list[list[str]], dialect: str, numbers: tuple[str, ...]) -> bytes:
    encoding, delimiter, end, decimal = DIALECTS[dialect]
    places = [rows[0].index(name) for name in numbers]
    table = [list(row) for row in rows]
    for row in table[1:]:
        for place in places:
            row[place] = row[place].replace(".", decimal)
    table[1:] = [[cell.replace("\n", end) for cell in row] for row in table[1:]]
    return written(table, delimiter, end).encode(encoding)


def encodable(row: list[str], *pages: str) -> bool:
    try:
        return all("".join(row).encode(page).decode(page) for page in pages)
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("dialect", DIALECTS)
def test_seven_encodings_and_dialects_are_one_table(dialect: str) -> None:
    """Without it, the same table would show as changed because of the program it was saved with."""
    header, *rows = rows_of("cluster_organisations")
    rows = [row for row in rows if encodable(row, "cp1250", "cp1252", "cp1257")]
    assert len(rows) > 50 and any(not "".join(row).isascii() for row in rows)
    rows[3][header.index("industry40_evidence")] = 'A text with "quotes",\nin two lines; Österreich'
    live = LIVE | {"cluster_organisations": written([header, *rows]).encode()}
    content = in_dialect([header, *rows], dialect, ("latitude", "longitude"))
    found = draft([UploadedFile("clusters.csv", content)], live, CONTRACT)
    assert found.errors == () and found.no_change
    assert found.result == live
    assert found.files[0].reading.dialect.decimal == DIALECTS[dialect][3]


@pytest.mark.parametrize(
    ("page", "countries"), [("cp1250", {"SI", "SK", "HU"}), ("cp1252", {"ES", "PT", "SE"}), ("cp1257", {"LV"})]
)
def test_each_code_page_in_its_own_languages(page: str, countries: set[str]) -> None:
    """Without it, a partner's own file would change the letters of its own names."""
    header, *rows = rows_of("instruments")
    rows = [row for row in rows if row[header.index("country_code")] in countries and encodable(row, page)]
    assert len(rows) > 10
    live = LIVE | {"instruments": written([header, *rows]).encode()}
    found = draft([UploadedFile("x.csv", written([header, *rows], ";").encode(page))], live, CONTRACT)
    assert found.no_change and found.files[0].reading.dialect.encoding == page


@pytest.mark.parametrize("dataset", LIVE)
def test_a_download_dropped_again_changes_nothing(dataset: str) -> None:
    """Without it, the safest way to correct one cell would show hundreds of changes."""
    header, *rows = rows_of(dataset)
    texts = spreadsheet_csv(header, rows)
    typed = pd.read_csv(
        io.BytesIO(LIVE[dataset]),
        keep_default_na=False,
        na_values={
            name: [""]
            for name, field in CONTRACT.datasets[dataset].fields.items()
            if field.type in ("integer", "number")
        },
    )
    numbers = typed.astype(object).where(typed.notna(), None).to_numpy().tolist()
    described = CONTRACT.datasets[dataset]
    downloads = [live_csv(described, LIVE[dataset], form) for form in (COMMA, SEMICOLON)]
    for content in (LIVE[dataset], *downloads, texts, spreadsheet_csv(list(typed), numbers)):
        found = draft([UploadedFile(f"{dataset}.csv", content)], LIVE, CONTRACT)
        assert found.problems == () and found.no_change and found.result == LIVE
        assert found.files[0].dataset == dataset
    found = draft([UploadedFile(f"{dataset}.xlsx", live_xlsx(described, LIVE[dataset]))], LIVE, CONTRACT)
    assert found.problems == () and found.no_change and found.result == LIVE


def test_the_order_of_rows_and_columns_is_no_change(upload) -> None:
    """Without it, a table sorted in a spreadsheet would be published as a new one."""
    header, *rows = rows_of("events")
    turned = [list(reversed(row)) for row in [header, *reversed(rows)]]
    found = upload(sorted=written(turned).encode())
    assert found.no_change and found.files[0].suggestions == ()


# --- which dataset, which columns


def test_the_header_tells_the_dataset(upload) -> None:
    """Without it, a file with a name of its own could replace the wrong dataset."""
    found = upload(copy_of_export_3=LIVE["providers"])
    assert found.files[0].recognition.reason == "Support organisations, because the header has exactly its columns."
    assert found.files[0].effect == "Replaces the whole dataset Support organisations."
    found = upload(towns=b"town,people\nWien,1\n")
    assert found.files[0].dataset is None
    assert found.errors[0].sentence == (
        "towns.csv, line 1: the header does not tell which dataset this is, expected the header of a dataset. "
        "Choose the dataset, or use its template."
    )
    chosen = upload({"towns": FileChoices(dataset="places")}, towns=b"town,people\nWien,1\n")
    assert chosen.files[0].recognition.reason == "Places, as chosen." and len(chosen.errors) > 5


def test_a_renamed_column_waits_for_a_person(upload) -> None:
    """Without it, a column could be taken for another one without anybody having said so."""
    rows = rows_of("findings")
    rows[0][4], rows[0][5] = "Topics", "text of the result"
    content = written(rows).encode()
    found = upload(findings=content)
    assert [(each.column, each.field) for each in found.files[0].suggestions] == [
        ("Topics", "topic"),
        ("text of the result", "finding"),
    ]
    assert [(each.line, each.column, each.rule) for each in found.errors] == [
        (1, "topic", "renamed-column"),
        (1, "finding", "renamed-column"),
    ]
    assert (
        'found the column "Topics", expected "topic" (Topic). Confirm that it is the same' in found.errors[0].sentence
    )
    confirmed = {each.column: each.field for each in found.files[0].suggestions}
    assert upload({"findings": FileChoices(columns=confirmed)}, findings=content).no_change


def test_problems_name_the_column_as_the_file_does(upload) -> None:
    """Without it, staff would look for a column that their file does not have."""
    rows = rows_of("findings")
    rows[0][4] = "Topics"
    rows[6][4] = "weather"
    found = upload({"f": FileChoices(columns={"Topics": "topic"})}, f=written(rows).encode())
    (problem,) = found.errors
    assert problem.sentence.startswith('f.csv, line 7, column "Topic, in the file “Topics”" (topic): found "weather", ')


def test_a_column_more_can_be_left_out(upload) -> None:
    """Without it, staff's own remarks would have to be cut from the file each time."""
    rows = [[*row, "remark"] for row in rows_of("findings")]
    content = written(rows).encode()
    found = upload(f=content)
    assert [(each.column, each.rule) for each in found.errors] == [("remark", "extra-column")]
    assert found.files[0].suggestions[0].field is None
    found = upload({"f": FileChoices(columns={"remark": None})}, f=content)
    assert found.no_change and found.files[0].left_out == ("remark",)


def test_headers_that_cannot_be_matched(upload) -> None:
    """Without it, one of two columns of a name would win by chance."""
    rows = rows_of("findings")
    twice = upload(f=written([[*row, row[4]] for row in rows]).encode())
    assert [(each.column, each.rule) for each in twice.errors] == [("topic", "repeated-column")]
    missing = upload(f=written([row[:4] + row[5:] for row in rows]).encode())
    assert [(each.column, each.rule) for each in missing.errors] == [("topic", "missing-column")]
    both = upload(
        {"f": FileChoices(columns={"topics": "topic"})},
        f=written([[*row, "x"] for row in rows]).replace("source_url,x", "source_url,topics", 1).encode(),
    )
    assert [(each.column, each.rule) for each in both.errors] == [("topic", "repeated-column")]
    assert 'found the columns "topic" and "topics" for "topic", expected one' in both.errors[0].sentence


def test_a_number_with_the_other_decimal_mark(upload) -> None:
    """Without it, 1.234 in a file with decimal commas would silently become one and a quarter."""
    rows = rows_of("observations")
    for row in rows[1:]:
        row[4] = row[4].replace(".", ",")
    rows[8][4] = "1.234"
    found = upload(o=written(rows, ";").encode())
    assert [(each.line, each.value, each.rule) for each in found.errors] == [(9, "1.234", "decimal-mark")]
    assert "expected a decimal comma as in the other numbers" in found.errors[0].sentence


# --- several files, and what others refer to


def test_files_dropped_together_are_checked_together(upload) -> None:
    """Without it, a new source could only be published before the values that name it, or never."""
    sources = LIVE["sources"] + b"S23,New source,Eurostat,x,https://example.org/,CC BY 4.0,2026\n"
    observations = LIVE["observations"] + b"ai_use,AT,2026,total,31,% of enterprises,,S23\n"
    alone = upload(observations=observations)
    assert [(each.line, each.column, each.rule) for each in alone.errors] == [(4808, "source_id", "foreign-key")]
    both = upload(observations=observations, sources=sources)
    assert both.errors == ()
    assert {name: (len(each.added), len(each.removed)) for name, each in both.difference.items()} == {
        "observations": (1, 0),
        "sources": (1, 0),
    }
    assert both.result == LIVE | {"observations": observations, "sources": sources}


def test_a_row_others_refer_to_must_stay(upload) -> None:
    """Without it, values would point at a place that is gone, and the next start would refuse the data."""
    rows = [row for row in rows_of("sources") if row[0] != "S11"]
    found = upload(sources=written(rows).encode())
    assert [(each.column, each.value, each.rule) for each in found.errors] == [("source_id", "S11", "foreign-key")]
    assert found.errors[0].sentence == (
        'sources.csv: the row with source_id "S11" is gone, expected it because 89 rows of Observations refer to it. '
        "Put the row back, or upload Observations without these rows together with this file."
    )


def test_one_dataset_twice_is_refused(upload) -> None:
    """Without it, the order of dropping would decide which file wins."""
    found = upload(a=LIVE["events"], b=LIVE["events"])
    assert [(each.file, each.rule) for each in found.errors] == [("b.csv", "dataset-twice")]


# --- warnings inform


def warned(found, rule: str) -> list[str]:
    assert found.errors == ()
    return [each.sentence for each in found.warnings if each.rule == rule]


def test_a_country_that_no_row_names_any_more_is_named(upload) -> None:
    """Without it, all rows of a country could be given to another and nobody would ask."""
    rows = rows_of("instruments")
    for row in rows:
        row[1] = row[1].replace("HU", "AT")
    assert warned(upload(instruments=written(rows).encode()), "place-lost") == [
        "instruments.csv: found no row of HU any more, expected some (18 live). Check that they are meant to go."
    ]


def test_values_out_of_range_and_jumps_are_named(upload) -> None:
    """Without it, a slipped decimal mark would be published."""
    rows = rows_of("observations")
    place = next(number for number, row in enumerate(rows) if row[:4] == ["dii_basic_v3", "AT", "2025", "total"])
    rows[place][4] = "735.5"
    rows.append(["dii_vhigh_v3", "AT", "2026", "total", "0.2", "% of enterprises", "", "S01"])
    found = upload(observations=written(rows).encode())
    (outside,) = warned(found, "out-of-range")
    assert outside.startswith(
        f'observations.csv, line {place + 1}, column "Value" (value): found 735.5, expected about'
    )
    assert "the range so far of dii_basic_v3. Check unit and decimal mark." in outside
    jumps = warned(found, "jump")
    assert len(jumps) == 2 and "the live value it replaces" in jumps[0] and "the value of 2025" in jumps[1]


@pytest.mark.parametrize("value", ["NaN", "inf", "-Infinity", "1e400", "7_000", "9" * 31])
def test_a_value_that_is_refused_is_not_called_unusual_too(upload, value: str) -> None:
    """Without it, one mistake would be said three times, or a year “NaN” would end in a traceback."""
    rows = rows_of("observations")
    place = next(number for number, row in enumerate(rows) if row[:4] == ["dii_basic_v3", "AT", "2025", "total"])
    rows[place][4] = value
    rows.append(["dii_vhigh_v3", "AT", value, "total", "0.2", "% of enterprises", "", "S01"])
    found = upload(observations=written(rows).encode())
    # A year of 31 digits is above the maximum, whatever its type has room for.
    last = "maximum" if value.isdigit() else "type"
    assert [(each.column, each.rule) for each in found.errors] == [("value", "type"), ("year", last)]
    assert not {each.rule for each in found.warnings} & {"out-of-range", "jump"}


def test_formulas_and_look_alikes_are_named(upload) -> None:
    """Without it, a formula would wait in the data, and an organisation would be counted twice."""
    rows = rows_of("providers")
    again = list(rows[1])
    again[0], again[1] = "P-ES-99", "AMUEBLA Cluster de Innovación del Mueble"
    rows.append(again)
    rows[2][rows[0].index("city")] = "=1+1"
    found = upload(providers=written(rows).encode())
    (formula,) = warned(found, "formula")
    assert 'providers.csv, line 3, column "Town" (city): found "=1+1", which a' in formula
    (alike,) = warned(found, "look-alike")
    assert f"providers.csv, line {len(rows)}, column" in alike and "(P-ES-01 in line 2), expected each once" in alike


# --- handing problems back


def test_more_than_a_thousand_mistakes_are_all_there(upload) -> None:
    """Without it, staff would mend a thousand and learn of the next ones afterwards."""
    found = upload(observations=LIVE["observations"].replace(b",total,", b",all,"))
    assert len(found.errors) == 3560
    (group,) = grouped(found.errors)
    assert (group.rule, group.column, group.severity, len(group.lines)) == ("enum", "size_class", "error", 3560)
    lines = list(csv.reader(io.StringIO(problems_csv(found.errors).decode("utf-8-sig"), newline="")))
    assert len(lines) == 3561
    assert lines[1][:6] == ["observations.csv", "2", "size_class", "all", "error", "enum"]


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8-sig", "utf-16"])
def test_the_annotated_copy_is_the_persons_own_file(upload, encoding: str) -> None:
    """Without it, staff would hunt for a row in a list instead of mending it where it stands."""
    header, *rows = rows_of("findings")
    rows = [row for row in rows if encodable(row, "cp1250") or row[1] == "LV"]
    for row in rows:
        row[1] = row[1].replace("LV", "ES")
    rows[0][5] = "A text\r\nin two lines"
    rows[1][5] = "=1+1"
    rows[2][4] = "wéather"
    content = written([header, *rows], ";", "\r\n").encode(encoding)
    found = upload(f=content)
    copy = annotated(found.files[0].reading, content, found.problems)
    assert copy[:2] == content[:2]
    lines = list(csv.reader(io.StringIO(copy.decode(encoding), newline=""), delimiter=";"))
    assert lines[0] == [*header, "problems"]
    assert [line[:-1] for line in lines[1:]] == [[inert(cell) for cell in row] for row in rows]
    assert lines[3][-1].startswith('column "Topic" (topic): found "wéather", expected one of policy')
    assert lines[1][-1].startswith("The whole file: f.csv: found no row of LV any more")
    assert lines[4][-1] == ""
    # Mended, the copy can be dropped as it is.
    again = upload(f=copy.decode(encoding).replace(";wéather;", ";skills;").encode(encoding))
    assert again.errors == () and again.files[0].left_out == ("problems",)
    assert [row.after[5] for row in again.difference["findings"].changed if row.key == (rows[1][0],)] == ["=1+1"]


def test_a_file_that_is_no_table_has_no_annotated_copy(upload) -> None:
    """Without it, asking for one would end in a traceback."""
    found = upload(x=b"%PDF")
    assert annotated(found.files[0].reading, b"%PDF", found.problems) is None


# --- time, and what is told meanwhile


def test_5000_rows_and_100000_observations_are_checked_and_tell_how_far_it_is() -> None:
    """Without it, staff would take a long check for a broken one."""
    places = [row[0] for row in rows_of("places")[1:]]
    sizes = ["total", "sme", "10-49", "50-249", "250+"]
    table = [rows_of("observations")[0]]
    for indicator, unit in (("ai_use", "% of enterprises"), ("cloud_any", "% of enterprises")):
        for place in places:
            for year in range(1990, 2101):
                table += [[indicator, place, str(year), size, f"{year % 70}.5", unit, "", "S02"] for size in sizes]
    for rows in (5_000, 100_000):
        told = []
        content = written(table[: rows + 1]).encode()
        found = draft(
            [UploadedFile("o.csv", content)], LIVE, CONTRACT, progress=lambda *step, told=told: told.append(step)
        )
        assert found.errors == () and found.files[0].rows == rows
        assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
        assert told[-1] == (100, 100, "Done") and all(total == 100 for _, total, _ in told)
    assert (44, 100, "Checking o.csv: 40,000 of 100,000 rows") in told


def test_others_are_answered_while_a_hostile_file_is_checked() -> None:
    """Without it, one person's bad file would stop everybody's screen."""
    content = (
        LIVE["observations"].split(b"\n")[0]
        + b"\n"
        + b"".join(b"%d,%d,%d,%d,%d,%d,%d,%d\n" % ((number,) * 8) for number in range(100_000))
    )
    beats, done = [], threading.Event()

    def beat() -> None:
        while not done.is_set():
            time.sleep(0.005)
            beats.append(time.perf_counter())

    other = threading.Thread(target=beat)
    other.start()
    found = draft([UploadedFile("o.csv", content)], LIVE, CONTRACT)
    done.set()
    other.join()
    assert [each.rule for each in found.errors if each.line is None] == ["many-problems"]
    # Counted and not timed, because on a busy machine each of them may take its time.
    assert len(beats) > 50


# --- whatever is in the cells

TEXT = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)), min_size=1, max_size=8).filter(
    lambda text: text == text.strip()
)


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXT | TEXT.map("={}".format) | TEXT.map("'={}".format), min_size=1, max_size=5))
def test_any_text_survives_download_and_upload(texts: list[str]) -> None:
    """Without it, making a download harmless would change what is published from it."""
    header, *rows = rows_of("project_targets")
    for row, text in zip(rows, texts, strict=False):
        row[1] = text
    live = LIVE | {"project_targets": written([header, *rows]).encode()}
    content = spreadsheet_csv(header, rows)
    found = draft([UploadedFile("t.csv", content)], live, CONTRACT)
    assert found.errors == () and found.no_change


def test_a_value_is_told_as_the_file_has_it(upload) -> None:
    """Without it, staff would search their file for a number it does not contain."""
    rows = rows_of("cluster_organisations")
    for name in ("latitude", "longitude"):
        for row in rows[1:]:
            row[rows[0].index(name)] = row[rows[0].index(name)].replace(".", ",")
    rows[1][rows[0].index("latitude")] = "471,20"
    found = upload(c=written(rows, ";").encode())
    assert [(each.line, each.value, each.rule) for each in found.errors] == [(2, "471,20", "maximum")]
    assert 'found "471,20", expected 90 or less' in found.errors[0].sentence


def test_a_header_of_titles_is_recognised_and_confirmed(upload) -> None:
    """Without it, a table that a colleague gave readable column names would have to be renamed by hand."""
    rows = rows_of("observations")
    rows[0] = ["Indicator", "Place", "Year", "Size class", "Value", "Unit", "Flag", "Source"]
    content = written(rows).encode()
    found = upload(o=content)
    assert found.files[0].dataset == "observations"
    assert [each.field for each in found.files[0].suggestions] == rows_of("observations")[0]
    assert {each.rule for each in found.errors} == {"renamed-column"}
    confirmed = {each.column: each.field for each in found.files[0].suggestions}
    assert upload({"o": FileChoices(columns=confirmed)}, o=content).no_change


# The observations are five sixths of all rows, and nothing refers to them.
QUICK = Contract(
    {name: dataset for name, dataset in CONTRACT.datasets.items() if name != "observations"}, CONTRACT.package
)
QUICK_LIVE = {name: content for name, content in LIVE.items() if name != "observations"}
PIECES = st.sampled_from(
    [b",", b";", b'"', b"\n", b"\r", b"\x00", b"\xff", b"'", b"=", b"\t", b" ", b"1e400", b"x", b""]
)


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(["project_targets", "regions", "findings"]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 30), PIECES), max_size=4),
    st.sampled_from([None, "places", "regions"]),
)
def test_no_file_ends_in_a_traceback_and_no_result_breaks_the_contract(dataset, edits, chosen) -> None:
    """Without it, a file nobody thought of would show a traceback, or be published and stop the next start."""
    content = LIVE[dataset][:4000]
    for place, length, piece in edits:
        content = content[:place] + piece + content[place + length :]
    found = draft([UploadedFile("f.csv", content)], QUICK_LIVE, QUICK, {"f.csv": FileChoices(dataset=chosen)})
    assert (found.result is None) == bool(found.errors)
    for problem in found.problems:
        assert problem.sentence.startswith("f.csv") and problem.sentence.endswith(".")
    if found.result is not None:
        assert check_files(found.result, QUICK) == []
    annotated(found.files[0].reading, content, found.problems)


@pytest.mark.parametrize("header", ["provider_id,source_id", "source_id,source_id"])
def test_under_a_wrong_header_the_cause_is_named_and_not_what_follows_from_it(header):
    """A hundred rows that “are gone” would bury the one line that says why."""
    content = LIVE["sources"].replace(b"source_id,title", header.encode(), 1)
    made = draft(
        [UploadedFile("sources.csv", content)], LIVE, CONTRACT, {"sources.csv": FileChoices(dataset="sources")}
    )
    assert made.errors[0].line == 1
    assert not [each.sentence for each in made.errors if "is gone" in each.sentence]
    assert grouped(made.errors)[0].lines[0] == 1
