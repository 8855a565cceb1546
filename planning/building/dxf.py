"""Floors as DXF: closed outlines and hatches per layer, names from the texts inside them."""

import io
import re
from dataclasses import replace

from planning.building.draft import FloorDraft, floors_of, some, zones_table
from planning.building.drawn import Drawing, Outline, collect
from planning.building.errors import (
    DrawingNotReadError,
    PlanEmptyError,
    PlanFinding,
    PlanNotDxfError,
    PlanTooLargeError,
    PlanWithoutZonesError,
)
from planning.building.fixed import fixed_kind
from planning.building.labels import give_names
from planning.building.levels import floor_in_file_name
from planning.building.naming import RawZone, raw_zone, zone_rows
from planning.building.outlines import measured
from planning.building.placing import Placed, placed
from planning.building.polygons import scale_of_areas
from planning.building.projection import extent, scale_is_doubtful
from planning.building.words import kind_of, space_type_from_name, space_type_of
from surveys.findings import Finding, Severity

MOST_BYTES = 80_000_000
MOST_SHAPES = 20_000
METRES = {  # $INSUNITS
    1: 0.0254, 2: 0.3048, 3: 1609.344, 4: 0.001, 5: 0.01, 6: 1.0, 7: 1000.0, 8: 2.54e-8,
    9: 2.54e-5, 10: 0.9144, 13: 1e-6, 14: 0.1, 15: 10.0, 16: 100.0, 21: 1200 / 3937,
}  # fmt: skip
UNIT_NAMES = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 10: "yd", 14: "dm"}


def read_dxf(
    content: bytes,
    name: str,
    floor: str | None = None,
    *,
    origin: tuple[float, float] | None = None,
    metres_per_unit: float | None = None,
) -> FloorDraft:
    """Return the zones of a drawing in metres, and what was odd in it.

    Parameters
    ----------
    content, name
        The file, and its name (which may say the floor).
    floor
        Floor of outlines whose layer does not say theirs.
    origin
        `FloorDraft.origin` of another floor of this building.
    metres_per_unit
        Scale that goes before the unit in the header.

    Returns
    -------
    A draft, one zone per closed outline: closed polylines with their arcs,
    circles, hatches (holes kept), and lines and arcs of one layer that close.
    Blocks are taken apart. The layer tells floor, kind and space type where
    its name does; walls, doors and furniture are left out. The largest text
    inside an outline is its name. Without a unit in the header, or with one
    that makes no building, ``needs_scale`` is True.

    Raises
    ------
    PlanEmptyError, PlanNotDxfError, PlanTooLargeError, DrawingNotReadError,
    PlanWithoutZonesError
    """
    drawing = collect(_document(content, name))
    if len(drawing.outlines) > MOST_SHAPES:
        raise PlanTooLargeError(name=name, found=len(drawing.outlines), limit=MOST_SHAPES)
    kept = [one for one in drawing.outlines if _kind(one.layer) != "structure"]
    if not kept:
        raise PlanWithoutZonesError(name=name, skipped=drawing.count)
    raw = [_raw(number, one) for number, one in enumerate(kept, start=1)]
    give_names(raw, drawing.texts)
    wholes = _outlines_around(raw)
    place, scale = _place(raw, drawing, origin, metres_per_unit)
    rows, named = zone_rows(raw, name, floor)
    about = measured(rows, raw, keep_area=place.needs_scale)
    _types_from_layers(rows, kept)
    findings = [
        *_about(drawing, kept, wholes), *place.findings,
        *(replace(one, rows=()) for one in (*about, *named)),
    ]  # fmt: skip
    zones = zones_table(rows)
    crs = "units" if place.needs_scale else "metres"
    draft = FloorDraft(zones, findings, crs, place.needs_scale, floors_of(zones), place.origin)
    return replace(draft, proposed_scale=scale)


def _document(content: bytes, name: str):
    """Return the drawing in a file, whatever its letters and even where it is a little damaged."""
    import ezdxf
    from ezdxf import recover

    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise PlanEmptyError(name=name)
    if len(content) > MOST_BYTES:
        raise PlanTooLargeError(name=name, found=len(content), limit=MOST_BYTES)
    if content.startswith((b"AC10", b"AutoCAD Binary DXF")) or b"SECTION" not in content[:50_000]:
        raise PlanNotDxfError(name=name)
    broken = (ezdxf.DXFError, ValueError, TypeError, LookupError, AttributeError, OverflowError)
    try:
        return ezdxf.read(io.StringIO(_text(content)))
    except broken:
        pass  # the tolerant reader tries
    try:
        return recover.read(io.BytesIO(content))[0]
    except broken as error:
        raise DrawingNotReadError(name=name) from error


