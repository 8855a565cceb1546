"""Intervals that every table of survey results uses."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from scipy import special  # scipy.stats takes a second to load, and every page would pay

LEVEL = 0.95


def mean_intervals(
    table: pd.DataFrame, by: Hashable | Sequence[Hashable], value: str
) -> pd.DataFrame:
    """Return mean and 95 % Student t interval of a column, one row per group.

    Parameters
    ----------
    table
        One row per respondent and group.
    by
        Column or columns that name the group.
    value
        Column of numbers. ``<NA>`` = not answered; such rows do not count.

    Returns
    -------
    Indexed by `by`, sorted: ``n`` (Int64, answers), ``mean``, ``low``,
    ``high`` (Float64). No interval where ``n`` < 2. The interval is not cut at
    the ends of the scale.

    Examples
    --------
    >>> rows = pd.DataFrame({"need": ["wifi"] * 3, "gap": [1.0, 2.0, 3.0]})
    >>> mean_intervals(rows, "need", "gap").round(2).loc["wifi"].tolist()
    [3.0, 2.0, -0.48, 4.48]
    """
    groups = table.assign(**{value: table[value].astype("Float64")}).groupby(by, sort=True)[value]
    found = groups.agg(["count", "mean", "std"])
    n = found["count"].astype("Int64")
    more = n.where(n >= 2).astype("Float64")
    quantile = pd.Series(
        special.stdtrit(np.maximum(n.to_numpy(float) - 1, 1), (1 + LEVEL) / 2), index=found.index
    )
    half = quantile * found["std"] / more.pow(0.5)
    return pd.DataFrame(
        {"n": n, "mean": found["mean"], "low": found["mean"] - half, "high": found["mean"] + half}
    ).astype({"mean": "Float64", "low": "Float64", "high": "Float64"})


def wilson(count: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson's 95 % interval of shares, as two arrays of low and high ends.

    Source: Wilson (1927), without continuity correction. Valid for any count
    from 0 to `n`, both included; `n` > 0.

    Examples
    --------
    >>> low, high = wilson(np.array([10]), 100)
    >>> float(low[0].round(4)), float(high[0].round(4))
    (0.0552, 0.1744)
    """
    z2 = special.ndtri((1 + LEVEL) / 2) ** 2
    share = np.asarray(count) / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    return middle - half, middle + half
