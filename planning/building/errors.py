"""What can be wrong with a floor plan, and what an import of one can find."""

from planning.errors import PlanningError
from surveys.findings import FindingKind


class PlanEmptyError(PlanningError):
    """A plan file without content."""

    key = "plan_file_empty"
    english = "{name!r} is empty. Export the plan again and drop it in again."


class PlanNotJsonError(PlanningError):
    """A GeoJSON file that is not JSON."""

    key = "plan_not_json"
    english = (
        "{name!r} is not GeoJSON: it breaks off or is another kind of file (line {line}). "
        "Export the floor as GeoJSON, or bring a table of zones as CSV."
    )


class PlanNotGeojsonError(PlanningError):
    """JSON, but no features or geometry in it."""

    key = "plan_not_geojson"
    english = (
        "{name!r} is JSON, but holds no zones: its type is {found!r}, not a FeatureCollection, "
        "a Feature or a geometry. Export the floor as GeoJSON."
    )


class PlanNotIfcError(PlanningError):
    """A building model that is none."""

    key = "plan_not_ifc"
    english = (
        "{name!r} is not an IFC model in text form: it does not begin with ISO-10303-21 and an IFC "
        "schema. Export the model as IFC2x3 or IFC4 (.ifc)."
    )


class ModelNotReadError(PlanningError):
    """A building model that is damaged."""

    key = "model_not_read"
    english = (
        "{name!r} is damaged: the model cannot be opened. Export it again; if it fails again, open "
        "and save it in an IFC viewer first."
    )


class ModelSlowError(PlanningError):
    """A building model that takes too long."""

    key = "model_slow"
    english = (
        "{name!r} was not read within {seconds} seconds. Export only storeys and spaces, without "
        "furniture and services."
    )


class PlanNotDxfError(PlanningError):
    """A drawing in another form than DXF in text."""

    key = "plan_not_dxf"
    english = (
        "{name!r} is not a DXF drawing in text form (it may be DWG or binary DXF). In your drawing "
        "program choose Save as, DXF (ASCII)."
    )


class DrawingNotReadError(PlanningError):
    """A drawing that is damaged."""

    key = "drawing_not_read"
    english = (
        "{name!r} is damaged: the drawing cannot be opened. Save it as DXF again, in version 2007 "
        "or later."
    )


class ArchiveNotReadError(PlanningError):
    """A zip that cannot be opened."""

    key = "archive_not_read"
    english = "{name!r} cannot be unpacked: it is damaged or protected. Export it again."


class PlanTooLargeError(PlanningError):
    """More shapes than a floor plan has."""

    key = "plan_too_large"
    english = (
        "{name!r} holds {found} shapes or bytes; at most {limit} are read. "
        "Export one building, and only its rooms."
    )


class PlanWithoutZonesError(PlanningError):
    """A readable file in which nothing can be a zone."""

    key = "plan_without_zones"
    english = (
        "{name!r} was read, but nothing in it is a zone: {skipped} shapes were left out. "
        "A zone is a polygon, or a row with a name."
    )


class ZoneColumnsMissingError(PlanningError):
    """A table in which no column names a zone."""

    key = "zone_columns_missing"
    english = (
        "No column of {name!r} holds a zone's number, name or outline. The columns are: {columns}. "
        "Call one of them 'zone' or 'name', and the outline 'polygon'."
    )


class ZoneUncutError(PlanningError):
    """A line that does not divide a zone."""

    key = "zone_uncut"
    english = (
        "This does not divide the zone: it needs an outline, and a line that crosses it. Give two "
        "points on opposite sides, or a share between 1 and 99 %."
    )


class ZonesApartError(PlanningError):
    """Zones that cannot become one."""

    key = "zones_apart"
    english = (
        "These zones cannot be merged: two or more with outlines that touch are needed, on one "
        "floor. Choose neighbors."
    )


class PictureUnknownError(PlanningError):
    """A picture of a plan that cannot be laid under it."""

    key = "picture_unknown"
    english = (
        "{name!r} is not a picture that can lie under a plan: PNG, JPEG or SVG with a size, up to "
        "15 MB. Export the plan as one of these."
    )


class ScaleImpossibleError(PlanningError):
    """A scale that is zero, negative or not a number."""

    key = "scale_impossible"
    english = "A scale needs two lengths or two areas above 0; these are {units} and {metres}."


class ZoneUnknownError(PlanningError):
    """A zone was asked for that is not in the study."""

    key = "zone_unknown"
    english = "There is no zone {zone!r} in this study. Choose one that is on the floor plan."


class PlanFinding(FindingKind):
    """What a plan file or a floor can show."""

    MODEL_READ = "model_read"
    STOREYS_BARE = "storeys_bare"
    SPACE_OF_PARTS = "space_of_parts"
    SPACE_NOT_DRAWN = "space_not_drawn"
    ELEMENTS_SKIPPED = "elements_skipped"
    AREA_NAMED = "area_named"
    AREA_GROSS = "area_gross"
    AREA_NOT_TAKEN = "area_not_taken"
    FIXED_PROPOSED = "fixed_proposed"
    DRAWING_READ = "drawing_read"
    LAYERS_SKIPPED = "layers_skipped"
    DRAWN_SKIPPED = "drawn_skipped"
    LAYERS_OFF = "layers_off"
    DRAWN_TWICE = "drawn_twice"
    LINES_JOINED = "lines_joined"
    BLOCKS_OPENED = "blocks_opened"
    OUTLINE_PROPOSED = "outline_proposed"
    GEOMETRY_SKIPPED = "geometry_skipped"
    STRUCTURE_SKIPPED = "structure_skipped"
    NOT_A_FEATURE = "not_a_feature"
    COORDINATES_BROKEN = "coordinates_broken"
    COORDINATES_SWAPPED = "coordinates_swapped"
    CRS_CONTRADICTED = "crs_contradicted"
    CRS_UNKNOWN = "crs_unknown"
    POLYGON_MENDED = "polygon_mended"
    POLYGON_UNREADABLE = "polygon_unreadable"
    PARTS_JOINED = "parts_joined"
    LINE_CLOSED = "line_closed"
    NAMES_GIVEN = "names_given"
    NAMES_REPEAT = "names_repeat"
    ID_REPEATED = "id_repeated"
    FLOOR_ASSUMED = "floor_assumed"
    FLOOR_UNCLEAR = "floor_unclear"
    SEATS_UNREADABLE = "seats_unreadable"
    TYPES_UNKNOWN = "types_unknown"
    SPACES_FROM_WALLS = "spaces_from_walls"
    SPACE_TYPE_FROM_NAME = "space_type_from_name"
    PLAN_ENCODING = "plan_encoding"
    TOTAL_ROWS = "total_rows"
    Y_FLIPPED = "y_flipped"
    SCALE_MISSING = "scale_missing"
    SCALE_DOUBTFUL = "scale_doubtful"
    AREA_DIFFERS = "area_differs"
    NO_OUTLINE = "no_outline"
    ZONES_OVERLAP = "zones_overlap"
    ZONE_OUTSIDE = "zone_outside"
    FLOORS_APART = "floors_apart"
    AREA_MISSING = "area_missing"
    NO_SEATS = "no_seats"
    SEATS_IN_FIXED = "seats_in_fixed"
    SEATS_DENSE = "seats_dense"
    STATE_MISSING = "state_missing"
    STATE_OF_NO_ZONE = "state_of_no_zone"
