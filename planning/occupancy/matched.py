"""Means over matched slots: per zone, per cell of the week, and how sure they are.

A slot is a zone, week of the calendar, weekday and hour. `used` says which slots
count in each period; one that counts on both sides does so with the same weight.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from planning.occupancy.bootstrap import interval

PERIODS = ("before", "after")
MEASURES = ("people", "seated", "seats", "days", "sweeps")
_CELLS = 7 * 24
Used = dict[str, np.ndarray]


@dataclass(frozen=True)
class Slots:
    """Slots as arrays: names of zones and weeks, codes into them, and one array per measure.

    Parameters
    ----------
    zones, weeks
        Names, sorted.
    zone, week, cell
        Per slot: place in `zones`, place in `weeks`, (weekday - 1) * 24 + hour.
    values
        By "before_people" and so on, as `rollup.slots`; NaN = none.
    """

    zones: np.ndarray
    weeks: np.ndarray
    zone: np.ndarray
    week: np.ndarray
    cell: np.ndarray
    values: dict[str, np.ndarray]

    @classmethod
    def of(cls, table: pa.Table) -> "Slots":
        """Return the slots of a result of `rollup.slots`."""
        zones, zone = _coded(table["zone"])
        weeks, week = _coded(table["week_key"])
        weekday, hour = (table[one].to_numpy().astype("int64") for one in ("weekday", "hour"))
        names = [f"{period}_{measure}" for period in PERIODS for measure in MEASURES]
        values = {name: _floats(table[name]) for name in names}
        return cls(zones, weeks, zone, week, (weekday - 1) * 24 + hour, values)

    def per(self, index: np.ndarray, size: int, values: np.ndarray) -> np.ndarray:
        """Return the sum of values per place."""
        return np.bincount(index, values, size)

    def mean(self, name: str, mask: np.ndarray, index: np.ndarray, size: int) -> np.ndarray:
        """Return the mean of a measure per place over the slots of a mask, NaN where none is."""
        added = self.per(index, size, np.where(mask, self.values[name], 0.0))
        with np.errstate(invalid="ignore"):
            return added / self.per(index, size, mask.astype(float))

    def dates(self, period: str, mask: np.ndarray, index: np.ndarray, size: int) -> np.ndarray:
        """Return the largest number of dates among the slots of each place."""
        most = np.zeros(size)
        np.maximum.at(most, index[mask], self.values[f"{period}_days"][mask])
        return most


def used_slots(slots: Slots, only_common: bool) -> Used:
    """Return which slots count: those that both periods observed in the same zone.

    With `only_common` false, zones never observed in the same slot before and
    after count too, in the slots in which the other period observed anything.
    """
    labelled = (slots.weeks != "")[slots.week] if len(slots.week) else np.zeros(0, bool)
    seen = {one: ~np.isnan(slots.values[f"{one}_people"]) & labelled for one in PERIODS}
    both = seen["before"] & seen["after"]
    if only_common:
        return {"before": both, "after": both}
    place, size = slots.week * _CELLS + slots.cell, len(slots.weeks) * _CELLS
    anywhere = np.logical_and(*(slots.per(place, size, seen[one]) > 0 for one in PERIODS))[place]
    common = slots.per(slots.zone, len(slots.zones), both) > 0
    lone = ~common[slots.zone] & anywhere
    return {one: both | (lone & seen[one]) for one in PERIODS}


def with_rates(slots: Slots, used: Used) -> Used:
    """Return which slots count for the rate: used, and seats known wherever used."""
    known = np.logical_and(
        *(~used[one] | ~np.isnan(slots.values[f"{one}_seats"]) for one in PERIODS)
    )
    return {one: used[one] & known for one in PERIODS}


def zone_means(slots: Slots, used: Used) -> pd.DataFrame:
    """Return one row per zone: people, rate, days and sweeps of both periods, NaN where unused."""
    size, rated = len(slots.zones), with_rates(slots, used)
    table = pd.DataFrame(index=pd.Index(slots.zones, name="zone", dtype="str"))
    for period in PERIODS:
        mean = partial(slots.mean, index=slots.zone, size=size)
        seats = mean(f"{period}_seats", rated[period])
        table[f"{period}_people"] = mean(f"{period}_people", used[period])
        table[f"{period}_rate"] = mean(f"{period}_seated", rated[period]) / seats
        day = (slots.zone * len(slots.weeks) + slots.week) * 7 + slots.cell // 24
        dates = slots.dates(period, used[period], day, size * len(slots.weeks) * 7)
        table[f"{period}_days"] = dates.reshape(size, len(slots.weeks) * 7).sum(axis=1).astype(int)
        sweeps = np.where(used[period], slots.values[f"{period}_sweeps"], 0)
        table[f"{period}_sweeps"] = slots.per(slots.zone, size, sweeps).astype(int)
    return table


def cell_means(slots: Slots, used: Used, period: str) -> pd.DataFrame:
    """Return one row per weekday and hour of one period: zones averaged, then added up."""
    zones, weeks = len(slots.zones), len(slots.weeks)
    rated = with_rates(slots, used)[period]
    mean = partial(slots.mean, index=slots.zone * _CELLS + slots.cell, size=zones * _CELLS)
    dates = slots.dates(period, used[period], slots.week * _CELLS + slots.cell, weeks * _CELLS)
    sweeps = np.where(used[period], slots.values[f"{period}_sweeps"], 0)
    seats = _over_zones(mean(f"{period}_seats", rated))
    made = pd.DataFrame(
        {
            "period": period,
            "weekday": np.arange(_CELLS) // 24 + 1,
            "hour": np.arange(_CELLS) % 24,
            "people": _over_zones(mean(f"{period}_people", used[period])),
            "rate": _over_zones(mean(f"{period}_seated", rated)) / seats,
            "days": dates.reshape(weeks, _CELLS).sum(axis=0).astype(int),
            "sweeps": slots.per(slots.cell, _CELLS, sweeps).astype(int),
        }
    )
    return made[made["days"] > 0]


def week_cells(slots: Slots, used: Used) -> pd.DataFrame:
    """Return the cells of both periods and their difference.

    A weekday and hour without a matched slot shows what one period has in the
    weeks and zones that are compared, with `matched` false and no difference.
    """
    either = used["before"] | used["after"]
    zone, week, cell = (
        slots.per(index, size, either) > 0
        for index, size in (
            (slots.zone, len(slots.zones)),
            (slots.week, len(slots.weeks)),
            (slots.cell, _CELLS),
        )
    )
    rest = zone[slots.zone] & week[slots.week] & ~cell[slots.cell]
    alone = {one: rest & ~np.isnan(slots.values[f"{one}_people"]) for one in PERIODS}
    matched = [cell_means(slots, used, one).assign(matched=True) for one in PERIODS]
    lone = [cell_means(slots, alone, one).assign(matched=False) for one in PERIODS]
    table = pd.concat([*matched, *lone, _difference(*matched)], ignore_index=True)
    order = table["period"].map({"before": 0, "after": 1, "difference": 2})
    table = table.assign(order=order).sort_values(["order", "weekday", "hour"], ignore_index=True)
    return table.drop(columns="order").astype({"people": "Float64", "rate": "Float64"})


def _difference(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return after minus before of the cells both periods have."""
    both = before.merge(after, on=["weekday", "hour"], suffixes=("_b", "_a"))
    made = both[["weekday", "hour"]].assign(period="difference", matched=True)
    for column in ("people", "rate"):
        made[column] = both[f"{column}_a"] - both[f"{column}_b"]
    for column in ("days", "sweeps"):
        made[column] = both[[f"{column}_a", f"{column}_b"]].min(axis="columns")
    return made


