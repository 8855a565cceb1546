"""Outlines of the shapes of a file: what can be a zone, what is skipped, and why."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from planning.building.draft import some
from planning.building.errors import PlanFinding
from planning.building.naming import RawZone, as_text, raw_zone
from planning.building.shapes import Rings, is_coordinate, mended, polygon, rings
from planning.building.words import kind_of
from surveys.findings import Finding, Severity

_NO_AREA = 1e-9
_SEVERITY = {PlanFinding.POLYGON_UNREADABLE: Severity.DROPPED}
_SMALL_PART = 0.01  # a part below one hundredth of the largest is a splinter of drawing


def collect(features: Sequence[object]) -> tuple[list[RawZone], list[RawZone], list[Finding]]:
    """Return zones, walls and the like, and findings about the shapes of a file.

    Rows are numbers of features, 1 = first.
    """
    zones: list[RawZone] = []
    structure: list[RawZone] = []
    rows: dict[PlanFinding, list[int]] = defaultdict(list)
    skipped: Counter[str] = Counter()
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, Mapping):
            rows[PlanFinding.NOT_A_FEATURE].append(number)
            continue
        one = _zone(number, feature, rows, skipped)
        if one is None:
            continue
        (structure if one.kind == "structure" else zones).append(one)
    return zones, structure, _findings(rows, skipped, structure)


def _zone(number, feature, rows, skipped) -> RawZone | None:
    """Return one shape as a raw zone, None where it cannot be one."""
    said = feature.get("properties")
    said = dict(said) if isinstance(said, Mapping) else {}
    if "id" not in said and as_text(feature.get("id")):
        said["id"] = feature["id"]
    one = raw_zone(number, said)
    one.kind = next((kind for kind in map(kind_of, one.all("type")) if kind), "")
    geometry = feature.get("geometry")
    if geometry is None and one.kind != "structure" and (one.first("name") or one.first("number")):
        return one
    parts = _parts(number, geometry, rows, skipped)
    if not parts:
        return None
    one.outline, *one.others = parts
    return one


def _parts(number, geometry, rows, skipped) -> list[Rings]:
    """Return the outlines of a geometry; what is no outline goes into the findings."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    inside = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
        found = [_parts(number, one, rows, skipped) for one in geometry["geometries"]]
        return [outline for parts in found for outline in parts]
    if kind == "LineString" and _closes(inside):
        rows[PlanFinding.LINE_CLOSED].append(number)
        kind, inside = "Polygon", [inside]
    if kind not in ("Polygon", "MultiPolygon"):
        rows[PlanFinding.GEOMETRY_SKIPPED].append(number)
        skipped[str(kind or "null")[:30]] += 1
        return []
    parts = [_flat(part) for part in ([inside] if kind == "Polygon" else _listed(inside))]
    good = [part for part in parts if part]
    if len(good) < len(parts) or not parts:
        rows[PlanFinding.COORDINATES_BROKEN].append(number)
    return good


def _closes(line: object) -> bool:
    """Whether a line of at least three corners ends where it began."""
    return isinstance(line, list) and len(line) >= 4 and line[0] == line[-1]


def _listed(value: object) -> list:
    """Return a list, empty where the value is none."""
    return value if isinstance(value, list) else []


def _flat(outline: object) -> Rings | None:
    """Return an outline in x and y, None where a coordinate is missing or no number."""
    flat: Rings = []
    for ring in _listed(outline):
        points = [
            [float(point[0]), float(point[1])]
            for point in _listed(ring)
            if isinstance(point, list) and len(point) >= 2 and all(map(is_coordinate, point[:2]))
        ]
        if len(points) != len(_listed(ring)):
            return None
        flat.append(points)
    return flat if flat and len(flat[0]) >= 3 else None


def _findings(rows, skipped, structure) -> list[Finding]:
    """Return what the shapes of a file showed, as findings."""
    found = []
    for kind, places in rows.items():
        severity = Severity.CHANGED if kind == PlanFinding.LINE_CLOSED else Severity.DROPPED
        facts = {"n": len(places)}
        if kind == PlanFinding.GEOMETRY_SKIPPED:
            facts |= {"types": some(f"{word} ({n})" for word, n in skipped.items())}
        found.append(Finding(kind, severity, tuple(places), facts=facts))
    if structure:
        words = Counter(next(iter(one.all("type")), "") for one in structure)
        facts = {
            "n": len(structure),
            "types": some(f"{word} ({n})" for word, n in words.most_common()),
        }
        places = tuple(one.row for one in structure)
        found.append(Finding(PlanFinding.STRUCTURE_SKIPPED, Severity.DROPPED, places, facts=facts))
    return found


def measured(rows: list[dict], raw: Sequence[RawZone], *, keep_area: bool = False) -> list[Finding]:
    """Mend the outlines of draft rows and fill ``area_m2`` from them, in place.

    An area the file gives is kept where it lies within half and one and a half
    of the drawn one (pillars and niches), else the drawn one counts: the file
    speaks of another unit or another space. With `keep_area` outlines are in
    unknown units and tell no area.

    Returns findings about outlines that crossed themselves, had no area, had
    several parts or another area than given.
    """
    places: dict[PlanFinding, list[int]] = defaultdict(list)
    for row, one in zip(rows, raw, strict=True):
        if row["polygon"] is None:
            continue
        parts, was_mended = mended(polygon(row["polygon"]))
        others = [part for other in one.others for part in mended(polygon(other))[0].geoms]
        every = sorted([*parts.geoms, *others], key=lambda part: -part.area)
        if not every or every[0].area < _NO_AREA:
            places[PlanFinding.POLYGON_UNREADABLE].append(one.row)
            row["polygon"] = None
            continue
        big = [part for part in every if part.area > _SMALL_PART * every[0].area]
        if was_mended:
            places[PlanFinding.POLYGON_MENDED].append(one.row)
        if len(big) > 1:
            places[PlanFinding.PARTS_JOINED].append(one.row)
        row["polygon"] = rings(every[0])
        drawn, given = sum(part.area for part in big), row["area_m2"]
        if given is not None and not keep_area and not 0.5 <= given / drawn <= 1.5:
            places[PlanFinding.AREA_DIFFERS].append(one.row)
            given = None
        row["area_m2"] = given if given is not None or keep_area else drawn
        row["drawn_m2"] = None if keep_area else drawn
    return [
        Finding(kind, _SEVERITY.get(kind, Severity.CHANGED), tuple(at), facts={"n": len(at)})
        for kind, at in places.items()
    ]
