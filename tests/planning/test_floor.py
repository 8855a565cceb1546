"""Tests of `planning.building.floor`."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, strategies

from planning.building.draft import split_draft, zones_table
from planning.building.errors import PlanFinding, ZoneUnknownError
from planning.building.floor import check_floors, neighbors, states_on, with_area, zone_facts

AUTUMN = dt.date(2025, 9, 1)


def zone(name, x=0.0, y=0.0, width=8.0, height=5.0, **more):
    """One row of a zones table, 8 m by 5 m."""
    outline = [[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]]
    row = {
        "zone": name, "name_en": name, "name_zh": name, "floor": "1F", "level": 1,
        "polygon": outline, "area_m2": width * height, "convertible": True, "kind": "room",
        "wanted": "",
    }  # fmt: skip
    return row | more


def state(name, seats=10, since=AUTUMN, space_type="learning"):
    """One row of the zone states."""
    return {"zone": name, "valid_from": since, "space_type": space_type, "seats": seats}


def kinds(zones, states):
    """Kinds of what is odd."""
    return {one.kind for one in check_floors(zones_table(zones), pd.DataFrame(states))}


@given(strategies.integers(-400, 400))
def test_state_holds_from_its_first_day(offset):
    """The day before the old state holds, the day itself the new one; before all nothing does."""
    first = AUTUMN - dt.timedelta(days=100)
    states = pd.DataFrame([state("a", 60, AUTUMN), state("a", 40, first)])
    seats = states_on(states, AUTUMN + dt.timedelta(days=offset))["seats"].tolist()
    assert seats == ([60] if offset >= 0 else [40] if offset >= -100 else [])


def test_of_two_states_of_a_day_the_later_row_counts():
    """A correction is a new row."""
    states = pd.DataFrame([state("a", 40), state("a", 41), state("b", 5)])
    assert states_on(states, AUTUMN).set_index("zone")["seats"].to_dict() == {"a": 41, "b": 5}


def test_given_area_stays_and_missing_area_is_drawn():
    """A room of 8 m by 5 m is 40 m2, unless somebody knows better."""
    zones = zones_table([
        zone("given", area_m2=33.0), zone("drawn", area_m2=None),
        zone("neither", area_m2=None, polygon=None),
    ])  # fmt: skip
    assert with_area(zones)["area_m2"].fillna(-1).tolist() == [33, 40, -1]


@pytest.mark.parametrize(
    ("gap", "shared"),
    [(0.0, [5.0, 5.0]), (0.3, [5.0, 5.0]), (0.6, [])],  # touching, a wall, a corridor
)
def test_neighbors_share_a_wall(gap, shared):
    """Two rooms 5 m deep share 5 m, also through a wall of 30 cm, not across a corridor."""
    found = neighbors(zones_table([zone("a"), zone("b", x=8 + gap)]))
    assert found["shared_m"].tolist() == pytest.approx(shared, abs=0.15)


def test_rooms_on_other_floors_or_corners_are_no_neighbors():
    """Above is not beside, and a corner is no wall."""
    rooms = [zone("a"), zone("corner", x=8, y=5), zone("above", x=8, floor="2F")]
    assert neighbors(zones_table(rooms)).empty


@pytest.mark.parametrize(
    ("norm", "basis", "met"),
    [(4.0, "net", True), (4.01, "net", False), (4.0, "gross", None), (None, "net", None)],
)
def test_norm_is_met_or_missed_only_on_the_same_basis(norm, basis, met):
    """40 m2 and 10 seats are 4 m2 each; a gross norm says nothing of a net area."""
    zones, states = zones_table([zone("a"), zone("b", x=8)]), pd.DataFrame([state("a")])
    facts = zone_facts(zones, states, "a", AUTUMN, norm_m2_per_seat=norm, norm_basis=basis)
    assert facts["m2_per_seat"] == 4
    assert facts["norm_met"] is met
    assert facts["neighbors"]["neighbor"].tolist() == ["b"]


def test_facts_tell_what_is_not_known():
    """Without seats there is no area per seat; an unknown zone is named."""
    zones = zones_table([zone("a", area_m2=None, polygon=None)])
    states = pd.DataFrame([state("a", pd.NA), state("a", 9, dt.date(2026, 2, 1))])
    facts = zone_facts(zones, states, "a", AUTUMN, norm_m2_per_seat=2.0)
    known = (facts["area_m2"], facts["seats"], facts["m2_per_seat"], facts["norm_met"])
    assert known == (None, None, None, None)
    assert facts["history"]["current"].tolist() == [True, False]
    with pytest.raises(ZoneUnknownError, match="'b'"):
        zone_facts(zones, states, "b", AUTUMN)


def test_good_floor_has_no_findings():
    """Two rooms side by side inside their outline."""
    outline = zone("o", width=16, kind="outline", convertible=False)
    zones = [outline, zone("a"), zone("b", x=8)]
    assert kinds(zones, [state("a"), state("b")]) == set()


@pytest.mark.parametrize(
    ("zones", "states", "expected"),
    [
        ([zone("a"), zone("b", x=7)], [state("a"), state("b")], {PlanFinding.ZONES_OVERLAP}),
        ([zone("a"), zone("a", x=9)], [state("a")], {PlanFinding.ID_REPEATED}),
        ([zone("a"), zone("o", x=7, width=20, kind="outline")], [state("a")],
         {PlanFinding.ZONE_OUTSIDE}),
        ([zone("a", polygon=None)], [state("a")], {PlanFinding.NO_OUTLINE}),
        ([zone("a", polygon=None, area_m2=None)], [state("a")],
         {PlanFinding.NO_OUTLINE, PlanFinding.AREA_MISSING}),
        ([zone("a", polygon=[[[0, 0], [9, 9], [9, 0], [0, 9]]])], [state("a")],
         {PlanFinding.POLYGON_MENDED}),
        ([zone("a")], [state("a", pd.NA)], {PlanFinding.NO_SEATS}),
        ([zone("a")], [state("a", 0)], set()),  # nobody sits here is known
        ([zone("a")], [state("a", 23)], {PlanFinding.SEATS_DENSE}),  # 40 / 23 = 1.74 m2
        ([zone("a")], [state("a", 22)], set()),  # 40 / 22 = 1.82 m2
        ([zone("a", kind="stairs")], [state("a")], {PlanFinding.SEATS_IN_FIXED}),
        ([zone("a")], [state("a"), state("z")], {PlanFinding.STATE_OF_NO_ZONE}),
        ([zone("a"), zone("b", x=8)], [state("a")], {PlanFinding.STATE_MISSING}),
        ([zone("a"), zone("b", x=900, floor="2F", level=2)], [state("a"), state("b")],
         {PlanFinding.FLOORS_APART}),
    ],
)  # fmt: skip
def test_odd_floor_is_a_finding(zones, states, expected):
    """Each fault alone is found alone."""
    assert kinds(zones, states) == expected


def test_room_nobody_gave_a_type_is_other():
    """Stairs have 0 seats, a room nobody counted has <NA>."""
    draft = zones_table([zone("a", space_type=""), zone("s", kind="stairs", space_type="other")])
    _, states = split_draft(draft, AUTUMN)
    assert states["space_type"].tolist() == ["other", "other"]
    assert states["seats"].fillna(-1).tolist() == [-1, 0]
