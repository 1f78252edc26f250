"""Rolls back in a real browser: what staff see and take home, and what a second browser shows of the difference."""

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from data.audit import PROGRAM
from data.contract import read_contract
from data.releases.shipped import publish_shipped
from data.releases.store import Store
from tests.browser.conftest import downloaded, free_port, running

pytestmark = pytest.mark.browser

BEFORE, AFTER = "≥\u00a020.3\u00a0%", "≥\u00a021.3\u00a0%"


@pytest.fixture(scope="module")
def dashboard(browser, tmp_path_factory):
    """The address of a dashboard with two releases, of which the second documents two clusters more, and its log."""
    folder = tmp_path_factory.mktemp("releases")
    url = f"sqlite:///{folder}/inno.sqlite"
    store = Store(url)
    publish_shipped(store, read_contract())
    files = store.files(1)
    lines = files["cluster_organisations"].decode("utf-8").splitlines(keepends=True)
    unknown = [number for number, line in enumerate(lines) if ",SI," in line and ",unknown," in line]
    for number in unknown[:2]:
        lines[number] = lines[number].replace(",unknown,", ",yes,", 1)
    files["cluster_organisations"] = "".join(lines).encode("utf-8")
    store.add_release(files, based_on=1, kind="upload", by=PROGRAM, reason="Two clusters more are documented")
    store.close()
    with running(url, folder / "server.txt", free_port()) as address:
        yield address, folder / "server.txt"


def codes(dashboard) -> dict[str, str]:
    log = dashboard[1].read_text(encoding="utf-8")
    return dict(re.findall(r"^ +(expert|staff) +(\S+)$", log, re.MULTILINE))


def sign_in(page: Page, address: str, code: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_label("Access code", exact=True).fill(code)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_staff_compare_take_home_roll_back_and_verify_and_the_link_works_elsewhere(dashboard, visitor):
    """The whole way back from a wrong upload, as staff go it, and what others see of it."""
    address = dashboard[0]
    reader = visitor()
    reader.goto(address)
    expect(reader.locator(".headline .number")).to_have_text(AFTER)

    page = visitor()
    sign_in(page, f"{address}/releases", codes(dashboard)["staff"], "Bea Novak")
    heading(page, "Release 2 is live")
    heading(page, "From release 1 to release 2, Cluster organisations changed")
    expect(page.get_by_text("20.3\u00a0% → 21.3\u00a0%")).to_be_visible()
    taken = downloaded(page, page.get_by_role("button", name="Download release 2"))
    assert taken.suggested_filename == "inno-industry-release-2.zip"
    with zipfile.ZipFile(taken.path()) as packed:
        assert packed.testzip() is None
        assert "inno-industry-release-2/datasets/cluster_organisations.csv" in packed.namelist()

    choose(page, "Release", "Release 1")
    page.get_by_role("button", name="Roll back to release 1").click()
    heading(page, "Roll back to release 1?")
    page.get_by_role("textbox", name="Reason").fill("Their evidence was withdrawn")
    page.get_by_role("button", name="Publish release 1 again").click()
    expect(page.get_by_text("Rolled back: the data of release 1 are live again, as release 3.")).to_be_visible()
    heading(page, "Release 3 is live, published by Bea Novak")
    heading(page, "From release 2 to release 3, Cluster organisations changed")
    expect(page.locator(".foot")).to_contain_text("Data release 3")

    page.get_by_role("button", name="Verify log, releases and files").click()
    expect(page.get_by_text("nothing was changed after it was written")).to_be_visible()
    expect(page.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible()
    page.get_by_text("Entries of the audit log", exact=True).click()
    taken = downloaded(page, page.get_by_role("button", name="All entries as CSV"))
    log = taken.path().read_text(encoding="utf-8-sig")
    assert "Bea Novak,staff,code (self-declared),roll back,release 3" in log

    second = visitor()
    second.goto(address)
    expect(second.locator(".headline .number")).to_have_text(BEFORE)

    link = page.get_by_text(re.compile("/changes\\?from=2&to=3$")).inner_text()
    assert link == f"{address}/changes?from=2&to=3"
    expert = visitor()
    sign_in(expert, f"{address}/changes?from=1&to=2", codes(dashboard)["expert"], "Eva Szabó")
    heading(expert, "From release 1 to release 2, Cluster organisations changed")
    expect(expert.get_by_text("20.3\u00a0% → 21.3\u00a0%")).to_be_visible()
    expect(expert).to_have_url(re.compile(r"/changes\?from=1&to=2$"))
    choose(expert, "To release", "Release 3")
    heading(expert, "Release 1 and release 3 hold the same data")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_nothing_scrolls_sideways(dashboard, visitor, width, theme):
    """Staff look at an upload on the train, too."""
    page = visitor(width, 844, theme)
    sign_in(page, f"{dashboard[0]}/releases?from=1&to=2", codes(dashboard)["staff"], "Bea Novak")
    heading(page, "From release 1 to release 2, Cluster organisations changed")
    expect(page.get_by_text("Entries of the audit log", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
