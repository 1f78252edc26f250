"""Opens Ideas for a region, changes the region, follows wrong links and its own links, and marks ideas as an expert."""

import re

import pytest

from data import live
from data.audit import Actor
from data.intake.draft import draft
from data.intake.files import UploadedFile
from data.people.access import Visitor
from pages.act.idea_list import DEFINITION, IDEAS, all_ideas, shown, summary
from pages.act.idea_words import gaps, kinds, places
from pages.parts.site_map import screen
from pages.parts.view import View
from pages.parts.wording import as_text
from queries import answers
from tests.pages.conftest import words

SIGNS = [
    "Romania: 21 gaps in cluster policy, support for firms, small enterprises and services of providers, and",
    "Rules made this list, not people who know the region",
    "There are 48 rules; staff change them under Upload",
    "Romania stands at level 1 (Incidental) in 2019; the median of the ten countries is 3.",
    "Lower Austria stands at level 4, Romania at 1.",
    "None of 10 listed providers offers it; providers in 9 other countries do.",
]
ANNA = Actor("Anna", "staff", "code (self-declared)")


def buttons(app) -> dict[str, object]:
    return {button.key: button for button in app.button if button.key}


def test_the_screen_says_the_gaps_the_ideas_and_that_rules_made_them(open_screen):
    """Who opens the screen reads how many gaps, by what one can tell, what answers them, and how sure that is."""
    app = open_screen("ideas")
    read = words(app)
    for sign in SIGNS:
        assert sign in read, sign
    for caution in ("Levels are ordinal", "Eighteen instruments for each country is a sampling quota", "no census"):
        assert caution in read, caution
    assert not app.warning
    # Viewers see no marks.
    assert not [key for key in buttons(app) if key.startswith("thumb")]


def test_the_region_changes_and_clears_and_more_gaps_are_shown(open_screen):
    """The list follows the region, in the address too; the gaps that are left are a click away."""
    app = open_screen("ideas")
    assert buttons(app)["more"].label == "Show more gaps (14 left)"
    buttons(app)["more"].click().run()
    assert buttons(app)["more"].label == "Show more gaps (9 left)"
    app.selectbox(key="region").set_value("SK").run()
    assert "Slovakia: 6 gaps in cluster policy and support for firms, and 32 ideas from elsewhere" in words(app)
    assert "In 2 indicators, no wider a gap than the median country’s." in words(app)
    assert dict(app.query_params) == {"region": "SK"}
    assert buttons(app)["more"].label == "Show more gaps (2 left)"
    buttons(app)["more"].click().run()
    assert "more" not in buttons(app)
    buttons(app)["clear"].click().run()
    assert SIGNS[0] in words(app)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    "region", ["XX", "rx", "EU27_2020", "ALL", "SE313", ["SK", "none"], "' OR 1=1 --", "<b>RO</b>", "r" * 5000]
)
def test_a_malformed_link_falls_back_and_says_so(open_screen, region):
    """A mistyped link still opens the screen."""
    app = open_screen("ideas", region=region)
    assert len(app.warning) == 1
    assert "The link asks for region" in app.warning[0].value
    assert "Shown instead: Romania." in app.warning[0].value
    assert SIGNS[0] in words(app)


def test_a_part_that_the_screen_does_not_use_is_said(open_screen):
    """Nobody thinks that a filter works here which doesn't."""
    app = open_screen("ideas", dimension="D1")
    assert "The link has a part this screen does not use" in app.warning[0].value


def test_every_place_has_sensible_words_for_every_gap_and_idea(store_of_the_tests):
    """A reason without its number, or with “nan” in it, is no reason."""
    view = View(1)
    for place in places(view):
        assert len(kinds(view, place)) == 4
        found = gaps(view, place)
        for gap in found:
            assert re.search(r"\d", gap.reason)
            assert len(gap.ideas) <= 6
            for idea in gap.ideas:
                assert idea.reason.endswith(".") and idea.facts
                assert not re.search(r"\b(nan|NaN)\b|<NA>|\bNone\b(?! of)", gap.reason + idea.why + idea.what)
                assert len(idea.key) <= 200
                if gap.kind == "level":
                    assert re.search(r"stands at level \d, .* at \d\.", idea.why)
        assert len({idea.key for gap in found for idea in gap.ideas}) == sum(len(gap.ideas) for gap in found)
        chart = all_ideas(view, place)
        assert len(chart.table) >= sum(len(gap.ideas) for gap in found)
        assert len(shown(view, place, 99)) == len(found)
        assert not re.search(r"\b(nan|None|NaN)\b", chart.finding + summary(view, place))


