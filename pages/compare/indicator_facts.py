"""What an indicator is: definition, unit, direction, coverage, flags and source, as a list of terms."""

from html import escape

from pages.compare.indicator_words import DIRECTIONS, FLAGS, KINDS, the
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, listed
from queries.cache import cached

STYLE = """<style>
.facts { display: grid; grid-template-columns: minmax(6rem, 9rem) 1fr; gap: .35rem 1.25rem; margin: 0 !important;
  padding: 0 !important; font-size: .9375rem; line-height: 1.45; }
.facts dt { color: var(--inno-muted); font-weight: 400; margin: 0; padding: 0; }
.facts dd { margin: 0; max-width: 48rem; color: var(--inno-text); overflow-wrap: anywhere; }
.st-key-indicator { flex: 2 1 16rem; }
.st-key-size, .st-key-year, .st-key-country { flex: 1 1 10.5rem; }
@media (max-width: 640px) { .facts { display: block; } .facts dd { margin-bottom: .5rem !important; } }
.facts a { color: var(--inno-action); }
</style>"""


@cached(CACHED)
def facts(view: View, indicator: str, size: str, kinds: tuple[str, ...]) -> str:
    """Return the facts as HTML; `kinds`: the kinds of places that the indicator has values for."""
    row = view.ask_one("indicator", indicator=indicator)
    terms = {
        "Definition": escape(row.definition),
        "Unit": escape(row.unit),
        "Direction": capital(DIRECTIONS[row.direction]) + ".",
    }
    for kind in kinds:
        covered = view.ask_one("coverage", indicator=indicator, size=size, kind=kind)
        _, several = KINDS[kind]
        without = f"; none for {the(listed(list(covered.places_without)))}" if len(covered.places_without) else ""
        terms[capital(several)] = (
            f"{covered.known_places} of {covered.compared_places}{escape(without)}. "
            f"Years (number of {several}): {covered.years}."
        )
        terms[f"Flags, {several}"] = _flags(covered)
    terms["Source"] = (
        f'<a href="{escape(row.source_url)}">{escape(row.source_organisation)}, {escape(row.source_dataset)}</a>'
    )
    items = "".join(f"<dt>{term}</dt><dd>{words}</dd>" for term, words in terms.items())
    return f'<dl class="facts">{items}</dl>'


def _flags(covered: object) -> str:
    counts = {
        "b": covered.breaks,
        "u": covered.unreliable,
        "bu": covered.breaks_and_unreliable,
        "d": covered.differently_defined,
    }
    said = [f"{FLAGS[flag]}, {count}" for flag, count in counts.items() if count]
    if not said:
        return f"None among {covered.known_values} values; some of the source’s files keep no flags."
    return f"{'; '.join(said)} of {covered.known_values} values."
