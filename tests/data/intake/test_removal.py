"""What an upload removes: asked about where it is much, and nothing at all where rows are merged by key."""

from collections.abc import Callable

import pytest

from data.intake.draft import Draft
from data.intake.files import FileChoices
from data.releases.difference import difference
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of, written

MERGE = FileChoices(merge=True)


def instruments(keep: Callable[[list[str]], bool]) -> bytes:
    header, *rows = rows_of("instruments")
    return written([header, *(row for row in rows if keep(row))]).encode()


def removals(found: Draft) -> list[str]:
    return [each.sentence for each in found.removals]


def test_much_that_is_gone_has_to_be_decided_and_is_named_by_country(upload) -> None:
    """Without it, an upload of half a table would look like any other."""
    found = upload(instruments=instruments(lambda row: row[1] not in ("HU", "SI")))
    assert removals(found) == [
        "Financing instruments and services: 36 of 180 live rows would be removed: "
        "HU 18 (all its rows), SI 18 (all its rows)."
    ]
    assert (found.errors, found.result is None) == ((), False)


@pytest.mark.parametrize(("gone", "asked"), [(0, False), (18, False), (19, True), (179, True)])
def test_the_border_is_a_tenth_of_the_rows(upload, gone: int, asked: bool) -> None:
    """Without it, cleaning up a few rows would be a drama, or losing a fifth a matter of course."""
    header, *rows = rows_of("instruments")
    # Each country has 18 rows, of which one of each ten is taken away in turn, so that none loses all.
    order = sorted(rows, key=lambda row: (rows.index(row) % 18, row[1]))
    assert bool(upload(instruments=written([header, *order[gone:]]).encode()).removals) is asked


def test_one_row_is_much_where_it_is_all_of_a_country(upload) -> None:
    """Without it, the last row of a country would go among hundreds."""
    header, *rows = rows_of("findings")
    of = [row[1] for row in rows]
    last = next(code for code in of if code and of.count(code) == min(map(of.count, filter(None, of))))
    found = upload(findings=written([header, *(row for row in rows if row[1] != last)]).encode())
    assert f"{last} {of.count(last)} (all its rows)" in removals(found)[0]


@pytest.mark.parametrize("dataset", list(CONTRACT.datasets))
def test_one_row_of_any_dataset_is_asked_about_also_where_others_refer_to_the_rest(upload, dataset: str) -> None:
    """Without it, the template dropped as it is would be published, or be refused without the way to add rows."""
    first = written(rows_of(dataset)[:2]).encode()
    found = upload(**{dataset: first})
    (removal,) = found.removals
    assert (removal.dataset, removal.rows, removal.live) == (
        dataset,
        len(rows_of(dataset)) - 2,
        len(rows_of(dataset)) - 1,
    )
    merged = upload({dataset: MERGE}, **{dataset: first})
    assert (merged.errors, merged.removals, merged.no_change) == ((), (), True)


def test_rows_are_added_and_changed_by_key_and_none_is_removed(upload) -> None:
    """Without it, whoever has three new rows would have to copy them into a file of all."""
    header, first, *_ = rows_of("events")
    title = header.index("title")
    changed = [*first[:title], "Another title", *first[title + 1 :]]
    added = ["EV-999", *first[1:]]
    found = upload({"events": MERGE}, events=written([header, changed, added]).encode())
    assert found.errors == ()
    assert (
        found.files[0].effect
        == "Adds rows to Events of the project, and changes those with the same key; removes nothing."
    )
    of = difference(LIVE, found.result, CONTRACT)["events"]
    assert ([row[0] for row in of.added], [row.columns for row in of.changed], of.removed) == (
        ["EV-999"],
        [("title",)],
        (),
    )


def test_merged_rows_may_refer_to_live_rows_of_their_own_dataset_and_to_each_other(upload) -> None:
    """Without it, a new region could not be added without the file of all places."""
    header, *rows = rows_of("places")
    region = next(row for row in rows if row[header.index("parent_code")] == "ES")
    new = ["ES99", *region[1:]]
    found = upload({"places": MERGE}, places=written([header, new]).encode())
    assert (found.errors, [row[0] for row in found.difference["places"].added]) == ((), ["ES99"])
    providers_header, provider, *_ = rows_of("providers")
    place = providers_header.index("place_code")
    moved = [*provider[:place], "ES99", *provider[place + 1 :]]
    both = upload(
        {"places": MERGE, "providers": MERGE},
        places=written([header, new]).encode(),
        providers=written([providers_header, moved]).encode(),
    )
    assert (both.errors, list(both.difference)) == ((), ["places", "providers"])


def test_what_is_removed_from_one_dataset_must_not_be_missed_by_live_rows_that_another_merges(upload) -> None:
    """Without it, a merge beside a replacement would hide that rows lost what they refer to."""
    header, *rows = rows_of("sources")
    observations_header, observation, *_ = rows_of("observations")
    source = observations_header.index("source_id")
    gone = next(row[source] for row in rows_of("observations")[1:] if row[source] != observation[source])
    found = upload(
        {"observations": MERGE},
        sources=written([header, *(row for row in rows if row[0] != gone)]).encode(),
        observations=written([observations_header, observation]).encode(),
    )
    assert {each.rule for each in found.errors} == {"foreign-key"}
    assert any(f'the row with source_id "{gone}" is gone' in each.sentence for each in found.errors)


def test_a_merged_value_that_must_be_unique_and_stands_in_a_live_row_is_an_error_with_its_line(upload) -> None:
    """Without it, the draft would look ready and the publication be refused."""
    header, first, *_ = rows_of("indicators")
    found = upload({"indicators": MERGE}, indicators=written([header, ["another", *first[1:]]]).encode())
    (error,) = found.errors
    assert (error.line, error.column, error.rule) == (2, "label", "unique")
    assert f"which the live row {first[0]} has already" in error.sentence
