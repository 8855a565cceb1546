"""What a zone offers besides area: daylight, way in, power, access, load, noise."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

import pandas as pd
import shapely

from planning.building.near import floor_shape, near, shapes_of
from planning.building.walking import Point, walking, way_to
from planning.building.words import names_entrance

__all__ = ["TRAITS", "near", "propose_entrances", "traits", "walking"]

TRAITS = {
    "entrance_m": "Float64",
    "daylight": "Float64",
    "power": "Int64",
    "accessible": "boolean",
    "load": "Int64",
    "noise": "Int64",
}
ENDS = {
    "entrance_m": (0, 5000),
    "daylight": (0, 1),
    "power": (0, 2),
    "load": (0, 1),
    "noise": (0, 4),
}
_FACADE_M = 0.6  # an outer wall may lie between a zone and the outline of its floor


def traits(
    zones: pd.DataFrame,
    states: pd.DataFrame | None = None,
    given: Mapping[str, Mapping[str, object]] | None = None,
    *,
    entrances: Sequence[Point] | None = None,
    doors: Sequence[Point] = (),
    day: dt.date | None = None,
) -> pd.DataFrame:
    """Return what each zone offers, measured on the plan or given by people.

    Parameters
    ----------
    zones
        Zones in metres.
    states, day
        Not read for any of today's traits; they are part of the interface
        because seats and space types carry dates.
    given
        Values people entered: ``{zone: {trait: value}}``; they go before what
        is measured. A value that is no number within the limits of `ENDS` is
        left out.
    entrances
        Points as (floor, x, y); None = `propose_entrances`.
    doors
        Known doors as (floor, x, y), see `walking`.

    Returns
    -------
    One row per zone, outlines of floors left out: ``zone`` and

    - ``entrance_m`` (Float64): walking distance from the nearest entrance to
      the middle of the zone;
    - ``daylight`` (Float64, 0..1): share of the zone's outline that lies on the
      facade (the outline of the floor, courts included);
    - ``power`` (Int64, 0 none, 1 some seats, 2 every seat): given only;
    - ``accessible`` (boolean): reached without steps: on the floor of an
      entrance, or on a floor with a lift that stands over a lift there;
    - ``load`` (Int64, 0 normal, 1 heavy, such as compact shelving): given only;
    - ``noise`` (Int64, 0 silent .. 4 lively): given only;

    each with ``<name>_why`` ("measured", "given" or "unknown"). ``<NA>`` where
    unknown.

    Examples
    --------
    >>> square = [[[0, 0], [4, 0], [4, 4], [0, 4]]]
    >>> hall = {"zone": "a", "name_en": "Entrance hall", "name_zh": "", "floor": "1F", "level": 1}
    >>> zones = pd.DataFrame([{**hall, "kind": "room", "polygon": square}])
    >>> traits(zones, given={"a": {"power": 2}})[["daylight", "power", "noise_why"]].to_numpy()
    array([[1.0, 2, 'unknown']], dtype=object)
    """
    inner = zones[~zones["kind"].eq("outline")]
    doorways = propose_entrances(zones) if entrances is None else list(entrances)
    measured = {
        "entrance_m": way_to(zones, doorways, doors) if doorways else {},
        "daylight": _daylight(zones),
        "accessible": _accessible(zones, [floor for floor, _, _ in doorways]),
    }
    table = pd.DataFrame({"zone": inner["zone"].to_numpy()})
    for name, dtype in TRAITS.items():
        values, whys = [], []
        for zone in table["zone"]:
            said = _given(name, (given or {}).get(zone, {}).get(name))
            own = measured.get(name, {}).get(zone, pd.NA)
            values.append(said if said is not None else own)
            whys.append("given" if said is not None else "unknown" if pd.isna(own) else "measured")
        table[name] = pd.array(values, dtype=dtype)
        table[f"{name}_why"] = whys
    return table


def propose_entrances(zones: pd.DataFrame) -> list[Point]:
    """Return where people probably come in: halls called entrance, foyer, 门厅 and the like.

    They lie on the lowest floor that is no basement (the lowest of all where
    nothing else is drawn). The point is the middle of what the hall shares
    with the facade. [] where no zone is so called.
    """
    drawn = zones.assign(shape=shapes_of(zones))
    drawn = drawn[drawn["shape"].notna() & drawn["level"].notna()]
    ground = drawn["level"][drawn["level"] >= 0].min()
    floor = drawn[drawn["level"].eq(drawn["level"].min() if pd.isna(ground) else ground)]
    outlines, inner = _parted(floor)
    names = floor["name_en"].fillna("") + "\n" + floor["name_zh"].fillna("")
    halls = floor[names.map(names_entrance).astype(bool) & ~floor["kind"].eq("outline")]
    if halls.empty:
        return []
    facade = floor_shape(outlines, inner).boundary
    points = []
    for hall in halls.itertuples():
        on_it = hall.shape.boundary.intersection(facade.buffer(_FACADE_M))
        spot = on_it if not on_it.is_empty else shapely.shortest_line(hall.shape, facade)
        middle = shapely.line_interpolate_point(_longest(spot), 0.5, normalized=True)
        points.append((str(hall.floor), round(middle.x, 2), round(middle.y, 2)))
    return points


def _given(name: str, value: object) -> object | None:
    """Return a value somebody entered, None where there is none within the limits."""
    if value is None or value == "" or (isinstance(value, float) and pd.isna(value)):
        return None
    if name == "accessible":
        return bool(value) if isinstance(value, (bool, int)) else None
    low, high = ENDS[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        return None
    return float(value) if TRAITS[name] == "Float64" else round(value)


def _daylight(zones: pd.DataFrame) -> dict[str, float]:
    """Return the share of each zone's outline that lies on the facade of its floor."""
    drawn = zones.assign(shape=shapes_of(zones))
    shares = {}
    for _, floor in drawn[drawn["shape"].notna()].groupby("floor", sort=False):
        outlines, inner = _parted(floor)
        facade = floor_shape(outlines, inner).boundary.buffer(_FACADE_M, cap_style="flat")
        for zone, shape in zip(floor.loc[~floor["kind"].eq("outline"), "zone"], inner, strict=True):
            edge = shapely.MultiLineString([part.exterior for part in shape.geoms])
            shares[zone] = round(min(1.0, _along(edge, facade) / edge.length), 4)
    return shares


