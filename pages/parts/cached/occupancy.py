"""Doors to counts: the draft of a count file, what is stored, and comparisons.

Files and readings are kept as resources: a copy of a large table at every run
would cost more than the rest of the page. Nobody alters what they return.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import store
from planning.occupancy.readers.layout import CountLayout
from surveys.readers.tablefile import TableFile, read_cells

if TYPE_CHECKING:
    from planning.occupancy.compare import Comparison

DRAFT = "counts"  # kind of the draft of a count file
COMPARED_KINDS = ("teaching", "exam", "break")  # holidays match nothing
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Compared:
    """A comparison, and whether its weeks were matched by the academic calendar."""

    found: "Comparison"
    by_calendar: bool


@st.cache_resource(max_entries=2, show_spinner=False)
def draft_cells(study: str, sha256: str, sheet: str | None) -> TableFile:
    """Return the cells of the count file that waits in the draft of a study."""
    waiting = store.open_study(study).draft(DRAFT)
    return read_cells(waiting.content, waiting.file_name, sheet=sheet)


@st.cache_resource(max_entries=4, show_spinner=False)
def draft_counts(study: str, sha256: str, sheet: str | None, layout: str, today: dt.date):
    """Return what the waiting file holds when it is read with a layout (JSON of its record)."""
    from planning.occupancy.readers import read_counts

    edited = CountLayout.from_record(json.loads(layout))
    return read_counts(draft_cells(study, sha256, sheet), edited, today=today)


@st.cache_data(max_entries=8, show_spinner=False)
def covered_weeks(study: str, version: int) -> pd.DataFrame:
    """Return the days with counts per zone and week.

    One row per zone and week with counts: ``zone``, ``week`` (date of its
    Monday), ``days`` (1-7), ``sweeps`` (observations); blanks do not count.
    """
    seen = store.open_study(study).observations()
    seen = seen.filter(seen.occupied.notnull())
    weeks = seen.group_by(zone=seen.zone, week=seen.at.truncate("W").date()).aggregate(
        days=seen.at.date().nunique(), sweeps=seen.count()
    )
    return weeks.order_by("zone", "week").to_pandas()


@st.cache_data(max_entries=64, show_spinner=False)
def comparison(
    study: str, version: int, before: Period, after: Period, weeks: str, zones: tuple[str, ...]
) -> Compared:
    """Return how full zones were in two periods, matched by calendar weeks of one kind.

    `weeks` is teaching, exam or all; `zones` = () takes all. Where the calendar
    does not label such weeks in both periods, weeks are counted from the start
    of each period. Days on which a zone was closed for works never count.
    """
    from planning.occupancy.compare import compare

    kept = store.open_study(study)
    labels = _labels(kept.calendar(), before, after, weeks)
    works = [(zone, one) for one in kept.renovations() for zone in one.zones]
    closures = pd.DataFrame(
        [(zone, one.closed_from, one.reopened_on) for zone, one in works],
        columns=["zone", "closed_from", "reopened_on"],
    )
    states = kept.zone_states().dropna(subset=["seats"])
    made = compare(
        kept.observations(),
        before,
        after,
        seats=states[["zone", "valid_from", "seats"]] if len(states) else None,
        labels=labels,
        zones=zones or None,
        closures=closures,
    )
    return Compared(made, labels is not None)


def _labels(
    calendar: pd.DataFrame, before: Period, after: Period, weeks: str
) -> pd.DataFrame | None:
    """Return the calendar week of each day, None where it does not cover both periods."""
    from planning.academic_calendar import label_days

    first, last = min(before[0], after[0]), max(before[1], after[1])
    if calendar.empty:
        return None
    labels = label_days(calendar, first, last)
    wanted = COMPARED_KINDS if weeks == "all" else (weeks,)
    labels["week_key"] = labels["week_key"].where(labels["kind"].isin(wanted), "")
    for start, end in (before, after):
        inside = labels["day"].between(start, end)
        if not labels.loc[inside, "week_key"].ne("").any():
            return None
    return labels[["day", "week_key"]]
