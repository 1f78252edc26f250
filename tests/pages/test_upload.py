"""Uploads, mends, confirms, publishes and meets others on the screen, as a member of staff would."""

import csv
import io
from types import SimpleNamespace

import openpyxl
import pytest

from data import live
from data.people.access import Access
from pages.parts import sign_in
from queries import answers
from tests.pages.conftest import opened, words

UNKNOWN_IN_SLOVENIA = ["CL-SI-002", "CL-SI-003", "CL-SI-005"]


@pytest.fixture(autouse=True)
def clock(monkeypatch, tmp_path):
    """Give each test a store and a server of its own, whose time can be put forward."""
    now = SimpleNamespace(seconds=1_700_000_000.0)
    access = Access(60, clock=lambda: now.seconds)
    access.access_codes()
    monkeypatch.setattr(live, "_access", lambda: access)
    monkeypatch.setattr(sign_in, "_client", lambda: "the test")
    monkeypatch.setenv("INNO_STORE_URL", f"sqlite:///{tmp_path}/inno.sqlite")
    live.forget()
    answers.forget()
    yield now
    live.forget()
    answers.forget()


def staff(name: str = "Ana Kos"):
    return live.access().sign_in_with_code(live.access().access_codes()["staff"], name, name)


@pytest.fixture
def app():
    return opened("upload", staff())


