"""What the queries on good practices answer."""

import pytest

from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, column, tiny


def test_exchanged_practices_tell_confirmed_from_likely_and_other():
    """The page says how many of the 30 exchanged practices are confirmed: likely ones must not slip in."""
    kinds = ["confirmed", "other", "likely", "other", "confirmed", "other"]
    rows = [{"practice_id": f"AT-{number}", "provenance": kind} for number, kind in enumerate(kinds)]
    for practices, counts in ((rows, (2, 1, 3)), (rows[:1], (1, 0, 0)), ([], (0, 0, 0))):
        columns, answer = ask(tiny(practices=practices), "exchanged_practices")
        assert columns[1:4] == ("confirmed", "likely", "other")
        assert answer[1:4] == counts


MURCIA = {"place_code": "ES62", "type": "nuts2", "parent_code": "ES6", "country_code": "ES", "name_en": "Murcia"}
RIGA = {"place_code": "LV00", "type": "nuts2", "parent_code": "LV0", "country_code": "LV", "name_en": "Latvia"}
ALL = {"place_code": "ALL", "type": "partnership", "name_en": "The ten partner countries"}
PLACES = [AUSTRIA, {**LATVIA, "name_own": "Latvija"}, SPAIN, MURCIA, RIGA, ALL]


def practice(identifier: str, provenance: str = "other", theme: str = "skills", **more: object) -> dict[str, object]:
    country_code = identifier[:2]
    return {
        "practice_id": identifier,
        "title": f"Title of {identifier}",
        "country_code": country_code,
        "region_name": {"AT": "Wien", "ES": "Murcia", "LV": "Latvija"}[country_code],
        "place_code": {"AT": "AT", "ES": "ES62", "LV": "LV00"}[country_code],
        "provenance": provenance,
        "theme": theme,
        "summary": "What it does.",
        "source_url": "https://a.example",
        **more,
    }


def step(number: int, identifier: str | None, place_code: str, stage: str, **more: object) -> dict[str, object]:
    return {
        "adoption_id": f"PA-{number:03}",
        "practice_id": identifier,
        "practice_title": "Title",
        "country_code": "" if place_code == "ALL" else place_code[:2],
        "region_name": "Region",
        "place_code": place_code,
        "stage": stage,
        "date": f"2020-03-{number:02}",
        "source_url": "https://b.example",
        **more,
    }


def four() -> object:
    """Four practices: one in an action plan, one only selected by all partners, one presented, one without a step."""
    return tiny(
        places=PLACES,
        practices=[
            practice("AT-plan", "confirmed", title="Žilina vouchers", theme="awareness"),
            practice("ES-all", "likely"),
            practice("LV-shown", "other", latitude=57, longitude=24, city="Riga"),
            practice("LV-none", "other", theme="training", latitude=57, longitude=24, city="Riga", resources_eur=10),
        ],
        practice_adoptions=[
            step(1, "AT-plan", "ES62", "in action plan", note="That this is the one is inferred."),
            step(2, "AT-plan", "LV", "shortlisted"),
            step(3, "ES-all", "ALL", "selected"),
            step(4, "LV-shown", "ALL", "presented", date="2022-01-20"),
            step(5, None, "ES62", "selected"),
        ],
        actions=[
            {"action_id": "ES-1", "country_code": "ES", "place_code": "ES62", "title": "Vouchers", "summary": "Gives.",
             "region_name": "Murcia", "source_url": "https://c.example"},
        ],
        action_inspirations=[
            {"inspiration_id": "AI-01", "action_id": "ES-1", "practice_id": "AT-plan", "practice_country_code": "AT",
             "certainty": "stated"},
            {"inspiration_id": "AI-02", "action_id": "ES-1", "practice_country_code": "LV", "certainty": "possible",
             "note": "One of several."},
        ],
        project_targets=[{"target_id": "T-08", "indicator": "Good practices exchanged", "achieved": 5}],
    )  # fmt: skip