def totals(slots: Slots, used: Used, seed: int) -> dict[str, object]:
    """Return people, rate and their changes with intervals over matched weeks."""
    sums = _sums(slots, used)
    weeks = len(next(iter(sums.values())))
    once = np.ones((1, weeks))
    made: dict[str, object] = {"weeks": weeks}
    for period in PERIODS:
        made[f"{period}_people"] = _value(_mean(sums, f"{period}_people", once))
        made[f"{period}_rate"] = _value(_rate(sums, period, once))
    for name, short, statistic in (
        ("change", "change", _relative),
        ("rate_change", "rate", _points),
    ):
        made[name] = _value(statistic(sums, once))
        found = (
            interval(partial(statistic, sums), weeks, seed=seed) if made[name] is not None else None
        )
        made[f"{short}_low"], made[f"{short}_high"] = found or (None, None)
    return made


def _sums(slots: Slots, used: Used) -> dict[str, np.ndarray]:
    """Return sums and numbers of slots as matrices: weeks that are used by zones."""
    rated = with_rates(slots, used)
    zones, weeks = len(slots.zones), len(slots.weeks)
    place = slots.week * zones + slots.zone
    made = {}
    for period in PERIODS:
        for what, mask in (("people", used), ("seated", rated), ("seats", rated)):
            name = f"{period}_{what}"
            values = np.where(mask[period], slots.values[name], 0.0)
            made[name] = slots.per(place, weeks * zones, values).reshape(weeks, zones)
            counts = mask[period].astype(float)
            made[f"{name}_n"] = slots.per(place, weeks * zones, counts).reshape(weeks, zones)
    either = (made["before_people_n"] + made["after_people_n"]).any(axis=1)
    return {name: matrix[either] for name, matrix in made.items()}


