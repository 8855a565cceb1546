"""Weeks of terms, and which weeks of two periods compare."""

import datetime as dt

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
    labels = pd.DataFrame({"day": days, "monday": [_monday(day) for day in days]}, dtype="object")
    labels = labels.assign(kind="none", season="", term="", week=pd.NA, week_key="")
    stretches = _with_first_day(calendar)
    order = stretches["kind"].map(_RANK).sort_values(ascending=False, kind="stable").index
    for one in stretches.loc[order].itertuples():
        inside = (labels["day"] >= one.start) & (labels["day"] <= one.end)
        week = [(monday - _monday(one.counted_from)).days // 7 + 1 for monday in labels["monday"]]
        week = pd.Series(week, dtype="Int64")[inside]
        labels.loc[inside, ["kind", "season", "term"]] = [one.kind, one.season, one.name]
        labels.loc[inside, "week"] = week
        labels.loc[inside, "week_key"] = [f"{one.season}-{one.kind}-{n:02d}" for n in week]
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
    labelled = dict(zip(inside["monday"], inside.index, strict=True))
    mondays = pd.date_range(_monday(first), last, freq="7D").date
    rows = []
    for monday in mondays:
        sunday = monday + dt.timedelta(days=6)
        days = (min(last, sunday) - max(first, monday)).days + 1
        key, kind = ("", "none")
        if monday in labelled:
            key, kind = _label_of_week(inside[inside["monday"] == monday])
        rows.append((name, monday, days, key, kind))
    return pd.DataFrame(rows, columns=["period", "monday", "days", "week_key", "kind"])


def _label_of_week(days: pd.DataFrame) -> tuple[str, str]:
    """Return key and kind of most working days of a week, teaching first where two are level."""
    working = days[[day.weekday() < 5 for day in days["day"]]]
    counted = working if working["week_key"].ne("").any() else days
    sizes = counted.groupby(["week_key", "kind"]).size().reset_index(name="n")
    sizes["rank"] = sizes["kind"].map({"teaching": 0, "exam": 1, "break": 2, "holiday": 3})
    best = sizes.sort_values(["n", "rank"], ascending=[False, True], kind="stable").iloc[0]
    return best["week_key"], best["kind"]


def _with_first_day(calendar: pd.DataFrame) -> pd.DataFrame:
    """Return stretches with the day their weeks are counted from."""
    stretches = calendar.sort_values("start", kind="stable").reset_index(drop=True)
    stretches["counted_from"] = stretches["start"]
    open_stretch: dict[tuple[str, str], tuple[dt.date, dt.date]] = {}
    for place, one in zip(stretches.index, stretches.to_dict("records"), strict=True):
        group = (one["kind"], one["season"])
        since, until = open_stretch.get(group, (one["start"], one["start"]))
        goes_on = one["kind"] == "teaching" and ((one["start"] - until).days <= _SAME_STRETCH_DAYS)
        since = since if goes_on else one["start"]
        stretches.at[place, "counted_from"] = since
        open_stretch[group] = (since, max(until, one["end"]) if goes_on else one["end"])
    return stretches


def _monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())
