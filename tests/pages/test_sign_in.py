"""Opens screens by direct link in every role, with forged and ended sessions, and signs in and out."""

from types import SimpleNamespace

import pytest

from data import live
from data.people.access import Access, Visitor
from pages.parts import provider, sign_in
from pages.parts.site_map import SCREENS
from tests.pages.conftest import opened, words

RANK = {"viewer": 0, "expert": 1, "staff": 2}
PROTECTED = [screen for screen in SCREENS if screen.role != "viewer"]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Give a server of its own each test, whose time can be put forward."""
    now = SimpleNamespace(seconds=1_700_000_000.0)
    access = Access(60, clock=lambda: now.seconds)
    access.access_codes()
    monkeypatch.setattr(live, "_access", lambda: access)
    # The driver's address is another at each question.
    monkeypatch.setattr(sign_in, "_client", lambda: "the test")
    return now


def signed_in(role: str) -> Visitor | None:
    if role == "viewer":
        return None
    return live.access().sign_in_with_code(live.access().access_codes()[role], "Ana Kos", "test")


def opened_as(visitor: Visitor | None, path: str, **query: str):
    return opened(path, visitor, **query)


def try_code(app, code: str, name: str = "Ana Kos"):
    app.text_input(key="sign-in-name").set_value(name)
    app.text_input(key="sign-in-code").set_value(code)
    return next(button for button in app.button if button.label == "Sign in").click().run()


def is_refused(app) -> bool:
    return any("This screen is for" in text for text in words(app).splitlines()) and bool(app.text_input)


@pytest.mark.parametrize("role", RANK)
@pytest.mark.parametrize("screen", PROTECTED, ids=lambda screen: screen.path)
def test_each_protected_screen_opens_by_direct_link_for_its_role_and_above_only(screen, role):
    """A staff screen that a link opens for everybody would make the menu the only lock."""
    app = opened_as(signed_in(role), screen.path)
    assert not app.exception
    assert is_refused(app) == (RANK[role] < RANK[screen.role])


@pytest.mark.parametrize(
    "forged",
    [
        Visitor("Ana Kos", "staff", "code (self-declared)", "guessed"),
        Visitor("Ana Kos", "staff", "code (self-declared)", ""),
        {"role": "staff"},
        "staff",
        SimpleNamespace(name="Ana", role="staff", identified_by="", token="x"),
    ],
    ids=["token", "no token", "mapping", "text", "look-alike"],
)
@pytest.mark.parametrize("screen", PROTECTED, ids=lambda screen: screen.path)
def test_a_forged_session_opens_nothing(screen, forged):
    """Whoever gets something into a session's memory must not become staff by it."""
    app = opened_as(forged, screen.path)
    assert not app.exception
    assert is_refused(app)


def test_an_expert_who_calls_themselves_staff_is_an_expert_no_more():
    """The role counts as it was given, not as it is claimed."""
    expert = signed_in("expert")
    forged = Visitor(expert.name, "staff", expert.identified_by, expert.token)
    assert is_refused(opened_as(forged, "upload"))


@pytest.mark.parametrize(("role", "sees"), [("viewer", set()), ("expert", {"expert"}), ("staff", {"expert", "staff"})])
def test_the_menu_holds_what_the_role_allows(monkeypatch, role, sees):
    """A menu with closed doors in it is a nuisance; one without the open ones hides the work."""
    import streamlit as st

    made = {}
    make = st.Page

    def note(script, **given):
        made[given["url_path"]] = given["visibility"]
        return make(script, **given)

    monkeypatch.setattr(st, "Page", note)
    opened_as(signed_in(role), "")
    assert made == {
        screen.path: "visible" if screen.role == "viewer" or screen.role in sees else "hidden" for screen in SCREENS
    }


def test_signing_in_leads_on_to_what_the_link_asked_for():
    """Who follows a link from a mail and has to look for the screen again after signing in gives up."""
    app = opened_as(None, "upload", release="1")
    assert is_refused(app)
    try_code(app, live.access().access_codes()["staff"])
    assert not app.exception
    assert not is_refused(app)
    assert "This link shows" not in words(app)
    assert list(app.query_params["release"]) == ["1"]
    assert "Signed in as Ana Kos, staff, for 60 minutes more." in words(app)


def test_a_wrong_code_is_said_and_the_right_one_is_accepted_at_once():
    """Who mistyped once must not wait, nor whoever others keep guessing beside."""
    app = opened_as(None, "upload")
    try_code(app, "abcd-abcd-abcd-abcd")
    assert "This access code is not right." in words(app)
    assert app.text_input(key="sign-in-name").value == "Ana Kos"
    try_code(app, "abcd-abcd-abcd-abcd")
    assert "This access code is not right either." in words(app)
    assert is_refused(app)
    try_code(app, live.access().access_codes()["staff"])
    assert not is_refused(app)


