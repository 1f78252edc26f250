"""What the queries on an index answer, on a few rows and on the shipped data, and the same ranks found by NumPy."""

import numpy as np
import pytest

from queries.answers import Answers
from queries.catalogue import QueryError, queries
from queries.draws import NORMALISATIONS, draw
from queries.engine import Engine
from tests.queries.tiny import CONTRACT, TEN_COUNTRIES, ask, column, files, tiny

CODES = sorted(str(place["place_code"]) for place in TEN_COUNTRIES)
NINE = [code for code in CODES if code != "UK"]
NAMES = {str(place["place_code"]): place["name_en"] for place in TEN_COUNTRIES}

SMALL_FIRMS = [
    "dii_basic_v3", "ict_specialists_employed", "sme_selling_online", "sme_selling_cross_border",
    "sme_ecommerce_turnover",
]  # fmt: skip


def indicator(name: str, direction: str = "higher_is_better", unit: str = "% of enterprises") -> dict[str, object]:
    return {
        "indicator_id": name,
        "label": name.capitalize(),
        "unit": unit,
        "direction": direction,
        "theme": "skills",
        "definition": "What it is.",
        "source_organisation": "Eurostat",
    }


def values(name: str, by_place: dict[str, float], year: int = 2020, size: str = "total") -> list[dict[str, object]]:
    return [
        {"indicator_id": name, "place_code": code, "year": year, "size_class": size, "value": value}
        for code, value in by_place.items()
    ]


def levels(dimension: str, by_place: dict[str, int], year: int) -> list[dict[str, object]]:
    return [
        {
            "assessment_id": f"A-{code}-N-{dimension}-{year}",
            "country_code": code,
            "tier": "national",
            "place_code": code,
            "dimension_id": dimension,
            "year": year,
            "level": level,
        }
        for code, level in by_place.items()
    ]


@pytest.fixture(scope="module")
def release() -> Engine:
    """Rich: 10 for AT, 9 for ES … 1 for UK. Poor: less is better, in reverse, UK unknown. Small has two sizes.

    Levels D1: all ten in 2019, AT alone in 2022. “Old” is known for seven countries, “size” is neither good nor bad.
    """
    down = {code: float(10 - place) for place, code in enumerate(CODES)}
    return tiny(
        places=TEN_COUNTRIES,
        indicators=[
            indicator("rich"),
            indicator("poor", "lower_is_better"),
            indicator("small"),
            indicator("old"),
            indicator("size", "context"),
            indicator("flat"),
            indicator("group", unit="ordinal code (1 low, 2 high)"),
        ],
        observations=[
            *values("rich", down),
            *values("rich", {"AT": 30.0}, 2021),
            *values("poor", {code: down[code] for code in NINE}),
            *values("small", down),
            *values("small", {code: 100 * down[code] for code in NINE}, size="10-49"),
            *values("old", dict.fromkeys(CODES[:7], 1.0)),
            *values("size", down),
            *values("flat", dict.fromkeys(CODES, 5.0)),
            *values("group", {code: 2.0 if code in ("AT", "ES") else 1.0 for code in CODES}),
        ],
        maturity_rubric=[
            {"dimension_id": "D1", "dimension": "Policy status", "level": level, "label": str(level)}
            for level in range(6)
        ],
        maturity_assessments=[
            *levels("D1", {code: 5 if code == "AT" else 1 for code in CODES}, 2019),
            *levels("D1", {"AT": 0}, 2022),
        ],
    )


def made(items: list[str], weights: list[float] | None = None, **others: object) -> dict[str, object]:
    usual = {"size": "total", "year_rule": "common", "normalisation": "goalposts", "aggregation": "arithmetic"}
    return {"items": items, "weights": weights or [1.0] * len(items), **usual, **others}


def drawn_once(items: int, normalisation: str, weights: list[float] | None = None) -> dict[str, object]:
    """One draw without filling: what it gives can be worked out in the head."""
    return {
        "drawn_weights": weights or [1 / items] * items,
        "drawn_normalisations": [normalisation],
        "drawn_fillings": [False],
        "drawn_positions": [0.5] * 10,
    }


def without(parameters: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in parameters.items() if key != name}


