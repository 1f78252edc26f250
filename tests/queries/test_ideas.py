"""What the queries on gaps and ideas answer, on rows that can be worked out by hand, and on shipped data."""

import csv
import io

from queries.engine import Engine
from tests.queries.test_regions import LATVIA_AGAIN, level, value
from tests.queries.tiny import AUSTRIA, CONTRACT, LATVIA, SPAIN, TEN_COUNTRIES, ask, column, country, tiny

MURCIA = {"place_code": "ES62", "type": "nuts2", "parent_code": "ES", "country_code": "ES", "name_en": "Murcia"}
HUNGARY = country("HU", "Hungary")
PLACES = [AUSTRIA, HUNGARY, LATVIA, SPAIN, MURCIA]
REGIONS = [
    {"country_code": "ES", "seat_place_code": "ES62", "territory_place_code": "ES62", "region_name": "Murcia"},
]
RUBRIC = [
    {"dimension_id": "D1", "dimension": "Status", "question": "How?", "level": each, "label": f"L{each}"}
    for each in range(6)
]
RULES = [
    {"rule_id": "IR-01", "gap": "level", "dimension_id": "D1", "answer": "practice", "practice_theme": "skills",
     "words": "school;Akademie", "weight": 3, "reason": "It teaches."},
    {"rule_id": "IR-02", "gap": "level", "answer": "practice", "practice_theme": "skills", "weight": 1,
     "reason": "It is something."},
    {"rule_id": "IR-03", "gap": "support", "answer": "instrument", "weight": 2, "reason": "It supports it."},
    {"rule_id": "IR-04", "gap": "support", "stage": "diagnosis", "answer": "instrument", "kind": "advisory service",
     "weight": 5, "reason": "It advises."},
    {"rule_id": "IR-05", "gap": "size", "indicator_id": "uptake", "answer": "instrument", "kind": "voucher",
     "weight": 4, "reason": "It pays."},
    {"rule_id": "IR-06", "gap": "service", "answer": "provider", "weight": 3, "reason": "It offers it."},
]  # fmt: skip


def practice(identifier: str, title: str, **more: object) -> dict:
    return {
        "practice_id": identifier,
        "title": title,
        "country_code": identifier[:2],
        "region_name": "Region",
        "place_code": identifier[:2],
        "theme": "skills",
        "provenance": "other",
        "source_url": "https://a.example",
        **more,
    }


def instrument(identifier: str, kind: str, themes: str, stages: str, beneficiaries: str = "small") -> dict:
    return {
        "instrument_id": identifier,
        "country_code": identifier[:2],
        "place_code": identifier[:2],
        "level": "national",
        "name_en": f"Instrument {identifier}",
        "kind": kind,
        "themes": themes,
        "support_stages": stages,
        "beneficiaries": beneficiaries,
        "provider": "Agency",
        "provider_type": "agency",
        "status": "running",
        "confidence": "medium",
    }


def provider(identifier: str, services: str, place: str | None = None) -> dict:
    code = identifier.split("-")[1]
    return {
        "provider_id": identifier,
        "name": f"Provider {identifier}",
        "country_code": code,
        "place_code": place or code,
        "provider_type": "agency",
        "services": services,
        "industry40_activities": "unknown",
        "confidence": "medium",
    }


def release(**datasets: list) -> Engine:
    return tiny(places=PLACES, regions=REGIONS, idea_rules=RULES, maturity_rubric=RUBRIC, **datasets)


LEVELS = [level("AT", "D1", 4), level("HU", "D1", 3), level("LV", "D1", 3), level("ES", "D1", 1)]


def gaps(engine: Engine, place: str) -> list[str]:
    return column(ask(engine, "gaps_of_place", place=place), "gap_id")


def ideas(engine: Engine, place: str) -> list[tuple]:
    answer = ask(engine, "ideas_of_place", place=place)
    names = ("gap_id", "answer_id", "rule_id", "points")
    return list(zip(*(column(answer, name) for name in names), strict=True))


def test_places_with_ideas_are_countries_and_their_regions():
    """Each partner finds its own region, and its country."""
    assert column(ask(release(), "places_with_ideas"), "name") == [
        "Austria", "Hungary", "Latvia", "Spain", "Murcia (Spain)",
    ]  # fmt: skip


