"""Eurostat's files are taken as they are downloaded: merged by key, and nothing is dropped in silence."""

import csv
import re

import pytest

from data.intake.eurostat import SERIES_PATH, series
from data.intake.files import FileChoices
from data.intake.report import unmapped_csv
from tests.data.intake.conftest import LIVE, rows_of, written

NACE = "C10-S951_X_K"


def first(values: list[tuple[str, ...]]) -> bytes:
    """Layout 1.0, without labels."""
    header = "DATAFLOW,LAST UPDATE,freq,size_emp,nace_r2,indic_is,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG".split(",")
    rows = [
        ["ESTAT:ISOC_E_DII(1.0)", "11/12/25 23:00:00", "A", size, NACE, indic, "PC_ENT", geo, year, value, flag]
        for size, indic, geo, year, value, flag in values
    ]
    return written([header, *rows], ",", "\r\n").encode()


def first_with_labels(values: list[tuple[str, ...]]) -> bytes:
    """Layout 1.0 with codes and labels in one cell."""
    header = ["DATAFLOW:Dataflow", "LAST UPDATE", "freq:Time frequency", "size_emp:Size classes", "nace_r2:Activities"]
    header += ["indic_is:Information society indicator", "unit:Unit of measure", "geo:Geopolitical entity"]
    header += ["TIME_PERIOD:Time", "OBS_VALUE", "OBS_FLAG:Observation status"]
    rows = [
        ["ESTAT:ISOC_E_DII(1.0):Digital intensity", "11/12/25 23:00:00", "A:Annual", f"{size}:Size", f"{NACE}:All"]
        + [f"{indic}:Level", "PC_ENT:Percentage of enterprises", f"{geo}:Country", year, value, flag and f"{flag}:Flag"]
        for size, indic, geo, year, value, flag in values
    ]
    return written([header, *rows]).encode()


def second(values: list[tuple[str, ...]], labels: bool = False) -> bytes:
    """Layout 2.0; with labels each code has a column of words behind it."""
    pairs = [("STRUCTURE", None), ("STRUCTURE_ID", "STRUCTURE_NAME"), ("freq", "Time frequency")]
    pairs += [("size_emp", "Size classes in number of persons employed"), ("nace_r2", "Activity (NACE Rev. 2)")]
    pairs += [("indic_is", "Information society indicator"), ("unit", "Unit of measure"), ("geo", "Reporting country")]
    pairs += [("TIME_PERIOD", "Time"), ("OBS_VALUE", "Observation value"), ("OBS_FLAG", "Observation status (Flag)")]
    header = [name for pair in pairs for name in pair if name and (labels or name == pair[0])]
    table = [header]
    for size, indic, geo, year, value, flag in values:
        cells = ["dataflow", "ESTAT:ISOC_E_DII$DEFAULTVIEW(1.0)", "A", size, NACE, indic, "PC_ENT", geo, year, value]
        cells.append(flag)
        table.append(
            [
                text
                for cell, pair in zip(cells, pairs, strict=True)
                for text in ([cell, "a label, with comma"] if labels and pair[1] else [cell])
            ]
        )
    return written(table).encode()


LAYOUTS = {
    "1.0": first,
    "1.0 with labels": first_with_labels,
    "2.0": second,
    "2.0 with labels": lambda values: second(values, labels=True),
}


def live_value(indicator: str, place: str, year: str, size: str) -> list[str]:
    (row,) = [row for row in rows_of("observations") if row[:4] == [indicator, place, year, size]]
    return row


@pytest.mark.parametrize("layout", LAYOUTS)
def test_values_that_are_live_change_nothing(upload, layout: str) -> None:
    """Without it, a fresh download would show as changed although Eurostat changed nothing."""
    one, other = live_value("dii_basic_v3", "AT", "2021", "total"), live_value("dii_vhigh_v3", "SE", "2023", "250+")
    values = [
        ("GE10", "E_DI3_GELO", "AT", "2021", f"{one[4]}0", one[6]),
        ("GE250", "E_DI3_VHI", "SE", "2023", other[4], other[6]),
    ]
    found = upload(estat=LAYOUTS[layout](values))
    (file,) = found.files
    assert file.layout == f"SDMX-CSV {layout[:3]}" and file.dataset == "observations"
    assert file.effect == f"Eurostat's SDMX-CSV {layout[:3]}: merged into Observations by key; removes nothing."
    assert (file.rows, file.unmapped, found.problems) == (2, (), ())
    assert found.no_change and found.result == LIVE


