"""Who may do what: roles, sign-in by access code or OpenID Connect claims, and sessions that end.

What a page holds of a signed-in person is a `Visitor`. It is worth nothing by itself: at every write
`Access.permit` looks its token up among the sessions of this process and goes by what stands there.
"""

import logging
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Lock

from data.audit import Actor, recordable
from data.database.errors import StoreError
from data.people.rate_limit import Tries
from data.people.roles import Claims, Roles, identity, who
from data.people.sign_outs import SignOuts
from data.refused import Refused

logger = logging.getLogger(__name__)

ROLES = ("viewer", "expert", "staff")
# The least role for each action; to ask about any other is a mistake of the program and ends in a KeyError.
ACTIONS = {
    "review": "expert",
    "vote": "expert",
    "open a round": "staff",
    "close a round": "staff",
    "check": "staff",
    "publish": "staff",
    "roll back": "staff",
}

# A working day: long enough for a round of validation, and no session is kept for ever.
EXPERT_MINUTES = 12 * 60
NAME_LETTERS = (2, 80)
# 16 of 31 letters, none of which looks like another, are 79 bits: a billion guesses a second find none in the life of
# the sun. So a right code need not wait for what others guessed, and nobody can lock anybody out.
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_GROUPS = 4


class AccessError(Refused):
    """Somebody may not do what they asked for; the message says why and what to do."""


class NotAllowed(AccessError):
    """The role does not allow the action."""


class SessionEnded(AccessError):
    """The session is over, or this server never began it."""


class WrongCode(AccessError):
    """The access code is not right."""


class TryLater(AccessError):
    """One more wrong code within the `seconds` for which a wrong one keeps its address waiting."""

    def __init__(self, seconds: int) -> None:
        after = "1 second" if seconds == 1 else f"{seconds} seconds"
        super().__init__(
            "This access code is not right either. After wrong ones the next wrong one is only noted later, in "
            f"{after}; the right one is accepted at any time. Copy it from the terminal of the server."
        )
        self.seconds = seconds


@dataclass(frozen=True)
class Visitor:
    """A signed-in person as a page holds it, to show name and role and to hand back at each action."""

    name: str
    role: str
    identified_by: str
    token: str = field(repr=False)


VIEWER = Visitor("", "viewer", "not signed in", "")


@dataclass(frozen=True)
class _Session:
    visitor: Visitor
    begun: float
    ends: float
    person: str
    # The same in all windows that one sign-in at the provider opened; else the window's own token.
    sign_in: str
    is_at_provider: bool


