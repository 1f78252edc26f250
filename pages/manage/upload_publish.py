"""The end of an upload: the verdict, what publishing would change, the reason, and how it went."""

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from data import live
from data.releases.difference import Collision
from data.releases.store import Release
from pages.manage import desk
from pages.manage.desk import Checked, Desk
from pages.manage.release_list import reason
from pages.parts import markup
from pages.parts.chart import Table
from pages.parts.difference_tables import in_words
from pages.parts.differences import changes_between, show_effects, show_rows
from pages.parts.wording import as_text, counted

_VERSIONS = ("Before both", "Yours", "Published meanwhile")


def done(here: Desk) -> None:
    """Show, at the top of the screen, that something was published, until the next action."""
    if here.outcome and here.outcome[0] == "done":
        st.success(here.outcome[1], icon=":material/check:")


def _refused(here: Desk) -> None:
    """Say, where the button is, how the last click ended that published nothing."""
    kind, sentence = here.outcome or ("", "")
    if kind == "nothing":
        st.info(as_text(sentence), icon=":material/check:")
    elif kind == "error":
        st.error(as_text(sentence), icon=":material/error:")


def verdict(checked: Checked, meanwhile: Release | None) -> None:
    """Say in one sentence where the upload stands; `meanwhile` was published after it was checked."""
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
        st.info(f"No change: the data are live already, in release {checked.base.number}.", icon=":material/check:")
    elif meanwhile:
        st.warning(
            f"Release {meanwhile.number} was published after this was checked. Bring your changes onto it below.",
            icon=":material/warning:",
        )
    elif checked.unfit:
        st.error(
            "Not ready to publish: the files are in order, but the dashboard cannot show them. Nothing was stored.",
            icon=":material/error:",
        )
    else:
        changes = in_words(checked.preview.changes)
        also = f" {counted(len(checked.warnings), 'warning')} to look at." if checked.warnings else ""
        also += f" Left out, because somebody else changed them as well: {left_out}." if left_out else ""
        st.success(f"Ready to publish. {changes}.{also}", icon=":material/check:")


def show(here: Desk, checked: Checked) -> None:
    """Show what publishing would change, and publish."""
    if checked.collisions:
        _collisions(checked.collisions)
    preview, base = checked.preview, checked.base
    if preview is None:
        return
    live_now = "" if here.meanwhile else ", live now"
    st.subheader(f"What changes against release {base.number}{live_now}", anchor=False)
    markup.show(preview.facts, _stale(preview.stale))
    key = f"draft-{here.number}"
    notes = {"Compared": f"INNO INDUSTRY dashboard, data release {base.number} with an upload not yet published"}
    show_effects(preview.effects, key, notes)
    show_rows(preview.changes, key, notes)
    if here.meanwhile:
        _meanwhile(here, base, here.meanwhile)
    elif desk.undecided(here, checked):
        st.caption(
            "It can be published once it is decided, at the top, what becomes of the rows that would be removed."
        )
    elif checked.unfit:
        markup.show(markup.render("manage/unfit.html", failures=checked.unfit))
    else:
        _publish(here, base.number + 1)


def _stale(rows: tuple[str, ...]) -> Markup:
    if not rows:
        return Markup()
    named = ", ".join(rows[:5]) + (f" and {len(rows) - 5:,} more" if rows[5:] else "")
    what = counted(len(rows), "badge of experts says", "badges of experts say")
    return markup.piece("caution", f"{what} “judged at another value” then, because the value changes: {named}.")


def _publish(here: Desk, number: int) -> None:
    st.subheader(f"Publish as release {number}", anchor=False)
    _refused(here)
    key = f"reason-{here.number}"
    st.session_state.setdefault(key, here.reason)
    with st.form(f"publish-{here.number}", border=False):
        reason(key, "What changed, and where it comes from")
        st.form_submit_button("Publish", type="primary", on_click=_publish_now, args=(key,))


def _publish_now(key: str) -> None:
    desk.publish(st.session_state.get(key, ""))


def _meanwhile(here: Desk, base: Release, newest: Release) -> None:
    changes = changes_between(base, newest)
    st.subheader(f"Published meanwhile: release {newest.number}", anchor=False)
    published = f"{newest.author}, {newest.published_at:%-d %B %Y at %H:%M} UTC: “{newest.reason}”"
    markup.show(markup.piece("fine", f"{published}. {in_words(changes)}. Nothing of yours was published."))
    notes = {"Compared": f"INNO INDUSTRY dashboard, data release {base.number} with data release {newest.number}"}
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
        {
            "Dataset": datasets[each.dataset].title,
            "Row": ", ".join(each.key),
            **dict(zip(_VERSIONS, _differing(datasets[each.dataset].header, each), strict=True)),
        }
        for each in collisions
    ]
    st.warning(
        f"{counted(len(collisions), 'row')} changed by both: the published version stays. Where yours is right, "
        "change the row in a file of the live data and drop that.",
        icon=":material/warning:",
    )
    Table(pa.Table.from_pylist(rows), wide=_VERSIONS).show("collisions", "Rows changed by both")


def _differing(header: tuple[str, ...], collision: Collision) -> list[str]:
    """Return the cells in which the versions of a row differ, as they were, yours, and as published."""
    versions = (collision.base, collision.mine, collision.theirs)
    there = [row for row in versions if row is not None]
    places = [place for place in range(len(header)) if len({row[place] for row in there}) > 1]
    return [
        "not there" if row is None else "; ".join(f"{header[place]}: {row[place] or 'empty'}" for place in places)
        for row in versions
    ]
