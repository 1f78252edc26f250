"""Writes the files of one release into a new folder, all of them or none."""

import shutil
import tempfile
from pathlib import Path

from data.contract import Contract
from data.refused import Refused
from data.releases.release_zip import package_files
from data.releases.store import Release, Store


class FolderRefused(Refused):
    """The folder cannot be written; the message says why and what to do."""


def write_release(store: Store, contract: Contract, release: Release, folder: Path) -> list[str]:
    """Write a release to `folder`, which must not exist yet or be empty, and return the paths below it.

    Raises FolderRefused, and StoreError where the store cannot be read; the folder is then as before.
    """
    files = package_files(store, contract, release)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderRefused(f"Folder {folder}: it exists already and is not empty. Name another folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside it and renamed at the end, so that nobody finds half a release.
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for path, content in files.items():
                (unfinished / path).parent.mkdir(parents=True, exist_ok=True)
                (unfinished / path).write_bytes(content)
            unfinished.chmod(0o755)
            unfinished.replace(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise FolderRefused(
            f"Folder {folder}: it cannot be written ({error.strerror}). Nothing was left behind. "
            "Name a folder you may write to, on a disk with room."
        ) from error
    return list(files)
