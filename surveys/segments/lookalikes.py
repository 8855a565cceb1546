"""Surveys without (further) groups that look like the one at hand.

A lookalike has, in each group it is given, the same distribution of every
answer, the same correlations between answers and the same gaps, and is
otherwise featureless: a Gaussian copula. Whatever number of groups a method
finds in it is the method's own invention.
"""

from collections.abc import Callable

import numpy as np
from scipy import special, stats

_TERMS = 16  # of the Hermite series; correlations are then right to about 0.001
_HALVINGS = 20
_STRONGEST = 0.995
_WIDER = 2.0  # power that makes up for what cutting into steps takes from differences in spread


def lookalike_maker(
    answers: np.ndarray,
    belongs: np.ndarray,
    weights: np.ndarray | None = None,
    *,
    width: np.ndarray | None = None,
) -> Callable[[np.random.Generator], np.ndarray]:
    """Return a function that draws a lookalike of the answers.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered.
    belongs
        Probability of each group for each respondent (respondents by groups);
        one column of ones for a survey without groups.
    weights
        Weight of each respondent in shares and correlations; None = 1 each.
    width
        How widely each respondent's answers are spread, for one group only;
        None = everybody's alike.

    Returns
    -------
    Function of a random generator; each call returns an array like `answers`,
    NaN in the same cells.
    """
    steps = np.unique(answers[~np.isnan(answers)])
    counted = belongs if weights is None else belongs * weights[:, None]
    upto = _shares(answers, counted, steps).cumsum(axis=-1)[..., :-1]
    cuts = stats.norm.ppf(np.clip(upto, 0, 1))
    mix = np.linalg.cholesky(_latent_correlation(answers, counted, steps, cuts))
    sums = belongs.cumsum(axis=1)
    missing = np.isnan(answers)

    def draw(rng: np.random.Generator) -> np.ndarray:
        group = (rng.random((len(answers), 1)) * sums[:, -1:] > sums).sum(axis=1)
        latent = rng.standard_normal(answers.shape) @ mix.T
        if width is not None:
            order = (latent * width[:, None]).argsort(axis=0).argsort(axis=0)
            latent = special.ndtri((order + 0.5) / len(answers))
        place = np.zeros(answers.shape, np.int16)
        for cut in range(len(steps) - 1):
            place += latent > cuts[group, :, cut]
        return np.where(missing, np.nan, steps[place])

    return draw


def style_maker(
    answers: np.ndarray, weights: np.ndarray | None = None
) -> Callable[[np.random.Generator], np.ndarray]:
    """Return a function that draws lookalikes in which people also keep their style of answering.

    As `lookalike_maker` for one group, but each person's latent answers are
    spread at least as unevenly as their real ones (as normal scores around the
    person's level), so who uses the ends of the scale, or its middle, does so again.
    """
    steps = np.unique(answers[~np.isnan(answers)])
    known = ~np.isnan(answers)
    everybody = np.ones((len(answers), 1))
    counted = everybody if weights is None else weights[:, None]
    share = _shares(answers, counted, steps)[0]
    middle = special.ndtri(np.clip(share.cumsum(axis=1) - share / 2, 1e-6, 1 - 1e-6))
    step = np.searchsorted(steps, np.where(known, answers, steps[0]))
    score = np.where(known, middle[np.arange(answers.shape[1]), step], 0.0)
    asked = known.sum(axis=1, keepdims=True)
    apart = np.where(known, score - score.sum(axis=1, keepdims=True) / asked, 0.0)
    width = ((apart**2).sum(axis=1) / np.maximum(asked[:, 0] - 1, 1)) ** (_WIDER / 2)
    return lookalike_maker(answers, everybody, weights, width=width)


def _shares(answers: np.ndarray, belongs: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Return the share of each step among the answers, groups by needs by steps."""
    known = ~np.isnan(answers)
    counts = np.stack([belongs.T @ (answers == step) for step in steps], axis=-1)
    return counts / np.maximum(belongs.T @ known, 1e-9)[..., None]


def _latent_correlation(
    answers: np.ndarray, belongs: np.ndarray, steps: np.ndarray, cuts: np.ndarray
) -> np.ndarray:
    """Return the correlation of normal variables that gives the answers theirs within groups.

    Cutting into steps weakens a correlation. The covariance of two cut normals
    is a power series in their correlation (Hermite coefficients of the cuts);
    each pair is solved by halving, and the matrix is brought to the nearest
    with positive eigenvalues.
    """
    series = _hermite(steps, cuts)
    share = belongs.sum(axis=0) / belongs.sum()
    terms = np.einsum("c,cjm,clm->jlm", share, series, series)
    wanted = _covariance(answers, belongs)
    low, high = np.full_like(wanted, -_STRONGEST), np.full_like(wanted, _STRONGEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = np.zeros_like(wanted)
        for term in range(_TERMS - 1, -1, -1):
            reached = (reached + terms[:, :, term]) * middle
        low, high = (
            np.where(reached < wanted, middle, low),
            np.where(reached < wanted, high, middle),
        )
    latent = (low + high) / 2
    np.fill_diagonal(latent, 1.0)
    sizes, directions = np.linalg.eigh(latent)
    near = (directions * np.maximum(sizes, 1e-3)) @ directions.T
    scale = np.sqrt(np.diag(near))
    return near / scale / scale[:, None]


def _hermite(steps: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """Return coefficients 1.. of the step function of each group and need."""
    inside = np.where(np.isfinite(cuts), cuts, 0.0)
    density = np.where(np.isfinite(cuts), stats.norm.pdf(cuts), 0.0) * np.diff(steps)
    before, now = np.zeros_like(inside), np.ones_like(inside)
    found = []
    for term in range(1, _TERMS + 1):
        found.append((density * now).sum(axis=-1) / np.sqrt(special.factorial(term)))
        before, now = now, inside * now - (term - 1) * before
    return np.stack(found, axis=-1)


def _covariance(answers: np.ndarray, belongs: np.ndarray) -> np.ndarray:
    """Return the covariance within groups over the pairs that were both answered."""
    known = (~np.isnan(answers)).astype(float)
    values = np.where(known > 0, answers, 0.0)
    total, pairs = np.zeros((2, answers.shape[1], answers.shape[1]))
    for weight in belongs.T:
        mean = (weight @ values) / np.maximum(weight @ known, 1e-9)
        apart = np.where(known > 0, values - mean, 0.0)
        total += (apart * weight[:, None]).T @ apart
        pairs += (known * weight[:, None]).T @ known
    return total / np.maximum(pairs, 1.0)
