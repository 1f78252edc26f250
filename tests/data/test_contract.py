"""The contract describes everything the screens need, and a bad one says what is wrong."""

import copy
import json
from dataclasses import FrozenInstanceError

import pytest

from data.contract import CONTRACT_PATH, ContractError, Fact, read_contract

CONTRACT = read_contract()
PACKAGE = json.loads(CONTRACT_PATH.read_text(encoding="utf-8"))
FIELDS = [(name, field) for name, dataset in CONTRACT.datasets.items() for field in dataset.fields.values()]


def read(tmp_path, package):
    path = tmp_path / "datapackage.json"
    path.write_text(package if isinstance(package, str) else json.dumps(package), encoding="utf-8")
    return read_contract(path)


def sentence(tmp_path, package) -> str:
    with pytest.raises(ContractError) as caught:
        read(tmp_path, package)
    text = str(caught.value)
    assert text.startswith("The contract datapackage.json cannot be used: ")
    assert "expected" in text and "To mend it" in text and text.endswith(".")
    return text


def test_datasets_in_file_order():
    assert list(CONTRACT.datasets) == [
        "places",
        "regions",
        "instruments",
        "providers",
        "cluster_organisations",
        "cluster_counts",
        "maturity_rubric",
        "maturity_assessments",
        "practices",
        "practice_adoptions",
        "actions",
        "action_inspirations",
        "events",
        "findings",
        "project_targets",
        "indicators",
        "observations",
        "sources",
        "idea_rules",
    ]
    assert CONTRACT.package["name"] == "inno-industry"
    assert len(CONTRACT.package["contributors"]) == 10


def test_a_dataset_as_read():
    dataset = CONTRACT.datasets["observations"]
    assert dataset.header == (
        "indicator_id",
        "place_code",
        "year",
        "size_class",
        "value",
        "unit",
        "flag",
        "source_id",
    )
    assert dataset.primary_key == ("indicator_id", "place_code", "year", "size_class")
    assert {key.dataset for key in dataset.foreign_keys} == {"places", "indicators", "sources"}
    assert dataset.path == CONTRACT_PATH.resolve().parent / "datasets" / "observations.csv"
    assert dataset.licence == "Creative Commons Attribution 4.0"
    assert dataset.sources[0]["title"] == "Eurostat"
    year = dataset.fields["year"]
    assert (year.title, year.type, year.unit, year.required) == ("Year", "integer", "year", True)
    assert (year.minimum, year.maximum) == (1990, 2100)
    with pytest.raises(FrozenInstanceError):
        year.title = "Other"


def test_a_list_field_as_read():
    field = CONTRACT.datasets["instruments"].fields["support_stages"]
    assert field.delimiter == ";" and len(field.vocabulary) == 8 and field.type == "string"
    assert CONTRACT.datasets["providers"].fields["sectors"].vocabulary == ()
    assert CONTRACT.datasets["providers"].fields["sectors"].delimiter == ";"


def test_a_reference_to_itself_is_named():
    assert {key.dataset for key in CONTRACT.datasets["places"].foreign_keys} == {"places"}


def test_a_composite_foreign_key():
    keys = CONTRACT.datasets["maturity_assessments"].foreign_keys
    (key,) = [key for key in keys if key.dataset == "maturity_rubric"]
    assert key.fields == key.reference_fields == ("dimension_id", "level")


def test_searchable_columns():
    searchable = {}
    for dataset, field in FIELDS:
        if field.searchable:
            searchable.setdefault(dataset, set()).add(field.name)
    assert searchable == {
        "instruments": {"name", "name_en", "summary", "provider", "region_name"},
        "providers": {"name", "region_name", "city"},
        "cluster_organisations": {"name", "sector", "region_name", "city", "industry40_evidence"},
        "practices": {
            "title",
            "summary",
            "organisation",
            "challenge_addressed",
            "evidence_of_success",
            "region_name",
        },
    }


