"""Tests of `planning.building.polygons`."""

import pytest

from planning.building.errors import (
    PlanFinding,
    PlanWithoutZonesError,
    ScaleImpossibleError,
    ZoneColumnsMissingError,
)
from planning.building.polygons import (
    drawn_area,
    read_polygons,
    scale_from_area,
    scale_from_length,
)
from planning.building.shapes import polygon
from surveys.readers.tablefile import read_cells

OUTLINE = "0 0;100 0;100 50;0 50"  # 5,000 units2


def table(*lines, name="zones.csv"):
    """Cells of a CSV file."""
    return read_cells("\n".join(lines).encode(), name)


def kinds(draft):
    """Kinds of findings of a draft."""
    return {finding.kind for finding in draft.findings}


@pytest.mark.parametrize(
    "cell",
    [
        "0 0;100 0;100 50;0 50",
        "0,0 100,0 100,50 0,50",
        "0,0;100,0;100,50;0,50",
        "(0, 0), (100, 0), (100, 50), (0, 50)",
        "0 0 100 0 100 50 0 50",
        "0,0|100,0|100,50|0,50",
        "POLYGON ((0 0, 100 0, 100 50, 0 50, 0 0))",
        "MULTIPOLYGON (((0 0, 100 0, 100 50, 0 50, 0 0)))",
        "[[0, 0], [100, 0], [100, 50], [0, 50]]",
        "[[[0, 0], [100, 0], [100, 50], [0, 50]]]",
        '[{"x": 0, "y": 0}, {"x": 100, "y": 0}, {"x": 100, "y": 50}, {"x": 0, "y": 50}]',
        '{"type": "Polygon", "coordinates": [[[0, 0], [100, 0], [100, 50], [0, 50], [0, 0]]]}',
        "0,0 0,0;100,0 0,0;100,0 50,0;0,0 50,0",  # decimal commas
    ],
)
def test_outline_is_found_however_it_is_written(cell):
    """100 by 50 units at 8 cm are 8 m by 4 m."""
    quoted = '"' + cell.replace('"', '""') + '"'
    draft = read_polygons(table("zone,shape,note", f"A,{quoted},x"), 0.08)
    assert draft.zones["area_m2"].tolist() == pytest.approx([32.0])
    assert draft.zones["zone"].tolist() == ["A"]


def test_scale_is_asked_for():
    """Without a scale an outline has no area; a row without outline is still a zone."""
    draft = read_polygons(table("名称,楼层,轮廓,座位", f"自习室,二层,{OUTLINE},40", "书库,3,,"))
    assert (draft.needs_scale, draft.crs, draft.floors) == (True, "units", ("2F", "3F"))
    assert draft.zones["area_m2"].isna().all()
    assert drawn_area(draft.zones) == 5000
    assert draft.zones["seats"].fillna(-1).tolist() == [40, -1]
    assert {PlanFinding.SCALE_MISSING, PlanFinding.NO_OUTLINE} <= kinds(draft)


def test_areas_beside_outlines_propose_a_scale():
    """5,000 units2 that are 32 m2 mean 8 cm; areas that fit as they are mean metres."""
    draft = read_polygons(table("zone,polygon,area_m2", f"A,{OUTLINE},32"))
    assert draft.needs_scale
    assert draft.proposed_scale == pytest.approx(0.08)
    assert draft.zones["area_m2"].tolist() == [32]
    metres = read_polygons(table("zone,polygon,area_m2", f"A,{OUTLINE},5000"))
    assert not metres.needs_scale


def test_outlines_in_degrees_need_no_scale():
    """WKT exports are often in longitude and latitude."""
    cell = '"POLYGON ((118.9 32.1, 118.9003 32.1, 118.9003 32.1004, 118.9 32.1004, 118.9 32.1))"'
    draft = read_polygons(table("zone,wkt", f"A,{cell}"))
    assert (draft.needs_scale, draft.crs) == (False, "WGS84")
    assert draft.zones["area_m2"].item() == pytest.approx(28.3 * 44.4, rel=0.01)


