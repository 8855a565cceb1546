"""Occupancy before and after, like with like: the same zones, weeks, weekdays and hours."""

from collections.abc import Collection
from dataclasses import dataclass

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import Table

from planning.occupancy import matched, rollup
from planning.occupancy.bootstrap import FEWEST_WEEKS
from planning.occupancy.matched import PERIODS
from planning.occupancy.weeks import Period, days_of, week_table

THIN = 3  # days; a cell or zone with fewer is grey


@dataclass(frozen=True)
class Comparison:
    """Two periods of the same zones.

    Parameters
    ----------
    cells
        One row per period (before, after, difference), weekday (1..7) and hour
        (0..23): `people`, `rate`, `days`, `sweeps`, `matched` (bool). Matched
        cells use only slots that both periods have; a cell that one period
        lacks shows the other from its matched weeks and has no difference row.
        Days and sweeps of a difference are the smaller of the two.
    zones
        One row per zone observed: `zone`, `before_people`, `after_people`,
        `change` (relative), `before_rate`, `after_rate`, `rate_change` (points
        as share), `before_days`, `after_days`, `before_sweeps`, `after_sweeps`,
        `thin` (fewer than 3 days in a period), `where` (both, before, after,
        never together).
    mix
        One row per compared zone: `zone`, `before_share`, `after_share` of all
        people, `change` (difference of shares).
    weeks
        As `weeks.week_table`.
    facts
        Numbers of the sentence; see `compare`.
    """

    cells: pd.DataFrame
    zones: pd.DataFrame
    mix: pd.DataFrame
    weeks: pd.DataFrame
    facts: dict[str, object]


def compare(
    observations: Table,
    before: Period,
    after: Period,
    *,
    seats: pd.DataFrame | None = None,
    labels: pd.DataFrame | None = None,
    zones: Collection[str] | None = None,
    closures: pd.DataFrame | None = None,
    only_common: bool = True,
    seed: int = 0,
) -> Comparison:
    """Return how full the zones were in two periods, matched by the calendar.

    A slot is a zone, week of the calendar, weekday and hour. Only slots that
    both periods observed are compared, so that longer opening hours, a week
    more of term or a silent sensor do not pose as change. Within a zone its
    slots are averaged; then zones are added up (see `planning.occupancy.rollup`).

    Parameters
    ----------
    observations
        Ibis table of the observations.
    before, after
        First and last day of each period, both inclusive.
    seats
        One row per zone and change: `zone`, `valid_from` (inclusive), `seats`;
        used where the count file states no capacity.
    labels
        One row per day: `day`, `week_key`, from the academic calendar. None
        counts weeks from the start of each period.
    zones
        Zones to compare; None takes all.
    closures
        One row per zone and closure: `zone`, `closed_from` (inclusive),
        `reopened_on` (first open day); these days never count.
    only_common
        True compares zones observed in both periods. False also adds the
        zones of one period only, in the slots that others matched.
    seed
        Of the bootstrap; the same seed gives the same interval.

    Returns
    -------
    Comparison. Its facts: `before_people`, `after_people` (mean people per
    matched hour, all zones), `change` (relative) with `change_low`,
    `change_high` (95 %), `before_rate`, `after_rate`, `rate_change` with
    `rate_low`, `rate_high`, `weeks` (matched), `weeks_before`, `weeks_after`
    (observed), `weeks_needed` (for an interval), `hours` (matched hours),
    `dropped_before`, `dropped_after` (share of observed zone-hours without a
    match), `zones` (compared), `only_before`, `only_after`, `never_together`
    (tuples of zones), `busiest_before`, `busiest_after` (weekday, hour, people)
    or None. Values that cannot be made are None.

    Raises
    ------
    PeriodEmptyError
        A period ends before it starts.
    """
    days = days_of(before, after, labels)
    hours = rollup.hourly(
        _within(observations, days),
        ibis.memtable(days),
        None if seats is None else ibis.memtable(_plain(seats, "valid_from", "seats")),
        zones,
        None
        if closures is None or closures.empty
        else ibis.memtable(_plain(closures, "closed_from", "reopened_on")),
    )
    slots = matched.Slots.of(rollup.slots(hours).to_pyarrow())
    return _compared(slots, days, only_common, seed)


