"""Rounds of validation: votes stay hidden until the close, none is lost, and each belongs to the value it judged."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sql

from data import audit
from data.audit import TextRefused
from data.contract import Contract
from data.database.tables import round_items, rounds, votes
from data.operation.verification import verify
from data.people import clock as process_clock
from data.people.access import VIEWER, Access, NotAllowed, SessionEnded, Visitor
from data.people.roles import read_roles
from data.releases.publishing import Publishing
from data.releases.shipped import publish_shipped
from data.releases.store import Store
from data.review.consensus import Tally
from data.review.judged import FINDINGS, LEVELS, Item, Judged, fields
from data.review.outcomes import summary
from data.review.rounds import ItemsTaken, RoundRefused, Rounds, UnknownRound
from data.review.votes import RoundClosed, StillOpen, ValueChanged, VoteRefused, Votes
from tests.data.towns import dataset, described, ship

HEADER = "assessment_id,tier,place_code,dimension_id,year,level,evidence\n"
ASSESSMENTS = (
    HEADER + "A1,national,SI,D1,2019,4,A law.\nA2,national,SI,D2,2019,2,A fund.\nA3,regional,ES62,D1,2019,5,A plan.\n"
)
SAID = "finding_id,place_code,topic,finding\nF1,ALL,policy,Policies differ.\n"
TEXTS = {"type": "string"}
LEVELS_DESCRIBED = dataset(
    LEVELS,
    *({"name": name, **TEXTS} for name in ("assessment_id", "tier", "place_code", "dimension_id")),
    {"name": "year", "type": "integer", "unit": "year"},
    {"name": "level", "type": "integer", "unit": "level"},
    {"name": "evidence", **TEXTS},
)
FINDINGS_DESCRIBED = dataset(
    FINDINGS, *({"name": name, **TEXTS} for name in ("finding_id", "place_code", "topic", "finding"))
)
A1, A2, A3, F1 = Item(LEVELS, "A1"), Item(LEVELS, "A2"), Item(LEVELS, "A3"), Item(FINDINGS, "F1")
ALL = (A1, A2, A3, F1)
LAST_DAY = date(2026, 9, 30)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 21, 12, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        return self.now

    def set(self, *day: int) -> None:
        self.now = datetime(*day, tzinfo=UTC).timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> Access:
    # Sessions end by a clock of their own here, so that a round can be closed by date and still be looked at.
    made = Access(60)
    made.access_codes()
    return made


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    ship(tmp_path, maturity_assessments=ASSESSMENTS, findings=SAID)
    return described(tmp_path, LEVELS_DESCRIBED, FINDINGS_DESCRIBED)


@pytest.fixture
def publishing(store: Store, contract: Contract, access: Access) -> Publishing:
    publish_shipped(store, contract)
    return Publishing(store, contract, access)


@pytest.fixture
def made_rounds(publishing: Publishing, contract: Contract, access: Access, clock: Clock) -> Rounds:
    return Rounds(publishing.store, Judged(publishing.store, contract), access, clock)


@pytest.fixture
def made_votes(made_rounds: Rounds) -> Votes:
    return votes_in(made_rounds)


def votes_in(made: Rounds) -> Votes:
    return Votes(made, made.judged, made.store, made.access)


def sign_in(access: Access, name: str, role: str = "expert") -> Visitor:
    return access.sign_in_with_code(access.access_codes()[role], name, name)


@pytest.fixture
def staff(access: Access) -> Visitor:
    return sign_in(access, "Sonja Staff", "staff")


@pytest.fixture
def experts(access: Access) -> list[Visitor]:
    return [sign_in(access, name) for name in ("Ana Novak", "Ben Bos", "Cai Chen")]


def seen(made: Rounds, item: Item, release: int = 1) -> str:
    return made.judged.values(release)[item]


def republish(publishing: Publishing, staff: Visitor, based_on: int, *changes: tuple[str, str]) -> int:
    """Publish the newest datasets with texts replaced, and return the new release's number."""
    files = publishing.store.files(based_on)
    for old, new in changes:
        assert any(old.encode() in content for content in files.values())
        files = {name: content.replace(old.encode(), new.encode()) for name, content in files.items()}
    return publishing.publish(files, based_on=based_on, visitor=staff, reason="Looked again.").number


