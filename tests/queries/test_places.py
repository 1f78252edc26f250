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


def test_places_in_sentences_are_those_with_another_name_there():
    """“In United Kingdom” is no English; the average goes by the short name that screens show."""
    kingdom = {"place_code": "UK", "type": "country", "parent_code": "ALL", "country_code": "UK",
               "name_en": "United Kingdom", "in_sentence": "the United Kingdom"}  # fmt: skip
    union = {**EU27, "in_sentence": "the European Union"}
    value = {"indicator_id": "cloud", "place_code": "EU27_2020", "year": 2021, "size_class": "total", "value": 1}
    answer = ask(tiny(places=[AUSTRIA, kingdom, union], observations=[value]), "places_in_sentences")
    assert answer[0] == ("place", "in_sentence")
    assert sorted(answer[1:]) == [
        ("European Union", "the European Union"),
        ("European Union (27 countries from 2020)", "the European Union"),
        ("United Kingdom", "the United Kingdom"),
    ]
    assert ask(tiny(places=[AUSTRIA, EU27]), "places_in_sentences")[1:] == []


def test_common_thresholds_are_eight_countries_and_65_per_cent():
    """Sentences on several screens say them; here they are decided."""
    assert ask(tiny(), "common_thresholds") == [("most_places", "enough_pct"), (8, 65)]
