"""The panel beside the table of levels: what one level is based on, and what the next would take."""

from markupsafe import Markup

from pages.explore.policy_charts import missing_on_purpose
from pages.parts.badges import LevelBadge
from pages.parts.markup import render
from pages.parts.view import View


def scale(view: View, dimension: str) -> Markup:
    """Return the six levels of a dimension with their criteria."""
    return render("explore/policy_scale.html", levels=view.rows("levels_of_dimension", dimension=dimension))


def opened(view: View, region: str, dimension: str, year: str, badges: tuple[LevelBadge, ...] = ()) -> Markup:
    """Return what stands behind the level of a place, and what experts said of it; a missing one says why."""
    return render(
        "explore/policy_level.html",
        row=view.row("opened_level", region=region, dimension=dimension, year=year),
        year=year,
        why=missing_on_purpose(region, dimension, year),
        badges=[each for each in badges if each[:3] == (region, dimension, year)],
    )
