"""Groups with different profiles: a mixture that leaves out each person's own level.

    answer = profile of the group + level of the person + noise of the need

The level of a person is free (a flat prior), so people who rate everything
high or low are no group of their own. Missing answers are left out of the
likelihood: nothing is filled in.
"""

from dataclasses import dataclass

import numpy as np

from surveys.segments.starts import centred, quick_clusters

STARTS = 20  # fewer miss the best fit on hard data
_RUNS, _ROUNDS, _LAST = 2, 30, 300  # best starts kept, their rounds, rounds of the winner
_TOLERANCE = 1e-7  # rise of the log-likelihood per person at which a fit has settled
_NOISE_RATIO = 2.0  # a need's noise lies within this factor of the mean noise


@dataclass(frozen=True)
class Profiles:
    """A fitted mixture: `share` (k), `centre` (k by needs), `noise` (variance per need).

    ``likelihood`` is the log-likelihood and ``belongs`` the probability of each
    group for each respondent (respondents by k).
    """

    share: np.ndarray
    centre: np.ndarray
    noise: np.ndarray
    likelihood: float
    belongs: np.ndarray

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.share)

    def bic(self) -> float:
        """Return log-likelihood minus half the BIC penalty; larger is better.

        Free numbers: the shares, and per group a profile without its level.
        The noise of the needs is common to all k and left out.
        """
        n, needs = len(self.belongs), self.centre.shape[1]
        free = (self.k - 1) + self.k * (needs - 1)
        return self.likelihood - free / 2 * np.log(n)


def fit(answers: np.ndarray, k: int, rng: np.random.Generator) -> Profiles:
    """Return the best of `STARTS` fits with k groups.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered. Every row and column holds at
        least one answer.
    k
        Number of groups, at least 1.
    rng
        Source of chance for the starts.

    Returns
    -------
    `Profiles`, groups in no order.
    """
    values, known = centred(answers)
    starts = quick_clusters(values, known, k, STARTS if k > 1 else 1, rng)
    noise = np.full(values.shape[1], max((values**2).sum() / known.sum(), 1e-6))
    share = np.full(k, 1 / k)
    runs = [
        _climb(values, known, Profiles(share, centre, noise, -np.inf, np.ones((1, k))), _ROUNDS)
        for _, centre in starts[:_RUNS]
    ]
    return _climb(values, known, max(runs, key=lambda one: one.likelihood), _LAST)


def _climb(values: np.ndarray, known: np.ndarray, model: Profiles, rounds: int) -> Profiles:
    """Return the model after at most `rounds` steps of expectation and maximisation."""
    weight = known.astype(float)
    seen = -np.inf
    for _ in range(rounds):
        belongs, level, precision, likelihood = _expect(values, weight, model)
        model = Profiles(model.share, model.centre, model.noise, likelihood, belongs)
        if likelihood - seen < _TOLERANCE * len(values):
            break
        seen = likelihood
        model = _maximise(values, weight, model, level, precision)
    return model


def _expect(values: np.ndarray, weight: np.ndarray, model: Profiles):
    """Return probabilities of the groups, the person's level in each, its precision, and the fit.

    The level is integrated out: what is left of the squared distance is its
    weighted variance around the level.
    """
    sure = 1 / model.noise
    precision = (weight @ sure)[:, None]
    pull = model.centre * sure
    level = ((values @ sure)[:, None] - weight @ pull.T) / precision
    distance = ((values**2) @ sure)[:, None] - 2 * (values @ pull.T)
    distance += weight @ (pull * model.centre).T - level**2 * precision
    score = np.log(model.share) - distance / 2
    top = score.max(axis=1, keepdims=True)
    belongs = np.exp(score - top)
    total = belongs.sum(axis=1, keepdims=True)
    likelihood = (top + np.log(total)).sum() - (weight @ np.log(model.noise)).sum() / 2
    likelihood -= np.log(precision).sum() / 2
    likelihood -= np.log(2 * np.pi) / 2 * (weight.sum() - len(values))
    return belongs / total, level, precision, float(likelihood)


def _maximise(
    values: np.ndarray, weight: np.ndarray, model: Profiles, level: np.ndarray, precision
) -> Profiles:
    """Return the model that fits these probabilities best."""
    belongs = model.belongs
    people = belongs.T @ weight
    shifted = belongs.T @ values - (belongs * level).T @ weight
    centre = shifted / np.maximum(people, 1e-9)
    centre -= centre.mean(axis=1, keepdims=True)
    squares = belongs.T @ values**2 - 2 * (belongs * level).T @ values
    squares += (belongs * level**2).T @ weight
    around = (squares - 2 * centre * shifted + centre**2 * people).sum(axis=0)
    noise = (around + ((1 / precision).T @ weight)[0]) / weight.sum(axis=0)
    mean = max(noise.mean(), 1e-6)
    share = np.maximum(belongs.mean(axis=0), 1e-12)
    return Profiles(
        share / share.sum(),
        centre,
        np.clip(noise, mean / _NOISE_RATIO, mean * _NOISE_RATIO),
        model.likelihood,
        belongs,
    )
