"""The charts of From practice to action, each a function of the view and the region followed."""

import json
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from pages.act.action_words import STAGES, actions_behind, ended, in_flow, short
from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
from pages.parts.figures.base import Drawn, hover_text
from pages.parts.figures.flow import Link, flow
from pages.parts.figures.heat_table import Cell, heat_table
from pages.parts.figures.timeline import Mark, timeline
from pages.parts.indicator import the
from pages.parts.markup import render
from pages.parts.palette import Palette
from pages.parts.view import CACHED, View
from pages.parts.wording import capital, counted, fixed, inside, listed
from queries.cache import cached

COMPILED = "Compiled in 2026."
UNKNOWN = ("Title not given", "Country not given")


def stage_colours(colours: Palette) -> dict[str, str]:
    """Return the colour of each stage, the furthest first, and of an action behind which no practice is known."""
    shades = (colours.chosen, colours.action, colours.categories[2], colours.mark)
    return dict(zip(STAGES, shades, strict=True)) | {"no practice known": colours.hairline}


def _followed(view: View, region: str) -> str:
    """Return the region's name as it stands within a sentence, or nothing where none is followed."""
    return next((the(view, row.region) for row in view.rows("acting_regions") if row.place_code == region), "")


def _counts(view: View, region: str) -> Any:
    """Return how many ways of a practice ended at which stage: those to the region followed, or all."""
    return view.row("uptake_of_region", place=region) if region else view.row("uptake_summary")


@cached(CACHED)
def stage_key(view: View, region: str) -> Markup:
    """Return how many ways of a practice, all or the region's, ended at which stage, with the colours."""
    total = _counts(view, region)
    counts = (total.planned_links, total.selected_links, total.shortlisted_links, total.presented_links)
    stages = zip(STAGES, counts, stage_colours(view.colours).values(), strict=False)
    return render("act/stage_key.html", region=_followed(view, region), stages=list(stages))


STEPS = {
    "adoption_id": "Step",
    "known_date": "Date",
    "origin": "From",
    "practice": "Practice",
    "source_words": "In the words of the source",
    "region": "Region",
    "stage": "Stage",
    "furthest_stage": "Furthest stage",
    "actions": "Actions",
    "note": "Note",
    "source_url": "Source",
}


