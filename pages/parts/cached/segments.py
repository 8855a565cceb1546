"""Doors to the segments of users: found once, kept for every reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts.cached import needs
from planning.spaces import demand
from surveys import priorities

if TYPE_CHECKING:
    from surveys.segments import Segmentation

SHELF_SIZE = 24


def known(study: str, version: int, wave: str, stamp: str) -> Segmentation | None:
    """Return the segments of a wave if they were found before, else None."""
    return _shelf().get((study, wave, stamp))


def find(
    study: str, version: int, wave: str, stamp: str, progress: Callable[[float], None]
) -> Segmentation:
    """Find the segments of a wave; `progress` hears 0 to 1."""
    from surveys.segments import find_segments

    found = find_segments(needs.answers(study, version, wave), progress=progress)
    shelf = _shelf()
    while len(shelf) >= SHELF_SIZE:
        shelf.pop(next(iter(shelf)))
    shelf[(study, wave, stamp)] = found
    return found


@st.cache_data(max_entries=16, show_spinner=False)
def demand_shares(study: str, version: int, wave: str, stamp: str, measure: str) -> pd.DataFrame:
    """Return `demand.demand_shares` per segment; the segments must be known."""
    members = known(study, version, wave, stamp).members
    weights = priorities.need_weights(needs.answers(study, version, wave), measure)
    groups = members.set_index("respondent")["segment"]
    return demand.demand_shares(weights, needs.strengths(study, version), groups)


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> dict[tuple[str, str, str], Segmentation]:
    """Return the segments found so far, oldest first; shared, so nobody alters them."""
    return {}
