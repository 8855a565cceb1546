"""Opportunity: important and not yet met."""

import pandas as pd

from surveys.answers import Answers
from surveys.intervals import mean_intervals
from surveys.methods.errors import BothRatingsMissingError
from surveys.weighting import Weighting, weighted_intervals

VARIANT = "negatives_dropped"  # another variant lets overserved needs fall below their importance


def opportunity(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return importance + max(0, importance - satisfaction) of each need.

    Per respondent, then averaged, in points of the common scale: from 1 to 9.
    This is the variant that drops the negatives: a need that is met better
    than it is important keeps its importance.

    Parameters
    ----------
    answers
        Ratings on the common scale.
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    One row per need with both ratings, sorted: ``need``, ``value``, ``low``,
    ``high`` (Float64, 95 % Student t over respondents), ``n`` (Int64, gave both);
    with `weighting` also ``n_eff`` (Float64).

    Raises
    ------
    BothRatingsMissingError
        Nobody gave both ratings of a need.

    Notes
    -----
    After Ulwick (2002), read second-hand, there from shares instead of means.
    """
    both = both_rated(answers)
    lacking = (both["importance"] - both["satisfaction"]).clip(lower=0)
    scored = both.assign(score=both["importance"] + lacking)
    if weighting is None:
        found = mean_intervals(scored, "need", "score")
    else:
        found = weighted_intervals(scored, "need", "score", weighting)
    return found.rename(columns={"mean": "value"}).reset_index()


def both_rated(answers: Answers) -> pd.DataFrame:
    """Return the ratings of respondents who gave importance and satisfaction of a need.

    Raises
    ------
    BothRatingsMissingError
        There are none.
    """
    rated = answers.ratings
    both = rated.dropna(subset=["importance", "satisfaction"])
    if both.empty:
        sides = {
            side: rated.loc[rated[side].notna(), "need"].nunique()
            for side in ("importance", "satisfaction")
        }
        raise BothRatingsMissingError(**sides)
    return both
