"""What the queries from practice to action answer, on rows that can be worked out by hand, and on shipped data."""

from collections import Counter

from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, column, rows_of, tiny

MURCIA = {"place_code": "ES62", "type": "nuts2", "parent_code": "ES", "country_code": "ES", "name_en": "Murcia"}
ALL = {"place_code": "ALL", "type": "partnership", "name_en": "The ten partner countries"}
PLACES = [AUSTRIA, LATVIA, SPAIN, MURCIA, ALL]
REGIONS = [
    {"country_code": code, "seat_place_code": place, "territory_place_code": place, "region_name": name}
    for code, place, name in (("AT", "AT", "Austria"), ("LV", "LV", "Latvia"), ("ES", "ES62", "Región de Murcia"))
]
PRACTICES = [
    {
        "practice_id": f"{code}-{name}",
        "title": f"{name} of {code}",
        "country_code": code,
        "region_name": "Region",
        "place_code": code,
        "theme": "skills",
        "provenance": provenance,
        "source_url": "https://a.example",
    }
    for code, name, provenance in (("AT", "house", "confirmed"), ("LV", "school", "likely"), ("LV", "shop", "other"))
]


def step(number: int, practice: str | None, origin: str, place: str, stage: str, day: str, **more: object) -> dict:
    return {
        "adoption_id": f"PA-{number:03}",
        "practice_id": practice,
        "practice_title": "Title" if practice else "Practices (titles not given)",
        "practice_country_code": origin,
        "country_code": "" if place == "ALL" else place[:2],
        "region_name": "Region",
        "place_code": place,
        "stage": stage,
        "date": day,
        "source_url": "https://b.example",
        **more,
    }


def action(identifier: str, place: str, known_as: str = "action named", **more: object) -> dict:
    return {
        "action_id": identifier,
        "country_code": place[:2],
        "region_name": "Region",
        "place_code": place,
        "title": f"Action {identifier}",
        "known_as": known_as,
        "summary": "What it does.",
        "source_url": "https://c.example",
        **more,
    }


STEPS = [
    step(1, "AT-house", "AT", "ES62", "selected", "2020-12-18"),
    step(2, "AT-house", "AT", "ES62", "shortlisted", "2021-06-30"),
    step(3, "AT-house", "AT", "ALL", "presented", "2020-03-03"),
    step(4, "LV-school", "LV", "ES62", "in action plan", "2022-02-01"),
    step(5, None, "LV", "ES62", "shortlisted", "2021-01-01"),
    step(6, None, "", "ALL", "presented", "2022-01-20", practice_title="GAIA-X"),
]
ACTIONS = [
    action("ES-1", "ES62", start_date="2021-12-01", start_precision="month"),
    action("ES-2", "ES62", start_date="2022-01-01", start_precision="year"),
    action("LV-1", "LV", "subject or status only"),
]
INSPIRATIONS = [
    {"inspiration_id": "AI-01", "action_id": "ES-1", "practice_country_code": "LV", "certainty": "possible"},
    {
        "inspiration_id": "AI-02",
        "action_id": "ES-1",
        "practice_id": "AT-house",
        "practice_country_code": "AT",
        "certainty": "stated",
    },
]


def exchange():
    return tiny(
        places=PLACES,
        regions=REGIONS,
        practices=PRACTICES,
        practice_adoptions=STEPS,
        actions=ACTIONS,
        action_inspirations=INSPIRATIONS,
    )


def test_acting_regions_are_those_of_the_partners_once_each():
    """A partner without any step is still in the list; one with steps isn't there twice."""
    assert ask(exchange(), "acting_regions") == [
        ("place_code", "name", "region", "country"),
        ("AT", "Austria", "Austria", "Austria"),
        ("LV", "Latvia", "Latvia", "Latvia"),
        ("ES62", "Murcia (Spain)", "Murcia", "Spain"),
    ]


