"""Which share of demand each function has, and what it could be as well."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from planning.programme.totals import DRAWS, ENDS, SEED
from planning.spaces.demand import spread
from planning.spaces.errors import NoDemandError
from surveys.disclosure import MIN_RATINGS

_BLOCK = 4_000_000  # random numbers at a time


@dataclass(frozen=True)
class Demand:
    """Demand of the respondents by function.

    Parameters
    ----------
    spread
        Index need, one column per function: how a need spreads one unit; rows add to 1.
    by_need
        Index respondent, one column per need: share of the person's demand; rows add to 1.
    weights
        Index respondent: how much each person counts (mean 1).
    asked
        Index need: respondents who said how much they want it (Int64).
    share, draws
        Share of each function (index function, adds to 1), and `DRAWS` x functions of
        what it could be as well.
    """

    spread: pd.DataFrame
    by_need: pd.DataFrame
    weights: pd.Series
    asked: pd.Series
    share: pd.Series
    draws: np.ndarray

    @property
    def n(self) -> int:
        """Respondents behind the shares."""
        return len(self.by_need)

    def need_shares(self) -> pd.Series:
        """Return the share of all demand of each need (index need; adds to 1)."""
        return self.by_need.mul(self.weights, axis=0).sum() / self.weights.sum()

    def shares(self) -> pd.DataFrame:
        """Return ``share``, ``low``, ``high`` (0..1, 95 %) by function; the share lies inside."""
        low, high = np.quantile(self.draws, ENDS, axis=0)
        ends = {"low": np.minimum(low, self.share), "high": np.maximum(high, self.share)}
        return pd.DataFrame({"share": self.share, **ends})

    def behind(self, function: str) -> pd.DataFrame:
        """Return what a function's share is made of.

        One row per need that leads to it, largest first: ``need``,
        ``need_share`` (of all demand), ``part`` (of the need that goes to the
        function), ``contribution`` (their product; adds up to the share),
        ``n`` (Int64, respondents who answered on the need). Needs on which
        fewer than 5 answered are left out by `function_demand`.
        """
        part = self.spread[function]
        table = pd.DataFrame(
            {"need_share": self.need_shares().reindex(part.index).fillna(0), "part": part}
        )
        table["contribution"] = table["need_share"] * table["part"]
        table["n"] = self.asked.reindex(part.index).fillna(0).astype("Int64")
        table = table[(table["part"] > 0) & (table["n"] > 0)]
        return table.sort_values("contribution", ascending=False).reset_index(names="need")


def function_spread(
    type_strengths: pd.DataFrame, strengths: pd.DataFrame, functions: pd.DataFrame
) -> pd.DataFrame:
    """Return how each need spreads one unit over the functions.

    First over the space types, in proportion to `type_strengths` (so the types
    have the shares of `planning.spaces.demand`); then, within a type, over its
    functions in proportion to `strengths`. Where a need leads to a type but to
    none of its functions, they share alike.

    Parameters
    ----------
    type_strengths
        ``need``, ``space_type``, ``strength`` (0, 1, 3, 9).
    strengths
        ``need``, ``function``, ``strength`` (0, 1, 3, 9); missing = 0.
    functions
        ``function``, ``space_type``; only functions of the types asked about count.

    Returns
    -------
    Index need, one column per function; rows add to 1.

    Examples
    --------
    >>> types = pd.DataFrame({"need": ["wifi"], "space_type": ["learning"], "strength": [9]})
    >>> own = pd.DataFrame({"need": ["wifi"] * 2, "function": ["carrel", "seat"],
    ...                     "strength": [9, 3]})
    >>> all_ = pd.DataFrame({"function": ["carrel", "seat"], "space_type": ["learning"] * 2})
    >>> function_spread(types, own, all_).loc["wifi"].tolist()
    [0.75, 0.25]
    """
    to_types = spread(type_strengths)
    names = functions[functions["space_type"].isin(to_types.columns)]
    kinds = names.set_index("function")["space_type"]
    given = strengths.pivot(index="need", columns="function", values="strength")
    wide = given.reindex(index=to_types.index, columns=kinds.index).astype(float).fillna(0)
    within = pd.DataFrame(0.0, index=wide.index, columns=wide.columns)
    for kind in kinds.unique():
        mine = kinds.index[kinds == kind]
        part = wide[mine]
        total = part.sum(axis=1)
        alike = pd.DataFrame(1 / len(mine), index=part.index, columns=part.columns)
        even = part.div(total.where(total > 0), axis=0).fillna(alike)
        within[mine] = even.mul(to_types[kind], axis=0)
    reached = within.sum(axis=1)
    return within[reached > 0].div(reached[reached > 0], axis=0)


def function_demand(
    weights: pd.DataFrame, spread_: pd.DataFrame, respondents: pd.Series | None = None
) -> Demand:
    """Return the demand for each function.

    Parameters
    ----------
    weights
        One row per respondent and need: ``respondent``, ``need``, ``weight`` (>= 0).
    spread_
        As `function_spread`.
    respondents
        Weight of each respondent (index respondent), such as raked to
        enrolment. None: everybody counts alike.

    Returns
    -------
    `Demand`. Each respondent spreads one unit over the needs in proportion to
    their weights; the share of a function is the (weighted) mean over
    respondents. Its draws weigh the respondents anew with random weights of
    mean 1 (Bayesian bootstrap, seeded). Needs on which fewer than 5 people
    answered are left out.

    Raises
    ------
    NoDemandError
        Fewer than 5 respondents have a demand.
    """
    wide = weights.pivot(index="respondent", columns="need", values="weight").astype(float)
    asked = wide.notna().sum()
    wide = wide[[n for n in wide if n in spread_.index and asked[n] >= MIN_RATINGS]].fillna(0)
    total = wide.sum(axis=1)
    by_need = wide[total > 0].div(total[total > 0], axis=0)
    if len(by_need) < MIN_RATINGS:
        raise NoDemandError(needs=int(weights["need"].nunique()))
    counts = pd.Series(1.0, index=by_need.index)
    if respondents is not None:
        counts = respondents.reindex(by_need.index).fillna(1.0).astype(float)
    matrix = by_need.to_numpy() @ spread_.loc[by_need.columns].to_numpy()
    own = counts.to_numpy()
    share = pd.Series(own @ matrix / own.sum(), index=spread_.columns)
    answered = asked[by_need.columns].astype("Int64")
    return Demand(spread_, by_need, counts, answered, share, _draws(matrix, own))


def anchored(
    demand: Demand, functions: pd.DataFrame, used: Mapping[str, float], steer: float
) -> Demand:
    """Return the demand with its shares held back towards the use of today.

    share = steer x share of demand + (1 - steer) x the type's share of use
    x share of the function within its type. The shares add to 1.

    Parameters
    ----------
    demand, functions
        As in `function_demand`; ``function``, ``space_type``.
    used
        People in the fullest hours by space type (`hours.peak_use`), or seats
        of today; types that answer no need do not count.
    steer
        1 = as the answers ask, 0 = as the space is used. Without use: 1.
    """
    kinds = functions.set_index("function")["space_type"].reindex(demand.share.index).to_numpy(str)
    total = sum(used.get(kind, 0) for kind in set(kinds))
    if steer >= 1 or not total:
        return demand
    held = {kind: used.get(kind, 0) / total for kind in set(kinds)}

    def mixed(shares: np.ndarray) -> np.ndarray:
        found = np.empty_like(shares)
        for kind in held:
            mine = kinds == kind
            whole = shares[..., mine].sum(axis=-1, keepdims=True)
            within = np.where(whole > 0, shares[..., mine] / np.where(whole > 0, whole, 1), 0)
            found[..., mine] = steer * shares[..., mine] + (1 - steer) * held[kind] * within
        return found / found.sum(axis=-1, keepdims=True)

    share = pd.Series(mixed(demand.share.to_numpy()), index=demand.share.index)
    return replace(demand, share=share, draws=mixed(demand.draws))


def _draws(matrix: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return shares under random weights of the respondents, `DRAWS` x functions."""
    rng = np.random.default_rng(SEED + 1)
    block = max(1, min(DRAWS, _BLOCK // len(own)))
    made = []
    for first in range(0, DRAWS, block):
        anew = rng.standard_exponential((min(block, DRAWS - first), len(own))) * own
        made.append(anew @ matrix / anew.sum(axis=1, keepdims=True))
    return np.vstack(made)
