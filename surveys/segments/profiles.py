"""Groups with different profiles: a Gaussian mixture that leaves out each person's own level.

    answer = profile of the group + level of the person + noise of the need

The level of a person is free (a flat prior), so people who rate everything
high or low are no group of their own (the random intercept of Magidson and
Vermunt 2006). Missing answers are left out of the likelihood: nothing is
filled in. Weights make it a pseudo-likelihood: 2 counts like two people.
"""

from dataclasses import dataclass, replace

import numpy as np

from surveys.segments.rows import Rows, by_members, collapse
from surveys.segments.starts import centred, flat, quick_clusters

STARTS = 20  # fewer miss the best fit on hard data
_RUNS, _ROUNDS, _LAST = 2, 30, 300  # best starts kept, their rounds, rounds of the winner
_AGAIN_FIRST, _AGAIN_LAST = 10, 20  # rounds of both starts of a draw, of the better one
_TEST_STARTS = 4
_TOLERANCE = 1e-7  # rise of the log-likelihood per person at which a fit has settled
_LOOSE = 1e-5  # of draws
_NOISE_RATIO = 2.0  # a need's noise lies within this factor of the mean noise


@dataclass(frozen=True)
class Profiles:
    """A fitted mixture: `share` (k), `centre` (k by needs), `noise` (variance per need).

    Each centre is known but for a constant: levels belong to people.
    ``likelihood`` is the log-likelihood, ``belongs`` the probability of each
    group for each respondent (respondents by k), ``people`` the sum of weights.
    """

    share: np.ndarray
    centre: np.ndarray
    noise: np.ndarray
    likelihood: float
    belongs: np.ndarray
    people: float

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.share)

    @property
    def free(self) -> int:
        """Free numbers: the shares, and per group a profile without its level.

        The noise of the needs is common to all k and left out.
        """
        return (self.k - 1) + self.k * (self.centre.shape[1] - 1)

    def by_size(self) -> "Profiles":
        """Return the same with groups in order of their likeliest members, the largest first."""
        order = by_members(self.belongs)
        return replace(
            self,
            share=self.share[order],
            centre=self.centre[order],
            belongs=self.belongs[:, order],
        )

    def place(self, answers: np.ndarray) -> np.ndarray:
        """Return the probability of each group for each respondent (respondents by k).

        `answers` is respondents by needs as in the fit, NaN = not answered; who
        answered nothing gets the shares.
        """
        known = ~np.isnan(answers)
        belongs = np.tile(self.share, (len(answers), 1))
        some = known.any(axis=1)
        values = np.where(known, answers, 0.0)[some]
        belongs[some] = _expect(values, known[some].astype(float), self)[0].T
        return belongs


@dataclass(frozen=True)
class Prepared:
    """Answers made ready for fits: `values` and `known` (rows by needs) and the `rows`.

    ``offset`` (needs) was taken out of the values.
    """

    values: np.ndarray
    known: np.ndarray
    offset: np.ndarray
    rows: Rows


def prepare(answers: np.ndarray, weights: np.ndarray | None = None) -> Prepared:
    """Return answers (respondents by needs, each row and column with one) ready for `fit`."""
    rows = collapse(answers, weights)
    values, known, offset = centred(rows.answers, rows.weight)
    return Prepared(values, known.astype(float), offset, rows)


def fit(data: Prepared, k: int, rng: np.random.Generator, starts: int = STARTS) -> Profiles:
    """Return the best of several fits with k groups.

    Parameters
    ----------
    data
        From `prepare`.
    k
        Number of groups, at least 1.
    rng
        Source of chance for the starts.
    starts
        Number of starts; each runs k-means, the best two run on.

    Returns
    -------
    `Profiles`, groups in no order.
    """
    best = _best(data.values, data.known, data.rows.weight, k, starts, rng)
    best = _climb(data.values, data.known, data.rows.weight, best, _LAST)
    return replace(best, centre=best.centre + data.offset, belongs=best.belongs[data.rows.whose])


def again(
    data: Prepared, found: Profiles, rng: np.random.Generator, starts: int, weights: np.ndarray
) -> np.ndarray:
    """Return the likeliest group of those drawn in a fit to other weights, as of a bootstrap.

    The better of two: from the groups `found` in the survey, and from the best
    of `starts` k-means. In single precision.

    Parameters
    ----------
    data, found
        From `prepare` and `fit`.
    rng
        Source of chance for the starts.
    starts
        Number of k-means.
    weights
        Weights of the respondents, 0 = not drawn.

    Returns
    -------
    One group (0 to k - 1) per respondent with a weight above 0.
    """
    weight = data.rows.weigh(weights)
    some = weight > 0
    values, known = data.values[some].astype(np.float32), data.known[some].astype(np.float32)
    weight = weight[some].astype(np.float32)
    clusters = quick_clusters(values, known, found.k, starts, rng, weight)
    bare = replace(found, centre=found.centre - data.offset)
    begin = [bare, replace(_first(values, known, weight, found.k), centre=clusters[0][1])]
    runs = [_climb(values, known, weight, one, _AGAIN_FIRST, _LOOSE) for one in begin]
    best = max(runs, key=lambda one: one.likelihood)
    best = _climb(values, known, weight, best, _AGAIN_LAST, _LOOSE)
    group = np.empty(len(some), np.int64)
    group[some] = best.belongs.argmax(axis=1)
    return group[data.rows.whose[weights > 0]]


