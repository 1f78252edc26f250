"""What the queries on instruments answer."""

import pytest

from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, column, tiny

COLUMNS = (
    "countries", "fewest_instruments", "most_instruments", "fewest_providers", "median_providers", "most_providers",
    "median_pct", "fewest_country", "most_country",
)  # fmt: skip


def instruments(country: str, *providers: str) -> list[dict[str, object]]:
    return [
        {"instrument_id": f"{country}-{number:03}", "country_code": country, "provider": provider}
        for number, provider in enumerate(providers, 1)
    ]


def test_provider_range_counts_different_providers_per_country():
    """Fragmentation is how many providers stand behind a country's instruments; each counts once."""
    release = tiny(
        places=[AUSTRIA, LATVIA, SPAIN],
        instruments=[
            *instruments("AT", "FFG", "FFG", "aws"),
            *instruments("ES", "CDTI", "ICEX", "INCIBE"),
            *instruments("LV", "LIAA", "LIAA"),
        ],
    )
    assert ask(release, "provider_range") == [COLUMNS, (3, 2, 3, 1, 2.0, 3, 67.0, "Latvia", "Spain")]


@pytest.mark.parametrize("step", [1, -1], ids=["forwards", "backwards"])
def test_provider_range_names_the_first_by_alphabet_of_equals(step):
    """The sentence must not change with the order of rows in the file."""
    rows = [row for country in ("AT", "LV", "ES") for row in instruments(country, "a", "b")]
    release = tiny(places=[AUSTRIA, LATVIA, SPAIN][::step], instruments=rows[::step])
    assert ask(release, "provider_range")[1] == (3, 2, 2, 2, 2.0, 2, 100.0, "Austria", "Austria")


def test_provider_range_takes_the_middle_of_two_and_leaves_out_countries_without_instruments():
    """A country nobody sampled must not count as one with no provider."""
    rows = [*instruments("AT", "a"), *instruments("ES", "a", "b")]
    release = tiny(places=[AUSTRIA, LATVIA, SPAIN], instruments=rows)
    assert ask(release, "provider_range")[1] == (2, 1, 2, 1, 1.5, 2, 75.0, "Austria", "Spain")
    assert ask(tiny(), "provider_range") == [COLUMNS, (0, None, None, None, None, None, None, None, None)]


# --- list, facets, record


NO_FILTER = {
    "country": [], "level": [], "kind": [], "theme": [], "stage": [], "beneficiary": [], "provider_type": [],
    "funding": [], "status": [], "year": "", "words": "",
}  # fmt: skip


def instrument(identifier: str, **fields: object) -> dict[str, object]:
    """One instrument with the values a test does not care about filled in."""
    country = identifier[:2]
    return {
        "instrument_id": identifier,
        "country_code": country,
        "level": "national",
        "place_code": country,
        "name": f"Program {identifier}",
        "name_en": f"Programme {identifier}",
        "kind": "grant",
        "themes": "skills",
        "support_stages": "training",
        "beneficiaries": "small",
        "provider": "Agency",
        "provider_type": "agency",
        "funding_sources": "national",
        "status": "running",
        "summary": "Helps firms.",
        **fields,
    }


LOWER_AUSTRIA = {
    "place_code": "AT12", "type": "nuts2", "parent_code": "AT", "country_code": "AT", "name_en": "Lower Austria",
}  # fmt: skip

THREE = [
    instrument("AT-001", themes="skills;awareness", start_year=2015, end_year=2018, status="closed"),
    instrument("AT-002", kind="loan", themes="awareness", start_year=2018, summary="Für Košice und Łódź"),
    instrument("ES-001", kind="loan", beneficiaries="small;micro", provider="Instituto Ávila", end_year=2020),
]