@pytest.mark.parametrize("layout", LAYOUTS)
def test_new_and_changed_values_are_merged_by_key(upload, layout: str) -> None:
    """Without it, an upload of one Eurostat file would delete all other observations."""
    values = [("GE10", "E_DI3_GELO", "AT", "2021", "65.1", "b"), ("10-49", "E_DI4_GELO", "LV", "2026", "40.5", "")]
    found = upload(estat=LAYOUTS[layout](values))
    assert found.errors == ()
    change = found.difference["observations"]
    assert change.removed == ()
    assert change.added == (("dii_basic_v4", "LV", "2026", "10-49", "40.5", "% of enterprises", "", "S01"),)
    (changed,) = change.changed
    assert changed.key == ("dii_basic_v3", "AT", "2021", "total")
    assert (changed.after[4], changed.after[6], changed.columns) == ("65.1", "b", ("value", "flag"))
    assert [each.rule for each in found.warnings if each.rule == "vintage"] == ["vintage"]
    assert len(found.result["observations"].splitlines()) == 4808


def test_rows_that_map_to_nothing_are_listed_with_the_reason(upload) -> None:
    """Without it, staff would believe that all of a file had been published."""
    values = [
        ("GE10", "E_DI3_GELO", "BE", "2021", "1", ""),
        ("GE10", "E_DI3_GELO", "EL", "2021", "1", ""),
        ("GE10", "E_DI9_GELO", "AT", "2021", "1", ""),
        ("GE10", "E_DI3_GELO", "AT", "2021-Q1", "1", ""),
        ("GE10", "E_DI3_GELO", "AT", "2021", "", ""),
        ("GE10", "E_DI3_GELO", "AT", "2021", ":", "u"),
        ("GE10", "E_DI3_GELO", "AT", "2021", "1", "y"),
    ]
    (file,) = upload(estat=second(values)).files
    listed = unmapped_csv(file.unmapped).decode("utf-8-sig").splitlines()
    assert listed[:2] == ["line,rule,reason", "2,place,the place BE is not among the project's places"]
    assert len(listed) == 8
    assert [(each.line, each.rule) for each in file.unmapped] == [
        (2, "place"), (3, "place"), (4, "series"), (5, "year"), (6, "no-value"), (7, "no-value"), (8, "flag"),
    ]  # fmt: skip
    assert list(file.unmapped_counts.items()) == [
        ("the flag y is not in Eurostat's list of flags", 1),
        ("Eurostat gives no value", 2),
        ("the place BE is not among the project's places", 1),
        ("the place EL is not among the project's places", 1),
        ("no indicator has the codes size_emp GE10, nace_r2 C10-S951_X_K, indic_is E_DI9_GELO, unit PC_ENT", 1),
        ("the period 2021-Q1 is not a year", 1),
    ]
    assert file.rows == 0


def test_another_unit_is_another_series(upload) -> None:
    """Without it, percentages of turnover would be stored as percentages of enterprises."""
    content = second([("GE10", "E_DI3_GELO", "AT", "2021", "1", "")])
    assert upload(estat=content.replace(b"PC_ENT", b"PC_TURN")).files[0].unmapped[0].rule == "series"
    assert upload(estat=content.replace(b"ISOC_E_DII$", b"TEC00114$")).files[0].unmapped[0].rule == "series"
    assert upload(estat=content.replace(b",A,", b",Q,")).files[0].unmapped[0].rule == "frequency"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("NAMA_10_GDP", "no indicator is of Eurostat's dataset NAMA_10_GDP"),
        ("ISOC_EB_BD", "Eurostat's dataset ISOC_EB_BD cannot be brought in as its own file yet"),
        ("TPS00001", "Eurostat's dataset TPS00001 cannot be brought in as its own file yet"),
        # Only a part of the name of one that is known.
        ("ISOC", "no indicator is of Eurostat's dataset ISOC"),
    ],
)
def test_a_dataset_without_known_codes_is_told_apart_from_a_strange_one(upload, code: str, sentence: str) -> None:
    """Without it, staff would be told that no indicator is of a dataset whose values are on screen."""
    content = second([("GE10", "E_DI3_GELO", "AT", "2021", "1", "")]).replace(b"ISOC_E_DII$", f"{code}$".encode())
    (error,) = upload(estat=content).errors
    assert error.sentence == (
        f"estat.csv: no row could be taken over, expected at least one: {sentence} (1 row). "
        "Bring its values in with a file of Observations, as its template shows."
    )


