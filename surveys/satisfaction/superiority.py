"""Is one wave more satisfied than another? A comparison that uses the order of answers only."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from surveys.intervals import LEVEL

FEW = 10  # below so many people in a wave, the score interval is used


@dataclass(frozen=True)
class Superiority:
    """P(later > earlier) + P(equal) / 2 with its 95 % interval, and the two-sided p value."""

    value: float
    low: float
    high: float
    p: float


def superiority(earlier: np.ndarray, later: np.ndarray) -> Superiority:
    """Return the chance that a person of the later wave is more satisfied than one of the earlier.

    Equal answers count half; 0.5 means no change. Distances between answers do
    not matter, so ordered answers are enough.

    Parameters
    ----------
    earlier, later
        Answers of two waves, one per person; at least one each. The people of
        the two waves are taken to be different people.

    Notes
    -----
    Brunner and Munzel (2000), which allows ties and unequal spread, on the logit
    scale so that the interval stays within 0 and 1; test and interval agree.
    With fewer than `FEW` people in a wave, or without any overlap to measure spread by,
    the score interval of Newcombe (2006, method 5), whose test is that of
    Mann and Whitney without its correction for ties: wider rather than too narrow.

    Examples
    --------
    >>> found = superiority(np.repeat([3.0, 4.0], 30), np.repeat([4.0, 5.0], 30))
    >>> round(found.value, 3), found.low > 0.5
    (0.875, True)
    """
    before, after = np.sort(earlier), np.sort(later)
    later_places = _below(before, after)
    earlier_places = 1 - _below(after, before)
    value = float(later_places.mean())
    if min(len(before), len(after)) < FEW:
        return _by_score(value, len(before), len(after))
    parts = np.array([earlier_places.var(ddof=1), later_places.var(ddof=1)])
    parts = parts / [len(before), len(after)]
    if parts.sum() <= 0 or not 0 < value < 1:
        return _by_score(value, len(before), len(after))
    error = np.sqrt(parts.sum()) / (value * (1 - value))
    freedom = parts.sum() ** 2 / (parts**2 / [len(before) - 1, len(after) - 1]).sum()
    middle = np.log(value / (1 - value))
    half = stats.t.ppf((1 + LEVEL) / 2, freedom) * error
    low, high = (float(1 / (1 + np.exp(-end))) for end in (middle - half, middle + half))
    return Superiority(value, low, high, float(2 * stats.t.sf(abs(middle) / error, freedom)))


def holm(p: np.ndarray) -> np.ndarray:
    """Return p values corrected by Holm for being many; ``nan`` stays and does not count.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    corrected = np.full(len(p), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1)
    return corrected


def _below(others: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the share of `others` (sorted) below each value, equal ones half."""
    left, right = (np.searchsorted(others, values, side) for side in ("left", "right"))
    return (left + right) / (2 * len(others))


def _by_score(value: float, m: int, n: int) -> Superiority:
    """Return Newcombe's score interval: ends at which the value found is just credible."""
    quantile = stats.norm.ppf((1 + LEVEL) / 2)

    def gap(end: float) -> float:
        return (value - end) ** 2 - quantile**2 * _variance(end, m, n)

    low = 0.0 if value <= 0 else float(optimize.brentq(gap, 0, value))
    high = 1.0 if value >= 1 else float(optimize.brentq(gap, value, 1))
    z = abs(value - 0.5) / np.sqrt(_variance(0.5, m, n))
    return Superiority(value, low, high, float(2 * stats.norm.sf(z)))


def _variance(value: float, m: int, n: int) -> float:
    """Return Newcombe's variance of the value; at 0.5 it is (m + n + 1) / (12 m n)."""
    middle = (m + n) / 2 - 1
    inner = 1 + middle * ((1 - value) / (2 - value) + value / (1 + value))
    return value * (1 - value) * inner / (m * n)