def test_rule_counts_say_how_many_rules_made_the_list():
    """The screen says that rules made the list, and how many."""
    assert ask(release(), "rule_counts") == [("rules",), (6,)]


def test_gaps_of_place_are_levels_below_the_median_or_below_two_peers():
    """The lower of the middle two is the median: Latvia at 3 has no gap, Spain at 1 has, Murcia goes by Spain."""
    engine = release(maturity_assessments=LEVELS)
    assert [gaps(engine, place) for place in ("AT", "HU", "LV", "ES", "ES62")] == [[], [], [], ["level:D1"]] * 1 + [
        ["level:D1"]
    ]
    names, row = ask(engine, "gaps_of_place", place="ES62")
    found = dict(zip(names, row, strict=True))
    assert (found["own_level"], found["median"], found["stands_for"], found["is_own"]) == (1, 3, "Spain", False)
    assert found["upper_median"] == 3
    # Two different levels in the middle, 2 and 4: below the lower is a gap, between them is none.
    engine = release(
        maturity_assessments=[level("AT", "D1", 4), level("HU", "D1", 4), level("LV", "D1", 2), level("ES", "D1", 1)]
    )
    answer = ask(engine, "gaps_of_place", place="ES")
    assert (column(answer, "median"), column(answer, "upper_median")) == ([2], [4])
    # Of an odd number one stands in the middle.
    engine = release(maturity_assessments=[level("AT", "D1", 4), level("HU", "D1", 3), level("ES", "D1", 1)])
    answer = ask(engine, "gaps_of_place", place="ES")
    assert (column(answer, "median"), column(answer, "upper_median")) == ([3], [3])
    # Latvia at the median again, but with three peers of which two stand higher.
    peers = [
        *(level(code, f"D{number}", 3) for code in ("AT", "HU", "LV", "ES") for number in (2, 3, 4)),
        level("AT", "D1", 4),
        level("HU", "D1", 4),
        level("LV", "D1", 3),
        level("ES", "D1", 3),
    ]
    rubric = [{**each, "dimension_id": f"D{number}"} for each in RUBRIC for number in range(1, 5)]
    engine = tiny(places=PLACES, maturity_rubric=rubric, maturity_assessments=peers)
    answer = ask(engine, "gaps_of_place", place="LV")
    assert (column(answer, "gap_id"), column(answer, "peers_above")) == (["level:D1"], [2])


def test_gaps_of_place_are_combinations_that_most_other_samples_have():
    """A hole that most countries share is no gap of one of them."""
    rows = [
        instrument("AT-1", "grant", "skills;awareness", "diagnosis"),
        instrument("HU-1", "grant", "skills", "diagnosis"),
        instrument("LV-1", "grant", "skills", "diagnosis"),
        instrument("ES-1", "grant", "skills", "training"),
    ]
    engine = release(instruments=rows)
    assert gaps(engine, "ES") == gaps(engine, "ES62") == ["support:skills:diagnosis"]
    assert gaps(engine, "LV") == []
    assert column(ask(engine, "gaps_of_place", place="ES"), "other_countries") == [3]
    # Without a sample of its own, nothing is known and nothing is a gap.
    assert gaps(release(instruments=rows[:3]), "ES") == []


def test_gaps_of_place_are_sizes_further_apart_than_the_median():
    """Only the indicators that a rule names count, in the newest year that most countries have."""
    codes = [each["place_code"] for each in TEN_COUNTRIES]
    rows = [
        {**value("uptake", code, 2024, large), "size_class": size}
        for number, code in enumerate(codes)
        for size, large in (("10-49", 20.0), ("250+", 50.0 + number))
        if code != "UK"
    ] + [{**value("uptake", "UK", 2020, large), "size_class": size} for size, large in (("10-49", 1), ("250+", 90))]
    indicators = [{"indicator_id": "uptake", "label": "Uptake", "unit": "%", "direction": "higher_is_better"}]
    engine = tiny(
        places=[*TEN_COUNTRIES, MURCIA], regions=REGIONS, idea_rules=RULES, observations=rows, indicators=indicators
    )
    assert gaps(engine, "ES") == gaps(engine, "ES62") == ["size:uptake"]
    assert gaps(engine, "AT") == gaps(engine, "UK") == []
    known = ask(engine, "known_of_place", place="UK")
    assert known[3] == ("size", 0, 0, 0, 2020)


