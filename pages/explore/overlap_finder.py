"""The overlap finder: pairs of instruments that do nearly the same, in families, with reasons and differences."""

from html import escape

import pandas as pd
import streamlit as st

from pages.explore.instrument_charts import COMPILED, Codes, named_countries
from pages.parts import address
from pages.parts.chart import Chart, Table
from pages.parts.evidence import of_dataset
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


@cached(CACHED)
def overlaps(view: View, country: Codes, threshold: float, weighed: tuple[int, ...]) -> tuple[Chart, str] | None:
    """Return the pairs as a chart whose figure is their table, and the families as HTML; None where there is none."""
    # Asked for all countries at once: families never cross a border, and the next choice of countries finds it kept.
    found = view.ask("instrument_overlaps", threshold=threshold, weights=weighed)
    rows = found[found["country_code"].isin(country)] if country else found
    if rows.empty:
        return None
    counts = rows["relation"].value_counts()
    said = [counted(counts[name], *words) for name, words in RELATIONS.items() if name in counts]
    equal = "equally" if len(set(weighed)) == 1 else "as " + " to ".join(map(str, weighed))
    chart = Chart(
        "overlaps",
        f"{counted(len(rows), 'pair')} of instruments in {counted(rows['family_id'].nunique(), 'family', 'families')} "
        f"{'does' if len(rows) == 1 else 'do'} nearly the same: {', '.join(said)}",
        f"Pairs of one country and territory with a likeness of {threshold:g} or more, "
        f"{named_countries(view, country)}; themes, stages and beneficiaries weighed {equal}",
        None,
        "",
        Table(
            rows[list(_COLUMNS)].set_axis(list(_COLUMNS.values()), axis=1),
            dict.fromkeys(("Likeness", "Themes alike", "Stages alike", "Beneficiaries alike"), "%.2f"),
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
    return chart, _families(view, rows, found)


_COLUMNS = {
    "family_id": "Family",
    "country": "Country",
    "first_id": "First",
    "first_name": "First instrument",
    "second_id": "Second",
    "second_name": "Second instrument",
    "score": "Likeness",
    "relation": "Relation",
    "theme_likeness": "Themes alike",
    "stage_likeness": "Stages alike",
    "beneficiary_likeness": "Beneficiaries alike",
    "common_themes": "Shared themes",
    "common_stages": "Shared stages",
    "common_beneficiaries": "Shared beneficiaries",
    "first_provider": "First provider",
    "second_provider": "Second provider",
}


def _families(view: View, pairs: pd.DataFrame, found: pd.DataFrame) -> str:
    members: dict[str, set[str]] = {}
    for row in found.itertuples():
        members.setdefault(row.family_id, set()).update((row.first_id, row.second_id))
    side_by_side = [(family, each) for family, all_of in members.items() for each in sorted(all_of)[:SHOWN_MEMBERS]]
    of_family = dict(list(pairs.groupby("family_id", sort=False)))
    shown = list(of_family)[:SHOWN_FAMILIES]
    fields = view.ask(
        "family_fields",
        family=[each for each, _ in side_by_side],
        instrument=[member for _, member in side_by_side],
    )
    fields_of = dict(list(fields.groupby("family_id", sort=False)))
    html = [_family(of_family[each], fields_of[each], is_open=each == shown[0]) for each in shown]
    left = len(of_family) - len(shown)
    if left:
        html.append(f'<p class="fine">{counted(left, "more family", "more families")} in the table below.</p>')
    return f'<div class="families">{"".join(html)}</div>'


def _family(pairs: pd.DataFrame, fields: pd.DataFrame, *, is_open: bool) -> str:
    first = next(pairs.itertuples())
    counts = pairs["relation"].value_counts()
    relations = [counted(counts[name], *words) for name, words in RELATIONS.items() if name in counts]
    if first.family_size == 2:
        relations = [RELATIONS[first.relation][0]]
    names = list(dict.fromkeys(fields["name_en"] + " (" + fields["instrument_id"] + ")"))
    more = first.family_size - len(names)
    names += [f"{more} more"] if more else []
    reasons = [f"<li>{escape(reason(pair))}</li>" for pair in pairs.head(SHOWN_REASONS).itertuples()]
    more_pairs = len(pairs) - SHOWN_REASONS
    if more_pairs > 0:
        reasons.append(f"<li>{counted(more_pairs, 'more pair')} in the table below.</li>")
    return (
        f"<details{' open' if is_open else ''}><summary><b>{escape(first.country)}</b> {escape(listed(names))} "
        f'<span class="relation">{escape(", ".join(relations))}</span></summary>'
        f"<ul>{''.join(reasons)}</ul>{_comparison(fields)}</details>"
    )


def _comparison(fields: pd.DataFrame) -> str:
    members = fields.drop_duplicates("instrument_id")
    head = "".join(f"<th>Only {escape(row.name_en)} ({escape(row.instrument_id)})</th>" for row in members.itertuples())
    lines = []
    for field, rows in fields.groupby("field", sort=False):
        own = "".join(f"<td>{escape(text)}</td>" for text in rows["own"])
        lines.append(f"<tr><th>{escape(field)}</th><td>{escape(rows['shared'].iloc[0])}</td>{own}</tr>")
    return f'<div class="wide"><table><tr><th></th><th>Shared</th>{head}</tr>{"".join(lines)}</table></div>'


def reason(pair: object) -> str:
    """Return in words why two instruments are a pair, what they differ in and who would have to agree."""
    who = "Both" if pair.family_size == 2 else f"{pair.first_id} and {pair.second_id} both"
    return " ".join(
        (
            f"{who} {_support(pair)}.",
            _kinds(pair),
            _places(pair),
            _time(pair),
            _providers(pair),
        )
    )


def _support(pair: object) -> str:
    parts = [f"address {listed(pair.common_themes.split('; '))}"] if pair.common_themes else []
    parts += [f"help with {listed(pair.common_stages.split('; '))}"] if pair.common_stages else []
    parts += [f"are open to {_beneficiaries(pair.common_beneficiaries)}"] if pair.common_beneficiaries else []
    return listed(parts)


def _beneficiaries(common: str) -> str:
    groups = common.split("; ")
    sizes = [each for each in groups if each in _SIZES]
    firms = [f"{listed(sizes)} firms"] if sizes else []
    return ", ".join([*firms, *(each for each in groups if each not in _SIZES)])


def _kinds(pair: object) -> str:
    if pair.first_kind == pair.second_kind:
        return f"They are of the same kind ({pair.first_kind})."
    return f"They differ in kind: {pair.first_kind} and {pair.second_kind}."


def _places(pair: object) -> str:
    if pair.first_place == pair.second_place:
        return f"A firm in {pair.first_place.removeprefix('All of ')} can find both."
    whole = "All of " + pair.country
    narrow = pair.second_place if pair.first_place == whole else pair.first_place
    if whole in (pair.first_place, pair.second_place):
        return f"One serves {narrow}, the other all of {pair.country}, so a firm in {narrow} can find both."
    return f"Their territories lie within one another: {pair.first_place} and {pair.second_place}."


def _time(pair: object) -> str:
    if pair.relation == "successors":
        return (
            f"They do not overlap in time: {pair.earlier_name} ended in {pair.earlier_end}, {pair.later_name} began in "
            f"{pair.later_start} and can be read as its successor."
        )
    if pair.relation == "overlap":
        return "They share years."
    return "Whether they share years is not known."


def _providers(pair: object) -> str:
    if pair.first_provider == pair.second_provider:
        return f"One provider, {pair.first_provider}, has both in hand."
    return f"Two providers would have to agree: {pair.first_provider}; {pair.second_provider}."
