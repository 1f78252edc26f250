"""Upload: staff drop updated files, see what is wrong and what would change, and publish."""

import streamlit as st

from data.refused import Refused
from pages.manage import upload_files as files
from pages.manage import upload_findings as findings
from pages.manage import upload_publish as publishing
from pages.manage import upload_removals as removals
from pages.manage.desk import Checked, check, desk, is_ready_to_show, notice_newer, rehearse, undecided
from pages.parts import frame, refusal, sign_in
from pages.parts.run_lock import aside
from pages.parts.wording import as_text

sign_in.require("staff")

frame.title("Upload", "Bring in updated data: see what is wrong and what would change, then publish.")


@sign_in.fragment("staff")
def body() -> None:
    """Show the upload in preparation, from the field for files to the button that publishes."""
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
    except Refused as error:
        st.error(as_text(refusal.words(error)), icon=":material/error:")
        return
    found = here.checked if is_ready_to_show() else checked()
    if found:
        if found.result is None or not undecided(here, found):
            publishing.verdict(found, here.meanwhile)
        removals.show(here, found)
        files.each(here, found.files)
        findings.show(found)
        publishing.show(here, found)


def checked() -> Checked | None:
    """Check what is on the desk and rehearse it, where that is not done yet; a refusal is shown here."""
    bar = st.progress(0.0, "Reading the files")

    def tell(done: float, words: str) -> None:
        bar.progress(done, as_text(words))

    try:
        # Others have their turns meanwhile, where a run of the whole screen comes here.
        with aside():
            if desk().checked is None:
                check(tell)
            rehearse(tell)
        return desk().checked
    except Refused as error:
        st.error(as_text(refusal.words(error)), icon=":material/error:")
        # Any run of this part checks what is not checked yet.
        st.button("Check again", key="check-again")
        return None
    finally:
        bar.empty()


body()
