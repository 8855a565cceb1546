"""Areas a space carries, under whichever name the program that wrote it used."""

import re

_AREA = re.compile(r"area|fläche|flaeche|面积|superficie|surface", re.IGNORECASE)
_NOT_FLOOR = re.compile(
    r"wall|ceiling|window|opening|door|cover|side|skin|load|per\b|glaz|墙|门|窗|顶|envelope|facade"
    r"|outer|exterior|volume",
    re.IGNORECASE,
)
_GROSS = re.compile(r"gross|brutto|建筑面积|gfa|outer", re.IGNORECASE)
_NET = re.compile(r"net|netto|usable|nutz|净|使用|nia\b|nla\b", re.IGNORECASE)
_FLOOR = re.compile(r"floor|bim area|space|room|层|房", re.IGNORECASE)


def areas_of(space, model) -> list[list]:
    """Return the floor areas a space carries as [name, m2], the most telling first.

    Quantities come before properties; net before plain before gross.
    """
    found = [*_quantities(space, model), *_properties(space, model)]
    seen: dict[str, float] = {}
    for name, value in found:
        of_floor = _AREA.search(name) and not _NOT_FLOOR.search(name)
        if of_floor and isinstance(value, (int, float)) and value > 0:
            seen.setdefault(name, float(value))
    return [[name, seen[name]] for name in sorted(seen, key=rank)]


def rank(name: str) -> int:
    """Return how well a name says net floor area, 0 = best.

    Examples
    --------
    >>> sorted(["GrossFloorArea", "Area", "GSA BIM Area", "NetFloorArea"], key=rank)
    ['NetFloorArea', 'GSA BIM Area', 'Area', 'GrossFloorArea']
    """
    if is_gross(name):
        return 3
    return 0 if _NET.search(name) else 1 if _FLOOR.search(name) else 2


def is_gross(name: str) -> bool:
    """Whether a name says gross area.

    Examples
    --------
    >>> is_gross("GrossFloorArea"), is_gross("建筑面积"), is_gross("GSA BIM Area")
    (True, True, False)
    """
    return bool(_GROSS.search(name))


def _definitions(space) -> list:
    """Return the property and quantity sets of a space, its own and those of its type."""
    found = []
    for relation in getattr(space, "IsDefinedBy", None) or ():
        if relation.is_a("IfcRelDefinesByProperties"):
            found.append(relation.RelatingPropertyDefinition)
        elif relation.is_a("IfcRelDefinesByType"):
            found += getattr(relation.RelatingType, "HasPropertySets", None) or ()
    for relation in getattr(space, "IsTypedBy", None) or ():
        found += getattr(relation.RelatingType, "HasPropertySets", None) or ()
    return [one for one in found if one is not None]


def _quantities(space, model) -> list[tuple[str, object]]:
    """Return the quantities of area of a space in m2."""
    rows = []
    for one in _definitions(space):
        if one.is_a("IfcElementQuantity"):
            for quantity in one.Quantities or ():
                if quantity.is_a("IfcQuantityArea"):
                    scale = _scale(quantity.Unit, model)
                    rows.append((quantity.Name or "", _times(quantity.AreaValue, scale)))
    return rows


def _properties(space, model) -> list[tuple[str, object]]:
    """Return the properties of a space that are measures of area, in m2."""
    rows = []
    for one in _definitions(space):
        if one.is_a("IfcPropertySet"):
            for single in one.HasProperties or ():
                value = getattr(single, "NominalValue", None)
                if value is not None and value.is_a("IfcAreaMeasure"):
                    scale = _scale(single.Unit, model)
                    rows.append((single.Name or "", _times(value.wrappedValue, scale)))
    return rows


def _times(value: object, scale: float) -> object:
    return value * scale if isinstance(value, (int, float)) else None


def _scale(unit, model) -> float:
    """Return m2 per unit: the value's own unit, else that of the model."""
    import ifcopenshell.util.unit as units

    if unit is not None and unit.is_a("IfcSIUnit"):
        return units.get_prefix_multiplier(unit.Prefix) ** 2
    if unit is not None and unit.is_a("IfcConversionBasedUnit"):
        factor = unit.ConversionFactor
        inner = factor.UnitComponent
        own = inner.Prefix if inner.is_a("IfcSIUnit") else None
        return factor.ValueComponent.wrappedValue * units.get_prefix_multiplier(own) ** 2
    return float(units.calculate_unit_scale(model, "AREAUNIT") or 1.0)
