"""Tells which dataset a header belongs to, and which of its columns is which; nothing is matched in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from data.checks.letters import without_invisible
from data.contract import Contract, Dataset
from data.export import active
from data.intake.reading import shown

# The column that the annotated copy of a file has added; a corrected copy may come back with it.
PROBLEMS_COLUMN = "problems"

# From which likeness (0 to 100) of names a column is proposed for a field. Measured on the contract: its own
# names reach 90 among each other only where they share a word and differ in a number or an ending.
_LIKE = 75
# A header is taken for a dataset's if it has this share of the columns of both, and no other comes near.
_RECOGNISED, _AHEAD = 0.6, 0.15
# What a column with a like name counts beside one with the same name.
_ALIKE = 0.8


@dataclass(frozen=True)
class Suggestion:
    """A column of the file that seems to be a field of the dataset, and why; a person has to confirm it.

    `field` is None for a column that fits none: it can be left out, or given to one of `free` fields.
    """

    column: str
    field: str | None
    reason: str
    free: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Which column (position in the file) is which field; what is missing, extra, repeated or to be confirmed."""

    positions: Mapping[str, int]
    suggestions: tuple[Suggestion, ...]
    missing: tuple[str, ...]
    extra: tuple[int, ...]
    repeated: tuple[int, ...]
    clashes: Mapping[str, Sequence[str]]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Recognition:
    """The dataset a header belongs to, or None with the `candidates`, best first; `reason` is a sentence."""

    dataset: str | None
    reason: str
    candidates: tuple[str, ...] = ()


def names(header: Sequence[str]) -> list[str]:
    """Return the names of a header as the file's author meant them, cut to what can be shown.

    A column without a name gets its position for one, by which it can be left out.
    """
    given = [shown(without_invisible(active(name)).strip()) for name in header]
    return [name or nameless(place) for place, name in enumerate(given)]


def nameless(place: int) -> str:
    """Return how the column at `place` is called if it has no name."""
    return f"column {place + 1}"


def recognise(header: Sequence[str], contract: Contract, *, chosen: str | None = None) -> Recognition:
    """Return the dataset that `header` belongs to; `chosen` is the one a person chose, if any."""
    if chosen and chosen in contract.datasets:
        return Recognition(chosen, f"{contract.datasets[chosen].title}, as chosen.")
    found = {name for place, name in enumerate(names(header)) if name not in {PROBLEMS_COLUMN, nameless(place)}}
    exact = [name for name, dataset in contract.datasets.items() if set(dataset.header) == found]
    if len(exact) == 1:
        title = contract.datasets[exact[0]].title
        return Recognition(exact[0], f"{title}, because the header has exactly its columns.")
    shares = {name: _share(found, dataset) for name, dataset in contract.datasets.items()}
    candidates = tuple(sorted((name for name in shares if shares[name] > 0.2), key=lambda name: -shares[name])[:3])
    if candidates:
        best, *others = candidates
        if shares[best] >= _RECOGNISED and all(shares[best] - shares[other] >= _AHEAD for other in others):
            dataset = contract.datasets[best]
            known, every = len(found & set(dataset.header)), len(dataset.header)
            reason = f"{dataset.title}, because {known} of its {every} columns are in the header and others are alike."
            if not known:
                reason = f"{dataset.title}, because the columns in the header are like its own."
            return Recognition(best, reason, candidates)
    return Recognition(None, "the header does not tell which dataset this is", candidates)


def match(header: Sequence[str], dataset: Dataset, confirmed: Mapping[str, str | None] | None = None) -> Match:
    """Return which column of `header` is which field of `dataset`.

    `confirmed` maps columns of the file to fields, or to None to leave a column out, as a person decided.
    Suggestions are part of `positions`, so that cells can be checked; they still have to be confirmed.
    """
    decided = {PROBLEMS_COLUMN: None} | {name: name for name in dataset.header} | dict(confirmed or {})
    positions: dict[str, int] = {}
    repeated: list[int] = []
    open_columns: list[int] = []
    left_out: list[str] = []
    clashes: dict[str, list[str]] = {}
    given = names(header)
    for position, name in enumerate(given):
        field = decided.get(name, "")
        if field is None:
            left_out.append(name)
        elif field not in dataset.fields:
            open_columns.append(position)
        elif field not in positions:
            positions[field] = position
        elif given[positions[field]] == name:
            repeated.append(position)
        else:
            clashes.setdefault(field, [given[positions[field]]]).append(name)
    free = [name for name in dataset.header if name not in positions]
    likely = {
        open_columns[place]: field for place, field in _alike([given[each] for each in open_columns], free, dataset)
    }
    why = {place: f"its name is like “{field}” ({dataset.fields[field].title})" for place, field in likely.items()}
    rest = [position for position in open_columns if position not in likely]
    gap = [field for field in free if field not in likely.values()]
    if len(rest) == len(gap) == 1 and given[rest[0]] != nameless(rest[0]):
        why[rest[0]] = f"it is the only column without a field, and “{gap[0]}” the only field without a column"
        likely[rest[0]] = gap[0]
        rest, gap = [], []
    offered = [Suggestion(given[position], likely[position], why[position]) for position in sorted(likely)]
    unlike = "it is like no field of the dataset"
    offered += [Suggestion(given[position], None, unlike, tuple(gap)) for position in rest]
    positions |= {field: position for position, field in likely.items()}
    return Match(positions, tuple(offered), tuple(gap), tuple(rest), tuple(repeated), clashes, tuple(left_out))


def _alike(given: Sequence[str], free: Sequence[str], dataset: Dataset) -> list[tuple[int, str]]:
    """Return which of the names `given`, by place, is like which of the `free` fields, the most alike first."""
    found: dict[int, str] = {}
    likeness = (
        (-_likeness(name, dataset, field), order, place, field)
        for place, name in enumerate(given)
        for order, field in enumerate(free)
    )
    for minus, _, place, field in sorted(likeness):
        if -minus >= _LIKE and place not in found and field not in found.values():
            found[place] = field
    return list(found.items())


def _share(found: set[str], dataset: Dataset) -> float:
    """Return the share of columns that a header and a dataset have in common, names alike counting a little less."""
    same = found & set(dataset.header)
    free = [name for name in dataset.header if name not in same]
    alike = len(_alike(sorted(found - same)[:60], free, dataset))
    union = len(found | set(dataset.header)) - alike
    return (len(same) + _ALIKE * alike) / union if union else 0.0


def _likeness(name: str, dataset: Dataset, field: str) -> float:
    plain, known = _plain(name), (_plain(field), _plain(dataset.fields[field].title))
    # Also with the words in another order, as in “Type of provider” and “provider_type”.
    return max(max(fuzz.ratio(plain, each), fuzz.token_sort_ratio(plain, each)) for each in known)


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in name.lower())
