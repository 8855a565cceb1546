"""Tests of `planning.building.imdf`."""

import io
import json
import zipfile

import pytest

from planning.building.errors import ArchiveNotReadError, PlanWithoutZonesError
from planning.building.imdf import read_imdf

STEP = 0.0001  # degrees: 11.1 m north, 9.6 m east at 30 degrees north


def feature(kind, number, at=0, width=1, geometry=True, **said):
    """Return a rectangle of STEP by STEP degrees."""
    west, east = 120 + at * STEP, 120 + (at + width) * STEP
    ring = [[west, 30], [east, 30], [east, 30 + STEP], [west, 30 + STEP], [west, 30]]
    shape = {"type": "Polygon", "coordinates": [ring]} if geometry else None
    return {
        "type": "Feature", "id": number, "feature_type": kind, "properties": said,
        "geometry": shape,
    }  # fmt: skip


def archive(**parts):
    """Return an IMDF archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("manifest.json", '{"version": "1.0.0"}')
        for name, features in parts.items():
            document = {"type": "FeatureCollection", "features": features}
            made.writestr(f"{name}.geojson", json.dumps(document))
    return packed.getvalue()


LEVELS = [
    feature("level", "u-1", 0, 4, ordinal=0, short_name={"en": "1"}),
    feature("level", "u-2", 0, 4, ordinal=1, name={"en": "Level 2"}),
]
UNITS = [
    feature("unit", "a", 0, category="room", level_id="u-1",
            name={"en": "Quiet room", "zh-Hans": "静音室"}),
    feature("unit", "b", 1, category="stairs", level_id="u-1"),
    feature("unit", "c", 2, category="restroom.female", level_id="u-2"),
    feature("unit", "d", 3, category="opentobelow", level_id="u-2"),
    feature("unit", "e", 0, category="walkway", level_id="u-2"),
]  # fmt: skip


def test_units_stand_on_their_levels():
    """Level ids become labels, categories kinds, names both languages."""
    zones = read_imdf(archive(level=LEVELS, unit=UNITS), "图书馆.zip").zones
    rooms = zones[~zones["kind"].eq("outline")].set_index("zone")
    assert rooms["floor"].tolist() == ["1F", "1F", "2F", "2F", "2F"]
    assert rooms["kind"].tolist() == ["room", "stairs", "toilet", "other", "corridor"]
    assert rooms.loc["a", ["name_en", "name_zh"]].tolist() == ["Quiet room", "静音室"]
    assert rooms.loc["a", "area_m2"] == pytest.approx(11.1 * 9.65, rel=0.01)
    assert zones["kind"].eq("outline").sum() == 2


def test_one_geojson_file_may_hold_its_levels():
    """The same ids in one file."""
    from planning.building.geojson import read_geojson

    document = {"type": "FeatureCollection", "features": [*LEVELS, *UNITS]}
    assert read_geojson(json.dumps(document).encode(), "hall.geojson").floors == ("1F", "2F")


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"PK\x03\x04 broken", ArchiveNotReadError), (archive(), PlanWithoutZonesError)],
    ids=["broken", "empty"],
)
def test_what_is_no_archive_is_said(content, fault):
    """A sentence, never a traceback."""
    with pytest.raises(fault):
        read_imdf(content, "hall.imdf")
