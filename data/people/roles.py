"""Gives an OpenID Connect user a role, by e-mail address or by claim, as the section [roles] of secrets.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.audit import TextRefused, recordable
from data.settings import SettingError

Claims = Mapping[str, object]

_FORM = "one of staff, expert, claim, staff_values and expert_values"


@dataclass(frozen=True)
class Roles:
    """E-mail addresses by role, and the values by role of one claim. Addresses are in small letters."""

    emails: Mapping[str, frozenset[str]]
    claim: str
    values: Mapping[str, frozenset[str]]


def read_roles(section: Mapping[str, object]) -> Roles:
    """Read the section [roles] of secrets.toml.

    For example {"staff": ["ana@example.org"], "expert": [], "claim": "groups", "staff_values": ["inno-staff"]}.

    Everything may be left out. Raises SettingError, with a sentence, where it cannot be used: a typing
    mistake there must not let anybody in, nor keep somebody out without a word.
    """
    for name in section:
        if name not in ("staff", "expert", "claim", "staff_values", "expert_values"):
            raise _error(f"found “{name}”", _FORM, "Correct the name or remove the line.")
    claim = section.get("claim", "")
    if not isinstance(claim, str):
        raise _error("“claim” is no text", "the name of one claim", 'Write it as claim = "groups".')
    values = {role: _texts(section, f"{role}_values") for role in ("staff", "expert")}
    if any(values.values()) and not claim:
        raise _error("there are values but no claim", "the name of the claim", 'Add it, such as claim = "groups".')
    emails = {role: _texts(section, role) for role in ("staff", "expert")}
    for address in (*emails["staff"], *emails["expert"]):
        if "@" not in address:
            raise _error(f"found “{address}”", "e-mail addresses", "Correct the address.")
        # Asked before letters become small: the Kelvin sign in small letters is a k, and the address another's.
        if not address.isascii():
            raise _error(f"found “{address}”", "addresses in the letters a to z", "Give the role by a claim instead.")
    emails = {role: frozenset(map(_folded, addresses)) for role, addresses in emails.items()}
    return Roles(emails, claim, values)


def who(claims: Claims, roles: Roles) -> tuple[str, str, str]:
    """Return the name, the role and how the user with `claims` is identified; the highest role that applies.

    An address counts only where the provider says that it has verified it.
    """
    email = _verified_email(claims)
    given = claims.get(roles.claim) if roles.claim else None
    given = {given} if isinstance(given, str) else {each for each in _list(given) if isinstance(each, str)}
    name = _name(claims, email)
    for role in ("staff", "expert"):
        if email and email in roles.emails[role]:
            return name, role, "OpenID Connect e-mail"
        if given & roles.values[role]:
            return name, role, "OpenID Connect claim"
    return name, "viewer", "OpenID Connect"


def identity(claims: Claims) -> str:
    """Return what tells the user with `claims` from all others: subject, else verified e-mail; "" for neither."""
    subject, email = claims.get("sub"), _verified_email(claims)
    if isinstance(subject, str) and subject:
        return f"subject:{claims.get('iss', '')}:{subject}"
    return f"email:{email}" if email else ""


def _verified_email(claims: Claims) -> str:
    """Return the user's address in small letters; "" without one that the provider has verified, in plain letters."""
    email = claims.get("email")
    # Nothing but True itself: “yes”, "false" and 1 are somebody's guess.
    if claims.get("email_verified") is not True or not isinstance(email, str) or not email.isascii():
        return ""
    return _folded(email)


def _name(claims: Claims, email: str) -> str:
    """Return the name for the record: what people call them, and what identifies them in parentheses."""
    found = []
    for text in (claims.get("name"), email or claims.get("sub")):
        if isinstance(text, str):
            try:
                found.append(recordable(text[:90], "Name", 1, 90))
            except TextRefused:
                continue
    return f"{found[0]} ({found[1]})" if len(found) > 1 else "".join(found) or "unnamed"


def _texts(section: Mapping[str, object], name: str) -> frozenset[str]:
    found = section.get(name, [])
    texts = [each for each in _list(found) if isinstance(each, str) and each.strip()]
    if not isinstance(found, list | tuple) or len(texts) < len(found):
        raise _error(f"“{name}” is no list of texts", "texts in brackets", f'Write it as {name} = ["one", "two"].')
    return frozenset(texts)


def _list(found: object) -> list[object]:
    return list(found) if isinstance(found, list | tuple) else []


def _folded(address: str) -> str:
    return address.strip().lower()


def _error(found: str, expected: str, remedy: str) -> SettingError:
    return SettingError(f"Section [roles] of secrets.toml: {found}, expected {expected}. {remedy}")
