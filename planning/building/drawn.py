"""What stands in the model space of a drawing: closed outlines per layer, and texts."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import shapely
from shapely.geometry import Polygon
from shapely.ops import polygonize, unary_union

from planning.building.levels import floor_in_file_name
from planning.building.shapes import Rings, mended, polygons_in

_DEEP = 4  # blocks in blocks
_CLOSED = {"LWPOLYLINE", "POLYLINE", "CIRCLE", "ELLIPSE", "SPLINE", "SOLID", "TRACE", "3DFACE"}
_OPEN = {"LINE", "ARC", "LWPOLYLINE", "POLYLINE", "ELLIPSE", "SPLINE"}
_HATCHES = {"HATCH", "MPOLYGON"}
_TEXTS = {"TEXT", "MTEXT", "ATTRIB"}
_FINE = 1 / 20_000  # of the drawing: how far an arc's chords may lie inside it
_SAME = 1 / 5_000  # of the drawing: outlines nearer than this are one
_MOST_LINES = 50_000


@dataclass(frozen=True)
class Outline:
    """One closed outline: its layer, what it was drawn as, its rings in units of the drawing."""

    layer: str
    drawn_as: str
    rings: tuple[Rings, ...]


@dataclass(frozen=True)
class Text:
    """One text: what it says, where it stands, how high its letters are."""

    said: str
    x: float
    y: float
    height: float


@dataclass
class Drawing:
    """A drawing taken apart, and counts of what was left out or changed, by kind and layer."""

    unit: int = 0
    outlines: list[Outline] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    count: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    off: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def count_by_layer(outlines: list[Outline]) -> Counter[str]:
        """Return how many outlines each layer has."""
        return Counter(one.layer for one in outlines)


def collect(document) -> Drawing:
    """Return the outlines and texts of a drawing's model space."""
    drawing = Drawing(unit=int(document.header.get("$INSUNITS", 0) or 0))
    hidden = {layer.dxf.name for layer in document.layers if layer.is_off() or layer.is_frozen()}
    entities = list(_entities(document.modelspace(), drawing, hidden))
    fine = _FINE * _size(entities)
    lines: dict[str, list] = defaultdict(list)
    for kind, layer, entity in entities:
        drawing.count += 1
        if kind in _TEXTS:
            _text(entity, drawing)
        else:
            _shape(kind, layer, entity, fine, drawing, lines)
    _join_lines(lines, drawing)
    drawing.outlines = _once(drawing)
    return drawing


def _entities(
    space, drawing: Drawing, hidden: set[str], around: str = "0", deep: int = 0
) -> Iterator:
    """Yield kind, layer and entity of everything visible; blocks are taken apart."""
    from ezdxf import DXFError

    for entity in space:
        kind = entity.dxftype()
        own = entity.dxf.get("layer", "0")
        layer = around if own == "0" and deep else own  # layer 0 in a block is that of the block
        if layer in hidden:
            drawing.off[layer] += 1
            continue
        if kind != "INSERT":
            yield kind, layer, entity
            continue
        if deep >= _DEEP:
            drawing.skipped[f"{kind} · {layer}"] += 1
            continue
        drawing.blocks[str(entity.dxf.get("name", "?"))] += 1
        try:
            inside = list(entity.virtual_entities())
        except (DXFError, ValueError, TypeError, AttributeError, LookupError, ZeroDivisionError):
            drawing.skipped[f"{kind} · {layer}"] += 1
            continue
        yield from ((("ATTRIB", layer, one)) for one in entity.attribs)
        yield from _entities(inside, drawing, hidden, layer, deep + 1)


def _size(entities: list) -> float:
    """Return how large a drawing is, in its units."""
    from ezdxf import bbox

    shapes = (entity for kind, _, entity in entities if kind not in _TEXTS)
    try:
        box = bbox.extents(shapes, fast=True)
    except (ValueError, TypeError, AttributeError, ArithmeticError, LookupError):
        return 1.0
    size = max(box.size.x, box.size.y) if box.has_data else 1.0
    return size if math.isfinite(size) and size > 0 else 1.0


def _shape(kind, layer, entity, fine, drawing: Drawing, lines) -> None:
    """Put an entity among the outlines or the lines of its layer, or count it as left out."""
    rings = _rings(kind, entity, fine)
    if rings:
        drawing.outlines.append(Outline(layer, kind, tuple(rings)))
        return
    points = _points(entity, fine) if kind in _OPEN else []
    if len(points) >= 2:
        lines[layer].append((kind, points))
    else:
        drawing.skipped[f"{kind} · {layer}"] += 1


def _rings(kind: str, entity, fine: float) -> list[Rings]:
    """Return the outlines an entity encloses, [] where it encloses nothing."""
    if kind in _HATCHES:
        return _of_hatch(entity, fine)
    if kind not in _CLOSED:
        return []
    points = _points(entity, fine)
    closed = bool(getattr(entity, "is_closed", False)) or kind in (
        "CIRCLE",
        "SOLID",
        "TRACE",
        "3DFACE",
    )
    ends = points and math.dist(points[0], points[-1]) <= fine
    if len(points) < 3 or not (closed or ends):
        return []
    return _valid(Polygon(points))


