"""What differs between two versions is told cell by cell, and two people's changes are joined or told apart."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks.canonical import number, raw_csv, read_raw_csv
from data.contract import Contract, read_contract
from data.releases.difference import ChangedRow, Collision, difference, rebase

WHOLE = read_contract()
LIVE = {name: dataset.path.read_bytes() for name, dataset in WHOLE.datasets.items()}
# A dataset of four columns, two of them its key.
COUNTS = WHOLE.datasets["cluster_counts"]
TINY = replace(
    COUNTS,
    fields={name: COUNTS.fields[name] for name in ("place_code", "year", "value", "unit_note")},
    primary_key=("place_code", "year"),
    foreign_keys=(),
)
CONTRACT = Contract({"cluster_counts": TINY}, {})


def table(*rows: str) -> dict[str, bytes]:
    return {"cluster_counts": "\n".join(["place_code,year,value,unit_note", *rows, ""]).encode()}


def test_rows_and_cells_that_differ() -> None:
    """Without it, staff would publish without knowing what changes."""
    old = table("AT,2020,5,a", "AT,2021,6,", "ES,2020,7,b")
    new = table("AT,2021,6.5,c", "LV,2020,1,", "AT,2020,5,a")
    found = difference(old, new, CONTRACT)["cluster_counts"]
    assert found.added == (("LV", "2020", "1", ""),)
    assert found.removed == (("ES", "2020", "7", "b"),)
    assert found.changed == (
        ChangedRow(("AT", "2021"), ("AT", "2021", "6", ""), ("AT", "2021", "6.5", "c"), ("value", "unit_note")),
    )
    assert found.changed_cells == 2


def test_the_same_is_no_difference() -> None:
    """Without it, “no change” would never be said."""
    assert difference(LIVE, LIVE, WHOLE) == {}
    assert difference(table("AT,2020,5,a"), table("AT,2020,5.0,a"), CONTRACT) == {}
    assert difference(table("AT,2020,,a"), table("AT,2020,0,a"), CONTRACT) != {}
    assert difference(table("AT,2020,5,1"), table("AT,2020,5,1.0"), CONTRACT) != {}


def test_a_dataset_or_column_that_only_one_version_has() -> None:
    """Without it, releases from before and after a change of the contract could not be compared."""
    found = difference({}, table("AT,2020,5,a"), CONTRACT)["cluster_counts"]
    assert (len(found.added), found.changed, found.removed) == (1, (), ())
    old = {"cluster_counts": b"year,place_code,value,gone\n2020,AT,5,x\n"}
    found = difference(old, table("AT,2020,5,a"), CONTRACT)["cluster_counts"]
    assert found.columns == ("place_code", "year", "value", "unit_note", "gone")
    assert found.changed[0].columns == ("unit_note", "gone")


def test_changes_of_different_rows_are_joined() -> None:
    """Without it, of two people who publish at once one would have to do the work again."""
    base = table("AT,2020,5,", "ES,2020,7,", "LV,2020,1,", "SE,2020,2,")
    mine = table("AT,2020,6,", "ES,2020,7,", "SE,2020,2,", "HU,2020,9,")
    theirs = table("AT,2020,5,", "ES,2020,8,", "LV,2020,1,", "SE,2020,2,", "SK,2020,4,")
    found = rebase(mine, base, theirs, CONTRACT)
    assert found.collisions == ()
    assert found.files == table("AT,2020,6,", "ES,2020,8,", "SE,2020,2,", "SK,2020,4,", "HU,2020,9,")


def test_changes_of_the_same_row_are_told() -> None:
    """Without it, one of two corrections would be lost without anybody knowing."""
    base = table("AT,2020,5,", "ES,2020,7,", "LV,2020,1,")
    mine = table("AT,2020,6,", "LV,2020,1.0,new", "HU,2020,9,")
    theirs = table("AT,2020,4,", "ES,2020,8,", "LV,2020,1,new", "HU,2020,3,")
    found = rebase(mine, base, theirs, CONTRACT)
    assert found.collisions == (
        Collision("cluster_counts", ("AT", "2020"), *(("AT", "2020", value, "") for value in ("5", "6", "4"))),
        Collision("cluster_counts", ("HU", "2020"), None, ("HU", "2020", "9", ""), ("HU", "2020", "3", "")),
        Collision("cluster_counts", ("ES", "2020"), ("ES", "2020", "7", ""), None, ("ES", "2020", "8", "")),
    )
    assert found.files == theirs


def test_100000_observations_are_compared() -> None:
    """Without it, the preview of a large upload would not come."""
    columns = WHOLE.datasets["observations"].header
    rows = [
        ("ai_use", f"P{place}", str(year), "total", "1.5", "%", "", "S02")
        for place in range(1000)
        for year in range(100)
    ]
    changed = [(*row[:4], "2.5", *row[5:]) if row[2] == "7" else row for row in reversed(rows)]
    versions = [{"observations": raw_csv(columns, each)} for each in (rows, changed)]
    found = difference(*versions, WHOLE)["observations"]
    assert (len(found.added), len(found.changed), len(found.removed)) == (0, 1000, 0)
    assert found.changed_cells == 1000


# --- whatever the tables

CELL = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)), max_size=4)
KEY = st.tuples(st.sampled_from(["AT", "ES", "LV"]), st.sampled_from(["2019", "2020"]))
ROWS = st.dictionaries(KEY, st.tuples(st.sampled_from(["", "1", "2.5"]), CELL), max_size=6)


def content(rows: dict) -> dict[str, bytes]:
    return {"cluster_counts": raw_csv(TINY.header, [(*key, *cells) for key, cells in rows.items()])}


def read(files: dict[str, bytes]) -> dict:
    return {row[:2]: row[2:] for row in read_raw_csv(files["cluster_counts"])[1]}


@settings(deadline=None)
@given(ROWS, ROWS)
def test_a_difference_leads_from_one_version_to_the_other(old: dict, new: dict) -> None:
    """Without it, a change could hide from the preview."""
    found = difference(content(old), content(new), CONTRACT).get("cluster_counts")
    rows = dict(old)
    if found:
        for row in found.removed:
            assert rows.pop(row[:2]) == row[2:]
        for row in found.changed:
            assert rows[row.key] == row.before[2:] and row.columns
            rows[row.key] = row.after[2:]
        for row in found.added:
            assert row[:2] not in rows
            rows[row[:2]] = row[2:]
    assert rows == new


@settings(deadline=None)
@given(ROWS, ROWS, ROWS)
def test_a_rebase_keeps_both_or_tells(base: dict, mine: dict, theirs: dict) -> None:
    """Without it, a change could get lost between two publications."""
    found = rebase(content(mine), content(base), content(theirs), CONTRACT)
    merged = read(found.files)
    collisions = {each.key for each in found.collisions}
    for key in {*base, *mine, *theirs}:
        ours, before, other = mine.get(key), base.get(key), theirs.get(key)
        if ours in (before, other):
            assert merged.get(key) == other and key not in collisions
        elif other == before:
            assert merged.get(key) == ours and key not in collisions
        else:
            assert merged.get(key) == other and key in collisions
    # Rebased on what nobody else changed, mine stays mine.
    assert read(rebase(content(mine), content(base), content(base), CONTRACT).files) == mine


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=4))
def test_what_is_kept_is_read_again(rows: list) -> None:
    """Without it, an odd letter would change a row between two releases."""
    header, found = read_raw_csv(raw_csv(TINY.header, rows))
    assert (header, found) == (TINY.header, rows)


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_a_number_has_one_form(value: object) -> None:
    """Without it, 79.20 and 79.2 would be two values."""
    form = number(str(value))
    assert number(form) == form == number(f"{form}.0" if "." not in form else f"{form}0")
    assert float(form) == float(value)


def test_numbers_that_are_none_stay_as_they_are() -> None:
    """Without it, a mistake would be mended by guessing."""
    texts = ["", "12,5", "1 000", "abc", "NaN", "1e400", "--1", " 5", "1.234.567", "inf", "٣"]
    assert [number(text) for text in texts] == texts
    assert [number(text) for text in ("79.20", "-0", "007", "1e3", "5.", "+4", "1E-05")] == [
        "79.2", "0", "7", "1000", "5", "4", "0.00001",
    ]  # fmt: skip
