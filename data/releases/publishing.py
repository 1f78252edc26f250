"""Publishes a draft, or an older release again, as the next release: by staff, with a reason, and whole."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from data import worker
from data.audit import recordable
from data.checks.problems import Problem
from data.checks.rules import check_files
from data.contract import Contract
from data.people.access import Access, Visitor
from data.refused import Refused
from data.releases.difference import with_new_columns
from data.releases.store import NoChange, Release, Store

logger = logging.getLogger(__name__)

# Long enough to say something, short enough for a line of the history.
REASON_LETTERS = (5, 500)


class BrokenRelease(Refused):
    """The datasets together break the contract: `problems` says where, and nothing was published."""

    def __init__(self, problems: list[Problem]) -> None:
        count = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        super().__init__(f"Nothing was published: {count} in the data. The first: {problems[0].sentence}")
        self.problems = problems


class UnknownRelease(Refused):
    """There is no release with this number; the message says which there are."""


def checked_files(files: Mapping[str, bytes], contract: Contract) -> list[Problem]:
    """Return what is wrong with a complete set of datasets, as `check_files`; large ones in a process of their own.

    Raises CheckFailed.
    """
    return worker.run(check_files, dict(files), contract, size=sum(map(len, files.values())))


@contextmanager
def _logged(action: str, based_on: int) -> Iterator[None]:
    """Write to the operator's log why the `action` on top of the release `based_on` made no release."""
    try:
        yield
    except NoChange:
        # What is live already is no failure.
        raise
    except Refused as error:
        logger.warning("To %s on top of release %s was refused (%s): %s", action, based_on, type(error).__name__, error)
        raise
    except Exception:
        logger.exception("To %s on top of release %s failed.", action, based_on)
        raise


@dataclass(frozen=True)
class Publishing:
    """The actions that make releases. Each asks `access` who may do it and leaves an entry in the audit log."""

    store: Store
    contract: Contract
    access: Access

    def publish(self, files: Mapping[str, bytes], *, based_on: int, visitor: Visitor, reason: str) -> Release:
        """Publish the complete set `files` (dataset -> CSV), prepared on the release `based_on`, and return it.

        Raises SessionEnded, NotAllowed, TextRefused (the reason), BrokenRelease, CheckFailed, NoChange,
        PublishedMeanwhile or StoreError, each with a sentence; nothing was written then.
        """
        with _logged("publish", based_on):
            self.access.permit(visitor, "publish")
            reason = recordable(reason, "Reason", *REASON_LETTERS)
            before = self.store.files(based_on)
            # What nobody touched may be from before the contract got a column.
            files = {
                name: with_new_columns(self.contract.datasets[name], content)
                if name in self.contract.datasets and content == before.get(name)
                else content
                for name, content in files.items()
            }
            return self._add(files, based_on, "publish", visitor, reason, {})

    def roll_back(self, number: int, *, based_on: int, visitor: Visitor, reason: str) -> Release:
        """Publish the datasets of the release `number` again, as a new release after `based_on`, and return it.

        A dataset which that release did not have yet stays as it is in `based_on`, and so does what a column says
        that it did not have yet; a dataset that the contract no longer has is left out. Raises as `publish` does, and
        UnknownRelease.
        """
        with _logged("roll back", based_on):
            self.access.permit(visitor, "roll back")
            reason = recordable(reason, "Reason", *REASON_LETTERS)
            live, older = self._files(based_on), self._files(number)
            files = live | {
                name: with_new_columns(self.contract.datasets[name], content, live.get(name))
                for name, content in older.items()
            }
            return self._add(files, based_on, "roll back", visitor, reason, {"rolled_back_to": number})

    def _files(self, number: int) -> dict[str, bytes]:
        if self.store.release(number) is None:
            newest = self.store.newest()
            known = f"releases 1 to {newest.number}" if newest else "no releases yet"
            raise UnknownRelease(f"Release {number}: it does not exist. There are {known}.")
        return {name: content for name, content in self.store.files(number).items() if name in self.contract.datasets}

    def _add(
        self,
        files: Mapping[str, bytes],
        based_on: int,
        action: str,
        visitor: Visitor,
        reason: str,
        details: Mapping[str, object],
    ) -> Release:
        problems = checked_files(files, self.contract)
        if problems:
            raise BrokenRelease(problems)
        # Asked again, because the check takes a while and a session can end in it.
        by = self.access.permit(visitor, action)
        kind = {"publish": "upload", "roll back": "rollback"}[action]
        return self.store.add_release(files, based_on=based_on, kind=kind, by=by, reason=reason, details=details)
