"""The stage of the dress rehearsal: runs every screen, as each role that may see it, and the report in both formats.

A process of its own calls it, see `data.releases.rehearsal`, with Streamlit's own driver of screens.
"""

import gc
import logging
import os
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pkgutil import resolve_name

from streamlit.testing.v1 import AppTest

from data import live
from data.audit import PROGRAM
from data.people.access import ROLES, VIEWER
from data.refused import Refused
from data.releases.rehearsal import PATIENCE, Failure
from data.releases.store import Store
from data.worker import Progress
from pages.door import start
from pages.door.routes import SCRIPT
from pages.parts.report.formats import FORMATS
from pages.parts.site_map import REPORT, ROOT, SCREENS, Screen

# What is run, in words, and what runs it and returns how it failed.
_Scene = tuple[str, Callable[[], Exception | None]]

_SEEN_BY = {"viewer": "as everybody sees it", "expert": "as experts see it", "staff": "as staff see it"}


def rehearse(
    folder: str, files: Mapping[str, bytes], before: Mapping[str, bytes] | None, part: int, parts: int, tell: Progress
) -> list[Failure]:
    """Return what fails on `files` as the newest release, after `before`, in this `part` of `parts` of all there is.

    A throw-away store is made in `folder`. Changes settings and what is printed: for a process of its own.
    """
    # What the screens print here would stand in the server's terminal as if a visitor had met it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # It ends within seconds, before garbage matters.
    gc.disable()
    os.environ["INNO_STORE_URL"] = f"sqlite:///{folder}/{part}.sqlite"
    _fill(files, before)
    try:
        start.opened()
    except Refused as error:
        return [Failure("The dashboard", f"it cannot start on them ({type(error).__name__})")]
    stage = _Stage()
    groups = [[_report(form) for form in FORMATS], *(_screen(stage, each) for each in SCREENS)][part::parts]
    total, done, failures = sum(map(len, groups)), 0, []
    for group in groups:
        reasons = set()
        for what, run in group:
            tell(done, total, what)
            failed, done = run(), done + 1
            # What fails in the same way for the next role has been said.
            if failed and (reason := _place(failed)) not in reasons:
                reasons.add(reason)
                failures.append(Failure(what, reason))
    tell(done, total, "The rehearsal")
    return failures


def _fill(files: Mapping[str, bytes], before: Mapping[str, bytes] | None) -> None:
    """Make the store, with `before` as its first release, where there are other files, so that both can be compared."""
    store = Store(os.environ["INNO_STORE_URL"])
    number = None
    for each in (before, files) if before and before != files else (files,):
        if each is not None:
            added = store.add_release(each, based_on=number, kind="upload", by=PROGRAM, reason="For the rehearsal.")
            number = added.number
    store.close()


class _Stage(logging.Handler):
    """One visitor's window, in which the screens follow each other; it hears what was logged as failed."""

    def __init__(self) -> None:
        super().__init__()
        self._error: Exception | None = None
        logger = logging.getLogger("streamlit.error_util")
        logger.handlers, logger.level = [self], logging.ERROR
        codes = live.access().access_codes()
        self._visitors = {
            role: live.access().sign_in_with_code(codes[role], "Rehearsal", "rehearsal") if role in codes else VIEWER
            for role in ROLES
        }
        # The process is ended from outside where a screen does not end.
        self._window = AppTest.from_file(SCRIPT, default_timeout=10 * PATIENCE)
        # Only after a first run does the driver know the addresses of the others.
        self._window.run()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the exception of this run."""
        if record.exc_info and isinstance(record.exc_info[1], Exception):
            self._error = record.exc_info[1]

    def run(self, screen: Screen, role: str) -> Exception | None:
        """Run `screen` as `role` and return how it failed."""
        self._error = None
        self._window.session_state["visitor"] = self._visitors[role]
        self._window.switch_page(str(screen.script)).run()
        return self._error


def _screen(stage: _Stage, screen: Screen) -> list[_Scene]:
    roles = ROLES[ROLES.index(screen.role) :]
    return [
        (f"Screen “{screen.title}” (/{screen.path}), {_SEEN_BY[role]}", partial(stage.run, screen, role))
        for role in roles
    ]


def _report(form: str) -> _Scene:
    def run() -> Exception | None:
        try:
            resolve_name(REPORT)(live.newest_release().number, "", (), form)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what the rehearsal is for)
            return error
        return None

    return f"The report as {form.upper()}", run


def _place(error: Exception) -> str:
    """Say what kind of error it is and where in the program; its text may hold what somebody typed."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith(f"{ROOT}/")]
    own = [each for each in frames if "/site-packages/" not in each.filename]
    where = f" in {own[-1].filename.removeprefix(f'{ROOT}/')}, line {own[-1].lineno}" if own else ""
    return f"it fails with {type(error).__name__}{where}"
