"""Says which rows of a Eurostat file are not taken over, why, and what to do about it: what can be mended first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.checks.problems import Problem, problem
from data.contract import Dataset

# What to do about each reason, by its short name. Those before _TO_MEND are faults of the file and warned of;
# the others are as they should be where a file holds more than the project needs.
_REMEDIES = {
    "labels": "Download the file with codes, or with codes and labels.",
    "spreadsheet": "Use the file as downloaded, without opening and saving it in a spreadsheet.",
    "flag": "Correct the flag as Eurostat's list of flags has it, or take it off.",
    "withheld": "Leave these rows out, or ask Eurostat.",
    "dataset": "Bring its values in with a file of Observations, as its template shows.",
    "series": "Choose these codes at Eurostat, or bring the values in with a file of Observations.",
    "frequency": "Download yearly values.",
    "year": "Download yearly values.",
    "place": "Choose the project's places at Eurostat.",
    "no-value": "Download the file again when Eurostat has values.",
}
_TO_MEND = 4
_ORDER = {rule: place for place, rule in enumerate(_REMEDIES)}
# So many different reasons fit into a sentence.
_NAMED = 3


@dataclass(frozen=True)
class Unmapped:
    """A row that is not taken over: its line, the reason's short name, and the reason in words."""

    line: int
    rule: str
    reason: str


def reasons(unmapped: Sequence[Unmapped]) -> dict[str, int]:
    """Return how many rows are not taken over, by reason: faults of the file first, then the most frequent."""
    counts = Counter((each.rule, each.reason) for each in unmapped)
    mended = sorted(counts.items(), key=lambda each: (min(_ORDER[each[0][0]], _TO_MEND), -each[1]))
    return {reason: count for (_, reason), count in mended}


def problems(unmapped: Sequence[Unmapped], dataset: Dataset, taken: int) -> list[Problem]:
    """Return an error where no row was `taken`, and else a warning for each kind of fault that left rows out."""
    if not unmapped:
        return []
    first: dict[str, Unmapped] = {}
    for each in unmapped:
        first.setdefault(each.rule, each)
    by_rule = sorted(first, key=_ORDER.__getitem__)
    if not taken:
        named = list(reasons(unmapped).items())
        said = "; ".join(f"{reason} ({_rows(count)})" for reason, count in named[:_NAMED])
        more = f"; and {len(named) - _NAMED:,} more reasons" if named[_NAMED:] else ""
        found = problem("nothing-taken", dataset, said=said + more, remedy=_REMEDIES[by_rule[0]])
        return [found]
    counts = Counter(each.rule for each in unmapped)
    return [
        problem(
            "left-out", dataset, first[rule].line, found=first[rule].reason, rows=_rows(counts[rule]),
            remedy=_REMEDIES[rule],
        )
        for rule in by_rule
        if _ORDER[rule] < _TO_MEND
    ]  # fmt: skip


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
