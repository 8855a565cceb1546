"""What became of the shares of segments between two waves."""

import numpy as np
import pandas as pd

_NUMBERS = ["before", "after", "change", "low", "high"]


def changes(before: pd.DataFrame, after: pd.DataFrame, share: str = "share") -> pd.DataFrame:
    """Return the change of each segment's share from one wave to another.

    Parameters
    ----------
    before, after
        One row per segment: ``segment``, and `share` with ``{share}_low`` and
        ``{share}_high`` (Float64, 0..1, ends of its 95 % interval).
    share
        Name of the share, such as the weighted one.

    Returns
    -------
    One row per segment of both: ``segment`` (Int64), ``before``, ``after``,
    ``change`` (after - before), ``low``, ``high`` (Float64, 95 %), ``moved``
    (bool: the interval excludes 0). ``<NA>`` where a share is.

    Notes
    -----
    The interval of the difference is made from the two intervals (Newcombe
    1998, method 10; Zou and Donner 2008); the waves are independent samples.
    The uncertainty of the segments themselves is not in it.

    Examples
    --------
    >>> def sizes(share, low, high):
    ...     return pd.DataFrame({"segment": [1], "share": share, "share_low": low,
    ...                          "share_high": high})
    >>> found = changes(sizes(0.5, 0.4, 0.6), sizes(0.7, 0.6, 0.8)).iloc[0]
    >>> [round(float(found[name]), 3) for name in ("change", "low", "high")], bool(found["moved"])
    ([0.2, 0.059, 0.341], True)
    """
    ends = [share, f"{share}_low", f"{share}_high"]
    both = before[["segment", *ends]].merge(
        after[["segment", *ends]], on="segment", suffixes=("_before", "_after")
    )
    one, one_low, one_high = (_numbers(both[f"{end}_before"]) for end in ends)
    two, two_low, two_high = (_numbers(both[f"{end}_after"]) for end in ends)
    change = two - one
    table = pd.DataFrame({"segment": both["segment"], "before": one, "after": two})
    table["change"] = change
    table["low"] = change - np.hypot(two - two_low, one_high - one)
    table["high"] = change + np.hypot(two_high - two, one - one_low)
    table["moved"] = (table["low"] > 0) | (table["high"] < 0)
    return table.astype({"segment": "Int64"} | dict.fromkeys(_NUMBERS, "Float64"))


def _numbers(values: pd.Series) -> np.ndarray:
    return values.to_numpy("float64", na_value=np.nan)
