"""Validation from the first round to a stale vote, as staff and experts see it, and the badges that follow."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from data import live
from data.review.judged import FINDINGS, LEVELS, Item
from pages.explore import policy_charts
from pages.parts.badge_changes import badge_changes
from pages.parts.badges import level_badges
from pages.parts.report.model import every_text
from pages.parts.report.pdf import to_pdf
from pages.parts.report.word import to_docx
from pages.parts.view import View
from pages.review import minutes, round_results, round_words
from pages.review.statements import statements
from queries import answers
from tests.pages.conftest import words

SLOVENIA, AUSTRIA = Item(LEVELS, "A-SI-N-D1-2019"), Item(LEVELS, "A-AT-N-D1-2019")
FIRST = Item(FINDINGS, "FI-001")
ITEMS = (SLOVENIA, AUSTRIA, FIRST)


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """A store of its own for each test, so that no other test sees its rounds."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path / 'inno.sqlite'}")
    live.forget()
    answers.forget()
    yield
    live.forget()
    answers.forget()


def plain(app):
    """Return all text on the screen as it is read: without the signs that keep Markdown from obeying it."""
    texts = [words(app), *(each.value for each in app.success)]
    return "\n".join(texts).replace("\\", "")


def person(name, role="expert"):
    return live.access().sign_in_with_code(live.access().access_codes()[role], name, name)


@pytest.fixture
def staff():
    return person("Sonja Staff", "staff")


@pytest.fixture
def open_as(open_screen):
    return lambda visitor, path="validation", **query: open_screen(path, visitor, **query)


def open_round(staff, items=ITEMS, title="Levels of 2019"):
    last_day = live.rounds().now().date() + timedelta(days=14)
    return live.rounds().open(title, items, last_day=last_day, visitor=staff)


def cast(name, item, answer, comment="", level=None, number=1):
    values = live.judged().values(live.newest_release().number)
    live.votes().cast(number, item, values[item], answer, comment, level, visitor=person(name))


def vote_and_close(staff):
    """Slovenia's level validated, Austria's contested, the finding judged by too few."""
    open_round(staff)
    for name, level, other in [("Ana", "agree", "disagree"), ("Ben", "reservations", "agree"), ("Cai", "agree", "x")]:
        cast(name, SLOVENIA, level)
        cast(
            name, AUSTRIA, "disagree" if other == "x" else other, "Too <b>low</b>.", 2 if other == "disagree" else None
        )
    cast("Ana", FIRST, "cannot judge")
    live.rounds().close(1, visitor=staff)


def change_slovenia(staff):
    """Publish a release in which Slovenia's level alone is another."""
    files = live.store().files(1)
    lines = files[LEVELS].decode().splitlines(keepends=True)
    row = next(place for place, line in enumerate(lines) if line.startswith(SLOVENIA.key))
    old = statements(View(1))[SLOVENIA].level
    assert f",D1,2019,{old}," in lines[row]
    lines[row] = lines[row].replace(f",D1,2019,{old},", f",D1,2019,{old - 1},")
    live.publishing().publish(
        {**files, LEVELS: "".join(lines).encode()}, based_on=1, visitor=staff, reason="Read the law again."
    )
    return old


# --- the screen


def test_the_screen_is_for_experts_and_staff(open_screen, staff):
    """A viewer reads whom the screen is for, and nothing of a round."""
    open_round(staff)
    app = open_screen("validation")
    assert "This screen is for the Committee of Experts and staff." in words(app)
    assert "Levels of 2019" not in words(app)


def test_without_rounds_everybody_learns_what_to_do(open_as, staff):
    """An empty screen would look like a fault."""
    assert "choose above what experts should judge" in words(open_as(staff)).lower()
    shown = words(open_as(person("Ana Novak")))
    assert "No round has been opened yet, Ana Novak" in shown and "Choose above" not in shown


def test_staff_open_a_round_on_the_screen(open_as, staff):
    """Staff choose levels and findings, and read in a sentence what is still missing."""
    app = open_as(staff)
    app.session_state["round-new"] = True
    app.run()
    assert "**This round holds nothing yet**." in words(app)
    assert app.text_input(key="round-title").placeholder == "Levels of 2019, first reading (up to 120 letters)"
    app.button(key="round-open").click().run()
    assert "Title: found nothing" in plain(app)
    app.text_input(key="round-title").set_value("First reading").run()
    app.button(key="round-open").click().run()
    assert "Choose at least one." in plain(app)
    app.selectbox(key="round-year").set_value("2019").run()
    app.selectbox(key="round-tier").set_value("national").run()
    app.multiselect(key="round-country").set_value(["SI"]).run()
    app.multiselect(key="round-findings").set_value(["FI-001"]).run()
    assert "**This round holds 8 levels and 1 finding**, as release 1 has it." in words(app)
    app.button(key="round-open").click().run()
    assert not app.exception
    (opened,) = live.rounds().all()
    assert (opened.title, opened.threshold_pct, opened.at_least, len(opened.items)) == ("First reading", 70, 3, 9)
    assert "8 levels and 1 finding, open until the end of" in words(app)


