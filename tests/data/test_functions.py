"""Tests of the functions a space can have, and of norms: sourced, and in step with the needs."""

import pytest

from data import reference

STEPS = {
    "noise": range(5),
    "bears": range(5),
    "daylight": range(-1, 3),
    "power": range(3),
    "load": range(2),
    "near_entrance": range(3),
}


def test_every_function_has_unit_source_and_trust():
    """A number without a source says that it is our guess."""
    table = reference.functions()
    needed = ["unit", "basis", "source", "checked_on", "trust", "requirements_trust"]
    assert table[needed].notna().all().all()
    assert set(table["basis"]) == {"net"}
    guessed = table["trust"] == "guess"
    assert (table.loc[guessed, "source"] == "our guess").all()
    assert not table.loc[~guessed, "source"].str.contains("guess").any()
    assert set(table["requirements_trust"]) == {"guess"}


def test_every_function_has_two_names_of_its_own():
    """Both languages are filled, and no two functions share a name."""
    table = reference.functions()
    words = ["function", "en", "zh", "equipment_en", "equipment_zh", "note_en", "note_zh"]
    assert table[words].notna().all().all()
    assert not table[["function", "en", "zh"]].apply(lambda names: names.duplicated()).any().any()
    assert set(table["space_type"]) == set(reference.space_types()["space_type"])


def test_area_per_seat_lies_in_its_range():
    """Functions with seats know an area per seat; the others know none."""
    table = reference.functions()
    seated = table[table["min_seats"] > 0]
    low, value, high = (
        seated[name]
        for name in ("area_per_seat_low_m2", "area_per_seat_m2", "area_per_seat_high_m2")
    )
    assert ((low < value) & (value < high)).all()
    assert table.loc[table["min_seats"] == 0, "area_per_seat_m2"].isna().all()


def test_sourced_areas_are_those_of_the_area_table():
    """A function quotes the same number as the table of areas per seat."""
    table = reference.functions().set_index("function")["area_per_seat_m2"]
    sourced = reference.area_per_seat().set_index("item")["value"]
    assert table["carrel"] == sourced["carrel"]
    assert table["computers"] == sourced["computer_seat"]
    assert table["cafe"] == table["reading_promotion"] == sourced["lounge_seat"]


@pytest.mark.parametrize("column", STEPS)
def test_requirements_are_steps(column):
    """Each requirement is one of its few steps."""
    assert set(reference.functions()[column]) <= set(STEPS[column])


def test_works_are_light_medium_or_heavy():
    """No price is built in: a band is priced by the study."""
    assert set(reference.functions()["cost_band"]) == {"light", "medium", "heavy"}


def test_a_space_type_is_as_strong_as_its_strongest_function():
    """Needs lead to the same space types whether functions are asked or types."""
    types = reference.functions().set_index("function")["space_type"]
    table = reference.need_function_strengths()
    strongest = table.groupby(["need", table["function"].map(types)])["strength"].max()
    given = reference.strengths().set_index(["need", "space_type"])["strength"]
    strongest.index.names = given.index.names
    assert strongest.sort_index().equals(given.sort_index())


def test_every_function_for_people_answers_a_need():
    """Stacks and service desk answer none; every other function answers one clearly."""
    table = reference.need_function_strengths()
    assert set(table["strength"]) <= {0, 1, 3, 9}
    assert not table.duplicated(["need", "function"]).any()
    clear = set(table.loc[table["strength"] >= 3, "function"])
    silent = set(reference.functions()["function"]) - clear
    assert silent == {"stacks", "service_desk"}


def test_norms_say_net_or_gross():
    """Every norm of an area says which area; the others are not about area."""
    table = reference.norms()
    area = table["unit"] == "m2/seat"
    assert set(table.loc[area, "basis"]) == {"net", "gross"}
    assert table[["unit", "low", "note_en", "note_zh"]].notna().all().all()
