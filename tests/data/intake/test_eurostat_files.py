"""Eurostat files as people bring them: whatever is wrong with one is said as an error or warning of its own."""

import csv
import io
import re
from itertools import combinations

import pytest

from data import live
from data.__main__ import main
from data.contract import read_contract
from tests.data.intake.conftest import rows_of
from tests.data.intake.test_eurostat import first, first_with_labels, live_value, second

HEADER = "DATAFLOW,LAST UPDATE,freq,size_emp,nace_r2,indic_is,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"
NEW = ("GE10", "E_DI3_GELO", "AT", "2026", "61.5", "")


def one_row(dataset: str, dimensions: str, cells: str) -> bytes:
    """A file of one value of Austria for 2026: `dimensions` are the names of its columns, `cells` their codes."""
    header = f"DATAFLOW,LAST UPDATE,freq,{dimensions},geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"
    return f"{header}\r\nESTAT:{dataset}(1.0),17/12/25 11:00:00,A,{cells},AT,2026,65.1,\r\n".encode()


def test_a_file_with_labels_only_is_an_error_that_says_so(upload) -> None:
    """Without it, such a file would be “no change: the data are live already”."""
    row = "ESTAT:ISOC_E_DII(1.0),01/10/26,Annual,10 persons or more,All activities,At least basic,Percentage,Austria"
    found = upload(estat=f"{HEADER}\r\n{row},2026,61.5,\r\n".encode())
    assert found.result is None
    assert [each.sentence for each in found.problems] == [
        "estat.csv: no row could be taken over, expected at least one: the file has labels in place of codes (1 row). "
        "Download the file with codes, or with codes and labels."
    ]


@pytest.mark.parametrize("row", [
    ("GE10", "E_DI3_GELO", "BE", "2021", "1", ""),
    ("GE10", "E_DI9_GELO", "AT", "2021", "1", ""),
    ("GE10", "E_DI3_GELO", "AT", "2021-Q1", "1", ""),
    ("GE10", "E_DI3_GELO", "AT", "2021", ":", "u"),
    ("GE10", "E_DI3_GELO", "AT", "2021", ": c", ""),
    ("Oct-49", "E_DI3_GELO", "AT", "2021", "1", ""),
])  # fmt: skip
def test_a_file_of_which_nothing_is_taken_is_an_error(upload, row: tuple[str, ...]) -> None:
    """Without it, a file that was chosen wrongly would end with “the data are live already”."""
    found = upload(estat=second([row, row]))
    assert found.result is None and not found.no_change
    assert [each.rule for each in found.errors] == ["nothing-taken"]
    assert found.errors[0].sentence.endswith(".") and "(2 rows)" in found.errors[0].sentence


def test_one_row_that_is_taken_makes_the_others_no_error(upload) -> None:
    """Without it, the whole table as it is downloaded, with all countries, would be refused."""
    one = live_value("dii_basic_v3", "AT", "2021", "total")
    found = upload(estat=second([("GE10", "E_DI3_GELO", "BE", "2021", "1", ""), (*NEW[:3], "2021", one[4], one[6])]))
    assert found.problems == () and found.no_change


@pytest.mark.parametrize("make", [first, first_with_labels, second, lambda rows: second(rows, labels=True)])
def test_columns_may_stand_in_any_order(upload, make) -> None:
    """Without it, a file whose dimensions stand after the value would have no codes at all."""
    table = list(csv.reader(io.StringIO(make([NEW]).decode(), newline="")))
    turned = "\n".join(",".join(f'"{cell}"' for cell in reversed(row)) for row in table) + "\n"
    found = upload(estat=turned.encode())
    assert found.errors == ()
    assert [row[:5] for row in found.difference["observations"].added] == [
        ("dii_basic_v3", "AT", "2026", "total", "61.5")
    ]


def test_a_copy_that_came_back_with_its_problems_is_still_read(upload) -> None:
    """Without it, the column with the problems would count as a dimension, and no series would be known."""
    content = first([NEW]).replace(b"OBS_FLAG", b"OBS_FLAG,problems").replace(b"61.5,", b"61.5,,Check it.")
    assert len(upload(estat=content).difference["observations"].added) == 1


