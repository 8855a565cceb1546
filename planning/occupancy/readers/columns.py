"""What each column of a count file looks like, judged by its cells and then by its header."""

import numpy as np
import pandas as pd

from planning.occupancy.readers import words
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.values import numbers

LOOKED_AT = 3000  # rows, spread over the whole file
_MOSTLY = 0.6


def look(body: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column of a file: what its cells could be.

    Returns
    -------
    Index = column; ``kind`` (datetime, epoch, date, time, weekday, count,
    number, text, empty), ``distinct`` (int, among the cells looked at),
    ``filled`` (share of cells not blank), ``serial`` (bool: numbers that only
    climb by one, as row numbers do).
    """
    step = max(1, len(body) // LOOKED_AT)
    sample = body.iloc[::step]
    return pd.DataFrame([_one(column, sample[column], step) for column in body]).set_index("column")


def _one(column: str, cells: pd.Series, step: int) -> dict[str, object]:
    """Return the facts of one column."""
    cells = cells.str.strip()
    filled = cells[cells != ""]
    facts = {
        "column": column,
        "distinct": filled.nunique(),
        "serial": False,
        "filled": len(filled) / max(len(cells), 1),
    }
    if filled.empty:
        return facts | {"kind": "empty"}
    value = numbers(filled)
    whole = value["value"].dropna()
    if len(whole) > 1:
        gaps = np.diff(whole.to_numpy("int64"))
        facts["serial"] = bool((gaps == gaps[0]).mean() > 0.9 and gaps[0] == step)
    return facts | {"kind": _kind(column, filled, value)}


def _kind(column: str, filled: pd.Series, value: pd.DataFrame) -> str:
    """Return what most cells of a column could be."""
    read = parts(filled)
    clock = read["seconds"].notna() & ~read["odd_time"]
    dated = read["form"].isin(["ymd", "two", "dby", "bdy"])
    digits = filled.str.fullmatch(r"\d+(\.\d+)?").astype(bool)
    span = filled.str.fullmatch(r"\d{1,2} ?[-–~至] ?\d{1,2}").astype(bool)
    colon = filled.str.contains(r"[:：点时]|[ap]\.? ?m\b|noon|midnight", case=False, regex=True)
    is_day = words.speaks_of(column, words.DATE)
    is_hour = words.speaks_of(column, words.HOUR) or words.speaks_of(column, words.RECORDED)
    run = read["form"].isin(["run", "serial"]) & (is_day | is_hour)
    spelled = dated & (~digits | is_day | is_hour) | run
    kinds = (
        ("epoch", read["form"] == "epoch"),
        ("datetime", spelled & clock),
        ("date", spelled),
        ("weekday", filled.map(words.weekday).notna()),
        ("time", clock & (read["form"] == "") & (colon | (is_hour & (digits | span)))),
        (
            "count",
            value["why"].isin(["", "blank"]) & ~filled.str.contains(r"[.]\d*[1-9]", regex=True),
        ),
        ("number", pd.to_numeric(filled.str.rstrip("%％"), errors="coerce").notna()),
    )
    for kind, fits in kinds:
        if fits.mean() >= _MOSTLY:
            if kind == "datetime" and _midnight(read, spelled):
                return "date"
            if (
                kind == "datetime"
                and (read.loc[spelled, "one"] < 1990).mean() > _MOSTLY
                and (read.loc[spelled, "form"] == "ymd").all()
            ):
                return "time"  # a spreadsheet's time of day, on a day of 1899 or 1900
            return kind
    return "text"


def _midnight(read: pd.DataFrame, spelled: pd.Series) -> bool:
    """Return whether every time is midnight, as spreadsheets write plain days."""
    return bool((read.loc[spelled & read["seconds"].notna(), "seconds"] == 0).all())
