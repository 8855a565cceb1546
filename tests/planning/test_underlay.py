"""Tests of `planning.building.underlay`."""

import struct

import pytest
from hypothesis import given, strategies

from planning.building.errors import PictureUnknownError, ScaleImpossibleError
from planning.building.underlay import corners, picture_kind

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
FRAME = struct.pack(">HBHH", 11, 8, 480, 640)
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0" + FRAME + bytes(8)
SVG = b'<?xml version="1.0"?><svg width="640px" height="480px" xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    ("content", "kind"), [(PNG, "png"), (JPEG, "jpeg"), (SVG, "svg")], ids=["png", "jpeg", "svg"]
)
def test_size_is_read_from_the_head(content, kind):
    """640 by 480, whatever the kind."""
    assert picture_kind(content, "图.png") == (kind, 640, 480)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg>", PNG[:20]], ids=["empty", "gif", "no size", "cut"]
)
def test_what_is_no_picture_is_said(content):
    """A sentence with the file's name."""
    with pytest.raises(PictureUnknownError, match=r"a\.png"):
        picture_kind(content, "a.png")


def test_picture_can_be_turned():
    """The lower edge of a picture 200 wide runs north for 20 m."""
    found = corners((200, 100), ((0, 100), (200, 100)), ((0, 0), (0, 20)))
    assert found == [[0, 0], [-10, 0], [-10, 20], [0, 20]]


def test_two_points_must_differ():
    """Otherwise there is no scale."""
    with pytest.raises(ScaleImpossibleError):
        corners((200, 100), ((5, 5), (5, 5)), ((0, 0), (9, 0)))


@given(strategies.floats(0.01, 5), strategies.floats(-50, 50), strategies.floats(-50, 50))
def test_both_points_lie_where_they_were_said_to(scale, east, north):
    """A picture that is only moved and scaled keeps its shape."""
    metres = ((east, north), (east + 200 * scale, north))
    left, _, right, _ = corners((200, 100), ((0, 100), (200, 100)), metres)
    assert left == pytest.approx([east, north], abs=1e-3)
    assert right == pytest.approx([east + 200 * scale, north + 100 * scale], abs=1e-3)
