"""How many seats were occupied in the whole building, hour by hour."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from ibis.expr.types import Table

LEAST_COVERED = 0.9  # of the zones counted that week; fewer and the hour says too little
LAST_DAYS = 365
_KINDS = {"busy": ("teaching", "exam"), "teaching": ("teaching",), "exam": ("exam",)}


def building_hours(observations: Table) -> Table:
    """Return one row per day and hour in which somebody looked.

    Parameters
    ----------
    observations
        One row per zone, time and repeat: `zone`, `at`, `occupied` (NULL = nobody looked).

    Returns
    -------
    `week` (date of its Monday), `day` (date), `hour` (0..23), `people` (sum over
    zones of each one's mean in that hour), `zones` (observed in the hour),
    `zones_week` (observed at any hour of the week).
    """
    from ibis import _  # a second at start-up that other pages need not pay

    seen = observations.filter(_.occupied.notnull())
    by_zone = (
        seen.mutate(day=_.at.date(), hour=_.at.hour())
        .group_by("zone", "day", "hour")
        .aggregate(people=_.occupied.mean())
        .mutate(week=_.day.truncate("W").cast("date"))
    )
    hours = by_zone.group_by("week", "day", "hour").aggregate(
        people=_.people.sum(), zones=_.zone.nunique()
    )
    swept = by_zone.group_by("week").aggregate(zones_week=_.zone.nunique())
    return hours.inner_join(swept, "week").order_by("day", "hour")


def counted_hours(
    hours: pd.DataFrame, labels: pd.DataFrame | None, weeks: str
) -> tuple[pd.DataFrame, dict[str, object]]:
    """Return the hours that count for the peak, and what was left out.

    Parameters
    ----------
    hours
        As `building_hours`.
    labels
        One row per day: ``day`` (date), ``kind`` (teaching, exam, ...). None = no
        calendar: all weeks count.
    weeks
        ``busy`` (teaching and exam), ``teaching``, ``exam`` or ``all``.

    Returns
    -------
    One row per hour that counts: ``week``, ``day`` (date), ``hour``, ``people``. It lies in
    the last 365 days of counts, on a day of the asked kind, and at least 90 %
    of the zones counted that week were counted in it. And facts: ``first``,
    ``last`` (date of the hours that count, None without), ``hours``, ``weeks`` (int),
    ``left_out`` (int, hours of such days with fewer zones), ``by_calendar`` (bool).
    """
    table = hours.assign(
        day=pd.to_datetime(hours["day"]).dt.date, week=pd.to_datetime(hours["week"]).dt.date
    )
    if len(table):
        table = table[table["day"] > max(table["day"]) - dt.timedelta(days=LAST_DAYS)]
    by_calendar = weeks in _KINDS and labels is not None
    if by_calendar:
        wanted = set(labels.loc[labels["kind"].isin(_KINDS[weeks]), "day"])
        table = table[table["day"].isin(wanted)]
    covered = table["zones"] >= LEAST_COVERED * table["zones_week"]
    kept = table.loc[covered, ["week", "day", "hour", "people"]].reset_index(drop=True)
    facts = {
        "first": min(kept["day"], default=None),
        "last": max(kept["day"], default=None),
        "hours": len(kept),
        "weeks": int(kept["week"].nunique()),
        "left_out": int((~covered).sum()),
        "by_calendar": by_calendar,
    }
    return kept, facts
