"""What the report's own queries answer, on rows that can be worked out by hand."""

from tests.queries.tiny import AUSTRIA, LATVIA, ask, column, tiny

STYRIA = {"place_code": "AT22", "type": "nuts2", "parent_code": "AT", "country_code": "AT", "name_en": "Styria"}
ALL = {"place_code": "ALL", "type": "partnership", "name_en": "All partners"}


def finding(number: int, country: str | None, place: str, region: str = "") -> dict[str, object]:
    return {
        "finding_id": f"FI-{number}",
        "country_code": country,
        "place_code": place,
        "region_name": region,
        "topic": "policy",
        "finding": f"Finding {number}.",
        "source_url": "https://example.org",
    }


def test_findings_of_countries_are_joint_where_no_country_is_chosen():
    """A report on all ten shows the joint findings; one on Austria its own, with the region they are about."""
    rows = [
        finding(2, "AT", "AT22", "Steiermark"),
        finding(1, None, "ALL"),
        finding(3, "AT", "AT"),
        finding(4, "LV", "LV"),
    ]
    engine = tiny(places=[AUSTRIA, LATVIA, STYRIA, ALL], findings=rows)
    assert column(ask(engine, "findings_of_countries", country=[], topic=[]), "finding_id") == ["FI-1"]
    assert ask(engine, "findings_of_countries", country=["AT"], topic=[]) == [
        ("finding_id", "country_code", "place", "topic", "finding", "source_url"),
        ("FI-2", "AT", "Austria, Steiermark", "policy", "Finding 2.", "https://example.org"),
        ("FI-3", "AT", "Austria", "policy", "Finding 3.", "https://example.org"),
    ]


def test_findings_of_countries_narrow_to_topics_and_are_nobody_elses():
    """Nobody's finding is shown as another's; findings on instruments or policy stay on their own screens."""
    fields = ("finding_id", "country_code", "region_name", "place_code", "topic")
    told = [
        ("FI-003", "LV", "Rīga", "LV00", "skills"),
        ("FI-002", "AT", "Österreich", "AT", "awareness"),
        ("FI-001", None, "all ten regions", "ALL", "challenge"),
        ("FI-004", "LV", "Rīga", "LV00", "policy"),
    ]
    engine = tiny(places=[AUSTRIA, LATVIA, ALL], findings=[dict(zip(fields, each, strict=True)) for each in told])
    topics = ["skills", "awareness", "challenge"]
    joint = ask(engine, "findings_of_countries", country=[], topic=topics)
    assert [row[:4] for row in joint[1:]] == [("FI-001", None, "All ten countries", "challenge")]
    own = ask(engine, "findings_of_countries", country=["LV", "AT", "ES"], topic=topics)
    assert [row[:4] for row in own[1:]] == [
        ("FI-002", "AT", "Austria", "awareness"),
        ("FI-003", "LV", "Latvia, Rīga", "skills"),
    ]
    assert len(ask(engine, "findings_of_countries", country=["ES"], topic=topics)) == 1


def test_levels_with_evidence_name_the_next_level_and_other_years():
    """A partner reads what a level rests on and what the next would take; the highest has no next."""
    rubric = [
        {
            "dimension_id": "D1",
            "dimension": "Status",
            "question": "How?",
            "level": n,
            "label": f"L{n}",
            "criterion": f"C{n}",
        }
        for n in range(6)
    ]
    known = {
        "dimension_id": "D1",
        "evidence": "E",
        "confidence": "high",
        "source_title": "S",
        "source_url": "https://s.org",
    }
    engine = tiny(
        places=[AUSTRIA, LATVIA, STYRIA],
        maturity_rubric=rubric,
        maturity_assessments=[
            known | {"place_code": place, "country_code": place[:2], "tier": tier, "year": year, "level": level}
            for place, tier, year, level in (
                ("AT", "national", 2019, 3),
                ("AT", "national", 2015, 2),
                ("AT22", "regional", 2019, 5),
                ("LV", "national", 2019, 1),
            )
        ],
    )
    answer = ask(engine, "levels_with_evidence", country=["AT"], year="2019")
    assert column(answer, "place") == ["Austria", "Styria"]
    assert column(answer, "level") == [3, 5]
    assert column(answer, "next_level") == [4, None]
    assert column(answer, "next_criterion") == ["C4", None]
    assert column(answer, "other_levels") == ["2015: 2 L2", ""]
    assert column(ask(engine, "levels_with_evidence", country=[], year="2019"), "place") == [
        "Austria",
        "Styria",
        "Latvia",
    ]
    assert len(ask(engine, "levels_with_evidence", country=[], year="1999")) == 1


def test_actions_of_countries_name_the_practices_behind_them():
    """Who plans an action sees where it comes from; practices without a title are told by their countries."""
    action = {"country_code": "AT", "place_code": "AT22", "summary": "S", "source_url": "https://example.org"}
    engine = tiny(
        places=[AUSTRIA, LATVIA, STYRIA],
        actions=[
            action | {"action_id": "AT-1", "title": "One", "start_date": "2020-06-01", "start_precision": "month"},
            action | {"action_id": "AT-2", "title": "Two", "start_date": "2021-01-01", "start_precision": "year"},
            action | {"action_id": "LV-1", "title": "Three", "country_code": "LV", "place_code": "LV"},
        ],
        practices=[{"practice_id": "P", "title": "Labs", "country_code": "LV", "place_code": "LV"}],
        action_inspirations=[
            {"inspiration_id": "1", "action_id": "AT-1", "practice_id": "P", "certainty": "stated"},
            {"inspiration_id": "2", "action_id": "AT-1", "practice_country_code": "LV", "certainty": "possible"},
            {"inspiration_id": "3", "action_id": "AT-1", "practice_country_code": "AT", "certainty": "possible"},
        ],
    )
    answer = ask(engine, "actions_of_countries", country=["AT"])
    assert column(answer, "title") == ["One", "Two"]
    assert column(answer, "place") == ["Styria", "Styria"]
    assert column(answer, "starts") == ["June 2020", "2021"]
    assert column(answer, "practices") == ["Labs (Latvia); title not given (Austria, Latvia), possible", None]
    assert column(ask(engine, "actions_of_countries", country=[]), "action_id") == ["AT-1", "AT-2", "LV-1"]


def test_cited_sources_are_those_with_values():
    """The list of sources in a report holds none that no number comes from."""
    sources = [{"source_id": each, "title": f"Title {each}", "organisation": "O"} for each in ("S1", "S2")]
    values = [
        {"indicator_id": "a", "place_code": "AT", "year": year, "size_class": "total", "value": 1, "source_id": "S2"}
        for year in (2019, 2020)
    ]
    engine = tiny(places=[AUSTRIA], sources=sources, observations=values)
    assert column(ask(engine, "cited_sources"), "title") == ["Title S2"]
