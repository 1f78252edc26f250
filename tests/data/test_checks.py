"""Every kind of mistake is reported where it stands, with what to do."""

import ast
import csv
import io

import pytest

from data.checks.canonical import read_kept
from data.checks.problems import SENTENCES, Problem
from data.checks.rules import check_files, check_table
from data.contract import Contract, read_contract
from data.settings import ROOT

CONTRACT = read_contract()
FILES = {name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}


# Nothing refers to the observations and they are five sixths of all rows, so most tests go without.
WITHOUT_OBSERVATIONS = Contract(
    {name: dataset for name, dataset in CONTRACT.datasets.items() if name != "observations"}, CONTRACT.package
)


def check(**changed: bytes | None) -> list[Problem]:
    contract = CONTRACT if "observations" in changed else WITHOUT_OBSERVATIONS
    files = {**{name: FILES[name] for name in contract.datasets}, **changed}
    return check_files({name: content for name, content in files.items() if content is not None}, contract)


def one(**changed: bytes | None) -> Problem:
    (problem,) = check(**changed)
    text = problem.sentence
    assert text.startswith(problem.file) and "expected" in text and text.endswith(".")
    if problem.line is not None:
        assert f"line {problem.line}" in text
    return problem


def edit(dataset: str, line: int, column: str, value: str) -> bytes:
    """The shipped file with one cell changed; no row of these datasets spans two lines."""
    lines = list(csv.reader(io.StringIO(FILES[dataset].decode("utf-8"), newline="")))
    lines[line - 1][lines[0].index(column)] = value
    return write(lines)


