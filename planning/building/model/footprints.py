"""From the bodies of a model to outlines in plan; runs in the child process."""

import math

import shapely
from shapely.ops import polygonize, unary_union

from planning.building.shapes import polygons_in

_GRID_M = 1e-4  # corners of one triangle mesh that should coincide do
_STRAIGHT_M = 0.002  # a corner that is off the line by less is none
_LEAST_M2 = 0.01
_MOST_POINTS = 200_000


class Footprints:
    """Outlines of the products of a model in plan, in metres."""

    def __init__(self, model) -> None:
        import ifcopenshell.geom as geom

        self._geom = geom
        self._settings = geom.settings()
        self._settings.set("use-world-coords", True)
        self._lines = geom.settings()
        self._lines.set("use-world-coords", True)
        self._lines.set("dimensionality", 0)
        self._low: dict[int, float] = {}

    def of(self, product) -> list[list[list[list[float]]]]:
        """Return the outlines of a product, largest first; [] where it has no geometry."""
        if getattr(product, "Representation", None) is None:
            return self._of_parts(product)
        found = self._from_body(product) or self._from_lines(product)
        return [
            [[[x, y] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
            for part in found
            if part.area >= _LEAST_M2
        ]

    def low(self, product) -> float | None:
        """Return the height of the lowest point of a product that `of` has drawn."""
        return self._low.get(product.id())

    def _of_parts(self, product) -> list:
        """Return the outlines of the parts of a stair that has no body of its own."""
        relations = getattr(product, "IsDecomposedBy", None) or ()
        parts = [part for one in relations for part in one.RelatedObjects if part != product]
        return [outline for part in parts if part.Representation for outline in self.of(part)]

    def _shape(self, settings, product, representation=None):
        """Return a triangulated shape, None where the library cannot make one."""
        arguments = (product,) if representation is None else (product, representation)
        try:
            return self._geom.create_shape(settings, *arguments).geometry
        except (RuntimeError, TypeError, ValueError):
            return None

    def _from_body(self, product) -> list:
        """Return the shadow a body throws on the floor."""
        shape = self._shape(self._settings, product)
        if shape is None or not shape.faces or len(shape.verts) > 3 * _MOST_POINTS:
            return []
        points = [tuple(shape.verts[at : at + 3]) for at in range(0, len(shape.verts), 3)]
        if not all(math.isfinite(value) for point in points for value in point):
            return []
        self._low[product.id()] = min(z for *_, z in points)
        corners = [
            [points[n][:2] for n in shape.faces[at : at + 3]]
            for at in range(0, len(shape.faces), 3)
        ]
        triangles = shapely.polygons(shapely.linearrings(corners))
        flat = triangles[shapely.area(triangles) > 1e-9]
        whole = shapely.union_all(flat, grid_size=_GRID_M) if len(flat) else shapely.Polygon()
        return [part.simplify(_STRAIGHT_M) for part in polygons_in(whole)]

    def _from_lines(self, product) -> list:
        """Return what the lines of a footprint enclose."""
        for one in product.Representation.Representations or ():
            if one.RepresentationIdentifier not in ("FootPrint", "Body", "Profile", None):
                continue
            shape = self._shape(self._lines, product, one)
            if shape is None or not shape.edges:
                continue
            points = [shape.verts[at : at + 2] for at in range(0, len(shape.verts), 3)]
            ends = [
                (points[shape.edges[at]], points[shape.edges[at + 1]])
                for at in range(0, len(shape.edges), 2)
            ]
            lines = [shapely.LineString(pair) for pair in ends if pair[0] != pair[1]]
            found = list(polygonize(unary_union(lines))) if lines else []
            if found:
                return polygons_in(unary_union(found))
        return []
