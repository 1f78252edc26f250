"""What a visitor looks at: one data release, in one theme. All that is drawn follows from it and the filters.

Charts are built by functions of a View and the filters alone, and kept: they read no session, so that
nobody sees what another visitor chose.
"""

from dataclasses import dataclass
from typing import Any

from pages.parts.palette import DARK, LIGHT, Palette
from queries.answers import rows
from queries.engine import Value

# How many built charts one function keeps, over all releases, themes and filters.
CACHED = 128


@dataclass(frozen=True)
class View:
    """A release's number and whether the theme is dark."""

    release: int
    is_dark: bool = False

    @property
    def colours(self) -> Palette:
        """The colours of the theme."""
        return DARK if self.is_dark else LIGHT

    def rows(self, name: str, **parameters: Value) -> list[Any]:
        """Return the answer to the query `name` on this release as named rows; a missing value is None."""
        return rows(name, self.release, **parameters)

    def row(self, name: str, **parameters: Value) -> Any:
        """Return the first row of the answer to the query `name`, or None where there is no row."""
        return next(iter(self.rows(name, **parameters)), None)

    def labels(self, name: str) -> dict[str, str]:
        """Return the answer to the query `name`, whose first two columns are a code and its label, by code."""
        return {code: label for code, label, *_ in self.rows(name)}
