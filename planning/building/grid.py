"""A floor as cells a person can stand in, and the steps between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

STEPS = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))  # and their opposites


@dataclass(frozen=True)
class Cells:
    """The cells of one floor: their centres (n x 2), their place in the raster, their region."""

    points: np.ndarray
    raster: np.ndarray
    region: np.ndarray
    size: float


def cells_of(regions: Sequence[BaseGeometry], size: float) -> Cells:
    """Return a raster of the regions of a floor; every region has at least one cell.

    Where regions overlap, the first one has the cell.
    """
    west, south, east, north = shapely.total_bounds(shapely.GeometryCollection(list(regions)))
    columns, rows = int((east - west) // size) + 1, int((north - south) // size) + 1
    across, up = np.meshgrid(np.arange(columns), np.arange(rows))
    raster = np.column_stack([across.ravel(), up.ravel()])
    points = raster * size + (west + size / 2, south + size / 2)
    region = np.full(len(points), -1)
    for number, shape in enumerate(regions):
        shapely.prepare(shape)
        free = np.flatnonzero(region < 0)
        inside = shapely.contains_xy(shape, points[free, 0], points[free, 1])
        region[free[inside]] = number
    kept = region >= 0
    small = [number for number in range(len(regions)) if number not in set(region[kept])]
    spots = [regions[number].representative_point() for number in small]
    own = np.array([(spot.x, spot.y) for spot in spots]).reshape(-1, 2)
    places = np.floor((own - (west, south)) / size).astype(int)
    return Cells(
        np.vstack([points[kept], own]),
        np.vstack([raster[kept], places]),
        np.concatenate([region[kept], np.array(small, dtype=int)]),
        size,
    )


def steps_of(
    cells: Cells, open_pairs: set[tuple[int, int]], doors: Mapping[tuple[int, int], np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the steps between cells: from, to and metres, each once.

    Parameters
    ----------
    cells
        Of one floor.
    open_pairs
        Pairs of regions (lower number first) between which one can walk.
    doors
        For some of these pairs the points (n x 2) at which one can.
    """
    place = {tuple(at): number for number, at in enumerate(cells.raster.tolist())}
    ends: list[tuple[int, int]] = []
    for number, (x, y) in enumerate(cells.raster.tolist()):
        for across, up in STEPS:
            other = place.get((x + across, y + up))
            if other is None:
                continue
            long = abs(across) + abs(up) == 3
            if long and not _clear(place, cells.region, number, other, (x, y), (across, up)):
                continue
            ends.append((number, other))
    if not ends:
        return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    one, other = np.array(ends).T
    kept = _allowed(cells, one, other, open_pairs, doors)
    one, other = one[kept], other[kept]
    metres = np.hypot(*(cells.points[one] - cells.points[other]).T)
    return one, other, metres


def _clear(place, region, number, other, at, step) -> bool:
    """Whether a knight's step stays in one region: both cells it brushes are of it."""
    (x, y), (across, up) = at, step
    half = (np.sign(across), 0) if abs(across) == 2 else (0, np.sign(up))
    far = (across - half[0], up - half[1])
    brushed = [place.get((x + half[0], y + half[1])), place.get((x + far[0], y + far[1]))]
    return all(one is not None and region[one] == region[number] for one in (*brushed, other))


def _allowed(cells: Cells, one, other, open_pairs, doors) -> np.ndarray:
    """Return which steps stay in a region or pass where two regions are open to each other."""
    low = np.minimum(cells.region[one], cells.region[other])
    high = np.maximum(cells.region[one], cells.region[other])
    kept = low == high
    for first, second in {(a, b) for a, b in zip(low, high, strict=True) if a != b} & open_pairs:
        here = (low == first) & (high == second)
        if (first, second) in doors:
            middle = (cells.points[one[here]] + cells.points[other[here]]) / 2
            spots = doors[first, second]
            gap = np.hypot(*(middle[:, None, :] - spots[None, :, :]).transpose(2, 0, 1)).min(axis=1)
            near = gap <= max(gap.min(), cells.size)  # at least one step leads through
            kept[np.flatnonzero(here)[near]] = True
        else:
            kept |= here
    return kept
