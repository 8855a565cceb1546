"""Door to the facts of the overview."""

import datetime as dt

import pandas as pd
import streamlit as st

from data import reference, store
from pages.parts.cached import needs
from planning.building.floor import states_on


@st.cache_data(max_entries=16, show_spinner=False)
def standing(study: str, version: int, day: dt.date) -> dict[str, object]:
    """Return what the study holds on `day`, as plain facts by name."""
    opened = store.open_study(study)
    waves, zones, states = opened.waves(), opened.zones(), opened.zone_states()
    counts, works = opened.observation_coverage(), opened.renovations()
    rooms = zones[zones["kind"] == "room"]
    convertible = rooms[rooms["convertible"]]
    now = states_on(states, day)
    seated = now[now["seats"].notna()]
    latest = _latest(waves)
    rated = needs.gaps(study, version, latest) if latest else None
    reopened = max((one.reopened_on for one in works), default=None)
    return {
        "waves": len(waves),
        "answers": int(waves["respondents"].sum()),
        "latest": latest,
        "latest_n": int(waves.set_index("wave").loc[latest, "respondents"]) if latest else 0,
        "zones": len(rooms),
        "seats": int(seated["seats"].sum()),
        "unseated": int((~rooms["zone"].isin(seated["zone"])).sum()),
        "area_m2": float(rooms["area_m2"].sum()),
        "counts": counts.rows,
        "first": counts.first,
        "last": counts.last,
        "needs": 0 if rated is None else int(rated["need"].nunique()),
        "total": len(reference.needs()),
        "convertible": len(convertible),
        "decided": int((convertible["wanted"].fillna("") != "").sum()),
        "works": len(works),
        "stretches": len(opened.calendar()),
        "asked_after": reopened is None or any(d and d >= reopened for d in waves["date"]),
        "control": not works or not set(rooms["zone"]) <= {z for one in works for z in one.zones},
    }


def _latest(waves: pd.DataFrame) -> str | None:
    return None if waves.empty else str(waves.iloc[-1]["wave"])
