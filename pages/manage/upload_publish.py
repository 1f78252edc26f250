"""The end of an upload: the verdict, what publishing would change, the reason, and how it went."""

from html import escape

import pandas as pd
import streamlit as st

from data import live
from data.releases.difference import Collision
from data.releases.publishing import REASON_LETTERS
from data.releases.store import Release
from pages.manage import desk
from pages.manage.desk import Desk
from pages.parts.chart import Table
from pages.parts.differences import STYLE, changes_between, show_effects, show_rows
from pages.parts.wording import as_text, counted

_OTHER = (
    "<style>.problem { border-left: 3px solid var(--inno-muted); padding-left: .75rem; margin: .5rem 0; "
    "max-width: 60rem; } .problem.error { border-left-color: var(--inno-chosen); } .problem p { margin: 0; "
    "font-size: .9375rem; line-height: 1.45; overflow-wrap: anywhere; } .problem b { font-weight: 600; }</style>"
)


def done(here: Desk) -> None:
    """Show, at the top of the screen, that something was published, until the next action."""
    st.html(STYLE + _OTHER)
    if here.outcome and here.outcome[0] == "done":
        st.success(here.outcome[1], icon=":material/check:")


def _refused(here: Desk) -> None:
    """Say, where the button is, how the last click ended that published nothing."""
    kind, sentence = here.outcome or ("", "")
    if kind == "nothing":
        st.info(as_text(sentence), icon=":material/check:")
    elif kind == "error":
        st.error(as_text(sentence), icon=":material/error:")


def verdict(here: Desk) -> None:
    """Say in one sentence where the upload stands."""
    checked = here.checked
    left_out = counted(len(checked.collisions), "row") if checked.collisions else ""
    if checked.result is None:
        words = f"{counted(len(checked.errors), 'error')}: mend the files and drop them again. Nothing was stored."
        st.error(words, icon=":material/error:")
    elif checked.preview is None and left_out:
        st.warning(
            f"Nothing of yours is left to publish: {left_out} changed by both, of which the published version stays. "
            "They are listed below.",
            icon=":material/warning:",
        )
    elif checked.preview is None:
        st.info(f"No change: the data are live already, in release {here.base.number}.", icon=":material/check:")
    elif here.meanwhile:
        st.warning(
            f"Release {here.meanwhile.number} was published after this was checked. Bring your changes onto it below.",
            icon=":material/warning:",
        )
    else:
        changes = "; ".join(f"{each.title}: {each.counts}" for each in checked.preview.changes.values())
        also = f" {counted(len(checked.warnings), 'warning')} to look at." if checked.warnings else ""
        also += f" Left out, because somebody else changed them as well: {left_out}." if left_out else ""
        st.success(f"Ready to publish. {changes}.{also}", icon=":material/check:")


def show(here: Desk) -> None:
    """Show what publishing would change, and publish."""
    if here.checked.collisions:
        _collisions(here.checked.collisions)
    preview = here.checked.preview
    if preview is None:
        return
    live_now = "" if here.meanwhile else ", live now"
    st.subheader(f"What changes against release {here.base.number}{live_now}", anchor=False)
    st.html(preview.facts + _stale(preview.stale))
    key = f"draft-{here.round}"
    notes = {"Compared": f"INNO INDUSTRY dashboard, data release {here.base.number} with an upload not yet published"}
    show_effects(preview.effects, key, notes)
    show_rows(preview.changes, key, notes)
    if here.meanwhile:
        _meanwhile(here, here.meanwhile)
    else:
        _publish(here)


def _stale(rows: tuple[str, ...]) -> str:
    if not rows:
        return ""
    named = escape(", ".join(rows[:5])) + (f" and {len(rows) - 5:,} more" if rows[5:] else "")
    what = "1 badge of experts says" if len(rows) == 1 else f"{len(rows):,} badges of experts say"
    return f'<p class="caution">{what} “judged at another value” then, because the value changes: {named}.</p>'


def _publish(here: Desk) -> None:
    st.subheader(f"Publish as release {here.base.number + 1}", anchor=False)
    _refused(here)
    key = f"reason-{here.round}"
    st.session_state.setdefault(key, here.reason)
    with st.form(f"publish-{here.round}", border=False):
        st.text_area(
            "Reason",
            key=key,
            max_chars=REASON_LETTERS[1],
            height=90,
            placeholder="What changed, and where it comes from",
            help="It stands in the history and in the audit log, with your name.",
        )
        st.form_submit_button("Publish", type="primary", on_click=_publish_now, args=(key,))


def _publish_now(key: str) -> None:
    desk.publish(st.session_state.get(key, ""))


def _meanwhile(here: Desk, newest: Release) -> None:
    changes = changes_between(here.base, newest)
    st.subheader(f"Published meanwhile: release {newest.number}", anchor=False)
    words = "; ".join(f"{each.title}: {each.counts}" for each in changes.values())
    st.html(
        f'<p class="fine">{escape(newest.author)}, {newest.published_at:%-d %B %Y at %H:%M} UTC: '
        f"“{escape(newest.reason)}”. {escape(words)}. Nothing of yours was published.</p>"
    )
    notes = {"Compared": f"INNO INDUSTRY dashboard, data release {here.base.number} with data release {newest.number}"}
    show_rows(changes, f"meanwhile-{newest.number}", notes)
    _refused(here)
    st.button(f"Bring my changes onto release {newest.number}", key="bring-over", type="primary",
              on_click=desk.bring_over)  # fmt: skip
    st.caption(
        "Rows that only you changed are taken over. Rows that you both changed stay as they are published, "
        "and are listed."
    )


def _collisions(collisions: tuple[Collision, ...]) -> None:
    datasets = live.contract().datasets
    rows = [
        (datasets[each.dataset].title, ", ".join(each.key), *_differing(datasets[each.dataset].header, each))
        for each in collisions
    ]
    st.warning(
        f"{counted(len(collisions), 'row')} changed by both: the published version stays. Where yours is right, "
        "change the row in a file of the live data and drop that.",
        icon=":material/warning:",
    )
    frame = pd.DataFrame(rows, columns=["Dataset", "Row", "Before both", "Yours", "Published meanwhile"])
    Table(frame, wide=("Before both", "Yours", "Published meanwhile")).show("collisions", "Rows changed by both")


def _differing(header: tuple[str, ...], collision: Collision) -> list[str]:
    """Return the cells in which the versions of a row differ, as they were, yours, and as published."""
    versions = (collision.base, collision.mine, collision.theirs)
    there = [row for row in versions if row is not None]
    places = [place for place in range(len(header)) if len({row[place] for row in there}) > 1]
    return [
        "not there" if row is None else "; ".join(f"{header[place]}: {row[place] or 'empty'}" for place in places)
        for row in versions
    ]
