"""The screens of the dashboard: their public addresses, titles and menu sections."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One screen: its address ("" is the start page), its title, its menu section and its script.

    `role` is the least role that sees it: "viewer" (everybody), "expert" or "staff".
    """

    path: str
    title: str
    section: str
    script: str
    role: str = "viewer"


SCREENS = (
    Screen("", "Panorama", "Explore", "pages/explore/panorama.py"),
    Screen("policy", "Cluster policy", "Explore", "pages/explore/policy.py"),
    Screen("instruments", "Instruments", "Explore", "pages/explore/instruments.py"),
    Screen("skills", "Skills and digital uptake", "Explore", "pages/explore/skills.py"),
    Screen("clusters", "Clusters and hubs", "Explore", "pages/explore/clusters.py"),
    Screen("practices", "Good practices", "Explore", "pages/explore/practices.py"),
    Screen("regions", "Regions", "Compare", "pages/compare/regions.py"),
    Screen("indicators", "Indicators", "Compare", "pages/compare/indicators.py"),
    Screen("index", "Index builder", "Compare", "pages/compare/index_builder.py"),
    Screen("actions", "From practice to action", "Act", "pages/act/actions.py"),
    Screen("ideas", "Ideas for a region", "Act", "pages/act/ideas.py"),
    Screen("blueprint", "Blueprint", "Act", "pages/act/blueprint.py"),
    Screen("validation", "Validation", "Review", "pages/review/validation.py", "expert"),
    Screen("changes", "What changed", "Review", "pages/review/changes.py", "expert"),
    Screen("upload", "Upload", "Manage", "pages/manage/upload.py", "staff"),
    Screen("releases", "Releases", "Manage", "pages/manage/releases.py", "staff"),
)


def screen(path: str) -> Screen | None:
    """Return the screen at the address `path`, or None where there is none (yet)."""
    return next((each for each in SCREENS if each.path == path), None)
