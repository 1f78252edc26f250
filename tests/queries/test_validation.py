"""What the queries on validation answer, on a few rows."""

import pytest

from queries.engine import Engine
from tests.queries.test_policy import assessment, rubric
from tests.queries.tiny import AUSTRIA, LATVIA, ask, column, tiny

ALL = {"country": [], "tier": "both", "year": "", "dimension": []}


@pytest.fixture(scope="module")
def release() -> Engine:
    return tiny(
        places=[
            {"place_code": "ALL", "type": "partnership", "name_en": "The ten partner countries"},
            AUSTRIA,
            LATVIA,
            {"place_code": "AT12", "type": "region", "parent_code": "AT", "country_code": "AT", "name_en": "A Region"},
        ],
        maturity_rubric=[*rubric("D1"), *rubric("D2")],
        maturity_assessments=[
            assessment("LV", 3),
            {**assessment("AT", 5, tier="regional"), "place_code": "AT12"},
            assessment("AT", 2, "D2", 2015),
            assessment("AT", 4),
        ],
        findings=[
            {"finding_id": "F2", "country_code": "LV", "place_code": "LV", "topic": "skills", "finding": "Scarce."},
            {"finding_id": "F3", "country_code": "AT", "place_code": "AT", "topic": "policy", "finding": "Many."},
            {"finding_id": "F1", "place_code": "ALL", "topic": "policy", "finding": "Differ.", "source_url": "u"},
            {"finding_id": "F0", "place_code": "??", "region_name": "Elsewhere", "topic": "policy", "finding": "Lost."},
        ],
    )


def test_judged_levels_put_regions_after_their_country(release):
    """Staff choose among exactly the rows there are, each with the identifier under which it is judged."""
    names = ["A-AT-national-D1-2019", "A-AT-national-D2-2015", "A-AT-regional-D1-2019", "A-LV-national-D1-2019"]
    answer = ask(release, "judged_levels", **ALL)
    assert column(answer, "assessment_id") == names
    assert column(answer, "place") == ["Austria", "Austria", "A Region", "Latvia"]
    assert answer[1][4:13] == (
        "national", "Austria", "D1", "Dimension D1", 2019, 4, "Integrated", "Criterion 4", "Evidence AT"
    )  # fmt: skip
    for narrowed, kept in [
        ({"country": ["LV"]}, names[3:]),
        ({"tier": "regional"}, names[2:3]),
        ({"year": "2015"}, names[1:2]),
        ({"dimension": ["D1"]}, [names[0], *names[2:]]),
        ({"year": "none"}, []),
    ]:
        assert column(ask(release, "judged_levels", **{**ALL, **narrowed}), "assessment_id") == kept


def test_judged_findings_put_those_on_all_countries_first(release):
    """A finding whose place is unknown keeps the name its source gives."""
    assert ask(release, "judged_findings") == [
        ("finding_id", "country_code", "place", "topic", "finding", "source_url"),
        ("F1", None, "The ten partner countries", "policy", "Differ.", "u"),
        ("F3", "AT", "Austria", "policy", "Many.", None),
        ("F0", None, "Elsewhere", "policy", "Lost.", None),
        ("F2", "LV", "Latvia", "skills", "Scarce.", None),
    ]
