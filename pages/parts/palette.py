"""The colours of the dashboard, for light and dark: one for action, one for what is chosen, greys for the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. Text has 4.5:1 and marks 3:1 against the background, in both themes."""

    background: str
    surface: str
    text: str
    muted: str
    hairline: str
    mark: str
    """What is shown and not chosen."""
    action: str
    chosen: str
    context: str
    """Land that is not part of the comparison."""
    levels: tuple[str, ...]
    """The six ordinal levels 0 to 5, of monotone lightness."""
    level_texts: tuple[str, ...]
    """The text on each level."""
    magnitude: tuple[str, ...]
    """A sequential scale, least to most."""
    categories: tuple[str, ...]
    """Okabe and Ito's colours, for the few things that are neither ordered nor chosen."""
    wordmark: str
    """The project's name as a picture: a file's path."""

    def level(self, number: int) -> tuple[str, str]:
        """Return the fill of a level, 0 to 5, and the colour of the text on it."""
        return self.levels[number], self.level_texts[number]


LIGHT = Palette(
    background="#ffffff",
    surface="#f5f4f0",
    text="#1a212b",
    muted="#59616d",
    hairline="#d9d6ce",
    mark="#7d858f",
    action="#1d4a80",
    chosen="#b4480f",
    context="#efede8",
    levels=("#eef2f6", "#cfdeec", "#a3c2de", "#6a9bc8", "#2f6ba6", "#143a68"),
    level_texts=("#1a212b", "#1a212b", "#1a212b", "#10161e", "#ffffff", "#ffffff"),
    magnitude=("#e7eef5", "#a9c6e0", "#6297c6", "#2a659f", "#12355f"),
    categories=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#2f8fc7", "#7d858f"),
    wordmark="static/wordmark-light.svg",
)

DARK = Palette(
    background="#12161c",
    surface="#1c222b",
    text="#e9e7e2",
    muted="#a3abb6",
    hairline="#39414d",
    mark="#8b939e",
    action="#8db8ec",
    chosen="#f0975a",
    context="#222933",
    levels=("#1e2632", "#25405f", "#2f5f92", "#4a86c2", "#84b3e2", "#c9e0f7"),
    level_texts=("#e9e7e2", "#ffffff", "#ffffff", "#0b0f14", "#0b0f14", "#0b0f14"),
    magnitude=("#1f3048", "#2c5683", "#4a86c2", "#84b3e2", "#c9e0f7"),
    categories=("#56b4e9", "#e69f00", "#33c39b", "#e59cc2", "#d8b13a", "#8db8ec", "#8b939e"),
    wordmark="static/wordmark-dark.svg",
)
