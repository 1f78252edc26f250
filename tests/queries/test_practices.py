"""What the queries on good practices answer."""

from tests.queries.tiny import ask, tiny


def test_provenance_counts_tells_confirmed_from_likely_and_other():
    """The page says how many of the 30 exchanged practices are confirmed: likely ones must not slip in."""
    columns = ("confirmed", "likely", "other")
    kinds = ["confirmed", "other", "likely", "other", "confirmed", "other"]
    rows = [{"practice_id": f"AT-{number}", "provenance": kind} for number, kind in enumerate(kinds)]
    assert ask(tiny(practices=rows), "provenance_counts") == [columns, (2, 1, 3)]
    assert ask(tiny(practices=rows[:1]), "provenance_counts") == [columns, (1, 0, 0)]
    assert ask(tiny(), "provenance_counts") == [columns, (0, 0, 0)]
