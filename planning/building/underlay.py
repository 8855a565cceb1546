"""A picture of a plan laid under its zones: its size, and where its corners lie in metres."""

import re
import struct
from collections.abc import Sequence

from planning.building.errors import PictureUnknownError, ScaleImpossibleError

KINDS = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
MOST_BYTES = 15_000_000

Point = Sequence[float]


def picture_kind(content: bytes, name: str) -> tuple[str, float, float]:
    """Return kind (of `KINDS`), width and height of a picture in its own units.

    Raises
    ------
    PictureUnknownError
        Neither PNG, JPEG nor SVG with a size, or too large.

    Examples
    --------
    >>> picture_kind(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>', "a.svg")
    ('svg', 400.0, 300.0)
    """
    found = _png(content) or _jpeg(content) or _svg(content)
    if found is None or min(found[1:]) <= 0 or len(content) > MOST_BYTES:
        raise PictureUnknownError(name=name)
    return found


def corners(
    size: tuple[float, float], picture: tuple[Point, Point], metres: tuple[Point, Point]
) -> list[list[float]]:
    """Return where the corners of a picture lie: bottom left, top left, top right, bottom right.

    Parameters
    ----------
    size
        Width and height of the picture.
    picture
        Two points in the picture, x from the left, y from the top.
    metres
        The same two points on the plan. The picture is turned and scaled, never
        stretched.

    Raises
    ------
    ScaleImpossibleError
        Two of the points are one.

    Examples
    --------
    >>> corners((200, 100), ((0, 100), (200, 100)), ((0, 0), (20, 0)))
    [[0.0, 0.0], [0.0, 10.0], [20.0, 10.0], [20.0, 0.0]]
    """
    one, other = (complex(x, -y) for x, y in picture)
    here, there = (complex(*point) for point in metres)
    if one == other or here == there:
        raise ScaleImpossibleError(units=abs(other - one), metres=abs(there - here))
    turn = (there - here) / (other - one)
    width, height = size
    places = (complex(0, -height), 0j, complex(width, 0), complex(width, -height))
    moved = [here + (place - one) * turn for place in places]
    return [[round(at.real, 4) + 0.0, round(at.imag, 4) + 0.0] for at in moved]


def _png(content: bytes) -> tuple[str, float, float] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return "png", float(width), float(height)


def _jpeg(content: bytes) -> tuple[str, float, float] | None:
    """Return the size in the first frame header of a JPEG."""
    if content[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return "jpeg", float(width), float(height)
        at += 2 + length
    return None


def _svg(content: bytes) -> tuple[str, float, float] | None:
    """Return the size of an SVG from its viewBox, else from width and height."""
    head = content[:20_000].decode("utf-8", "replace")
    tag = re.search(r"<svg\b[^>]*>", head)
    if tag is None:
        return None
    number = r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?"
    box = re.search(
        rf"viewBox\s*=\s*[\"']\s*{number}[\s,]+{number}[\s,]+({number})[\s,]+({number})", tag[0]
    )
    sides = [
        re.search(rf"\b{side}\s*=\s*[\"']\s*({number})", tag[0]) for side in ("width", "height")
    ]
    if box:
        return "svg", float(box[1]), float(box[2])
    return ("svg", float(sides[0][1]), float(sides[1][1])) if all(sides) else None
