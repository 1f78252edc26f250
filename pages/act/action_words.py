"""What From practice to action says in words: what came of the practices, and the names in the flow."""

from typing import Any

FLOW_LETTERS = 34
STAGES = ("in action plan", "selected", "shortlisted", "presented")


def short(words: str, most: int) -> str:
    """Return `words` cut at the last word that ends within `most` letters."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,:(-") + " …"


def ended(total: Any, whither: str) -> str:
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


def actions_behind(total: Any) -> str:
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


def in_flow(name: str, action_id: str | None = None) -> str:
    """Return a name as it stands in the flow; an action's begins with its identifier, which keeps it the only one."""
    return short(f"{action_id} {name}" if action_id else name, FLOW_LETTERS)
