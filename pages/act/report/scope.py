"""What a report is about: one place with its country and its partner region, or all ten."""

from dataclasses import dataclass

from pages.parts.badges import LevelBadge
from pages.parts.indicator import the
from pages.parts.view import View


@dataclass(frozen=True)
class Scope:
    """One place, or all ten countries where `code` is "".

    `the_place`, `the_country`: their names as they stand in a sentence. `places`: the codes that stand side by side in
    tables, the place itself first. `countries`: the codes of its country alone, empty for all, as the queries take
    them. `badges`: what experts said of levels.
    """

    code: str
    name: str
    the_place: str = ""
    country: str = ""
    the_country: str = ""
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    badges: tuple[LevelBadge, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether it is about all ten countries."""
        return not self.code


def options(view: View) -> dict[str, str]:
    """Return what a report can be about, code -> name; "" is all ten."""
    return {"": "All ten countries"} | {
        row.place_code: f"{row.place} ({row.country})" if row.is_region else row.place
        for row in view.rows("compared_places_list")
    }


def scope(view: View, code: str, badges: tuple[LevelBadge, ...] = ()) -> Scope:
    """Return what a report on the place `code` ("" for all ten) is about."""
    rows = view.rows("compared_places_list")
    own = next((row for row in rows if row.place_code == code), None)
    if own is None:
        return Scope("", "all ten countries", badges=badges)
    kin = [row.place_code for row in rows if row.country_code == own.country_code and row.place_code != code]
    names = (own.place, the(view, own.place), own.country, the(view, own.country))
    return Scope(code, *names, (own.country_code,), (code, *kin), badges)
