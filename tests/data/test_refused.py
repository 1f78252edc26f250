"""Whatever refuses something says so in the same way, so that a page needs one “except”."""

import importlib
import pkgutil
from collections.abc import Iterator

import data
import queries
from data.refused import Refused

# They are caught where they are raised, or by the one module that makes the sentence.
INTERNAL = {"EncodingUnknown"}


def exceptions() -> Iterator[type[Exception]]:
    """Every exception that data and queries define."""
    for package in (data, queries):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.endswith("__main__"):
                continue
            module = importlib.import_module(found.name)
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == found.name:
                    yield value


def test_every_refusal_is_one() -> None:
    """Without it, a page that catches Refused would show a traceback for the one it does not know."""
    found = {each.__name__: each for each in exceptions() if each.__name__[0] != "_"}
    assert {"StoreError", "NotAllowed", "RoundClosed", "QueryError", "ContractError"} <= set(found)
    assert [name for name, each in found.items() if not issubclass(each, Refused) and name not in INTERNAL] == []
