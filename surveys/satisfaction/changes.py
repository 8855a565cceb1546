"""What changed between two waves, and whether it is more than noise."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from surveys.satisfaction.superiority import (
    Superiority,
    holm,
    size_of,
    superiority,
    weighted_superiority,
)
from surveys.weighting import Weighting

ALPHA = 0.05
COLUMNS = {
    "series": "str",
    "group": "str",
    "n_before": "Int64",
    "n_after": "Int64",
    "before": "Float64",
    "after": "Float64",
    "change": "Float64",
    "low": "Float64",
    "high": "Float64",
    "superiority": "Float64",
    "superiority_low": "Float64",
    "superiority_high": "Float64",
    "p": "Float64",
    "p_holm": "Float64",
    "moved": "bool",
    "size": "str",
}
MADE_LAST = ("p_holm", "moved", "size")


def changes(
    scores: pd.DataFrame,
    found: pd.DataFrame,
    before: str,
    after: str,
    weightings: Mapping[str, Weighting] | None = None,
) -> pd.DataFrame:
    """Return the change of each series and group between two waves, the largest first.

    Parameters
    ----------
    scores
        `need_scores` or `space_scores`: one row per wave, series and respondent.
    found
        `trend` of these scores (`weighted_trend` with weights): what may be shown.
    before, after
        Ids of two waves.
    weightings
        Weights of the two waves, for the change in the population they stand for.

    Returns
    -------
    One row per series and group shown in both waves and comparable between
    them: ``series``, ``group`` (str), ``n_before``, ``n_after`` (Int64), ``before``,
    ``after`` (Float64, mean points 1..5), ``change`` (points) with ``low``,
    ``high``; ``superiority`` with ``superiority_low``, ``superiority_high``
    (chance 0..1 that a person of the later wave is more satisfied, see
    `superiority`); ``p``, ``p_holm`` (corrected over the rows of this
    table), ``moved`` (bool: ``p_holm`` < 0.05, and the interval of the change lies on
    the same side of 0), ``size`` (`size_of` the superiority). Sorted by size of change.

    Notes
    -----
    The interval of the change joins the intervals of the two means (Zou and
    Donner 2008): it is as wide as the smaller wave makes it. Each interval holds
    for its row alone; the correction for many rows is in ``p_holm``.
    """
    shown = found[~found["hidden"]]
    keys = ["series", "era", "group"]
    both = shown[shown["wave"] == before].merge(
        shown[shown["wave"] == after], on=keys, suffixes=("_before", "_after")
    )
    given = scores[scores["wave"].isin([before, after])]
    cells = {
        key: part.set_index("respondent")["score"].astype(float)
        for key, part in given.groupby([*keys, "wave"])
    }
    rows = [
        _row(one, _ranked(cells[(*key, before)], cells[(*key, after)], before, after, weightings))
        for one in both.itertuples(index=False)
        for key in [(one.series, one.era, one.group)]
    ]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in MADE_LAST])
    table = _judged(table)[list(COLUMNS)].astype(COLUMNS)
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with what is more than noise: order and mean must both say so."""
    corrected = holm(table["p"].to_numpy(float))
    numbers = {name: table[name].to_numpy(float) for name in ("low", "high", "superiority")}
    up = (numbers["low"] > 0) & (numbers["superiority"] > 0.5)
    down = (numbers["high"] < 0) & (numbers["superiority"] < 0.5)
    return table.assign(
        p_holm=corrected,
        moved=(corrected < ALPHA) & (up | down),
        size=[size_of(value) for value in numbers["superiority"]],
    )


def headline(table: pd.DataFrame) -> dict[str, object] | None:
    """Return the row of the sentence about what moved most, or None where nothing is compared.

    The largest change among those that are more than noise; where none is, the
    largest change, with ``moved`` False. Besides the columns of `changes`:
    ``up``, ``down`` (rows that moved more than noise, each way), ``compared`` (rows).
    """
    if table.empty:
        return None
    moved = table[table["moved"]]
    first = (table if moved.empty else moved).iloc[0]
    return first.to_dict() | {
        "up": int((moved["change"] > 0).sum()),
        "down": int((moved["change"] < 0).sum()),
        "compared": len(table),
    }


def _ranked(
    earlier: pd.Series,
    later: pd.Series,
    before: str,
    after: str,
    weightings: Mapping[str, Weighting] | None,
) -> Superiority:
    if weightings is None:
        return superiority(earlier.to_numpy(), later.to_numpy())
    return weighted_superiority(earlier, later, (weightings[before], weightings[after]))


def _row(one: object, rank: Superiority) -> dict[str, object]:
    """Return one row of `changes` before the correction."""
    change = one.mean_after - one.mean_before
    return {
        "series": one.series,
        "group": one.group,
        "n_before": one.n_before,
        "n_after": one.n_after,
        "before": one.mean_before,
        "after": one.mean_after,
        "change": change,
        "low": change - np.hypot(one.mean_after - one.low_after, one.high_before - one.mean_before),
        "high": change
        + np.hypot(one.high_after - one.mean_after, one.mean_before - one.low_before),
        "superiority": rank.value,
        "superiority_low": rank.low,
        "superiority_high": rank.high,
        "p": rank.p,
    }
