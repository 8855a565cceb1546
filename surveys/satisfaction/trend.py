"""Satisfaction per wave, with the interval that so many answers allow."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from surveys.answers import HIGHEST, LOWEST
from surveys.disclosure import protect
from surveys.intervals import LEVEL, mean_intervals
from surveys.weighting import Weighting, weighted_intervals

SATISFIED = 4.0  # on the common scale, inclusive: 4 or 5 of 5, 6 or 7 of 7
CELL = ["series", "era", "group", "wave"]
VALUES = ["mean", "low", "high", "satisfied", "n"]


def trend(scores: pd.DataFrame) -> pd.DataFrame:
    """Return mean satisfaction per series, group and wave, small groups hidden.

    Parameters
    ----------
    scores
        `need_scores` or `space_scores`: one row per wave, series and respondent.

    Returns
    -------
    One row per series, group and wave: ``series``, ``group``, ``wave`` (str),
    ``era`` (int), ``n`` (Int64, people), ``mean``, ``low``, ``high`` (Float64,
    points 1..5; 95 % Student t over people, cut at the ends of the scale),
    ``satisfied`` (Int64, people who gave `SATISFIED` or more), ``hidden``
    (bool). Values of fewer than 5 people, and of further groups that would give
    them away by subtraction, are ``<NA>``.

    Notes
    -----
    Where all gave the same answer Student's t has no width. Then the interval
    holds the mean that would follow if the largest share of other answers that
    can go unseen in `n` (1 - 0.025^(1/n)) all lay at the far end of the scale.

    Examples
    --------
    >>> same = pd.DataFrame({"series": "wifi", "group": "", "wave": "a", "era": 0,
    ...     "respondent": range(40), "score": 5.0})
    >>> trend(same)[["mean", "low", "high"]].round(2).iloc[0].tolist()
    [5.0, 4.65, 5.0]
    """
    found = mean_intervals(scores, CELL, "score")
    return protect(_finished(found, scores), values=VALUES, total_groups=[["series", "wave"]])


def weighted_trend(
    scores: pd.DataFrame, found: pd.DataFrame, weightings: Mapping[str, Weighting]
) -> pd.DataFrame:
    """Return `trend` of the population the weights stand for, in the waves that have weights.

    Parameters
    ----------
    scores
        As `trend` takes them.
    found
        `trend` of these scores: what it hides stays hidden.
    weightings
        Weights by wave; waves without are left out.

    Returns
    -------
    Columns and rows as `trend` (``satisfied`` counts answers, not weights), and
    ``n_eff`` (Float64, what the answers count like). Hidden too where `n_eff` is below 5.
    """
    parts = [
        weighted_intervals(part, CELL, "score", weightings[str(wave)])
        for wave, part in scores.groupby("wave", sort=False)
        if wave in weightings
    ]
    if not parts:
        return found.head(0).assign(n_eff=pd.Series(dtype="Float64"))
    counted = _finished(pd.concat(parts), scores, "n_eff")
    known = counted.merge(found.loc[~found["hidden"], CELL], on=CELL)
    margins = [["series", "wave"]]
    return protect(known, n="n_eff", values=[*VALUES, "n_eff"], total_groups=margins)


def _finished(found: pd.DataFrame, scores: pd.DataFrame, n: str = "n") -> pd.DataFrame:
    """Return means with people satisfied, and intervals that are neither too narrow nor off."""
    rated = scores.assign(good=scores["score"] >= SATISFIED).groupby(CELL)
    grouped = rated["score"]
    found = found.assign(
        satisfied=rated["good"].sum().astype("Int64"),
        spread=grouped.max() - grouped.min(),
    )
    table = _without_zero_width(found.reset_index(), n)
    ends = {end: table[end].clip(LOWEST, HIGHEST) for end in ("low", "high")}
    return table.assign(**ends).drop(columns="spread").astype({"era": "int64"})


def _without_zero_width(table: pd.DataFrame, n: str) -> pd.DataFrame:
    """Return the table with an honest interval where all answers are the same."""
    alike = (table["spread"] < 1e-9) & (table["n"] > 1)
    unseen = 1 - ((1 - LEVEL) / 2) ** (1 / np.maximum(table[n].astype(float), 1))
    mean = table["mean"]
    return table.assign(
        low=table["low"].mask(alike, mean - unseen * (mean - LOWEST)),
        high=table["high"].mask(alike, mean + unseen * (HIGHEST - mean)),
    )
