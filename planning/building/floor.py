"""Floors and zones: seats of a day, areas, neighbours, and the facts of one zone."""

import datetime as dt

import pandas as pd
import shapely
from shapely.geometry import Polygon

from planning.building.checks import check_floors
from planning.building.errors import ZoneUnknownError
from planning.building.shapes import mended, polygon

__all__ = ["check_floors", "neighbors", "states_on", "with_area", "zone_facts"]

NEIGHBOR_GAP_M = 0.5  # zones this far apart are divided by no more than a wall
_LEAST_SHARED_M = 0.3


def states_on(states: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the state of each zone on a day.

    Parameters
    ----------
    states
        One row per zone and change: ``zone``, ``valid_from`` (date,
        inclusive), ``space_type``, ``seats``.
    day
        The day asked for.

    Returns
    -------
    One row per zone that has a state by then, the latest with ``valid_from`` <=
    `day`; of two rows of one day the later row counts. Columns as in `states`.

    Examples
    --------
    >>> one = {"zone": "a", "valid_from": dt.date(2025, 9, 1), "space_type": "other", "seats": 4}
    >>> states_on(pd.DataFrame([one]), dt.date(2025, 9, 1))["seats"].tolist()
    [4]
    >>> len(states_on(pd.DataFrame([one]), dt.date(2025, 8, 31)))
    0
    """
    begun = pd.to_datetime(states["valid_from"])
    by_then = states[begun <= pd.Timestamp(day)]
    latest = by_then.loc[begun[by_then.index].sort_values(kind="stable").index]
    return latest.drop_duplicates("zone", keep="last").sort_index().reset_index(drop=True)


def with_area(zones: pd.DataFrame) -> pd.DataFrame:
    """Return zones with ``area_m2`` filled from the outline where it is missing.

    A given area stays: it may leave out what the outline includes. A zone with
    neither keeps ``<NA>``.

    Examples
    --------
    >>> square = [[[0, 0], [5, 0], [5, 2], [0, 2]]]
    >>> with_area(pd.DataFrame({"polygon": [square], "area_m2": [pd.NA]}))["area_m2"].tolist()
    [10.0]
    """
    drawn = [shape.area if shape is not None else pd.NA for shape in _shapes(zones)]
    drawn = pd.Series(drawn, index=zones.index, dtype="Float64")
    return zones.assign(area_m2=zones["area_m2"].astype("Float64").fillna(drawn))


def neighbors(zones: pd.DataFrame, gap_m: float = NEIGHBOR_GAP_M) -> pd.DataFrame:
    """Return which zones of a floor lie side by side, and how long their common boundary is.

    Parameters
    ----------
    zones
        Zones in metres; outlines of floors are no neighbours.
    gap_m
        Largest distance between two zones with a shared boundary (a wall).

    Returns
    -------
    One row per zone and neighbour, both ways round: ``zone``, ``neighbor``,
    ``shared_m`` (Float64, at least 0.3 m), longest first.

    Examples
    --------
    >>> def box(x):
    ...     return [[[x, 0], [x + 4, 0], [x + 4, 3], [x, 3]]]
    >>> floor = pd.DataFrame({"zone": ["a", "b"], "floor": "1F", "kind": "room",
    ...                       "polygon": [box(0), box(4)]})
    >>> neighbors(floor)["shared_m"].round(1).tolist()
    [3.0, 3.0]
    """
    rows = []
    drawn = zones.assign(shape=_shapes(zones))
    drawn = drawn[drawn["shape"].notna() & ~drawn["kind"].eq("outline")]
    for _, floor in drawn.groupby("floor", sort=False):
        shapes, names = floor["shape"].tolist(), floor["zone"].tolist()
        tree = shapely.STRtree(shapes)
        pairs = tree.query(shapes, predicate="dwithin", distance=gap_m).T
        for one, other in pairs[pairs[:, 0] < pairs[:, 1]]:
            shared = shared_length(shapes[one], shapes[other], gap_m)
            if shared >= _LEAST_SHARED_M:
                rows.append((names[one], names[other], shared))
                rows.append((names[other], names[one], shared))
    table = pd.DataFrame(rows, columns=["zone", "neighbor", "shared_m"])
    table = table.astype({"shared_m": "Float64"})
    return table.sort_values("shared_m", ascending=False, kind="stable").reset_index(drop=True)


def zone_facts(
    zones: pd.DataFrame,
    states: pd.DataFrame,
    zone: str,
    day: dt.date,
    *,
    norm_m2_per_seat: float | None = None,
    norm_basis: str = "net",
) -> dict[str, object]:
    """Return what is known of one zone on a day.

    Parameters
    ----------
    zones, states
        Tables of the study.
    zone, day
        Which zone, when.
    norm_m2_per_seat
        The number of the norm to hold against it, None for none.
    norm_basis
        "net" or "gross". Drawn areas are net, so a gross norm is never judged.

    Returns
    -------
    Keys ``zone``, ``name_en``, ``name_zh``, ``floor``, ``kind``,
    ``convertible``, ``wanted``, ``area_m2``, ``space_type``, ``seats``,
    ``m2_per_seat`` (None where it cannot be said), ``norm`` (m2 per seat or
    None), ``norm_basis``, ``norm_met`` (True, False, None = cannot be said),
    ``neighbors`` (table: neighbor, name_en, name_zh, shared_m) and ``history``
    (states of the zone, oldest first, with ``current`` bool).

    Raises
    ------
    ZoneUnknownError
        There is no such zone.
    """
    found = with_area(zones[zones["zone"] == zone])
    if found.empty:
        raise ZoneUnknownError(zone=zone)
    row = found.iloc[0]
    history = _history(states, zone, day)
    now = history[history["current"]]
    space_type = now["space_type"].iloc[0] if len(now) else ""
    seats = _number(now["seats"].iloc[0]) if len(now) else None
    area = _number(row["area_m2"])
    each = area / seats if area is not None and seats else None
    judged = norm_m2_per_seat is not None and norm_basis == "net" and each is not None
    columns = ("zone", "name_en", "name_zh", "floor", "kind", "wanted")
    return {column: row[column] for column in columns} | {
        "convertible": bool(row["convertible"]),
        "area_m2": area,
        "space_type": space_type,
        "seats": seats if seats is None else int(seats),
        "m2_per_seat": each,
        "norm": norm_m2_per_seat,
        "norm_basis": norm_basis,
        "norm_met": each >= norm_m2_per_seat if judged else None,
        "neighbors": _neighbors_of(zones, zone, row["floor"]),
        "history": history,
    }


def _number(value: object) -> float | None:
    """Return a number, None where it is missing."""
    return None if pd.isna(value) else float(value)


def _history(states: pd.DataFrame, zone: str, day: dt.date) -> pd.DataFrame:
    """Return the dated states of a zone, oldest first, and which one holds on a day."""
    own = states[states["zone"] == zone]
    own = own.iloc[pd.to_datetime(own["valid_from"]).argsort(kind="stable")]
    begun = (pd.to_datetime(own["valid_from"]) <= pd.Timestamp(day)).to_numpy()
    last = begun.sum() - 1
    current = [place == last for place in range(len(own))]
    return own.reset_index(drop=True).assign(current=current)


def _neighbors_of(zones: pd.DataFrame, zone: str, floor: str) -> pd.DataFrame:
    """Return the neighbours of one zone with their names."""
    same = zones[zones["floor"] == floor]
    found = neighbors(same).query("zone == @zone").drop(columns="zone")
    names = same[["zone", "name_en", "name_zh"]].rename(columns={"zone": "neighbor"})
    return found.merge(names, on="neighbor")[["neighbor", "name_en", "name_zh", "shared_m"]]


def _shapes(zones: pd.DataFrame) -> list[Polygon | None]:
    """Return the outlines of zones as valid shapes, None where there is none."""
    found = [polygon(outline) for outline in zones["polygon"]]
    return [mended(shape)[0] if shape is not None else None for shape in found]


def shared_length(one: Polygon, other: Polygon, gap_m: float) -> float:
    """Return the length of the boundary of two shapes that runs within a gap of the other.

    The band around a shape goes round its corners, which adds a little at both
    ends; that is taken back.
    """
    slack = 0.05
    reach = {"distance": min(one.distance(other), gap_m) + slack, "join_style": "mitre"}
    there = one.boundary.intersection(other.buffer(**reach)).length
    back = other.boundary.intersection(one.buffer(**reach)).length
    return max(0.0, min(there, back) - 2 * slack)