FROM_LATVIA = ["LV-none", "LV-shown"]
ALL_FOUR = ["AT-plan", "ES-all", *FROM_LATVIA]
ALL_OF_THEM = {"words": "", "country": [], "practice_theme": [], "provenance": [], "adopted": "any"}


def chosen(**filters: object) -> dict[str, object]:
    return {**ALL_OF_THEM, **filters}


FIRST = [
    ({}, ["AT-plan", "ES-all", "LV-shown", "LV-none"]),
    ({"words": "zilina VOUCHERS"}, ["AT-plan"]),
    ({"words": "vouchers nowhere"}, []),
    ({"words": "'; DROP TABLE practices; --"}, []),
    ({"country": ["LV", "ES"]}, ["ES-all", "LV-shown", "LV-none"]),
    ({"practice_theme": ["training", "awareness"]}, ["AT-plan", "LV-none"]),
    ({"provenance": ["confirmed", "likely"]}, ["AT-plan", "ES-all"]),
    ({"adopted": "yes"}, ["AT-plan"]),
    ({"adopted": "no"}, ["ES-all", "LV-shown", "LV-none"]),
    ({"adopted": "nonsense"}, ["AT-plan", "ES-all", "LV-shown", "LV-none"]),
    ({"country": ["LV"], "adopted": "yes"}, []),
]


@pytest.mark.parametrize(("filters", "found"), FIRST)
def test_practices_found_fit_every_filter_surest_and_furthest_first(filters, found):
    """Who filters for one country, theme or word must get these practices and no other."""
    assert column(ask(four(), "practices_found", **chosen(**filters)), "practice_id") == found


def test_practice_list_tells_uptake_from_being_shown():
    """A practice only presented, or selected by nobody in particular, is no uptake; nothing is made up for the rest."""
    answer = ask(four(), "practice_list")
    names = ["is_taken_up", "furthest_stage", "taken_up_by", "shortlisted_by", "presented_to", "inspired_actions"]
    assert list(zip(*(column(answer, name) for name in names), strict=True)) == [
        (True, "in action plan", "Murcia", "Latvia", None, "Vouchers (Murcia)"),
        (False, "selected", None, None, None, None),
        (False, "presented", None, None, "all partners", None),
        (False, "no step known", None, None, None, None),
    ]
    assert column(answer, "is_national") == [False, False, True, True]
    assert column(answer, "resources_eur") == [None, None, None, 10]


def test_practice_counts_are_split_by_provenance():
    """Confirmed, likely and other practices are never one number."""
    columns = (
        "practices", "confirmed", "likely", "other", "taken_up", "taken_up_confirmed", "taken_up_likely",
        "taken_up_other",
    )  # fmt: skip
    all_four = ask(four(), "practice_counts", practice=ALL_FOUR)
    assert [row[:8] for row in all_four] == [columns, (4, 1, 1, 2, 1, 1, 0, 0)]
    assert ask(four(), "practice_counts", practice=FROM_LATVIA)[1][:8] == (2, 0, 0, 2, 0, 0, 0, 0)


def test_practice_counts_say_what_stands_at_a_seat_and_what_is_not_on_the_map():
    """National practices pile up in capitals: the reader must be told how many do."""
    columns = (
        "national", "national_confirmed", "national_likely", "national_other", "without_point", "points", "west",
        "east", "south", "north",
    )  # fmt: skip
    answer = ask(four(), "practice_counts", practice=ALL_FOUR)
    assert [row[8:] for row in answer] == [columns, (2, 0, 0, 2, 2, 1, 23, 25, 56, 58)]
    assert ask(four(), "practice_counts", practice=[])[1] == (*(0,) * 14, None, None, None, None)


