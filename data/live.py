"""The contract and the store this process works with, opened once as the settings say."""

from functools import cache

from data.contract import Contract, read_contract
from data.settings import setting
from data.shipped import publish_shipped
from data.store import Release, Store


@cache
def contract() -> Contract:
    """Return the contract of the datasets; raise ContractError where it cannot be used."""
    return read_contract()


@cache
def store() -> Store:
    """Return the store, brought up to date with the shipped data.

    Raises StoreError, ContractError or ShippedDataError, each with a sentence for the operator.
    """
    opened = Store(setting("INNO_STORE_URL"))
    try:
        publish_shipped(opened, contract())
    except BaseException:
        opened.close()
        raise
    return opened


def newest_release() -> Release:
    """Return the release that is live now."""
    return store().newest()


def forget() -> None:
    """Close the store and forget what was read, so that settings, contract and files are read again."""
    if store.cache_info().currsize:
        store().close()
    contract.cache_clear()
    store.cache_clear()
