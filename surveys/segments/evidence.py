"""Are there groups at all, and of which kind? The survey beside its lookalikes.

Ratings are tried in two kinds of model. Latent classes take every answer as a
category and so see groups of any shape, but also people who merely answer in
another style; profiles see what is wanted more and less. So profiles are used
unless the survey stands out much more in classes, and classes must also stand
out from surveys in which people differ by style alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.segments import classes, profiles
from surveys.segments.classes import Classes
from surveys.segments.lookalikes import lookalike_maker, style_maker
from surveys.segments.profiles import Profiles
from surveys.segments.workers import spread

DRAWS = 39
_FIRST = 13  # lookalikes after which a clear "one group" is accepted
_BEATEN_BY = 3  # lookalikes that stand out more, for a clear "one group"
_CLEARLY = 10.0  # standard deviations above all of these, for clear groups (chance below 1e-5)
_MUCH_MORE = 1.25  # times as far out as in profiles, for classes of ratings
_MOST_PEOPLE = 3000  # people drawn for the tests in larger surveys

Fitted = Profiles | Classes


@dataclass(frozen=True)
class Family:
    """A kind of model: `prepare` once, `fit` in earnest, `again` to draws, `gains` for tests."""

    name: str
    prepare: Callable[..., object]
    fit: Callable[..., Fitted]
    again: Callable[..., np.ndarray]
    gains: Callable[..., np.ndarray]


PROFILES = Family("profiles", profiles.prepare, profiles.fit, profiles.again, profiles.gains)
CLASSES = Family("classes", classes.prepare, classes.fit, classes.again, classes.gains)


@dataclass(frozen=True)
class Evidence:
    """What the tests saw.

    ``gain`` and ``expected`` (mean of the lookalikes) have one value per k of
    ``ks``, of the ``family`` in which the survey stands out most; ``draws`` is
    the number of lookalikes and ``stronger`` how many of them stood out at
    least as much as the survey.
    """

    family: Family
    ks: list[int]
    gain: np.ndarray
    expected: np.ndarray
    draws: int
    stronger: int


def gather(
    answers: np.ndarray,
    families: Sequence[Family],
    ks: list[int],
    weights: np.ndarray,
    chance: np.random.SeedSequence,
    report: Callable[[float], None],
) -> Evidence:
    """Return whether groups stand out from what featureless answers show, and of which kind.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered.
    families
        Kinds of model to try; where there are two, the first is preferred.
    ks
        Numbers of groups, from 2.
    weights
        Weight of each respondent.
    chance, report
        As in `number.choose`.
    """
    own, others, again, pick = chance.spawn(4)
    some = _sample(len(answers), np.random.default_rng(pick))
    answers, weights = answers[some], weights[some]
    gain = _all_gains(answers, families, ks, weights, own)
    draw = lookalike_maker(answers, np.ones((len(answers), 1)), weights)
    curves = _curves(draw, gain, families, ks, weights, others, report)
    best = _kind(gain, curves)
    stronger = _stronger(gain, curves)
    if best and not stronger:  # classes of ratings
        drawn = style_maker(answers, weights)
        styles = _curves(drawn, gain[[best]], [families[best]], ks, weights, again, report)
        if _stronger(gain[[best]], styles):
            best, stronger = 0, _stronger(gain[[0]], curves[:, [0]])
    expected = curves.mean(axis=0)[best]
    return Evidence(families[best], ks, gain[best], expected, len(curves), stronger)


def _curves(
    draw: Callable[[np.random.Generator], np.ndarray],
    gain: np.ndarray,
    families: Sequence[Family],
    ks: list[int],
    weights: np.ndarray,
    chance: np.random.SeedSequence,
    report: Callable[[float], None],
) -> np.ndarray:
    """Return the gains of lookalikes, draws by families by numbers; few where that is clear."""

    def drawn(seed: np.random.SeedSequence) -> np.ndarray:
        first, second = seed.spawn(2)
        return _all_gains(draw(np.random.default_rng(first)), families, ks, weights, second)

    seeds = chance.spawn(DRAWS)
    curves = np.array(spread(drawn, seeds[:_FIRST], report))
    if _stronger(gain, curves) >= _BEATEN_BY or _height(gain, curves).max() > _CLEARLY:
        return curves
    return np.concatenate([curves, spread(drawn, seeds[_FIRST:], report)])


def _kind(gain: np.ndarray, curves: np.ndarray) -> int:
    """Return the family in which the survey stands out most, the first unless by much."""
    height = _height(gain, curves).max(axis=1)
    height[1:] /= _MUCH_MORE
    return int(height.argmax())


def _height(gain: np.ndarray, curves: np.ndarray) -> np.ndarray:
    """Return by how many standard deviations of the lookalikes the survey is above their mean."""
    return (gain - curves.mean(axis=0)) / np.maximum(curves.std(axis=0, ddof=1), 1e-9)


def _all_gains(
    answers: np.ndarray,
    families: Sequence[Family],
    ks: list[int],
    weights: np.ndarray,
    seed: np.random.SeedSequence,
) -> np.ndarray:
    """Return gains, families by numbers of groups."""
    rng = np.random.default_rng(seed)
    return np.array([one.gains(answers, ks, rng, weights) for one in families])


def _sample(people: int, rng: np.random.Generator) -> np.ndarray:
    if people <= _MOST_PEOPLE:
        return np.arange(people)
    return np.sort(rng.choice(people, _MOST_PEOPLE, replace=False))


def _stronger(gain: np.ndarray, curves: np.ndarray) -> int:
    """Return how many lookalikes stand out at least as much as the survey.

    All curves, the survey's among them, are put on one scale per kind and
    number, and each stands out by its largest value; so the comparison favours
    nobody.
    """
    every = np.concatenate([gain[None], curves]).reshape(1 + len(curves), -1)
    width = np.maximum(every.std(axis=0), 1e-9)
    height = ((every - every.mean(axis=0)) / width).max(axis=1)
    return int((height[1:] >= height[0]).sum())
