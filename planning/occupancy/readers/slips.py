"""Times twelve hours off, and times that disagree with when the row was typed in."""

import pandas as pd

from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import sequence
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.layout import CountLayout
from planning.occupancy.readers.timefindings import format_findings
from planning.occupancy.readers.times import moments
from surveys.findings import Finding, Severity

HALF_DAY = pd.Timedelta(hours=12)
SOON = pd.Timedelta(hours=3)  # typed in within this of the count: the two agree
EARLY = pd.Timedelta(hours=6)  # typed in this long before the count: the time is wrong
FAR = pd.Timedelta(days=1)
RARE, SELDOM = 0.05, 2  # an hour on fewer of the days, or on two, is outside the opening pattern
FEWEST_DAYS = 5
STAMPED = 0.5  # times with seconds come from a machine, which mistakes no morning for an evening


def mend(
    times: pd.DataFrame, body: pd.DataFrame, layout: CountLayout
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return times with proven slips of twelve hours mended, unproven ones set aside.

    A time is a slip where the row was typed in long before it, or the hour is
    one in which nobody else counts, and twelve hours earlier or later nobody
    would wonder. It is proven where the typing-in fits the other time, or
    where only the other time fits between the rows above and below.

    Returns
    -------
    `times` (as `moments`) with ``at`` mended by 12 h on the same day, and
    ``trouble`` = slip where a row is set aside; and the findings.
    """
    recorded, written = recorded_at(times["at"], body, layout)
    other = _twelve_hours_off(times["at"])
    usual, lone = _pattern(times["at"])
    likely = other.dt.hour.isin(usual)
    strange = lone & likely
    late = recorded - other
    fits = late.between(-pd.Timedelta(hours=1), SOON)
    before = (times["at"] - recorded).between(EARLY, 2 * HALF_DAY) & (
        late >= -pd.Timedelta(hours=1)
    )
    before &= recorded.dt.normalize() == times["at"].dt.normalize()
    agrees = (recorded - times["at"]).abs() <= SOON
    trusted = agrees.sum() > 0.5 * recorded.notna().sum()  # else it tells something else
    proven = trusted & likely & ~agrees & (before | (strange & fits))
    placed = sequence.out_of_order(times["at"], body, layout) & likely & ~proven & ~agrees
    unsure = strange & ~proven & ~placed & ~agrees
    made = times.copy()
    findings = written
    if layout.slips == "keep":
        findings += _finding(
            CountFinding.SLIP_KEPT, Severity.NOTE, proven | placed | unsure, layout
        )
    else:
        made.loc[proven | placed, "at"] = other[proven | placed]
        made.loc[unsure, "trouble"] = "slip"
        findings += _finding(CountFinding.SLIP_MENDED, Severity.CHANGED, proven, layout)
        findings += _finding(CountFinding.SLIP_PLACED, Severity.CHANGED, placed, layout)
        findings += _finding(CountFinding.SLIP_ASIDE, Severity.DROPPED, unsure, layout)
    far = ((recorded - made["at"]).abs() >= FAR) & (made["trouble"] == "")
    findings += _finding(CountFinding.RECORDED_FAR, Severity.NOTE, far, layout, layout.recorded)
    return made, findings


def recorded_at(
    at: pd.Series, body: pd.DataFrame, layout: CountLayout
) -> tuple[pd.Series, list[Finding]]:
    """Return when each row was typed in, campus time, NaT where unknown; and mixed formats.

    A clock without am and pm and without leading zeros is read as whichever
    half of the day is nearer to the count, so that it proves nothing by itself.
    """
    if not layout.recorded or not body[layout.recorded].str.strip().any():
        return pd.Series(pd.NaT, body.index, dtype="datetime64[s]"), []
    read = parts(body[layout.recorded])
    instant = (read["form"] == "epoch") | read["offset"].notna()
    recorded = pd.Series(pd.NaT, body.index, dtype="datetime64[s]")
    orders = pd.DataFrame({"order": "", "trouble": "missing"}, index=body.index)
    for basis, rows in (("utc", instant), ("campus", ~instant)):
        if rows.any() and not (basis == "utc" and not layout.time_zone):
            one = CountLayout(
                "wide",
                at=layout.recorded,
                date_order=layout.date_order,
                basis=basis,
                time_zone=layout.time_zone,
            )
            made = moments(body[rows], one)
            recorded[rows] = made["at"]
            orders.loc[rows, ["order", "trouble"]] = made[["order", "trouble"]]
    for mark in read["mark"].unique():
        here = ~instant & (read["mark"] == mark) & read["seconds"].notna()
        hours = read.loc[here, "seconds"] // 3600
        if here.any() and not read.loc[here, "marked"].any() and hours.between(1, 12).all():
            nearest = recorded[here].dt.normalize() + pd.to_timedelta(hours % 12, unit="h")
            nearest += pd.to_timedelta(read.loc[here, "seconds"] % 3600, unit="s")
            later = nearest + HALF_DAY
            closer = (later - at[here]).abs() < (nearest - at[here]).abs()
            recorded[here] = nearest.mask(closer, later).dt.as_unit("s")
    return recorded, format_findings(orders, layout.recorded)


def _twelve_hours_off(at: pd.Series) -> pd.Series:
    """Return the other half of the same day."""
    return (at - HALF_DAY).where(at.dt.hour >= 12, at + HALF_DAY).dt.as_unit("s")


def _pattern(at: pd.Series) -> tuple[set[int], pd.Series]:
    """Return the hours in which the file counts on enough days, and which rows are far from them.

    A row is far where neither its hour nor a neighboring one is usual, and no
    unbroken run of counted hours, also past midnight, leads to a usual one.
    """
    stamp = at.dt.floor("h").dt.as_unit("s")
    seen = pd.DataFrame({"hour": stamp.dropna().drop_duplicates().sort_values()})
    clock = seen["hour"].dt.hour
    days = seen["hour"].dt.normalize().nunique()
    stamped = (at.dropna().dt.second != 0).mean() > STAMPED
    if days < FEWEST_DAYS or stamped:
        return set(range(24)), pd.Series(False, at.index)
    per_hour = clock.value_counts()
    usual = {int(hour) for hour in per_hour.index[per_hour > max(RARE * days, SELDOM)]}
    run = (seen["hour"].diff() != pd.Timedelta(hours=1)).cumsum()
    reached = clock.isin(usual).groupby(run).transform("any")
    near = clock.isin({hour + step for hour in usual for step in (-1, 0, 1)})
    return usual, stamp.isin(seen.loc[~reached & ~near, "hour"])


def _finding(
    kind: CountFinding, severity: Severity, rows: pd.Series, layout: CountLayout, column: str = ""
) -> list[Finding]:
    """Return a finding on the rows marked, none where no row is."""
    if not rows.any():
        return []
    column = column or layout.at or layout.time or layout.hour
    return [
        Finding(kind, severity, tuple(rows.index[rows].tolist()), column, {"n": int(rows.sum())})
    ]