def rows(dataset: str) -> list[dict[str, str]]:
    content = live.store().files(live.newest_release().number)[dataset].decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def written(table: list[dict[str, str]], renamed: dict[str, str] | None = None, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([(renamed or {}).get(name, name) for name in table[0]])
    writer.writerows(row.values() for row in table)
    return text.getvalue().encode("utf-8")


def documented(ids: list[str]) -> list[dict[str, str]]:
    table = rows("cluster_organisations")
    for row in table:
        if row["cluster_id"] in ids:
            row.update(industry40_activities="yes", industry40_evidence="https://example.org/industry-4-0")
    return table


def dropped(app, *files: tuple[str, bytes]):
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return app.run()


def button(app, label: str):
    return next(each for each in app.button if each.label == label)


def publish(app, reason: str = "Three clusters of Slovenia answered"):
    next(each for each in app.text_area if each.label == "Reason").set_value(reason)
    return button(app, "Publish").click().run()


def said(app) -> str:
    assert not app.exception, app.exception
    return words(app) + "\n".join(each.value for each in app.success)


def test_before_a_file_is_there_the_screen_says_what_will_happen(app):
    """Who has never uploaded must not fear that dropping a file already publishes it."""
    shown = said(app)
    assert "Nothing is stored yet." in shown
    assert "Up to 25 MB a file." in shown
    assert [each.proto.label for each in app.get("download_button")] == [
        "Template, CSV",
        "Template, XLSX",
        "Live data, CSV",
        "Live data, XLSX",
        "Fields explained",
    ]


def test_a_file_goes_from_drop_to_publication_and_the_headline_moves(app):
    """The whole purpose of the screen."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    shown = said(app)
    assert "Ready to publish. Cluster organisations: 3 rows changed (6 cells)." in shown
    assert "Replaces the whole dataset Cluster organisations." in shown
    assert "20.3 % → 21.7 %" in shown
    assert live.newest_release().number == 1
    publish(app)
    assert "Published as release 2." in said(app)
    newest = live.newest_release()
    assert (newest.number, newest.author, newest.reason) == (2, "Ana Kos", "Three clusters of Slovenia answered")
    # The one who published goes over at once.
    assert "Data release 2, published" in said(app)


def test_nothing_of_a_file_with_mistakes_can_be_published(app):
    """Half a dataset would be worse than an old one."""
    table = documented(UNKNOWN_IN_SLOVENIA)
    table[0]["industry40_activities"] = "maybe"
    table[3]["founded_year"] = "19x9"
    dropped(app, ("clusters.csv", written(table, delimiter=";")))
    shown = said(app)
    assert "2 errors: mend the files and drop them again. Nothing was stored." in shown
    assert "<b>1 error</b>: column founded_year, line 5" in shown
    assert "Found &#34;maybe&#34;, expected one of yes, no, unknown." in shown
    table = app.dataframe[0].value
    assert table["Line"].tolist() == [2, 5]
    assert table["Value"].tolist() == ["maybe", "19x9"]
    labels = [each.proto.label for each in app.get("download_button")]
    assert r"clusters\.csv with the problems written in" in labels
    assert "Problems, CSV" in labels
    assert "Publish" not in [each.label for each in app.button]
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    assert "Ready to publish." in said(app)


def test_half_a_file_is_red_until_the_number_of_removed_rows_is_typed(app):
    """“Ready to publish” over half a dataset, and one click takes the other half away from everybody."""
    table = rows("instruments")
    dropped(app, ("instruments.csv", written([row for row in table if row["country_code"] not in ("HU", "SI")])))
    asked = r"services\: 36 of 180 live rows would be removed\: HU 18 \(all its rows\), SI 18 \(all its rows\)\."
    assert asked in app.error[0].value
    assert "Ready to publish." not in said(app)
    assert "Publish" not in [each.label for each in app.button]
    app.radio[0].set_value("Replace all").run()
    app.text_input[0].set_value("35").run()
    assert app.error and "Publish" not in [each.label for each in app.button]
    app.text_input[0].set_value("36").run()
    assert not app.error and "Ready to publish. Financing instruments and services: 36 rows removed." in said(app)
    publish(app, "Hungary and Slovenia left")
    assert len(rows("instruments")) == 144


def test_a_few_rows_can_be_added_to_those_that_are_live(app):
    """Who has two new rows and drops them wants them added, not the other 180 removed."""
    table = rows("instruments")
    new = {**table[0], "instrument_id": "AT-901", "name": "A new instrument"}
    dropped(app, ("instruments.csv", written([{**table[1], "name": "Another name"}, new])))
    assert "179 of 180 live rows would be removed" in app.error[0].value
    app.radio[0].set_value("Add and change").run()
    assert not app.error and "services: 1 row changed (1 cell) and 1 row added." in said(app)
    assert "services, and changes those with the same key; removes nothing." in said(app)
    button(app, "Decide again").click().run()
    assert "179 of 180 live rows would be removed" in app.error[0].value
    app.radio[0].set_value("Add and change").run()
    publish(app, "One new, one renamed")
    assert len(rows("instruments")) == 181


def test_a_confirmation_holds_for_its_number_only(app):
    """Else what was said of one file would let another through, or what somebody published meanwhile go too."""
    kept = [row for row in rows("instruments") if row["country_code"] != "HU"]
    dropped(app, ("instruments.csv", written(kept)))
    app.radio[0].set_value("Replace all").run()
    app.text_input[0].set_value("18").run()
    assert not app.error
    dropped(app, ("instruments.csv", written(kept[1:])))
    assert "19 of 180 live rows would be removed" in app.error[0].value
    assert "Publish" not in [each.label for each in app.button]


def test_renamed_columns_wait_for_a_person(app):
    """A column matched in silence puts one town's numbers under another's name."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA), {"city": "Town"})))
    assert "Publish" not in [each.label for each in app.button]
    assert "Column “Town”: its name is like “city” \\(Town\\)" in [each.label for each in app.selectbox]
    button(app, "Use these columns").click().run()
    assert "As you decided: Town is city." in said(app)
    assert "Ready to publish." in said(app)
    button(app, "Decide again").click().run()
    assert "Publish" not in [each.label for each in app.button]


def test_what_was_detected_can_be_set_right(app):
    """Detection guesses; the person knows."""
    dropped(app, ("clusters.csv", written(rows("cluster_organisations"))))
    assert "No change: the data are live already, in release 1." in said(app)
    assert "UTF-8, separated by comma, decimal point. Set it right" in [each.label for each in app.expander]
    next(each for each in app.selectbox if each.label == "Separator").set_value(";").run()
    assert "No change" not in said(app)
    assert "Publish" not in [each.label for each in app.button]
    next(each for each in app.selectbox if each.label == "Separator").set_value(None).run()
    assert "No change: the data are live already, in release 1." in said(app)
    next(each for each in app.selectbox if each.label == "Dataset").set_value("practices").run()
    assert "Good practices, as chosen." in said(app) or "as chosen" in said(app)


def test_after_a_wrong_encoding_another_can_be_chosen(app):
    """Whoever chose wrongly would else have to begin again."""
    table = rows("cluster_organisations")
    table[0]["name"] = "Združenie pre Košice"
    dropped(app, ("clusters.csv", written(table).decode().encode("iso8859_2", "replace")))

    def encoding():
        return next(each for each in app.selectbox if each.label == "Encoding")

    encoding().set_value("utf-8").run()
    assert "ound bytes that are not UTF-8" in said(app)
    encoding().set_value("cp852").run()
    assert "choose that encoding if the letters are right then" in said(app)
    encoding().set_value("iso8859_2").run()
    assert "choose that encoding" not in said(app)


def test_the_sheet_of_a_workbook_can_be_chosen(app):
    """A table often stands behind a sheet with a title page."""
    table = rows("findings")
    book = openpyxl.Workbook()
    book.active.title = "_Read_ me"
    book.active.append(["Our findings"])
    sheet = book.create_sheet("Data")
    for row in [list(table[0]), *(list(row.values()) for row in table)]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    dropped(app, ("findings.xlsx", content.getvalue()))
    assert "Or choose another sheet: Data." in said(app)
    assert "Encoding" not in [each.label for each in app.selectbox]
    next(each for each in app.selectbox if each.label == "Sheet").set_value("Data").run()
    assert "No change: the data are live already, in release 1." in said(app)


def test_several_files_are_published_together_or_not_at_all(app):
    """A practice whose adoptions are in the other file must not stand alone."""
    table = rows("events")
    table[0]["title"] += " (updated)"
    wrong = rows("findings")
    wrong[0]["country_code"] = "XX"
    good = ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA)))
    dropped(app, good, ("events.csv", written(table)), ("findings.csv", written(wrong)))
    assert "Publish" not in [each.label for each in app.button]
    dropped(app, good, ("events.csv", written(table)))
    assert "Cluster organisations: 3 rows changed (6 cells); " in said(app)
    publish(app, "Two files at once")
    assert live.newest_release().number == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("clusters.csv", b"", "nothing in it"),
        ("clusters.csv", b"PK\x03\x04xl/", "a zip archive"),
        ("clusters.xlsx", b"a,b\n1,2\n", "no workbook as its name says"),
        ("clusters.doc", b"a,b\n1,2\n", "not named .csv"),
        ("clusters.csv", b"<!DOCTYPE html><html></html>", "a web page"),
        ("clusters.csv", b"name,town\nAna,Lj\x00ubljana\nBor,Kranj\n", "a zero byte"),
        ("*_[x](y)<b>.csv", b"a,b\n1,2\n", "which dataset"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(app, name, content, sentence):
    """Staff drop what they have; a traceback tells them nothing."""
    dropped(app, (name, content))
    assert sentence in said(app)
    assert "<b>.csv" not in "".join(each.proto.body for each in app.get("html"))


def test_a_reason_is_asked_for(app):
    """A history without reasons answers nobody."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    publish(app, "no")
    assert any("Reason" in each.value for each in app.error)
    assert live.newest_release().number == 1
    publish(app)
    assert live.newest_release().number == 2


def test_who_published_meanwhile_is_named_and_both_changes_come_together(app):
    """Two members of staff on one day must not undo each other's work."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    other = documented(["CL-SI-006"])
    base = live.newest_release().number
    files = {**live.store().files(base), "cluster_organisations": written(other).replace(b"\r\n", b"\n")}
    live.publishing().publish(files, based_on=base, visitor=staff("Bor Novak"), reason="One more answered")
    publish(app)
    assert live.newest_release().number == 2
    assert "Bor Novak" in said(app) and "One more answered" in said(app)
    assert "Nothing of yours was published." in said(app)
    assert [each.value for each in app.warning] == [
        "Release 2 was published after this was checked. Bring your changes onto it below."
    ]
    assert "What changes against release 1" in [each.value for each in app.subheader]
    button(app, "Bring my changes onto release 2").click().run()
    assert "What changes against release 2, live now" in [each.value for each in app.subheader]
    publish(app)
    assert "Published as release 3." in said(app)
    found = {row["cluster_id"] for row in rows("cluster_organisations") if row["industry40_evidence"].endswith("4-0")}
    assert found == {*UNKNOWN_IN_SLOVENIA, "CL-SI-006"}


def test_rows_that_both_changed_are_listed_and_the_published_ones_stay(app):
    """Somebody's work that is overwritten without a word is lost."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    other = rows("cluster_organisations")
    next(row for row in other if row["cluster_id"] == "CL-SI-002")["members"] = "77"
    next(row for row in other if row["cluster_id"] == "CL-SI-002")["industry40_activities"] = "no"
    files = {**live.store().files(1), "cluster_organisations": written(other).replace(b"\r\n", b"\n")}
    live.publishing().publish(files, based_on=1, visitor=staff("Bor Novak"), reason="Counted again")
    publish(app)
    button(app, "Bring my changes onto release 2").click().run()
    assert "1 row changed by both: the published version stays." in said(app)
    assert "Left out, because somebody else changed them as well: 1 row." in said(app)
    publish(app)
    table = {row["cluster_id"]: row for row in rows("cluster_organisations")}
    assert (table["CL-SI-002"]["industry40_activities"], table["CL-SI-002"]["members"]) == ("no", "77")
    assert table["CL-SI-003"]["industry40_activities"] == "yes"


def published_by_bor(**tables: list[dict[str, str]]) -> None:
    base = live.newest_release().number
    files = {name: written(table).replace(b"\r\n", b"\n") for name, table in tables.items()}
    files = {**live.store().files(base), **files}
    live.publishing().publish(files, based_on=base, visitor=staff("Bor Novak"), reason="Counted again")


def test_a_newer_release_is_noticed_before_the_click(app):
    """“Ready to publish” on what is no longer live sends people into a refusal."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    published_by_bor(cluster_organisations=documented(["CL-SI-006"]))
    app.run()
    assert "Ready to publish." not in said(app)
    assert "Publish" not in [each.label for each in app.button]
    button(app, "Bring my changes onto release 2").click().run()
    assert "Ready to publish. Cluster organisations: 3 rows changed (6 cells)." in said(app)
    assert button(app, "Publish")


def test_where_all_of_it_was_changed_by_both_nothing_is_left_and_that_is_said(app):
    """“No change: the data are live already” would leave people sure that their value is live."""
    mine = rows("events")
    mine[0]["title"] += " (mine)"
    dropped(app, ("events.csv", written(mine)))
    theirs = rows("events")
    theirs[0]["title"] += " (theirs)"
    published_by_bor(events=theirs)
    publish(app)
    button(app, "Bring my changes onto release 2").click().run()
    assert "live already" not in said(app)
    assert any(
        each.value.startswith("Nothing of yours is left to publish: 1 row changed by both") for each in app.warning
    )
    app.run()
    assert any(each.value.startswith("Nothing of yours is left to publish") for each in app.warning)


def test_what_does_not_fit_together_any_more_is_an_error_before_the_click(app):
    """Two sound files can make a broken release: a row of mine cites a source that they removed."""
    sources = rows("sources")
    published_by_bor(sources=[*sources, {**sources[0], "source_id": "S99", "title": "Another source"}])
    mine = rows("observations")
    mine[0]["source_id"] = "S99"
    dropped(app, ("observations.csv", written(mine)))
    assert "Ready to publish." in said(app)
    published_by_bor(sources=sources)
    app.run()
    button(app, "Bring my changes onto release 3").click().run()
    assert "1 error: mend the files and drop them again. Nothing was stored." in [each.value for each in app.error]
    assert "S99" in said(app) and "Ready to publish." not in said(app)


def test_a_refusal_stands_beside_its_button(app):
    """At the top of a long screen nobody sees it, and the click seems to do nothing."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    publish(app, " ")
    shown = [each.value for each in app.main if each.type in ("subheader", "error")]
    assert shown[-2:] == ["Publish as release 2", "Reason\\: found nothing, expected 5 to 500 letters\\. Fill it in\\."]


def test_of_two_files_of_one_name_the_later_counts_and_that_is_said(app):
    """Whoever drops the corrected copy beside the first sees both names, and must know which one is checked."""
    wrong = documented(UNKNOWN_IN_SLOVENIA)
    wrong[0]["industry40_activities"] = "maybe"
    dropped(app, ("clusters.csv", written(wrong)))
    assert "same name" not in said(app)
    dropped(app, ("clusters.csv", written(wrong)), ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    assert "Of files with the same name, the one dropped last counts." in said(app)
    assert "Ready to publish." in said(app)


def test_what_was_prepared_outlives_the_end_of_the_session(app, clock):
    """An hour's mending must not be lost because the session ended a minute before."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    clock.seconds += 3_601
    publish(app)
    assert "Your session as staff ended" in said(app)
    assert live.newest_release().number == 1
    app.text_input(key="sign-in-name").set_value("Ana Kos")
    app.text_input(key="sign-in-code").set_value(live.access().access_codes()["staff"])
    button(app, "Sign in").click().run()
    assert "Ready to publish." in said(app)
    assert "Your session as staff ended" not in said(app) and not app.error
    assert next(each for each in app.text_area if each.label == "Reason").value == "Three clusters of Slovenia answered"
    publish(app)
    assert live.newest_release().number == 2


def test_nobody_goes_on_with_what_somebody_else_prepared(app, clock):
    """A window left open must not let the next person publish, under their name, what they never saw."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    before = app.file_uploader[0].key
    clock.seconds += 3_601
    publish(app)
    app.text_input(key="sign-in-name").set_value("Ben Novak")
    app.text_input(key="sign-in-code").set_value(live.access().access_codes()["staff"])
    button(app, "Sign in").click().run()
    assert "Nothing is stored yet." in said(app)
    assert not app.session_state["upload"].files
    assert app.file_uploader[0].key != before


def test_signing_out_clears_the_desk(app):
    """Whoever signs out has done with it."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    button(app, "Sign out").click().run()
    assert "upload" not in app.session_state
    assert "This screen is for staff." in said(app)


def test_an_ended_session_checks_nothing(app, clock):
    """The check reads live data and works the server: it is for staff too."""
    clock.seconds += 3_601
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    assert "Ready to publish." not in said(app)
    assert "Your session as staff ended" in said(app)


def test_start_again_clears_the_desk(app):
    """A file left behind would be published with the next."""
    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))
    button(app, "Start again").click().run()
    assert "Nothing is stored yet." in said(app)
    assert not app.session_state["upload"].files


