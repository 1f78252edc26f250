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
from data.releases.rehearsal import Rehearse
from data.releases.store import NoChange, Release, Store
from data.worker import Progress

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
    """The actions that make releases. Each asks `access` who may do it and leaves an entry in the audit log.

    `rehearsal` runs all screens on what would be published; None where there are none, as in a store without a server.
    """

    store: Store
    contract: Contract
    access: Access
    rehearsal: Rehearse | None = None

    def publish(self, files: Mapping[str, bytes], *, based_on: int, visitor: Visitor, reason: str) -> Release:
        """Publish the complete set `files` (dataset -> CSV), prepared on the release `based_on`, and return it.

        Raises SessionEnded, NotAllowed, TextRefused (the reason), BrokenRelease, RehearsalFailed, CheckFailed,
        NoChange, PublishedMeanwhile or StoreError, each with a sentence; nothing was written then.
        """
        with _logged("publish", based_on):
            self.access.permit(visitor, "publish")
            reason = recordable(reason, "Reason", *REASON_LETTERS)
            return self._add(self._uploaded(files, based_on), based_on, "publish", visitor, reason, {})

    def roll_back(self, number: int, *, based_on: int, visitor: Visitor, reason: str) -> Release:
        """Publish the datasets of the release `number` again, as a new release after `based_on`, and return it.

        A dataset which that release did not have yet stays as it is in `based_on`, and so does what a column says
        that it did not have yet; a dataset that the contract no longer has is left out. Raises as `publish` does, and
        UnknownRelease.
        """
        with _logged("roll back", based_on):
            self.access.permit(visitor, "roll back")
            reason = recordable(reason, "Reason", *REASON_LETTERS)
            files = self._older(number, based_on)
            return self._add(files, based_on, "roll back", visitor, reason, {"rolled_back_to": number})

    def rehearse_upload(self, files: Mapping[str, bytes], based_on: int, progress: Progress | None = None) -> None:
        """Run all screens on what `publish` would publish of the checked `files`; raise RehearsalFailed, StoreError."""
        self._rehearse(self._uploaded(files, based_on), based_on, progress)

    def rehearse_roll_back(self, number: int, based_on: int, progress: Progress | None = None) -> None:
        """Run all screens on what `roll_back` would publish, before it is asked to.

        Raises RehearsalFailed, BrokenRelease, CheckFailed, UnknownRelease or StoreError.
        """
        self._rehearse(self._kept(self._older(number, based_on)), based_on, progress)

    def _rehearse(self, files: Mapping[str, bytes], based_on: int, progress: Progress | None = None) -> None:
        newest, before = self.store.newest(), self.store.files(based_on)
        # What the store will refuse, because it is live already or something else is by now, needs none.
        if self.rehearsal and files != before and newest and newest.number == based_on:
            self.rehearsal(files, before, progress)

    def _kept(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """Return `files`, which keep the contract; raise BrokenRelease where they do not."""
        problems = checked_files(files, self.contract)
        if problems:
            raise BrokenRelease(problems)
        return files

    def _uploaded(self, files: Mapping[str, bytes], based_on: int) -> dict[str, bytes]:
        before = self.store.files(based_on)
        # What nobody touched may be from before the contract got a column.
        return {
            name: with_new_columns(self.contract.datasets[name], content)
            if name in self.contract.datasets and content == before.get(name)
            else content
            for name, content in files.items()
        }

    def _older(self, number: int, based_on: int) -> dict[str, bytes]:
        live, older = self._files(based_on), self._files(number)
        return live | {
            name: with_new_columns(self.contract.datasets[name], content, live.get(name))
            for name, content in older.items()
        }

    def _files(self, number: int) -> dict[str, bytes]:
        if self.store.release(number) is None:
            newest = self.store.newest()
            known = f"releases 1 to {newest.number}" if newest else "no releases yet"
            raise UnknownRelease(f"Release {number}: it does not exist. There are {known}.")
        return {name: content for name, content in self.store.files(number).items() if name in self.contract.datasets}

    def _add(
        self,
        files: dict[str, bytes],
        based_on: int,
        action: str,
        visitor: Visitor,
        reason: str,
        details: Mapping[str, object],
    ) -> Release:
        self._rehearse(self._kept(files), based_on)
        # Asked again, because the checks take a while and a session can end in it.
        by = self.access.permit(visitor, action)
        kind = {"publish": "upload", "roll back": "rollback"}[action]
        return self.store.add_release(files, based_on=based_on, kind=kind, by=by, reason=reason, details=details)
