"""Tests of `planning.building.export`: round trips, and other libraries that read the files."""

import io
import json
import re

import ezdxf
import ifcopenshell
import ifcopenshell.util.element
import pandas as pd
import pytest
import shapely
from python_calamine import CalamineWorkbook

from planning.building import ifc
from planning.building.dxf import read_dxf
from planning.building.export import own_model, plan_dxf, plan_geojson, plan_ifc, plan_xlsx, planned
from planning.building.geojson import read_geojson
from planning.building.ifc import read_ifc
from planning.building.model.child import answer
from tests.planning.models import Model

NAMES = {"carrel": "Carrels", "salon": "Salon 沙龙"}
TYPES = {"learning": "Learning", "cultural": "Cultural", "other": "Other"}
WORDS = {
    f"schedule_{word}": word.title()
    for word in ("floor", "zone", "name", "kind", "today", "planned", "function", "seats_today",
                 "seats", "area", "each", "zones", "rooms", "sums")
}  # fmt: skip


def zone(name, x=0, floor="2F", hole=False, **more):
    """One zone of 8 by 5 m, with its state of today."""
    rings = [[[x, 0], [x + 8, 0], [x + 8, 5], [x, 5], [x, 0]]]
    if hole:
        rings.append([[x + 2, 1], [x + 4, 1], [x + 4, 3], [x + 2, 3], [x + 2, 1]])
    row = {
        "zone": name, "name_en": f"Room {name}", "name_zh": f"房间{name}", "floor": floor,
        "level": int(floor[0]), "polygon": rings, "area_m2": 36.0 if hole else 40.0,
        "convertible": True, "kind": "room", "wanted": "", "space_type": "other", "seats": 10,
    }  # fmt: skip
    return row | more


def rows(*zones):
    """Zones a and b planned, others left as they are."""
    plan = [
        {"zone": "a", "function": "carrel", "space_type": "learning", "seats": 14,
         "area_m2": 40.0, "keeps": False},
        {"zone": "b", "function": "salon", "space_type": "cultural", "seats": pd.NA,
         "area_m2": 36.0, "keeps": False},
    ]  # fmt: skip
    found = zones or (zone("a"), zone("b", 10, hole=True), zone("s", 20, kind="stairs"))
    return planned(pd.DataFrame(list(found)), pd.DataFrame(plan), NAMES)


def test_geojson_comes_back_and_shapely_reads_it():
    """Areas, floors, kinds, seats and the planned type."""
    content = plan_geojson(rows())
    zones = read_geojson(content, "plan.geojson").zones.set_index("zone")
    assert zones["area_m2"].tolist() == [40, 36, 40]
    assert zones["floor"].tolist() == ["2F"] * 3
    assert zones["space_type"].tolist() == ["learning", "cultural", "other"]
    assert zones["kind"].tolist() == ["room", "room", "stairs"]
    assert zones["seats"].fillna(-1).tolist() == [14, -1, 10]
    shapes = shapely.from_geojson(content)
    assert [part.area for part in shapes.geoms] == [40, 36, 40]
    assert json.loads(content)["features"][1]["properties"]["function_name"] == "Salon 沙龙"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_dxf_comes_back_by_layers(language):
    """Layers per space type; hole, name, seats and unit survive."""
    content = plan_dxf(rows(), language)
    draft = read_dxf(content, "2F.dxf")
    zones = draft.zones.set_index("zone")
    assert not draft.needs_scale
    assert zones["area_m2"].tolist() == pytest.approx([40, 36, 40])
    assert zones["space_type"].tolist() == ["learning", "cultural", "other"]
    assert zones["kind"].tolist() == ["room", "room", "stairs"]
    assert zones["seats"].fillna(-1).tolist() == [14, -1, 10]
    names = zones[f"name_{language}"].tolist()
    assert names[0] == {"en": "Room a", "zh": "房间a"}[language]
    space = ezdxf.read(io.StringIO(content.decode())).modelspace()
    assert {one.dxf.layer for one in space} == {"LEARNING", "CULTURAL", "STAIRS", "TEXT"}


def test_floors_are_layers_of_their_own():
    """Two floors in one drawing stay two floors."""
    content = plan_dxf(rows(zone("a"), zone("b", floor="3F")))
    assert read_dxf(content, "plan.dxf").floors == ("2F", "3F")


