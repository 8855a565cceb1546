"""Groups with different chances of each answer: latent classes, for answers that are no scale.

Within a class the answers are independent. People with the same answers are
fitted as one, so many people cost little more than few. Missing answers are
left out of the likelihood: nothing is filled in.
"""

from dataclasses import dataclass

import numpy as np

from surveys.segments.starts import centred, flat, quick_clusters

STARTS = 20  # on hard data only half of the random starts reach the best fit
_LEAST = 1e-12
_ROUNDS, _QUICK = 1000, 20
_TOLERANCE = 1e-9  # relative rise of the log-likelihood at which a fit has settled


@dataclass(frozen=True)
class Classes:
    """Fitted latent classes.

    ``share`` (k), ``chance`` (k by answers: all needs' steps side by side),
    ``likelihood`` (log), ``belongs`` (respondents by k), ``free`` (free numbers).
    """

    share: np.ndarray
    chance: np.ndarray
    likelihood: float
    belongs: np.ndarray
    free: int

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.share)

    def bic(self) -> float:
        """Return log-likelihood minus half the BIC penalty; larger is better."""
        return self.likelihood - self.free / 2 * np.log(len(self.belongs))


@dataclass(frozen=True)
class _Patterns:
    """Different rows of answers: `given` (patterns by answers, 0/1), how often, and whose."""

    given: np.ndarray
    item: np.ndarray
    often: np.ndarray
    whose: np.ndarray


def fit(answers: np.ndarray, k: int, rng: np.random.Generator) -> Classes:
    """Return the best of `STARTS` fits with k classes.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered; every value is a category.
    k
        Number of classes, at least 1.
    rng
        Source of chance for the starts.

    Returns
    -------
    `Classes`, in no order.
    """
    patterns = _collapse(answers)
    starts = [rng.dirichlet(np.ones(k), len(patterns.often)) for _ in range(STARTS if k > 1 else 1)]
    found = [_climb(patterns, start, _ROUNDS) for start in starts]
    return max(found, key=lambda one: one.likelihood)


def fit_gains(answers: np.ndarray, ks: range, starts: int, rng: np.random.Generator) -> np.ndarray:
    """Return how much better each number of classes fits than one, in units of log-likelihood.

    Quick fits from the best of a few k-means starts: a statistic for tests that
    treat a survey and its lookalikes alike.
    """
    answers = answers[~flat(answers)]
    if len(answers) <= ks[-1]:
        return np.zeros(len(ks))
    patterns = _collapse(answers)
    values, known = centred(answers)
    one = _climb(patterns, np.ones((len(patterns.often), 1)), 1).likelihood
    gains = [
        _climb(patterns, _near(values, known, patterns, k, starts, rng), _QUICK).likelihood - one
        for k in ks
    ]
    return np.array(gains)


def _near(
    values: np.ndarray,
    known: np.ndarray,
    patterns: _Patterns,
    k: int,
    starts: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return probabilities of the classes per pattern: mostly that of the nearest centre."""
    _, centres = quick_clusters(values, known, k, starts, rng)[0]
    distance = known @ (centres**2).T - 2 * values @ centres.T
    nearest = np.empty(len(patterns.often), int)
    nearest[patterns.whose] = distance.argmin(axis=1)
    return 0.8 * np.eye(k)[nearest] + 0.2 / k


def _collapse(answers: np.ndarray) -> _Patterns:
    rows, whose, often = np.unique(
        np.where(np.isnan(answers), np.inf, answers),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    steps = [np.unique(column[np.isfinite(column)]) for column in rows.T]
    given = [column[:, None] == step for column, step in zip(rows.T, steps, strict=True)]
    item = np.repeat(np.arange(len(steps)), [len(step) for step in steps])
    return _Patterns(np.concatenate(given, axis=1).astype(float), item, often, whose.ravel())


def _climb(patterns: _Patterns, start: np.ndarray, rounds: int) -> Classes:
    """Return the classes after at most `rounds` steps of maximisation and expectation."""
    often = patterns.often[:, None].astype(float)
    belongs, seen = start, -np.inf
    for _ in range(rounds):
        weight = belongs * often
        share = np.maximum(weight.sum(axis=0) / often.sum(), _LEAST)
        chance = _chances(weight.T @ patterns.given, patterns.item)
        score = patterns.given @ np.log(chance).T + np.log(share)
        top = score.max(axis=1, keepdims=True)
        belongs = np.exp(score - top)
        total = belongs.sum(axis=1, keepdims=True)
        belongs /= total
        likelihood = float((often * (top + np.log(total))).sum())
        if likelihood - seen < _TOLERANCE * abs(likelihood):
            break
        seen = likelihood
    answers, needs = patterns.given.shape[1], patterns.item[-1] + 1
    free = len(share) * (answers - needs) + len(share) - 1
    return Classes(share, chance, likelihood, belongs[patterns.whose], int(free))


def _chances(counts: np.ndarray, item: np.ndarray) -> np.ndarray:
    """Return the chance of each answer among the answers to its need."""
    asked = np.add.reduceat(counts, np.unique(item, return_index=True)[1], axis=1)
    return np.maximum(counts / np.maximum(asked[:, item], _LEAST), _LEAST)