def test_a_store_that_is_full_or_gone_is_said_and_the_draft_stays(app, monkeypatch):
    """After the operator has mended the store, nobody should have to begin anew."""
    from data.releases.store import Store, StoreError

    dropped(app, ("clusters.csv", written(documented(UNKNOWN_IN_SLOVENIA))))

    def full(*given, **named):
        raise StoreError("Store inno.sqlite: could not write it (the disk is full).")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "add_release", full)
        publish(app)
    assert any("The store of the data does not answer as it should" in each.value for each in app.error)
    publish(app)
    assert live.newest_release().number == 2


def test_validations_that_become_stale_are_announced(app, monkeypatch):
    """Experts' work that a publication sets aside must be seen before it."""
    from data.review.judged import Item

    badges = [SimpleNamespace(item=Item("maturity_assessments", rows("maturity_assessments")[0]["assessment_id"]))]
    badges[0].kind = "validated"
    monkeypatch.setattr(live.Votes, "badges", lambda self, release: badges)
    table = rows("maturity_assessments")
    table[0]["level"] = "4" if table[0]["level"] != "4" else "3"
    dropped(app, ("levels.csv", written(table)))
    assert "1 badge of experts says “judged at another value” then" in said(app)
    assert "1 changed" in said(app)
    table[0]["level"] = rows("maturity_assessments")[0]["level"]
    table[0]["evidence"] += " Read again in 2026."
    dropped(app, ("levels.csv", written(table)))
    assert "badge of experts" not in said(app)
    assert "Ready to publish." in said(app)


def test_the_limit_of_the_setting_is_the_servers_too(monkeypatch):
    """A server that takes in a gigabyte to have the reader refuse it can be filled by one person."""
    from streamlit import config

    monkeypatch.setenv("INNO_UPLOAD_LIMIT_MB", "1")
    made = opened("upload", staff())
    assert config.get_option("server.maxUploadSize") == 1
    assert made.file_uploader[0].proto.max_upload_size_mb == 1
    # Past the browser, which would not send it, the reader refuses it as well.
    dropped(made, ("events.csv", b"x" * (1 << 20) + b"y"))
    assert "at most 1 MB" in said(made)
    config.set_option("server.maxUploadSize", 25)


def test_a_check_that_failed_can_be_repeated(app, monkeypatch):
    """After the operator has mended the store, the files are still on the desk."""
    from data.releases.store import Store, StoreError

    def gone(*given):
        raise StoreError("Store inno.sqlite: could not read it.")

    content = written(documented(UNKNOWN_IN_SLOVENIA))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "files", gone)
        dropped(app, ("clusters.csv", content))
    assert any("The store of the data does not answer as it should" in each.value for each in app.error)
    button(app, "Check again").click().run()
    assert "Ready to publish." in said(app)