def _along(edge: shapely.MultiLineString, band: shapely.Geometry) -> float:
    """Return the length of an edge inside a band, without the sides that merely end in it."""
    length = 0.0
    for part in edge.geoms:
        ends = shapely.get_coordinates(part)
        sides = shapely.linestrings([[a, b] for a, b in itertools.pairwise(ends)])
        inside = shapely.length(shapely.intersection(sides, band))
        counts = (inside >= 0.6 * shapely.length(sides)) | (inside > 2.5 * _FACADE_M)
        length += float(inside[counts].sum())
    return length


def _accessible(zones: pd.DataFrame, doorways: Sequence[str]) -> dict[str, bool]:
    """Return which zones are reached without steps; empty where no entrance is known."""
    floors = zones.drop_duplicates("floor").set_index("floor")["level"]
    ground = [floor for floor in doorways if floor in floors.index]
    if not ground:
        return {}
    lifts = zones.assign(shape=shapes_of(zones))
    lifts = lifts[lifts["kind"].eq("lift") & lifts["shape"].notna()]
    served = set(ground)
    below = shapely.union_all(lifts.loc[lifts["floor"].isin(ground), "shape"].tolist())
    for lift in lifts.itertuples():
        if lift.shape.intersects(below):
            served.add(lift.floor)
    drawn = set(zones.loc[zones["kind"].isin(["stairs", "lift"]), "floor"])
    inner = zones[~zones["kind"].eq("outline")]
    return {
        zone: floor in served
        for zone, floor in zip(inner["zone"], inner["floor"], strict=True)
        if floor in served or floor in drawn  # nothing drawn that goes up: nobody knows
    }


def _parted(floor: pd.DataFrame) -> tuple[list, list]:
    """Return the outlines of a floor and the shapes of its zones."""
    whole = floor["kind"].eq("outline")
    return floor.loc[whole, "shape"].tolist(), floor.loc[~whole, "shape"].tolist()


def _longest(lines: shapely.Geometry) -> shapely.Geometry:
    """Return the longest line of some."""
    parts = [part for part in shapely.get_parts(lines) if part.length > 0]
    merged = shapely.line_merge(shapely.MultiLineString(parts)) if len(parts) > 1 else None
    if merged is not None:
        parts = list(shapely.get_parts(merged))
    return max(parts, key=lambda part: part.length) if parts else shapely.get_parts(lines)[0]
