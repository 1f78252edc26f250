"""The shipped datasets hold every fact of the files they were made from, and keep the contract.

All numbers were counted once in those files; a fact that gets lost changes one of them.
"""

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest

from data.checks.rules import check_files
from data.contract import read_contract

CONTRACT = read_contract()
FILES = {name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}
ROWS = {name: list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))) for name, content in FILES.items()}
COUNTRIES = {"AT", "ES", "HU", "LV", "PT", "RO", "SE", "SI", "SK", "UK"}


def column(dataset: str, name: str) -> list[str]:
    return [row[name] for row in ROWS[dataset] if row[name]]


def total(dataset: str, name: str) -> Decimal:
    return sum(map(Decimal, column(dataset, name)), Decimal())


def row(dataset: str, **key: str) -> dict[str, str]:
    (found,) = [row for row in ROWS[dataset] if key.items() <= row.items()]
    return found


ROW_COUNTS = {
    "places": 121,
    "regions": 10,
    "instruments": 180,
    "providers": 89,
    "cluster_organisations": 207,
    "cluster_counts": 114,
    "maturity_rubric": 48,
    "maturity_assessments": 147,
    "practices": 53,
    "practice_adoptions": 44,
    "actions": 15,
    "action_inspirations": 11,
    "events": 43,
    "findings": 58,
    "project_targets": 26,
    "indicators": 60,
    "observations": 4806,
    "sources": 35,
    "idea_rules": 48,
}


def test_row_counts():
    assert {name: len(rows) for name, rows in ROWS.items()} == ROW_COUNTS


# Characters in all cells that were taken over as they stood; the columns left out are new or split.
CHARACTERS = {
    "regions": (3371, ["territory_place_code"]),
    "instruments": (94075, ["place_code", "funding_sources", "funding_note"]),
    "providers": (25447, ["place_code"]),
    "cluster_organisations": (49027, []),
    "cluster_counts": (14771, ["unit", "unit_note"]),
    "maturity_rubric": (18837, ["short_name"]),
    "maturity_assessments": (48689, []),
    "practices": (32169, ["scope"]),
    "practice_adoptions": (11893, ["practice_country_code", "place_code"]),
    "actions": (
        5935,
        ["place_code", "known_as", "start_date", "start_precision", "end_date", "end_precision"],
    ),
    "events": (10615, ["start_date", "start_precision"]),
    "findings": (13608, ["country_code", "place_code"]),
    "project_targets": (
        3459,
        ["target_id", "topic", "target", "achieved", "target_date", "achieved_date", "as_of_date", "as_of_precision"],
    ),
    "indicators": (17567, ["short_label", "decimals", "scale"]),
    "observations": (261410, []),
    "sources": (8825, []),
}


@pytest.mark.parametrize("dataset", CHARACTERS)
def test_no_text_was_lost(dataset):
    expected, changed = CHARACTERS[dataset]
    found = sum(len(cell) for row in ROWS[dataset] for name, cell in row.items() if name not in changed)
    assert found == expected


SUMS = {
    ("observations", "value"): "1213922711.189404",
    ("observations", "year"): "9700999",
    ("instruments", "budget_eur"): "10840626381.50",
    ("instruments", "max_support_eur"): "38266349.95",
    ("instruments", "aid_intensity_pct"): "2780",
    ("practices", "resources_eur"): "3281270351.03",
    ("practices", "longitude"): "670.883",
    ("cluster_counts", "value"): "1150523.253",
    ("actions", "cost_eur"): "20250000",
    ("maturity_assessments", "level"): "456",
    ("cluster_organisations", "members"): "3100",
    ("cluster_organisations", "latitude"): "7845.09",
    ("providers", "members"): "1738",
    ("providers", "latitude"): "4311.02",
    ("events", "participants"): "167",
    ("project_targets", "baseline"): "15",
    ("project_targets", "target"): "4519458",
    ("project_targets", "achieved"): "136",
}


@pytest.mark.parametrize(("dataset", "name"), SUMS)
def test_sums(dataset, name):
    assert total(dataset, name) == Decimal(SUMS[dataset, name])


