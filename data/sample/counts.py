"""Counts as a sensor would give them: chance, full rooms and gaps."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.dates import SERVER_DOWN
from data.sample.facts import CLOSED_FROM, REOPENED_ON, table

LATE_ZONE, LATE_FROM = "3F-study-s", pd.Timestamp("2023-11-13")  # its sensor came later
FULL = 0.97  # nobody finds the last seats of a zone
STAYS_ON_FLOOR = 0.6  # share of those without a seat who look on the same floor first
ELSEWHERE = 0.5  # share of the rest who look on other floors; the others go home


@dataclass(frozen=True)
class Chance:
    """The random part of the counts, drawn once and used in both worlds.

    ``factor`` multiplies demand, ``wobble`` is standard normal; both are
    arrays of half-hours by zones.
    """

    factor: np.ndarray
    wobble: np.ndarray


def draw(slots: pd.DataFrame, zones: pd.DataFrame, rng: np.random.Generator) -> Chance:
    """Return shocks that linger: per day of the building, day of a zone, and half-hour."""
    day = slots["day"].factorize()[0]
    daily = table("uses").set_index("use")["daily"]
    spread = zones["use"].fillna(zones["use_after"]).map(daily).to_numpy()
    n_days, n_zones = day.max() + 1, len(zones)
    building = 0.10 * _lingering(rng, (n_days, 1), 0.6)
    local = spread * _lingering(rng, (n_days, n_zones), 0.5)
    variance = 0.10**2 + spread**2
    return Chance(
        factor=np.exp(building + local - variance / 2)[day],
        wobble=_lingering(rng, (len(slots), n_zones), 0.9),
    )


def people_present(
    demand: np.ndarray, chance: Chance, capacity: np.ndarray, floors: pd.Series
) -> np.ndarray:
    """Return people in each zone and half-hour (whole numbers as float, NaN = not in use).

    The wobble has the spread of a Poisson count, square-root scale; no zone
    holds more than its capacity.
    """
    wanted = _seated(demand * chance.factor, FULL * capacity, floors)
    wobbled = np.maximum(np.sqrt(wanted) + chance.wobble / 2, 0) ** 2 - 0.25
    return np.clip(np.round(wobbled), 0, np.round(capacity))


def capacities(slots: pd.DataFrame, zones: pd.DataFrame, *, renovated: bool) -> np.ndarray:
    """Return the people each zone can hold, as half-hours by zones."""
    crowd = table("uses").set_index("use")["crowd"]
    before = (zones["seats"] * zones["use"].map(crowd)).to_numpy()
    after = (zones["seats_after"] * zones["use_after"].map(crowd)).to_numpy()
    held = np.tile(before, (len(slots), 1))
    if renovated:
        late = slots["day"].ge(pd.Timestamp(REOPENED_ON)).to_numpy()
        held[late] = np.where(np.isnan(after), before, after)
    return held


def gaps(slots: pd.DataFrame, zones: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Return True where no row was recorded: works, sensors out, a late start, lost half-hours."""
    absent = rng.random((len(slots), len(zones))) < 0.006
    absent |= slots["day"].eq(SERVER_DOWN).to_numpy()[:, None]
    works = slots["day"].between(
        pd.Timestamp(CLOSED_FROM), pd.Timestamp(REOPENED_ON), inclusive="left"
    )
    absent |= np.outer(works, zones["use_after"].notna())
    absent |= np.outer(slots["day"] < LATE_FROM, zones["zone"] == LATE_ZONE)
    day = slots["day"].factorize()[0]
    for column in range(len(zones)):
        for start in rng.integers(0, day.max(), rng.poisson(4)):
            length = rng.integers(1, 7)
            absent[(day >= start) & (day < start + length), column] = True
    return absent


def observed(
    people: np.ndarray, slots: pd.DataFrame, zones: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the count table, one row per zone and half-hour that was recorded.

    ``zone``, ``at``, ``repeat`` (0), ``occupied`` (Int32; <NA> = a blank
    cell), ``capacity`` (Int32, all <NA>: the sensors do not know seats).
    """
    kept = ~np.isnan(people) & ~gaps(slots, zones, rng)
    row, column = np.nonzero(kept)
    blank = rng.random(len(row)) < 0.002
    occupied = pd.arrays.IntegerArray(people[kept].astype("int32"), blank)
    return pd.DataFrame(
        {
            "zone": zones["zone"].array.take(column),
            "at": slots["at"].array.take(row),
            "repeat": np.zeros(len(row), "int32"),
            "occupied": occupied,
            "capacity": pd.array([pd.NA], dtype="Int32").take(np.zeros(len(row), int)),
        }
    )


def _lingering(rng: np.random.Generator, shape: tuple[int, int], phi: float) -> np.ndarray:
    """Return standard normal series down the rows with autocorrelation `phi`."""
    noise = rng.standard_normal(shape)
    fresh = np.sqrt(1 - phi**2)
    for row in range(1, shape[0]):
        noise[row] = phi * noise[row - 1] + fresh * noise[row]
    return noise


def _seated(wanted: np.ndarray, room: np.ndarray, floors: pd.Series) -> np.ndarray:
    """Return demand after those without a seat looked on their floor, then elsewhere."""
    in_use = ~np.isnan(wanted)
    want = np.where(in_use, wanted, 0.0)
    room = np.where(in_use, room, 0.0)
    seated = np.minimum(want, room)
    floor = pd.get_dummies(floors).to_numpy(float)
    spill = (want - seated) @ floor
    seated, left = _spread(seated, room, STAYS_ON_FLOOR * spill, floor)
    rest = (left + (1 - STAYS_ON_FLOOR) * spill).sum(axis=1, keepdims=True)
    seated, _ = _spread(seated, room, ELSEWHERE * rest, np.ones((len(floors), 1)))
    return np.where(in_use, seated, np.nan)


def _spread(
    seated: np.ndarray, room: np.ndarray, seekers: np.ndarray, groups: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the seats taken after `seekers` of each group fill its free seats, and who is left."""
    free = room - seated
    share = np.minimum(seekers / np.maximum(free @ groups, 1e-9), 0.9)
    found = free * (share @ groups.T)
    return seated + found, np.maximum(seekers - found @ groups, 0)