def test_codes_flags_and_decimal_commas_are_read_as_ours(upload) -> None:
    """Without it, the United Kingdom would be lost, or “ub” refused where “bu” is known."""
    found = upload(estat=second([("GE10", "E_DI3_GELO", "GB", "2026", "61.5", "ub")]))
    assert found.difference["observations"].added == (
        ("dii_basic_v3", "UK", "2026", "total", "61.5", "% of enterprises", "bu", "S01"),
    )
    semicolons = second([("GE10", "E_DI3_GELO", "AT", "2026", "61,5", "")]).replace(b'"61,5"', b"61.5")
    semicolons = semicolons.replace(b",", b";").replace(b"61.5", b"61,5")
    assert upload(estat=semicolons).difference["observations"].added[0][4] == "61.5"


def test_mistakes_in_a_eurostat_file_name_its_own_columns(upload) -> None:
    """Without it, staff would look for a column “value” that Eurostat's file does not have."""
    values = [("GE10", "E_DI3_GELO", "AT", "2026", "many", ""), ("GE10", "E_DI3_GELO", "AT", "2026", "61", "")]
    found = upload(estat=second(values))
    assert [(each.line, each.rule) for each in found.errors] == [(2, "type"), (3, "primary-key")]
    assert found.errors[0].sentence.startswith('estat.csv, line 2, column "Value, in the file “OBS_VALUE”" (value)')


def test_two_eurostat_files_must_agree(upload) -> None:
    """Without it, the order of dropping would decide which value is published."""
    one = second([("GE10", "E_DI3_GELO", "AT", "2026", "61", "")])
    found = upload(a=one, b=one.replace(b",61,", b",62,"))
    assert [(each.file, each.rule) for each in found.errors] == [("b.csv", "two-values")]
    assert upload(a=one, b=first([("GE10", "E_DI3_GELO", "AT", "2026", "61", "")])).errors == ()


def test_with_a_file_of_observations_it_is_merged_into_that(upload) -> None:
    """Without it, one of two files of one upload would be lost."""
    rows = rows_of("observations")[:-1]
    found = upload(observations=written(rows).encode(), estat=second([("GE10", "E_DI3_GELO", "AT", "2026", "61", "")]))
    change = found.difference["observations"]
    assert (len(change.added), len(change.changed), len(change.removed)) == (1, 0, 1)


def test_chosen_as_another_dataset_it_is_not_mapped(upload) -> None:
    """Without it, a person's choice would be overruled in silence."""
    found = upload({"e": FileChoices(dataset="places")}, e=second([("GE10", "E_DI3_GELO", "AT", "2026", "61", "")]))
    assert found.files[0].layout is None and found.errors


def test_the_table_of_series_names_what_exists() -> None:
    """Without it, a series could be stored under an indicator, size or source that nobody has."""
    indicators = {row[0]: dict(zip(rows_of("indicators")[0], row, strict=True)) for row in rows_of("indicators")[1:]}
    sources = {row[0]: row[3] for row in rows_of("sources")}
    with SERIES_PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        indicator = indicators[row["indicator_id"]]
        assert sources[row["source_id"]] == row["eurostat_dataset"]
        assert row["eurostat_dataset"] in indicator["source_dataset"] or "DESI" in indicator["source_dataset"]
        assert row["size_class"] in {"total", "sme", "10-49", "50-249", "250+"}
        codes = dict(pair.split("=") for pair in row["dimensions"].split(";"))
        # What the description of the indicator names by its code is that code here.
        named = re.search(rf"{row['eurostat_dataset']}[^;(]*\(([^)]*)\)", indicator["source_dataset"])
        assert not named or set(named[1].split(", ")) <= set(codes.values())
    assert len(rows) == sum(map(len, series().values())) == len({(r["indicator_id"], r["size_class"]) for r in rows})
    eurostat = {name for name, row in indicators.items() if row["source_organisation"] == "Eurostat"}
    assert len(eurostat) == 31 and eurostat <= {row["indicator_id"] for row in rows}
    # DESI took its values from elsewhere; two of Eurostat's could not be compared with a file.
    assert {row["indicator_id"] for row in rows} - eurostat == {
        "ai_or_cloud_or_data_analytics", "cloud_sophisticated_intermediate", "data_analytics_use",
    }  # fmt: skip
    assert {row["indicator_id"] for row in rows if row["why_unchecked"]} == {
        "disposable_income_pps", "gdp_pc_pps_index",
    }  # fmt: skip