def test_an_expert_votes_changes_the_vote_and_goes_on(open_as, staff):
    """One level after the other, with what was voted kept and shown again."""
    open_round(staff)
    app = open_as(person("Ana Novak"))
    shown = words(app)
    assert "nobody has voted" in shown and "Nobody, staff included, sees the votes of others" in shown
    assert not any(each.key in ("round-close", "round-open") for each in app.button)
    assert app.text_area[0].placeholder == "Why, and what evidence says otherwise (up to 1,000 letters)"
    assert app.selectbox(key="judged").value == SLOVENIA
    submit = next(each for each in app.button if each.label == "Vote")
    submit.click().run()
    assert "Answer: found none, expected agree" in plain(app)
    app.radio[0].set_value("disagree")
    app.text_area[0].set_value("The law was never carried out.")
    app.selectbox(key=f"level-1-{SLOVENIA.key}").set_value(2)
    next(each for each in app.button if each.label == "Vote").click().run()
    assert "is kept. You can change it until the round closes." in plain(app)
    assert app.selectbox(key="judged").value == AUSTRIA
    app.selectbox(key="judged").set_value(SLOVENIA).run()
    assert (app.radio[0].value, app.text_area[0].value) == ("disagree", "The law was never carried out.")
    app.radio[0].set_value("reservations")
    next(each for each in app.button if each.label == "Change my vote").click().run()
    assert not app.exception
    mine = live.votes().mine(1, visitor=person("Ana Novak"))[SLOVENIA]
    assert (mine.answer, mine.proposed_level, mine.version) == ("reservations", 2, 2)


def test_others_votes_are_hidden_before_the_close_and_right_after(open_as, staff):
    """Nobody is swayed, not even staff; then everybody sees the same counts."""
    open_round(staff)
    cast("Ana", SLOVENIA, "disagree", "Wholly unfounded.", 1)
    for visitor in (staff, person("Ben")):
        shown = words(open_as(visitor))
        assert "1 person has voted" in shown and "unfounded" not in shown and "judged by too few" not in shown
    assert "Ana 1" in words(open_as(staff))
    app = open_as(staff)
    app.button(key="round-close").click().run()
    assert not app.exception
    shown = words(open_as(person("Ben")))
    assert "0 of 3 validated, 0 contested, 1 judged by too few, 2 without a vote" in shown
    assert "Wholly unfounded." in shown and "disagree, proposes level 1" in shown


def test_a_release_that_changes_one_level_makes_exactly_its_votes_stale(open_as, staff, open_screen):
    """Old and new stand side by side, on Validation and on Cluster policy; all else keeps its badge."""
    vote_and_close(staff)
    shown = words(open_as(staff))
    assert "1 of 3 validated, 1 contested, 1 judged by too few" in shown and "Judged at another value" not in shown
    assert {each.place_code: each.kind for each in level_badges(1)} == {"SI": "validated", "AT": "contested"}
    old = change_slovenia(staff)
    shown = words(open_as(staff))
    assert "0 of 3 validated, 1 contested, 1 judged by too few, 1 judged at another value" in shown
    assert f"3 votes on level {old} (release 1, validated); in release 2 it is level {old - 1}." in shown
    assert {each.place_code: each.kind for each in level_badges(2)} == {"SI": "stale", "AT": "contested"}
    policy = open_screen("policy", region="SI", dimension="D1")
    assert f"Experts validated level {old} in round 1" in words(policy)
    assert f"in release 2 it is level {old - 1}." in words(policy)
    old_link = open_screen("policy", region="SI", dimension="D1", release="1")
    assert "Validated by experts in round 1" in words(old_link)
    assert "3 of 3 who judged agree, 1 of them with reservations" in words(old_link)


