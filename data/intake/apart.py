"""Checks an upload, a large one in a process of its own: the server goes on answering others, at full speed.

The process gets files and choices as one pickle on its standard input, and writes pickles: how far it is, and at
last what it found. Both ends are this program.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from data.contract import Contract
from data.intake.draft import Draft, Progress, draft
from data.intake.files import FileChoices, UploadedFile
from data.intake.report import annotated
from data.settings import ROOT

# From how many bytes on; smaller files are checked in less time than a process takes to start.
LARGE = 1 << 20
_MEMORY = "perhaps the server ran out of memory. Nothing was stored. Check again, or drop the file in two parts."


class CheckFailed(Exception):
    """The process that checked a large upload ended without a result; the message says what to do."""


def checked(
    files: Sequence[UploadedFile],
    live: Mapping[str, bytes],
    contract: Contract,
    choices: Mapping[str, FileChoices],
    progress: Progress,
) -> tuple[Draft, dict[str, bytes]]:
    """Return the draft, without the records of its files, and the annotated copies of files with problems, by name.

    As `data.intake.draft.draft`, and raises CheckFailed.
    """
    given = files, live, contract, choices
    if sum(len(each.content) for each in files) < LARGE:
        return _check(*given, progress)
    with _process() as process:
        try:
            with suppress(BrokenPipeError):
                pickle.dump(given, process.stdin, pickle.HIGHEST_PROTOCOL)
                process.stdin.close()
            while True:
                step, found = pickle.load(process.stdout)
                if found is not None:
                    return found
                progress(*step)
        except (EOFError, pickle.UnpicklingError) as error:
            raise CheckFailed(f"The check of this upload ended without a result; {_MEMORY}") from error
        finally:
            # Also where the visitor has gone on meanwhile, which ends this call by an exception.
            process.kill()


def _process() -> subprocess.Popen:
    command = [sys.executable, "-m", "data.intake.apart"]
    try:
        return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:
        raise CheckFailed(f"The check of this upload could not begin ({error.strerror}); {_MEMORY}") from error


def _check(
    files: Sequence[UploadedFile],
    live: Mapping[str, bytes],
    contract: Contract,
    choices: Mapping[str, FileChoices],
    progress: Progress,
) -> tuple[Draft, dict[str, bytes]]:
    made = draft(files, live, contract, choices, progress)
    copies = {}
    for upload, file in zip(files, made.files, strict=True):
        copy = annotated(file.reading, upload.content, file.problems) if file.problems else None
        if copy:
            copies[upload.name] = copy
    # The records have done their work; of a large file they would stay in memory by the hundred megabytes.
    return replace(made, files=tuple(_without_records(file) for file in made.files)), copies


def _without_records(file: object) -> object:
    return replace(file, reading=replace(file.reading, records=()))


def _serve() -> None:
    # Whoever clicks meanwhile waits less, and the check hardly longer where there are processors enough.
    os.nice(10)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")

    def write(step: tuple[int, int, str] | None, found: object) -> None:
        pickle.dump((step, found), out, pickle.HIGHEST_PROTOCOL)
        out.flush()

    given = pickle.load(sys.stdin.buffer)
    # Whatever prints something must not print it between the pickles.
    sys.stdout = sys.stderr
    write(None, _check(*given, lambda done, total, words: write((done, total, words), None)))


if __name__ == "__main__":
    _serve()
