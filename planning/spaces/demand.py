"""From needs to spaces: which share of demand each space type has.

Each need spreads one unit over the space types in proportion to its
strengths; each respondent spreads one unit over the needs in proportion to
their weights; demand is the mean over respondents.
"""

import numpy as np
import pandas as pd

from planning.spaces.errors import NoDemandError, StrengthError, StrengthTwiceError
from surveys.disclosure import protect
from surveys.intervals import mean_intervals
from surveys.weighting import Weighting, weighted_intervals

ALLOWED = (0, 1, 3, 9)
EVERYBODY = "all"
_NUMBERS = ["share", "low", "high"]
_PARTS = ["contribution", "low", "high"]


def spread(strengths: pd.DataFrame) -> pd.DataFrame:
    """Return how each need spreads one unit of demand over the space types.

    Parameters
    ----------
    strengths
        One row per need and space type: ``need``, ``space_type`` (str),
        ``strength`` (0, 1, 3 or 9). A missing row or ``<NA>`` is 0.

    Returns
    -------
    One row per need, one column per space type in the order of first
    appearance; each row adds to 1. Needs with all strengths 0 are left out
    (`unlinked_needs` names them).

    Raises
    ------
    StrengthError
        A strength is none of 0, 1, 3, 9.
    StrengthTwiceError
        A need and space type stand in two rows.

    Examples
    --------
    >>> table = pd.DataFrame({"need": ["wifi"] * 2, "space_type": ["learning", "cultural"],
    ...                       "strength": [9, 3]})
    >>> spread(table).loc["wifi"].tolist()
    [0.75, 0.25]
    """
    wide = _wide(strengths)
    linked = wide[wide.sum(axis=1) > 0]
    return linked.div(linked.sum(axis=1), axis=0)


def unlinked_needs(weights: pd.DataFrame, strengths: pd.DataFrame) -> list[str]:
    """Return the needs people weighed that lead to no space type, sorted by name.

    They are left out of the demand: their row of strengths is missing or all 0.
    """
    return sorted(set(weights["need"].dropna()) - set(spread(strengths).index))


def demand_shares(
    weights: pd.DataFrame,
    strengths: pd.DataFrame,
    groups: pd.Series | None = None,
    weighting: Weighting | None = None,
) -> pd.DataFrame:
    """Return the share of demand of each space type, overall or per group.

    Parameters
    ----------
    weights
        One row per respondent and need: ``respondent``, ``need``, ``weight``
        (>= 0). A respondent counts once, however many needs they answered.
    strengths
        As in `spread`.
    groups
        Group of each respondent (index: respondent), such as the segment.
        Respondents without a group are left out. None: one group, "all".
    weighting
        Weights of the respondents themselves, such as raked to enrolment; None
        = everybody counts alike.

    Returns
    -------
    One row per group (sorted; "all" without `groups`) and space type:
    ``group``, ``space_type``, ``share``, ``low``, ``high`` (Float64, 0..1, 95 %
    Student t over respondents, cut at 0 and 1), ``n`` (Int64, respondents
    behind it), ``left_out`` (Int64, respondents of the group with no demand
    at all: all weights 0 or on unlinked needs), ``hidden`` (bool). The shares
    of a group add to 1. Groups of fewer than 5 are ``<NA>`` and hidden, and
    one more where it could be subtracted from the whole. With `weighting`, also
    ``n_eff`` (Float64, how many equal answers stand behind the share).

    Raises
    ------
    NoDemandError
        No respondent has a demand.
    StrengthError, StrengthTwiceError
        As in `spread`.
    """
    demand = _by_respondent(weights, strengths)
    if groups is None:
        groups = pd.Series(EVERYBODY, index=demand.index)
    group = groups.reindex(demand.index)
    asked = demand[group.notna()].assign(group=group.dropna())
    if not len(asked.dropna()):
        raise NoDemandError(needs=int(weights["need"].nunique()))
    keys = ["group", "space_type"]
    long = asked.reset_index(names="respondent").melt(
        ["respondent", "group"], var_name="space_type", value_name="share"
    )
    found = (
        mean_intervals(long, keys, "share")
        if weighting is None
        else weighted_intervals(long, keys, "share", weighting)
    )
    found = found.reset_index().rename(columns={"mean": "share"})
    found["left_out"] = found["group"].map(asked.groupby("group").size()) - found["n"]
    found[["low", "high"]] = found[["low", "high"]].clip(0, 1)
    order = {space: place for place, space in enumerate(demand.columns)}
    found = found.sort_values(
        ["group", "space_type"], key=lambda c: c.map(order) if c.name == "space_type" else c
    )
    effective = [] if weighting is None else ["n_eff"]
    columns = [*keys, *_NUMBERS, "n", "left_out", *effective]
    found = found[columns].astype({"left_out": "Int64"}).reset_index(drop=True)
    return protect(found, values=_NUMBERS, total_groups=["space_type"])


