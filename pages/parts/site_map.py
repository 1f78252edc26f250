"""The screens of the dashboard: their public addresses, titles and menu sections."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One screen: its address ("" is the start page), its title, its menu section and its script."""

    path: str
    title: str
    section: str
    script: str


SCREENS = (
    Screen("", "Panorama", "Explore", "pages/explore/panorama.py"),
    Screen("policy", "Cluster policy", "Explore", "pages/explore/policy.py"),
    Screen("instruments", "Instruments", "Explore", "pages/explore/instruments.py"),
    Screen("skills", "Skills and digital uptake", "Explore", "pages/explore/skills.py"),
    Screen("clusters", "Clusters and hubs", "Explore", "pages/explore/clusters.py"),
    Screen("practices", "Good practices", "Explore", "pages/explore/practices.py"),
)


def screen(path: str) -> Screen | None:
    """Return the screen at the address `path`, or None where there is none (yet)."""
    return next((each for each in SCREENS if each.path == path), None)
