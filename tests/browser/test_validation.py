"""A round of validation as a committee lives it: one of staff, three experts, and a release that changes one level."""

import re

import pytest

from data.contract import read_contract
from data.people.access import Access
from data.releases.publishing import Publishing
from data.releases.store import Store
from tests.browser.conftest import downloaded, free_port, running

pytestmark = pytest.mark.browser

SLOVENIA = "Slovenia, Policy status, 2019"
AUSTRIA = "Austria, Policy status, 2019"


@pytest.fixture
def committee(browser, tmp_path):
    """The address of a dashboard with a store of its own, the address of that store, and the access codes."""
    store_url, log = f"sqlite:///{tmp_path}/inno.sqlite", tmp_path / "server.txt"
    with running(store_url, log, free_port()) as address:
        yield address, store_url, dict(re.findall(r"^ +(expert|staff) +(\S+)$", log.read_text(), re.MULTILINE))


def settled(page):
    """Wait until the screen shows what the last click made of it."""
    # The click takes a moment to reach the server.
    page.wait_for_timeout(200)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def sign_in(page, committee, role, name):
    address, _, codes = committee
    page.goto(f"{address}/validation")
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("textbox", name="Access code").fill(codes[role])
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.wait_for_selector("text=Do experts agree")
    return page


def choose(page, label, option):
    """Choose `option` in the filter `label`."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def choose_several(page, label, *options):
    """Choose all of `options` in the filter `label`, and close its list."""
    for option in options:
        choose(page, label, option)
        if not page.get_by_test_id("stMultiSelect").filter(has_text=label).get_by_text(option, exact=True).count():
            # On a busy machine the list is drawn anew under the click, which is lost then; a visitor clicks again.
            choose(page, label, option)
    page.keyboard.press("Escape")


def vote(page, item, answer, comment=""):
    from playwright.sync_api import expect

    box = page.get_by_role("combobox", name=re.compile("Level or finding"))
    box.click()
    page.get_by_role("option", name=re.compile(re.escape(item))).click()
    settled(page)
    expect(page.get_by_test_id("stRadio")).to_have_count(1)
    expect(page.locator(".panel-lead")).to_contain_text(item.partition(",")[0])
    page.locator("[data-testid=stRadio]").get_by_text(answer, exact=True).click()
    if comment:
        page.get_by_label("Comment (optional)").fill(comment)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(f"Your vote on {item} is kept")


def lower_slovenia(store_url):
    """Publish a release in which Slovenia's policy status of 2019 is one level lower; return old and new."""
    store, access = Store(store_url), Access(60)
    publishing = Publishing(store, read_contract(), access)
    files = store.files(1)
    text = files["maturity_assessments"].decode()
    old = int(re.search(r"^A-SI-N-D1-2019,.*?,D1,2019,(\d),", text, re.MULTILINE)[1])
    text = re.sub(r"^(A-SI-N-D1-2019,.*?,D1,2019),\d,", rf"\g<1>,{old - 1},", text, flags=re.MULTILINE)
    publishing.publish(
        {**files, "maturity_assessments": text.encode()},
        based_on=1,
        visitor=access.sign_in_at_command_line("Sonja Staff"),
        reason="Read the law again.",
    )
    store.close()
    return old, old - 1


