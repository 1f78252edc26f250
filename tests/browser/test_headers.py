"""Looks whether a browser that holds the screens to the content security policy has anything against them."""

import pytest

from pages.parts.site_map import SCREENS

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

NOTE = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    each => window.violations.push(`${each.violatedDirective}: ${each.blockedURI} in ${each.sourceFile}`));
"""


def test_every_screen_draws_under_the_policy(server, access_codes, visitor):
    """A policy that a script of Streamlit's or Plotly's breaks leaves a white page, or a map without countries."""
    page = visitor()
    page.add_init_script(NOTE)
    found = {}
    for screen in SCREENS:
        page.goto(f"{server}/{screen.path}")
        if screen.role != "viewer":
            page.get_by_role("textbox", name="Your name").fill("Ana Kos")
            page.get_by_role("textbox", name="Access code").fill(access_codes["staff"])
            page.get_by_role("button", name="Sign in", exact=True).first.click()
            expect(page.get_by_role("textbox", name="Access code")).to_have_count(0)
        else:
            expect(page.locator(".foot")).to_be_visible()
        page.wait_for_load_state("networkidle")
        found[screen.path] = page.evaluate("window.violations")
    assert {path: each for path, each in found.items() if each} == {}
    page.goto(f"{server}/")
    expect(page.locator(".js-plotly-plot .choroplethlayer path").first).to_be_attached()
