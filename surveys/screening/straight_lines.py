"""Straight-lining: one and the same mark down a whole block of questions."""

import pandas as pd

from surveys.method_columns import EXTRA_ROLES, LEVELS
from surveys.questionnaire import RATED
from surveys.screening.rule import Limit, Rule, Sheet

BLOCKS = tuple(role for role in RATED if role not in EXTRA_ROLES or role in LEVELS)
_STEPS = 3  # a shorter scale has too few marks to tell


def blocks(sheet: Sheet) -> list[pd.DataFrame]:
    """Return the ratings of each block: questions of one role on one scale.

    Kano answers are no block (who likes everything that is offered answers
    alike in earnest), nor is a scale of three marks or fewer.
    """
    book = sheet.book[sheet.book["role"].isin(BLOCKS)]
    wide = book[(book["high"] - book["low"]).fillna(0) >= _STEPS]
    return [
        sheet.ratings[[place for place in own["position"].astype(str) if place in sheet.ratings]]
        for _, own in wide.groupby(["role", "low", "high"], sort=False)
    ]


def find(sheet: Sheet, least: int | str) -> pd.Series:
    """Flag who gives one mark only in every block in which they rated `least` items or more.

    Who rated fewer in all blocks is not judged; who tells items apart in one
    long block is not flagged, whatever the others.
    """
    judged = pd.Series(False, index=sheet.kept.index)
    differs = pd.Series(False, index=sheet.kept.index)
    for block in blocks(sheet):
        long = block.notna().sum(axis=1) >= int(least)
        judged |= long
        differs |= long & (block.nunique(axis=1) > 1)
    return judged & ~differs


def possible(sheet: Sheet) -> bool:
    """Tell whether a block is long enough for the smallest limit."""
    return any(block.shape[1] >= LIMIT.low for block in blocks(sheet))


LIMIT = Limit(8, low=5, high=60, unit="answers")
STRAIGHT_LINES = Rule("straight_lines", find, possible, LIMIT, on=False, trust="guess")
