"""Tests of `planning.proposals`."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from planning.proposals import (
    SPACE_TYPES,
    NoConvertibleZonesError,
    NoDemandError,
    propose_wanted,
)

DAY = dt.date(2025, 9, 1)
HALF = pd.Series({"learning": 0.5, "creative": 0.5})


def building(*rows, area=True, seats=True):
    """Zones and states from (name, m2, type) or (name, m2, type, convertible)."""
    rows = [row if len(row) == 4 else (*row, True) for row in rows]
    zones = pd.DataFrame({
        "zone": [row[0] for row in rows], "floor": "1F", "kind": "room", "polygon": None,
        "area_m2": pd.array([row[1] if area else pd.NA for row in rows], dtype="Float64"),
        "convertible": [row[3] for row in rows],
    })  # fmt: skip
    states = pd.DataFrame({
        "zone": zones["zone"], "valid_from": dt.date(2025, 1, 1),
        "space_type": [row[2] for row in rows],
        "seats": pd.array([int(row[1]) if seats else pd.NA for row in rows], dtype="Int64"),
    })  # fmt: skip
    return zones, states


def wanted(proposal):
    """Space type each zone would have."""
    return dict(zip(proposal["zone"], proposal["wanted"], strict=True))


@pytest.mark.parametrize("by", ["area", "seats"])
def test_supply_moves_to_demand_with_the_fewest_changes(by):
    """100 of 200 must become creative: one zone of 100, not two of 50."""
    zones, states = building(("a", 100, "learning"), ("b", 50, "learning"), ("c", 50, "learning"))
    proposal = propose_wanted(zones, states, HALF, DAY, by=by)
    summary = proposal.attrs["summary"]
    assert (summary["distance_before"], summary["distance_after"]) == (0.5, 0)
    assert proposal["changed"].sum() in (1, 2)  # the area that changes is 100 either way
    assert proposal["size"][proposal["changed"]].sum() == 100
    assert summary["measure"] == by


def test_what_fits_stays():
    """Supply is demand already."""
    zones, states = building(("a", 60, "learning"), ("b", 60, "creative"))
    proposal = propose_wanted(zones, states, HALF, DAY)
    assert not proposal["changed"].any()
    assert proposal["reason"].tolist() == ["wanted_kept", "wanted_kept"]


def test_fixed_zones_count_as_they_are():
    """The fixed 100 are creative already, so the free zone stays learning."""
    zones, states = building(("fixed", 100, "creative", False), ("free", 100, "learning"))
    assert wanted(propose_wanted(zones, states, HALF, DAY)) == {"free": "learning"}


def test_kept_zones_stay_and_say_so():
    """A pin goes before demand."""
    zones, states = building(("a", 100, "learning"), ("b", 100, "learning"))
    proposal = propose_wanted(zones, states, HALF, DAY, keep=["a"])
    assert wanted(proposal) == {"a": "learning", "b": "creative"}
    assert proposal["reason"].tolist() == ["wanted_pinned", "wanted_changed"]


@pytest.mark.parametrize(
    ("area", "seats", "measure"),
    [(True, True, "area"), (False, True, "seats"), (False, False, "zones")],
)
def test_without_area_seats_are_shared_out(area, seats, measure):
    """Without either every zone counts the same, and the summary says so."""
    zones, states = building(("a", 10, "learning"), ("b", 10, "learning"), area=area, seats=seats)
    proposal = propose_wanted(zones, states, HALF, DAY)
    assert proposal.attrs["summary"]["measure"] == measure
    assert sorted(proposal["wanted"]) == ["creative", "learning"]


def test_room_without_a_type_gets_one():
    """A plan that says nothing of types is where most libraries start."""
    zones, states = building(("a", 50, "other"), ("b", 50, "other"))
    proposal = propose_wanted(zones, states, HALF, DAY)
    assert sorted(proposal["wanted"]) == ["creative", "learning"]
    assert set(proposal["reason"]) == {"wanted_given"}


def test_one_zone_becomes_what_is_asked_most():
    """Half a zone is no zone."""
    zones, states = building(("a", 50, "other"))
    shares = pd.DataFrame({
        "group": ["all", "all", "1"], "space_type": ["learning", "cultural", "creative"],
        "share": [0.4, 0.6, 1.0],
    })  # fmt: skip
    assert wanted(propose_wanted(zones, states, shares, DAY)) == {"a": "cultural"}


def test_nothing_convertible_or_asked_is_a_fault():
    """There is nothing to propose."""
    zones, states = building(("a", 50, "learning", False))
    with pytest.raises(NoConvertibleZonesError):
        propose_wanted(zones, states, HALF, DAY)
    zones, states = building(("a", 50, "learning"))
    with pytest.raises(NoConvertibleZonesError):
        propose_wanted(zones, states, HALF, DAY, keep=["a"])
    with pytest.raises(NoDemandError):
        propose_wanted(zones, states, HALF * 0, DAY)


@settings(max_examples=20, deadline=None)
@given(
    strategies.lists(strategies.integers(10, 90), min_size=1, max_size=4),
    strategies.lists(strategies.integers(0, 5), min_size=4, max_size=4).filter(any),
)
def test_no_other_plan_comes_nearer_to_demand(sizes, asked):
    """Against every plan there is: nearer by at most the price of changing everything (2 %)."""
    zones, states = building(*[(f"z{n}", size, "learning") for n, size in enumerate(sizes)])
    demand = pd.Series(asked, index=SPACE_TYPES) / sum(asked)
    summary = propose_wanted(zones, states, demand, DAY).attrs["summary"]
    best = min(
        sum(
            abs(
                demand[kind]
                - sum(s for s, k in zip(sizes, plan, strict=True) if k == kind) / sum(sizes)
            )
            for kind in SPACE_TYPES
        )
        / 2
        for plan in itertools.product(SPACE_TYPES, repeat=len(sizes))
    )
    assert best - 1e-9 <= summary["distance_after"] <= best + 0.021
    assert summary["distance_after"] <= summary["distance_before"] + 1e-9
