"""Seats and net area of each function, with an interval for each number."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.programme.decisions import FUNCTION, Decisions, decided, log
from planning.programme.demand import Demand
from planning.programme.totals import DRAWS, ENDS, SEED, Total

OTHER = "other"
ALL = "all"
SIZES = ["seats", "seats_low", "seats_high", "area_m2", "area_low_m2", "area_high_m2"]
_AREAS = ["area_per_seat_low_m2", "area_per_seat_m2", "area_per_seat_high_m2"]


@dataclass(frozen=True)
class Programme:
    """What is asked for.

    Parameters
    ----------
    functions
        One row per function: ``function``, ``space_type``, ``share``,
        ``share_low``, ``share_high`` (Float64, of demand), ``asked`` (Float64,
        seats before rounding), ``seats``, ``seats_low``, ``seats_high``
        (Int64), ``area_m2``, ``area_low_m2``, ``area_high_m2`` (Float64, net),
        the areas per seat, ``min_seats``, ``min_area_m2``, ``cost_band``,
        ``too_small`` (bool: less than half of its smallest size is asked for,
        so it gets no room), ``decided`` (bool), ``who``, ``why`` (str). ``<NA>``: not known.
    types
        One row per space type and ``all`` (the types that answer needs): ``space_type`` and
        sizes as above. The ends of a sum are not the sums of the ends.
    """

    functions: pd.DataFrame
    types: pd.DataFrame


def whole_seats(asked: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return whole seats: rounded, at least the smallest size, none below half of it.

    Never falls when `asked` rises.

    Examples
    --------
    >>> whole_seats(np.array([4.9, 5.0, 9.0, 10.6]), np.array([10] * 4)).tolist()
    [0.0, 10.0, 10.0, 11.0]
    """
    rounded = np.floor(np.asarray(asked, float) + 0.5)
    return np.where(asked < least / 2, 0.0, np.maximum(rounded, least))


def made(
    functions: pd.DataFrame,
    demand: Demand | None,
    total: Total | None,
    decisions: Decisions,
    kept_area_m2: Mapping[str, float] | None = None,
) -> Programme:
    """Return the programme.

    Parameters
    ----------
    functions
        `data.reference.functions`.
    demand
        Shares of the functions; None = no answers.
    total
        Seats in all; None = not known. Without either, seats are known only where decided.
    decisions
        Decided ``seats``, ``area_per_seat_m2``, ``area_m2``, ``cost_band`` go before
        what is computed, and have no interval.
    kept_area_m2
        Area of functions without seats: function -> m2 net; else their smallest area.

    Notes
    -----
    seats = total x share; area = seats x area per seat, at least the smallest
    area. The ends are the 2.5 and 97.5 % of 1,000 draws in which total (weeks
    drawn anew) and shares (people drawn anew) vary independently, and the area per seat
    varies between low and high (a triangle with its top at the value),
    alike for all functions of a draw: who builds roomy, builds roomy throughout.
    """
    table = _inputs(functions, decisions)
    fixed, given = (_numbers(table, decided(decisions, name)) for name in ("seats", "area_m2"))
    asked, asked_drawn = _asked(table, demand, total)
    seats, drawn = (_seats(table, values, fixed) for values in (asked, asked_drawn))
    kept = _numbers(table, kept_area_m2 or {})
    kept = np.where(np.isnan(kept), table["min_area_m2"].to_numpy(float), kept)
    each = table["area_per_seat_m2"].to_numpy(float, na_value=0)
    areas = _areas(table, seats, each, kept, given)
    areas_drawn = _areas(table, drawn, _per_seat_drawn(table), kept, given)
    table["asked"] = pd.array(asked, dtype="Float64")
    _put(table, "share", *_shares(table, demand))
    _put_sizes(table, seats, drawn, areas, areas_drawn)
    least = table["min_seats"].to_numpy(float)
    table["too_small"] = (asked > 0) & (asked < least / 2) & np.isnan(fixed)
    return Programme(_signed(table, decisions), _types(table, seats, drawn, areas, areas_drawn))


