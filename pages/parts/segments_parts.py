"""The parts of the segments page below its answer, one open at a time."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    needs,
    segments_later,
    segments_needs,
    segments_number,
    segments_portrait,
    segments_sizes,
    session,
)
from pages.parts.cached import segments_asked as decisions
from pages.parts.segments import View
from pages.parts.session import plain, say

PARTS = {
    "portrait": segments_portrait.show,
    "needs": segments_needs.show,
    "number": segments_number.show,
    "later": segments_later.show,
}


def show(view: View) -> None:
    """Show shares and the part the reader opened; with one group its reasons, and kept segments."""
    if view.found.k == 1:
        if decisions.frozen(*needs.key(view.wave)[:2]):
            segments_later.show(view)
        segments_number.show(view)
        return
    segments_sizes.show(view)
    part = session.choose(
        st.segmented_control,
        "facet",
        say("segments_parts"),
        list(PARTS),
        format_func={name: plain(f"segments_part_{name}") for name in PARTS}.get,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    PARTS[part](view)
    st.page_link(
        "pages/implement/demand.py",
        label=say("segments_to_demand"),
        icon=":material/arrow_forward:",
    )
