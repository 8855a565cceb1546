"""What is settled about the sample library before any dice are thrown.

The tables beside this file are the library as its author drew it: zones and
their states, calendar, opening hours, segments, needs, the rhythm of a day.
They are invented; none of their numbers comes from a real library.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

STUDY = "sample"
VERSION = 3  # raise it when the generator changes; an older sample is then built anew
SEED = 2024
NAME_EN = "Linjiang University Library (synthetic)"
NAME_ZH = "临江大学图书馆（合成数据）"
TIME_ZONE = "Asia/Shanghai"
SOURCE = "synthetic 合成数据"

FIRST = date(2023, 9, 4)  # first and last day of counting
LAST = date(2025, 8, 31)
CLOSED_FROM = date(2024, 7, 1)
REOPENED_ON = date(2024, 9, 2)

DISPLACED = 0.35  # share of the demand gained by changed zones that left other zones
GROWTH = 1.02  # demand of the second year over the first: enrolment, not the renovation
NOVELTY = (0.25, 14.0)  # extra demand on the first day after reopening, and its decay in days

FOLDER = Path(__file__).parent


@cache
def table(name: str) -> pd.DataFrame:
    """Return one of the hand-written tables beside this file; do not alter it.

    Examples
    --------
    >>> len(table("needs")), len(table("segments"))
    (26, 5)
    """
    return pd.read_csv(FOLDER / f"{name}.csv")
