"""Answers that contradict themselves: LibQUAL levels upside down, Kano pairs that cannot be."""

import pandas as pd

from surveys.method_columns import PAIR
from surveys.methods.kano import classify
from surveys.screening.rule import Limit, Rule, Sheet

_LEAST = 2  # contradictions: one is a slip
_KANO_STEPS = 4  # from like to dislike
_LEVELS = ("minimum", "desired")


def find_levels(sheet: Sheet, percent: int | str) -> pd.Series:
    """Flag whose minimum is above the desired level in more than `percent` of their items.

    And in two items at least.
    """
    both = sheet.pairs(*_LEVELS)
    return _too_many(sheet, both, both["minimum"] > both["desired"], int(percent))


def find_pairs(sheet: Sheet, percent: int | str) -> pd.Series:
    """Flag whose Kano pairs are questionable in more than `percent`, and in two at least.

    Questionable: to like, or to dislike, both that a thing is there and that it is not.
    """
    both = _kano(sheet)
    ends = [both[role] - both["low"] + 1 for role in PAIR]
    return _too_many(sheet, both, classify(*ends, "classic") == "Q", int(percent))


def possible_levels(sheet: Sheet) -> bool:
    """Tell whether anybody gave a minimum and a desired level of two items."""
    return _any_twice(sheet.pairs(*_LEVELS))


def possible_pairs(sheet: Sheet) -> bool:
    """Tell whether anybody answered two Kano pairs."""
    return _any_twice(_kano(sheet))


def _kano(sheet: Sheet) -> pd.DataFrame:
    both = sheet.pairs(*PAIR)
    return both[both["high"] - both["low"] == _KANO_STEPS].reset_index(drop=True)


def _any_twice(pairs: pd.DataFrame) -> bool:
    return bool(len(pairs)) and bool(pairs["respondent"].value_counts().max() >= _LEAST)


def _too_many(sheet: Sheet, pairs: pd.DataFrame, wrong: pd.Series, percent: int) -> pd.Series:
    wrong = wrong.fillna(False).astype(int).groupby(pairs["respondent"])
    many = (wrong.mean() * 100 > percent) & (wrong.sum() >= _LEAST)
    return many.reindex(sheet.kept.index, fill_value=False).astype(bool)


LEVELS_INVERTED = Rule(
    "levels_inverted",
    find_levels,
    possible_levels,
    Limit(41, low=0, high=99),
    on=True,
    trust="second_hand",
)
KANO_CONTRADICTIONS = Rule(
    "kano_contradictions",
    find_pairs,
    possible_pairs,
    Limit(50, low=0, high=99),
    on=False,
    trust="guess",
)
