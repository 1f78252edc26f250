"""The audit log: who did what when, and whether anything was changed afterwards."""

from dataclasses import astuple, fields, replace
from datetime import UTC, datetime

import streamlit as st

from data import live
from data.audit import Entry
from data.export import spreadsheet_csv
from data.operation.verification import Verification, verify
from data.refused import Refused
from pages.parts import markup, refusal, sign_in
from pages.parts.chart import Table
from pages.parts.csv_form import csv_form
from pages.parts.wording import as_text, counted

_VERIFIED = "verification"

# Older entries are in the download: a browser need not hold ten years of votes.
_SHOWN = 500

_COLUMNS = {
    "number": "Entry", "at": "When (UTC)", "actor_name": "Who", "actor_role": "Role",
    "identified_by": "Identified by", "action": "Action", "subject": "Subject", "hash": "Hash", "details": "Details",
}  # fmt: skip


@sign_in.fragment("staff")
def section() -> None:
    """Verify the store on demand, and show the log once it is opened."""
    st.subheader("Audit log", anchor=False)
    markup.show(
        markup.piece(
            "fine",
            "Every publication and roll back, every round opened or closed, every vote and every mark of an idea "
            "leaves an entry that holds the hash of the entry before it. To verify is to compute all hashes again and "
            "compare them with the releases and files.",
        )
    )
    st.button("Verify log, releases and files", key="verify", icon=":material/verified_user:", on_click=_verify)
    _result()
    details = st.expander("Entries of the audit log", key="audit-entries", on_change="rerun", type="compact")
    if details.open:
        with details:
            entries()


def entries() -> None:
    """Show the newest entries and offer all."""
    log = live.store().audit_log()
    if len(log) > _SHOWN:
        st.caption(f"The newest {_SHOWN:,} of {len(log):,} entries; the download holds all.")
    shown = [replace(entry, at=entry.at[:19].replace("T", " ")) for entry in reversed(log[-_SHOWN:])]
    Table.of(shown, _COLUMNS, {"Entry": "%d"}).show("table-audit", "Entries of the audit log, the newest on top")
    form = csv_form()
    st.download_button(
        "All entries as CSV",
        lambda: spreadsheet_csv([each.name for each in fields(Entry)], [astuple(entry) for entry in log], form),
        "inno-industry-audit-log.csv",
        "text/csv",
        key="download-audit",
        icon=":material/download:",
        on_click="ignore",
    )


def _verify() -> None:
    try:
        found: Verification | str = verify(live.store())
    except Refused as error:
        found = refusal.words(error)
    st.session_state[_VERIFIED] = datetime.now(UTC), found


def _result() -> None:
    at, found = st.session_state.get(_VERIFIED, (None, None))
    if isinstance(found, str):
        st.error(as_text(found), icon=":material/error:")
    elif found and found.faults:
        lines = "\n".join(f"- {as_text(fault.sentence)}" for fault in found.faults)
        st.error(
            f"The store was changed by something else, {counted(len(found.faults), 'fault')}:\n\n{lines}\n\n"
            "Put the store back from its last backup, and ask whoever has access to it.",
            icon=":material/error:",
        )
    elif found:
        st.success(
            f"Verified at {at:%H:%M:%S} UTC: nothing was changed after it was written. Looked at: audit entries "
            f"{found.entries:,}, releases {found.releases:,}, files {found.files:,}.",
            icon=":material/check:",
        )
        st.caption(
            "Hash of the last entry. Somebody who rewrites the whole store could rewrite the log as well: keep this "
            "hash somewhere else, and an entry with it must still be there later."
        )
        st.code(found.last_hash, language=None, wrap_lines=True)
