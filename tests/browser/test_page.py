"""Uses the page as any other in a browser: the menu in new tabs, another theme, copying from a table, letters typed."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SPAIN = "At least 21.7 % of listed clusters"
LIGHT, DARK = "rgb(89, 97, 109)", "rgb(163, 171, 182)"


@pytest.fixture
def page(server, visitor):
    """Clusters of Spain, after which skills were opened by the menu."""
    page = visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/clusters?country=ES&provider_type=agency")
    expect(page.get_by_role("heading", name=SPAIN)).to_be_visible()
    page.get_by_role("button", name="Explore").click()
    page.get_by_role("menuitem", name="Skills and digital uptake").click()
    expect(page).to_have_url(re.compile(r"/skills\?country=ES$"))
    expect(figure(page)).to_be_visible()
    return page


def figure(page: Page):
    return page.locator(".js-plotly-plot .main-svg text").first


@pytest.mark.parametrize("how", [{"modifiers": ["Control"]}, {"modifiers": ["Shift"]}, {"button": "middle"}], ids=str)
def test_the_menu_opens_new_tabs_with_the_choices_of_all_screens(page, how):
    """Streamlit opens them in the same tab, or without the filters, and the new tab speaks of all ten countries."""
    page.get_by_role("button", name="Explore").click()
    with page.context.expect_page() as opened:
        page.get_by_role("menuitem", name="Clusters and hubs").click(**how)
    other = opened.value
    expect(other.get_by_role("heading", name=SPAIN)).to_be_visible()
    expect(other).to_have_url(re.compile(r"/clusters\?country=ES&provider_type=agency$"))
    expect(other.get_by_test_id("stAlert")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/skills\?country=ES$"))


def test_figures_follow_the_theme_that_is_switched_under_an_open_page(page):
    """The page turns dark at sunset, and its figures stay dark letters on what is a dark ground now."""
    expect(figure(page)).to_have_css("fill", LIGHT)
    page.emulate_media(color_scheme="dark")
    expect(figure(page)).to_have_css("fill", DARK)
    page.emulate_media(color_scheme="light")
    expect(figure(page)).to_have_css("fill", LIGHT)


def test_cells_can_be_copied_and_letters_are_no_shortcuts(page):
    """Ctrl+C left the clipboard empty; R ran the screen anew and C may ask to empty the server's caches."""
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.reload()
    expect(figure(page)).to_be_visible()
    page.get_by_text("Table, definition and downloads").first.click()
    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas").first).to_be_visible()
    table.click(position={"x": 60, "y": 50})
    page.keyboard.press("Control+c")
    page.wait_for_function("navigator.clipboard.readText().then(text => text === 'European Union')")
    expect(page.get_by_role("button", name=re.compile("^Download as CSV"))).to_be_hidden()
    page.get_by_role("heading", level=1).click()
    before = len(sent)
    for letter in ("r", "c", "R", "C"):
        page.keyboard.press(letter)
    page.wait_for_timeout(1_000)
    # Beside it, an open page asks every few seconds whether there is a newer release.
    assert len(sent) - before <= 1
    expect(page.get_by_role("dialog")).to_have_count(0)