class Access:
    """The sessions and access codes of one server process.

    `staff_minutes` is how long a sign-in as staff lasts; `clock` gives the time in seconds since 1970; `sign_outs`
    holds what other servers and earlier starts know, None where nobody signs in at a provider.
    """

    def __init__(
        self, staff_minutes: int, clock: Callable[[], float] = time.time, sign_outs: SignOuts | None = None
    ) -> None:
        self._sign_outs = sign_outs
        self._minutes = {"staff": staff_minutes, "expert": EXPERT_MINUTES}
        self._clock = clock
        self._codes: dict[str, str] = {}
        self._sessions: dict[str, _Session] = {}
        self._tries = Tries()
        self._lock = Lock()

    # Signing in

    def access_codes(self) -> dict[str, str]:
        """Return the access codes by role (expert, staff), made at the first call.

        Only a server without a sign-in provider calls this; until then no code is accepted.
        """
        with self._lock:
            if not self._codes:
                self._codes = {role: _new_code() for role in ("expert", "staff")}
            return dict(self._codes)

    def codes_sentence(self) -> str:
        """Return what the server prints in its terminal about the access codes."""
        codes = self.access_codes()
        return (
            "Access codes, new at each start; whoever has one may act in that role:\n"
            f"    expert  {codes['expert']}\n"
            f"    staff   {codes['staff']}"
        )

    def sign_in_with_code(self, code: str, name: str, client: str) -> Visitor:
        """Begin a session in the role whose access code `code` is, under a name that is believed as given.

        `client` tells one visitor's tries from another's, such as an address or a session's id. A right code is
        accepted whoever gave wrong ones before. Raises TextRefused for a name that cannot be recorded, WrongCode, and
        TryLater for a wrong one soon after another.
        """
        name = recordable(name, "Your name", *NAME_LETTERS)
        with self._lock:
            if not self._codes:
                raise NotAllowed(
                    "Access codes are not in use on this server. Sign in with your organisation's account."
                )
            given = code.strip().lower().encode("utf-8", "replace")
            # Both are compared whatever the first says, so that the time taken tells nothing.
            right = [role for role, each in self._codes.items() if secrets.compare_digest(given, each.encode())]
            if not right:
                wait = self._tries.wait(client, self._clock())
                if wait:
                    # Nothing is written of it: who guesses must not fill the log either.
                    raise TryLater(wait)
                self._tries.wrong(client, self._clock())
                logger.warning("A wrong access code was refused.")
                raise WrongCode(
                    "This access code is not right. Copy it from the terminal in which the dashboard was started: "
                    "the codes are new at each start."
                )
            self._tries.right(client)
            return self._begin(name, right[0], "code (self-declared)", self._clock())

    def sign_in_with_claims(self, claims: Claims, roles: Roles) -> Visitor:
        """Begin a session in the role that `roles` gives the OpenID Connect user with these claims.

        Somebody with no role is a viewer. A session of staff ends a set time after the sign-in at the provider
        (claim “iat”), not after the call, so that a remembered sign-in is not prolonged by opening the page again.
        Raises SessionEnded where that time is over, or where this sign-in was signed out, with the remedy, and
        StoreError where nobody can tell.
        """
        name, role, identified_by = who(claims, roles)
        if role == "viewer":
            return VIEWER
        signed_in_at = claims.get("iat")
        # Not a number, in the other sense too: with NaN no comparison would ever end the session.
        if isinstance(signed_in_at, bool) or not isinstance(signed_in_at, int | float) or not 0 <= signed_in_at < 1e11:
            raise NotAllowed(
                "The sign-in provider did not say when you signed in (claim “iat”), so it is unknown when your "
                "session ends. Ask whoever runs the provider to send it."
            )
        sign_in = _sign_in_hash(claims, signed_in_at)
        if self._is_signed_out(sign_in):
            raise SessionEnded("You signed out. Sign in again at your organisation to go on.")
        with self._lock:
            # A provider whose clock is ahead gives no longer session than one whose clock is right.
            begun = min(float(signed_in_at), self._clock())
            if begun + self._minutes[role] * 60 <= self._clock():
                raise self._ended(role)
            return self._begin(name, role, identified_by, begun, identity(claims), sign_in)

    def sign_in_at_command_line(self, name: str) -> Visitor:
        """Begin a session of staff for whoever runs a command on the server, where the store is open to them anyway."""
        with self._lock:
            name = recordable(name, "--author", *NAME_LETTERS)
            return self._begin(name, "staff", "command line", self._clock())

    def sign_out(self, visitor: Visitor) -> None:
        """End the session of `visitor`, and those of all windows that the same sign-in at the provider opened.

        What the browser keeps of that sign-in opens no other, on no server of the store. Where the store cannot be
        written, the log says so, and what a browser keeps is good until the session would have ended.
        """
        with self._lock:
            ended = self._session(visitor)
            if ended:
                self._sessions = {
                    token: each for token, each in self._sessions.items() if each.sign_in != ended.sign_in
                }
        if ended and ended.is_at_provider and self._sign_outs:
            # As long as it could open a session in any role.
            ends = ended.begun + max(self._minutes.values()) * 60
            try:
                self._sign_outs.add(ended.sign_in, ends, self._clock())
            except StoreError as error:
                logger.warning("A sign-out at the provider could not be kept: %s", error)

    # Asking

    def role(self, visitor: object) -> str:
        """Return the role in which `visitor` may act now: viewer where there is no session or it has ended."""
        session = self._session(visitor)
        return session.visitor.role if session and session.ends > self._clock() else "viewer"

    def may(self, visitor: object, action: str) -> bool:
        """Tell whether `visitor` may do `action` now, for menus and pages; the write asks `permit` itself."""
        return _allows(self.role(visitor), action)

    def minutes_left(self, visitor: object) -> int:
        """Return how many whole minutes the session of `visitor` lasts; 0 without one."""
        session = self._session(visitor)
        return max(0, int((session.ends - self._clock()) // 60)) if session else 0

    def permit(self, visitor: object, action: str) -> Actor:
        """Return who `visitor` is, for the audit log; raise SessionEnded or NotAllowed where they may not `action`."""
        session = self._session(visitor)
        if session and session.is_at_provider and self._is_signed_out(session.sign_in):
            session = None
        if session is None:
            if visitor is None or visitor == VIEWER:
                raise NotAllowed(f"{_needs(action)} You are not signed in: sign in first.")
            raise SessionEnded(
                "You are no longer signed in: this server does not know the session, for example because you signed "
                "out in another window, or because it was restarted. Sign in again."
            )
        if session.ends <= self._clock():
            raise self._ended(session.visitor.role)
        known = session.visitor
        if not _allows(known.role, action):
            raise NotAllowed(f"{_needs(action)} You are signed in as {known.role}.")
        return Actor(known.name, known.role, known.identified_by)

    def person(self, visitor: object) -> str:
        """Return a hash that tells the person `visitor` from all others, at every sign-in the same; "" without session.

        What it is made from may be long and is nobody's business. A self-declared name is believed here too: who gives
        the same name with the same kind of sign-in is the same.
        """
        session = self._session(visitor)
        return session.person if session else ""

    def _is_signed_out(self, sign_in: str) -> bool:
        return self._sign_outs is not None and self._sign_outs.holds(sign_in)

    def _session(self, visitor: object) -> _Session | None:
        # Anything but what was handed out, unchanged, is as good as nothing.
        if type(visitor) is not Visitor or not isinstance(visitor.token, str):
            return None
        session = self._sessions.get(visitor.token)
        return session if session and session.visitor == visitor else None

    def _begin(
        self, name: str, role: str, identified_by: str, begun: float, identified: str = "", sign_in: str = ""
    ) -> Visitor:
        now = self._clock()
        # Those that ended a while ago go; until then their holders are told why they may not act.
        self._sessions = {token: each for token, each in self._sessions.items() if each.ends > now - 86_400}
        visitor = Visitor(name, role, identified_by, secrets.token_urlsafe(32))
        # A copy, because a page could change the one it is given.
        self._sessions[visitor.token] = _Session(
            replace(visitor),
            begun,
            begun + self._minutes[role] * 60,
            _person_hash(identified or _self_declared(name)),
            sign_in or visitor.token,
            bool(sign_in),
        )
        return visitor

    def _ended(self, role: str) -> SessionEnded:
        minutes = "1 minute" if self._minutes[role] == 1 else f"{self._minutes[role]} minutes"
        return SessionEnded(f"Your session as {role} ended {minutes} after you signed in. Sign in again.")


def _new_code() -> str:
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(CODE_GROUPS))


def _self_declared(name: str) -> str:
    # “ANA novak” is nobody but Ana Novak.
    return f"name:{unicodedata.normalize('NFKC', name).casefold()}"


def _sign_in_hash(claims: Claims, signed_in_at: float) -> str:
    # Without an identity, all that the provider said tells this sign-in from others.
    who_signed_in = identity(claims) or repr(sorted(claims.items()))
    return sha256(f"{signed_in_at!r}:{who_signed_in}".encode("utf-8", "surrogatepass")).hexdigest()


def _person_hash(identified: str) -> str:
    # Votes and marks are stored under it: another hash would take everybody's from them.
    return sha256(identified.encode("utf-8", "surrogatepass")).hexdigest()


def _allows(role: str, action: str) -> bool:
    return ROLES.index(role) >= ROLES.index(ACTIONS[action])


def _needs(action: str) -> str:
    return f"Only {'experts and staff' if ACTIONS[action] == 'expert' else 'staff'} may {action}."
