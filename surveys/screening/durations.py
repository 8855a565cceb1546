"""Time used, however a survey tool writes it."""

import re

import pandas as pd

_UNITS = {
    3600.0: r"h|hrs?|hours?|小时|小時|时",
    60.0: r"m|mins?|minutes?|分钟|分鐘|分",
    1.0: r"s|secs?|seconds?|秒",
}
_PARTS = re.compile(
    "".join(
        rf"(?:(?P<u{place}>\d+(?:[.,]\d+)?)\s*(?:{words})\.?[\s,]*)?"
        for place, words in enumerate(_UNITS.values())
    ),
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d{1,3}):(?P<s>\d{1,2})(?:[.,]\d+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_HEAD_UNITS = (
    (0.001, re.compile(r"\bms\b|millisec|毫秒", re.IGNORECASE)),
    (60.0, re.compile(r"\bmin|分钟|分鐘", re.IGNORECASE)),
    (3600.0, re.compile(r"\bhours?\b|小时", re.IGNORECASE)),
)


def seconds_of(cells: pd.Series, header: str = "") -> pd.Series:
    """Return times used in seconds (Float64); <NA> where a cell is none, or not above 0.

    A bare number is in the unit that the header names, seconds where it names none.

    Examples
    --------
    >>> seconds_of(pd.Series(["125秒", "2分5秒", "00:02:05", "125.0", "2 min 5 s", "?"])).tolist()
    [125.0, 125.0, 125.0, 125.0, 125.0, <NA>]
    >>> seconds_of(pd.Series(["2", "2,5"]), "Duration (minutes)").tolist()
    [120.0, 150.0]
    """
    unit = next((factor for factor, words in _HEAD_UNITS if words.search(header)), 1.0)
    found = {cell: _seconds(cell.strip(), unit) for cell in cells.dropna().unique()}
    seconds = cells.map(found).astype("Float64")
    return seconds.mask(seconds <= 0)


def _seconds(cell: str, unit: float) -> float | None:
    if _NUMBER.fullmatch(cell):
        return _float(cell) * unit
    clock = _CLOCK.fullmatch(cell)
    if clock:
        hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return 3600 * hours + 60 * minutes + seconds
    parts = _PARTS.fullmatch(cell) if cell else None
    if parts:
        return sum(
            factor * _float(part)
            for factor, part in zip(_UNITS, parts.groups(), strict=True)
            if part
        )
    return None


def _float(text: str) -> float:
    return float(text.replace(",", "."))