def test_schedule_is_read_by_another_library_and_reconciles():
    """Rooms and sums; what nobody gave is blank, and no cell is a formula."""
    strange = zone("a", name_en="=1+1")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(plan_xlsx(rows(strange, zone("b", 10, hole=True)), WORDS, TYPES))
    )
    table = book.get_sheet_by_name("Rooms").to_python()
    assert table[1][:3] == ["2F", "a", "=1+1"]
    assert table[1][4:] == ["Other", "Learning", "Carrels", 10, 14, 40, 2.86]
    assert table[2][8] == ""
    sums = book.get_sheet_by_name("Sums").to_python()
    assert [row[0] for row in sums[1:]] == ["Learning", "Cultural"]
    assert sum(row[-1] for row in sums[1:]) == 76


def a_model(schema="IFC4"):
    """Return a model of two rooms and its text."""
    model = Model("mm", schema)
    level = model.storey("Level 2", 4)
    more = {"OwnerHistory": None} if schema == "IFC2X3" else {}
    model.space(level, "a", "自习室", **more)
    model.space(level, "b", at=(10, 0), **more)
    return model.content()


def lines(content):
    """Entities of a file by number."""
    return dict(re.findall(rb"^(#\d+)\s*=\s*(.*?;)\s*$", content, re.M))


@pytest.mark.parametrize("schema", ["IFC4", "IFC2X3"])
def test_own_model_keeps_every_entity(schema, monkeypatch):
    """The file is the old one with lines added before the end of its data."""
    monkeypatch.setattr(
        own_model, "ask", lambda content, _, what, task: answer(what, task, content)
    )
    content = a_model(schema)
    spaces = ifcopenshell.file.from_string(content.decode()).by_type("IfcSpace")
    guids = {space.Name: space.GlobalId for space in spaces}
    made = plan_ifc(content, "hall.ifc", rows(), guids, "Plan 甲")
    before, after = lines(content), lines(made)
    assert before.items() <= after.items()
    assert made.startswith(content[: content.rindex(b"ENDSEC;")])
    assert made == plan_ifc(content, "hall.ifc", rows(), guids, "Plan 甲")
    model = ifcopenshell.file.from_string(made.decode())
    space = model.by_guid(guids["a"])
    said = ifcopenshell.util.element.get_psets(space)["Respace"]
    assert (said["Function"], said["SpaceType"], said["Seats"]) == ("carrel", "learning", 14)
    assert (said["Proposal"], said["NetArea"], said["Keeps"]) == ("Plan 甲", 40.0, False)
    assert "Seats" not in ifcopenshell.util.element.get_psets(model.by_guid(guids["b"]))["Respace"]
    groups = {
        zone.Name: [one.Name for rel in zone.IsGroupedBy for one in rel.RelatedObjects]
        for zone in model.by_type("IfcZone")
    }
    assert groups == {"Carrels": ["a"], "Salon 沙龙": ["b"]}
    monkeypatch.setattr(ifc, "ask", lambda content, _, what, task: answer(what, task, content))
    old, new = read_ifc(content, "hall.ifc").zones, read_ifc(made, "hall.ifc").zones
    pd.testing.assert_frame_equal(old, new)


@pytest.mark.parametrize("name", ["Ifc2x3_Duplex_Architecture.ifc", "Ifc4_SampleHouse.ifc"])
def test_real_model_takes_a_plan(real, name):
    """Through the other process, as the page does it; every line of the original is there."""
    content = (real / "ifc" / name).read_bytes()
    draft = read_ifc(content, name)
    zones = draft.zones.assign(space_type="other", seats=pd.array([4] * len(draft.zones), "Int64"))
    plan = zones.loc[zones["convertible"], ["zone", "seats", "area_m2"]].assign(
        function="carrel", space_type="learning", keeps=False
    )
    guids = dict(zip(zones["zone"], zones["guid"], strict=True))
    made = plan_ifc(content, name, planned(zones, plan), guids, "Plan")
    assert lines(content).items() <= lines(made).items()
    model = ifcopenshell.file.from_string(made.decode())
    sets = [one for one in model.by_type("IfcPropertySet") if one.Name == "Respace"]
    assert len(sets) == zones["kind"].eq("room").sum()
    assert read_ifc(made, name).zones["drawn_m2"].tolist() == draft.zones["drawn_m2"].tolist()
