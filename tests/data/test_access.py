"""Nobody acts in a role they don't have, whatever their page says, and nobody guesses their way in."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.audit import Actor, TextRefused
from data.database.connection import Database
from data.database.errors import StoreError
from data.people.access import (
    CODE_LETTERS,
    VIEWER,
    Access,
    AccessError,
    NotAllowed,
    SessionEnded,
    TryLater,
    Visitor,
    WrongCode,
)
from data.people.rate_limit import client_at
from data.people.roles import read_roles
from data.people.sign_outs import SignOuts
from data.releases.store import Store
from data.settings import ROOT, SettingError

ROLES = read_roles(
    {
        "staff": ["Ana@example.org", "kim@example.org"],
        "expert": ["ben@example.org", "ana@example.org"],
        "claim": "groups",
        "staff_values": ["inno-staff"],
        "expert_values": ["inno-experts"],
    }
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> Access:
    made = Access(60, clock)
    made.access_codes()
    return made


def sign_in(access: Access, role: str, name: str = "Ana Novak") -> Visitor:
    return access.sign_in_with_code(access.access_codes()[role], name, "10.0.0.1")


# Access codes


def test_codes_are_new_at_each_start() -> None:
    """Without it, a code written on a note would open the dashboard for ever."""
    first, second = Access(60).access_codes(), Access(60).access_codes()
    assert set(first) == {"expert", "staff"}
    assert len({*first.values(), *second.values()}) == 4
    for code in first.values():
        assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", code)


def test_the_terminal_is_told_both_codes(access: Access) -> None:
    """Without it, nobody could sign in to a server without a provider."""
    sentence = access.codes_sentence()
    assert access.access_codes()["expert"] in sentence and access.access_codes()["staff"] in sentence
    assert access.access_codes() == access.access_codes()


def test_no_code_opens_a_server_with_a_provider(clock: Clock) -> None:
    """Without it, a server with real accounts would have a second door."""
    without_codes = Access(60, clock)
    for code in ("", "anything"):
        with pytest.raises(NotAllowed, match="Access codes are not in use on this server"):
            without_codes.sign_in_with_code(code, "Ana Novak", "10.0.0.1")


@pytest.mark.parametrize("role", ["expert", "staff"])
def test_a_code_gives_its_role_and_a_self_declared_name(access: Access, role: str) -> None:
    """Without it, the audit log would say of a name that it is known where it is only given."""
    code = f"  {access.access_codes()[role].upper()}\n"
    visitor = access.sign_in_with_code(code, " Ana \u200b Novak ", "10.0.0.1")
    assert (visitor.name, visitor.role, visitor.identified_by) == ("Ana Novak", role, "code (self-declared)")
    assert access.role(visitor) == role
    assert access.permit(visitor, "review") == Actor("Ana Novak", role, "code (self-declared)")


@pytest.mark.parametrize("name", ["", " ", "A", "\u200b\u200b", "x" * 81])
def test_a_code_needs_a_name(access: Access, name: str) -> None:
    """Without it, the audit log would hold publications of nobody."""
    with pytest.raises(TextRefused, match="^Your name: found"):
        access.sign_in_with_code(access.access_codes()["staff"], name, "10.0.0.1")


def test_the_codes_themselves_are_not_shown_by_a_visitor(access: Access) -> None:
    """Without it, a page that prints its state would give its session away."""
    visitor = sign_in(access, "staff")
    assert visitor.token not in repr(visitor) and len(visitor.token) >= 43


# Wrong codes


def wrong(access: Access, client: str = "10.0.0.9") -> AccessError:
    with pytest.raises(AccessError) as error:
        access.sign_in_with_code("wrong", "Eve Adams", client)
    return error.value


def test_each_wrong_code_makes_the_next_wait_longer(access: Access, clock: Clock) -> None:
    """Without it, a program that guesses would fill the log with a line for each of thousands of codes a minute."""
    waits = []
    for _ in range(12):
        assert isinstance(wrong(access), WrongCode)
        refused = wrong(access)
        assert isinstance(refused, TryLater)
        waits.append(refused.seconds)
        clock.now += refused.seconds
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    clock.now -= 1
    assert str(wrong(access)) == (
        "This access code is not right either. After wrong ones the next wrong one is only noted later, in 1 second; "
        "the right one is accepted at any time. Copy it from the terminal of the server."
    )


def test_a_right_code_is_accepted_at_once_whoever_guessed_before(access: Access, clock: Clock) -> None:
    """Without it, one wrong code a second from changing sessions would keep all staff out for ever."""
    for number in range(100):
        wrong(access, f"10.0.1.{number}")
        wrong(access, "10.0.0.1")
    assert sign_in(access, "staff").role == "staff"


def test_codes_cannot_be_guessed_without_delays(access: Access) -> None:
    """Without it, a right guess that need not wait would come true."""
    code = access.access_codes()["staff"].replace("-", "")
    assert len(code) == 16 and len(set(CODE_LETTERS)) == 31
    assert len(CODE_LETTERS) ** len(code) > 2**79


def test_a_right_code_and_time_forgive(access: Access, clock: Clock) -> None:
    """Without it, somebody who mistyped in the morning would wait in the afternoon."""
    for _ in range(3):
        wrong(access)
        clock.now += 10
    access.sign_in_with_code(access.access_codes()["expert"], "Ben Bos", "10.0.0.9")
    wrong(access)
    assert wrong(access).seconds == 1
    for _ in range(4):
        clock.now += 100
        wrong(access)
    clock.now += 1_000
    assert isinstance(wrong(access), WrongCode)
    assert wrong(access).seconds == 1


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64"),
        ("no address", "no address"),
    ],
)
def test_one_customer_is_one_client(address: str, client: str) -> None:
    """Without it, whoever has IPv6 would be another client with each guess."""
    assert client_at(address) == client


def test_guesses_from_many_addresses_are_slowed_together(access: Access, clock: Clock) -> None:
    """Without it, a new session for each guess would get a line in the log for each."""
    for number in range(60):
        assert isinstance(wrong(access, f"10.0.1.{number}"), WrongCode)
        clock.now += 0.5
    refused = wrong(access, "10.0.2.1")
    assert isinstance(refused, TryLater) and refused.seconds == 30
    clock.now += 30
    assert isinstance(wrong(access, "10.0.2.1"), WrongCode)


def test_refusing_waits_for_nothing(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, wrong codes would hold the threads that other visitors need."""
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("A refusal waited."))
    for number in range(1_000):
        wrong(access, f"10.{number % 5}.0.1")


