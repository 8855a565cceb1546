"""What a layout has to know of the building: rooms, how they lie, and what they are today."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.building.floor import with_area
from planning.building.near import near, shapes_of
from planning.layout.today import NONE, functions_today

LEVEL_M = 15.0  # what one level counts for where no walking distance is known (our guess)
WAYS = ("beside", "above", "below")
LIGHT = 1 / 3  # a room with this share of its outline on the facade has all daylight (our guess)
LOUDNESS = {"beside": 1.0, "above": 0.6, "below": 0.4}  # how much noise comes that way: our guess
FACTS = ("entrance_m", "daylight", "power", "accessible", "load")


@dataclass(frozen=True)
class Site:
    """The rooms of a building, in one order; NaN = not known.

    Parameters
    ----------
    rooms
        One row per room with an area: ``zone``, ``name_en``, ``name_zh``,
        ``floor``, ``level``, ``area_m2``, ``seats`` (float), ``space_type``,
        ``function``, ``function_why``, ``free`` (bool: may change),
        ``entrance_m``, ``daylight`` (0..1, 1 from a third of its outline on the facade),
        ``power`` (0..2), ``accessible``
        (0 or 1), ``load`` (0 or 1), ``use`` (share of its seats taken).
    shares
        Way (beside, above, below) -> rooms x rooms: [i, j] is the share of room j's boundary
        (beside) or area (above: i lies above j) that touches room i.
    metres
        Rooms x rooms: way from one to the other.
    walked
        Whether `metres` are walking distances, not straight lines.
    left_out
        Rooms without an area: nothing can be planned there.
    """

    rooms: pd.DataFrame
    shares: Mapping[str, np.ndarray]
    metres: np.ndarray
    walked: bool
    left_out: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of rooms."""
        return len(self.rooms)

    def column(self, name: str) -> np.ndarray:
        """Return a fact of every room as numbers, NaN where it is not known."""
        return self.rooms[name].to_numpy(float, na_value=np.nan)

    def known(self, name: str) -> bool:
        """Return whether a fact is known of any room that may change."""
        return bool(self.rooms.loc[self.rooms["free"], name].notna().any())


def site(
    zones: pd.DataFrame,
    states: pd.DataFrame,
    functions: pd.DataFrame,
    *,
    traits: pd.DataFrame | None = None,
    walking: pd.DataFrame | None = None,
    use: pd.Series | None = None,
    given: Mapping[str, str] | None = None,
) -> Site:
    """Return the rooms of a building as a layout sees them.

    Parameters
    ----------
    zones
        Zones of the study; only rooms are planned.
    states
        One row per zone: ``zone``, ``space_type``, ``seats`` of the day (`states_on`).
    functions
        `data.reference.functions`.
    traits
        One row per zone: ``zone`` and any of ``entrance_m``, ``daylight``,
        ``power``, ``accessible``, ``load`` (`planning.building.traits`); missing = not known.
    walking
        Zone x zone, metres; zones it lacks are measured in straight lines.
    use
        Zone -> share of its seats that are taken when the library is busy.
    given
        Zone -> function of today, as people said.

    Examples
    --------
    >>> def box(x):
    ...     return [[[x, 0], [x + 10, 0], [x + 10, 10], [x, 10]]]
    >>> zones = pd.DataFrame({"zone": ["a", "b"], "name_en": ["Silent room", "Hall"],
    ...     "name_zh": "", "floor": "1F", "level": 1, "kind": "room", "convertible": True,
    ...     "area_m2": [100.0, 100.0], "polygon": [box(0), box(10)]})
    >>> states = pd.DataFrame({"zone": ["a", "b"], "space_type": "learning", "seats": [40, 40]})
    >>> all_ = pd.DataFrame({"function": ["silent_reading", "quiet_reading"],
    ...                      "space_type": "learning"})
    >>> one = site(zones, states, all_)
    >>> one.rooms["function"].tolist(), one.metres[0, 1].item()
    (['silent_reading', 'quiet_reading'], 10.0)
    """
    rooms = with_area(zones[zones["kind"].eq("room")])
    rooms = rooms.drop(columns=["seats", "space_type"], errors="ignore")
    rooms = rooms.merge(states[["zone", "space_type", "seats"]], on="zone", how="left")
    rooms["space_type"] = rooms["space_type"].fillna("").astype(str)
    sized = rooms["area_m2"].astype("Float64").fillna(0).gt(0)
    left_out = tuple(rooms.loc[~sized, "zone"])
    rooms = rooms[sized].reset_index(drop=True)
    rooms = rooms.merge(functions_today(rooms, functions, given), on="zone", how="left")
    rooms["free"] = rooms["convertible"].astype(bool)
    rooms = _with_facts(rooms, traits, use)
    shapes = shapes_of(rooms)
    metres, walked = _metres(rooms, shapes, walking)
    return Site(rooms, _shares(rooms, shapes), metres, walked, left_out)


