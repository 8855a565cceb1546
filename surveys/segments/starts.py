"""Quick clusters: starting points for the profiles, and the statistic of the tests.

Lloyd's k-means on answers from which each need's mean and each person's own
level are taken out. Missing cells neither attract nor repel.
"""

import numpy as np

_ROUNDS = 15
_SETTLED = 0.999  # share of people who stay, at which a start has settled


def centred(answers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what each person puts above or below their own level, and which cells are known.

    `answers` is respondents by needs, NaN = not answered; every row and column
    holds an answer. Missing cells come back as 0 in the first array.
    """
    known = ~np.isnan(answers)
    values = np.where(known, answers, 0.0)
    values = np.where(known, values - values.sum(axis=0) / known.sum(axis=0), 0.0)
    own = values.sum(axis=1, keepdims=True) / known.sum(axis=1, keepdims=True)
    values = np.where(known, values - own, 0.0)
    rest = values.sum(axis=0) / known.sum(axis=0)
    return np.where(known, values - rest, 0.0), known


def quick_clusters(
    values: np.ndarray, known: np.ndarray, k: int, starts: int, rng: np.random.Generator
) -> list[tuple[float, np.ndarray]]:
    """Return (scatter left, centres) of each start, the best first.

    Parameters
    ----------
    values, known
        As `centred` returns them.
    k
        Number of clusters, at least 1.
    starts
        Number of random starts.
    rng
        Source of chance.
    """
    weight = known.astype(values.dtype)
    found = [_lloyd(values, weight, _seeds(values, k, rng)) for _ in range(starts)]
    return sorted(found, key=lambda one: one[0])


def _seeds(values: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Return k people far from each other (k-means++)."""
    seeds = [values[rng.integers(len(values))]]
    far = ((values - seeds[0]) ** 2).sum(axis=1)
    for _ in range(k - 1):
        upto = np.cumsum(far, dtype=float)
        place = min(np.searchsorted(upto, rng.random() * upto[-1], "right"), len(values) - 1)
        seeds.append(values[place])
        far = np.minimum(far, ((values - seeds[-1]) ** 2).sum(axis=1))
    return np.array(seeds)


def _lloyd(values: np.ndarray, weight: np.ndarray, centres: np.ndarray) -> tuple[float, np.ndarray]:
    before = None
    for _ in range(_ROUNDS):
        distance = weight @ (centres * centres).T - 2 * (values @ centres.T)
        nearest = distance.argmin(axis=1)
        if before is not None and (nearest == before).mean() > _SETTLED:
            break
        before = nearest
        inside = np.eye(len(centres), dtype=values.dtype)[nearest]
        people = inside.T @ weight
        centres = np.where(people > 0, (inside.T @ values) / np.maximum(people, 1), centres)
    left = (values.astype(float) ** 2).sum() + distance.min(axis=1).sum(dtype=float)
    return left, centres


def fit_gains(answers: np.ndarray, ks: range, starts: int, rng: np.random.Generator) -> np.ndarray:
    """Return how much better each number of clusters fits than one, in units of log-likelihood.

    For each k: half the number of free cells times the log of the ratio of
    scatter (one cluster to k). People who rated everything alike say nothing
    about their needs and do not count. 0 where nothing differs.
    """
    answers = answers[~flat(answers)]
    if len(answers) <= ks[-1]:
        return np.zeros(len(ks))
    values, known = centred(answers)
    values = values.astype(np.float32)
    total = (values.astype(float) ** 2).sum()
    free = known.sum() - len(values)
    if total <= 0:
        return np.zeros(len(ks))
    left = np.array([quick_clusters(values, known, k, starts, rng)[0][0] for k in ks])
    return free / 2 * np.log(total / np.maximum(left, 1e-6 * total))


def flat(answers: np.ndarray) -> np.ndarray:
    """Return who gave the same answer to everything they answered (bool per respondent)."""
    return np.nanmax(answers, axis=1) == np.nanmin(answers, axis=1)
