"""Doors to counts: the draft of a count file, what is stored, and comparisons.

Files and readings are kept as resources: a copy of a large table at every run
would cost more than the rest of the page. Nobody alters what they return.
"""

import datetime as dt
import json

import pandas as pd
import streamlit as st

from data import store
from planning.occupancy.readers.layout import CountLayout
from surveys.readers.tablefile import TableFile, read_cells

DRAFT = "counts"  # kind of the draft of a count file


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
