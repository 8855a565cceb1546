"""A first proposal: which zones change their space type so that supply follows demand.

It shows what the demand shares mean on the floor with the fewest changes. It
knows nothing yet of noise, neighbours, daylight or cost: the layout does.
"""

import datetime as dt
from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron

from planning.building.floor import states_on, with_area
from planning.errors import PlanningError

SPACE_TYPES = ("learning", "academic", "cultural", "creative")

_CHANGE_COST = 0.02  # a change must move this share of its own size nearer to demand
_GAP = 0.02  # of an objective that is itself a few thousandths
_SIZES = {"area": ("area_m2", "seats"), "seats": ("seats", "area_m2")}


class NoConvertibleZonesError(PlanningError):
    """A building in which nothing may change."""

    key = "no_convertible_zones"
    english = (
        "None of the {n} zones may change its space type. "
        "Mark at least one room as convertible on the floors page."
    )


class NoDemandError(PlanningError):
    """Demand shares that say nothing."""

    key = "no_demand_shares"
    english = (
        "No share of demand is above 0, so there is nothing to propose. Read survey answers first."
    )


def propose_wanted(
    zones: pd.DataFrame,
    states: pd.DataFrame,
    shares: pd.DataFrame | pd.Series,
    day: dt.date,
    *,
    by: str = "area",
    keep: Collection[str] = (),
    seconds: float = 3.0,
) -> pd.DataFrame:
    """Return the space type each convertible zone would take for supply to follow demand.

    Parameters
    ----------
    zones, states
        Tables of the study.
    shares
        Demand: a Series by space type, or a table with ``space_type`` and
        ``share`` (rows of group "all" where it has ``group``). Scaled to sum 1.
    day
        Which day's space types and seats are today's.
    by
        Whether "area" or "seats" is shared out. Where no zone has it the other
        is taken, else every zone counts the same.
    keep
        Zones that stay as they are, though convertible.
    seconds
        Time limit; the best plan found by then is returned with its gap.

    Returns
    -------
    One row per convertible zone, in the order of `zones`: ``zone``, ``floor``,
    ``size`` (in the measure used; a zone that lacks it counts as the median
    zone), ``today``, ``wanted``, ``changed`` (bool), ``reason`` (text key) and
    ``facts`` (dict; space types are ids). ``attrs["summary"]`` holds
    ``measure`` (area|seats|zones),
    ``distance_before`` and ``distance_after`` (share of all seats or area in
    the wrong type, 0..1), ``changes``, ``gap`` (how much nearer a better plan
    could still be, as a share; about 0 = proven),
    ``shares_before``, ``shares_after``, ``demand`` (dicts by space type).

    Notes
    -----
    Minimises half the absolute distance of supply from demand shares plus a
    small price per changed zone by its size. Zones that are not convertible
    count as they are; fixed rooms of another type (offices) do not count.
    Every convertible zone that is not kept gets one of the four types.

    Raises
    ------
    NoConvertibleZonesError, NoDemandError

    Examples
    --------
    >>> zones = pd.DataFrame({"zone": ["a", "b"], "floor": "1F", "area_m2": [50.0, 50.0],
    ...                       "polygon": None, "kind": "room", "convertible": True})
    >>> states = pd.DataFrame({"zone": ["a", "b"], "valid_from": dt.date(2025, 1, 1),
    ...                        "space_type": "learning", "seats": 10})
    >>> half = pd.Series({"learning": 0.5, "creative": 0.5})
    >>> propose_wanted(zones, states, half, dt.date(2025, 9, 1))["wanted"].tolist()
    ['learning', 'creative']
    """
    demand = _demand(shares)
    table, measure = _sizes(zones, states, day, by, keep)
    if not table["free"].any():
        raise NoConvertibleZonesError(n=len(zones))
    wanted, gap = _solve(table, demand, seconds)
    result = table.assign(wanted=wanted)
    before, after = _supply(result, "today"), _supply(result, "wanted")
    result["changed"] = result["wanted"] != result["today"]
    summary = {
        "measure": measure,
        "distance_before": _distance(before, demand),
        "distance_after": _distance(after, demand),
        "changes": int(result["changed"].sum()),
        "gap": gap,
        "shares_before": before.to_dict(),
        "shares_after": after.to_dict(),
        "demand": demand.to_dict(),
    }
    result = result[result["convertible"]].reset_index(drop=True)
    reasons = [_reason(one, before, demand) for one in result.to_dict("records")]
    result["reason"] = [key for key, _ in reasons]
    result["facts"] = [facts for _, facts in reasons]
    columns = ["zone", "floor", "size", "today", "wanted", "changed", "reason", "facts"]
    proposal = result[columns]
    proposal.attrs["summary"] = summary
    return proposal


def _demand(shares: pd.DataFrame | pd.Series) -> pd.Series:
    """Return demand by space type, summing to 1."""
    if isinstance(shares, pd.DataFrame):
        rows = shares[shares["group"] == "all"] if "group" in shares.columns else shares
        shares = rows.set_index("space_type")["share"]
    demand = shares.reindex(SPACE_TYPES).astype("Float64").fillna(0).clip(lower=0).astype(float)
    if demand.sum() <= 0:
        raise NoDemandError()
    return demand / demand.sum()


