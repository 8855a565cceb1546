"""Where a zone's words go on the plan, and how large they can be written."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely import LineString, Polygon

SIZES = (17, 15, 13, 11.5, 10)  # pixels at the smallest width a plan is shown at
LINE = 1.2  # height of a line in letter heights
LEVELS = 15  # heights at which a zone's width is measured
SIDE = 0.92  # share of the width that letters may fill
NARROW, WIDE = 0.58, 1.0  # width of Latin and of Chinese letters in letter heights
MOST_LINES = 4  # of a name
OPENING, CLOSING = "（(《「“[", "）)》」”]，、。：；,"


@dataclass(frozen=True)
class Placed:
    """Words of a zone with their middle and letter height in metres."""

    text: str
    x: float
    y: float
    size: float


def place(
    shape: Polygon, name: str, lines: Sequence[str], code: str, metre: float
) -> Placed | None:
    r"""Return the largest words that stay inside a zone, or None where not even the code fits.

    Parameters
    ----------
    shape
        The zone in metres.
    name
        Wrapped over up to four lines.
    lines
        Shown under the name, each on one line.
    code
        One or two letters for zones too small for the name.
    metre
        Pixels per metre at the smallest width the plan is shown at.

    Examples
    --------
    >>> place(Polygon([(0, 0), (20, 0), (20, 10), (0, 10)]), "Maker space", ["32"], "Cr", 10).text
    'Maker space\n32'
    >>> place(Polygon([(0, 0), (2, 0), (2, 2), (0, 2)]), "Maker space", ["Cr 32"], "Cr", 10).text
    'Cr'
    """
    widths = _widths(shape)
    for block in (_blocks(name, lines), [[*lines]] if lines else [], [[code]] if code else []):
        for pixels in SIZES:
            size = pixels / metre
            for rows in block:
                spot = _spot(widths, len(rows) * LINE * size)
                if spot and max(map(_width, rows)) * size <= spot[2] * SIDE:
                    return Placed("\n".join(rows), spot[0], spot[1], size)
    return None


def _blocks(name: str, lines: Sequence[str]) -> list[list[str]]:
    """Every way to write a name over one to four lines, with the lines under it."""
    blocks = []
    for count in range(1, MOST_LINES + 1):
        rows = _wrap(name, count)
        if [*rows, *lines] not in blocks:
            blocks.append([*rows, *lines])
    return blocks


def _wrap(name: str, count: int) -> list[str]:
    """Break a name into at most `count` lines of about equal width."""
    pieces = _pieces(name)
    limit = _width(name) / count
    while len(rows := _filled(pieces, limit)) > count:
        limit *= 1.06
    return rows


def _filled(pieces: list[str], limit: float) -> list[str]:
    rows, row = [], ""
    for piece in pieces:
        if row and _width((row + piece).strip()) > limit:
            rows.append(row.strip())
            row = ""
        row += piece
    return [*rows, row.strip()]


def _pieces(name: str) -> list[str]:
    """Cut a name where a line may break: Latin after a space, Chinese anywhere but at brackets."""
    pieces = [""]
    for letter in name:
        glued = letter in CLOSING or pieces[-1].endswith(tuple(OPENING))
        joined = not _wide(letter) and not _wide(pieces[-1][-1:] or "a")
        if glued or (joined and not pieces[-1].endswith((" ", "-", "/"))):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return [piece for piece in pieces if piece]


def _wide(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"


def _width(text: str) -> float:
    """Return the width of a text in letter heights."""
    return sum(WIDE if _wide(letter) else NARROW for letter in text)


def _widths(shape: Polygon) -> list[tuple[float, float, float]]:
    """Return (y, left, right) of the longest stretch inside a zone at several heights."""
    left, bottom, right, top = shape.bounds
    step = (top - bottom) / LEVELS
    found = []
    for y in np.linspace(bottom + step / 2, top - step / 2, LEVELS):
        inside = shape.intersection(LineString([(left - 1, y), (right + 1, y)]))
        parts = [part.bounds for part in getattr(inside, "geoms", [inside]) if not part.is_empty]
        if parts:
            longest = max(parts, key=lambda part: part[2] - part[0])
            found.append((float(y), longest[0], longest[2]))
    return found


def _spot(widths: list[tuple[float, float, float]], tall: float) -> tuple | None:
    """Return (x, y, width) of the widest place for words of a height; the middle wins ties."""
    if len(widths) < 2:
        return None
    step = widths[1][0] - widths[0][0]
    rows = max(1, math.ceil(tall / step))
    if rows > len(widths):
        return None
    spots = []
    for first in range(len(widths) - rows + 1):
        window = widths[first : first + rows]
        left, right = max(row[1] for row in window), min(row[2] for row in window)
        off = abs(2 * first + rows - len(widths))
        spots.append((round(right - left, 1), -off, (left + right) / 2, window))
    width, _, x, window = max(spots, key=lambda spot: spot[:2])
    return (x, (window[0][0] + window[-1][0]) / 2, width) if width > 0 else None
