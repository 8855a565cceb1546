"""Tests of what the building and the budget leave of a programme, whom that hits, and norms."""

import datetime as dt

import ibis
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from data import reference
from planning.programme import (
    Assumptions,
    Limits,
    building_hours,
    checks,
    decide,
    fit,
    function_demand,
    function_spread,
    hit,
    made,
    needs_met,
    peak_use,
    room,
    seats_in_all,
    worst_needs,
    zone_hours,
)

NOW = dt.datetime(2026, 5, 4, 10, 0)
ASKED = pd.DataFrame(
    {
        "function": ["table", "carrel", "maker", "stacks"],
        "space_type": ["learning", "learning", "creative", "other"],
        "share": [0.5, 0.2, 0.3, pd.NA],
        "seats": [50, 20, 12, 0],
        "area_m2": [100.0, 50.0, 60.0, 40.0],
        "min_seats": [10, 4, 10, 0],
        "min_area_m2": [20.0, 10.0, 50.0, 40.0],
        "cost_band": ["light", "medium", "heavy", "light"],
        "decided": [False] * 4,
    }
)
PRICES = {"light": 100.0, "medium": 200.0, "heavy": 400.0}


def had(limits: Limits, asked: pd.DataFrame = ASKED) -> pd.DataFrame:
    """Return what can be had, by function."""
    return fit(asked, limits).set_index("function")


def test_fixed_rooms_come_first_then_convertible_ones():
    """120 m2 fixed learning rooms and 90 convertible: 30 + 60 of them are used."""
    found = had(Limits({"learning": 120.0, "other": 40.0}, {"cultural": 90.0}))
    assert found["met"].tolist() == [1, 1, 1, 1]
    assert found["new_m2"].sum() == pytest.approx(90)
    assert found["order"].tolist() == [1, 3, 2, 4]  # by share of demand


def test_smallest_sizes_come_before_large_wishes():
    """100 m2 for 210: 20 + 50 + 10 first, then the largest share of demand takes the rest."""
    found = had(Limits({}, {"cultural": 100.0}), ASKED.iloc[:3])
    assert found["area_m2"].to_dict() == {"table": 40.0, "carrel": 10.0, "maker": 50.0}
    assert found["seats"].to_dict() == {"table": 20, "carrel": 4, "maker": 10}
    assert set(found["stopped_by"]) == {"room"}


def test_a_room_below_its_smallest_size_is_not_built():
    """45 m2: 20 for tables, none for a maker room of 50, 10 for carrels, 15 more for tables."""
    found = had(Limits({}, {"cultural": 45.0}), ASKED.iloc[:3])
    assert found["area_m2"].to_dict() == {"table": 35.0, "carrel": 10.0, "maker": 0.0}
    assert found.loc["maker", "met"] == 0


def test_the_budget_cuts_in_the_same_order():
    """Money for the smallest sizes (2,000 + 20,000 + 2,000) and 3,000 more: 30 m2 of tables."""
    found = had(Limits({}, {"cultural": 500.0}, {}, PRICES, 27_000.0), ASKED.iloc[:3])
    assert found["area_m2"].to_dict() == {"table": 50.0, "carrel": 10.0, "maker": 50.0}
    assert found["cost"].sum() == pytest.approx(27_000)
    assert set(found["stopped_by"]) == {"budget"}


def test_area_a_type_has_today_costs_nothing():
    """70 m2 of convertible learning rooms become tables without works; the rest is paid."""
    found = had(Limits({}, {"learning": 70.0, "cultural": 500.0}, {}, PRICES), ASKED.iloc[:1])
    assert found.loc["table", ["new_m2", "cost"]].tolist() == [30.0, 3000.0]


def test_without_a_price_the_cost_is_not_known():
    """No price is built in; what needs no works costs nothing."""
    found = had(Limits({}, {"learning": 160.0, "cultural": 500.0}))
    assert found["cost"].isna().to_dict() == {
        "table": False,
        "carrel": False,
        "maker": True,
        "stacks": True,
    }


def test_decided_functions_come_first():
    """A decision is not cut for a larger wish."""
    asked = ASKED.assign(decided=[False, False, True, False])
    found = had(Limits({}, {"cultural": 60.0}), asked)
    assert found.loc["maker", "met"] == 1
    assert found.loc["table", "met"] == 0


@settings(max_examples=40, deadline=None)
@given(
    strategies.floats(0, 300),
    strategies.floats(0, 300),
    strategies.floats(0, 50_000),
)
def test_nothing_is_given_twice(fixed, free, budget):
    """Area given is at most asked and at most there; money is at most the budget."""
    limits = Limits({"learning": fixed}, {"cultural": free}, {}, PRICES, budget)
    found = fit(ASKED, limits)
    assert (found["area_m2"] <= found["asked_m2"] + 1e-6).all()
    assert found["area_m2"].sum() <= fixed + free + 1e-6
    assert found["cost"].fillna(0).sum() <= budget + 1e-6
    more = fit(ASKED, Limits({"learning": fixed}, {"cultural": free}, {}, PRICES))
    assert more["area_m2"].sum() >= found["area_m2"].sum() - 1e-6


