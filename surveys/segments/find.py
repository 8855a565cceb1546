"""From answers to segments, or to the finding that there is one group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.segments import describe, stability
from surveys.segments.basis import (
    LEAST_NEEDS,
    LEAST_PEOPLE,
    Basis,
    basis,
    categories,
    coded,
    values,
)
from surveys.segments.errors import (
    SegmentsCancelledError,
    SegmentsNumberError,
    SegmentsProfileError,
)
from surveys.segments.evidence import CLASSES, PROFILES, Family
from surveys.segments.frozen import FrozenSegments, freeze
from surveys.segments.number import Choice, bic, choose, least_members, smallest
from surveys.segments.result import Segmentation, members
from surveys.segments.starts import flat
from surveys.weighting import Weighting, effective_n

Progress = Callable[[float], bool | None]
MOST_STEPS = 11  # different answers on a scale, 0 to 10, that can still be categories


@dataclass(frozen=True)
class _Asked:
    """What is grouped: the basis, the table with profile codes, weights, labels, seed."""

    basis: Basis
    table: pd.DataFrame
    weights: np.ndarray
    weighted: bool
    labels: dict[str, list[str]]
    seed: int


def find_segments(
    answers: Answers,
    *,
    weighting: Weighting | None = None,
    seed: int = 0,
    largest: int = 8,
    k: int | None = None,
    draws: int = 100,
    profile: Sequence[str] = (),
    progress: Progress | None = None,
) -> Segmentation:
    """Return groups of respondents with different needs, or one group with the reason.

    Respondents are grouped by the importance they give to needs (by choices or
    satisfaction where importance was not asked), missing answers left out and
    not filled in. Ratings are fitted by profiles from which each person's own
    level of rating is taken out, or by latent classes of the ordered answers,
    whichever finds more than chance; choices by latent classes. `number` says
    how the number of groups is chosen, `profiles` and `classes` how they are
    fitted, `stability` how sure each segment is.

    Parameters
    ----------
    answers
        Answers of one wave.
    weighting
        Survey weights by respondent; who has none is left out. They enter the
        fits, shares and means.
    seed
        The same seed and answers give the same segments.
    largest
        Largest number of segments to try, at least 2.
    k
        Number of segments the committee wants in place of the recommended one.
    draws
        Bootstrap draws per number of segments; 0 = no stability.
    profile
        Profile questions whose answers shall make segments too. Others only
        describe them. Fitted by latent classes.
    progress
        Hears the share of the work done (0..1); returns False to stop.

    Raises
    ------
    SegmentsCancelledError
        `progress` returned False.
    SegmentsNumberError
        `k` is not from 1 to `largest`.
    SegmentsProfileError
        A question of `profile` was not asked.

    Notes
    -----
    Fewer than 60 respondents or 3 needs are not split, whatever `k`.
    Respondents who rated everything alike are in no segment when there are
    several.
    """
    if k is not None and not 1 <= k <= largest:
        raise SegmentsNumberError(k=k, largest=largest)
    asked = _asked(answers, weighting, profile, seed)
    refused = _refusal(asked.basis)
    if refused is not None:
        return _one_group(asked, *refused)
    choice = choose(
        values(asked.table),
        _families(asked),
        largest=largest,
        draws=draws,
        seed=seed,
        weights=asked.weights,
        report=_reporter(progress),
    )
    found = choice.evidence
    facts = {"draws": found.draws, "n": len(asked.table), "stronger": found.stronger}
    facts |= {"k": choice.recommended}
    return _segmentation(asked, choice, k or choice.recommended, facts)


def _asked(
    answers: Answers, weighting: Weighting | None, profile: Sequence[str], seed: int
) -> _Asked:
    known = [name for name in answers.profile.columns if name != "respondent"]
    for question in profile:
        if question not in known:
            raise SegmentsProfileError(question=question, known=", ".join(known))
    grouped = basis(answers)
    table = grouped.table
    weights = np.ones(len(table))
    if weighting is not None and len(table):
        given = weighting.weights.reindex(table.index)
        table = table[given.notna()]
        grouped = Basis(grouped.name, table, answers.n - len(table))
        given = given.dropna().to_numpy(float)
        weights = given / given.mean() if len(given) else given
    labels = categories(answers.profile, profile)
    joined = table.join(coded(answers.profile, labels, table.index)) if labels else table
    return _Asked(grouped, joined, weights, weighting is not None, labels, seed)


def _families(asked: _Asked) -> list[Family]:
    if asked.basis.name == "choice" or asked.labels:
        return [CLASSES]
    steps = np.unique(values(asked.basis.table))
    return [PROFILES, CLASSES] if np.isfinite(steps).sum() <= MOST_STEPS else [PROFILES]


def _refusal(grouped: Basis) -> tuple[str, dict[str, object]] | None:
    """Return reason and facts where there is too little to look for groups, else None."""
    n, needs = grouped.table.shape
    if not grouped.name:
        return "segments_reason_nothing", {}
    if n < LEAST_PEOPLE:
        return "segments_reason_few_answers", {"n": n, "least": LEAST_PEOPLE}
    if needs < LEAST_NEEDS:
        return "segments_reason_few_needs", {"needs": needs, "least": LEAST_NEEDS}
    alike = int(flat(values(grouped.table)).sum())
    if n - alike < LEAST_PEOPLE:
        return "segments_reason_alike", {"n": n, "alike": alike, "least": LEAST_PEOPLE}
    return None


def _reporter(progress: Progress | None) -> Callable[[float], None]:
    """Return what tells the caller, never less than before, and stops the work if told to."""
    told = 0.0

    def report(share: float) -> None:
        nonlocal told
        told = max(told, share)
        if progress is not None and progress(told) is False:
            raise SegmentsCancelledError

    return report


def _one_group(asked: _Asked, reason: str, facts: dict[str, object]) -> Segmentation:
    """Return everybody in one group, where none was looked for."""
    n = len(asked.table)
    return _described(asked, np.ones(n, bool), np.ones((n, 1)), 1, reason, facts, None)


def _segmentation(asked: _Asked, choice: Choice, k: int, facts: dict[str, object]) -> Segmentation:
    """Return the segments of a choice; everybody is in one group where there is one."""
    several = ~flat(values(asked.table))
    if k == 1:
        several[:] = True
    belongs = choice.fits[k].belongs if k > 1 else np.ones((len(several), 1))
    reason = f"segments_reason_{choice.why}"
    if choice.why == "found" and choice.evidence.family is CLASSES:
        reason += "_classes"
    return _described(asked, several, belongs, k, reason, facts, choice)


def _described(
    asked: _Asked,
    placed: np.ndarray,
    belongs: np.ndarray,
    k: int,
    reason: str,
    facts: dict[str, object],
    choice: Choice | None,
) -> Segmentation:
    table, weights = asked.basis.table[placed], asked.weights[placed]
    segment = belongs.argmax(axis=1) + 1 if len(belongs) else np.empty(0, int)
    profile = describe.profile(table, segment, weights)
    names = {number: [] for number in range(1, k + 1)} | describe.names(profile)
    certainty = belongs.max(axis=1) if len(belongs) else np.empty(0)
    return Segmentation(
        k=k,
        members=members(table.index, segment, certainty),
        sizes=describe.sizes(segment, k, weights),
        profile=profile,
        criterion=_criterion(choice, k, effective_n(asked.weights) if len(table) else 0.0),
        reason=reason,
        facts=facts,
        names=names,
        basis=asked.basis.name,
        left_out=asked.basis.left_out + len(asked.table) - len(table),
        recommended=1 if choice is None else choice.recommended,
        stability=stability.table({} if choice is None else choice.jaccards),
        weighted=asked.weighted,
        model=_frozen(asked, choice, k, names, certainty),
    )


def _frozen(
    asked: _Asked, choice: Choice | None, k: int, names: dict, certainty: np.ndarray
) -> FrozenSegments | None:
    if choice is None:
        return None
    return freeze(
        choice.fits[k],
        kind=choice.evidence.family.name,
        basis=asked.basis.name,
        needs=list(asked.basis.table.columns),
        labels=asked.labels,
        names=names,
        seed=asked.seed,
        certainty=float(certainty.mean()),
    )


def _criterion(choice: Choice | None, k: int, n: float) -> pd.DataFrame:
    """Return one row per number of groups tried; only k = 1 where none was."""
    table = pd.DataFrame({"k": [1], "value": 0.0, "gain": 0.0, "expected": 0.0})
    fits, jaccards, recommended = {}, {}, 1
    if choice is not None:
        fits, jaccards, recommended = choice.fits, choice.jaccards, choice.recommended
        seen = choice.evidence
        more = {"k": seen.ks, "value": seen.expected - seen.gain}
        more |= {"gain": seen.gain, "expected": seen.expected}
        table = pd.concat([table, pd.DataFrame(more)], ignore_index=True)
    mean = {one: np.nanmean(values, axis=0) for one, values in jaccards.items()}
    table["bic"] = table["k"].map({one: -2 * bic(model, n) for one, model in fits.items()})
    table["jaccard"] = table["k"].map({one: value.mean() for one, value in mean.items()})
    table["jaccard_least"] = table["k"].map({one: value.min() for one, value in mean.items()})
    table["smallest"] = table["k"].map({one: smallest(model) for one, model in fits.items()})
    table["least_members"] = table["k"].map(
        {one: int(np.ceil(least_members(model))) for one, model in fits.items()}
    )
    table["recommended"], table["chosen"] = table["k"] == recommended, table["k"] == k
    kinds = dict.fromkeys(
        ["value", "gain", "expected", "bic", "jaccard", "jaccard_least"], "Float64"
    )
    whole = dict.fromkeys(["k", "smallest", "least_members"], "Int64")
    return table.astype(kinds | whole)
