"""What is odd about the times of a count file."""

from datetime import date

import pandas as pd

from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import words
from planning.occupancy.readers.layout import CountLayout
from surveys.findings import Finding, Severity


def time_findings(
    times: pd.DataFrame, body: pd.DataFrame, layout: CountLayout, today: date
) -> list[Finding]:
    """Return the findings on dates and times: unreadable, future, mixed, leaping, other weekday."""
    day, clock = layout.at or layout.date, layout.at or layout.time or layout.hour
    trouble = times["trouble"]
    future = (trouble == "") & (times["at"] >= pd.Timestamp(today) + pd.Timedelta(days=1))
    dropped = (
        (CountFinding.TIME_MISSING, trouble == "missing", clock, {}),
        (CountFinding.DATE_IMPOSSIBLE, trouble == "date", day, {}),
        (CountFinding.TIME_IMPOSSIBLE, trouble == "time", clock, {}),
        (CountFinding.DATE_FUTURE, future, day, {"today": today}),
    )
    noted = (
        (
            CountFinding.DATES_AMBIGUOUS,
            times["unsure"] & (trouble == ""),
            day,
            {"order": layout.date_order},
        ),
        (
            CountFinding.DATES_UNPROVEN,
            times["unproven"] & (trouble == "") & (not layout.weekday),
            day,
            {"order": layout.date_order},
        ),
        (CountFinding.CLOCK_SKIPPED, times["skipped"], clock, {"zone": layout.time_zone}),
        (CountFinding.CLOCK_TWICE, times["twice"], clock, {"zone": layout.time_zone}),
    )
    findings = [one for entry in dropped for one in _finding(*entry, Severity.DROPPED)]
    findings += format_findings(times, day)
    findings += _finding(CountFinding.CLOCK_READ, times["halved"], clock, {}, Severity.CHANGED)
    findings += [one for entry in noted for one in _finding(*entry, Severity.NOTE)]
    return findings + _weekdays(times, body, layout)


def format_findings(times: pd.DataFrame, column: str) -> list[Finding]:
    """Return the rows whose date is written otherwise than most."""
    read = times[(times["trouble"] != "date") & (times["trouble"] != "missing")]
    counts = read["order"].value_counts()
    counts = counts[counts.index != ""]
    if len(counts) < 2:
        return []
    rows = (times["order"] != counts.index[0]) & times.index.isin(read.index)
    facts = {"usual": counts.index[0], "others": ", ".join(counts.index[1:])}
    return _finding(CountFinding.DATE_FORMATS, rows, column, facts, Severity.NOTE)


def _weekdays(times: pd.DataFrame, body: pd.DataFrame, layout: CountLayout) -> list[Finding]:
    """Return the rows whose written weekday is not that of their date."""
    if not layout.weekday:
        return []
    texts = body[layout.weekday]
    written = texts.map({text: words.weekday(text) for text in texts.unique()}).astype("Float64")
    differ = (written != times["at"].dt.day_of_week + 1) & written.notna() & times["at"].notna()
    return _finding(CountFinding.WEEKDAY_DISAGREES, differ, layout.weekday, {}, Severity.NOTE)


def _finding(
    kind: CountFinding, rows: pd.Series, column: str, facts: dict, severity: Severity
) -> list[Finding]:
    """Return a finding on the rows marked, none where no row is."""
    if not rows.any():
        return []
    where = tuple(rows.index[rows].tolist())
    return [Finding(kind, severity, where, column, {"n": len(where)} | facts)]
