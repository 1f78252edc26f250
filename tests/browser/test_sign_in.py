"""Signs in and out in a real browser: at an OpenID Connect provider on loopback, and with access codes."""

import json
import re
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, running

pytestmark = pytest.mark.browser

USERS = (
    {"sub": "ana", "name": "Ana Kos", "email": "ana@example.org", "email_verified": True},
    {"sub": "bor", "name": "Bor Novak", "email": "bor@example.org", "groups": ["inno-staff"]},
    {"sub": "eva", "name": "Eva Szabó", "email": "eva@example.org", "groups": ["inno-experts"]},
    {"sub": "ivo", "name": "Ivo Horvat", "email": "ivo@example.org", "groups": ["others"]},
)

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only-the-tests-of-this-program-know-it"
client_id = "dashboard"
client_secret = "not-a-secret"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"

[roles]
staff = ["Ana@Example.org"]
claim = "groups"
staff_values = ["inno-staff"]
expert_values = ["inno-experts"]
"""


@pytest.fixture(scope="module")
def provider():
    """The port of a running OpenID Connect provider that knows USERS."""
    port = free_port()
    claims = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=1)
                break
            except OSError:
                assert process.poll() is None, "The provider stopped."
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def dashboard(browser, provider, store_url, tmp_path_factory):
    """The address of a dashboard that signs in at the provider."""
    folder, port = tmp_path_factory.mktemp("provider"), free_port()
    secrets, log = folder / "secrets.toml", folder / "server.txt"
    secrets.write_text(SECRETS.format(port=port, provider=provider), encoding="utf-8")
    with running(store_url, log, port, "--secrets.files", str(secrets)) as address:
        yield address
    assert "Access codes" not in log.read_text(encoding="utf-8")


def sign_in(page: Page, user: str) -> None:
    page.get_by_role("button", name="Sign in with your organisation’s account").click()
    page.get_by_role("button", name=user, exact=True).first.click()


@pytest.mark.parametrize(("user", "name"), [("ana", "Ana Kos"), ("bor", "Bor Novak")])
def test_staff_by_address_and_by_claim_get_to_the_link_they_followed(dashboard, visitor, user, name):
    """Who signs in and lands on the start page has lost the link from the mail."""
    page = visitor()
    page.goto(f"{dashboard}/upload?release=1")
    expect(page.get_by_text("This screen is for staff.")).to_be_visible()
    sign_in(page, user)
    expect(page.get_by_text("Bring in updated data")).to_be_visible()
    expect(page).to_have_url(f"{dashboard}/upload?release=1")
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
    expect(page.get_by_text("staff, for 59 minutes more.")).to_be_visible()
    # The provider's session is remembered: a reload asks nothing.
    page.reload()
    expect(page.get_by_text("Bring in updated data")).to_be_visible()


def test_an_expert_is_told_that_the_screen_is_for_staff(dashboard, visitor):
    """The claim gives the role of expert, and no more."""
    page = visitor()
    page.goto(f"{dashboard}/upload")
    sign_in(page, "eva")
    expect(page.get_by_text("this account has the role expert")).to_be_visible()
    expect(page.get_by_text("Bring in updated data")).not_to_be_visible()
    expect(page.get_by_role("button", name="Manage")).not_to_be_visible()


def test_somebody_without_a_role_is_refused_and_can_sign_out(dashboard, visitor):
    """An account at the provider is no right to change the data."""
    page = visitor()
    page.goto(f"{dashboard}/upload")
    sign_in(page, "ivo")
    expect(page.get_by_text("this account has the role viewer")).to_be_visible()
    expect(page.get_by_text("Bring in updated data")).not_to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    # The provider asks once more, in its own words.
    leave = page.get_by_role("button", name=re.compile("log ?out|sign ?out|end session|confirm", re.IGNORECASE))
    leave.first.click()
    expect(page.locator(".foot")).to_be_visible()
    page.goto(f"{dashboard}/upload")
    expect(page.get_by_text("This screen is for staff.")).to_be_visible()
    expect(page.get_by_text("this account has the role")).not_to_be_visible()


def test_a_kept_cookie_opens_nothing_after_the_sign_out(dashboard, visitor):
    """A copy of what the browser keeps, from a shared computer, would go on as the person who has left."""
    page = visitor()
    page.goto(f"{dashboard}/upload")
    sign_in(page, "ana")
    expect(page.get_by_text("Bring in updated data")).to_be_visible()
    kept = page.context.cookies()
    assert any(each["name"] == "_streamlit_user" for each in kept)
    page.get_by_role("button", name="Sign out").click()
    # The provider asks once more; whatever is answered there, the dashboard's own sign-in is over.
    expect(page).to_have_url(re.compile("/oauth2/end_session"))
    page.context.add_cookies(kept)
    page.goto(f"{dashboard}/upload")
    expect(page.get_by_text("You signed out. Sign in again")).to_be_visible()
    expect(page.get_by_text("Bring in updated data")).not_to_be_visible()


def test_denying_at_the_provider_leaves_a_viewer(dashboard, visitor):
    """Coming back without a word from the provider must open nothing."""
    page = visitor()
    page.goto(f"{dashboard}/upload")
    page.get_by_role("button", name="Sign in with your organisation’s account").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.locator(".foot")).to_be_visible()
    expect(page.get_by_role("button", name="Manage")).not_to_be_visible()


def test_access_codes_open_the_screen_until_a_reload(server, access_codes, visitor):
    """Without a provider the code is asked for again, because nothing in the browser remembers it."""
    page = visitor()
    page.goto(f"{server}/upload")
    page.get_by_role("textbox", name="Your name").fill("Ana Kos")
    page.get_by_role("textbox", name="Access code").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This access code is not right.")).to_be_visible()
    page.get_by_role("textbox", name="Access code").fill(access_codes["staff"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bring in updated data")).to_be_visible()
    expect(page.get_by_role("button", name="Manage")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This screen is for staff.")).to_be_visible()


def test_signing_in_from_the_foot_of_any_screen(server, access_codes, visitor):
    """Experts begin on the screen they are reading."""
    page = visitor()
    page.goto(f"{server}/clusters?country=SI")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("textbox", name="Your name").fill("Eva Szabó")
    page.get_by_role("textbox", name="Access code").fill(access_codes["expert"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("Signed in as Eva Szabó, expert, for 11 hours more.")).to_be_visible()
    expect(page).to_have_url(f"{server}/clusters?country=SI")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
