"""Spaces enclosed by drawn walls, for plans that draw walls but no rooms."""

from collections.abc import Sequence

import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

from planning.building.errors import PlanFinding
from planning.building.naming import RawZone
from planning.building.shapes import mended, polygon, polygons_in, rings
from surveys.findings import Finding, Severity

_GAP_M = 0.02  # walls that miss each other by less than twice this still close a room
_LEAST_M2 = 2.0  # smaller leftovers are niches and splinters, not rooms
_LEAST_WIDTH_M = 0.6


def spaces_between(
    zones: Sequence[RawZone], structure: Sequence[RawZone]
) -> tuple[list[RawZone], list[Finding]]:
    """Return rooms for the parts of a floor's outline that walls enclose and no zone fills.

    Parameters
    ----------
    zones, structure
        Shapes in metres; nothing is proposed without an outline and a wall.

    Returns
    -------
    Raw zones of kind room without a name, largest first, and one finding.
    """
    outlines = [shape for one in zones if one.kind == "outline" for shape in _shapes(one)]
    walls = [shape for one in structure for shape in _shapes(one)]
    if not outlines or not walls:
        return [], []
    filled = [shape for one in zones if one.kind != "outline" for shape in _shapes(one)]
    solid = unary_union([shape.buffer(_GAP_M) for shape in (*walls, *filled)])
    whole = unary_union(outlines)
    free = polygons_in(whole.difference(solid))
    spaces = [space for space in (_grown(one, whole) for one in free) if _is_room(space)]
    if not spaces:
        return [], []
    row = next(one.row for one in zones if one.kind == "outline")
    said = next(one for one in zones if one.kind == "outline")
    floor = {column: said.said.get(column) for column in said.columns.get("floor", ())}
    found = [
        RawZone(
            row, floor, rings(space), kind="room", from_walls=True,
            columns={"floor": list(floor)} if floor else {},
        )
        for space in spaces
    ]  # fmt: skip
    facts = {"n": len(found), "walls": len(structure), "area": sum(s.area for s in spaces)}
    return found, [Finding(PlanFinding.SPACES_FROM_WALLS, Severity.CHANGED, facts=facts)]


def _shapes(one: RawZone) -> list[Polygon]:
    """Return the valid polygons of a shape."""
    found = [polygon(outline) for outline in one.outlines]
    return [part for shape in found if shape is not None for part in mended(shape)[0].geoms]


def _grown(space: Polygon, whole: Polygon) -> Polygon:
    """Give a space back the gap that was added to its walls, without needless corners."""
    grown = shapely.simplify(space.buffer(_GAP_M, join_style="mitre"), 0.005).intersection(whole)
    return max(polygons_in(grown), key=lambda part: part.area, default=space)


def _is_room(space: Polygon) -> bool:
    """Whether a space is large and wide enough to be used."""
    return space.area >= _LEAST_M2 and not space.buffer(-_LEAST_WIDTH_M / 2).is_empty