def _of_hatch(entity, fine: float) -> list[Rings]:
    """Return what a hatch fills, holes left out."""
    from ezdxf import DXFError, path

    try:
        found = [list(one.flattening(fine)) for one in path.from_hatch(entity)]
    except (DXFError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        return []
    loops = [Polygon([(p.x, p.y) for p in points]) for points in found if len(points) >= 3]
    whole = Polygon()
    for loop in sorted((one.buffer(0) for one in loops), key=lambda one: -one.area):
        whole = whole.symmetric_difference(loop)  # a loop inside another is a hole
    return [outline for part in polygons_in(whole) for outline in _valid(part)]


def _points(entity, fine: float) -> list[tuple[float, float]]:
    """Return the corners of an entity, arcs as chords; [] where it has none or a broken one."""
    from ezdxf import DXFError, path

    try:
        points = [(p.x, p.y) for p in path.make_path(entity).flattening(fine)]
    except (DXFError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        return []
    good = all(math.isfinite(value) and abs(value) < 1e9 for point in points for value in point)
    return points if good else []


def _valid(shape: Polygon) -> list[Rings]:
    """Return the outlines of a polygon with an area; one that crosses itself is left as drawn."""
    parts = polygons_in(mended(shape)[0])
    if not parts:
        return []
    if not shape.is_valid:
        return [[[[x, y] for x, y, *_ in shape.exterior.coords]]]
    return [
        [[[x, y] for x, y, *_ in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]


def _join_lines(lines: dict, drawing: Drawing) -> None:
    """Add what the lines and arcs of one layer enclose; count the lines that enclose nothing."""
    for layer, found in lines.items():
        shapes = [shapely.LineString(points) for _, points in found[:_MOST_LINES]]
        enclosed = list(polygonize(unary_union(shapes))) if len(shapes) > 1 else []
        edges = unary_union([part.exterior for part in enclosed]) if enclosed else None
        for part in enclosed:
            drawing.outlines += [Outline(layer, "LINE", (one,)) for one in _valid(part)]
        if enclosed:
            drawing.joined[layer] += len(enclosed)
        near = edges.buffer(1e-6 * max(1.0, edges.length)) if edges is not None else None
        for (kind, _), shape in zip(found, shapes, strict=False):
            if near is None or not near.intersects(shape):
                drawing.skipped[f"{kind} · {layer}"] += 1


def _once(drawing: Drawing) -> list[Outline]:
    """Return the outlines without those that repeat another: a hatch over its polyline."""
    order = {"HATCH": 1, "MPOLYGON": 1, "LINE": 2}
    kept: list[tuple[Outline, Polygon, object]] = []
    for one in sorted(drawing.outlines, key=lambda one: order.get(one.drawn_as, 0)):
        shape, floor = (
            Polygon(one.rings[0][0], one.rings[0][1:]).buffer(0),
            floor_in_file_name(one.layer),
        )
        if any(
            floor == there and _near(shape.bounds, other.bounds) and _same(shape, other)
            for _, other, there in kept
        ):
            drawing.twice[one.layer] += 1
            continue
        kept.append((one, shape, floor))
    own = {id(one) for one, _, _ in kept}
    return [one for one in drawing.outlines if id(one) in own]


def _near(one: tuple, other: tuple) -> bool:
    """Whether two boxes are nearly one; that of nothing is near nothing."""
    if not one or not other or any(map(math.isnan, (*one, *other))):
        return False
    reach = max(one[2] - one[0], one[3] - one[1]) * 0.01
    return all(abs(a - b) <= reach for a, b in zip(one, other, strict=True))


def _same(one: Polygon, other: Polygon) -> bool:
    """Whether two shapes cover the same."""
    return one.symmetric_difference(other).area <= 0.01 * max(one.area, other.area)


def _text(entity, drawing: Drawing) -> None:
    """Keep what a text says, without its formatting."""
    said = entity.plain_text() if hasattr(entity, "plain_text") else str(entity.dxf.get("text", ""))
    place = entity.dxf.get("insert") or entity.dxf.get("align_point")
    if (
        entity.dxftype() != "MTEXT"
        and entity.dxf.get("halign", 0)
        and entity.dxf.hasattr("align_point")
    ):
        place = entity.dxf.align_point
    height = entity.dxf.get("char_height" if entity.dxftype() == "MTEXT" else "height", 0) or 0
    if place is not None:
        for number, line in enumerate(said.replace("\\P", "\n").split("\n")):
            if line.strip():
                text = Text(" ".join(line.split()), place.x, place.y, height - number * 1e-6)
                drawing.texts.append(text)