def _sizes(
    zones: pd.DataFrame, states: pd.DataFrame, day: dt.date, by: str, keep: Collection[str]
) -> tuple[pd.DataFrame, str]:
    """Return zones that count, with ``today``, ``size`` and ``free``, and the measure used."""
    now = states_on(states, day)[["zone", "space_type", "seats"]]
    table = with_area(zones).drop(columns=["seats", "space_type", "wanted"], errors="ignore")
    table = table.merge(now, on="zone", how="left")
    table["today"] = table["space_type"].fillna("").replace("", "other")
    table["convertible"] = table["convertible"].astype(bool)
    table["free"] = table["convertible"] & ~table["zone"].isin(keep)
    table = table[table["convertible"] | table["today"].isin(SPACE_TYPES)].reset_index(drop=True)
    for column in _SIZES[by]:
        size = table[column].astype("Float64")
        if (size > 0).any():
            size = size.fillna(size[size > 0].median()).clip(lower=0).astype(float)
            return table.assign(size=size), column.removesuffix("_m2")
    return table.assign(size=1.0), "zones"


def _solve(table: pd.DataFrame, demand: pd.Series, seconds: float) -> tuple[list[str], float]:
    """Return the wanted type of every zone, and how far the plan may be from the best one.

    Variables: a yes or no per free zone and type, and per type the distance of
    supply from demand. The total does not depend on the plan, because every
    free zone takes one of the four types.
    """
    counted = table["free"] | table["today"].isin(SPACE_TYPES)
    size = table["size"].to_numpy() / table["size"][counted].sum()
    fixed = pd.Series(size).groupby(table["today"].where(~table["free"])).sum()
    room = demand.to_numpy() - fixed.reindex(SPACE_TYPES).fillna(0).to_numpy()
    free = np.flatnonzero(table["free"])
    found = _programme(size[free], table["today"].to_numpy()[free], room, seconds)
    wanted = table["today"].tolist()
    if found.x is None:
        return wanted, 1.0
    chosen = found.x[: len(free) * len(SPACE_TYPES)].reshape(len(free), -1).argmax(axis=1)
    for place, space in zip(free, chosen, strict=True):
        wanted[place] = SPACE_TYPES[space]
    return wanted, max(0.0, found.fun - found.mip_dual_bound)


def _programme(size: np.ndarray, today: np.ndarray, room: np.ndarray, seconds: float):
    """Return SciPy's answer: half the distance from demand plus the price of changes, least."""
    zones, types = len(size), len(SPACE_TYPES)
    changes = today[:, None] != np.array(SPACE_TYPES)[None, :]
    order = 1e-7 * (1 + np.arange(zones)) / zones  # of equal plans always the same one
    price = changes * (_CHANGE_COST * size + order)[:, None]
    one_type = kron(eye_array(zones), np.ones((1, types)))
    supply = kron(size[None, :], eye_array(types))
    distance = eye_array(types)
    return milp(
        np.concatenate([price.ravel(), np.full(types, 0.5)]),
        integrality=np.repeat([1, 0], [zones * types, types]),
        bounds=Bounds(0, np.repeat([1, np.inf], [zones * types, types])),
        constraints=[
            LinearConstraint(hstack([one_type, csr_array((zones, types))]).tocsr(), 1, 1),
            LinearConstraint(hstack([supply, -distance]).tocsr(), -np.inf, room),
            LinearConstraint(hstack([supply, distance]).tocsr(), room, np.inf),
        ],
        options={"time_limit": seconds, "mip_rel_gap": _GAP},
    )


def _supply(table: pd.DataFrame, column: str) -> pd.Series:
    """Return the share of each space type, of what lies in the four types."""
    sizes = table.groupby(column)["size"].sum().reindex(SPACE_TYPES).fillna(0)
    return sizes / sizes.sum() if sizes.sum() > 0 else sizes


def _distance(supply: pd.Series, demand: pd.Series) -> float:
    """Return the share that lies in the wrong type: half the sum of absolute differences."""
    if supply.sum() == 0:
        return 1.0
    return float((supply - demand).abs().sum() / 2)


def _reason(one: dict, before: pd.Series, demand: pd.Series) -> tuple[str, dict]:
    """Return the text key and facts that say why a zone changes or stays."""
    today, wanted = one["today"], one["wanted"]
    facts = {"today": today, "wanted": wanted}
    if not one["free"]:
        return "wanted_pinned", {"today": today}
    of_wanted = {"share": float(before[wanted]), "demand": float(demand[wanted])}
    if today == wanted:
        return "wanted_kept", {"today": today} | of_wanted
    if today not in SPACE_TYPES:
        return "wanted_given", {"wanted": wanted} | of_wanted
    return "wanted_changed", facts | of_wanted
