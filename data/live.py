"""The contract, the store and the access rules this process works with, opened once as the settings say."""

from functools import cache
from threading import Lock

from data.contract import Contract, read_contract
from data.people import clock
from data.people.access import Access
from data.people.sign_outs import SignOuts
from data.releases.publishing import Publishing
from data.releases.rehearsal import rehearse
from data.releases.shipped import publish_shipped
from data.releases.store import Release, Store
from data.review.judged import Judged
from data.review.marks import IdeaMarks
from data.review.rounds import Rounds
from data.review.votes import Votes
from data.settings import setting, whole_number

_making_access = Lock()


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
    """Return the release that is live now; raise StoreError where the store cannot be read."""
    return store().live()


def access() -> Access:
    """Return who is signed in to this process; raise SettingError where INNO_STAFF_MINUTES cannot be used.

    It lasts as long as the process, also where the store is opened anew.
    """
    # One for all threads: of two, the codes printed could be those of the one that nobody asks.
    with _making_access:
        return _access()


@cache
def _access() -> Access:
    return Access(whole_number("INNO_STAFF_MINUTES"), clock.now, sign_outs=SignOuts(lambda: store().database))


def publishing() -> Publishing:
    """Return the actions that make releases of this process's store."""
    return Publishing(store(), contract(), access(), rehearse)


def rehearse_newest() -> Release:
    """Run all screens on the newest release, and return it; raise RehearsalFailed or StoreError."""
    newest = newest_release()
    before = store().files(newest.based_on) if newest.based_on else None
    rehearse(store().files(newest.number), before)
    return newest


@cache
def judged() -> Judged:
    """Return the values that can be judged, of each release of this process's store."""
    return Judged(store(), contract())


def rounds() -> Rounds:
    """Return the rounds of validation of this process's store."""
    return Rounds(store(), judged(), access(), clock.now)


@cache
def votes() -> Votes:
    """Return the votes in these rounds, and the badges that follow from them."""
    return Votes(rounds(), judged(), store(), access())


def idea_marks() -> IdeaMarks:
    """Return what experts think of the ideas for a region, in this process's store."""
    return IdeaMarks(store(), access())


def forget() -> None:
    """Close the store and forget what was read, so that settings, contract and files are read again."""
    if store.cache_info().currsize:
        store().close()
    for opened in (contract, store, judged, votes):
        opened.cache_clear()
