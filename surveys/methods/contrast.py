"""What differs between groups or waves, and whether it is more than sampling noise."""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import special

from surveys.intervals import LEVEL

COLUMNS = ["need", "one", "other", "one_value", "other_value", "difference", "low", "high", "clear"]
_NORMAL = special.ndtri((1 + LEVEL) / 2)


def differences(table: pd.DataFrame) -> pd.DataFrame:
    """Return how each need differs between each two groups, the surest first.

    Parameters
    ----------
    table
        One row per need and group of one method, small groups hidden:
        ``need``, ``level``, ``value``, ``low``, ``high`` (95 %). The groups
        hold different people, as levels of one question or waves do. Rows
        without an interval are left out.

    Returns
    -------
    One row per need and pair of groups, in the order the groups came:
    ``need``, ``one``, ``other`` (levels), ``one_value``, ``other_value``,
    ``difference`` (other - one), ``low``, ``high`` (Float64, 95 %, from the
    squared half widths of both intervals, each on the side that faces the
    other: Newcombe 1998, read second-hand), ``clear`` (bool): whether the
    difference is beyond sampling noise even as one of so many that were looked
    at (Holm 1979, 5 % over all rows).

    Examples
    --------
    >>> rows = pd.DataFrame({"need": "wifi", "level": ["2025", "2026"], "value": [3.0, 4.0],
    ...                      "low": [2.9, 3.9], "high": [3.1, 4.1]})
    >>> found = differences(rows).iloc[0]
    >>> print(found["difference"], round(found["low"], 3), found["clear"])
    1.0 0.859 True
    """
    known = table.dropna(subset=["value", "low", "high"])
    order = {level: place for place, level in enumerate(known["level"].unique())}
    rows = []
    for need, part in known.groupby("need", sort=True):
        part = part.sort_values("level", key=lambda levels: levels.map(order))
        for one, other in combinations(part.itertuples(index=False), 2):
            rows.append((need, *_pair(one, other)))
    names = [*COLUMNS[:-1], "distance"]
    found = pd.DataFrame(rows, columns=names)
    found = found.astype(dict.fromkeys(names[3:], "Float64"))
    found = found.sort_values("distance", ascending=False, kind="stable", ignore_index=True)
    chance = 2 * special.ndtr(-found["distance"].to_numpy(float))
    steps = len(found) - np.arange(len(found))
    clear = np.minimum.accumulate(chance * steps <= 1 - LEVEL) if len(found) else chance > 0
    return found.assign(clear=clear)[COLUMNS]


def _pair(one, other) -> tuple:
    """Return levels, values, difference with its ends, and its distance from 0 in errors."""
    apart = float(other.value) - float(one.value)
    fall = np.hypot(other.value - other.low, one.high - one.value)
    rise = np.hypot(other.high - other.value, one.value - one.low)
    toward = fall if apart > 0 else rise
    distance = _NORMAL * abs(apart) / toward if toward > 0 else np.inf * bool(apart)
    ends = (apart - fall, apart + rise)
    return one.level, other.level, one.value, other.value, apart, *ends, np.nan_to_num(distance)
