"""What From practice to action says in words: the names in the flow, and what is missing."""

from html import escape
from types import SimpleNamespace

import pandas as pd

from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
from pages.parts.view import CACHED, View
from pages.parts.wording import counted
from queries.cache import cached

FLOW_LETTERS = 34


def short(words: str, most: int) -> str:
    """Return `words` cut at the last word that ends within `most` letters."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,:(-") + " …"


def ended(total: SimpleNamespace, whither: str) -> str:
    """Return how many of the ways of a practice to a region, or to all regions, ended in a plan or a selection."""
    if not total.links:
        return f"No step of a practice towards {whither} is known"
    if total.links == 1:
        way = f"The one known way of a practice to {whither} ended"
        if total.planned_links:
            return f"{way} in an action plan"
        return f"{way} in a selection, not in an action plan" if total.selected_links else f"{way} before a selection"
    ways = f"ways of a practice to {whither}"
    if not (total.planned_links or total.selected_links):
        return f"None of the {total.links} {ways} led to a selection"
    if not total.planned_links:
        return f"{_of(total.selected_links, total.links)} {ways} ended in a selection, none in an action plan"
    more = f", {total.selected_links} more in a selection" if total.selected_links else ""
    return f"{_of(total.planned_links, total.links)} {ways} ended in an action plan{more}"


def _of(count: int, of: int) -> str:
    return f"All {of}" if count == of else f"{count} of {of}"


def actions_behind(total: SimpleNamespace) -> str:
    """Return behind how many of a region's actions a practice is known."""
    if not total.actions:
        return "no action is known"
    if total.actions == 1:
        return f"{'a' if total.actions_with_practice else 'no'} practice is known behind its one action"
    if not total.actions_with_practice:
        return f"no practice is known behind any of its {total.actions} actions"
    if total.actions_with_practice == total.actions:
        return f"a practice is known behind each of its {total.actions} actions"
    return f"a practice is known behind {total.actions_with_practice} of its {total.actions} actions"


def in_flow(name: str, action_id: object = None) -> str:
    """Return a name as it stands in the flow; an action's begins with its identifier, which keeps it the only one."""
    return short(f"{action_id} {name}" if isinstance(action_id, str) else name, FLOW_LETTERS)


@cached(CACHED)
def missing(view: View) -> tuple[Chart, str]:
    """Return what is missing between practices and actions: its chart, without figure, and the three lists as HTML."""
    total = view.ask_one("uptake_summary")
    rows = view.ask("what_is_missing")
    every = list(rows.itertuples(index=False))
    plans, actions, practices = ([row for row in every if row.kind == kind] for kind in ("plan", "action", "practice"))
    confirmed = [row for row in practices if row.detail == "confirmed"]
    more = len(practices) - len(confirmed)
    drawn = (
        '<div class="missing">'
        + _list(
            f"{total.practices_without_uptake} of {counted(total.practices, 'practice')} without uptake",
            f"{total.without_step} without any known step; {total.only_shown} presented or shortlisted, no further. "
            + (_confirmed(len(confirmed), len(practices)) if practices else ""),
            [f"<b>{escape(row.name)}</b>, {escape(row.place)}: {escape(row.words)}" for row in confirmed],
            (f"and {more} more in the table" if confirmed else f"all {more} in the table") if more else "",
        )
        + _list(
            f"{counted(len(actions), 'action')} without a known practice",
            "No source names a practice, or its country, behind them; there may have been one:",
            [f"<b>{escape(row.name)}</b>, {escape(row.place)}" for row in actions],
        )
        + _list(
            f"{counted(len(plans), 'region')} with a subject only",
            "A plan was drawn up, but no public page names its actions:" if plans else "Every region names an action.",
            [f"<b>{escape(row.name)}</b>: {escape(row.words)}" for row in plans],
        )
        + "</div>"
    )
    kinds = {"plan": "Region by subject only", "action": "Action without practice", "practice": "Practice not taken up"}
    table = pd.DataFrame(
        [(kinds[row.kind], row.name, row.place, row.words, row.detail, row.source_url) for row in every],
        columns=["What is missing", "Name", "Where", "What is known", "Kind", "Source"],
    )
    return (
        Chart(
            "missing",
            f"What is missing: uptake of {counted(total.practices_without_uptake, 'practice')}, a practice behind "
            f"{counted(len(actions), 'action')}, named actions of {counted(len(plans), 'region')}",
            "Missing means that no public page tells of it",
            None,
            f"{total.steps_without_practice} of {total.steps} steps name no known practice, so some of these may have "
            "been taken up without their name.",
            Table(table, links=("Source",), wide=("Name", "What is known")),
            of_dataset(
                "action_inspirations",
                "Taken up: selected by a named region or in its action plan. A region counts as known by subject only "
                "where none of its actions is named by a source.",
                "Compiled in 2026.",
                "actions_without_practice",
                "unnamed_practices",
            ),
        ),
        drawn,
    )


def _confirmed(count: int, of: int) -> str:
    """Return how many of the practices without uptake are surely among the exchanged ones; their names follow."""
    if not count:
        return f"Of the {of}, none is confirmed among the 30."
    return f"Of the {of}, {count} {'is' if count == 1 else 'are'} confirmed among the 30:"


def _list(title: str, words: str, items: list[str], after: str = "") -> str:
    each = "".join(f"<li>{item}</li>" for item in items)
    tail = f'<p class="fine">{after}</p>' if after else ""
    return f"<section><h4>{title}</h4><p>{words}</p><ul>{each}</ul>{tail}</section>"


LOOK = """<style>
.stages { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; margin: .25rem 0 0; font-size: .9375rem; }
.stages i { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; opacity: .75; }
.stages .hollow { color: var(--inno-muted); font-size: .875rem; }
.stages .pale { color: var(--inno-muted); font-size: .875rem; }
.stages .pale i { background: var(--inno-hairline); opacity: .6; }
.stages .hollow i { border: 1.5px solid var(--inno-muted); opacity: 1; }
.st-key-filters { max-width: 34rem; }
.missing { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem 2.5rem; }
.missing section { border-top: 2px solid var(--inno-text); padding-top: .5rem; }
.missing h4 { font-family: "Source Serif", serif; font-size: 1.125rem; font-weight: 600; margin: 0; padding: 0;
  letter-spacing: 0; line-height: 1.25; color: var(--inno-text); }
.missing p { margin: .2rem 0 .4rem; font-size: .9375rem; line-height: 1.4; }
.missing ul { margin: 0; padding: 0 0 0 1.1rem; }
.missing li { margin: 0 0 .25rem; font-size: .875rem; line-height: 1.35; }
</style>"""
