"""What is odd in counts that were read: repeats, capacities, sensors that stand still."""

import pandas as pd

from planning.occupancy.findings import CountFinding
from surveys.findings import Finding, Severity

STUCK_RUN = 48  # equal counts in a row ...
STUCK_DAYS = 2  # ... on at least so many days
RARE_NAME = 2  # rows; a zone named so seldom in a long file may be a slip of spelling


def capacity_findings(seen: pd.DataFrame, column: str) -> list[Finding]:
    """Return notes on more people than seats, and on seats that change, one per zone.

    `seen` has one row per observation: `row`, `zone`, `at`, `occupied`, `capacity`.
    """
    findings = []
    above = (seen["occupied"] > seen["capacity"]).fillna(False)
    if above.any():
        rows = tuple(seen.loc[above, "row"].unique().tolist())
        findings.append(
            Finding(CountFinding.ABOVE_CAPACITY, Severity.NOTE, rows, column, {"n": len(rows)})
        )
    known = seen.dropna(subset="capacity").sort_values("at", kind="stable")
    for zone, series in known.groupby("zone", sort=False):
        seats = series["capacity"]
        step = seats.ne(seats.shift()) & seats.shift().notna()
        if not step.any():
            continue
        first = series[step].iloc[0]
        facts = {
            "zone": str(zone),
            "times": int(step.sum()),
            "before": int(seats.shift()[step].iloc[0]),
            "after": int(first["capacity"]),
            "day": first["at"].date(),
            "seats": " → ".join(str(one) for one in seats[step | (seats.shift().isna())][:6]),
        }
        rows = tuple(series.loc[step, "row"].tolist())
        findings.append(Finding(CountFinding.CAPACITY_CHANGES, Severity.NOTE, rows, column, facts))
    return findings


def stuck_findings(seen: pd.DataFrame) -> list[Finding]:
    """Return a note per zone whose count stands still for long, people or not.

    A run is long with 48 equal counts on two days or more; zeros count only
    where the zone never shows anybody, as empty rooms are.
    """
    findings = []
    ordered = seen.dropna(subset="occupied").sort_values(["zone", "at", "repeat"], kind="stable")
    if ordered.empty:
        return findings
    run = (
        (ordered["zone"] != ordered["zone"].shift())
        | (ordered["occupied"] != ordered["occupied"].shift())
    ).cumsum()
    runs = ordered.groupby(run).agg(
        zone=("zone", "first"),
        value=("occupied", "first"),
        n=("at", "size"),
        first=("at", "min"),
        last=("at", "max"),
    )
    empty = ordered.groupby("zone")["occupied"].max() == 0
    runs = runs[(runs["n"] >= STUCK_RUN) & ((runs["value"] > 0) | runs["zone"].map(empty))]
    runs = runs[
        (runs["last"].dt.normalize() - runs["first"].dt.normalize()).dt.days >= STUCK_DAYS - 1
    ]
    for one in runs.itertuples():
        rows = ordered.loc[run == one.Index, "row"]
        facts = {
            "zone": str(one.zone),
            "value": int(one.value),
            "n": int(one.n),
            "first": one.first.date(),
            "last": one.last.date(),
        }
        findings.append(
            Finding(CountFinding.STUCK, Severity.NOTE, tuple(rows.tolist()), str(one.zone), facts)
        )
    return findings


def repeated(
    seen: pd.DataFrame, body: pd.DataFrame, rule: str
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return observations with ``repeat`` numbered by the rule, and the findings.

    Rows that are the same cell by cell, and sweeps of the same zone and time
    with other counts, are told apart. The hour that comes twice when clocks go
    back is numbered too, but is no finding.

    Parameters
    ----------
    seen
        One row per observation in file order: `row`, `zone`, `at`, `occupied`,
        `capacity`, `twice`.
    body
        The file's cells on its rows.
    rule
        ``keep``, ``last`` or ``mean``.
    """
    again = seen.duplicated(["zone", "at"], keep=False) & ~seen["twice"]
    rows = seen.loc[again, "row"].unique()
    same = body.loc[rows].duplicated(keep="first")
    copies = tuple(same.index[same].tolist())
    others = seen[seen.duplicated(["zone", "at"], keep="first") & again]
    copied = set(copies)
    swept = tuple(row for row in others["row"].unique().tolist() if row not in copied)
    severity = {"keep": Severity.NOTE, "last": Severity.DROPPED, "mean": Severity.CHANGED}[rule]
    made = []
    for kind, found in ((CountFinding.ROWS_TWICE, copies), (CountFinding.SWEEPS_REPEATED, swept)):
        if found:
            made.append(Finding(kind, severity, found, "", {"n": len(found), "rule": rule}))
    return _by_rule(seen, rule), made


def _by_rule(seen: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Return observations after the rule on repeats; file order is kept."""
    if rule == "last":
        seen = seen[~seen.duplicated(["zone", "at"], keep="last") | seen["twice"]]
    if rule == "mean":
        means = seen.groupby(["zone", "at"], sort=False)[["occupied", "capacity"]].transform("mean")
        whole = means.round().astype("Int32")
        seen = seen.assign(occupied=whole["occupied"], capacity=whole["capacity"])
        seen = seen[~seen.duplicated(["zone", "at"])]
    repeat = seen.groupby(["zone", "at"], sort=False).cumcount().astype("int32")
    return seen.assign(repeat=repeat)