def _within(observations: Table, days: pd.DataFrame) -> Table:
    """Return the observations between the first and the last day of both periods."""
    first, last = days["day"].min(), days["day"].max() + pd.Timedelta(days=1)
    return observations.filter(observations.at >= first, observations.at < last)


def _plain(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return zone and some columns, dates as timestamps."""
    kept = table[["zone", *columns]].astype({"zone": "str"})
    for column in columns:
        if column != "seats":
            kept[column] = pd.to_datetime(kept[column]).dt.as_unit("s")
    return kept


def _compared(slots: matched.Slots, days: pd.DataFrame, only_common: bool, seed: int) -> Comparison:
    """Return the comparison of slots."""
    used = matched.used_slots(slots, only_common)
    either = used["before"] | used["after"]
    zones = _zones(slots, used)
    weeks = week_table(days, _per_week(slots, either))
    cells = matched.week_cells(slots, used)
    facts = matched.totals(slots, used, seed) | {"weeks_needed": FEWEST_WEEKS}
    for period in PERIODS:
        dates = slots.values[f"{period}_days"]
        facts[f"dropped_{period}"] = (
            1 - float(dates[used[period]].sum() / dates.sum()) if dates.sum() else None
        )
        seen = (weeks[f"{period}_hours"] > 0) & (weeks["week_key"] != "")
        facts[f"weeks_{period}"] = int(seen.sum())
        facts[f"busiest_{period}"] = _busiest(cells[(cells["period"] == period) & cells["matched"]])
    hours = np.unique(slots.week[either] * 168 + slots.cell[either])
    compared = zones["before_people"].notna() | zones["after_people"].notna()
    facts |= {"hours": len(hours), "zones": int(compared.sum())}
    names = {"before": "only_before", "after": "only_after", "never": "never_together"}
    for where, name in names.items():
        facts[name] = tuple(zones.loc[zones["where"] == where, "zone"])
    return Comparison(cells, zones, _mix(zones[compared]), weeks, facts)


def _per_week(slots: matched.Slots, either: np.ndarray) -> pd.DataFrame:
    """Return one row per week observed: zone-hours of each period, and whether any is matched."""
    size = len(slots.weeks)
    made = {
        f"{period}_hours": slots.per(slots.week, size, slots.values[f"{period}_days"]).astype(int)
        for period in PERIODS
    }
    made["matched"] = slots.per(slots.week, size, either) > 0
    return pd.DataFrame(made, index=pd.Index(slots.weeks, dtype="str"))


def _zones(slots: matched.Slots, used: matched.Used) -> pd.DataFrame:
    """Return one row per zone that was observed in either period."""
    table = matched.zone_means(slots, used)
    size = len(slots.zones)
    before, after = (
        slots.per(slots.zone, size, slots.values[f"{period}_days"]) > 0 for period in PERIODS
    )
    table["change"] = table["after_people"] / table["before_people"].replace(0, np.nan) - 1
    table["rate_change"] = table["after_rate"] - table["before_rate"]
    together = table["before_people"].notna() & table["after_people"].notna()
    table["where"] = np.select(
        [together, before & after, before], ["both", "never", "before"], "after"
    )
    table["thin"] = table[["before_days", "after_days"]].min(axis="columns") < THIN
    shares = [column for column in table if column.endswith(("people", "rate", "change"))]
    return table.reset_index().astype(dict.fromkeys(shares, "Float64"))


def _mix(zones: pd.DataFrame) -> pd.DataFrame:
    """Return each compared zone's share of all people, before and after."""
    made = pd.DataFrame({"zone": zones["zone"]})
    for period in PERIODS:
        people = zones[f"{period}_people"].fillna(0)
        made[f"{period}_share"] = people / people.sum() if people.sum() else pd.NA
    made["change"] = made["after_share"] - made["before_share"]
    return made.reset_index(drop=True)


def _busiest(cells: pd.DataFrame) -> dict[str, object] | None:
    """Return weekday, hour and people of the fullest cell that is not thin."""
    sure = cells[cells["days"] >= THIN]
    if sure.empty:
        return None
    top = sure.loc[sure["people"].idxmax()]
    return {
        "weekday": int(top["weekday"]),
        "hour": int(top["hour"]),
        "people": float(top["people"]),
    }