def use_of(by_hour: pd.DataFrame, seats: pd.Series, busy: float = 0.9) -> pd.Series:
    """Return the share of each zone's seats that is taken in its busy hours.

    Parameters
    ----------
    by_hour
        One row per zone and hour somebody looked: ``zone``, ``day`` (datetime), ``people``.
        The last 365 days count.
    seats
        Seats of today by zone; zones without seats are left out.
    busy
        This share of the hours is no fuller.

    Examples
    --------
    >>> day = pd.Timestamp("2026-03-02")
    >>> hours = pd.DataFrame({"zone": "a", "day": day, "people": [0.0, 30.0]})
    >>> use_of(hours, pd.Series({"a": 60}), busy=1.0).to_dict()
    {'a': 0.5}
    """
    if by_hour.empty:
        return pd.Series(dtype="Float64")
    recent = by_hour[by_hour["day"] > by_hour["day"].max() - pd.Timedelta(days=365)]
    full = recent.groupby("zone")["people"].quantile(busy)
    seats = seats.astype("Float64")
    return (full / seats.where(seats > 0)).astype("Float64").dropna()


def _with_facts(
    rooms: pd.DataFrame, traits: pd.DataFrame | None, use: pd.Series | None
) -> pd.DataFrame:
    """Return rooms with a float column per fact, NaN where nobody knows it."""
    rooms = rooms.drop(columns=[name for name in FACTS if name in rooms])
    by_zone = pd.DataFrame() if traits is None else traits.set_index("zone")
    for name in FACTS:
        known = by_zone[name] if name in by_zone else pd.Series(dtype="Float64")
        rooms[name] = rooms["zone"].map(known.astype("Float64")).astype("Float64")
    if "daylight_why" in by_zone:
        measured = rooms["zone"].map(by_zone["daylight_why"]).eq("measured")
        rooms["daylight"] = rooms["daylight"].mask(measured, rooms["daylight"] / LIGHT)
    rooms["daylight"] = rooms["daylight"].clip(0, 1)
    known = pd.Series(dtype="Float64") if use is None else use.astype("Float64")
    rooms["use"] = rooms["zone"].map(known).astype("Float64").clip(0, 1)
    rooms["seats"] = rooms["seats"].astype("Float64")
    return rooms


def _shares(rooms: pd.DataFrame, shapes: pd.Series) -> dict[str, np.ndarray]:
    """Return by way the share of j's boundary, or area, that touches i, at [i, j]."""
    place = {zone: at for at, zone in enumerate(rooms["zone"])}
    edges = dict(zip(rooms["zone"], shapes.map(lambda s: s.length if s else 1.0), strict=True))
    found = {way: np.zeros((len(rooms), len(rooms))) for way in WAYS}
    for row in near(rooms).itertuples(index=False):
        beside = row.way == "beside"
        share = row.shared_m / edges[row.zone] if beside else row.overlap_share
        found[row.way][place[row.neighbor], place[row.zone]] = min(1.0, share)
    return found


def _metres(
    rooms: pd.DataFrame, shapes: pd.Series, walking: pd.DataFrame | None
) -> tuple[np.ndarray, bool]:
    """Return the way between rooms: walked where known, else straight plus a toll per level."""
    spots = [(np.nan, np.nan) if s is None else (s.centroid.x, s.centroid.y) for s in shapes]
    x, y = np.array(spots, float).reshape(-1, 2).T
    level = rooms["level"].to_numpy(float, na_value=np.nan)
    straight = np.hypot(x[:, None] - x, y[:, None] - y) + LEVEL_M * np.abs(level[:, None] - level)
    if walking is None:
        return straight, False
    walked = walking.reindex(index=rooms["zone"], columns=rooms["zone"]).to_numpy(float)
    return np.where(np.isfinite(walked), walked, straight), bool(np.isfinite(walked).any())


__all__ = ["FACTS", "LOUDNESS", "NONE", "Site", "site", "use_of"]
