"""What the building holds of the programme, and what the budget leaves of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from planning.building.floor import states_on, with_area
from planning.programme.sizes import OTHER
from planning.spaces.supply import ROOM

_TINY_M2 = 1e-6


@dataclass(frozen=True)
class Limits:
    """What there is to build with.

    Parameters
    ----------
    fixed_m2
        Net area of rooms that stay what they are, by space type.
    convertible_m2
        Net area of convertible rooms by their space type today.
    seats_today
        Seats by space type today; types without known seats are absent.
    prices, budget
        Price per m2 by cost band, and money in all; None = not known.
    """

    fixed_m2: Mapping[str, float] = field(default_factory=dict)
    convertible_m2: Mapping[str, float] = field(default_factory=dict)
    seats_today: Mapping[str, int] = field(default_factory=dict)
    prices: Mapping[str, float | None] = field(default_factory=dict)
    budget: float | None = None

    @property
    def usable_m2(self) -> float:
        """Net area the programme can use: fixed rooms of the types asked for, and convertible."""
        return self.fixed_usable_m2 + self.pool_m2

    @property
    def fixed_usable_m2(self) -> float:
        """Net area of fixed rooms of the types that answer needs."""
        return sum(area for kind, area in self.fixed_m2.items() if kind != OTHER)

    @property
    def pool_m2(self) -> float:
        """Net area of all convertible rooms."""
        return sum(self.convertible_m2.values())

    def today_m2(self, kind: str) -> float:
        """Return the net area of a type today, fixed and convertible."""
        return self.fixed_m2.get(kind, 0.0) + self.convertible_m2.get(kind, 0.0)


def room(zones: pd.DataFrame, states: pd.DataFrame, day: dt.date) -> Limits:
    """Return the limits a building sets on a day, without prices.

    Rooms without a known area add nothing; rooms without a state or type that
    day are ``other``. Stairs, lifts, toilets and corridors are no room.

    Parameters
    ----------
    zones, states
        As in `planning.spaces.supply.supply`, with ``convertible`` (bool).
    day
        The day asked for.
    """
    rooms = with_area(zones[zones["kind"].eq(ROOM)])[["zone", "area_m2", "convertible"]]
    state = states_on(states, day)[["zone", "space_type", "seats"]]
    found = rooms.merge(state, on="zone", how="left", validate="one_to_one")
    kind = found["space_type"].astype("string").replace("", pd.NA).fillna(OTHER)
    free = found["convertible"].astype(bool)
    area = found["area_m2"].astype("Float64").fillna(0)
    seats = found["seats"].astype("Int64").groupby(kind).sum(min_count=1).dropna()
    return Limits(
        fixed_m2={str(k): float(v) for k, v in area[~free].groupby(kind[~free]).sum().items()},
        convertible_m2={str(k): float(v) for k, v in area[free].groupby(kind[free]).sum().items()},
        seats_today={str(k): int(v) for k, v in seats.items()},
    )


def fit(functions: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Return what of each function can be had.

    The rule: decided functions first, then the largest share of demand first.
    In a first round every function gets its smallest size (a decided one all
    that was decided) or nothing; in a second round the rest is given in the same
    order, the last one in part. A
    function uses fixed rooms of its space type, then convertible rooms. Area
    beyond what its type has today is converted at the price of its cost
    band; a function whose price is not known costs nothing known, and a budget holds
    only for known prices.

    Parameters
    ----------
    functions
        `Programme.functions` with known areas; rows without are left out.
    limits
        What there is; an empty one means nothing can be had.

    Returns
    -------
    One row per function in the order of `functions`: ``function``,
    ``space_type``, ``asked_m2``, ``area_m2`` (Float64, net, at most asked), ``asked_seats``,
    ``seats`` (Int64), ``met`` (Float64, 0..1; ``<NA>`` where none is asked), ``new_m2``
    (Float64, converted), ``cost`` (Float64; ``<NA>`` = price not known),
    ``order`` (Int64, 1 = first), ``stopped_by`` ("", ``room``, ``budget``).
    """
    asked = functions[functions["area_m2"].notna()]
    lines = [_Line(row) for row in asked.to_dict("records")]
    ranked = sorted(lines, key=lambda line: (not line.decided, -line.share))
    stock = _Stock(limits)
    for line in ranked:
        stock.give(line, line.least_m2, whole=True)
    for line in ranked:
        if line.got >= line.least_m2 - _TINY_M2:
            stock.give(line, line.asked_m2 - line.got, whole=False)
    order = {line.function: place for place, line in enumerate(ranked, start=1)}
    kinds = dict.fromkeys(["asked_m2", "area_m2", "met", "new_m2", "cost"], "Float64")
    kinds |= dict.fromkeys(["asked_seats", "seats", "order"], "Int64")
    rows = [line.record(limits) | {"order": order[line.function]} for line in lines]
    return pd.DataFrame(rows, columns=_COLUMNS).astype(kinds)


