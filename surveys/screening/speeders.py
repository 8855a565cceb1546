"""Speeders: done in a fraction of the time that others took."""

import pandas as pd

from surveys.screening.rule import Limit, Rule, Sheet

_LEAST = 10  # times; the median of fewer says little
_THROUGH = 0.5  # of the ratings: who stopped early is quick without being hasty


def find(sheet: Sheet, percent: int | str) -> pd.Series:
    """Flag who took less than `percent` of the median time.

    Only those are judged, and make the median, who answered half of the rating
    questions or more. Breaks make times longer, so the median is used.
    """
    judged = _judged(sheet)
    seconds = sheet.marks["seconds"].where(judged)
    return (seconds * 100 < seconds.median() * int(percent)).fillna(False).astype(bool)


def possible(sheet: Sheet) -> bool:
    """Tell whether enough times are known."""
    return int((sheet.marks["seconds"].notna() & _judged(sheet)).sum()) >= _LEAST


def _judged(sheet: Sheet) -> pd.Series:
    if not sheet.ratings.shape[1]:
        return sheet.answered > 0
    return sheet.ratings.notna().mean(axis=1) >= _THROUGH


SPEEDERS = Rule("speeders", find, possible, Limit(33, low=5, high=90), on=True, trust="guess")
