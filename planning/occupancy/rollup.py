"""Rollups of observations, as Ibis expressions that run on DuckDB and on Spark alike.

One order of averaging holds everywhere. Sweeps and repeats are averaged within
zone, date and hour; dates are averaged within zone, weekday and hour; only then
are zones added up. So a sensor that was silent for a week lowers nobody's
head-count, and a zone swept ten times an hour weighs no more than one swept
once. The mean over days of the sum over zones would be another number as soon
as a zone is missing on some days.

Tables that come in
-------------------
observations
    One row per zone, time and repeat: `zone` (string), `at` (timestamp, campus
    time), `repeat`, `occupied` (int, NULL = nobody looked), `capacity` (int,
    seats as the file says, NULL = it does not).
days
    One row per period and day that counts: `day` (date), `period` (string),
    `weekday` (1 = Monday), `week_key` (string, "" = no week to match).
seats
    One row per zone and change: `zone`, `valid_from` (date, inclusive), `seats`.
closures
    One row per zone and closure: `zone`, `closed_from` (date, inclusive),
    `reopened_on` (date, the first open day).
"""

from collections.abc import Collection

import ibis
from ibis import _
from ibis.expr.types import Table

FOREVER = "2999-12-31"


def hourly(
    observations: Table,
    days: Table,
    seats: Table | None = None,
    zones: Collection[str] | None = None,
    closures: Table | None = None,
) -> Table:
    """Return the mean of each zone, date and hour in which somebody looked.

    Returns
    -------
    One row per period, zone, day and hour (0..23, the hour a sweep began in):
    `people` (mean head-count), `seats` (seats that day: of the file if it says,
    else of `seats`; NULL = unknown), `seated` (`people` where seats are known),
    `sweeps` (observations), and `weekday`, `week_key` of the day. Hours nobody
    observed are absent. Days of a closure are left out.
    """
    seen = observations.filter(_.occupied.notnull())
    if zones is not None:
        seen = seen.filter(_.zone.isin(sorted(zones)))
    by_hour = (
        seen.mutate(day=_.at.date(), hour=_.at.hour())
        .group_by("zone", "day", "hour")
        .aggregate(people=_.occupied.mean(), capacity=_.capacity.mean(), sweeps=_.count())
    )
    if closures is not None:
        shut = closures.mutate(
            closed_from=_.closed_from.cast("date"), reopened_on=_.reopened_on.cast("date")
        )
        by_hour = by_hour.anti_join(
            shut,
            [
                by_hour.zone == shut.zone,
                by_hour.day >= shut.closed_from,
                by_hour.day < shut.reopened_on,
            ],
        )
    dated = days.mutate(day=_.day.cast("date"))
    joined = with_seats(by_hour, seats).inner_join(dated, "day")
    return joined.mutate(seated=ibis.ifelse(joined.seats.notnull(), joined.people, ibis.null()))


def with_seats(by_hour: Table, seats: Table | None) -> Table:
    """Return the table with `seats` valid on each day in place of `capacity`.

    The seats of the file come first. Else those of the last `valid_from` on or
    before the day; before the first one they are unknown. No seats at all (0)
    is unknown too: no rate can be made of it.
    """
    if seats is None:
        return by_hour.mutate(seats=_.capacity.nullif(0)).drop("capacity")
    from_on = seats.select("zone", seats=_.seats, valid_from=_.valid_from.cast("date"))
    order = ibis.window(group_by="zone", order_by="valid_from")
    spans = from_on.mutate(
        valid_until=_.valid_from.lead().over(order).fill_null(ibis.literal(FOREVER).cast("date"))
    )
    spans = spans.rename(span_zone="zone", table_seats="seats")
    joined = by_hour.left_join(
        spans,
        [
            by_hour.zone == spans.span_zone,
            by_hour.day >= spans.valid_from,
            by_hour.day < spans.valid_until,
        ],
    )
    known = ibis.coalesce(joined.capacity, joined.table_seats.cast("float64")).nullif(0)
    return joined.mutate(seats=known).drop(
        "capacity", "span_zone", "table_seats", "valid_from", "valid_until"
    )


