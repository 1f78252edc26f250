"""Filters whose state is in the address bar: a widget each, checked against what exists."""

from collections.abc import Callable, Collection, Iterable, Mapping

import streamlit as st

from data.intake.eurostat import OTHER_CODES
from pages.parts import address
from pages.parts.wording import as_text, listed, quoted

SEARCH_LENGTH = 100

# How many choices a sentence about a link names before “and n more”.
NAMED = 12

# A choice -> how many records it would give, as shown in brackets behind it; empty for filters without counts.
Counts = Mapping[str, object]


def one_of(name: str, label: str, options: Mapping[str, str], default: str, counts: Counts | None = None) -> str:
    """Let the visitor choose one of `options` (value -> label) and return its value; `name` is the parameter's.

    A choice that is no longer among the options, because another filter took it away, becomes the default; a default
    that this release does not have, the first option. Where there are no options it returns "".
    """
    given = _asked(name, options)
    if default not in options:
        default = next(iter(options), "")
    if not options:
        st.selectbox(label, [], key=f"none-{name}", placeholder="Nothing to choose from in this release", disabled=True)
        address.keep(name, [])
        return ""
    if given and given[-1] not in options:
        address.notice(
            f"The link asks for {name} {quoted(given[-1])}, which does not exist. "
            f"Shown instead: {as_text(options[default])}. There are: {_choices(options)}."
        )
    _fill(name, one_chosen(name, options, default), always=counts is not None)
    value = st.selectbox(label, list(options), format_func=_shown(options, counts), key=name)
    address.keep(name, [] if value == default else [value])
    return value


def several_of(
    name: str, label: str, options: Mapping[str, str], placeholder: str, counts: Counts | None = None
) -> tuple[str, ...]:
    """Let the visitor choose any of `options` (value -> label); none chosen means all, said by `placeholder`."""
    known = several_chosen(name, options)
    unknown = [value for value in dict.fromkeys(_asked_several(name, options) or []) if value not in options]
    if unknown:
        shown = as_text(listed([options[value] for value in known]) if known else placeholder)
        names = listed([quoted(value) for value in unknown[:5]])
        address.notice(
            f"The link asks for {name} {names}, which {'do' if len(unknown) > 1 else 'does'} not exist. "
            f"Shown: {shown}. There are: {_choices(options)}."
        )
    _fill(name, list(known), always=counts is not None)
    chosen = st.multiselect(
        label,
        list(options),
        format_func=_shown(options, counts),
        key=name,
        placeholder=placeholder,
        select_all=False,
    )
    address.keep(name, chosen)
    return tuple(chosen)


def one_chosen(name: str, options: Collection[str], default: str) -> str:
    """Return what is chosen in the filter `name` before its widget is made; `default` for what is no option."""
    given = _asked(name, options)
    chosen = st.session_state.get(name, default) if given is None else (given[-1] if given else default)
    return chosen if chosen in options else default


def several_chosen(name: str, options: Collection[str]) -> tuple[str, ...]:
    """Return what is chosen in the filter `name` before its widget is made; what is no option is left out."""
    given = _asked_several(name, options)
    chosen = (st.session_state.get(name) or []) if given is None else given
    return tuple(value for value in dict.fromkeys(chosen) if value in options)


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
    st.session_state.setdefault(name, default)
    value = st.slider(label, low, high, step=step, key=name)
    address.keep(name, [] if value == default else [f"{value:g}"])
    return value


def opened(name: str, known: Collection[str], what: str) -> str | None:
    """Return the record the visitor opened (its identifier), or None; `what` is its kind in words.

    A record is opened by a link or by `open_record`, the callback of a click; no widget of its own shows it.
    """
    given = _asked(name, known)
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
    st.session_state.setdefault("q", "")
    words = st.text_input(label, key="q", placeholder=placeholder, max_chars=SEARCH_LENGTH, type="search").strip()
    address.keep("q", [words] if words else [])
    return words


def clear(defaults: Mapping[str, object], key: str = "clear") -> None:
    """Offer a button that clears the filters when one differs from `defaults` (name -> value); call it after them."""
    if any(st.session_state.get(name, default) != default for name, default in defaults.items()):
        st.button("Clear filters", key=key, type="tertiary", on_click=_forget, args=(tuple(defaults),))


def meant(value: str, options: Collection[str]) -> str:
    """Return the option that a link's `value` means, else `value`.

    People write codes in small letters, take ISO's for a country, and copy a link with the full stop behind it.
    """
    if value in options:
        return value
    folded = {option.casefold(): option for option in options}
    for text in (value, address.without_punctuation(value)):
        code = OTHER_CODES.get(text.upper(), text).casefold()
        if text.casefold() in folded or code in folded:
            return folded.get(text.casefold(), folded.get(code, value))
    return value


def _asked(name: str, options: Collection[str]) -> list[str] | None:
    """Return what fills the filter, as `address.asked`, each value as the option that it means."""
    given = address.asked(name)
    return given and [meant(value, options) for value in given]


def _asked_several(name: str, options: Collection[str]) -> list[str] | None:
    """Return the same for a filter of several values, of which people also put more than one into one."""
    found: list[str] = []
    given = address.asked(name)
    for value in given or ():
        parts = [meant(part, options) for part in value.replace(";", ",").split(",")]
        found += parts if set(parts) <= set(options) else [meant(value, options)]
    return given and found


def _number(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _choices(options: Mapping[str, str]) -> str:
    names = [as_text(f"{value} ({label})") for value, label in options.items() if value]
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{more} more"] if more > 1 else names)


def _fill(name: str, chosen: object, *, always: bool) -> None:
    """Put `chosen` into the filter's widget, unless the visitor has: said without need, it undoes a quick next click.

    A filter with counts is always filled, because its browser knows a choice by its label, and a new count makes a
    new label.
    """
    if always or address.asked(name) is not None or st.session_state.get(name) != chosen:
        st.session_state[name] = chosen


def _shown(options: Mapping[str, str], counts: Counts | None) -> Callable[[str], str]:
    if counts is None:
        return options.__getitem__
    # The empty choice stands for all of them.
    return lambda value: f"{options[value]} ({counts.get(value, 0)})" if value else options[value]


def _forget(names: Iterable[str]) -> None:
    # What is forgotten is filled with its default by the next run, which may be another default than this run's.
    for name in names:
        st.session_state.pop(name, None)
