"""What stands behind a number: its definition, sources, cautions and date, as the contract and the data tell them."""

from dataclasses import dataclass

from data import live
from pages.parts.view import View


@dataclass(frozen=True)
class Evidence:
    """Definition, source and date of a chart's numbers, and the cautions to show beside them."""

    definition: str
    source: str
    date: str
    cautions: tuple[str, ...] = ()
    url: str = ""
    """Address of the source, where there is one for all numbers."""


def of_dataset(dataset: str, definition: str, date: str, *cautions: str) -> Evidence:
    """Return the evidence of numbers counted in `dataset`, with its cautions of the names `cautions`."""
    described = live.contract().datasets[dataset]
    return Evidence(
        definition,
        f"INNO INDUSTRY dataset “{described.title}”; every row names its own source.",
        date,
        tuple(live.contract().caution(dataset, name) for name in cautions),
    )


def of_indicator(view: View, indicator: str, date: str, *cautions: str) -> Evidence:
    """Return the evidence of the values of `indicator`, with the cautions of the dataset observations so named."""
    row = view.ask_one("indicator", indicator=indicator)
    return Evidence(
        f"{row.definition} Unit: {row.unit}.",
        f"{row.source_organisation}, {row.source_dataset}.",
        date,
        tuple(live.contract().caution("observations", name) for name in cautions),
        row.source_url,
    )
