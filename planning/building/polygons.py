"""Floors as a table: one row per zone, with its outline in a cell and a scale to ask for."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from planning.building.cells import column_of_outlines, outlines_in, records
from planning.building.draft import FloorDraft, floors_of, some, zones_table
from planning.building.errors import (
    PlanFinding,
    PlanTooLargeError,
    PlanWithoutZonesError,
    ScaleImpossibleError,
    ZoneColumnsMissingError,
)
from planning.building.geojson import MOST_SHAPES
from planning.building.naming import RawZone, raw_zone, zone_rows
from planning.building.outlines import measured
from planning.building.placing import Placed, placed
from planning.building.projection import looks_like_degrees
from planning.building.shapes import mended, polygon
from planning.building.words import find_columns, kind_of, plain
from surveys.findings import Finding, Severity
from surveys.readers.tablefile import TableFile

_TOTALS = {
    "total",
    "totals",
    "sum",
    "grandtotal",
    "subtotal",
    "合计",
    "总计",
    "小计",
    "总和",
    "共计",
}
_IN_METRES = re.compile(r"(?:[_ (\[（]m|met(?:re|er)s?|米)[)\]）]?$", re.IGNORECASE)
_SAME_SCALE = 0.02  # zones whose given and drawn areas give one scale, within this


def read_polygons(
    table: TableFile,
    metres_per_unit: float | None = None,
    *,
    floor: str | None = None,
    origin: tuple[float, float] | None = None,
    flip_y: bool | None = None,
) -> FloorDraft:
    """Return the zones of a table, with outlines where the table has them.

    Parameters
    ----------
    table
        One row per zone. The outline column is found by its content: "x y;x y;…",
        "x,y x,y …", WKT or JSON. Other columns by their names, in English or Chinese.
    metres_per_unit
        Scale of the outlines, None = not known yet.
    floor
        Floor of rows that do not say theirs; goes before the file's name.
    origin
        For outlines in degrees: `FloorDraft.origin` of another floor.
    flip_y
        Whether y counts downwards, as in pictures. None = yes where a column
        speaks of pixels.

    Returns
    -------
    A draft, one zone per row in file order; a row without outline is a zone
    without outline. Without a scale `needs_scale` is True, ``polygon`` is in
    units of the drawing and ``area_m2`` is what the table gives;
    `proposed_scale` is set where areas in m2 stand beside the outlines. Rows
    of totals are left out.

    Raises
    ------
    ZoneColumnsMissingError
        No column holds a number, name or outline of a zone.
    PlanWithoutZonesError, PlanTooLargeError, ScaleImpossibleError
    """
    rows = records(table)
    outline_column = column_of_outlines(rows)
    known = find_columns(column for column in rows.columns if column != outline_column)
    if outline_column is None and not known.keys() & {"id", "name", "name_en", "name_zh", "number"}:
        raise ZoneColumnsMissingError(name=table.name, columns=some(rows.columns, 20))
    if len(rows) > MOST_SHAPES:
        raise PlanTooLargeError(name=table.name, found=len(rows), limit=MOST_SHAPES)
    raw, findings = _raw_zones(rows, outline_column)
    if not raw:
        raise PlanWithoutZonesError(name=table.name, skipped=len(rows))
    pixels = any("px" in plain(column) or "像素" in plain(column) for column in rows.columns)
    if flip_y or (flip_y is None and pixels):
        _flip(raw)
        findings.append(Finding(PlanFinding.Y_FLIPPED, Severity.CHANGED))
    place, scale = _place(raw, outline_column, metres_per_unit, origin)
    zones, named = zone_rows(raw, table.name, floor)
    findings += [*place.findings, *measured(zones, raw, keep_area=place.needs_scale), *named]
    kept = zones_table(zones)
    draft = FloorDraft(kept, findings, place.crs, place.needs_scale, floors_of(kept), place.origin)
    return replace(draft, proposed_scale=scale)


def scale_from_length(units: float, metres: float) -> float:
    """Return metres per unit from one length measured on the plan and in the building.

    Raises
    ------
    ScaleImpossibleError
        One of them is not above 0.

    Examples
    --------
    >>> scale_from_length(units=250, metres=20)
    0.08
    """
    return _ratio(units, metres)


def scale_from_area(units2: float, m2: float) -> float:
    """Return metres per unit from one area on the plan and in the building.

    Raises
    ------
    ScaleImpossibleError
        One of them is not above 0.

    Examples
    --------
    >>> scale_from_area(units2=10_000, m2=100)
    0.1
    """
    return math.sqrt(_ratio(units2, m2))


def drawn_area(zones: pd.DataFrame) -> float:
    """Return the area of all outlines in units of the drawing, for `scale_from_area`.

    Outlines of floors count only where nothing else is drawn, so that nothing
    counts twice.
    """
    inner = zones[~zones["kind"].eq("outline")]
    shapes = [polygon(outline) for outline in inner["polygon"]]
    if not any(shape is not None for shape in shapes):
        shapes = [polygon(outline) for outline in zones["polygon"]]
    return sum(mended(shape)[0].area for shape in shapes if shape is not None)


def _ratio(units: float, metres: float) -> float:
    """Return metres per unit of two positive, finite numbers."""
    if not (0 < units < math.inf and 0 < metres < math.inf):
        raise ScaleImpossibleError(units=units, metres=metres)
    return metres / units


def _raw_zones(rows: pd.DataFrame, outline_column: str | None) -> tuple[list, list[Finding]]:
    """Return the rows that are zones, and findings about the others."""
    raw: list[RawZone] = []
    totals, unreadable = [], []
    for row, said in zip(rows.index, rows.to_dict("records"), strict=True):
        cell = said.pop(outline_column, "") if outline_column else ""
        one = raw_zone(row, said)
        names = [text for key in ("id", "name", "name_en", "name_zh") for text in one.all(key)]
        if any(plain(text) in _TOTALS for text in names):
            totals.append(row)
            continue
        parts = outlines_in(cell)
        if cell.strip() and not parts:
            unreadable.append(row)
        if not parts and not any(names) and not one.first("number"):
            continue
        one.outline, *one.others = parts or [None]
        kind = next((kind for kind in map(kind_of, one.all("type")) if kind), "")
        one.kind = "other" if kind == "structure" else kind
        raw.append(one)
    return raw, _row_findings(raw, totals, unreadable, outline_column)


def _row_findings(raw, totals, unreadable, outline_column) -> list[Finding]:
    """Return findings about rows of totals and outlines that are missing or unreadable."""
    bare = [one.row for one in raw if one.outline is None and one.row not in set(unreadable)]
    column = outline_column or ""
    kinds = (
        (PlanFinding.TOTAL_ROWS, Severity.DROPPED, totals, ""),
        (PlanFinding.POLYGON_UNREADABLE, Severity.DROPPED, unreadable, column),
    )
    found = [
        Finding(kind, severity, tuple(places), where, {"n": len(places)})
        for kind, severity, places, where in kinds
        if places
    ]
    if bare:
        facts = {"n": len(bare), "zones": some(one.first("name") for one in raw if one.row in bare)}
        found.append(Finding(PlanFinding.NO_OUTLINE, Severity.NOTE, tuple(bare), column, facts))
    return found


def _flip(raw: Sequence[RawZone]) -> None:
    """Turn y upwards."""
    for one in raw:
        turned = [[[[x, -y] for x, y in ring] for ring in part] for part in one.outlines]
        if one.outline:
            one.outline, *one.others = turned


def _place(
    raw: Sequence[RawZone],
    outline_column: str | None,
    metres_per_unit: float | None,
    origin: tuple[float, float] | None,
) -> tuple[Placed, float | None]:
    """Move outlines to metres where their unit is known; else propose a scale if areas tell one."""
    outlines = [outline for one in raw for outline in one.outlines]
    if not outlines or metres_per_unit is not None:
        return placed(raw, "", origin, metres_per_unit), None
    if looks_like_degrees(outlines, said_degrees=False):
        return placed(raw, "", origin, None), None
    scale = scale_of_areas(raw)
    if _IN_METRES.search(outline_column or "") or (scale and abs(scale - 1) < _SAME_SCALE):
        return placed(raw, "metres", None, 1.0), None
    missing = Finding(PlanFinding.SCALE_MISSING, Severity.STOP, (), outline_column or "")
    return Placed(crs="units", needs_scale=True, findings=[missing]), scale


def scale_of_areas(raw: Sequence[RawZone]) -> float | None:
    """Return the scale at which drawn areas are the given ones, None if they do not agree."""
    scales = [
        math.sqrt(one.given_area / shape.area)
        for one in raw
        if one.given_area and (shape := polygon(one.outline)) is not None and shape.area > 0
    ]
    if not scales:
        return None
    middle = sorted(scales)[len(scales) // 2]
    agree = sum(abs(scale / middle - 1) < 0.1 for scale in scales)
    return middle if agree >= 0.7 * len(scales) else None
