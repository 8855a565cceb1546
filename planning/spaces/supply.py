"""What the building offers on a day: seats and area of each space type."""

import datetime as dt

import pandas as pd

from planning.building.floor import states_on, with_area

ROOM = "room"
OTHER = "other"


def supply(zones: pd.DataFrame, states: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return seats and area of each space type on a day.

    Parameters
    ----------
    zones
        One row per zone: ``zone``, ``kind``, ``area_m2``, ``polygon``. Only
        zones of kind "room" count: stairs, lifts, toilets, corridors and
        outlines are no space a need can be met in.
    states
        One row per zone and change: ``zone``, ``valid_from`` (date,
        inclusive), ``space_type`` ("" or ``<NA>`` counts as "other"),
        ``seats`` (Int64, 0 allowed).
    day
        The day asked for. Rooms without a state by then do not count.

    Returns
    -------
    One row per space type with a room that day, sorted by name: ``space_type``
    (str), ``seats`` (Int64), ``seat_share`` (Float64, of all seats of rooms),
    ``area_m2`` (Float64, net, as given or from the outline), ``area_share``
    (Float64, of all known area), ``zones`` (Int64), ``zones_without_seats``,
    ``zones_without_area`` (Int64: not known; they add nothing to the sum).
    Shares add to 1; ``<NA>`` where the total is 0 or nothing is known.

    Examples
    --------
    >>> zones = pd.DataFrame({"zone": ["a", "b"], "kind": ["room", "stairs"],
    ...                       "area_m2": [60.0, 20.0], "polygon": [None, None]})
    >>> states = pd.DataFrame({"zone": ["a"], "valid_from": [dt.date(2025, 9, 1)],
    ...                        "space_type": ["learning"], "seats": [30]})
    >>> supply(zones, states, dt.date(2026, 1, 1))[["seats", "area_m2"]].values.tolist()
    [[30, 60.0]]
    """
    rooms = _rooms(zones, states, day)
    groups = rooms.groupby("space_type", sort=True)
    found = groups[["seats", "area_m2"]].sum(min_count=1)
    found["zones"] = groups.size()
    for column, name in (("seats", "zones_without_seats"), ("area_m2", "zones_without_area")):
        found[name] = rooms[column].isna().groupby(rooms["space_type"]).sum()
    for column, name in (("seats", "seat_share"), ("area_m2", "area_share")):
        total = found[column].sum()
        found[name] = found[column].astype("Float64") / (total if total else pd.NA)
    counts = ["zones", "zones_without_seats", "zones_without_area"]
    columns = ["seats", "seat_share", "area_m2", "area_share", *counts]
    kinds = dict.fromkeys(["seats", *counts], "Int64")
    shares = dict.fromkeys(["seat_share", "area_m2", "area_share"], "Float64")
    return found[columns].astype(kinds | shares).reset_index()


def not_counted(zones: pd.DataFrame, states: pd.DataFrame, day: dt.date) -> dict[str, int]:
    """Return how many zones `supply` leaves out, and why.

    ``not_rooms``: stairs, lifts, toilets, corridors, outlines. ``without_state``:
    rooms that had no space type or seats entered by that day. With the
    ``zones`` of `supply` they add up to all zones.
    """
    rooms = zones["kind"].eq(ROOM)
    known = zones["zone"].isin(states_on(states, day)["zone"])
    return {
        "not_rooms": int((~rooms).sum()),
        "without_state": int((rooms & ~known).sum()),
    }


def _rooms(zones: pd.DataFrame, states: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the rooms with a state that day: ``space_type``, ``seats``, ``area_m2``."""
    rooms = with_area(zones[zones["kind"].eq(ROOM)])[["zone", "area_m2"]]
    state = states_on(states, day)[["zone", "space_type", "seats"]]
    found = rooms.merge(state, on="zone", validate="one_to_one")
    kind = found["space_type"].astype("string").replace("", pd.NA).fillna(OTHER)
    return found.assign(space_type=kind).astype({"seats": "Int64", "area_m2": "Float64"})