def test_practice_facets_count_each_choice_under_the_other_filters():
    """A count beside a choice says what choosing it would show; choices of one filter add up to its “any”."""
    answer = ask(four(), "practice_facets", **chosen(country=["LV"]))
    assert answer[0] == ("facet", "choice", "label", "practices", "confirmed", "likely", "other")
    assert answer[1:] == [
        ("adopted", "any", "any", 2, 0, 0, 2),
        ("adopted", "yes", "taken up", 0, 0, 0, 0),
        ("adopted", "no", "not taken up", 2, 0, 0, 2),
        # Its own filter does not narrow a filter's counts.
        ("country", "any", "any", 4, 1, 1, 2),
        ("country", "AT", "Austria", 1, 1, 0, 0),
        ("country", "LV", "Latvia", 2, 0, 0, 2),
        ("country", "ES", "Spain", 1, 0, 1, 0),
        ("practice_theme", "any", "any", 2, 0, 0, 2),
        ("practice_theme", "awareness", "awareness", 0, 0, 0, 0),
        ("practice_theme", "skills", "skills", 1, 0, 0, 1),
        ("practice_theme", "training", "training", 1, 0, 0, 1),
        ("provenance", "any", "any", 2, 0, 0, 2),
        ("provenance", "confirmed", "confirmed", 0, 0, 0, 0),
        ("provenance", "likely", "likely", 0, 0, 0, 0),
        ("provenance", "other", "other", 2, 0, 0, 2),
    ]


def test_practices_by_theme_the_most_frequent_first():
    """The bars of the themes, each split."""
    columns = ("theme", "practices", "confirmed", "likely", "other", "is_most")
    assert ask(four(), "practices_by_theme", practice=ALL_FOUR) == [
        columns,
        ("skills", 2, 0, 1, 1, True),
        ("awareness", 1, 1, 0, 0, False),
        ("training", 1, 0, 0, 1, False),
    ]
    # Themes that share the first place are both named.
    tied = [("skills", 1, 0, 0, 1, True), ("training", 1, 0, 0, 1, True)]
    assert ask(four(), "practices_by_theme", practice=FROM_LATVIA) == [columns, *tied]
    assert ask(four(), "practices_by_theme", practice=[]) == [columns]


def test_practices_by_stage_keeps_stages_nobody_reached():
    """How far practices went: each once at its furthest; a stage without any stays visible with 0."""
    assert ask(four(), "practices_by_stage", practice=["AT-plan", *FROM_LATVIA]) == [
        ("stage", "practices", "confirmed", "likely", "other"),
        ("in action plan", 1, 1, 0, 0),
        ("selected", 0, 0, 0, 0),
        ("shortlisted", 0, 0, 0, 0),
        ("presented", 1, 0, 0, 1),
        ("no step known", 1, 0, 0, 1),
    ]


def test_practices_by_town_groups_what_lies_on_one_point():
    """Practices of one town share a point: without their titles in one row all but one are hidden."""
    assert ask(four(), "practices_by_town", practice=ALL_FOUR) == [
        ("provenance", "country", "city", "latitude", "longitude", "practices", "national", "titles"),
        (
            "other", "Latvia", "Riga", 57.0, 24.0, 2, 2,
            ["Title of LV-none (national)", "Title of LV-shown (national)"],
        ),
    ]  # fmt: skip


def test_exchanged_practices_says_how_many_are_still_to_be_found():
    """Of five exchanged, one is confirmed and one likely: three or four are still to be found."""
    columns = ("exchanged", "confirmed", "likely", "other", "to_find_least", "to_find_most")
    assert ask(four(), "exchanged_practices") == [columns, (5, 1, 1, 2, 3, 4)]
    assert ask(tiny(), "exchanged_practices") == [columns, (None, 0, 0, 0, None, None)]


def test_practice_steps_come_by_date_and_name_all_partners():
    """A step to all partners must not look like one region's, nor one of January 2022 like part of the exchange."""
    answer = ask(four(), "practice_steps", practice="AT-plan")
    assert answer[0] == (
        "adoption_id", "date", "stage", "place", "country", "is_to_all", "is_after_exchange", "is_inferred", "note",
        "source_url",
    )  # fmt: skip
    assert [row[0] for row in answer[1:]] == ["PA-001", "PA-002"]
    assert answer[1][2:8] == ("in action plan", "Murcia", "Spain", False, False, True)
    # The country itself is not named twice.
    assert answer[2][2:8] == ("shortlisted", "Latvia", None, False, False, False)
    assert ask(four(), "practice_steps", practice="LV-shown")[1][2:8] == (
        "presented", "all partners", None, True, True, False,
    )  # fmt: skip
    assert len(ask(four(), "practice_steps", practice="LV-none")) == 1


