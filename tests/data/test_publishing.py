"""Publishing is done by staff, with a reason, whole, and never over somebody else's work."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import pytest

from data import worker
from data.audit import TextRefused
from data.checks.rules import check_files
from data.contract import Contract
from data.operation.verification import verify
from data.people.access import VIEWER, Access, NotAllowed, SessionEnded, Visitor
from data.releases.publishing import BrokenRelease, Publishing, UnknownRelease
from data.releases.shipped import publish_shipped
from data.releases.store import NoChange, PublishedMeanwhile, Release, Store
from data.worker import CheckFailed
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, MORE_CLUBS, MORE_TOWNS, TOWNS, TOWNS_DESCRIBED, described, ship


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    return described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)


@pytest.fixture
def access() -> Access:
    made = Access(60)
    made.access_codes()
    return made


@pytest.fixture
def publishing(store: Store, contract: Contract, access: Access) -> Publishing:
    """The actions on a store with the shipped data as release 1."""
    publish_shipped(store, contract)
    return Publishing(store, contract, access)


@pytest.fixture
def ana(access: Access) -> Visitor:
    return access.sign_in_with_code(access.access_codes()["staff"], "Ana Novak", "10.0.0.1")


@pytest.fixture
def ben(access: Access) -> Visitor:
    return access.sign_in_with_code(access.access_codes()["staff"], "Ben Bos", "10.0.0.2")


def files(towns: str = TOWNS, clubs: str = CLUBS) -> dict[str, bytes]:
    return {"towns": towns.encode(), "clubs": clubs.encode()}


def untouched(publishing: Publishing, number: int = 1) -> bool:
    """Tell whether release `number` is still the newest, alone in the log, and everything verifies."""
    store = publishing.store
    found = verify(store)
    return store.newest().number == number and found.entries == found.releases == number and found.faults == ()


# Publishing


def test_a_publication_is_a_release_with_its_entry(publishing: Publishing, ana: Visitor) -> None:
    """Without it, staff could not publish, or nobody could see who did."""
    release = publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason=" Riga \n was missing. ")
    assert (release.number, release.based_on, release.kind) == (2, 1, "upload")
    assert (release.author, release.reason) == ("Ana Novak", "Riga was missing.")
    assert publishing.store.files(2) == files(MORE_TOWNS)
    entry = publishing.store.audit_log()[-1]
    assert (entry.action, entry.subject, entry.actor_name) == ("publish", "release 2", "Ana Novak")
    assert (entry.actor_role, entry.identified_by) == ("staff", "code (self-declared)")
    assert untouched(publishing, 2)


@pytest.mark.parametrize(
    ("towns", "clubs"), [(TOWNS, CLUBS), (MORE_TOWNS, CLUBS)], ids=["as live", "published a moment ago"]
)
def test_publishing_the_same_again_writes_nothing(
    publishing: Publishing, ana: Visitor, ben: Visitor, towns: str, clubs: str
) -> None:
    """Without it, a second click, or a script run twice, would make release after release."""
    publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ben, reason="Riga was missing.")
    with pytest.raises(NoChange) as error:
        publishing.publish(files(towns, clubs), based_on=1, visitor=ana, reason="Riga was missing.")
    number = 1 if towns == TOWNS else 2
    assert str(error.value) == (f"No change: every dataset is as in release {number} already. Nothing was published.")
    assert error.value.release.number == number
    assert untouched(publishing, 2)


def test_whoever_published_meanwhile_is_named(publishing: Publishing, ana: Visitor, ben: Visitor) -> None:
    """Without it, the second of two people would undo the first one's work, or not know whom to ask."""
    first = publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ben, reason="Riga was missing.")
    with pytest.raises(PublishedMeanwhile) as error:
        publishing.publish(files(clubs=MORE_CLUBS), based_on=1, visitor=ana, reason="One more club.")
    assert error.value.newest == first
    assert error.value.based_on == 1
    assert str(error.value) == (
        f"Ben Bos published release 2 on {first.published_at:%-d %B %Y at %H:%M} UTC (“Riga was missing.”), "
        "after this was prepared on release 1. Nothing of yours was published. "
        "Compare it with release 2, then publish again."
    )
    assert untouched(publishing, 2)