@pytest.fixture
def three():
    return tiny(places=[AUSTRIA, SPAIN, LOWER_AUSTRIA], instruments=THREE)


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({}, ["AT-001", "AT-002", "ES-001"]),
        ({"country": ["AT"]}, ["AT-001", "AT-002"]),
        ({"country": ["AT", "ES"], "kind": ["loan"]}, ["AT-002", "ES-001"]),
        ({"theme": ["awareness", "skills"]}, ["AT-001", "AT-002", "ES-001"]),
        ({"theme": ["awareness"]}, ["AT-001", "AT-002"]),
        ({"beneficiary": ["micro"]}, ["ES-001"]),
        ({"status": ["closed"]}, ["AT-001"]),
        ({"level": ["eu"]}, []),
        ({"stage": ["training"], "funding": ["national"], "provider_type": ["agency"]}, ["AT-001", "AT-002", "ES-001"]),
        ({"year": "2016"}, ["AT-001"]),
        ({"year": "2018"}, ["AT-001", "AT-002"]),
        # A running instrument without an end is open; one without a start is in no year for sure.
        ({"year": "2020"}, ["AT-002"]),
        ({"year": "soon"}, []),
        ({"words": "kosice LODZ"}, ["AT-002"]),
        ({"words": "avila"}, ["ES-001"]),
        ({"words": "Program 001"}, ["AT-001", "ES-001"]),
        ({"words": "100% '; --"}, []),
    ],
)
def test_instruments_found_fit_every_filter(three, choice, found):
    """A filter that lets one too many through, or loses one, makes the list and its download wrong."""
    assert column(ask(three, "instruments_found", **{**NO_FILTER, **choice}), "instrument_id") == found


def test_instrument_list_writes_lists_and_places_in_words(three):
    """Cells say what people read: names in English, several values one after the other, the territory by name."""
    answer = ask(three, "instrument_list")
    assert column(answer, "instrument_id") == ["AT-001", "AT-002", "ES-001"]
    assert dict(zip(answer[0], answer[-1], strict=True)) == {
        "instrument_id": "ES-001", "country": "Spain", "place": "All of Spain", "level": "national",
        "name": "Program ES-001", "name_en": "Programme ES-001", "kind": "loan", "themes": "skills",
        "stages": "training", "beneficiaries": "small; micro", "provider": "Instituto Ávila",
        "provider_type": "agency", "funding": "national", "start_year": None, "end_year": 2020, "status": "running",
        "source_url": None,
    }  # fmt: skip


def facets(answer: list[tuple], name: str) -> dict[str, int]:
    return {value: count for facet, value, count in answer[1:] if facet == name}


def test_instrument_facets_count_under_the_other_filters(three):
    """A choice says what it would give: its own facet's filter is not counted against it."""
    answer = ask(three, "instrument_facets", **{**NO_FILTER, "country": ["AT"], "kind": ["loan"]})
    assert facets(answer, "country") == {"AT": 1, "ES": 1}
    assert facets(answer, "kind") == {"grant": 1, "loan": 1}
    assert facets(answer, "theme") == {"awareness": 1}
    assert facets(answer, "year") == {"2018": 1, "2019": 1, "2020": 1}


def test_instrument_facets_without_a_filter_count_each_value_once_per_instrument(three):
    """Facets with one value each add up to all; an instrument with two themes counts in both."""
    answer = ask(three, "instrument_facets", **NO_FILTER)
    assert facets(answer, "country") == {"AT": 2, "ES": 1}
    assert facets(answer, "theme") == {"skills": 2, "awareness": 2}
    assert facets(answer, "beneficiary") == {"small": 3, "micro": 1}
    assert facets(answer, "status") == {"running": 2, "closed": 1}
    assert facets(ask(three, "instrument_facets", **{**NO_FILTER, "words": "kosice"}), "country") == {"AT": 1}
    assert ask(three, "instrument_facets", **{**NO_FILTER, "year": "2020"})[1:3] == [
        ("beneficiary", "small", 1),
        ("country", "AT", 1),
    ]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({}, "start unknown, running"),
        ({"status": "closed"}, "years unknown"),
        ({"end_year": 2020}, "until 2020"),
        ({"start_year": 2019, "end_year": 2020}, "2019 to 2020"),
        ({"start_year": 2020, "end_year": 2020}, "2020"),
        ({"start_year": 2019}, "since 2019, running"),
        ({"start_year": 2019, "status": "unknown"}, "from 2019, end unknown"),
    ],
)
def test_instrument_record_says_the_years_in_words(years, said):
    """Unknown years are said, not left blank: they decide whether two instruments overlap."""
    release = tiny(places=[AUSTRIA], instruments=[instrument("AT-001", **years)])
    assert column(ask(release, "instrument_record", instrument="AT-001"), "years") == [said]
    assert column(ask(release, "instrument_record", instrument="AT-999"), "years") == []


