"""The scale of a plan that is in units of its drawing."""

import pandas as pd
import streamlit as st

from data.store import Study
from data.store.drafts import Draft
from pages.parts import notices
from pages.parts.cached import building as cached
from pages.parts.session import say
from planning.building.draft import FloorDraft
from planning.building.errors import PlanFinding
from planning.building.polygons import drawn_area, scale_from_area, scale_from_length

WAYS = ("unit", "distance", "area")
SAID = "scale_said"  # what the reader gave, by field, in the settings of the draft


def ask(study: Study, waiting: Draft, draft: FloorDraft) -> None:
    """Ask for the scale in whichever way the reader knows it; it is kept with the draft."""
    said = waiting.settings.get(SAID, {})
    if draft.needs_scale:
        st.warning(say("scale_needed"), icon=":material/straighten:")
    else:
        st.markdown(say("scale_set", scale=float(waiting.settings["scale"])))
    if draft.needs_scale and draft.proposed_scale:
        st.markdown(say("scale_proposed", scale=draft.proposed_scale))
    names = {one: say(f"scale_way_{one}") for one in WAYS}
    way = st.radio(
        say("scale_way"),
        WAYS,
        WAYS.index(said.get("way", WAYS[0])),
        format_func=names.get,
        key="scale_way",
    )
    given = _asked(way, said, draft.proposed_scale)
    flipped = any(finding.kind is PlanFinding.Y_FLIPPED for finding in draft.findings)
    down = st.checkbox(say("scale_down"), flipped, key="scale_down")
    scale = _scale(way, given, _units2(study, waiting, draft)) if all(given.values()) else None
    if draft.needs_scale:
        _say_extent(draft, scale or 1.0)
    if st.button(say("scale_apply"), type="primary", disabled=scale is None, key="scale_apply"):
        settings = {"scale": scale, "down": down, SAID: {"way": way, **given}}
        with notices.shown():
            study.update_draft(cached.DRAFT, waiting.settings | settings, sha256=waiting.sha256)
        st.rerun()


def _asked(way: str, said: dict, proposed: float | None) -> dict[str, float]:
    """Return the numbers of one way to say a scale."""
    fields = {
        "unit": {"metres": "scale_unit"},
        "distance": {"units": "scale_distance_units", "metres": "scale_distance_metres"},
        "area": {"m2": "scale_area"},
    }[way]
    known = said if said.get("way") == way else {}
    if way == "unit" and proposed:
        known = {"metres": proposed} | known
    columns = st.columns(len(fields))
    return {
        field: column.number_input(
            say(text), 0.0, None, known.get(field, 0.0), format="%.4g", key=f"scale_{way}_{field}"
        )
        for column, (field, text) in zip(columns, fields.items(), strict=True)
    }


def _scale(way: str, given: dict[str, float], units2: float) -> float:
    """Return metres per unit."""
    if way == "area":
        return scale_from_area(units2, given["m2"])
    return scale_from_length(given.get("units", 1.0), given["metres"])


def _units2(study: Study, waiting: Draft, draft: FloorDraft) -> float:
    """Return the drawn area in square units; a scale in use is taken out again."""
    scale = 1.0 if draft.needs_scale else float(waiting.settings["scale"])
    return drawn_area(draft.zones) / scale**2


def _say_extent(draft: FloorDraft, scale: float) -> None:
    """Say how large the plan is in units and would be in metres."""
    outlines = draft.zones["polygon"].dropna()
    points = pd.DataFrame([point for rings in outlines for point in rings[0]])
    width, height = (points.max() - points.min()).tolist()
    area = drawn_area(draft.zones)
    metres = {"wide": width * scale, "high": height * scale, "metres": area * scale**2}
    st.caption(say("scale_extent", width=width, height=height, area=area, **metres))
