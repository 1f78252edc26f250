"""Takes a state of each screen's filters through reload, a second browser and the menu, and its tables home."""

import csv

import pytest
from playwright.sync_api import Page, expect

from pages.parts.site_map import screen
from tests.browser.conftest import downloaded

pytestmark = pytest.mark.browser

STATES = {
    "policy": "country=AT&country=SI&region=SI&tier=national&dimension=D3",
    "instruments": "country=SK&stage=training&threshold=0.7&weights=50%2C30%2C20&q=inovacne",
    "skills": "country=LV&indicator=dii_basic_v3&year=2023&size=10-49",
    "practices": "country=SK&provenance=confirmed&adopted=yes&practice=SK-it-valley-kosice",
    "regions": "places=AT12&places=LV&places=UK",
    "indicators": "country=SI&indicator=ict_hard_to_fill&second=rd_gerd_pct_gdp&year=latest",
    "index": "indicator=ict_hard_to_fill&indicator=digital_skills_basic&year=latest&dimension=D1"
    "&weights=50%2C30%2C20&normalisation=rank&aggregation=geometric&seed=7",
}
STATE = pytest.mark.parametrize("path", STATES)

# Screen -> the chart whose table is taken home.
TABLES = {"policy": "policy-levels", "instruments": "gaps", "skills": "skill-series", "practices": "practice-stages"}


def said(page: Page) -> list[str]:
    """Return what the screen says, once it says nothing new any more."""
    page.wait_for_selector(".foot", timeout=60_000)
    last: list[str] = []
    for _ in range(40):
        page.wait_for_timeout(250)
        now = page.locator(".chart-finding, .fine, .caution, .practice-counts").all_inner_texts()
        if now and now == last:
            return now
        last = now
    raise AssertionError("The screen did not come to rest within ten seconds.")


def by_menu(page: Page, path: str) -> None:
    shown = screen(path)
    page.get_by_role("button", name=shown.section, exact=True).click()
    page.get_by_role("menuitem", name=shown.title, exact=True).click()


def query(page: Page) -> str:
    return page.url.partition("?")[2]


@STATE
def test_a_state_survives_reload_a_second_browser_and_other_screens(server, visitor, path):
    """Who sends a link, reloads, or looks something up on another screen, must find the same numbers again."""
    link = f"{server}/{path}?{STATES[path]}"
    page = visitor()
    page.goto(link)
    first = said(page)
    assert query(page) == STATES[path]

    second = visitor()
    second.goto(link)
    assert said(second) == first
    second.reload()
    assert said(second) == first
    by_menu(second, "")
    expect(second.locator(".headline")).to_be_visible()
    by_menu(second, path)
    expect(second.locator(".headline")).not_to_be_visible()
    assert said(second) == first
    assert query(second) == STATES[path]


@pytest.mark.parametrize("path", TABLES)
def test_a_table_taken_home_is_the_one_on_screen(server, visitor, path):
    """A download with other rows than the screen's would be quoted all the same."""
    page = visitor()
    page.goto(f"{server}/{path}?country=SK")
    said(page)
    details = page.locator(f".st-key-details-{TABLES[path]}")
    details.get_by_text("Table, definition and downloads").click()
    grid = details.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    taken = downloaded(page, page.locator(f".st-key-csv-{TABLES[path]} button"))
    with taken.path().open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    cells = grid.locator("[role=grid]")
    assert cells.get_attribute("aria-rowcount") == str(len(rows) + 1)
    # Columns out of sight on the right are not drawn yet.
    headings = grid.locator("[role=columnheader]").all_inner_texts()
    assert len(headings) >= 3
    assert headings == header[: len(headings)]
    shown = grid.locator("[role=row]:has([role=gridcell])").all()
    for row, cells_taken in zip(shown, rows, strict=False):
        assert row.locator("[role=gridcell]").first.inner_text() == cells_taken[0]