@pytest.mark.parametrize("dataset", CONTRACT.datasets)
def test_every_field_can_be_shown(dataset):
    described = CONTRACT.datasets[dataset]
    assert described.description.startswith("One row per ") and described.description.endswith(".")
    assert described.sources and described.licence
    titles = [field.title for field in described.fields.values()]
    assert len(set(titles)) == len(titles), "two columns with one heading"
    for field in described.fields.values():
        assert field.title[0].isupper() and not field.title.endswith(".") and len(field.title) <= 30
        assert field.description[0].isupper() and field.description.endswith(".")
        assert bool(field.unit) == (field.type in ("integer", "number")), field.name


@pytest.mark.parametrize("dataset", CONTRACT.datasets)
def test_columns_that_are_known_by_name(dataset):
    for field in CONTRACT.datasets[dataset].fields.values():
        if field.name in ("source_url", "website", "url"):
            assert "https?://" in field.pattern
        if field.name in ("latitude", "longitude"):
            assert field.maximum == -field.minimum == {"latitude": 90, "longitude": 180}[field.name]
        if field.name == "industry40_activities":
            assert field.enum == ("yes", "no", "unknown")
        if field.name == "level" and field.type == "integer":
            assert (field.minimum, field.maximum) == (0, 5)
        if field.name.endswith("_precision"):
            assert field.enum == ("day", "month", "year")
        if field.type == "integer" and field.unit == "year":
            assert field.minimum >= 1850 and field.maximum <= 2100
        if field.vocabulary:
            assert field.delimiter == ";" and field.pattern


CAUTIONS = {
    "places": "seat_is_not_territory gavleborg_codes posavska_codes united_kingdom_regions nuts_version "
    "region_names_differ",
    "regions": "lead_partner seat_is_not_territory gavleborg_codes region_names_differ town_coordinates",
    "instruments": "sampling_quota budgets_not_additive coded_by_reading status_as_of_2022 unknown_years "
    "region_names_differ source_quality",
    "providers": "selection_not_census unknown_is_not_no town_coordinates region_names_differ source_quality",
    "cluster_organisations": "headline_lower_bound no_country_ranking wider_notion_elsewhere town_coordinates "
    "region_names_differ source_quality",
    "cluster_counts": "different_notions derived_lower_bound source_quality",
    "maturity_rubric": "levels_are_ordinal",
    "maturity_assessments": "levels_are_ordinal national_tier_only no_level_zero most_debatable "
    "romania_2022_missing years_covered united_kingdom_region gavleborg_codes region_names_differ "
    "source_quality",
    "practices": "thirty_not_all_found transfer_is_uptake national_practices_at_the_seat gavleborg_codes "
    "town_coordinates region_names_differ",
    "practice_adoptions": "after_the_exchange all_partners_and_unnamed steps_not_in_order gavleborg_codes",
    "actions": "concrete_actions_known",
    "action_inspirations": "unnamed_practices practices_partly_inferred actions_without_practice",
    "events": "dates_not_all_exact participants_partly_known",
    "findings": "joint_and_regional gavleborg_codes region_names_differ",
    "project_targets": "project_dates budget_conflict",
    # What must be kept in mind of an indicator is said of its values.
    "indicators": "",
    "observations": "digital_intensity_versions digital_skills_from_2021 desi_edition_years "
    "united_kingdom_series_end regional_series_end breaks_in_series vacancies_romania_2019 "
    "research_from_world_bank industry_includes_construction innovation_groups_are_codes places_of_statistics",
    "sources": "second_hand_sources",
    "idea_rules": "made_by_rules",
}


def test_cautions_are_all_there():
    found = {name: " ".join(dataset.cautions) for name, dataset in CONTRACT.datasets.items()}
    assert found == CAUTIONS


@pytest.mark.parametrize(
    ("dataset", "name", "words"),
    [
        ("cluster_organisations", "headline_lower_bound", "42 of 207"),
        ("instruments", "sampling_quota", "never totals"),
        ("instruments", "unknown_years", "43 instruments have no known start year"),
        ("maturity_assessments", "most_debatable", "Slovenia D6"),
        ("observations", "digital_intensity_versions", "never joined"),
        ("observations", "vacancies_romania_2019", "90.1"),
        ("practices", "thirty_not_all_found", "11 to 16"),
        ("project_targets", "budget_conflict", "1,467,941"),
        ("regions", "lead_partner", "AMUEBLA"),
    ],
)
def test_caution_texts(dataset, name, words):
    assert words in CONTRACT.caution(dataset, name)


