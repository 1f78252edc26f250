"""What went wrong can be read afterwards: when, what, on which release; about people no more than in the audit log."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.operation import log
from data.people.access import Access, AccessError
from data.refused import Refused
from data.releases.publishing import Publishing
from data.releases.shipped import publish_shipped
from data.releases.store import Store
from tests.data import old_stores
from tests.data.towns import CLUBS, CLUBS_DESCRIBED, TOWNS, TOWNS_DESCRIBED, described, ship


def written(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [f"{each.name} {each.levelname} {each.getMessage()}" for each in caplog.records]


@pytest.fixture
def publishing(tmp_path: Path) -> Iterator[Publishing]:
    ship(tmp_path, towns=TOWNS, clubs=CLUBS)
    contract = described(tmp_path, TOWNS_DESCRIBED, CLUBS_DESCRIBED)
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    publish_shipped(store, contract)
    yield Publishing(store, contract, Access(60))
    store.close()


def test_a_refused_code_is_written_without_the_code_and_the_name(caplog: pytest.LogCaptureFixture) -> None:
    """Without it, nobody would notice that somebody tries codes; with more, the log would hold a mistyped right one."""
    access = Access(60)
    access.access_codes()
    for _ in range(2):
        with pytest.raises(AccessError):
            access.sign_in_with_code("abcd-efgh-jkmn-pqrs", "Eve Evans", "10.0.0.7")
    assert written(caplog) == [
        "data.people.access WARNING A wrong access code was refused.",
    ]
    assert not re.search("abcd|Eve|10[.]0", caplog.text)


def test_a_publication_that_was_refused_or_failed_is_written(
    publishing: Publishing, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, an operator who is asked “why was it not published?” would have nothing to look at."""
    staff = publishing.access.sign_in_at_command_line("Sonja Staff")
    files = publishing.store.files(1)
    broken = {**files, "towns": files["towns"].replace(b"290000", b"many")}
    attempts: tuple[Callable[[], object], ...] = (
        lambda: publishing.publish(broken, based_on=1, visitor=staff, reason="Counted again."),
        lambda: publishing.roll_back(9, based_on=1, visitor=staff, reason="Counted wrong."),
        lambda: publishing.publish(files, based_on=1, visitor=None, reason="Counted again."),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    said = written(caplog)
    assert [re.sub(r"\): .*", ")", each) for each in said] == [
        "data.releases.publishing WARNING To publish on top of release 1 was refused (BrokenRelease)",
        "data.releases.publishing WARNING To roll back on top of release 1 was refused (UnknownRelease)",
        "data.releases.publishing WARNING To publish on top of release 1 was refused (NotAllowed)",
    ]
    assert "Nothing was published: 1 problem in the data." in said[0]

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    caplog.clear()
    monkeypatch.setattr(Store, "add_release", fail)
    with pytest.raises(RuntimeError):
        publishing.roll_back(1, based_on=1, visitor=staff, reason="Counted wrong.")
    assert written(caplog) == ["data.releases.publishing ERROR To roll back on top of release 1 failed."]
    # A formatter that another test has set up leaves the text of the exception out of the line.
    assert str(caplog.records[-1].exc_info[1]) == "power cut"
    assert "Sonja" not in caplog.text


def test_a_store_that_is_brought_up_to_date_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without it, nobody could tell since when an older program cannot be started again."""
    source = Store(f"sqlite:///{tmp_path / 'source.sqlite'}")
    old_stores.make(f"sqlite:///{tmp_path / 'old.sqlite'}", "0001", source)
    caplog.clear()
    with caplog.at_level(logging.INFO, "data"):
        Store(f"sqlite:///{tmp_path / 'old.sqlite'}").close()
    source.close()
    said = [each for each in written(caplog) if each.startswith("data.")]
    assert len(said) == 1
    assert re.fullmatch(r"data.database.migration INFO Bringing the .* store from version 0001 to \d{4}[.]", said[0])


def test_a_screen_that_failed_is_written_with_release_and_cause(caplog: pytest.LogCaptureFixture) -> None:
    """Without it, a visitor's “it did not work yesterday” could not be looked into."""
    try:
        int("MMXXVI")
    except ValueError:
        first, second = log.screen_failed("policy", 3), log.screen_failed("/", None)
    assert written(caplog) == [
        f"pages.screens ERROR Failure {first}: the screen /policy on release 3.",
        f"pages.screens ERROR Failure {second}: the screen / on release (none).",
    ]
    assert first != second
    assert all(each.exc_info and each.exc_info[0] is ValueError for each in caplog.records)


@pytest.fixture
def unconfigured() -> Iterator[None]:
    """Leave the loggers of the rooms as they were before the test."""
    loggers = [logging.getLogger(room) for room in log.ROOMS]
    before = [(each, list(each.handlers), each.level) for each in loggers]
    for each in loggers:
        each.handlers.clear()
    yield
    for each, handlers, level in before:
        each.handlers[:] = handlers
        each.setLevel(level)


@pytest.mark.usefixtures("unconfigured")
def test_a_server_writes_each_event_on_one_line_of_its_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, lines would come twice after a reload, or without the time."""
    log.configure()
    log.configure()
    logging.getLogger("data.people.access").warning("A wrong access code was refused.")
    logging.getLogger("queries.engine").info("Loaded.")
    first, second = capsys.readouterr().err.splitlines()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
    assert re.fullmatch(f"{when} WARNING data.people.access: A wrong access code was refused.", first)
    assert re.fullmatch(f"{when} INFO queries.engine: Loaded.", second)


@pytest.mark.usefixtures("unconfigured")
def test_an_exception_is_written_with_type_and_place_and_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, the log would keep what somebody typed, or would not say what to mend."""

    def read(typed: str) -> int:
        return int(typed)

    log.configure()
    for room in ("pages.screens", "data.releases.publishing"):
        try:
            try:
                read("Ana Novak")
            except ValueError as error:
                raise LookupError("Nothing of Ana Novak") from error
        except LookupError:
            if room == "pages.screens":
                log.screen_failed("policy", 3)
            else:
                logging.getLogger(room).exception("To publish failed.")
        written = capsys.readouterr().err
        name = test_an_exception_is_written_with_type_and_place_and_without_its_text.__name__
        here = rf"    {re.escape(__file__)}, line \d+, in "
        assert re.fullmatch(
            rf".*: (Failure|To publish) .*\n  builtins.LookupError\n{here}{name}\n"
            rf"  because of builtins.ValueError\n{here}{name}\n{here}read\n",
            written,
        )
        assert "Ana" not in written
