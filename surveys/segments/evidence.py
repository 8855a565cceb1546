"""Are there groups at all, and of which kind? The survey beside its lookalikes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.segments import classes, profiles
from surveys.segments.classes import Classes
from surveys.segments.lookalikes import lookalike_maker
from surveys.segments.profiles import Profiles
from surveys.segments.workers import spread

DRAWS = 39
_FIRST = 13  # lookalikes after which a clear "one group" is accepted
_BEATEN_BY = 3  # lookalikes that stand out more, for a clear "one group"
_MOST_PEOPLE = 3000  # people drawn for the tests in larger surveys
_STARTS = 4  # per lookalike and per survey alike

Fitted = Profiles | Classes


@dataclass(frozen=True)
class Family:
    """A kind of model: `prepare` once, `fit` in earnest, `gains` quickly for the tests.

    ``tested`` says which numbers of groups the tests look at, all or a few.
    """

    name: str
    prepare: Callable[..., object]
    fit: Callable[..., Fitted]
    gains: Callable[..., np.ndarray]


PROFILES = Family("profiles", profiles.prepare, profiles.fit, profiles.gains)
CLASSES = Family("classes", classes.prepare, classes.fit, classes.gains)


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
        Kinds of model; where there are two, classes must also stand out from
        answers that differ by style alone (high, low, at the ends).
    ks
        Numbers of groups, from 2.
    weights
        Weight of each respondent.
    chance, report
        As in `number.choose`.
    """
    seeds = chance.spawn(2 * DRAWS + 2)
    some = _sample(len(answers), np.random.default_rng(seeds[-1]))
    answers, weights = answers[some], weights[some]
    gain = _all_gains(answers, families, ks, weights, seeds[-2])
    draw = lookalike_maker(answers, np.ones((len(answers), 1)), weights)

    def drawn(seed: np.random.SeedSequence) -> np.ndarray:
        shown = draw(np.random.default_rng(seed))
        return _all_gains(shown, families, ks, weights, seed.spawn(1)[0])

    curves = np.array(spread(drawn, seeds[:_FIRST], report))
    if _stronger(gain, curves) < _BEATEN_BY:
        more = spread(drawn, seeds[_FIRST:DRAWS], report)
        curves = np.concatenate([curves, more])
    return _judge(families, ks, gain, curves)


def _judge(
    families: Sequence[Family], ks: list[int], gain: np.ndarray, curves: np.ndarray
) -> Evidence:
    spread_ = np.maximum(curves.std(axis=0), 1e-9)
    height = ((gain - curves.mean(axis=0)) / spread_).max(axis=1)
    best = int(height.argmax())
    return Evidence(
        families[best],
        ks,
        gain[best],
        curves.mean(axis=0)[best],
        len(curves),
        _stronger(gain, curves),
    )


def _all_gains(
    answers: np.ndarray,
    families: Sequence[Family],
    ks: list[int],
    weights: np.ndarray,
    seed: np.random.SeedSequence,
) -> np.ndarray:
    """Return gains, families by numbers of groups."""
    rng = np.random.default_rng(seed)
    return np.array([one.gains(answers, ks, _STARTS, rng, weights) for one in families])


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
