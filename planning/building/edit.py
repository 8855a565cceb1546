"""Zones split and merged: outlines, areas and seats shared out so that sums stay."""

import math
from collections.abc import Sequence

import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import split as cut
from shapely.ops import unary_union

from planning.building.errors import ZonesApartError, ZoneUncutError
from planning.building.shapes import mended, polygon, polygons_in, rings

_TOUCH_M = 0.6  # a wall between two zones goes to the merged one


def split_by_line(outline: Sequence, one: Sequence[float], other: Sequence[float]) -> list:
    """Return the two outlines a line through two points makes of one, the larger first.

    The line is drawn out to both sides. Parts of one side become its largest;
    a line that leaves one side empty cuts nothing.

    Raises
    ------
    ZoneUncutError

    Examples
    --------
    >>> halves = split_by_line([[[0, 0], [8, 0], [8, 5], [0, 5]]], (2, 0), (2, 5))
    >>> [polygon(half).area for half in halves]
    [30.0, 10.0]
    """
    shape = _valid(outline)
    (x0, y0), (x1, y1) = one, other
    long = math.hypot(x1 - x0, y1 - y0)
    if shape is None or long == 0:
        raise ZoneUncutError()
    west, south, east, north = shape.bounds
    reach = (math.hypot(east - west, north - south) + math.hypot(x0 - west, y0 - south) + long) * 2
    dx, dy = (x1 - x0) / long * reach, (y1 - y0) / long * reach
    parts = polygons_in(cut(shape, LineString([(x0 - dx, y0 - dy), (x0 + dx, y0 + dy)])))
    sides: dict[bool, list[Polygon]] = {True: [], False: []}
    for part in parts:
        spot = part.representative_point()
        sides[(spot.x - x0) * dy - (spot.y - y0) * dx > 0].append(part)
    if not all(sides.values()):
        raise ZoneUncutError()
    largest = [max(side, key=lambda part: part.area) for side in sides.values()]
    return [rings(part) for part in sorted(largest, key=lambda part: -part.area)]


def split_by_share(outline: Sequence, share: float, across: bool = True) -> list:
    """Return two outlines, the first with a share (0..1) of the area.

    The cut is at right angles to the longer side of the zone (`across`), or
    along it; the first part lies on the side of the smaller x, then y.

    Raises
    ------
    ZoneUncutError

    Examples
    --------
    >>> parts = split_by_share([[[0, 0], [8, 0], [8, 5], [0, 5]]], 0.25)
    >>> [round(polygon(part).area, 3) for part in parts]
    [10.0, 30.0]
    """
    shape = _valid(outline)
    if shape is None or not 0 < share < 1:
        raise ZoneUncutError()
    box = shapely.get_coordinates(shape.minimum_rotated_rectangle)
    sides = sorted((box[1] - box[0], box[2] - box[1]), key=lambda side: math.hypot(*side))
    along = sides[1] if across else sides[0]
    along = along / math.hypot(*along)
    along = -along if (along[0], along[1]) < (0, 0) else along
    ways = shapely.get_coordinates(shape) @ along
    low, high = float(ways.min()), float(ways.max())
    for _ in range(60):
        middle = (low + high) / 2
        if _behind(shape, along, middle).area < share * shape.area:
            low = middle
        else:
            high = middle
    first = _behind(shape, along, (low + high) / 2)
    found = [polygons_in(part) for part in (first, shape.difference(first))]
    if not all(found):
        raise ZoneUncutError()
    return [rings(parts[0]) for parts in found]


def share_out(seats: object, shares: Sequence[float]) -> list:
    """Return whole seats shared out by area so that the sum stays; nothing known stays so.

    Examples
    --------
    >>> share_out(10, [0.34, 0.66]), share_out(pd.NA, [0.5, 0.5])
    ([3, 7], [<NA>, <NA>])
    """
    if pd.isna(seats):
        return [pd.NA for _ in shares]
    exact = [int(seats) * share / sum(shares) for share in shares]
    whole = [math.floor(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in order[: int(seats) - sum(whole)]:
        whole[at] += 1
    return whole


def merged(outlines: Sequence[Sequence]) -> list:
    """Return the one outline of zones that touch, the wall between them included.

    Raises
    ------
    ZonesApartError
        They do not touch, or one has no outline.

    Examples
    --------
    >>> one, other = [[[0, 0], [8, 0], [8, 5], [0, 5]]], [[[8.2, 0], [12, 0], [12, 5], [8.2, 5]]]
    >>> round(polygon(merged([one, other])).area, 2)
    60.0
    """
    shapes = [_valid(outline) for outline in outlines]
    if len(shapes) < 2 or any(shape is None for shape in shapes):
        raise ZonesApartError()
    whole = unary_union(shapes)
    if len(polygons_in(whole)) > 1:
        half = _TOUCH_M / 2
        closed = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
        whole = unary_union([whole, closed])
    parts = polygons_in(whole)
    if len(parts) > 1:
        raise ZonesApartError()
    return rings(parts[0].simplify(0.005))


def _valid(outline: Sequence | None) -> Polygon | None:
    """Return the largest valid part of an outline."""
    shape = polygon(outline)
    parts = list(mended(shape)[0].geoms) if shape is not None else []
    return parts[0] if parts else None


def _behind(shape: Polygon, along, at: float) -> shapely.Geometry:
    """Return the part of a shape on the near side of a line at right angles to a direction."""
    far = 1e4
    x, y = along
    corners = [(at, far), (at, -far), (at - far, -far), (at - far, far)]
    half = Polygon([(a * x - b * y, a * y + b * x) for a, b in corners])
    return shape.intersection(half)
