"""Date and time texts into numbers, a million at a time, before anybody says which is the month."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from planning.occupancy.readers.wording import plain

_TIME = (  # west of Greenwich only after seconds: 08:00-09:00 is a span
    r"(?:(?P<before>am|pm) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{1,2}))?"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?(?P<west>-\d{2}:?\d{2})?)?(?: ?(?P<after>am|pm))?"
)
_UNTIL = (
    r"(?: ?- ?(?:(?P<end_before>am|pm) ?)?(?P<end>\d{1,2})(?::\d{2})*"
    r"(?: ?(?P<end_after>am|pm))?)?"
)
_ZONE = r"(?: ?(?P<zone>z|utc|gmt|\+\d{2}:?\d{2}))?"
_MARK, _REST = r"(?P<mark>[-/. ])", r"(?:[ t]+(?P<rest>.*))?$"
_DATES = {
    "ymd": rf"^(?P<one>\d{{4}}){_MARK}(?P<two>\d{{1,2}})[-/. ](?P<three>\d{{1,2}})-?{_REST}",
    "two": rf"^(?P<one>\d{{1,2}}){_MARK}(?P<two>\d{{1,2}})[-/. ](?P<three>\d{{4}}|\d\d){_REST}",
    "dby": r"^(?P<one>\d{1,2})(?P<mark>[-/. ]*)m(?P<two>\d\d)[-/. ]*(?P<three>\d{4}|\d\d)" + _REST,
    "bdy": r"^m(?P<one>\d\d)(?P<mark>[-/. ]*)(?P<two>\d{1,2})[-/. ]+(?P<three>\d{4})" + _REST,
    "run": r"^(?P<one>(?:19|20)\d\d)(?P<mark>)(?P<two>[01]\d)(?P<three>[0-3]\d)"
    r" ?(?P<rest>\d{4}(?:\d\d)?|\d+:.*)?$",
}
_PIECES = ("form", "mark", "one", "two", "three")
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800  # 2000 and 2100 in seconds since 1970


def parts(texts: pd.Series) -> pd.DataFrame:
    """Return what stands in each text, read but not yet understood.

    Returns
    -------
    One row per text, same index: ``form`` (ymd, two = day or month first, dby,
    bdy, run = digits only, serial = days of a spreadsheet, epoch, or ""),
    ``mark`` (between the numbers), ``one``, ``two``, ``three`` (float, as they
    stand), ``seconds`` (float; of the day, or since 1970 for epoch; NaN = no
    time), ``marked`` (bool: am or pm was written), ``padded`` (bool: hour with
    two digits), ``offset`` (float, hours from UTC; NaN = none written),
    ``odd_time`` (bool: there is a time that no clock shows).

    Examples
    --------
    >>> read = parts(pd.Series(["3/4/2024 2:30 PM", "2024-03-04T14:30Z"]))
    >>> read[["form", "one", "two", "three", "seconds"]].values.tolist()
    [['two', 3.0, 4.0, 2024.0, 52200.0], ['ymd', 2024.0, 3.0, 4.0, 52200.0]]
    """
    codes, unique = pd.factorize(texts.astype("str"), use_na_sentinel=False)
    read = _parts(plain(pa.array(unique, pa.string())))
    return read.take(codes).set_axis(texts.index)


def _parts(texts: pa.Array) -> pd.DataFrame:
    """Return `parts` of texts that differ."""
    count = len(texts)
    read = {
        name: np.full(
            count,
            "" if name in ("form", "mark") else np.nan,
            dtype=object if name in ("form", "mark") else float,
        )
        for name in _PIECES
    }
    rest = np.asarray(texts.to_pylist(), dtype=object)
    left = np.ones(count, bool)
    for form, pattern in _DATES.items():
        here = np.flatnonzero(left)
        if not len(here):
            break
        found = pc.extract_regex(texts.take(pa.array(here)), pattern)
        hit = pc.is_valid(found).to_numpy(zero_copy_only=False)
        if not hit.any():
            continue
        rows, found = here[hit], found.filter(pa.array(hit))
        read["form"][rows] = form
        read["mark"][rows] = _field(found, "mark").to_pylist()
        for name in ("one", "two", "three"):
            read[name][rows] = _number(_field(found, name))
        rest[rows] = _field(found, "rest").to_pylist()
        left[rows] = False
    times = _times(pa.array(rest, pa.string()))
    table = pd.DataFrame(read | times)
    return _counted(table, texts, left)


def _times(texts: pa.Array) -> dict[str, np.ndarray]:
    """Return the times of day in texts without their date."""
    texts = pc.utf8_trim_whitespace(texts)
    texts = pc.replace_substring_regex(texts, r"^(\d{1,2})(\d\d)(\d\d)?$", r"\1:\2:\3")
    texts = pc.replace_substring_regex(texts, r":$", "")
    found = pc.extract_regex(texts, f"^{_TIME}(?:{_ZONE}|{_UNTIL})$")
    hour, minute, second = (_number(_field(found, name)) for name in ("hour", "minute", "second"))
    half = _half(found, "before", "after")
    end, end_half = _number(_field(found, "end")), _half(found, "end_before", "end_after")
    lent = (half == 0) & (end_half > 0)  # 1:00-2:00 pm, but 11:00-12:00 pm starts in the morning
    morning = (end_half == 2) & (hour < 12) & ((hour > end) | (end == 12))
    half = np.where(lent, np.where(morning, 1, end_half), half)
    hour = np.where(
        (half == 2) & (hour < 12), hour + 12, np.where((half == 1) & (hour == 12), 0, hour)
    )
    seconds = hour * 3600 + np.nan_to_num(minute) * 60 + np.nan_to_num(second)
    odd = (np.nan_to_num(minute) > 59) | (np.nan_to_num(second) > 59) | (seconds > 86400)
    blank = pc.equal(texts, "").to_numpy(zero_copy_only=False)
    unread = ~blank & np.isnan(hour)
    padded = pc.equal(pc.utf8_length(_field(found, "hour")), 2).fill_null(False)
    return {
        "seconds": np.where(odd, np.nan, seconds),
        "marked": half > 0,
        "padded": padded.to_numpy(zero_copy_only=False),
        "offset": _offset(
            pc.binary_join_element_wise(_field(found, "zone"), _field(found, "west"), "")
        ),
        "odd_time": odd | unread,
    }


def _counted(table: pd.DataFrame, texts: pa.Array, left: np.ndarray) -> pd.DataFrame:
    """Return the table with numbers read as seconds since 1970 or days of a spreadsheet."""
    numeric = pc.match_substring_regex(
        texts, r"^\d{5}(\.\d+)?$|^\d{10}(\.\d+)?$|^\d{13}$|^[01]?\.\d+$"
    )
    rows = np.flatnonzero(left & numeric.to_numpy(zero_copy_only=False))
    if not len(rows):
        return table
    value = _number(texts.take(pa.array(rows)))
    value = np.where(value >= 1e12, value / 1000, value)
    epoch = (value >= _EARLIEST) & (value < _LATEST)
    serial = (value >= 20_000) & (value < 80_000)
    share = value < 1
    day = np.round(np.where(share | serial, value % 1, 0) * 86400)
    table.loc[rows, "form"] = np.where(epoch, "epoch", np.where(serial, "serial", ""))
    table.loc[rows, "one"] = np.where(serial, np.floor(value), np.nan)
    table.loc[rows, "seconds"] = np.where(
        epoch, value, np.where(share | serial & (value % 1 > 0), day, np.nan)
    )
    table.loc[rows, "odd_time"] = ~(epoch | serial | share)
    return table


def _field(found: pa.Array, name: str) -> pa.Array:
    """Return one group of what a pattern found, "" where it found nothing."""
    return pc.fill_null(pc.struct_field(found, name), "")


def _number(texts: pa.Array) -> np.ndarray:
    """Return texts of digits as floats, NaN where empty."""
    filled = pc.if_else(pc.equal(texts, ""), None, texts)
    return pc.cast(filled, pa.float64()).to_numpy(zero_copy_only=False).astype(float)


def _half(found: pa.Array, *names: str) -> np.ndarray:
    """Return 1 for am, 2 for pm, 0 for neither."""
    both = pc.binary_join_element_wise(*(_field(found, name) for name in names), "")
    return np.select(
        [pc.starts_with(both, letter).to_numpy(zero_copy_only=False) for letter in "ap"], [1, 2], 0
    )


def _offset(zones: pa.Array) -> np.ndarray:
    """Return hours from UTC, NaN where no zone is written."""
    found = pc.extract_regex(zones, r"^(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})$")
    hours = _number(_field(found, "hours")) + _number(_field(found, "minutes")) / 60
    minus = pc.equal(_field(found, "sign"), "-").to_numpy(zero_copy_only=False)
    utc = pc.is_in(zones, pa.array(["z", "utc", "gmt"])).to_numpy(zero_copy_only=False)
    return np.where(utc, 0.0, np.where(minus, -hours, hours))