def test_what_is_remembered_of_wrong_codes_is_bounded(access: Access, clock: Clock) -> None:
    """Without it, a program that tries codes could fill the server's memory."""
    for number in range(5_000):
        wrong(access, f"client {number}")
        clock.now += 2
    assert len(access._tries._wrong) <= 900 / 2 + 1


@given(some.text(), some.text())
def test_no_text_is_a_code_by_chance(code: str, client: str) -> None:
    """Without it, letters that the codes don't have could end in a traceback or in a session."""
    made = Access(60)
    made.access_codes()
    with pytest.raises((WrongCode, TryLater)):
        made.sign_in_with_code(code, "Eve Adams", client)


# Roles and actions


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", set()),
        ("expert", {"review"}),
        ("staff", {"review", "check", "publish", "roll back"}),
    ],
)
def test_each_role_may_do_what_it_may_and_nothing_else(access: Access, role: str, allowed: set[str]) -> None:
    """Without it, an expert could publish, or a viewer vote."""
    visitor = VIEWER if role == "viewer" else sign_in(access, role)
    for action in ("review", "check", "publish", "roll back"):
        assert access.may(visitor, action) == (action in allowed)
        if action in allowed:
            assert access.permit(visitor, action).role == role
        else:
            with pytest.raises(NotAllowed, match="^Only .* may") as error:
                access.permit(visitor, action)
            assert str(error.value).endswith("sign in first." if role == "viewer" else f"signed in as {role}.")


