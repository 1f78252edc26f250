"""The dress rehearsal: all screens and reports are run on a set of files before it is published.

What the checks accept can still be too much for a screen. So the screens are run, in processes of their own and on a
throw-away store, and what one of them cannot draw stops the publication.
"""

import logging
import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import NamedTuple, Protocol

from data import worker
from data.contract import CONTRACT_PATH
from data.refused import Refused
from data.releases.store import digest
from data.worker import CheckFailed, NoWord, Progress

logger = logging.getLogger(__name__)

# Who runs the screens, by name, because the data know nothing of the pages. It takes a folder for its store, the files,
# those that were live before or None, which part of how many it is, and whom to tell how far it is; it returns a list
# of Failure.
STAGE = "pages.door.rehearsal:rehearse"
# In seconds, how long one screen may take: a busy server lets others go first.
PATIENCE = 180.0
# How many results are kept, and how many failures a sentence names.
_KEPT, _SHOWN = 50, 10


@dataclass(frozen=True)
class Failure:
    """What could not be shown, such as a screen by its title and address, and why, as the end of a sentence."""

    what: str
    why: str

    @property
    def sentence(self) -> str:
        """Say both."""
        return f"{self.what}: {self.why}."


class RehearsalFailed(Refused):
    """Something cannot be shown with these data: `failures` says what. Nothing was published."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        more = [f"And {len(failures) - _SHOWN} more."] if len(failures) > _SHOWN else []
        named = " ".join([*(each.sentence for each in failures[:_SHOWN]), *more])
        super().__init__(f"Nothing was published, because the dashboard cannot show these data. {named}")
        self.failures = tuple(failures)


class Rehearse(Protocol):
    """Runs all screens, as `rehearse` does."""

    def __call__(
        self, files: Mapping[str, bytes], before: Mapping[str, bytes] | None, progress: Progress | None = None
    ) -> None:
        """Raise RehearsalFailed where one fails."""


_one_at_a_time = Lock()
_known: OrderedDict[str, tuple[Failure, ...]] = OrderedDict()


def rehearse(files: Mapping[str, bytes], before: Mapping[str, bytes] | None, progress: Progress | None = None) -> None:
    """Run all screens and reports on `files`, a whole set that comes after `before`; raise RehearsalFailed.

    `progress` is told how many of how many are done. What came of the same files before is known: then nothing is run.
    """
    key = _key(files, before)
    failures = _known.get(key)
    if failures is None:
        with _one_at_a_time:
            failures = _known.get(key)
            if failures is None:
                failures = _rehearsed(key, dict(files), dict(before) if before else None, progress)
    if failures:
        raise RehearsalFailed(failures)


def _key(files: Mapping[str, bytes], before: Mapping[str, bytes] | None) -> str:
    """Return what tells one rehearsal from others: the contents, and the contract that gives them their meaning."""
    parts = [f"{name} {digest(content)}" for each in (files, before or {}) for name, content in sorted(each.items())]
    return sha256("\n".join([*parts, digest(CONTRACT_PATH.read_bytes())]).encode()).hexdigest()


def _rehearsed(
    key: str, files: dict[str, bytes], before: dict[str, bytes] | None, progress: Progress | None
) -> tuple[Failure, ...]:
    """Run everything, in two processes where there are two processors, and return what failed."""
    parts = min(2, len(os.sched_getaffinity(0)))
    run, done, ends = _Run(files, before, parts), dict[int, tuple[int, int]](), list[_End]()
    with TemporaryDirectory(prefix="inno-rehearsal-", ignore_cleanup_errors=True) as folder:
        for part in range(parts):
            # As daemons, so that a server that is stopped does not wait for them.
            Thread(target=run.part, args=(part, folder), daemon=True).start()
        try:
            while len(ends) < parts:
                said = run.said.get()
                if isinstance(said, _End):
                    ends.append(said)
                    continue
                done[said[0]] = said[1:]
                if progress and len(done) == parts:
                    tried, total = (sum(each) for each in zip(*done.values(), strict=True))
                    progress(tried, total, f"Tried with these data: {tried} of {total} screens and reports")
        finally:
            # Where whoever waited has gone, the processes end at their next step.
            run.is_over.set()
    failures = tuple(failure for end in ends for failure in end.failures)
    if all(end.is_certain for end in ends):
        _known[key] = failures
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return failures


class _End(NamedTuple):
    """What came of a part, and whether the same would come of it again."""

    failures: list[Failure]
    is_certain: bool = True


class _Run:
    """One rehearsal, whose parts say how far they are, as (part, done, of how much), and at last what came of them."""

    def __init__(self, files: dict[str, bytes], before: dict[str, bytes] | None, parts: int) -> None:
        self._given, self._parts = (files, before), parts
        self.said: SimpleQueue[tuple[int, int, int] | _End] = SimpleQueue()
        self.is_over = Event()

    def part(self, part: int, folder: str) -> None:
        """Run a part in a process of its own."""
        now = "The rehearsal"

        def tell(done: int, of: int, what: str) -> None:
            nonlocal now
            if self.is_over.is_set():
                raise InterruptedError
            now = what
            self.said.put((part, done, of))

        try:
            given = folder, *self._given, part, self._parts
            end = _End(worker.run_apart(STAGE, *given, progress=tell, patience=PATIENCE))
        except InterruptedError:
            return
        except NoWord:
            end = _End([Failure(now, f"it does not end within {PATIENCE:g} seconds")], is_certain=False)
        except Exception as error:
            # Whatever it is, whoever waits must hear that nothing can be published.
            logger.exception("The rehearsal failed at: %s.", now)
            why = "its process ended" if isinstance(error, CheckFailed) else f"it failed with {type(error).__name__}"
            end = _End([Failure(now, f"{why}; the server's log says more")], is_certain=False)
        self.said.put(end)
