"""Who is in a segment: answers to the profile questions, against everybody."""

import numpy as np
import pandas as pd
from scipy import special

from surveys.disclosure import protect
from surveys.intervals import LEVEL, wilson

MOST_ANSWERS = 20  # a question with more different answers describes nobody
GUARDED = ["n", "share", "low", "high", "difference"]
_NUMBERS = ["share", "low", "high", "whole", "difference"]
_CELL = ["question", "answer", "segment"]


def who(
    profile: pd.DataFrame, members: pd.DataFrame, weights: pd.Series | None = None
) -> pd.DataFrame:
    """Return how the people of each segment answered the profile questions.

    Parameters
    ----------
    profile
        One row per respondent: ``respondent``, then one str column per
        question. ``<NA>`` = not answered. Questions with one answer only or
        more than 20 are left out.
    members
        One row per placed respondent: ``respondent``, ``segment`` (Int64).
    weights
        Weight of each respondent (index: respondent); None = no weights.

    Returns
    -------
    One row per question, answer and segment: ``question``, ``answer`` (str),
    ``segment`` (Int64), ``n`` (Int64, people of the segment with this answer),
    ``asked`` (Int64, people of the segment who answered the question),
    ``share`` (of `asked`), ``low``, ``high`` (Wilson 95 %), ``whole`` (share of
    this answer among all placed people), ``difference`` (share - whole), all
    Float64 in 0..1; ``stands_out`` (bool: segment and rest differ, two-sided
    z test at 5 % divided by the number of rows), ``hidden`` (bool). Answers of
    fewer than 5 people of a segment are ``<NA>``, and others where they could
    be subtracted. With `weights`, also ``weighted`` (Float64).

    Examples
    --------
    >>> people = range(40)
    >>> profile = pd.DataFrame({"respondent": people, "Level": ["BA", "MA"] * 20})
    >>> members = pd.DataFrame({"respondent": people, "segment": [1, 2] * 20})
    >>> who(profile, members)[["answer", "segment", "share"]].to_numpy().tolist()
    [['BA', 1, <NA>], ['BA', 2, <NA>], ['MA', 1, <NA>], ['MA', 2, <NA>]]
    """
    long = _long(profile, members, weights)
    parts = [_one(question, rows) for question, rows in long.groupby("question", sort=False)]
    if not parts:
        columns = [*_CELL, "n", "asked", *_NUMBERS, "stands_out", "hidden"]
        return pd.DataFrame(columns=columns).astype({"hidden": bool, "stands_out": bool})
    table = pd.concat(parts, ignore_index=True)
    strict = special.ndtri(1 - (1 - LEVEL) / 2 / len(table))
    table["stands_out"] = ((table.pop("z").abs() > strict) & ~table["hidden"]).astype(bool)
    return table if weights is not None else table.drop(columns="weighted")


def _long(profile: pd.DataFrame, members: pd.DataFrame, weights: pd.Series | None) -> pd.DataFrame:
    """Return one row per placed respondent and answered question, with ``weight``."""
    long = profile.melt("respondent", var_name="question", value_name="answer").dropna()
    long = long.merge(members[["respondent", "segment"]], on="respondent")
    answers = long.groupby("question")["answer"].transform("nunique")
    weight = 1.0 if weights is None else long["respondent"].map(weights).fillna(0.0)
    return long.assign(weight=weight)[answers.between(2, MOST_ANSWERS)]


def _one(question: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the protected rows of one question."""
    counts = _cells(rows, "size")
    table = counts.rename("n").reset_index()
    weighted = _cells(rows, "sum")
    within = weighted.groupby("segment").transform("sum")
    table["weighted"] = (weighted / within.where(within > 0)).to_numpy()
    n = table["n"].to_numpy(float)
    asked = table.groupby("segment")["n"].transform("sum").to_numpy(float)
    everyone = table.groupby("answer")["n"].transform("sum").to_numpy(float)
    table["asked"], table["share"] = asked, n / asked
    table[["low", "high"]] = np.column_stack(wilson(n, asked))
    table["whole"] = everyone / n.sum()
    table["difference"] = table["share"] - table["whole"]
    table["z"] = _z(n, asked, everyone, n.sum())
    kinds = dict.fromkeys([*_NUMBERS, "weighted"], "Float64") | {"n": "Int64", "asked": "Int64"}
    return _protected(table.assign(question=question).astype(kinds), everyone)


def _cells(rows: pd.DataFrame, how: str) -> pd.Series:
    """Return the people, or their weights, of each answer and segment, 0 where there are none."""
    wide = rows.pivot_table(
        index="answer", columns="segment", values="weight", aggfunc=how, fill_value=0
    )
    return wide.stack()


def _z(n: np.ndarray, asked: np.ndarray, everyone: np.ndarray, total: float) -> np.ndarray:
    """Return how many standard errors the segment lies from the rest."""
    others = total - asked
    pooled = everyone / total
    error = np.sqrt(pooled * (1 - pooled) * (1 / asked + 1 / np.maximum(others, 1)))
    apart = n / asked - (everyone - n) / np.maximum(others, 1)
    return np.where((others > 0) & (error > 0), apart / np.where(error > 0, error, 1), 0)


def _protected(table: pd.DataFrame, everyone: np.ndarray) -> pd.DataFrame:
    """Hide small cells, and small answers and segments as a whole."""
    values = [*GUARDED, "weighted"]
    safe = protect(table, values=values, total_groups=["segment", "answer"])
    whole = protect(
        pd.DataFrame({"answer": table["answer"], "n": everyone}).drop_duplicates("answer"),
        total_groups=[[]],
    ).set_index("answer")["hidden"]
    sizes = protect(
        table[["segment", "asked"]].drop_duplicates("segment"), n="asked", total_groups=[[]]
    ).set_index("segment")["hidden"]
    rare, thin = safe["answer"].map(whole), safe["segment"].map(sizes)
    safe["whole"] = safe["whole"].mask(rare)
    safe["asked"] = safe["asked"].mask(thin)
    gone = (rare | thin).astype(bool)
    safe[values] = safe[values].mask(gone)
    safe["hidden"] |= gone
    order = [*_CELL, "n", "asked", *_NUMBERS, "weighted", "z", "hidden"]
    return safe[order]