def _mean(sums: dict[str, np.ndarray], name: str, weights: np.ndarray) -> np.ndarray:
    """Return the sum over zones of each zone's mean over its slots, one value per draw."""
    with np.errstate(invalid="ignore"):
        means = (weights @ sums[name]) / (weights @ sums[f"{name}_n"])
    return _over_zones(means.T)


def _rate(sums: dict[str, np.ndarray], period: str, weights: np.ndarray) -> np.ndarray:
    """Return people per seat over the zones with seats known."""
    seats = _mean(sums, f"{period}_seats", weights)
    return _mean(sums, f"{period}_seated", weights) / seats


def _relative(sums: dict[str, np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Return the relative change of people."""
    before, after = (_mean(sums, f"{period}_people", weights) for period in PERIODS)
    with np.errstate(invalid="ignore", divide="ignore"):
        return after / before - 1


def _points(sums: dict[str, np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Return the change of the rate."""
    return _rate(sums, "after", weights) - _rate(sums, "before", weights)


def _over_zones(means: np.ndarray) -> np.ndarray:
    """Return the sum over zones (first axis, or flattened by cell), NaN where none has a mean."""
    means = means.reshape(-1, _CELLS) if means.ndim == 1 else means
    known = ~np.isnan(means)
    return np.where(known.any(axis=0), np.where(known, means, 0).sum(axis=0), np.nan)


def _value(values: np.ndarray) -> float | None:
    """Return the one value of a statistic, None where it has none."""
    return float(values[0]) if np.isfinite(values[0]) else None


def _coded(column: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sorted names of a column of texts, and the place of each row among them."""
    encoded = column.combine_chunks().dictionary_encode()
    names = np.asarray(encoded.dictionary.to_pylist(), dtype=object)
    order = np.argsort(names)
    place = np.empty(len(names), "int64")
    place[order] = np.arange(len(names))
    return names[order], place[encoded.indices.to_numpy(zero_copy_only=False)]


def _floats(column: pa.ChunkedArray) -> np.ndarray:
    """Return a column of numbers as floats, NaN for NULL."""
    return column.cast(pa.float64()).to_numpy().astype(float)
