"""The look that Streamlit's theme settings cannot express: limited width, hairlines, fine print."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from pages.parts.markup import show
from pages.parts.palette import DARK, LIGHT, Palette


def colour(colours: Palette) -> None:
    """Give the project's style sheet, which the page has from its beginning, the colours of the visitor's theme."""
    show(Markup("<style>{}</style>").format(variables(colours)))


@cache
def sheet() -> str:
    """Return the project's style sheet: the colours as the system has them, then the .css files under `pages/`.

    Each file lies beside the screen it belongs to. All are on every page, so the name of a class means one thing.
    """
    shared = Path(__file__).with_suffix(".css")
    others = sorted(shared.parent.parent.rglob("*.css"))
    colours = f"{variables(LIGHT)}\n@media (prefers-color-scheme: dark) {{ {variables(DARK)} }}\n"
    paths = (shared, *(each for each in others if each != shared))
    return colours + "".join(path.read_text(encoding="utf-8") for path in paths)


def variables(colours: Palette) -> str:
    """Return the colours as variables of CSS; what is made for paper is printed in the light theme's, always."""
    return f"{_set(':root', colours)} @media print {{ {_set(':root:has(.on-paper)', LIGHT)} }}"


def _set(where: str, colours: Palette) -> str:
    values = {
        "text": colours.text, "muted": colours.muted, "hairline": colours.hairline, "ground": colours.background,
        "action": colours.action, "chosen": colours.chosen, "surface": colours.surface,
        **{f"level-{level}": fill for level, fill in enumerate(colours.levels)},
        **{f"on-level-{level}": text for level, text in enumerate(colours.level_texts)},
    }  # fmt: skip
    return f"{where} {{ {' '.join(f'--inno-{name}: {colour};' for name, colour in values.items())} }}"