def test_of_two_staff_who_publish_at_once_one_wins_and_the_other_is_told(
    open_store: Callable[[], Store], publishing: Publishing, ana: Visitor, ben: Visitor
) -> None:
    """Without it, both would believe that their file is live."""
    # Two servers on one store.
    servers = [publishing, Publishing(open_store(), publishing.contract, publishing.access)]
    based_on = 1
    for round_ in range(10):
        together = Barrier(2)

        def act(turn: int, together: Barrier = together, based_on: int = based_on, round_: int = round_) -> object:
            towns = f"{TOWNS}T{turn}{round_},{turn + 1}\n"
            together.wait()
            try:
                return servers[turn].publish(
                    files(towns), based_on=based_on, visitor=(ana, ben)[turn], reason=f"Turn {turn}."
                )
            except PublishedMeanwhile as error:
                return error

        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(act, range(2)))
        (won,) = [each for each in outcomes if isinstance(each, Release)]
        (told,) = [each for each in outcomes if isinstance(each, PublishedMeanwhile)]
        assert told.newest == won
        assert str(told).startswith(f"{won.author} published release {won.number} on ")
        based_on = won.number
    assert untouched(publishing, 11)


def test_a_broken_set_is_refused(publishing: Publishing, ana: Visitor) -> None:
    """Without it, a page that forgot to check could break every screen."""
    broken = files("town_id,inhabitants\nLJ,many\nGZ,300000\n", "club_id,town_id\nC1,LJ\nC2,XX\n")
    with pytest.raises(BrokenRelease) as error:
        publishing.publish(broken, based_on=1, visitor=ana, reason="New counts.")
    assert error.value.problems == check_files(broken, publishing.contract)
    assert [(each.file, each.line, each.column) for each in error.value.problems] == [
        ("towns.csv", 2, "inhabitants"),
        ("clubs.csv", 3, "town_id"),
    ]
    assert str(error.value).startswith("Nothing was published: 2 problems in the data. The first: towns.csv, line 2")
    assert untouched(publishing)


@pytest.mark.parametrize("given", [{}, {"towns": TOWNS.encode()}, {**files(), "wishes": b"a\n1\n"}])
def test_a_set_that_is_not_complete_is_refused(publishing: Publishing, ana: Visitor, given: dict[str, bytes]) -> None:
    """Without it, a dataset could vanish with a publication."""
    with pytest.raises(BrokenRelease):
        publishing.publish(given, based_on=1, visitor=ana, reason="New counts.")
    assert untouched(publishing)


@pytest.mark.parametrize("reason", ["", "   ", "\n", "\u200b", "ok", "x" * 501])
def test_a_reason_is_required(publishing: Publishing, ana: Visitor, reason: str) -> None:
    """Without it, nobody would know later why the numbers changed."""
    for action in (
        lambda: publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason=reason),
        lambda: publishing.roll_back(1, based_on=1, visitor=ana, reason=reason),
    ):
        with pytest.raises(TextRefused, match="^Reason: found"):
            action()
    assert untouched(publishing)


# Rolling back


def test_rolling_back_is_a_new_release(publishing: Publishing, ana: Visitor) -> None:
    """Without it, a mistake could only be mended by uploading everything again."""
    publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason="Riga was missing.")
    release = publishing.roll_back(1, based_on=2, visitor=ana, reason="Riga was not missing.")
    assert (release.number, release.based_on, release.kind) == (3, 2, "rollback")
    assert publishing.store.files(3) == publishing.store.files(1) == files()
    assert publishing.store.files(2) == files(MORE_TOWNS)
    entry = publishing.store.audit_log()[-1]
    assert (entry.action, json.loads(entry.details)["rolled_back_to"]) == ("roll back", 1)
    assert untouched(publishing, 3)


def test_rolling_back_to_what_is_live_changes_nothing(publishing: Publishing, ana: Visitor) -> None:
    """Without it, a second click would make a release of nothing."""
    with pytest.raises(NoChange):
        publishing.roll_back(1, based_on=1, visitor=ana, reason="Just to be sure.")
    assert untouched(publishing)