def test_an_older_release_names_itself_beside_votes_on_a_newer_value(open_as, staff, open_screen):
    """A link to the release before the votes does not say that its level came after them."""
    old = change_slovenia(staff)
    vote_and_close(staff)
    assert {each.place_code: each.kind for each in level_badges(1)} == {"SI": "stale", "AT": "contested"}
    policy = words(open_screen("policy", region="SI", dimension="D1", release="1"))
    assert f"Experts validated level {old - 1} in round 1" in policy and f"in release 1 it is level {old}." in policy
    shown = words(open_as(staff, release="1"))
    assert f"3 votes on level {old - 1} (release 2, validated); in release 1 it is level {old}." in shown
    assert "1 judged at another value" in shown


def test_a_level_that_changes_during_the_round_asks_for_a_new_vote(open_as, staff):
    """An expert who voted on the old level is told so, with both."""
    open_round(staff)
    cast("Ana Novak", SLOVENIA, "agree")
    old = change_slovenia(staff)
    app = open_as(person("Ana Novak"))
    assert f"You voted on level {old}; since then a release changed it to level {old - 1}." in words(app)
    assert app.selectbox(key="judged").label == "Level or finding: you have voted on 0 of 3"
    app.radio[0].set_value("disagree")
    next(each for each in app.button if each.label == "Vote").click().run()
    mine = live.votes().mine(1, visitor=person("Ana Novak"))[SLOVENIA]
    assert (mine.answer, mine.release_number, mine.version) == ("disagree", 2, 2)


def test_countries_narrow_what_is_voted_on(open_as, staff):
    """An expert for one country finds its levels at once, with what holds for all ten."""
    open_round(staff)
    app = open_as(person("Ana"), country="AT")
    assert [each.partition(" ")[2] for each in app.selectbox(key="judged").options] == [
        "Austria, Policy status, 2019", "The ten partner countries, Policy"
    ]  # fmt: skip
    app.multiselect(key="country").set_value([]).run()
    assert len(app.selectbox(key="judged").options) == 3


@pytest.mark.parametrize(
    "query",
    [
        {"country": "XX"}, {"country": ""}, {"country": "<b>"}, {"country": "SI' OR 1=1"}, {"round": "7"},
        {"year": "2019"}, {"country": ["SI", "XX"]}, {"region": "SI"}, {"release": "99"}, {"q": "x" * 500},
    ],
)  # fmt: skip
def test_malformed_links_fall_back(open_as, staff, query):
    """A mistyped link shows the round all the same."""
    open_round(staff)
    app = open_as(person("Ana"), **query)
    assert "open until the end of" in words(app) and app.warning


def test_an_open_round_says_the_whole_rule_and_the_results_the_same(open_as, staff):
    """Agreeing with reservations is agreeing: who votes must know it, and who reads what came out."""
    open_round(staff, [SLOVENIA])
    sentence = "Validated: at least 70 % of those who judge agree, with or without reservations, and at least 3 judge."
    shown = words(open_as(person("Ana")))
    assert f"{sentence} Contested: enough judge and fewer agree. Who cannot judge does not count." in shown
    assert "<b>1 level, open until the end of" in shown
    live.rounds().close(1, visitor=staff)
    shown = words(open_as(person("Ana")))
    assert f"Votes of 0 people in round 1, closed {live.rounds().now():%-d %B %Y}. {sentence}" in shown
    assert "0 of 1 validated, 0 contested, 1 without a vote" in shown and "1 judged by too few" not in shown


def test_the_words_for_what_a_round_holds():
    """No “1 levels”."""
    assert round_words.held([]) == "nothing yet"
    assert round_words.held([SLOVENIA]) == "1 level"
    assert round_words.held([SLOVENIA, AUSTRIA]) == "2 levels"
    assert round_words.held([FIRST]) == "1 finding"
    assert round_words.held(ITEMS) == "2 levels and 1 finding"


