"""What a change of the data does to the numbers people look at, on rows one can work out in the head."""

from functools import partial
from operator import attrgetter
from typing import NamedTuple

import pytest

from data import live
from queries.effects import effects, effects_of_draft, of_release, side_by_side
from tests.queries.test_indicators import observed
from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, TEN_COUNTRIES, answered, ask, tiny

CODES = ("AT", "HU", "LV", "PT", "RO", "SE", "SI", "SK")
RUBRIC = [
    {"dimension_id": "D1", "dimension": "Policy status", "level": level, "label": label}
    for level, label in enumerate(("None", "Incidental", "Emerging", "Established", "Integrated", "Core"))
]


def level(code: str, year: int, value: int, tier: str = "national") -> dict:
    return {"assessment_id": f"{code}-{year}-{tier}", "country_code": code, "tier": tier, "place_code": code,
            "dimension_id": "D1", "year": year, "level": value}  # fmt: skip


def cluster(number: int, code: str, documented: str) -> dict:
    return {"cluster_id": f"C{number}", "country_code": code, "industry40_activities": documented}


def asking(engine):
    return partial(answered, engine)


def version(levels: list, clusters: list, **values: float):
    indicators = [{"indicator_id": "cloud", "label": "Cloud", "theme": "uptake", "unit": "%", "direction": "context"}]
    return tiny(
        places=TEN_COUNTRIES,
        maturity_rubric=RUBRIC,
        maturity_assessments=levels,
        cluster_organisations=clusters,
        indicators=indicators,
        observations=observed("cloud", 2021, "total", dict(zip(CODES, range(80, 0, -10), strict=True)) | values),
    )


BEFORE = (
    [level("AT", 2019, 3), level("ES", 2019, 2), level("LV", 2015, 1)],
    [cluster(1, "AT", "yes"), cluster(2, "AT", "unknown"), cluster(3, "ES", "unknown"), cluster(4, "ES", "unknown")],
)
AFTER = (
    [level("AT", 2019, 4), level("ES", 2019, 2), level("LV", 2022, 1)],
    [cluster(1, "AT", "yes"), cluster(2, "AT", "yes"), cluster(3, "ES", "unknown"), cluster(4, "ES", "unknown")],
)


@pytest.fixture(scope="module")
def moved():
    """Austria: a level up and one more cluster documented; Latvia: 2022 instead of 2015; Hungary overtakes Austria."""
    return effects(asking(version(*BEFORE)), asking(version(*AFTER, HU=90)))


def test_known_levels_lists_every_level_with_its_word():
    """A level left out here could change without anybody being told."""
    engine = tiny(
        places=[AUSTRIA, LATVIA, SPAIN],
        maturity_rubric=RUBRIC,
        maturity_assessments=[level("LV", 2022, 5), level("AT", 2022, 3), level("AT", 2019, 2)],
    )
    assert ask(engine, "known_levels") == [
        ("place_code", "place", "country", "tier", "dimension_id", "dimension", "year", "level", "level_label"),
        ("AT", "Austria", "Austria", "national", "D1", "Policy status", 2019, 2, "Emerging"),
        ("AT", "Austria", "Austria", "national", "D1", "Policy status", 2022, 3, "Established"),
        ("LV", "Latvia", "Latvia", "national", "D1", "Policy status", 2022, 5, "Core"),
    ]


def test_indicator_ranks_are_those_of_the_year_that_most_places_share():
    """Ranks of another year than the screens show would report moves that nobody can find there."""
    engine = version(*BEFORE)
    answer = ask(engine, "indicator_ranks")
    assert len(answer) == 1 + 8
    assert dict(zip(answer[0], answer[1], strict=True)) == {
        "indicator_id": "cloud", "label": "Cloud", "unit": "%", "size_class": "total", "kind": "country",
        "place_code": "AT", "place": "Austria", "year": 2021, "value": 80.0, "rank": 1, "ranked_places": 8,
    }  # fmt: skip


def test_the_headline_rate_stands_twice_and_is_known_to_have_moved(moved):
    assert (moved.headline.before.documented_pct, moved.headline.after.documented_pct) == (25.0, 50.0)
    assert moved.is_rate_changed
    assert [(row.country, row.documented_pct) for change in moved.rates for row in change] == [
        ("Austria", 50.0),
        ("Austria", 100.0),
    ]