FILLED = {
    "regions": {"policy_instrument_addressed": 1, "note": 9},
    "instruments": {
        "region_name": 48,
        "place_code": 180,
        "budget_eur": 52,
        "budget_note": 125,
        "max_support_eur": 44,
        "aid_intensity_pct": 42,
        "start_year": 137,
        "end_year": 56,
        "support_stages": 180,
        "funding_note": 3,
    },
    "providers": {
        "region_name": 76,
        "place_code": 89,
        "digital_topics": 27,
        "founded_year": 28,
        "members": 19,
        "quality_label": 13,
        "website": 84,
    },
    "cluster_organisations": {
        "city": 163,
        "latitude": 163,
        "founded_year": 41,
        "members": 19,
        "sme_members": 1,
        "quality_label": 73,
        "quality_label_year": 59,
        "industry40_evidence": 56,
        "website": 154,
    },
    "maturity_assessments": {"region_name": 25, "source_year": 146},
    "practices": {
        "scope": 53,
        "city": 46,
        "organisation": 46,
        "organisation_type": 46,
        "interreg_topic": 14,
        "start_year": 27,
        "end_year": 10,
        "resources_eur": 28,
        "resources_note": 34,
        "challenge_addressed": 19,
        "evidence_of_success": 44,
        "transfer_potential": 19,
    },
    "practice_adoptions": {"practice_id": 31, "practice_country_code": 40, "country_code": 30},
    "actions": {
        "known_as": 15,
        "policy_instrument": 3,
        "responsible": 5,
        "start_date": 6,
        "start_precision": 6,
        "end_date": 3,
        "end_precision": 3,
        "cost_eur": 2,
        "funding_source": 2,
    },
    "action_inspirations": {"practice_id": 6, "practice_country_code": 11, "note": 5},
    "events": {
        "start_date": 42,
        "start_precision": 42,
        "end_date": 3,
        "country_code": 35,
        "place": 10,
        "format": 25,
        "participants": 8,
    },
    "findings": {"country_code": 49, "place_code": 58},
    "project_targets": {
        "topic": 26,
        "baseline": 1,
        "target": 10,
        "target_date": 1,
        "achieved": 11,
        "achieved_date": 3,
        "as_of_date": 16,
        "as_of_precision": 16,
    },
    "observations": {"flag": 56},
}


@pytest.mark.parametrize("dataset", FILLED)
def test_filled_cells(dataset):
    assert {name: len(column(dataset, name)) for name in FILLED[dataset]} == FILLED[dataset]


DISTINCT = {
    ("observations", "indicator_id"): 60,
    ("observations", "place_code"): 25,
    ("observations", "source_id"): 22,
    ("observations", "unit"): 29,
    ("cluster_counts", "metric"): 49,
    ("cluster_counts", "place_code"): 11,
    ("cluster_organisations", "place_code"): 65,
    ("practices", "place_code"): 21,
    ("maturity_assessments", "place_code"): 15,
    ("practice_adoptions", "place_code"): 10,
    ("findings", "place_code"): 15,
    ("instruments", "provider"): 135,
}


@pytest.mark.parametrize(("dataset", "name"), DISTINCT)
def test_distinct_values(dataset, name):
    assert len(set(column(dataset, name))) == DISTINCT[dataset, name]


def test_items_in_lists():
    counts = {
        (dataset, name): sum(len(cell.split(";")) for cell in column(dataset, name))
        for dataset, name in [
            ("instruments", "themes"),
            ("instruments", "support_stages"),
            ("instruments", "beneficiaries"),
            ("instruments", "funding_sources"),
            ("providers", "services"),
            ("providers", "sectors"),
            ("providers", "digital_topics"),
        ]
    }
    assert list(counts.values()) == [452, 376, 594, 220, 383, 148, 49]


def test_literal_facts():
    value = row("observations", indicator_id="desi_overall", place_code="RO", year="2022")["value"]
    assert value == "30.5849" and round(float(value), 1) == 30.6
    assert row("observations", indicator_id="ict_hard_to_fill", place_code="RO", year="2019")["value"] == "90.1"
    assert Counter(column("cluster_organisations", "industry40_activities")) == {"yes": 42, "unknown": 165}
    assert Counter(column("practices", "provenance")) == {"confirmed": 14, "likely": 5, "other": 34}
    assert set(Counter(column("instruments", "country_code")).values()) == {18}


