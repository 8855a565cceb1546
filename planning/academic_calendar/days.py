"""Days as people and programs write them, in English and Chinese."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(" "), start=1)}
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_SERIAL = re.compile(r"([34567]\d{4})(?:\.\d+)?")  # 1982 to 2091 as Excel counts days
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]?\s*([a-z]{3})[a-z]*\.?,?[ -]?\s*(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})")
_TIME = re.compile(r"[t\s]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*(am|pm|z)?([+-]\d{2}:?\d{2})?$")
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s*|[((]?(星期|周)[一二三四五六日天][))]?"
)


def read_day(text: str, day_first: bool = True) -> dt.date | None:
    """Return the day a text means, None where it means none.

    Parameters
    ----------
    text
        "2024-09-02", "2024/9/2", "2024年9月2日", "20240902", "2 Sep 2024",
        "Sep 2, 2024", "2/9/2024", "2.9.2024", the number of a day in a workbook,
        each with or without a time or a weekday.
    day_first
        How "2/9/2024" is read; dots always have the day first.

    Examples
    --------
    >>> read_day("2024年9月2日"), read_day("9/2/2024", day_first=False), read_day("soon")
    (datetime.date(2024, 9, 2), datetime.date(2024, 9, 2), None)
    """
    plain = _plain(text)
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_COMPACT, (1, 2, 3))):
        if found := pattern.fullmatch(plain):
            return _day(*(int(found[part]) for part in order))
    if found := _YEAR_LAST.fullmatch(plain):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        if (day_first or found[2] == "." or one > 12) and other <= 12:
            one, other = other, one
        return _day(year + 2000 if year < 100 else year, one, other)
    if found := _SERIAL.fullmatch(plain):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(found[1]))
    if found := _DAY_MONTH.fullmatch(plain):
        return _day(int(found[3]), _MONTHS.get(found[2], 0), int(found[1]))
    if found := _MONTH_DAY.fullmatch(plain):
        return _day(int(found[3]), _MONTHS.get(found[1], 0), int(found[2]))
    return None


def orders(texts: Iterable[str]) -> set[bool]:
    """Return which orders the dates of a file prove: True day first, False month first.

    Empty where dates such as 2/9/2024 stand in it that could be either, and
    none that settles it. None of them at all proves nothing and is harmless.

    Examples
    --------
    >>> orders(["2/9/2024", "25/9/2024"]), orders(["2/9/2024", "9/25/2024"])
    ({True}, {False})
    """
    proven = set()
    for found in filter(None, (_YEAR_LAST.fullmatch(_plain(text)) for text in texts)):
        one, other = int(found[1]), int(found[3])
        if found[2] != "." and one > 12 >= other:
            proven.add(True)
        if found[2] != "." and other > 12 >= one:
            proven.add(False)
    return proven


def is_ambiguous(text: str) -> bool:
    """Whether a day could be read with day and month exchanged.

    Examples
    --------
    >>> is_ambiguous("2/9/2024"), is_ambiguous("2024-09-02"), is_ambiguous("3/3/2024")
    (True, False, False)
    """
    found = _YEAR_LAST.fullmatch(_plain(text))
    if not found or found[2] == ".":
        return False
    one, other = int(found[1]), int(found[3])
    return one != other and one <= 12 and other <= 12


def _plain(text: str) -> str:
    """Return a date without width, weekday and time of day."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    plain = _TIME.sub("", _WEEKDAY.sub("", plain).strip())
    return plain.strip(" ,")


def _day(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