# --- opening and closing


def test_a_round_keeps_the_rule_it_was_opened_with(made_rounds: Rounds, staff: Visitor) -> None:
    """Without it, nobody could say later under which rule a level was validated."""
    opened = made_rounds.open("Levels of  2019", ALL, last_day=LAST_DAY, visitor=staff)
    assert (opened.number, opened.title, opened.threshold_pct, opened.at_least) == (1, "Levels of 2019", 70, 3)
    assert (opened.release_number, opened.opened_by, opened.items) == (1, "Sonja Staff", ALL)
    assert opened.is_open and opened.last_day == LAST_DAY
    assert opened.closes_at == datetime(2026, 10, 1, tzinfo=UTC)
    assert made_rounds.all() == [opened]
    entry = made_rounds.store.audit_log()[-1]
    assert (entry.action, entry.subject, entry.actor_name) == ("open round", "round 1", "Sonja Staff")
    assert json.loads(entry.details)["items"] == [list(item) for item in ALL]


def test_a_round_closes_at_the_end_of_its_last_day(made_rounds: Rounds, staff: Visitor, clock: Clock) -> None:
    """Without it, votes would stay hidden until somebody remembers to close the round."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    clock.set(2026, 9, 30, 23, 59, 59)
    assert made_rounds.all()[0].is_open
    clock.set(2026, 10, 1)
    closed = made_rounds.all()[0]
    assert not closed.is_open and closed.closed_at == closed.closes_at and closed.closed_by is None
    with pytest.raises(RoundRefused, match="it is closed already, since 1 October 2026 at 00:00 UTC"):
        made_rounds.close(1, visitor=staff)


def test_an_open_page_can_ask_when_its_round_closed(made_rounds: Rounds, staff: Visitor, clock: Clock) -> None:
    """Without it, an expert would write a comment for a round that takes no more votes."""
    for title, item in (("By hand", A1), ("By date", A2)):
        made_rounds.open(title, [item], last_day=LAST_DAY, visitor=staff)
    assert [made_rounds.closed_at(number) for number in (1, 2, 7)] == [None, None, None]
    made_rounds.close(1, visitor=staff)
    assert made_rounds.closed_at(1) == datetime(2026, 9, 21, 12, tzinfo=UTC) and made_rounds.closed_at(2) is None
    clock.set(2026, 10, 2)
    assert made_rounds.closed_at(1) == datetime(2026, 9, 21, 12, tzinfo=UTC)
    assert made_rounds.closed_at(2) == datetime(2026, 10, 1, tzinfo=UTC)


def test_the_summary_tells_judged_by_too_few_from_not_voted_on(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, a round nobody took part in would read as if its judges had been too few."""
    made_rounds.open("Levels", ALL, last_day=LAST_DAY, visitor=staff)
    vote_all(made_votes, 1, experts, {A1: "aaa"})
    made_votes.cast(1, A2, seen(made_rounds, A2), "cannot judge", visitor=experts[0])
    made_rounds.close(1, visitor=staff)
    total = summary(made_votes.results(1, 1, visitor=staff))
    assert (total.items, total.validated, total.undecided, total.unvoted, total.stale) == (4, 1, 1, 2, 0)