def write(lines: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode("utf-8")


@pytest.mark.parametrize(
    ("dataset", "line", "column", "value", "rule", "words"),
    [
        ("observations", 40, "year", "20l9", "type", 'found "20l9", expected a whole number such as 2019'),
        ("observations", 41, "value", "12,5", "type", 'found "12,5", expected a number such as 12.5'),
        ("observations", 42, "value", "NaN", "type", 'found "NaN", expected a number'),
        ("observations", 43, "year", "2_019", "type", 'found "2_019", expected a whole number'),
        ("observations", 44, "value", " 5", "type", 'found " 5", expected a number'),
        ("observations", 44, "value", "1e400", "type", 'found "1e400", expected a number'),
        ("observations", 40, "year", "9" * 20, "maximum", f'found "{"9" * 20}", expected 2100 or less (year)'),
        ("observations", 40, "year", "-" + "9" * 20, "minimum", "expected 1990 or more (year). Correct the number."),
        ("regions", 3, "latitude", "9" * 400, "maximum", "expected 90 or less (degrees north)"),
        ("events", 4, "participants", "9" * 19, "type", "expected at most 18 digits (people)"),
        ("events", 4, "participants", "-" + "9" * 19, "minimum", "expected 0 or more (people)"),
        ("observations", 41, "value", "9" * 31 + ".5", "type", "expected at most 30 digits before the decimal point"),
        ("events", 10, "start_date", "2020-07", "type", 'found "2020-07", expected a date such as 2021-06-30'),
        ("events", 10, "start_date", "2020-7-1", "type", 'found "2020-7-1", expected a date'),
        ("events", 10, "start_date", "2020-02-30", "type", 'found "2020-02-30", expected a date'),
        ("events", 10, "title", "", "required", "found an empty cell, expected a value in every row. Fill"),
        ("events", 10, "format", "by post", "enum", 'found "by post", expected one of in person, online, hybrid'),
        ("events", 4, "participants", "-3", "minimum", 'found "-3", expected 0 or more (people)'),
        ("instruments", 9, "aid_intensity_pct", "120", "maximum", "expected 100 or less (% of eligible costs)"),
        ("instruments", 9, "start_year", "1066", "minimum", "expected 1990 or more (year)"),
        ("regions", 3, "latitude", "471.2", "maximum", "expected 90 or less (degrees north)"),
        ("maturity_rubric", 3, "level", "6", "maximum", "expected 5 or less"),
        ("sources", 3, "url", "www.x.eu", "pattern", "expected a web address that begins with http://"),
        ("events", 10, "event_id", "EV-9", "pattern", "expected the form EV-\\d{3} (Identifier: EV and running"),
        ("events", 10, "summary", "Text \n", "spaces", 'found "Text  ", expected no space or line break'),
        (
            "instruments",
            7,
            "themes",
            "skills;digitisation;awarenes",
            "pattern",
            'found "digitisation", "awarenes" in the list "skills;digitisation;awarenes", expected only items of',
        ),
        ("instruments", 7, "themes", "skills; awareness", "pattern", 'found " awareness" in the list'),
        ("instruments", 7, "themes", "skills;", "pattern", 'found an empty item in the list "skills;"'),
        ("providers", 7, "sectors", "wood;;metal", "pattern", 'an empty item in the list "wood;;metal"'),
    ],
)
def test_a_bad_cell(dataset, line, column, value, rule, words):
    found = check(**{dataset: edit(dataset, line, column, value)})
    problem = found[0]
    assert (problem.dataset, problem.file) == (dataset, f"{dataset}.csv")
    assert (problem.line, problem.column, problem.value, problem.rule) == (line, column, value, rule)
    field = CONTRACT.datasets[dataset].fields[column]
    assert f'{dataset}.csv, line {line}, column "{field.title}" ({column}): ' in problem.sentence
    assert words in problem.sentence
    # What is wrong in the cell is said once; other problems come from keys that refer to it.
    assert [p for p in found if p.dataset == dataset] == [problem]


def test_a_repeated_primary_key():
    problem = one(events=edit("events", 10, "event_id", "EV-002"))
    assert (problem.line, problem.column, problem.value, problem.rule) == (10, "event_id", "EV-002", "primary-key")
    assert 'found event_id "EV-002", which stands in line 3 already' in problem.sentence


def test_a_repeated_key_of_several_columns():
    lines = FILES["observations"].splitlines(keepends=True)
    problem = one(observations=b"".join([*lines, lines[99]]))
    assert (problem.line, problem.column, problem.rule) == (4808, "size_class", "primary-key")
    assert "stands in line 100 already" in problem.sentence


def test_a_repeated_unique_value():
    label = "At least basic digital intensity (DII version 3)"
    problem = one(indicators=edit("indicators", 5, "label", label))
    assert (problem.line, problem.column, problem.rule) == (5, "label", "unique")


def test_a_foreign_key_names_its_column():
    problem = one(observations=edit("observations", 77, "place_code", "GB"))
    assert (problem.line, problem.column, problem.value, problem.rule) == (77, "place_code", "GB", "foreign-key")
    assert 'column "Place" (place_code): found "GB", expected a place_code that places.csv (Places) has' in (
        problem.sentence
    )
    assert "add it to places.csv first" in problem.sentence


def test_a_foreign_key_of_several_columns():
    lines = list(csv.reader(io.StringIO(FILES["maturity_rubric"].decode("utf-8"), newline="")))
    without = [line for line in lines if (line[0], line[lines[0].index("level")]) != ("D1", "3")]
    assert len(without) == len(lines) - 1
    found = check(maturity_rubric=write(without))
    assert {(problem.dataset, problem.column, problem.value, problem.rule) for problem in found} == {
        ("maturity_assessments", "level", "3", "foreign-key")
    }
    expected = 'columns "Dimension" (dimension_id) and "Level" (level): found "D1", "3", expected a'
    assert found[0].line == 2 and expected in found[0].sentence


def test_a_dataset_that_refers_to_itself():
    problem = one(places=edit("places", 20, "parent_code", "ZZ"))
    assert (problem.line, problem.column, problem.rule) == (20, "parent_code", "foreign-key")


def test_an_empty_foreign_key_refers_to_nothing():
    assert check(practice_adoptions=edit("practice_adoptions", 2, "practice_id", "")) == []


def test_a_missing_file_is_said_once():
    problem = one(places=None)
    assert (problem.file, problem.line, problem.rule) == ("places.csv", None, "missing-file")


def test_an_empty_file():
    assert [problem.rule for problem in check(sources=b"")] == ["empty-file"]
    assert "the file is empty, expected a header with 7 columns" in one(sources=b"\n\n").sentence
    header = FILES["findings"].split(b"\n")[0]
    assert "holds only a header" in one(findings=header).sentence


def test_an_unknown_file():
    problem = one(towns=b"a,b\n1,2\n")
    assert problem.rule == "unknown-file" and "expected one of places, regions" in problem.sentence


def test_not_utf8_names_the_line():
    problem = one(findings=FILES["findings"].decode("utf-8").encode("cp1252"))
    assert (problem.rule, problem.line) == ("encoding", 11)  # the first accent: Región de Murcia
    assert one(findings=FILES["findings"].decode("utf-8").encode("utf-16")).rule == "encoding"
    zero = one(findings=FILES["findings"].replace(b"skills", b"\x00", 1))
    assert zero.rule == "encoding" and zero.line > 1 and "byte 0x00" in zero.sentence


def test_a_byte_order_mark():
    assert one(findings=b"\xef\xbb\xbf" + FILES["findings"]).rule == "byte-order-mark"


HEADER = b"finding_id,country_code,region_name,place_code,topic,finding,source_url"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (b"id,country_code,region_name,place_code,topic,finding,source_url", [("finding_id", "renamed-column")]),
        (
            b"finding_id,Country_Code,region_name,place_code,topic,finding,source_url",
            [("country_code", "renamed-column")],
        ),
        (
            b"finding_id,Country_Code,region_name,place_code,subject,finding,source_url",
            [
                ("country_code", "missing-column"),
                ("topic", "missing-column"),
                ("Country_Code", "extra-column"),
                ("subject", "extra-column"),
            ],
        ),
        (
            b"finding_id,country_code,region_name,place_code,topic,finding,topic",
            [("source_url", "missing-column"), ("topic", "repeated-column")],
        ),
    ],
)
def test_a_header_with_other_names(header, found):
    problems = check(findings=FILES["findings"].replace(HEADER, header, 1))
    assert [(problem.column, problem.rule) for problem in problems] == found
    assert all(problem.line == 1 for problem in problems)