# --- gap map


def test_theme_stage_cells_name_the_empty_combinations(three):
    """The gap map shows every theme with every stage that occurs, also where nothing is offered."""
    rows = [instrument("AT-001", themes="skills;awareness"), instrument("ES-001", support_stages="diagnosis")]
    answer = ask(tiny(places=[AUSTRIA, SPAIN], instruments=rows), "theme_stage_cells", country=[])
    assert [row[:5] for row in answer[1:]] == [
        ("skills", "diagnosis", 1, 1, ["Programme ES-001"]),
        ("skills", "training", 1, 1, ["Programme AT-001"]),
        ("awareness", "diagnosis", 0, 0, []),
        ("awareness", "training", 1, 1, ["Programme AT-001"]),
    ]
    assert answer[1][5:] == (1, 1, 4, 2)
    spain = ask(tiny(places=[AUSTRIA, SPAIN], instruments=rows), "theme_stage_cells", country=["ES"])
    assert column(spain, "instruments") == [1, 0, 0, 0]
    assert column(spain, "empty_cells") == [3, 3, 3, 3]


# --- overlap finder


def overlaps(*rows: dict[str, object], threshold: float = 0.85, weights: tuple[float, ...] = (1, 1, 1)) -> list[tuple]:
    release = tiny(places=[AUSTRIA, SPAIN, LOWER_AUSTRIA], instruments=rows)
    answer = ask(release, "instrument_overlaps", threshold=threshold, weights=list(weights))
    names = ("family_id", "family_size", "first_id", "second_id", "score", "relation")
    return list(zip(*(column(answer, name) for name in names), strict=True))


YEARS = {"start_year": 2019, "end_year": 2021}


def test_instrument_overlaps_weigh_themes_stages_and_beneficiaries():
    """The score is the weighted mean of three shares of what is common; weights move it."""
    one = instrument("AT-001", themes="skills;awareness", beneficiaries="micro;small", **YEARS)
    other = instrument("AT-002", themes="skills", beneficiaries="micro;small", **YEARS)
    release = tiny(places=[AUSTRIA], instruments=[one, other])
    answer = ask(release, "instrument_overlaps", threshold=0.8, weights=[1, 1, 1])
    row = dict(zip(*answer, strict=True))
    assert (row["theme_likeness"], row["stage_likeness"], row["beneficiary_likeness"]) == (0.5, 1.0, 1.0)
    assert (row["score"], row["common_themes"], row["common_beneficiaries"]) == (0.833, "skills", "micro; small")
    assert overlaps(one, other) == []
    assert overlaps(one, other, weights=(0, 50, 50))[0][4] == 1.0
    assert overlaps(one, other, weights=(2, 1, 1), threshold=0.75)[0][4] == 0.75
    assert overlaps(one, other, weights=(2, 1, 1), threshold=0.76) == []


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (YEARS, YEARS, "overlap"),
        (YEARS, {"start_year": 2021, "end_year": 2023}, "overlap"),
        (YEARS, {"start_year": 2020}, "overlap"),
        (YEARS, {"start_year": 2022}, "successors"),
        ({"start_year": 2022}, YEARS, "successors"),
        (YEARS, {}, "possible overlap"),
        (YEARS, {"start_year": 2020, "status": "closed"}, "possible overlap"),
        ({"end_year": 2018}, YEARS, "successors"),
        ({}, {}, "possible overlap"),
    ],
)
def test_instrument_overlaps_tell_overlap_from_succession(first, second, relation):
    """Two years that only meet in a successor must not be called an overlap; unknown years stay possible."""
    assert overlaps(instrument("AT-001", **first), instrument("AT-002", **second)) == [
        ("AT-001", 2, "AT-001", "AT-002", 1.0, relation)
    ]


