"""What a card of a good practice says, and the panel with all that is known of one."""

from html import escape
from typing import NamedTuple

import pandas as pd

from data import live
from pages.explore.practice_charts import theme_name
from pages.parts.view import CACHED, View
from pages.parts.wording import as_text, capital, listed
from queries.cache import cached

_STAGES = {
    "presented": "Presented to",
    "shortlisted": "Shortlisted by",
    "selected": "Selected by",
    "in action plan": "In the action plan of",
}
_CERTAINTIES = {
    "stated": "the source says so",
    "possible": "possible, the source only considers it",
}


class Card(NamedTuple):
    """A card: the practice's title in Markdown, and what stands above and below it, as HTML."""

    title: str
    above: str
    below: str


@cached(CACHED)
def cards(view: View) -> dict[str, Card]:
    """Return the card of each practice, by its identifier."""
    rows = view.ask("practice_list").itertuples()
    return {row.practice_id: Card(as_text(row.title), _tag(row), _summary(row)) for row in rows}


@cached(CACHED)
def panel(view: View, practice: str) -> str:
    """Return all that is known of a practice, as HTML; every source linked."""
    row = next(row for row in view.ask("practice_list").itertuples() if row.practice_id == practice)
    return (
        f'{_tag(row)}<h3 class="chart-finding">{escape(row.title)}</h3><div class="sides"><div>'
        + _terms(
            ("What it is", _text(row.summary)),
            ("Problem it answers", _text(row.challenge_addressed) or "Not published"),
            ("What it cost", _cost(row)),
            ("What shows it works", _text(row.evidence_of_success) or "Nothing published"),
            ("Transfer", _text(row.transfer_potential) or "Nothing published"),
        )
        + _terms(
            ("Run by", ", ".join(filter(None, [_text(row.organisation), _text(row.organisation_type)])) or "Not named"),
            ("Where", _where(row)),
            ("Theme", escape(theme_name(row.theme))),
            ("Years", _years(row)),
            ("Listed by Interreg Europe under", _text(row.interreg_topic) or "Not listed there, or not known"),
            ("Source", _link(row.source_url, "the page this was compiled from")),
            name="facts",
        )
        + f"</div><div>{_steps(view, practice)}{_actions(view, practice)}</div></div>"
        + (_caution("practices", "national_practices_at_the_seat") if row.is_national else "")
    )


def still_to_be_found(known: NamedTuple) -> str:
    """Return how many of the exchanged practices are known here, as a sentence in HTML."""
    if not known.exchanged > 0:
        return "The data do not say how many practices the project exchanged."
    return (
        f"The project exchanged {known.exchanged:.0f} practices. {known.confirmed} of them are confirmed here and "
        f"{known.likely} likely; <strong>{known.to_find_least:.0f} to {known.to_find_most:.0f} are still to be "
        f"found</strong>. The other {known.other} come from the same countries and programme."
    )


def _tag(row: NamedTuple) -> str:
    where = "national" if row.is_national else escape(row.region_name)
    words = {"confirmed": "Confirmed", "likely": "Likely", "other": "Other practice"}[row.provenance]
    return f'<p class="tag"><span class="{row.provenance}">{words}</span> {escape(row.country)}, {where}</p>'


def _summary(row: NamedTuple) -> str:
    return f'<p class="what">{escape(row.summary)}</p>' + _terms(
        ("Cost", _cost(row)),
        ("What shows it works", _text(row.evidence_of_success) or "Nothing published"),
        ("Taken up by", _uptake(row)),
    )


def _uptake(row: NamedTuple) -> str:
    if row.is_taken_up:
        return f"<strong>{_names(row.taken_up_by)}</strong>"
    if _text(row.shortlisted_by):
        return f"No named region so far; shortlisted by {_names(row.shortlisted_by)}"
    if _text(row.presented_to):
        return f"No named region; presented to {_names(row.presented_to)}"
    return "No step towards a region is known"


def _names(places: str) -> str:
    return escape(listed(places.split("; ")))


def _cost(row: NamedTuple) -> str:
    # Without decimals: the notes give cents where a source does.
    money = "" if pd.isna(row.resources_eur) else f"{row.resources_eur:,.0f} EUR"
    return ". ".join(filter(None, [money, _text(row.resources_note)])) or "Not published"


def _where(row: NamedTuple) -> str:
    town = [row.city] if _text(row.city) else []
    if row.is_national:
        return f"{escape(row.country)}, national; its seat: {escape(', '.join([*town, row.place]))}"
    return escape(", ".join([*town, row.region_name, row.country]))


def _years(row: NamedTuple) -> str:
    start, end = ("" if pd.isna(year) else f"{year:.0f}" for year in (row.start_year, row.end_year))
    if start and end:
        return f"{start} to {end}"
    return f"From {start}, no end known" if start else (f"Until {end}" if end else "Not published")


def _steps(view: View, practice: str) -> str:
    rows = list(view.ask("practice_steps", practice=practice).itertuples())
    items = []
    for row in rows:
        country = f", {row.country}" if _text(row.country) else ""
        late = " It came after the 30 practices had been exchanged." if row.is_after_exchange else ""
        items.append(
            f"<li><strong>{row.date:%-d %B %Y}</strong> {_STAGES[row.stage]} {escape(row.place + country)}. "
            f'<span class="fine">{_text(row.note)}{late} {_link(row.source_url, "source")}</span></li>'
        )
    steps = f"<ol>{''.join(items)}</ol>" if rows else '<p class="fine">No source names a step towards a region.</p>'
    cautions = _caution("practice_adoptions", "steps_not_in_order") if len(rows) > 1 else ""
    if any(row.is_after_exchange for row in rows):
        cautions += _caution("practice_adoptions", "after_the_exchange")
    if any(row.is_inferred for row in rows):
        cautions += _caution("action_inspirations", "practices_partly_inferred")
    return f"<h4>Steps towards regions</h4>{steps}{cautions}"


