"""Changes every filter and back, and looks at what the screen says then."""

import pytest

from pages.parts import filters
from pages.parts.site_map import screen
from tests.pages.conftest import words

MEASURES = {
    "policy_status": "Cluster policy is incidental in the United Kingdom and core in Slovenia",
    "s3_role": "Cluster managers’ role in S3 is incidental in the United Kingdom and core in Slovenia",
    "small_firms": "Small enterprises with basic digital intensity: from 41.9 % in Romania to 84.9 % in Sweden",
    "size_gap": "Small enterprises trail large ones by up to 43.3 points, in Latvia",
    "ict_vacancies": "Hard-to-fill ICT vacancies: from 30.2 % in Spain to 67.3 % in Austria",
    "desi": "Digital economy and society index (DESI): from 30.6 in Romania to 65.2 in Sweden",
    "industry40": "Documented Industry 4.0 activities say how much clusters publish, not who leads",
}


@pytest.mark.parametrize(("measure", "finding"), MEASURES.items())
def test_the_map_switches_to_each_measure_and_back(open_screen, measure, finding):
    app = open_screen()
    app.selectbox(key="measure").set_value(measure).run()
    assert finding in words(app)
    assert not app.exception
    app.selectbox(key="measure").set_value("policy_status").run()
    assert MEASURES["policy_status"] in words(app)


def test_a_measure_without_the_united_kingdom_says_so(open_screen):
    shown = words(open_screen(measure="small_firms"))
    assert "no value of any year for the United Kingdom" in shown
    assert "United Kingdom no value" in shown
    assert "The Eurostat series of the United Kingdom end in 2019 or 2020" in shown


def test_countries_are_chosen_added_and_cleared(open_screen):
    app = open_screen("clusters")
    app.multiselect(key="country").set_value(["SI"]).run()
    assert "At least 21.4 % of listed clusters" in words(app)
    assert "14 cluster organisations" in words(app)
    app.multiselect(key="country").set_value(["SI", "LV"]).run()
    assert "27 cluster organisations" in words(app)
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert "207 cluster organisations" in words(app)
    assert not [button for button in app.button if button.label == "Clear filters"]


def test_types_of_provider_narrow_the_overlaps_and_leave_the_rate_alone(open_screen):
    app = open_screen("clusters")
    app.multiselect(key="provider_type").set_value(["chamber"]).run()
    shown = words(app)
    assert "No region has two or more providers of the chosen types and countries" in shown
    assert "At least 20.3 % of listed clusters" in shown
    app.multiselect(key="provider_type").set_value([]).run()
    assert "In 14 of 15 places" in words(app)


def test_a_combination_nobody_offers_is_said_not_drawn(open_screen):
    app = open_screen("clusters", country=["SE"], provider_type=["chamber"])
    assert "No provider of the chosen types is listed in the chosen countries." in words(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("automotive", "16 cluster organisations"),
        ("AUTOMOTIVE   nowhere", "0"),
        ("kosice", "3 cluster organisations"),
        ("mobilitatscluster", "1 cluster organisations"),
        ("100%", "0"),
        ("'; DROP TABLE providers; --", "0"),
    ],
)
def test_the_search_ignores_case_and_accents_and_survives_anything(open_screen, typed, found):
    app = open_screen("clusters")
    app.text_input(key="q").set_value(typed).run()
    assert not app.exception
    if found == "0":
        assert "No listed cluster has all of these words." in words(app)
    elif found:
        assert found in words(app)
    app.text_input(key="q").set_value("").run()
    assert "207 cluster organisations" in words(app)


def test_a_table_opens_with_its_definition_and_downloads(open_screen):
    app = open_screen("clusters")
    app.session_state["details-labels"] = True
    app.run()
    assert "Labels of the European Secretariat for Cluster Analysis" in words(app)
    table = app.dataframe[0].value
    assert list(table.columns) == ["Country", "Listed", "Gold", "Silver", "Bronze", "No label known"]
    assert table.iloc[0].tolist() == ["Austria", 17, 4, 0, 0, 13]
    assert {button.proto.label for button in app.get("download_button")} == {"CSV", "XLSX"}


def test_how_a_csv_is_written_is_chosen_once_for_all_downloads_of_the_session(open_screen):
    """Who has a decimal comma would set it at each of forty charts, or get both forms mixed."""
    app = open_screen("clusters")
    app.session_state["details-labels"] = app.session_state["details-services"] = True
    app.run()
    first, *others = app.checkbox
    assert others and not any(each.value for each in app.checkbox)
    first.check().run()
    assert not app.exception and all(each.value for each in app.checkbox)
    app.session_state["details-uptake"] = True
    app.switch_page(screen("skills").script).run()
    app.query_params.clear()
    app.switch_page(screen("clusters").script).run()
    app.session_state["details-labels"] = True
    app.run()
    assert app.checkbox[0].value
    app.checkbox[0].uncheck().run()
    assert not app.checkbox[0].value


def test_names_of_choices_are_not_obeyed_in_the_sentence_about_a_link():
    assert filters._choices({"D1": "[x](y) &amp; **b**"}) == r"D1 \(\[x\]\(y\) \&amp; \*\*b\*\*\)"