def test_levels_that_changed_came_or_went_are_told_apart(moved):
    """An expert whose vote was on the level must see that it is another one now, or none."""
    assert [
        (each.row.place, each.row.year, *((row and (row.level, row.level_label)) for row in each))
        for each in moved.levels
    ] == [
        ("Austria", 2019, (3, "Established"), (4, "Integrated")),
        ("Latvia", 2022, None, (1, "Incidental")),
        ("Latvia", 2015, (1, "Incidental"), None),
    ]
    assert (moved.risen, moved.fallen, moved.new_levels, moved.gone_levels, moved.known_levels) == (1, 0, 1, 1, 3)


def test_ranks_that_moved_come_with_the_values_behind_them(moved):
    assert [(was.place, was.rank, now.rank, was.value, now.value) for was, now in moved.ranks] == [
        ("Hungary", 2, 1, 70.0, 90.0),
        ("Austria", 1, 2, 80.0, 80.0),
    ]
    assert moved.ranked == 8


def test_the_same_data_move_nothing():
    same = effects(asking(version(*BEFORE)), asking(version(*BEFORE)))
    assert [len(each) for each in (same.rates, same.levels, same.ranks, same.ranges)] == [0, 0, 0, 0]
    assert not same.is_rate_changed


def test_data_without_rows_are_compared_too():
    """The first upload of a dataset is compared with nothing."""
    found = effects(asking(tiny(places=TEN_COUNTRIES)), asking(version(*AFTER)))
    assert found.new_levels == 3
    assert found.is_rate_changed
    assert effects(asking(version(*AFTER)), asking(tiny())).gone_levels == 3


@pytest.mark.parametrize("large", [1, 1 << 40], ids=["in a process of its own", "here"])
def test_an_unpublished_set_is_compared_with_a_release(monkeypatch, large):
    """What staff see before they publish is what everybody sees after."""
    monkeypatch.setattr("queries.effects.LARGE", large)
    monkeypatch.setattr("data.worker.LARGE", large)
    files = live.store().files(1)
    same = effects_of_draft(1, files)
    assert [len(each) for each in (same.rates, same.levels, same.ranks, same.ranges)] == [0, 0, 0, 0]
    before, after = b",SI,D1,2019,5,", b",SI,D1,2019,4,"
    assert files["maturity_assessments"].count(before) == 1
    lowered = {**files, "maturity_assessments": files["maturity_assessments"].replace(before, after)}
    assert [(was.place, was.level, now.level) for was, now in effects_of_draft(1, lowered).levels] == [
        ("Slovenia", 5, 4)
    ]


def test_rank_ranges_are_those_the_index_builder_first_shows():
    """Two screens with two different ranges for the same index would discredit both."""
    from pages.compare.index_choices import shares
    from queries import answers
    from queries.effects import _ranges
    from queries.ranges import rank_ranges

    live.forget()
    answers.forget()
    items = tuple(row.item_id for row in answers.rows("index_presets", 1) if row.title == "Skills")
    weights = tuple(map(float, shares([1] * len(items))))
    shown = rank_ranges(1, items, weights, "total", "common", "arithmetic", 2022)
    compared = [row for row in _ranges(of_release(1)) if row.preset == "Skills"]
    ranges = attrgetter("country_code", "from_place", "median_place", "to_place")
    assert list(map(ranges, compared)) == [ranges(row) for row in shown if row.is_enough]


class Labelled(NamedTuple):
    """A row that is known by its key."""

    key: str
    label: str
    value: int | None


def test_side_by_side_keeps_the_order_of_the_later_version_and_puts_lost_rows_last():
    row = Labelled
    before = [row("a", "A", 1), row("b", "B", 2), row("c", "C", None)]
    after = [row("d", "D", 4), row("c", "C", None), row("b", "b now", 3)]
    found = side_by_side(before, after, ("key",), ("value",))
    assert found == [(None, after[0]), (before[1], after[2]), (before[0], None)]
    assert [each.row.label for each in found] == ["D", "b now", "A"]


def test_two_missing_values_do_not_differ_and_one_does():
    """A rank that nobody had before and nobody has now has not moved."""
    assert side_by_side([Labelled("a", "A", None)], [Labelled("a", "B", None)], ("key",), ("value",)) == []
    pair = Labelled("a", "A", None), Labelled("a", "A", 0)
    assert side_by_side([pair[0]], [pair[1]], ("key",), ("value",)) == [pair]
