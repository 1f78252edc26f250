"""Kept results are computed once, given as copies, and bounded."""

import pandas as pd
import pytest

from queries.cache import cached, forget


def test_a_result_is_computed_once_and_every_caller_gets_a_copy_of_its_own():
    """Without it, one visitor's change of a frame would show on another's screen."""
    asked = []

    @cached(2)
    def frame(number: int) -> pd.DataFrame:
        asked.append(number)
        return pd.DataFrame({"number": [number], "words": [["a", "b"]]})

    mine = frame(1)
    mine.loc[0, "number"] = 99
    mine.loc[0, "words"].append("c")
    assert frame(1).to_dict("records") == [{"number": 1, "words": ["a", "b"]}]
    assert asked == [1]


def test_only_the_latest_results_are_kept():
    """Without a bound, every filter ever chosen would stay in memory."""
    asked = []

    @cached(2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(number) for number in (1, 2, 3, 3, 1)] == [2, 4, 6, 6, 2]
    assert asked == [1, 2, 3, 1]


def test_an_error_is_not_kept():
    """A failed read must be tried again."""
    failures = [ValueError("once")]

    @cached(2)
    def sometimes() -> str:
        if failures:
            raise failures.pop()
        return "well"

    with pytest.raises(ValueError, match="once"):
        sometimes()
    assert sometimes() == "well"


def test_a_function_keeps_its_name_and_documentation():
    """Tools and people find the function they wrote."""

    @cached(1)
    def named() -> None:
        """Say so."""

    assert (named.__name__, named.__doc__) == ("named", "Say so.")


def test_what_is_kept_can_be_forgotten():
    """After another store was opened, a screen would show charts of the one before."""
    asked = []

    @cached(4)
    def answer(number: int) -> int:
        asked.append(number)
        return number

    assert [answer(1), answer(1)] == [1, 1]
    forget()
    assert answer(1) == 1
    assert asked == [1, 1]