def _actions(view: View, practice: str) -> str:
    rows = list(view.ask("practice_actions", practice=practice).itertuples())
    named, unnamed = [row for row in rows if row.is_named], [row for row in rows if not row.is_named]
    shown = "<h4>Actions it inspired</h4>"
    shown += f"<ol>{''.join(map(_action, named))}</ol>" if named else '<p class="fine">No source names one.</p>'
    if unnamed:
        shown += (
            f"<h4>Actions that name only {escape(unnamed[0].origin)}</h4>"
            '<p class="fine">The source names the country, not the practice: it may be this one or another.</p>'
            f"<ol>{''.join(map(_action, unnamed))}</ol>"
        )
    return shown


def _action(row: NamedTuple) -> str:
    country = "" if row.place == row.country else f", {row.country}"
    return (
        f"<li><strong>{escape(row.title)}</strong>, {escape(row.place + country)} ({_CERTAINTIES[row.certainty]}). "
        f'<span class="fine">{escape(row.summary)} {_text(row.note)} {_link(row.source_url, "source")}</span></li>'
    )


def _terms(*pairs: tuple[str, str], name: str = "") -> str:
    each = "".join(f"<div><dt>{term}</dt><dd>{words}</dd></div>" for term, words in pairs)
    return f'<dl class="{name}">{each}</dl>'


def _text(value: object) -> str:
    return escape(value) if isinstance(value, str) else ""


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{capital(words)}</a>'


def _caution(dataset: str, name: str) -> str:
    return f'<p class="caution">{escape(live.contract().caution(dataset, name))}</p>'


STYLE = """<style>
.st-key-cards { display: grid !important; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
  grid-auto-flow: dense; gap: 1.75rem 2rem !important; align-items: stretch; }
.st-key-cards > div:has(.st-key-panel) { grid-column: 1 / -1; }
[class*="st-key-card-"] { border-top: 2px solid var(--inno-text); padding-top: .5rem; gap: .25rem !important; }
[class*="st-key-card-open"] { border-color: var(--inno-chosen); }
[class*="st-key-card-"] button { padding: 0; min-height: 0; text-align: left; justify-content: flex-start; }
[class*="st-key-card-"] button p { font-family: "Source Serif", serif; font-size: 1.125rem; font-weight: 600;
  line-height: 1.25; color: var(--inno-action); text-align: left; }
[class*="st-key-card-"] button:hover p { text-decoration: underline; text-underline-offset: 3px; }
.tag { margin: 0; font-size: .875rem; line-height: 1.4; color: var(--inno-muted); }
.tag span, .key span.name { color: var(--inno-text); font-weight: 600; margin-right: .35rem; }
.tag span::before, .key i { content: ""; display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem;
  border: 1px solid var(--inno-muted); }
.tag .confirmed::before, .key .confirmed { background: CONFIRMED; }
.tag .likely::before, .key .likely { background: LIKELY; }
.tag .other::before, .key .other { background: OTHER; }
.what { margin: .25rem 0 .5rem; font-size: .9375rem; line-height: 1.45; }
[class*="st-key-card-"] .what { display: -webkit-box; -webkit-line-clamp: 4;
  -webkit-box-orient: vertical; overflow: hidden; }
[class*="st-key-card-"] :is(dl, dt, dd), .st-key-panel :is(dl, dt, dd) { margin: 0; padding: 0; }
[class*="st-key-card-"] dt, .st-key-panel dt { font-size: .8125rem; line-height: 1.35; color: var(--inno-muted);
  font-weight: 400; }
[class*="st-key-card-"] dd, .st-key-panel dd { margin: 0 0 .4rem; font-size: .875rem;
  line-height: 1.4; }
[class*="st-key-card-"] dd { display: -webkit-box; -webkit-line-clamp: 2;
  -webkit-box-orient: vertical; overflow: hidden; }
.st-key-panel { border-top: 2px solid var(--inno-chosen); border-bottom: 1px solid var(--inno-hairline);
  background: var(--inno-surface); padding: 1rem 1.25rem; }
.st-key-panel { position: relative; }
.st-key-panel .chart-finding { margin: .1rem 0 .75rem; padding-right: 6rem; }
.st-key-panel .st-key-close-practice { position: absolute; top: .6rem; right: 1rem; width: auto;
  z-index: 1; }
.st-key-panel .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
  gap: 0 2.5rem; }
.st-key-panel .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 0 1.5rem; }
.st-key-panel h4 { font-size: 1rem; margin: .25rem 0 .4rem; padding: 0; color: var(--inno-text); }
.st-key-panel ol { margin: 0 0 .75rem; padding: 0; list-style: none; }
.st-key-panel li { margin: 0 0 .6rem; font-size: .9375rem; line-height: 1.4;
  border-left: 2px solid var(--inno-hairline); padding-left: .75rem; }
.st-key-panel a { color: var(--inno-action); }
.key { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.75rem; margin: 0 0 .35rem; }
.key b { font-family: "Source Serif", serif; font-size: 1.5rem; font-weight: 600; line-height: 1.2;
  margin-right: .3rem; }
.key span.name { font-weight: 400; }
</style>"""


def style(view: View) -> str:
    """Return the style of the cards, the panel and the counts above them, in the view's colours."""
    levels = view.colours.levels
    return STYLE.replace("CONFIRMED", levels[5]).replace("LIKELY", levels[3]).replace("OTHER", levels[1])