def test_a_dimension_that_stands_twice_is_refused(upload) -> None:
    """Without it, the second of two columns with the same name would decide in silence."""
    content = first([NEW]).replace(b"unit,geo", b"unit,unit,geo").replace(b"PC_ENT,AT", b"PC_TURN,PC_ENT,AT")
    assert [each.rule for each in upload(estat=content).errors] == ["repeated-column"]


@pytest.mark.parametrize(("dataset", "dimensions", "cells", "indicator", "source"), [
    ("ISOC_SK_DSKL_I21", "ind_type,indic_is,unit", "IND_TOTAL,I_DSK2_BAB,PC_IND", "digital_skills_basic", "S03"),
    ("EDAT_LFSE_03", "sex,age,isced11,unit", "T,Y15-64,ED5-8,PC", "tertiary_15_64", "S16"),
    ("DEMO_R_D2JAN", "unit,sex,age", "NR,T,TOTAL", "population", "S39"),
    ("TGS00003", "unit", "MIO_EUR", "gdp_mio_eur", "S40"),
    ("RD_E_GERDREG", "sectperf,unit", "BES,PC_GDP", "rd_berd_pct_gdp_region", "S36"),
])  # fmt: skip
def test_every_dataset_of_eurostats_indicators_can_be_brought_in(
    upload, dataset: str, dimensions: str, cells: str, indicator: str, source: str
) -> None:
    """Without it, staff could not renew an indicator that is on screen from the file it comes from."""
    found = upload(estat=one_row(dataset, dimensions, cells))
    assert found.errors == () and not [each for each in found.warnings if each.rule == "unchecked-series"]
    (row,) = found.difference["observations"].added
    assert (row[0], row[1], row[4], row[7]) == (indicator, "AT", "65.1", source)


@pytest.mark.parametrize(("dataset", "dimensions", "cells", "indicator"), [
    ("TEC00114", "indic_ppp,ppp_cat18", "VI_PPS_EU27_2020_HAB,GDP", "gdp_pc_pps_index"),
    ("TGS00026", "direct,na_item,unit", "BAL,B6N,PPS_EU27_2020_HAB", "disposable_income_pps"),
])  # fmt: skip
def test_codes_that_were_never_compared_are_warned_of(upload, dataset, dimensions, cells, indicator) -> None:
    """Without it, a series that only looks like ours would be published with nobody having looked."""
    (warning,) = [
        each for each in upload(estat=one_row(dataset, dimensions, cells)).warnings if each.rule == "unchecked-series"
    ]
    assert warning.line == 2 and f"found values of {indicator}, whose codes" in warning.sentence
    assert warning.sentence.endswith("Compare some values before you publish.")


def test_disposable_income_in_millions_is_never_taken_for_that_per_inhabitant(upload) -> None:
    """Without it, the table's other unit would be published as PPS per inhabitant."""
    found = upload(estat=one_row("TGS00026", "direct,na_item,unit", "BAL,B6N,MIO_PPS_EU27_2020"))
    assert [each.rule for each in found.errors] == ["nothing-taken"]


# Spreadsheets


@pytest.mark.parametrize("cell", ["Oct-49", "oct-49", "Okt 49", "Okt. 49", "out/49", "01.10.1949", "1949-10-01"])
def test_a_size_class_that_a_spreadsheet_changed_is_a_warning_of_its_own(upload, cell: str) -> None:
    """Without it, small enterprises would be missing among the rows that nobody needs."""
    found = upload(estat=first([NEW, (cell, *NEW[1:4], "58.1", ""), ("GE10", "E_DI3_GELO", "BE", "2026", "1", "")]))
    (warning,) = [each for each in found.warnings if each.rule == "left-out"]
    assert warning.sentence == (
        f"estat.csv, line 3: “{cell}” is 10-49 changed by a spreadsheet, expected rows that can be taken over (1 row "
        "left out for such a reason). Use the file as downloaded, without opening and saving it in a spreadsheet."
    )
    assert next(iter(found.files[0].unmapped_counts)) == f"“{cell}” is 10-49 changed by a spreadsheet"


def test_another_code_that_became_a_date_is_named_too(upload) -> None:
    """Without it, only the one size class that we know of would be told."""
    found = upload(estat=first([NEW, ("02-Sep", *NEW[1:4], "58.1", "")]))
    (warning,) = [each for each in found.warnings if each.rule == "left-out"]
    assert "“02-Sep” is a code changed by a spreadsheet" in warning.sentence