def test_practice_actions_tell_what_is_named_from_what_names_only_the_country():
    """An action whose source names only Latvia must not be put down to one Latvian practice."""
    columns = (
        "is_named", "certainty", "action_id", "title", "place", "country", "origin", "summary", "note", "source_url",
    )  # fmt: skip
    stated = (True, "stated", "ES-1", "Vouchers", "Murcia", "Spain", "Austria", "Gives.", None, "https://c.example")
    possible = (
        False, "possible", "ES-1", "Vouchers", "Murcia", "Spain", "Latvia", "Gives.", "One of several.",
        "https://c.example",
    )  # fmt: skip
    assert ask(four(), "practice_actions", practice="AT-plan") == [columns, stated]
    assert ask(four(), "practice_actions", practice="LV-none") == [columns, possible]
    assert ask(four(), "practice_actions", practice="ES-all") == [columns]


def test_of_the_thirty_fourteen_are_confirmed_and_eleven_to_sixteen_to_be_found(shipped):
    """14 confirmed, 5 likely, 34 other; 11 to 16 of the 30 still to be found."""
    assert ask(shipped, "exchanged_practices")[1] == (30, 14, 5, 34, 11, 16)
    every = column(ask(shipped, "practices_found", **chosen()), "practice_id")
    assert ask(shipped, "practice_counts", practice=every)[1][:8] == (53, 14, 5, 34, 9, 9, 0, 0)


def test_murcia_chose_five_on_18_december_2020(shipped):
    """Murcia's five choices stand in the details of these practices."""
    found = []
    for identifier in column(ask(shipped, "practice_list"), "practice_id"):
        for row in ask(shipped, "practice_steps", practice=identifier)[1:]:
            if (str(row[1])[:10], row[2], row[3]) == ("2020-12-18", "selected", "Region of Murcia"):
                found.append(identifier)
    assert sorted(found) == [
        "AT-house-of-digitalization",
        "LV-bits-it-school",
        "PT-shared-services-fundao",
        "SE-kickstart-digitalization",
        "SK-active-bso",
    ]


def test_search_finds_accented_words_by_their_plain_spelling(shipped):
    """“Kosice” finds Košice and “Fundao” finds Fundão."""
    assert column(ask(shipped, "practices_found", **chosen(words="kosice")), "practice_id") == ["SK-it-valley-kosice"]
    assert "PT-shared-services-fundao" in column(
        ask(shipped, "practices_found", **chosen(words="FUNDAO")), "practice_id"
    )


@pytest.mark.parametrize("filters", [{}, {"words": "digital"}, {"adopted": "yes"}, {"country": ["SK", "LV"]}])
def test_the_counts_beside_the_choices_add_up(shipped, filters):
    """The choices of each filter together are all practices that its other filters leave; each split adds up too."""
    answer = ask(shipped, "practice_facets", **chosen(**filters))[1:]
    for facet in ("country", "practice_theme", "provenance", "adopted"):
        whole = next(row[3:] for row in answer if row[:2] == (facet, "any"))
        parts = [row[3:] for row in answer if row[0] == facet and row[1] != "any"]
        assert tuple(map(sum, zip(*parts, strict=True))) == whole
        assert whole[0] == sum(whole[1:])


def test_the_five_steps_of_january_2022_came_after_the_exchange(shipped):
    """Four of PA-040 to PA-044 name a practice; no other step is marked as late."""
    late = []
    for identifier in column(ask(shipped, "practice_list"), "practice_id"):
        late += [row[0] for row in ask(shipped, "practice_steps", practice=identifier)[1:] if row[6]]
    assert sorted(late) == ["PA-040", "PA-041", "PA-042", "PA-043"]
