"""Invented count files the tests read."""

import csv
import datetime as dt
import io

import pandas as pd

from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import CountFile, CountLayout, propose_layout, read_counts
from surveys.readers.tablefile import read_cells

TODAY = dt.date(2026, 3, 31)
WEEKDAYS = [day.date() for day in pd.bdate_range("2026-03-02", "2026-03-13")]  # Monday to Friday
HOURS = range(8, 18)


def table(rows: list[list], name: str = "counts.csv", sep: str = ",", encoding: str = "utf-8"):
    """Return the cells of a text file made of rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=sep).writerows(rows)
    return read_cells(text.getvalue().encode(encoding), name)


def wide(day: str = "%Y-%m-%d", clock: str = "%H:%M", head=("Date", "Time", "Quiet", "Group")):
    """Return rows of a wide file: ten days of ten half-past sweeps; 5, 6, 5, .. and 7, 8, 7, .."""
    rows = [list(head)]
    for one in WEEKDAYS:
        for hour in HOURS:
            written = [one.strftime(day), dt.time(hour, 30).strftime(clock)]
            rows.append([*written, 5 + hour % 2, 7 + hour % 2])
    return rows


def read(rows: list[list], **changes) -> CountFile:
    """Return what a file of rows holds when read as proposed, with some changes."""
    cells = table(rows)
    record = propose_layout(cells).record() | changes
    return read_counts(cells, CountLayout.from_record(record), today=TODAY)


def found(counts: CountFile, kind: CountFinding) -> tuple[int, ...]:
    """Return the rows of the findings of a kind."""
    return tuple(row for one in counts.findings if one.kind == kind for row in one.rows)


LONG = [
    (["time", "zone", "occupied", "capacity"], "%Y-%m-%d %H:%M"),
    (["时间", "区域", "已用", "总座位"], "%Y/%m/%d %H:%M"),
    (["timestamp", "room", "used", "total"], "%d/%m/%Y %H:%M"),
    (["采集时间", "阅览室", "在座人数", "座位数"], "%Y年%m月%d日 %H时%M分"),
]


def long(head: list[str], written: str) -> list[list]:
    """Return rows of a long file of two zones with 5 of 20 and 7 of 30 seats taken."""
    rows = [head]
    for one in WEEKDAYS:
        for hour in HOURS:
            at = dt.datetime.combine(one, dt.time(hour)).strftime(written)
            rows += [[at, "阅览室A", 5, 20], [at, "Quiet", 7, 30]]
    return rows
