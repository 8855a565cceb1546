"""How far it is on foot from zone to zone: along floors and stairs, not through walls."""

import itertools
import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from planning.building.grid import Cells, cells_of, steps_of
from planning.building.near import floor_shape, free_space, shapes_of

DOOR_M = 0.8  # zones whose common boundary is shorter are divided
STOREY_M = 12.0  # of walking that a storey by stairs or lift counts as (our guess)
THROUGH_ROOM_M = 15.0  # a way through a room that is neither start nor goal weighs so much more
CELL_M, MOST_CELLS = 0.75, 40_000  # finer floors cost time and change little
NO_DOOR_M = 200.0  # what passing where no door is known weighs, on a floor with known doors
_WALL_M = 0.5
_AT_DOOR_M = 0.9  # a door this near to two zones joins them
_UPRIGHT = ("stairs", "lift")
_OPEN = {"corridor", *_UPRIGHT}  # joined without a door even where doors are known
_CLOSED = ("other",)  # shafts and the like: a goal, but no way through

Point = tuple[str, float, float]


def walking(zones: pd.DataFrame, doors: Sequence[Point] = ()) -> pd.DataFrame:
    """Return the walking distance between the middles of all zones.

    Parameters
    ----------
    zones
        Zones in metres with ``zone``, ``floor``, ``level``, ``kind`` and
        ``polygon``.
    doors
        Known doors as (floor, x, y). On a floor with known doors one passes
        at these, elsewhere only where nothing else leads on; on other floors
        wherever two zones share at least 0.8 m.

    Returns
    -------
    Square table of Float64, index and columns = zones in the order of `zones`
    without outlines of floors: metres, 0 on the diagonal, symmetric. ``<NA>`` =
    no outline, or no way is drawn.

    Notes
    -----
    Each floor is a raster of cells (0.75 m, coarser for large buildings) inside
    its outline; space that no zone fills and that is 0.8 m wide counts as
    corridor. Ways through corridors and free space are preferred: one through
    somebody else's room is taken only where it saves 15 m. Stairs and lifts
    that overlap on consecutive levels join them; a storey counts as 12 m.
    Lengths are true to about a metre.

    Examples
    --------
    >>> def box(x):
    ...     return [[[x, 0], [x + 6, 0], [x + 6, 6], [x, 6]]]
    >>> floor = pd.DataFrame({"zone": ["a", "b"], "floor": "1F", "level": 1, "kind": "room",
    ...                       "polygon": [box(0), box(6)]})
    >>> round(walking(floor).loc["a", "b"])
    6
    """
    ways = Ways(zones, doors)
    values = np.full((len(ways.names), len(ways.names)), np.nan)
    place = {zone: number for number, zone in enumerate(ways.names)}
    rows = [place[zone] for zone in ways.middle]
    nodes = list(ways.middle.values())
    for zone, node in ways.middle.items():
        metres = ways.metres([node])[nodes]
        values[place[zone], rows] = np.where(np.isfinite(metres), metres, np.nan)
    both = (values + values.T) / 2
    return pd.DataFrame(both, index=ways.names, columns=ways.names).astype("Float64")


def way_to(zones: pd.DataFrame, places: Sequence[Point], doors: Sequence[Point] = ()) -> pd.Series:
    """Return how far the middle of each zone is from the nearest of some places.

    Parameters
    ----------
    zones, doors
        As in `walking`.
    places
        Points as (floor, x, y), such as entrances.

    Returns
    -------
    Metres as Float64 by zone, ``<NA>`` where no way is drawn or no place is given.
    """
    ways = Ways(zones, doors)
    starts = [node for place in places if (node := ways.at(place)) is not None]
    told = pd.Series(pd.NA, index=ways.names, dtype="Float64")
    if not starts:
        return told
    metres = ways.metres(starts)
    for zone, node in ways.middle.items():
        if math.isfinite(metres[node]):
            told[zone] = float(metres[node])
    return told


