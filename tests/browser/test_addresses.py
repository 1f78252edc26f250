"""Follows links, the menu, reload, a second browser and Back, and looks at the address and the screen together."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SLOVENIA = "At least 21.4 % of listed clusters"
ALL_TEN = "At least 20.3 % of listed clusters"
DESI = "from 30.6 in Romania to 65.2 in Sweden"
POLICY = "Cluster policy is incidental"


def go(page: Page, address: str, finding: str) -> None:
    page.goto(address)
    sees(page, finding)


def sees(page: Page, finding: str) -> None:
    expect(page.get_by_role("heading", name=finding)).to_be_visible(timeout=60_000)


def is_at(page: Page, ending: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(ending) + "$"))


def back_to(page: Page, finding: str) -> None:
    """Press Back until the screen that says `finding` shows.

    A menu click makes one history entry or two, the menu's own address and the one with the choices, as the
    browser's timing has it: then the first press shows the same screen once more.
    """
    heading = page.get_by_role("heading", name=finding)
    for _ in range(3):
        page.go_back()
        try:
            expect(heading).to_be_visible(timeout=5_000)
            return
        except AssertionError:
            continue
    expect(heading).to_be_visible()


def by_menu(page: Page, title: str) -> None:
    page.get_by_role("button", name="Explore").click()
    page.get_by_role("menuitem", name=title, exact=True).click()


def choose_country(page: Page, country: str) -> None:
    page.get_by_role("combobox", name="Countries").click()
    page.get_by_role("option", name=country).click()
    page.keyboard.press("Escape")


def choose_measure(page: Page, measure: str) -> None:
    page.get_by_role("combobox", name="Show on the map").click()
    page.get_by_role("option", name=measure).click()


def test_a_deep_link_shows_what_it_names_and_keeps_its_address(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters?country=SI&q=auto", SLOVENIA)
    is_at(page, "/clusters?country=SI&q=auto")
    expect(page.get_by_label("Search the listed clusters")).to_have_value("auto")


def test_the_address_follows_every_choice_and_survives_reload_and_a_second_browser(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters", ALL_TEN)
    choose_country(page, "Slovenia")
    sees(page, SLOVENIA)
    is_at(page, "/clusters?country=SI")
    page.get_by_label("Search the listed clusters").fill("auto")
    page.keyboard.press("Enter")
    is_at(page, "/clusters?country=SI&q=auto")

    page.reload()
    sees(page, SLOVENIA)
    expect(page.get_by_label("Search the listed clusters")).to_have_value("auto")

    second = visitor()
    go(second, page.url, SLOVENIA)
    expect(second.get_by_label("Search the listed clusters")).to_have_value("auto")
    is_at(second, "/clusters?country=SI&q=auto")


def test_back_and_forward_undo_and_redo_each_choice(server, visitor):
    page = visitor()
    go(page, f"{server}/", POLICY)
    choose_measure(page, "Digital economy and society index")
    sees(page, DESI)
    is_at(page, "/?measure=desi")
    choose_measure(page, "Gap between large and small")
    sees(page, "Small enterprises trail large ones")
    page.go_back()
    sees(page, DESI)
    is_at(page, "/?measure=desi")
    page.go_back()
    sees(page, POLICY)
    is_at(page, "/")
    page.go_forward()
    sees(page, DESI)
    is_at(page, "/?measure=desi")


def test_the_menu_takes_choices_along_and_back_restores_the_screen_before(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters?country=SI", SLOVENIA)
    by_menu(page, "Panorama")
    sees(page, POLICY)
    is_at(page, "/")
    by_menu(page, "Clusters and hubs")
    sees(page, SLOVENIA)
    is_at(page, "/clusters?country=SI")
    back_to(page, POLICY)
    is_at(page, "/")
    back_to(page, SLOVENIA)
    is_at(page, "/clusters?country=SI")


def test_a_card_leads_to_its_evidence_in_the_same_visit(server, visitor):
    page = visitor()
    go(page, f"{server}/", POLICY)
    page.get_by_role("link", name="See the evidence").last.click()
    sees(page, ALL_TEN)
    is_at(page, "/clusters")


def test_clearing_the_filters_clears_the_address(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters?country=SI&provider_type=agency", SLOVENIA)
    page.get_by_role("button", name="Clear filters").click()
    sees(page, ALL_TEN)
    is_at(page, "/clusters")


def test_two_visitors_at_once_do_not_see_each_others_choices(server, visitor):
    one, other = visitor(), visitor()
    go(one, f"{server}/clusters?country=SI", SLOVENIA)
    go(other, f"{server}/clusters", ALL_TEN)
    choose_country(one, "Latvia")
    sees(one, "At least 18.5 % of listed clusters")
    other.get_by_label("Search the listed clusters").fill("auto")
    other.keyboard.press("Enter")
    is_at(other, "/clusters?q=auto")
    sees(other, ALL_TEN)
    is_at(one, "/clusters?country=SI&country=LV")


def test_a_malformed_link_is_mended_in_the_address_bar(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters?country=SI&country=XX&foo=1", SLOVENIA)
    expect(page.get_by_text("The link asks for country “XX”, which does not exist.")).to_be_visible()
    is_at(page, "/clusters?country=SI")


def test_a_link_pinned_to_a_release_keeps_it_through_the_menu(server, visitor):
    page = visitor()
    go(page, f"{server}/clusters?release=1", ALL_TEN)
    by_menu(page, "Panorama")
    sees(page, POLICY)
    is_at(page, "/?release=1")
