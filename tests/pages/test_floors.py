"""The floors page: what there is, plan files on their way in, edits."""

import datetime as dt
import io
import json
import uuid

import ezdxf
import pytest
from hypothesis import given, strategies

from data import store
from pages.parts import floor_import, zone_editor
from pages.parts.cached.building import pack, unpack
from tests.planning.models import Model

PAGE = "obtain/floors"
DAY = dt.date(2026, 3, 2)
COLUMNS = "zone,name,floor,seats,polygon\n"
PIXELS = (
    COLUMNS + "A,Quiet hall,2F,40,0 0;100 0;100 50;0 50\nB,Cafe,2F,12,100 0;150 0;150 50;100 50\n"
)


def feature(name, left, kind="room"):
    """Return a room of 8 by 5 m as GeoJSON."""
    corners = [[left, 0], [left + 8, 0], [left + 8, 5], [left, 5], [left, 0]]
    shape = {"type": "Polygon", "coordinates": [corners]}
    return {"type": "Feature", "properties": {"name": name, "type": kind}, "geometry": shape}


def floor_file(*features):
    """Return a floor as a file."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


TWO_FLOORS = {
    "hall-floor-1.geojson": floor_file(
        feature("Quiet <b>hall</b>", 0), feature("Stairs", 8, "stairs")
    ),
    "hall-floor-2.geojson": floor_file(feature("Maker room", 0), feature("讨论室", 8)),
}


@pytest.fixture
def study(home):
    """Make a study of its own for one test."""
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    yield made
    store.delete_study(made.id)


def said(page):
    """Everything the page says, in one text."""
    kinds = (page.subheader, page.markdown, page.caption, page.info, page.error, page.warning)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


@pytest.mark.parametrize(
    ("lang", "title", "headline"),
    [
        ("en", "Rooms and seats", "44 rooms on 4 floors"),
        ("zh", "房间与座位", "4 个楼层共 44 个房间"),
    ],
)
def test_sample_shows_what_there_is(open_page, lang, title, headline):
    """Answer first; the sample cannot be edited and says so."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert page.title[0].value == title
    assert headline in page.subheader[0].value
    assert not page.button


