"""Measures what staff and partners wait for outside a screen: python -m tests.load.durations.

Prints the processor time of each and whether it is held. The exit status is 1 where one is not.
"""

import sys
from collections.abc import Callable, Iterator
from time import process_time

from data import live
from data.checks.rules import check_files
from data.intake.draft import draft
from data.intake.files import UploadedFile
from data.releases.difference import difference
from data.releases.shipped import read_shipped
from pages.act.report import report
from pages.parts.report.formats import FORMATS
from pages.parts.view import View
from tests.uploads import observations


def measured() -> Iterator[tuple[str, float, Callable[[], object]]]:
    """Give each thing waited for: its name, the seconds that are held, and what does it."""
    contract, release = live.contract(), live.newest_release().number
    shipped = read_shipped(contract)
    yield "check of the whole shipped set", 1.5, lambda: check_files(shipped, contract)
    small, large = observations(5_000), observations(100_000)
    for rows, held, content in ((5_000, 2, small), (100_000, 15, large)):
        files = [UploadedFile("observations.csv", content)]
        yield f"check of {rows:,} observations", held, lambda files=files: draft(files, shipped, contract)
    would_be = draft([UploadedFile("observations.csv", large)], shipped, contract).result or {}
    yield "difference of the shipped and 100,000 observations", 5, lambda: difference(shipped, would_be, contract)
    for row in View(release).rows("compared_places_list"):
        for form in FORMATS:
            yield (
                f"report of {row.place}, {form}",
                5,
                lambda code=row.place_code, form=form: report.written(release, code, (), form),
            )


def main() -> int:
    """Print the table; return 1 where something takes longer than is held."""
    late = 0
    for name, held, action in measured():
        begun = process_time()
        action()
        took = process_time() - begun
        late += took > held
        print(f"{took:6.2f} s  {'held' if took <= held else 'NOT held':8}  {held:4g} s  {name}")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
