"""Quick clusters: starting points for the fits, and the statistic of the tests.

Lloyd's k-means on answers from which each need's mean and each person's own
level are taken out. Missing cells neither attract nor repel.
"""

import numpy as np

_ROUNDS = 15
_SETTLED = 0.999  # share of the weight that stays, at which a start has settled


def centred(
    answers: np.ndarray, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what each person puts above or below their own level, what is known, and the rest.

    `answers` is respondents by needs, NaN = not answered; every row and column
    holds an answer. Missing cells come back as 0 in the first array. The last
    has one number per need: what was taken out for all people alike, weighted
    by `weight` (rows).
    """
    known = ~np.isnan(answers)
    values = np.where(known, answers, 0.0)
    counts = (known if weight is None else known * weight[:, None]).astype(float)
    people = np.maximum(counts.sum(axis=0), 1e-9)
    mean = (counts * values).sum(axis=0) / people
    values = np.where(known, values - mean, 0.0)
    own = values.sum(axis=1, keepdims=True) / known.sum(axis=1, keepdims=True)
    values = np.where(known, values - own, 0.0)
    rest = (counts * values).sum(axis=0) / people
    return np.where(known, values - rest, 0.0), known, mean + rest


def quick_clusters(
    values: np.ndarray,
    known: np.ndarray,
    k: int,
    starts: int,
    rng: np.random.Generator,
    weight: np.ndarray | None = None,
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
    weight
        Weight of each row; None = 1 each.
    """
    asked = known.astype(values.dtype)
    weight = np.ones(len(values)) if weight is None else weight
    weight = weight.astype(values.dtype)
    found = [_lloyd(values, asked, weight, _seeds(values, weight, k, rng)) for _ in range(starts)]
    return sorted(found, key=lambda one: one[0])


def _seeds(values: np.ndarray, weight: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Return k rows far from each other, drawn by weight (k-means++)."""
    seeds = [values[_draw(weight, rng)]]
    far = ((values - seeds[0]) ** 2).sum(axis=1)
    for _ in range(k - 1):
        seeds.append(values[_draw(far * weight, rng)])
        far = np.minimum(far, ((values - seeds[-1]) ** 2).sum(axis=1))
    return np.array(seeds)


def _draw(chance: np.ndarray, rng: np.random.Generator) -> int:
    upto = np.cumsum(chance, dtype=float)
    return min(int(np.searchsorted(upto, rng.random() * upto[-1], "right")), len(chance) - 1)


def _lloyd(
    values: np.ndarray, asked: np.ndarray, weight: np.ndarray, centres: np.ndarray
) -> tuple[float, np.ndarray]:
    before, total = None, weight.sum()
    for _ in range(_ROUNDS):
        distance = asked @ (centres * centres).T - 2 * (values @ centres.T)
        nearest = distance.argmin(axis=1)
        if before is not None and weight[nearest != before].sum() < (1 - _SETTLED) * total:
            break
        before = nearest
        inside = np.zeros((len(centres), len(values)), values.dtype)
        inside[nearest, np.arange(len(values))] = weight
        people = inside @ asked
        centres = np.where(people > 0, (inside @ values) / np.maximum(people, 1e-9), centres)
    squares = (values.astype(float) ** 2).sum(axis=1)
    return float(weight @ (squares + distance.min(axis=1))), centres


def flat(answers: np.ndarray) -> np.ndarray:
    """Return who gave the same answer to everything they answered (bool per respondent)."""
    return np.nanmax(answers, axis=1) == np.nanmin(answers, axis=1)