def test_a_clock_set_back_opens_no_round_again(
    made_rounds: Rounds, staff: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, votes that were open to all would be changed, by whoever saw those of the others."""
    first = made_rounds.open("First", [A1], last_day=LAST_DAY, visitor=staff)
    clock.set(2026, 10, 1)
    made_rounds.open("Second", [A2], last_day=date(2026, 10, 9), visitor=staff)
    # Another start, at a clock that is wrong.
    clock.set(2026, 9, 29)
    assert not made_rounds.get(first.number).is_open
    assert made_rounds.closed_at(first.number) == datetime(2026, 10, 1, tzinfo=UTC)
    # In a process that runs, also where nothing was recorded meanwhile.
    began = process_clock.now()
    monkeypatch.setattr(time, "time", lambda: began - 86_400)
    assert began <= process_clock.now() < began + 60


def test_staff_close_a_round_before_its_day(made_rounds: Rounds, staff: Visitor, clock: Clock) -> None:
    """Without it, a committee that is complete would wait for nothing; and a closed round never opens again."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    closed = made_rounds.close(1, visitor=staff)
    assert closed.closed_by == "Sonja Staff" and closed.closed_at == made_rounds.now()
    assert made_rounds.store.audit_log()[-1].action == "close round"
    with pytest.raises(RoundRefused, match="closed already"):
        made_rounds.close(1, visitor=staff)
    with pytest.raises(UnknownRound, match="Round 7: it does not exist"):
        made_rounds.close(7, visitor=staff)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "  "}, "Title: found nothing"),
        ({"title": "x" * 121}, "Title: found 121 letters"),
        ({"items": ()}, "expected 1 to 500 levels and findings. Choose at least one"),
        ({"items": (Item(LEVELS, "A9"),)}, "“A9” is not in release 1"),
        ({"threshold_pct": 49}, "Threshold: found 49, expected a whole number from 50 to 100"),
        ({"threshold_pct": 101}, "Threshold: found 101"),
        ({"threshold_pct": 70.5}, "Threshold: found 70.5"),
        ({"at_least": 0}, "Least number who judge: found 0"),
        ({"at_least": True}, "Least number who judge: found True"),
        ({"last_day": date(2026, 9, 20)}, "expected a day from 21 September 2026"),
        ({"last_day": date(2027, 9, 23)}, "to 22 September 2027"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(
    made_rounds: Rounds, staff: Visitor, changes: dict[str, object], sentence: str
) -> None:
    """Without it, a slip of the hand would leave a round nobody can use, in the record for ever."""
    given = {"title": "Levels", "items": ALL, "last_day": LAST_DAY, **changes}
    with pytest.raises((RoundRefused, TextRefused), match=sentence):
        made_rounds.open(given.pop("title"), given.pop("items"), visitor=staff, **given)
    assert made_rounds.all() == [] and len(made_rounds.store.audit_log()) == 1


def test_no_item_is_in_two_open_rounds(made_rounds: Rounds, staff: Visitor) -> None:
    """Without it, a double click would open two rounds, and experts would not know in which to vote."""
    made_rounds.open("First", [A1, A2], last_day=LAST_DAY, visitor=staff)
    with pytest.raises(RoundRefused, match="Items: “A2” is in the open round 1 .“First”. already. Leave it out"):
        made_rounds.open("Second", [A2, A3], last_day=LAST_DAY, visitor=staff)
    with pytest.raises(ItemsTaken, match="2 of them, such as “A1”, are in the open round 1 .* Leave them out") as both:
        made_rounds.open("Second", [A2, A1, A3], last_day=LAST_DAY, visitor=staff)
    # A screen knows the row by another name, and says the same sentence with it.
    assert both.value.sentence("Slovenia, Policy status").startswith(
        "Items: 2 of them, such as “Slovenia, Policy status”, are in the open round 1 (“First”) already."
    )
    made_rounds.close(1, visitor=staff)
    assert made_rounds.open("Second", [A2, A3], last_day=LAST_DAY, visitor=staff).number == 2


# --- who may do what


@pytest.mark.parametrize("role", ["viewer", "expert", "staff", "made up", "ended"])
@pytest.mark.parametrize("action", ["open", "close", "cast", "mine", "turnout", "results"])
def test_roles_hold_for_every_action(
    made_rounds: Rounds, made_votes: Votes, access: Access, staff: Visitor, role: str, action: str
) -> None:
    """Without it, a page that forgets to ask would let a viewer vote, or an expert close a round."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    made_rounds.open("Findings", [F1], last_day=LAST_DAY, visitor=staff)
    made_rounds.close(2, visitor=staff)
    entries = len(made_rounds.store.audit_log())
    visitor = {"viewer": VIEWER, "made up": Visitor("Ana", "staff", "code (self-declared)", "x")}.get(role)
    if visitor is None:
        visitor = sign_in(access, "Ana Novak", "expert" if role == "expert" else "staff")
    if role == "ended":
        access.sign_out(visitor)
    do = {
        "open": lambda: made_rounds.open("More", [A2], last_day=LAST_DAY, visitor=visitor),
        "close": lambda: made_rounds.close(1, visitor=visitor),
        "cast": lambda: made_votes.cast(1, A1, seen(made_rounds, A1), "agree", visitor=visitor),
        "mine": lambda: made_votes.mine(1, visitor=visitor),
        "turnout": lambda: made_votes.turnout(1, visitor=visitor),
        "results": lambda: made_votes.results(2, 1, visitor=visitor),
    }[action]
    if role == "staff" or (role == "expert" and action not in ("open", "close")):
        do()
        return
    with pytest.raises(SessionEnded if role in ("made up", "ended") else NotAllowed):
        do()
    assert len(made_rounds.store.audit_log()) == entries


# --- voting


def test_one_vote_per_person_and_item_changeable_until_the_close(
    made_rounds: Rounds, made_votes: Votes, access: Access, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, whoever votes twice would count twice, or could not mend a slip."""
    made_rounds.open("Levels", ALL, last_day=LAST_DAY, visitor=staff)
    ana = experts[0]
    first = made_votes.cast(1, A1, seen(made_rounds, A1), "agree", " Well\n documented. ", visitor=ana)
    assert (first.answer, first.comment, first.proposed_level, first.release_number) == (
        "agree", "Well documented.", None, 1)  # fmt: skip
    again = sign_in(access, "ANA novak")
    made_votes.cast(1, A1, seen(made_rounds, A1), "disagree", "Too high.", 3, visitor=again)
    made_votes.cast(1, A1, seen(made_rounds, A1), "disagree", "Too high.", 3, visitor=again)
    mine = made_votes.mine(1, visitor=ana)
    assert [(vote.item, vote.answer, vote.proposed_level, vote.version) for vote in mine.values()] == [
        (A1, "disagree", 3, 2)
    ]
    actions = [entry.action for entry in made_rounds.store.audit_log()]
    assert actions[-3:] == ["open round", "vote", "change vote"]
    made_rounds.close(1, visitor=staff)
    with pytest.raises(RoundClosed, match="Round 1 closed on 21 September 2026 .* Your vote was not changed."):
        made_votes.cast(1, A1, seen(made_rounds, A1), "agree", visitor=ana)
    # Who has no vote on it is not told of one: neither a vote on another item nor another's vote is that.
    for visitor, item in ((ana, A2), (experts[1], A1)):
        with pytest.raises(RoundClosed, match="takes no more votes. Your vote was not taken."):
            made_votes.cast(1, item, seen(made_rounds, item), "agree", visitor=visitor)
    result = made_votes.results(1, 1, visitor=ana)[0]
    assert result.shown.tally == Tally(disagree=1)


def test_people_at_a_provider_are_told_apart_by_subject(
    made_rounds: Rounds, made_votes: Votes, access: Access, staff: Visitor
) -> None:
    """Without it, two experts of one name would overwrite each other, or a new surname would give a second vote."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    roles = read_roles({"claim": "groups", "expert_values": ["experts"]})
    now = datetime.now(UTC).timestamp()
    for subject, name in [("1", "Ana Novak"), ("2", "Ana Novak"), ("1", "Ana Kos")]:
        claims = {"sub": subject, "iss": "https://id.example", "name": name, "groups": ["experts"], "iat": now}
        made_votes.cast(
            1, A1, seen(made_rounds, A1), "agree" if subject == "1" else "disagree",
            visitor=access.sign_in_with_claims(claims, roles),
        )  # fmt: skip
    made_rounds.close(1, visitor=staff)
    assert made_votes.results(1, 1, visitor=staff)[0].shown.tally == Tally(agree=1, disagree=1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": "yes"}, "Answer: found none"),
        ({"comment": "x" * 1001}, "Comment: found 1001 letters"),
        ({"proposed_level": 6}, "Proposed level: found 6"),
        ({"item": F1, "proposed_level": 3}, "for a maturity level alone"),
        ({"item": A3}, "“A3” is not in round 1"),
        ({"number": 5}, "Round 5: it does not exist"),
        ({"seen": "{}"}, "“A1” was changed by release 1 while you looked"),
    ],
)
def test_a_vote_that_makes_no_sense_is_refused(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor], changes: dict, sentence: str
) -> None:
    """Without it, what cannot be counted would be in the record."""
    made_rounds.open("Levels", [A1, F1], last_day=LAST_DAY, visitor=staff)
    item = changes.get("item", A1)
    given = {"number": 1, "item": item, "seen": seen(made_rounds, item), "answer": "agree", **changes}
    with pytest.raises((VoteRefused, RoundRefused, TextRefused), match=sentence):
        made_votes.cast(**given, visitor=experts[0])
    assert made_votes.mine(1, visitor=experts[0]) == {}


# --- hidden before the close


def test_nobody_sees_others_votes_before_the_close(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor], clock: Clock
) -> None:
    """Without it, the first votes would sway the rest. The audit log, open to staff, gives nothing away either."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    made_votes.cast(1, A1, seen(made_rounds, A1), "disagree", "Really a three.", 3, visitor=experts[0])
    for visitor in (staff, *experts):
        with pytest.raises(StillOpen, match="Nobody sees the votes of others before it closes"):
            made_votes.results(1, 1, visitor=visitor)
        assert made_votes.turnout(1, visitor=visitor).by_name == {"Ana Novak": 1}
    assert made_votes.mine(1, visitor=staff) == made_votes.mine(1, visitor=experts[1]) == {}
    assert made_votes.badges(1) == ()
    entry = made_rounds.store.audit_log()[-1]
    assert entry.action == "vote" and "disagree" not in entry.details and "three" not in entry.details
    clock.set(2026, 10, 1)
    (result,) = made_votes.results(1, 1, visitor=experts[1])
    assert [(vote.name, vote.answer, vote.comment) for vote in result.shown.votes] == [
        ("Ana Novak", "disagree", "Really a three.")
    ]


# --- what came out


def vote_all(made: Votes, number: int, experts: list[Visitor], answers: dict[Item, str], release: int = 1) -> None:
    words = {"a": "agree", "r": "reservations", "d": "disagree", "c": "cannot judge"}
    for item, given in answers.items():
        for expert, letter in zip(experts, given, strict=True):
            made.cast(number, item, seen(made._rounds, item, release), words[letter], visitor=expert)


def test_badges_follow_from_closed_rounds(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, a reader would not know which levels experts stand behind."""
    made_rounds.open("Levels", ALL, last_day=LAST_DAY, visitor=staff)
    vote_all(made_votes, 1, experts, {A1: "aar", A2: "add", A3: "acc", F1: "ddd"})
    made_rounds.close(1, visitor=staff)
    outcomes = [
        (result.item, result.shown.outcome, result.shown.is_rejected)
        for result in made_votes.results(1, 1, visitor=staff)
    ]
    assert outcomes == [
        (A1, "validated", False), (A2, "contested", False), (A3, "undecided", False), (F1, "contested", True)
    ]  # fmt: skip
    badges = {badge.item: badge for badge in made_votes.badges(1)}
    assert {item: badge.kind for item, badge in badges.items()} == {
        A1: "validated", A2: "contested", F1: "contested"
    }  # fmt: skip
    assert badges[A1].tally == Tally(agree=2, reservations=1) and badges[A1].round.number == 1
    assert fields(badges[A1].judged) == {
        "place_code": "SI", "tier": "national", "dimension_id": "D1", "year": "2019", "level": "4"
    }  # fmt: skip


def test_a_release_makes_stale_exactly_what_it_changes(
    made_rounds: Rounds, made_votes: Votes, publishing: Publishing, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, a badge would vouch for a level nobody judged, or a mended source would undo the experts' work."""
    made_rounds.open("Levels", ALL, last_day=LAST_DAY, visitor=staff)
    vote_all(made_votes, 1, experts, {A1: "aaa", A2: "aaa", A3: "ddd", F1: "aaa"})
    made_rounds.close(1, visitor=staff)
    republish(publishing, staff, 1, ("A fund.", "A larger fund."))
    assert {badge.kind for badge in made_votes.badges(2)} == {"validated", "contested"}
    republish(publishing, staff, 2, ("D1,2019,4", "D1,2019,3"))
    results = {result.item: result for result in made_votes.results(1, 3, visitor=staff)}
    assert [item for item, result in results.items() if result.is_stale] == [A1]
    assert len(results[A1].stale_votes) == 3 and results[A2].stale_votes == ()
    assert {vote.release_number for vote in results[A1].stale_votes} == {1}
    badges = {badge.item: badge for badge in made_votes.badges(3)}
    assert {item: badge.kind for item, badge in badges.items()} == {
        A1: "stale", A2: "validated", A3: "contested", F1: "validated"
    }  # fmt: skip
    assert badges[A1].was == "validated"
    assert (fields(badges[A1].judged)["level"], fields(badges[A1].now)["level"]) == ("4", "3")
    # A link to the old release shows what was true there.
    assert {badge.item: badge.kind for badge in made_votes.badges(1)}[A1] == "validated"
    # The next round judges the new value.
    made_rounds.open("Again", [A1], last_day=LAST_DAY, visitor=staff)
    vote_all(made_votes, 2, experts, {A1: "dda"}, release=3)
    made_rounds.close(2, visitor=staff)
    assert {badge.item: (badge.kind, badge.round.number) for badge in made_votes.badges(3)}[A1] == ("contested", 2)
    # And what goes back to the old value has its old votes back.
    publishing.roll_back(2, based_on=3, visitor=staff, reason="It was right before.")
    assert {badge.item: (badge.kind, badge.round.number) for badge in made_votes.badges(4)}[A1] == ("validated", 1)


def test_a_release_during_the_round_keeps_votes_on_both_values_apart(
    made_rounds: Rounds, made_votes: Votes, publishing: Publishing, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, agreement with a four would be counted as agreement with a three."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)
    before = seen(made_rounds, A1)
    made_votes.cast(1, A1, before, "agree", visitor=experts[0])
    made_votes.cast(1, A1, before, "agree", visitor=experts[1])
    republish(publishing, staff, 1, ("D1,2019,4", "D1,2019,3"))
    with pytest.raises(ValueChanged, match="“A1” was changed by release 2 while you looked at it"):
        made_votes.cast(1, A1, before, "agree", visitor=experts[2])
    after = seen(made_rounds, A1, 2)
    made_votes.cast(1, A1, after, "disagree", visitor=experts[2])
    assert made_votes.mine(1, visitor=experts[0])[A1].value == before
    made_votes.cast(1, A1, after, "agree", visitor=experts[0])
    made_rounds.close(1, visitor=staff)
    (result,) = made_votes.results(1, 2, visitor=staff)
    assert [(each.value, each.tally) for each in result.judgements] == [
        (after, Tally(agree=1, disagree=1)),
        (before, Tally(agree=1)),
    ]
    assert not result.is_stale and [vote.name for vote in result.stale_votes] == ["Ben Bos"]


def test_a_removed_row_makes_its_votes_stale(
    made_rounds: Rounds, made_votes: Votes, publishing: Publishing, staff: Visitor, experts: list[Visitor]
) -> None:
    """Without it, a removed level would break the results of its round."""
    made_rounds.open("Levels", [A1, A2], last_day=LAST_DAY, visitor=staff)
    value = seen(made_rounds, A2)
    vote_all(made_votes, 1, experts, {A2: "aaa"})
    republish(publishing, staff, 1, ("A2,national,SI,D2,2019,2,A fund.\n", ""))
    with pytest.raises(ValueChanged, match="“A2” was removed by release 2"):
        made_votes.cast(1, A2, value, "agree", visitor=experts[0])
    made_rounds.close(1, visitor=staff)
    first, second = made_votes.results(1, 2, visitor=staff)
    assert not first.is_stale and first.shown is None
    assert second.is_stale and second.now is None
    assert [(badge.kind, badge.now) for badge in made_votes.badges(2)] == [("stale", None)]


# --- many at once, and the record


def test_twenty_experts_at_once_lose_no_vote(
    made_rounds: Rounds,
    open_store: Callable[[], Store],
    contract: Contract,
    access: Access,
    staff: Visitor,
    clock: Clock,
) -> None:
    """Without it, a committee that votes in a meeting would lose votes. Two servers on one store."""
    made_rounds.open("Levels", ALL, last_day=LAST_DAY, visitor=staff)
    stores = [made_rounds.store, open_store()]
    servers = [votes_in(Rounds(each, Judged(each, contract), access, clock)) for each in stores]
    people = [sign_in(access, f"Expert {number}") for number in range(20)]
    together = Barrier(20)

    def votes_of(place: int) -> None:
        server = servers[place % 2]
        together.wait()
        for item in ALL:
            server.cast(1, item, seen(made_rounds, item), "disagree" if place < 4 else "agree", visitor=people[place])
        server.cast(1, A1, seen(made_rounds, A1), "reservations", visitor=people[place])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(votes_of, range(20)))
    assert servers[0].turnout(1, visitor=staff).by_name == {f"Expert {number}": 4 for number in range(20)}
    made_rounds.close(1, visitor=staff)
    results = servers[1].results(1, 1, visitor=staff)
    assert [result.shown.tally for result in results] == [
        Tally(reservations=20), *[Tally(agree=16, disagree=4)] * 3
    ]  # fmt: skip
    found = verify(made_rounds.store)
    # The release, the round's opening and close, and 20 times five votes.
    assert found.entries == 103 and found.faults == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (sql.update(votes).values(answer="agree"), "vote 1 on A1 in round 1"),
        (sql.update(votes).values(comment="Fine."), "vote 1 on A1 in round 1"),
        (sql.delete(votes), "vote 1 on A1 in round 1"),
        (sql.update(rounds).values(threshold_pct=50), "round 1"),
        (sql.update(rounds).values(closed_at=None), "round 1"),
        (sql.update(round_items).values(key="A2"), "round 1"),
    ],
)
def test_what_was_changed_behind_the_record_is_noticed(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor], change: sql.Executable, where: str
) -> None:
    """Without it, whoever can write to the database could turn a vote or a threshold around."""
    made_rounds.open("Levels", [A1, A3] if "key" in str(change) else [A1], last_day=LAST_DAY, visitor=staff)
    if "round_items" in str(change):
        change = change.where(round_items.c.key == "A3")
    else:
        made_votes.cast(1, A1, seen(made_rounds, A1), "disagree", "No.", 2, visitor=experts[0])
    made_rounds.close(1, visitor=staff)
    assert verify(made_rounds.store).faults == ()
    with made_rounds.store.database.write() as connection:
        connection.execute(change)
    assert [fault.where for fault in verify(made_rounds.store).faults] == [where]


def test_a_vote_and_its_entry_stand_or_fall_together(
    made_rounds: Rounds, made_votes: Votes, staff: Visitor, experts: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, a server that dies in between would leave a vote without record."""
    made_rounds.open("Levels", [A1], last_day=LAST_DAY, visitor=staff)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "append", broken)
    with pytest.raises(RuntimeError):
        made_votes.cast(1, A1, seen(made_rounds, A1), "agree", visitor=experts[0])
    monkeypatch.undo()
    assert made_votes.mine(1, visitor=experts[0]) == {} and verify(made_rounds.store).faults == ()