def zone(name: str, kind: str, convertible: bool, area: float | None, space: str, seats: object):
    """Make a zone and its state."""
    state = {"zone": name, "valid_from": dt.date(2025, 9, 1), "space_type": space, "seats": seats}
    drawn = {"zone": name, "kind": kind, "convertible": convertible, "polygon": None}
    return drawn | {"area_m2": area}, state


def test_room_of_a_building():
    """Fixed and convertible rooms by type; stairs are none; unknown area adds nothing."""
    both = [
        zone("a", "room", True, 100.0, "learning", 40),
        zone("b", "room", False, 50.0, "cultural", pd.NA),
        zone("c", "room", True, None, "creative", 10),
        zone("d", "room", False, 30.0, "", 2),
        zone("e", "stairs", False, 20.0, "other", 0),
    ]
    zones, states = (pd.DataFrame(list(part)) for part in zip(*both, strict=True))
    found = room(zones, states, dt.date(2026, 1, 1))
    assert found.fixed_m2 == {"cultural": 50.0, "other": 30.0}
    assert found.convertible_m2 == {"creative": 0.0, "learning": 100.0}
    assert found.seats_today == {"creative": 10, "learning": 40, "other": 2}
    assert found.usable_m2 == 150.0


FUNCTIONS = ASKED.assign(
    area_per_seat_low_m2=1.0, area_per_seat_m2=2.0, area_per_seat_high_m2=3.0
).drop(columns=["share", "seats", "area_m2", "decided"])
TYPES = pd.DataFrame(
    {"need": ["quiet", "tools"], "space_type": ["learning", "creative"], "strength": [9, 9]}
)
LINKS = pd.DataFrame(
    {
        "need": ["quiet", "quiet", "tools"],
        "function": ["carrel", "table", "maker"],
        "strength": [9, 3, 9],
    }
)


def asked_by(*people: tuple[float, float]):
    """Demand of people who weigh quiet and tools."""
    rows = [(i, n, w) for i, p in enumerate(people) for n, w in zip(TYPES["need"], p, strict=True)]
    weights = pd.DataFrame(rows, columns=["respondent", "need", "weight"])
    return function_demand(weights, function_spread(TYPES, LINKS, FUNCTIONS))


def met(carrel: float, table: float, maker: object) -> pd.DataFrame:
    """Return what is met of three functions."""
    return pd.DataFrame({"function": ["carrel", "table", "maker"], "met": [carrel, table, maker]})


def test_how_far_a_need_is_met_by_hand():
    """Quiet: 3/4 x 1/2 + 1/4 x 1 = 0.625; tools have no room, so 0."""
    found = needs_met(asked_by(*[(1, 1)] * 6), met(0.5, 1, pd.NA)).set_index("need")
    assert found["met"].to_dict() == {"tools": 0.0, "quiet": 0.625}
    assert found["unmet"].tolist() == pytest.approx([0.5, 0.1875])
    assert found["n"].tolist() == [6, 6]


def test_a_function_too_small_for_a_room_is_stood_in_for():
    """Tables may stand in for nothing stronger; carrels, asked for more strongly, for tables."""
    demand = asked_by(*[(1, 0)] * 6)
    tables_only = needs_met(demand, met(pd.NA, 1, 1)).set_index("need")
    carrels_only = needs_met(demand, met(0.8, pd.NA, 1)).set_index("need")
    assert tables_only.loc["quiet", "met"] == 0.25
    assert carrels_only.loc["quiet", "met"] == pytest.approx(0.8)


def test_whom_unmet_needs_hit():
    """Those who want tools lose all of it; those who want quiet three eighths."""
    demand = asked_by(*[(0, 1)] * 6, *[(1, 0)] * 6)
    groups = pd.Series([2] * 6 + [1] * 6)
    found = hit(demand, met(0.5, 1, 0), groups)
    assert found["group"].tolist() == [2, 1]
    assert found["unmet"].tolist() == [1.0, 0.375]
    assert not found["hidden"].any()
    worst = worst_needs(demand, met(0.5, 1, 0), groups).groupby("group").first()
    assert worst["need"].to_dict() == {1: "quiet", 2: "tools"}


def test_groups_of_four_are_hidden_and_nobody_can_subtract_them():
    """Of two groups, neither is shown: the other would follow from the whole."""
    demand = asked_by(*[(0, 1)] * 4, *[(1, 0)] * 8)
    groups = pd.Series([1] * 4 + [2] * 8)
    found = hit(demand, met(0.5, 1, 0), groups)
    assert found["unmet"].isna().all()
    assert found["hidden"].all()
    assert set(worst_needs(demand, met(0.5, 1, 0), groups)["group"]) == {2}