def zone_cells(hours: Table) -> Table:
    """Return one row per period, zone, weekday and hour: means over the days behind it.

    Columns `people`, `seated`, `seats` (means), `days` (distinct dates), `sweeps`.
    """
    return hours.group_by("period", "zone", "weekday", "hour").aggregate(
        people=_.people.mean(),
        seated=_.seated.mean(),
        seats=_.seats.mean(),
        days=_.day.nunique(),
        sweeps=_.sweeps.sum(),
    )


def cells(hours: Table) -> Table:
    """Return the week of the zones together: one row per period, weekday and hour.

    Columns `people` (sum over zones of their means), `rate` (sum of mean people
    / sum of mean seats over the zones with seats known; NULL where none has),
    `days` (distinct dates behind the cell), `sweeps` (observations behind it).
    """
    summed = (
        zone_cells(hours)
        .group_by("period", "weekday", "hour")
        .aggregate(
            people=_.people.sum(),
            rate=_.seated.sum() / _.seats.sum(),
            sweeps=_.sweeps.sum(),
        )
    )
    dates = hours.group_by("period", "weekday", "hour").aggregate(days=_.day.nunique())
    joined = summed.inner_join(dates, ["period", "weekday", "hour"])
    return joined.select("period", "weekday", "hour", "people", "rate", "days", "sweeps").order_by(
        "period", "weekday", "hour"
    )


def zone_totals(hours: Table) -> Table:
    """Return one row per period and zone: mean over its observed hours.

    Columns `people`, `rate` (NULL where seats are unknown), `days`, `hours`
    (distinct date-hours), `sweeps`.
    """
    return (
        hours.group_by("period", "zone")
        .aggregate(
            people=_.people.mean(),
            rate=_.seated.mean() / _.seats.mean(),
            days=_.day.nunique(),
            hours=_.count(),
            sweeps=_.sweeps.sum(),
        )
        .order_by("period", "zone")
    )


def slots(hours: Table) -> Table:
    """Return both periods side by side: one row per zone, week_key, weekday and hour.

    For ``before`` and ``after`` each: `*_people`, `*_seated`, `*_seats` (means
    over the dates of that period in the slot, NULL = none), `*_days` (dates),
    `*_sweeps`.
    """
    wanted = {}
    for period in ("before", "after"):
        here = hours.period == period
        wanted |= {
            f"{period}_people": hours.people.mean(where=here),
            f"{period}_seated": hours.seated.mean(where=here),
            f"{period}_seats": hours.seats.mean(where=here),
            f"{period}_days": hours.people.count(where=here),
            f"{period}_sweeps": hours.sweeps.sum(where=here),
        }
    return hours.group_by("zone", "week_key", "weekday", "hour").aggregate(**wanted)


def week_series(observations: Table, zones: Collection[str] | None = None) -> Table:
    """Return one row per calendar week, for choosing periods.

    Columns `week` (date of its Monday), `people` (sum over zones of their mean
    over observed hours), `days`, `zones` (observed), `sweeps`. Weeks in which
    nobody looked are absent.
    """
    seen = observations.filter(_.occupied.notnull())
    if zones is not None:
        seen = seen.filter(_.zone.isin(sorted(zones)))
    by_hour = (
        seen.mutate(day=_.at.date(), hour=_.at.hour())
        .group_by("zone", "day", "hour")
        .aggregate(people=_.occupied.mean(), sweeps=_.count())
        .mutate(week=_.day.truncate("W").cast("date"))
    )
    per_zone = by_hour.group_by("week", "zone").aggregate(
        people=_.people.mean(), sweeps=_.sweeps.sum()
    )
    summed = per_zone.group_by("week").aggregate(
        people=_.people.sum(), zones=_.count(), sweeps=_.sweeps.sum()
    )
    dates = by_hour.group_by("week").aggregate(days=_.day.nunique())
    return summed.inner_join(dates, "week").order_by("week")


def coverage(observations: Table) -> Table:
    """Return one row per zone: what there is to compare.

    Columns `first`, `last` (timestamp), `rows`, `blank` (cells nobody filled),
    `with_capacity` (rows that state seats).
    """
    return (
        observations.group_by("zone")
        .aggregate(
            first=_.at.min(),
            last=_.at.max(),
            rows=_.count(),
            blank=_.occupied.isnull().sum(),
            with_capacity=_.capacity.count(),
        )
        .order_by("zone")
    )
