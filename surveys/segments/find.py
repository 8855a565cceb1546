"""From answers to segments, or to the finding that there is one group."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.segments import describe
from surveys.segments.basis import LEAST_NEEDS, LEAST_PEOPLE, Basis, basis, values
from surveys.segments.errors import SegmentsCancelledError
from surveys.segments.number import CHOICES, RATINGS, Choice, Fitted, choose, smallest
from surveys.segments.starts import flat

Progress = Callable[[float], bool | None]


@dataclass(frozen=True)
class Segmentation:
    """Segments of one wave and how they were found.

    Parameters
    ----------
    k
        Number of segments; 1 = no separate groups.
    members
        One row per placed respondent: ``respondent`` (int64), ``segment``
        (Int64, 1 = largest), ``certainty`` (Float64, probability of this
        segment, 1 where there is one).
    sizes
        One row per segment, see `describe.sizes`; Wilson intervals.
    profile
        One row per segment and need, see `describe.profile`.
    criterion
        One row per number of groups tried: ``k`` (Int64), ``value`` (Float64,
        log-likelihood units: gain of lookalikes without groups minus the gain
        of this survey; the lower, the more there is to find; 0 for one group),
        ``gain``, ``expected`` (its two parts), ``bic`` (Float64, -2 x
        log-likelihood + penalty, lower is better, <NA> where not needed),
        ``smallest`` (Int64, members of the smallest group), ``chosen`` (bool).
    reason
        Text key of the sentence that says why this number.
    facts
        What fills the slots of `reason`.
    names
        Per segment up to two (need, "more" or "less").
    basis
        What respondents were grouped by: importance, choice, satisfaction or "".
    left_out
        Respondents without a segment: too few answers, or all answers alike.
    """

    k: int
    members: pd.DataFrame
    sizes: pd.DataFrame
    profile: pd.DataFrame
    criterion: pd.DataFrame
    reason: str
    facts: dict[str, object]
    names: dict[int, list[tuple[str, str]]]
    basis: str
    left_out: int


def find_segments(
    answers: Answers, *, seed: int = 0, largest: int = 8, progress: Progress | None = None
) -> Segmentation:
    """Return groups of respondents with different needs, or one group with the reason.

    Respondents are grouped by the importance they give to needs (by choices or
    satisfaction where importance was not asked), missing answers left out and
    not filled in. Each person's own level of rating is taken out; choices are
    fitted as latent classes. `number` says how the number of groups is chosen,
    `profiles` and `classes` how they are fitted.

    Parameters
    ----------
    answers
        Answers of one wave.
    seed
        The same seed and answers give the same segments.
    largest
        Largest number of segments to try, at least 2.
    progress
        Hears the share of the work done (0..1); returns False to stop.

    Raises
    ------
    SegmentsCancelledError
        `progress` returned False.

    Notes
    -----
    Fewer than 60 respondents or 3 needs are not split. Respondents who rated
    everything alike are in no segment when there are several.
    """
    grouped = basis(answers)
    table = grouped.table
    refused = _refusal(grouped)
    if refused is not None:
        return _one_group(grouped, *refused)
    choice = choose(
        values(table),
        CHOICES if grouped.name == "choice" else RATINGS,
        largest,
        np.random.default_rng(seed),
        _reporter(progress),
    )
    facts = {"draws": choice.draws, "n": len(table)}
    if choice.chosen is None:
        facts |= {"stronger": choice.stronger}
        why = "no_structure" if choice.stronger else "too_small"
        return _one_group(grouped, f"segments_reason_{why}", facts, choice)
    return _several(grouped, table[~flat(values(table))], choice, facts)


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
    def report(share: float) -> None:
        if progress is not None and progress(share) is False:
            raise SegmentsCancelledError

    return report


def _one_group(
    grouped: Basis, reason: str, facts: dict[str, object], choice: Choice | None = None
) -> Segmentation:
    table = grouped.table
    return _segmentation(
        grouped, table, np.ones(len(table), int), np.ones(len(table)), reason, facts, choice
    )


def _several(
    grouped: Basis, table: pd.DataFrame, choice: Choice, facts: dict[str, object]
) -> Segmentation:
    model = choice.chosen
    place = model.belongs.argmax(axis=1)
    order = np.bincount(place, minlength=model.k).argsort(kind="stable")[::-1]
    segment = order.argsort()[place] + 1
    facts = facts | {"k": model.k}
    certainty = model.belongs.max(axis=1)
    return _segmentation(grouped, table, segment, certainty, "segments_reason_found", facts, choice)


def _segmentation(
    grouped: Basis,
    table: pd.DataFrame,
    segment: np.ndarray,
    certainty: np.ndarray,
    reason: str,
    facts: dict[str, object],
    choice: Choice | None,
) -> Segmentation:
    k = int(segment.max(initial=1))
    profile = describe.profile(table, segment)
    members = pd.DataFrame(
        {
            "respondent": table.index.to_numpy("int64"),
            "segment": pd.array(segment, "Int64"),
            "certainty": pd.array(certainty, "Float64"),
        }
    )
    return Segmentation(
        k=k,
        members=members,
        sizes=describe.sizes(segment, k),
        profile=profile,
        criterion=_criterion(choice, k),
        reason=reason,
        facts=facts,
        names={number: [] for number in range(1, k + 1)} | describe.names(profile),
        basis=grouped.name,
        left_out=grouped.left_out + len(grouped.table) - len(table),
    )


def _criterion(choice: Choice | None, k: int) -> pd.DataFrame:
    """Return one row per number of groups tried; only k = 1 where none was."""
    table = pd.DataFrame({"k": [1], "value": 0.0, "gain": 0.0, "expected": 0.0})
    fits: dict[int, Fitted] = {}
    if choice is not None:
        fits = choice.fits
        more = {"k": list(choice.ks), "value": choice.expected - choice.gain}
        more |= {"gain": choice.gain, "expected": choice.expected}
        table = pd.concat([table, pd.DataFrame(more)], ignore_index=True)
    table["bic"] = table["k"].map({one: -2 * model.bic() for one, model in fits.items()})
    table["smallest"] = table["k"].map({one: smallest(model) for one, model in fits.items()})
    table["chosen"] = table["k"] == k
    numbers = dict.fromkeys(["value", "gain", "expected", "bic"], "Float64")
    return table.astype({"k": "Int64", "smallest": "Int64"} | numbers)
