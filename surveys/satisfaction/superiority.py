"""Is one wave more satisfied than another? A comparison that uses the order of answers only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special  # scipy.stats and scipy.optimize take a second to load

from surveys.intervals import LEVEL
from surveys.weighting import Weighting, weighted_mean

FEW = 10  # below so many people in a wave, the score interval is used
SIZES = {"large": 0.71, "medium": 0.64, "small": 0.56}  # Vargha and Delaney (2000), inclusive
NO_SIZE = "tiny"
HALVINGS = 50


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
    later_places = _below(earlier, later)
    earlier_places = 1 - _below(later, earlier)
    counts = np.array([len(earlier), len(later)], float)
    spread = np.array(
        [
            places.var(ddof=1) if len(places) > 1 else np.nan
            for places in (earlier_places, later_places)
        ]
    )
    return _judged(float(later_places.mean()), spread / counts, counts)


def weighted_superiority(
    earlier: pd.Series, later: pd.Series, weightings: tuple[Weighting, Weighting]
) -> Superiority:
    """Return `superiority` of the population the weights stand for.

    Parameters
    ----------
    earlier, later
        Answers of two waves, index: respondent; who has no weight is left out.
    weightings
        The weights of the two waves.

    Notes
    -----
    A rank test for weighted surveys (Lumley and Scott 2013): each answer is
    placed in the weighted distribution of the other wave, and the two weighted
    means of places have standard errors by linearisation that know of raking
    (`surveys.weighting.weighted_mean`), widened for the categories that were
    fitted, which matters for waves of some 40 answers. Student t with Welch's degrees of
    freedom of the effective numbers of answers less the categories fitted. With
    equal weights and no margins it is `superiority`.
    """
    earlier, later = (
        given[given.index.isin(weighting.weights.index)]
        for given, weighting in zip((earlier, later), weightings, strict=True)
    )
    shares = [
        weighting.weights.reindex(given.index).to_numpy(float)
        for weighting, given in zip(weightings, (earlier, later), strict=True)
    ]
    before, after = earlier.to_numpy(float), later.to_numpy(float)
    places = (
        pd.Series(1 - _below(after, before, shares[1]), index=earlier.index),
        pd.Series(_below(before, after, shares[0]), index=later.index),
    )
    found = [weighted_mean(*one) for one in zip(places, weightings, strict=True)]
    fitted = np.array([_fitted(weighting) for weighting in weightings])
    people = np.array([one.n for one in found], float)
    counts = np.array([one.n_eff for one in found]) - fitted
    lost = np.maximum(people - 1, 1) / np.maximum(people - 1 - fitted, 1)
    variances = np.array([one.se**2 for one in found]) * lost
    return _judged(found[1].mean, variances, counts)


def size_of(value: float) -> str:
    """Return how large an effect is in words: ``tiny``, ``small``, ``medium`` or ``large``.

    Examples
    --------
    >>> [size_of(value) for value in (0.5, 0.56, 0.36, 0.25)]
    ['tiny', 'small', 'medium', 'large']
    """
    far = round(max(value, 1 - value), 9)
    return next((word for word, least in SIZES.items() if far >= least), NO_SIZE)


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


def _fitted(weighting: Weighting) -> int:
    """Return how many category shares raking has fitted."""
    return int((weighting.groups.nunique() - 1).sum()) if len(weighting.groups.columns) else 0


def _judged(value: float, variances: np.ndarray, counts: np.ndarray) -> Superiority:
    """Return interval and p of a value, from the variance each wave adds and its people."""
    if counts.min() < FEW or not variances.sum() > 0 or not 0 < value < 1:
        return _by_score(value, *counts)
    error = np.sqrt(variances.sum()) / (value * (1 - value))
    freedom = variances.sum() ** 2 / (variances**2 / (counts - 1)).sum()
    middle = np.log(value / (1 - value))
    half = special.stdtrit(freedom, (1 + LEVEL) / 2) * error
    low, high = (float(1 / (1 + np.exp(-end))) for end in (middle - half, middle + half))
    return Superiority(value, low, high, float(2 * special.stdtr(freedom, -abs(middle) / error)))


def _below(others: np.ndarray, values: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Return the (weighted) share of `others` below each value, equal ones half."""
    order = np.argsort(others, kind="stable")
    mass = np.ones(len(others)) if weights is None else weights[order]
    sums = np.concatenate([[0.0], np.cumsum(mass)])
    ranked = others[order]
    left, right = (np.searchsorted(ranked, values, side) for side in ("left", "right"))
    return (sums[left] + sums[right]) / (2 * sums[-1])


def _by_score(value: float, m: float, n: float) -> Superiority:
    """Return Newcombe's score interval: ends at which the value found is just credible."""
    quantile = special.ndtri((1 + LEVEL) / 2)

    def far(end: float) -> bool:
        return (value - end) ** 2 > quantile**2 * _variance(end, m, n)

    low = 0.0 if value <= 0 else _border(far, 0.0, value)
    high = 1.0 if value >= 1 else _border(far, 1.0, value)
    z = abs(value - 0.5) / np.sqrt(_variance(0.5, m, n))
    return Superiority(value, low, high, float(2 * special.ndtr(-z)))


def _border(far: Callable[[float], bool], outside: float, inside: float) -> float:
    """Return where `far` turns from true to false, by halving."""
    for _ in range(HALVINGS):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if far(middle) else (outside, middle)
    return (outside + inside) / 2


def _variance(value: float, m: float, n: float) -> float:
    """Return Newcombe's variance of the value; at 0.5 it is (m + n + 1) / (12 m n)."""
    middle = (m + n) / 2 - 1
    inner = 1 + middle * ((1 - value) / (2 - value) + value / (1 + value))
    return value * (1 - value) * inner / (m * n)
