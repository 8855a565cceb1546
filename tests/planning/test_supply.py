"""Tests of `planning.spaces.supply`."""

import datetime as dt

import pandas as pd
import pytest

from planning.spaces.supply import not_counted, supply

OPENED, WORKS = dt.date(2023, 9, 1), dt.date(2025, 2, 17)
TODAY = dt.date(2025, 6, 1)


def zone(name, area=50.0, kind="room", polygon=None):
    """Return one zone."""
    return {"zone": name, "kind": kind, "area_m2": area, "polygon": polygon}


def state(name, space_type="learning", seats=20, valid_from=OPENED):
    """Return what a zone is from a day on."""
    return {"zone": name, "valid_from": valid_from, "space_type": space_type, "seats": seats}


def offered(zones, states, day=TODAY):
    """Return the supply by space type."""
    zones = pd.DataFrame(zones).astype({"area_m2": "Float64"})
    states = pd.DataFrame(states).astype({"seats": "Int64"})
    return supply(zones, states, day).set_index("space_type")


def test_shares_are_of_the_rooms():
    """30 of 40 seats, 60 of 160 m2."""
    zones = [zone("a", 60.0), zone("b", 100.0), zone("s", 500.0, kind="stairs")]
    states = [state("a", seats=30), state("b", "cultural", 10), state("s", "other", 99)]
    found = offered(zones, states)
    assert found["seats"].to_dict() == {"cultural": 10, "learning": 30}
    assert found.loc["learning", "seat_share"] == 0.75
    assert found.loc["learning", "area_share"] == 60 / 160
    assert found["zones"].sum() == 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [(WORKS - dt.timedelta(1), {"learning": 20}), (WORKS, {"creative": 12})],
)
def test_a_renovation_counts_from_its_day_on(day, expected):
    """`valid_from` is inclusive."""
    states = [state("a"), state("a", "creative", 12, WORKS)]
    assert offered([zone("a")], states, day)["seats"].to_dict() == expected


def test_a_room_without_seats_still_has_its_area():
    """0 seats is a fact, <NA> seats is a gap in what we know."""
    zones = [zone("a"), zone("b"), zone("c")]
    states = [state("a", seats=0), state("b", seats=pd.NA), state("c", seats=8)]
    found = offered(zones, states).loc["learning"]
    assert (found["seats"], found["area_m2"]) == (8, 150)
    assert (found["zones"], found["zones_without_seats"]) == (3, 1)


def test_an_unknown_area_is_counted_not_guessed():
    """It adds nothing to the sum and is said."""
    found = offered([zone("a"), zone("b", pd.NA)], [state("a"), state("b")]).loc["learning"]
    assert (found["area_m2"], found["zones_without_area"]) == (50, 1)
    alone = offered([zone("b", pd.NA)], [state("b")]).loc["learning"]
    assert pd.isna(alone["area_m2"])
    assert pd.isna(alone["area_share"])


def test_an_outline_gives_the_area():
    """A square of 4 by 5 metres."""
    square = [[[0, 0], [4, 0], [4, 5], [0, 5]]]
    assert offered([zone("a", pd.NA, polygon=square)], [state("a")])["area_m2"].tolist() == [20]


@pytest.mark.parametrize("space_type", ["", pd.NA, "other"])
def test_a_room_without_a_type_is_other(space_type):
    """It is not lost from the total."""
    states = [state("a"), state("b", space_type, 5)]
    found = offered([zone("a"), zone("b")], states)
    assert found.loc["other", "seats"] == 5
    assert found["seat_share"].sum() == 1


def test_no_seats_at_all_have_no_share():
    """Nothing is divided by 0."""
    found = offered([zone("a")], [state("a", seats=0)])
    assert found["seat_share"].isna().all()
    assert found["area_share"].tolist() == [1]


def test_totals_reconcile():
    """Counted, not rooms, and without a state: together all zones."""
    zones = pd.DataFrame([zone("a"), zone("b", kind="toilet"), zone("c"), zone("d")])
    states = pd.DataFrame([state("a"), state("b"), state("d", valid_from=WORKS)])
    day = WORKS - dt.timedelta(1)
    missing = not_counted(zones, states, day)
    assert missing == {"not_rooms": 1, "without_state": 2}
    assert supply(zones, states, day)["zones"].sum() + sum(missing.values()) == len(zones)


def test_an_empty_building_offers_nothing():
    """No row, all columns."""
    zones = pd.DataFrame([zone("s", kind="stairs")])
    found = supply(zones, pd.DataFrame([state("s")]), TODAY)
    assert found.empty
    assert {"seat_share", "area_share"} <= set(found)
