"""Rows under a header, and outlines written into a cell."""

import json
import re
from collections.abc import Callable, Iterable

import pandas as pd
import shapely
from shapely.errors import ShapelyError

from planning.building.shapes import Rings, finite, is_coordinate, polygons_in
from planning.building.words import find_columns, names_outlines
from surveys.readers.tablefile import TableFile

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ONLY_POINTS = re.compile(r"[\d\s.,;|:()\[\]{}<>eE+-]+")
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*((?:MULTI)?POLYGON\s*(?:Z|M|ZM)?\s*\(.*)", re.I | re.S)


def _known(row: Iterable[str]) -> int:
    """Return how many columns of a row are known words of a zone table."""
    return len({column for columns in find_columns(row).values() for column in columns})


def records(
    table: TableFile, known: Callable[[Iterable[str]], int] = _known, look: int = 20
) -> pd.DataFrame:
    """Return the rows below the header as text under column names.

    Parameters
    ----------
    table
        Cells of a file.
    known
        How many words of a row are known column names.
    look
        The row with most of them among this many is the header; a title may
        stand above it.

    Returns
    -------
    One row per non-empty row; index = row as a spreadsheet numbers it; columns
    unique, nameless ones called by their number.
    """
    cells = table.cells
    if cells.empty:
        return pd.DataFrame()
    filled = cells[(cells != "").any(axis=1)]
    scores = [known(row) for row in filled.head(look).to_numpy().tolist()]
    header = max(range(len(scores)), key=lambda place: (scores[place], -place))
    names: list[str] = []
    for number, word in enumerate(filled.iloc[header], start=1):
        name = " ".join(word.split()) or f"#{number}"
        names.append(name if name not in names else f"{name} #{number}")
    rows = filled.iloc[header + 1 :]
    return rows.set_axis(names, axis=1)


def column_of_outlines(rows: pd.DataFrame) -> str | None:
    """Return the column in which most cells are outlines, None if there is none."""
    best, found = 0.0, None
    for column in rows.columns:
        filled = [cell for cell in rows[column].head(200) if cell.strip()]
        if not names_outlines(column):  # a list of years is no outline
            filled = [cell for cell in filled if re.search(r"[;,|(\[]", cell)]
        share = sum(bool(outlines_in(cell)) for cell in filled) / len(filled) if filled else 0
        if share > max(best, 0.3):
            best, found = share, column
    return found


def outlines_in(cell: str) -> list[Rings]:
    """Return the outlines a cell describes, largest first; [] where it describes none.

    Examples
    --------
    >>> outlines_in("0 0;4 0;4 3")
    [[[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]]]]
    >>> outlines_in("POLYGON ((0 0, 4 0, 4 3, 0 0))") == outlines_in("[[0,0],[4,0],[4,3],[0,0]]")
    True
    >>> outlines_in("Group study")
    []
    """
    text = cell.strip()
    if not any(letter.isdigit() for letter in text):
        return []
    if found := _WKT.match(text):
        return _from_wkt(found[1])
    if text[0] in "[{":
        parts = _from_json(text)
        if parts:
            return parts
    if not _ONLY_POINTS.fullmatch(text):
        return []
    points = _points(text.strip("[](){}<> "))
    return [[points]] if len(points) >= 3 and finite(points) else []


def _from_wkt(text: str) -> list[Rings]:
    """Return the outlines of a well-known text."""
    try:
        shape = shapely.from_wkt(text)
    except ShapelyError:
        return []
    return [
        [
            [[float(x), float(y)] for x, y, *_ in ring.coords]
            for ring in (one.exterior, *one.interiors)
        ]
        for one in polygons_in(shape)
        if finite(one.exterior.coords)
    ]


def _from_json(text: str) -> list[Rings]:
    """Return the outlines of a JSON array of points or rings, or of a GeoJSON geometry."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):  # also numbers of thousands of digits
        return []
    if isinstance(said, dict):
        inside = said.get("coordinates")
        parts = inside if said.get("type") == "MultiPolygon" else [inside]
        found = [_ring_list(part) for part in parts] if isinstance(parts, list) else []
    else:
        found = [_ring_list(said)]
    return [outline for outline in found if outline]


def _ring_list(said: object) -> Rings:
    """Return rings from [[x, y], …], [{"x": …, "y": …}, …] or a list of such lists."""
    if not isinstance(said, list) or not said:
        return []
    one = _ring(said)
    rings = [one] if one else [_ring(part) for part in said]
    return rings if all(rings) and all(finite(ring) for ring in rings) else []


def _ring(said: object) -> list[list[float]]:
    """Return a list of points as floats, [] where it is none."""
    if not isinstance(said, list) or len(said) < 3:
        return []
    points = [[one.get("x"), one.get("y")] if isinstance(one, dict) else one for one in said]
    good = all(
        isinstance(point, list) and len(point) >= 2 and all(map(is_coordinate, point[:2]))
        for point in points
    )
    return [[float(x), float(y)] for x, y, *_ in points] if good else []


def _points(text: str) -> list[list[float]]:
    """Return the points of "x y;x y", "x,y x,y", "(x, y), (x, y)" or plain pairs of numbers."""
    pieces = [
        piece for piece in re.split(r"[;|\n]|\)\s*,?\s*\(|\]\s*,?\s*\[", text) if piece.strip()
    ]
    if len(pieces) < 3:
        words = text.split()
        if len(words) >= 3 and all(re.fullmatch(r"[^,]+,[^,]+,?", word) for word in words):
            pieces = words
    if len(pieces) >= 3:
        points = [_point(piece) for piece in pieces]
        return [point for point in points if point] if all(points) else []
    numbers = [float(number) for number in _NUMBER.findall(text)]
    return (
        [numbers[at : at + 2] for at in range(0, len(numbers), 2)] if len(numbers) % 2 == 0 else []
    )


def _point(piece: str) -> list[float]:
    """Return x and y of one point; commas may be decimal marks where spaces divide."""
    words = piece.split()
    if len(words) == 2 and all(re.fullmatch(r"[-+]?\d+,\d+", word) for word in words):
        return [float(word.replace(",", ".")) for word in words]
    numbers = _NUMBER.findall(piece)
    return [float(number) for number in numbers[:2]] if len(numbers) in (2, 3) else []
