"""The panel beside the table of levels: what one level is based on, and what the next would take."""

from html import escape

import pandas as pd

from pages.explore.policy_charts import missing_on_purpose
from pages.parts.badges import LevelBadge
from pages.parts.view import View
from pages.parts.wording import capital


def scale(view: View, dimension: str) -> str:
    """Return the six levels of a dimension with their criteria, as HTML."""
    rows = view.ask("levels_of_dimension", dimension=dimension)
    steps = "".join(
        f"<li>{_chip(view, row.level, row.label)} <span>{escape(row.criterion)}</span></li>"
        for row in rows.itertuples()
    )
    question = escape(rows["question"].iloc[0]) if len(rows) else ""
    return (
        f'<div class="panel"><p class="panel-lead">{question}</p><ol>{steps}</ol>'
        '<p class="fine">Click a cell or choose a place to see the evidence for its level.</p></div>'
    )


def opened(view: View, region: str, dimension: str, year: str, badges: tuple[LevelBadge, ...] = ()) -> str:
    """Return what stands behind the level of a place, and what experts said of it, as HTML; a missing one says why."""
    row = view.ask_one("opened_level", region=region, dimension=dimension, year=year)
    who = f"{row.place}, {'regional' if row.tier == 'regional' else 'central'} government"
    head = f'<p class="panel-lead">{escape(row.dimension)}<br><b>{escape(who)}</b>, {year}</p>'
    others = f'<p class="fine">Other years: {escape(row.other_levels)}</p>' if row.other_levels else ""
    if pd.isna(row.level):
        why = missing_on_purpose(region, dimension, year) or f"No level has been assessed for {year}."
        none = "" if row.other_levels else '<p class="fine">No other year has been assessed either.</p>'
        return (
            f'<div class="panel">{head}<p><span class="chip missing">not assessed</span></p>'
            f"<p>{escape(why)}</p>{others}{none}</div>"
        )
    source_year = "" if pd.isna(row.source_year) else f" ({row.source_year})"
    following = (
        f"<h4>What the next level would take</h4><p>{_chip(view, row.next_level, row.next_label)} "
        f"{escape(row.next_criterion)}</p>"
        if not pd.isna(row.next_level)
        else '<p class="fine">This is the highest level.</p>'
    )
    judged = "".join(
        f'<p class="judged {each.kind}">{each.mark} {escape(each.sentence)}</p>'
        for each in badges
        if (each.place_code, each.dimension_id, each.year) == (region, dimension, year)
    )
    return (
        f'<div class="panel">{head}'
        f"<p>{_chip(view, row.level, row.level_label)} {escape(row.criterion)}</p>{judged}"
        f"<h4>Evidence</h4><p>{escape(row.evidence)}</p>"
        f'<p class="fine">Source: <a href="{escape(row.source_url)}" target="_blank" rel="noopener">'
        f"{escape(row.source_title)}</a>{source_year}. {escape(capital(row.confidence))} confidence.</p>"
        f"{following}{others}</div>"
    )


def _chip(view: View, level: int, label: str) -> str:
    fill, text = view.colours.levels[level], view.colours.level_texts[level]
    return f'<span class="chip" style="background:{fill};color:{text}">{level} {escape(label)}</span>'


STYLE = """<style>
.panel { border-top: 2px solid var(--inno-text); padding-top: .6rem; font-size: .9375rem; line-height: 1.4; }
.panel p { margin: 0 0 .5rem; }
.panel .panel-lead { font-family: "Source Serif", serif; font-size: 1.0625rem; line-height: 1.3; }
.panel h4 { font-size: .9375rem; font-weight: 600; margin: .6rem 0 .15rem; padding: 0; letter-spacing: 0; }
.panel ol { list-style: none; margin: 0 0 .5rem; padding: 0; }
.panel li { margin: 0 0 .45rem; padding: 0; font-size: .875rem; line-height: 1.35; }
.panel .chip { display: inline-block; padding: 0 .45rem; margin-right: .25rem; font-weight: 600; white-space: nowrap;
  border: 1px solid var(--inno-hairline); }
.panel .chip.missing { border: 1px dashed var(--inno-muted); color: var(--inno-muted); }
.panel .fine { font-size: .875rem; }
.panel .judged { border-left: 3px solid var(--inno-action); padding-left: .6rem; font-size: .875rem; }
.panel .judged.contested, .panel .judged.stale { border-color: var(--inno-chosen); }
</style>"""
