"""Groups by several questions, weighted and not: one set of hidden cells for all of them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from surveys.disclosure.differences import hide, leak
from surveys.disclosure.thresholds import MIN_RATINGS, MOST_LEVELS

CELL = ["need", "question", "level"]


def hidden_groups(
    answered: Iterable[pd.DataFrame],
    profile: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    beside: pd.DataFrame | None = None,
    away: pd.DataFrame | None = None,
    minimum: int = MIN_RATINGS,
) -> pd.DataFrame:
    """Return the groups that are hidden, whichever question a reader groups by.

    Every group of every question is taken to be shown, with the whole beside
    it, also weighted where there are weights. Hidden are groups of fewer than
    `minimum`, and further ones until no sums of shown groups, of one question or
    of several, leave fewer than `minimum` people over.

    Parameters
    ----------
    answered
        Tables of who stands behind a number: ``respondent``, ``need`` (or
        anything else that is looked at by group). A group is hidden in all
        where it is hidden in one.
    profile
        One row per respondent, one str column per question, or per way to part
        people otherwise. Who did not answer is the level "". Questions of more
        than `MOST_LEVELS` answers make no groups.
    weights
        Weight of each respondent (index: respondent).
    beside
        Another `profile`, whose groups are shown already.
    away
        The groups of `beside` that are not: this function's answer to it.
    minimum
        Groups of so many people and more may be shown.

    Returns
    -------
    One row per hidden cell: ``need``, ``question``, ``level`` (str).
    """
    people = pd.Index(profile["respondent"])
    counts = None if weights is None else weights.reindex(people).fillna(0).to_numpy(float)
    levels = _levels(profile)
    known = [] if beside is None else _levels(beside.set_index("respondent").reindex(people))
    gone = set() if away is None else set(away[CELL].itertuples(index=False, name=None))
    decided: dict[tuple, np.ndarray] = {}
    rows = []
    for table in answered:
        for need, part in table.groupby("need", sort=True):
            base = people.isin(part["respondent"])
            seen = [who for question, level, who in known if (need, question, level) not in gone]
            key = (base.tobytes(), *(who.tobytes() for who in seen))
            if key not in decided:
                decided[key] = _hidden(base, levels, seen, counts, minimum)
            rows += [(need, *levels[cell][:2]) for cell in np.flatnonzero(decided[key])]
    return pd.DataFrame(rows, columns=CELL, dtype="str").drop_duplicates(ignore_index=True)


def telling_weights(
    answered: Iterable[pd.DataFrame], weights: pd.Series, minimum: int = MIN_RATINGS
) -> set[str]:
    """Return the needs whose weighted number beside the unweighted one tells of a few people.

    So it is where all but a few of those who answered weigh the same.
    """
    people = pd.Index(weights.index)
    counts = weights.to_numpy(float)
    return {
        str(need)
        for table in answered
        for need, part in table.groupby("need")
        if _tells(people.isin(part["respondent"]), counts, minimum)
    }


def _levels(profile: pd.DataFrame) -> list[tuple[str, str, np.ndarray]]:
    """Return question, level and who is in it."""
    found = []
    for question in profile.columns.drop("respondent", errors="ignore"):
        told = profile[question].astype("string").fillna("")
        if told[told != ""].nunique() <= MOST_LEVELS:
            found += [(question, str(one), (told == one).to_numpy(bool)) for one in told.unique()]
    return found


def _hidden(
    base: np.ndarray,
    levels: list[tuple[str, str, np.ndarray]],
    seen: list[np.ndarray],
    counts: np.ndarray | None,
    minimum: int,
) -> np.ndarray:
    """Return which levels are hidden for those who answered."""
    if base.sum() < minimum:
        return np.ones(len(levels), bool)
    cells = np.array([who[base] for _, _, who in levels], bool).reshape(len(levels), base.sum())
    places = {question: place for place, (question, *_) in enumerate(levels)}
    parts = np.array([places[question] for question, *_ in levels])
    known = np.array([np.ones(base.sum()), *(who[base] for who in seen)], float)
    weights = None if counts is None or _tells(base, counts, minimum) else counts[base]
    if weights is not None:
        known = np.concatenate([known, known * weights])
    return hide(cells, parts, known, weights=weights, minimum=minimum)


def _tells(base: np.ndarray, counts: np.ndarray, minimum: int) -> bool:
    """Tell whether weighted and unweighted whole together speak of a few people."""
    sums = np.array([np.ones(base.sum()), counts[base]])
    return base.sum() < minimum or leak(sums, sums != 0, minimum) is not None
