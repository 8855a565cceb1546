"""Groups by several questions, weighted and not: one set of hidden cells for all of them."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

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
    weighed = np.ones(len(people)) if counts is None else counts
    alike = _alike([who for *_, who in [*levels, *known]], weighed)
    decided: dict[tuple, np.ndarray] = {}
    rows = []
    asked = [one for table in answered for one in _bases(table, people)]
    with threadpool_limits(1, "blas"):  # the matrices are small: threads would wait for each other
        for need, base in asked:
            seen = [who for question, level, who in known if (need, question, level) not in gone]
            key = (base.tobytes(), *(who.tobytes() for who in seen))
            if key not in decided:
                decided[key] = _hidden(base, levels, seen, counts, minimum, alike)
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
        for need, base in _bases(table, people)
        if _tells(base, counts, minimum)
    }


def _bases(table: pd.DataFrame, people: pd.Index) -> Iterator[tuple[object, np.ndarray]]:
    """Yield each need, sorted, and who of the people answered it."""
    places = pd.Series(people.get_indexer(table["respondent"]))
    for need, part in places.groupby(table["need"].to_numpy(), sort=True):
        base = np.zeros(len(people), bool)
        base[part[part >= 0]] = True
        yield need, base


def _alike(members: list[np.ndarray], counts: np.ndarray) -> np.ndarray:
    """Return a number per person, the same for people who are alike in groups and weight."""
    groups = np.packbits(np.array(members, bool).reshape(len(members), len(counts)), axis=0)
    rows = np.concatenate([groups, counts[None].view(np.uint8).reshape(len(counts), -1).T]).T
    rows = np.ascontiguousarray(rows)
    return np.unique(rows.view(f"V{rows.shape[1]}").ravel(), return_inverse=True)[1]


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
    alike: np.ndarray,
) -> np.ndarray:
    """Return which levels are hidden for those who answered."""
    if base.sum() < minimum:
        return np.ones(len(levels), bool)
    first, people = _one_of_each(base, alike)
    cells = np.array([who[first] for _, _, who in levels], bool).reshape(len(levels), len(first))
    places = {question: place for place, (question, *_) in enumerate(levels)}
    parts = np.array([places[question] for question, *_ in levels])
    known = np.array([np.ones(len(first)), *(who[first] for who in seen)], float)
    weights = None if counts is None or _tells(base, counts, minimum) else counts[first]
    if weights is not None:
        known = np.concatenate([known, known * weights])
    return hide(cells, parts, known, weights=weights, minimum=minimum, counts=people)


def _one_of_each(base: np.ndarray, alike: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first of each kind of people who answered, in order, and how many they are."""
    _, first, people = np.unique(alike[base], return_index=True, return_counts=True)
    order = np.argsort(first)
    return np.flatnonzero(base)[first[order]], people[order].astype(float)


def _tells(base: np.ndarray, counts: np.ndarray, minimum: int) -> bool:
    """Tell whether weighted and unweighted whole together speak of a few people."""
    sums = np.array([np.ones(base.sum()), counts[base]])
    return base.sum() < minimum or leak(sums, sums != 0, minimum) is not None
