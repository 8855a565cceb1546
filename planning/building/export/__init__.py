"""A plan of the building taken home: GeoJSON, DXF, the user's own IFC model, a room schedule."""

from planning.building.export.files import plan_dxf, plan_geojson, plan_xlsx
from planning.building.export.own_model import plan_ifc
from planning.building.export.rows import planned

__all__ = ["plan_dxf", "plan_geojson", "plan_ifc", "plan_xlsx", "planned"]