def demand_by_need(
    weights: pd.DataFrame, strengths: pd.DataFrame, weighting: Weighting | None = None
) -> pd.DataFrame:
    """Return what stands behind each share: the needs it comes from.

    Parameters are those of `demand_shares`.

    Returns
    -------
    One row per space type and need: ``space_type``, ``need`` (str),
    ``contribution`` (Float64, share of all demand; the rows of a space type
    add up to its share in `demand_shares`), ``low``, ``high`` (Float64, 95 %
    Student t over respondents, cut at 0 and 1), ``n`` (Int64, respondents with a
    demand who said how much they want this need, 0 included), ``strength``
    (Int64), ``hidden`` (bool). Largest contribution first within the space
    type. Contributions of fewer than 5 respondents are ``<NA>``, and one more
    where it could be subtracted from the share. With `weighting`,
    contributions and intervals are weighted.

    Raises
    ------
    NoDemandError, StrengthError, StrengthTwiceError
        As in `demand_shares`.
    """
    wide, total = _linked_weights(weights, strengths)
    counted = wide[total > 0]
    if counted.empty:
        raise NoDemandError(needs=int(weights["need"].nunique()))
    asked = _need_shares(counted.div(total[total > 0], axis=0).fillna(0), weighting)
    spaces = spread(strengths).reindex(wide.columns)
    table = spaces.reset_index(names="need").melt("need", None, "space_type", "part")
    for name, column in zip(_PARTS, ("mean", "low", "high"), strict=True):
        table[name] = table["part"] * table["need"].map(asked[column])
    table["n"] = table["need"].map(counted.notna().sum()).astype("Int64")
    given = _wide(strengths).stack().astype("Int64").rename("strength")
    table = table.join(given, on=["need", "space_type"]).astype(dict.fromkeys(_PARTS, "Float64"))
    order = {space: place for place, space in enumerate(spaces.columns)}
    table["place"] = table["space_type"].map(order)
    table = table.sort_values(["place", "contribution"], ascending=[True, False], kind="stable")
    linked = table["strength"] > 0  # where the strength is 0 everybody knows the contribution
    safe = protect(table[linked], values=_PARTS, total_groups=["space_type"])
    table = pd.concat([safe, table[~linked].assign(hidden=False)]).sort_values(
        "place", kind="stable", ignore_index=True
    )
    return table[["space_type", "need", *_PARTS, "n", "strength", "hidden"]]


def _need_shares(shares: pd.DataFrame, weighting: Weighting | None) -> pd.DataFrame:
    """Return mean and interval of each need's share of a respondent's demand."""
    long = shares.reset_index(names="respondent").melt(
        "respondent", var_name="need", value_name="share"
    )
    found = (
        mean_intervals(long, "need", "share")
        if weighting is None
        else weighted_intervals(long, "need", "share", weighting)
    )
    return found[["mean", "low", "high"]].clip(0, 1)


def _wide(strengths: pd.DataFrame) -> pd.DataFrame:
    """Return checked strengths, needs by space types, missing as 0."""
    given = strengths[["need", "space_type", "strength"]].fillna({"strength": 0})
    wrong = given[~given["strength"].isin(ALLOWED)]
    if not wrong.empty:
        raise StrengthError(**wrong.iloc[0].to_dict())
    twice = given[given.duplicated(["need", "space_type"])]
    if not twice.empty:
        raise StrengthTwiceError(**twice.iloc[0].drop("strength").to_dict())
    wide = given.pivot(index="need", columns="space_type", values="strength").fillna(0)
    return wide.reindex(columns=given["space_type"].unique()).astype(float)


def _linked_weights(
    weights: pd.DataFrame, strengths: pd.DataFrame
) -> tuple[pd.DataFrame, pd.Series]:
    """Return weights, respondents by linked needs (NaN = not asked), and each one's total."""
    wide = weights.pivot(index="respondent", columns="need", values="weight").astype(float)
    linked = wide[[need for need in wide.columns if need in spread(strengths).index]]
    return linked, linked.sum(axis=1)


def _by_respondent(weights: pd.DataFrame, strengths: pd.DataFrame) -> pd.DataFrame:
    """Return each respondent's demand by space type; NaN for those with none."""
    wide, total = _linked_weights(weights, strengths)
    spaces = spread(strengths)
    demand = wide.fillna(0).to_numpy() @ spaces.reindex(wide.columns).to_numpy()
    share = demand / total.where(total > 0, np.nan).to_numpy()[:, None]
    return pd.DataFrame(share, index=wide.index, columns=spaces.columns.rename(None))
