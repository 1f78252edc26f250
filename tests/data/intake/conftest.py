"""The contract, the shipped data as what is live, and ways to write a table as people do."""

import csv
import io
from collections.abc import Callable, Mapping

import pytest

from data.contract import Contract, read_contract
from data.intake.draft import Draft, draft
from data.intake.files import FileChoices, UploadedFile

CONTRACT = read_contract()
LIVE = {name: dataset.path.read_bytes() for name, dataset in CONTRACT.datasets.items()}


@pytest.fixture(scope="session")
def contract() -> Contract:
    return CONTRACT


@pytest.fixture(scope="session")
def live() -> Mapping[str, bytes]:
    return LIVE


@pytest.fixture(scope="session")
def upload() -> Callable[..., Draft]:
    """Drop files, given as name without “.csv” -> bytes; `choices` as in `draft`, but by the short name."""

    def drop(choices: Mapping[str, FileChoices] | None = None, **files: bytes) -> Draft:
        given = {f"{name}.csv": each for name, each in (choices or {}).items()}
        return draft([UploadedFile(f"{name}.csv", content) for name, content in files.items()], LIVE, CONTRACT, given)

    return drop


def rows_of(dataset: str) -> list[list[str]]:
    """Header and rows of a shipped dataset."""
    return list(csv.reader(io.StringIO(LIVE[dataset].decode("utf-8"), newline="")))


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    """A table as CSV text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()