def test_uptake_bands_have_one_band_per_practice_and_region_at_the_furthest_stage():
    """Two steps of one practice towards one region must not look like two; what isn't given is called so."""
    answer = ask(exchange(), "uptake_bands")
    names = ("step", "source", "target", "stage", "region")
    rows = list(zip(*(column(answer, name) for name in names), strict=True))
    assert rows[:5] == [
        (1, "Latvia", "school of LV", "in action plan", "Murcia"),
        (1, "Austria", "house of AT", "selected", "Murcia"),
        (1, "Latvia", "Title not given", "shortlisted", "Murcia"),
        (1, "Austria", "house of AT", "presented", "All partners"),
        (1, "Country not given", "GAIA-X", "presented", "All partners"),
    ]
    assert [row[1:3] for row in rows[5:10]] == [
        ("school of LV", "Murcia"),
        ("house of AT", "Murcia"),
        ("Title not given", "Murcia"),
        ("house of AT", "All partners"),
        ("GAIA-X", "All partners"),
    ]
    # The action named after a country alone goes by the practice without a title, not by one that has one.
    assert rows[10:] == [
        (3, "Murcia", "Action ES-1", "shortlisted", "Murcia"),
        (3, "Murcia", "Action ES-1", "selected", "Murcia"),
        (3, "Murcia", "Action ES-2", "no practice known", "Murcia"),
        (3, "Latvia", "Action LV-1", "no practice known", "Latvia"),
    ]


def test_steps_and_actions_have_every_step_and_every_action():
    """The table beside the flow leaves nothing out, not even an action behind which nothing is known."""
    answer = ask(exchange(), "steps_and_actions")
    names = ("adoption_id", "practice", "furthest_stage", "action_ids")
    assert list(zip(*(column(answer, name) for name in names), strict=True)) == [
        ("PA-003", "house of AT", "presented", []),
        ("PA-001", "house of AT", "selected", ["ES-1"]),
        ("PA-005", "Title not given", "shortlisted", ["ES-1"]),
        ("PA-002", "house of AT", "selected", ["ES-1"]),
        ("PA-006", "GAIA-X", "presented", []),
        ("PA-004", "school of LV", "in action plan", []),
        (None, "No practice known", None, ["ES-2"]),
        (None, "No practice known", None, ["LV-1"]),
    ]


def test_steps_and_actions_say_dates_as_exactly_as_they_are_known():
    """A step has a day; a start known by its month or year alone is not given a day."""
    actions = [
        action("ES-1", "ES62", start_date="2021-12-01", start_precision="month"),
        action("ES-2", "ES62", start_date="2022-01-01", start_precision="year"),
        action("ES-3", "ES62", start_date="2022-01-01", start_precision="day"),
        action("ES-4", "ES62"),
    ]
    answer = ask(
        tiny(places=PLACES, regions=REGIONS, practices=PRACTICES, practice_adoptions=STEPS[:1], actions=actions),
        "steps_and_actions",
    )
    assert column(answer, "known_date") == ["2020-12-18", "2021-12", "2022", "2022-01-01", None]


def test_uptake_of_region_counts_one_regions_ways_and_actions():
    """What went to all partners, or to others, is not the region's; one without anything has zeros."""
    release = exchange()
    names = ("steps", "links", "planned_links", "selected_links", "shortlisted_links", "presented_links")
    names += ("actions", "actions_with_practice")
    assert ask(release, "uptake_of_region", place="ES62") == [names, (4, 3, 1, 1, 1, 0, 2, 1)]
    assert ask(release, "uptake_of_region", place="LV") == [names, (0, 0, 0, 0, 0, 0, 1, 0)]
    assert ask(release, "uptake_of_region", place="AT")[1] == (0,) * 8


def test_steps_and_actions_keep_an_inspiration_without_a_known_step():
    """A practice behind an action is not lost because nobody wrote down when it was shown."""
    release = tiny(
        places=PLACES, regions=REGIONS, practices=PRACTICES, actions=ACTIONS[:1], action_inspirations=INSPIRATIONS[1:]
    )
    answer = ask(release, "steps_and_actions")
    assert (column(answer, "practice"), column(answer, "action_ids")) == (["house of AT"], [["ES-1"]])


def test_uptake_summary_counts_links_once():
    """The title of the flow says how many ways ended where."""
    names, row = ask(exchange(), "uptake_summary")
    assert dict(zip(names, row, strict=True)) == {
        "steps": 6,
        "links": 5,
        "planned_links": 1,
        "selected_links": 1,
        "shortlisted_links": 1,
        "presented_links": 2,
        "steps_to_all": 2,
        "steps_without_practice": 2,
        "actions": 3,
        "actions_with_practice": 1,
        "practices": 3,
        "practices_without_uptake": 1,
        "only_shown": 0,
        "without_step": 1,
        "confirmed_without_uptake": 0,
    }


