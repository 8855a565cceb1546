"""Weighted shares whose intervals hold near 0 and 1 and for few answers too."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from surveys.intervals import wilson
from surveys.weighting.estimate import estimates, widened
from surveys.weighting.rake import Weighting


def weighted_shares(
    table: pd.DataFrame,
    by: Hashable | Sequence[Hashable],
    value: str,
    weighting: Weighting,
    of: str | None = None,
) -> pd.DataFrame:
    """Return weighted share and 95 % interval of a column, one row per group.

    The weighted sister of `surveys.intervals.wilson`; with equal weights and no
    margins the two are the same.

    Parameters
    ----------
    table
        One row per respondent and group, with a column ``respondent``.
        Respondents without a weight are left out.
    by
        Column or columns that name the group.
    value
        Column of 0 or 1 (or parts between). ``<NA>`` = not asked.
    weighting
        Weights by respondent.
    of
        Column of what `value` is a part of: the share is sum over sum, and who
        has 0 here does not count. None = of 1.

    Returns
    -------
    Indexed by `by`, sorted: ``n`` (Int64, people), ``share``, ``low``, ``high``
    (Float64, 0..1), ``n_eff`` (Float64). <NA> where nobody counts.

    Notes
    -----
    Wilson's interval with the answers the share is worth: share x (1 - share)
    over its variance by linearisation, and never more than Kish's effective n
    (after Korn and Graubard 1998, read second-hand). A linearised interval cut
    at 0 and 1 covers as little as 71 % of shares near the ends; see
    ``benchmarks.intervals``.

    Examples
    --------
    >>> from surveys.weighting import of_weights
    >>> rows = pd.DataFrame({"respondent": range(100), "need": "wifi", "top": [1] * 10 + [0] * 90})
    >>> equal = of_weights(pd.Series(1.0, index=range(100)))
    >>> weighted_shares(rows, "need", "top", equal).round(4).loc["wifi"].tolist()
    [100.0, 0.1, 0.0552, 0.1744, 100.0]
    """
    wide, index = widened(table, by, value)
    parts = None if of is None else widened(table, by, of)[0]
    found = estimates(wide, weighting, of=parts).set_axis(index, axis="index")
    share = found["mean"].to_numpy(float).clip(0, 1)
    worth = worth_of(share * (1 - share), found)
    low, high = wilson(share * worth, worth)
    shares = {"share": share, "low": low, "high": high, "n_eff": found["n_eff"].to_numpy(float)}
    table = pd.DataFrame(shares, index=index).astype("Float64")
    table.insert(0, "n", found["n"].astype("Int64"))
    return table


def worth_of(spread: np.ndarray, found: pd.DataFrame) -> np.ndarray:
    """Return how many equal answers a mean is worth, at most its effective n; NaN where none.

    Parameters
    ----------
    spread
        Variance of one answer.
    found
        `estimates`, one row per mean.
    """
    n, most = found["n"].to_numpy(float), found["n_eff"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = found["se"].to_numpy(float) ** 2 * (n - 1) / n
        worth = np.where(variance > 1e-15, spread / variance, most)
    return np.minimum(worth, most)
