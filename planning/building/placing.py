"""Where the coordinates of a plan lie: degrees, a grid, metres, or units without a scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from planning.building.errors import PlanFinding, ScaleImpossibleError
from planning.building.naming import RawZone
from planning.building.projection import (
    Place,
    are_swapped,
    extent,
    grid,
    is_geographic_name,
    is_metre_name,
    local_degrees,
    local_metres,
    looks_like_degrees,
    scale_is_doubtful,
)
from planning.building.shapes import all_points, moved
from surveys.findings import Finding, Severity


@dataclass
class Placed:
    """What was decided about the coordinates of a file."""

    crs: str = "metres"
    origin: tuple[float, float] | None = None
    needs_scale: bool = False
    findings: list[Finding] = field(default_factory=list)


def placed(
    raw: Sequence[RawZone],
    said: str,
    origin: tuple[float, float] | None,
    metres_per_unit: float | None,
) -> Placed:
    """Move the outlines of some shapes to metres, in place, and say how that was decided.

    The ``crs`` member is believed unless the coordinates contradict it: nobody's
    building is 80 degrees long, and none is 5 cm.
    """
    outlines = [outline for one in raw for outline in one.outlines]
    if not outlines:
        return Placed()
    if metres_per_unit is not None:
        return _scaled(raw, metres_per_unit)
    degrees = looks_like_degrees(outlines, is_geographic_name(said))
    way = None
    if said and not is_geographic_name(said) and not is_metre_name(said) and not degrees:
        way = grid(said)
    if way is not None and all(map(math.isfinite, way.transform(*all_points(outlines)[0]))):
        _move(raw, way.transform)
        place = _degrees(raw, origin)
        place.crs = said
        return place
    place = _degrees(raw, origin) if degrees else _metres(raw, origin)
    if said and is_geographic_name(said) != degrees and not (is_metre_name(said) and not degrees):
        unknown = not is_geographic_name(said) and not is_metre_name(said) and not degrees
        kind = PlanFinding.CRS_UNKNOWN if unknown else PlanFinding.CRS_CONTRADICTED
        facts = {"said": said, "size": extent(outlines)}
        place.findings.append(Finding(kind, Severity.CHANGED, facts=facts))
    return place


def _degrees(raw: Sequence[RawZone], origin: tuple[float, float] | None) -> Placed:
    """Project longitude and latitude to metres around the origin."""
    place = Placed(crs="WGS84")
    outlines = [outline for one in raw for outline in one.outlines]
    if are_swapped(outlines, origin):
        _move(raw, lambda x, y: (y, x))
        outlines = [outline for one in raw for outline in one.outlines]
        x, y = all_points(outlines)[0]
        facts = {"lon": x, "lat": y}
        place.findings.append(
            Finding(PlanFinding.COORDINATES_SWAPPED, Severity.CHANGED, facts=facts)
        )
    way, place.origin = local_degrees(outlines, origin)
    _move(raw, way)
    return place


def _metres(raw: Sequence[RawZone], origin: tuple[float, float] | None) -> Placed:
    """Keep metres, moved near (0, 0) where they are far away; ask where they cannot be metres."""
    outlines = [outline for one in raw for outline in one.outlines]
    if scale_is_doubtful(outlines):
        facts = {"size": extent(outlines)}
        doubt = Finding(PlanFinding.SCALE_DOUBTFUL, Severity.STOP, facts=facts)
        return Placed(crs="units", needs_scale=True, findings=[doubt])
    far = origin if origin and max(map(abs, origin)) > 180 else None
    way, moved_from = local_metres(outlines, far)
    _move(raw, way)
    return Placed(origin=moved_from)


def _scaled(raw: Sequence[RawZone], metres_per_unit: float) -> Placed:
    """Apply the user's scale."""
    if not 0 < metres_per_unit < float("inf"):
        raise ScaleImpossibleError(units=1, metres=metres_per_unit)
    _move(raw, lambda x, y: (x * metres_per_unit, y * metres_per_unit))
    return Placed()


def _move(raw: Sequence[RawZone], way: Place) -> None:
    """Move every outline of some shapes."""
    for one in raw:
        one.outline = moved(one.outline, way) if one.outline else None
        one.others = [moved(other, way) for other in one.others]
