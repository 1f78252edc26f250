"""Where an upload would remove dangerously much: the person chooses what is meant, and types how many rows go."""

import streamlit as st

from data.intake.removal import Removal
from pages.manage import desk
from pages.manage.desk import Checked, Desk
from pages.parts.wording import as_text, counted

_MERGE, _REPLACE = "Add and change", "Replace all"
_MERGED = "Rows of the file are added, or change those with the same key. Nothing is removed."


def show(here: Desk, checked: Checked) -> None:
    """Ask about each removal that has to be decided, and say where rows are added and changed instead."""
    own = {file.dataset: name for name, file in zip(here.files, checked.files, strict=True) if not file.layout}
    waiting = desk.undecided(here, checked)
    for each in checked.removals:
        with st.container(key=f"removal-{each.dataset}", gap="small"):
            if each in waiting:
                words = "A file replaces the whole dataset: live rows that are not in it are removed."
                st.error(f"**{as_text(each.sentence)}** {words}", icon=":material/delete_forever:")
            else:
                st.warning(
                    f"{as_text(each.sentence)} You typed the number, so they go with the publication.",
                    icon=":material/delete_forever:",
                )
            _ask(here, each, own[each.dataset])
    for number, (name, choices) in enumerate(here.choices.items()):
        if choices.merge:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"As you decided, {as_text(name)} adds and changes rows; nothing is removed.")
                st.button("Decide again", key=f"unmerge-{here.number}-{number}", type="tertiary",
                          on_click=desk.choose, args=(name,), kwargs={"merge": False})  # fmt: skip


def _ask(here: Desk, removal: Removal, name: str) -> None:
    key, typed = f"meant-{here.number}-{removal.dataset}", f"removed-{here.number}-{removal.dataset}"
    if removal.dataset in here.replaced:
        st.session_state.setdefault(key, _REPLACE)
        st.session_state.setdefault(typed, here.replaced[removal.dataset])
    meant = st.radio(
        "What do you want to do?",
        [_MERGE, _REPLACE],
        index=None,
        captions=[_MERGED, f"The dataset becomes what the file holds: {counted(removal.rows, 'live row')} removed."],
        key=key,
        on_change=_decide,
        args=(key, name, removal.dataset),
    )
    if meant == _REPLACE:
        st.text_input(
            f"Type {removal.rows} to remove {'this row' if removal.rows == 1 else 'these rows'}",
            key=typed,
            width=320,
            on_change=_type,
            args=(typed, removal.dataset),
        )


def _decide(key: str, name: str, dataset: str) -> None:
    if st.session_state[key] == _MERGE:
        desk.choose(name, merge=True)
    else:
        desk.desk().replaced[dataset] = ""


def _type(key: str, dataset: str) -> None:
    desk.desk().replaced[dataset] = st.session_state[key]
