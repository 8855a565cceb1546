"""Why a zone gets its function and not the second best, and which wishes a plan breaks."""

import numpy as np
import pandas as pd

from planning.layout import terms
from planning.layout.build import Layout
from planning.layout.site import LOUDNESS

SMALL = 0.005  # points; less is no reason
SINGLE = ("entrance", "daylight", "power", "access")


def by_term(layout: Layout, plan: np.ndarray, i: int) -> pd.DataFrame:
    """Return the points each function would cost in one zone, the other zones as planned.

    One row per function (in the order of `Choices.names`), one column per term.
    Pairs count with the whole of what the two zones cost.
    """
    columns = {}
    for term, loss in layout.losses.items():
        total = np.zeros(len(layout.choices.names))
        if loss.linear is not None:
            total += loss.linear[i]
        if loss.near is not None:
            others = np.arange(layout.site.size) != i
            total += loss.clash[:, plan[others]] @ loss.near[i, others]
            total += loss.near[others, i] @ loss.clash[plan[others], :]
        for need in loss.needs:
            k = layout.choices.index(need.function)
            rest = layout.seats_of(plan, need.function)
            rest -= layout.choices.seats[i, k] if plan[i] == k else 0.0
            without = max(0.0, need.seats - rest)
            total += need.share * without / need.seats
            total[k] -= need.share * min(without, layout.choices.seats[i, k]) / need.seats
        columns[term] = layout.points[term] * total
    return pd.DataFrame(columns, index=list(layout.choices.names))


def reasons(layout: Layout, plan: np.ndarray) -> pd.DataFrame:
    """Return why each free zone has its function and not the next best one.

    The next best is the function that would cost the plan least if only this
    zone took it and all limits still held.

    Returns
    -------
    One row per free zone: ``zone``, ``function``, ``second`` ("" = outside
    the catalogue, None where no other is possible), ``points`` (float, what
    the second would lose; below 0 where this zone alone could do better, which the search leaves
    only where it was stopped), ``wins`` and ``yields`` (lists of (term, points), largest first:
    where the function is better, and where the second would be).
    """
    allowed, names, limits = layout.allowed, layout.choices.names, layout.limits
    used = [limit.use[np.arange(layout.site.size), plan].sum() for limit in limits]
    rows = []
    for i in np.flatnonzero(layout.site.rooms["free"].to_numpy(bool)):
        costs = by_term(layout, plan, i)
        may = allowed[i].copy()
        may[plan[i]] = False
        for limit, now in zip(limits, used, strict=True):
            then = now - limit.use[i, plan[i]] + limit.use[i]
            may &= (then >= limit.at_least - 1e-6) & (then <= limit.at_most + 1e-6)
        zone = layout.site.rooms["zone"].iloc[i]
        if not may.any():
            rows.append((zone, names[plan[i]], None, np.nan, [], []))
            continue
        whole = costs.sum(axis=1).to_numpy()
        second = int(np.where(may, whole, np.inf).argmin())
        less = (costs.iloc[second] - costs.iloc[plan[i]]).sort_values(ascending=False)
        wins = [(term, float(x)) for term, x in less.items() if x > SMALL]
        yields = [(term, float(-x)) for term, x in less[::-1].items() if x < -SMALL]
        gap = float(whole[second] - whole[plan[i]])
        rows.append((zone, names[plan[i]], names[second], gap, wins, yields))
    columns = ["zone", "function", "second", "points", "wins", "yields"]
    return pd.DataFrame(rows, columns=columns)


