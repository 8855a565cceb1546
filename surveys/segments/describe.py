"""What a segment is: its size, its needs against the whole, and its name."""

import numpy as np
import pandas as pd
from scipy import special

from surveys.disclosure import protect
from surveys.intervals import LEVEL, wilson
from surveys.weighting import effective_n

TRAITS = 2  # needs in a name


def sizes(segment: np.ndarray, k: int, weights: np.ndarray | None = None) -> pd.DataFrame:
    """Return the size of each segment.

    Parameters
    ----------
    segment
        Segment (1 to `k`) of each member.
    k
        Number of segments.
    weights
        Weight of each member; None = all alike.

    Returns
    -------
    One row per segment: ``segment``, ``n`` (Int64, members), ``share`` (of the
    weights), ``share_low``, ``share_high`` (Float64, Wilson 95 % with Kish's
    effective number of answers; ``<NA>`` without members),
    ``share_unweighted``, ``share_unweighted_low``, ``share_unweighted_high``
    (the same, everybody counting one).

    Examples
    --------
    >>> sizes(np.array([1, 1, 2]), 2, np.array([1.0, 1.0, 4.0]))["share"].round(2).tolist()
    [0.33, 0.67]
    """
    n = np.bincount(segment - 1, minlength=k)
    table = pd.DataFrame({"segment": np.arange(1, k + 1), "n": n})
    columns = ["share", "share_low", "share_high"]
    plain = ["share_unweighted", "share_unweighted_low", "share_unweighted_high"]
    numbers = columns + plain
    if len(segment):
        ones = np.ones(len(segment))
        table[plain] = _shares(segment, k, ones)
        table[columns] = _shares(segment, k, ones if weights is None else weights)
    else:
        table[numbers] = pd.NA
    return table.astype({"segment": "Int64", "n": "Int64"} | dict.fromkeys(numbers, "Float64"))


def _shares(segment: np.ndarray, k: int, weights: np.ndarray) -> np.ndarray:
    """Return share, low and high end per segment."""
    share = np.bincount(segment - 1, weights, k) / weights.sum()
    n = effective_n(weights)
    return np.column_stack([share, *wilson(share * n, n)])


def profile(
    table: pd.DataFrame, segment: np.ndarray, weights: np.ndarray | None = None
) -> pd.DataFrame:
    """Return the needs of each segment against the whole.

    Parameters
    ----------
    table
        Members by needs (ratings 1 to 5, or 0 and 1), NaN = not answered.
    segment
        Segment of each member.
    weights
        Weight of each member; None = all alike.

    Returns
    -------
    One row per segment and need: ``segment`` (Int64), ``need`` (str), ``n``
    (Int64, answers), ``mean``, ``whole`` (all members), ``difference``,
    ``low``, ``high`` (Float64; 95 % interval of the difference, Welch's t of
    the segment against the rest), ``mean_unweighted``, ``stands_out`` (bool:
    the interval excludes zero also at the level divided by the number of
    rows), ``hidden`` (bool, fewer than 5 answers, or one that follows from the
    whole).

    Notes
    -----
    The segments were made from these answers, so the intervals describe how
    the segments differ; they do not test whether there are segments. With
    weights, answers count like Kish's effective number.
    """
    weights = np.ones(len(table)) if weights is None else weights
    long = table.assign(segment=segment, weight=weights)
    long = long.melt(["segment", "weight"], var_name="need").dropna()
    parts = _moments(long, ["segment", "need"])
    whole = _moments(long, ["need"]).reindex(parts.index.get_level_values("need"))
    whole.index = parts.index
    rest = whole - parts
    inside, outside = _mean_and_error(parts), _mean_and_error(rest)
    weight = rest["weight"] / whole["weight"]
    error = weight * np.sqrt(inside["error"] ** 2 + outside["error"] ** 2)
    freedom = _welch(inside["error"], inside["n_eff"], outside["error"], outside["n_eff"])
    found = pd.DataFrame({"n": parts["n"], "mean": inside["mean"]})
    found["whole"] = whole["sum"] / whole["weight"]
    found["difference"] = found["mean"] - found["whole"]
    half = error * special.stdtrit(freedom, (1 + LEVEL) / 2)
    found["low"], found["high"] = found["difference"] - half, found["difference"] + half
    found["mean_unweighted"] = parts["plain"] / parts["n"]
    strict = error * special.stdtrit(freedom, 1 - (1 - LEVEL) / 2 / max(len(found), 1))
    found["stands_out"] = (found["difference"].abs() > strict) & (strict > 0)
    return _typed(found.reset_index())


def _moments(long: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    weight, value = long["weight"], long["value"]
    products = long.assign(
        sum=weight * value, squares=weight * value**2, weight_squares=weight**2
    ).groupby(by, sort=True)
    return products.agg(
        n=("value", "size"),
        plain=("value", "sum"),
        weight=("weight", "sum"),
        weight_squares=("weight_squares", "sum"),
        sum=("sum", "sum"),
        squares=("squares", "sum"),
    )


def _mean_and_error(moments: pd.DataFrame) -> pd.DataFrame:
    some = moments["n"] > 0
    weight = moments["weight"].where(some)
    n_eff = (weight**2 / moments["weight_squares"]).where(moments["n"] > 1)
    mean = moments["sum"] / weight
    variance = (moments["squares"] / weight - mean**2).clip(lower=0)
    error = np.sqrt(variance / (n_eff - 1).where(n_eff > 1))
    return pd.DataFrame({"mean": mean, "error": error, "n_eff": n_eff})


def _welch(one: pd.Series, n_one: pd.Series, two: pd.Series, n_two: pd.Series) -> pd.Series:
    """Return Welch's degrees of freedom; NaN where a side has no spread to judge by."""
    total = (one**2 + two**2) ** 2
    return total / (one**4 / (n_one - 1) + two**4 / (n_two - 1)).where(lambda x: x > 0)


def _typed(found: pd.DataFrame) -> pd.DataFrame:
    numbers = ["mean", "whole", "difference", "low", "high", "mean_unweighted"]
    kinds = {"segment": "Int64", "n": "Int64", "need": "str"} | dict.fromkeys(numbers, "Float64")
    hide = ["mean", "difference", "low", "high", "mean_unweighted"]
    safe = protect(found.astype(kinds), values=hide, total_groups=["need"])
    return safe.assign(stands_out=safe["stands_out"] & ~safe["hidden"])


def names(table: pd.DataFrame) -> dict[int, list[tuple[str, str]]]:
    """Return what sets each segment apart: up to two needs, each "more" or "less".

    The needs of `profile` that stand out, the largest difference first.

    Examples
    --------
    >>> rows = pd.DataFrame({"segment": [1, 1], "need": ["wifi", "lockers"],
    ...                      "difference": [0.2, -0.9], "stands_out": [True, True]})
    >>> names(rows)
    {1: [('lockers', 'less'), ('wifi', 'more')]}
    """
    found = {int(segment): [] for segment in sorted(table["segment"].unique())}
    apart = table[table["stands_out"]]
    apart = apart.loc[apart["difference"].abs().sort_values(ascending=False, kind="stable").index]
    for row in apart.itertuples():
        if len(found[int(row.segment)]) < TRAITS:
            way = "more" if row.difference > 0 else "less"
            found[int(row.segment)].append((str(row.need), way))
    return found
