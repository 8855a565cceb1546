"""Answers of Kano, LibQUAL and recommendation questions, and the scales ratings came on."""

import numpy as np
import pandas as pd

from surveys.method_columns import EXTRA_ROLES

EXTRA = {
    "respondent": "int64",
    "need": "str",
    "role": "str",
    "item": "int64",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
}
SCALES = {"need": "str", "role": "str", "low": "Float64", "high": "Float64"}


def no_extra() -> pd.DataFrame:
    """Return the empty table of `extra`."""
    return pd.DataFrame(columns=list(EXTRA)).astype(EXTRA)


def no_scales() -> pd.DataFrame:
    """Return the empty table of `scales_of`."""
    return pd.DataFrame(columns=list(SCALES)).astype(SCALES)


def extra(book: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Return what was answered to Kano, LibQUAL and recommendation questions.

    Parameters
    ----------
    book, kept
        As in `answers.assemble`; `kept` indexed by respondent.

    Returns
    -------
    One row per respondent and answered column: ``respondent``, ``need`` (str;
    "" = the library as a whole), ``role`` (one of `EXTRA_ROLES`), ``item``
    (0, 1, ... where several columns of one role speak of one need: the first
    minimum belongs to the first perceived), ``value`` (Float64, in the file's
    own scale; reversed columns are turned), ``low``, ``high`` (its ends).
    """
    parts, seen = [], {}
    for row in book[book["role"].isin(EXTRA_ROLES)].itertuples(index=False):
        need = row.need if isinstance(row.need, str) else ""
        item = seen[need, row.role] = seen.get((need, row.role), -1) + 1
        if pd.isna(row.low) or pd.isna(row.high):
            continue
        low, high = float(row.low), float(row.high)
        value = pd.to_numeric(kept[str(row.position)], errors="coerce").to_numpy(
            "float64", na_value=np.nan
        )
        inside = (value >= low) & (value <= high)
        value = low + high - value if bool(row.reversed) else value
        facts = {"need": need, "role": row.role, "item": item, "low": low, "high": high}
        answered = {"respondent": kept.index[inside], "value": value[inside]}
        parts.append(pd.DataFrame(answered).assign(**facts)[list(EXTRA)])
    return pd.concat(parts, ignore_index=True).astype(EXTRA) if parts else no_extra()


def scales_of(book: pd.DataFrame) -> pd.DataFrame:
    """Return the scale of each importance and satisfaction column that speaks of a need.

    One row per column: ``need``, ``role`` (str), ``low``, ``high`` (Float64,
    in the file).
    """
    rated = book["role"].isin(("importance", "satisfaction")) & (book["need"].fillna("") != "")
    scaled = rated & (book["low"].astype("Float64") < book["high"].astype("Float64")).fillna(False)
    return book.loc[scaled, list(SCALES)].astype(SCALES).reset_index(drop=True)