def test_a_region_without_gaps_of_a_kind_says_so_and_where_nothing_is_known_too(store_of_the_tests):
    """“No gap” and “not known” are different things."""
    lower_austria = {kind.kind: kind for kind in kinds(View(1), "AT12")}
    assert lower_austria["level"].number == "no gap"
    assert lower_austria["level"].words == "All 8 levels are at the lower median or above, none below most peers’."
    kingdom = {kind.kind: kind for kind in kinds(View(1), "UK")}
    assert kingdom["size"].number == "not known"
    assert kingdom["size"].words == "No values by size in the years that are compared. The last are of 2020."
    assert kingdom["service"].number == "no gap"
    buckinghamshire = {kind.kind: kind for kind in kinds(View(1), "UKJ1")}
    assert buckinghamshire["service"].number == "not known"
    assert "All levels are the country’s." in buckinghamshire["level"].words


def test_the_median_is_told_as_on_cluster_policy_where_two_stand_in_the_middle(store_of_the_tests):
    """Of ten countries two stand in the middle; “the median is 3” would contradict “3 and 4” on Cluster policy."""
    told = {gap.gap_id: gap.reason for place in ("UK", "RO") for gap in gaps(View(1), place) if gap.kind == "level"}
    assert told["level:D7"].startswith(
        "Romania stands at level 2 (Emerging) in 2019; the medians of the ten countries are 3 and 4. The places"
    )
    assert told["level:D2"].startswith(
        "Romania stands at level 3 (Established) in 2019; the median of the ten countries is 4. The places"
    )
    assert told["level:D8"].startswith(
        "Romania stands at level 3 (Established) in 2019; the medians of the ten countries are 3 and 4, but 2 of 3 "
        "peers stand higher. The places"
    )
    policy = View(1).rows("level_distribution", tier="national", year="2019")
    medians = {row.dimension_id: {row.lower_median, row.upper_median} for row in policy}
    for gap_id, reason in told.items():
        said = re.search(r"medians? of the ten countries (?:is|are) (\d)(?: and (\d))?", reason)
        assert {int(each) for each in said.groups() if each} == medians[gap_id.removeprefix("level:")], gap_id
    assert "a level below the lower of the two is a gap, one between them is not" in DEFINITION


def test_the_places_that_took_a_practice_up_have_their_articles(store_of_the_tests):
    """“Taken up by Region of Murcia” is no English."""
    facts = {fact for gap in gaps(View(1), "RO") for idea in gap.ideas for fact in idea.facts}
    assert "One of the 30 exchanged; taken up by the Region of Murcia." in facts
    assert "One of the 30 exchanged; taken up by Lower Austria and the Region of Murcia." in facts
    assert not [fact for fact in facts if "by Region" in fact or "and Region" in fact]


def test_what_a_place_has_chosen_already_is_said(store_of_the_tests):
    """Slovakia bases an action on the Lower Austrian monitoring: the idea isn't new there."""
    (gap,) = [gap for gap in gaps(View(1), "SK") if gap.gap_id == "level:D7"]
    (idea,) = [idea for idea in gap.ideas if idea.title.startswith("Lower Austrian Cluster Programme")]
    assert "Slovakia has chosen it already: the question is what came of it." in idea.facts


def test_the_links_lead_to_screens_filtered_as_they_say(open_screen, store_of_the_tests):
    """A link to evidence that the other screen doesn't understand proves nothing."""
    linked: dict[tuple, dict] = {}
    for place in ("RO", "UK", "SI036"):
        for gap in gaps(View(1), place):
            linked.setdefault(("gap", gap.kind), (gap.path, gap.choices))
            for idea in gap.ideas[:IDEAS]:
                linked.setdefault(("idea", idea.answer), (idea.path, idea.choices))
    assert len(linked) == 4 + 3
    for path, choices in linked.values():
        assert screen(path)
        app = open_screen(path, **choices)
        assert not app.warning, (path, choices, app.warning[0].value)


@pytest.fixture
def own_store(monkeypatch, tmp_path):
    """A store of its own, so that no other test sees its marks and releases."""
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/own.sqlite")
    live.forget()
    answers.forget()
    yield live.store()
    live.forget()
    answers.forget()