def test_years_of_instruments():
    without_start = [row for row in ROWS["instruments"] if not row["start_year"]]
    without_end = [row for row in ROWS["instruments"] if not row["end_year"]]
    assert (len(without_start), len(without_end)) == (43, 124)
    assert sum(not row["end_year"] for row in without_start) == 40


def test_funding_was_split():
    def funding(instrument):
        found = row("instruments", instrument_id=instrument)
        return found["funding_sources"], found["funding_note"]

    assert funding("ES-003") == ("national;RRF", "mixed (national, RRF from 2023)")
    notes = Counter(column("instruments", "funding_note"))
    assert notes == {
        "mixed (national, RRF from 2023)": 1,
        "Digital Europe (applied for)": 1,
        "ERDF (REACT-EU)": 1,
    }
    assert Counter(column("instruments", "funding_sources")).most_common(4) == [
        ("national", 56),
        ("ERDF", 37),
        ("RRF", 21),
        ("ERDF;national", 11),
    ]
    lists = Counter(len(cell.split(";")) for cell in column("instruments", "funding_sources"))
    assert lists == {1: 142, 2: 36, 3: 2}


def test_units_of_cluster_counts_were_split():
    def unit(place, year, metric):
        found = row("cluster_counts", place_code=place, year=year, metric=metric)
        return found["value"], found["unit"], found["unit_note"]

    assert unit("EU", "2022", "cluster_organisations_eccp") == (
        "1091",
        "clusters",
        "cluster organisations, EU-27",
    )
    assert unit("EU", "2021", "sector_specialisation_nodes") == ("1501", "nodes", "in 201 regions")
    assert unit("UK", "2021", "national_cluster_call_budget") == ("0.7", "million GBP", "cyber clusters")
    assert unit("PT", "2024", "cluster_firms_turnover") == ("50", "billion EUR", "about")
    # The 75 units of the original stay 75 different pairs.
    assert len({(row["unit"], row["unit_note"]) for row in ROWS["cluster_counts"]}) == 75
    assert Counter(column("cluster_counts", "unit")) == {
        "clusters": 30,
        "labels": 27,
        "percent": 16,
        "members": 11,
        "million EUR": 11,
        "firms": 6,
        "jobs": 4,
        "projects": 3,
        "nodes": 1,
        "pacts": 1,
        "billion EUR": 1,
        "institutions": 1,
        "awards": 1,
        "million GBP": 1,
    }


def dates(found, start="start", end="end"):
    return [found[f"{name}_{part}"] for name in (start, end) for part in ("date", "precision")]


def test_partial_dates():
    assert dates(row("actions", action_id="AT-1")) == ["2020-06-01", "month", "2021-06-01", "month"]
    assert dates(row("actions", action_id="SI-2")) == ["2021-01-01", "year", "2027-01-01", "year"]
    assert dates(row("actions", action_id="ES-1")) == ["", "", "", ""]
    event = row("events", event_id="EV-009")
    assert (event["start_date"], event["start_precision"]) == ("2020-07-01", "month")
    assert row("events", event_id="EV-003")["start_date"] == ""
    assert Counter(column("events", "start_precision")) == {"day": 34, "month": 5, "year": 3}
    assert Counter(column("project_targets", "as_of_precision")) == {"day": 6, "month": 6, "year": 4}
    assert Counter(column("actions", "start_precision")) == {"month": 4, "year": 2}
    # A partial date stands at the first day of its period, so that it can be turned back.
    pairs = [("actions", "start"), ("actions", "end"), ("events", "start"), ("project_targets", "as_of")]
    for dataset, name in pairs:
        for found in ROWS[dataset]:
            day, precision = found[f"{name}_date"], found[f"{name}_precision"]
            assert bool(day) == bool(precision)
            assert day.endswith({"month": "-01", "year": "-01-01"}.get(precision, ""))