def test_rolling_back_over_somebody_is_refused(publishing: Publishing, ana: Visitor, ben: Visitor) -> None:
    """Without it, a roll-back decided on yesterday's history would undo today's work unseen."""
    publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason="Riga was missing.")
    publishing.publish(files(MORE_TOWNS, MORE_CLUBS), based_on=2, visitor=ben, reason="One more club.")
    with pytest.raises(PublishedMeanwhile, match="^Ben Bos published release 3 on"):
        publishing.roll_back(1, based_on=2, visitor=ana, reason="Riga was not missing.")
    assert untouched(publishing, 3)


@pytest.mark.parametrize("number", [0, -1, 2, 2**70])
def test_rolling_back_to_no_release_is_said(publishing: Publishing, ana: Visitor, number: int) -> None:
    """Without it, a mistyped number would end in a traceback."""
    with pytest.raises(UnknownRelease) as error:
        publishing.roll_back(number, based_on=1, visitor=ana, reason="Back to it.")
    assert str(error.value) == f"Release {number}: it does not exist. There are releases 1 to 1."
    assert untouched(publishing)


def test_rolling_back_keeps_a_dataset_that_came_later(publishing: Publishing, ana: Visitor, tmp_path: Path) -> None:
    """Without it, no release from before a new dataset could be brought back."""
    only_towns = described(tmp_path, TOWNS_DESCRIBED)
    store = publishing.store
    earlier = Publishing(store, only_towns, publishing.access)
    store_files = {"towns": MORE_TOWNS.encode()}
    earlier.publish(store_files, based_on=1, visitor=ana, reason="Only towns.")
    publishing.publish(files(), based_on=2, visitor=ana, reason="Clubs as well.")
    assert publishing.roll_back(2, based_on=3, visitor=ana, reason="Riga again.").number == 4
    assert store.files(4) == files(MORE_TOWNS)


MAYORS = "town_id,inhabitants,mayor\nLJ,290000,Zoran\nGZ,300000,\n"


@pytest.fixture
def with_mayors(publishing: Publishing, tmp_path: Path) -> Publishing:
    """The actions of a later version of the program, whose contract has one more column, on the same store."""
    towns = {**TOWNS_DESCRIBED, "schema": dict(TOWNS_DESCRIBED["schema"])}
    mayor = {"name": "mayor", "type": "string", "title": "Mayor", "description": "Who governs."}
    towns["schema"]["fields"] = [*towns["schema"]["fields"], mayor]
    return Publishing(publishing.store, described(tmp_path, towns, CLUBS_DESCRIBED), publishing.access)


def test_rolling_back_to_before_a_column_keeps_what_the_column_says(with_mayors: Publishing, ana: Visitor) -> None:
    """Without it, an update that brings a column would end every way back to before it."""
    with_mayors.publish(files(MAYORS), based_on=1, visitor=ana, reason="Who governs.")
    more = MAYORS.replace("290000", "300000") + "RI,600000,Viktors\n"
    with_mayors.publish(files(more), based_on=2, visitor=ana, reason="Riga as well.")
    assert with_mayors.roll_back(1, based_on=3, visitor=ana, reason="Without Riga.").number == 4
    assert with_mayors.store.files(4) == files(MAYORS)


def test_a_dataset_from_before_a_column_keeps_no_other_from_being_published(
    with_mayors: Publishing, ana: Visitor
) -> None:
    """Without it, nothing could be published after an update until somebody uploads that dataset anew."""
    with_mayors.publish(files(clubs=MORE_CLUBS), based_on=1, visitor=ana, reason="One club more.")
    assert with_mayors.store.files(2) == files("town_id,inhabitants,mayor\nLJ,290000,\nGZ,300000,\n", MORE_CLUBS)
    with pytest.raises(BrokenRelease, match="the column .mayor. .*missing"):
        with_mayors.publish(files(MORE_TOWNS), based_on=2, visitor=ana, reason="Riga as well.")


# Who may


