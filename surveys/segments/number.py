"""How many groups: more than featureless answers of the same kind would show, or one.

1. One group? The gain of 2, 3, ... clusters is compared with the gain in
   lookalikes of the whole survey. Several groups are claimed only if the
   survey stands out more than every one of `DRAWS` lookalikes (chance of a false
   claim 1 / (DRAWS + 1)).
2. How many? Two numbers are asked: the one with the best BIC, and the one whose
   gain exceeds the lookalikes' mean most. Where they agree (and are not simply the
   largest tried), that is it. Where not, start from the larger and take a group
   away, at most down to the smaller, as long as lookalikes of the survey with one
   group fewer gain as much from the last one. BIC alone splits groups whose
   answers are related for other reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from surveys.segments import classes, profiles, starts
from surveys.segments.classes import Classes
from surveys.segments.lookalikes import lookalike_maker
from surveys.segments.profiles import Profiles

DRAWS = 39
_FIRST = 13  # lookalikes after which a clear "one group" is accepted
_BEATEN_BY = 3  # lookalikes that stand out more, for a clear "one group"
_STARTS = 4  # per lookalike and per survey in the tests alike
_MOST_PEOPLE = 3000  # people drawn for the tests in larger surveys
LEAST_MEMBERS, LEAST_SHARE = 5, 0.02

Report = Callable[[float], None]
Fitted = Profiles | Classes


@dataclass(frozen=True)
class Method:
    """How groups are fitted: `fit` in earnest, `gains` quickly for the tests."""

    fit: Callable[[np.ndarray, int, np.random.Generator], Fitted]
    gains: Callable[[np.ndarray, range, int, np.random.Generator], np.ndarray]


RATINGS = Method(profiles.fit, starts.fit_gains)
CHOICES = Method(classes.fit, classes.fit_gains)


@dataclass(frozen=True)
class Choice:
    """The chosen fit and the numbers behind it.

    ``chosen`` is None where one group is the answer. ``gain``, ``expected``
    (mean of the lookalikes) and ``bic`` have one value per k of ``ks``;
    ``draws`` is the number of lookalikes and ``stronger`` how many of them
    stood out at least as much as the survey.
    """

    ks: range
    gain: np.ndarray
    expected: np.ndarray
    draws: int
    stronger: int
    fits: dict[int, Fitted]
    chosen: Fitted | None


def choose(
    answers: np.ndarray, method: Method, largest: int, rng: np.random.Generator, report: Report
) -> Choice:
    """Return the number of groups and its fit.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered.
    method
        How groups are fitted.
    largest
        Largest number of groups to try, at least 2.
    rng
        Source of chance.
    report
        Called with the share of the work done (0..1); may raise to stop.
    """
    ks = range(2, largest + 1)
    sample = _sample(answers, rng)
    gain, drawn = _against_lookalikes(sample, method, ks, rng, report)
    stronger = _stronger(gain, drawn)
    found = Choice(ks, gain, drawn.mean(axis=0), len(drawn), stronger, {}, None)
    if stronger:
        return found
    tried = answers[~starts.flat(answers)]
    fits = {1: method.fit(tried, 1, rng)}
    for place, k in enumerate(ks):
        fits[k] = method.fit(tried, k, rng)
        report(0.55 + 0.3 * (place + 1) / len(ks))
    low, high = _first_guesses(found, fits)
    best = _prune(tried, method, fits, low, high, rng)
    report(1.0)
    chosen = fits[best] if best > 1 else None
    return Choice(ks, gain, found.expected, len(drawn), stronger, fits, chosen)


def _sample(answers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if len(answers) <= _MOST_PEOPLE:
        return answers
    return answers[np.sort(rng.choice(len(answers), _MOST_PEOPLE, replace=False))]


def _against_lookalikes(
    answers: np.ndarray, method: Method, ks: range, rng: np.random.Generator, report: Report
) -> tuple[np.ndarray, np.ndarray]:
    """Return the survey's gain per k, and those of the lookalikes (draws by k)."""
    draw = lookalike_maker(answers, np.ones((len(answers), 1)))
    gain = method.gains(answers, ks, _STARTS, rng)
    drawn = np.zeros((0, len(ks)))
    for done in range(1, DRAWS + 1):
        drawn = np.vstack([drawn, method.gains(draw(rng), ks, _STARTS, rng)])
        report(0.55 * done / DRAWS)
        if done == _FIRST and _stronger(gain, drawn) >= _BEATEN_BY:
            break
    return gain, drawn


def _stronger(gain: np.ndarray, drawn: np.ndarray) -> int:
    """Return how many lookalikes stand out at least as much as the survey.

    All curves, the survey's among them, are put on one scale per k, and each
    stands out by its largest value; so the comparison favours nobody.
    """
    curves = np.vstack([gain, drawn])
    spread = np.maximum(curves.std(axis=0), 1e-9)
    height = ((curves - curves.mean(axis=0)) / spread).max(axis=1)
    return int((height[1:] >= height[0]).sum())


def _first_guesses(found: Choice, fits: dict[int, Fitted]) -> tuple[int, int]:
    """Return the smallest and largest number worth asking about, no group of them too small."""
    allowed = [k for k in found.ks if smallest(fits[k]) >= least_members(fits[k])]
    if not allowed:
        return 1, 1
    excess = dict(zip(found.ks, found.gain - found.expected, strict=True))
    guesses = (max(allowed, key=lambda k: fits[k].bic()), max(allowed, key=excess.get))
    low, high = min(guesses), max(guesses)
    return (2 if low == found.ks[-1] else low), high


def _prune(
    tried: np.ndarray,
    method: Method,
    fits: dict[int, Fitted],
    low: int,
    high: int,
    rng: np.random.Generator,
) -> int:
    """Return `high` less the groups that lookalikes with one group fewer show too, or `low`."""
    for k in range(high, low, -1):
        fewer = range(k - 1, k + 1)
        draw = lookalike_maker(tried, fits[k - 1].belongs)
        step = _step(method, tried, fewer, rng)
        drawn = (_step(method, draw(rng), fewer, rng) for _ in range(DRAWS))
        if smallest(fits[k]) >= least_members(fits[k]) and all(step > one for one in drawn):
            return k
    return low


def _step(method: Method, answers: np.ndarray, fewer: range, rng: np.random.Generator) -> float:
    """Return what the last group gains."""
    return float(np.diff(method.gains(answers, fewer, _STARTS, rng))[0])


def smallest(model: Fitted) -> int:
    """Return the number of members of the smallest group, each person in their likeliest."""
    return int(np.bincount(model.belongs.argmax(axis=1), minlength=model.k).min())


def least_members(model: Fitted) -> float:
    """Return the number of members a group must have."""
    return max(LEAST_MEMBERS, LEAST_SHARE * len(model.belongs))
