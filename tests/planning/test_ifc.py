"""Tests of `planning.building.ifc`: invented models, and two real ones where they are at hand."""

import contextlib
import io
import zipfile

import pytest

from planning.building import ifc
from planning.building.errors import (
    ModelNotReadError,
    PlanEmptyError,
    PlanFinding,
    PlanNotIfcError,
    PlanWithoutZonesError,
)
from planning.building.ifc import read_ifc, storey_labels
from planning.building.model.child import answer
from planning.errors import PlanningError
from tests.planning.models import Model


@pytest.fixture
def here(monkeypatch):
    """Open sound models in this process: a process each would cost a second."""
    monkeypatch.setattr(ifc, "ask", lambda content, _, what, task: answer(what, task, content))


HEAD = b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;\n"


def found(draft, kind):
    """Facts of a finding, None where it was not found."""
    return next((one.facts for one in draft.findings if one.kind == kind), None)


def zones_of(model, name="hall.ifc"):
    """Zones of a model by id."""
    return read_ifc(model.content(), name).zones.set_index("zone")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("unit", ["m", "mm", "cm"])
def test_outlines_are_in_metres_whatever_the_unit(unit):
    """8 by 5 m is 40 m2 in every model."""
    model = Model(unit)
    model.space(model.storey("Level 2", 3.5), "201", "Reading room", at=(10, 20))
    zone = zones_of(model).loc["2F-201"]
    assert (zone["area_m2"], zone["drawn_m2"]) == pytest.approx((40, 40), abs=1e-6)
    xs, ys = zip(*zone["polygon"][0], strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((10, 18, 20, 25), abs=1e-3)


@pytest.mark.usefixtures("here")
def test_number_name_and_storey_are_told_apart():
    """Name is the number, LongName the name; Chinese is read escaped and unescaped."""
    model = Model()
    second = model.storey("二层", 4)
    model.space(second, "A-201", "自习室")
    model.space(second, "讨论室", at=(10, 0))
    escaped = model.content()
    bare = escaped.replace(b"\\X2\\81EA4E605BA4\\X0\\", "自习室".encode())
    assert escaped != bare
    for content in (escaped, bare):
        zones = read_ifc(content, "图书馆.ifc").zones
        assert zones["zone"].tolist() == ["A-201", "讨论室"]
        assert zones["name_zh"].tolist() == ["自习室", "讨论室"]
        assert zones["floor"].tolist() == ["2F", "2F"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("areas", "kept", "counts"),
    [
        ({"NetFloorArea": 38.5, "GrossFloorArea": 44}, ("NetFloorArea", 38.5), 38.5),
        ({"GSA BIM Area": 41.5}, ("GSA BIM Area", 41.5), 41.5),
        ({"GrossFloorArea": 44, "GrossWallArea": 78}, ("GrossFloorArea", 44), 40),  # net as drawn
        ({"NetFloorArea": 430}, ("NetFloorArea", 430), 40),  # square feet under the unit of metres
        ({"NetWallArea": 78}, ("", None), 40),
        (None, ("", None), 40),
    ],
)
def test_area_keeps_the_name_it_has_in_the_file(areas, kept, counts):
    """Net counts, gross stands beside; walls are no floor."""
    model = Model()
    model.space(model.storey("Level 1"), "101", areas=areas)
    zone = zones_of(model).iloc[0]
    given = (
        None
        if zone["area_given_m2"] is None or zone.isna()["area_given_m2"]
        else zone["area_given_m2"]
    )
    assert (zone["area_name"], given) == kept
    assert zone["area_m2"] == pytest.approx(counts)
    assert zone["drawn_m2"] == pytest.approx(40)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Roof", "other"), ("Lift shaft", "other"), ("管道井", "other"), ("Stair 2", "stairs"),
        ("楼梯间", "stairs"), ("Elevator", "lift"), ("WC men", "toilet"), ("Corridor", "corridor"),
        ("Reading room", "room"), ("屋顶花园", "room"), ("Lift lobby", "room"),
    ],
)  # fmt: skip
def test_roofs_shafts_and_stairs_are_proposed_as_fixed(name, kind):
    """By name, in both languages; the finding names them."""
    model = Model()
    model.space(model.storey("Level 1"), "101", name)
    draft = read_ifc(model.content(), "hall.ifc")
    zone = draft.zones.iloc[0]
    assert (zone["kind"], zone["convertible"]) == (kind, kind == "room")
    assert (found(draft, PlanFinding.FIXED_PROPOSED) is None) == (kind == "room")


@pytest.mark.usefixtures("here")
def test_place_outdoors_is_fixed():
    """A terrace the model calls external is no room."""
    model = Model()
    model.space(model.storey("Level 1"), "101", "Garden", PredefinedType="EXTERNAL")
    assert zones_of(model)["kind"].tolist() == ["other"]


@pytest.mark.usefixtures("here")
def test_space_without_body_is_kept_and_named():
    """Its area is that in the file; it cannot be drawn."""
    model = Model()
    model.space(model.storey("Level 1"), "101", corners="none", areas={"NetFloorArea": 31.5})
    draft = read_ifc(model.content(), "hall.ifc")
    assert draft.zones["polygon"].tolist() == [None]
    assert draft.zones["area_m2"].tolist() == [31.5]
    assert "1F-101 (#" in found(draft, PlanFinding.SPACE_NOT_DRAWN)["zones"]


