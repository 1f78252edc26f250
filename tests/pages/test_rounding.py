"""A number on screen is the one that its source prints: rounded as it is written, halves up."""

import csv
import io
import re
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pytest
import streamlit as st

from data.settings import ROOT
from pages.parts.chart import Table
from pages.parts.indicator import indicators
from pages.parts.view import View
from pages.parts.wording import fixed, per_cent
from tests.pages.conftest import FROZEN
from tests.queries.tiny import tiny

VIEW = View(1)
OBSERVATIONS = list(csv.DictReader(io.StringIO(FROZEN["observations"].decode("utf-8"), newline="")))


@pytest.mark.parametrize(("value", "digits", "text"), [
    (19.95, 1, "20.0"), (0.285, 2, "0.29"), (1.005, 2, "1.01"), (2.5, 0, "3"), (-0.25, 1, "−0.3"), (-0.04, 1, "0.0"),
    (1234.55, 1, "1,234.6"), (19.949999, 1, "19.9"), (3, 0, "3"), (1e22, 1, "10,000,000,000,000,000,000,000.0"),
    (123456789012345678, 0, "123,456,789,012,345,678"), (5e-324, 2, "0.00"), (1.7e308, 0, "17" + "0" * 307),
])  # fmt: skip
def test_a_number_is_rounded_as_it_is_written(value: float, digits: int, text: str) -> None:
    """Without it, 19.95 would be 19.9, for a computer holds a little less."""
    assert fixed(value, digits).replace(",", "") == text.replace(",", "")
    assert value > 1e300 or fixed(value, digits) == text
    assert per_cent(value, digits) == f"{fixed(value, digits)}\u00a0%"


def test_a_rise_has_its_sign() -> None:
    """Without it, a rise that is written as nought would have another sign than none."""
    assert [fixed(each, 1, "+") for each in (0.25, -0.25, 0.04, -0.04)] == ["+0.3", "−0.3", "+0.0", "+0.0"]


def test_every_observation_is_written_as_its_source_prints_it() -> None:
    """Without it, 71 values would be off by their last digit, against what everybody finds at Eurostat."""
    written: dict[tuple[str, str, str, str], str] = {}
    for name, about in indicators(VIEW).items():
        for size in sorted({row["size_class"] for row in OBSERVATIONS if row["indicator_id"] == name}):
            for kind in ("country", "region"):
                for row in VIEW.rows("series_by_place", indicator=name, size=size, kind=kind):
                    if row.value is not None:
                        written[name, row.place_code, str(row.year), size] = about.plain(row.value)
    different = 0
    for row in OBSERVATIONS:
        key = (row["indicator_id"], row["place_code"], row["year"], row["size_class"])
        # An average of the former Union is shown where there is no other.
        if key not in written:
            assert row["place_code"] == "EU28", key
            continue
        digits = indicators(VIEW)[row["indicator_id"]].decimals
        printed = Decimal(row["value"]).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        assert written[key] == f"{printed:,}".replace("-", "−"), key
        different += f"{float(row['value']):,.{digits}f}" != f"{printed:,}"
    assert (len(written), different) == (4774, 71)


def test_a_table_shows_the_same_digits_and_gives_all_of_them_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the table below a chart would say 19.9 where the chart says 20.0, for the browser rounds it."""
    drawn: list[pa.Table] = []
    monkeypatch.setattr(st, "dataframe", lambda table, **_: drawn.append(table))
    table = Table({"Place": ["A", "B", "C"], "Value": [19.95, None, 0.285]}, {"Value": "%.1f"})
    table.show("key", "A table")
    assert drawn[0]["Value"].to_pylist() == [20.0, None, 0.3]
    assert table.column("Value") == [19.95, None, 0.285]


def test_queries_round_as_screens_do() -> None:
    """Without it, a change or a share would be rounded down before the screen gets it."""
    release = tiny()
    (row,) = release.rows(
        "SELECT half_up(19.95, 1), half_up(0.285::DOUBLE, 2), half_up(-0.285::DOUBLE, 2), half_up(1.0005::DOUBLE, 3), "
        "half_up(918597623.1::DOUBLE, 4), half_up(NULL, 1)"
    )
    assert [None if each is None else float(each) for each in row] == [20.0, 0.29, -0.29, 1.001, 918597623.1, None]


def test_no_screen_rounds_in_a_way_of_its_own() -> None:
    """Without it, one place in the program would soon print another digit than all others."""
    own = re.compile(r":[+,]*\.\d+[f%]\}|%\.\d+f\W* %|\bround\([^()]*, *\d")
    files = [path for path in (ROOT / "pages").rglob("*") if path.suffix in {".py", ".html"}]
    assert [path.name for path in files if own.search(path.read_text(encoding="utf-8"))] == []
    less = re.compile(r"(?<![a-z_])round\([^\n]*, [0-5]\)")
    queries = [path for path in (ROOT / "queries").rglob("*.sql") if path.name != "macros.sql"]
    assert [path.name for path in queries if less.search(path.read_text(encoding="utf-8"))] == []
    assert own.search('f"{value:,.1f}"') and own.search('"%.1f %%" % rate') and less.search("round(100 * a, 1) AS b")
