"""The charts of From practice to action, each a function of the view and the region followed."""

import json
from datetime import date
from html import escape
from types import SimpleNamespace

import pandas as pd

from pages.act.action_words import actions_behind, ended, in_flow, short
from pages.parts.chart import Chart, Table
from pages.parts.evidence import Evidence, of_dataset
from pages.parts.figures.base import Drawn
from pages.parts.figures.flow import Link, flow
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.figures.timeline import Mark, timeline
from pages.parts.palette import Palette
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, inside, listed, with_article
from queries.cache import cached

COMPILED = "Compiled in 2026."
UNKNOWN = ("Title not given", "Country not given")
STAGES = ("in action plan", "selected", "shortlisted", "presented")


def stage_colours(colours: Palette) -> dict[str, str]:
    """Return the colour of each stage, the furthest first, and of an action behind which no practice is known."""
    shades = (colours.chosen, colours.action, colours.categories[2], colours.mark)
    return dict(zip(STAGES, shades, strict=True)) | {"no practice known": colours.hairline}


@cached(CACHED)
def regions(view: View) -> dict[str, str]:
    """Return the regions that can be followed, by their code."""
    return view.labels("acting_regions")


@cached(CACHED)
def _followed(view: View, region: str) -> str:
    """Return the region's name as it stands within a sentence, or nothing where none is followed."""
    rows = view.ask("acting_regions").itertuples(index=False)
    return next((with_article(row.region) for row in rows if row.place_code == region), "")


def _counts(view: View, region: str) -> SimpleNamespace:
    """Return how many ways of a practice ended at which stage: those to the region followed, or all."""
    return view.ask_one("uptake_of_region", place=region) if region else view.ask_one("uptake_summary")


@cached(CACHED)
def stage_key(view: View, region: str) -> str:
    """Return how many ways of a practice, all or the region's, ended at which stage, as HTML with the colours."""
    total = _counts(view, region)
    counts = (total.planned_links, total.selected_links, total.shortlisted_links, total.presented_links)
    colours = stage_colours(view.colours)
    each = "".join(
        f'<span><i style="background:{colours[stage]}"></i><b>{count}</b> {stage}</span>'
        for stage, count in zip(STAGES, counts, strict=True)
    )
    whose = f"<span>To {escape(_followed(view, region))}:</span>" if region else ""
    return (
        f'<p class="stages">{whose}{each}<span class="hollow"><i></i>hollow: not given by the source</span>'
        '<span class="pale"><i></i>faintest: an action without a known practice</span></p>'
    )


@cached(CACHED)
def uptake(view: View, region: str) -> Chart:
    """Which way practices went, from their country over the region that met them to an action."""
    total = _counts(view, region)
    rows = view.ask("steps_and_actions")
    if region:
        rows = rows[rows["place_code"] == region]
    name = _followed(view, region)
    return Chart(
        "uptake",
        ended(total, name or "a region") + (f"; {actions_behind(total)}" if name else ""),
        f"From the practice’s country over the practice and the region to the action, 2020 to 2022; one band for each "
        f"practice and region, at the furthest stage of its steps ({counted(total.steps, 'step')}, "
        f"{counted(total.actions, 'action')}" + (f" of {name}, in colour; those of the others grey)" if name else ")"),
        _uptake_figure(view, region),
        f"The counts and the table hold {name} alone, without what was shown to all partners. The bands of actions "
        "without a known practice begin at their region."
        if name
        else f"{total.actions_with_practice} of {counted(total.actions, 'action')} have a known practice behind them; "
        "the bands of the others begin at their region.",
        Table(
            rows[
                [
                    *("adoption_id", "known_date", "origin", "practice", "source_words", "region", "stage"),
                    *("furthest_stage", "actions", "note", "source_url"),
                ]
            ].set_axis(
                [
                    *("Step", "Date", "From", "Practice", "In the words of the source", "Region", "Stage"),
                    *("Furthest stage", "Actions", "Note", "Source"),
                ],
                axis=1,
            ),
            links=("Source",),
            wide=("Practice", "Actions", "Note"),
        ),
        of_dataset(
            "practice_adoptions",
            "A band stands for one practice and one region, or all partners, however many steps it took; its colour is "
            "the furthest stage of these steps. An action stands at the right of the region that plans it, once for "
            "each practice, or country of a practice, behind it. The table has every step, and below them every action "
            "behind which no step is known.",
            COMPILED,
            "all_partners_and_unnamed",
            "steps_not_in_order",
            "after_the_exchange",
        ),
    )


def _uptake_figure(view: View, region: str) -> Drawn | None:
    colours = stage_colours(view.colours)
    bands = list(view.ask("uptake_bands").itertuples(index=False))
    if not bands:
        return None
    drawn = flow(
        [
            Link(
                row.step - 1,
                in_flow(row.source),
                in_flow(row.target, row.action_id),
                1,
                _band_hover(row),
                colour=colours[row.stage] if not region or row.place_code == region else view.colours.hairline,
            )
            for row in bands
        ],
        view.colours,
        760,
        unknown=UNKNOWN,
        keeps_columns=True,
    )
    return _in_front(drawn, [row.place_code == region for row in bands]) if region else drawn


