"""Rewords every free text of the shipped data at once and compares every number that the queries give."""

import pytest

from data import live
from data.checks.rules import check_files
from data.releases.shipped import read_shipped
from queries.catalogue import queries
from queries.engine import Engine
from tests.robust.changes import changed, possible, tables_of

# Of a query with parameters, one way to ask it.
ASKED = {
    "country_levels": {"dimension": "D1"},
    "extremes": {"dimension": "D1"},
    "level_table_summary": {"country": [], "tier": "both", "year": "2019"},
    "level_distribution": {"tier": "both", "year": "2019"},
    "standings": {"indicator": "eis_performance_group", "size": "total", "kind": "country", "year": "common"},
    "index_choices": {"size": "total", "year_rule": "common"},
    "index_contributions": {
        "items": ["eis_performance_group", "digital_skills_basic", "D1"],
        "weights": [40, 30, 30],
        "size": "total",
        "year_rule": "common",
        "normalisation": "goalposts",
        "aggregation": "arithmetic",
    },
    "indicators_of_places": {"indicator_theme": ""},
    "nearest_peers": {"place": "LV"},
    "practice_counts": {"practice": []},
    "service_overlap": {"country": [], "provider_type": []},
    "theme_stage_cells": {"country": []},
    "instrument_overlaps": {"threshold": 0.6, "weights": [25, 25, 25, 25]},
}
NAMES = [
    name
    for name, query in queries().items()
    if (not query.parameters or name in ASKED)
    and any("VARCHAR" not in column.type for column in query.columns.values())
]


@pytest.fixture(scope="module")
def engines():
    """The shipped data as they are, and with every text that is no code reworded."""
    contract = live.contract()
    shipped = read_shipped(contract)
    names = [name for name in possible(contract) if name.endswith(" reworded")]
    reworded = changed(tables_of(shipped), names, contract)
    assert check_files(reworded, contract) == []
    return Engine(shipped, contract), Engine(reworded, contract)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_hangs_on_a_text_that_staff_may_reword(name, engines):
    """A better wording would move a rank, empty a chart or turn a national practice into a regional one."""
    query = queries()[name]
    numbers = [place for place, column in enumerate(query.columns.values()) if "VARCHAR" not in column.type]
    before, after = (
        sorted(str([row[place] for place in numbers]) for row in engine.rows(query.sql, ASKED.get(name, {})))
        for engine in engines
    )
    assert after == before
