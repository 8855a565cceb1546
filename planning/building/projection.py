"""From longitude and latitude, or a national grid, to metres around one point of the building."""

import itertools
import math
import re
from collections.abc import Callable, Sequence

import pyproj
from pyproj.exceptions import CRSError

from planning.building.shapes import Rings, all_points

Place = Callable[[float, float], tuple[float, float]]

_BUILDING_DEGREES = 0.05  # 5 km as degrees, 5 cm as metres: no plan in metres is that small
_CAMPUS_DEGREES = 1.0  # 111 km as degrees, 1 m as metres
_PLAN_METRES = 1500.0  # a plan larger than this is in feet, inches, millimetres or pixels
_FAR_METRES = 10_000.0  # national grids: keep the numbers small
_ENOUGH_CORNERS = 40  # fewer right angles prove nothing
_WGS84 = ("", "crs84", "4326", "wgs84", "4490", "4258", "4269")
_METRES = ("local", "metre", "meter", "metres", "meters", "m", "engineering", "none")


def crs_said(member: object) -> str:
    """Return the coordinate system a ``crs`` member names, "" if none, in short.

    Examples
    --------
    >>> crs_said({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})
    'CRS84'
    >>> crs_said({"properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}), crs_said("EPSG:3857")
    ('EPSG:4547', 'EPSG:3857')
    """
    if isinstance(member, dict):
        inner = member.get("properties")
        member = inner.get("name", inner.get("code")) if isinstance(inner, dict) else None
    if not isinstance(member, (str, int)) or isinstance(member, bool):
        return ""
    text = str(member).strip()
    if found := re.search(r"(?:epsg\D*)?(?<!\d)(\d{4,6})$", text, re.IGNORECASE):
        return f"EPSG:{found[1]}"
    return re.split(r"[:/]", text)[-1][:40]


def is_geographic_name(said: str) -> bool:
    """Whether a coordinate system's short name means longitude and latitude."""
    return said.casefold().removeprefix("epsg:") in _WGS84


def is_metre_name(said: str) -> bool:
    """Whether a coordinate system's short name means plain metres."""
    return said.casefold() in _METRES


def grid(said: str) -> pyproj.Transformer | None:
    """Return the way from a projected system to longitude and latitude, None if unknown."""
    try:
        system = pyproj.CRS.from_user_input(said)
    except CRSError:
        return None
    if not (system.is_projected or system.is_geographic):
        return None
    return pyproj.Transformer.from_crs(system, "EPSG:4326", always_xy=True)


def extent(outlines: Sequence[Rings]) -> float:
    """Return the longer side of the box around some outlines."""
    points = all_points(outlines)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def looks_like_degrees(outlines: Sequence[Rings], said_degrees: bool) -> bool:
    """Whether coordinates can be longitude and latitude of a building.

    Between 0.05 and 1 the size alone does not tell, and the file's own word counts.
    """
    points = all_points(outlines)
    on_earth = all(abs(x) <= 180 and abs(y) <= 180 for x, y in points)
    if not on_earth or not any(abs(x) <= 90 or abs(y) <= 90 for x, y in points):
        return False
    size = extent(outlines)
    return size < _BUILDING_DEGREES or (size < _CAMPUS_DEGREES and said_degrees)


def scale_is_doubtful(outlines: Sequence[Rings]) -> bool:
    """Whether a plan is too large, or too small, to be in metres."""
    size = extent(outlines)
    return size > _PLAN_METRES or size < 1


def are_swapped(outlines: Sequence[Rings], origin: tuple[float, float] | None) -> bool:
    """Whether degrees stand as latitude, longitude.

    They do where they lie off the globe, far from the other floors, or have
    the right angles of a building only when exchanged.
    """
    points = all_points(outlines)
    if any(abs(y) > 90 for _, y in points):
        return True
    if any(abs(x) > 90 for x, _ in points):
        return False
    x, y = points[0]
    if origin is not None:
        lon, lat = origin
        return math.hypot(y - lon, x - lat) < 0.1 < math.hypot(x - lon, y - lat)
    given = squareness(outlines, math.cos(math.radians(y)))
    turned = squareness([_swap(one) for one in outlines], math.cos(math.radians(x)))
    return len(points) >= _ENOUGH_CORNERS and turned > 0.85 and turned - given > 0.06


def squareness(outlines: Sequence[Rings], stretch: float) -> float:
    """Return how far walls follow two directions at right angles: 1 all, 0 none.

    `stretch` is what a step east is worth beside a step north.

    Examples
    --------
    >>> round(squareness([[[[0, 0], [2, 1], [1, 3], [-1, 2], [0, 0]]]], 1.0), 6)
    1.0
    """
    total, turned = 0.0, 0j
    for outline in outlines:
        for ring in outline:
            for (x0, y0), (x1, y1) in itertools.pairwise(ring):
                step = complex((x1 - x0) * stretch, y1 - y0)
                if length := abs(step):
                    total += length
                    turned += length * (step / length) ** 4
    return abs(turned) / total if total else 0.0


def local_degrees(outlines: Sequence[Rings], origin: tuple[float, float] | None) -> tuple:
    """Return the way from degrees to metres, and its origin.

    Without an origin it is the middle of the outlines rounded to 0.01 degrees,
    so that the floors of a building nearly always share it by themselves.
    """
    if origin is None:
        points = all_points(outlines)
        origin = tuple(
            round((min(values) + max(values)) / 2, 2) + 0.0 for values in zip(*points, strict=True)
        )
    lon, lat = origin
    projection = f"+proj=tmerc +lon_0={lon} +lat_0={lat} +k=1 +datum=WGS84 +units=m"
    way = pyproj.Transformer.from_crs("EPSG:4326", projection, always_xy=True)
    return way.transform, origin


def local_metres(outlines: Sequence[Rings], origin: tuple[float, float] | None) -> tuple:
    """Return the way from metres far away to metres near (0, 0), and the origin, None if near."""
    if origin is None:
        points = all_points(outlines)
        middle = [(min(values) + max(values)) / 2 for values in zip(*points, strict=True)]
        if max(map(abs, middle)) < _FAR_METRES:
            return (lambda x, y: (x, y)), None
        origin = (round(middle[0], -3), round(middle[1], -3))
    east, north = origin
    return (lambda x, y: (x - east, y - north)), origin


def _swap(outline: Rings) -> Rings:
    """Return an outline with x and y exchanged."""
    return [[[y, x] for x, y in ring] for ring in outline]
