"""What is missing between practices and actions: uptake, a known practice, a named action."""

from markupsafe import Markup

from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
from pages.parts.markup import render
from pages.parts.view import CACHED, View
from pages.parts.wording import counted
from queries.cache import cached

COLUMNS = {
    "missing": "What is missing",
    "name": "Name",
    "place": "Where",
    "words": "What is known",
    "detail": "Kind",
    "source_url": "Source",
}


@cached(CACHED)
def missing(view: View) -> tuple[Chart, Markup]:
    """Return what is missing between practices and actions: its chart, without figure, and the three lists."""
    total = view.row("uptake_summary")
    rows = view.rows("what_is_missing")
    plans, actions, practices = ([row for row in rows if row.kind == kind] for kind in ("plan", "action", "practice"))
    confirmed = [row for row in practices if row.detail == "confirmed"]
    more = len(practices) - len(confirmed)
    lists = [
        (
            f"{len(practices)} of {counted(total.practices, 'practice')} without uptake",
            f"{total.without_step} without any known step; {total.only_shown} presented or shortlisted, no further. "
            f"{_confirmed(len(confirmed), len(practices))}",
            [(row.name, f", {row.place}: {row.words}") for row in confirmed],
            (f"and {more} more in the table" if confirmed else f"all {more} in the table") if more else "",
        ),
        (
            f"{counted(len(actions), 'action')} without a known practice",
            "No source names a practice, or its country, behind them; there may have been one:",
            [(row.name, f", {row.place}") for row in actions],
            "",
        ),
        (
            f"{counted(len(plans), 'region')} with a subject only",
            "A plan was drawn up, but no public page names its actions:" if plans else "Every region names an action.",
            [(row.name, f": {row.words}") for row in plans],
            "",
        ),
    ]
    chart = Chart(
        "missing",
        f"What is missing: uptake of {counted(len(practices), 'practice')}, a practice behind "
        f"{counted(len(actions), 'action')}, named actions of {counted(len(plans), 'region')}",
        "Missing means that no public page tells of it",
        None,
        f"{total.steps_without_practice} of {total.steps} steps name no known practice, so some of these may have "
        "been taken up without their name.",
        Table.of(rows, COLUMNS, links=("Source",), wide=("Name", "What is known")),
        of_dataset(
            "action_inspirations",
            "Taken up: selected by a named region or in its action plan. A region counts as known by subject only "
            "where none of its actions is named by a source.",
            "Compiled in 2026.",
            "actions_without_practice",
            "unnamed_practices",
        ),
    )
    return chart, render("act/missing.html", lists=lists)


def _confirmed(count: int, of: int) -> str:
    """Return how many of the practices without uptake are surely among the exchanged ones; their names follow."""
    if not of:
        return ""
    if not count:
        return f"Of the {of}, none is confirmed among the 30."
    return f"Of the {of}, {count} {'is' if count == 1 else 'are'} confirmed among the 30:"
