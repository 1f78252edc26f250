"""What a member of staff is preparing: the dropped files, what was set for them, what the checks found, what changes.

It lies in the session and not in the widgets, so that it outlives a look at another screen and a new sign-in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from data import live
from data.checks.problems import Problem
from data.intake.check import checked
from data.intake.files import FileChoices, FileDraft, UploadedFile
from data.intake.removal import Removal, large_removals
from data.people.access import AccessError
from data.refused import Refused
from data.releases.difference import Collision, DatasetDifference, difference, rebase
from data.releases.publishing import checked_files
from data.releases.rehearsal import Failure, RehearsalFailed
from data.releases.store import NoChange, PublishedMeanwhile, Release
from pages.parts import refusal, release, sign_in
from pages.parts.difference_tables import DatasetChange, EffectTable, dataset_changes, effect_tables, facts
from queries.effects import effects_of_draft

Progress = Callable[[float, str], None]
"""Takes how much is done, from 0 to 1, and what is being done."""

# The share of the progress that goes to the checks; the rest goes to the effect on the numbers.
_CHECKS = 0.8


@dataclass(frozen=True)
class Preview:
    """What publishing would change against what is live: rows and cells, and the numbers people look at."""

    changes: Mapping[str, DatasetChange]
    facts: Markup
    effects: tuple[EffectTable, ...]
    stale: tuple[str, ...] = ()
    """Keys of rows that experts have judged and whose value would be another: their badge becomes stale."""


@dataclass(frozen=True)
class Checked:
    """What the checks against the release `base` found.

    `result` is the whole set to publish, or None while something is wrong with a file; `annotated` holds the
    person's own files, with the problems written in, by name.
    """

    files: tuple[FileDraft, ...]
    base: Release
    result: Mapping[str, bytes] | None
    preview: Preview | None
    annotated: Mapping[str, bytes] = field(default_factory=dict)
    collisions: tuple[Collision, ...] = ()
    removals: tuple[Removal, ...] = ()
    """What it would remove and the person has to decide about first."""
    broken: tuple[Problem, ...] = ()
    """What is wrong where these files and what somebody published meanwhile come together."""
    unfit: tuple[Failure, ...] | None = None
    """What the dashboard cannot show with `result`; None before the rehearsal."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what stops a publication."""
        return (*(each for file in self.files for each in file.problems if each.severity == "error"), *self.broken)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what informs."""
        return tuple(each for file in self.files for each in file.problems if each.severity != "error")


@dataclass
class Desk:
    """One upload in preparation. `meanwhile` is a release that somebody published after the check."""

    files: dict[str, bytes] = field(default_factory=dict)
    choices: dict[str, FileChoices] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    """How many rows the person says are removed, as typed, by the dataset that they decided to replace."""
    checked: Checked | None = None
    meanwhile: Release | None = None
    reason: str = ""
    outcome: tuple[str, str] | None = None
    """How the last action ended: "done", "nothing" or "error", and the sentence."""
    is_told: bool = False
    """Whether the screen has been drawn anew since."""
    number: int = 0
    """Counts uploads, so that a new one begins with an empty field for files."""
    person: str = ""
    """Whose it is: nobody else goes on with it, also where a session ended and another person signs in here."""


def desk() -> Desk:
    """Return the upload that this visitor prepares; one that somebody else began in this window is put away."""
    here = st.session_state.setdefault("upload", Desk())
    person = live.access().person(sign_in.visitor())
    if person and here.person and person != here.person:
        start_again()
        here = st.session_state["upload"]
    # Between the end of a session and the next sign-in it stays whose it was.
    here.person = person or here.person
    return here


def take(files: Mapping[str, bytes]) -> None:
    """Put these files on the desk instead of those before."""
    here = desk()
    here.files = dict(files)
    here.choices = {name: each for name, each in here.choices.items() if name in files}
    here.replaced = {}
    here.checked = here.meanwhile = here.outcome = None


def notice_newer() -> None:
    """Notice a release that somebody published after the check; raise StoreError.

    What changes nothing, or cannot be published anyhow, is checked anew against it; else it waits to be brought over.
    """
    here = desk()
    if here.checked is None:
        return
    newest = live.newest_release()
    if newest.number == here.checked.base.number:
        return
    if here.checked.preview or here.checked.collisions:
        here.meanwhile = newest
    else:
        here.checked = None


def choose(name: str, **chosen: Any) -> None:
    """Set something for the file `name` instead of what was detected; it is checked anew then."""
    here = desk()
    here.choices[name] = replace(here.choices.get(name, FileChoices()), **chosen)
    here.replaced = {}
    here.checked = None


def undecided(here: Desk, found: Checked) -> tuple[Removal, ...]:
    """Return the removals for which the person has not typed how many rows go."""
    return tuple(each for each in found.removals if _digits(here.replaced.get(each.dataset, "")) != str(each.rows))


def _digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter not in " ,.\u00a0")


def start_again() -> None:
    """Clear the desk."""
    st.session_state["upload"] = Desk(number=st.session_state["upload"].number + 1)


def check(tell: Progress) -> Checked:
    """Check the files against each other and what is live now, and work out what they change.

    Raises AccessError where the visitor may not, CheckFailed and StoreError.
    """
    here = desk()
    live.access().permit(sign_in.visitor(), "check")
    base = live.newest_release()
    before = live.store().files(base.number)
    uploads = [UploadedFile(name, content) for name, content in here.files.items()]
    made, marked = checked(
        uploads, before, live.contract(), here.choices, lambda done, of, words: tell(_CHECKS * done / of, words)
    )
    preview = None
    if made.result is not None and made.difference:
        tell(_CHECKS, "Working out the effect on what people look at")
        preview = _preview(made.difference, base, made.result)
    here.checked = Checked(made.files, base, made.result, preview, marked, removals=made.removals)
    here.meanwhile = None
    return here.checked


def is_ready_to_show() -> bool:
    """Tell whether what is on the desk is checked and, where it can be published, rehearsed."""
    here, made = desk(), desk().checked
    if made is None:
        return False
    cannot_be_published = made.preview is None or here.meanwhile is not None or undecided(here, made)
    return bool(cannot_be_published) or made.unfit is not None


def rehearse(tell: Progress) -> None:
    """Run all screens on what would be published; raise StoreError."""
    here, made = desk(), desk().checked
    if made is None or made.result is None or is_ready_to_show():
        return
    tell(0.0, "Trying all screens and reports with these data")
    failures: tuple[Failure, ...] = ()
    try:
        live.publishing().rehearse_upload(made.result, made.base.number, lambda done, of, words: tell(done / of, words))
    except RehearsalFailed as error:
        failures = error.failures
    here.checked = replace(made, unfit=failures)


def publish(reason: str) -> None:
    """Publish what is on the desk, for callbacks; how it ended stands in `outcome`."""
    here, ready = desk(), desk().checked
    # Else it is the second of two quick clicks, of which the first has published and cleared the desk, or a click that
    # came after a decision was taken back.
    if ready is None or ready.result is None or undecided(here, ready):
        return
    here.reason = reason
    try:
        done = live.publishing().publish(
            ready.result, based_on=ready.base.number, visitor=sign_in.visitor(), reason=reason
        )
    except PublishedMeanwhile as error:
        # The screen says who, when and what to do.
        here.meanwhile = error.newest
        here.outcome = None
    except NoChange as error:
        here.outcome = ("nothing", refusal.words(error))
    except AccessError:
        # The screen is drawn anew, asks who is here, and says why not; after a new sign-in that is over.
        return
    except Refused as error:
        here.outcome = ("error", refusal.words(error))
    else:
        release.go_over(done.number)
        start_again()
        desk().outcome = (
            "done",
            f"Published as release {done.number}. Everybody who has the dashboard open is told within ten seconds.",
        )


def bring_over() -> None:
    """Put what is on the desk on top of what somebody published meanwhile, for callbacks.

    Rows that both changed stay as they published them and are listed.
    """
    here, mine = desk(), desk().checked
    if mine is None or mine.result is None or here.meanwhile is None:
        # The second of two quick clicks would find no collisions any more, and hide those that the first listed.
        return
    try:
        live.access().permit(sign_in.visitor(), "check")
        store, contract, newest = live.store(), live.contract(), live.newest_release()
        theirs = store.files(newest.number)
        joined = rebase(mine.result, store.files(mine.base.number), theirs, contract)
        found = difference(theirs, joined.files, contract)
        broken = tuple(checked_files(joined.files, contract)) if found else ()
        preview = _preview(found, newest, joined.files) if found and not broken else None
    except AccessError:
        return
    except Refused as error:
        here.outcome = ("error", refusal.words(error))
        return
    result = None if broken else joined.files
    removals = large_removals(found, theirs, contract)
    here.checked = Checked(mine.files, newest, result, preview, mine.annotated, joined.collisions, removals, broken)
    here.meanwhile = here.outcome = None


def _preview(found: Mapping[str, DatasetDifference], base: Release, files: Mapping[str, bytes]) -> Preview:
    changes = dataset_changes(found)
    moved = effects_of_draft(base.number, files)
    stale = tuple(item.key for item in live.votes().made_stale(base.number, found))
    return Preview(changes, facts(moved, changes), effect_tables(moved), stale)
