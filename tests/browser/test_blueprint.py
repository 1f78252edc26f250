"""Downloads the report in a real browser, in both formats: they are made only at the click."""

from io import BytesIO

import docx
import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import downloaded

pytestmark = pytest.mark.browser


def test_a_partner_takes_the_report_home_in_both_formats(visitor, server: str):
    """A partner chooses a place and two chapters, and gets them as a PDF and as a document to edit."""
    page = visitor()
    page.goto(f"{server}/blueprint?region=AT12&section=panorama&section=skills")
    expect(page.get_by_role("heading", name="Blueprint for Lower Austria")).to_be_visible(timeout=60_000)
    download = downloaded(page, page.get_by_role("button", name="Download the PDF"))
    assert download.suggested_filename.startswith("inno-industry-blueprint-lower-austria-release-")
    pdf = pypdf.PdfReader(BytesIO(download.path().read_bytes()))
    assert pdf.metadata.title == "Blueprint for Lower Austria"
    assert "Skills and digital uptake" in pdf.pages[0].extract_text()
    download = downloaded(page, page.get_by_role("button", name="Download the Word document"))
    heads = [each.text for each in docx.Document(BytesIO(download.path().read_bytes())).paragraphs]
    assert "Panorama" in heads
    assert "Instruments" not in heads


def test_the_findings_are_read_on_a_phone_without_scrolling_sideways(visitor, server: str):
    """On a phone the screen stacks, and the findings come on request."""
    page = visitor(390, 844)
    page.goto(f"{server}/blueprint?region=UK")
    expect(page.get_by_role("heading", name="Blueprint for the United Kingdom")).to_be_visible(timeout=60_000)
    page.get_by_text("Read its findings here first").click()
    expect(page.get_by_text("Firm policy and involved cluster managers go together")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
