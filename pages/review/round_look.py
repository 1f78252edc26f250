"""How a round is named and introduced, and the look of the parts this screen alone has."""

from html import escape

from data.review.outcomes import Turnout
from data.review.rounds import Round
from pages.review.round_words import held, rule


def label(round: Round) -> str:
    """Return a round's title and state in one line."""
    state = f"open until {round.last_day:%-d %B %Y}" if round.is_open else f"closed {round.closed_at:%-d %B %Y}"
    return f"{round.number}. {round.title}, {state}"


def head(round: Round, turnout: Turnout) -> str:
    """Return as HTML what an open round is about, its rule, and who sees what when."""
    people = "nobody has" if not turnout.people else "1 person has" if turnout.people == 1 else f"{turnout.people} have"
    return (
        f'<p class="fine round-head"><b>{held(round.items)}, open until the end of '
        f"{round.last_day:%-d %B %Y} (UTC); {people} voted.</b> {escape(rule(round))} Nobody, staff included, sees the votes "
        "of others before the close; a name given with an access code is believed. Then everybody sees the badges with "
        "their counts, and everybody signed in the comments and proposed levels with their author’s name and "
        "vote.</p>"
    )


STYLE = """<style>
.round-head { max-width: 60rem; }
.round-head b { color: var(--inno-text); }
.panel .said { font-family: "Source Serif", serif; font-size: 1.25rem; line-height: 1.4; }
.panel details summary { color: var(--inno-action); cursor: pointer; font-size: .875rem; }
.panel details ol { margin-top: .5rem; }
.panel li.now { border-left: 3px solid var(--inno-chosen); padding-left: .5rem; }
.said-of { max-width: 52rem; font-size: .9375rem; line-height: 1.45; }
.said-of h3 { font-family: "Source Serif", serif; font-size: 1.25rem; font-weight: 600; margin: 1.2rem 0 .4rem;
  padding: 0; letter-spacing: 0; }
.said-of h4 { font-size: .9375rem; font-weight: 600; margin: .7rem 0 .1rem; padding: 0; letter-spacing: 0; }
.said-of ul { margin: 0 0 .4rem; padding-left: 1.1rem; }
.said-of li { margin: 0 0 .2rem; padding: 0; font-size: .9375rem; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .st-key-filters, .st-key-judged-row { flex-wrap: wrap; }
  .st-key-filters > div, .st-key-judged-row > div:first-child { flex: 1 1 100%; min-width: 100%; }
}
</style>"""
