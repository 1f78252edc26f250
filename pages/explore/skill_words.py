"""The words on skills and digital uptake: numbers, what breaks, ends or is missing in a series, and its cautions."""

import pandas as pd

from pages.parts.evidence import Evidence, of_indicator
from pages.parts.view import View
from pages.parts.wording import listed, per_cent

# Points that a reader would ask about, with the caution of the dataset observations that answers.
OUTLIERS = {("ict_hard_to_fill", "RO", 2019): ("outlier", "vacancies_romania_2019")}

BREAKS = "a hollow mark and a dotted line show a break in series (flag b)"


def signed(points: float) -> str:
    """Return a change with its sign, as in “+2.4” or “−10.7”."""
    return f"{points:+.1f}".replace("-", "−")


def the(places: str) -> str:
    """Return names of places as they stand in a sentence."""
    return places.replace("United Kingdom", "the United Kingdom")


def number(value: float, is_share: bool) -> str:
    """Return a value with one decimal, a share with its sign."""
    return per_cent(value) if is_share else f"{value:.1f}"


def measure(unit: str) -> str:
    """Return what an indicator's unit measures, as a subtitle begins."""
    return (
        f"Share {unit.removeprefix('% ')}"
        if unit.startswith("%")
        else unit.capitalize().replace("0-100", "from 0 to 100")
    )


def flag(is_break: bool) -> str:
    """Return the flag of a value as a table shows it."""
    return "b: break in series" if is_break else ""


def said(rows: pd.DataFrame) -> list[str]:
    """Return what is missing, ends or breaks in a series, in words."""
    words = [BREAKS] if rows["is_break"].any() else []
    ended = rows[rows["ends_early"] & rows["is_newest"] & rows["is_partner"]]
    words += [
        f"the series of {the(listed(list(places['place'])))} end{'s' if len(places) == 1 else ''} in {year:.0f}"
        for year, places in ended.groupby("year")
    ]
    if (rows["value"].notna() & ~rows["joins_previous"] & rows.duplicated("place_code")).any():
        words.append("a hole in a line is a year without a value")
    without = list(rows.loc[rows["value"].isna(), "place"])
    if without:
        words.append(f"no value for {the(listed(without))}")
    return words


def evidence(view: View, indicator: str, date: str, rows: pd.DataFrame, *said_beside: str) -> Evidence:
    """Return the evidence of an indicator, with the cautions its rows call for, less those the chart beside it says."""
    cautions = []
    if indicator.startswith("dii_"):
        cautions.append("digital_intensity_versions")
    if indicator.startswith("digital_"):
        cautions.append("digital_skills_from_2021")
    if indicator.startswith("desi_"):
        cautions.append("desi_edition_years")
    if "year" in rows:
        places = set(zip(rows["place_code"], rows["year"], strict=True))
        cautions += [caution for (name, *point), (_, caution) in OUTLIERS.items()
                     if name == indicator and tuple(point) in places]  # fmt: skip
    if rows["is_break"].any():
        cautions.append("breaks_in_series")
    kingdom = rows[rows["place_code"] == "UK"]
    if kingdom["value"].isna().any() or ("ends_early" in rows and kingdom["ends_early"].any()):
        cautions.append("united_kingdom_series_end")
    return of_indicator(view, indicator, date, *(each for each in cautions if each not in said_beside))
