"""Several states of the same answers, such as with a screening rule on and off."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from surveys.disclosure.differences import leak
from surveys.disclosure.thresholds import MIN_RATINGS, MOST_LEVELS


def states_tell(
    states: Sequence[Sequence[pd.DataFrame]], profile: pd.DataFrame, minimum: int = MIN_RATINGS
) -> bool:
    """Tell whether a number of one state, beside the same number of others, speaks of a few people.

    Parameters
    ----------
    states
        For each state, who stands behind its numbers: tables with
        ``respondent`` and ``need``, the same kinds in the same order.
    profile
        One row per respondent of any state, one str column per question.
    minimum
        Numbers may differ by so many people and more.

    Examples
    --------
    >>> everybody = pd.DataFrame({"respondent": range(20), "need": "wifi"})
    >>> people = pd.DataFrame({"respondent": range(20), "Level": ["BA"] * 10 + ["MA"] * 10})
    >>> states_tell([[everybody], [everybody.head(17)]], people)
    True
    >>> states_tell([[everybody], [everybody.head(15)]], people)
    False
    """
    respondents = pd.Index(profile["respondent"])
    cells = np.array([*_cells(profile)], bool)
    for kind in zip(*states, strict=True):
        for need in sorted(set().union(*(table["need"] for table in kind))):
            rated = [table.loc[table["need"] == need, "respondent"] for table in kind]
            counts = np.array([respondents.isin(one) for one in rated], bool)
            if any(_differ(counts & cell, minimum) for cell in cells):
                return True
    return False


def _cells(profile: pd.DataFrame) -> Iterator[np.ndarray]:
    """Yield everybody, and everybody with one answer to a profile question."""
    yield np.ones(len(profile), bool)
    for question in profile.columns.drop("respondent"):
        told = profile[question].astype("string").fillna("")
        if told[told != ""].nunique() <= MOST_LEVELS:
            yield from (told.eq(one).to_numpy(bool) for one in told.unique())


def _differ(counts: np.ndarray, minimum: int) -> bool:
    """Tell whether something follows about a few from the shown of these sums."""
    shown = np.unique(counts[counts.sum(axis=1) >= minimum], axis=0)
    if len(shown) < 2:
        return False
    return leak(shown.astype(float), shown, minimum) is not None
