"""Tables whose header is spread over several rows: titles, blank lines, groups over statements."""

import numpy as np
import pandas as pd

from surveys import scales
from surveys.readers.heads import Fit

_DEEPEST = 5
_FULL = 0.6  # share of the columns a row must name to be a header by itself


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return how many rows name the columns where it takes several, or None."""
    depth = header_rows(cells)
    return Fit(depth, ()) if depth > 1 else None


def header_rows(cells: pd.DataFrame) -> int:
    """Return how many rows it takes until the columns have names; 1 for a plain table.

    Examples
    --------
    >>> header_rows(pd.DataFrame([["", "Agree?", ""], ["", "Clear", "Kind"], ["ID", "", ""]]))
    3
    """
    named = cells.head(_DEEPEST + 1).apply(lambda column: column.str.strip() != "").to_numpy()
    covered, full = np.zeros(named.shape[1], dtype=bool), False
    for depth, row in enumerate(named):
        if full and (not row.any() or (row & covered).any()):
            return depth
        covered |= row
        full = full or row.mean() >= _FULL
    return len(named) if full else 1


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question`` (the group), ``option`` (the statement), ``hint``.

    The lowest name of a column is its own; the name above it, carried
    rightwards, is its group. A group over a matrix of ratings ends at the
    first column that is not answered in the words of its first one.
    """
    texts = head.apply(lambda column: column.str.strip())
    own = texts.mask(texts == "").ffill().iloc[-1].fillna("")
    groups = pd.Series("", index=own.index)
    if len(texts) > 1:
        filled = texts.iloc[:-1] != ""
        title = (filled.sum(axis=1) == 1) & filled.iloc[:, 0]
        upper = texts.iloc[:-1][~title]
        for _, row in upper.iterrows():
            if (row == own).all() or (row != "").mean() >= _FULL:
                continue
            groups = groups.mask(groups == "", _carried(row, own, answers))
    return pd.DataFrame(
        {
            "question": groups.where(groups != "", own),
            "option": own.where((groups != "") & (groups != own), ""),
            "hint": "",
        }
    )


def _carried(row: pd.Series, own: pd.Series, answers: pd.DataFrame) -> pd.Series:
    """Return the group each column stands under."""
    current, ruler, carried = "", None, []
    for place, text in row.items():
        if text:
            current, ruler = text, scales.recognize(answers[place])
        elif current and ruler is not None:
            here = scales.recognize(answers[place])
            if here is None or here.family != ruler.family:
                current = ""
        carried.append(current if own[place] != text else "")
    return pd.Series(carried, index=row.index)
