"""Checks the files of an upload and writes their problems into copies of them; large ones in a process of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.contract import Contract
from data.intake.draft import Draft, draft
from data.intake.files import FileChoices, UploadedFile
from data.intake.report import annotated
from data.intake.workbook import unpacked_size
from data.worker import Progress, run


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
    # A workbook is work as large as what is packed in it.
    size = sum(unpacked_size(each.content) for each in files)
    return run(_check, files, live, contract, choices, size=size, progress=progress)


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
    return replace(made, files=tuple(file.without_rows() for file in made.files)), copies