def test_gaps_of_place_are_services_that_half_of_the_other_countries_have():
    """A place without listed providers has no gap: nothing is known of it."""
    rows = [
        provider("P-AT-1", "training;certification"),
        provider("P-HU-1", "training"),
        provider("P-ES-1", "awareness", "ES62"),
        provider("P-ES-2", "training"),
    ]
    engine = release(providers=[*rows, provider("P-LV-1", "awareness")])
    assert gaps(engine, "ES62") == gaps(engine, "LV") == ["service:training"]
    assert gaps(engine, "ES") == []
    engine = release(providers=rows)
    assert gaps(engine, "LV") == []
    assert ask(engine, "known_of_place", place="LV")[4] == ("service", 0, 0, 0, None)


def test_known_of_place_tells_no_gap_from_nothing_known():
    """“No gap” must not stand where nobody has looked."""
    engine = release(
        maturity_assessments=LEVELS, instruments=[instrument("ES-1", "grant", "skills", "training")],
        providers=[provider("P-ES-1", "awareness", "ES62")],
    )  # fmt: skip
    assert ask(engine, "known_of_place", place="ES62") == [
        ("gap", "gaps", "known", "borrowed", "last_year"),
        ("level", 1, 1, 1, None),
        ("support", 0, 1, 1, None),
        ("size", 0, 0, 0, None),
        ("service", 0, 1, 0, None),
    ]
    assert [row[1:3] for row in ask(release(), "known_of_place", place="ES")[1:]] == [(0, 0)] * 4


def test_ideas_of_place_rank_what_rules_find_where_it_is_better():
    """The weightiest rule gives the reason; nothing comes from the own country or from where the level is no higher."""
    engine = release(
        maturity_assessments=[*LEVELS[:2], level("LV", "D1", 1), LEVELS[3], level("LV", "D1", 0, 2015)],
        practices=[
            practice("AT-a", "A school"),
            practice("HU-a", "Á skola ákademie", provenance="confirmed", evidence_of_success="Much."),
            practice("HU-b", "A shop"),
            practice("HU-c", "Another shop", theme="training"),
            practice("LV-a", "A school of Latvia"),
            practice("ES-a", "A school of Spain"),
        ],
    )
    # Akademie is found in ákademie. Points: weight doubled, 2 confirmed, 1 evidence, the difference of levels, and 1
    # each because with so few countries all are among the nearest three.
    assert ideas(engine, "ES") == [
        ("level:D1", "HU-a", "IR-01", 6 + 3 + 2 + 1),
        ("level:D1", "AT-a", "IR-01", 6 + 3 + 1),
        ("level:D1", "HU-b", "IR-02", 2 + 2 + 1),
    ]
    answer = ask(engine, "ideas_of_place", place="ES")
    assert column(answer, "reason") == ["It teaches.", "It teaches.", "It is something."]
    assert column(answer, "origin_level") == [3, 4, 3]


def test_ideas_of_place_for_levels_come_from_no_place_below_the_median():
    """A place at level 2 of a median of 3 stands higher than one at 1, but shows nobody how to get a firm place."""
    levels = [level("AT", "D1", 4), level("HU", "D1", 3), level("LV", "D1", 2), level("ES", "D1", 1)]
    practices = [practice("AT-a", "A school"), practice("HU-a", "A school"), practice("LV-a", "A school")]
    # The middle two are 2 and 3: Latvia stands at the lower one.
    engine = release(maturity_assessments=levels, practices=practices)
    assert [row[1] for row in ideas(engine, "ES")] == ["AT-a", "HU-a", "LV-a"]
    # Slovakia above them: the middle one of five is 3, and Latvia falls below it.
    five = [*PLACES, country("SK", "Slovakia")]
    engine = tiny(
        places=five, regions=REGIONS, idea_rules=RULES, maturity_rubric=RUBRIC,
        maturity_assessments=[*levels, level("SK", "D1", 3)], practices=practices,
    )  # fmt: skip
    assert [row[1] for row in ideas(engine, "ES")] == ["AT-a", "HU-a"]
    # Where only such a place has an answer, the gap stays without one.
    engine = tiny(
        places=five, regions=REGIONS, idea_rules=RULES, maturity_rubric=RUBRIC,
        maturity_assessments=[*levels, level("SK", "D1", 3)], practices=practices[2:],
    )  # fmt: skip
    assert gaps(engine, "ES") == ["level:D1"]
    assert ideas(engine, "ES") == []


