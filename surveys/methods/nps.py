"""Net promoter score: who would recommend it, less who would not."""

import numpy as np
import pandas as pd
from scipy import special

from surveys.answers import Answers
from surveys.intervals import LEVEL
from surveys.method_columns import RECOMMEND
from surveys.methods.errors import AdviceMissingError
from surveys.weighting import Weighting
from surveys.weighting.estimate import estimates, widened
from surveys.weighting.shares import worth_of

KINDS = ["detractors", "passives", "promoters"]
_ADDED = np.array([0.75, 1.5, 0.75])  # of each of `KINDS`


def nps(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return the share that answers 9 or 10 less the share that answers 0 to 6.

    Returns
    -------
    One row per need, sorted, and ``need`` = "" for the library as a whole:
    ``promoters``, ``passives``, ``detractors`` (Float64, shares of the people
    who answered), ``value``, ``low``, ``high`` (Float64, -100 to 100), ``n``
    (Int64). Answers on scales other than 0 to 10 do not count; of several
    columns about one need a person's mean counts, rounded down. No interval
    below two answers. With `weighting`, shares, score and interval are
    weighted and ``n_eff`` (Float64) comes on top.

    Raises
    ------
    AdviceMissingError
        Nobody answered from 0 to 10.

    Notes
    -----
    Interval: adjusted Wald with 3/4, 3/2 and 3/4 answers added (Rocks 2016,
    The American Statistician, read second-hand), cut at -100 and 100. With
    weights, the answers are as many as the score is worth: the variance of one
    over the variance of the mean by linearisation, at most Kish's effective n.
    """
    asked = answers.extra[answers.extra["role"] == RECOMMEND]
    asked = asked[(asked["low"] == 0) & (asked["high"] == 10)]
    if asked.empty:
        raise AdviceMissingError
    people = asked.groupby(["need", "respondent"])["value"].mean().astype(float).apply(np.floor)
    kind = pd.cut(people, [-1, 6, 8, 10], labels=KINDS)
    if weighting is not None:
        return _weighted(kind.astype(str).rename("kind").reset_index(), weighting)
    counts = pd.crosstab(people.index.get_level_values("need"), kind.to_numpy(), dropna=False)
    counts = counts.reindex(columns=KINDS, fill_value=0)
    n = counts.sum(axis=1)
    low, high = _interval(counts.to_numpy(float), n.to_numpy(float))
    found = counts.div(n, axis=0).astype("Float64").rename_axis(index="need", columns=None)
    value = 100 * (found["promoters"] - found["detractors"])
    ends = {"low": pd.array(low, "Float64"), "high": pd.array(high, "Float64")}
    return found.assign(value=value, **ends, n=n.astype("Int64")).reset_index()


def _weighted(people: pd.DataFrame, weighting: Weighting) -> pd.DataFrame:
    """Return the weighted scores of people with their ``kind``."""
    people = people.assign(**{kind: (people["kind"] == kind).astype(float) for kind in KINDS})
    people["score"] = people["promoters"] - people["detractors"]
    wide, needs = widened(people, "need", "score")
    found = estimates(wide, weighting)
    means = {kind: estimates(widened(people, "need", kind)[0], weighting) for kind in KINDS}
    shares = np.column_stack([means[kind]["mean"].to_numpy(float) for kind in KINDS])
    score = found["mean"].to_numpy(float)
    worth = worth_of(shares[:, 0] + shares[:, 2] - score**2, found)
    low, high = _interval(shares * worth[:, None], found["n"].to_numpy(float))
    table = pd.DataFrame(shares, columns=KINDS, index=needs)
    numbers = {"value": 100 * score, "low": low, "high": high, "n_eff": found["n_eff"].to_numpy()}
    table = table.assign(**numbers).astype("Float64")
    return table.assign(n=found["n"].astype("Int64").to_numpy()).rename_axis("need").reset_index()


def _interval(counts: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends, -100 to 100, NaN below two people."""
    added = counts + _ADDED
    total = added.sum(axis=1)
    middle = (added[:, 2] - added[:, 0]) / total
    spread = np.sqrt(((added[:, 2] + added[:, 0]) / total - middle**2) / total)
    half = special.ndtri((1 + LEVEL) / 2) * spread
    enough = people >= 2
    low, high = 100 * (middle - half), 100 * (middle + half)
    return tuple(np.where(enough, np.clip(end, -100, 100), np.nan) for end in (low, high))
