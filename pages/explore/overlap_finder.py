"""The overlap finder: pairs of instruments that do nearly the same, in families, with reasons and differences."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st
from markupsafe import Markup

from pages.explore.instrument_charts import COMPILED, Codes, named_countries
from pages.parts import address
from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
from pages.parts.markup import render
from pages.parts.view import CACHED, View
from pages.parts.wording import counted, listed, quoted
from queries.cache import cached

EQUAL = (100, 100, 100)

WEIGHED = {"weight-themes": "Themes", "weight-stages": "Support stages", "weight-beneficiaries": "Beneficiaries"}

# More families than this, or more members side by side, help nobody; the table has them all.
SHOWN_FAMILIES, SHOWN_MEMBERS, SHOWN_REASONS = 15, 4, 3

RELATIONS = {
    "overlap": ("overlap", "overlaps"),
    "possible overlap": ("possible overlap", "possible overlaps"),
    "successors": ("succession", "successions"),
}

_SIZES = ("micro", "small", "medium", "large")


def weights() -> tuple[int, ...]:
    """Let the visitor say how much themes, stages and beneficiaries count, 0 to 100; only the proportion matters."""
    given = address.asked("weights")
    if given is not None:
        read = _read_weights(given[-1]) if given else EQUAL
        if read is None:
            address.notice(
                f"The link asks for weights {quoted(given[-1])}; expected three whole numbers from 0 to 100, not "
                "all 0, such as 50,30,20. Shown instead: equal weights."
            )
        st.session_state.update(zip(WEIGHED, read or EQUAL, strict=True))
    for key in WEIGHED:
        # The browser makes these only once they are opened and then shows what the last run said: so each run says it.
        st.session_state[key] = st.session_state[key]
    chosen = tuple(st.number_input(label, 0, 100, step=10, key=key) for key, label in WEIGHED.items())
    if not any(chosen):
        st.caption("All three are 0, so they count equally.")
        chosen = EQUAL
    address.keep("weights", [] if chosen == EQUAL else [",".join(map(str, chosen))])
    return chosen


def _read_weights(text: str) -> tuple[int, ...] | None:
    parts = text.split(",")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts):
        return None
    read = tuple(map(int, parts))
    return read if any(read) and max(read) <= 100 else None


def _pairs(view: View, country: Codes, threshold: float, weighed: tuple[int, ...]) -> list[Any]:
    # Asked for all countries at once: families never cross a border, and the next choice of countries finds it kept.
    rows = view.rows("instrument_overlaps", threshold=threshold, weights=weighed)
    return [row for row in rows if not country or row.country_code in country]


@cached(CACHED)
def overlaps(view: View, country: Codes, threshold: float, weighed: tuple[int, ...]) -> Chart | None:
    """Return the pairs as a chart whose figure is their table; None where there is none."""
    rows = _pairs(view, country, threshold, weighed)
    if not rows:
        return None
    families = len({row.family_id for row in rows})
    equal = "equally" if len(set(weighed)) == 1 else "as " + " to ".join(map(str, weighed))
    return Chart(
        "overlaps",
        f"{counted(len(rows), 'pair')} of instruments in {counted(families, 'family', 'families')} "
        f"{'does' if len(rows) == 1 else 'do'} nearly the same: {', '.join(_relations(rows))}",
        f"Pairs of one country and territory with a likeness of {threshold:g} or more, "
        f"{named_countries(view, country)}; themes, stages and beneficiaries weighed {equal}",
        None,
        "",
        Table.of(
            rows, _COLUMNS, dict.fromkeys(("Likeness", "Themes alike", "Stages alike", "Beneficiaries alike"), "%.2f")
        ),
        of_dataset(
            "instruments",
            "Likeness is the weighted mean of three shares: of the themes, the support stages and the beneficiaries "
            "that either instrument names, how many both name. Compared are instruments of one country whose "
            "territories lie within one another; those of the European level stand for the whole country. Two that "
            "share years overlap; where years are unknown they may; where one ended before the other began, they are "
            "successors. Pairs that hang together are a family.",
            COMPILED,
            "unknown_years",
            "coded_by_reading",
        ),
    )


_COLUMNS = {
    "family_id": "Family", "country": "Country", "first_id": "First", "first_name": "First instrument",
    "second_id": "Second", "second_name": "Second instrument", "score": "Likeness", "relation": "Relation",
    "theme_likeness": "Themes alike", "stage_likeness": "Stages alike", "beneficiary_likeness": "Beneficiaries alike",
    "common_themes": "Shared themes", "common_stages": "Shared stages",
    "common_beneficiaries": "Shared beneficiaries", "first_provider": "First provider",
    "second_provider": "Second provider",
}  # fmt: skip


def _relations(pairs: Sequence[Any]) -> list[str]:
    counts = Counter(pair.relation for pair in pairs)
    return [counted(counts[name], *words) for name, words in RELATIONS.items() if name in counts]


@cached(CACHED)
def families(view: View, country: Codes, threshold: float, weighed: tuple[int, ...]) -> Markup:
    """Return the families of the pairs, each with its reasons and its first members side by side."""
    of_family = {
        family: list(pairs)
        for family, pairs in groupby(_pairs(view, country, threshold, weighed), lambda pair: pair.family_id)
    }
    shown = list(of_family)[:SHOWN_FAMILIES]
    members = [
        (family, member)
        for family in shown
        for member in sorted({each for pair in of_family[family] for each in (pair.first_id, pair.second_id)})[
            :SHOWN_MEMBERS
        ]
    ]
    fields = view.rows(
        "family_fields", family=[family for family, _ in members], instrument=[member for _, member in members]
    )
    fields_of = {family: list(rows) for family, rows in groupby(fields, lambda row: row.family_id)}
    left = len(of_family) - len(shown)
    return render(
        "explore/overlap_families.html",
        families=[_family(of_family[family], fields_of[family]) for family in shown],
        left=f"{counted(left, 'more family', 'more families')} in the table below." if left else "",
    )


def _family(pairs: Sequence[Any], fields: Sequence[Any]) -> dict[str, Any]:
    """Return what the template says of a family."""
    first = pairs[0]
    members = list(dict.fromkeys(f"{row.name_en} ({row.instrument_id})" for row in fields))
    more, more_pairs = first.family_size - len(members), len(pairs) - SHOWN_REASONS
    by_field = [list(rows) for _, rows in groupby(fields, lambda row: row.field)]
    return {
        "country": first.country,
        "names": listed([*members, *([f"{more} more"] if more else [])]),
        "relations": [RELATIONS[first.relation][0]] if first.family_size == 2 else _relations(pairs),
        "reasons": [reason(pair) for pair in pairs[:SHOWN_REASONS]]
        + ([f"{counted(more_pairs, 'more pair')} in the table below."] if more_pairs > 0 else []),
        "members": members,
        "fields": [(rows[0].field, rows[0].shared, [row.own for row in rows]) for rows in by_field],
    }


def reason(pair: Any) -> str:
    """Return in words why two instruments are a pair, what they differ in and who would have to agree."""
    who = "Both" if pair.family_size == 2 else f"{pair.first_id} and {pair.second_id} both"
    return " ".join((f"{who} {_support(pair)}.", _kinds(pair), _places(pair), _time(pair), _providers(pair)))


def _support(pair: Any) -> str:
    parts = [f"address {listed(pair.common_themes.split('; '))}"] if pair.common_themes else []
    parts += [f"help with {listed(pair.common_stages.split('; '))}"] if pair.common_stages else []
    parts += [f"are open to {_beneficiaries(pair.common_beneficiaries)}"] if pair.common_beneficiaries else []
    return listed(parts)


def _beneficiaries(common: str) -> str:
    groups = common.split("; ")
    sizes = [each for each in groups if each in _SIZES]
    firms = [f"{listed(sizes)} firms"] if sizes else []
    return ", ".join([*firms, *(each for each in groups if each not in _SIZES)])


def _kinds(pair: Any) -> str:
    if pair.first_kind == pair.second_kind:
        return f"They are of the same kind ({pair.first_kind})."
    return f"They differ in kind: {pair.first_kind} and {pair.second_kind}."


def _places(pair: Any) -> str:
    if pair.first_place == pair.second_place:
        return f"A firm in {pair.first_place.removeprefix('All of ')} can find both."
    whole = "All of " + pair.country
    narrow = pair.second_place if pair.first_place == whole else pair.first_place
    if whole in (pair.first_place, pair.second_place):
        return f"One serves {narrow}, the other all of {pair.country}, so a firm in {narrow} can find both."
    return f"Their territories lie within one another: {pair.first_place} and {pair.second_place}."


def _time(pair: Any) -> str:
    if pair.relation == "successors":
        return (
            f"They do not overlap in time: {pair.earlier_name} ended in {pair.earlier_end}, {pair.later_name} began in "
            f"{pair.later_start} and can be read as its successor."
        )
    if pair.relation == "overlap":
        return "They share years."
    return "Whether they share years is not known."


def _providers(pair: Any) -> str:
    if pair.first_provider == pair.second_provider:
        return f"One provider, {pair.first_provider}, has both in hand."
    return f"Two providers would have to agree: {pair.first_provider}; {pair.second_provider}."
