"""Floors as GeoJSON: longitude and latitude, a national grid, or plain metres."""

import codecs
import json
from collections.abc import Iterator

from planning.building.draft import FloorDraft, floors_of, zones_table
from planning.building.errors import (
    PlanEmptyError,
    PlanFinding,
    PlanNotGeojsonError,
    PlanNotJsonError,
    PlanTooLargeError,
    PlanWithoutZonesError,
)
from planning.building.naming import zone_rows
from planning.building.outlines import collect, measured
from planning.building.placing import placed
from planning.building.projection import crs_said
from planning.building.walls import spaces_between
from surveys.findings import Finding, Severity

MOST_BYTES = 60_000_000
MOST_SHAPES = 20_000
_GEOMETRIES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
}  # fmt: skip


def read_geojson(
    content: bytes,
    name: str,
    floor: str | None = None,
    *,
    origin: tuple[float, float] | None = None,
    metres_per_unit: float | None = None,
    from_walls: bool = True,
) -> FloorDraft:
    """Return the zones of a GeoJSON file in metres, and what was odd in it.

    Parameters
    ----------
    content, name
        The file, and its name (which may say the floor: "…-floor-2.geojson").
    floor
        Floor of shapes that do not say theirs; goes before the file's name.
    origin
        `FloorDraft.origin` of another floor of this building.
    metres_per_unit
        Scale of a plan that is in neither degrees nor metres.
    from_walls
        Whether spaces enclosed by drawn walls become rooms where no shape
        describes them.

    Returns
    -------
    A draft, one zone per shape in file order, then spaces between walls.
    Walls, windows and doors are no zones. A shape of several parts is one zone
    with the area of all and the outline of the largest. Only rooms are
    convertible. Holes are kept; heights are dropped.

    Raises
    ------
    PlanEmptyError, PlanNotJsonError, PlanNotGeojsonError, PlanTooLargeError,
    PlanWithoutZonesError

    Examples
    --------
    >>> ring = [[0, 0], [8, 0], [8, 5], [0, 5], [0, 0]]
    >>> shape = {"type": "Polygon", "coordinates": [ring]}
    >>> feature = {"type": "Feature", "properties": {"name": "Quiet"}, "geometry": shape}
    >>> draft = read_geojson(json.dumps(feature).encode(), "2F.geojson")
    >>> draft.zones[["zone", "floor", "area_m2"]].to_string(header=False, index=False)
    'Quiet    2F     40.0'
    """
    from planning.building.imdf import with_levels

    document, findings = _parse(content, name)
    features = with_levels(_features(document, name))
    if len(features) > MOST_SHAPES:
        raise PlanTooLargeError(name=name, found=len(features), limit=MOST_SHAPES)
    raw, structure, found = collect(features)
    if not raw and not structure:
        raise PlanWithoutZonesError(name=name, skipped=len(features))
    said = crs_said(document.get("crs")) if isinstance(document, dict) else ""
    place = placed([*raw, *structure], said, origin, metres_per_unit)
    if from_walls and not place.needs_scale:
        between, about = spaces_between(raw, structure)
        raw, found = [*raw, *between], [*found, *about]
    if not raw:
        raise PlanWithoutZonesError(name=name, skipped=len(features))
    rows, named = zone_rows(raw, name, floor)
    about_areas = measured(rows, raw, keep_area=place.needs_scale)
    zones = zones_table(rows)
    everything = [*findings, *found, *place.findings, *about_areas, *named]
    crs, scale = place.crs, place.needs_scale
    return FloorDraft(zones, everything, crs, scale, floors_of(zones), place.origin)


def features_in(content: bytes, name: str) -> list[object]:
    """Return the features of a GeoJSON file as they stand in it; [] where there are none.

    Raises
    ------
    PlanEmptyError, PlanNotJsonError, PlanTooLargeError
    """
    try:
        return _features(_parse(content, name)[0], name)
    except PlanNotGeojsonError:
        return []


def _parse(content: bytes, name: str) -> tuple[object, list[Finding]]:
    """Return the JSON of a file; one feature per line is read too."""
    if not content.strip(codecs.BOM_UTF8 + b"\x00 \t\r\n\x1e"):
        raise PlanEmptyError(name=name)
    if len(content) > MOST_BYTES:
        raise PlanTooLargeError(name=name, found=len(content), limit=MOST_BYTES)
    text, findings = _decoded(content, name)
    line = 1
    try:
        return json.loads(text), findings
    except json.JSONDecodeError as error:
        line = error.lineno
    except (ValueError, RecursionError) as error:  # thousands of digits, thousands of brackets
        raise PlanNotJsonError(name=name, line=line) from error
    try:
        return [json.loads(one.strip("\x1e \t\r")) for one in _lines(text)], findings
    except (ValueError, RecursionError) as error:
        raise PlanNotJsonError(name=name, line=line) from error


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text that say something."""
    return (line for line in text.split("\n") if line.strip("\x1e \t\r"))


def _decoded(content: bytes, name: str) -> tuple[str, list[Finding]]:
    """Return the text of a file: any Unicode, else the Chinese encoding of older Windows."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if content.startswith(marks) else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030":
            return text, []
        facts = {"encoding": "GB 18030"}
        return text, [Finding(PlanFinding.PLAN_ENCODING, Severity.NOTE, facts=facts)]
    raise PlanNotJsonError(name=name, line=1)


def _features(document: object, name: str) -> list[object]:
    """Return the features of any GeoJSON document; a bare geometry is one."""
    if isinstance(document, list):
        found = [one for part in document for one in _features(part, name)]
        if found:
            return found
    if isinstance(document, dict):
        kind = document.get("type")
        if kind == "FeatureCollection" and isinstance(document.get("features"), list):
            return document["features"]
        if kind == "Feature":
            return [document]
        if kind in _GEOMETRIES:
            return [{"type": "Feature", "properties": {}, "geometry": document}]
    found = document.get("type") if isinstance(document, dict) else type(document).__name__
    raise PlanNotGeojsonError(name=name, found=str(found)[:40])