def test_index_choices_are_what_has_a_direction_and_a_common_year(release):
    """“Size” is no merit and “old” is known for seven countries: an index of them would mean nothing."""
    answer = ask(release, "index_choices", size="10-49", year_rule="common")
    assert answer[0] == (
        "item_id", "kind", "label", "topic", "unit", "is_lower_better", "size_class", "countries", "from_year",
        "to_year",
    )  # fmt: skip
    assert column(answer, "item_id") == ["D1", "flat", "group", "poor", "rich", "small"]
    assert answer[1] == (
        "D1", "dimension", "Policy status", "cluster policy", "level 0 to 5", False, "total", 10, 2019, 2019
    )  # fmt: skip
    assert answer[4][5:] == (True, "total", 9, 2020, 2020)
    assert answer[6][5:] == (False, "10-49", 9, 2020, 2020)


def test_index_choices_of_the_latest_year_span_years(release):
    """With the latest year of each country, AT is read in 2021 and 2022: the screen has to say so."""
    answer = ask(release, "index_choices", size="total", year_rule="latest")
    years = {row[0]: row[-2:] for row in answer[1:]}
    assert (years["rich"], years["D1"], years["poor"]) == ((2020, 2021), (2019, 2022), (2020, 2020))


def test_index_presets_name_only_parts_the_release_knows(release):
    """A preset with a part that is gone would fail on a click."""
    assert ask(release, "index_presets") == [
        ("preset", "title", "size", "item_id", "kind"),
        ("cluster_policy", "Cluster policy", "total", "D1", "dimension"),
    ]


def test_rank_ranges_of_one_draw_are_its_ranks(release):
    """AT is best in all, UK last in rich and unknown in poor: 50 % of the weight is too little for a rank."""
    answer = ask(release, "rank_ranges", **without(made(["rich", "poor"]), "normalisation"), **drawn_once(2, "rank"))
    assert answer[0] == (
        "country_code", "country", "known_pct", "is_enough", "from_place", "median_place", "to_place", "first_pct",
        "top_three_pct", "ahead_of", "ahead_pcts", "unclear_with",
    )  # fmt: skip
    assert column(answer, "country_code")[-1] == "UK"
    assert answer[-1] == ("UK", "United Kingdom", 50.0, False, None, None, None, None, None, [], [], [])
    rich = ask(release, "rank_ranges", **without(made(["rich"]), "normalisation"), **drawn_once(1, "rank"))
    assert column(rich, "country_code") == CODES
    assert column(rich, "median_place") == list(range(1, 11))
    assert column(rich, "first_pct") == [100.0] + [0.0] * 9
    assert column(rich, "top_three_pct") == [100.0] * 3 + [0.0] * 7
    assert rich[2][9:] == (["AT", *CODES[2:]], [0.0] + [100.0] * 8, [])


def test_rank_ranges_read_the_direction(release):
    """In “poor” less is better: without the direction the worst would lead."""
    answer = ask(release, "rank_ranges", **without(made(["poor"]), "normalisation"), **drawn_once(1, "z"))
    assert column(answer, "country_code") == [*reversed(NINE), "UK"]


def test_rank_ranges_of_equal_countries_share_a_place_and_cannot_be_told_apart(release):
    """All are equal in “flat”: an order among them would be made up."""
    answer = ask(release, "rank_ranges", **without(made(["flat"]), "normalisation"), **drawn_once(1, "goalposts"))
    assert set(column(answer, "median_place")) == {1}
    assert answer[1][10] == [50.0] * 9
    assert len(answer[1][11]) == 9


def test_rank_ranges_count_65_per_cent_as_enough(release):
    """The threshold is 65 % of the chosen weights, and 65 % itself is enough."""
    for weight, is_enough in ((64.0, False), (65.0, True)):
        chosen = without(made(["rich", "poor"], [weight, 100 - weight]), "normalisation")
        answer = ask(release, "rank_ranges", **chosen, **drawn_once(2, "rank"))
        assert next(row[2:4] for row in answer if row[0] == "UK") == (weight, is_enough)


@pytest.mark.parametrize(("position", "place"), [(0.0, 10), (1.0, 1)])
def test_rank_ranges_fill_what_is_missing_from_the_range_of_the_others(release, position, place):
    """UK lacks “poor”; filled with the best of the others and weighed alone it leads, with the worst it is last."""
    given = {
        "drawn_weights": [0.0, 1.0],
        "drawn_normalisations": ["rank"],
        "drawn_fillings": [True],
        "drawn_positions": [position] * 10,
    }
    answer = ask(release, "rank_ranges", **without(made(["rich", "poor"], [70.0, 30.0]), "normalisation"), **given)
    kingdom = dict(zip(answer[0], next(row for row in answer if row[0] == "UK"), strict=True))
    # Level with the worst of the others, two share the ninth place.
    assert kingdom["median_place"] == (place if place == 1 else 9)


