"""What a rehearsal may meet in its process, in place of the screens."""

import os
import time
from pathlib import Path

from data.releases.rehearsal import Failure


def shows(folder, files, before, part, parts, tell):
    """Show everything, and leave a file for each time it was asked to."""
    for done in range(3):
        tell(done, 3, "Screen “Regions” (/regions)")
    with Path(os.environ["INNO_TEST_RUNS"]).open("a") as runs:
        runs.write("x")
    tell(3, 3, "")
    return [Failure("Screen “Regions” (/regions)", "it fails")] if files["towns"] == b"unfit" and part == 0 else []


def hangs(folder, files, before, part, parts, tell):
    """Show one screen, and never the next."""
    tell(0, 2, "Screen “Panorama” (/)")
    tell(1, 2, "Screen “Regions” (/regions)")
    time.sleep(60)


def dies(folder, files, before, part, parts, tell):
    """End as a process does that has no memory left."""
    tell(0, 2, "Screen “Regions” (/regions)")
    os._exit(9)


def breaks(folder, files, before, part, parts, tell):
    """Fail outside any screen."""
    raise OSError("/secret/path")
