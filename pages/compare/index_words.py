"""What an index is and the words for it: its method, the years and sources of its parts, the cautions they call for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data import live
from pages.compare.indicator_words import SIZES
from pages.parts.evidence import Evidence
from pages.parts.view import CACHED, View
from pages.parts.wording import listed
from queries.cache import cached
from queries.draws import DRAWS

NORMALISATIONS = {"goalposts": "Goalposts", "rank": "Ranks", "z": "Z-scores"}
AGGREGATIONS = {"arithmetic": "Arithmetic", "geometric": "Geometric"}
YEAR_RULES = {"common": "Latest common", "latest": "Latest of each"}

SIZE_CHOICES = {
    "total": "All sizes",
    "10-49": "Small, 10 to 49",
    "50-249": "Medium, 50 to 249",
    "250+": "Large, 250 and more",
}

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

# The beginning of an indicator's identifier -> the caution of the dataset observations that belongs to it.
CAUTIONS = {
    "dii_": "digital_intensity_versions",
    "digital_": "digital_skills_from_2021",
    "desi_": "desi_edition_years",
    "ict_hard_to_fill": "vacancies_romania_2019",
    "rd_gerd_pct_gdp": "research_from_world_bank",
    "eis_": "innovation_groups_are_codes",
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

    def made(self) -> dict[str, object]:
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
    rows = {
        row.item_id: row for row in view.ask("index_choices", size=size, year_rule=year_rule).itertuples(index=False)
    }
    return {item: f"{number}. {_described(rows[item], size)}" for number, item in enumerate(items, 1)}


def _described(row: object, size: str) -> str:
    words = [row.label, _years(row)]
    if row.size_class != "total":
        words.append(SIZES[row.size_class].split(",")[0].lower())
    elif size != "total" and row.kind == "indicator":
        words.append("all sizes")
    if row.is_lower_better:
        words.append("lower is better")
    return ", ".join(words)


def _years(row: object) -> str:
    if pd.isna(row.from_year):
        return "no common year"
    return f"{row.from_year} to {row.to_year}" if row.from_year < row.to_year else str(row.from_year)


def of_years(index: Index, parts: Sequence) -> str:
    """Return in words which year's values enter; `parts`: the rows of index_contributions."""
    if index.year_rule == "latest":
        return "the latest year of each country"
    are_levels = {row.unit.startswith("level") for row in parts}
    words = ["the latest year that at least eight countries have a value for"] if False in are_levels else []
    words += ["the latest year in which all ten are assessed"] if True in are_levels else []
    return ", for cluster policy ".join(words)


def the(names: Iterable[str]) -> str:
    """Return the names of countries as one phrase, with “the” where it belongs."""
    return listed(["the United Kingdom" if name == "United Kingdom" else name for name in names])


def capital_the(names: Iterable[str]) -> str:
    """Return the same for the beginning of a sentence."""
    words = the(names)
    return words[:1].upper() + words[1:]


def evidence(parts: Sequence, definition: str, cautions: Iterable[str] = ()) -> Evidence:
    """Return what stands behind an index: the sources and years of its parts, with `cautions`."""
    sources = sorted({row.source_organisation for row in parts})
    years = sorted({int(row.year) for row in parts if not pd.isna(row.year)})
    return Evidence(
        definition,
        f"{listed(sources)}; the table of contributions has every value with its year.",
        f"Values of {years[0]} to {years[-1]}." if len(years) > 1 else f"Values of {years[0]}." if years else "",
        tuple(cautions),
    )


def cautions_on_values(index: Index) -> list[str]:
    """Return the cautions that the values of the parts call for."""
    contract = live.contract()
    return [
        contract.caution("observations", name)
        for start, name in CAUTIONS.items()
        if any(item.startswith(start) for item in index.items)
    ]


def cautions_on_ranks(parts: Sequence) -> list[str]:
    """Return the cautions that the ranks call for: on levels, and on the United Kingdom where it has none."""
    contract = live.contract()
    cautions = []
    if any(row.country_code == "UK" and not row.is_enough for row in parts):
        cautions.append(contract.caution("observations", "united_kingdom_series_end"))
    if any(row.unit.startswith("level") for row in parts):
        names = ("levels_are_ordinal", "national_tier_only")
        cautions += [contract.caution("maturity_assessments", name) for name in names]
    return cautions


METHOD = (
    '<h3 class="chart-finding">How the ranges are made</h3>'
    '<p class="fine" style="max-width: 62rem">The steps follow the <a href="https://doi.org/10.1787/9789264043466-en">'
    "Handbook on Constructing Composite Indicators</a> of the OECD and the Joint Research Centre of the European "
    "Commission (2008): choose, normalise, weigh, add up, and test how much each choice decides. Every part is turned "
    "so that more is better and brought to a scale from 1 to 100, in one of three ways: between fixed goalposts (the "
    "lowest and the highest value that any of the ten countries had in any year), by rank, or by z-score (50 is the "
    "mean, 15 one standard deviation). Ordinal levels have no distances, so only their ranks enter, whichever way is "
    "chosen. An arithmetic mean lets a strong part make up for a weak one; a geometric mean does so less.</p>"
    '<p class="fine" style="max-width: 62rem">A single rank would hide how much hangs on such choices. So the index is '
    f"made {DRAWS:,} times: weights are drawn around yours (Dirichlet distribution with concentration 50: a weight of "
    "20\u00a0% lies between 12 and 30\u00a0% in nine draws of ten), and each of the three normalisations is as likely "
    "as the others. In half of the draws what is missing is left out and the rest shares its weight; in the other half "
    "it is drawn from the range of the other countries. Aggregation, parts, years and enterprises stay as you chose "
    "them. A country with less than 65\u00a0% of the weight known gets no rank and no score. The draws come from the "
    "seed, which is part of the link: the same link shows the same numbers on the same data release.</p>"
)
