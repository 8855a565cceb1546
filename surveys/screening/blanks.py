"""Too many blanks: most rating questions were left out."""

import pandas as pd

from surveys.screening.rule import Limit, Rule, Sheet

_LEAST = 2  # rating questions


def find(sheet: Sheet, percent: int | str) -> pd.Series:
    """Flag who left more than `percent` of the rating questions without a rating.

    "Not applicable" and "don't know" are no ratings.
    """
    return sheet.ratings.isna().mean(axis=1) * 100 > int(percent)


def possible(sheet: Sheet) -> bool:
    """Tell whether there are rating questions."""
    return sheet.ratings.shape[1] >= _LEAST


BLANKS = Rule("blanks", find, possible, Limit(50, low=0, high=99), on=False, trust="second_hand")
