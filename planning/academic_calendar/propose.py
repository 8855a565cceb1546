"""A calendar proposed from the days that were observed, for the user to confirm."""

import re
from collections.abc import Callable

import pandas as pd

from planning.academic_calendar.tables import calendar_table
from planning.academic_calendar.words import kind_of, season_of, season_of_start

_NEW_TERM_DAYS = 45  # the same term name after a longer silence is another year's term
_NEW_STRETCH_DAYS = 14
_YEAR = r"(19|20)\d\d"
_STRAY_DAYS = 3  # fewer observed days far from the others are typing errors
_QUIET = 0.55  # of the usual: below this a week is no teaching week
_USUAL = 0.75  # the usual week of a year: busier than three in four
_YEAR_OF_WEEKS = 53


def propose_terms(
    days: pd.Series,
    term_labels: pd.Series | None = None,
    people: pd.Series | None = None,
    called: Callable[[str, str], str] = "{} {}".format,
) -> pd.DataFrame:
    """Return a calendar that the days of a count file suggest.

    Parameters
    ----------
    days
        Days or times observed, in any order.
    term_labels
        What the file calls their term ("Fall 2019", "2023秋"), on the same
        index, "" where it does not say; None where it has no such column.
    people
        Mean head-count of each day, on the same index. Weeks with less than
        55 % of the people of a usual week of that year are breaks between
        terms; None where days alone must do.
    called
        Names a term without a label from its year and season.

    Returns
    -------
    Calendar table, to be confirmed by the user: per term the first to the last
    observed day; season and kind from the words of its name, else from its
    first month and teaching. A name without a year gets one. Fewer than three
    days far away from the others of a term are not believed. Days without a
    label, outside the terms that have one, are divided by two weeks without
    counts or with few people.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2019-08-19", "2019-08-20", "2019-12-06"]))
    >>> terms = propose_terms(days, pd.Series(["Fall 2019"] * 3))
    >>> terms[["name", "season"]].to_numpy().tolist()
    [['Fall 2019', 'autumn']]
    """
    seen = pd.DataFrame({"day": pd.to_datetime(days).dt.normalize()})
    seen["label"] = "" if term_labels is None else term_labels.astype("object").fillna("")
    seen["label"] = seen["label"].astype(str).str.strip()
    seen["busy"] = True if people is None else busy(seen["day"], people)
    seen = seen.dropna(subset=["day"]).drop_duplicates().sort_values("day", kind="stable")
    rows: list[dict] = []
    for label, group in seen[seen["label"] != ""].groupby("label", sort=False):
        parts = _parts(group, _NEW_TERM_DAYS)
        if re.search(_YEAR, label):
            parts = [pd.concat(parts)]
        rows += [_term(label, one["day"], len(parts) > 1) for one in parts]
    rest = seen[(seen["label"] == "") & seen["busy"]]
    for one in rows:
        rest = rest[~rest["day"].between(pd.Timestamp(one["start"]), pd.Timestamp(one["end"]))]
    if len(rest):
        rows += [_unnamed(one["day"], called) for one in _parts(rest, _NEW_STRETCH_DAYS)]
    return calendar_table(rows)


def busy(days: pd.Series, people: pd.Series) -> pd.Series:
    """Tell of each day whether its week had more than 55 % of a usual week's people.

    The usual week is the one that three in four weeks of the year around it
    do not reach; the year before and after are not looked at, so a library
    that fills up over the years keeps its terms.

    Examples
    --------
    >>> days = pd.Series(pd.date_range("2025-12-01", periods=28))
    >>> week = busy(days, pd.Series([20.0] * 14 + [3.0] * 7 + [18.0] * 7))
    >>> week.iloc[::7].tolist()
    [True, True, False, True]
    """
    monday = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    weeks = people.astype("float64").groupby(monday).mean()
    every = weeks.reindex(pd.date_range(weeks.index.min(), weeks.index.max(), freq="7D"))
    around = every.rolling(_YEAR_OF_WEEKS, center=True, min_periods=1)
    return monday.map(every >= _QUIET * around.quantile(_USUAL)).fillna(False).astype(bool)


def _parts(seen: pd.DataFrame, silence: int) -> list[pd.DataFrame]:
    """Return the days in parts that longer silences divide, without stray ones."""
    part = (seen["day"].diff().dt.days > silence).cumsum()
    parts = [one for _, one in seen.groupby(part)]
    return [one for one in parts if one["day"].nunique() >= _STRAY_DAYS] or parts


def _unnamed(days: pd.Series, called: Callable[[str, str], str]) -> dict:
    """Return one proposed term that no file named."""
    term = _term("", days, repeats=False)
    return term | {"name": called(str(term["start"].year), term["season"])}


def _term(label: str, days: pd.Series, repeats: bool) -> dict:
    """Return one proposed stretch."""
    start, end = days.min().date(), days.max().date()
    season = season_of(label) or season_of_start(start)
    name = f"{label} {start.year}" if repeats and not re.search(_YEAR, label) else label
    kind = kind_of(label) or "teaching"
    return {"name": name, "kind": kind, "season": season, "start": start, "end": end}
