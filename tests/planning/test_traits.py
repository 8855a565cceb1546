"""Tests of `planning.building.traits`, `walking` and `near`."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from planning.building.draft import zones_table
from planning.building.near import near
from planning.building.traits import TRAITS, propose_entrances, traits
from planning.building.walking import STOREY_M, walking, way_to


def zone(name, x=0.0, y=0.0, width=6.0, height=6.0, **more):
    """One row of a zones table, 6 m by 6 m."""
    outline = [[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]]
    row = {
        "zone": name, "name_en": name, "name_zh": "", "floor": "1F", "level": 1,
        "polygon": outline, "convertible": True, "kind": "room", "wanted": "",
    }  # fmt: skip
    return row | more


def upstairs(name, *place, **more):
    """Return a zone on the floor above."""
    return zone(name, *place, floor="2F", level=2, **more)


def table(*zones):
    """Zones as a table."""
    return zones_table(zones)


def only(zones, name, trait):
    """One trait of one zone and why."""
    row = traits(zones).set_index("zone").loc[name]
    return row[trait], row[f"{trait}_why"]


def test_the_zone_above_covers_a_share_of_the_zone():
    """6 by 6 m lies wholly under 12 by 6 m, which lies half over it."""
    found = near(table(zone("a"), upstairs("b", 0, 0, 12, 6)))
    rows = found[["zone", "neighbor", "way", "overlap_share"]].to_numpy().tolist()
    assert rows == [["a", "b", "above", 1.0], ["b", "a", "below", 0.5]]


def test_floors_need_not_be_numbered_without_a_gap():
    """Above 1F lies the next floor that is drawn; two floors up is not above."""
    third = zone("c", floor="3F", level=3)
    assert len(near(table(zone("a"), third))) == 2
    pairs = near(table(zone("a"), upstairs("b"), third))[["zone", "neighbor"]].to_numpy().tolist()
    assert ["a", "c"] not in pairs


def test_corners_and_slivers_are_not_above():
    """0.2 m of 6 m is drawing."""
    assert near(table(zone("a"), upstairs("b", 5.8))).empty


def test_beside_has_a_length_and_above_has_a_share():
    """Two ways of lying near, one number each."""
    found = near(table(zone("a"), zone("b", 6), upstairs("c")))
    beside = found["way"].eq("beside")
    assert found.loc[beside, "shared_m"].tolist() == pytest.approx([6, 6], abs=0.2)
    assert found.loc[beside, "overlap_share"].isna().all()
    assert found.loc[~beside, "shared_m"].isna().all()


def test_one_walks_through_the_corridor_not_through_the_wall():
    """Two rooms on both sides of a court: straight 18 m, round it much more."""
    corridor = zone("way", 0, 6, 24, 2, kind="corridor")
    court = zone("court", 6, 0, 12, 6, kind="other")
    found = walking(table(zone("a"), court, zone("b", 18), corridor))
    assert found.loc["a", "b"] == pytest.approx(
        20.6, abs=1.5
    )  # 4 up, 18 along, 4 down, cut corners
    assert found.loc["a", "a"] == 0
    assert (found.fillna(-1) == found.T.fillna(-1)).all().all()


def test_wide_gaps_inside_the_outline_are_ways():
    """An aisle of 3 m nobody drew joins the rooms at its sides; without it there is no way."""
    rooms = [zone("a"), zone("b", 9)]
    outline = zone("o", width=15, kind="outline")
    assert walking(table(*rooms, outline)).loc["a", "b"] == pytest.approx(9, abs=1)
    apart = [zone("o1", width=6, kind="outline"), zone("o2", 9, kind="outline")]
    assert pd.isna(walking(table(*rooms, *apart)).loc["a", "b"])


@pytest.mark.parametrize(("height", "way"), [(0.9, True), (0.7, False)])
def test_a_way_is_as_wide_as_a_door(height, way):
    """Zones that share less than 0.8 m are divided."""
    rooms = table(zone("a"), zone("b", 6, 6 - height, 6, 6), zone("o", kind="outline"),
                  zone("p", 6, 6 - height, kind="outline"))  # fmt: skip
    assert pd.notna(walking(rooms).loc["a", "b"]) == way


def test_known_doors_are_the_only_ways():
    """Two rooms share a wall; the door is round the corner, on the corridor."""
    rooms = table(zone("a"), zone("b", 6), zone("way", 0, 6, 12, 2, kind="corridor"))
    doors = [("1F", 1.0, 6.0), ("1F", 11.0, 6.0)]
    assert walking(rooms).loc["a", "b"] == pytest.approx(6, abs=0.5)
    assert walking(rooms, doors).loc["a", "b"] == pytest.approx(3.6 + 10 + 3.6, abs=1.5)


def test_stairs_join_floors():
    """A storey counts as a length of its own; floors without stairs stay apart."""
    rooms = [
        zone("a"),
        zone("s1", 6, kind="stairs"),
        upstairs("s2", 6, kind="stairs"),
        upstairs("b"),
    ]
    assert walking(table(*rooms)).loc["a", "b"] == pytest.approx(6 + STOREY_M + 6, abs=0.5)
    assert pd.isna(walking(table(rooms[0], rooms[3])).loc["a", "b"])


def test_other_peoples_rooms_are_gone_round():
    """Through the room it is 12 m; by the corridor 4.2 + 6 + 4.2 m, and that is the way."""
    rooms = table(zone("a"), zone("b", 6), zone("c", 12), zone("way", 0, 6, 18, 2, kind="corridor"))
    assert walking(rooms).loc["a", "c"] == pytest.approx(14.5, abs=1.0)


def test_zone_without_outline_is_nowhere():
    """It is in the table, without a distance."""
    found = walking(table(zone("a"), zone("list", polygon=None)))
    assert pd.isna(found.loc["a", "list"])
    assert traits(table(zone("list", polygon=None)))["daylight"].isna().all()


def test_entrance_is_where_the_hall_meets_the_facade():
    """A hall 6 by 6 m in the middle of the south front: (9, 0)."""
    rooms = table(zone("a"), zone("Entrance hall", 6), zone("b", 12), zone("n", 0, 6, 18, 6))
    assert propose_entrances(rooms) == [("1F", 9.0, 0.0)]
    assert way_to(rooms, [("1F", 9.0, 0.0)])["Entrance hall"] == pytest.approx(3, abs=0.8)


def test_no_hall_no_entrance():
    """What nobody drew is unknown, not 0."""
    value, why = only(table(zone("a")), "a", "entrance_m")
    assert (pd.isna(value), why) == (True, "unknown")


def test_daylight_is_the_share_on_the_facade():
    """Of a row of three rooms the middle one has two of four sides outside, the ends three."""
    rooms = table(zone("a"), zone("b", 6), zone("c", 12))
    assert traits(rooms)["daylight"].tolist() == pytest.approx([0.75, 0.5, 0.75], abs=0.06)


def test_room_inside_has_no_daylight():
    """Rooms all around."""
    around = [zone("w", 0, 0, 6, 18), zone("e", 12, 0, 6, 18), zone("s", 6), zone("n", 6, 12)]
    value, why = only(table(*around, zone("in", 6, 6)), "in", "daylight")
    assert (value, why) == (0, "measured")


def test_lift_makes_a_floor_accessible():
    """Above the entrance floor: yes with a lift, no with stairs alone, unknown with neither."""
    hall, up = zone("Entrance"), upstairs("b")
    lift = [zone("l1", 6, kind="lift"), upstairs("l2", 6, kind="lift")]
    stairs = [zone("s1", 6, kind="stairs"), upstairs("s2", 6, kind="stairs")]
    assert only(table(hall, up, *lift), "b", "accessible") == (True, "measured")
    assert only(table(hall, up, *stairs), "b", "accessible") == (False, "measured")
    assert pd.isna(only(table(hall, up), "b", "accessible")[0])


@pytest.mark.parametrize(
    ("trait", "value", "kept"),
    [
        ("daylight", 0.25, 0.25), ("daylight", 0, 0), ("power", 2, 2), ("accessible", False, False),
        ("noise", 4, 4), ("entrance_m", 12.5, 12.5),
        ("power", 3, None), ("noise", -1, None), ("load", "much", None),
        ("daylight", float("nan"), None),
    ],
)  # fmt: skip
def test_given_value_goes_before_the_measured_one(trait, value, kept):
    """0 and False are values; what is out of bounds is no value."""
    row = traits(table(zone("a")), given={"a": {trait: value}}).iloc[0]
    assert (row[f"{trait}_why"] == "given") == (kept is not None)
    if kept is not None:
        assert row[trait] == kept


def test_every_trait_says_why():
    """Columns as agreed, outlines of floors left out."""
    found = traits(table(zone("a"), zone("o", kind="outline")))
    whys = [f"{name}_why" for name in TRAITS]
    assert found["zone"].tolist() == ["a"]
    assert set(found.columns) == {"zone", *TRAITS, *whys}
    assert found[whys].isin(["measured", "given", "unknown"]).all().all()


@settings(max_examples=15, deadline=None)
@given(strategies.lists(strategies.integers(2, 9), min_size=2, max_size=5))
def test_no_way_is_shorter_than_the_straight_line(widths):
    """Rooms in a row: the way is at least the straight line, and at most little more."""
    edges = [sum(widths[:place]) for place in range(len(widths))]
    rooms = [zone(f"r{n}", x, 0, w) for n, (x, w) in enumerate(zip(edges, widths, strict=True))]
    found = walking(table(*rooms))
    last = f"r{len(widths) - 1}"
    straight = edges[-1] + widths[-1] / 2 - widths[0] / 2
    assert straight - 1 <= found.loc["r0", last] <= 1.1 * straight + 1