def gains(
    answers: np.ndarray,
    ks: list[int],
    rng: np.random.Generator,
    weights: np.ndarray | None = None,
) -> np.ndarray:
    """Return how much better each number of clusters fits than one, in units of log-likelihood.

    For each k: half the number of free cells times the log of the ratio of
    scatter (one cluster to k), by k-means. People who rated everything alike
    say nothing about their needs and do not count. 0 where nothing differs.
    """
    some = ~flat(answers)
    weight = np.ones(some.sum()) if weights is None else weights[some]
    answers = answers[some]
    if len(answers) <= max(ks):
        return np.zeros(len(ks))
    values, known, _ = centred(answers, weight)
    total = float(weight @ (values**2).sum(axis=1))
    if total <= 0:
        return np.zeros(len(ks))
    free = float(weight @ (known.sum(axis=1) - 1))
    values = values.astype(np.float32)
    left = [quick_clusters(values, known, k, _TEST_STARTS, rng, weight)[0][0] for k in ks]
    return free / 2 * np.log(total / np.maximum(left, 1e-6 * total))


def _best(
    values: np.ndarray,
    known: np.ndarray,
    weight: np.ndarray,
    k: int,
    starts: int,
    rng: np.random.Generator,
) -> Profiles:
    """Return the model from the best start, not yet settled."""
    quick = values.astype(np.float32)
    found = quick_clusters(quick, known, k, starts if k > 1 else 1, rng, weight)
    first = _first(values, known, weight, k)
    begin = [replace(first, centre=centre.astype(float)) for _, centre in found[:_RUNS]]
    runs = [_climb(values, known, weight, one, _ROUNDS) for one in begin]
    return max(runs, key=lambda one: one.likelihood)


def _first(values: np.ndarray, known: np.ndarray, weight: np.ndarray, k: int) -> Profiles:
    """Return a model whose centres are not known yet: equal shares, equal noise."""
    noise = max((weight @ values**2).sum() / (weight @ known).sum(), 1e-6)
    nobody = np.empty(0)
    return Profiles(
        np.full(k, 1 / k), nobody, np.full(values.shape[1], noise), -np.inf, nobody, 0.0
    )


def _climb(
    values: np.ndarray,
    known: np.ndarray,
    weight: np.ndarray,
    model: Profiles,
    rounds: int,
    tolerance: float = _TOLERANCE,
) -> Profiles:
    """Return the model after at most `rounds` steps of expectation and maximisation."""
    seen, people = -np.inf, float(weight.sum(dtype=float))
    squares = weight @ values**2
    for _ in range(rounds):
        belongs, level, precision, each = _expect(values, known, model)
        likelihood = float((weight * each).sum(dtype=float))
        fitted = replace(model, likelihood=likelihood, belongs=belongs.T, people=people)
        if likelihood - seen < tolerance * people:
            break
        seen = likelihood
        model = _maximise(values, squares, known, weight, belongs, level, precision)
    return fitted


def _expect(values: np.ndarray, known: np.ndarray, model: Profiles):
    """Return probabilities and people's levels (both groups by people), their precision, the fit.

    The level is integrated out: what is left of the squared distance is its
    weighted variance around the level. In the precision of `values`.
    """
    kind, k = values.dtype, model.k
    sure = (1 / model.noise).astype(kind)
    centre = model.centre.astype(kind)
    pull = centre * sure
    asked = np.vstack([pull, pull * centre, sure, np.log(model.noise).astype(kind)]) @ known.T
    given = np.vstack([pull, sure]) @ values.T
    precision = asked[2 * k]
    level = (given[k] - asked[:k]) / precision
    distance = asked[k : 2 * k] - 2 * given[:k] - level * level * precision
    score = np.log(model.share).astype(kind)[:, None] - distance / 2
    top = score.max(axis=0)
    belongs = np.exp(score - top)
    total = belongs.sum(axis=0)
    each = top + np.log(total) - (asked[2 * k + 1] + np.log(precision)) / 2
    each -= ((values * values) @ sure + np.log(2 * np.pi) * (known.sum(axis=1) - 1)) / 2
    return belongs / total, level, precision, each


def _maximise(
    values: np.ndarray,
    squares: np.ndarray,
    known: np.ndarray,
    weight: np.ndarray,
    belongs: np.ndarray,
    level: np.ndarray,
    precision: np.ndarray,
) -> Profiles:
    """Return the model that fits these probabilities best, without its people."""
    k, belongs = len(belongs), belongs * weight
    lifted = belongs * level
    asked = np.vstack([belongs, lifted, (lifted * level).sum(axis=0) + weight / precision]) @ known
    given = np.vstack([belongs, lifted.sum(axis=0)]) @ values
    people, shifted = asked[:k], given[:k] - asked[k : 2 * k]
    centre = shifted / np.maximum(people, 1e-9)
    centre -= centre.mean(axis=1, keepdims=True)
    around = squares - 2 * given[k] + asked[2 * k]
    around = around + (centre**2 * people - 2 * centre * shifted).sum(axis=0)
    noise = around / np.maximum(people.sum(axis=0), 1e-9)
    mean = max(noise.mean(), 1e-6)
    share = np.maximum(belongs.sum(axis=1) / weight.sum(), 1e-12)
    nobody = np.empty(0)
    return Profiles(
        share / share.sum(),
        centre,
        np.clip(noise, mean / _NOISE_RATIO, mean * _NOISE_RATIO),
        -np.inf,
        nobody,
        0.0,
    )
