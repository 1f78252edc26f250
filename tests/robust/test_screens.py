"""Opens every screen and makes reports on releases that keep the contract and have little left of what is usual."""

import pytest

from data import live
from data.checks.rules import check_files
from data.releases.shipped import read_shipped
from pages.door import start
from pages.parts.view import View
from queries import answers
from tests.robust.changes import changed, possible, tables_of
from tests.robust.screens import (
    failed_reports,
    failed_screens,
    publish,
    signed_in,
    with_downloads,
)

EXPLORE = ["", "policy", "instruments", "skills", "clusters", "practices"]

# Each broke a screen once, or stands for a kind that did; the screens that use what was changed.
RELEASES = {
    "a text of the project's figures reworded": (
        ["project_targets indicator reworded", "project_targets topic reworded"],
        ["practices", "actions", "blueprint"],
    ),
    "the dimensions of the rubric called otherwise at each level": (
        ["maturity_rubric dimension odd", "maturity_rubric question reworded", "maturity_rubric short_name empty"],
        ["policy", "regions", "index", "changes", "releases"],
    ),
    "a country without assessments": (["maturity_assessments - without-ES"], ["", "policy", "regions"]),
    "events without dates": (["events start_date empty", "events country_code empty"], ["actions"]),
    "one row of everything that instruments and practices are made of": (
        [
            "instruments - first-row", "practices - first-row", "providers - last-row",
            "cluster_organisations - last-row",
        ],
        ["", "instruments", "clusters", "practices", "actions", "regions"],
    ),
    "one value and one indicator": (
        ["observations - first-row", "indicators - first-row"],
        ["", "skills", "indicators", "index", "regions", "ideas"],
    ),
    "values of one country alone": (
        ["observations - last-row", "maturity_assessments - only-HU", "places - only-RO"],
        ["", "policy", "skills", "indicators", "index", "instruments", "actions", "ideas"],
    ),
    "the largest numbers and the last days that may be": (
        [
            "observations value highest", "project_targets achieved highest", "project_targets target lowest",
            "events start_date first-highest", "actions start_date lowest", "events participants highest",
            "practices resources_eur highest", "practices longitude highest", "instruments end_year lowest",
        ],
        ["", "skills", "indicators", "index", "actions", "practices", "instruments", "regions"],
    ),
    "all of one year": (
        ["observations year highest", "maturity_assessments year lowest", "maturity_assessments source_year highest"],
        ["", "policy", "skills", "indicators", "index", "regions", "ideas"],
    ),
}  # fmt: skip

WORST = [
    "places name_en odd", "regions - first-row", "instruments - last-row", "providers - first-row",
    "cluster_organisations - first-row", "cluster_counts - first-row", "maturity_rubric - last-row",
    "maturity_assessments - first-row", "practices - last-row", "practice_adoptions - first-row", "actions - first-row",
    "action_inspirations - first-row", "events - last-row", "findings - first-row", "project_targets - first-row",
    "indicators - last-row", "observations - first-row", "sources - first-row", "idea_rules - first-row",
]  # fmt: skip


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped data, in a store of its own that each changed release is added to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path_factory.mktemp('robust')}/inno.sqlite")
        start._open.cache_clear()
        start.opened()
        yield tables_of(read_shipped(live.contract()))
    start._open.cache_clear()
    live.forget()
    answers.forget()


@pytest.mark.parametrize("name", RELEASES)
def test_screens_draw_what_the_checks_accept(name, shipped):
    """A release that keeps the contract would show an error to everybody, and nobody could roll back on screen."""
    changes, paths = RELEASES[name]
    release = published(shipped, changes)
    with with_downloads():
        assert list(failed_screens(release, signed_in("staff"), paths)) == []


@pytest.fixture(scope="module")
def poorest(shipped):
    """The number of a release with one row in every dataset that bears it."""
    return published(shipped, WORST)


def test_every_screen_and_report_draws_one_row_of_everything(poorest):
    """The templates' example row of each dataset, published, would kill the dashboard."""
    assert View(poorest).row("industry40_rate", country=()).listed == 1
    assert list(failed_screens(poorest, signed_in("staff"))) == []
    assert list(failed_reports(poorest)) == []


@pytest.mark.parametrize("role", ["viewer", "expert"])
def test_others_than_staff_see_the_poorest_release_too(role, poorest):
    """What staff saw without an error would fail for whoever may do less."""
    assert list(failed_screens(poorest, signed_in(role), ["", "actions", "ideas", "validation"])) == []


def test_the_changes_are_known_by_the_names_the_tests_use(shipped):
    """A column that goes would leave a change without a meaning, and its release as it was."""
    known = set(possible(live.contract()))
    assert [name for names, _ in RELEASES.values() for name in names if name not in known] == []
    assert [name for name in WORST if name not in known] == []


def published(shipped, changes):
    """Return the number of the release that `changes` make of the shipped data; the checks accept it."""
    files = changed(shipped, changes, live.contract())
    assert check_files(files, live.contract()) == []
    return publish(files)
