"""What a card of a good practice says, and the panel with all that is known of one."""

from typing import Any, NamedTuple

from markupsafe import Markup

from data import live
from pages.explore.practice_charts import theme_name
from pages.parts.markup import render
from pages.parts.view import CACHED, View
from pages.parts.wording import as_text, capital, fixed, listed
from queries.cache import cached

_STAGES = {
    "presented": "Presented to",
    "shortlisted": "Shortlisted by",
    "selected": "Selected by",
    "in action plan": "In the action plan of",
}


class Card(NamedTuple):
    """A card: the practice's title in Markdown, the tag above it, and what stands below."""

    title: str
    tag: Markup
    below: Markup


@cached(CACHED)
def cards(view: View) -> dict[str, Card]:
    """Return the card of each practice, by its identifier."""
    return {
        row.practice_id: Card(
            as_text(row.title),
            _tag(row),
            render("explore/practice_card.html", row=row, cost=_cost(row), uptake=_uptake(row)),
        )
        for row in view.rows("practice_list")
    }


@cached(CACHED)
def panel(view: View, practice: str) -> Markup:
    """Return all that is known of a practice; every source linked."""
    row = next(row for row in view.rows("practice_list") if row.practice_id == practice)
    steps = view.rows("practice_steps", practice=practice)
    actions = view.rows("practice_actions", practice=practice)
    told = live.contract().caution
    cautions = [told("practice_adoptions", "steps_not_in_order")] if len(steps) > 1 else []
    if any(step.is_after_exchange for step in steps):
        cautions.append(told("practice_adoptions", "after_the_exchange"))
    if any(step.is_inferred for step in steps):
        cautions.append(told("action_inspirations", "practices_partly_inferred"))
    return render(
        "explore/practice_panel.html",
        row=row,
        tag=_tag(row),
        cost=_cost(row),
        where=_where(row),
        theme=theme_name(row.theme),
        years=_years(row),
        steps=steps,
        stages=_STAGES,
        cautions=cautions,
        named=[action for action in actions if action.is_named],
        unnamed=[action for action in actions if not action.is_named],
        at_the_seat=told("practices", "national_practices_at_the_seat"),
    )


def still_to_be_found(known: Any) -> Markup:
    """Return how many of the exchanged practices are known here, as a sentence."""
    if not known.exchanged:
        return Markup("The data do not say how many practices the project exchanged.")
    return Markup(
        "The project exchanged {0.exchanged} practices. {0.confirmed} of them are confirmed here and {0.likely} "
        "likely; <strong>{0.to_find_least} to {0.to_find_most} are still to be found</strong>. The other {0.other} "
        "come from the same countries and programme."
    ).format(known)


def _tag(row: Any) -> Markup:
    words = "Other practice" if row.provenance == "other" else capital(row.provenance)
    where = "national" if row.is_national else row.region_name
    return Markup('<span class="{}">{}</span> {}, {}').format(row.provenance, words, row.country, where)


def _uptake(row: Any) -> str:
    if row.is_taken_up:
        return _names(row.taken_up_by)
    if row.shortlisted_by:
        return f"No named region so far; shortlisted by {_names(row.shortlisted_by)}"
    if row.presented_to:
        return f"No named region; presented to {_names(row.presented_to)}"
    return "No step towards a region is known"


def _names(places: str) -> str:
    return listed(places.split("; "))


def _cost(row: Any) -> str:
    # Without decimals: the notes give cents where a source does.
    money = "" if row.resources_eur is None else f"{fixed(row.resources_eur, 0)} EUR"
    return ". ".join(filter(None, [money, row.resources_note])) or "Not published"


def _where(row: Any) -> str:
    if row.is_national:
        seat = ", ".join(filter(None, [row.city, row.place]))
        return f"{row.country}, national; its seat: {seat}"
    return ", ".join(filter(None, [row.city, row.region_name, row.country]))


def _years(row: Any) -> str:
    if row.start_year and row.end_year:
        return f"{row.start_year} to {row.end_year}"
    if row.start_year:
        return f"From {row.start_year}, no end known"
    return f"Until {row.end_year}" if row.end_year else "Not published"
