"""A table that is none of the datasets is told by what it is."""

import pytest

from data.intake.files import FileChoices
from tests.data.intake.conftest import rows_of, written

HEADER = "place_code,year,metric,value,unit,unit_note,source_url,confidence"
ROW = "AT,2026,cluster_organisations_eccp,1091,clusters,,https://example.org/a,high"


def other(sign: str) -> str:
    return f"{HEADER}\n{ROW}\n".replace(",", sign)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Published figures\n\n{HEADER}\n{ROW}\n", "stand in line 3, expected it first. Remove lines 1 and 2."),
        (f"Published figures\n{HEADER}\n{ROW}\n", "seems to stand in line 2, expected it first. Remove line 1."),
        ("Figures, of clusters\nby country\n\n" + other(";"), "stand in line 4, expected it first. Remove lines 1 to"),
        ("Figures\t2026\n" + other("\t"), "the header seems to stand in line 2"),
        (other("|"), "found one column, expected several: separators known are comma, semicolon and tab; this file "
                     "seems to have “|” between its columns."),
        (other("^"), "this file seems to have “^” between its columns"),
        (other("   "), "this file seems to have spaces between its columns"),
        (f'"{HEADER}";;;\n"{ROW}";;;\n', "line 1: found whole lines in quotation marks"),
        (f'"{HEADER}"\n"{ROW}"\n', "line 1: found whole lines in quotation marks"),
        ("\n".join(f"{name},x,y" for name in HEADER.split(",")), "found the names of columns one below the other"),
        (f"{ROW}\n{ROW}\n", "line 1: found a row of values, such as “2026”, expected the header in the first row."),
        ("freq,unit,geo\\TIME_PERIOD\t2024 \t2025 \nA,PC,AT\t1 \t2 \n", "found Eurostat's TSV"),
        ("unit,geo\\time\t2015 \nPC,AT\t1 \n", "found Eurostat's TSV"),
        ("freq,unit,geo,TIME_PERIOD,OBS_VALUE\nA,PC,AT,2025,1\n", "found Eurostat's columns without DATAFLOW"),
        ("STRUCTURE,STRUCTURE_ID,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\nDATAFLOW,OECD:X,AUT,B,2025,1\n",
         "found OECD's layout"),
        ("LOCATION,INDICATOR,TIME,Value\nAUT,GERD,2025,1\n", "found OECD's layout"),
        ('"Data Source","World Development Indicators",\n\n"Country Name","Country Code","Indicator Name",'
         '"Indicator Code","2024"\n"Austria","AUT","x","y","1"\n', "line 3: found the World Bank's layout"),
        ("Series Name,Series Code,Country Name,Country Code,2024 [YR2024]\na,b,Austria,AUT,1\n",
         "found the World Bank's layout"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("chosen", [None, "cluster_counts"])
def test_a_table_that_is_no_dataset_gets_its_own_sentence(upload, text: str, words: str, chosen: str | None) -> None:
    """Without it, “the header does not tell” would be all that is said of a table whose trouble is plain to see."""
    found = upload({"t": FileChoices(dataset=chosen)}, t=text.encode())
    (problem,) = found.errors
    assert words in problem.sentence
    assert problem.sentence.startswith("t.csv, line ") and problem.sentence.endswith(".")


def test_a_wrong_separator_is_told_and_can_be_chosen_anew(upload) -> None:
    """Without it, whoever chose a wrong separator would not be told which one is right."""
    found = upload({"t": FileChoices(delimiter=";")}, t=other(",").encode())
    (problem,) = found.errors
    assert problem.sentence.endswith("found one column with the separator semicolon, expected several. "
                                     "Choose the separator comma.")  # fmt: skip
    assert found.files[0].reading.dialect.delimiter == ";"


def test_a_column_without_a_name_can_be_left_out(upload) -> None:
    """Without it, remarks beside a table could be left out on no command line."""
    rows = [[*row[:2], f"remark {place}" if place else "", *row[2:]] for place, row in enumerate(rows_of("findings"))]
    content = written(rows).encode()
    (problem,) = upload(f=content).errors
    assert "found a column without a name (column 3)" in problem.sentence
    assert 'its name is "column 3" until it has one.' in problem.sentence
    assert upload({"f": FileChoices(columns={"column 3": None})}, f=content).no_change
