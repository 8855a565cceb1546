"""Top two boxes: the share that is satisfied without reserve."""

import numpy as np
import pandas as pd

from surveys.answers import HIGHEST, LOWEST, Answers
from surveys.intervals import wilson
from surveys.methods.errors import SatisfactionMissingError
from surveys.weighting import Weighting, weighted_shares

FEWEST, MOST = 4, 11  # steps: of three, the top two are no distinction
_ROUNDING = 1e-9


def top_two_box(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return the share of satisfaction ratings in the two highest steps of their scale.

    The steps are those of the file: 4 and 5 of 5, 6 and 7 of 7. Where a need
    has several columns, their mean counts against the highest of their
    thresholds.

    Returns
    -------
    One row per need, sorted: ``need``, ``value``, ``low``, ``high`` (Float64,
    share, 95 % Wilson), ``n`` (Int64, rated satisfaction). With `weighting`,
    share and interval are weighted and ``n_eff`` (Float64) comes on top.

    Raises
    ------
    SatisfactionMissingError
        No need has satisfaction on a scale of 4 to 11 steps.
    """
    threshold = _thresholds(answers.scales)
    rated = answers.ratings.dropna(subset="satisfaction")
    rated = rated[rated["need"].isin(threshold.index)]
    if rated.empty:
        raise SatisfactionMissingError
    top = rated["satisfaction"].to_numpy(float) >= rated["need"].map(threshold) - _ROUNDING
    if weighting is not None:
        table = rated[["respondent", "need"]].assign(top=top.astype(float))
        found = weighted_shares(table, "need", "top", weighting)
        return found.rename(columns={"share": "value"}).reset_index()
    counts = top.groupby(rated["need"]).agg(["sum", "size"])
    n = counts["size"].to_numpy(float)
    low, high = wilson(counts["sum"].to_numpy(float), n)
    shares = {"value": counts["sum"].to_numpy(float) / n, "low": low, "high": high}
    found = pd.DataFrame(shares, index=counts.index).astype("Float64")
    return found.assign(n=counts["size"].astype("Int64")).reset_index()


def _thresholds(scales: pd.DataFrame) -> pd.Series:
    """Return the second highest step of each need on the common scale."""
    used = scales[scales["role"] == "satisfaction"]
    steps = (used["high"] - used["low"]).astype(float)
    second = LOWEST + (HIGHEST - LOWEST) * (steps - 1) / steps
    usable = steps.between(FEWEST - 1, MOST - 1)
    return second.where(usable, np.inf).groupby(used["need"]).max().loc[lambda one: one < np.inf]