def test_a_missing_column():
    lines = list(csv.reader(io.StringIO(FILES["findings"].decode("utf-8"), newline="")))
    problem = one(findings=write([line[:4] + line[5:] for line in lines]))
    assert (problem.line, problem.column, problem.rule) == (1, "topic", "missing-column")
    assert 'the column "topic" (Topic) is missing, expected 7 columns. Add it as column 5.' in problem.sentence


def test_an_extra_column():
    lines = list(csv.reader(io.StringIO(FILES["findings"].decode("utf-8"), newline="")))
    problem = one(findings=write([[*line, "remark"] for line in lines]))
    assert (problem.line, problem.column, problem.rule) == (1, "remark", "extra-column")


def test_columns_in_another_order():
    """The project writes one order only; uploads may come in any (see tests/data/intake)."""
    lines = list(csv.reader(io.StringIO(FILES["findings"].decode("utf-8"), newline="")))
    problem = one(findings=write([[*line[:4], *line[5:], line[4]] for line in lines]))
    assert (problem.line, problem.column, problem.rule) == (1, "finding", "column-order")
    assert (
        'found "finding" (Finding) as column 5, expected it as column 6. Move it there: the columns are finding_id, '
        in (problem.sentence)
    )


def test_ragged_rows():
    lines = FILES["findings"].split(b"\n")
    lines[4] = lines[4].rsplit(b",", 1)[0]
    lines[6] += b",more"
    found = check(findings=b"\n".join(lines))
    assert [(problem.line, problem.rule) for problem in found] == [(5, "ragged-row"), (7, "ragged-row")]
    assert "found 6 cells, expected 7 as in the header" in found[0].sentence
    assert "found 8 cells" in found[1].sentence and "needs quotation marks" in found[1].sentence


def test_a_ragged_row_still_is_there_for_those_who_refer_to_it():
    lines = FILES["indicators"].split(b"\n")
    lines[1] += b","
    assert [problem.rule for problem in check(indicators=b"\n".join(lines))] == ["ragged-row"]


def test_a_row_of_empty_cells():
    problem = one(findings=FILES["findings"] + b",,,,,,\n")
    assert (problem.line, problem.rule) == (60, "blank-row")