def _in_front(drawn: Drawn, chosen: list[bool]) -> Drawn:
    """Return the flow with the chosen bands last, as Plotly draws the later ones over the earlier.

    Done once the flow is made, because the order of its bands decides where the nodes stand, and these should not
    move when a region is followed.
    """
    whole = drawn.to_dict()
    links = whole["data"][0]["link"]
    order = sorted(range(len(chosen)), key=chosen.__getitem__)
    for name in ("source", "target", "value", "color", "customdata"):
        links[name] = [links[name][at] for at in order]
    return Drawn(json.dumps(whole))


def _band_hover(row: tuple) -> str:
    if row.step == 3:
        behind = f"{row.practice}, from {row.origin}" if isinstance(row.practice, str) else "no practice known"
        sure = " (possible, the source only considers it)" if row.certainty == "possible" else ""
        return f"<b>{escape(row.target)}</b><br>{escape(row.region)}<br>Behind it: {escape(behind)}{sure}"
    return (
        f"<b>{escape(row.practice)}</b>, from {escape(row.origin)}<br>to {escape(row.region)}: {row.stage}<br>"
        + escape(row.words).replace("; ", "<br>")
    )


STEPS = {
    "presented": ("Practices<br>presented", 1),
    "shortlisted": ("Practices<br>shortlisted", 2),
    "selected": ("Practices<br>selected", 3),
    "planned": ("Practices<br>in the plan", 4),
    "named": ("Actions<br>named", 5),
    "begun": ("With a start<br>by then", 5),
}


@cached(CACHED)
def progress(view: View, region: str) -> Chart:
    """How far each region's plan was by the end of phase 1."""
    rows = view.ask("plan_progress")
    colours = view.colours
    plans = list(rows.itertuples(index=False))
    named = [row for row in plans if row.named]
    vague = [row.region for row in plans if not row.named]
    deadline = f"{plans[0].deadline:%-d %B %Y}" if plans else "31 January 2022"
    labels = {row.place_code: _label(row.region, row.place_code == region, colours.chosen) for row in plans}
    cells = []
    for row in plans:
        for name, (heading, step) in STEPS.items():
            count = getattr(row, name)
            words = "none" if name == "named" and not count and row.vague else f"{count}"
            hover = f"<b>{escape(row.region)}, {escape(row.country)}</b><br>{heading.replace('<br>', ' ')}: {words}"
            if name in ("named", "begun") and isinstance(row.titles, str):
                hover += "<br>" + "<br>".join(escape(short(title, 70)) for title in row.titles.split("; "))
            cells.append(Cell(labels[row.place_code], heading, step if count else 0, words, hover))
    drawn_up = (
        "" if not plans or pd.isna(plans[0].drawn_up) else f"{plans[0].drawn_up:.0f} action plans were drawn up, "
    )
    return Chart(
        "plans",
        f"{capital(drawn_up)}actions are named for {len(named)} of {len(plans)} regions",
        f"Practices by the furthest stage they had in each region on {deadline}, the end of phase 1, without what was "
        "shown to all partners; then the actions of its plan known today",
        heat_table(
            cells,
            colours,
            rows=list(labels.values()),
            columns=[heading for heading, _ in STEPS.values()],
            steps={0: (colours.surface, colours.muted)}
            | {step: (colours.levels[step], colours.level_texts[step]) for step in range(1, 6)},
        ),
        (f"Known by subject or status only: {listed(vague)}. " if vague else "")
        + "A start is counted where its month, or an earlier year, is given: "
        + "; ".join(f"{row.region} {row.begun} of {row.named + row.vague}" for row in named)
        + ".",
        Table(
            rows[
                [
                    *("region", "country", "presented", "shortlisted", "selected", "planned", "named", "vague"),
                    *("begun", "undated", "titles"),
                ]
            ].set_axis(
                [
                    *("Region", "Country", "Presented", "Shortlisted", "Selected", "In action plan"),
                    *("Actions named", "Subject or status only", "With a start by then", "Without a start", "Actions"),
                ],
                axis=1,
            ),
            wide=("Actions",),
        ),
        of_dataset(
            "actions",
            "A practice counts once in a region, at the furthest stage of its steps until then. That a start is given "
            "does not prove that the action began, and an action without one may have begun.",
            COMPILED,
            "concrete_actions_known",
        ),
    )


def _label(name: str, is_chosen: bool, colour: str) -> str:
    return f'<b><span style="color:{colour}">{name}</span></b>' if is_chosen else name


SYMBOLS = {
    "interregional meeting": (0, "diamond"),
    "workshop": (1, "circle"),
    "committee of experts": (2, "square"),
    "study visit": (3, "triangle-up"),
    "conference": (4, "star"),
    "publication": (6, "cross"),
    "other": (6, "x"),
}