@cached(CACHED)
def uptake(view: View, region: str) -> Chart:
    """Which way practices went, from their country over the region that met them to an action."""
    total, name = _counts(view, region), _followed(view, region)
    rows = [row for row in view.rows("steps_and_actions") if region in ("", row.place_code)]
    known = f"{counted(total.steps, 'step')}, {counted(total.actions, 'action')}"
    if name:
        finding = f"{ended(total, name)}; {actions_behind(total)}"
        known += f" of {name}, in colour; those of the others grey"
        words = (
            f"The counts and the table hold {name} alone, without what was shown to all partners. The bands of actions "
            "without a known practice begin at their region."
        )
    else:
        finding = ended(total, "a region")
        words = (
            f"{total.actions_with_practice} of {counted(total.actions, 'action')} have a known practice behind them; "
            "the bands of the others begin at their region."
        )
    return Chart(
        "uptake",
        finding,
        "From the practice’s country over the practice and the region to the action, 2020 to 2022; one band for each "
        f"practice and region, at the furthest stage of its steps ({known})",
        _uptake_figure(view, region),
        words,
        Table.of(rows, STEPS, links=("Source",), wide=("Practice", "Actions", "Note")),
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
    bands = view.rows("uptake_bands")
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
                colour=colours[row.stage] if region in ("", row.place_code) else view.colours.hairline,
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


def _band_hover(row: Any) -> str:
    if row.step == 3:
        behind = f"{row.practice}, from {row.origin}" if row.practice else "no practice known"
        sure = " (possible, the source only considers it)" if row.certainty == "possible" else ""
        head, lines = row.target, [row.region, f"Behind it: {behind}{sure}"]
        return "<br>".join([f"<b>{hover_text(head)}</b>", *map(hover_text, lines)])
    lines = [f"to {row.region}: {row.stage}", *row.words.split("; ")]
    return "<br>".join([f"<b>{hover_text(row.practice)}</b>, from {hover_text(row.origin)}", *map(hover_text, lines)])


PROGRESS = {
    "presented": (Markup("Practices<br>presented"), 1),
    "shortlisted": (Markup("Practices<br>shortlisted"), 2),
    "selected": (Markup("Practices<br>selected"), 3),
    "planned": (Markup("Practices<br>in the plan"), 4),
    "named": (Markup("Actions<br>named"), 5),
    "begun": (Markup("With a start<br>by then"), 5),
}

PLANS = {
    "region": "Region",
    "country": "Country",
    "presented": "Presented",
    "shortlisted": "Shortlisted",
    "selected": "Selected",
    "planned": "In action plan",
    "named": "Actions named",
    "vague": "Subject or status only",
    "begun": "With a start by then",
    "undated": "Without a start",
    "titles": "Actions",
}


@cached(CACHED)
def progress(view: View, region: str) -> Chart:
    """How far each region's plan was by the end of phase 1."""
    plans = view.rows("plan_progress")
    colours = view.colours
    named = [row for row in plans if row.named]
    vague = [row.region for row in plans if not row.named]
    when = f"on {plans[0].deadline:%-d %B %Y}, the end of phase 1" if plans else "at the end of phase 1"
    drawn_up = f"{plans[0].drawn_up} action plans were drawn up, " if plans and plans[0].drawn_up else ""
    started = "; ".join(f"{row.region} {row.begun} of {row.named + row.vague}" for row in named)
    known_by_subject = f"Known by subject or status only: {listed(vague)}. " if vague else ""
    labels = {row.place_code: _label(row.region, row.place_code == region, colours.chosen) for row in plans}
    return Chart(
        "plans",
        f"{capital(drawn_up)}actions are named for {len(named)} of {len(plans)} regions",
        f"Practices by the furthest stage they had in each region {when}, without what was shown to all partners; then "
        "the actions of its plan known today",
        heat_table(
            [_progress_cell(row, labels[row.place_code], name) for row in plans for name in PROGRESS],
            colours,
            rows=list(labels.values()),
            columns=[heading for heading, _ in PROGRESS.values()],
            steps={0: (colours.surface, colours.muted)}
            | {step: (colours.levels[step], colours.level_texts[step]) for step in range(1, 6)},
        ),
        f"{known_by_subject}A start is counted where its month, or an earlier year, is given: {started}.",
        Table.of([row._replace(titles="; ".join(row.titles or ())) for row in plans], PLANS, wide=("Actions",)),
        of_dataset(
            "actions",
            "A practice counts once in a region, at the furthest stage of its steps until then. That a start is given "
            "does not prove that the action began, and an action without one may have begun.",
            COMPILED,
            "concrete_actions_known",
        ),
    )


def _progress_cell(row: Any, label: str, name: str) -> Cell:
    heading, step = PROGRESS[name]
    count = getattr(row, name)
    words = "none" if name == "named" and not count and row.vague else f"{count}"
    titles = row.titles or () if name in ("named", "begun") else ()
    lines = [f"{heading.replace('<br>', ' ')}: {words}", *(hover_text(short(title, 70)) for title in titles)]
    place = f"<b>{hover_text(row.region)}, {hover_text(row.country)}</b>"
    return Cell(label, heading, step if count else 0, words, "<br>".join([place, *lines]))


def _label(name: str, is_chosen: bool, colour: str) -> str:
    return Markup('<b><span style="color:{}">{}</span></b>').format(colour, hover_text(name)) if is_chosen else name


SYMBOLS = {
    "interregional meeting": (0, "diamond"),
    "workshop": (1, "circle"),
    "committee of experts": (2, "square"),
    "study visit": (3, "triangle-up"),
    "conference": (4, "star"),
    "publication": (6, "cross"),
    "other": (6, "x"),
}

EVENTS = {
    "country": "Country",
    "type": "Type",
    "date_words": "Date",
    "title": "Event",
    "place": "Town",
    "format": "Format",
    "participants": "Participants",
    "summary": "Summary",
    "source_url": "Source",
}


@cached(CACHED)
def events(view: View, region: str) -> Chart | None:
    """When and where the partners met, learned and told of it; None where no date is known."""
    rows = view.rows("event_timeline")
    dated = [row for row in rows if row.start_date]
    if not dated:
        return None
    undated = [f"{row.title} ({row.country})" for row in rows if not row.start_date]
    without = f"Without a known date and not drawn: {listed(undated)}. " if undated else ""
    counts = {row.country: row.events_of_country for row in rows}
    most = max([row for row in rows if row.country_code] or rows, key=lambda row: row.events_of_country)
    top = sorted(counts, key=counts.__getitem__, reverse=True)[:4]
    colours = view.colours
    plan = view.row("plan_progress")
    return Chart(
        "events",
        f"{most.country} held or hosted the most of the {len(rows)} known events: {most.events_of_country}",
        f"Events by country and type, {min(row.start_date for row in dated):%B %Y} to "
        f"{max(row.span_end for row in dated):%B %Y}; hollow on a line: only the month or year is known",
        timeline(
            [_mark(row) for row in sorted(dated, key=lambda row: (row.country, row.start_date, row.event_id))],
            colours,
            rows=list(counts),
            looks={capital(each): (colours.categories[at], symbol) for each, (at, symbol) in SYMBOLS.items()},
            deadline=(plan.deadline, "end of phase 1 ") if plan else None,
            chosen=[row.country for row in view.rows("acting_regions") if row.place_code == region],
        ),
        f"{without}Most events: {'; '.join(f'{country} {counts[country]}' for country in top)}.",
        Table.of(rows, EVENTS, {"Participants": "%d"}, ("Source",), ("Event", "Summary")),
        of_dataset(
            "events",
            "Events that public pages tell of, by the country where they took place or which they concern; what no "
            "page tells of is missing. An event of all partners stands with the country that hosted it.",
            COMPILED,
            "dates_not_all_exact",
            "participants_partly_known",
        ),
    )


def _mark(row: Any) -> Mark:
    lines = [f"{row.date_words}, {row.type}", *([row.place] if row.place else [])]
    form = f" ({hover_text(row.format)})" if row.format else ""
    hover = "<br>".join([f"<b>{hover_text(row.title)}</b>", *map(hover_text, lines)]) + form
    return Mark(row.country, capital(row.type), row.start_date, row.span_end, row.start_precision == "day", hover)


class _Figure(NamedTuple):
    """A target or result as the table writes it."""

    topic: str
    indicator: str
    unit: str
    baseline: str
    target: str
    achieved: str
    as_of: str
    source_url: str


TARGETS = {
    "topic": "Topic",
    "indicator": "Figure or target",
    "unit": "Unit",
    "baseline": "Before",
    "target": "Target",
    "achieved": "Achieved",
    "as_of": "As of",
    "source_url": "Source",
}


@cached(CACHED)
def targets(view: View) -> Chart:
    """What the project aimed at and what it achieved."""
    rows = view.rows("project_figures")
    pairs = [row for row in rows if row.is_first_of_pair]
    met = [f"{_written(row.topic_achieved)} {inside(row.topic)}" for row in pairs if row.is_met]
    without_result = [row.indicator for row in rows if row.is_open]
    shown = [
        _Figure(
            row.topic,
            row.indicator,
            row.unit,
            _written(row.baseline),
            _written(row.target, row.target_date),
            _written(row.achieved, row.achieved_date),
            row.as_of or "",
            row.source_url,
        )
        for row in rows
    ]
    return Chart(
        "targets",
        f"{len(met)} of {len(pairs)} targets with a known result were reached: {listed(met)}"
        if pairs
        else "No target of the project has a known result",
        "Targets and results of the project, by topic; empty where no source gives a figure",
        None,
        f"Without a figure for the result: {listed(without_result)}." if without_result else "",
        Table.of(shown, TARGETS, links=("Source",), wide=("Figure or target",)),
        of_dataset(
            "project_targets",
            "A target and a result are compared only where a topic has one of each in one unit. Figures that are "
            "neither stand in the column of what they are nearest to: a budget is a target, a count a result.",
            COMPILED,
            "project_dates",
            "budget_conflict",
        ),
    )


def _written(number: float | None, day: date | None = None) -> str:
    """Return a figure, or else its day, or nothing."""
    if number is not None:
        return fixed(number, 0)
    return f"{day:%-d %B %Y}" if day else ""
