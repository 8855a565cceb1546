"""What is odd about the floors of a study."""

import itertools
from collections.abc import Iterable

import pandas as pd
import shapely
from shapely.geometry import MultiPolygon

from planning.building.draft import some
from planning.building.errors import PlanFinding
from planning.building.shapes import mended, polygon
from surveys.findings import Finding, Severity

DENSE_M2_PER_SEAT = 1.8  # the tightest of the reading-room norms; the caller may give another

_OVERLAP_M2 = 0.5  # less is drawing
_OVERLAP_SHARE = 0.02
_OUTSIDE_SHARE = 0.1


def check_floors(
    zones: pd.DataFrame, states: pd.DataFrame, *, dense_m2_per_seat: float = DENSE_M2_PER_SEAT
) -> list[Finding]:
    """Return what is odd about zones and their dated seats; nothing is changed.

    Parameters
    ----------
    zones
        Zones table (a draft's is one too).
    states
        Zone states; every dated row is checked.
    dense_m2_per_seat
        Net area per seat below which a room is called dense (note only).

    Returns
    -------
    Findings, without rows of a file; zones are named in ``facts``. Empty for
    floors without fault.
    """
    shapes, crossed = _drawn(zones)
    findings = [
        _about(PlanFinding.ID_REPEATED, Severity.STOP, zones["zone"][zones["zone"].duplicated()]),
        _about(PlanFinding.POLYGON_MENDED, Severity.NOTE, crossed),
        _about(PlanFinding.NO_OUTLINE, Severity.NOTE, zones["zone"][shapes.isna()]),
        _about(PlanFinding.AREA_MISSING, Severity.NOTE, _without_area(zones, shapes)),
        *_overlaps(zones, shapes),
        _outside(zones, shapes),
        *_apart(zones, shapes),
        *_about_seats(zones, states, shapes, dense_m2_per_seat),
    ]
    return [finding for finding in findings if finding is not None]


def _about(kind: PlanFinding, severity: Severity, zones: Iterable[str], **facts) -> Finding | None:
    """Return a finding that names zones, None without any."""
    names = list(dict.fromkeys(zones))
    if not names:
        return None
    return Finding(kind, severity, facts={"n": len(names), "zones": some(names), **facts})


def _drawn(zones: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    """Return valid shapes of the zones, and the zones whose outline crosses itself."""
    shapes, crossed = [], []
    for zone, outline in zip(zones["zone"], zones["polygon"], strict=True):
        shape = polygon(outline)
        parts, was_mended = mended(shape) if shape is not None else (None, False)
        shapes.append(parts if parts is not None and parts.area > 0 else None)
        if was_mended:
            crossed.append(zone)
    return pd.Series(shapes, index=zones.index, dtype="object"), crossed


def _without_area(zones: pd.DataFrame, shapes: pd.Series) -> pd.Series:
    """Return convertible zones whose area neither outline nor file tells."""
    return zones["zone"][zones["area_m2"].isna() & shapes.isna() & zones["convertible"]]


def _overlaps(zones: pd.DataFrame, shapes: pd.Series) -> list[Finding]:
    """Return one finding per floor on which zones lie on top of each other."""
    findings = []
    drawn = zones[shapes.notna() & ~zones["kind"].eq("outline")]
    for floor, group in drawn.groupby("floor", sort=False):
        own = shapes[group.index].tolist()
        names = group["zone"].tolist()
        pairs = shapely.STRtree(own).query(own, predicate="intersects").T
        found = []
        for one, other in pairs[pairs[:, 0] < pairs[:, 1]]:
            common = own[one].intersection(own[other]).area
            least = _OVERLAP_SHARE * min(own[one].area, own[other].area)
            if common > max(least, min(_OVERLAP_M2, 0.5 * least / _OVERLAP_SHARE)):
                found.append((common, f"{names[one]} / {names[other]}"))
        found.sort(reverse=True)
        if found:
            facts = {
                "n": len(found), "zones": some(pair for _, pair in found), "floor": floor,
                "area": sum(common for common, _ in found),
            }  # fmt: skip
            findings.append(Finding(PlanFinding.ZONES_OVERLAP, Severity.NOTE, facts=facts))
    return findings


def _outside(zones: pd.DataFrame, shapes: pd.Series) -> Finding | None:
    """Return the zones of which a tenth or more lies outside the outline of their floor."""
    outside = []
    for _, floor in zones[shapes.notna()].groupby("floor", sort=False):
        whole = [shapes[place] for place in floor.index[floor["kind"].eq("outline")]]
        if not whole:
            continue
        inside = shapely.union_all(whole)
        for place in floor.index[~floor["kind"].eq("outline")]:
            beyond = shapes[place].difference(inside).area
            if beyond > _OUTSIDE_SHARE * shapes[place].area:
                outside.append(zones["zone"][place])
    return _about(PlanFinding.ZONE_OUTSIDE, Severity.NOTE, outside)


def _apart(zones: pd.DataFrame, shapes: pd.Series) -> list[Finding]:
    """Return pairs of consecutive floors that lie beside, not above, each other."""
    drawn = zones[shapes.notna()].sort_values("level", kind="stable")
    hulls = {
        floor: MultiPolygon([part for s in shapes[group.index] for part in s.geoms]).convex_hull
        for floor, group in drawn.groupby("floor", sort=False)
    }
    return [
        Finding(PlanFinding.FLOORS_APART, Severity.NOTE, facts={"one": one, "other": other})
        for one, other in itertools.pairwise(hulls)
        if not hulls[one].intersects(hulls[other])
    ]


def _about_seats(zones, states, shapes, dense) -> list[Finding | None]:
    """Return findings about the dated seats of the zones."""
    rooms = zones[zones["kind"].eq("room")]
    known = states.merge(zones, on="zone", suffixes=("", "_now"))
    drawn = pd.Series([s.area if s is not None else pd.NA for s in shapes], dtype="Float64")
    area = dict(
        zip(zones["zone"], zones["area_m2"].fillna(drawn.set_axis(zones.index)), strict=True)
    )
    seated = known[known["seats"].fillna(0) > 0]
    each = seated["zone"].map(area).astype("Float64") / seated["seats"].astype("Float64")
    crowded = seated["zone"][(each < dense).fillna(False).astype(bool)]
    empty = states["zone"][states["seats"].isna()]
    strange = states["zone"][~states["zone"].isin(zones["zone"])]
    without = rooms["zone"][~rooms["zone"].isin(states["zone"])]
    fixed = seated["zone"][~seated["kind"].eq("room")]
    return [
        _about(PlanFinding.STATE_OF_NO_ZONE, Severity.STOP, strange),
        _about(PlanFinding.STATE_MISSING, Severity.NOTE, without),
        _about(PlanFinding.NO_SEATS, Severity.NOTE, rooms["zone"][rooms["zone"].isin(empty)]),
        _about(PlanFinding.SEATS_IN_FIXED, Severity.NOTE, fixed),
        _about(PlanFinding.SEATS_DENSE, Severity.NOTE, crowded, norm=dense),
    ]