def publish(store, files: dict[str, bytes], number: int) -> None:
    """Make `files` the release `number`: what is kept of a release outlives a test, so each has a number of its own."""
    for before in range(1, number):
        filler = {**files, "sources": files["sources"] + b" " * before}
        store.add_release(
            filler if before < number - 1 else files, based_on=before, kind="upload", by=ANNA, reason="A test."
        )


def expert(name: str) -> Visitor:
    return live.access().sign_in_with_code(live.access().access_codes()["expert"], name, name)


def test_an_expert_marks_an_idea_changes_the_mark_and_takes_it_back(open_screen, own_store):
    """One mark a person, counted for all experts."""
    app = open_screen("ideas", expert("Anna Expert"))
    assert buttons(app)["thumb_up-1-1"].label == "Useful (0)"
    buttons(app)["thumb_up-1-1"].click().run()
    assert buttons(app)["thumb_up-1-1"].label == "**Useful (1), your mark**"
    buttons(app)["thumb_down-1-1"].click().run()
    assert buttons(app)["thumb_up-1-1"].label == "Useful (0)"
    assert buttons(app)["thumb_down-1-1"].label == "**Not useful (1), your mark**"
    other = open_screen()
    other.session_state["visitor"] = expert("Bea Expert")
    other.switch_page(screen("ideas").script)
    other.run()
    assert buttons(other)["thumb_down-1-1"].label == "Not useful (1)"
    buttons(app)["thumb_down-1-1"].click().run()
    assert buttons(app)["thumb_down-1-1"].label == "Not useful (0)"
    assert not app.exception


def test_a_mark_after_the_session_ended_says_so(open_screen, own_store):
    """The click is lost, but not silently."""
    app = open_screen()
    visitor = expert("Anna Expert")
    app.session_state["visitor"] = visitor
    app.switch_page(screen("ideas").script)
    app.run()
    live.access().sign_out(visitor)
    buttons(app)["thumb_up-1-1"].click().run()
    assert not app.exception
    assert "Sign in again" in "".join(each.value for each in app.warning) + words(app)


def test_a_release_without_rules_still_shows_the_gaps(open_screen, own_store):
    """A release older than the rules, or one whose rules staff took out, opens and says that nothing answers."""
    files = own_store.files(1)
    files["idea_rules"] = files["idea_rules"].splitlines(keepends=True)[0]
    publish(own_store, files, 5)
    shown_words = words(open_screen("ideas"))
    assert "and 0 ideas from elsewhere" in shown_words
    assert "No rule finds an answer to it elsewhere." in shown_words
    assert "There are 0 rules" in shown_words


def test_staff_change_a_rule_by_upload_and_the_screen_follows(open_screen, own_store):
    """The rules are data: a CSV with another weight and other words, checked and published, makes another list."""
    publish(own_store, own_store.files(1), 7)
    now = own_store.files(7)
    old = b"5,It brings clusters or firms together with a hub or a test site for Industry 4.0."
    assert old in now["idea_rules"]
    upload = UploadedFile("rules.csv", now["idea_rules"].replace(old, b"1,Staff wrote another reason."))
    checked = draft([upload], now, live.contract())
    assert (checked.errors, list(checked.difference)) == ((), ["idea_rules"])
    staff = live.access().sign_in_with_code(live.access().access_codes()["staff"], "Sonja Staff", "s")
    live.publishing().publish(checked.result, based_on=7, visitor=staff, reason="Hubs count for less.")
    before, after = ([gap for gap in gaps(View(number), "RO") if gap.gap_id == "level:D4"] for number in (7, 8))
    assert before[0].ideas[0].title == "House of Digitalization"
    assert after[0].ideas[0].title != "House of Digitalization"
    # A rule that cannot work is refused with its line.
    wrong = UploadedFile("rules.csv", upload.content.replace(b"IR-01,level,D1", b"IR-01,level,D9"))
    assert [each.line for each in draft([wrong], now, live.contract()).errors] == [2]


def test_a_release_that_knows_no_place_says_so(open_screen, own_store):
    """Nothing to choose from is no error."""
    files = {name: content.splitlines(keepends=True)[0] for name, content in own_store.files(1).items()}
    publish(own_store, files, 6)
    assert "names no place" in words(open_screen("ideas"))


def test_titles_are_shown_as_they_are_written():
    """A title with a star or a bracket would otherwise be obeyed as Markdown."""
    assert as_text("A*b [c] (d)") == "A\\*b \\[c\\] \\(d\\)"