def broken(layout: Layout, plan: np.ndarray) -> pd.DataFrame:
    """Return every wish a plan breaks, the dearest first.

    Returns
    -------
    One row per broken wish: ``kind`` (``need``: seats missing; ``noise``: a
    neighbour louder than borne; ``apart``: too near each other;
    ``together``: no two zones of the functions are near each other;
    ``entrance``, ``daylight``, ``power``, ``access``: of one zone), ``zone``,
    ``function``, ``other`` (zone), ``other_function``, ``way`` (beside: side by side;
    above: `zone` lies above `other`; below), ``metres`` (float), ``seats``
    (float, missing), ``points`` (float, what it costs; 0 for ``together``, whose gain is missing).
    """
    rows = [*_missing(layout, plan), *_loud(layout, plan), *_near(layout, plan)]
    rows += [*_alone(layout, plan), *_single(layout, plan)]
    columns = ["kind", "zone", "function", "other", "other_function", "way", "metres", "seats"]
    table = pd.DataFrame(rows, columns=[*columns, "points"])
    table = table.astype({"metres": "Float64", "seats": "Float64", "points": "float64"})
    return table.sort_values("points", ascending=False, kind="stable", ignore_index=True)


def _missing(layout: Layout, plan: np.ndarray) -> list[tuple]:
    rows = []
    for need in layout.losses["need"].needs if "need" in layout.losses else ():
        lack = need.seats - layout.seats_of(plan, need.function)
        if lack > 0:
            points = layout.points["need"] * need.share * lack / need.seats
            rows.append(("need", "", need.function, "", "", "", None, lack, points))
    return rows


def _loud(layout: Layout, plan: np.ndarray) -> list[tuple]:
    """Return pairs in which the first is louder than the second bears, the loudest way each."""
    if "noise" not in layout.losses:
        return []
    loss, shares = layout.losses["noise"], layout.site.shares
    cost = layout.points["noise"] * loss.near * loss.clash[plan[:, None], plan[None, :]]
    rows = []
    for i, j in np.argwhere(cost > SMALL):
        way = max(LOUDNESS, key=lambda one: LOUDNESS[one] * shares[one][i, j])
        rows.append(("noise", *_pair(layout, plan, i, j), way, None, None, cost[i, j]))
    return rows


def _near(layout: Layout, plan: np.ndarray) -> list[tuple]:
    if "affinity" not in layout.losses:
        return []
    loss = layout.losses["affinity"]
    cost = loss.near * loss.clash[plan[:, None], plan[None, :]]
    cost = layout.points["affinity"] * (cost + cost.T)
    rows = []
    for i, j in np.argwhere(np.triu(cost, 1) > SMALL / 5):
        metres = layout.site.metres[i, j]
        rows.append(("apart", *_pair(layout, plan, i, j), "", metres, None, cost[i, j]))
    return rows


def _alone(layout: Layout, plan: np.ndarray) -> list[tuple]:
    """Return pairs of functions that belong together, are both planned, and lie nowhere near."""
    rows = []
    names = layout.choices.names
    for row in layout.ask.affinities.itertuples(index=False):
        if row.wish < 0 or row.function not in names or row.other not in names:
            continue
        here = np.flatnonzero(plan == names.index(row.function))
        there = np.flatnonzero(plan == names.index(row.other))
        if not (len(here) and len(there)) or "affinity" not in layout.losses:
            continue
        metres = layout.site.metres[np.ix_(here, there)]
        if np.isnan(metres).all() or np.nanmin(metres) < terms.NEAR_M:
            continue
        i, j = np.unravel_index(np.nanargmin(metres), metres.shape)
        pair = _pair(layout, plan, here[i], there[j])
        rows.append(("together", *pair, "", metres[i, j], None, 0.0))
    return rows


def _single(layout: Layout, plan: np.ndarray) -> list[tuple]:
    """Return wishes of single zones that cost at least a tenth of a point."""
    rows = []
    for term in SINGLE:
        if term in layout.losses:
            lost = layout.losses[term].linear[np.arange(layout.site.size), plan]
            points = layout.points[term] * lost
            for i in np.flatnonzero(points > 0.1):
                zone, function, *_ = _pair(layout, plan, i, i)
                rows.append((term, zone, function, "", "", "", None, None, points[i]))
    return rows


def _pair(layout: Layout, plan: np.ndarray, i: int, j: int) -> tuple[str, str, str, str]:
    zones, names = layout.site.rooms["zone"], layout.choices.names
    return zones.iloc[i], names[plan[i]], zones.iloc[j], names[plan[j]]
