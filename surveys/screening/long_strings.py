"""Long strings: the longest run of one mark in a row (Johnson 2005)."""

import numpy as np
import pandas as pd

from surveys.screening.rule import Limit, Rule, Sheet
from surveys.screening.straight_lines import blocks

_LEAST = 10  # a run in a shorter block is no run


def longest_run(block: pd.DataFrame) -> pd.Series:
    """Return the length of the longest run of equal marks per row; unanswered items are skipped.

    Examples
    --------
    >>> longest_run(pd.DataFrame([[3, 3, float("nan"), 3, 5], [1, 2, 1, 2, 1]])).tolist()
    [3, 1]
    """
    best = np.zeros(len(block), int)
    run = np.zeros(len(block), int)
    last = np.full(len(block), np.nan)
    for place in block.columns:
        marks = block[place].to_numpy(float)
        given = ~np.isnan(marks)
        run = np.where(given, np.where(marks == last, run + 1, 1), run)
        last = np.where(given, marks, last)
        best = np.maximum(best, np.where(given, run, 0))
    return pd.Series(best, index=block.index)


def find(sheet: Sheet, percent: int | str) -> pd.Series:
    """Flag who marks more than `percent` of a block's items alike in a row, in every long block."""
    judged = pd.Series(False, index=sheet.kept.index)
    shorter = pd.Series(False, index=sheet.kept.index)
    for block in blocks(sheet):
        long = block.notna().sum(axis=1) >= _LEAST
        judged |= long
        shorter |= long & (longest_run(block) * 100 <= block.shape[1] * int(percent))
    return judged & ~shorter


def possible(sheet: Sheet) -> bool:
    """Tell whether there is a block of ten items."""
    return any(block.shape[1] >= _LEAST for block in blocks(sheet))


LONG_STRINGS = Rule(
    "long_strings", find, possible, Limit(50, low=20, high=99), on=False, trust="second_hand"
)
