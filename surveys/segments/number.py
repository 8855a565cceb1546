"""How many groups: more than featureless answers of the same kind would show, or one.

1. One group? The gain of 2, 3, ... groups is compared with the gain in
   lookalikes of the whole survey. Several groups are claimed only if the
   survey stands out more than every one of `DRAWS` lookalikes (chance of a false
   claim 1 / (DRAWS + 1)). See `evidence`.
2. How many? Two numbers are asked: the one with the best BIC, and the one whose
   gain exceeds the lookalikes' mean most. Where they agree (and are not simply the
   largest tried), that is it. Where not, start from the larger and take a group
   away, at most down to the smaller, as long as lookalikes of the survey with one
   group fewer gain as much from the last one. BIC alone splits groups whose
   answers are related for other reasons.
3. Is it stable, is it large enough? Numbers with a group of fewer than 5 people
   or 2 % are not asked; and from there on down, the first number is taken none of
   whose groups dissolves in the bootstrap (mean Jaccard above 0.5, Hennig 2008).
   Where every number dissolves, there is one group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from surveys.segments import stability
from surveys.segments.evidence import DRAWS, Evidence, Family, Fitted, gather
from surveys.segments.lookalikes import lookalike_maker
from surveys.segments.starts import flat
from surveys.segments.workers import spread
from surveys.weighting import effective_n

LEAST_MEMBERS, LEAST_SHARE = 5, 0.02
_STARTS_AGAIN = 2  # per bootstrap draw, beside the one from the segments found

Report = Callable[[float], None]


@dataclass(frozen=True)
class Choice:
    """The fits and the numbers behind the choice.

    ``fits`` has one fit per number of groups tried, groups in order of size;
    ``recommended`` is what the rule says; ``why`` is "found", "no_structure",
    "too_small" or "unstable"; ``jaccards`` holds draws by groups per number;
    ``evidence`` is what the first step saw.
    """

    evidence: Evidence
    fits: dict[int, Fitted]
    recommended: int
    why: str
    jaccards: dict[int, np.ndarray] = field(default_factory=dict)


def choose(
    answers: np.ndarray,
    families: Sequence[Family],
    *,
    largest: int,
    draws: int,
    seed: int,
    weights: np.ndarray,
    report: Report,
) -> Choice:
    """Return the fits and the number of groups the rule recommends.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered.
    families
        Kinds of model to try; the evidence says which one is used.
    largest
        Largest number of groups to try, at least 2.
    draws
        Bootstrap draws behind the stability; 0 = none, and step 3 asks for size alone.
    seed
        Source of chance.
    weights
        Weight of each respondent, mean 1.
    report
        Called with the share of the work done (0..1); may raise to stop.
    """
    ks = list(range(2, largest + 1))
    chance = np.random.SeedSequence(seed).spawn(4)
    found = gather(answers, families, ks, weights, chance[0], _part(report, 0.0, 0.35))
    tried = ~flat(answers)
    answers, weights = answers[tried], weights[tried]
    data = found.family.prepare(answers, weights)
    fits = _fits(found.family, data, [1, *ks], chance[1], _part(report, 0.35, 0.5))
    jaccards = _again(found.family, data, fits, weights, draws, chance[2], _part(report, 0.5, 0.9))
    if found.stronger:
        number, why = 1, "no_structure"
    else:
        number, why = _number(
            found, fits, answers, weights, jaccards, chance[3], _part(report, 0.9, 1.0)
        )
    report(1.0)
    return Choice(found, fits, number, why, jaccards)


def _part(report: Report, low: float, high: float) -> Report:
    return lambda share: report(low + (high - low) * share)


def _fits(
    family: Family, data: object, ks: list[int], chance: np.random.SeedSequence, report: Report
) -> dict[int, Fitted]:
    """Return the fit with each number of groups, groups in order of size; the largest first."""
    seeds = dict(zip(ks, chance.spawn(len(ks)), strict=True))
    order = sorted(ks, reverse=True)
    found = spread(
        lambda k: family.fit(data, k, np.random.default_rng(seeds[k])).by_size(), order, report
    )
    return dict(sorted(zip(order, found, strict=True)))


def _again(
    family: Family,
    data: object,
    fits: dict[int, Fitted],
    weights: np.ndarray,
    draws: int,
    chance: np.random.SeedSequence,
    report: Report,
) -> dict[int, np.ndarray]:
    """Return how well each group comes back in each bootstrap draw, per number of groups."""
    ks = [k for k in fits if k > 1]
    people = len(weights)
    if not draws:
        return {}

    segment = {k: fits[k].belongs.argmax(axis=1) for k in ks}

    def one(task: tuple[int, np.random.SeedSequence]) -> np.ndarray:
        k, seed = task
        rng = np.random.default_rng(seed)
        times = rng.multinomial(people, np.full(people, 1 / people))
        drawn = times * weights > 0
        again = family.again(data, fits[k], rng, _STARTS_AGAIN, times * weights)
        return stability.jaccards(segment[k][drawn], again, k, weights[drawn])

    tasks = [(k, seed) for k in reversed(ks) for seed in chance.spawn(draws)]
    found = spread(one, tasks, report)
    return {k: np.array(found[i * draws : (i + 1) * draws]) for i, k in enumerate(reversed(ks))}


def _number(
    found: Evidence,
    fits: dict[int, Fitted],
    answers: np.ndarray,
    weights: np.ndarray,
    jaccards: dict[int, np.ndarray],
    chance: np.random.SeedSequence,
    report: Report,
) -> tuple[int, str]:
    """Return the number of groups of a survey that has some, and why."""
    allowed = [k for k in found.ks if smallest(fits[k]) >= least_members(fits[k])]
    if not allowed:
        return 1, "too_small"
    least = {k: np.nanmean(values, axis=0).min() for k, values in jaccards.items()}
    solid = [k for k in allowed if least.get(k, 1.0) > stability.DISSOLVED]
    if not solid:
        return 1, "unstable"
    excess = dict(zip(found.ks, found.gain - found.expected, strict=True))
    n = effective_n(weights)
    guesses = max(solid, key=lambda k: bic(fits[k], n)), max(solid, key=excess.get)
    low, high = min(guesses), max(guesses)
    low = 2 if low == found.ks[-1] and 2 in solid else low
    return _prune(found.family, answers, weights, fits, solid, (low, high), chance, report), "found"


def _prune(
    family: Family,
    answers: np.ndarray,
    weights: np.ndarray,
    fits: dict[int, Fitted],
    solid: list[int],
    ends: tuple[int, int],
    chance: np.random.SeedSequence,
    report: Report,
) -> int:
    """Return the larger end less the groups that lookalikes with one group fewer show too."""
    low, high = ends
    for k in range(high, low, -1):
        if k not in solid:
            continue
        draw = lookalike_maker(answers, fits[k - 1].belongs, weights)
        seeds = chance.spawn(DRAWS + 1)

        def step(seed: np.random.SeedSequence, k: int = k, draw: Callable | None = draw) -> float:
            rng = np.random.default_rng(seed)
            shown = answers if draw is None else draw(rng)
            return float(np.diff(family.gains(shown, [k - 1, k], rng, weights))[0])

        own = step(seeds[0], draw=None)
        if all(own > one for one in spread(step, seeds[1:], report)):
            return k
    return low


def bic(model: Fitted, n: float) -> float:
    """Return log-likelihood minus half the BIC penalty; larger is better.

    With weights, the log-likelihood counts like `n` (effective) people, as
    Lumley and Scott (2015, J. Survey Statistics and Methodology 3) advise.
    """
    return model.likelihood * n / model.people - model.free / 2 * np.log(n)


def smallest(model: Fitted) -> int:
    """Return the number of members of the smallest group, each person in their likeliest."""
    return int(np.bincount(model.belongs.argmax(axis=1), minlength=model.k).min())


def least_members(model: Fitted) -> float:
    """Return the number of members a group must have."""
    return max(LEAST_MEMBERS, LEAST_SHARE * len(model.belongs))