_COLUMNS = [
    *("function", "space_type", "asked_m2", "area_m2", "asked_seats", "seats", "met"),
    *("new_m2", "cost", "order", "stopped_by"),
]


class _Line:
    """One function while area is given out."""

    def __init__(self, row: dict) -> None:
        self.function, self.kind = row["function"], row["space_type"]
        self.band, self.decided = row["cost_band"], bool(row["decided"])
        self.share = 0.0 if pd.isna(row["share"]) else float(row["share"])
        self.asked_m2, self.seats = float(row["area_m2"]), int(row["seats"])
        self.least_m2, self.got, self.new = 0.0, 0.0, 0.0
        self.stopped_by = ""
        if self.asked_m2:
            each = self.asked_m2 / self.seats if self.seats else 0.0
            smallest = max(row["min_seats"] * each, row["min_area_m2"])
            least = self.asked_m2 if self.decided else float(smallest)
            self.least_m2 = min(self.asked_m2, least)

    def record(self, limits: Limits) -> dict[str, object]:
        """Return the row of the result."""
        met = min(1.0, self.got / self.asked_m2) if self.asked_m2 else pd.NA
        price = limits.prices.get(self.band)
        free = self.new <= _TINY_M2
        return {
            "function": self.function,
            "space_type": self.kind,
            "asked_m2": self.asked_m2,
            "area_m2": self.got,
            "asked_seats": self.seats,
            "seats": int(self.seats * met + _TINY_M2) if self.asked_m2 else self.seats,
            "met": met,
            "new_m2": self.new,
            "cost": 0.0 if free else pd.NA if price is None else self.new * price,
            "stopped_by": self.stopped_by,
        }


class _Stock:
    """What is left of rooms and money."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.fixed = dict(limits.fixed_m2)
        self.same = dict(limits.convertible_m2)  # of one type today: used without works
        self.pool = limits.pool_m2
        self.money = float("inf") if limits.budget is None else limits.budget

    def give(self, line: _Line, wanted: float, *, whole: bool) -> None:
        """Give a function area, all of it or none where `whole`, and note what stopped it."""
        if wanted <= _TINY_M2:
            return
        fixed = min(wanted, self.fixed.get(line.kind, 0.0))
        pool = min(wanted - fixed, self.pool)
        same = min(pool, self.same.get(line.kind, 0.0))
        price = self.limits.prices.get(line.band) or 0.0
        new = min(pool - same, self.money / price if price else float("inf"))
        short = wanted - fixed - same - new
        if short > _TINY_M2:
            line.stopped_by = "budget" if new < pool - same - _TINY_M2 else "room"
            if whole:
                return
        self.fixed[line.kind] = self.fixed.get(line.kind, 0.0) - fixed
        self.same[line.kind] = self.same.get(line.kind, 0.0) - same
        self.pool -= same + new
        self.money -= new * price
        line.got += fixed + same + new
        line.new += new