def test_an_unknown_action_is_nobodys(access: Access) -> None:
    """Without it, a typing mistake in the program would let everybody act."""
    with pytest.raises(KeyError):
        access.permit(sign_in(access, "staff"), "pubilsh")


def forgeries(access: Access) -> dict[str, object]:
    expert = sign_in(access, "expert", "Ben Bos")
    changed = sign_in(access, "expert", "Ben Bos")
    object.__setattr__(changed, "role", "staff")
    renamed = sign_in(access, "staff")
    object.__setattr__(renamed, "name", "Somebody Else")
    other_server = Access(60)
    other_server.access_codes()

    class Pretender(Visitor):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    return {
        "nothing": None,
        "a word": "staff",
        "a number": 1,
        "an actor": Actor("Ana Novak", "staff", "code (self-declared)"),
        "a dictionary": {"name": "Ana Novak", "role": "staff", "token": expert.token},
        "made by hand": Visitor("Ana Novak", "staff", "code (self-declared)", "secret"),
        "without token": Visitor("Ana Novak", "staff", "code (self-declared)", ""),
        "a token that is none": Visitor("Ana Novak", "staff", "code (self-declared)", None),
        "a list for a token": Visitor("Ana Novak", "staff", "code (self-declared)", []),
        "another role": replace(expert, role="staff"),
        "its own role changed": changed,
        "its own name changed": renamed,
        "another class": Pretender("Ana Novak", "staff", "code (self-declared)", expert.token),
        "of another server": sign_in(other_server, "staff"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "nothing",
        "a word",
        "a number",
        "an actor",
        "a dictionary",
        "made by hand",
        "without token",
        "a token that is none",
        "a list for a token",
        "another role",
        "its own role changed",
        "its own name changed",
        "another class",
        "of another server",
    ],
)
def test_a_forged_session_is_refused(access: Access, kind: str) -> None:
    """Without it, a page tricked into putting words into its session would publish."""
    forged = forgeries(access)[kind]
    assert access.role(forged) == "viewer"
    assert not access.may(forged, "publish")
    with pytest.raises((NotAllowed, SessionEnded)):
        access.permit(forged, "publish")


def test_pages_only_act_through_what_asks_for_the_role() -> None:
    """Without it, a page could write past the check, or name itself staff."""
    past = re.compile(r"\b(add_release|sign_in_at_command_line|Actor|_begin|_sessions|audit\.append)\b")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "dashboard.py", *Path(ROOT / "pages").rglob("*.py"))
        for match in past.finditer(path.read_text(encoding="utf-8"))
    ]
    # The rehearsal fills a store of its own, which is gone with its process.
    assert [each for each in found if each != "pages/door/rehearsal.py: add_release"] == []


# Sessions end


def test_a_session_of_staff_ends_after_the_set_time(access: Access, clock: Clock) -> None:
    """Without it, a computer left open in a meeting room could publish all week."""
    visitor = sign_in(access, "staff")
    clock.now += 59 * 60
    assert access.minutes_left(visitor) == 1
    assert access.permit(visitor, "publish").name == "Ana Novak"
    clock.now += 60
    assert (access.role(visitor), access.minutes_left(visitor)) == ("viewer", 0)
    with pytest.raises(SessionEnded) as error:
        access.permit(visitor, "publish")
    assert str(error.value) == "Your session as staff ended 60 minutes after you signed in. Sign in again."


def test_a_session_of_an_expert_lasts_a_working_day(access: Access, clock: Clock) -> None:
    """Without it, an expert would be signed out in the middle of a validation."""
    visitor = sign_in(access, "expert")
    clock.now += 11 * 3600
    assert access.may(visitor, "review")
    clock.now += 3600
    assert not access.may(visitor, "review")