def test_rank_ranges_of_nothing_are_nobodys(release):
    """An empty index ranks nobody and breaks nothing."""
    none = {"drawn_weights": [], "drawn_normalisations": [], "drawn_fillings": [], "drawn_positions": []}
    answer = ask(release, "rank_ranges", **without(made([], []), "normalisation"), **none)
    assert set(column(answer, "is_enough")) <= {False}
    assert len(ask(tiny(), "rank_ranges", **without(made([], []), "normalisation"), **none)) == 1


def test_index_contributions_add_up(release):
    """Goalposts of rich are 1 and 30 over all years: AT's 10 of 2020 scores 1 + 99 * 9 / 29, and half of it counts."""
    answer = ask(release, "index_contributions", **made(["rich", "poor"]))
    rows = [dict(zip(answer[0], row, strict=True)) for row in answer[1:]]
    austria = [row for row in rows if row["country_code"] == "AT"]
    assert [(row["number"], row["item_id"], row["year"], row["value"]) for row in austria] == [
        (1, "rich", 2020, 10.0),
        (2, "poor", 2020, 10.0),
    ]
    assert [row["score"] for row in austria] == [31.7, 1.0]
    assert [row["points"] for row in austria] == [15.86, 0.5]
    assert austria[0]["index_value"] == 16.362
    kingdom = [row for row in rows if row["country_code"] == "UK"]
    assert [(row["is_enough"], row["value"], row["score"], row["points"]) for row in kingdom] == [
        (False, 1.0, None, None),
        (False, None, None, None),
    ]
    assert rows[-1]["country_code"] == "UK"


def test_index_contributions_share_a_geometric_index_as_their_logarithms_do(release):
    """Scores 31.72 and 1: their geometric mean is 5.6, and a score of 1 adds nothing to a product."""
    answer = ask(release, "index_contributions", **made(["rich", "poor"], aggregation="geometric"))
    austria = [dict(zip(answer[0], row, strict=True)) for row in answer if row[0] == "AT"]
    assert [row["points"] for row in austria] == [5.63, 0.0]
    assert austria[0]["index_value"] == 5.632


def test_index_contributions_read_ordinal_values_as_ranks_alone(release):
    """Level 5 against 1 counts as one rank, under every normalisation: nine share the places 1 to 9, so 5."""
    for item in ("D1", "group"):
        scores = {
            rule: sorted(set(column(ask(release, "index_contributions", **made([item], normalisation=rule)), "score")))
            for rule in ("goalposts", "rank")
        }
        assert scores["goalposts"] == scores["rank"]
    level = ask(release, "index_contributions", **made(["D1"]))
    assert [row[level[0].index("score")] for row in level[1:3]] == [100.0, 45.0]
    z_scores = ask(release, "index_contributions", **made(["D1"], normalisation="z"))
    assert column(z_scores, "score")[:2] == [95.0, 45.0]


def test_index_contributions_take_the_size_where_it_is_known(release):
    """Small enterprises are read for “small”; “rich” has no sizes and stays with all."""
    answer = ask(release, "index_contributions", **made(["small", "rich"], size="10-49"))
    rows = [dict(zip(answer[0], row, strict=True)) for row in answer[1:3]]
    assert [(row["size_class"], row["value"]) for row in rows] == [("10-49", 1000.0), ("total", 10.0)]


def test_index_moves_name_the_choice_that_moves_most(release):
    """By D1 alone AT leads with level 5 of 2019; the latest year, level 0, makes the first the last."""
    answer = ask(release, "index_moves", **made(["D1", "flat"]))
    assert answer[:2] == [
        ("country_code", "country", "place", "choice", "instead", "new_place", "steps"),
        ("AT", "Austria", 1, "year_rule", "latest", 10, 9),
    ]


def test_index_moves_say_where_a_country_would_lose_its_rank(release):
    """Without “rich” the United Kingdom has nothing left: that moves it more than any number of places."""
    answer = ask(release, "index_moves", **made(["rich", "poor"], [70.0, 30.0]))
    kingdom = next(row for row in answer if row[0] == "UK")
    assert kingdom[3:] == ("weights", "equal", None, None)


