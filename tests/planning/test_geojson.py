"""Tests of `planning.building.geojson`."""

import contextlib
import copy
import json
from collections import Counter

import pytest
from hypothesis import given, strategies
from shapely.geometry import Polygon

from planning.building.draft import keep_ids_apart, merge_drafts, plan_changes
from planning.building.errors import (
    PlanEmptyError,
    PlanFinding,
    PlanNotGeojsonError,
    PlanNotJsonError,
    PlanTooLargeError,
    PlanWithoutZonesError,
)
from planning.building.geojson import read_geojson
from planning.building.shapes import polygon
from planning.errors import PlanningError

CRS84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
STRUCTURE = {"wall", "window", "door"}


def box(x, y, width, height):
    """Rings of a rectangle."""
    right, top = x + width, y + height
    return [[[x, y], [right, y], [right, top], [x, top], [x, y]]]


def shape(geometry, **properties):
    """Feature of a geometry; a list is taken as the rings of a polygon."""
    if isinstance(geometry, list):
        geometry = {"type": "Polygon", "coordinates": geometry}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def plan(*features, **more):
    """Bytes of a FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def kinds(draft):
    """Kinds of findings of a draft."""
    return {finding.kind for finding in draft.findings}


def only(draft, column):
    """Cell of a draft of one zone."""
    return draft.zones[column].item()


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"name": "Quiet", "floor": 2, "seats": 40}, ("Quiet", "2F", 40)),
        ({"名称": "自习室", "楼层": "三层", "座位数": "120"}, ("自习室", "3F", 120)),
        ({"name": None, "roomnumber": "A12", "level": "0"}, ("A12", "GF", None)),
        ({"room": "211", "storey": "Level 2", "Capacity": 8.0}, ("211", "2F", 8)),
        ({"Name": {"en": "Cafe"}, "floor": "B1"}, ("Cafe", "B1", None)),
        ({"编号": "A-3", "座位": "many"}, ("1F room 1", "1F", None)),
    ],
)
def test_properties_are_found_in_both_languages(properties, expected):
    """Name, floor and seats have many spellings; what cannot be read stays empty."""
    zone = read_geojson(plan(shape(box(0, 0, 8, 5), **properties)), "plan.geojson").zones.iloc[0]
    seats = None if zone["seats"] is None or str(zone["seats"]) == "<NA>" else zone["seats"]
    assert (zone["name_en"], zone["floor"], seats) == expected


@pytest.mark.parametrize(
    ("word", "kind", "convertible"),
    [
        ("stairs", "stairs", False),
        ("电梯", "lift", False),
        ("Restroom", "toilet", False),
        ("hallway", "corridor", False),
        ("building_outline", "outline", False),
        ("shaft", "other", False),
        ("reading_room", "room", True),  # unknown words are rooms, with a finding
        (None, "room", True),
    ],
)
def test_only_rooms_are_convertible(word, kind, convertible):
    """Stairs stay stairs."""
    draft = read_geojson(plan(shape(box(0, 0, 8, 5), type=word)), "2F.geojson")
    assert (only(draft, "kind"), only(draft, "convertible")) == (kind, convertible)
    assert (PlanFinding.TYPES_UNKNOWN in kinds(draft)) == (word == "reading_room")


@pytest.mark.parametrize(
    ("name", "floor", "expected"),
    [
        ("house-floor-2.geojson", None, "2F"),
        ("图书馆二层.geojson", None, "2F"),
        ("house-gf.geojson", None, "GF"),
        ("house-floor-2.geojson", "3", "3F"),  # the user's word goes before the file's name
        ("house.geojson", None, "1F"),
    ],
)
def test_floor_comes_from_file_name_or_user(name, floor, expected):
    """A floor nobody names is assumed, and said."""
    draft = read_geojson(plan(shape(box(0, 0, 8, 5), name="a")), name, floor)
    assert draft.floors == (expected,)
    assert (PlanFinding.FLOOR_ASSUMED in kinds(draft)) == (name == "house.geojson")


def test_metres_under_a_label_of_degrees_are_metres():
    """Programs write CRS84 by default; no building is 40 degrees long."""
    draft = read_geojson(plan(shape(box(0, 0, 40, 30)), crs=CRS84), "2F.geojson")
    assert draft.crs == "metres"
    assert only(draft, "area_m2") == 1200  # 40 m by 30 m
    assert PlanFinding.CRS_CONTRADICTED in kinds(draft)


@pytest.mark.parametrize("label", [None, CRS84])
def test_degrees_become_metres_around_one_origin(label):
    """At 60 degrees north 0.001 degrees are 56 m east and 111 m north."""
    more = {"crs": label} if label else {}
    draft = read_geojson(plan(shape(box(25.0, 60.0, 0.001, 0.001)), **more), "2F.geojson")
    assert draft.crs == "WGS84"
    assert only(draft, "area_m2") == pytest.approx(55.8 * 111.4, rel=0.01)


def test_national_grid_is_projected():
    """UTM zone 50 at its central meridian shrinks by 0.9996; its plan is 1,201 true m2."""
    label = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32650"}}
    draft = read_geojson(plan(shape(box(500_000, 3_550_000, 40, 30)), crs=label), "2F.geojson")
    assert only(draft, "area_m2") == pytest.approx(1200 / 0.9996**2, rel=1e-4)


def test_latitude_first_is_turned():
    """118.9 cannot be a latitude."""
    draft = read_geojson(plan(shape(box(32.1, 118.9, 0.0003, 0.0004))), "2F.geojson")
    assert PlanFinding.COORDINATES_SWAPPED in kinds(draft)
    assert draft.origin == (118.9, 32.1)


def test_millimetres_ask_for_a_scale():
    """40,000 long is no building in metres; with a scale it is one of 40 m."""
    content = plan(shape(box(0, 0, 40_000, 30_000), name="a"))
    draft = read_geojson(content, "2F.geojson")
    assert draft.needs_scale
    assert draft.zones["area_m2"].isna().all()
    scaled = read_geojson(content, "2F.geojson", metres_per_unit=0.001)
    assert (scaled.needs_scale, only(scaled, "area_m2")) == (False, 1200)


def test_hole_is_kept_and_heights_are_dropped():
    """10 by 10 with a court of 2 by 2 is 96 m2."""
    rings = [[[x, y, 3.5] for x, y in ring] for ring in box(0, 0, 10, 10) + box(4, 4, 2, 2)]
    draft = read_geojson(plan(shape(rings, name="a")), "2F.geojson")
    assert only(draft, "area_m2") == 96
    assert [len(point) for ring in only(draft, "polygon") for point in ring] == [2] * 10


def test_zone_of_two_parts_is_one_zone():
    """Area and seats are of both parts (25 + 9 m2), the outline is the larger one."""
    parts = {"type": "MultiPolygon", "coordinates": [box(0, 0, 5, 5), box(9, 0, 3, 3)]}
    draft = read_geojson(plan(shape(parts, name="a", seats=10)), "2F.geojson")
    assert (only(draft, "area_m2"), only(draft, "seats")) == (34, 10)
    assert polygon(only(draft, "polygon")).area == 25
    assert PlanFinding.PARTS_JOINED in kinds(draft)


def test_bow_tie_is_mended():
    """A crossing outline of 10 by 10 has two triangles of 25 m2."""
    bow = [[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]
    draft = read_geojson(plan(shape(bow, name="a")), "2F.geojson")
    assert only(draft, "area_m2") == 50
    assert PlanFinding.POLYGON_MENDED in kinds(draft)


def test_what_is_no_area_is_listed_not_read():
    """Points, lines and broken shapes are findings; the good zone is kept."""
    nan = [[[float("nan"), 0], [1, 0], [1, 1]]]
    features = (
        shape({"type": "Point", "coordinates": [0, 0]}, name="label"),
        shape(None),
        shape(nan, name="nan"),
        shape([[["a", 1], [2, 2], [3, 3]]], name="words"),
        shape([[[10**400, 1], [2, 2], [3, 3]]], name="huge"),
        "not a feature",
        shape(box(0, 0, 8, 5), name="good"),
    )
    draft = read_geojson(plan(*features), "2F.geojson")
    rows = {finding.kind: finding.rows for finding in draft.findings}
    assert draft.zones["zone"].tolist() == ["good"]
    assert rows[PlanFinding.GEOMETRY_SKIPPED] == (1, 2)
    assert rows[PlanFinding.COORDINATES_BROKEN] == (3, 4, 5)
    assert rows[PlanFinding.NOT_A_FEATURE] == (6,)


def test_named_zone_without_geometry_is_kept():
    """A room of the list that nobody drew is still a room."""
    draft = read_geojson(plan(shape(None, name="Archive")), "2F.geojson")
    assert only(draft, "polygon") is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PlanEmptyError),
        (b"\xef\xbb\xbf  \n", PlanEmptyError),
        (b'{"type": "FeatureColl', PlanNotJsonError),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), PlanNotJsonError),
        (b"[" * 100_000, PlanNotJsonError),
        (b'{"a": ' + b"9" * 5000 + b"}", PlanNotJsonError),
        (b"[]", PlanNotGeojsonError),
        (b"null", PlanNotGeojsonError),
        (b'{"type": "Topology", "objects": {}}', PlanNotGeojsonError),
        (b'{"type": "FeatureCollection", "features": 5}', PlanNotGeojsonError),
        (plan(), PlanWithoutZonesError),
        (plan(shape(box(0, 0, 5, 0.2), type="wall")), PlanWithoutZonesError),
        (plan(*[0] * 20_001), PlanTooLargeError),
    ],
)
def test_file_that_is_no_plan_is_a_fault(content, fault):
    """A sentence, never a traceback."""
    with pytest.raises(fault):
        read_geojson(content, "plan.geojson")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_names_survive_any_encoding(encoding):
    """Older Windows programs write GB 18030."""
    text = json.dumps(shape(box(0, 0, 8, 5), 名称="阅览室"), ensure_ascii=False)
    draft = read_geojson(text.encode(encoding), "2F.geojson")
    assert only(draft, "name_zh") == "阅览室"
    assert (PlanFinding.PLAN_ENCODING in kinds(draft)) == (encoding == "gb18030")


def test_features_line_by_line_are_read():
    """Some programs write one feature per line."""
    lines = [json.dumps(shape(box(9 * n, 0, 8, 5), name=f"a{n}")) for n in range(3)]
    assert len(read_geojson("\n".join(lines).encode(), "2F.geojson").zones) == 3


def test_ids_are_unique_and_bare_numbers_get_their_floor():
    """1 on 2F and 1 on 3F are two zones; a repeated id is counted on."""
    ids = [(1, "2F"), (1, "3F"), ("A", "2F"), ("A", "3F"), (1, "2F")]
    features = [shape(box(0, 9 * n, 8, 5), id=i, floor=f) for n, (i, f) in enumerate(ids)]
    draft = read_geojson(plan(*features), "plan.geojson")
    assert draft.zones["zone"].tolist() == ["2F-1", "3F-1", "A", "3F-A", "2F-1~2"]
    assert draft.zones["name_en"].is_unique


def test_walls_mark_off_rooms():
    """An outline of 20 by 10 with one wall in the middle holds two rooms of 9.9 by 10."""
    features = (
        shape(box(0, 0, 20, 10), type="building_outline"),
        shape(box(9.9, 0, 0.2, 10), type="wall"),
    )
    draft = read_geojson(plan(*features), "2F.geojson")
    rooms = draft.zones[draft.zones["kind"] == "room"]
    assert rooms["area_m2"].round().tolist() == [99, 99]
    assert PlanFinding.SPACES_FROM_WALLS in kinds(draft)
    without = read_geojson(plan(*features), "2F.geojson", from_walls=False)
    assert without.zones["kind"].tolist() == ["outline"]


def test_importing_twice_changes_nothing():
    """Every zone is recognised; one with other seats is changed, one left out is gone."""
    features = [shape(box(9 * n, 0, 8, 5), id=f"z{n}", name="a", seats=n) for n in range(3)]
    first = read_geojson(plan(*features), "2F.geojson").zones
    again = read_geojson(plan(*features), "2F.geojson").zones
    assert set(plan_changes(first, again)["change"]) == {"unchanged"}
    features[1]["properties"]["seats"] = 99
    mended = read_geojson(plan(*features[1:]), "2F.geojson").zones
    changes = plan_changes(first, mended).set_index("zone")["change"].to_dict()
    assert changes == {"z0": "gone", "z1": "changed", "z2": "unchanged"}


def test_same_id_on_another_floor_is_another_zone():
    """Floors are often exported with the same ids."""
    content = plan(shape(box(0, 0, 8, 5), id="A", name="a"))
    drafts = [read_geojson(content, name) for name in ("1F.geojson", "2F.geojson")]
    merged = merge_drafts(drafts)
    assert merged.zones["zone"].tolist() == ["A", "2F-A"]
    assert keep_ids_apart(merged.zones, drafts[1].zones)[0]["zone"].tolist() == ["2F-A"]


CORNERS = ((0, 0), (12, 0), (12, 4), (5, 4), (5, 9), (0, 9))  # an L of 12 * 4 + 5 * 5 = 73 m2


@given(strategies.integers(0, 5), strategies.booleans())
def test_area_does_not_depend_on_start_or_direction(start, turned):
    """An outline may begin at any corner and run either way."""
    corners = [*CORNERS[start:], *CORNERS[:start]]
    corners = [*corners[::-1]] if turned else corners
    ring = [list(corner) for corner in [*corners, corners[0]]]
    assert only(read_geojson(plan(shape([ring], name="L")), "2F.geojson"), "area_m2") == 73


JSON = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats()
    | strategies.sampled_from(["Polygon", "Feature", "MultiPolygon", "wall", "x", ""]),
    lambda inner: strategies.lists(inner, max_size=5)
    | strategies.dictionaries(
        strategies.sampled_from(["type", "coordinates", "properties", "geometry", "name", "floor"]),
        inner,
        max_size=4,
    ),
    max_leaves=15,
)  # fmt: skip


@given(JSON, JSON)
def test_no_json_is_a_traceback(geometry, properties):
    """Whatever stands where geometry or properties should: a draft or a fault."""
    one = {"type": "Feature", "properties": properties, "geometry": geometry}
    other = shape({"type": "Polygon", "coordinates": geometry}, name="a")
    with contextlib.suppress(PlanningError):
        read_geojson(plan(one, other), "2F.geojson")


LEVELS = ("gf", "1", "2", "3", "4", "5", "6")


def level(real, name):
    """Bytes and JSON of one level of a real office building."""
    path = real / "westport-house" / f"westport-house-floor-{name}.geojson"
    content = path.read_bytes()
    return content, path.name, json.loads(content)


@pytest.mark.parametrize("name", LEVELS)
def test_real_level_has_its_zones(real, name):
    """Every shape that is no wall, window or door is a zone; its outline has a building's size."""
    content, file_name, document = level(real, name)
    types = Counter(one["properties"]["type"] for one in document["features"])
    draft = read_geojson(content, file_name, from_walls=False)
    assert len(draft.zones) == sum(n for word, n in types.items() if word not in STRUCTURE)
    assert draft.floors == ("GF" if name == "gf" else f"{name}F",)
    outline = draft.zones[draft.zones["kind"] == "outline"]["area_m2"].item()
    assert 200 < outline < 3000
    with_rooms = read_geojson(content, file_name).zones
    rooms = with_rooms[with_rooms["kind"] == "room"]["area_m2"]
    assert 0.4 * outline < rooms.sum() < outline
    assert with_rooms["zone"].is_unique


def test_real_levels_stack(real):
    """All levels share one origin, so each lies within the middle of the ground floor."""
    origin, shapes = None, []
    for name in LEVELS:
        content, file_name, _ = level(real, name)
        draft = read_geojson(content, file_name, origin=origin)
        origin = draft.origin
        outline = draft.zones[draft.zones["kind"] == "outline"]["polygon"].item()
        shapes.append(Polygon(outline[0]))
    assert all(one.intersection(shapes[0]).area > 0.9 * one.area for one in shapes)


def test_real_level_with_exchanged_coordinates_is_turned(real):
    """Both are possible latitudes; only one reading has the right angles of a building."""
    content, file_name, document = level(real, "2")
    turned = copy.deepcopy(document)
    for one in turned["features"]:
        one["geometry"]["coordinates"] = [
            [[y, x] for x, y in ring] for ring in one["geometry"]["coordinates"]
        ]
    draft = read_geojson(json.dumps(turned).encode(), file_name)
    assert PlanFinding.COORDINATES_SWAPPED in kinds(draft)
    right = read_geojson(content, file_name)
    assert draft.zones["area_m2"].round(2).tolist() == right.zones["area_m2"].round(2).tolist()
