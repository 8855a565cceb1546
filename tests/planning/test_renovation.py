"""Tests of `planning.renovation`."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from planning.academic_calendar import calendar_table
from planning.renovation import (
    NothingObservedAfterError,
    NothingObservedBeforeError,
    Renovation,
    RenovationReversedError,
    RenovationWithoutZonesError,
    RenovationZonesUnknownError,
    check_renovation,
    default_periods,
    in_works,
)

WORKS = Renovation(
    "r1", "Second floor", "二层改造", dt.date(2025, 6, 23), dt.date(2025, 9, 1), ("a", "b")
)
NONE = calendar_table([])


def term(name, season, start, end, kind="teaching"):
    """One row of a calendar."""
    start, end = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return {"name": name, "kind": kind, "season": season, "start": start, "end": end}


TERMS = calendar_table([
    term("Autumn 2023", "autumn", "2023-09-04", "2023-12-22"),
    term("Autumn 2024", "autumn", "2024-09-02", "2024-12-20"),
    term("Autumn exams", "autumn", "2025-01-06", "2025-01-17", "exam"),
    term("Spring 2025", "spring", "2025-02-17", "2025-06-20"),
    term("Autumn 2025", "autumn", "2025-09-01", "2025-12-19"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reopened_on": dt.date(2025, 6, 23)}, RenovationReversedError),  # no closed day
        ({"zones": ()}, RenovationWithoutZonesError),
        ({"zones": ("a", "z")}, RenovationZonesUnknownError),
    ],
)
def test_impossible_works_are_faults(change, fault):
    """Each is named."""
    check_renovation(WORKS, ["a", "b", "c"])
    with pytest.raises(fault):
        check_renovation(replace(WORKS, **change), ["a", "b", "c"])


def test_periods_are_terms_of_the_same_seasons():
    """Only autumn was observed after reopening, so the last autumn with its exams is before."""
    periods = default_periods(WORKS, TERMS, dt.date(2023, 1, 1), dt.date(2025, 12, 31))
    assert periods.before == (dt.date(2024, 9, 2), dt.date(2025, 1, 17))
    assert periods.after == (dt.date(2025, 9, 1), dt.date(2025, 12, 19))
    assert periods.reason == "periods_by_terms"


@pytest.mark.parametrize(
    ("first", "last", "before", "after"),
    [
        ("2024-01-01", "2026-12-31", ("2024-06-24", "2025-06-22"), ("2025-09-01", "2026-08-30")),
        ("2025-06-22", "2025-09-01", ("2025-06-22", "2025-06-22"), ("2025-09-01", "2025-09-01")),
    ],
)
def test_without_terms_a_year_on_either_side(first, last, before, after):
    """52 weeks, or what was observed; no closed day is in either."""
    found = default_periods(WORKS, NONE, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert found.before == tuple(map(dt.date.fromisoformat, before))
    assert found.after == tuple(map(dt.date.fromisoformat, after))
    assert found.reason == "periods_by_year"


def test_what_was_not_observed_cannot_be_compared():
    """The fault says which side is missing."""
    with pytest.raises(NothingObservedBeforeError):
        default_periods(WORKS, NONE, dt.date(2025, 6, 23), dt.date(2026, 1, 1))
    with pytest.raises(NothingObservedAfterError):
        default_periods(WORKS, NONE, dt.date(2024, 1, 1), dt.date(2025, 8, 31))
    with pytest.raises(NothingObservedAfterError):
        default_periods(
            replace(WORKS, reopened_on=None), NONE, dt.date(2024, 1, 1), dt.date(2026, 1, 1)
        )


def test_closed_days_are_marked_not_counted_as_empty():
    """From the first closed minute to the last, and only in the closed zones."""
    at = pd.to_datetime(
        ["2025-06-22 23:59", "2025-06-23 00:00", "2025-08-31 23:59", "2025-09-01 00:00"]
    )
    table = pd.DataFrame({"zone": "a", "at": at})
    assert in_works(table, [WORKS]).tolist() == [False, True, True, False]
    assert not in_works(table.assign(zone="c"), [WORKS]).any()
