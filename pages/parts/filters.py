"""Filters whose state is in the address bar: a widget each, checked against what exists."""

from collections.abc import Container, Mapping

import streamlit as st

from pages.parts import address
from pages.parts.wording import listed, quoted

SEARCH_LENGTH = 100


def one_of(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Let the visitor choose one of `options` (value -> label) and return its value; `name` is the parameter's."""
    given = address.asked(name)
    if given is not None:
        st.session_state[name] = given[-1] if given and given[-1] in options else default
        if given and given[-1] not in options:
            address.notice(
                f"The link asks for {name} {quoted(given[-1])}, which does not exist. "
                f"Shown instead: {options[default]}. There are: {_choices(options)}."
            )
    value = st.selectbox(label, list(options), format_func=options.__getitem__, key=name)
    address.keep(name, [] if value == default else [value])
    return value


def several_of(name: str, label: str, options: Mapping[str, str], placeholder: str) -> tuple[str, ...]:
    """Let the visitor choose any of `options` (value -> label); none chosen means all, said by `placeholder`."""
    given = address.asked(name)
    if given is not None:
        known = [value for value in dict.fromkeys(given) if value in options]
        unknown = [value for value in dict.fromkeys(given) if value not in options]
        st.session_state[name] = known
        if unknown:
            shown = listed([options[value] for value in known]) if known else placeholder
            names = listed([quoted(value) for value in unknown[:5]])
            address.notice(
                f"The link asks for {name} {names}, which {'do' if len(unknown) > 1 else 'does'} not exist. "
                f"Shown: {shown}. There are: {_choices(options)}."
            )
    chosen = st.multiselect(
        label, list(options), format_func=options.__getitem__, key=name, placeholder=placeholder, select_all=False
    )
    address.keep(name, chosen)
    return tuple(chosen)


def number(name: str, label: str, low: float, high: float, step: float, default: float) -> float:
    """Let the visitor choose a number from `low` to `high` in steps of `step` and return it."""
    given = address.asked(name)
    if given is not None:
        value = _number(given[-1], low, high) if given else default
        if value is None:
            address.notice(
                f"The link asks for {name} {quoted(given[-1])}; expected a number from {low:g} to {high:g}. "
                f"Shown instead: {default:g}."
            )
        st.session_state[name] = default if value is None else value
    value = st.slider(label, low, high, step=step, key=name)
    address.keep(name, [] if value == default else [f"{value:g}"])
    return value


def opened(name: str, known: Container[str], what: str) -> str | None:
    """Return the record the visitor opened (its identifier), or None; `what` is its kind in words.

    A record is opened by a link or by `open_record`, the callback of a click; no widget of its own shows it.
    """
    given = address.asked(name)
    if given is not None:
        st.session_state[name] = given[-1] if given and given[-1] in known else None
        if given and given[-1] not in known:
            address.notice(f"The link opens the {what} {quoted(given[-1])}, which does not exist. None is open.")
    value = st.session_state.get(name)
    address.keep(name, [value] if value else [])
    return value


def open_record(name: str, identifier: str | None) -> None:
    """Open the record `identifier`, or close the open one with None: for callbacks."""
    st.session_state[name] = identifier


def search(label: str, placeholder: str) -> str:
    """Let the visitor type words to search for and return them, trimmed; the parameter is `q`."""
    given = address.asked("q")
    if given is not None:
        words = given[-1] if given else ""
        st.session_state["q"] = words[:SEARCH_LENGTH]
        if len(words) > SEARCH_LENGTH:
            address.notice(f"The link's search words are longer than {SEARCH_LENGTH} letters; the rest was left out.")
    words = st.text_input(label, key="q", placeholder=placeholder, max_chars=SEARCH_LENGTH, type="search").strip()
    address.keep("q", [words] if words else [])
    return words


def clear(*names: str) -> None:
    """Offer a button that puts the filters `names` back to nothing chosen, when something is chosen."""
    if any(st.session_state.get(name) for name in names):
        st.button("Clear filters", type="tertiary", on_click=_clear, args=names)


def _number(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _choices(options: Mapping[str, str]) -> str:
    return listed([f"{value.replace('_', chr(92) + '_')} ({label})" for value, label in options.items()])


def _clear(*names: str) -> None:
    for name in names:
        st.session_state[name] = "" if name == "q" else []
