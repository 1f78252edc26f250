"""What stands behind a number: its definition, sources, cautions and date, as the contract and the data tell them."""

from collections.abc import Iterable
from dataclasses import dataclass

from data import live
from data.contract import Fact


@dataclass(frozen=True)
class Evidence:
    """Definition, source and date of a chart's numbers, and the cautions to show beside them."""

    definition: str
    source: str
    date: str
    cautions: tuple[str, ...] = ()
    url: str = ""
    """Address of the source, where there is one for all numbers."""


def of_dataset(dataset: str, definition: str, date: str, *cautions: str, facts: Iterable[Fact] = ()) -> Evidence:
    """Return the evidence of numbers counted in `dataset`.

    Its cautions are those that the `facts` shown call for, then those of the names `cautions`.
    """
    described = live.contract().datasets[dataset]
    names = dict.fromkeys((*described.cautions_on(facts), *cautions))
    return Evidence(
        definition,
        f"INNO INDUSTRY dataset “{described.title}”; every row names its own source.",
        date,
        tuple(live.contract().caution(dataset, name) for name in names),
    )
