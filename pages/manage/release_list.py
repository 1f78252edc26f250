"""The list of releases, and what is known of the one that was chosen in it."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from data import live
from data.releases.publishing import REASON_LETTERS
from data.releases.release_zip import folder_name, release_zip
from data.releases.store import Release
from pages.parts import markup
from pages.parts.chart import Table
from pages.parts.site_map import screen
from pages.parts.wording import listed

KINDS = {"shipped": "shipped with the program", "upload": "upload", "rollback": "roll back"}

# A release, and the datasets to which it gave new content.
Changes = Sequence[tuple[Release, Mapping[str, str]]]

_CHOSEN = "chosen release"


def show(changes: Changes) -> None:
    """Show all releases, the newest on top; a click on a row chooses its release."""
    newest_first = list(reversed(changes))
    # Another key when there is another release, because the browser keeps the chosen row's place, not its release.
    key = f"table-releases-{newest_first[0][0].number}"

    def choose() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            st.session_state[_CHOSEN] = newest_first[rows[0]][0].number

    rows = [
        {
            "Release": release.number,
            "Published (UTC)": f"{release.published_at:%Y-%m-%d %H:%M}",
            "By": release.author,
            "Reason": release.reason,
            "Datasets changed": _datasets(changed),
            "How": KINDS[release.kind],
        }
        for release, changed in newest_first
    ]
    table = Table(pa.Table.from_pylist(rows), {"Release": "%d"})
    table.show(key, "All releases, the newest on top", on_select=choose, selection_mode="single-row")


def chosen(changes: Changes) -> tuple[Release, Mapping[str, str]]:
    """Let the visitor choose a release by its name and return it with what it changed; the newest at first."""
    by_number = {release.number: (release, changed) for release, changed in reversed(changes)}
    live_now = next(iter(by_number))
    if st.session_state.get(_CHOSEN) not in by_number:
        st.session_state[_CHOSEN] = live_now
    number = st.selectbox(
        "Release",
        list(by_number),
        format_func=lambda each: f"Release {each}{', live now' if each == live_now else ''}",
        key=_CHOSEN,
    )
    return by_number[number]


def choose_newest(number: int) -> None:
    """Choose the release `number`: for callbacks that made it."""
    st.session_state[_CHOSEN] = number


def facts(release: Release, changed: Mapping[str, str]) -> Markup:
    """Return what is known of a release."""
    rows = {
        "Published": f"{release.published_at:%-d %B %Y at %H:%M} UTC",
        "By": release.author,
        "How": KINDS[release.kind] + (f", on top of release {release.based_on}" if release.based_on else ""),
        "Reason": release.reason,
        "Datasets changed": _datasets(changed),
    }
    return markup.piece("terms", rows.items(), "release-facts")


def reason(key: str, placeholder: str) -> None:
    """Let the visitor write why a release is made."""
    st.text_area("Reason", key=key, max_chars=REASON_LETTERS[1], height=90, placeholder=placeholder,
                 help="It stands in the history and in the audit log, with your name.")  # fmt: skip


def take_home(release: Release) -> None:
    """Offer a release as one zip file, and the way to what it changed."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"Download release {release.number}",
            lambda: release_zip(live.store(), live.contract(), release),
            f"{folder_name(release)}.zip",
            "application/zip",
            key="download-release",
            icon=":material/download:",
            on_click="ignore",
            help="A zip file: every dataset as CSV, all columns described, and a README that says how to cite.",
        )
        target = screen("changes")
        if target and release.based_on:
            st.page_link(
                target.script,
                label="See what it changed",
                query_params={"from": [str(release.based_on)], "to": [str(release.number)]},
            )


def _datasets(changed: Mapping[str, str]) -> str:
    datasets = live.contract().datasets
    if len(changed) == len(datasets):
        return f"all {len(changed)}"
    return listed([datasets[name].title if name in datasets else name for name in changed]) or "none"