def test_a_round_of_one_day_has_one_date(staff):
    """“From 22 November to 22 November” reads like a slip."""
    opened = replace(open_round(staff), opened_at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    one_day = replace(opened, closed_at=datetime(2026, 11, 22, 23, 51, tzinfo=UTC))
    assert round_words.period(one_day) == "Open on 22 November 2026, until 23:51 UTC."
    longer = replace(opened, closed_at=datetime(2026, 11, 24, tzinfo=UTC))
    assert round_words.period(longer) == "Open from 22 November 2026 to 24 November 2026, 00:00 UTC."


def test_a_refusal_names_the_item_in_words_and_no_title_is_obeyed(open_as, staff):
    """Staff know no “FI-001”; and a round's title is text, whatever stands in it."""
    title = "**Bold** [link](https://example.org) $x$"
    open_round(staff, [FIRST, SLOVENIA], title=title)
    app = open_as(staff)
    app.session_state["round-new"] = True
    app.run()
    app.text_input(key="round-title").set_value("Second").run()
    app.multiselect(key="round-findings").set_value(["FI-001"]).run()
    app.button(key="round-open").click().run()
    (error,) = app.error
    assert r"\*\*Bold\*\* \[link\]\(https\://example\.org\) \$x\$" in error.value
    assert "Items: “The ten partner countries, Policy” is in the open round 1 " in plain(app)
    assert f"(“{title}”) already. Leave it out, or close that round first." in plain(app)
    assert "FI-001" not in error.value


def test_a_comment_typed_for_a_round_that_closes_meanwhile_is_shown_to_be_copied(open_as, staff):
    """What an expert wrote is not lost, and who never voted is told of no vote."""
    open_round(staff)
    app = open_as(person("Ana Novak"))
    app.radio[0].set_value("disagree")
    app.text_area[0].set_value("The *law* was\nnever carried out.")
    live.rounds().close(1, visitor=staff)
    next(each for each in app.button if each.label == "Vote").click().run()
    assert not app.exception
    assert "it takes no more votes. Your vote was not taken." in plain(app)
    assert [each.value for each in app.code] == ["The *law* was\nnever carried out."]
    assert "0 of 3 validated, 0 contested, 3 without a vote" in words(app)
    assert live.votes().mine(1, visitor=person("Ana Novak")) == {}


def test_an_open_page_says_that_its_round_has_closed(open_as, staff, monkeypatch):
    """The part that asks every few seconds says it by itself, and the form beside it stays."""
    open_round(staff)
    assert "takes no more votes" not in words(open_as(person("Ana")))
    # The whole screen would go over to the results; here it still believes the round to be open.
    monkeypatch.setattr(
        type(live.rounds()), "closed_at", lambda self, number: datetime(2026, 11, 22, 23, 51, tzinfo=UTC)
    )
    app = open_as(person("Ana"))
    assert "Round 1 closed on 22 November 2026 at 23:51 UTC: it takes no more votes. Copy what you have typed" in words(
        app
    )
    assert app.text_area and app.button(key="round-closed-go").label == "Show what came out"


def test_what_was_judged_at_another_value_is_said_with_both_values(open_as, staff):
    """“Another value: validated” would vouch for the level that nobody judged."""
    vote_and_close(staff)
    (before,) = [each for each in live.votes().results(1, 1, visitor=staff) if each.item == SLOVENIA]
    assert round_words.outcome_words(before, 1) == "Validated"
    assert change_slovenia(staff) == 5
    slovenia, austria, first = live.votes().results(1, 2, visitor=staff)
    assert round_words.outcome_words(slovenia, 2) == "Level 5 was validated; in release 2 it is level 4"
    assert round_words.outcome_words(austria, 2) == "Contested"
    assert round_words.outcome_words(first, 2) == "Too few judged"
    assert round_words.outcome_words(replace(slovenia, now=None), 2) == (
        "Level 5 was validated; release 2 does not hold it"
    )
    moved = slovenia.shown.value.replace("2019", "2020")
    assert round_words.outcome_words(replace(slovenia, now=moved), 2) == (
        "Level 5 was validated; release 2 has it for something else"
    )
    reworded = replace(first, now=first.now.replace('"finding":"', '"finding":"Not so: '))
    assert reworded.is_stale
    assert round_words.outcome_words(reworded, 2).startswith(
        "Another wording was judged by too few; in release 2 it is “Not so: "
    )
    assert round_words.outcome_words(replace(first, now=None), 2) == (
        "Another wording was judged by too few; release 2 does not hold it"
    )
    text = "\n".join(every_text(minutes.minutes(*live.rounds().all(), (slovenia,), statements(View(2)), 2)))
    assert "Level 5 was validated; in release 2 it is level 4" in text


def test_nobody_reads_the_word_stale(open_as, staff, open_screen):
    """One term on every screen: a value that the release does not have was judged."""
    vote_and_close(staff)
    change_slovenia(staff)
    changed = badge_changes(1, 2)
    assert [row[:3] for row in changed.table.rows] == [
        ("Slovenia, Policy status, national, 2019", "validated", "judged at another value")
    ]
    assert "Judged at another value: the release has a value that the experts did not vote on." in changed.note
    marked = policy_charts.levels(View(2), (), "both", "2019", "D1", "", level_badges(2))
    assert "↻ judged at another value" in marked.subtitle
    assert "<br>Judged at another value<br>" in str(marked.figure.to_dict()).replace("\u00a0", " ")
    assert "stale" not in str(marked.figure.to_dict()).lower()


def test_the_audit_log_says_what_leaves_an_entry(open_as, staff):
    """Rounds, votes and marks are in it too."""
    app = AppTest.from_function(_audit_log)
    app.session_state["visitor"] = staff
    app.run()
    assert not app.exception
    assert (
        "Every publication and roll back, every round opened or closed, every vote and every mark of an idea leaves an "
        "entry that holds the hash of the entry before it."
    ) in words(app)


def _audit_log():
    from pages.manage import audit_log

    audit_log.section()


# --- charts, minutes, badges


def test_the_distribution_is_a_sound_figure_and_table(staff):
    """The counts of the chart, its table and the rule stand together."""
    vote_and_close(staff)
    (chosen,) = live.rounds().all()
    results = live.votes().results(1, 1, visitor=staff)
    for is_dark in (False, True):
        view = View(1, is_dark)
        chart = round_results.distribution(chosen, results, statements(view), view)
        go.Figure(chart.figure.to_dict())
    column = chart.table.column
    assert column("Outcome") == ["validated", "contested", "too few judged"]
    judgements = map(column, ("Agree", "With reservations", "Disagree", "Cannot judge"))
    assert list(zip(*judgements, strict=True)) == [(2, 1, 0, 0), (1, 0, 2, 0), (0, 0, 0, 1)]
    assert [round(each, 1) for each in column("Agree, % of those who judged")[:2]] == [100.0, 33.3]
    assert "at least 70 % of those who judge agree" in chart.evidence.definition.replace("\u00a0", " ")


def test_the_minutes_hold_counts_comments_and_changes_in_both_files(staff):
    """A partner files the minutes; they say what the screen says."""
    vote_and_close(staff)
    change_slovenia(staff)
    (chosen,) = live.rounds().all()
    results = live.votes().results(1, 2, visitor=staff)
    report = minutes.minutes(chosen, results, statements(View(2)), 2)
    text = "\n".join(every_text(report))
    assert "0 of 3 validated, 1 contested, 1 judged by too few, 1 judged at another value." in text
    assert "closed by Sonja Staff" in text and "3 people voted" in text
    assert "Slovenia, Policy status, 2019: 3 voted on level 5; in release 2 it is level 4." in text
    assert "Ana, disagree, proposes level 2: Too <b>low</b>." in text
    assert to_pdf(report).startswith(b"%PDF")
    document = docx.Document(io.BytesIO(to_docx(report)))
    assert any("Too <b>low</b>." in each.text for each in document.paragraphs)


def test_badges_mark_the_table_of_levels_alone_where_there_are_any(staff):
    """Marks come with their legend and the table's column; without rounds nothing changes."""
    given = ((), "both", "2019", "D1", "")
    bare = policy_charts.levels(View(1), *given, level_badges(1))
    assert "✓" not in bare.subtitle and "Experts" not in bare.table.headings
    vote_and_close(staff)
    marked = policy_charts.levels(View(1), *given, level_badges(1))
    assert "✓ validated by experts, ≠ contested" in marked.subtitle
    texts = [text for each in marked.figure.to_dict()["data"] for text in each.get("text") or ()]
    assert sum(text.endswith(" ✓") for text in texts) == 1 and sum(text.endswith(" ≠") for text in texts) == 1
    column = marked.table.column
    said = dict(zip(zip(column("Place"), column("Code"), strict=True), column("Experts"), strict=True))
    assert said["Slovenia", "D1"].startswith("Validated by experts in round 1")
    assert said["Slovenia", "D2"] == ""


def test_results_narrow_to_countries_and_the_minutes_stay_whole(open_as, staff):
    """A partner looks at the own country; the record is of the whole round."""
    vote_and_close(staff)
    app = open_as(person("Ana"), country="AT")
    shown = words(app)
    assert "0 of 2 validated, 1 contested, 1 judged by too few" in shown and not app.warning
    assert "Slovenia, Policy status" not in shown
    app.multiselect(key="country").set_value(["LV"]).run()
    assert "0 of 1 validated, 0 contested, 1 judged by too few" in words(app)
    app.multiselect(key="country").set_value([]).run()
    assert "1 of 3 validated, 1 contested, 1 judged by too few" in words(app)