def test_instrument_overlaps_name_the_earlier_and_the_later():
    """The sentence about a successor must not turn the two around."""
    rows = [instrument("AT-001", start_year=2022), instrument("AT-002", **YEARS)]
    answer = ask(tiny(places=[AUSTRIA], instruments=rows), "instrument_overlaps", threshold=1, weights=[1, 1, 1])
    row = dict(zip(*answer, strict=True))
    assert (row["earlier_name"], row["earlier_end"]) == ("Programme AT-002", 2021)
    assert (row["later_name"], row["later_start"]) == ("Programme AT-001", 2022)


def test_instrument_overlaps_need_common_territory():
    """Two regions do not compete; the European level stands for the country; countries never mix."""
    vienna = {"place_code": "AT13", "level": "regional"}
    lower = {"place_code": "AT12", "level": "regional"}
    assert overlaps(instrument("AT-001", **vienna), instrument("AT-002", **lower)) == []
    assert len(overlaps(instrument("AT-001"), instrument("AT-002", **lower))) == 1
    assert len(overlaps(instrument("AT-001", place_code="AT13", level="eu"), instrument("AT-002", **lower))) == 1
    assert overlaps(instrument("AT-001"), instrument("ES-001")) == []


def test_instrument_overlaps_join_connected_pairs_to_one_family():
    """Three that hang together are one family even where the ends are less alike; families come in a fixed order."""
    chain = [
        instrument("AT-001", themes="skills;awareness"),
        instrument("AT-002", themes="skills;awareness;start-ups"),
        instrument("AT-003", themes="skills;awareness;start-ups;infrastructure"),
        instrument("ES-001", **YEARS),
        instrument("ES-002", **YEARS),
    ]
    expected = [
        ("ES-001", 2, "ES-001", "ES-002", 1.0, "overlap"),
        ("AT-001", 3, "AT-002", "AT-003", 0.917, "possible overlap"),
        ("AT-001", 3, "AT-001", "AT-002", 0.889, "possible overlap"),
    ]
    assert overlaps(*chain) == expected
    assert overlaps(*chain[::-1]) == expected


def test_family_fields_part_what_is_shared_from_what_is_own():
    """Side by side, a value stands once under “shared” or under its owner, never in both."""
    rows = [
        instrument("AT-001", themes="skills;awareness", **YEARS),
        instrument("AT-002", themes="skills", kind="loan", **YEARS),
        instrument("ES-001"),
    ]
    answer = ask(
        tiny(places=[AUSTRIA, SPAIN], instruments=rows), "family_fields",
        instrument=["AT-001", "AT-002", "ES-001"], family=["a", "a", "b"],
    )  # fmt: skip
    cells = {(row[0], row[1], row[3]): row[4:] for row in answer[1:]}
    assert cells["a", "AT-001", "Themes"] == ("skills", "awareness")
    assert cells["a", "AT-002", "Themes"] == ("skills", "")
    assert cells["a", "AT-002", "Kind"] == ("", "loan")
    assert cells["a", "AT-001", "Years"] == ("2019 to 2021", "")
    assert cells["b", "ES-001", "Themes"] == ("skills", "")
    fields = ["Themes", "Support stages", "Beneficiaries", "Kind", "Provider", "Level", "Territory", "Years", "Funding"]
    assert list(dict.fromkeys(column(answer, "field"))) == fields


# --- fragmentation, calendar, flow