def test_ideas_of_place_come_down_where_the_place_has_chosen_them_already():
    """What a place has taken up is no news to it."""
    steps = [
        {"adoption_id": "PA-001", "practice_id": "AT-a", "practice_title": "A school", "practice_country_code": "AT",
         "country_code": "ES", "region_name": "Murcia", "place_code": "ES62", "stage": "selected",
         "date": "2020-12-18"},
    ]  # fmt: skip
    engine = release(maturity_assessments=LEVELS, practices=[practice("AT-a", "A school")], practice_adoptions=steps)
    assert ideas(engine, "ES62") == [("level:D1", "AT-a", "IR-01", 6 + 2 + 3 - 3)]
    assert column(ask(engine, "ideas_of_place", place="ES"), "is_taken_here") == [True]


def test_ideas_of_place_for_support_have_the_theme_and_the_stage():
    """An instrument on another theme does not fill the cell; at most two of one country are shown."""
    engine = release(
        instruments=[
            *(instrument(f"AT-{number}", "grant", "skills", "diagnosis") for number in (1, 2, 3)),
            instrument("HU-1", "advisory service", "skills;awareness", "diagnosis;training"),
            instrument("HU-2", "advisory service", "awareness", "diagnosis"),
            instrument("LV-1", "voucher", "skills", "diagnosis"),
            instrument("ES-1", "grant", "internationalisation", "scaling"),
        ]
    )
    assert ideas(engine, "ES") == [
        ("support:skills:diagnosis", "HU-1", "IR-04", 11),
        ("support:skills:diagnosis", "AT-1", "IR-03", 5),
        ("support:skills:diagnosis", "AT-2", "IR-03", 5),
        ("support:skills:diagnosis", "LV-1", "IR-03", 5),
    ]


def test_ideas_of_place_for_services_offer_the_service():
    """A provider of something else is no answer."""
    rows = [
        provider("P-AT-1", "training"),
        provider("P-HU-1", "training;awareness"),
        provider("P-LV-1", "awareness"),
        provider("P-ES-1", "awareness"),
    ]
    assert [row[:3] for row in ideas(release(providers=rows), "ES")] == [
        ("service:training", "P-AT-1", "IR-06"),
        ("service:training", "P-HU-1", "IR-06"),
    ]


def test_a_release_without_rules_has_gaps_and_no_ideas():
    """A release older than the rules still opens, and still says where the gaps are."""
    engine = tiny(places=[*PLACES, LATVIA_AGAIN], maturity_rubric=RUBRIC, maturity_assessments=LEVELS)
    assert gaps(engine, "ES") == ["level:D1"]
    assert ideas(engine, "ES") == []


# --- the shipped data


def by_kind(engine: Engine, place: str) -> dict[str, int]:
    return dict(list(row[:2]) for row in ask(engine, "known_of_place", place=place)[1:])


def test_gaps_of_romania_the_united_kingdom_and_slovakia(shipped):
    """Romania: Industry 4.0 support first, nothing sampled for diagnosis and planning; the others as in the data."""
    assert by_kind(shipped, "RO") == {"level": 6, "support": 12, "size": 1, "service": 2}
    romania = gaps(shipped, "RO")
    assert romania[0] == "level:D4"
    stages = [each.split(":")[2] for each in romania if each.startswith("support")]
    assert stages.count("diagnosis") + stages.count("planning") == 9
    assert by_kind(shipped, "UK") == {"level": 8, "support": 6, "size": 0, "service": 0}
    assert ask(shipped, "known_of_place", place="UK")[3] == ("size", 0, 0, 0, 2020)
    assert by_kind(shipped, "SK") == {"level": 5, "support": 1, "size": 0, "service": 0}
    assert gaps(shipped, "SK")[:3] == ["level:D2", "level:D6", "level:D7"]


