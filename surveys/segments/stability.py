"""How far segments come back in other samples of the same people."""

import numpy as np
import pandas as pd

STABLE, DOUBTFUL, DISSOLVED = 0.75, 0.6, 0.5  # mean Jaccard, Hennig (2007, 2008)

COLUMNS = {
    "k": "Int64",
    "segment": "Int64",
    "jaccard": "Float64",
    "draws": "Int64",
    "verdict": "str",
    "stable": "bool",
}


def jaccards(segment: np.ndarray, again: np.ndarray, k: int, weight: np.ndarray) -> np.ndarray:
    """Return how well each segment comes back: its largest overlap with a group found again.

    Jaccard's coefficient, people in both / people in either, among those drawn
    (each once).

    Parameters
    ----------
    segment, again
        Segment of each person drawn in the survey and in the draw, 0 to `k` - 1.
    k
        Number of segments.
    weight
        Weight of each person drawn.

    Returns
    -------
    One value per segment; NaN where none of its members was drawn.

    Examples
    --------
    >>> segment, again = np.array([0, 0, 1, 1]), np.array([1, 1, 1, 0])
    >>> jaccards(segment, again, 2, np.ones(4)).round(2).tolist()
    [0.67, 0.5]
    """
    pairs = np.bincount(segment * k + again, weight, k * k).reshape(k, k)
    rows, columns = pairs.sum(axis=1), pairs.sum(axis=0)
    either = rows[:, None] + columns - pairs
    with np.errstate(invalid="ignore"):
        best = np.where(either > 0, pairs / either, 0.0).max(axis=1)
    return np.where(rows > 0, best, np.nan)


def table(found: dict[int, np.ndarray]) -> pd.DataFrame:
    """Return the stability of each segment of each number of segments.

    Parameters
    ----------
    found
        Per number of segments (2 or more) the Jaccards, draws by segments.

    Returns
    -------
    One row per number and segment: ``k``, ``segment`` (Int64, 1 = largest),
    ``jaccard`` (Float64, mean over draws, 0..1), ``draws`` (Int64),
    ``verdict`` (str: stable from 0.75, doubtful from 0.6, else unstable),
    ``stable`` (bool, verdict is stable).

    Notes
    -----
    Bootstrap means of Jaccard's coefficient as in Hennig (2007), Cluster-wise
    assessment of cluster stability, Computational Statistics & Data Analysis
    52, 258-271 (clusterboot of the R package fpc), with its reading: 0.75 and
    more is stable, 0.6 to 0.75 a pattern whose members are doubtful, below 0.6
    not to be trusted, below 0.5 dissolved.
    """
    rows = [
        (k, segment + 1, value, len(values), _verdict(value), bool(value >= STABLE))
        for k, values in sorted(found.items())
        for segment, value in enumerate(np.nanmean(values, axis=0))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _verdict(value: float) -> str:
    if value >= STABLE:
        return "stable"
    return "doubtful" if value >= DOUBTFUL else "unstable"
