"""What an indicator is: definition, unit, direction, coverage, flags and source, as a list of terms."""

from typing import Any

from markupsafe import Markup

from pages.parts.indicator import DIRECTIONS, KINDS, described, flag_words, the
from pages.parts.markup import piece
from pages.parts.view import CACHED, View
from pages.parts.wording import capital
from queries.cache import cached


@cached(CACHED)
def facts(view: View, indicator: str, size: str, kinds: tuple[str, ...]) -> Markup:
    """Return the facts as terms; `kinds`: the kinds of places that the indicator has values for."""
    about = described(view, indicator)
    terms: dict[str, str] = {
        "Definition": about.definition,
        "Unit": about.unit,
        "Direction": capital(DIRECTIONS[about.direction]) + ".",
    }
    for kind in kinds:
        covered = view.row("coverage", indicator=indicator, size=size, kind=kind)
        _, several = KINDS[kind]
        without = f"; none for {the(view, *covered.places_without)}" if covered.places_without else ""
        terms[capital(several)] = (
            f"{covered.known_places} of {covered.compared_places}{without}. "
            f"Years (number of {several}): {covered.years}."
        )
        terms[f"Flags, {several}"] = _flags(covered)
    source = Markup('<a href="{}">{}, {}</a>').format(about.source_url, about.organisation, about.source_dataset)
    return piece("terms", [*terms.items(), ("Source", source)], "indicator-facts")


def _flags(covered: Any) -> str:
    counts = zip(covered.flags, covered.flagged_values, strict=True)
    said = [f"{flag_words(flag)}, {count}" for flag, count in counts]
    if not said:
        return f"None among {covered.known_values} values; some of the source’s files keep no flags."
    return f"{'; '.join(said)} of {covered.known_values} values."