def test_ideas_for_romania_the_united_kingdom_and_slovakia(shipped):
    """The first answers are those an expert would name: Lower Austria's hub and monitoring, Latvia's programme."""

    def first(place: str) -> dict[str, str]:
        return {row[0]: row[1] for row in reversed(ideas(shipped, place))}

    romania, kingdom, slovakia = first("RO"), first("UK"), first("SK")
    assert romania["level:D4"] == kingdom["level:D4"] == "AT-house-of-digitalization"
    assert romania["level:D7"] == kingdom["level:D7"] == slovakia["level:D7"] == "AT-cluster-programme"
    assert romania["size:dii_basic_v3"] == "SE-kickstart-digitalization"
    assert slovakia["level:D2"] == "LV-005"
    for place in ("RO", "UK", "SK"):
        found = ask(shipped, "ideas_of_place", place=place)
        assert set(gaps(shipped, place)) == set(column(found, "gap_id"))
        assert all(column(found, "reason"))
        assert place not in column(found, "country_code")
        for origin, gap in zip(column(found, "origin_level"), column(found, "gap_id"), strict=True):
            assert (origin is not None) == gap.startswith("level")


def test_no_shipped_idea_for_a_level_comes_from_below_the_median(shipped):
    """For the United Kingdom at level 1, Slovakia and Latvia at 2 are no models where the median is 3."""
    for place in column(ask(shipped, "places_with_ideas"), "place_code"):
        found = ask(shipped, "gaps_of_place", place=place)
        medians = dict(zip(column(found, "gap_id"), column(found, "median"), strict=True))
        answer = ask(shipped, "ideas_of_place", place=place)
        for gap, origin in zip(column(answer, "gap_id"), column(answer, "origin_level"), strict=True):
            assert origin is None or origin >= medians[gap], (place, gap)
    kingdom = {row[:2] for row in ideas(shipped, "UK")}
    assert not kingdom & {("level:D1", "SK-active-bso"), ("level:D3", "LV-ecosystem-approach"), ("level:D7", "RO-006")}


def test_the_reason_of_the_rule_on_cluster_programmes_is_true_of_labels_too(shipped):
    """Portugal's recognition and Hungary's accreditation are no money."""
    answer = ask(shipped, "ideas_of_place", place="SK")
    told = set(zip(column(answer, "gap_id"), column(answer, "answer_id"), column(answer, "reason"), strict=True))
    reason = "It is a programme that pays clusters, recognises them or gives them a task."
    assert {("level:D2", "PT-005", reason), ("level:D2", "HU-011", reason)} <= told


def changed(rule_id: str, **cells: str) -> Engine:
    """The shipped release with one rule's row changed."""
    files = {name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}
    rows = list(csv.DictReader(io.StringIO(files["idea_rules"].decode("utf-8"))))
    for row in rows:
        if row["rule_id"] == rule_id:
            row.update(cells)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CONTRACT.datasets["idea_rules"].header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Engine({**files, "idea_rules": text.getvalue().encode("utf-8")}, CONTRACT)


def test_changing_a_rules_row_changes_the_list(shipped):
    """Staff who change a weight, a condition or the words of a rule see another list."""
    assert ("level:D4", "AT-house-of-digitalization", "IR-10") in [row[:3] for row in ideas(shipped, "RO")]
    lighter = changed("IR-10", weight="3", reason="Another reason.")
    points = {row[1]: row[3] for row in ideas(shipped, "RO") if row[0] == "level:D4"}
    now = {row[1]: row[3] for row in ideas(lighter, "RO") if row[0] == "level:D4"}
    assert points["AT-house-of-digitalization"] - now["AT-house-of-digitalization"] == 2 * (5 - 3)
    assert list(now) != list(points)
    assert "Another reason." in column(ask(lighter, "ideas_of_place", place="RO"), "reason")
    elsewhere = changed("IR-19", words="nothing has this word")
    assert "AT-balanced-scorecard" in [row[1] for row in ideas(shipped, "RO")]
    assert "AT-balanced-scorecard" not in [row[1] for row in ideas(elsewhere, "RO")]