def held(given_: Assumptions, seats: int = 100, area: float = 170.0) -> pd.DataFrame:
    """Norms against a library of learning rooms only, and a programme of 100 seats."""
    total = seats_in_all(Assumptions(basis="given", seats=100), pd.DataFrame(), None)
    programme = made(reference.functions(), _plain_demand(), total, {})
    limits = Limits({"learning": area}, {}, {"learning": seats})
    return checks(reference.norms(), programme, limits, given_).set_index("norm")


def _plain_demand():
    functions = reference.functions()
    spread = function_spread(reference.strengths(), reference.need_function_strengths(), functions)
    rows = [(i, need, 1.0) for i in range(6) for need in reference.needs()["need"]]
    return function_demand(pd.DataFrame(rows, columns=["respondent", "need", "weight"]), spread)


@pytest.mark.parametrize(("area", "verdict"), [(179.0, "missed"), (180.0, "met")])
def test_a_norm_is_met_from_its_value_on(area, verdict):
    """1.8 m2 net per seat, of 100 seats."""
    assert held(Assumptions(), area=area).loc["reading_room", "today_held"] == verdict


def test_what_is_not_known_is_not_judged():
    """Without students, gross area or widths nothing is met or missed."""
    table = held(Assumptions())
    assert table.loc["seats_per_students", ["today_held", "why"]].tolist() == [
        "unknown",
        "no_students",
    ]
    assert table.loc["real_renovations", "why"] == "no_gross"
    assert table.loc["corridor", "why"] == "not_recorded"


def test_net_is_never_held_against_gross():
    """Gross norms take the gross area that somebody entered, and no other."""
    table = held(Assumptions(gross_area_m2=500.0))
    assert table.loc["real_renovations", "today"] == pytest.approx(5.0)
    assert table.loc["real_renovations", "today_held"] == "missed"  # below 5.5
    assert table.loc["net_to_gross", "today"] == pytest.approx(170 / 500)
    assert table.loc["reading_room", "today"] == pytest.approx(1.7)


def test_seats_for_students():
    """100 seats for 401 students are fewer than one for four."""
    assert held(Assumptions(students=400)).loc["seats_per_students", "today_held"] == "met"
    assert held(Assumptions(students=401)).loc["seats_per_students", "today_held"] == "missed"


def test_a_norm_inside_the_interval_stays_open():
    """The programme's interval reaches over the norm: it cannot be said yet."""
    counts = pd.DataFrame({"week": [1, 2, 3, 4], "people": [240.0, 320.0, 400.0, 480.0]})
    total = seats_in_all(Assumptions(percentile=0.5), counts, None)
    programme = made(reference.functions(), _plain_demand(), total, {})
    table = checks(
        reference.norms(), programme, Limits(), Assumptions(students=int(total.seats * 4))
    )
    assert table.set_index("norm").loc["seats_per_students", "planned_held"] == "open"


def test_hours_of_the_building_add_zones_of_the_same_hour():
    """Zone a 10 and 20 people in one hour, zone b 5, and a blank that is no zero."""
    at = pd.Timestamp("2026-03-03 10:00")
    rows = [
        ("a", at, 10),
        ("a", at + pd.Timedelta(minutes=30), 20),
        ("b", at, 5),
        ("b", at + pd.Timedelta(hours=1), None),
        ("a", at + pd.Timedelta(hours=1), 8),
    ]
    seen = pd.DataFrame(rows, columns=["zone", "at", "occupied"]).astype({"occupied": "Int64"})
    found = building_hours(zone_hours(ibis.memtable(seen)).to_pandas())
    assert found[["hour", "people", "zones", "zones_week"]].values.tolist() == [
        [10, 20.0, 2, 2],
        [11, 8.0, 1, 2],
    ]


def test_use_by_type_in_the_fullest_hours():
    """At 11 there are 60 people, at 10 there are 30: the fullest hour alone says who sat where."""
    day = pd.Timestamp("2026-03-03")
    rows = [("a", 10, 20), ("b", 10, 10), ("a", 11, 25), ("b", 11, 35), ("c", 11, 4)]
    by_zone = pd.DataFrame(rows, columns=["zone", "hour", "people"]).assign(day=day)
    counted = pd.DataFrame({"day": [day.date()] * 2, "hour": [10, 11], "people": [30.0, 60.0]})
    kinds = pd.Series({"a": "learning", "b": "creative"})
    assert peak_use(by_zone, counted, 1.0, kinds) == {"creative": 35.0, "learning": 25.0}
    assert peak_use(by_zone, counted, 0.0, kinds) == {"creative": 22.5, "learning": 22.5}
    assert peak_use(by_zone, counted.iloc[:0], 0.95, kinds) == {}


def test_decided_seats_reach_the_fit():
    """The programme's table is what the fit takes."""
    kept = decide({}, "function.maker.seats", 30, "Board", "Course", NOW)
    total = seats_in_all(Assumptions(basis="given", seats=100), pd.DataFrame(), None)
    programme = made(FUNCTIONS, asked_by(*[(1, 1)] * 6), total, kept)
    found = had(Limits({}, {"cultural": 1000.0}), programme.functions)
    assert found["order"]["maker"] == 1
    assert found["met"].tolist() == [1, 1, 1, 1]