def test_y_counts_upwards_only_if_asked_or_in_pixels():
    """A picture's y grows downwards."""
    lines = ("zone,polygon", f"A,{OUTLINE}")
    lowest = {
        flip: min(y for _, y in read_polygons(table(*lines), 1, flip_y=flip).zones["polygon"][0][0])
        for flip in (None, True, False)
    }
    assert lowest == {None: 0, True: -50, False: 0}
    pixels = read_polygons(table("zone,polygon_px", f"A,{OUTLINE}"), 1)
    assert PlanFinding.Y_FLIPPED in kinds(pixels)


@pytest.mark.parametrize("header", ["polygon_m", "outline (m)", "轮廓（米）"])
def test_unit_in_the_header_is_a_scale(header):
    """A column that says metres is not asked again."""
    draft = read_polygons(table(f"zone,{header}", f"A,{OUTLINE}"))
    assert (draft.needs_scale, draft.zones["area_m2"].item()) == (False, 5000)


def test_zones_called_stairs_are_stairs():
    """Without a column of kinds the name tells; a list of years is no outline."""
    draft = read_polygons(
        table("name,open since", "Stairs 2,2019 2020 2021 2022 2023 2024", "Hall,")
    )
    assert draft.zones["kind"].tolist() == ["stairs", "room"]
    assert draft.zones["convertible"].tolist() == [False, True]
    assert not draft.needs_scale


def test_totals_and_titles_are_no_zones():
    """A title may stand above the header, a total below the rows."""
    lines = ("Main library,,", "", "zone,seats,polygon", f"A,10,{OUTLINE}", "Total,10,")
    draft = read_polygons(table(*lines), 0.1)
    assert draft.zones["zone"].tolist() == ["A"]
    total = next(one for one in draft.findings if one.kind == PlanFinding.TOTAL_ROWS)
    assert total.rows == (5,)


def test_unreadable_outline_keeps_the_zone():
    """The row is named as a spreadsheet numbers it."""
    lines = ("zone,polygon", f"A,{OUTLINE}", "B,see drawing 3", f"C,{OUTLINE}")
    draft = read_polygons(table(*lines), 0.1)
    broken = next(one for one in draft.findings if one.kind == PlanFinding.POLYGON_UNREADABLE)
    assert broken.rows == (3,)
    assert draft.zones["polygon"].isna().tolist() == [False, True, False]


def test_room_numbers_are_no_unknown_kinds_of_space():
    """A column "room" may hold kinds or numbers; a number is not asked about."""
    lines = ("room,label,type,points", f"301,Studio,creative,{OUTLINE}", f"303,Lift,,{OUTLINE}")
    draft = read_polygons(table(*lines), 0.1)
    assert PlanFinding.TYPES_UNKNOWN not in kinds(draft)
    assert draft.zones["kind"].tolist() == ["room", "lift"]


def test_table_without_zones_is_a_fault():
    """Columns are named, so that the user sees what was read."""
    with pytest.raises(ZoneColumnsMissingError, match="temperature, humidity"):
        read_polygons(table("temperature,humidity", "20,40"))
    with pytest.raises(PlanWithoutZonesError):
        read_polygons(table("zone,polygon", ","))


@pytest.mark.parametrize(("units", "metres"), [(0, 1), (1, 0), (-1, 2), (float("nan"), 1)])
def test_scale_needs_two_lengths(units, metres):
    """Nothing can be scaled by nothing."""
    for scale in (scale_from_length, scale_from_area):
        with pytest.raises(ScaleImpossibleError):
            scale(units, metres)


def test_real_floor_of_a_library(real):
    """12 areas, 319 seats, three group studies that are three zones; the scale is asked for."""
    path = real / "hsu-floor1" / "areas.csv"
    cells = read_cells(path.read_bytes(), path.name)
    draft = read_polygons(cells)
    assert (len(draft.zones), draft.zones["seats"].sum(), draft.needs_scale) == (12, 319, True)
    group = draft.zones[draft.zones["name_en"] == "Group Study"]
    assert group["zone"].nunique() == 3
    scaled = read_polygons(cells, scale_from_area(drawn_area(draft.zones), 2000))
    assert scaled.zones["area_m2"].sum() == pytest.approx(2000)
    given = [float(text) for text in cells.cells[5] if text.replace(".", "").isdigit()]
    drawn = [polygon(one).area for one in draft.zones["polygon"].dropna()]
    assert drawn == pytest.approx(given)  # the file's own areas of its outlines