class Ways:
    """All cells of a building and the steps between them."""

    def __init__(self, zones: pd.DataFrame, doors: Sequence[Point] = ()) -> None:
        drawn = zones.assign(shape=shapes_of(zones))
        self.names = drawn.loc[~drawn["kind"].eq("outline"), "zone"].tolist()
        drawn = drawn[drawn["shape"].notna()]
        self.size = _size(drawn)
        self.cells: list[Cells] = []
        self.floors: list[str] = []
        self.middle: dict[str, int] = {}
        self._ends: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        self._count = 0
        self._costs: list[np.ndarray] = []
        upright: list[tuple[int, str, BaseGeometry, int]] = []
        for floor, group in drawn.groupby("floor", sort=False):
            self._floor(str(floor), group, doors, upright)
        self._join(upright)

    def at(self, place: Point) -> int | None:
        """Return the cell nearest to a point, None on a floor that is not drawn."""
        floor, x, y = place
        if floor not in self.floors:
            return None
        number = self.floors.index(floor)
        first = sum(len(one.points) for one in self.cells[:number])
        return first + int(np.hypot(*(self.cells[number].points - (x, y)).T).argmin())

    def metres(self, starts: Sequence[int]) -> np.ndarray:
        """Return how far every cell is from the nearest of some, infinite where no way leads."""
        from scipy.sparse.csgraph import dijkstra

        weighted, real = self._graphs
        found = dijkstra(weighted, False, starts, return_predecessors=True, min_only=True)
        return _unweighted(real, *found[:2])

    @cached_property
    def _graphs(self) -> tuple:
        """The steps by weight and by length, both ways round."""
        from scipy.sparse import coo_matrix

        ends = zip(*self._ends, strict=True)
        one, other, metres, weights = (np.concatenate(part) for part in ends)
        shape = (self._count, self._count)
        graphs = [coo_matrix((values, (one, other)), shape).tocsr() for values in (weights, metres)]
        return tuple((graph + graph.T).tocsr() for graph in graphs)

    def _floor(self, floor: str, group: pd.DataFrame, doors, upright) -> None:
        """Add the cells and steps of one floor."""
        inner = group[~group["kind"].eq("outline")]
        shapes = inner["shape"].tolist()
        whole = floor_shape(group.loc[group["kind"].eq("outline"), "shape"].tolist(), shapes)
        free = free_space(whole, shapes, DOOR_M)
        regions = [*shapes, *free]
        if not regions:
            return
        kinds = [*inner["kind"], *["corridor"] * len(free)]
        cells = cells_of(regions, self.size)
        points = np.array([(x, y) for where, x, y in doors if where == floor]).reshape(-1, 2)
        pairs, gates, shut = _passable(regions, kinds, points)
        one, other, metres = steps_of(cells, pairs, gates)
        room = np.array([kind not in _OPEN for kind in kinds])[cells.region]
        region = cells.region
        crossed = (region[one] != region[other]) * (room[one].astype(int) + room[other])
        count = len(regions)
        ends = np.sort(np.column_stack([region[one], region[other]]))
        walls = np.isin(ends @ (count, 1), [low * count + high for low, high in shut])
        weight = metres + crossed * THROUGH_ROOM_M / 2 + walls * NO_DOOR_M
        self._ends.append((one + self._count, other + self._count, metres, weight))
        for number, (zone, shape, kind) in enumerate(
            zip(inner["zone"], shapes, inner["kind"], strict=True)
        ):
            node = self._count + _middle(cells, number, shape)
            self.middle[zone] = node
            if pd.notna(inner["level"].iloc[number]):
                upright.append((int(inner["level"].iloc[number]), kind, shape, node))
        self.cells.append(cells)
        self.floors.append(floor)
        self._count += len(cells.points)

    def _join(self, zones) -> None:
        """Join the stairs and lifts of consecutive levels where they lie over each other.

        Stairs without stairs above lead to the corridor, else the zone, that lies over or
        beside them there.
        """
        levels = sorted({level for level, *_ in zones})
        above = dict(itertools.pairwise(levels))
        by_level = {level: [one for one in zones if one[0] == level] for level in levels}
        ends = []
        for level, kind, shape, low in zones:
            if kind not in _UPRIGHT or level not in above:
                continue
            over = by_level[above[level]]
            found = [
                high for _, there, other, high in over if there == kind and shape.intersects(other)
            ]
            if not found and kind == "stairs":
                landing = [
                    one for one in over if one[1] not in _CLOSED and shape.distance(one[2]) < 1.0
                ]
                landing.sort(
                    key=lambda one: (one[1] != "corridor", one[2].distance(shape.centroid))
                )
                found = [one[3] for one in landing[:1]]
            ends += [(low, high) for high in found]
        if ends:
            one, other = np.array(ends).T
            long = np.full(len(one), STOREY_M)
            self._ends.append((one, other, long, long))


def _size(drawn: pd.DataFrame) -> float:
    """Return the size of a cell so that the building has not too many."""
    area = 0.0
    for _, group in drawn.groupby("floor", sort=False):
        bounds = shapely.total_bounds(shapely.GeometryCollection(group["shape"].tolist()))
        area += (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return max(CELL_M, math.sqrt(area / MOST_CELLS))


def _passable(regions, kinds, doors: np.ndarray) -> tuple[set, dict, set]:
    """Return the pairs of regions one can walk between, where if a door is known, and the doubtful.

    Doubtful are pairs that share enough boundary but no door on a floor that has
    doors: an opening without a door, or a wall.
    """
    from planning.building.floor import shared_length

    pairs, gates, doubtful = set(), {}, set()
    spots = shapely.points(doors) if len(doors) else np.array([])
    tree = shapely.STRtree(regions)
    found = tree.query(regions, predicate="dwithin", distance=_WALL_M).T
    for one, other in found[found[:, 0] < found[:, 1]].tolist():
        if kinds[one] in _CLOSED and kinds[other] in _CLOSED:
            continue
        near = [shapely.dwithin(regions[at], spots, _AT_DOOR_M) for at in (one, other)]
        if len(doors) and (near[0] & near[1]).any():
            pairs.add((one, other))
            gates[one, other] = doors[near[0] & near[1]]
        elif shared_length(regions[one], regions[other], _WALL_M) >= DOOR_M:
            pairs.add((one, other))
            if len(doors) and not {kinds[one], kinds[other]} <= _OPEN:
                doubtful.add((one, other))
    return pairs, gates, doubtful


def _middle(cells: Cells, region: int, shape: BaseGeometry) -> int:
    """Return the cell of a region nearest to its middle."""
    own = np.flatnonzero(cells.region == region)
    if not len(own):  # wholly under another zone: stand where it is
        own = np.arange(len(cells.points))
    spot = shape.centroid
    return int(own[np.hypot(*(cells.points[own] - (spot.x, spot.y)).T).argmin()])


def _unweighted(real, weights: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Return the metres along the ways that were found by weight."""
    node = np.arange(len(weights))
    start = before < 0
    back = np.where(start, node, before)
    metres = np.asarray(real[back, node]).ravel()
    metres[start] = 0.0
    while not start[back].all():  # each round doubles how far back a way is added up
        metres = metres + metres[back]
        back = back[back]
    return np.where(np.isfinite(weights), metres, np.inf)
