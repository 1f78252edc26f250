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
    return (
        f":root {{ --inno-text: {colours.text}; --inno-muted: {colours.muted}; --inno-hairline: {colours.hairline}; "
        f"--inno-ground: {colours.background}; --inno-action: {colours.action}; --inno-chosen: {colours.chosen}; "
        f"--inno-surface: {colours.surface}; }}"
    )
