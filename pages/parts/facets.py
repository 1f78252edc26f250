"""Facets: filters whose choices say how many records each would give under the other filters."""

from collections.abc import Container, Mapping

import streamlit as st

from pages.parts import address, filters

# A facet's value -> how many records it would give.
Counts = Mapping[str, int]


def present(name: str, known: Container[str]) -> tuple[str, ...]:
    """Return the values of the facet `name` in this run, before its widget is made: counts need all of them."""
    given = address.asked(name)
    values = st.session_state.get(name) or [] if given is None else given
    return tuple(value for value in dict.fromkeys([values] if isinstance(values, str) else values) if value in known)


def several(name: str, label: str, options: Mapping[str, str], counts: Counts, placeholder: str) -> tuple[str, ...]:
    """Let the visitor choose any of `options` (value -> label), each with its count."""
    _repeat(name)
    return filters.several_of(name, label, _counted(options, counts), placeholder)


def one(name: str, label: str, options: Mapping[str, str], counts: Counts, anything: str) -> str:
    """Let the visitor choose one of `options`, each with its count, or "" for all, said by `anything`."""
    _repeat(name)
    return filters.one_of(name, label, {"": anything, **_counted(options, counts)}, "")


def clear(several_names: tuple[str, ...], one_names: tuple[str, ...]) -> None:
    """Offer a button that puts all these filters back to nothing chosen, when something is chosen."""
    if any(st.session_state.get(name) for name in (*several_names, *one_names)):
        st.button("Clear filters", type="tertiary", on_click=_clear, args=(several_names, one_names))


def _counted(options: Mapping[str, str], counts: Counts) -> dict[str, str]:
    return {value: f"{label} ({counts.get(value, 0)})" for value, label in options.items()}


def _repeat(name: str) -> None:
    # The browser knows a choice by its label. Said again, it learns the label with the new count.
    if address.asked(name) is None and st.session_state.get(name):
        st.session_state[name] = st.session_state[name]


def _clear(several_names: tuple[str, ...], one_names: tuple[str, ...]) -> None:
    for name in several_names:
        st.session_state[name] = []
    for name in one_names:
        st.session_state[name] = ""
