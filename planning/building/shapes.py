"""Outlines: lists of rings in a table, polygons for computing, and back."""

from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Ring = list[list[float]]
Rings = list[Ring]

_DIGITS = 4  # a tenth of a millimetre: finer is noise of the projection


def polygon(rings: Sequence[Sequence[Sequence[float]]] | None) -> Polygon | None:
    """Return an outline as a shapely polygon; the first ring is the outside, others are holes.

    None, NaN and outlines of fewer than three points come back as None. The polygon
    may be invalid; `mended` makes it valid.

    Examples
    --------
    >>> polygon([[[0, 0], [4, 0], [4, 3], [0, 3]]]).area
    12.0
    >>> polygon(None) is None
    True
    """
    missing = rings is None or isinstance(rings, float)  # a table read back holds NaN
    if missing or len(rings) == 0 or len(rings[0]) < 3:
        return None
    return Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= 3])


def rings(shape: Polygon) -> Rings:
    """Return a polygon as lists of [x, y], closed, outside first.

    Examples
    --------
    >>> rings(Polygon([(0, 0), (4, 0), (4, 3)]))
    [[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 0.0]]]
    """
    return [
        [[round(float(x), _DIGITS), round(float(y), _DIGITS)] for x, y, *_ in ring.coords]
        for ring in (shape.exterior, *shape.interiors)
    ]


def polygons_in(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons with an area inside any geometry, largest first."""
    if isinstance(shape, Polygon):
        found = [shape]
    else:
        found = [part for one in getattr(shape, "geoms", ()) for part in polygons_in(one)]
    return sorted((one for one in found if one.area > 0), key=lambda one: -one.area)


def mended(shape: Polygon) -> tuple[MultiPolygon, bool]:
    """Return the valid parts of a polygon and whether it had to be mended.

    A bow tie becomes its two triangles; a doubled corner goes away.

    Examples
    --------
    >>> parts, was_mended = mended(Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]))
    >>> len(parts.geoms), was_mended
    (2, True)
    """
    if shape.is_valid:
        return MultiPolygon(polygons_in(shape)), False
    return MultiPolygon(polygons_in(shapely.make_valid(shape))), True


def is_coordinate(value: object) -> bool:
    """Whether a value is a number of a size a plan can have.

    Examples
    --------
    >>> is_coordinate(118.9), is_coordinate(float("nan")), is_coordinate(10**400)
    (True, False, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9


def finite(points: Iterable[Sequence[float]]) -> bool:
    """Whether every coordinate is a number of a size a plan can have."""
    return all(is_coordinate(value) for point in points for value in point[:2])


def all_points(outlines: Iterable[Rings]) -> list[list[float]]:
    """Return every corner of some outlines."""
    return [point for outline in outlines for ring in outline for point in ring]


def moved(outline: Rings, function) -> Rings:
    """Return an outline with every [x, y] replaced by ``function(x, y)``."""
    return [[list(function(x, y)) for x, y in ring] for ring in outline]