@pytest.mark.parametrize(
    ("role", "allowed"), [("nobody", False), ("viewer", False), ("expert", False), ("staff", True)]
)
@pytest.mark.parametrize("action", ["publish", "roll back"])
def test_only_staff_make_releases(publishing: Publishing, role: str, allowed: bool, action: str) -> None:
    """Without it, the menu alone would keep others from publishing."""
    access = publishing.access
    setter = access.sign_in_at_command_line("Ana Novak")
    publishing.publish(files(MORE_TOWNS), based_on=1, visitor=setter, reason="Riga was missing.")
    visitor = {"nobody": None, "viewer": VIEWER}.get(role)
    if role in ("expert", "staff"):
        visitor = access.sign_in_with_code(access.access_codes()[role], "Cy Young", "10.0.0.3")

    def act() -> Release:
        if action == "publish":
            return publishing.publish(files(clubs=MORE_CLUBS), based_on=2, visitor=visitor, reason="One more club.")
        return publishing.roll_back(1, based_on=2, visitor=visitor, reason="Riga was not missing.")

    if allowed:
        assert act().author == "Cy Young"
        assert untouched(publishing, 3)
    else:
        with pytest.raises(NotAllowed, match=f"^Only staff may {action}."):
            act()
        assert untouched(publishing, 2)


@pytest.mark.parametrize(
    "forged",
    [
        "staff",
        {"name": "Ana Novak", "role": "staff"},
        Visitor("Ana Novak", "staff", "code (self-declared)", "made up"),
    ],
)
def test_a_forged_session_makes_no_release(publishing: Publishing, forged: object) -> None:
    """Without it, words put into a page's session would publish."""
    for action in (
        lambda: publishing.publish(files(MORE_TOWNS), based_on=1, visitor=forged, reason="New counts."),
        lambda: publishing.roll_back(1, based_on=1, visitor=forged, reason="Back to it."),
    ):
        with pytest.raises(SessionEnded):
            action()
    assert untouched(publishing)


def test_an_expert_who_calls_themselves_staff_makes_no_release(publishing: Publishing, access: Access) -> None:
    """Without it, a page that changes what it was given would raise its own role."""
    expert = access.sign_in_with_code(access.access_codes()["expert"], "Cy Young", "10.0.0.3")
    object.__setattr__(expert, "role", "staff")
    with pytest.raises(SessionEnded):
        publishing.publish(files(MORE_TOWNS), based_on=1, visitor=expert, reason="New counts.")
    assert untouched(publishing)


def test_a_session_that_ends_during_the_check_publishes_nothing(
    publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, the time limit would not hold for whoever starts in time."""
    now = [1_790_000_000.0]
    access = Access(60, lambda: now[0])
    ana = access.sign_in_at_command_line("Ana Novak")

    def slow_check(given: dict[str, bytes], contract: Contract) -> list[object]:
        now[0] += 3600
        return []

    monkeypatch.setattr("data.releases.publishing.check_files", slow_check)
    with pytest.raises(SessionEnded):
        Publishing(publishing.store, publishing.contract, access).publish(
            files(MORE_TOWNS), based_on=1, visitor=ana, reason="Riga was missing."
        )
    assert untouched(publishing)


def test_a_large_set_is_checked_apart_with_the_same_result(
    publishing: Publishing, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, everybody would wait while a hundred thousand rows are published."""
    monkeypatch.setattr(worker, "LARGE", 1)
    wrong = files(towns=TOWNS.replace("290000", "many"))
    with pytest.raises(BrokenRelease) as error:
        publishing.publish(wrong, based_on=1, visitor=ana, reason="A town without a number.")
    assert error.value.problems == check_files(wrong, publishing.contract) != []
    assert publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason="One more town.").number == 2


def test_a_check_that_gives_no_result_publishes_nothing(
    publishing: Publishing, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, a server short of memory would publish what nobody checked."""
    monkeypatch.setattr(worker, "LARGE", 1)
    monkeypatch.setattr(worker, "sys", SimpleNamespace(executable="/bin/false"))
    with pytest.raises(CheckFailed, match="Nothing was stored"):
        publishing.publish(files(MORE_TOWNS), based_on=1, visitor=ana, reason="One more town.")
    assert untouched(publishing)
