"""Letters that were lost or turned are warned of, and those that nobody sees are named."""

import pytest

from data.intake import letters
from tests.data.intake.conftest import CONTRACT, LIVE, rows_of, written


def providers(column: str, value: str) -> bytes:
    rows = rows_of("providers")
    rows[1][rows[0].index(column)] = value
    return written(rows).encode()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Clúster de la Regi�n", 'found "Regi�n", in which letters were lost before the upload ("�" stands for each)'),
        ("Clúster de la Regi?n", 'found "Regi?n", in which letters were lost before the upload ("?" stands for each)'),
        ("ClÃºster", 'found "ClÃºster", which once was "Clúster" as it seems'),  # Windows-1252
        ("CÃ“RDOBA", 'found "CÃ“RDOBA", which once was "CÓRDOBA" as it seems'),
        ("KoĹˇice", 'found "KoĹˇice", which once was "Košice" as it seems'),  # Windows-1250
        ("Regi√≥n", 'found "Regi√≥n", which once was "Región" as it seems'),  # Mac
        ("Regi├│n", 'found "Regi├│n", which once was "Región" as it seems'),  # MS-DOS
        ("lâ€™institut", 'found "lâ€™institut", which once was "l’institut" as it seems'),
        ("Murcia\u200b", 'found what cannot be seen: a zero-width space after "Murcia"'),
        ("\u202eMurcia", "found what cannot be seen: a right-to-left override at the start"),
    ],
)
def test_lost_turned_and_unseen_letters_are_warned_of(upload, value: str, words: str) -> None:
    """Without it, names of partners would be published with wrong letters, and nobody would be told."""
    found = upload(p=providers("name", value))
    (warning,) = [each for each in found.warnings if each.rule == "letters"]
    assert warning.sentence.startswith('p.csv, line 2, column "Name" (name): ') and words in warning.sentence
    assert found.result is not None


@pytest.mark.parametrize(
    "value", ["What? Where?", "Étude „NEMČIĆ”", "À São Paulo", "10\u00a0000 firms", "https://x.org/?a=b?c", "IRMÃ”"]
)
def test_right_letters_are_not_doubted(upload, value: str) -> None:
    """Without it, warnings that mean nothing would hide those that do."""
    assert [each.rule for each in upload(p=providers("name", value)).warnings if each.rule == "letters"] == []


def test_shipped_data_have_no_doubtful_letters() -> None:
    """Without it, every download that is dropped again would be warned of."""
    for name in LIVE:
        rows = [tuple(row) for row in rows_of(name)[1:]]
        assert list(letters.warnings(CONTRACT.datasets[name], rows, {})) == []


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (
            "place_code",
            "ES62\u200b",
            'first. It holds what cannot be seen: a zero-width space after "ES62". Remove it.',
        ),
        ("country_code", "ES\u00a0", 'these. It holds what cannot be seen: a no-break space after "ES". Remove it.'),
        ("confidence", "\ufeffhigh", "a byte order mark (zero-width no-break space) at the start"),
        ("confidence", "hi\u00adgh", 'a soft hyphen after "hi"'),
        ("confidence", "high\u200e", 'a left-to-right mark after "high"'),
        ("members", "1\u202f091", 'a narrow no-break space after "1"'),
        ("country_code", "ЕS", 'letters that only look like Latin ones: "Е" is Cyrillic Capital Letter Ie (U+0415)'),
    ],
)
def test_what_cannot_be_seen_is_named(upload, column: str, value: str, words: str) -> None:
    """Without it, a person would read: found “ES62”, expected “ES62”."""
    (problem,) = upload(p=providers(column, value)).errors
    assert (problem.line, problem.column) == (2, column)
    assert words in problem.sentence


def test_a_header_with_letters_that_cannot_be_seen_is_the_header(upload) -> None:
    """Without it, a column would be missing and there at once."""
    content = LIVE["providers"].replace(b"name,", "na\u200bme\u00a0,".encode(), 1)
    assert upload(p=content).no_change


@pytest.mark.parametrize(
    "mark", [":", "n/a", "N.A.", "-", "–", "..", "…", "NA", "#N/A", "#DIV/0!", "null", "?", "k. A."]
)
def test_marks_for_missing_values_are_told_apart_from_wrong_numbers(upload, mark: str) -> None:
    """Without it, “write it with digits only” would be said of a number that nobody knows."""
    (problem,) = upload(p=providers("members", mark)).errors
    assert problem.sentence.endswith("Leave the cell empty where the value is not known.")
    rows = rows_of("observations")
    rows[1][4] = mark
    (problem,) = upload(o=written(rows).encode()).errors
    assert problem.sentence.endswith("Leave the whole row out where the value is not known.")
