"""The academic calendar of the sample and the half-hours it is open."""

from functools import cache

import numpy as np
import pandas as pd

from data.sample.facts import FIRST, LAST, table

SERVER_DOWN = pd.Timestamp("2024-03-13")  # no zone was counted that day


def calendar() -> pd.DataFrame:
    """Return the calendar, one row per stretch; `start` and `end` are inclusive dates.

    Holidays lie inside the stretch they interrupt.
    """
    made = table("calendar").copy()
    for edge in ("start", "end"):
        made[edge] = pd.to_datetime(made[edge]).dt.date
    return made


@cache
def days() -> pd.DataFrame:
    """Return one row per day: `day`, `kind`, `week` of its stretch (1-based), opening hours.

    A holiday wins over the stretch around it; ``opens`` and ``closes`` are
    hours of the day, missing when the library is shut.
    """
    made = pd.DataFrame({"day": pd.date_range(FIRST, LAST), "kind": "", "week": 0, "name": ""})
    for stretch in table("calendar").itertuples():
        inside = made["day"].between(stretch.start, stretch.end)
        made.loc[inside, ["kind", "name"]] = [stretch.kind, stretch.name]
        since = (made.loc[inside, "day"] - pd.Timestamp(stretch.start)).dt.days
        made.loc[inside, "week"] = since // 7 + 1
    made["weekday"] = made["day"].dt.day_of_week + 1
    made["part"] = np.where(made["weekday"] >= 6, "weekend", "weekday")
    made = made.merge(table("opening"), on=["kind", "part"], how="left")
    made.loc[_shut(made), ["opens", "closes"]] = np.nan
    return made


def half_hours() -> pd.DataFrame:
    """Return one row per half-hour the library was open, in order.

    Columns ``at`` (campus time, start of the half-hour), ``day``, ``hour``
    (0 to 24, such as 8.5), ``weekday`` (1 = Monday), ``kind``, ``week``.
    """
    open_days = days().dropna(subset="opens")
    count = ((open_days["closes"] - open_days["opens"]) * 2).astype(int)
    made = open_days.loc[open_days.index.repeat(count)].reset_index(drop=True)
    order = made.groupby("day").cumcount()
    made["hour"] = made["opens"] + order / 2
    made["at"] = made["day"] + pd.to_timedelta(made["hour"], unit="h")
    return made[["at", "day", "hour", "weekday", "kind", "week"]]


def _shut(made: pd.DataFrame) -> pd.Series:
    """Return the days nobody can come: Spring Festival, 1 October, Sundays of a break."""
    festival = made["name"].str.startswith("Spring Festival")
    national = (made["day"].dt.month == 10) & (made["day"].dt.day == 1)
    return festival | national | (made["kind"].eq("break") & made["weekday"].eq(7))