def test_what_is_missing_names_plans_actions_and_practices():
    """What nobody took up, and what came from nowhere, is said instead of left out."""
    answer = ask(exchange(), "what_is_missing")
    assert list(zip(column(answer, "kind"), column(answer, "name"), column(answer, "words"), strict=True)) == [
        ("plan", "Austria", "no action is known"),
        ("plan", "Latvia", "Action LV-1"),
        ("action", "Action ES-2", "no source names a practice behind it"),
        ("action", "Action LV-1", "no source names a practice behind it"),
        ("practice", "shop of LV", "no step towards a region is known"),
    ]


def test_plan_progress_counts_what_was_known_by_the_deadline():
    """A step of February 2022 is no progress by January; a start known by its year alone proves nothing."""
    answer = ask(exchange(), "plan_progress")
    names = ("region", "presented", "shortlisted", "selected", "planned", "named", "vague", "begun", "undated")
    assert list(zip(*(column(answer, name) for name in names), strict=True)) == [
        ("Murcia", 0, 1, 1, 0, 2, 0, 1, 0),
        ("Austria", 0, 0, 0, 0, 0, 0, 0, 0),
        ("Latvia", 0, 0, 0, 0, 0, 1, 0, 1),
    ]


def test_event_timeline_gives_the_span_in_which_an_event_can_have_been():
    """A month is no day: the mark stands on a line over all of it."""
    events = [
        {"event_id": "EV-1", "title": "A", "type": "workshop", "country_code": "LV"},
        {"event_id": "EV-2", "title": "B", "type": "workshop", "start_date": "2020-02-01", "start_precision": "month"},
        {
            "event_id": "EV-3", "title": "C", "type": "other", "country_code": "LV",
            "start_date": "2021-05-03", "start_precision": "day", "end_date": "2021-05-04",
        },
        {"event_id": "EV-4", "title": "D", "type": "other", "start_date": "2020-01-01", "start_precision": "year"},
    ]  # fmt: skip
    answer = ask(tiny(places=PLACES, events=events), "event_timeline")
    spans = [None if each is None else f"{each:%Y-%m-%d}" for each in column(answer, "span_end")]
    assert list(zip(column(answer, "event_id"), column(answer, "country"), spans, strict=True)) == [
        ("EV-3", "Latvia", "2021-05-04"),
        ("EV-1", "Latvia", None),
        ("EV-4", "Whole partnership", "2020-12-31"),
        ("EV-2", "Whole partnership", "2020-02-29"),
    ]
    assert column(answer, "events_of_country") == [2, 2, 2, 2]
    assert column(answer, "date_words") == [
        "3 May 2021",
        "date not known",
        "2020, day not known",
        "February 2020, day not known",
    ]


def test_project_figures_pair_a_target_with_its_result_only_in_one_unit():
    """Five workshops a partner and fifty workshops together are no target and result."""
    figures = [
        {"target_id": "T-01", "indicator": "Aim", "topic": "Practices", "unit": "number", "target": 30},
        {"target_id": "T-02", "indicator": "Other", "topic": "Money", "unit": "EUR", "target": 5},
        {"target_id": "T-03", "indicator": "Result", "topic": "Practices", "unit": "number", "achieved": 31},
        {"target_id": "T-04", "indicator": "Spent", "topic": "Money", "unit": "percent", "achieved": 5},
        {"target_id": "T-05", "indicator": "Alone", "unit": "number", "achieved": 5},
        {"target_id": "T-06", "indicator": "Aimed at", "unit": "number", "target": 5},
    ]
    answer = ask(tiny(project_targets=figures), "project_figures")
    names = ("target_id", "topic", "is_pair", "is_first_of_pair", "topic_achieved", "is_met", "is_open")
    assert list(zip(*(column(answer, name) for name in names), strict=True)) == [
        ("T-01", "Practices", True, True, 31.0, True, False),
        ("T-03", "Practices", True, False, 31.0, False, False),
        ("T-02", "Money", False, False, 5.0, False, False),
        ("T-04", "Money", False, False, 5.0, False, False),
        ("T-05", "Topic not given", False, False, 5.0, False, False),
        ("T-06", "Topic not given", False, False, None, False, True),
    ]


