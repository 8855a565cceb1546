"""How satisfied the people of each segment are."""

import pandas as pd

from surveys.disclosure import protect
from surveys.intervals import mean_intervals
from surveys.weighting import Weighting, weighted_intervals

_NUMBERS = ["mean", "low", "high"]


def satisfied(
    ratings: pd.DataFrame, members: pd.DataFrame, weighting: Weighting | None = None
) -> pd.DataFrame:
    """Return the mean satisfaction of each segment: every person counts once.

    Parameters
    ----------
    ratings
        One row per respondent and need: ``respondent``, ``satisfaction``
        (Float64, 1..5; ``<NA>`` = not answered).
    members
        One row per placed respondent: ``respondent``, ``segment`` (Int64).
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    One row per segment with answers: ``segment`` (Int64), ``n`` (Int64,
    people), ``mean`` (of the people's means over the needs they rated), ``low``,
    ``high`` (Float64, 95 % Student t), ``hidden`` (bool: fewer than 5 people,
    or one that follows from the mean of all).

    Examples
    --------
    >>> ratings = pd.DataFrame({"respondent": range(10), "satisfaction": [4.0] * 5 + [2.0] * 5})
    >>> members = pd.DataFrame({"respondent": range(10), "segment": [1] * 5 + [2] * 5})
    >>> satisfied(ratings, members)["mean"].tolist()
    [4.0, 2.0]
    """
    given = ratings.dropna(subset="satisfaction").astype({"satisfaction": "Float64"})
    person = given.groupby("respondent", as_index=False)["satisfaction"].mean()
    placed = person.merge(members[["respondent", "segment"]], on="respondent")
    if weighting is None:
        found = mean_intervals(placed, "segment", "satisfaction")
    else:
        found = weighted_intervals(placed, "segment", "satisfaction", weighting)
    table = found[["n", *_NUMBERS]].reset_index().astype({"segment": "Int64"})
    return protect(table, values=_NUMBERS, total_groups=[[]])