@pytest.mark.parametrize(
    ("dataset", "fact", "names"),
    [
        ("observations", Fact("AT", "ai_use", "Eurostat", "country", 2023), ""),
        ("observations", Fact("AT", "dii_low_v3", "Eurostat", "country", 2023), "digital_intensity_versions"),
        ("observations", Fact("AT", "digital_skills_basic", "Eurostat", "country", 2021), "digital_skills_from_2021"),
        ("observations", Fact("SE", "ai_use", "Eurostat", "country", 2023, "bu"), "breaks_in_series"),
        ("observations", Fact("RO", "ict_hard_to_fill", "Eurostat", "country", 2019), "vacancies_romania_2019"),
        ("observations", Fact("RO", "ict_hard_to_fill", "Eurostat", "country", 2020), ""),
        ("observations", Fact("UK", "ai_use", "DG CONNECT / Eurostat", "country", missing=True),
         "united_kingdom_series_end"),
        ("observations", Fact("UK", "population", "World Bank", "country", missing=True), ""),
        ("observations", Fact("UK", "desi_overall", "DG CONNECT", "country", missing=True),
         "desi_edition_years united_kingdom_series_end"),
        ("observations", Fact("SI03", "population", "Eurostat", "region", 2018),
         "regional_series_end places_of_statistics"),
        ("maturity_assessments", Fact("LV", dimension="D3", tier="national"),
         "levels_are_ordinal national_tier_only most_debatable"),
        ("maturity_assessments", Fact("LV", dimension="D4", tier="national"), "levels_are_ordinal national_tier_only"),
        ("maturity_assessments", Fact("SE313", dimension="D4", tier="regional"), "levels_are_ordinal gavleborg_codes"),
        ("maturity_assessments", Fact("UKG", dimension="D4", tier="regional"),
         "levels_are_ordinal united_kingdom_region"),
        ("maturity_assessments", Fact("RO", dimension="D1", year=2022, tier="national", missing=True),
         "levels_are_ordinal national_tier_only most_debatable romania_2022_missing"),
    ],
)  # fmt: skip
def test_which_cautions_apply_is_data(dataset, fact, names):
    assert " ".join(CONTRACT.datasets[dataset].cautions_on([fact])) == names


def test_without_a_fact_no_caution_applies():
    assert CONTRACT.datasets["maturity_assessments"].cautions_on([]) == ()


def test_unknown_caution_says_what_there_is():
    with pytest.raises(ContractError, match='has no caution "x"; it has sampling_quota, '):
        CONTRACT.caution("instruments", "x")
    with pytest.raises(ContractError, match='has no dataset "x"; it has places, '):
        CONTRACT.caution("x", "y")


def test_frictionless_accepts_the_package():
    """A standard’s own judge reads the contract and all that it describes: others can use both without this program."""
    from frictionless import Package

    assert Package(PACKAGE, basepath=str(CONTRACT_PATH.parent)).validate(limit_errors=10**6).valid


# What is wrong, and the words its sentence has to hold. Each takes a copy of the package and spoils it.


def spoil(key, value, *path):
    def change(package):
        target = package
        for step in path:
            target = target[step]
        if value is None:
            del target[key]
        else:
            target[key] = value

    return change


