"""Counts of a file as observations, with everything odd in it listed."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from planning.occupancy.errors import (
    ColumnUnknownError,
    CountsDailyError,
    CountTimesMissingError,
    CountValuesMissingError,
    TimeZoneNeededError,
)
from planning.occupancy.readers import checks, slips
from planning.occupancy.readers.guess import hour_columns
from planning.occupancy.readers.layout import CountLayout, column_names
from planning.occupancy.readers.melt import observed
from planning.occupancy.readers.propose import body_of
from planning.occupancy.readers.timefindings import time_findings
from planning.occupancy.readers.times import moments
from surveys.findings import Finding
from surveys.readers.tablefile import TableFile

COLUMNS = ("zone", "at", "repeat", "occupied", "capacity")


@dataclass(frozen=True)
class CountFile:
    """What a count file holds.

    Parameters
    ----------
    observations
        One row per zone, time and repeat, sorted: `zone` (str), `at`
        (datetime64[s], campus time), `repeat` (int32), `occupied`, `capacity`
        (Int32, NA = blank). Hours nobody counted are absent.
    findings
        Everything odd, worst first within the order of the checks.
    areas
        One row per area of the file: `area`, `rows` (observations), `first`,
        `last` (datetime), `mean`, `max` (people per sweep as read, each sweep
        counted once), `capacity` (Int32; the latest in the file).
    terms
        One row per term label: `term`, `first`, `last` (date), `rows`.
    rows_read, rows_stored
        Rows of the file below its header, and those with at least one observation.
    first, last
        First and last time stored; None where nothing was.
    """

    observations: pd.DataFrame
    findings: list[Finding]
    areas: pd.DataFrame
    terms: pd.DataFrame
    rows_read: int
    rows_stored: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None

    @property
    def summary(self) -> dict[str, object]:
        """Return the facts of a sentence about the file."""
        return {
            "rows_read": self.rows_read,
            "rows_stored": self.rows_stored,
            "observations": len(self.observations),
            "areas": len(self.areas),
            "first": self.first,
            "last": self.last,
        }


def read_counts(table: TableFile, layout: CountLayout, *, today: date) -> CountFile:
    """Return the observations of a count file and its findings; nothing is dropped silently.

    Parameters
    ----------
    table
        Cells of the file.
    layout
        As proposed by `propose_layout` and edited by the librarian.
    today
        Rows dated later are listed and not stored; `today` itself is stored.

    Raises
    ------
    ColumnUnknownError
        The layout names a column the file lacks.
    CountTimesMissingError, CountsDailyError, CountValuesMissingError
        The layout names no column for when, or none for how many.
    TimeZoneNeededError, TimeZoneUnknownError
        Times are UTC or epoch, and the layout names no zone, or one nobody knows.
    """
    _check(table, layout)
    body = body_of(table, layout.header_row)
    times = moments(body, layout)
    if not layout.time_zone and (times["order"].eq("epoch").any() or layout.basis == "utc"):
        raise TimeZoneNeededError(name=table.name)
    times, slipped = slips.mend(times, body, layout)
    found = time_findings(times, body, layout, today)
    sound = (times["trouble"] == "") & (times["at"] < pd.Timestamp(today) + pd.Timedelta(days=1))
    seen, odd = observed(body, times[sound], layout)
    seen, again = checks.repeated(seen, body, layout.repeats)
    seats = layout.capacity or layout.free
    later = [*checks.capacity_findings(seen, seats), *checks.stuck_findings(seen)]
    findings = [*found, *slipped, *odd, *again, *later]
    return CountFile(
        observations=_table(seen),
        findings=findings,
        areas=_areas(seen),
        terms=_terms(body, times[sound], layout),
        rows_read=len(body),
        rows_stored=int(seen["row"].nunique()),
        first=seen["at"].min() if len(seen) else None,
        last=seen["at"].max() if len(seen) else None,
    )


def _check(table: TableFile, layout: CountLayout) -> None:
    """Refuse a layout that does not fit the file, or that lacks what every count needs."""
    names = column_names(table, layout.header_row)
    for column in layout.named():
        if column not in names:
            raise ColumnUnknownError(name=table.name, column=column)
    if not layout.at and not layout.date:
        raise CountTimesMissingError(name=table.name)
    if layout.form == "hours":
        if not layout.counts or set(layout.counts) - set(hour_columns(layout.counts, fewest=1)):
            raise CountValuesMissingError(name=table.name)
        return
    if not layout.at and not layout.time and not layout.hour:
        raise CountsDailyError(name=table.name, column=layout.date)
    seats = layout.free and layout.capacity
    if not (layout.counts if layout.form == "wide" else layout.occupied or seats):
        raise CountValuesMissingError(name=table.name)


def _table(seen: pd.DataFrame) -> pd.DataFrame:
    """Return observations as they are stored."""
    ordered = seen.sort_values(["zone", "at", "repeat"], kind="stable", ignore_index=True)
    return ordered[list(COLUMNS)].astype({"zone": "str"})


def _areas(seen: pd.DataFrame) -> pd.DataFrame:
    """Return one row per area name of the file."""
    groups = seen.sort_values("at", kind="stable").groupby("zone", sort=True)
    return (
        groups.agg(
            rows=("at", "size"),
            first=("at", "min"),
            last=("at", "max"),
            mean=("occupied", "mean"),
            max=("occupied", "max"),
            capacity=("capacity", "last"),
        )
        .reset_index(names="area")
        .astype({"area": "str"})
    )


def _terms(body: pd.DataFrame, times: pd.DataFrame, layout: CountLayout) -> pd.DataFrame:
    """Return one row per term label with its first and last day in the file."""
    if not layout.term:
        return pd.DataFrame({"term": [], "first": [], "last": [], "rows": []})
    label = body.loc[times.index, layout.term].str.strip()
    dated = pd.DataFrame({"term": label, "day": times["at"].dt.normalize()})
    groups = dated[dated["term"] != ""].groupby("term", sort=False)["day"]
    made = groups.agg(first="min", last="max", rows="size").reset_index().sort_values("first")
    for edge in ("first", "last"):
        made[edge] = made[edge].dt.date
    return made.reset_index(drop=True)