def recomputed(shipped: Engine, chosen: dict[str, object], drawn: object) -> dict[str, dict[str, object]]:
    """Rank in NumPy from the values themselves and the same draws."""
    items, weights = chosen["items"], np.array(chosen["weights"]) / sum(chosen["weights"])
    rows = ask(shipped, "index_contributions", **{**chosen, "normalisation": "rank"})
    value = np.full((10, len(items)), np.nan)
    better, ordinal, sizes = np.ones(len(items)), np.zeros(len(items), bool), {}
    for row in (dict(zip(rows[0], values, strict=True)) for values in rows[1:]):
        place, item = CODES.index(row["country_code"]), row["number"] - 1
        value[place, item] = np.nan if row["value"] is None else row["value"]
        better[item], ordinal[item] = -1 if row["is_lower_better"] else 1, row["is_ordinal"]
        sizes[item] = row["size_class"]
    scores = {name: np.full((10, len(items)), np.nan) for name in NORMALISATIONS}
    for item, name in enumerate(items):
        known = ~np.isnan(value[:, item])
        of = value[known, item] * better[item]
        ranks = np.array([(of < each).sum() + ((of == each).sum() + 1) / 2 for each in of])
        low, high = 1.0, float(len(of))
        if ordinal[item]:
            of = ranks
        else:
            (ever,) = shipped.rows(
                "SELECT min(value), max(value) FROM observations JOIN partner_countries ON country_code = place_code "
                "WHERE indicator_id = $name AND size_class = $size",
                {"name": name, "size": sizes[item]},
            )
            low, high = sorted(each * better[item] for each in ever)
        scores["goalposts"][known, item] = 1 + 99 * (of - low) / (high - low)
        scores["rank"][known, item] = 1 + 99 * (ranks - 1) / (len(ranks) - 1)
        scores["z"][known, item] = 50 + 15 * (of - of.mean()) / of.std()
    enough = [place for place in range(10) if weights[~np.isnan(value[place])].sum() >= 0.65 - 1e-9]
    places = np.zeros((len(drawn.weights), len(enough)), int)
    for number in range(len(drawn.weights)):
        of = scores[NORMALISATIONS[drawn.normalisations[number]]]
        index = []
        for place in enough:
            one, weight = of[place].copy(), drawn.weights[number].copy()
            gap = np.isnan(one)
            if drawn.fillings[number]:
                low, high = np.nanmin(of, axis=0), np.nanmax(of, axis=0)
                one[gap] = (low + (high - low) * drawn.positions[number, place])[gap]
            else:
                one, weight = one[~gap], weight[~gap]
            points = np.log(one) if chosen["aggregation"] == "geometric" else one
            index.append(round(float(weight @ points / weight.sum()), 9))
        places[number] = [1 + sum(other > each for other in index) for each in index]
    return {
        CODES[place]: {
            "places": np.quantile(places[:, column_], [0.05, 0.5, 0.95], method="inverted_cdf").astype(int).tolist(),
            "first": round(100 * float((places[:, column_] == 1).mean()), 1),
            "top_three": round(100 * float((places[:, column_] <= 3).mean()), 1),
            "ahead": {
                CODES[other]: 100
                * float(
                    (places[:, column_] < places[:, second]).mean()
                    + (places[:, column_] == places[:, second]).mean() / 2
                )
                for second, other in enumerate(enough)
                if other != place
            },
        }
        for column_, place in enumerate(enough)
    }


@pytest.mark.parametrize("aggregation", ["arithmetic", "geometric"])
@pytest.mark.parametrize(
    ("items", "size", "year_rule"),
    [
        (["tertiary_15_64", "ict_hard_to_fill", "rd_gerd_pct_gdp", "D1", "eis_performance_group"], "total", "latest"),
        (SMALL_FIRMS, "10-49", "common"),
        (["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"], "total", "latest"),
    ],
)
def test_numpy_finds_the_same_ranks_from_the_same_draws(shipped, items, size, year_rule, aggregation):
    """Ranks are computed in SQL; here a second time, step by step, from the values: both have to agree."""
    weights = [35.0, 25.0, 20.0, 10.0, 10.0][: len(items)] if len(items) == 5 else [12.5] * 8
    drawn = draw(7, weights, 10)
    chosen = {"items": items, "weights": weights, "size": size, "year_rule": year_rule, "aggregation": aggregation}
    answer = ask(shipped, "rank_ranges", **chosen, **drawn.parameters())
    by_hand = recomputed(shipped, chosen, drawn)
    found = {row[0]: dict(zip(answer[0], row, strict=True)) for row in answer[1:]}
    assert {code for code, row in found.items() if row["is_enough"]} == set(by_hand)
    for code, other in by_hand.items():
        row = found[code]
        assert [row["from_place"], row["median_place"], row["to_place"]] == other["places"], code
        assert (row["first_pct"], row["top_three_pct"]) == pytest.approx(
            (other["first"], other["top_three"]), abs=0.051
        )
        assert dict(zip(row["ahead_of"], row["ahead_pcts"], strict=True)) == pytest.approx(other["ahead"], abs=0.051)
        unclear = {NAMES[rival] for rival, share in other["ahead"].items() if 5 <= round(share, 6) <= 95}
        assert set(row["unclear_with"]) == unclear