PLACES = ("resources", 0)
FIELD = (*PLACES, "schema", "fields", 0)
CAUTION = (*PLACES, "cautions", 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (spoil("resources", None), 'the package has no "resources"'),
        (spoil("resources", {}), '"resources" of the package is an object; expected a list'),
        (spoil("resources", ["x"]), '"resources" of the package holds text; expected objects only'),
        (spoil("name", None, *PLACES), 'dataset 1 has no "name"'),
        (spoil("title", None, *PLACES), 'dataset "places" has no "title"'),
        (spoil("description", " ", *PLACES), '"description" of dataset "places" is empty'),
        (spoil("path", None, *PLACES), 'dataset "places" has no "path"'),
        (spoil("schema", None, *PLACES), 'dataset "places" has no "schema"'),
        (spoil("licenses", [], *PLACES), 'dataset "places" has no licence'),
        (spoil("name", "regions", *PLACES), 'two datasets are named "regions"'),
        (spoil("name", None, *FIELD), 'dataset "places", field 1 has no "name"'),
        (spoil("title", None, *FIELD), 'dataset "places", field 1 ("place_code") has no "title"'),
        (spoil("type", "yearish", *FIELD), 'has the unknown type "yearish"; expected one of string, integer'),
        (spoil("type", "number", *FIELD), 'field 1 ("place_code") has no "unit"'),
        (spoil("name", "type", *FIELD), 'dataset "places" has two fields named "type"'),
        (spoil("pattern", "(", *FIELD, "constraints"), "has a pattern that cannot be read"),
        (spoil("primaryKey", ["code"], *PLACES, "schema"), 'names the field "code", which does not exist'),
        (spoil("primaryKey", None, *PLACES, "schema"), 'dataset "places" has no "primaryKey"'),
        (
            spoil("resource", "towns", *PLACES, "schema", "foreignKeys", 0, "reference"),
            'a foreign key of dataset "places" refers to the dataset "towns", which does not exist',
        ),
        (
            spoil("fields", ["code"], *PLACES, "schema", "foreignKeys", 0, "reference"),
            'names the field "code", which dataset "places" does not have',
        ),
        (
            spoil("fields", ["town"], *PLACES, "schema", "foreignKeys", 0),
            'names the field "town", which dataset "places" does not have',
        ),
        (
            spoil("fields", ["parent_code", "type"], *PLACES, "schema", "foreignKeys", 0),
            "joins 2 fields to 1; expected as many fields on both sides",
        ),
        (
            spoil("applies_to", {}, *CAUTION),
            '"applies_to" of dataset "places", a caution is an object; expected a list',
        ),
        (
            spoil("applies_to", [{"size": ["10-49"]}], *CAUTION),
            'caution "seat_is_not_territory" applies to the unknown "size"; expected one of dimension, flag, indicator',
        ),
        (spoil("applies_to", [{"place": "UK"}], *CAUTION), '"place" of dataset "places", caution'),
        (spoil("applies_to", [{"place": []}], *CAUTION), "is []; expected a list of texts"),
        (spoil("applies_to", [{"year": ["2019"]}], *CAUTION), 'is ["2019"]; expected a list of years'),
        (spoil("applies_to", [{"missing": "yes"}], *CAUTION), 'is "yes"; expected true or false'),
    ],
)
def test_bad_contracts_say_what_is_wrong(tmp_path, change, words):
    package = copy.deepcopy(PACKAGE)
    change(package)
    assert words in sentence(tmp_path, package)


def test_not_json_names_the_line(tmp_path):
    text = CONTRACT_PATH.read_text(encoding="utf-8").replace('"version": "1.0.0",', '"version": "1.0.0"', 1)
    assert "line 6, column 3 is not JSON" in sentence(tmp_path, text)


def test_not_an_object(tmp_path):
    assert "the file holds a list; expected a JSON object" in sentence(tmp_path, "[]")


def test_missing_file(tmp_path):
    with pytest.raises(ContractError, match="datapackage.json cannot be used: the file is missing; expected"):
        read_contract(tmp_path / "datapackage.json")


def test_not_utf8(tmp_path):
    path = tmp_path / "datapackage.json"
    path.write_bytes(b'{"title": "Nieder\xf6sterreich"}')
    with pytest.raises(ContractError, match="byte 18 is not UTF-8"):
        read_contract(path)


def test_a_folder_in_its_place(tmp_path):
    with pytest.raises(ContractError, match="the file cannot be read"):
        read_contract(tmp_path)
