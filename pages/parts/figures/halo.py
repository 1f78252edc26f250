"""A rim in the background's colour around letters, so that lines behind a label don't strike it through."""

from pages.parts.palette import Palette


def halo(colours: Palette) -> str:
    """Return the rim as the `shadow` of a text's font."""
    colour = colours.background
    rim = [f"{x}px {y}px 1px {colour}" for x in (-2, 0, 2) for y in (-2, 0, 2)]
    return ", ".join(rim)