@cached(CACHED)
def events(view: View, region: str) -> Chart | None:
    """When and where the partners met, learned and told of it; None where no date is known."""
    rows = view.ask("event_timeline")
    every = list(rows.itertuples(index=False))
    dated = [row for row in every if isinstance(row.start_precision, str)]
    if not dated:
        return None
    undated = [f"{row.title} ({row.country})" for row in every if not isinstance(row.start_precision, str)]
    names = {row.place_code: row.country for row in view.ask("acting_regions").itertuples(index=False)}
    countries = list(dict.fromkeys(row.country for row in every))
    counts = {country: sum(row.country == country for row in every) for country in countries}
    known = [country for country in countries if country in names.values()]
    most = max(known or countries, key=lambda country: counts[country])
    colours = view.colours
    return Chart(
        "events",
        f"{most} held or hosted the most of the {len(every)} known events: {counts[most]}",
        f"Events by country and type, {min(row.start_date for row in dated):%B %Y} to "
        f"{max(row.span_end for row in dated):%B %Y}; hollow on a line: only the month or year is known",
        timeline(
            [
                Mark(
                    row.country,
                    capital(row.type),
                    _day(row.start_date),
                    _day(row.span_end),
                    row.start_precision == "day",
                    f"<b>{escape(row.title)}</b><br>{escape(row.date_words)}, {escape(row.type)}"
                    + (f"<br>{escape(row.place)}" if isinstance(row.place, str) else "")
                    + (f" ({escape(row.format)})" if isinstance(row.format, str) else ""),
                )
                for row in sorted(dated, key=lambda row: (row.country, row.start_date, row.event_id))
            ],
            colours,
            rows=countries,
            looks={capital(each): (colours.categories[at], symbol) for each, (at, symbol) in SYMBOLS.items()},
            deadline=(date(2022, 1, 31), "end of phase 1 "),
            chosen=[names[region]] if region in names else [],
        ),
        (f"Without a known date and not drawn: {listed(undated)}. " if undated else "")
        + "Most events: "
        + "; ".join(f"{country} {counts[country]}" for country in sorted(countries, key=lambda each: -counts[each])[:4])
        + ".",
        Table(
            rows[["country", "type", "date_words", "title", "place", "format", "participants", "summary", "source_url"]]
            .set_axis(
                ["Country", "Type", "Date", "Event", "Town", "Format", "Participants", "Summary", "Source"], axis=1
            )
            .reset_index(drop=True),
            {"Participants": "%d"},
            ("Source",),
            ("Event", "Summary"),
        ),
        of_dataset(
            "events",
            "Events that public pages tell of, by the country where they took place or which they concern; what no "
            "page tells of is missing. An event of all partners stands with the country that hosted it.",
            COMPILED,
            "dates_not_all_exact",
            "participants_partly_known",
        ),
    )


def _day(when: pd.Timestamp) -> date:
    return when.date()


@cached(CACHED)
def targets(view: View) -> Chart:
    """What the project aimed at and what it achieved."""
    rows = view.ask("project_figures")
    every = list(rows.itertuples(index=False))
    pairs = [row for row in every if row.is_first_of_pair]
    met = [row for row in pairs if row.topic_achieved >= row.topic_target]
    words = listed([f"{_number(row.topic_achieved)} {inside(row.topic)}" for row in met])
    shown = [
        (row.topic, row.indicator, row.unit, _number(row.baseline))
        + (_number(row.target) or _date(row.target_date), _number(row.achieved) or _date(row.achieved_date))
        + (row.as_of if isinstance(row.as_of, str) else "", row.source_url)
        for row in every
    ]
    open_targets = [row.indicator for row in every if row.target == row.target and row.unit == "number"]
    open_targets = [name for name in open_targets if name not in {row.indicator for row in pairs}]
    return Chart(
        "targets",
        f"{len(met)} of {len(pairs)} targets with a known result were reached: {words}"
        if pairs
        else "No target of the project has a known result",
        "Targets and results of the project, by topic; empty where no source gives a figure",
        None,
        f"Without a figure for the result: {listed(open_targets)}." if open_targets else "",
        Table(
            pd.DataFrame(
                shown,
                columns=["Topic", "Figure or target", "Unit", "Before", "Target", "Achieved", "As of", "Source"],
            ),
            links=("Source",),
            wide=("Figure or target",),
        ),
        _target_evidence(),
    )


def _target_evidence() -> Evidence:
    return of_dataset(
        "project_targets",
        "A target and a result are compared only where a topic has one of each in one unit. Figures that are neither "
        "stand in the column of what they are nearest to: a budget is a target, a count a result.",
        COMPILED,
        "project_dates",
        "budget_conflict",
    )


def _number(value: float) -> str:
    return "" if pd.isna(value) else f"{value:,.0f}"


def _date(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else f"{value:%-d %B %Y}"
