"""The minutes of a closed round, as a report that becomes PDF or DOCX."""

from collections.abc import Mapping

from data.review.judged import Item
from data.review.outcomes import Result, summary
from data.review.rounds import Round
from pages.parts.badges import in_release, value_words
from pages.parts.report.model import Block, Cell, Column, Fine, Heading, Items, Lead, Paragraph, Report, Table
from pages.parts.wording import capital, counted
from pages.review.round_words import at_another_value, comment_head, finding, outcome_words, rule, spoken
from pages.review.statements import Statement, named


def minutes(ballot: Round, results: tuple[Result, ...], known: Mapping[Item, Statement], release: int) -> Report:
    """Return the minutes of the closed round `ballot`, its results beside the values of the data release `release`."""
    total = summary(results)
    closed_at = ballot.closed_at or ballot.closes_at
    closed = f"{closed_at:%-d %B %Y, %H:%M} UTC"
    how = f"by {ballot.closed_by}" if ballot.closed_by else "at the end of its last day"
    blocks: list[Block] = [
        Heading("What came out", 1),
        Lead(f"{capital(finding(total))}."),
        Paragraph(
            f"{ballot.title}. Opened by {ballot.opened_by} on {ballot.opened_at:%-d %B %Y} over data release "
            f"{ballot.release_number}, closed {how} on {closed}. {counted(total.people, 'person', 'people')} voted. "
            "The votes of others stayed hidden until the close; names given with an access code are believed.",
            "The round.",
        ),
        Paragraph(rule(ballot), "The rule."),
        Table(
            "Votes by level and finding",
            _COLUMNS,
            tuple(row for result in results for row in _rows(result, known, release)),
        ),
        Fine(f"Beside the values of data release {release}."),
    ]
    blocks += _at_another_value(results, known, release)
    cast = [vote for result in results for each in result.judgements for vote in each.votes]
    voters = sorted({vote.person: vote.name for vote in cast}.values())
    blocks += [Heading("Who voted", 2), Items(tuple(Cell(name) for name in voters) or (Cell("Nobody."),))]
    blocks += _comments(results, known)
    return Report(
        f"Minutes of validation round {ballot.number}",
        ballot.title,
        f"Data release {release}",
        f"INNO INDUSTRY dashboard, minutes of validation round {ballot.number}, closed {closed}, "
        f"data release {release}.",
        (closed_at.year, closed_at.month, closed_at.day),
        tuple(blocks),
    )


_COLUMNS = (
    Column("Place and subject", 3.2),
    Column("Judged", 2.6),
    Column("Agree", 0.8, True),
    Column("With reservations", 1.3, True),
    Column("Disagree", 1.0, True),
    Column("Cannot judge", 0.9, True),
    Column("Outcome", 1.5),
)


def _rows(result: Result, known: Mapping[Item, Statement], release: int) -> list[tuple[Cell, ...]]:
    name = Cell(named(known, result.item))
    if result.shown is None:
        judged = Cell(value_words(result.now) if result.now else "")
        return [(name, judged, *(Cell("0") for _ in range(4)), Cell("No votes"))]
    each = result.shown
    tally = each.tally
    numbers = (tally.agree, tally.reservations, tally.disagree, tally.cannot_judge)
    return [(name, Cell(value_words(each.value)), *(Cell(str(number)) for number in numbers),
             Cell(outcome_words(result, release), is_strong=each.outcome == "contested"))]  # fmt: skip


def _at_another_value(results: tuple[Result, ...], known: Mapping[Item, Statement], release: int) -> list[Block]:
    lines = tuple(
        Cell(
            f"{named(known, result.item)}: {each.tally.votes} voted on {value_words(each.value)}; "
            f"{in_release(result.now, release, each.value)}."
        )
        for result, each in at_another_value(results)
    )
    return [Heading("Judged at another value", 2), Items(lines)] if lines else []


def _comments(results: tuple[Result, ...], known: Mapping[Item, Statement]) -> list[Block]:
    blocks: list[Block] = []
    for result, said in spoken(results):
        lines = [
            f"{vote.name}, {comment_head(vote.answer, vote.proposed_level)}"
            f"{': ' + vote.comment if vote.comment else '.'}"
            for _, vote in said
        ]
        blocks += [Heading(named(known, result.item), 2), Items(tuple(map(Cell, lines)))]
    return [Heading("Comments and proposed levels", 1), *blocks] if blocks else []
