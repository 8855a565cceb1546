"""Invented building models, written with IfcOpenShell."""

import ifcopenshell
import ifcopenshell.guid

UNIT = {"m": ("METRE", None, 1.0), "mm": ("METRE", "MILLI", 0.001), "cm": ("METRE", "CENTI", 0.01)}


class Model:
    """A model of one building, filled room by room; all lengths are given in metres."""

    def __init__(self, unit: str = "m", schema: str = "IFC4") -> None:
        self.file = ifcopenshell.file(schema=schema)
        name, prefix, self.metres = UNIT[unit]
        make = self.file.create_entity
        units = [
            make("IfcSIUnit", UnitType="LENGTHUNIT", Name=name, Prefix=prefix),
            make("IfcSIUnit", UnitType="AREAUNIT", Name="SQUARE_METRE"),
        ]
        self.context = make(
            "IfcGeometricRepresentationContext", ContextType="Model",
            CoordinateSpaceDimension=3, Precision=1e-5, WorldCoordinateSystem=self._axes(0, 0, 0),
        )  # fmt: skip
        self.project = make(
            "IfcProject", GlobalId=ifcopenshell.guid.new(), Name="Hall",
            RepresentationContexts=[self.context],
            UnitsInContext=make("IfcUnitAssignment", Units=units),
        )  # fmt: skip
        self.building = make("IfcBuilding", GlobalId=ifcopenshell.guid.new(), Name="Hall")
        self._under(self.project, self.building)

    def storey(self, name: str, height: float = 0.0):
        """Add a storey."""
        made = self.file.create_entity(
            "IfcBuildingStorey", GlobalId=ifcopenshell.guid.new(), Name=name,
            Elevation=height / self.metres, ObjectPlacement=self._placed(0, 0, height),
        )  # fmt: skip
        self._under(self.building, made)
        return made

    def space(self, storey, name, long="", *, corners=None, at=(0, 0), areas=None, **more):
        """Add a space of 8 by 5 m, or with other corners; areas by quantity name in m2."""
        corners = corners or [(0, 0), (8, 0), (8, 5), (0, 5)]
        body = self._body(corners) if corners != "none" else None
        made = self.file.create_entity(
            "IfcSpace", GlobalId=ifcopenshell.guid.new(), Name=name, LongName=long or None,
            ObjectPlacement=self._placed(*at, 0), Representation=body, **more,
        )  # fmt: skip
        if storey is not None:
            self._under(storey, made)
        if areas:
            self._measure(made, areas)
        return made

    def content(self) -> bytes:
        """Return the file."""
        return self.file.to_string().encode()

    def _under(self, whole, part) -> None:
        self.file.create_entity(
            "IfcRelAggregates", GlobalId=ifcopenshell.guid.new(), RelatingObject=whole,
            RelatedObjects=[part],
        )  # fmt: skip

    def _point(self, *values):
        scaled = [float(value) / self.metres for value in values]
        return self.file.create_entity("IfcCartesianPoint", Coordinates=scaled)

    def _axes(self, *at):
        return self.file.create_entity("IfcAxis2Placement3D", Location=self._point(*at))

    def _placed(self, *at):
        axes = self._axes(*at)
        return self.file.create_entity("IfcLocalPlacement", RelativePlacement=axes)

    def _body(self, corners):
        make = self.file.create_entity
        points = [self._point(*corner) for corner in [*corners, corners[0]]]
        profile = make(
            "IfcArbitraryClosedProfileDef", ProfileType="AREA",
            OuterCurve=make("IfcPolyline", Points=points),
        )  # fmt: skip
        solid = make(
            "IfcExtrudedAreaSolid", SweptArea=profile, Position=self._axes(0, 0, 0),
            ExtrudedDirection=make("IfcDirection", DirectionRatios=(0.0, 0.0, 1.0)),
            Depth=3.0 / self.metres,
        )  # fmt: skip
        shape = make(
            "IfcShapeRepresentation", ContextOfItems=self.context,
            RepresentationIdentifier="Body", RepresentationType="SweptSolid", Items=[solid],
        )  # fmt: skip
        return make("IfcProductDefinitionShape", Representations=[shape])

    def _measure(self, space, areas) -> None:
        make = self.file.create_entity
        quantities = [
            make("IfcQuantityArea", Name=name, AreaValue=m2) for name, m2 in areas.items()
        ]
        made = make(
            "IfcElementQuantity", GlobalId=ifcopenshell.guid.new(), Name="BaseQuantities",
            Quantities=quantities,
        )  # fmt: skip
        make(
            "IfcRelDefinesByProperties", GlobalId=ifcopenshell.guid.new(),
            RelatedObjects=[space], RelatingPropertyDefinition=made,
        )  # fmt: skip
