"""The charts of the index builder, each a function of the view and of the index as it was chosen."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from pages.compare.index_words import (
    INSTEAD,
    Index,
    capital_the,
    cautions_on_ranks,
    cautions_on_values,
    evidence,
    whose_years,
    written,
)
from pages.parts.chart import Chart, Table
from pages.parts.figures.base import hover_text
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.figures.numbered_bars import NumberedPart, numbered_bars
from pages.parts.figures.rank_lines import RankLine, rank_lines
from pages.parts.indicator import SIZES, the
from pages.parts.view import CACHED, View
from pages.parts.wording import fixed, listed, per_cent
from queries.cache import cached
from queries.draws import DRAWS
from queries.ranges import rank_ranges


class Rows(NamedTuple):
    """What the three queries on an index answer, as rows."""

    ranks: list[Any]
    parts: list[Any]
    moves: list[Any]


class Shown(NamedTuple):
    """All that follows from an index. `too_little`: who has too little data, and what is missing."""

    too_little: Markup
    ranges: Chart | None
    """None, as the others, where fewer than two countries have enough data."""
    contributions: Chart | None = None
    moves: Chart | None = None
    pairs: Chart | None = None


@cached(CACHED)
def shown(view: View, index: Index) -> Shown:
    """Return the charts of an index, made together because they are made of the same rows."""
    ranks = rank_ranges(
        view.release, index.items, index.weights, index.size, index.year_rule, index.aggregation, index.seed
    )
    rows = Rows(
        ranks,
        view.rows("index_contributions", **index.made()),
        view.rows("index_moves", **index.made()),
    )
    if sum(row.is_enough for row in rows.ranks) < 2:
        return Shown(_too_little(view, rows), None)
    return Shown(
        _too_little(view, rows),
        _ranges(view, index, rows),
        _contributions(view, index, rows),
        _moves(view, rows),
        _pairs(view, rows),
    )


def _ranges(view: View, index: Index, answers: Rows) -> Chart:
    rows = answers.ranks
    ranked = [row for row in rows if row.is_enough]
    chosen = {row.country_code: row.place for row in answers.moves}
    unclear = sum(len(row.unclear_with) for row in ranked) // 2
    pairs = len(ranked) * (len(ranked) - 1) // 2
    first, enough = ranked[0], view.row("common_thresholds").enough_pct
    lines = [
        RankLine(
            row.country,
            row.from_place,
            row.median_place,
            row.to_place,
            chosen.get(row.country_code),
            per_cent(row.top_three_pct, 0),
            f"<b>{hover_text(row.country)}</b><br>Rank {_span(row)} in 90\u00a0% of the draws, median "
            f"{row.median_place}<br>Among the first three in {per_cent(row.top_three_pct)} of the draws",
        )
        if row.is_enough
        else RankLine(
            row.country,
            None,
            None,
            None,
            None,
            f"not enough data: {per_cent(row.known_pct, 0)} of the weight is known",
            f"<b>{hover_text(row.country)}</b><br>Below {enough}\u00a0% of the weight no rank is given",
        )
        for row in rows
    ]
    return Chart(
        "index-ranks",
        f"{capital_the(view, first.country)} is first in {per_cent(first.first_pct, 0)} of {DRAWS:,} draws; "
        + (
            f"{unclear} of {pairs} pairs of countries cannot be told apart"
            if unclear
            else "all pairs of countries can be told apart"
        ),
        f"Rank among {len(ranked)} countries, 1 is best; index of {len(index.items)} parts, "
        + whose_years(view, index, answers.parts)
        + (f"; enterprises: {SIZES[index.size].lower()}, where known" if index.size != "total" else "")
        + f"; seed {index.seed}",
        rank_lines(lines, view.colours, label_heading=Markup("In the<br>top three")),
        "Ranks in 90\u00a0% of the draws: " + "; ".join(f"{row.country} {_span(row)}" for row in ranked) + ".",
        _ranks_table(rows, chosen),
        evidence(
            answers.parts,
            f"Ranks of {DRAWS:,} indices, each with other weights, another normalisation and another treatment of what "
            "is missing; the range leaves out the lowest and the highest 5\u00a0% of the draws. The method is below.",
            *cautions_on_ranks(view, answers.parts),
        ),
    )


def _ranks_table(rows: Sequence[Any], chosen: dict[str, int]) -> Table:
    class Ranked(NamedTuple):
        country: str
        chosen: int | None
        from_place: int | None
        median_place: int | None
        to_place: int | None
        first_pct: float | None
        top_three_pct: float | None
        known_pct: float
        unclear_with: str

    share = "%.1f"
    return Table.of(
        [
            Ranked(
                row.country,
                chosen.get(row.country_code),
                row.from_place,
                row.median_place,
                row.to_place,
                row.first_pct,
                row.top_three_pct,
                row.known_pct,
                ", ".join(row.unclear_with if row.is_enough else ()),
            )
            for row in rows
        ],
        {"country": "Country", "chosen": "Rank by your choices", "from_place": "Rank, 5 %",
         "median_place": "Median rank", "to_place": "Rank, 95 %", "first_pct": "First (% of draws)",
         "top_three_pct": "Top three (% of draws)", "known_pct": "Weight known (%)",
         "unclear_with": "Cannot be told apart from"},
        {"Rank by your choices": "%d", "Rank, 5 %": "%d", "Median rank": "%d", "Rank, 95 %": "%d",
         "First (% of draws)": share, "Top three (% of draws)": share, "Weight known (%)": share},
    )  # fmt: skip


def _span(row: Any) -> str:
    return f"{row.from_place} to {row.to_place}" if row.from_place < row.to_place else str(row.from_place)


def _too_little(view: View, answers: Rows) -> Markup:
    missing: dict[str, list[Any]] = defaultdict(list)
    for row in answers.parts:
        if not row.is_enough and row.value is None:
            missing[row.country].append(row)
    enough = view.row("common_thresholds").enough_pct
    return Markup().join(
        Markup(
            '<p class="caution"><b>{}: not enough data.</b> {} of the weight is known, {} are needed. Missing: {}.</p>'
        ).format(country, per_cent(rows[0].known_pct, 0), per_cent(enough, 0), "; ".join(row.label for row in rows))
        for country, rows in missing.items()
    )  # fmt: skip


def _pairs(view: View, answers: Rows) -> Chart:
    rows = [row for row in answers.ranks if row.is_enough]
    names = {row.country_code: row.country for row in rows}
    cells, table = [], []
    for row in rows:
        for code, share in zip(row.ahead_of, row.ahead_pcts, strict=True):
            is_unclear = names[code] in row.unclear_with
            cells.append(
                Cell(
                    row.country,
                    names[code],
                    1 if is_unclear else 0,
                    Markup("<b>{}</b>").format(fixed(share, 0)) if is_unclear else fixed(share, 0),
                    f"<b>{hover_text(row.country)}</b> is ahead of <b>{hover_text(names[code])}</b> in "
                    f"{per_cent(share)} of the draws" + ("<br>They cannot be told apart" if is_unclear else ""),
                )
            )
            table.append(_Pair(row.country, names[code], share, "yes" if is_unclear else "no"))
    most = max(rows, key=lambda row: len(row.unclear_with))
    together = len(most.unclear_with)
    colours = view.colours
    return Chart(
        "index-pairs",
        f"{capital_the(view, most.country)} cannot be told apart from {the(view, *most.unclear_with)}"
        if together
        else "Every country keeps its place against every other",
        "In how many of 100 draws the country of the row is ahead of that of the column, ties shared; bold on colour: "
        "each is ahead in 5 or more, so the two cannot be told apart",
        heat_table(
            cells,
            colours,
            rows=list(names.values()),
            columns=list(names.values()),
            steps={
                0: (colours.surface, colours.muted),
                1: (colours.levels[2], colours.level_texts[2]),
            },
        ),
        "Cannot be told apart: "
        + (
            "; ".join(f"{row.country} from {listed(list(row.unclear_with))}" for row in rows if len(row.unclear_with))
            or "none"
        )
        + ".",
        Table.of(
            table,
            {
                "country": "Country",
                "other": "Other country",
                "share": "Ahead (% of draws)",
                "is_unclear": "Cannot be told apart",
            },
            {"Ahead (% of draws)": "%.1f"},
        ),
        evidence(
            answers.parts,
            "Share of the draws in which the first country has the better rank; a draw in which both have the same "
            "rank counts half. Two countries cannot be told apart where this share lies between 5 and 95\u00a0%.",
        ),
    )


def _contributions(view: View, index: Index, answers: Rows) -> Chart:
    rows = answers.parts
    counted = [row for row in rows if row.is_enough]
    places = list(dict.fromkeys(row.country for row in counted))
    totals = {row.country: fixed(row.index_value, 0) for row in counted}
    decisive = max(counted, key=lambda row: abs(row.points_apart))
    favoured = places[0 if decisive.points_apart >= 0 else -1]
    return Chart(
        "index-parts",
        f"{decisive.label} sets {the(view, places[0])} and {the(view, places[-1])} apart most: "
        f"{fixed(abs(decisive.points_apart), 0)} points in {the(view, favoured)}’s favour",
        f"Points of the index, 1 to 100, that each part adds: {INSTEAD[index.normalisation]}, "
        f"{INSTEAD[index.aggregation]}; the numbers in the bars are those of the weights. "
        "One of many possible indices: compare the ranges, not these sums",
        numbered_bars(
            [
                NumberedPart(
                    row.country,
                    row.number,
                    0.0 if row.points is None else row.points,
                    f"<b>{hover_text(row.country)}</b><br>{row.number}. {hover_text(row.label)}<br>"
                    + (
                        "no value, left out"
                        if row.points is None
                        else f"{hover_text(written(view, row))} ({row.year})<br>score {fixed(row.score, 0)}, "
                        f"adds {fixed(row.points, 1)} points"
                    ),
                )
                for row in counted
            ],
            places,
            [totals[place] for place in places],
            view.colours,
            axis_title="Points of the index",
        ),
        "Sums: " + "; ".join(f"{place} {totals[place]}" for place in places) + ".",
        Table.of(
            [
                row._replace(
                    label=f"{row.number}. {row.label}",
                    unit=row.unit + (", lower is better" if row.is_lower_better else ""),
                    size_class=SIZES[row.size_class],
                )
                for row in rows
            ],
            {
                "country": "Country",
                "label": "Part",
                "year": "Year",
                "value": "Value",
                "unit": "Unit",
                "size_class": "Enterprises",
                "weight_pct": "Weight (%)",
                "score": "Score (1 to 100)",
                "points": "Points",
            },
            {"Year": "%d", "Score (1 to 100)": "%.1f", "Points": "%.2f"},
        ),
        evidence(
            answers.parts,
            "Score of a part, on a scale from 1 to 100, times its weight; where a value is missing, the other parts "
            "share its weight. The parts of a geometric mean share it as their logarithms do. Countries without enough "
            "data get no score, but their values are in the table.",
            *cautions_on_values(view, answers.parts),
        ),
    )


class _Pair(NamedTuple):
    country: str
    other: str
    share: float
    is_unclear: str


class _Move(NamedTuple):
    country: str
    place: int
    choice: str
    new_place: str


def _moves(view: View, answers: Rows) -> Chart:
    rows = answers.moves
    lost = [row.country for row in rows if row.new_place is None]
    most = max(rows, key=lambda row: row.steps or 0)
    if lost:
        first = next(row for row in rows if row.new_place is None)
        finding = f"{capital_the(view, *lost)} would have no rank after one change: {_instead(first)}"
    elif most.steps:
        finding = (
            f"{capital_the(view, most.country)} moves most, from {most.place} to {most.new_place}: {_instead(most)}"
        )
    else:
        finding = "No single choice, made differently, moves any country"
    return Chart(
        "index-moves",
        finding,
        "For each country the one choice that moves its rank most, all others staying as they are: another "
        "normalisation, aggregation or rule of years, equal weights, or one part left out",
        None,
        "",
        Table.of(
            [
                _Move(
                    row.country,
                    row.place,
                    "none moves it" if row.steps == 0 else _instead(row),
                    "no rank" if row.new_place is None else str(row.new_place),
                )
                for row in rows
            ],
            {
                "country": "Country",
                "place": "Rank now",
                "choice": "Choice that moves it most",
                "new_place": "Rank then",
            },
        ),
        evidence(answers.parts, "Ranks of indices that differ from the one chosen in one choice alone."),
    )


def _instead(row: Any) -> str:
    if row.choice == "part":
        return f"without “{row.instead}”"
    return INSTEAD[row.instead]
