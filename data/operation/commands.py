"""What the command line does: each command takes what was given and returns what it has to say."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data import live
from data.audit import recordable
from data.database import StoreError, absent_file
from data.intake.columns import names
from data.intake.draft import Draft, draft
from data.intake.files import FileChoices, FileDraft, UploadedFile
from data.operation.verification import verify
from data.refused import Refused
from data.releases.publishing import REASON_LETTERS
from data.releases.release_folder import write_release
from data.releases.store import Release, Store
from data.settings import setting, whole_number

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
DECIMAL_MARKS = {"comma": ",", "point": "."}
# So many problems tell what is wrong with a file; with --json all are there.
SHOWN_PROBLEMS = 50


class WrongUse(Refused):
    """The command cannot be carried out as it was given; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What a command has to say: a word for programs, sentences for people, and more for programs."""

    outcome: str
    lines: Sequence[str]
    more: dict[str, object] = field(default_factory=dict)
    status: int = DONE


def check(given: Namespace) -> Outcome:
    """Say what is wrong with a file and what it would change."""
    checked, base = _draft(given)
    undecided = _undecided(given, checked)
    lines = [*_said(checked, base), *undecided, "Nothing was written: this was a check."]
    if checked.result is None or undecided:
        return Outcome("problems", lines, _content(checked, base), PROBLEMS)
    return Outcome("no change" if checked.no_change else "checked", lines, _content(checked, base))


def publish(given: Namespace) -> Outcome:
    """Check a file and publish it as the next release."""
    visitor = live.access().sign_in_at_command_line(given.author)
    reason = recordable(given.reason, "--reason", *REASON_LETTERS)
    checked, base = _draft(given)
    content = _content(checked, base)
    undecided = _undecided(given, checked)
    if checked.result is None or undecided:
        return Outcome("problems", [*_said(checked, base), *undecided, "Nothing was published."], content, PROBLEMS)
    if checked.no_change:
        return Outcome("no change", [*_said(checked, base), "Nothing was published."], content)
    release = live.publishing().publish(checked.result, based_on=base.number, visitor=visitor, reason=reason)
    lines = [*_said(checked, base), f"Published as release {release.number}."]
    return Outcome("published", lines, {**content, "release": release.number})


def roll_back(given: Namespace) -> Outcome:
    """Publish an older release again."""
    require_store()
    visitor = live.access().sign_in_at_command_line(given.author)
    reason = recordable(given.reason, "--reason", *REASON_LETTERS)
    newest = live.newest_release()
    release = live.publishing().roll_back(given.release, based_on=newest.number, visitor=visitor, reason=reason)
    line = f"Rolled back to release {given.release}: its data are live again as release {release.number}."
    return Outcome("rolled back", [line], {"release": release.number, "rolled_back_to": given.release})


def history(_given: Namespace) -> Outcome:
    """List all releases, newest first."""
    with _store() as store:
        changes = list(reversed(store.changes()))
    lines = [
        f"{release.number:>4}  {release.published_at:%Y-%m-%d %H:%M} UTC  {release.kind:<8}  {release.author}: "
        f"{release.reason} ({', '.join(changed) or 'nothing changed'})"
        for release, changed in changes
    ]
    content = [{**asdict(release), "changed": list(changed)} for release, changed in changes]
    return Outcome("history", lines or ["There are no releases yet."], {"releases": content})


def verify_store(given: Namespace) -> Outcome:
    """Verify audit log, releases and files, without writing to the store."""
    with _store() as store:
        found = verify(store, given.head)
    looked_at = f"Audit entries: {found.entries}, releases: {found.releases}, files: {found.files}."
    if found.faults:
        lines = [f"{looked_at} The store was changed by something else, {_counted(len(found.faults), 'fault')}:"]
        lines += [f"- {fault.sentence}" for fault in found.faults]
        lines.append("Put the store back from its last backup, and ask whoever has access to it.")
        return Outcome("faults", lines, asdict(found), PROBLEMS)
    if not found.releases:
        line = f"{looked_at} There is nothing to verify: expected at least one release. Check INNO_STORE_URL."
        return Outcome("empty", [line], asdict(found), PROBLEMS)
    lines = [f"{looked_at} Nothing was changed after it was written.", f"Last hash: {found.last_hash}"]
    return Outcome("verified", lines, asdict(found))


def export(given: Namespace) -> Outcome:
    """Write the files of a release into a new folder."""
    with _store() as store:
        release = store.newest() if given.release == "newest" else store.release(given.release)
        if release is None:
            raise WrongUse(f"Release {given.release}: it does not exist. “history” lists those that do.")
        files = write_release(store, live.contract(), release, Path(given.folder))
    line = f"Wrote release {release.number} to {given.folder}: {', '.join(files)}."
    return Outcome("exported", [line], {"release": release.number, "folder": given.folder, "files": files})


def _draft(given: Namespace) -> tuple[Draft, Release]:
    """Check the file that was named; return the draft and the release it is based on."""
    datasets = live.contract().datasets
    if given.dataset != "auto" and given.dataset not in datasets:
        raise WrongUse(f"Dataset “{given.dataset}”: expected auto, or one of {', '.join(datasets)}.")
    path = Path(given.file)
    try:
        with path.open("rb") as file:
            # One more than the limit, by which the reader knows that there is more.
            content = file.read((whole_number("INNO_UPLOAD_LIMIT_MB") << 20) + 1)
    except OSError as error:
        raise WrongUse(f"File {given.file}: it cannot be read ({error.strerror}).") from error
    base = live.newest_release()
    chosen = FileChoices(
        dataset=None if given.dataset == "auto" else given.dataset,
        sheet=given.sheet,
        encoding=given.encoding,
        delimiter=DELIMITERS.get(given.delimiter),
        decimal=DECIMAL_MARKS.get(given.decimal),
        columns=dict(given.column),
        merge=given.merge,
    )
    upload = UploadedFile(path.name, content)
    checked = draft([upload], live.store().files(base.number), live.contract(), {path.name: chosen})
    _check_columns(given, checked.files[0])
    return checked, base


def _check_columns(given: Namespace, file: FileDraft) -> None:
    if given.sheet and file.reading.dialect and not file.reading.sheets:
        raise WrongUse(f"--sheet: {file.name} has no sheets, expected a workbook (.xlsx). Leave --sheet out.")
    there = names(file.reading.header.cells)
    fields = live.contract().datasets[file.dataset].header if file.dataset else ()
    for found, name in given.column:
        if there and found not in there:
            raise WrongUse(f"--column: the file has no column “{found}”, expected one of {', '.join(there)}.")
        if fields and name and name not in fields:
            raise WrongUse(f"--column: the dataset has no field “{name}”, expected one of {', '.join(fields)}.")


def _undecided(given: Namespace, checked: Draft) -> list[str]:
    """Return what the file removes where it has to be said that this is meant, and how to say it; [] where it was."""
    if checked.no_change:
        return []
    if given.replace is not None and checked.result is not None:
        removed = sum(len(found.removed) for found in checked.difference.values())
        if given.replace == removed:
            return []
        return [f"--replace {given.replace}: the file removes {_counted(removed, 'row')}. Give --replace {removed}."]
    return [
        f"{each.sentence} To remove them, give --replace {each.rows}; to add and change rows only, give --merge."
        for each in checked.removals
    ]


def _said(checked: Draft, base: Release) -> list[str]:
    lines = []
    for each in checked.files:
        dialect = f" ({each.reading.dialect.sentence})" if each.reading.dialect else ""
        lines.append(f"{each.name}{dialect}: {_counted(each.rows, 'row')} taken over. {each.effect}".rstrip())
        if each.unmapped:
            lines.append(f"Not taken over: {_counted(len(each.unmapped), 'row')}:")
            lines += [f"- {count:,}: {reason}" for reason, count in each.unmapped_counts.items()]
    for severity, problems in (("problem", checked.errors), ("warning", checked.warnings)):
        if problems:
            lines.append(f"{_counted(len(problems), severity)}:")
            lines += [f"- {problem.sentence}" for problem in problems[:SHOWN_PROBLEMS]]
        if len(problems) > SHOWN_PROBLEMS:
            lines.append(f"- and {len(problems) - SHOWN_PROBLEMS:,} more; --json gives all.")
    if checked.no_change:
        lines.append(f"No change: every dataset is as in release {base.number} already.")
    for name, found in checked.difference.items():
        lines.append(
            f"Against release {base.number}, dataset {name}: rows added {len(found.added):,}, "
            f"changed {len(found.changed):,} ({_counted(found.changed_cells, 'cell')}), removed {len(found.removed):,}."
        )
    return lines


def _content(checked: Draft, base: Release) -> dict[str, object]:
    return {
        "based_on": base.number,
        "files": [
            {
                "name": each.name,
                "dataset": each.dataset,
                "effect": "merge" if each.merges else "replace",
                "effect_sentence": each.effect,
                "dialect": each.reading.dialect.sentence if each.reading.dialect else None,
                "rows": each.rows,
                "not_taken_over": dict(each.unmapped_counts),
            }
            for each in checked.files
        ],
        "problems": [asdict(problem) for problem in checked.errors],
        "warnings": [asdict(problem) for problem in checked.warnings],
        "removals": [asdict(removal) for removal in checked.removals],
        "difference": {
            name: {
                "added": len(found.added),
                "changed": len(found.changed),
                "changed_cells": found.changed_cells,
                "removed": len(found.removed),
            }
            for name, found in checked.difference.items()
        },
    }


@contextmanager
def _store() -> Iterator[Store]:
    """Open the store for reading: without the shipped data, which need not be in order, and leaving no trace."""
    require_store()
    with closing(Store(setting("INNO_STORE_URL"), read_only=True)) as store:
        yield store


def require_store() -> None:
    """Raise StoreError where the settings name a file that is not there; opening it would make an empty store."""
    absent = absent_file(setting("INNO_STORE_URL"))
    if absent:
        raise StoreError(
            f"Store {absent}: found no such file, expected a store of releases. Correct INNO_STORE_URL, or put the "
            "file back from its backup. A new store is made by the dashboard, “check” and “publish”."
        )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
