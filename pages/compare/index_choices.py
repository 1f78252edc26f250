"""What an index is made of, as the visitor or a link chose it: parts, their weights and the seed of the draws."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts import address, filters
from pages.parts.wording import as_text, capital, listed, quoted

# More parts would each count next to nothing, and their weights would fill the screen.
MOST_PARTS = 20
HIGHEST_SEED, USUAL_SEED = 999_999, 2022

WEIGHTS = "weights of the index"

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Preset:
    """A ready-made index: its title, the size class it is read for, and its parts."""

    title: str
    size: str
    indicators: Codes
    dimensions: Codes


def presets(rows: Iterable[Any]) -> dict[str, Preset]:
    """Return the presets by name from the answer to index_presets."""
    found: dict[str, Preset] = {}
    for row in rows:
        before = found.get(row.preset, Preset(row.title, row.size, (), ()))
        is_indicator = row.kind == "indicator"
        found[row.preset] = Preset(
            row.title,
            row.size,
            (*before.indicators, row.item_id) if is_indicator else before.indicators,
            before.dimensions if is_indicator else (*before.dimensions, row.item_id),
        )
    return found


def read_parts(indicators: Mapping[str, str], dimensions: Mapping[str, str], usual: Preset) -> None:
    """Take the parts of the index from the link, where one leads; `usual` where it names too few."""
    given = {name: address.asked(name) for name in ("indicator", "dimension")}
    if None in given.values():
        st.session_state.setdefault("indicator", list(usual.indicators))
        st.session_state.setdefault("dimension", list(usual.dimensions))
        return
    known = {}
    for name, options in (("indicator", indicators), ("dimension", dimensions)):
        values = list(dict.fromkeys(filters.meant(value, options) for value in given[name] or ()))
        known[name] = [value for value in values if value in options]
        if unknown := [value for value in values if value not in options]:
            names = listed([quoted(value) for value in unknown[:5]])
            address.notice(
                f"The link asks for {name} {names}, which cannot be part of an index: {_reason(name, dimensions)} "
                "Left out."
            )
    if len(known["indicator"]) + len(known["dimension"]) > MOST_PARTS:
        address.notice(f"The link names more than {MOST_PARTS} parts of an index. Shown: the first {MOST_PARTS}.")
        known["indicator"] = known["indicator"][:MOST_PARTS]
        known["dimension"] = known["dimension"][: MOST_PARTS - len(known["indicator"])]
    if len(known["indicator"]) + len(known["dimension"]) < 2:
        if any(given.values()):
            address.notice(
                f"An index has two parts or more; the link names fewer. Shown instead: {as_text(usual.title)}."
            )
        known = {"indicator": list(usual.indicators), "dimension": list(usual.dimensions)}
    st.session_state.update(known)


def _reason(name: str, dimensions: Mapping[str, str]) -> str:
    if name == "dimension":
        return f"there are {as_text(listed(sorted(dimensions)))}."
    return "it is unknown, no size is better by itself, or there is no year that most countries have a value for."


def choose_parts(indicators: Mapping[str, str], dimensions: Mapping[str, str], usual: Preset) -> Codes:
    """Show the two lists to choose from and return the chosen parts, indicators first."""
    # The browser makes these only once they are opened and then shows what the last run said: so each run says it.
    for name in ("indicator", "dimension"):
        st.session_state[name] = list(st.session_state[name])
    chosen = [
        st.multiselect(label, list(options), format_func=options.__getitem__, key=name, select_all=False)
        for name, label, options in (
            ("indicator", "Indicators", indicators),
            ("dimension", "Dimensions of cluster policy", dimensions),
        )
    ]
    is_usual = tuple(map(tuple, chosen)) == (usual.indicators, usual.dimensions)
    for name, values in zip(("indicator", "dimension"), chosen, strict=True):
        address.keep(name, [] if is_usual else values)
    return (*chosen[0], *chosen[1])


def use(preset: Preset) -> None:
    """Start from a ready-made index: for callbacks."""
    st.session_state["indicator"], st.session_state["dimension"] = list(preset.indicators), list(preset.dimensions)
    st.session_state["size"] = preset.size
    st.session_state.pop(WEIGHTS, None)


def seed() -> int:
    """Let the visitor choose the seed of the draws and return it."""
    given = address.asked("seed")
    if given is not None:
        text = given[-1] if given else str(USUAL_SEED)
        is_seed = text.isascii() and text.isdecimal() and len(text) <= 6
        if not is_seed:
            address.notice(
                f"The link asks for seed {quoted(text)}; expected a whole number from 0 to {HIGHEST_SEED}. "
                f"Shown instead: {USUAL_SEED}."
            )
        st.session_state["seed"] = int(text) if is_seed else USUAL_SEED
    st.session_state.setdefault("seed", USUAL_SEED)
    # An emptied box is no number: it counts as the usual seed.
    value = st.number_input("Seed of the random draws", 0, HIGHEST_SEED, step=1, key="seed")
    chosen = USUAL_SEED if value is None else value
    address.keep("seed", [] if chosen == USUAL_SEED else [str(chosen)])
    return chosen


def weights(items: Codes, labels: Mapping[str, str]) -> tuple[int, ...]:
    """Let the visitor weigh the parts by sliders and return the weights in per cent, which add to 100."""
    equal = shares([1] * len(items))
    given = address.asked("weights")
    if given is not None:
        st.session_state[WEIGHTS] = dict(zip(items, _read(given[-1], equal) if given else equal, strict=True))
    known = fitted(items, st.session_state.get(WEIGHTS, {}))
    st.session_state[WEIGHTS] = known
    for item in items:
        # Said without need, it would undo the visitor's next step on the slider.
        if st.session_state.get(f"weight-{item}") != known[item]:
            st.session_state[f"weight-{item}"] = known[item]
        st.slider(as_text(labels[item]), 0, 100, key=f"weight-{item}", format="%d %%", on_change=_move, args=(item,))
    chosen = tuple(known.values())
    if chosen != equal:
        st.button("Equal weights", key="equal-weights", type="tertiary", on_click=_equal)
    address.keep("weights", [] if chosen == equal else [",".join(map(str, chosen))])
    return chosen


def usual_weights(items: Codes) -> dict[str, int]:
    """Return the weights that a link without any means: equal ones."""
    return dict(zip(items, shares([1] * len(items)), strict=True)) if items else {}


def shares(sizes: Sequence[float], whole: int = 100) -> tuple[int, ...]:
    """Return whole numbers in the proportion of `sizes` that add to `whole`; equal ones where all sizes are 0."""
    total = sum(sizes)
    exact = [whole * size / total for size in sizes] if total else [whole / len(sizes)] * len(sizes)
    rounded = [int(each) for each in exact]
    # The points that rounding down left over go to those that lost most, the first of equals first.
    order = sorted(range(len(exact)), key=lambda number: (rounded[number] - exact[number], number))
    for number in order[: whole - sum(rounded)]:
        rounded[number] += 1
    return tuple(rounded)


def fitted(items: Codes, known: Mapping[str, int]) -> dict[str, int]:
    """Return the weights of `items`: equal ones stay equal, others keep their proportion beside new equal shares."""
    if list(known) == list(items):
        return dict(known)
    if not known or tuple(known.values()) == shares([1] * len(known)):
        return usual_weights(items)
    old = [item for item in items if item in known]
    new = [item for item in items if item not in known]
    for_new = round(100 * len(new) / len(items))
    found = dict(zip(new, shares([1] * len(new), for_new), strict=True)) if new else {}
    found |= dict(zip(old, shares([known[item] for item in old], 100 - for_new), strict=True)) if old else {}
    return {item: found[item] for item in items}


def moved(known: Mapping[str, int], item: str, value: int) -> dict[str, int]:
    """Return the weights after `item` was set to `value`: the others share the rest in their proportion."""
    others = [each for each in known if each != item]
    if not others:
        return {item: 100}
    rest = dict(zip(others, shares([known[each] for each in others], 100 - value), strict=True))
    return {each: value if each == item else rest[each] for each in known}


def _read(text: str, equal: tuple[int, ...]) -> tuple[int, ...]:
    parts = text.split(",")
    if (
        len(parts) != len(equal)
        or not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts)
        or not any(map(int, parts))
    ):
        address.notice(
            f"The link asks for weights {quoted(text)}; expected {len(equal)} whole numbers of 0 or more, separated by "
            "commas, which add to 100. Shown instead: equal weights."
        )
        return equal
    read = tuple(map(int, parts))
    if sum(read) != 100:
        scaled = shares(read)
        address.notice(
            f"The link's weights {quoted(text)} add to {sum(read)}, not 100. Shown in the same proportion: "
            f"{', '.join(map(str, scaled))}."
        )
        return scaled
    return read


def _move(item: str) -> None:
    st.session_state[WEIGHTS] = moved(st.session_state[WEIGHTS], item, st.session_state[f"weight-{item}"])


def _equal() -> None:
    st.session_state.pop(WEIGHTS, None)


def options(rows: Iterable[Any], kind: str) -> dict[str, str]:
    """Return the parts of a kind to choose from, by identifier, from the answer to index_choices."""
    return {
        row.item_id: row.label if kind == "dimension" else f"{capital(row.topic)}: {row.label}"
        for row in rows
        if row.kind == kind
    }
