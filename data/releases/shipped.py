"""Turns the CSVs that come with the program into releases of the store."""

import logging
from collections.abc import Collection

from data.audit import PROGRAM
from data.checks.problems import Problem
from data.checks.rules import check_files
from data.contract import Contract
from data.refused import Refused
from data.releases.difference import with_new_columns
from data.releases.store import NoChange, PublishedMeanwhile, Release, Store, digest

SHOWN_PROBLEMS = 10

logger = logging.getLogger(__name__)


class ShippedDataError(Refused):
    """The shipped files cannot become a release; the message names file, line and remedy."""


def publish_shipped(store: Store, contract: Contract) -> Release:
    """Bring the store up to date with the shipped CSVs and return its newest release.

    An empty store gets them as release 1. Afterwards a shipped file that changed
    makes a new release, unless its dataset was last changed by somebody's upload or
    roll-back: people's work is never overwritten by an update of the program. It only gets
    the columns that came with the update, as the shipped rows of the same key have them. An
    update that contradicts it is left out whole, with the reason in the log.
    Raises ShippedDataError where a file is missing or breaks the contract.
    """
    shipped = read_shipped(contract)
    while True:
        newest = store.newest()
        taken, theirs = _changed(store, newest, shipped) if newest else (shipped, [])
        live = store.files(newest.number) if newest and (taken or theirs) else {}
        wider = {name: with_new_columns(contract.datasets[name], live[name], shipped[name]) for name in theirs}
        wider = {name: content for name, content in wider.items() if content != live[name]}
        if newest and not taken and not wider:
            return newest
        # A dataset that has left the contract stays in the older releases.
        files = {name: content for name, content in {**live, **taken, **wider}.items() if name in contract.datasets}
        problems = check_files(files, contract)
        if problems and newest and not check_files(shipped, contract):
            # The update is whole in itself and only contradicts what somebody published: what is live goes on.
            logger.error(
                "The shipped update does not fit what was published; release %s stays. %s",
                newest.number,
                _sentence(problems, taken),
            )
            return newest
        if problems:
            raise ShippedDataError(_sentence(problems, taken))
        try:
            return store.add_release(
                files,
                based_on=newest.number if newest else None,
                kind="shipped",
                by=PROGRAM,
                reason=f"Shipped data: {', '.join([*taken, *wider]) if newest else 'first release'}.",
            )
        except (NoChange, PublishedMeanwhile):
            # Another server started on the same store at the same moment: look at what it made.
            continue


def read_shipped(contract: Contract) -> dict[str, bytes]:
    """Return the shipped CSV of each dataset of the contract; raise ShippedDataError where one is missing."""
    files = {}
    for dataset in contract.datasets.values():
        try:
            files[dataset.name] = dataset.path.read_bytes()
        except OSError as error:
            raise ShippedDataError(
                f"File {dataset.path}: it cannot be read ({error.strerror}), expected the CSV of dataset "
                f"“{dataset.title}”. Put the file back, for example with “git checkout -- {dataset.path.name}” "
                "in its folder."
            ) from error
    return files


def _changed(store: Store, newest: Release, shipped: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Return the shipped files that belong into a release after `newest`, and the datasets with people's work."""
    live = store.digests(newest.number)
    last_shipped: dict[str, str] = {}
    last_changed_by: dict[str, Release] = {}
    for release, changed in store.changes():
        for dataset in changed:
            before = last_changed_by.get(dataset, release)
            # What the program changes of people's work are new columns, unless it had left meanwhile: it stays theirs.
            if release.kind == "shipped" != before.kind and dataset in store.digests(release.number - 1):
                continue
            last_changed_by[dataset] = release
        if release.kind == "shipped":
            last_shipped |= changed
    taken, theirs = {}, []
    for dataset, content in shipped.items():
        if dataset not in live:
            taken[dataset] = content
            continue
        if digest(content) in (last_shipped.get(dataset), live[dataset]):
            continue
        publisher = last_changed_by[dataset]
        if publisher.kind != "shipped":
            logger.warning(
                "The shipped file of dataset %s changed, but %s published over it in release %s: its rows stay.",
                dataset,
                publisher.author,
                publisher.number,
            )
            theirs.append(dataset)
            continue
        taken[dataset] = content
    return taken, theirs


def _sentence(problems: list[Problem], taken: Collection[str]) -> str:
    lines = [f"The data cannot be used: {len(problems)} problem{'s' if len(problems) > 1 else ''} found."]
    for problem in problems[:SHOWN_PROBLEMS]:
        where = "" if problem.dataset in taken else " (This is the file published in the store, not the shipped one.)"
        lines.append(f"- {problem.sentence}{where}")
    if len(problems) > SHOWN_PROBLEMS:
        lines.append(f"- and {len(problems) - SHOWN_PROBLEMS} more.")
    return "\n".join(lines)
