"""Weeks of terms, and which weeks of two periods compare."""

import datetime as dt
from collections import Counter, defaultdict

import pandas as pd

from planning.academic_calendar.tables import check_period

Period = tuple[dt.date, dt.date]

_RANK = {"holiday": 0, "exam": 1, "break": 2, "teaching": 3}  # who wins a day that two claim
_SAME_STRETCH_DAYS = 21  # teaching that goes on after a holiday this long is the same stretch
_NEVER_COMPARED = ("holiday", "none")


def label_days(calendar: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Return what the calendar says about each day of a period.

    Parameters
    ----------
    calendar
        Dated stretches: ``name``, ``kind``, ``season``, ``start``, ``end``
        (dates, both inclusive).
    first, last
        Days, both inclusive.

    Returns
    -------
    One row per day: ``day`` (date), ``monday`` (date), ``kind``
    (teaching|exam|holiday|break|none), ``season``, ``term`` (name of the
    stretch; "" where none), ``week`` (Int64, 1-based, counted in weeks that
    begin on Monday from the first day of the stretch; ``<NA>`` where none) and
    ``week_key`` ("autumn-teaching-03", "" where none). Where stretches overlap,
    holiday goes before exam, break and teaching. Teaching that goes on after a
    holiday or a break of up to three weeks keeps counting.

    Raises
    ------
    PeriodReversedError
        `last` lies before `first`.

    Examples
    --------
    >>> autumn = {"name": "Autumn", "kind": "teaching", "season": "autumn",
    ...           "start": dt.date(2025, 9, 3), "end": dt.date(2025, 12, 19)}
    >>> days = label_days(pd.DataFrame([autumn]), dt.date(2025, 9, 7), dt.date(2025, 9, 8))
    >>> days["week_key"].tolist()
    ['autumn-teaching-01', 'autumn-teaching-02']
    """
    check_period(first, last)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    rows: list[tuple] = [("none", "", "", pd.NA, "")] * len(days)
    stretches = sorted(_with_first_day(calendar), key=lambda one: -_RANK[one["kind"]])
    for one in stretches:  # who wins comes last
        inside = range(
            max(0, (one["start"] - first).days), min(len(days), (one["end"] - first).days + 1)
        )
        counted_from = _monday(one["counted_from"])
        for place in inside:
            week = (days[place] - counted_from).days // 7 + 1
            key = f"{one['season']}-{one['kind']}-{week:02d}"
            rows[place] = (one["kind"], one["season"], one["name"], week, key)
    labels = pd.DataFrame(rows, columns=["kind", "season", "term", "week", "week_key"])
    labels.insert(0, "day", pd.Series(days, dtype="object"))
    labels.insert(1, "monday", pd.Series([_monday(day) for day in days], dtype="object"))
    return labels.astype({"week": "Int64"})


def match_weeks(labels: pd.DataFrame, before: Period, after: Period) -> pd.DataFrame:
    """Return which weeks of two periods can be compared.

    Parameters
    ----------
    labels
        `label_days` over at least both periods; without any labelled day in
        one of them the weeks are counted from the start of each period.
    before, after
        First and last day, both inclusive.

    Returns
    -------
    One row per calendar week of either period: ``period`` (before|after),
    ``monday`` (date), ``days`` (days of the week inside the period),
    ``week_key``, ``matched`` (bool), ``reason`` (text key) and ``aligned_by``
    (calendar|weeks_from_start). A week takes the label of most of its days,
    teaching before others. Week n of teaching in autumn matches week n of
    teaching in autumn, exams match exams; holidays match nothing. Single
    holidays inside a matched week are to be left out by their day.

    Raises
    ------
    PeriodReversedError
    """
    weeks = pd.concat(
        [_weeks(labels, before, "before"), _weeks(labels, after, "after")], ignore_index=True
    )
    known = weeks["week_key"].ne("").groupby(weeks["period"]).any()
    if known.all():
        weeks["aligned_by"] = "calendar"
    else:
        number = weeks.groupby("period").cumcount() + 1
        weeks["week_key"] = [f"start-{n:02d}" for n in number]
        weeks["kind"] = "start"
        weeks["aligned_by"] = "weeks_from_start"
    periods = weeks.groupby("week_key")["period"].transform("nunique")
    comparable = ~weeks["kind"].isin(_NEVER_COMPARED)
    weeks["matched"] = (periods == 2) & comparable
    weeks["reason"] = "week_unmatched"
    weeks.loc[weeks["matched"], "reason"] = "week_matched"
    weeks.loc[weeks["kind"] == "holiday", "reason"] = "week_holiday"
    weeks.loc[weeks["kind"] == "none", "reason"] = "week_outside_calendar"
    if not known.all():
        weeks.loc[weeks["matched"], "reason"] = "week_from_start"
    return weeks[["period", "monday", "days", "week_key", "matched", "reason", "aligned_by"]]


def _weeks(labels: pd.DataFrame, period: Period, name: str) -> pd.DataFrame:
    """Return the calendar weeks of a period with the label of most of their days."""
    first, last = period
    check_period(first, last)
    inside = labels[(labels["day"] >= first) & (labels["day"] <= last)]
    said: dict[dt.date, list[tuple[int, str, str]]] = defaultdict(list)
    for day, kind, key in zip(inside["day"], inside["kind"], inside["week_key"], strict=True):
        said[_monday(day)].append((day.weekday(), kind, key))
    rows = []
    for monday in pd.date_range(_monday(first), last, freq="7D").date:
        sunday = monday + dt.timedelta(days=6)
        days = (min(last, sunday) - max(first, monday)).days + 1
        rows.append((name, monday, days, *_label_of_week(said[monday])))
    return pd.DataFrame(rows, columns=["period", "monday", "days", "kind", "week_key"])


def _label_of_week(days: list[tuple[int, str, str]]) -> tuple[str, str]:
    """Return kind and key of most working days of a week, teaching first where two are level."""
    working = [(kind, key) for weekday, kind, key in days if weekday < 5 and key]
    counted = Counter(working or [(kind, key) for _, kind, key in days])
    if not counted:
        return "none", ""
    return max(counted, key=lambda label: (counted[label], _RANK.get(label[0], -1)))


def _with_first_day(calendar: pd.DataFrame) -> list[dict]:
    """Return stretches by first day, each with the day its weeks are counted from."""
    stretches = []
    open_stretch: dict[str, tuple[dt.date, dt.date]] = {}
    for one in calendar.sort_values("start", kind="stable").to_dict("records"):
        since, until = open_stretch.get(one["season"], (one["start"], one["start"]))
        pause = (one["start"] - until).days
        if one["kind"] != "teaching" or pause > _SAME_STRETCH_DAYS:
            since, until = one["start"], one["start"]
        if one["kind"] == "teaching":
            open_stretch[one["season"]] = (since, max(until, one["end"]))
        stretches.append(one | {"counted_from": since})
    return stretches


def _monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())