def _seats(table: pd.DataFrame, asked: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """Return seats: decided, else whole ones of those asked for; NaN = not known."""
    least = table["min_seats"].to_numpy(float)
    found = np.where(np.isnan(asked), np.nan, whole_seats(asked, least))
    return np.where(least == 0, 0.0, np.where(np.isnan(fixed), found, fixed))


def _areas(
    table: pd.DataFrame,
    seats: np.ndarray,
    per_seat: np.ndarray,
    kept: np.ndarray,
    given: np.ndarray,
) -> np.ndarray:
    """Return net area: decided, else of the seats, else as kept; NaN = not known."""
    smallest = table["min_area_m2"].to_numpy(float)
    of_seats = np.where(seats > 0, np.maximum(seats * per_seat, smallest), 0.0)
    of_seats = np.where(np.isnan(seats), np.nan, of_seats)
    found = np.where(table["min_seats"].to_numpy() == 0, kept, of_seats)
    return np.where(np.isnan(given), found, given)


def _inputs(functions: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """Return functions with the decided areas per seat and cost bands in place."""
    columns = ["function", "space_type", *_AREAS, "min_seats", "min_area_m2", "cost_band"]
    table = functions[columns].copy()
    own = _numbers(table, decided(decisions, "area_per_seat_m2"))
    for column in _AREAS:
        values = np.where(np.isnan(own), table[column].to_numpy(float, na_value=np.nan), own)
        table[column] = pd.Series(values, index=table.index).astype("Float64")
    bands = dict(zip(table["function"], table["cost_band"], strict=True))
    bands |= decided(decisions, "cost_band")
    table["cost_band"] = [bands[one] for one in table["function"]]
    return table


def _numbers(table: pd.DataFrame, by_function: Mapping[str, object]) -> np.ndarray:
    """Return a number per row of the table; NaN where none was given."""
    return np.array([by_function.get(one, np.nan) for one in table["function"]], dtype=float)


def _asked(
    table: pd.DataFrame, demand: Demand | None, total: Total | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return seats asked for before rounding, and their draws (draws x functions)."""
    if demand is None or total is None:
        return np.full(len(table), np.nan), np.full((DRAWS, len(table)), np.nan)
    place = demand.share.index.get_indexer(table["function"])
    share = np.where(place >= 0, demand.share.to_numpy()[place], 0.0)
    draws = np.where(place >= 0, demand.draws[:, place], 0.0)
    return total.seats * share, total.draws[:, None] * draws


def _shares(table: pd.DataFrame, demand: Demand | None) -> list[np.ndarray]:
    if demand is None:
        return [np.full(len(table), np.nan)] * 3
    found = demand.shares().reindex(table["function"])
    return [found[name].to_numpy() for name in ("share", "low", "high")]


def _per_seat_drawn(table: pd.DataFrame) -> np.ndarray:
    """Return area per seat in each draw: one roominess per draw, a triangle per function."""
    low, top, high = (table[name].to_numpy(float, na_value=0) for name in _AREAS)
    roomy = np.random.default_rng(SEED + 2).random(DRAWS)[:, None]
    width = np.where(high > low, high - low, 1.0)
    left = (top - low) / width
    rising = low + np.sqrt(roomy * width * (top - low))
    falling = high - np.sqrt((1 - roomy) * width * (high - top))
    return np.where(high > low, np.where(roomy < left, rising, falling), top)


def _put(table: pd.DataFrame, name: str, value: np.ndarray, low: np.ndarray, high: np.ndarray):
    """Write a number and its ends; the number lies between them."""
    unit = "_m2" if name.endswith("_m2") else ""
    stem = name.removesuffix("_m2")
    kind = "Int64" if name == "seats" else "Float64"
    ends = {f"{stem}_low{unit}": np.fmin(low, value), f"{stem}_high{unit}": np.fmax(high, value)}
    for column, values in {name: value, **ends}.items():
        table[column] = pd.Series(values, index=table.index).astype("Float64").astype(kind)


def _put_sizes(table: pd.DataFrame, seats, seats_drawn, areas, areas_drawn) -> None:
    """Write seats and area with their ends; ends of seats are rounded outwards."""
    low, high = np.quantile(seats_drawn, ENDS, axis=0)
    _put(table, "seats", seats, np.floor(low), np.ceil(high))
    _put(table, "area_m2", areas, *np.quantile(areas_drawn, ENDS, axis=0))


def _types(table: pd.DataFrame, seats, seats_drawn, areas, areas_drawn) -> pd.DataFrame:
    """Return the sums by space type and in all; a sum with an unknown part is unknown."""
    kinds = table["space_type"].to_numpy(str)
    groups = {kind: kinds == kind for kind in dict.fromkeys(kinds)}
    groups[ALL] = kinds != OTHER

    def sums(values: np.ndarray) -> np.ndarray:
        return np.stack([values[..., mine].sum(axis=-1) for mine in groups.values()], axis=-1)

    found = pd.DataFrame({"space_type": list(groups)})
    _put_sizes(found, sums(seats), sums(seats_drawn), sums(areas), sums(areas_drawn))
    return found


def _signed(table: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """Return the table with ``decided``, ``who`` and ``why`` of the last decision on each row."""
    made_by = log(decisions)
    mine = made_by[made_by["kind"] == FUNCTION].drop_duplicates("item", keep="last")
    last = {row.item: (row.who, row.why) for row in mine.itertuples()}
    signs = [last.get(one, ("", "")) for one in table["function"]]
    return table.assign(
        decided=table["function"].isin(list(last)),
        who=[who for who, _ in signs],
        why=[why for _, why in signs],
    )
