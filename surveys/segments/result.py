"""What a search for segments gives back."""

from dataclasses import dataclass

import pandas as pd

from surveys.segments.frozen import FrozenSegments


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
        One row per segment, see `describe.sizes`; weighted beside unweighted.
    profile
        One row per segment and need, see `describe.profile`.
    criterion
        One row per number of groups tried: ``k`` (Int64), ``value`` (Float64,
        log-likelihood units: gain of lookalikes without groups minus the gain
        of this survey; the lower, the more there is to find; 0 for one group),
        ``gain``, ``expected`` (its two parts), ``bic`` (Float64, -2 x
        log-likelihood + penalty, lower is better, <NA> where nothing was
        fitted), ``jaccard``, ``jaccard_least`` (Float64, mean and least of the
        segments' stability, <NA> for one group), ``smallest`` (Int64, members
        of the smallest group), ``least_members`` (Int64, members it must have),
        ``recommended``, ``chosen`` (bool).
    reason
        Text key of the sentence that says why `recommended` is that number.
    facts
        What fills the slots of `reason`.
    names
        Per segment up to two (need, "more" or "less").
    basis
        What respondents were grouped by: importance, choice, satisfaction or "".
    left_out
        Respondents without a segment: too few answers, or all answers alike.
    recommended
        The number of segments by the rule; `k` differs where the committee chose.
    stability
        One row per number tried and segment, see `stability.table`.
    weighted
        Whether weights were used.
    model
        What is needed to place respondents of a later wave; None where nothing
        could be fitted.
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
    recommended: int
    stability: pd.DataFrame
    weighted: bool
    model: FrozenSegments | None


def members(respondents: pd.Index, segment: object, certainty: object) -> pd.DataFrame:
    """Return one row per placed respondent: ``respondent``, ``segment``, ``certainty``."""
    return pd.DataFrame(
        {
            "respondent": respondents.to_numpy("int64"),
            "segment": pd.array(segment, "Int64"),
            "certainty": pd.array(certainty, "Float64"),
        }
    )