def test_dates_among_project_targets():
    rows = [row for row in ROWS["project_targets"] if row["unit"] == "date"]
    assert [(row["target_date"], row["achieved_date"]) for row in rows] == [
        ("", "2019-08-01"),
        ("2022-07-31", ""),
        ("", "2023-01-31"),
        ("", "2022-01-31"),
    ]
    assert not any(row["target"] or row["achieved"] for row in rows)


def test_inspirations_of_actions():
    found = [
        (row["action_id"], row["practice_id"], row["practice_country_code"], row["certainty"])
        for row in ROWS["action_inspirations"]
    ]
    assert found == [
        ("AT-1", "SI-vouchers", "SI", "stated"),
        ("AT-1", "", "PT", "stated"),
        ("AT-2", "SE-kickstart-digitalization", "SE", "stated"),
        ("SK-1", "AT-cluster-programme", "AT", "stated"),
        ("SK-2", "", "SI", "possible"),
        ("SK-2", "", "SE", "possible"),
        ("SK-2", "", "PT", "possible"),
        ("SK-2", "", "AT", "possible"),
        ("PT-1", "LV-hackathons", "LV", "stated"),
        ("SE-1", "LV-hackathons", "LV", "stated"),
        ("SI-1", "LV-ecosystem-approach", "LV", "stated"),
    ]


def test_places_of_adoptions():
    assert Counter(column("practice_adoptions", "place_code")) == {
        "ALL": 14,
        "ES62": 8,
        "SK": 7,
        "RO": 5,
        "AT12": 3,
        "PT16": 2,
        "SE313": 2,
        "HU22": 1,
        "UKJ1": 1,
        "SI036": 1,
    }
    origin = {row["adoption_id"]: row["practice_country_code"] for row in ROWS["practice_adoptions"]}
    assert [origin[f"PA-{number:03d}"] for number in range(17, 24)] == ["LV", "SI", "UK", "SE", "AT", "", ""]
    unknown = [number for number, country in origin.items() if not country]
    assert unknown == ["PA-022", "PA-023", "PA-031", "PA-044"]


def test_places_of_findings_and_regions():
    assert Counter(column("findings", "place_code")) == {
        "ALL": 9,
        "SK": 8,
        "ES62": 6,
        "RO": 5,
        "UKJ1": 5,
        "AT12": 4,
        "LV": 4,
        "SI036": 4,
        "HU": 3,
        "PT": 2,
        "SE31": 2,
        "SE313": 2,
        "SI": 2,
        "HU22": 1,
        "PT16": 1,
    }
    apart = {
        row["seat_place_code"]: row["territory_place_code"]
        for row in ROWS["regions"]
        if row["seat_place_code"] != row["territory_place_code"]
    }
    assert apart == {"LV00": "LV", "RO32": "RO", "SK01": "SK"}


def test_actions_of_which_only_the_subject_is_known():
    vague = [row["action_id"] for row in ROWS["actions"] if row["known_as"] == "subject or status only"]
    assert vague == ["HU-1", "RO-1", "UK-1", "LV-1"]


def test_rules_name_only_what_exists():
    """A rule that looks for a theme or a kind that nothing has would stay silent for ever."""
    rules = ROWS["idea_rules"]
    assert Counter(row["gap"] for row in rules) == {"level": 23, "support": 14, "size": 7, "service": 4}
    assert {row["dimension_id"] for row in rules if row["gap"] == "level"} == {f"D{number}" for number in range(1, 9)}
    assert {row["practice_theme"] for row in rules} <= {"", *column("practices", "theme")}
    assert {row["kind"] for row in rules} <= {"", *column("instruments", "kind")}
    for row in rules:
        assert bool(row["dimension_id"]) == (row["gap"] == "level")
        assert bool(row["indicator_id"]) == (row["gap"] == "size")


def test_shipped_files_keep_the_contract():
    assert check_files(FILES, CONTRACT) == []


@pytest.mark.parametrize("name", CONTRACT.datasets)
def test_file_form(name):
    content = FILES[name]
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content and content.endswith(b"\n") and not content.endswith(b"\n\n")
    assert content.split(b"\n", 1)[0].decode() == ",".join(CONTRACT.datasets[name].header)
    assert b"\xef\xbf\xbd" not in content  # the sign that stands for a character that was lost


