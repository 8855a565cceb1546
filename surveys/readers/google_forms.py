"""Google Forms: Timestamp first, grid rows in brackets, ticks joined by a comma."""

import re

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_FIRST = {"Timestamp", "时间戳记", "時間戳記", "时间戳", "Horodateur", "Zeitstempel",
          "Marca temporal", "タイムスタンプ"}  # fmt: skip
_GRID = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is a Google Forms export, or None."""
    found = heads.same(cells.iloc[0].head(1), _FIRST)
    return Fit(1, tuple(found)) if found else None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (row of a grid), ``hint``.

    Examples
    --------
    >>> columns(pd.DataFrame([["Timestamp", "Rate [Wi-Fi]"]]), None)["option"].tolist()
    ['', 'Wi-Fi']
    """
    found = heads.simple(head)
    for place, text in found["question"].items():
        grid = _GRID.fullmatch(text)
        if grid:
            found.loc[place, ["question", "option"]] = [grid[1].strip(), grid[2].strip()]
    return found