def test_totals_reconcile(open_page):
    """The last row is the sum of the floors, and the headline says the same."""
    page = open_page(PAGE, lang="en")
    tables = [one.value for one in page.dataframe]
    table = next(one for one in tables if "Total" in one.iloc[:, 0].tolist())
    assert table.iloc[:-1, 1:].sum().tolist() == pytest.approx(table.iloc[-1, 1:].tolist())
    assert f"{table.iloc[-1]['Seats']:,} seats" in page.subheader[0].value.replace("\\", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_empty_study_says_what_is_needed(open_page, study, lang):
    """A way in by file and a way in by hand."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert page.info
    assert len(page.button) == 1


def test_a_study_can_begin_with_an_empty_table(open_page, study):
    """One zone on the first floor, to be edited."""
    page = open_page(PAGE, lang="en", study=study.id)
    page.text_input(key="floors_start_floor").input("3F")
    page.button[0].click().run()
    assert study.zones()["floor"].tolist() == ["3F"]
    assert not page.exception


def test_plan_files_are_seen_before_they_are_stored(open_page, study):
    """A reload keeps the draft; storing it empties the draft; names from files are only text."""
    floor_import.take(study, TWO_FLOORS)
    assert "Not stored yet" in said(open_page(PAGE, lang="en", study=study.id))
    page = open_page(PAGE, lang="en", study=study.id)
    assert "4 zones on 2 floors" in said(page)
    page.button(key="draft_store").click().run()
    assert not page.exception
    assert len(study.zones()) == 4
    assert study.draft("floors") is None
    assert study.zones().set_index("zone")["convertible"].sum() == 3  # stairs are fixed


def test_the_same_plan_twice_adds_nothing(open_page, study):
    """Nothing would change, and nothing does; what was given by hand stays."""
    floor_import.take(study, TWO_FLOORS)
    open_page(PAGE, study=study.id).button(key="draft_store").click().run()
    first = study.zones().iloc[0]
    study.update_zone(first["zone"], {"name_en": "West hall", "convertible": False}, 1)
    before = study.zones().drop(columns="polygon"), study.zone_states()
    floor_import.take(study, TWO_FLOORS)
    page = open_page(PAGE, lang="en", study=study.id)
    assert "Nothing would change" in said(page)
    page.button(key="draft_store").click().run()
    assert study.zones().drop(columns="polygon").equals(before[0])
    assert study.zone_states().equals(before[1])


def test_a_file_that_cannot_be_read_does_not_stop_the_others(open_page, study):
    """It is named with what to do; the other floors wait as before."""
    floor_import.take(study, TWO_FLOORS | {"main.json": b'{"name": "x"}'})
    page = open_page(PAGE, lang="zh", study=study.id)
    assert "main" in page.error[0].value
    assert not page.button(key="draft_store").disabled


def test_only_unreadable_files_can_be_discarded(open_page, study):
    """Nothing to store, but the draft can go."""
    floor_import.take(study, {"main.json": b"{"})
    page = open_page(PAGE, study=study.id)
    page.button(key="draft_discard").click().run()
    assert study.draft("floors") is None
    assert not page.exception


@pytest.mark.parametrize(
    ("way", "given", "area"),
    [
        ("unit", {"metres": 0.1}, 75.0),  # 150 by 50 units at 0.1 m: 15 by 5 m
        ("distance", {"units": 150.0, "metres": 30.0}, 300.0),  # 0.2 m per unit
        ("area", {"m2": 675.0}, 675.0),  # 7,500 square units at 0.3 m
    ],
)
def test_scale_is_asked_in_whichever_way_it_is_known(open_page, study, way, given, area):
    """Without a scale nothing can be stored."""
    floor_import.take(study, {"zones.csv": PIXELS.encode()})
    page = open_page(PAGE, lang="en", study=study.id)
    assert page.button(key="draft_store").disabled
    page.radio(key="scale_way").set_value(way).run()
    for field, value in given.items():
        page.number_input(key=f"scale_{way}_{field}").set_value(value).run()
    page.button(key="scale_apply").click().run()
    assert not page.exception
    page.button(key="draft_store").click().run()
    assert study.zones()["area_m2"].sum() == pytest.approx(area)


def stored(study):
    """Add a zone and return it as the table shows it."""
    zone = {"zone": "1F-a", "name_en": "Hall", "name_zh": "", "floor": "1F", "level": 1}
    zone_editor.add_zone(study, "1F", zone | {"seats": 40, "space_type": "learning"}, DAY)
    row = study.zones().iloc[0]
    return {
        **row[["zone", "revision", "level"]],
        "space_type": "learning",
        "seats": 40,
        "valid_from": DAY,
    }


def test_edits_of_a_row_go_to_the_zone_and_to_its_dated_seats(study):
    """Name and kind are the zone's; seats belong to a day."""
    seen = stored(study)
    zone_editor.change_zone(study, seen, {"name_zh": "大厅", "seats": 30}, DAY)
    assert study.zones()["name_zh"].tolist() == ["大厅"]
    assert study.zone_states()[["valid_from", "seats"]].to_numpy().tolist() == [[DAY, 30]]


def test_a_changed_day_moves_the_seats(study):
    """No second row is left behind."""
    seen = stored(study)
    zone_editor.change_zone(study, seen, {"valid_from": dt.date(2025, 9, 1)}, DAY)
    assert study.zone_states()["valid_from"].tolist() == [dt.date(2025, 9, 1)]


def test_two_sessions_do_not_overwrite_each_other(study):
    """The same field changed meanwhile is refused; another field is not in the way."""
    seen = stored(study)
    study.update_zone(seen["zone"], {"name_en": "North hall"}, seen["revision"])
    with pytest.raises(store.ChangedMeanwhileError):
        zone_editor.change_zone(study, seen, {"name_en": "South hall"}, DAY)
    zone_editor.change_zone(study, seen, {"convertible": False}, DAY)
    assert study.zones()[["name_en", "convertible"]].to_numpy().tolist() == [["North hall", False]]


def test_zones_of_one_name_get_ids_of_their_own(study):
    """Three group rooms are three zones, on the level of their floor."""
    for _ in range(3):
        zone_editor.add_zone(study, "B1", {"name_en": "Group"}, DAY)
    assert study.zones()["zone"].tolist() == ["B1-Group", "B1-Group-2", "B1-Group-3"]
    assert study.zones()["level"].tolist() == [-1, -1, -1]


@given(strategies.dictionaries(strategies.text("ab中.", min_size=1), strategies.binary()))
def test_files_of_a_draft_come_back_as_they_were(files):
    """Names and bytes, whatever they are."""
    assert unpack(pack(files)) == files


def test_floor_of_a_real_library_through_the_page(open_page, study, real):
    """12 areas, 319 seats; the scale is asked for."""
    path = real / "hsu-floor1" / "areas.csv"
    floor_import.take(study, {path.name: path.read_bytes()})
    page = open_page(PAGE, lang="en", study=study.id)
    assert "12 zones on 1 floor, 319 seats" in said(page)
    page.number_input(key="scale_unit_metres").set_value(0.2).run()
    page.button(key="scale_apply").click().run()
    page.button(key="draft_store").click().run()
    assert not page.exception
    assert "319 seats" in page.subheader[0].value


def test_every_level_of_a_real_building_through_the_page(open_page, study, real):
    """Seven files at once, and one among them that is no plan."""
    files = sorted((real / "westport-house").glob("*.*json"))
    floor_import.take(study, {path.name: path.read_bytes() for path in files})
    page = open_page(PAGE, lang="en", study=study.id)
    assert "on 7 floors" in said(page)
    assert len(page.error) == 1
    page.button(key="draft_store").click().run()
    assert study.zones()["floor"].nunique() == 7
    assert not page.exception


@pytest.mark.parametrize(("lang", "said_area"), [("en", "NetFloorArea"), ("zh", "NetFloorArea")])
def test_building_model_is_kept_with_the_study(open_page, study, lang, said_area):
    """Zones, the model's own areas, and the model itself, to write a plan into it later."""
    model = Model("mm")
    storey = model.storey("Level 2", 4)
    model.space(storey, "201", "Quiet hall", areas={"NetFloorArea": 38.5})
    model.space(storey, "202", "Stair A", at=(8, 0))
    floor_import.take(study, {"主楼.ifc": model.content()})
    page = open_page(PAGE, lang=lang, study=study.id)
    assert any(said_area in str(one.value.to_numpy().tolist()) for one in page.dataframe)
    page.button(key="draft_store").click().run()
    assert not page.exception
    assert study.zones()["convertible"].tolist() == [True, False]
    assert study.models() == ("主楼.ifc",)
    sources = study.setting("zone_sources")["2F-201"]
    assert (sources["area_name"], sources["area_given_m2"]) == ("NetFloorArea", 38.5)
    assert sources["drawn_m2"] == pytest.approx(40)
    assert len(sources["guid"]) == 22


def test_drawing_without_unit_asks_for_it(open_page, study):
    """A DXF in unknown units cannot be stored; with the scale it can."""
    drawing = ezdxf.new()
    drawing.header["$INSUNITS"] = 0
    corners = [(0, 0), (8000, 0), (8000, 5000), (0, 5000)]
    drawing.modelspace().add_lwpolyline(corners, close=True, dxfattribs={"layer": "自习室"})
    stream = io.StringIO()
    drawing.write(stream)
    floor_import.take(study, {"二层.dxf": stream.getvalue().encode()})
    page = open_page(PAGE, lang="zh", study=study.id)
    assert page.button(key="draft_store").disabled
    page.number_input(key="scale_unit_metres").set_value(0.001).run()
    page.button(key="scale_apply").click().run()
    page.button(key="draft_store").click().run()
    assert not page.exception
    assert study.zones()[["floor", "area_m2"]].to_numpy().tolist() == [["2F", 40.0]]