# Flags

KEPT = "bdefinpru"


def test_every_flag_of_eurostats_list_and_every_pair_is_kept(upload) -> None:
    """Without it, estimates and provisional values would be left out below a list of strange countries."""
    flags = [*KEPT, *map("".join, combinations(KEPT, 2)), "bep"]
    found = upload(estat=first([(*NEW[:3], str(2030 + place), "61.5", flag) for place, flag in enumerate(flags)]))
    assert found.errors == () and found.files[0].unmapped == ()
    assert {row[2]: row[6] for row in found.difference["observations"].added} == {
        str(2030 + place): flag for place, flag in enumerate(flags)
    }


def test_flags_are_written_in_one_way(upload) -> None:
    """Without it, the same flags would be two kinds on screen, or refused."""
    written = {"2030": "e p", "2031": "eb", "2032": "U", "2033": "b u", "2034": "p:provisional"}
    found = upload(estat=first([(*NEW[:3], year, "61.5", flag) for year, flag in written.items()]))
    assert {row[2]: row[6] for row in found.difference["observations"].added} == {
        "2030": "ep", "2031": "be", "2032": "u", "2033": "bu", "2034": "p",
    }  # fmt: skip


def test_a_capital_is_a_mark_of_confidentiality(upload) -> None:
    """Without it, “P”, secrecy arrangements, would be read as “p”, provisional."""
    (error,) = upload(estat=first([(*NEW[:5], "P")])).errors
    assert "Eurostat says that the value is under secrecy arrangements (flag P)" in error.sentence


def test_a_flag_of_the_former_list_is_said(upload) -> None:
    """Without it, a flag would change in silence."""
    (said,) = [each for each in upload(estat=first([(*NEW[:5], "s")])).warnings if each.rule == "older-flag"]
    assert said.sentence == (
        "estat.csv, line 2: found the flag s in 1 row, expected i, as Eurostat writes its own estimates since January "
        "2025. It is kept as i."
    )


@pytest.mark.parametrize(("flag", "why"), [
    ("c", "that the value is confidential (flag C)"),
    ("m", "that the value cannot exist (flag m)"),
    ("z", "that the value cannot exist (flag m)"),
])  # fmt: skip
def test_a_value_that_is_withheld_is_explained(upload, flag: str, why: str) -> None:
    """Without it, a secret number, or a nought that stands for nothing, would be published."""
    found = upload(estat=first([NEW, ("GE250", *NEW[1:4], "0", flag), ("10-49", *NEW[1:4], ":", flag)]))
    assert [(each.line, each.rule, each.reason) for each in found.files[0].unmapped] == [
        (3, "withheld", f"Eurostat says {why}"),
        (4, "no-value", f"Eurostat says {why}"),
    ]
    assert [each.rule for each in found.warnings if each.line == 3] == ["left-out"]


def test_the_column_of_confidentiality_counts(upload) -> None:
    """Without it, “not for publication” would be published, for the column was not read."""
    content = first([NEW]).replace(b"OBS_FLAG", b"OBS_FLAG,CONF_STATUS").replace(b"61.5,", b"61.5,p,N")
    (error,) = upload(estat=content).errors
    assert "Eurostat says that the value is not for publication (flag N)" in error.sentence


def test_observations_take_the_same_flags_as_eurostats_files() -> None:
    """Without it, a flag taken from Eurostat could not be uploaded again from a download."""
    pattern = read_contract().datasets["observations"].fields["flag"].pattern
    assert pattern and re.fullmatch(pattern, KEPT)
    assert not re.fullmatch(pattern, "ub") and not re.fullmatch(pattern, "c")
    assert {row[6] for row in rows_of("observations")[1:]} == {"", "b"}


def test_the_command_line_ends_with_1_where_nothing_is_taken(tmp_path, monkeypatch, capsys) -> None:
    """Without it, a script would go on as if the file were live."""
    path = tmp_path / "estat.csv"
    path.write_bytes(second([("GE10", "E_DI3_GELO", "BE", "2021", "1", "")]))
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    live.forget()
    assert main(["check", "auto", str(path)]) == 1
    printed = capsys.readouterr().out
    assert "estat.csv: no row could be taken over, expected at least one: the place BE is not among" in printed
    assert "No change" not in printed
