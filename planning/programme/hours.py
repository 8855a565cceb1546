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


def zone_hours(observations: Table) -> Table:
    """Return the mean head-count of each zone, day and hour in which somebody looked.

    Parameters
    ----------
    observations
        One row per zone, time and repeat: `zone`, `at`, `occupied` (NULL = nobody looked).

    Returns
    -------
    `zone`, `day` (date), `hour` (0..23), `people` (float).
    """
    from ibis import _  # a second at start-up that other pages need not pay

    seen = observations.filter(_.occupied.notnull())
    return (
        seen.mutate(day=_.at.date(), hour=_.at.hour())
        .group_by("zone", "day", "hour")
        .aggregate(people=_.occupied.mean())
    )


def building_hours(by_zone: pd.DataFrame) -> pd.DataFrame:
    """Return how many people sat in the building, hour by hour.

    Parameters
    ----------
    by_zone
        As `zone_hours`.

    Returns
    -------
    One row per day and hour: ``week`` (its Monday), ``day`` (datetime), ``hour``,
    ``people`` (sum over zones), ``zones`` (observed in the hour), ``zones_week``
    (observed at any hour of the week).
    """
    day = pd.to_datetime(by_zone["day"])
    seen = by_zone.assign(day=day, week=day - pd.to_timedelta(day.dt.day_of_week, unit="D"))
    groups = seen.groupby(["week", "day", "hour"])
    hours = groups["people"].agg(people="sum", zones="size").reset_index()
    return hours.assign(zones_week=hours["week"].map(seen.groupby("week")["zone"].nunique()))


def peak_use(
    by_zone: pd.DataFrame, hours: pd.DataFrame, percentile: float, kinds: pd.Series
) -> dict[str, float]:
    """Return how many people sat in each space type in the fullest hours.

    Parameters
    ----------
    by_zone
        As `zone_hours`.
    hours
        The hours that count (`counted_hours`).
    percentile
        Hours at least as full as this share of the hours are the fullest.
    kinds
        Space type of each zone (index zone); other zones are left out.

    Returns
    -------
    Mean head-count by space type over the fullest hours; empty without hours.
    """
    if hours.empty:
        return {}
    fullest = hours[hours["people"] >= hours["people"].quantile(percentile)]
    keys = fullest[["day", "hour"]].assign(day=pd.to_datetime(fullest["day"]))
    seen = by_zone.assign(day=pd.to_datetime(by_zone["day"])).merge(keys, on=["day", "hour"])
    kind = seen["zone"].map(kinds)
    people = seen["people"].groupby(kind).sum() / len(keys)
    return {str(one): float(count) for one, count in people.items()}


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
