"""Filters whose choices carry a count, which changes with the other filters.

The counts depend on what is chosen, and the widgets show the counts: so what is chosen is read first.
"""

from collections.abc import Container, Mapping

import streamlit as st

from pages.parts import address, filters


class Counted(dict[str, str]):
    """Choices (value -> label) which a widget shows with their counts, and a sentence about a link without."""

    def __init__(self, labels: Mapping[str, str], counts: Mapping[str, str]) -> None:
        """`counts`: value -> its count as shown in brackets."""
        super().__init__(labels)
        self._counts = counts

    def __getitem__(self, value: str) -> str:
        return f"{super().__getitem__(value)} ({self._counts[value]})"


def several_chosen(name: str, known: Container[str]) -> tuple[str, ...]:
    """Return what is chosen in the filter `name` before its widget is made; what is not known is left out."""
    given = address.asked(name)
    chosen = st.session_state.get(name) or [] if given is None else given
    return tuple(value for value in dict.fromkeys(chosen) if value in known)


def one_chosen(name: str, known: Container[str], default: str) -> str:
    """Return the one choice of the filter `name` before its widget is made."""
    given = address.asked(name)
    chosen = st.session_state.get(name) if given is None else (given[-1] if given else default)
    return chosen if chosen in known else default


def several_of(name: str, label: str, options: Counted, placeholder: str) -> None:
    """Show the filter `name`, of which several may be chosen."""
    # The browser knows a choice by its label. Set anew, it learns the label with the new count.
    st.session_state[name] = list(several_chosen(name, options))
    filters.several_of(name, label, options, placeholder)


def one_of(name: str, label: str, options: Counted, default: str) -> None:
    """Show the filter `name`, of which one is chosen."""
    st.session_state[name] = one_chosen(name, options, default)
    filters.one_of(name, label, options, default)


def clear(key: str, defaults: Mapping[str, object]) -> None:
    """Offer a button that puts the filters back to `defaults` (name -> nothing chosen), when one differs."""
    if any(st.session_state.get(name, default) != default for name, default in defaults.items()):
        button = {"type": "tertiary"} if key == "clear" else {"type": "primary"}
        st.button("Clear filters", key=key, on_click=st.session_state.update, args=(dict(defaults),), **button)