def _text(content: bytes) -> str:
    """Return the text of a drawing: Unicode, else the code page it names, else Chinese."""
    named = re.search(rb"\$DWGCODEPAGE\s+3\s+(?:ANSI_|DOS)?(\w+)", content[:20_000])
    page = f"cp{named[1].decode()}" if named and named[1].isdigit() else "gb18030"
    chinese = "gb18030" if page in ("cp936", "cp1252") else page
    for encoding in ("utf-8-sig", chinese, page, "cp1252"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        break
    else:
        text = content.decode("latin-1")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\\U\+([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), plain)


def _words(layer: str) -> list[str]:
    """Return the words of a layer's name.

    Examples
    --------
    >>> _words("A-WALL-FULL"), _words("2F_学习空间"), _words("Reading room")
    (['A', 'WALL', 'FULL'], ['2F', '学习空间'], ['Reading room'])
    """
    return [word for word in re.split(r"[-_$|.]+", layer) if word]


def _kind(layer: str) -> str:
    """Return the kind a layer means, "structure" for walls and the like, "" if it says none.

    Examples
    --------
    >>> _kind("A-WALL"), _kind("楼梯"), _kind("ZONES"), _kind("S-COLS"), _kind("墙体")
    ('structure', 'stairs', 'room', 'structure', 'structure')
    """
    words = _words(layer)
    if any(re.fullmatch(_STRUCTURE, word.casefold()) for word in words):
        return "structure"
    found = [
        kind for kind in (kind_of(word.rstrip("sS")) or kind_of(word) for word in words) if kind
    ]
    return fixed_kind([layer, *words]) or next(iter(found), "")


_STRUCTURE = (
    r"walls?|doors?|windows?|glaz|cols?|columns?|furn(?:iture)?|grid|axis|dims?|dimensions?|defpoints"
    r"|anno|text|title|frame|tblk|border|hidden|equip|fixt|plumb|elec|light|ceiling|beam|rail"
    r"|.*(?:墙|门窗|柱|轴|标注|家具|图框|文字|填充|梁|设备).*|[门窗]"
)


def _raw(number: int, one: Outline) -> RawZone:
    """Return an outline as a raw zone; its layer may say its floor and kind."""
    found = floor_in_file_name(one.layer)
    said = {"floor": found[0]} if found else {}
    zone = raw_zone(number, said)
    zone.outline, *zone.others = one.rings
    zone.kind = _kind(one.layer)
    return zone


def _types_from_layers(rows: list[dict], kept: list[Outline]) -> None:
    """Fill the space type from the layer where its name is one."""
    for row, one in zip(rows, kept, strict=True):
        if row["kind"] != "room":
            continue
        said = [space_type_of(word) for word in (one.layer, *_words(one.layer))]
        from_layer = next((kind for kind in said if kind), "") or space_type_from_name(one.layer)
        row["space_type"] = from_layer or row["space_type"]


def _outlines_around(raw: list[RawZone]) -> int:
    """Make outlines of floors of those that hold three or more others; return how many."""
    import shapely

    from planning.building.shapes import polygon

    shapes = [polygon(one.outline).buffer(0) for one in raw]
    tree = shapely.STRtree(shapes)
    count = 0
    for number, one in enumerate(raw):
        if one.kind in ("", "room") and not one.said.get("name"):
            inside = [
                at
                for at in tree.query(shapes[number], predicate="contains")
                if at != number and raw[at].said.get("floor") == one.said.get("floor")
            ]
            if len(inside) >= 3:
                one.kind = "outline"
                count += 1
    return count


def _place(raw, drawing: Drawing, origin, asked: float | None) -> tuple[Placed, float | None]:
    """Move outlines to metres by the unit asked for or in the header; else say it must be asked."""
    outlines = [outline for one in raw for outline in one.outlines]
    unit = METRES.get(drawing.unit)
    if asked is None and unit is not None:
        scaled = [[[[x * unit, y * unit] for x, y in ring] for ring in part] for part in outlines]
        if scale_is_doubtful(scaled):
            facts = {"size": extent(scaled)}
            doubt = Finding(PlanFinding.SCALE_DOUBTFUL, Severity.STOP, facts=facts)
            return Placed(crs="units", needs_scale=True, findings=[doubt]), scale_of_areas(raw)
    metres = asked if asked is not None else unit
    if metres is None:
        missing = Finding(PlanFinding.SCALE_MISSING, Severity.STOP)
        return Placed(crs="units", needs_scale=True, findings=[missing]), scale_of_areas(raw)
    placed(raw, "", None, metres)
    return placed(raw, "metres", origin, None), None


def _about(drawing: Drawing, kept: list[Outline], wholes: int) -> list[Finding]:
    """Return what the drawing is, and what of it was left out, by layer."""
    layers = list(dict.fromkeys(one.layer for one in kept))
    facts = {"n": len(kept), "layers": some(layers, 20)}
    facts["unit"] = UNIT_NAMES.get(drawing.unit, str(drawing.unit) if drawing.unit else "?")
    found = [Finding(PlanFinding.DRAWING_READ, Severity.NOTE, facts=facts)]
    left = drawing.count_by_layer([one for one in drawing.outlines if one not in kept])
    kinds = (
        (PlanFinding.LAYERS_SKIPPED, Severity.DROPPED, left),
        (PlanFinding.DRAWN_SKIPPED, Severity.DROPPED, drawing.skipped),
        (PlanFinding.LAYERS_OFF, Severity.DROPPED, drawing.off),
        (PlanFinding.DRAWN_TWICE, Severity.DROPPED, drawing.twice),
        (PlanFinding.LINES_JOINED, Severity.CHANGED, drawing.joined),
        (PlanFinding.BLOCKS_OPENED, Severity.CHANGED, drawing.blocks),
    )
    for kind, severity, counted in kinds:
        if counted:
            words = some((f"{word} ({n})" for word, n in counted.most_common()), 12)
            facts = {"n": sum(counted.values()), "places": words}
            found.append(Finding(kind, severity, facts=facts))
    if wholes:
        facts = {"n": wholes}
        found.append(Finding(PlanFinding.OUTLINE_PROPOSED, Severity.CHANGED, facts=facts))
    return found
