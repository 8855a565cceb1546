"""The calendar table, its faults and findings."""

import datetime as dt
import itertools
from collections.abc import Iterable

import pandas as pd

from planning.errors import PlanningError
from surveys.findings import Finding, FindingKind, Severity

KINDS = ("teaching", "exam", "holiday", "break")
SEASONS = ("autumn", "winter", "spring", "summer")
COLUMNS = ("name", "kind", "season", "start", "end")

_LONG_DAYS = {"teaching": 200, "exam": 60, "holiday": 40, "break": 120}


class CalendarColumnsMissingError(PlanningError):
    """A calendar file without a column of dates."""

    key = "calendar_columns_missing"
    english = (
        "{name!r} has no column of first days. Its columns are: {columns}. "
        "A calendar has the columns name, kind, start and end."
    )


class CalendarEmptyError(PlanningError):
    """A calendar file in which no row could be read."""

    key = "calendar_without_rows"
    english = "No row of {name!r} has dates that can be read, so there is no calendar in it."


class PeriodReversedError(PlanningError):
    """A period that ends before it begins."""

    key = "period_reversed"
    english = "The period ends on {last}, before it begins on {first}. Exchange the two days."


class CalendarFinding(FindingKind):
    """What a calendar can show."""

    DAY_UNREADABLE = "day_unreadable"
    DAYS_AMBIGUOUS = "days_ambiguous"
    DAYS_MIXED = "days_mixed"
    END_BEFORE_START = "end_before_start"
    END_MISSING = "end_missing"
    STRETCHES_OVERLAP = "stretches_overlap"
    STRETCH_REPEATED = "stretch_repeated"
    STRETCH_LONG = "stretch_long"
    TERM_KIND_GUESSED = "term_kind_guessed"
    SEASON_GUESSED = "season_guessed"


def calendar_table(rows: Iterable[dict]) -> pd.DataFrame:
    """Return dated stretches as a calendar table, sorted by first day.

    One row per stretch: ``name`` (str), ``kind`` (teaching|exam|holiday|break),
    ``season`` (autumn|winter|spring|summer), ``start``, ``end`` (dates, both
    inclusive).
    """
    table = pd.DataFrame(list(rows), columns=list(COLUMNS)).astype("object")
    return table.sort_values(["start", "end"], kind="stable", ignore_index=True)


def check_period(first: dt.date, last: dt.date) -> None:
    """Raise `PeriodReversedError` where a period ends before it begins."""
    if last < first:
        raise PeriodReversedError(first=first, last=last)


def check_calendar(calendar: pd.DataFrame, rows: Iterable[int] = ()) -> list[Finding]:
    """Return what is odd about a calendar that was read or typed in.

    Parameters
    ----------
    calendar
        Calendar table; its dates are complete.
    rows
        Row of the file for each row of the calendar, none for typed ones.

    Returns
    -------
    Findings about stretches that end before they start (STOP), overlap or are
    longer than such a stretch ever is (notes).
    """
    at = list(rows) or [0] * len(calendar)
    listed = list(zip(at, calendar.to_dict("records"), strict=True))
    findings = []
    for row, one in listed:
        place = (row,) if row else ()
        if one["end"] < one["start"]:
            facts = {"name": one["name"], "start": one["start"], "end": one["end"]}
            kind = CalendarFinding.END_BEFORE_START
            findings.append(Finding(kind, Severity.STOP, place, facts=facts))
        elif (days := (one["end"] - one["start"]).days + 1) > _LONG_DAYS[one["kind"]]:
            facts = {"name": one["name"], "days": days}
            kind = CalendarFinding.STRETCH_LONG
            findings.append(Finding(kind, Severity.NOTE, place, facts=facts))
    return findings + _overlaps(listed)


def _overlaps(listed: list[tuple[int, dict]]) -> list[Finding]:
    """Return stretches that claim the same days.

    A holiday or break inside teaching is how a year is, and no finding.
    """
    findings = []
    for (row, one), (other_row, other) in itertools.combinations(listed, 2):
        inside = {one["kind"], other["kind"]} & {"holiday", "break"}
        if inside and one["kind"] != other["kind"]:
            continue
        first, last = max(one["start"], other["start"]), min(one["end"], other["end"])
        if first <= last:
            facts = {"one": one["name"], "other": other["name"], "first": first, "last": last}
            place = tuple(sorted(number for number in (row, other_row) if number))
            kind = CalendarFinding.STRETCHES_OVERLAP
            findings.append(Finding(kind, Severity.NOTE, place, facts=facts))
    return findings
