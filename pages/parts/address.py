"""What the address bar says, and what the screens make of it: the one place that reads or writes it.

A link is the state of a screen. On a visit, a reload and Back the address fills the
filters; when a visitor changes a filter, the address follows, one history entry per
change; on the way to another screen the choices come along where that screen has them.
The widgets are not bound to the address by Streamlit: a bound value is lost on the first
menu switch, makes one history entry for each parameter and forbids links with parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.parts.wording import listed, quoted

Choices = dict[str, list[str]]

# The public parameters: the same name means the same on every screen.
PARAMETERS = {
    "country": "countries, by their Eurostat codes; several",
    "region": "a place, by its code",
    "places": "the places compared, countries or partner regions by their codes, in order; several",
    "measure": "what a map shows",
    "indicator": "indicators, by their identifiers",
    "second": "the indicator that the first is compared with, by its identifier",
    "indicator_theme": "theme of indicators",
    "year": "a year, or the rule that chooses it",
    "size": "size class of enterprises",
    "tier": "level of government whose cluster policy is shown",
    "dimension": "dimensions of cluster policy, D1 to D8",
    "theme": "themes of instruments; several",
    "practice_theme": "themes of practices; several",
    "stage": "support stages of instruments; several",
    "kind": "kinds of instruments; several",
    "level": "levels of government of instruments; several",
    "beneficiary": "beneficiaries of instruments; several",
    "provider_type": "types of provider; several",
    "funding": "funding sources of instruments; several",
    "status": "status of instruments; several",
    "threshold": "from which similarity on two instruments overlap, 0 to 1",
    "weights": "weights, in percent, in the order the screen names them, separated by commas",
    "normalisation": "how indicators are brought to one scale",
    "aggregation": "how indicators are added up to an index",
    "seed": "the number the random draws start from",
    "section": "the chapters of a report; several",
    "provenance": "how sure it is that a practice is one of the 30; several",
    "adopted": "whether a practice was taken up",
    "instrument": "the opened instrument, by its identifier",
    "practice": "the opened practice, by its identifier",
    "q": "words to search for",
    "from": "the release that the comparison starts from",
    "to": "the release that the comparison ends at",
    "release": "the data release the link was made on",
}

# What the menu adds to a link that is opened in a new tab, which has no memory of the choices.
BY_MENU = "by_menu"
# What stands behind a link that is copied out of a sentence.
_PUNCTUATION = " \t\r\n.,;:!?)]}>\"'’”»…"

# Parameters without a list of what there is, in which punctuation at the end is none of the value.
_NUMBERS = {"threshold", "weights", "seed", "from", "to", "release"}

# Mail programs and search engines add these to links; they are nobody's mistake.
_FOREIGN = ("utm_", "fbclid", "gclid", "mc_")


@dataclass
class _Visit:
    """One visitor's place in the dashboard."""

    screen: str | None = None
    """The screen last shown."""
    written: Choices = field(default_factory=dict)
    """The address as last read or written."""
    remembered: Choices = field(default_factory=dict)
    """The latest choice for each parameter, over all screens."""
    leading: Choices | None = None
    """What fills the filters in this run; None where the visitor's widgets lead."""
    kept: Choices = field(default_factory=dict)
    """The choices on this screen."""
    notices: list[str] = field(default_factory=list)
    """Sentences about the link that led here."""
    by_menu: bool = False
    handed: Choices = field(default_factory=dict)
    """What came along by the menu to this screen and was then written into its address."""
    running: bool = False


def begin(path: str) -> None:
    """Start a run of the screen at `path`: find out whether the address, the memory or the widgets lead."""
    visit = st.session_state.setdefault("visit", _Visit())
    incoming = {name: st.query_params.get_all(name) for name in st.query_params}
    arrived = path != visit.screen
    asked = _parameters(incoming)
    # Under load the browser may send the last screen's address along with the menu's click: that is no link.
    visit.by_menu = arrived and (not incoming or incoming == visit.written or BY_MENU in incoming)
    if arrived and BY_MENU in incoming:
        visit.remembered |= {name: values for name, values in asked.items() if name in PARAMETERS}
    if arrived:
        visit.handed = dict(visit.remembered) if visit.by_menu else {}
    if visit.by_menu:
        visit.leading = visit.handed
    elif visit.handed and not incoming and visit.written:
        # Back to the moment before the address was written: the menu's own address, without parameters.
        visit.leading = visit.handed
    elif arrived or incoming != visit.written:
        visit.leading = asked
    else:
        visit.leading = None
    visit.screen, visit.written, visit.kept, visit.notices, visit.running = path, incoming, {}, [], True


def asked(name: str) -> list[str] | None:
    """Return what fills the filter `name` in this run, [] for its default, None where the visitor's widget leads."""
    leading = _visit().leading
    return None if leading is None else leading.get(name, [])


def keep(name: str, values: Sequence[str]) -> None:
    """Note the filter's present choice, [] being its default; inside a fragment's own run write it at once."""
    visit = _visit()
    visit.kept[name] = visit.remembered[name] = list(values)
    if not visit.running:
        _write(visit)


def notice(sentence: str) -> None:
    """Say `sentence` about the link at the top of the screen; choices that come by the menu are nobody's link."""
    if not _visit().by_menu:
        _visit().notices.append(sentence)


def end() -> list[str]:
    """End the run: write the address and return the sentences about the link that led here."""
    visit = _visit()
    unknown = [
        name for name in _parameters(visit.written) if name not in visit.kept and not name.lower().startswith(_FOREIGN)
    ]
    if unknown:
        names = listed([quoted(name) for name in unknown[:5]])
        notice(f"The link has a part this screen does not use: {names}. It was left out.")
    _write(visit)
    visit.leading, visit.running = None, False
    return visit.notices


def abandon() -> bool:
    """End a run that failed; tell whether one of a whole screen was under way. The address stays as it is."""
    visit = st.session_state.get("visit")
    was_running = bool(visit and visit.running)
    if visit:
        visit.running = False
    return was_running


def elsewhere() -> Choices:
    """Return the choices made on other screens for which this one has no filter, as the query of an address."""
    visit = st.session_state.get("visit", _Visit())
    return query({name: values for name, values in visit.remembered.items() if name not in visit.kept})


def without_punctuation(text: str) -> str:
    """Return `text` without what stands behind a link that was copied out of a sentence."""
    return text.strip().rstrip(_PUNCTUATION)


def query(choices: Mapping[str, Sequence[str]]) -> Choices:
    """Return `choices` as the query of an address, defaults left out, in the order of PARAMETERS."""
    return {name: list(choices[name]) for name in PARAMETERS if choices.get(name)}


def _parameters(incoming: Choices) -> Choices:
    """Return what came, under the names of the parameters that are meant: in small letters, “&amp;” being “&”."""
    found: Choices = {}
    for name, values in incoming.items():
        plain = name.removeprefix("amp;").lower()
        read = without_punctuation if plain in _NUMBERS else str
        found.setdefault(plain if plain in PARAMETERS else name, []).extend(map(read, values))
    return found


def _visit() -> _Visit:
    return st.session_state["visit"]


def _write(visit: _Visit) -> None:
    written = query(visit.kept)
    if not written:
        visit.handed = {}
    if written != visit.written:
        st.query_params.from_dict(written)
        visit.written = written
