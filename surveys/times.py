"""Times of answering, however a survey tool writes them."""

import pandas as pd

_FORMATS = (
    "ISO8601",
    "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %I:%M:%S %p", "%m/%d/%Y", "%d/%m/%Y",
    "%Y/%m/%d",
    "%m/%d/%y %H:%M:%S", "%d/%m/%y %H:%M:%S", "%m/%d/%y %I:%M:%S %p", "%m/%d/%y %I:%M %p",
    "%m/%d/%y %H:%M", "%d/%m/%y %H:%M", "%m/%d/%y", "%d/%m/%y", "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y", "%B %d, %Y", "%Y.%m.%d", "%b %d, %Y %I:%M:%S %p",
)  # fmt: skip
_SERIALS = 20_000, 60_000  # days since 1899-12-30, as spreadsheets count: 1954 to 2064
_HALF_DAYS = {"上午": "AM", "下午": "PM"}


def read_times(cells: pd.Series) -> pd.Series:
    """Return times as ISO text; <NA> where a cell is no time in the file's own form.

    The form that reads most cells is the file's; what it leaves is read by the
    next best. Month before day wins where both read all cells.

    Examples
    --------
    >>> read_times(pd.Series(["12/5/2010 16:25:42", "soon", "2026/3/2 下午 01:05:00"])).tolist()
    ['2010-12-05 16:25:42', <NA>, '2026-03-02 13:05:00']
    """
    text = cells.str.strip()
    for chinese, english in _HALF_DAYS.items():
        text = text.str.replace(rf"\s*{chinese}\s*([\d:]+)", rf" \1 {english}", regex=True)
    text = text.str.replace(r"\s*(?:GMT|UTC)[+-]\d+(?::\d+)?$", "", regex=True)
    read = _serials(text)
    while True:
        missing = text[read.isna() & (text != "")]
        if missing.empty:
            break
        best = max(
            (_read(missing, form) for form in _FORMATS), key=lambda times: times.notna().sum()
        )
        if not best.notna().any():
            break
        read.loc[best.dropna().index] = best.dropna()
    return read.dt.strftime("%Y-%m-%d %H:%M:%S").astype("string")


def _serials(text: pd.Series) -> pd.Series:
    """Return the times that stand as day numbers of a spreadsheet; the rest is missing.

    Examples
    --------
    >>> _serials(pd.Series(["45292.5", "2026"])).tolist()
    [Timestamp('2024-01-01 12:00:00'), NaT]
    """
    days = pd.to_numeric(text.where(text.str.fullmatch(r"\d{5}(?:\.\d+)?")), errors="coerce")
    days = days.where(days.between(*_SERIALS)).astype("float64")
    seconds = (days * 86_400).round()
    return pd.to_datetime(seconds, unit="s", origin="1899-12-30").astype("datetime64[s]")


def _read(text: pd.Series, form: str) -> pd.Series:
    times = pd.to_datetime(text, format=form, errors="coerce", utc=True).dt.tz_localize(None)
    return times.where(times.dt.year.between(1990, 2100)).astype("datetime64[s]")
