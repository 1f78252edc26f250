"""What the queries on instruments answer."""

import pytest

from tests.queries.tiny import AUSTRIA, LATVIA, SPAIN, ask, tiny

COLUMNS = (
    "countries", "fewest_instruments", "most_instruments", "fewest_providers", "median_providers", "most_providers",
    "median_pct", "fewest_country", "most_country",
)  # fmt: skip


def instruments(country: str, *providers: str) -> list[dict[str, object]]:
    return [
        {"instrument_id": f"{country}-{number:03}", "country_code": country, "provider": provider}
        for number, provider in enumerate(providers, 1)
    ]


def test_provider_range_counts_different_providers_per_country():
    """Fragmentation is how many providers stand behind a country's instruments; each counts once."""
    release = tiny(
        places=[AUSTRIA, LATVIA, SPAIN],
        instruments=[
            *instruments("AT", "FFG", "FFG", "aws"),
            *instruments("ES", "CDTI", "ICEX", "INCIBE"),
            *instruments("LV", "LIAA", "LIAA"),
        ],
    )
    assert ask(release, "provider_range") == [COLUMNS, (3, 2, 3, 1, 2.0, 3, 67.0, "Latvia", "Spain")]


@pytest.mark.parametrize("step", [1, -1], ids=["forwards", "backwards"])
def test_provider_range_names_the_first_by_alphabet_of_equals(step):
    """The sentence must not change with the order of rows in the file."""
    rows = [row for country in ("AT", "LV", "ES") for row in instruments(country, "a", "b")]
    release = tiny(places=[AUSTRIA, LATVIA, SPAIN][::step], instruments=rows[::step])
    assert ask(release, "provider_range")[1] == (3, 2, 2, 2, 2.0, 2, 100.0, "Austria", "Austria")


def test_provider_range_takes_the_middle_of_two_and_leaves_out_countries_without_instruments():
    """A country nobody sampled must not count as one with no provider."""
    rows = [*instruments("AT", "a"), *instruments("ES", "a", "b")]
    release = tiny(places=[AUSTRIA, LATVIA, SPAIN], instruments=rows)
    assert ask(release, "provider_range")[1] == (2, 1, 2, 1, 1.5, 2, 75.0, "Austria", "Spain")
    assert ask(tiny(), "provider_range") == [COLUMNS, (0, None, None, None, None, None, None, None, None)]
