"""Filters whose options depend on another filter, and the way back from all of them."""

from collections.abc import Iterable, Mapping

import streamlit as st

from pages.parts import address, filters


def one_of_present(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Let the visitor choose one of `options`, as `filters.one_of`; what another filter took away is `default`."""
    if address.asked(name) is None and st.session_state.get(name) not in options:
        st.session_state[name] = default
    return filters.one_of(name, label, options, default)


def clear_all(several: Iterable[str], single: Mapping[str, str], dependent: Mapping[str, str]) -> None:
    """Offer a button that puts filters back to their defaults, when one of them is set; called after all of them.

    `several`: filters of several values; `single`: filter -> default; `dependent`: filter of `one_of_present` ->
    its present default, which may be another one after the clearing.
    """
    set_ones = {**single, **dependent}
    if any(st.session_state.get(name) for name in several) or any(
        st.session_state.get(name) not in (None, default) for name, default in set_ones.items()
    ):
        st.button("Clear filters", type="tertiary", on_click=_clear, args=(several, single, dependent))


def _clear(several: Iterable[str], single: Mapping[str, str], dependent: Mapping[str, str]) -> None:
    for name in several:
        st.session_state[name] = []
    for name, default in single.items():
        st.session_state[name] = default
    for name in dependent:
        st.session_state.pop(name, None)
