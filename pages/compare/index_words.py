"""What an index is and the words for it: its method, the years and sources of its parts, the cautions they call for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from data.contract import Fact
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.indicator import SIZES, cautions, described, most_countries, of_years, the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, fixed, listed
from queries.cache import cached

NORMALISATIONS = {"goalposts": "Goalposts", "rank": "Ranks", "z": "Z-scores"}
AGGREGATIONS = {"arithmetic": "Arithmetic", "geometric": "Geometric"}
YEAR_RULES = {"common": "Latest common", "latest": "Latest of each"}

SIZE_CHOICES = {size: SIZES[size] for size in ("total", "10-49", "50-249", "250+")}

INSTEAD = {
    "goalposts": "normalised between goalposts",
    "rank": "normalised by ranks",
    "z": "normalised by z-scores",
    "arithmetic": "arithmetic mean",
    "geometric": "geometric mean",
    "common": "latest common year",
    "latest": "latest year of each country",
    "equal": "equal weights",
}


@dataclass(frozen=True)
class Index:
    """An index as it was chosen: parts in order with their weights in per cent, method, and the seed of the draws."""

    items: tuple[str, ...]
    weights: tuple[int, ...]
    size: str
    year_rule: str
    normalisation: str
    aggregation: str
    seed: int

    def made(self) -> dict[str, Any]:
        """Return what the queries on the index without draws ask for."""
        return {
            "items": self.items,
            "weights": self.weights,
            "size": self.size,
            "year_rule": self.year_rule,
            "normalisation": self.normalisation,
            "aggregation": self.aggregation,
        }


@cached(CACHED)
def labels(view: View, items: tuple[str, ...], size: str, year_rule: str) -> dict[str, str]:
    """Return what stands at each part's weight: its number, name and years, and the size or direction if not usual."""
    rows = {row.item_id: row for row in view.rows("index_choices", size=size, year_rule=year_rule)}
    return {item: f"{number}. {_described(rows[item], size)}" for number, item in enumerate(items, 1)}


def _described(row: Any, size: str) -> str:
    words = [row.label, of_years((row.from_year, row.to_year)) if row.from_year else "no common year"]
    if row.size_class != "total":
        words.append(SIZES[row.size_class].split(",")[0].lower())
    elif size != "total" and row.kind == "indicator":
        words.append("all sizes")
    if row.is_lower_better:
        words.append("lower is better")
    return ", ".join(words)


def is_level(part: Any) -> bool:
    """Whether a part of an index is a level of cluster policy, no indicator; identifiers of indicators are small."""
    return part.item_id[:1].isupper()


def whose_years(view: View, index: Index, parts: Sequence[Any]) -> str:
    """Return in words which year's values enter; `parts`: the rows of index_contributions."""
    if index.year_rule == "latest":
        return "the latest year of each country"
    are_levels = {is_level(row) for row in parts}
    words = [f"the latest year that {most_countries(view)} have a value for"] if False in are_levels else []
    words += ["the latest year in which all ten are assessed"] if True in are_levels else []
    return ", for cluster policy ".join(words)


def capital_the(view: View, *countries: str) -> str:
    """Return names of countries as one phrase at the beginning of a sentence."""
    return capital(the(view, *countries))


def written(view: View, part: Any) -> str:
    """Return a part's value as it is written."""
    if is_level(part):
        return f"level {fixed(part.value, 0)}"
    about = described(view, part.item_id, part.size_class)
    return about.number(part.value) + ("" if about.is_share or about.is_ordinal else f" {about.unit}")


def evidence(parts: Sequence[Any], definition: str, *said: str) -> Evidence:
    """Return what stands behind an index: the sources and years of its parts, with the cautions `said`."""
    sources = sorted({row.source_organisation for row in parts})
    years = sorted({row.year for row in parts if row.year is not None})
    return Evidence(
        definition,
        f"{listed(sources)}; the table of contributions has every value with its year.",
        f"Values of {of_years(years)}." if years else "",
        said,
    )


def cautions_on_ranks(view: View, parts: Sequence[Any]) -> tuple[str, ...]:
    """Return the cautions that the ranks call for: on what a country without a rank lacks, and on levels."""
    levels = [
        Fact(row.country_code, year=row.year, dimension=row.item_id, tier="national", missing=row.value is None)
        for row in parts
        if is_level(row)
    ]
    return (*cautions(_lacking(view, parts)), *of_dataset("maturity_assessments", "", "", facts=levels).cautions)


def cautions_on_values(view: View, parts: Sequence[Any]) -> tuple[str, ...]:
    """Return the cautions that the values of the indicators call for, less those on the ranks."""
    return cautions(_facts(view, parts), _lacking(view, parts))


def _lacking(view: View, parts: Iterable[Any]) -> list[Fact]:
    return _facts(view, (row for row in parts if not row.is_enough and row.value is None))


def _facts(view: View, parts: Iterable[Any]) -> list[Fact]:
    indicators = [(described(view, row.item_id), row) for row in parts if not is_level(row)]
    return [
        Fact(
            row.country_code, row.item_id, about.organisation, "country", row.year, row.flag, missing=row.value is None
        )
        for about, row in indicators
    ]
