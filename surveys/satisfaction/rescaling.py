"""Which scales the waves used, and how each came onto the common one."""

from collections.abc import Sequence

import pandas as pd

from surveys.answers import HIGHEST, LOWEST, SIDES
from surveys.satisfaction.waves import SurveyWave

COLUMNS = ["low", "high", "reversed", "waves", "series", "example", "becomes"]


def rescaling(waves: Sequence[SurveyWave]) -> pd.DataFrame:
    """Return the scales of the satisfaction questions and what they were turned into.

    Parameters
    ----------
    waves
        Oldest first.

    Returns
    -------
    One row per scale (and direction): ``low``, ``high`` (float, ends in the file),
    ``reversed`` (bool), ``waves`` (tuple of ids), ``series`` (tuple: needs and questions
    asked on it), ``example`` (an answer one step below the most satisfied end) and
    ``becomes`` (its points 1..5).

    Examples
    --------
    A reversed 1-7: the second-best answer is 2, and 1 + 4 x (7 - 2) / 6 = 4.33.

    >>> import datetime as dt
    >>> book = pd.DataFrame({"role": ["satisfaction"], "need": ["wifi"], "low": [1.0],
    ...     "high": [7.0], "reversed": [True]})
    >>> found = rescaling([SurveyWave("a", "A", dt.date(2026, 1, 1), None, book)])
    >>> found[["example", "becomes"]].round(2).iloc[0].tolist()
    [2.0, 4.33]
    """
    rated = [
        wave.codebook[
            wave.codebook["role"].isin(SIDES["satisfaction"])
            & (wave.codebook["low"] < wave.codebook["high"])
        ].assign(wave=wave.id)
        for wave in waves
    ]
    if not rated:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(rated, ignore_index=True).astype({"low": float, "high": float})
    return pd.DataFrame(
        [
            _row(*scale, part)
            for scale, part in rows.groupby(["low", "high", "reversed"], sort=False)
        ],
        columns=COLUMNS,
    )


def _row(low: float, high: float, backward: bool, part: pd.DataFrame) -> dict[str, object]:
    example = low + 1 if backward else high - 1
    step = (high - example) if backward else (example - low)
    return {
        "low": low,
        "high": high,
        "reversed": bool(backward),
        "waves": tuple(dict.fromkeys(part["wave"])),
        "series": tuple(dict.fromkeys(part["need"])),
        "example": example,
        "becomes": LOWEST + (HIGHEST - LOWEST) * step / (high - low),
    }
