"""Opens the first link after a start, and addresses that do not exist, as a person does."""

import pytest

from tests.browser.conftest import free_port, running

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser


def test_the_first_link_after_a_start_draws_its_screen(visitor, tmp_path):
    """“Page not found” over the right page would greet whoever follows the link in a mail after an update."""
    with running(f"sqlite:///{tmp_path}/inno.sqlite", tmp_path / "log.txt", free_port()) as address:
        page = visitor()
        page.goto(f"{address}/clusters?country=SI", wait_until="commit")
        expect(page).to_have_title("Clusters and hubs · INNO INDUSTRY")
        expect(page.get_by_role("heading", level=1)).to_have_text("Clusters and hubs")
        expect(page.locator(".foot")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_url(f"{address}/clusters?country=SI")


def test_the_title_follows_the_menu(server, visitor):
    """Tabs and bookmarks of ten screens called the same help nobody."""
    page = visitor()
    page.goto(f"{server}/blueprint")
    expect(page.locator(".foot")).to_be_visible()
    expect(page).to_have_title("Blueprint · INNO INDUSTRY")
    page.get_by_role("button", name="Act", exact=True).click()
    page.get_by_role("menuitem", name="Ideas for a region", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ideas for a region")
    expect(page).to_have_title("Ideas for a region · INNO INDUSTRY")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_unknown_address_says_so_and_leads_home(server, visitor, theme):
    """A mistyped address should not end in a riddle, nor in Streamlit's own words."""
    page = visitor(theme=theme)
    answer = page.goto(f"{server}/polici")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[theme]
    page.get_by_role("link", name="To the start page").click()
    expect(page).to_have_title("Panorama · INNO INDUSTRY")
    expect(page).to_have_url(f"{server}/")


def test_the_projects_style_counts_where_streamlit_has_rules_of_its_own(server, visitor):
    """A sheet that comes before Streamlit's own would lose every tie, and the pages their width."""
    page = visitor()
    page.goto(f"{server}/blueprint")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    block = page.get_by_test_id("stMainBlockContainer")
    assert block.evaluate("each => getComputedStyle(each).maxWidth") == "1280px"
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--inno-text')").strip() == "#1a212b"
    )
