"""The charts of Good practices, each a function of the view and the filters."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from data import live
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import hover_lines
from pages.parts.figures.europe import EUROPE, Town, towns_map
from pages.parts.figures.parts_of_whole import Part, stacked_bars
from pages.parts.palette import Palette
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, listed
from queries.cache import cached

TAKEN_UP = (
    "A practice is taken up when at least one step records that a named region selected it or wrote it into its "
    "action plan. Being presented or shortlisted is shown, but is no uptake."
)
PROVENANCE = (
    "Confirmed: a source says that the practice is one of the 30 which the project exchanged. Likely: signs speak "
    "for it. Other: a practice of the same countries and programme."
)
# The abbreviation of the data, in words.
THEMES = {"DIH / testbed": "digital innovation hub or testbed"}


# Which practices a chart is about, by their identifiers.
Identifiers = tuple[str, ...]


class Chosen(NamedTuple):
    """What the visitor chose; an empty list means all."""

    words: str = ""
    country: tuple[str, ...] = ()
    practice_theme: tuple[str, ...] = ()
    provenance: tuple[str, ...] = ()
    adopted: str = "any"
    """any, yes (taken up) or no."""


def found(view: View, chosen: Chosen) -> Identifiers:
    """Return the practices that fit the filters, the surest and furthest first."""
    return tuple(row.practice_id for row in view.rows("practices_found", **chosen._asdict()))


def theme_name(theme: str) -> str:
    """Return a theme of practices in words."""
    return capital(THEMES.get(theme, theme))


def split(row: Any) -> str:
    """Return how many of a row's practices are confirmed, likely and other."""
    return f"{row.confirmed} confirmed, {row.likely} likely, {row.other} other"


def provenance_parts(rows: Sequence[Any], colours: Palette) -> list[Part]:
    """Return the parts of the bars of `rows`, which count practices, the surest first and darkest."""
    return [
        Part([row.confirmed for row in rows], "Confirmed", *colours.level(5)),
        Part([row.likely for row in rows], "Likely", *colours.level(3)),
        Part([row.other for row in rows], "Other", *colours.level(1)),
    ]


_COUNTS = {"practices": "Practices", "confirmed": "Confirmed", "likely": "Likely", "other": "Other"}


def _evidence(dataset: str, definition: str, *cautions: str) -> Evidence:
    return of_dataset(dataset, definition, "Compiled in 2026.", *cautions)


@cached(CACHED)
def stages(view: View, practices: Identifiers) -> Chart:
    """How far the practices went, each at the furthest step known."""
    rows = view.rows("practices_by_stage", practice=practices)
    total = view.row("practice_counts", practice=practices)
    of_taken_up = (
        f" ({total.taken_up_confirmed} confirmed, {total.taken_up_likely} likely, {total.taken_up_other} other)"
        if total.taken_up
        else ""
    )
    return Chart(
        "practice-stages",
        f"{total.taken_up} of {total.practices} practices were taken up by a named region{of_taken_up}",
        "Practices by the furthest step known; taken up means selected or in an action plan; 2020 to 2022",
        stacked_bars(
            [capital(row.stage) for row in rows],
            provenance_parts(rows, view.colours),
            view.colours,
            axis_title="Practices",
        ),
        "; ".join(f"{capital(row.stage)} {row.practices} ({split(row)})" for row in rows) + ".",
        Table.of(rows, {"stage": "Furthest step", **_COUNTS}),
        _evidence(
            "practice_adoptions",
            f"{TAKEN_UP} Each practice counts once, at the furthest of its steps; those without a known step may have "
            f"taken one that no source names. {PROVENANCE}",
            "all_partners_and_unnamed",
            "steps_not_in_order",
        ),
    )


@cached(CACHED)
def themes(view: View, practices: Identifiers) -> Chart:
    """What the practices are about."""
    rows = view.rows("practices_by_theme", practice=practices)
    most = [row for row in rows if row.is_most]
    names = capital(listed([THEMES.get(row.theme, row.theme) for row in most]))
    shown = [theme_name(row.theme) for row in rows]
    return Chart(
        "practice-themes",
        f"{names} has the most practices: {most[0].practices} ({split(most[0])})"
        if len(most) == 1
        else f"{names} have the most practices: {most[0].practices} each, confirmed, likely and other together",
        "Practices by theme and by how sure it is that they are among the 30; the numbers in the bars are practices",
        stacked_bars(
            shown,
            provenance_parts(rows, view.colours),
            view.colours,
            axis_title="Practices",
        ),
        "; ".join(f"{name} {row.practices} ({split(row)})" for name, row in zip(shown, rows, strict=True)) + ".",
        Table.of(
            [row._replace(theme=name) for name, row in zip(shown, rows, strict=True)], {"theme": "Theme", **_COUNTS}
        ),
        _evidence("practices", f"Each practice has one theme. {PROVENANCE}", "thirty_not_all_found"),
    )