def test_fragmentation_counts_providers_kinds_and_diversity():
    """The five numbers of each country, worked out by hand."""
    rows = [
        *[instrument(f"AT-00{number}", provider=f"P{number}") for number in (1, 2, 3, 4)],
        instrument("ES-001", provider="A", themes="skills;awareness"),
        instrument("ES-002", provider="A", kind="loan"),
        instrument("ES-003", provider="B"),
        instrument("ES-004", provider="A"),
    ]
    answer = ask(tiny(places=[AUSTRIA, SPAIN], instruments=rows), "fragmentation")
    wanted = (
        "country", "instruments", "providers", "effective_providers", "largest_pct", "largest_provider", "kinds",
        "effective_kinds", "instrument_diversity",
    )  # fmt: skip
    assert list(zip(*(column(answer, name) for name in wanted), strict=True)) == [
        ("Austria", 4, 4, 4.0, 25.0, "P1", 1, 1.0, 0.0),
        # H = 0.75 ln(4/3) + 0.25 ln 4; skills: 1 - (9 + 1)/16 = 0.375, awareness 0: mean 0.19.
        ("Spain", 4, 2, 1.8, 75.0, "A", 2, 1.8, 0.19),
    ]
    assert column(answer, "providers_step") == [3.0, 0.0]
    assert column(answer, "largest_step") == [0.0, 3.0]


def test_fragmentation_of_one_country_has_shades_all_alike():
    """Where nothing differs, no cell is darker than another."""
    answer = ask(tiny(places=[AUSTRIA], instruments=[instrument("AT-001")]), "fragmentation")
    assert column(answer, "providers_step") == [0.0]


def test_instrument_calendar_counts_begins_ends_and_running_years(three):
    """Years between the first and last are there even where nothing begins; unknown years are counted, not drawn."""
    answer = ask(three, "instrument_calendar", instrument=[])
    assert [row[:4] for row in answer[1:]] == [
        (2015, 1, 0, 1), (2016, 0, 0, 1), (2017, 0, 0, 1), (2018, 1, 1, 2), (2019, 0, 0, 1), (2020, 0, 1, 1),
    ]  # fmt: skip
    assert answer[1][4:] == (["Programme AT-001"], [], 3, 1, 1, 2015, 1)
    assert column(ask(three, "instrument_calendar", instrument=["ES-001"]), "year") == [2020]
    assert ask(three, "instrument_calendar", instrument=["nowhere"])[1:] == []


def test_support_flow_splits_an_instrument_over_its_beneficiaries(three):
    """What flows out is what flows in: an instrument for two groups is half an instrument for each."""
    assert ask(three, "support_flow", instrument=["AT-001", "ES-001"])[1:] == [
        ("agency", "grant", "small", 1, 1.0, 50.0),
        ("agency", "loan", "micro", 1, 0.5, 25.0),
        ("agency", "loan", "small", 1, 0.5, 25.0),
    ]


def test_support_links_are_the_steps_of_the_flow(three):
    """Both steps of the flow add up to the same number of instruments."""
    assert ask(three, "support_links", instrument=[])[1:] == [
        (1, "agency", "loan", 2, 2.0, 67.0),
        (1, "agency", "grant", 1, 1.0, 33.0),
        (2, "loan", "small", 2, 1.5, 50.0),
        (2, "grant", "small", 1, 1.0, 33.0),
        (2, "loan", "micro", 1, 0.5, 17.0),
    ]


def test_different_providers_of_each_country(shipped):
    """The fragmentation finding rests on these counts."""
    answer = ask(shipped, "fragmentation")
    assert dict(zip(column(answer, "country_code"), column(answer, "providers"), strict=True)) == {
        "ES": 9, "PT": 14, "AT": 12, "SK": 12, "RO": 17, "LV": 13, "SE": 18, "HU": 16, "SI": 8, "UK": 16,
    }  # fmt: skip
    assert set(column(answer, "instruments")) == {18}


