"""Calendar weeks of the works: teaching, exam or other, and the term each belongs to."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from planning.academic_calendar import label_days
from planning.phasing.problem import EXAM, OTHER, TEACHING

YEAR = dt.timedelta(days=364)  # 52 weeks: weekdays stay
_BACK = 40  # weeks looked at before the first, to know which term it belongs to
_WEEK = dt.timedelta(days=7)
_FREE = {"break", "holiday", "none"}


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def calendar_weeks(calendar: pd.DataFrame, start: dt.date, number: int) -> pd.DataFrame:
    """Return consecutive weeks with what the academic calendar says about them.

    Parameters
    ----------
    calendar
        Dated stretches of the study; may be empty.
    start
        The first week is the one with this day.
    number
        How many weeks.

    Returns
    -------
    One row per week: ``monday`` (date), ``kind`` ("exam" with any day of exams,
    else "teaching" with any day of teaching, else "other"), ``term`` (year and
    season of the term the week belongs to, "2026-autumn"; a break belongs to the
    term before it; half years "2026-h1" without a calendar) and ``assumed`` (bool): the
    calendar says nothing of the week. Weeks after its end are taken to be
    like those 52 weeks before; weeks nothing is known of count as teaching.

    Examples
    --------
    >>> autumn = {"name": "Autumn", "kind": "teaching", "season": "autumn",
    ...           "start": dt.date(2025, 9, 1), "end": dt.date(2025, 9, 14)}
    >>> exams = autumn | {"kind": "exam", "start": dt.date(2025, 9, 15),
    ...                   "end": dt.date(2025, 9, 16)}
    >>> weeks = calendar_weeks(pd.DataFrame([autumn, exams]), dt.date(2025, 9, 10), 2)
    >>> weeks[["kind", "term"]].to_numpy().tolist()
    [['teaching', '2025-autumn'], ['exam', '2025-autumn']]
    """
    first = monday(start) - _BACK * _WEEK
    mondays = [first + place * _WEEK for place in range(_BACK + number)]
    if calendar.empty:
        halves = [f"{one.year}-h{1 if one.month <= 6 else 2}" for one in mondays]
        rows = [(one, TEACHING, half, True) for one, half in zip(mondays, halves, strict=True)]
    else:
        rows = _labelled(calendar, mondays)
    table = pd.DataFrame(rows, columns=["monday", "kind", "term", "assumed"])
    return table.iloc[_BACK:].reset_index(drop=True)


def _labelled(calendar: pd.DataFrame, mondays: list[dt.date]) -> list[tuple]:
    """Return week, kind, term and whether it is assumed."""
    begins, ends = calendar["start"].min(), calendar["end"].max()
    days = label_days(calendar, begins, ends)
    known = dict(zip(days["day"], zip(days["kind"], days["season"], strict=True), strict=True))
    rows, term, season, paused = [], "", "", True
    for one in mondays:
        labels, assumed = _days(known, one, ends)
        kinds = {kind for kind, _ in labels}
        kind = EXAM if EXAM in kinds else TEACHING if TEACHING in kinds else OTHER
        taught = [own for kind, own in labels if kind == TEACHING and own]
        if taught and (paused or not term) and (taught[0] != season or not term):
            season = taught[0]
            term = f"{one.year}-{season}"
        elif taught and paused and taught[0] == season and _new_year(term, one):
            term = f"{one.year}-{season}"
        paused = (paused and not taught) or kinds <= _FREE
        rows.append((one, kind, term, assumed))
    return _filled(rows)


def _days(known: Mapping, one: dt.date, ends: dt.date) -> tuple[list[tuple[str, str]], bool]:
    """Return the labels of a week's days, and whether any was taken from another year."""
    labels, assumed = [], False
    for place in range(7):
        day = one + dt.timedelta(days=place)
        while day > ends:
            day, assumed = day - YEAR, True
        assumed = assumed or day not in known
        labels.append(known.get(day, (TEACHING, "")))
    return labels, assumed


def _new_year(term: str, one: dt.date) -> bool:
    """Return whether a term of the same season is another year's: half a year is too long."""
    return term[:4] != str(one.year)


def _filled(rows: list[tuple]) -> list[tuple]:
    """Return rows whose first weeks, before any term, are named after their half year."""
    return [
        (one, kind, term or f"{one.year}-h{1 if one.month <= 6 else 2}", assumed)
        for one, kind, term, assumed in rows
    ]