@cached(CACHED)
def towns(view: View, practices: Identifiers, is_close: bool) -> Chart:
    """Where the practices stand, grouped by town; national ones at a seat; the map close around them if `is_close`."""
    rows = view.rows("practices_by_town", practice=practices)
    total = view.row("practice_counts", practice=practices)
    national = f"{total.national_confirmed} confirmed, {total.national_likely} likely, {total.national_other} other"
    narrow = (total.west, total.east, total.south, total.north)
    left_out = f"; {total.without_point} without a known place are not on the map" if total.without_point else ""
    return Chart(
        "practice-towns",
        f"{total.national} of {total.practices} practices are national ({national}) and stand at a seat, "
        "mostly the capital"
        if total.national
        else f"None of the practices shown ({total.practices}) is national; each stands in its region",
        f"Practices in {total.points} places; one mark per place and provenance, larger with more practices; sizes "
        f"compare within one provenance{left_out}",
        towns_map(_marks(rows, view.colours), view.colours, 560, narrow if is_close and total.points else EUROPE),
        "Most in one place: "
        + "; ".join(f"{row.city} {row.practices} {row.provenance}" for row in rows[:5])
        + ".",
        Table.of(
            rows,
            {
                "provenance": "Provenance", "country": "Country", "city": "Place", "practices": "Practices",
                "national": "Of these national", "titles": "Titles",
            },
        ),
        _evidence(
            "practices",
            f"Practices by the town of their organisation, or a main town where none is given. {PROVENANCE}",
            "town_coordinates",
            *(["national_practices_at_the_seat"] if total.national else []),
        ),
    )  # fmt: skip


def _marks(rows: Sequence[Any], colours: Palette) -> dict[str, tuple[list[Town], dict]]:
    """Return the marks on the map by provenance: towns, and how they are drawn."""
    rim = {"color": colours.background, "width": 1}
    # The surest are drawn last and smallest, so that none hides another in one town.
    looks = {
        "other": {"color": colours.levels[1], "line": {"color": colours.mark, "width": 1.5}, "sizeref": 0.008},
        "likely": {"color": colours.levels[3], "line": rim, "symbol": "diamond", "sizeref": 0.016},
        "confirmed": {"color": colours.levels[5], "line": rim, "sizeref": 0.028},
    }
    return {
        capital(provenance): (
            [
                Town(row.latitude, row.longitude, row.city, row.country, row.practices, hover_lines(row.titles))
                for row in rows
                if row.provenance == provenance
            ],
            {**look, "sizemin": 3},
        )
        for provenance, look in looks.items()
    }


@cached(CACHED)
def practice_table(view: View) -> Table:
    """Return all practices with all that is known of each, the surest and furthest first."""
    return Table.of(
        view.rows("practice_list"),
        {
            "title": "Practice", "provenance": "One of the 30", "country": "Country", "region_name": "Region",
            "city": "Town", "theme": "Theme", "organisation": "Organisation",
            "organisation_type": "Type of organisation", "start_year": "Start", "end_year": "End",
            "summary": "What it is", "challenge_addressed": "Problem it answers", "resources_eur": "Cost (EUR)",
            "resources_note": "Note on cost", "evidence_of_success": "What shows it works",
            "furthest_stage": "Furthest step", "taken_up_by": "Taken up by", "shortlisted_by": "Shortlisted by",
            "presented_to": "Presented to", "inspired_actions": "Inspired actions", "transfer_potential": "Transfer",
            "source_url": "Source", "practice_id": "Identifier",
        },
        {"Start": "%d", "End": "%d", "Cost (EUR)": "localized"},
        ("Source",),
    )  # fmt: skip


def notes(view: View, chosen: Chosen, practices: Identifiers) -> dict[str, str]:
    """Return what goes with the downloaded practices: how they were chosen, what the words mean, the cautions."""
    total = view.row("practice_counts", practice=practices)
    filters = [
        f"{name.replace('_', ' ')}: {', '.join(given) if isinstance(given, tuple) else given}"
        for name, given in chosen._asdict().items()
        if given and given != "any"
    ]
    return {
        "Title": f"{total.practices} good practices ({split(total)})",
        "Filters": "; ".join(filters) or "none",
        "Definition": f"{PROVENANCE} {TAKEN_UP}",
        "Costs": "They cover different things, as each note says, and must not be added up.",
        "Cautions": live.contract().caution("practices", "thirty_not_all_found"),
    }
