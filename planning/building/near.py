"""Which zones lie beside, above and below each other, and the shape of a floor."""

import itertools

import pandas as pd
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from planning.building.floor import neighbors
from planning.building.shapes import mended, polygon, polygons_in

LEAST_SHARE = 0.05  # of the smaller zone; less is drawing
_WALL_M = 0.5  # gaps between zones up to this are walls
_WIDEST_M = 4.0  # a floor without outline is closed over gaps up to twice this


def near(zones: pd.DataFrame) -> pd.DataFrame:
    """Return which zones touch, stand on or lie under each other.

    Parameters
    ----------
    zones
        Zones in metres with ``zone``, ``floor``, ``level``, ``kind`` and
        ``polygon``; floors drawn from one origin. Outlines of floors are no
        neighbours, and zones without outline have none.

    Returns
    -------
    One row per zone, neighbour and way, both ways round: ``zone``,
    ``neighbor``, ``way`` ("beside", "above" = the neighbour is on the next
    higher drawn level, "below"), ``shared_m`` (Float64, length of the common
    boundary, ``<NA>`` unless beside) and ``overlap_share`` (Float64, 0..1, the
    part of the *zone* that lies under or over the neighbour, ``<NA>`` where
    beside). Overlaps below 5 % of the smaller zone are left out.

    Examples
    --------
    >>> square = [[[0, 0], [4, 0], [4, 3], [0, 3]]]
    >>> rows = {"zone": ["a", "b"], "floor": ["1F", "2F"], "level": [1, 2], "kind": "room"}
    >>> near(pd.DataFrame({**rows, "polygon": [square, square]})).to_numpy().tolist()
    [['a', 'b', 'above', <NA>, 1.0], ['b', 'a', 'below', <NA>, 1.0]]
    """
    beside = neighbors(zones).assign(way="beside", overlap_share=pd.NA)
    drawn = zones.assign(shape=shapes_of(zones))
    drawn = drawn[drawn["shape"].notna() & ~drawn["kind"].eq("outline") & drawn["level"].notna()]
    levels = [group for _, group in drawn.groupby("level", sort=True)]
    rows = [row for low, high in itertools.pairwise(levels) for row in _stacked(low, high)]
    stacked = pd.DataFrame(rows, columns=["zone", "neighbor", "way", "overlap_share"])
    both = [*beside.to_dict("records"), *stacked.assign(shared_m=pd.NA).to_dict("records")]
    table = pd.DataFrame(both, columns=["zone", "neighbor", "way", "shared_m", "overlap_share"])
    return table.astype({"shared_m": "Float64", "overlap_share": "Float64"})


def shapes_of(zones: pd.DataFrame) -> pd.Series:
    """Return the valid outline of each zone, None where there is none."""
    found = [polygon(outline) for outline in zones["polygon"]]
    valid = [mended(shape)[0] if shape is not None else None for shape in found]
    good = [shape if shape is not None and shape.area > 0 else None for shape in valid]
    return pd.Series(good, index=zones.index, dtype="object")


def floor_shape(outlines: list[BaseGeometry], inner: list[BaseGeometry]) -> MultiPolygon:
    """Return what a floor covers: its outline, else its zones with the gaps between them closed.

    Gaps are closed as far as it takes to make the floor one piece, at most 8 m:
    a corridor that nobody drew still connects its rooms.

    Examples
    --------
    >>> from shapely import box
    >>> floor_shape([], [box(0, 0, 4, 3), box(4.2, 0, 8, 3)]).area.__round__(2)
    24.0
    """
    if outlines:
        return MultiPolygon(polygons_in(unary_union(outlines)))
    whole = unary_union(inner)
    reach = _WALL_M / 2
    closed = whole
    while inner and reach <= _WIDEST_M:
        mitre = {"join_style": "mitre"}
        closed = unary_union([whole, whole.buffer(reach, **mitre).buffer(-reach, **mitre)])
        if len(polygons_in(closed)) <= 1:
            break
        reach *= 2
    return MultiPolygon(polygons_in(closed))


def free_space(whole: BaseGeometry, inner: list[BaseGeometry], width: float) -> list[Polygon]:
    """Return the parts of a floor that no zone fills and that are wide enough to walk in."""
    left = whole.difference(unary_union(inner)) if inner else whole
    half = width / 2 - 0.01
    opened = left.buffer(-half, join_style="mitre").buffer(half, join_style="mitre")
    return polygons_in(opened.intersection(left))


def _stacked(low: pd.DataFrame, high: pd.DataFrame) -> list[tuple]:
    """Return the pairs of two consecutive levels that overlap in plan, both ways round."""
    under, over = low["shape"].tolist(), high["shape"].tolist()
    rows = []
    for one, other in shapely.STRtree(over).query(under, predicate="intersects").T:
        common = under[one].intersection(over[other]).area
        if common < LEAST_SHARE * min(under[one].area, over[other].area):
            continue
        below, above = low["zone"].iloc[one], high["zone"].iloc[other]
        rows.append((below, above, "above", min(1.0, common / under[one].area)))
        rows.append((above, below, "below", min(1.0, common / over[other].area)))
    return rows
