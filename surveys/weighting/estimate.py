"""Weighted means with standard errors that know of raking, clusters and strata."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from surveys.intervals import LEVEL
from surveys.weighting.rake import Weighting


@dataclass(frozen=True)
class Design:
    """How the people were chosen, where they were not chosen one by one from everybody.

    Parameters
    ----------
    clusters
        Cluster of each respondent (index: respondent), such as a class that
        was asked as a whole. None: everybody alone.
    strata
        Stratum of each respondent. None: one stratum.
    population
        Per respondent, how many clusters (people, without clusters) the
        stratum has in the population. None: many; nothing is subtracted.
    """

    clusters: pd.Series | None = None
    strata: pd.Series | None = None
    population: pd.Series | None = None


@dataclass(frozen=True)
class Estimate:
    """A weighted mean, its standard error, 95 % interval and the answers behind it."""

    mean: float
    se: float
    low: float
    high: float
    n: int
    n_eff: float


SIMPLE = Design()


def weighted_mean(values: pd.Series, weighting: Weighting, design: Design = SIMPLE) -> Estimate:
    """Return a weighted mean with its standard error by linearisation.

    The mean is a ratio of two totals. Its linear form is cleared of what the
    raked margins explain (residuals of a regression on the categories with the
    base weights), weighted with the raked weights, and summed by cluster
    (Deville and Sarndal 1992; as the R package survey does for raked designs).
    Trimmed weights are treated as if they came from raking alone.

    Parameters
    ----------
    values
        Number of each respondent (index: respondent); missing = not answered:
        the mean is over those who did.
    weighting
        From `rake`, or `of_weights`.
    design
        How the people were chosen.

    Returns
    -------
    ``se`` and interval are NaN below two answers or two clusters. Student t
    with answers - 1 (clusters - strata) degrees of freedom.
    """
    wide = pd.to_numeric(values, errors="coerce").to_frame("value")
    row = estimates(wide, weighting, design).iloc[0]
    return Estimate(
        mean=float(row["mean"]),
        se=float(row["se"]),
        low=float(row["low"]),
        high=float(row["high"]),
        n=int(row["n"]),
        n_eff=float(row["n_eff"]),
    )


def of_weights(weights: pd.Series) -> Weighting:
    """Return given weights (index: respondent, above 0) as a `Weighting` without margins."""
    scaled = (weights / weights.mean()).astype(float)
    none = pd.DataFrame(index=scaled.index)
    return Weighting(scaled, scaled, none, pd.DataFrame(), 0, 0.0, "", None, 0)


def weighted_intervals(
    table: pd.DataFrame, by: Hashable | Sequence[Hashable], value: str, weighting: Weighting
) -> pd.DataFrame:
    """Return weighted mean and 95 % interval of a column, one row per group.

    The weighted sister of `surveys.intervals.mean_intervals`; with equal
    weights and no margins the two are the same.

    Parameters
    ----------
    table
        One row per respondent and group, with a column ``respondent``.
        Respondents without a weight are left out.
    by, value
        As in `mean_intervals`.
    weighting
        Weights by respondent.

    Returns
    -------
    Indexed by `by`, sorted: ``n`` (Int64, answers), ``mean``, ``low``,
    ``high``, ``n_eff`` (Float64, what the answers count like).
    """
    wide, index = widened(table, by, value)
    found = estimates(wide, weighting).set_axis(index, axis="index")
    columns = dict.fromkeys(["mean", "low", "high", "n_eff"], "Float64")
    return found[["n", *columns]].astype({"n": "Int64"} | columns)


def widened(
    table: pd.DataFrame, by: Hashable | Sequence[Hashable], value: str
) -> tuple[pd.DataFrame, pd.Index]:
    """Return a column as respondents by groups, NaN = no answer, and the groups' names, sorted."""
    keys = [by] if isinstance(by, str) else list(by)
    rows = table[["respondent", *keys, value]]
    rows = rows.assign(**{value: rows[value].astype("Float64").astype(float)})
    cell = rows.groupby(keys, sort=True).ngroup()
    names = rows.groupby(cell)[keys].first()
    wide = pd.DataFrame({"who": rows["respondent"], "cell": cell, "value": rows[value]}).pivot(
        index="who", columns="cell", values="value"
    )
    index = pd.MultiIndex.from_frame(names) if len(keys) > 1 else pd.Index(names[keys[0]])
    return wide, index


def estimates(
    wide: pd.DataFrame,
    weighting: Weighting,
    design: Design = SIMPLE,
    of: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row of ``mean, se, low, high, n, n_eff`` per column of respondents' values.

    `of`: what each value is a part of, of the same shape; the mean is then sum
    over sum, and who is part of nothing does not count. None = of 1.
    """
    respondents = weighting.weights.index
    values = wide.reindex(respondents).to_numpy(float)
    whole = np.ones_like(values) if of is None else of.reindex(respondents).to_numpy(float)
    given = ~np.isnan(values) & (whole > 0)
    values, whole = np.where(given, values, 0), np.where(given, whole, 0)
    weights = weighting.weights.to_numpy(float)[:, None]
    total = (weights * whole).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (weights * values).sum(axis=0) / total
        linear = (values - mean * whole) / total
        n_eff = total**2 / ((weights * whole) ** 2).sum(axis=0)
    n = given.sum(axis=0)
    variance, freedom = _variance(weights * _residuals(linear, weighting), n, respondents, design)
    se = np.where((n >= 2) & (freedom >= 1), np.sqrt(variance), np.nan)
    half = special.stdtrit(np.maximum(freedom, 1), (1 + LEVEL) / 2) * se
    return pd.DataFrame(
        {"mean": mean, "se": se, "low": mean - half, "high": mean + half, "n": n, "n_eff": n_eff},
        index=wide.columns,
    ).assign(n_eff=np.where(n > 0, n_eff, np.nan))


def _residuals(linear: np.ndarray, weighting: Weighting) -> np.ndarray:
    """Return what the categories of the margins do not explain, by base-weighted least squares."""
    linear = np.nan_to_num(linear)
    if weighting.groups.empty:
        return linear
    root = np.sqrt(weighting.base.to_numpy(float))[:, None]
    directions = weighting.explained
    return linear - directions @ (directions.T @ (linear * root)) / root


def _variance(
    parts: np.ndarray, n: np.ndarray, respondents: pd.Index, design: Design
) -> tuple[np.ndarray, np.ndarray]:
    """Return the variance of the sum of `parts` (people by columns), and degrees of freedom."""
    people = pd.Series(range(len(respondents)), index=respondents)
    strata = pd.Series(0, index=respondents) if design.strata is None else design.strata
    alone = design.clusters is None and design.strata is None
    variance, units = np.zeros(parts.shape[1]), 0
    for _, members in people.groupby(strata.reindex(respondents)):
        places = members.to_numpy()
        sums = parts[places]
        if design.clusters is not None:
            own = design.clusters.reindex(members.index).to_numpy()
            sums = pd.DataFrame(sums).groupby(own).sum().to_numpy()
        m = np.full(parts.shape[1], len(sums)) if not alone else n
        missed = 1.0
        if design.population is not None:
            missed = 1 - len(sums) / float(design.population.reindex(members.index).iloc[0])
        spread = ((sums - sums.mean(axis=0)) ** 2).sum(axis=0)
        variance += missed * m / np.maximum(m - 1, 1) * spread
        units += len(sums) - 1
    return variance, n - 1 if alone else np.full(parts.shape[1], units)