@pytest.mark.parametrize(("name", "sentence"), [("", "Your name"), ("A", "Your name"), ("   ", "Your name")])
def test_a_name_that_cannot_be_recorded_is_said(name, sentence):
    """A history of nameless changes answers nobody."""
    app = opened_as(None, "upload")
    try_code(app, live.access().access_codes()["staff"], name)
    assert not app.exception
    assert is_refused(app)
    assert sentence in words(app)


def test_an_expert_on_a_staff_screen_can_sign_in_as_staff():
    """Someone with both codes should not have to guess that they must sign out first."""
    app = opened_as(signed_in("expert"), "upload")
    assert "You are signed in as expert." in words(app)
    try_code(app, live.access().access_codes()["staff"])
    assert not is_refused(app)


def test_a_session_of_staff_ends_and_says_so(clock):
    """A forgotten browser must not stay a way in."""
    app = opened_as(signed_in("staff"), "upload")
    assert not is_refused(app)
    clock.seconds += 3_601
    app.run()
    assert is_refused(app)
    assert "Your session as staff ended 60 minutes after you signed in. Sign in again." in words(app)
    try_code(app, live.access().access_codes()["staff"])
    assert not is_refused(app)
    assert "ended" not in words(app)


def test_an_end_that_is_noticed_in_time_takes_nothing_typed_with_it(clock):
    """Half an hour's reading and typing must not go because the clock ran out meanwhile."""
    app = opened_as(signed_in("staff"), "upload")
    clock.seconds += 3_601
    # The driver runs whole screens; what the open page asks by itself is called in it.
    from streamlit.testing.v1 import AppTest

    def ended() -> None:
        import streamlit as st

        from pages.parts import sign_in

        st.text_area("Reason", key="reason")
        sign_in._who()

    page = AppTest.from_function(ended)
    page.session_state["visitor"] = app.session_state["visitor"]
    page.run()
    assert any("Your session has ended. Sign in again here" in each.value for each in page.markdown)
    page.text_area(key="reason").set_value("Three clusters answered").run()
    try_code(page, live.access().access_codes()["staff"])
    assert page.text_area(key="reason").value == "Three clusters answered"
    assert any("Signed in as Ana Kos, staff" in each.value for each in page.markdown)


def test_signing_out_closes_the_screen_again():
    """On a shared computer the next person must not be staff."""
    visitor = signed_in("staff")
    app = opened_as(visitor, "upload")
    app.button(key="sign-out").click().run()
    assert is_refused(app)
    assert live.access().role(visitor) == "viewer"


def test_every_screen_has_a_small_way_in(open_screen):
    """A member of staff starts where they are."""
    assert [button.label for button in open_screen().button if button.key == "sign-in-foot"] == ["Sign in"]


def test_access_codes_are_printed_once(capfd):
    """The terminal is the only place the codes are told; twice would look like two pairs."""
    from pages.door import start

    start._print_codes.cache_clear()
    opened()
    opened()
    printed = capfd.readouterr().err
    assert printed.count("Access codes, new at each start") == 1
    assert live.access().access_codes()["staff"] in printed


# With a provider


@pytest.fixture
def secrets(tmp_path):
    """Give a function that writes secrets.toml and makes Streamlit read it."""
    import streamlit as st
    from streamlit import config

    before = config.get_option("secrets.files")
    path = tmp_path / "secrets.toml"

    def write(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        config.set_option("secrets.files", [str(path)])
        st.secrets._reset()
        provider.roles.cache_clear()

    yield write
    config.set_option("secrets.files", before)
    st.secrets._reset()
    provider.roles.cache_clear()


PROVIDER = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "a-secret-for-the-tests-of-this-program"
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


def test_with_a_provider_there_are_no_codes(secrets, capfd):
    """Codes beside a provider would be a second door that nobody watches."""
    from pages.door import start

    start._print_codes.cache_clear()
    secrets(PROVIDER + '[roles]\nstaff = ["ana@example.org"]\n')
    app = opened_as(None, "upload")
    assert not app.exception
    assert not app.text_input
    assert "Sign in with your organisation’s account" in [button.label for button in app.button]
    assert "Access codes" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (PROVIDER + '[roles]\nstuff = ["ana@example.org"]\n', "Section [roles] of secrets.toml: found “stuff”"),
        ("[auth\n", "The file secrets.toml cannot be read"),
    ],
)
def test_a_mistake_in_the_secrets_stops_the_start_with_a_sentence(secrets, text, sentence):
    """A typing mistake must not open the way by access codes, nor lock staff out without a word."""
    secrets(text)
    app = opened()
    assert app.title[0].value == "The dashboard cannot start"
    assert sentence in app.code[0].value
