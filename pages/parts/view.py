"""What a visitor looks at: one data release, in one theme. All that is drawn follows from it and the filters.

Charts are built by functions of a View and the filters alone, and kept: they read no session, so that
nobody sees what another visitor chose.
"""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from pages.parts.palette import DARK, LIGHT, Palette
from queries.answers import answer

# How many built charts one function keeps, over all releases, themes and filters.
KEPT = 128


@dataclass(frozen=True)
class View:
    """A release's number and whether the theme is dark."""

    release: int
    is_dark: bool = False

    @property
    def colours(self) -> Palette:
        """The colours of the theme."""
        return DARK if self.is_dark else LIGHT

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        """Return the answer to the query `name` on this release."""
        return answer(name, self.release, **parameters)

    def ask_one(self, name: str, **parameters: object) -> NamedTuple:
        """Return the one row that answers the query `name`, its columns as attributes."""
        return next(self.ask(name, **parameters).itertuples(index=False))
