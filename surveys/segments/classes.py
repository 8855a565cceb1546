"""Groups with different chances of each answer: latent classes, ordered answers or not.

Within a class the answers are independent. People with the same answers are
fitted as one, so many people cost little more than few. Missing answers are
left out of the likelihood: nothing is filled in. Weights make it a
pseudo-likelihood: 2 counts like two people. The model is StepMix's
`categorical_nan` and poLCA's; tests hold the two to the same maximum.
"""

from dataclasses import dataclass, replace

import numpy as np

from surveys.segments.rows import Rows, by_members, collapse
from surveys.segments.starts import centred, flat, quick_clusters

STARTS = 20  # on hard data only half of the random starts reach the best fit
_LEAST = 1e-12
_SHORT, _LONGER, _LAST = 20, 100, 1000  # rounds of every start, of the best, of the very best
_AGAIN_FIRST, _AGAIN_LAST = 10, 20  # rounds of all starts of a draw, of the better one
_TEST_STARTS = 2  # one near k-means, one random
_TEST_FIRST = 8  # rounds of both, after which the better one goes on
_KEPT = 4  # one start in so many runs longer
_TOLERANCE = 1e-9  # relative rise of the log-likelihood at which a fit has settled
_LOOSE = 1e-6  # of all runs but the last


@dataclass(frozen=True)
class Classes:
    """Fitted latent classes.

    ``share`` (k), ``chance`` (k by answers: all needs' steps side by side),
    ``steps`` (the answers of each need, ascending), ``likelihood`` (log),
    ``belongs`` (respondents by k), ``people`` (sum of weights).
    """

    share: np.ndarray
    chance: np.ndarray
    steps: tuple[np.ndarray, ...]
    likelihood: float
    belongs: np.ndarray
    people: float

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.share)

    @property
    def free(self) -> int:
        """Free numbers: per class the chances of each need, and the shares."""
        return self.k * sum(len(one) - 1 for one in self.steps) + self.k - 1

    def by_size(self) -> "Classes":
        """Return the same with classes in order of their likeliest members, the largest first."""
        order = by_members(self.belongs)
        return replace(
            self,
            share=self.share[order],
            chance=self.chance[order],
            belongs=self.belongs[:, order],
        )

    def place(self, answers: np.ndarray) -> np.ndarray:
        """Return the probability of each class for each respondent (respondents by k).

        `answers` is respondents by needs as in the fit, NaN = not answered. An
        answer between or beyond the steps counts as the nearest one (the lower
        of two as near); who answered nothing gets the shares.
        """
        score = np.tile(np.log(self.share), (len(answers), 1))
        first = 0
        for column, steps in zip(answers.T, self.steps, strict=True):
            known = ~np.isnan(column)
            near = np.abs(column[known, None] - steps).argmin(axis=1)
            score[known] += np.log(self.chance[:, first + near]).T
            first += len(steps)
        belongs = np.exp(score - score.max(axis=1, keepdims=True))
        return belongs / belongs.sum(axis=1, keepdims=True)


@dataclass(frozen=True)
class Prepared:
    """Answers made ready for fits.

    ``given`` (rows by answers, 0 or 1), ``item`` (need of each answer),
    ``steps`` (answers of each need), the ``rows``, and ``values`` and
    ``known`` for starts from k-means.
    """

    given: np.ndarray
    item: np.ndarray
    steps: tuple[np.ndarray, ...]
    rows: Rows
    values: np.ndarray
    known: np.ndarray


def prepare(answers: np.ndarray, weights: np.ndarray | None = None) -> Prepared:
    """Return answers (respondents by needs, NaN = not answered) ready for `fit`.

    Every value is a category.
    """
    rows = collapse(answers, weights)
    columns = rows.answers.T
    steps = tuple(np.unique(column[~np.isnan(column)]) for column in columns)
    given = [column[:, None] == step for column, step in zip(columns, steps, strict=True)]
    item = np.repeat(np.arange(len(steps)), [len(step) for step in steps])
    values, known, _ = centred(rows.answers, rows.weight)
    together = np.concatenate(given, axis=1).astype(float)
    return Prepared(together, item, steps, rows, values.astype(np.float32), known)


def fit(data: Prepared, k: int, rng: np.random.Generator, starts: int = STARTS) -> Classes:
    """Return the best of several fits with k classes.

    Every start climbs a little, the best quarter longer, the best of these to
    the end (emEM: Biernacki, Celeux and Govaert 2003). Three in four starts
    are random, the others from k-means.

    Parameters
    ----------
    data
        From `prepare`.
    k
        Number of classes, at least 1.
    rng
        Source of chance for the starts.
    starts
        Number of starts.

    Returns
    -------
    `Classes`, in no order.
    """
    cells = (data.given, data.item, data.rows.weight)
    best = _best(data, cells, k, starts, rng)
    share, chance, likelihood, belongs = _climb(*cells, best, _LAST, _TOLERANCE)
    belongs = belongs.T[data.rows.whose]
    return Classes(share, chance, data.steps, likelihood, belongs, float(data.rows.weight.sum()))


