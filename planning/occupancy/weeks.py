"""Days of the two periods of a comparison, and the weeks in which they can be matched."""

from datetime import date

import pandas as pd

from planning.occupancy.errors import PeriodEmptyError

Period = tuple[date, date]


def days_of(before: Period, after: Period, labels: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the days of both periods with the week each is matched by.

    Parameters
    ----------
    before, after
        First and last day, both inclusive.
    labels
        One row per day: `day`, `week_key` (such as "autumn teaching 3"; "" or
        NA = none). Without labels, weeks are counted from the Monday of each
        period's first week, so that week 3 meets week 3.

    Returns
    -------
    One row per period and day: `day` (datetime64[s]), `period` (before, after),
    `weekday` (1 = Monday), `week_key` (str, "" where a day has no label).

    Raises
    ------
    PeriodEmptyError
        A period ends before it starts.

    Examples
    --------
    >>> after = date(2024, 8, 20)
    >>> days = days_of((date(2019, 8, 19), date(2019, 8, 26)), (after, after))
    >>> days[["period", "weekday", "week_key"]].iloc[[0, 7, 8]].values.tolist()
    [['before', 1, 'week 01'], ['before', 1, 'week 02'], ['after', 2, 'week 01']]
    """
    made = [_period(name, *ends, labels) for name, ends in (("before", before), ("after", after))]
    return pd.concat(made, ignore_index=True)


def _period(name: str, first: date, last: date, labels: pd.DataFrame | None) -> pd.DataFrame:
    """Return the days of one period."""
    if last < first:
        raise PeriodEmptyError(first=first, last=last)
    day = pd.Series(pd.date_range(first, last, unit="s"))
    if labels is None:
        monday = pd.Timestamp(first) - pd.Timedelta(days=first.weekday())
        week = (day - monday).dt.days // 7 + 1
        key = week.map("week {:02}".format)
    else:
        keys = labels.assign(day=pd.to_datetime(labels["day"])).drop_duplicates("day")
        key = day.map(keys.set_index("day")["week_key"].astype("string")).fillna("")
    return pd.DataFrame(
        {
            "day": day,
            "period": name,
            "weekday": day.dt.day_of_week + 1,
            "week_key": key.astype("str"),
        }
    )


def week_table(days: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per week of the calendar: whether both periods have it, and if not, why.

    Parameters
    ----------
    days
        As `days_of`.
    observed
        Index = week_key; `before_hours`, `after_hours` (observed zone-hours),
        `matched` (bool).

    Returns
    -------
    Columns `week_key`, `before`, `after` (first day in each period, NaT = none),
    `before_hours`, `after_hours`, `matched`, `why` (text key: week_compared,
    week_only_before, week_only_after, week_unlabelled, week_not_counted_before,
    week_not_counted_after, week_not_counted, week_hours_differ).
    """
    table = days.groupby(["week_key", "period"])["day"].min().unstack()
    table = table.reindex(columns=["before", "after"]).join(observed)
    hours = ["before_hours", "after_hours"]
    table[hours] = table[hours].fillna(0).astype(int)
    table["matched"] = table["matched"].eq(True)
    table["why"] = [_why(str(key), row) for key, row in table.iterrows()]
    order = table["before"].fillna(table["after"]).argsort()
    return table.iloc[order].reset_index()


def _why(key: str, row: pd.Series) -> str:
    """Return the text key of what became of a week."""
    if row["matched"]:
        return "week_compared"
    if not key:
        return "week_unlabelled"
    if pd.isna(row["after"]):
        return "week_only_before"
    if pd.isna(row["before"]):
        return "week_only_after"
    empty = [period for period in ("before", "after") if not row[f"{period}_hours"]]
    if len(empty) == 2:
        return "week_not_counted"
    return f"week_not_counted_{empty[0]}" if empty else "week_hours_differ"