def test_a_full_round_with_three_experts_and_one_of_staff(visitor, committee):
    """Hidden before the close, right after; and a release that changes one level makes exactly its votes stale."""
    from playwright.sync_api import expect

    staff = sign_in(visitor(), committee, "staff", "Sonja Staff")
    staff.get_by_text("Open a new round").click()
    choose(staff, "Levels of", "2019")
    choose(staff, "Level of government", "National")
    choose_several(staff, "Countries", "Slovenia", "Austria")
    choose_several(staff, "Dimensions", "Policy status")
    expect(staff.get_by_text("This round holds 2 levels")).to_be_visible()
    staff.get_by_role("textbox", name="Title").fill("First reading")
    staff.get_by_role("textbox", name="Title").press("Tab")
    staff.get_by_role("button", name="Open the round").click()
    expect(staff.get_by_text("Round 1 is open.")).to_be_visible()

    votes = {"Ana": ("Agree", "Disagree"), "Ben": ("Agree with reservations", "Disagree"), "Cai": ("Agree", "Agree")}
    experts = {name: sign_in(visitor(), committee, "expert", name) for name in votes}
    for name, page in experts.items():
        vote(page, SLOVENIA, votes[name][0], f"Said by {name}.")
        vote(page, AUSTRIA, votes[name][1])
        expect(page.get_by_text("Level or finding: you have voted on 2 of 2")).to_be_visible()
    # Ana thinks again before the close; Ben's comment is nowhere on her page, nor on that of staff.
    vote(experts["Ana"], AUSTRIA, "Agree with reservations")
    vote(experts["Ana"], AUSTRIA, "Disagree")
    for page in (*experts.values(), staff):
        page.get_by_role("button", name="Review").click()
        page.get_by_role("menuitem", name="What changed").click()
        expect(page.get_by_role("heading", name="What changed")).to_be_visible()
        page.get_by_role("button", name="Review").click()
        page.get_by_role("menuitem", name="Validation").click()
        expect(page.get_by_text("3 have voted.")).to_be_visible()
    assert "Said by Ben." not in experts["Ana"].content() and "Said by" not in staff.content()
    expect(staff.get_by_text("Ana 2; Ben 2; Cai 2")).to_be_visible()

    # Eva has not voted and is still typing when the round closes.
    eva = sign_in(visitor(), committee, "expert", "Eva")
    eva.locator("[data-testid=stRadio]").get_by_text("Disagree", exact=True).click()
    eva.get_by_label("Comment (optional)").fill("The law was never carried out.")

    staff.get_by_role("button", name="Close this round now").click()
    staff.get_by_role("button", name="Close it").click()
    expect(staff.get_by_role("heading", name="1 of 2 validated, 1 contested", exact=True)).to_be_visible()
    ana = experts["Ana"]
    # An expert whose page is still the open round's is told at the next click.
    vote_button = ana.get_by_test_id("stFormSubmitButton").get_by_role("button")
    vote_button.click()
    expect(ana.get_by_role("heading", name="1 of 2 validated, 1 contested", exact=True)).to_be_visible()
    expect(ana.get_by_text("Said by Ben.")).to_be_visible()
    # Eva's page says so by itself within seconds, and leaves what she typed; sent too late, it is shown to be copied.
    expect(eva.get_by_text("it takes no more votes. Copy what you have typed")).to_be_visible(timeout=15_000)
    expect(eva.get_by_label("Comment (optional)")).to_have_value("The law was never carried out.")
    eva.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(eva.get_by_text("Your vote was not taken.")).to_be_visible()
    expect(eva.get_by_test_id("stCode")).to_contain_text("The law was never carried out.")
    expect(eva.get_by_role("heading", name="1 of 2 validated, 1 contested", exact=True)).to_be_visible()
    minutes = downloaded(ana, ana.get_by_role("button", name="Minutes as PDF"))
    assert minutes.path().read_bytes().startswith(b"%PDF")

    address, store_url, _ = committee
    reader = visitor()
    reader.goto(f"{address}/policy?region=SI&dimension=D1")
    expect(reader.get_by_text("Validated by experts in round 1")).to_be_visible()
    old, new = lower_slovenia(store_url)
    late = sign_in(visitor(), committee, "expert", "Dora")
    expect(late.get_by_role("heading", name="0 of 2 validated, 1 contested, 1 judged at another value")).to_be_visible()
    stale = late.locator(".said-of li").filter(has_text="3 votes on level")
    expect(stale).to_have_count(1)
    expect(stale).to_contain_text(
        f"{SLOVENIA}: 3 votes on level {old} (release 1, validated); in release 2 it is level {new}."
    )
    reader.goto(f"{address}/policy?region=SI&dimension=D1")
    expect(reader.get_by_text(f"Experts validated level {old} in round 1")).to_be_visible()
    reader.goto(f"{address}/policy?region=AT&dimension=D1")
    expect(reader.get_by_text("Contested by experts in round 1")).to_be_visible()
