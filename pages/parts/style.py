"""The look that Streamlit's theme settings cannot express: limited width, hairlines, fine print."""

from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts.palette import Palette


def style(colours: Palette) -> None:
    """Put the colours of the theme and the project's style sheet on the page."""
    st.html(f"<style>{sheet()}{_variables(colours)}</style>")


@cache
def sheet() -> str:
    """Return the project's style sheet: the .css files under `pages/`, the shared one first.

    Each lies beside the screen it belongs to. All are on every page, so the name of a class means one thing.
    """
    shared = Path(__file__).with_suffix(".css")
    others = sorted(shared.parent.parent.rglob("*.css"))
    return "".join(path.read_text(encoding="utf-8") for path in (shared, *(each for each in others if each != shared)))


def _variables(colours: Palette) -> str:
    values = {
        "text": colours.text, "muted": colours.muted, "hairline": colours.hairline, "ground": colours.background,
        "action": colours.action, "chosen": colours.chosen, "surface": colours.surface,
        **{f"level-{level}": fill for level, fill in enumerate(colours.levels)},
        **{f"on-level-{level}": text for level, text in enumerate(colours.level_texts)},
    }  # fmt: skip
    return f":root {{ {' '.join(f'--inno-{name}: {colour};' for name, colour in values.items())} }}"
