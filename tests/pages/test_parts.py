"""Holds the small shared parts: colours that can be told apart and read, words, the order of an address."""

from threading import Thread
from time import sleep

import pytest

from data.export import spreadsheet_csv
from pages.parts import run_lock
from pages.parts.address import query
from pages.parts.chart import Table
from pages.parts.figures.base import hover_lines
from pages.parts.palette import DARK, LIGHT, Palette
from pages.parts.run_lock import turn
from pages.parts.wording import as_text, capital, listed, per_cent, quoted

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def lightness(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2), 0 black to 1 white."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2), 1 to 21."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_text_has_four_and_a_half_to_one(colours: Palette):
    for ground in (colours.background, colours.surface):
        assert contrast(colours.text, ground) >= 4.5
        assert contrast(colours.muted, ground) >= 4.5
        assert contrast(colours.action, ground) >= 4.5
        assert contrast(colours.chosen, ground) >= 4.5
    for fill, text in zip(colours.levels, colours.level_texts, strict=True):
        assert contrast(fill, text) >= 4.5


@THEMES
def test_marks_have_three_to_one(colours: Palette):
    for mark in (colours.mark, colours.action, colours.chosen, *colours.categories):
        assert contrast(mark, colours.background) >= 3, mark


@THEMES
def test_levels_grow_steadily_lighter_or_darker(colours: Palette):
    steps = [lightness(colour) for colour in colours.levels]
    assert len(steps) == 6
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert len(set(steps)) == 6


def test_a_strangers_words_are_shown_and_never_obeyed():
    assert quoted("ES") == "“ES”"
    assert quoted("**b** [x](y) <i>") == r"“\*\*b\*\* \[x\]\(y\) \<i\>”"
    assert quoted("a\nb\x00\u202e") == "“a?b??”"
    assert as_text("R&amp;D &lt;b>") == r"R\&amp;D \&lt;b\>"
    assert quoted("x" * 50) == f"“{'x' * 40}…”"


def test_lists_percentages_and_capitals_read_as_people_write_them():
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert per_cent(20.34) == "20.3\u00a0%"
    assert per_cent(63, 0) == "63\u00a0%"
    assert capital("digital innovation hub") == "Digital innovation hub"
    assert capital("") == ""
    assert hover_lines(["a; b", "<b>R&D", "c"], most=2) == "a; b<br>&lt;b&gt;R&amp;D<br>and 1 more"
    assert hover_lines(["a", "b"], most=2) == "a<br>b"


def test_an_address_leaves_defaults_out_and_keeps_one_order():
    assert query({"q": ["auto"], "country": ["SI", "LV"], "provider_type": [], "unknown": ["x"]}) == {
        "country": ["SI", "LV"],
        "q": ["auto"],
    }
    assert list(query({"release": ["1"], "measure": ["desi"]})) == ["measure", "release"]


def test_runs_take_turns():
    """With twenty visitors at once, a run that shares the process with nineteen others ends late, and all do."""
    running, most = 0, 0

    def run() -> None:
        nonlocal running, most
        with turn():
            running += 1
            most = max(most, running)
            sleep(0.005)
            running -= 1

    runs = [Thread(target=run) for _ in range(20)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert most == 1


def test_a_run_that_takes_long_holds_up_nobody_for_more_than_the_patience(monkeypatch):
    """One visitor whose store answers late would stop the dashboard for all."""
    monkeypatch.setattr("pages.parts.run_lock.PATIENCE", 0.05)
    passed = []

    def run() -> None:
        with turn():
            passed.append(True)

    with turn():
        other = Thread(target=run)
        other.start()
        other.join(5)
        assert passed == [True]
    with turn():
        pass


def test_a_run_that_fails_gives_its_turn_back(monkeypatch):
    """After one failing screen, every visitor would wait for nothing."""
    with pytest.raises(ValueError, match="on purpose"), turn():
        raise ValueError("on purpose")
    monkeypatch.setattr("pages.parts.run_lock.PATIENCE", 0.5)
    with turn():
        assert run_lock._mine.turn, "The turn was not free: this run went on without it after waiting."


def test_a_column_of_whole_numbers_stays_whole_where_one_is_missing():
    """A year would go home as 2013.0, a rank as 1.0."""
    table = Table({"Place": ["Latvia", "Spain"], "Year": [2013.0, None]}, {"Year": "%d"})
    assert spreadsheet_csv(table.headings, table.rows).decode("utf-8-sig").splitlines() == [
        "Place,Year",
        "Latvia,2013",
        "Spain,",
    ]