@pytest.mark.usefixtures("here")
def test_space_of_parts_does_not_count_twice():
    """The parts are zones, the whole is listed as left out."""
    model = Model()
    whole = model.space(model.storey("Level 1"), "100", corners=[(0, 0), (16, 0), (16, 5), (0, 5)])
    model.space(whole, "101")
    model.space(whole, "102", at=(8, 0))
    draft = read_ifc(model.content(), "hall.ifc")
    assert draft.zones["zone"].tolist() == ["1F-101", "1F-102"]
    assert "100" in found(draft, PlanFinding.SPACE_OF_PARTS)["zones"]


@pytest.mark.usefixtures("here")
def test_space_outside_a_storey_is_placed_by_its_height():
    """At 4.2 m it stands on the storey at 4 m."""
    model = Model()
    model.storey("Level 1", 0)
    model.storey("Level 2", 4)
    space = model.space(None, "X1")
    space.ObjectPlacement = model._placed(0, 0, 4.2)
    assert zones_of(model)["floor"].tolist() == ["2F"]


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        (("B1", "Ground Floor", "Level 1"), [-1, 0, 1]),
        (("Level 1", "Mezzanine", "Level 2"), [1, 2, 3]),  # no whole number lies between
        (("T/FDN", "一层", "二层", "屋面"), [0, 1, 2, 3]),
        (("East", "West"), [0, 1]),
        (("Level 1", "Level 1"), [1, 2]),
    ],
)
def test_levels_rise_with_height(names, levels):
    """Numbers in names are kept while they agree with the heights; labels are unique."""
    labels = storey_labels([{"name": name, "long": ""} for name in names])
    assert [level for _, level in labels] == levels
    assert len({label for label, _ in labels}) == len(names)


def test_zipped_model_is_unpacked():
    """As .ifczip, under a Chinese name."""
    model = Model()
    model.space(model.storey("Level 1"), "101")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("图书馆.ifc", model.content())
    assert len(read_ifc(packed.getvalue(), "图书馆.ifczip").zones) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PlanEmptyError),
        (b"hello", PlanNotIfcError),
        (b"PK\x03\x04 broken", ModelNotReadError),
        (b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AP214'));\nENDSEC;", PlanNotIfcError),
        (HEAD + b"#1=IFCSPACE(", PlanningError),
        (HEAD + b"#1=IFCLOCALPLACEMENT(#1,#1);\n" * 3, PlanningError),
        (HEAD + b"ENDSEC;\nEND-ISO-10303-21;", ModelNotReadError),
    ],
    ids=["empty", "text", "zip", "step", "broken off", "circle", "nothing"],
)
def test_what_is_no_model_is_said(content, fault):
    """A sentence, never a traceback."""
    with pytest.raises(fault):
        read_ifc(content, "hall.ifc")


@pytest.mark.usefixtures("here")
def test_model_without_spaces_is_said():
    """Walls alone are no zones."""
    model = Model()
    model.storey("Level 1")
    with pytest.raises(PlanWithoutZonesError):
        read_ifc(model.content(), "hall.ifc")


def test_damaged_model_never_ends_the_session():
    """Lines exchanged at random make the library crash; here that is a sentence or a draft."""
    model = Model()
    level = model.storey("Level 1")
    for number in range(4):
        model.space(level, f"10{number}", at=(number * 8, 0))
    lines = model.content().split(b"\n")
    for step in (3, 7, 11):
        mixed = list(lines)
        for at in range(10, len(mixed) - 15, step):
            mixed[at] = mixed[at].split(b"=")[0] + b"=" + mixed[at + step % 13].split(b"=")[-1]
        with contextlib.suppress(PlanningError):
            assert len(read_ifc(b"\n".join(mixed), "hall.ifc").zones) <= 4


def test_real_duplex(real):
    """4 storeys, 21 spaces, a roof of 145.7 m2, areas as GSA BIM Area."""
    content = (real / "ifc" / "Ifc2x3_Duplex_Architecture.ifc").read_bytes()
    draft = read_ifc(content, "Duplex.ifc")
    facts = found(draft, PlanFinding.MODEL_READ)
    assert (facts["storeys"], facts["n"], len(draft.zones)) == (4, 21, 21)
    roof = draft.zones.set_index("zone").loc["R301"]
    assert (roof["kind"], roof["convertible"], roof["area_name"]) == (
        "other",
        False,
        "GSA BIM Area",
    )
    assert roof["area_m2"] == pytest.approx(145.7, abs=0.05)
    assert draft.zones["polygon"].notna().all()
    assert draft.zones.set_index("zone").loc["B105", "kind"] == "stairs"  # a stair stands in "Room"
    assert len(draft.doors) == 14
    assert {floor for floor, _, _ in draft.entrances} == {"1F"}


def test_real_house_in_millimetres(real):
    """A living room of 52 m2, not of 52 million."""
    content = (real / "ifc" / "Ifc4_SampleHouse.ifc").read_bytes()
    zones = read_ifc(content, "SampleHouse.ifc").zones.set_index("zone")
    assert zones["drawn_m2"].round(2).tolist() == [51.99, 15.42, 8.69, 76.47]
    assert zones["name_en"].tolist() == ["Living room", "Bedroom", "Entrance hall", "Roof"]
    assert zones["convertible"].tolist() == [True, True, True, False]