def test_one_seed_gives_one_answer_and_another_another(shipped):
    """Whoever opens the link tomorrow sees the same shares of draws."""
    chosen = {"items": SMALL_FIRMS, "weights": [20.0] * 5, "size": "10-49", "year_rule": "common"}

    def shares(seed: int) -> list[object]:
        drawn = draw(seed, [20.0] * 5, 10).parameters()
        return column(ask(shipped, "rank_ranges", **chosen, aggregation="arithmetic", **drawn), "top_three_pct")

    assert shares(2022) == shares(2022)
    assert shares(2022) != shares(2023)


def test_an_answer_to_thousands_of_numbers_is_not_kept():
    """Kept by their draws, some hundred indices would fill the memory of the server."""
    answers = Answers(lambda release: files(places=TEN_COUNTRIES), CONTRACT)
    drawn = {**without(made(["rich"]), "normalisation"), **drawn_once(1, "rank")}
    assert len(answers.rows_once("rank_ranges", 1, **drawn)) == 10
    assert answers._kept.cache_info().currsize == 0
    with pytest.raises(QueryError, match="takes the parameters"):
        answers.rows_once("rank_ranges", 1, items=[])


# --- the shipped presets


def preset(shipped: Engine, name: str) -> list[str]:
    return [row[3] for row in ask(shipped, "index_presets")[1:] if row[0] == name]


@pytest.mark.parametrize(("year_rule", "known"), [("common", 0.0), ("latest", 20.0)])
def test_the_united_kingdom_has_not_enough_data_on_small_firms(shipped, year_rule, known):
    """Its series end in 2019 or 2020 and it has no digital intensity: a score would be made of one number in five."""
    assert preset(shipped, "small_firms") == SMALL_FIRMS
    answer = ask(shipped, "index_contributions", **made(SMALL_FIRMS, size="10-49", year_rule=year_rule))
    rows = [dict(zip(answer[0], row, strict=True)) for row in answer[1:]]
    kingdom = [row for row in rows if row["country_code"] == "UK"]
    assert {
        (row["is_enough"], row["known_pct"], row["score"], row["points"], row["index_value"]) for row in kingdom
    } == {(False, known, None, None, None)}
    missing = [row["label"] for row in kingdom if row["value"] is None]
    lacking = [
        "At least basic digital intensity (DII version 3)",
        "SMEs selling online",
        "SMEs selling online cross-border",
        "SME turnover from e-commerce",
    ]
    assert missing == (lacking if year_rule == "latest" else [lacking[0], kingdom[1]["label"], *lacking[1:]])
    drawn = draw(2022, [20.0] * 5, 10).parameters()
    ranges = ask(
        shipped,
        "rank_ranges",
        **without(made(SMALL_FIRMS, size="10-49", year_rule=year_rule), "normalisation"),
        **drawn,
    )
    assert ranges[-1][:7] == ("UK", "United Kingdom", known, False, None, None, None)
    assert {row[3] for row in ranges[1:-1]} == {True}


def test_each_preset_is_complete_and_ranks_nine_countries_or_more(shipped):
    """A part that the data no longer have would silently change what a preset means."""
    parts = {name: preset(shipped, name) for name in ("skills", "small_firms", "cluster_policy")}
    assert [len(each) for each in parts.values()] == [6, 5, 8]
    for name, items in parts.items():
        drawn = draw(1, [1.0] * len(items), 10).parameters()
        size = "10-49" if name == "small_firms" else "total"
        answer = ask(shipped, "rank_ranges", **without(made(items, size=size), "normalisation"), **drawn)
        assert sum(column(answer, "is_enough")) == (10 if name == "cluster_policy" else 9)


def test_scores_stay_between_1_and_100(shipped):
    """A geometric mean of a score of 0 or less would be nothing at all."""
    ((lowest, highest),) = shipped.rows("SELECT min(score), max(score) FROM index_scores")
    assert (lowest, highest) == (1, pytest.approx(100))
    assert set(queries()["rank_ranges"].parameters) >= {"drawn_weights", "drawn_positions"}