def test_families_at_equal_weights_and_085(shipped):
    """The worked overlaps of the data's notes are found, with the relation their years give."""
    answer = ask(shipped, "instrument_overlaps", threshold=0.85, weights=[1, 1, 1])
    families: dict[str, set[str]] = {}
    relations = {}
    for row in (dict(zip(answer[0], each, strict=True)) for each in answer[1:]):
        families.setdefault(row["family_id"], set()).update((row["first_id"], row["second_id"]))
        relations[row["first_id"], row["second_id"]] = row["relation"]
    assert families == {
        "AT-001": {"AT-001", "AT-002"},
        "AT-009": {"AT-009", "AT-010"},
        "ES-001": {"ES-001", "ES-011"},
        "ES-006": {"ES-006", "ES-015"},
        "HU-002": {"HU-002", "HU-003", "HU-004", "HU-005"},
        "LV-003": {"LV-003", "LV-004"},
        "LV-007": {"LV-007", "LV-008"},
        "PT-001": {"PT-001", "PT-007"},
        "RO-008": {"RO-008", "RO-009", "RO-010"},
        "SE-015": {"SE-015", "SE-016"},
        "SI-006": {"SI-006", "SI-007", "SI-008", "SI-009"},
        "SK-006": {"SK-006", "SK-009"},
        "UK-001": {"UK-001", "UK-002"},
    }
    assert relations["AT-009", "AT-010"] == relations["SI-006", "SI-007"] == "overlap"
    assert relations["LV-003", "LV-004"] == "possible overlap"
    assert relations["SK-006", "SK-009"] == relations["SI-007", "SI-009"] == "successors"


@pytest.mark.parametrize(
    ("pair", "score"),
    [
        (("AT-002", "AT-003"), 0.694),
        (("AT-011", "AT-012"), 0.667),
        (("ES-002", "ES-008"), 0.333),
        (("SK-006", "SK-007"), 0.75),
        (("SK-007", "SK-009"), 0.833),
        (("SK-009", "SK-010"), 0.444),
    ],
)
def test_other_worked_pairs_stand_below_the_default_threshold(shipped, pair, score):
    """Why a worked overlap is not in the list: its score is below 0.85; the slider reaches most of them."""
    answer = ask(shipped, "instrument_overlaps", threshold=0, weights=[1, 1, 1])
    found = zip(*(column(answer, name) for name in ("first_id", "second_id", "score")), strict=True)
    assert {(first, second): value for first, second, value in found}[pair] == score


def test_search_finds_accented_words_by_their_plain_spelling(shipped):
    """Who has no Slovak keyboard finds Košice and Inovačné all the same."""
    for typed, name in (("Kosice", "Košice"), ("inovacne", "Inovačné")):
        plainly = ask(shipped, "instruments_found", **{**NO_FILTER, "words": typed})
        assert column(plainly, "instrument_id")
        assert plainly == ask(shipped, "instruments_found", **{**NO_FILTER, "words": name})
    assert "SK-006" in column(ask(shipped, "instruments_found", **{**NO_FILTER, "words": "inovacne"}), "instrument_id")


@pytest.mark.parametrize(
    "choice",
    [{}, {"country": ["ES"]}, {"theme": ["skills"], "status": ["running"]}, {"words": "digital", "year": "2020"}],
)
def test_counts_in_facets_add_up(shipped, choice):
    """Each choice gives as many as its count said, and facets of one value each add up to the whole list."""
    answer = ask(shipped, "instrument_facets", **{**NO_FILTER, **choice})
    for facet in ("country", "kind", "level", "provider_type", "status"):
        without = {**NO_FILTER, **choice, facet: []}
        assert sum(facets(answer, facet).values()) == len(ask(shipped, "instruments_found", **without)) - 1
    for facet in ("theme", "stage", "beneficiary", "funding", "year"):
        for value, count in facets(answer, facet).items():
            narrowed = {**NO_FILTER, **choice, facet: value if facet == "year" else [value]}
            assert len(ask(shipped, "instruments_found", **narrowed)) - 1 == count, (facet, value)