def test_a_person_is_the_same_in_every_version_of_the_program(access: Access, clock: Clock) -> None:
    """Without it, an update would take everybody's votes and marks from them, which are stored under this hash."""
    named = "d6db21b8cdc56d9bc41ee0d6093ba1d340c8606e3b458d417be859daf956d183"  # printf 'name:ana novak' | sha256sum
    assert {access.person(sign_in(access, "expert", name)) for name in ("Ana Novak", "ANA novak")} == {named}
    claims = {"iss": "https://id.example.org", "sub": "42", "email": "ana@example.org", "iat": clock.now}
    claims["email_verified"] = True
    subject = "4a7ffa4146ee0230e431ca78097bb158d94e197df0c6fb216217512e02fe4ee5"
    assert access.person(access.sign_in_with_claims(claims, ROLES)) == subject
    # Half a letter, which JSON can hold, is somebody as well.
    assert len(access.person(access.sign_in_with_claims({**claims, "sub": "\ud800"}, ROLES))) == 64
    assert access.person(None) == ""


def test_signing_out_ends_the_session_everywhere(access: Access) -> None:
    """Without it, a second window would go on publishing after the sign-out."""
    visitor = sign_in(access, "staff")
    access.sign_out(visitor)
    access.sign_out(visitor)
    access.sign_out("nonsense")
    with pytest.raises(SessionEnded, match="You are no longer signed in"):
        access.permit(visitor, "publish")


def test_signing_out_ends_all_windows_of_one_sign_in_at_the_provider(access: Access, clock: Clock) -> None:
    """Without it, a second window of a shared computer would go on as the person who has left."""
    claims = {"sub": "1", "email": "ana@example.org", "email_verified": True, "iat": clock.now}
    first, second = access.sign_in_with_claims(claims, ROLES), access.sign_in_with_claims(claims, ROLES)
    at_home = access.sign_in_with_claims({**claims, "iat": clock.now - 60}, ROLES)
    colleague = access.sign_in_with_claims({**claims, "sub": "2"}, ROLES)
    by_code = [sign_in(access, "staff"), sign_in(access, "staff")]
    access.sign_out(first)
    access.sign_out(by_code[0])
    roles = [access.role(each) for each in (first, second, at_home, colleague, *by_code)]
    assert roles == ["viewer", "viewer", "staff", "staff", "viewer", "staff"]


@pytest.fixture
def servers(tmp_path: Path, clock: Clock) -> Iterator[tuple[Access, Access]]:
    """Two servers on one store."""
    stores = [Store(f"sqlite:///{tmp_path / 'inno.sqlite'}") for _ in range(2)]
    yield tuple(Access(60, clock, SignOuts(partial(getattr, each, "database"))) for each in stores)
    for each in stores:
        each.close()


CLAIMS = {"sub": "1", "email": "ana@example.org", "email_verified": True}


def test_a_signed_out_cookie_is_dead_on_every_server(servers: tuple[Access, Access], clock: Clock) -> None:
    """Without it, a copy of the browser's cookie would go on as the person who has signed out."""
    here, there = servers
    claims = {**CLAIMS, "iat": clock.now}
    mine, elsewhere = here.sign_in_with_claims(claims, ROLES), there.sign_in_with_claims(claims, ROLES)
    colleague = there.sign_in_with_claims({**claims, "sub": "2"}, ROLES)
    here.sign_out(mine)
    for server in servers:
        with pytest.raises(SessionEnded, match="You signed out"):
            server.sign_in_with_claims(claims, ROLES)
    with pytest.raises(SessionEnded, match="signed out in another window"):
        there.permit(elsewhere, "publish")
    assert there.permit(colleague, "publish").role == "staff"
    clock.now += 1
    assert here.sign_in_with_claims({**CLAIMS, "iat": clock.now}, ROLES).role == "staff"


def test_a_cookie_without_identity_dies_as_well(servers: tuple[Access, Access], clock: Clock) -> None:
    """Without it, whoever has a role by a claim alone could never sign out."""
    here, there = servers
    claims = {"name": "Cy", "groups": ["inno-staff"], "iat": clock.now}
    here.sign_out(here.sign_in_with_claims(claims, ROLES))
    with pytest.raises(SessionEnded):
        there.sign_in_with_claims(claims, ROLES)
    assert there.sign_in_with_claims({**claims, "name": "Di"}, ROLES).role == "staff"


