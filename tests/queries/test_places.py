"""What the queries on countries and regions answer."""

from tests.queries.tiny import AUSTRIA, EU27, SPAIN, ask, tiny


def test_partner_countries_list_holds_partner_countries_only():
    """The filter must offer the countries of the partnership: no region, no average, no other country."""
    columns = ("country_code", "country")
    others = [
        EU27,
        {"place_code": "ALL", "type": "partnership", "name_en": "The ten partner countries"},
        {
            "place_code": "ES62",
            "type": "nuts2",
            "parent_code": "ES6",
            "country_code": "ES",
            "name_en": "Region of Murcia",
        },
        {"place_code": "DE", "type": "country", "parent_code": None, "name_en": "Germany"},
    ]
    assert ask(tiny(places=[SPAIN, *others, AUSTRIA]), "partner_countries_list") == [
        columns,
        ("AT", "Austria"),
        ("ES", "Spain"),
    ]
    assert ask(tiny(), "partner_countries_list") == [columns]


def test_partner_regions_tell_the_seat_from_the_territory():
    """A partner's seat is not its territory: the map marks the town, the text names the area."""
    columns = (
        "country", "country_code", "region_name", "partner", "role", "city", "latitude", "longitude", "territory",
    )  # fmt: skip
    murcia = {
        "place_code": "ES62",
        "type": "nuts2",
        "parent_code": "ES6",
        "country_code": "ES",
        "name_en": "Region of Murcia",
    }
    release = tiny(
        places=[SPAIN, murcia, AUSTRIA],
        regions=[
            {
                "country_code": "ES", "region_name": "Región de Murcia", "seat_place_code": "ES62",
                "territory_place_code": "ES62", "partner": "AMUEBLA", "role": "partner", "city": "Yecla",
                "latitude": 38.61, "longitude": -1.11,
            },
            {
                "country_code": "AT", "region_name": "Österreich", "seat_place_code": "AT13",
                "territory_place_code": "AT", "partner": "A national body", "role": "lead", "city": "Vienna",
            },
        ],
    )  # fmt: skip
    assert ask(release, "partner_regions") == [
        columns,
        ("Austria", "AT", "Österreich", "A national body", "lead", "Vienna", None, None, "Austria"),
        ("Spain", "ES", "Región de Murcia", "AMUEBLA", "partner", "Yecla", 38.61, -1.11, "Region of Murcia"),
    ]
    assert ask(tiny(), "partner_regions") == [columns]