def test_rows_of_empty_cells_by_the_thousand_hide_no_mistake():
    """A spreadsheet saved with its empty rows still names the one wrong cell in it."""
    wrong = FILES["findings"].split(b"\n")[1].split(b",", 2)
    content = FILES["findings"] + b",,,,,,\n" * 12_000 + b",".join([b"FI-999", b"XX", wrong[2]]) + b"\n"
    found = check(findings=content)
    assert [(each.line, each.column) for each in found if each.rule != "blank-row"] == [(12_060, "country_code")]
    assert len(found) == 10_000


def test_a_quotation_mark_that_is_never_closed():
    lines = FILES["findings"].split(b"\n")
    lines[20] = lines[20].replace(b",", b',"', 1)
    found = check(findings=b"\n".join(lines))
    assert [(problem.line, problem.rule) for problem in found] == [(21, "quotes")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end):
    """Line breaks inside cells and empty lines come before the mistake."""
    lines = [
        HEADER.decode(),
        'FI-001,,all ten regions,ALL,policy,"A text in',
        'two lines, with ""quotes""",https://example.org/',
        "",
        "FI-002,,all ten regions,ALL,policy,A text,https://example.org/",
        'FI-003,,all ten regions,ALL,policy,"A text with',
        "",
        'an empty line",https://example.org/',
        "FI-004,,all ten regions,ALL,weather,A text,https://example.org/",
        "",
        'FI-005,,all ten regions,ALL,rain,"A text',
        'in two lines",https://example.org/',
    ]
    found = check(findings=end.join(lines).encode("utf-8"))
    assert [(problem.line, problem.column, problem.value) for problem in found] == [
        (9, "topic", "weather"),
        (11, "topic", "rain"),
    ]
    assert found[0].sentence.startswith('findings.csv, line 9, column "Topic" (topic): found "weather"')


def test_more_than_a_thousand_problems_are_all_reported():
    rows = FILES["observations"].replace(b",total,", b",all,")
    found = check(observations=rows)
    assert len(found) == 3560
    assert {(problem.column, problem.rule) for problem in found} == {("size_class", "enum")}
    lines = [problem.line for problem in found]
    assert lines == sorted(lines) and lines[0] == 2


def test_problems_come_in_the_order_of_files_lines_and_columns():
    events = edit("events", 10, "format", "by post")
    lines = list(csv.reader(io.StringIO(events.decode("utf-8"), newline="")))
    lines[4][lines[0].index("country_code")] = "GB"
    lines[9][lines[0].index("type")] = "party"
    found = check(
        events=write(lines),
        regions=edit("regions", 3, "role", "guest"),
        sources=edit("sources", 2, "url", "x"),
    )
    assert [(problem.dataset, problem.line, problem.column) for problem in found] == [
        ("regions", 3, "role"),
        ("events", 5, "country_code"),
        ("events", 10, "type"),
        ("events", 10, "format"),
        ("sources", 2, "url"),
    ]


def test_one_dataset_against_the_keys_of_others():
    table, problems = read_kept(edit("actions", 2, "country_code", "UK"), CONTRACT.datasets["actions"])
    assert problems == [] and check_table(table, {}, CONTRACT) == []
    targets = {key: frozenset({("AT",)}) for key in table.dataset.foreign_keys}
    found = check_table(table, targets, CONTRACT)
    assert len(found) == 29 and {problem.rule for problem in found} == {"foreign-key"}


def test_long_values_are_shortened_in_the_sentence_only():
    value = "https//" + "x" * 200
    problem = one(findings=edit("findings", 4, "source_url", value))
    assert problem.value == value and f'"{value[:77]}..."' in problem.sentence


def test_every_kind_of_problem_has_its_sentence_and_its_check():
    """A kind without a sentence would end in a traceback, a sentence without a check would be kept for nobody."""
    written = set()
    for path in [path for part in ("checks", "intake") for path in (ROOT / "data" / part).glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") in {"problem", "header_problem"} and isinstance(call.args[0], ast.Constant):
                assert call.args[0].value in SENTENCES
        written |= (
            {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
            if path.stem != "problems"
            else set()
        )
    # These two are told by the checker of a cell, and by what reads a broken file.
    assert set(SENTENCES) - written <= {"ragged-row", "quotes"}