@pytest.mark.parametrize("name", CONTRACT.datasets)
def test_primary_keys_are_unique(name):
    names = CONTRACT.datasets[name].primary_key
    keys = [tuple(row[key] for key in names) for row in ROWS[name]]
    assert len(set(keys)) == len(keys) == ROW_COUNTS[name]
    assert all(all(key) for key in keys)


def test_foreign_keys_resolve():
    for name, dataset in CONTRACT.datasets.items():
        for key in dataset.foreign_keys:
            existing = {tuple(row[field] for field in key.reference_fields) for row in ROWS[key.dataset]}
            used = {tuple(row[field] for field in key.fields) for row in ROWS[name]}
            assert {values for values in used if all(values)} <= existing, (name, key)


def test_list_items_are_in_the_vocabulary_and_all_of_it_is_used():
    for name, dataset in CONTRACT.datasets.items():
        for field in dataset.fields.values():
            if field.vocabulary:
                items = {item for cell in column(name, field.name) for item in cell.split(field.delimiter)}
                assert items == set(field.vocabulary), (name, field.name)


def test_national_maturity_of_2019_is_complete():
    found = Counter(
        (row["country_code"], row["dimension_id"])
        for row in ROWS["maturity_assessments"]
        if row["tier"] == "national" and row["year"] == "2019"
    )
    assert found == {(country, f"D{number}"): 1 for country in COUNTRIES for number in range(1, 9)}


def test_every_code_is_a_place():
    places = {row["place_code"] for row in ROWS["places"]}
    used = {
        row[name]
        for dataset, rows in ROWS.items()
        for name in CONTRACT.datasets[dataset].header
        if name.endswith(("place_code", "country_code"))
        for row in rows
    }
    assert used - {""} <= places


def test_places_form_a_tree():
    places = {row["place_code"]: row for row in ROWS["places"]}
    above = {"country": "partnership", "nuts1": "country", "nuts2": "nuts1", "nuts3": "nuts2"}
    for code, place in places.items():
        parent = place["parent_code"]
        if place["type"] not in above:
            assert parent == place["country_code"] == ""
            continue
        assert places[parent]["type"] == above[place["type"]]
        if place["type"] != "country":
            assert code[:-1] == parent and code.startswith(place["country_code"])
    assert Counter(column("places", "type")) == {
        "partnership": 1,
        "eu_aggregate": 3,
        "country": 10,
        "nuts1": 30,
        "nuts2": 51,
        "nuts3": 26,
    }
    assert {code for code, place in places.items() if place["type"] == "country"} == COUNTRIES


def test_names_of_places():
    def names(code):
        found = row("places", place_code=code)
        return found["name_en"], found["name_own"]

    assert names("AT12") == ("Lower Austria", "Niederösterreich")
    assert names("SI03") == ("Eastern Slovenia", "Vzhodna Slovenija")
    assert names("RO32") == ("Bucharest-Ilfov", "București-Ilfov")
    assert names("SK04") == ("Eastern Slovakia", "Východné Slovensko")
    assert names("SE313") == ("Gävleborg", "Gävleborgs län")
    assert names("UKJ1")[0] == "Berkshire, Buckinghamshire and Oxfordshire"
    notes = {code: row("places", place_code=code)["note"] for code in ("LV00", "RO32", "SK01")}
    assert all("seat of the national partner" in note for note in notes.values())


def test_units_agree_with_indicators():
    units = {row["indicator_id"]: row["unit"] for row in ROWS["indicators"]}
    assert all(row["unit"] == units[row["indicator_id"]] for row in ROWS["observations"])


def test_versions_of_digital_intensity_stay_apart():
    years = {
        version: {row["year"] for row in ROWS["observations"] if re.fullmatch(f"dii_.*_{version}", row["indicator_id"])}
        for version in ("v3", "v4")
    }
    assert years == {"v3": {"2021", "2023", "2025"}, "v4": {"2022", "2024"}}