def again(
    data: Prepared, found: Classes, rng: np.random.Generator, starts: int, weights: np.ndarray
) -> np.ndarray:
    """Return the likeliest class of those drawn in a fit to other weights, as of a bootstrap.

    The best of several: from the classes `found` in the survey, and from
    `starts` others, the first near k-means. In single precision.

    Parameters
    ----------
    data, found
        From `prepare` and `fit`.
    rng
        Source of chance for the starts.
    starts
        Number of further starts.
    weights
        Weights of the respondents, 0 = not drawn.

    Returns
    -------
    One class (0 to k - 1) per respondent with a weight above 0.
    """
    weight = data.rows.weigh(weights)
    some = weight > 0
    cells = data.given[some].astype(np.float32), data.item, weight[some].astype(np.float32)
    few = data.values[some], data.known[some], weight[some]
    begin = [_expect(cells[0], found.share, found.chance.astype(np.float32))[0]]
    begin += [_start(*few, found.k, place, rng) for place in range(starts)]
    runs = [_climb(*cells, one, _AGAIN_FIRST, _LOOSE) for one in begin]
    best = max(runs, key=lambda one: one[2])
    group = np.empty(len(some), np.int64)
    group[some] = _climb(*cells, best[3], _AGAIN_LAST, _LOOSE)[3].argmax(axis=0)
    return group[data.rows.whose[weights > 0]]


def gains(
    answers: np.ndarray,
    ks: list[int],
    rng: np.random.Generator,
    weights: np.ndarray | None = None,
) -> np.ndarray:
    """Return how much better each number of classes fits than one, in units of log-likelihood.

    Short fits: a statistic for tests that treat a survey and its lookalikes alike.
    """
    some = ~flat(answers)
    weight = np.ones(some.sum()) if weights is None else weights[some]
    if some.sum() <= max(ks):
        return np.zeros(len(ks))
    data = prepare(answers[some], weight)
    cells = (data.given.astype(np.float32), data.item, data.rows.weight.astype(np.float32))
    few = data.values, data.known, data.rows.weight
    one = _climb(*cells, np.ones((1, len(data.given)), np.float32), 1, _LOOSE)[2]
    found = []
    for k in ks:
        begin = (_start(*few, k, place, rng) for place in range(_TEST_STARTS))
        runs = (_climb(*cells, start, _TEST_FIRST, _LOOSE) for start in begin)
        best = max(runs, key=lambda run: run[2])
        found.append(_climb(*cells, best[3], _SHORT - _TEST_FIRST, _LOOSE)[2] - one)
    return np.array(found)


def _best(
    data: Prepared,
    cells: tuple[np.ndarray, np.ndarray, np.ndarray],
    k: int,
    starts: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return the probabilities of the classes (k by rows) from the best start, not yet settled."""
    few = data.values, data.known, data.rows.weight
    begin = (_start(*few, k, place, rng) for place in range(starts if k > 1 else 1))
    short = [_climb(*cells, one, _SHORT, _LOOSE) for one in begin]
    short.sort(key=lambda one: -one[2])
    kept = short[: -(-len(short) // _KEPT)]
    return max((_climb(*cells, one[3], _LONGER, _LOOSE) for one in kept), key=lambda one: one[2])[3]


def _start(
    values: np.ndarray,
    known: np.ndarray,
    weight: np.ndarray,
    k: int,
    place: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return probabilities of the classes, k by rows: random, every fourth time near k-means."""
    if place % 4 or k == 1:
        return rng.dirichlet(np.ones(k), len(values)).T
    _, centres = quick_clusters(values, known, k, 1, rng, weight)[0]
    distance = known.astype(values.dtype) @ (centres**2).T - 2 * values @ centres.T
    return (0.8 * np.eye(k)[distance.argmin(axis=1)] + 0.2 / k).T


def _climb(
    given: np.ndarray,
    item: np.ndarray,
    weight: np.ndarray,
    belongs: np.ndarray,
    rounds: int,
    tolerance: float,
) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Return shares, chances, log-likelihood and probabilities after at most `rounds` steps."""
    first, seen = np.unique(item, return_index=True)[1], -np.inf
    belongs = np.ascontiguousarray(belongs, given.dtype)
    for _ in range(rounds):
        counts = belongs * weight
        share = np.maximum(counts.sum(axis=1) / weight.sum(), _LEAST)
        chance = _chances(counts @ given, item, first)
        belongs, each = _expect(given, share, chance)
        likelihood = float((weight * each).sum(dtype=float))
        if likelihood - seen < tolerance * abs(likelihood):
            break
        seen = likelihood
    return share, chance, likelihood, belongs


def _expect(
    given: np.ndarray, share: np.ndarray, chance: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities of the classes (k by rows), and the log-likelihood of each row."""
    score = np.log(chance) @ given.T
    score += np.log(share).astype(score.dtype)[:, None]
    top = score.max(axis=0)
    belongs = np.exp(score - top)
    total = belongs.sum(axis=0)
    return belongs / total, top + np.log(total)


def _chances(counts: np.ndarray, item: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the chance of each answer among the answers to its need."""
    asked = np.add.reduceat(counts, first, axis=1)
    return np.maximum(counts / np.maximum(asked[:, item], _LEAST), _LEAST)
