"""Which needs stay unmet, and whom that hits."""

import numpy as np
import pandas as pd

from planning.programme.demand import Demand
from surveys.disclosure import MIN_RATINGS, protect
from surveys.intervals import mean_intervals


def needs_met(demand: Demand, fitted: pd.DataFrame) -> pd.DataFrame:
    """Return how far each need is met by what can be had.

    Parameters
    ----------
    demand
        Shares and how each need spreads over the functions.
    fitted
        As `fit.fit`: ``function``, ``met`` (0..1; ``<NA>`` = too little was asked for a
        room; met as far as another function that answers the need as strongly).

    Returns
    -------
    One row per need, the largest unmet demand first: ``need``, ``share`` (of
    all demand), ``met`` (0..1), ``unmet`` (share x (1 - met)), ``n`` (Int64,
    respondents who answered on it).

    Examples
    --------
    A need of which 3/4 go to carrels that can be had by half, 1/4 to seats that can be had:
    met = 3/4 x 1/2 + 1/4 = 0.625.
    """
    met = _met(demand, fitted)
    share = demand.need_shares()
    table = pd.DataFrame({"share": share, "met": met.reindex(share.index)})
    table["unmet"] = table["share"] * (1 - table["met"])
    table["n"] = demand.asked.reindex(share.index).astype("Int64")
    return table.sort_values("unmet", ascending=False, kind="stable").reset_index(names="need")


def hit(demand: Demand, fitted: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return which share of each group's demand stays unmet.

    Parameters
    ----------
    demand, fitted
        As in `needs_met`.
    groups
        Group of each respondent (index respondent), such as the segment;
        respondents without one are left out.

    Returns
    -------
    One row per group, hit hardest first: ``group``, ``n`` (Int64), ``unmet``,
    ``low``, ``high`` (Float64, share of the group's demand, 95 % Student t over its
    people, cut at 0 and 1), ``hidden`` (bool: fewer than 5 people, or to protect such a group).
    """
    each = (demand.by_need * (1 - _met(demand, fitted))).sum(axis=1)
    group = groups.reindex(each.index)
    rows = pd.DataFrame({"group": group, "unmet": each}).dropna(subset="group")
    found = mean_intervals(rows, "group", "unmet").reset_index().rename(columns={"mean": "unmet"})
    found[["low", "high"]] = found[["low", "high"]].clip(0, 1)
    safe = protect(found, values=["unmet", "low", "high"], total_groups=[[]])
    return safe.sort_values("unmet", ascending=False, na_position="last", ignore_index=True)


def worst_needs(demand: Demand, fitted: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return each group's needs by unmet demand: ``group``, ``need``, ``unmet``; small groups out.

    ``unmet`` is the mean over the group's people of need's share x (1 - met).
    """
    each = demand.by_need * (1 - _met(demand, fitted))
    group = groups.reindex(each.index)
    sizes = group.value_counts()
    large = group.isin(sizes.index[sizes >= MIN_RATINGS])
    means = each[large].groupby(group[large].astype(object)).mean()
    long = means.rename_axis(index="group", columns="need").stack().rename("unmet").reset_index()
    return long.sort_values(["group", "unmet"], ascending=[True, False], ignore_index=True)


def _met(demand: Demand, fitted: pd.DataFrame) -> pd.Series:
    """Return by need which part of it is met.

    What leads to a function without a room is met as far as another function
    is that answers the need as strongly.
    """
    spread = demand.spread.loc[demand.by_need.columns]
    given = fitted.set_index("function")["met"].astype("Float64").reindex(spread.columns)
    met, parts = given.to_numpy(float, na_value=np.nan), spread.to_numpy(float)
    found = np.zeros(len(parts))
    for need, part in enumerate(parts):
        there = np.where(np.isnan(met), -1.0, met)
        for place in np.flatnonzero(part):
            instead = there[part >= part[place]].max(initial=0)
            found[need] += part[place] * (instead if np.isnan(met[place]) else met[place])
    return pd.Series(found, index=spread.index)