# --- the shipped data


def test_all_steps_and_actions_are_in_the_table_and_add_up_with_the_flow(shipped):
    """44 steps and 15 actions: none is lost between the data, the table and the flow."""
    table, bands = ask(shipped, "steps_and_actions"), ask(shipped, "uptake_bands")
    steps = [each for each in column(table, "adoption_id") if each]
    assert sorted(steps) == sorted(row["adoption_id"] for row in rows_of("practice_adoptions"))
    assert len(steps) == len(set(steps)) == 44
    in_table = {each for actions in column(table, "action_ids") for each in actions}
    assert in_table == {row["action_id"] for row in rows_of("actions")}
    assert len(in_table) == 15
    by_step = Counter(column(bands, "step"))
    links = {
        (row["practice_id"] or row["practice_title"], row["practice_country_code"], row["place_code"])
        for row in rows_of("practice_adoptions")
    }
    assert by_step[1] == by_step[2] == len(links) == 38
    assert {each for each in column(bands, "action_id") if each} == in_table
    # One band for each of the eleven inspirations, one for each of the eight actions without any.
    assert by_step[3] == len(rows_of("action_inspirations")) + 8 == 19
    ways = list(zip(column(table, "practice"), column(table, "origin"), column(table, "region"), strict=True))
    drawn = list(zip(column(bands, "practice"), column(bands, "origin"), column(bands, "region"), strict=True))
    assert set(ways[:44]) == set(drawn[:38])
    assert Counter(column(bands, "stage")[:38]) == {
        "presented": 21,
        "selected": 7,
        "shortlisted": 5,
        "in action plan": 5,
    }


def test_murcias_five_choices_of_december_2020_are_there(shipped):
    """The expert group of Murcia chose five practices on 18 December 2020; later steps do not take one away."""
    table = ask(shipped, "steps_and_actions")
    names = ("date", "region", "stage", "furthest_stage", "practice")
    rows = zip(*(column(table, name) for name in names), strict=True)
    chosen = [row for row in rows if row[0] and f"{row[0]:%Y-%m-%d}" == "2020-12-18"]
    assert {row[1:4] for row in chosen} == {("Region of Murcia", "selected", "selected")}
    assert sorted(row[4] for row in chosen) == [
        "Active role of Business Support Organisation in cluster support",
        "Bits IT school",
        "Business and Shared Services Center of Fundão",
        "House of Digitalization",
        "Kickstart Digitalization",
    ]


def test_what_is_missing_in_the_shipped_data(shipped):
    """Eight actions without a practice, four plans known by subject only, 44 practices not taken up."""
    answer = ask(shipped, "what_is_missing")
    kinds = list(zip(column(answer, "kind"), column(answer, "record_id"), strict=True))
    assert Counter(kind for kind, _ in kinds) == {"practice": 44, "action": 8, "plan": 4}
    assert [identifier for kind, identifier in kinds if kind == "plan"] == ["UKJ1", "LV", "RO", "HU22"]
    assert {identifier for kind, identifier in kinds if kind == "action"} == {
        *("HU-1", "UK-1", "RO-1", "LV-1", "SI-2", "SK-1b", "ES-1", "ES-2")
    }


def test_plans_targets_and_events_of_the_shipped_data(shipped):
    """Ten plans, six with named actions; three targets with a result, all reached; 43 events."""
    plans = ask(shipped, "plan_progress")
    assert (len(plans) - 1, sum(column(plans, "named")), sum(column(plans, "vague"))) == (10, 11, 4)
    assert set(column(plans, "drawn_up")) == {10}
    assert {f"{each:%Y-%m-%d}" for each in column(plans, "deadline")} == {"2022-01-31"}
    figures = ask(shipped, "project_figures")
    pairs = zip(column(figures, "topic"), column(figures, "is_pair"), column(figures, "topic_target"), strict=True)
    assert {(topic, target) for topic, is_pair, target in pairs if is_pair} == {
        ("Good practices", 30.0),
        ("Analyses of the situation", 10.0),
        ("Action plans", 10.0),
    }
    assert len(figures) - 1 == 26
    assert len(ask(shipped, "event_timeline")) - 1 == 43
