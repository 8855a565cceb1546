"""What an open IFC model says of storeys, spaces, doors and stairs; runs in the child process."""

import math
from collections import Counter

from planning.building.model.areas import areas_of
from planning.building.model.footprints import Footprints

_STANDING = ("IfcStair", "IfcStairFlight", "IfcRamp", "IfcRampFlight", "IfcTransportElement")
_PARTS = ("IfcOpeningElement", "IfcSpace", "IfcAnnotation", "IfcGrid", "IfcVirtualElement")


def told(model) -> dict:
    """Return storeys, spaces, doors, stairs and counts of what else is in a model.

    All lengths in metres in the coordinates of the model. Storeys from the
    lowest up; spaces in file order, each with ``outlines`` (list of rings
    lists, largest first, [] where it has no geometry) and ``areas`` (list of
    [name, m2]).
    """
    import ifcopenshell.util.unit as units

    said = units.calculate_unit_scale(model) if _of(model, "IfcProject") else 1.0
    metres = _number(said) or 1.0
    footprints = Footprints(model)
    storeys = sorted(_of(model, "IfcBuildingStorey"), key=lambda one: _z(one, metres))
    places = {one.id(): number for number, one in enumerate(storeys)}
    spaces = _of(model, "IfcSpace")
    parents = {parent.id() for parent in map(_parent, spaces) if parent is not None}
    return {
        "schema": model.schema,
        "metres": metres,
        "storeys": [_storey(one, metres) for one in storeys],
        "spaces": [
            _space(one, places, parents, footprints, metres, storeys, model) for one in spaces
        ],
        "doors": [door for one in _of(model, "IfcDoor") if (door := _door(one, places, metres))],
        "standing": [
            {"type": one.is_a(), "floor": _floor(one, places), "outlines": outlines}
            for kind in _STANDING
            for one in _of(model, kind)
            if (outlines := footprints.of(one))
        ],
        "others": _others(model),
    }


def _of(model, kind: str) -> list:
    """Return the entities of a kind; a schema may not know it."""
    try:
        return list(model.by_type(kind))
    except RuntimeError:
        return []


def _number(value: object) -> float | None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if good else None


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _get(entity, name: str) -> object:
    """Return an attribute, None where the schema or a damaged line has none."""
    return getattr(entity, name, None)


def _z(storey, metres: float) -> float:
    """Return the height of a storey in metres: its elevation, else its placement."""
    said = _number(_get(storey, "Elevation"))
    return said * metres if said is not None else _place(storey, metres)[2]


def _place(product, metres: float) -> tuple[float, float, float]:
    """Return the origin of a product in metres; 0 where it has no placement."""
    matrix = _matrix(product)
    return tuple(float(matrix[row][3]) * metres for row in range(3))


def _matrix(product):
    """Return the placement of a product as a matrix; a damaged one is the identity."""
    import ifcopenshell.util.placement as placement
    import numpy as np

    try:
        return placement.get_local_placement(product.ObjectPlacement)
    except (AttributeError, TypeError, ValueError, IndexError, RecursionError, RuntimeError):
        return np.eye(4)


def _storey(storey, metres: float) -> dict:
    """Return name and height of a storey."""
    names = {"name": _text(_get(storey, "Name")), "long": _text(_get(storey, "LongName"))}
    return {"id": storey.id(), **names, "z": _z(storey, metres)}


def _parent(entity):
    """Return the space a space is part of, None where it stands in a storey."""
    for relation in _get(entity, "Decomposes") or ():
        whole = _get(relation, "RelatingObject")
        if whole is not None and whole.is_a("IfcSpace"):
            return whole
    return None


def _floor(entity, places: dict[int, int], depth: int = 12) -> int | None:
    """Return the number of the storey an entity stands in, None where the model does not say."""
    for _ in range(depth):
        if entity is None:
            return None
        if entity.id() in places:
            return places[entity.id()]
        above = [
            _get(relation, "RelatingObject") for relation in _get(entity, "Decomposes") or ()
        ] + [
            _get(relation, "RelatingStructure")
            for relation in _get(entity, "ContainedInStructure") or ()
        ]
        entity = next((one for one in above if one is not None), None)
    return None


def _space(space, places, parents, footprints, metres, storeys, model) -> dict:
    """Return everything a space says of itself."""
    floor = _floor(space, places)
    outlines = footprints.of(space)
    if floor is None and storeys:  # by height: the highest storey at or below its floor
        z = footprints.low(space)
        z = _place(space, metres)[2] if z is None else z
        heights = [_z(one, metres) for one in storeys]
        floor = max((n for n, height in enumerate(heights) if height <= z + 0.3), default=0)
    words = [_text(_get(space, name)) for name in ("ObjectType", "Description")]
    kind = _get(space, "PredefinedType") or _get(space, "InteriorOrExteriorSpace")
    return {
        "id": space.id(),
        "guid": _text(_get(space, "GlobalId")),
        "name": _text(_get(space, "Name")),
        "long": _text(_get(space, "LongName")),
        "words": [word for word in words if word],
        "predefined": _text(kind),
        "floor": floor,
        "outlines": outlines,
        "areas": areas_of(space, model),
        "has_parts": space.id() in parents,
        "drawn": _get(space, "Representation") is not None,
    }


def _door(door, places, metres: float) -> dict | None:
    """Return where a door stands: the middle of its width; None where it is not placed."""
    import ifcopenshell.util.element as element

    if _get(door, "ObjectPlacement") is None:
        return None
    matrix = _matrix(door)
    half = (_number(_get(door, "OverallWidth")) or 0.9 / metres) / 2
    x, y = (float(matrix[row][3] + matrix[row][0] * half) * metres for row in range(2))
    if not (math.isfinite(x) and math.isfinite(y)):
        return None
    try:
        outside = element.get_pset(door, "Pset_DoorCommon", "IsExternal")
    except (AttributeError, TypeError, RuntimeError):
        outside = None
    return {"floor": _floor(door, places), "x": x, "y": y, "outside": outside is True}


def _others(model) -> dict[str, int]:
    """Return how many products of other kinds a model holds, most frequent first."""
    count: Counter[str] = Counter()
    for one in _of(model, "IfcElement"):
        if one.is_a() not in _PARTS:
            count[one.is_a().removeprefix("Ifc")] += 1
    return dict(count.most_common())