def test_sign_outs_are_kept_no_longer_than_their_cookies_are_good(
    servers: tuple[Access, Access], clock: Clock, tmp_path: Path
) -> None:
    """Without it, the store would grow by a row with each sign-out for ever."""
    here, there = servers
    for hour in range(30):
        clock.now += 3600
        here.sign_out(here.sign_in_with_claims({**CLAIMS, "iat": clock.now}, ROLES))
        with pytest.raises(SessionEnded):
            there.sign_in_with_claims({**CLAIMS, "iat": clock.now}, ROLES)
        with closing(sqlite3.connect(tmp_path / "inno.sqlite")) as store:
            (kept,) = store.execute("SELECT count(*) FROM sign_outs").fetchone()
        assert kept == min(hour + 1, 13)


def test_signing_out_ends_the_session_also_where_the_store_is_gone(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it, a full disk would keep people signed in."""

    def gone() -> Database:
        raise StoreError("the disk is full")

    access = Access(60, clock)
    visitor = access.sign_in_with_claims({**CLAIMS, "iat": clock.now}, ROLES)
    access._sign_outs = SignOuts(gone)
    access.sign_out(visitor)
    assert access.role(visitor) == "viewer"
    assert "A sign-out at the provider could not be kept: the disk is full" in caplog.text


def test_old_sessions_are_forgotten(access: Access, clock: Clock) -> None:
    """Without it, a server that runs for months would keep everybody who ever signed in."""
    for _ in range(50):
        sign_in(access, "staff")
        clock.now += 86_400
    assert len(access._sessions) <= 3


def test_many_sign_in_at_once(access: Access) -> None:
    """Without it, people who sign in at the same moment could lose their sessions."""
    found: list[Visitor] = []
    threads = [Thread(target=lambda: found.append(sign_in(access, "expert"))) for _ in range(50)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert all(access.may(each, "review") for each in found) and len({each.token for each in found}) == 50


# OpenID Connect


@pytest.mark.parametrize(
    ("claims", "name", "role", "identified_by"),
    [
        (
            {"email": "ana@example.org", "email_verified": True},
            "ana@example.org",
            "staff",
            "OpenID Connect e-mail",
        ),
        (
            {"email": " ANA@Example.org", "name": "Ana Novak", "email_verified": True},
            "Ana Novak (ana@example.org)",
            "staff",
            "OpenID Connect e-mail",
        ),
        (
            {"email": "ben@example.org", "email_verified": True, "name": "Ben"},
            "Ben (ben@example.org)",
            "expert",
            "OpenID Connect e-mail",
        ),
        ({"sub": "42", "name": "Cy", "groups": ["x", "inno-staff"]}, "Cy (42)", "staff", "OpenID Connect claim"),
        ({"sub": "42", "groups": "inno-experts"}, "42", "expert", "OpenID Connect claim"),
        (
            {"email": "ben@example.org", "email_verified": True, "groups": ["inno-staff"]},
            "ben@example.org",
            "staff",
            "OpenID Connect claim",
        ),
    ],
)
def test_a_user_gets_the_role_of_address_or_claim(
    access: Access, clock: Clock, claims: dict[str, object], name: str, role: str, identified_by: str
) -> None:
    """Without it, staff with real accounts could not sign in, or others could in their name."""
    visitor = access.sign_in_with_claims({"iat": clock.now, **claims}, ROLES)
    assert (visitor.name, visitor.role, visitor.identified_by) == (name, role, identified_by)
    assert access.permit(visitor, "review") == Actor(name, role, identified_by)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "eve@example.org", "email_verified": True},
        {"email": "ana@example.org"},
        *(
            {"email": "ana@example.org", "email_verified": each}
            for each in (False, None, "false", "true", "yes", 1, [1])
        ),
        {"email": ["ana@example.org"], "email_verified": True},
        {"email": "ana@example.org.evil.test", "email_verified": True},
        {"email": "ana@example.org\n", "email_verified": 1.0},
        {"email": "kim@example.org".replace("k", "\u212a"), "email_verified": True},
        {"email": "ana@\uff45xample.org", "email_verified": True},
        {"email": "\u0430na@example.org", "email_verified": True},
        {"name": "ana@example.org", "sub": "ana@example.org"},
        {"groups": "inno-staff-2"},
        {"groups": {"inno-staff": True}},
        {"groups": [["inno-staff"]]},
        {"groups": "inno-staff,inno-experts"},
        {"roles": ["inno-staff"], "role": "staff"},
        {"groups": None, "email": None, "email_verified": None},
    ],
)
def test_anybody_else_is_a_viewer(access: Access, clock: Clock, claims: dict[str, object]) -> None:
    """Without it, anybody with an account at the provider could act."""
    visitor = access.sign_in_with_claims({"iat": clock.now, **claims}, ROLES)
    assert visitor == VIEWER
    assert access.role(visitor) == "viewer"


def test_a_remembered_sign_in_is_not_prolonged(access: Access, clock: Clock) -> None:
    """Without it, the provider's cookie would keep a session of staff open for a month."""
    claims = {"email": "ana@example.org", "email_verified": True, "iat": clock.now}
    clock.now += 50 * 60
    visitor = access.sign_in_with_claims(claims, ROLES)
    assert access.minutes_left(visitor) == 10
    clock.now += 10 * 60
    assert not access.may(visitor, "publish")
    with pytest.raises(SessionEnded, match="ended 60 minutes after you signed in"):
        access.sign_in_with_claims(claims, ROLES)


def test_a_provider_whose_clock_is_ahead_gives_no_longer_session(access: Access, clock: Clock) -> None:
    """Without it, a wrong clock elsewhere would decide how long staff stay signed in."""
    visitor = access.sign_in_with_claims(
        {"email": "ana@example.org", "email_verified": True, "iat": clock.now + 1e9}, ROLES
    )
    assert access.minutes_left(visitor) == 60


@pytest.mark.parametrize("iat", [None, "soon", True, float("nan"), float("inf"), -1, 10**400])
def test_a_sign_in_without_time_is_refused(access: Access, iat: object) -> None:
    """Without it, a session of staff would never end."""
    with pytest.raises(NotAllowed, match="did not say when you signed in"):
        access.sign_in_with_claims({"email": "ana@example.org", "email_verified": True, "iat": iat}, ROLES)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ({"stuff": ["ana@example.org"]}, "found “stuff”, expected one of staff, expert, claim,"),
        ({"staff": "ana@example.org"}, "“staff” is no list of texts"),
        ({"staff": [1]}, "“staff” is no list of texts"),
        ({"staff": [""]}, "“staff” is no list of texts"),
        ({"staff": ["\u212aim@example.org"]}, "expected addresses in the letters a to z"),
        ({"expert": ["ana"]}, "found “ana”, expected e-mail addresses"),
        ({"claim": ["groups"]}, "“claim” is no text"),
        ({"staff_values": ["inno-staff"]}, "there are values but no claim"),
    ],
)
def test_a_mistake_in_the_roles_is_said(section: dict[str, object], said: str) -> None:
    """Without it, a slip in secrets.toml would keep staff out without a word."""
    with pytest.raises(SettingError) as error:
        read_roles(section)
    assert str(error.value).startswith("Section [roles] of secrets.toml: ")
    assert said in str(error.value)


def test_without_roles_everybody_is_a_viewer(access: Access, clock: Clock) -> None:
    """Without it, a provider set up without roles would open everything."""
    claims = {"email": "ana@example.org", "email_verified": True, "iat": clock.now, "": "x"}
    assert access.sign_in_with_claims(claims, read_roles({})) == VIEWER


# The command line


def test_the_command_line_acts_as_staff_by_name(access: Access) -> None:
    """Without it, a scripted publication would be nobody's."""
    visitor = access.sign_in_at_command_line("Ana Novak")
    assert access.permit(visitor, "publish") == Actor("Ana Novak", "staff", "command line")
