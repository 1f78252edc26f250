"""Upload: staff drop updated files, see what is wrong and what would change, and publish."""

import streamlit as st

from data.people.access import AccessError
from data.releases.store import StoreError
from data.worker import CheckFailed
from pages.manage import upload_files as files
from pages.manage import upload_findings as findings
from pages.manage import upload_publish as publishing
from pages.manage.desk import check, desk, notice_newer
from pages.parts import frame, sign_in
from pages.parts.run_lock import aside
from pages.parts.wording import as_text
from queries.catalogue import QueryError

sign_in.require("staff")

frame.title("Upload", "Bring in updated data: see what is wrong and what would change, then publish.")


@sign_in.fragment("staff")
def body() -> None:
    here = desk()
    if here.outcome and here.outcome[0] == "done" and not here.is_told:
        # The whole screen goes over to the new release, not only this part of it.
        here.is_told = True
        st.rerun()
    publishing.done(here)
    left, right = st.columns([7, 6], gap="large")
    with left:
        files.drop(here)
    with right:
        files.templates()
    if not here.files:
        files.what_happens()
        return
    try:
        notice_newer()
    except StoreError as error:
        st.error(as_text(str(error)), icon=":material/error:")
        return
    if here.checked is None and not checked():
        return
    publishing.verdict(here)
    files.each(here)
    findings.show(here)
    publishing.show(here)


def checked() -> bool:
    bar = st.progress(0.0, "Reading the files")
    try:
        # Others have their turns meanwhile, where a run of the whole screen comes here.
        with aside():
            check(lambda done, words: bar.progress(done, as_text(words)))
    except (AccessError, CheckFailed, QueryError, StoreError) as error:
        bar.empty()
        st.error(as_text(str(error)), icon=":material/error:")
        # Any run of this part checks what is not checked yet.
        st.button("Check again", key="check-again")
        return False
    bar.empty()
    return True


body()
