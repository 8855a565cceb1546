"""Tests of `planning.building.dxf` on invented drawings."""

import io

import ezdxf
import pytest

from planning.building.dxf import read_dxf
from planning.building.errors import (
    DrawingNotReadError,
    PlanEmptyError,
    PlanFinding,
    PlanNotDxfError,
    PlanWithoutZonesError,
)
from planning.errors import PlanningError

METRES, MM, CM, INCH, NONE = 6, 4, 5, 1, 0


def box(x=0.0, y=0.0, width=8.0, height=5.0, scale=1.0):
    """Corners of a rectangle."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return [(a * scale, b * scale) for a, b in corners]


class Plan:
    """A drawing, filled shape by shape."""

    def __init__(self, unit=METRES, version="R2010"):
        self.document = ezdxf.new(version)
        self.document.header["$INSUNITS"] = unit
        self.space = self.document.modelspace()

    def room(self, corners, layer="ROOMS", **more):
        """Add a closed polyline."""
        return self.space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer}, **more)

    def text(self, said, x, y, height=0.3):
        """Add a text."""
        self.space.add_text(said, height=height, dxfattribs={"layer": "TEXT"}).set_placement((x, y))

    def content(self, encoding=None):
        """Return the file."""
        stream = io.StringIO()
        self.document.write(stream)
        return stream.getvalue().encode(encoding or self.document.output_encoding, "dxfreplace")

    def read(self, name="2F.dxf", **more):
        """Read it again."""
        return read_dxf(self.content(), name, **more)


def found(draft, kind):
    """Facts of a finding, None where it was not found."""
    return next((one.facts for one in draft.findings if one.kind == kind), None)


@pytest.mark.parametrize(
    ("unit", "per_metre"), [(METRES, 1), (MM, 1000), (CM, 100), (INCH, 1 / 0.0254)]
)
def test_unit_is_that_of_the_header(unit, per_metre):
    """8 by 5 m is 40 m2 in every unit."""
    plan = Plan(unit)
    plan.room(box(10, 20, scale=per_metre))
    zone = plan.read().zones.iloc[0]
    assert zone["area_m2"] == pytest.approx(40, rel=1e-4)
    assert zone["polygon"][0][0] == pytest.approx([10, 20], abs=1e-3)
    assert zone["floor"] == "2F"


@pytest.mark.parametrize("unit", [NONE, METRES])
def test_unit_is_asked_where_the_header_has_none_or_a_wrong_one(unit):
    """40,000 units long is no building in metres; with 0.001 it is."""
    plan = Plan(unit)
    plan.room(box(0, 0, 40_000, 30_000))
    draft = plan.read()
    assert draft.needs_scale
    assert draft.zones["area_m2"].isna().all()
    scaled = plan.read(metres_per_unit=0.001)
    assert (scaled.needs_scale, scaled.zones["area_m2"].item()) == (False, 1200)


def test_areas_in_the_drawing_propose_the_unit():
    """A room labelled 40 m2 that is drawn 8,000 by 5,000 tells millimetres."""
    plan = Plan(NONE)
    plan.room(box(scale=1000))
    plan.text("40.0 m²", 4000, 2000)
    assert plan.read().proposed_scale == pytest.approx(0.001)


def test_arcs_are_rounded():
    """A bulge of 1 is a half circle: 8 by 4 m with a half circle of 2 m radius at one end."""
    plan = Plan()
    corners = [(0, 0, 0), (8, 0, 1), (8, 4, 0), (0, 4, 0)]
    plan.room(corners, format="xyb")
    plan.space.add_circle((20, 2), 2, dxfattribs={"layer": "ROOMS"})
    areas = plan.read().zones["area_m2"].tolist()
    assert areas == pytest.approx([32 + 6.283, 12.566], abs=0.02)


def test_hatch_is_a_zone_with_its_hole_and_counts_once():
    """10 by 10 with a court of 2 by 2; the same hatch over its polyline is one zone."""
    plan = Plan()
    hatch = plan.space.add_hatch(dxfattribs={"layer": "ZONES"})
    hatch.paths.add_polyline_path(box(0, 0, 10, 10), is_closed=True)
    hatch.paths.add_polyline_path(box(4, 4, 2, 2), is_closed=True)
    plan.room(box(20, 0))
    again = plan.space.add_hatch(dxfattribs={"layer": "ROOMS"})
    again.paths.add_polyline_path(box(20, 0), is_closed=True)
    draft = plan.read()
    assert draft.zones["area_m2"].tolist() == pytest.approx([96, 40])
    assert found(draft, PlanFinding.DRAWN_TWICE)["n"] == 1


def test_lines_that_close_are_an_outline_and_others_are_listed():
    """Four lines are a room; a fifth on another layer encloses nothing and is named."""
    plan = Plan()
    corners = box()
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        plan.space.add_line(one, other, dxfattribs={"layer": "ROOMS"})
    plan.space.add_line((50, 0), (60, 0), dxfattribs={"layer": "NOTES"})
    draft = plan.read()
    assert draft.zones["area_m2"].tolist() == [40]
    assert "LINE · NOTES (1)" in found(draft, PlanFinding.DRAWN_SKIPPED)["places"]


def test_text_inside_names_the_zone():
    """Large letters are the name; number, seats and area are told by their form."""
    plan = Plan()
    plan.room(box())
    plan.room(box(10, 0))
    plan.text("A-203", 1, 1, 0.2)
    plan.text("自习室", 1, 3, 0.5)
    plan.text("40座", 1, 2, 0.2)
    plan.space.add_mtext("Maker\\Proom", dxfattribs={"insert": (12, 4), "char_height": 0.4})
    plan.text("3000", 12, 1)  # a measure is no name
    zones = plan.read().zones
    assert zones["name_zh"].tolist() == ["自习室", "Maker"]
    assert zones["zone"].tolist() == ["A-203", "Maker"]
    assert zones["seats"].fillna(-1).tolist() == [40, -1]
    assert zones["space_type"].tolist() == ["learning", "creative"]


@pytest.mark.parametrize(
    ("layer", "kind", "space_type"),
    [
        ("楼梯", "stairs", "other"), ("A-STAIRS", "stairs", "other"), ("电梯", "lift", "other"),
        ("学习空间", "room", "learning"), ("CREATIVE", "room", "creative"), ("ZONES", "room", ""),
        ("轮廓", "outline", "other"), ("走廊", "corridor", "other"),
    ],
)  # fmt: skip
def test_layer_tells_kind_and_space_type(layer, kind, space_type):
    """In both languages."""
    plan = Plan()
    plan.room(box(), layer)
    zone = plan.read().zones.iloc[0]
    assert (zone["kind"], zone["space_type"]) == (kind, space_type)


def test_walls_and_hidden_layers_are_left_out_and_listed():
    """They are named with their layer."""
    plan = Plan()
    plan.room(box())
    plan.room(box(0, 0, 8, 0.2), "A-WALL")
    plan.room(box(0, 0, 1, 1), "墙体")
    plan.document.layers.add("OLD").off()
    plan.room(box(30, 0), "OLD")
    draft = plan.read()
    assert len(draft.zones) == 1
    assert found(draft, PlanFinding.LAYERS_SKIPPED)["n"] == 2
    assert found(draft, PlanFinding.LAYERS_OFF)["places"] == "OLD (1)"


def test_blocks_are_taken_apart():
    """A room drawn once and inserted twice, one of them twice as large."""
    plan = Plan()
    block = plan.document.blocks.new("CABIN")
    block.add_lwpolyline(box(0, 0, 3, 2), close=True)
    plan.space.add_blockref("CABIN", (0, 0), dxfattribs={"layer": "ROOMS"})
    scale = {"xscale": 2, "yscale": 2, "layer": "ROOMS"}
    plan.space.add_blockref("CABIN", (20, 0), dxfattribs=scale)
    draft = plan.read()
    assert draft.zones["area_m2"].tolist() == pytest.approx([6, 24])
    assert found(draft, PlanFinding.BLOCKS_OPENED)["n"] == 2


def test_layers_may_be_floors():
    """1F-ROOMS and 二层 in one file."""
    plan = Plan()
    plan.room(box(), "1F-ROOMS")
    plan.room(box(), "二层_房间")
    assert plan.read("hall.dxf").floors == ("1F", "2F")


def test_outline_around_rooms_is_no_room():
    """It holds three others."""
    plan = Plan()
    for at in range(3):
        plan.room(box(at * 8))
    plan.room(box(-1, -1, 26, 7))
    assert plan.read().zones["kind"].tolist() == ["room"] * 3 + ["outline"]


@pytest.mark.parametrize(
    ("version", "page", "encoding"),
    [
        ("R2010", None, "utf-8"),
        ("R2000", "ANSI_936", "gbk"),
        ("R2000", "ANSI_1252", "gbk"),  # programs that lie about their code page
        ("R2000", None, None),  # as ezdxf writes it: \U+XXXX
    ],
)
def test_chinese_layers_are_read_in_every_encoding(version, page, encoding):
    """学习空间 stays 学习空间."""
    plan = Plan(version=version)
    plan.room(box(), "学习空间")
    plan.text("自习室", 1, 1)
    stream = io.StringIO()
    plan.document.write(stream)
    text = stream.getvalue()
    if page:
        text = text.replace("ANSI_1252", page)
    content = text.encode(encoding) if encoding else text.encode("cp1252", "dxfreplace")
    zone = read_dxf(content, "二层平面图.dxf").zones.iloc[0]
    assert (zone["name_zh"], zone["space_type"], zone["floor"]) == ("自习室", "learning", "2F")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PlanEmptyError),
        (b"AC1027\x00\x00", PlanNotDxfError),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", PlanNotDxfError),
        (b"hello", PlanNotDxfError),
        (b"0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\nx\n", DrawingNotReadError),
        (b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n", PlanWithoutZonesError),
    ],
    ids=["empty", "dwg", "binary", "text", "broken", "nothing"],
)
def test_what_is_no_drawing_is_said(content, fault):
    """A sentence, never a traceback."""
    with pytest.raises(fault):
        read_dxf(content, "hall.dxf")


@pytest.mark.parametrize("step", [7, 23, 101])
def test_damaged_drawing_never_ends_the_session(step):
    """Cut off, or with lines taken out: zones or a sentence."""
    plan = Plan()
    for at in range(4):
        plan.room(box(at * 10))
        plan.text(f"Room {at}", at * 10 + 1, 1)
    lines = plan.content().split(b"\n")
    holes = [line for number, line in enumerate(lines) if number % step or number < 40]
    for content in (b"\n".join(lines[: len(lines) * step // 110]), b"\n".join(holes)):
        try:
            draft = read_dxf(content, "hall.dxf")
        except PlanningError:
            continue
        assert len(draft.zones) <= 5
