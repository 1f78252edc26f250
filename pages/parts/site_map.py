"""The screens of the dashboard: their public addresses, titles and menu sections."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from pages.parts.address import without_punctuation

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Screen:
    """One screen: its address ("" is the start page), its title, its menu section and its script, an absolute path.

    `role` is the least role that sees it: "viewer" (everybody), "expert" or "staff". `place` is the parameter that
    takes a place there, "" where none does.
    """

    path: str
    title: str
    section: str
    script: Path
    role: str = "viewer"
    place: str = ""


SCREENS = (
    Screen("", "Panorama", "Explore", ROOT / "pages/explore/panorama.py"),
    Screen("policy", "Cluster policy", "Explore", ROOT / "pages/explore/policy.py", place="country"),
    Screen("instruments", "Instruments", "Explore", ROOT / "pages/explore/instruments.py", place="country"),
    Screen("skills", "Skills and digital uptake", "Explore", ROOT / "pages/explore/skills.py", place="country"),
    Screen("clusters", "Clusters and hubs", "Explore", ROOT / "pages/explore/clusters.py", place="country"),
    Screen("practices", "Good practices", "Explore", ROOT / "pages/explore/practices.py", place="country"),
    Screen("regions", "Regions", "Compare", ROOT / "pages/compare/regions.py", place="places"),
    Screen("indicators", "Indicators", "Compare", ROOT / "pages/compare/indicators.py", place="country"),
    Screen("index", "Index builder", "Compare", ROOT / "pages/compare/index_builder.py"),
    Screen("actions", "From practice to action", "Act", ROOT / "pages/act/actions.py", place="region"),
    Screen("ideas", "Ideas for a region", "Act", ROOT / "pages/act/ideas.py", place="region"),
    Screen("blueprint", "Blueprint", "Act", ROOT / "pages/act/blueprint.py", place="region"),
    Screen("validation", "Validation", "Review", ROOT / "pages/review/validation.py", "expert", place="country"),
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


def nearest(path: str, query: str) -> tuple[Screen | None, str | None]:
    """Return the screen that an address means which is none, and where that leads; None for what nobody can tell.

    Screens are found in other letters' case, with a sentence's punctuation behind, with a question mark that a mail
    program wrote as %3F, and with a place below them, as in /clusters/ES.
    """
    head, mark, tail = path.partition("?")
    first, *below = without_punctuation(head).casefold().strip("/").split("/")
    found = next((each for each in SCREENS if each.path == first and (first or mark)), None)
    if found is None:
        return None, None
    asked = [*parse_qsl(tail), *parse_qsl(query)]
    if below:
        code = without_punctuation(below[0]).upper()
        if len(below) > 1 or not found.place or not re.fullmatch("[A-Z]{2}[A-Z0-9]{0,3}", code):
            return found, None
        asked.insert(0, (found.place, code))
    return found, f"/{found.path}" + (f"?{urlencode(asked)}" if asked else "")
