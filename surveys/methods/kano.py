"""Kano: what delights, what is expected, what leaves people cold."""

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.intervals import wilson
from surveys.method_columns import PAIR
from surveys.methods.errors import KanoPairsMissingError
from surveys.weighting import Weighting, weighted_shares

# Rows: answer if it is there; letters: answer if it is not; both from like to dislike.
TABLES = {
    "classic": ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"),
    "strict": ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"),
}
CATEGORIES = tuple("AOMIRQ")
_FIRST = tuple("MOAIRQ")  # the weightier category where two are as frequent


def classify(functional: pd.Series, dysfunctional: pd.Series, table: str) -> pd.Series:
    """Return the category of paired answers.

    Parameters
    ----------
    functional, dysfunctional
        Answers if the need is met and if it is not: 1 like, 2 expect, 3
        neutral, 4 can live with, 5 dislike. <NA> = not answered.
    table
        ``classic``: the 5 x 5 table of Kano (1984). ``strict``: the same, but
        (2,2) and (4,4), who expect or bear both, count as questionable.

    Returns
    -------
    Series of string: A attractive, O one-dimensional, M must-be, I
    indifferent, R reverse, Q questionable; <NA> where an answer is missing or
    no whole number from 1 to 5.

    Raises
    ------
    ValueError
        There is no such table.

    Examples
    --------
    >>> pairs = pd.DataFrame({"with": [1, 2, 4, 5], "without": [5, 2, 4, 1]})
    >>> "".join(classify(pairs["with"], pairs["without"], "classic"))
    'OIIR'
    >>> "".join(classify(pairs["with"], pairs["without"], "strict"))
    'OQQR'
    """
    if table not in TABLES:
        raise ValueError(f"Kano table {table!r} not found. One of {sorted(TABLES)}.")
    letters = {
        (row, column): letter
        for row, line in enumerate(TABLES[table], start=1)
        for column, letter in enumerate(line, start=1)
    }
    pairs = zip(functional.tolist(), dysfunctional.tolist(), strict=True)
    found = [None if pd.isna(a) or pd.isna(b) else letters.get((a, b)) for a, b in pairs]
    return pd.Series(found, index=functional.index, dtype="string")


def kano(
    answers: Answers, table: str = "classic", weighting: Weighting | None = None
) -> pd.DataFrame:
    """Return categories, Better and Worse of each need with both questions.

    Parameters
    ----------
    answers
        `Answers.extra` holds the pairs.
    table
        A name of `TABLES`.
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    One row per need, sorted: ``need``, ``pairs`` (Int64, people who gave
    both), ``A``, ``O``, ``M``, ``I``, ``R``, ``Q`` (Float64, people; where a
    need has several pairs of questions, a person counts in parts),
    ``category`` (most frequent; ties go M, O, A, I, R, Q), ``n`` (Int64,
    people with a pair in A, O, M or I), ``better`` = (A+O)/(A+O+M+I) and
    ``worse`` = -(O+M)/(A+O+M+I) with ``_low`` and ``_high`` (95 %, Wilson over
    people). <NA> where n is 0. With `weighting`, Better, Worse and their
    intervals are weighted (`weighted_shares`) and ``n_eff`` (Float64) comes on
    top; counts and category are still those of people.

    Raises
    ------
    KanoPairsMissingError
        No need has both questions with answers on five steps.

    Notes
    -----
    Better and Worse after Berger and others (1993), read second-hand.
    """
    pairs = _pairs(answers.extra)
    if pairs.empty:
        raise _missing(answers.extra)
    pairs["category"] = classify(pairs["functional"], pairs["dysfunctional"], table)
    pairs = pairs.dropna(subset="category")
    pairs["part"] = 1 / pairs.groupby(["need", "respondent"])["category"].transform("size")
    counts = pairs.pivot_table("part", "need", "category", aggfunc="sum", fill_value=0.0)
    counts = counts.reindex(columns=CATEGORIES, fill_value=0.0).astype("Float64").round(9)
    people = pairs.groupby("need")["respondent"].nunique()
    kept = pairs[pairs["category"].isin(tuple("AOMI"))]
    n = kept.groupby("need")["respondent"].nunique().reindex(counts.index, fill_value=0)
    first = counts[list(_FIRST)].astype(float).idxmax(axis=1)
    found = counts.assign(pairs=people.astype("Int64"), category=first, n=n.astype("Int64"))
    found = _coefficients(found) if weighting is None else _weighted(found, kept, weighting)
    return found.rename_axis(columns=None).reset_index()


def _coefficients(found: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with Better and Worse and their intervals."""
    whole = found[list("AOMI")].sum(axis=1)
    better = ((found["A"] + found["O"]) / whole).to_numpy(float, na_value=np.nan)
    worse = ((found["O"] + found["M"]) / whole).to_numpy(float, na_value=np.nan)
    n = found["n"].to_numpy(float)
    for name, share, sign in (("better", better, 1), ("worse", worse, -1)):
        ends = [wilson(s * k, k) if k else (np.nan, np.nan) for s, k in zip(share, n, strict=True)]
        found[name] = pd.array(sign * share, "Float64")
        for end, values in zip(("low", "high")[::sign], zip(*ends, strict=True), strict=True):
            found[f"{name}_{end}"] = pd.array(sign * np.array(values, float), "Float64")
    return found


def _weighted(found: pd.DataFrame, kept: pd.DataFrame, weighting: Weighting) -> pd.DataFrame:
    """Return the counts with weighted Better and Worse; `kept`: pairs in A, O, M and I."""
    signs = {"better": ("AO", 1), "worse": ("OM", -1)}
    parts = {name: kept["part"] * kept["category"].isin(list(signs[name][0])) for name in signs}
    people = kept.assign(**parts).groupby(["need", "respondent"])[["part", *signs]].sum()
    people = people.reset_index()
    for name, (_, sign) in signs.items():
        share = weighted_shares(people, "need", name, weighting, of="part").reindex(found.index)
        found[name] = sign * share["share"]
        for end, value in zip(("low", "high")[::sign], ("low", "high"), strict=True):
            found[f"{name}_{end}"] = sign * share[value]
        found["n_eff"] = share["n_eff"]
    return found


def _pairs(extra: pd.DataFrame) -> pd.DataFrame:
    """Return one row per respondent, need and item that have both answers, as 1 to 5."""
    five = extra[extra["role"].isin(PAIR) & (extra["high"] - extra["low"] == 4)]
    five = five[five["need"] != ""].assign(value=five["value"] - five["low"] + 1)
    keys = ["respondent", "need", "item"]
    sides = [five.loc[five["role"] == role, [*keys, "value"]] for role in PAIR]
    both = sides[0].merge(sides[1], on=keys, suffixes=("_with", "_without"))
    return both.rename(columns={"value_with": "functional", "value_without": "dysfunctional"})


def _missing(extra: pd.DataFrame) -> KanoPairsMissingError:
    needs = extra[extra["need"] != ""].groupby("role")["need"].nunique()
    return KanoPairsMissingError(**{role: int(needs.get(role, 0)) for role in PAIR})
