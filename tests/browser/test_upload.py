"""Uploads a file with mistakes, mends it and publishes, while somebody else reads; and drops large files."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import downloaded, free_port, running
from tests.uploads import observations, rows, staff_code, written

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the store and the log of this module's own server lie: it publishes, which others must not see."""
    return tmp_path_factory.mktemp("upload")


@pytest.fixture(scope="module")
def dashboard(browser, folder):
    """The address of a dashboard with a store of its own."""
    with running(f"sqlite:///{folder}/inno.sqlite", folder / "log.txt", free_port()) as address:
        yield address


@pytest.fixture
def desk(dashboard, folder, visitor):
    """The screen Upload, opened by a member of staff."""
    page = visitor()
    page.goto(f"{dashboard}/upload")
    page.get_by_role("textbox", name="Your name").fill("Ana Kos")
    page.get_by_role("textbox", name="Access code").fill(staff_code(folder / "log.txt"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bring in updated data")).to_be_visible()
    return page


def drop(page: Page, name: str, content: bytes) -> None:
    given = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([given])


def test_a_corrected_file_changes_a_number_that_somebody_else_reads(dashboard, desk, visitor):
    """The whole story: mistakes are named, the corrected file is published, and readers are told and choose."""
    reader = visitor()
    reader.goto(dashboard)
    expect(reader.locator(".headline .number")).to_have_text("≥ 20.3 %")

    table = rows("cluster_organisations")
    silent = [row for row in table if row["country_code"] == "SI" and row["industry40_activities"] == "unknown"][:3]
    for row in silent:
        row.update(industry40_activities="yes", industry40_evidence="https://example.org/industry-4-0")
    founded = table[0]["founded_year"]
    silent[0]["industry40_activities"], table[0]["founded_year"] = "maybe", "19x9"
    drop(desk, "clusters.csv", written(table))
    expect(desk.get_by_text("2 errors: mend the files and drop them again.")).to_be_visible()
    expect(desk.get_by_text("column founded_year, line 2")).to_be_visible()
    expect(desk.get_by_role("button", name="Publish", exact=True)).not_to_be_visible()
    download = downloaded(desk, desk.get_by_role("button", name="clusters.csv with the problems written in"))
    assert "maybe" in download.path().read_text(encoding="utf-16")

    silent[0]["industry40_activities"], table[0]["founded_year"] = "yes", founded
    drop(desk, "clusters.csv", written(table))
    expect(desk.get_by_text("Ready to publish. Cluster organisations: 3 rows changed (6 cells).")).to_be_visible()
    expect(desk.get_by_text("20.3 % → 21.7 %")).to_be_visible()
    desk.get_by_role("textbox", name="Reason").fill("Three clusters of Slovenia answered")
    # Twice, as people do: the second click must publish nothing and take nothing away.
    desk.get_by_role("button", name="Publish", exact=True).dblclick()
    expect(desk.get_by_text("Published as release 2.")).to_be_visible()

    expect(reader.get_by_text("New data: release 2")).to_be_visible(timeout=12_000)
    # Nothing moves under a reader's eyes.
    expect(reader.locator(".headline .number")).to_have_text("≥ 20.3 %")
    reader.get_by_role("button", name="Show release 2").click()
    expect(reader.locator(".headline .number")).to_have_text("≥ 21.7 %")
    expect(reader.get_by_text("New data: release 2")).not_to_be_visible()

    drop(desk, "clusters.csv", written(table))
    expect(desk.get_by_text("No change: the data are live already, in release 2.")).to_be_visible()


@pytest.mark.parametrize("count", [5_000, 100_000])
def test_a_large_file_is_previewed_and_shows_how_far_it_is(desk, count):
    """Staff who see nothing move for long reload, and begin again."""
    content = observations(count)
    drop(desk, "observations.csv", content)
    if count > 5_000:
        expect(desk.get_by_role("progressbar")).to_be_visible()
        expect(desk.get_by_text(re.compile("of 100,000 rows"))).to_be_visible()
    expect(desk.get_by_text("Ready to publish.")).to_be_visible(timeout=60_000)
