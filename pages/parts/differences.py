"""Shows what differs between two releases: rows and cells, and what that does to the numbers people look at.

`show_rows` and `show_effects` serve any two versions of the data, such as a draft against what is live.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import streamlit as st
from markupsafe import Markup

from data import live
from data.refused import Refused
from data.releases.difference import difference
from data.releases.store import Release
from pages.parts import address, markup, refusal, sign_in
from pages.parts.badge_changes import badge_changes
from pages.parts.chart import Table, offer
from pages.parts.difference_tables import (
    ADDED,
    CHANGED,
    REMOVED,
    DatasetChange,
    EffectTable,
    dataset_changes,
    effect_tables,
    facts,
)
from pages.parts.run_lock import aside
from pages.parts.wording import as_text, listed, quoted
from queries.cache import cached
from queries.effects import effects, of_release

# How many comparisons are kept; each is up to a few megabytes where two releases have little in common.
CACHED = 16

_TITLES = {CHANGED: "Cells changed", ADDED: "Rows added", REMOVED: "Rows removed"}


@sign_in.fragment("expert")
def between_any_two(history: Sequence[Release]) -> None:
    """Let the visitor choose two releases of `history`, oldest first and two or more, and show what differs."""
    old, new = _two(history)
    if old.number == new.number:
        st.info(f"Both sides are release {old.number}, so nothing differs. Choose another release on one side.")
        return
    try:
        with st.spinner(f"Comparing release {old.number} with release {new.number} …"):
            changes, numbers, moved = compared(old, new)
    except Refused as error:
        # Said here, so that what follows on the screen, such as the verification, is still drawn.
        st.error(as_text(refusal.words(error)), icon=":material/error:")
        return
    finding, facts = _finding(old, new, changes), numbers if changes else ""
    markup.show(markup.render("parts/differences.html", finding=finding, old=old, new=new, facts=facts))
    if changes:
        between = f"release-{old.number}-to-{new.number}"
        notes = {"Compared": f"INNO INDUSTRY dashboard, data release {old.number} with data release {new.number}"}
        # Badges follow from votes, which go on while releases stay: they are not kept with the comparison.
        show_effects([*moved, badge_changes(old.number, new.number)], between, notes)
        show_rows(changes, between, notes)
    st.caption("Link to this comparison, which stays the same when newer releases come:")
    st.code(_link(old, new), language=None, wrap_lines=True)


@cached(CACHED)
def compared(old: Release, new: Release) -> tuple[dict[str, DatasetChange], Markup, tuple[EffectTable, ...]]:
    """Return what differs between two releases: by dataset, the effects as facts, and as tables."""
    # An older release may have to be loaded first, which takes half a second.
    with aside():
        changes = changes_between(old, new)
        found = effects(of_release(old.number), of_release(new.number))
        return changes, facts(found, changes), effect_tables(found)


@cached(CACHED)
def changes_between(old: Release, new: Release) -> dict[str, DatasetChange]:
    """Return what differs between the rows of two releases, by dataset."""
    store = live.store()
    return dataset_changes(difference(store.files(old.number), store.files(new.number), live.contract()))


def show_effects(found: Sequence[EffectTable], key: str, notes: Mapping[str, str]) -> None:
    """Show which of the numbers people look at moved; `key` names the comparison in files, `notes` describe it."""
    if not any(each.table for each in found):
        words = (
            "No rate of a country, no level, no rank and no rank range moved: the change touches texts, or numbers "
            "outside the latest comparison."
        )
        markup.show(markup.piece("fine", words))
        return
    st.subheader("Effect on what people look at", anchor=False)
    for each in found:
        if each.table:
            _shown(each.table, f"{key}-{each.key}", each.title, each.note, notes)


def show_rows(changes: Mapping[str, DatasetChange], key: str, notes: Mapping[str, str]) -> None:
    """Show the rows and cells that differ, one dataset at a time; `key` and `notes` as in `show_effects`."""
    st.subheader("Rows and cells", anchor=False)
    _rows(changes, key, notes)


@sign_in.fragment("expert")
def _rows(changes: Mapping[str, DatasetChange], key: str, notes: Mapping[str, str]) -> None:
    name = next(iter(changes))
    if len(changes) > 1:
        name = st.selectbox(
            "Dataset",
            list(changes),
            format_func=lambda each: f"{changes[each].title}: {changes[each].counts}",
            key=f"dataset-{key}",
            width=640,
        )
    change = changes[name]
    for which, table in change.tables.items():
        _shown(table, f"{key}-{name}-{which}", f"{change.title}: {_TITLES[which].lower()}", "", notes)


def _shown(table: Table, key: str, title: str, note: str, notes: Mapping[str, str]) -> None:
    with st.container(gap="xxsmall"):
        words = Markup('<p class="fine"><b class="named">{}</b>, {:,} in all. {}</p>')
        markup.show(words.format(title, len(table), note))
        table.show(f"table-{key}", title)
        offer(key, table, f"inno-industry-{key}", {"Title": title, "What it shows": note or title, **notes})


def release_choice(name: str, label: str, history: Sequence[Release], default: int) -> Release:
    """Let the visitor choose a release of `history`, newest on top; `name` is the parameter's."""
    by_number = {str(each.number): each for each in reversed(history)}
    given = address.asked(name)
    if given is not None:
        st.session_state[name] = given[-1] if given and given[-1] in by_number else str(default)
        if given and given[-1] not in by_number:
            address.notice(
                f"The link asks for {name} {quoted(given[-1])}, and there is no such release. Shown instead: "
                f"release {default}. There are releases {history[0].number} to {history[-1].number}."
            )
    elif st.session_state.get(name) not in by_number:
        st.session_state[name] = str(default)
    days = {number: f"Release {number}, {each.published_at:%-d %B %Y}" for number, each in by_number.items()}
    value = st.selectbox(label, list(days), format_func=days.__getitem__, key=name, width=320)
    address.keep(name, [] if value == str(default) else [value])
    return by_number[value]


def forget_choice() -> None:
    """Compare the newest release with the one before again: for callbacks that made a release."""
    for name in ("from", "to"):
        st.session_state.pop(name, None)


def _two(history: Sequence[Release]) -> tuple[Release, Release]:
    with st.container(horizontal=True, vertical_alignment="bottom", key="compared-releases"):
        return (
            release_choice("from", "From release", history, history[-2].number),
            release_choice("to", "To release", history, history[-1].number),
        )


def _finding(old: Release, new: Release, changes: Mapping[str, DatasetChange]) -> str:
    if not changes:
        return f"Release {old.number} and release {new.number} hold the same data"
    titles = [each.title for each in changes.values()]
    what = listed(titles) if len(titles) < 4 else f"{len(titles)} datasets"
    return f"From release {old.number} to release {new.number}, {what} changed"


def _link(old: Release, new: Release) -> str:
    here = urlsplit(st.context.url or "")
    host = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{host}/changes?from={old.number}&to={new.number}"
