"""Releases of a few rows, so that the answer to a query can be worked out in the head."""

import csv
import io
from collections.abc import Iterable, Mapping

from data.contract import read_contract
from queries.catalogue import queries
from queries.engine import Engine
from queries.row_types import row_type

CONTRACT = read_contract()

Row = Mapping[str, object]


def country(code: str, name: str) -> Row:
    """Return the place of a partner country."""
    return {"place_code": code, "type": "country", "parent_code": "ALL", "country_code": code, "name_en": name}


AUSTRIA, LATVIA, SPAIN = country("AT", "Austria"), country("LV", "Latvia"), country("ES", "Spain")

TEN_COUNTRIES = [
    AUSTRIA,
    country("HU", "Hungary"),
    LATVIA,
    country("PT", "Portugal"),
    country("RO", "Romania"),
    country("SE", "Sweden"),
    country("SI", "Slovenia"),
    country("SK", "Slovakia"),
    SPAIN,
    country("UK", "United Kingdom"),
]

COUNTRIES = ("ES", "PT", "AT", "SK", "RO", "LV", "SE", "HU", "SI", "UK")

EU27 = {"place_code": "EU27_2020", "type": "eu_aggregate", "name_en": "European Union (27 countries from 2020)"}


def tiny(**datasets: Iterable[Row]) -> Engine:
    """Return an engine on a release with these rows; columns left out are empty, datasets left out have no row."""
    unknown = set(datasets) - set(CONTRACT.datasets)
    assert not unknown, f"The contract has no dataset {unknown}."
    return Engine(files(**datasets), CONTRACT)


def files(**datasets: Iterable[Row]) -> dict[str, bytes]:
    """Return the CSVs of such a release by dataset."""
    return {name: _csv(dataset.header, datasets.get(name, ())) for name, dataset in CONTRACT.datasets.items()}


def ask(engine: Engine, name: str, **parameters: object) -> list[tuple]:
    """Return the whole answer to a query: the names of its columns, then its rows; None is a missing value."""
    return [tuple(queries()[name].columns), *engine.rows(queries()[name].sql, parameters)]


def answered(engine: Engine, name: str, **parameters: object) -> list:
    """Return the answer to a query as named rows."""
    return list(map(row_type(name)._make, engine.rows(queries()[name].sql, parameters)))


def column(answer: list[tuple], name: str) -> list[object]:
    """Return one column of an answer of `ask`."""
    place = answer[0].index(name)
    return [row[place] for row in answer[1:]]


def rows_of(dataset: str) -> list[dict[str, str]]:
    """Return the rows of a shipped dataset as its CSV has them, without SQL."""
    with CONTRACT.datasets[dataset].path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _csv(header: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    # DictWriter raises where a row names a column that the contract does not have.
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
