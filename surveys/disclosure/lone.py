"""Answers that would stand alone where two questions about a need are compared."""

from dataclasses import replace

import pandas as pd

from surveys.answers import Answers
from surveys.disclosure.thresholds import MIN_RATINGS
from surveys.method_columns import LEVELS

_SIDES = ("importance", "satisfaction")
_LIBQUAL = (1.0, 9.0)
_KEYS = ["respondent", "need"]


def without_lone(answers: Answers, minimum: int = MIN_RATINGS) -> Answers:
    """Return the answers without the few that follow from a gap and the two means beside it.

    Mean importance is over all who rated importance, the gap over those who
    rated both. Where 1 to `minimum` - 1 people rated one side only, their
    ratings would follow from importance, satisfaction and gap together. They do not
    count for this need, anywhere. Where more people rated one side only, or
    where fewer than `minimum` rated both so that no gap is shown, all stay.
    The same holds for the perceived level of LibQUAL and each of the others.

    Examples
    --------
    >>> from surveys.answers import assemble
    >>> book = pd.DataFrame({"position": [0, 1], "question": "q", "option": "", "need": "wifi",
    ...     "role": list(_SIDES), "low": 1, "high": 5, "reversed": False})
    >>> kept = pd.DataFrame({"0": [4.0] * 6, "1": [2.0] * 5 + [None]})
    >>> without_lone(assemble(book, kept)).ratings["importance"].count()
    np.int64(5)
    """
    ratings, extra = answers.ratings, answers.extra
    while True:
        few = pd.concat([_few(_rated(ratings), *_SIDES, minimum), _few_levels(extra, minimum)])
        if few.empty:
            return replace(answers, ratings=ratings, extra=extra)
        ratings = _without(ratings, few)
        levels = extra["role"].isin(LEVELS)
        extra = pd.concat([_without(extra[levels], few), extra[~levels]]).sort_index()


def paired(answers: Answers, minimum: int = MIN_RATINGS) -> Answers:
    """Return the answers that count where people are shown by group.

    In a group, one or two people may have rated one side only: were each mean
    over all who gave it, their ratings would follow from a group's gap, its means
    and its trend. So by group those count who rated both sides, and who gave
    all LibQUAL levels that are asked of a need. Needs of which fewer than
    `minimum` people did stay as they are: nothing is compared there.

    Examples
    --------
    >>> from surveys.answers import assemble
    >>> book = pd.DataFrame({"position": [0, 1], "question": "q", "option": "", "need": "wifi",
    ...     "role": list(_SIDES), "low": 1, "high": 5, "reversed": False})
    >>> kept = pd.DataFrame({"0": [4.0] * 12, "1": [2.0] * 6 + [None] * 6})
    >>> len(paired(assemble(book, kept)).ratings)
    6
    """
    ratings, extra = answers.ratings, answers.extra
    both = ratings[list(_SIDES)].notna().all(axis=1)
    held = _enough(ratings["need"], both, minimum)
    low, high = _LIBQUAL
    asked = extra["role"].isin(LEVELS) & (extra["low"] == low) & (extra["high"] == high)
    given = extra[asked & extra["value"].notna()]
    wanted = given.groupby("need")["role"].nunique()
    levels = given.groupby([*_KEYS, "item"])["role"].nunique().rename("levels").reset_index()
    levels["all"] = levels["levels"] == levels["need"].map(wanted)
    levels["held"] = _enough(levels["need"], levels["all"], minimum)
    lone = levels.loc[levels["held"] & ~levels["all"], [*_KEYS, "item"]]
    gone = pd.MultiIndex.from_frame(extra[[*_KEYS, "item"]]).isin(pd.MultiIndex.from_frame(lone))
    return replace(answers, ratings=ratings[both | ~held], extra=extra[~(gone & asked)])


def with_enough(weights: pd.DataFrame, minimum: int = MIN_RATINGS) -> pd.DataFrame:
    """Return the rows of the needs that at least `minimum` people weighed.

    A share of demand is the sum of what each need brings to it, with strengths
    everybody sees. With as few hidden needs as there are space types the shares
    would give them away, so needs of few people are no part of the demand.
    Where fewer than `minimum` people weighed anything, all rows stay, for
    the gate of the table to hide.

    Parameters
    ----------
    weights
        One row per respondent and need: ``respondent``, ``need``.
    minimum
        A need of so many people counts.

    Examples
    --------
    >>> weights = pd.DataFrame({"respondent": [1, 2, 3, 4, 5, 5], "need": ["a"] * 5 + ["b"]})
    >>> with_enough(weights)["need"].unique().tolist()
    ['a']
    """
    if weights["respondent"].nunique() < minimum:
        return weights
    people = weights.groupby("need")["respondent"].transform("nunique")
    return weights[people >= minimum].reset_index(drop=True)


def _enough(needs: pd.Series, full: pd.Series, minimum: int) -> pd.Series:
    """Return for each row whether its need has `minimum` full rows or more."""
    return full.groupby(needs).transform("sum") >= minimum


def _rated(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return who rated which side of which need."""
    return ratings[_KEYS].assign(**{side: ratings[side].notna() for side in _SIDES})


def _few_levels(extra: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Return the people and needs that would stand alone in a comparison of two levels."""
    low, high = _LIBQUAL
    asked = extra[extra["role"].isin(LEVELS) & (extra["low"] == low) & (extra["high"] == high)]
    if asked.empty:
        return pd.DataFrame(columns=_KEYS)
    given = asked.assign(given=asked["value"].notna())
    wide = given.pivot_table("given", [*_KEYS, "item"], "role", aggfunc="any", fill_value=False)
    wide = wide.reindex(columns=list(LEVELS), fill_value=False).astype(bool).reset_index()
    pairs = [_few(wide, level, "perceived", minimum) for level in LEVELS[:2]]
    other = wide["perceived"] & (wide[LEVELS[0]] ^ wide[LEVELS[1]])
    other |= ~wide["perceived"] & (wide[LEVELS[0]] | wide[LEVELS[1]])
    beside = wide.assign(first=True, second=~other)  # two scores compared: the perceived left over
    return pd.concat([*pairs, _few(beside, "first", "second", minimum)], ignore_index=True)


def _few(table: pd.DataFrame, one: str, other: str, minimum: int) -> pd.DataFrame:
    """Return who answered one of two questions only, where these are few and both are many."""
    both = table[one] & table[other]
    lone = table[table[one] ^ table[other]]
    alone = lone.groupby("need")["respondent"].nunique()
    enough = table[both].groupby("need")["respondent"].nunique() >= minimum
    needs = alone.index[(alone < minimum) & enough.reindex(alone.index, fill_value=False)]
    return lone.loc[lone["need"].isin(needs), _KEYS].drop_duplicates()


def _without(table: pd.DataFrame, few: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not about these people and needs."""
    gone = pd.MultiIndex.from_frame(table[_KEYS]).isin(pd.MultiIndex.from_frame(few[_KEYS]))
    return table[~gone]
