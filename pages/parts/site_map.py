"""The screens of the dashboard: their public addresses, titles and menu sections."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Screen:
    """One screen: its address ("" is the start page), its title, its menu section and its script, an absolute path.

    `role` is the least role that sees it: "viewer" (everybody), "expert" or "staff".
    """

    path: str
    title: str
    section: str
    script: Path
    role: str = "viewer"


SCREENS = (
    Screen("", "Panorama", "Explore", ROOT / "pages/explore/panorama.py"),
    Screen("policy", "Cluster policy", "Explore", ROOT / "pages/explore/policy.py"),
    Screen("instruments", "Instruments", "Explore", ROOT / "pages/explore/instruments.py"),
    Screen("skills", "Skills and digital uptake", "Explore", ROOT / "pages/explore/skills.py"),
    Screen("clusters", "Clusters and hubs", "Explore", ROOT / "pages/explore/clusters.py"),
    Screen("practices", "Good practices", "Explore", ROOT / "pages/explore/practices.py"),
    Screen("regions", "Regions", "Compare", ROOT / "pages/compare/regions.py"),
    Screen("indicators", "Indicators", "Compare", ROOT / "pages/compare/indicators.py"),
    Screen("index", "Index builder", "Compare", ROOT / "pages/compare/index_builder.py"),
    Screen("actions", "From practice to action", "Act", ROOT / "pages/act/actions.py"),
    Screen("ideas", "Ideas for a region", "Act", ROOT / "pages/act/ideas.py"),
    Screen("blueprint", "Blueprint", "Act", ROOT / "pages/act/blueprint.py"),
    Screen("validation", "Validation", "Review", ROOT / "pages/review/validation.py", "expert"),
    Screen("changes", "What changed", "Review", ROOT / "pages/review/changes.py", "expert"),
    Screen("upload", "Upload", "Manage", ROOT / "pages/manage/upload.py", "staff"),
    Screen("releases", "Releases", "Manage", ROOT / "pages/manage/releases.py", "staff"),
)

# What writes the report, by name: release, place ("" for all ten), chapters (() for all) and format -> the file.
REPORT = "pages.act.report.report:written"


def screen(path: str) -> Screen:
    """Return the screen at the address `path`; raises StopIteration where there is none."""
    return next(each for each in SCREENS if each.path == path)


def title(shown: Screen) -> str:
    """Return the title of the page as browsers, link previews and search engines show it."""
    return f"{shown.title} · INNO INDUSTRY"
